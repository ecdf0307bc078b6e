"""The worker's loop: load one submission, then answer requests until the input ends."""

from __future__ import annotations

from typing import Any, BinaryIO

from autograder.worker import (
    companions,
    frames,
    frameworks,
)
from autograder.worker import (
    execution as execute,
)
from autograder.worker import (
    provided_results as prerequisites,
)

MAX_NAMES, MAX_NAME = 2000, 200


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer frames, each with the number of its request."""
    loaded: _Loaded | None = None
    while True:
        try:
            number, request = frames.read(requests)
        except EOFError:
            return
        if request["kind"] == "load":
            loaded = _Loaded(request)
            body: dict[str, Any] = loaded.told
        else:
            assert loaded is not None
            with (
                prerequisites.lent(loaded.module, request["lent"]),
                prerequisites.standing_in(loaded.module, loaded.driver, request["stand_ins"]),
            ):
                body = {"observations": [loaded.run(case) for case in request["cases"]]}
        try:
            answer = frames.encode(body, number)
        except frames.TooLarge:
            body = {"observations": [_sendable(one) for one in body["observations"]]}
            answer = frames.encode(body, number)
        answers.write(answer)
        answers.flush()


def _sendable(observation: dict[str, Any]) -> dict[str, Any]:
    """The observation, or that its value is too large: one case must not cost the others."""
    try:
        frames.encode(observation)
    except frames.TooLarge as error:
        return {"error": execute.describe(error, ""), "warned": observation["warned"]}
    return observation


class _Loaded:
    """A submission and the driver that calls it; `told` is what the judge hears of its import."""

    def __init__(self, request: dict[str, Any]) -> None:
        frameworks.accelerator_allowed = request["accelerator"]
        frameworks.settle()
        self.file_name = request["file_name"]
        companions.install(request["companions"])
        self.driver, of_driver = execute.load(request["driver"], "driver", "driver.py")
        try:
            with frameworks.hidden_accelerator():
                self.module, failures = execute.load(
                    request["source"], request["name"], self.file_name
                )
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            described = execute.describe(error, self.file_name)
            described["line"] = getattr(error, "lineno", None) or 0
            described["message"] = str(getattr(error, "msg", error))[: execute.MAX_MESSAGE]
            self.told: dict[str, Any] = {"syntax": described}
        else:
            names = [str(name)[:MAX_NAME] for name in vars(self.module)]
            names = [name for name in names if not name.startswith("__")]
            self.told = {"names": names[:MAX_NAMES], "failures": failures[:20]}
            self.told["driver_failures"] = of_driver[:20]  # for who builds a key

    def run(self, case: dict[str, Any]) -> dict[str, Any]:
        return execute.run(self.module, self.driver, case, self.file_name)
