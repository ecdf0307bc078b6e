"""Two equal calls give equal results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.model.checks import Role, Verdict
from autograder.model.observation import Observation
from autograder.numerics.comparison import same
from autograder.rubric.cases import DeclaredCase
from autograder.rubric.checks.base import (
    PASSED,
    Call,
    Cases,
    Declared,
    Drawn,
    KindOfCheck,
    failed,
    values,
)


@dataclass(frozen=True, kw_only=True)
class Pure(KindOfCheck):
    """The result depends on nothing but the arguments."""

    kind = "pure"
    method = "pure"

    @classmethod
    def declare(cls, cases: Cases, *, weight: float = 1, call: str | None = None) -> Declared:
        """Two equal calls give equal results."""
        return Declared(
            kind=cls,
            title="gives the same result twice",
            weight=weight,
            cases=cases,
            role=Role.SUPPLEMENTARY,
            call=call,
        )

    @classmethod
    def draw(
        cls, declared: Declared, given: Sequence[DeclaredCase], rng: np.random.Generator
    ) -> Drawn:
        """One repeated call for each case."""
        return Drawn(tuple(Call(one.arguments, repeat=True) for one in given))

    def judged(self, mine: Sequence[Observation], expected: Sequence[Observation]) -> Verdict:
        """The second call gave the same in every case."""
        if all(same(one.again, one.value) for one in values(mine)):
            return PASSED
        return failed("a second, equal call gave another result")
