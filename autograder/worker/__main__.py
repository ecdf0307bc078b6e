"""The worker's loop: load one submission, then answer requests until the input ends."""

from __future__ import annotations

import os
import sys
from typing import Any, BinaryIO

from autograder.worker import execute, frames


def main() -> None:
    """Take over the two channels, confine this process, and serve."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)  # input() finds the end of file instead of the protocol
    os.dup2(2, 1)  # prints go to the capped pipe, never into the protocol
    serve(requests, answers)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer frames, each with the id of its request."""
    module: Any = None
    driver: Any = None
    file_name = "submission.py"
    while True:
        try:
            number, request = frames.read(requests)
        except EOFError:
            return
        if request["kind"] == "load":
            _limit(request["memory_bytes"])
            file_name = request["file_name"]
            sys.path.append(os.getcwd())
            driver, _ = execute.load(request["driver"], "driver", "driver.py")
            try:
                module, failures = execute.load(request["source"], request["name"], file_name)
                names = [name for name in vars(module) if not name.startswith("__")]
                body: dict[str, Any] = {"names": names[:2000], "failures": failures[:20]}
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                described = execute.describe(error, file_name)
                described["line"] = getattr(error, "lineno", None) or 0
                described["message"] = str(getattr(error, "msg", error))[:500]
                body = {"syntax": described}
        else:
            body = {
                "observations": [
                    execute.run(module, driver, case, file_name) for case in request["cases"]
                ]
            }
        answers.write(frames.encode(body, number))
        answers.flush()


def _limit(memory_bytes: int) -> None:
    """Resource limits of this process, where the platform has them."""
    try:
        import resource
    except ImportError:  # Windows: the time limit of the judge remains
        return
    for kind, limit in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 64 << 20),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):  # macOS refuses some of them
            continue


if __name__ == "__main__":
    main()
