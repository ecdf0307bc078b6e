"""The inputs of a check, as a rubric declares them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from autograder.errors import UserError

Arguments = dict[str, Any]
MARK = "only as drawn"
C = TypeVar("C", bound=Callable[..., Any])


class RubricError(UserError):
    """A rubric contradicts itself or its reference; the message says where."""


@dataclass(frozen=True, eq=False)
class DeclaredCase:
    """One set of inputs of a task, in the order of its parameters.

    `truth` is what only the judge knows: the labels of held-out samples, (rounds, samples).
    `asked_with` are arguments of the call that asks what was trained, without the submission.
    """

    arguments: Arguments
    truth: Any = None
    asked_with: Arguments = field(default_factory=dict)

    def with_truth(self, labels: Any, **asked_with: Any) -> DeclaredCase:
        """The same with the labels that `learns` compares guesses with.

        `asked_with` is for checks that are declared with `asks`: what that call gets beside the
        result, the held-out samples among it.
        """
        return replace(self, truth=labels, asked_with=asked_with)


def case(**arguments: Any) -> DeclaredCase:
    """Build a case from named arguments; their order is the order of the call."""
    return DeclaredCase(arguments)


def only_as_drawn(cases: C) -> C:
    """Mark a function of cases whose inputs are right only in the form that it gives them.

    A hunt draws more of them, and makes no others like them. It is for orders that must not count,
    numbers that must not be near each other, samples enough for chance to be even.
    """
    cases.__dict__[MARK] = True
    return cases


def is_only_as_drawn(cases: Callable[..., Any]) -> bool:
    """Whether a function of cases is marked so."""
    return MARK in getattr(cases, "__dict__", {})
