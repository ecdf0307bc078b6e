"""The arguments hold the same numbers after the call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.model.checks import Role, Verdict
from autograder.model.observation import Observation
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
class ArgumentsUnchanged(KindOfCheck):
    """No argument is changed by the call."""

    kind = "arguments_unchanged"
    method = "leaves_arguments_unchanged"

    @classmethod
    def declare(cls, cases: Cases, *, weight: float = 1, call: str | None = None) -> Declared:
        """The arguments hold the same numbers after the call."""
        return Declared(
            kind=cls,
            title="leaves its arguments unchanged",
            weight=weight,
            cases=cases,
            role=Role.SUPPLEMENTARY,
            call=call,
        )

    @classmethod
    def draw(
        cls, declared: Declared, given: Sequence[DeclaredCase], rng: np.random.Generator
    ) -> Drawn:
        """One watched call for each case."""
        return Drawn(tuple(Call(one.arguments, watch=True) for one in given))

    def judged(self, mine: Sequence[Observation], expected: Sequence[Observation]) -> Verdict:
        """Nothing was changed in any case."""
        for one in values(mine):
            if one.changed != ():
                names = ", ".join(one.changed or ()) or "?"
                return failed(f"the argument {names} was changed by the call")
        return PASSED
