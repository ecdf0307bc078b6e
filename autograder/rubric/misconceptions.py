"""A known wrong implementation, as a course declares it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

T = TypeVar("T")
# In what an edit writes: what stands there in each of several forms of one idea.
VALUE = "VALUE"


@dataclass(frozen=True)
class Edit:
    """`old`, which stands exactly once in a definition of a program, becomes `new`.

    `of` names the definition, a function or class at the top level or "Class.method". Where it is
    empty, it is the task's for a misconception, and the whole text for a transplant.
    """

    old: str
    new: str
    of: str = ""


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation that students really write, of one task.

    It is the solution with some edits, or with the definition `attribute` in the task's place.
    `raises` is what its exception says, where an exception gives it away. `value` is one of those
    that stand for VALUE in the edits, all the same idea. `parts` are the ids of the two that it is
    made of, where it is two at once.
    """

    id: str
    task: str
    says: str
    hint: str
    edits: tuple[Edit, ...] = ()
    attribute: str = ""
    raises: str = ""
    value: str = ""
    parts: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The id, and the value if there are several."""
        return f"{self.id} with {self.value}" if self.value else self.id

    def with_value(self, value: str) -> Misconception:
        """The same idea with this for VALUE."""
        edits = tuple(replace(one, new=one.new.replace(VALUE, value)) for one in self.edits)
        return replace(self, edits=edits, value=value)

    @property
    def changes(self) -> frozenset[str]:
        """The names at the top level that are defined otherwise than in the solution."""
        edited = {(one.of or self.task).split(".")[0] for one in self.edits}
        return frozenset(edited or {self.task})


@dataclass(frozen=True)
class Transplant:
    """The idea of a misconception, written into a correct variant."""

    misconception: str
    variant: str
    edits: tuple[Edit, ...]


def edit(old: str, new: str, of: str = "") -> Edit:
    """Replace `old` by `new`, once, in the definition `of` or in that of the task."""
    return Edit(old, new, of)


def misconception(
    name: str,
    *edits: Edit,
    says: str,
    hint: str,
    raises: str = "",
    values: tuple[str, ...] = (),
) -> Callable[[T], T]:
    """Declare the misconception `name`, which is written "task/id", as edits of the solution.

    Without edits it marks, as a decorator, the function or class that stands in the task's place.
    All arguments are written out in place: the course reads the mark from the text. An exception
    alone names nothing, for many bugs raise the same one; `raises` are words of a message that only
    this one causes. Each of `values` stands once for the word VALUE in the edits: an idea that has
    several forms, such as any small number that is added.
    """

    def mark(wrong: T) -> T:
        return wrong

    return mark


def together(first: str, second: str) -> None:
    """Declare that two misconceptions of one task, by their ids, are often made together.

    Their edits have to fit into one program. Both are named then, which their numbers alone do not
    show. Two that show in different places need no declaration.
    """


def transplant(misconception: str, variant: str, *edits: Edit) -> Transplant:
    """Declare what makes the correct variant wrong by the same idea as a misconception.

    `misconception` is its id, `variant` the name of the variant's file. It proves that the idea is
    named where it is written in other words than those that made the key.
    """
    return Transplant(misconception, variant, edits)
