"""What all kinds of check share: how one is declared, how its cases are drawn, what stops it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self, TypedDict

import numpy as np

from autograder.model.answer_key import KeyTask
from autograder.model.checks import Check, Role, Verdict
from autograder.model.observation import Observation, Value
from autograder.model.outcomes import Outcome
from autograder.numerics.comparison import compare, difference_of_form
from autograder.rubric.cases import Arguments, DeclaredCase
from autograder.rubric.troubles import trouble

Cases = Callable[[np.random.Generator], Iterable[DeclaredCase]]


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A check as a rubric declares it; `cases` is drawn from when a key is built.

    `settings` are the kind's own, by the names of its fields; `call` is the function that the
    worker calls, by default the task. `asks` is a function of the driver's that looks at the result
    in a worker without the submission, if there is one: what it gives is compared.
    """

    kind: type[KindOfCheck]
    title: str
    weight: float
    cases: Cases
    role: Role = Role.REQUIRED
    call: str | None = None
    asks: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


class Where(TypedDict, total=False):
    """Which functions give what is compared."""

    call: str | None
    asks: str | None


@dataclass(frozen=True)
class Call:
    """A call that a check wants to be observed, and what beside its value."""

    arguments: Arguments
    repeat: bool = False
    watch: bool = False


@dataclass(frozen=True)
class Drawn:
    """The calls of a check in their order, and what its verdict needs to know of them."""

    calls: tuple[Call, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class KindOfCheck(Check):
    """A kind of check. `method` is what a rubric calls to declare one: `task.matches(...)`.

    A kind of a course's own is a subclass in a file of the course's folder `checks/`.
    """

    method: ClassVar[str]
    # What a rubric declares by `method`: a class method with the arguments of the kind.
    declare: ClassVar[Callable[..., Declared]]

    @classmethod
    def draw(
        cls, declared: Declared, given: Sequence[DeclaredCase], rng: np.random.Generator
    ) -> Drawn:
        """The calls to observe; by default one for each case. Raises RubricError."""
        return Drawn(tuple(Call(one.arguments) for one in given), declared.settings)

    @classmethod
    def made(cls, **fields: Any) -> Self:
        """A check of an answer key, from its fields."""
        return cls(**fields)

    def verdict(self, task: KeyTask, observations: Sequence[Observation]) -> Verdict:
        """How it comes out; a result of a form that cannot even be compared is wrong."""
        mine = [observations[place] for place in self.cases]
        expected = [task.expected[place] for place in self.cases]
        try:
            return self._stopped(task, mine) or self.judged(mine, expected)
        except (ValueError, TypeError, OverflowError, IndexError):
            return failed("the result has a form that cannot be compared")

    def _stopped(self, task: KeyTask, mine: Sequence[Observation]) -> Verdict | None:
        """What keeps the check from being judged: by default, any case without a value."""
        return trouble(task, mine)

    @abstractmethod
    def judged(self, mine: Sequence[Observation], expected: Sequence[Observation]) -> Verdict:
        """How it comes out by its own observations, in the order of its cases."""


PASSED = Verdict(Outcome.PASSED)


def failed(message: str) -> Verdict:
    """A verdict that says what is wrong."""
    return Verdict(Outcome.FAILED, message)


def all_equal(
    mine: Sequence[Observation], expected: Sequence[Observation], *, dtype: bool = False
) -> Verdict:
    """Passed where every value equals the expected one; `dtype` asks for equal dtypes as well."""
    pairs = zip(values(mine), values(expected), strict=True)
    return compared([(one.value, wanted.value) for one, wanted in pairs], dtype=dtype)


def compared(pairs: Sequence[tuple[Any, Any]], *, dtype: bool = False) -> Verdict:
    """Passed where the first of each pair equals the second.

    A wrong form in one case is told before wrong numbers in another: it is the same story.
    """
    found = [difference_of_form(*pair) for pair in pairs]
    found += [compare(*pair, dtype=dtype) for pair in pairs if not any(found)]
    return next((failed(difference) for difference in found if difference is not None), PASSED)


def values(observations: Sequence[Observation]) -> list[Value]:
    """The observations, all of which have a value: `trouble` has seen to it."""
    found = [one for one in observations if isinstance(one, Value)]
    if len(found) != len(observations):
        raise TypeError("an observation without a value")
    return found
