"""The result is the gradient of a scalar."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.rubric.checks.base import Cases, Declared
from autograder.rubric.checks.derivatives import Derivative


@dataclass(frozen=True, kw_only=True)
class Gradient(Derivative):
    """The gradient of a scalar."""

    kind = "gradient"
    method = "gradient_agrees"
    element_wise = False

    @classmethod
    def declare(
        cls,
        of: str,
        cases: Cases,
        *,
        wrt: str,
        title: str = "",
        weight: float = 3,
        call: str | None = None,
    ) -> Declared:
        """The result is the gradient of the scalar `of` with respect to argument `wrt`.

        Give a `title` where `of` is a function of the driver, whose name tells a student nothing.
        """
        return Declared(
            kind=cls,
            title=title or f"is the gradient of {of} with respect to {wrt}",
            weight=weight,
            cases=cases,
            call=call,
            settings={"of": of, "wrt": wrt},
        )
