"""What a check in an answer key is, whatever its kind, and how it comes out.

The kinds are in `rubric.checks`, one module each.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from autograder.model.observation import Observation
from autograder.model.outcomes import Outcome

if TYPE_CHECKING:
    from autograder.model.answer_key import KeyTask


class Role(StrEnum):
    """Whether a check decides that the values are right, or counts only once they are."""

    REQUIRED = "required"
    SUPPLEMENTARY = "supplementary"


@dataclass(frozen=True)
class Verdict:
    """Outcome of one check before points are given.

    `carried` says that it passed as *error carried forward*: given an error of an earlier task.
    Where it is right for the student's own function alone, `given` names the tasks that are wrong
    in that function. `digits` are those to which numbers are right that are almost right: the
    check passes, and its last digits are counted apart.
    """

    outcome: Outcome
    message: str = ""
    carried: bool = False
    given: tuple[str, ...] = ()
    digits: int | None = None

    @property
    def passed(self) -> bool:
        """Whether it passed, on its own or with an error carried forward."""
        return self.outcome == Outcome.PASSED

    @property
    def exact(self) -> bool:
        """Whether it passed, and its numbers are right to the last digits."""
        return self.passed and self.digits is None

    @property
    def failed(self) -> bool:
        """Whether it was tried and is wrong."""
        return self.outcome == Outcome.FAILED


@dataclass(frozen=True, kw_only=True)
class Check(ABC):
    """A check with its points, and the indices of its cases within the task.

    A kind of check is a subclass with its own data. `compares_values` says that results are
    compared with the reference's numbers, so that a diagnosis may ask how they differ;
    `compares_dtype`, that dtypes are. A check of `extremes` is about inputs on which a right
    formula may overflow.
    """

    kind: ClassVar[str]
    compares_values: ClassVar[bool] = False
    compares_dtype: ClassVar[bool] = False
    extremes: ClassVar[bool] = False

    title: str
    role: Role
    points: float
    cases: tuple[int, ...]

    @abstractmethod
    def verdict(self, task: KeyTask, observations: Sequence[Observation]) -> Verdict:
        """How it comes out, given the observations of all cases of the task."""

    def in_form(self, task: KeyTask, observations: Sequence[Observation]) -> bool:
        """Whether the results have at least the form that this check is about.

        Then wrong values alone make it fail: one cause, reported once. False for every kind that is
        about more than form.
        """
        return False


@dataclass(frozen=True, kw_only=True)
class DerivativeCheck(Check):
    """The result is the derivative of `of` with respect to its argument `wrt`.

    `depends` names the other arguments on which the reference's `of` depends, `calls` the functions
    of a submission that it leads to. `element_wise` tells the slope of a function of each element
    from the gradient of a scalar.
    """

    compares_values = True
    element_wise: ClassVar[bool]

    of: str
    wrt: str
    depends: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
