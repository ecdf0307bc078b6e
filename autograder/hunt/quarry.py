"""A program that is hunted: it runs in a sandbox, and what it does there harms nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import TracebackType

from autograder.grading.budget import Budget
from autograder.grading.run_submission import SubmissionRun
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.observation import Faulted, Observation
from autograder.model.program import Program
from autograder.sandbox import Sandbox

# Results of so many inputs fit into one reply, also where each is a layer of 20,000 weights.
AT_ONCE = 5


class Quarry:
    """A program in a worker; a context that ends the worker.

    `seconds` of its own time are all that it may take, beside its import.
    """

    def __init__(self, program: Program, key: AnswerKey, sandbox: Sandbox, seconds: float) -> None:
        limits = key.limits
        some_s = min(seconds, AT_ONCE * limits.case_s)
        limits = replace(limits, task_s=some_s, total_s=seconds + limits.load_s)
        self._run = SubmissionRun(program, key, sandbox, Budget(limits))

    @property
    def over(self) -> bool:
        """Whether its time is over."""
        return self._run.left_s <= 0

    def observe(self, tasks: Iterable[KeyTask]) -> Iterator[list[Observation | None]]:
        """What it gives for the cases of each; None for those for which no time was left."""
        for _, observed, _ in self._run.task_by_task(tasks):
            over = self.over
            yield [None if over and isinstance(one, Faulted) else one for one in observed]

    def __enter__(self) -> Quarry:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._run.__exit__(kind, error, trace)
