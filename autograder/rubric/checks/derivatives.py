"""What slope and gradient share: equal to the reference's derivative.

The judgement here is by the reference's values. Where these differ, the derivative of the student's
own function is asked for as error carried forward (`grading.error_carried_forward`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.model.checks import DerivativeCheck, Verdict
from autograder.model.observation import Observation
from autograder.rubric.cases import DeclaredCase
from autograder.rubric.checks.base import (
    Call,
    Declared,
    Drawn,
    KindOfCheck,
    all_equal,
)


@dataclass(frozen=True, kw_only=True)
class Derivative(DerivativeCheck, KindOfCheck):
    """A derivative, judged by the reference's values."""

    @classmethod
    def draw(
        cls, declared: Declared, given: Sequence[DeclaredCase], rng: np.random.Generator
    ) -> Drawn:
        """One call for each case; `wrt` is by default the first argument."""
        settings = dict(declared.settings)
        settings["wrt"] = settings["wrt"] or next(iter(given[0].arguments))
        return Drawn(tuple(Call(one.arguments) for one in given), settings)

    def judged(self, mine: Sequence[Observation], expected: Sequence[Observation]) -> Verdict:
        """Equal to the reference's derivative in every case."""
        return all_equal(mine, expected)
