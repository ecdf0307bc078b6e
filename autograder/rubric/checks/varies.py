"""The results of the cases differ from one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from autograder.model.checks import Role, Verdict
from autograder.model.observation import Observation
from autograder.numerics.comparison import same
from autograder.rubric.checks.base import PASSED, Cases, Declared, KindOfCheck, failed, values


@dataclass(frozen=True, kw_only=True)
class Varies(KindOfCheck):
    """No two cases give the same: what draws at random does draw."""

    kind = "varies"
    method = "varies"

    @classmethod
    def declare(cls, cases: Cases, *, weight: float = 1, call: str | None = None) -> Declared:
        """The cases' results differ from one another."""
        return Declared(
            kind=cls,
            title="depends on the random generator",
            weight=weight,
            cases=cases,
            role=Role.SUPPLEMENTARY,
            call=call,
        )

    def judged(self, mine: Sequence[Observation], expected: Sequence[Observation]) -> Verdict:
        """No two results are the same."""
        if any(same(a.value, b.value) for a, b in combinations(values(mine), 2)):
            return failed("the result is the same for different random generators")
        return PASSED
