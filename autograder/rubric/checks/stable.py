"""Right, finite and free of floating-point warnings on extreme inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.model.answer_key import KeyTask
from autograder.model.checks import Role, Verdict
from autograder.model.observation import Observation
from autograder.numerics.comparison import compare
from autograder.rubric.checks.base import PASSED, Cases, Declared, KindOfCheck, failed, values
from autograder.rubric.checks.form import all_in_form


@dataclass(frozen=True, kw_only=True)
class Stable(KindOfCheck):
    """Right values without an overflow, an invalid operation or a division by zero on the way."""

    kind = "stable"
    method = "stable"
    extremes = True

    @classmethod
    def declare(cls, cases: Cases, *, weight: float = 1, call: str | None = None) -> Declared:
        """Right, finite and free of floating-point warnings on extreme inputs."""
        return Declared(
            kind=cls,
            title="stays right and finite on extreme inputs",
            weight=weight,
            cases=cases,
            role=Role.SUPPLEMENTARY,
            call=call,
        )

    def judged(self, mine: Sequence[Observation], expected: Sequence[Observation]) -> Verdict:
        """Equal in every case, with no warning that the reference does not give as well."""
        for one, wanted in zip(values(mine), values(expected), strict=True):
            difference = compare(one.value, wanted.value)
            if difference is not None:
                return failed(difference)
            if set(one.warned) - set(wanted.warned):
                words = ", ".join(one.warned)
                return failed(f"the value is right, but a floating-point {words} occurred")
        return PASSED

    def in_form(self, task: KeyTask, observations: Sequence[Observation]) -> bool:
        """Whether results are finite and of the right shape, whatever the values."""
        mine = [observations[place] for place in self.cases]
        return all_in_form(mine, [task.expected[place] for place in self.cases], dtype=False)
