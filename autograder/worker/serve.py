"""The worker's loop: load one submission, then answer requests until the input ends."""

from __future__ import annotations

import sys
import types
from typing import Any, BinaryIO

from autograder.model.observation import MAX_TEXT, Missing, Observation, Raised, RaisedError, Value
from autograder.model.requests import (
    Alternative,
    Case,
    Loaded,
    LoadReply,
    LoadRequest,
    NotPython,
    RunRequest,
)
from autograder.worker import alternatives, companions, frames, frameworks, provided_results
from autograder.worker.loading import describe, driver_functions, load
from autograder.worker.observing import observe
from autograder.worker.protocol import (
    load_reply_tree,
    observation_tree,
    read_request,
    run_reply_tree,
)

MAX_NAMES, MAX_NAME = 2000, 200
MAX_FAILURES = 20


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer frames, each with the number of its request. For a process of its own.

    The kit's modules are out of reach by name once the driver has been loaded: a submission that
    imports one gets a copy, and what it patches there is not what runs.
    """
    submission: _Submission | None = None
    kit = _Kit()
    while True:
        try:
            number, tree = frames.read(requests)
        except EOFError:
            return
        request = read_request(tree)
        if isinstance(request, LoadRequest):
            submission = _Submission(request, kit)
            answer = frames.encode(load_reply_tree(submission.reply), number)
        else:
            assert submission is not None
            answer = _answer(submission.run(request), number)
        answers.write(answer)
        answers.flush()


def _answer(found: tuple[Observation, ...], number: int) -> bytes:
    try:
        return frames.encode(run_reply_tree(found), number)
    except frames.TooLarge:
        return frames.encode(run_reply_tree(tuple(map(_sendable, found))), number)


def _sendable(one: Observation) -> Observation:
    """The observation, or that its value is too large: one case must not cost the others."""
    try:
        frames.encode(observation_tree(one))
    except frames.TooLarge as error:
        warned = one.warned if isinstance(one, Value | Raised) else ()
        return Raised(describe(error, ""), warned)
    return one


class _Submission:
    """A submission and the driver that calls it; `reply` is what the judge hears of its import."""

    def __init__(self, request: LoadRequest, kit: _Kit) -> None:
        kit.show()
        frameworks.allow_accelerator(request.accelerator)
        frameworks.settle()
        self._file_name = request.file_name
        companions.install(request.companions)
        self._driver, of_driver = driver_functions(request.driver, "driver")
        kit.hide()
        self.reply: LoadReply
        try:
            with frameworks.hidden_accelerator():
                self._module, failures = load(request.source, request.name, self._file_name)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self.reply = NotPython(_not_compiled(error, self._file_name))
            return
        names = [str(name)[:MAX_NAME] for name in vars(self._module)]
        shown = [name for name in names if not name.startswith("__")]
        self.reply = Loaded(
            tuple(shown[:MAX_NAMES]),
            tuple(failures[:MAX_FAILURES]),
            tuple(of_driver[:MAX_FAILURES]),  # for who builds a key
        )

    def run(self, request: RunRequest) -> tuple[Observation, ...]:
        """The observations of all cases, in their order."""
        with (
            provided_results.provided(self._module, request.provided),
            provided_results.with_doubles(self._module, self._driver, request.doubles),
        ):
            if not request.alternatives:
                return self._observed(request.cases)
            found = (self._observed_with(one, request.cases) for one in request.alternatives)
            return tuple(observation for some in found for observation in some)

    def _observed(self, cases: tuple[Case, ...]) -> tuple[Observation, ...]:
        return tuple(observe(self._module, self._driver, case, self._file_name) for case in cases)

    def _observed_with(
        self, alternative: Alternative, cases: tuple[Case, ...]
    ) -> tuple[Observation, ...]:
        """The observations with another text in place; missing where it cannot stand there."""
        try:
            with alternatives.replaced(self._module, alternative, self._file_name):
                return self._observed(cases)
        except alternatives.NotReplaced:
            return tuple(Missing(alternative.name) for _ in cases)


class _Kit:
    """This kit's modules, which are out of reach by name while a submission runs.

    Whatever holds one of their functions keeps it; the next driver imports what is there already.
    """

    def __init__(self) -> None:
        self._hidden: dict[str, types.ModuleType] = {}

    def hide(self) -> None:
        name = __name__.partition(".")[0]
        found = [one for one in sys.modules if one == name or one.startswith(f"{name}.")]
        self._hidden = {one: sys.modules.pop(one) for one in found}

    def show(self) -> None:
        sys.modules.update(self._hidden)


def _not_compiled(error: BaseException, file_name: str) -> RaisedError:
    described: Any = describe(error, file_name)
    return RaisedError(
        described.type,
        described.ancestors,
        str(getattr(error, "msg", error))[:MAX_TEXT],
        getattr(error, "lineno", None) or 0,
        described.function,
    )
