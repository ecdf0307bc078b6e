"""Bad input raises an exception."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.model.answer_key import KeyTask
from autograder.model.checks import Role, Verdict
from autograder.model.observation import Observation, Raised
from autograder.rubric.checks.base import PASSED, Cases, Declared, KindOfCheck, failed
from autograder.rubric.troubles import trouble


@dataclass(frozen=True, kw_only=True)
class Raises(KindOfCheck):
    """Every case raises `exception`, or a subclass of it."""

    kind = "raises"
    method = "raises"

    exception: str

    @classmethod
    def declare(
        cls, exception: str, cases: Cases, *, weight: float = 1, call: str | None = None
    ) -> Declared:
        """Raises `exception` (or a subclass of it)."""
        return Declared(
            kind=cls,
            title=f"raises {exception} on bad input",
            weight=weight,
            cases=cases,
            role=Role.SUPPLEMENTARY,
            call=call,
            settings={"exception": exception},
        )

    def _stopped(self, task: KeyTask, mine: Sequence[Observation]) -> Verdict | None:
        """Only what is not the exception that is asked for."""
        others = [one for one in mine if not self._raised(one)]
        return trouble(task, others[:1]) if others else None

    def judged(self, mine: Sequence[Observation], expected: Sequence[Observation]) -> Verdict:
        """The exception was raised in every case."""
        if all(self._raised(one) for one in mine):
            return PASSED
        return failed(f"no {self.exception} was raised")

    def _raised(self, one: Observation) -> bool:
        return isinstance(one, Raised) and self.exception in one.error.ancestors
