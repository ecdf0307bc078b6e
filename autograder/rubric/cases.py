"""The inputs of a check, as a rubric declares them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from autograder.errors import UserError

Arguments = dict[str, Any]


class RubricError(UserError):
    """A rubric contradicts itself or its reference; the message says where."""


@dataclass(frozen=True, eq=False)
class DeclaredCase:
    """One set of inputs of a task, in the order of its parameters.

    `truth` is what only the judge knows: the labels of held-out samples, (rounds, samples).
    """

    arguments: Arguments
    truth: Any = None

    def with_truth(self, labels: Any) -> DeclaredCase:
        """The same with the labels that `learns` compares guesses with."""
        return replace(self, truth=labels)


def case(**arguments: Any) -> DeclaredCase:
    """Build a case from named arguments; their order is the order of the call."""
    return DeclaredCase(arguments)
