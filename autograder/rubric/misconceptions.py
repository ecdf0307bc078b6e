"""A known wrong implementation, as a course declares it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation that students really write, of one task.

    `raises` is what its exception says, where an exception gives it away.
    """

    id: str
    task: str
    says: str
    hint: str
    attribute: str
    raises: str = ""


def misconception(
    task: str, id: str, *, says: str, hint: str, raises: str = ""
) -> Callable[[T], T]:
    """Mark a function or class as the wrong implementation `id` of `task`.

    All arguments are written out in place: the course reads the mark from the text. An exception
    alone names nothing, for many bugs raise the same one; `raises` are words of a message that only
    this one causes.
    """

    def mark(wrong: T) -> T:
        return wrong

    return mark
