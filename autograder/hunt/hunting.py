"""The hunt: inputs of all fields of a topic, and the smallest at which a program differs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from autograder.course.topic import Topic
from autograder.hunt.differences import difference
from autograder.hunt.fields import Field, fields
from autograder.hunt.quarry import AT_ONCE, Quarry
from autograder.hunt.search import collected, smallest
from autograder.hunt.truth import Right, Truth
from autograder.keys.run_reference import observer
from autograder.model.answer_key import KeyTask
from autograder.model.requests import Case

# Inputs that are tried to make one smaller: each costs a call of every variant.
MOST_SHRINKS = 300
SEED = 0
FEWER = 10


@dataclass(frozen=True, eq=False)
class Found:
    """An input at which a program differs from what is right there, and in what."""

    task: str
    case: Case
    says: str
    right: object


@dataclass(frozen=True, eq=False)
class Ground:
    """A field with its inputs, and what is right for each of them."""

    field: Field
    inputs: Sequence[Right]
    number: int

    @cached_property
    def parts(self) -> list[tuple[KeyTask, list[Right]]]:
        """The inputs on which all that is right agrees: those that the contract decides.

        A few at a time, as tasks: what a worker is sent is encoded once for all programs.
        """
        agreed = [one for one in self.inputs if one.agreed]
        some = [agreed[i : i + AT_ONCE] for i in range(0, len(agreed), AT_ONCE)]
        return [(self.field.as_task([one.case for one in part]), part) for part in some]


class Hunt:
    """A topic's grounds, the same for all programs that are hunted there."""

    def __init__(self, topic: Topic, truth: Truth, count: int) -> None:
        self._truth = truth
        self._count = count
        self._fields = fields(topic, "hunt")
        self._known: dict[int, Ground] = {}

    @property
    def grounds(self) -> Iterator[Ground]:
        """All of them, each made when it comes."""
        return (self._ground(number) for number in range(len(self._fields)))

    def _ground(self, number: int) -> Ground:
        if number not in self._known:
            self._known[number] = self._made(number, self._fields[number])
        return self._known[number]

    def _made(self, number: int, field: Field) -> Ground:
        cases = collected(field.inputs, self._inputs_of(field), SEED + number)
        known = self._truth.of_all(field, cases)
        return Ground(field, [one for one in known if one is not None], number)

    def _inputs_of(self, field: Field) -> int:
        """How many: fewer where only the rubric's own are, of which one is much like another."""
        return -(-self._count // FEWER) if field.only_as_drawn else self._count

    def of(self, quarry: Quarry, tasks: Sequence[str]) -> list[Found]:
        """The smallest input at which each of these tasks of a program differs, if one does.

        Tasks that build on one that differs are passed over: they may differ for that reason alone.
        """
        found: dict[str, Found] = {}
        behind: set[str] = set()
        for number, field in enumerate(self._fields):
            name = field.task.name
            if (found.keys() | behind) & set(field.task.after):
                behind.add(name)
            elif name in tasks and name not in found:
                ground = self._ground(number)
                one = self._first(ground, quarry)
                if one is not None:
                    found[name] = self._smaller(ground, one, quarry)
        return list(found.values())

    def left_open(self) -> Iterator[tuple[str, Found]]:
        """The smallest input of each ground at which a variant differs, and that variant's name."""
        for ground in self.grounds:
            names = {name: None for one in ground.inputs for name in one.differing}
            for name in names:
                found = self._shrunk(ground, partial(_of_variant, name))
                if found is not None:
                    yield name, found

    def _first(self, ground: Ground, quarry: Quarry) -> Found | None:
        for observed, (task, part) in zip(
            quarry.observe(task for task, _ in ground.parts), ground.parts, strict=True
        ):
            for right, mine in zip(part, observed, strict=True):
                said = difference(ground.field, mine, right.value) if mine is not None else ""
                if said:
                    return Found(task.name, right.case, said, right.value.value)
        return None

    def _smaller(self, ground: Ground, found: Found, quarry: Quarry) -> Found:
        def differs(right: Right) -> str:
            [[mine]] = quarry.observe([ground.field.as_task([right.case])])
            said = difference(ground.field, mine, right.value) if mine is not None else ""
            return said if said and right.agreed else ""

        return self._shrunk(ground, differs) or found

    def _shrunk(self, ground: Ground, says: Callable[[Right], str]) -> Found | None:
        """The smallest input of which something is said."""
        said: dict[int, str] = {}
        tries = 0

        def holds(case: Case) -> bool:
            nonlocal tries
            right = self._truth.of(ground.field, case)
            if right is None:
                return False
            if id(right) not in said:
                tries += bool(any(said.values()))
                said[id(right)] = says(right) if tries <= MOST_SHRINKS else ""
            return bool(said[id(right)])

        field = ground.field
        case = smallest(field.inputs, holds, self._inputs_of(field), SEED + ground.number)
        right = self._truth.of(ground.field, case) if case is not None else None
        if right is None:
            return None
        return Found(ground.field.task.name, right.case, said[id(right)], right.value.value)


def _of_variant(name: str, right: Right) -> str:
    return right.differing.get(name, "")


@contextlib.contextmanager
def hunt(topic: Topic, count: int) -> Iterator[Hunt]:
    """A hunt with so many inputs for each function of cases, while the context lasts."""
    with observer(topic) as observe:
        yield Hunt(topic, Truth(topic, observe), count)
