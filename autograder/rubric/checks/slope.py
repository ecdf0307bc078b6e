"""The result is the element-wise slope of a function."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.rubric.checks.base import Cases, Declared
from autograder.rubric.checks.derivatives import Derivative


@dataclass(frozen=True, kw_only=True)
class Slope(Derivative):
    """The element-wise slope of a function."""

    kind = "slope"
    method = "is_derivative_of"
    element_wise = True

    @classmethod
    def declare(
        cls,
        function: str,
        cases: Cases,
        *,
        wrt: str | None = None,
        weight: float = 3,
        call: str | None = None,
    ) -> Declared:
        """The result is the element-wise slope of `function` (the student's own)."""
        return Declared(
            kind=cls,
            title=f"is the slope of {function}",
            weight=weight,
            cases=cases,
            call=call,
            settings={"of": function, "wrt": wrt},
        )
