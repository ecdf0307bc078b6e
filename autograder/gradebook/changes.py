"""How a mark changes when its history does, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from autograder.gradebook.histories import OfMark
from autograder.gradebook.mark import History, Look, Mark, Reason, State, settle
from autograder.gradebook.schema import published

# Decisions by id, and the task that each is about then; None where it is dropped.
Replaced = tuple[tuple[int, str | None], ...]


class Move(StrEnum):
    """How a mark changes."""

    RISES = "rises"
    FALLS = "falls"
    BECOMES_UNGRADED = "becomes ungraded"
    BECOMES_GRADED = "becomes graded"
    SAME = "same"


@dataclass(frozen=True)
class Change:
    """A mark before and after, and why it changes.

    `tasks` has the kit's points of each task where they differ, in hundredths, None where there is
    none; `attempts` are the numbers of the attempts that count before and after. `replaced` are
    decisions on tasks that have another name now (None: they are dropped), by id.
    """

    mark_id: int
    version: int
    student: str
    topic: str
    before: Mark
    after: Mark
    tasks: Mapping[str, tuple[int | None, int | None]]
    attempts: tuple[int | None, int | None]
    published: bool
    replaced: Replaced

    @property
    def move(self) -> Move:
        """How the mark changes."""
        before, after = self.before.final, self.after.final
        if before is None or after is None:
            if before == after:
                return Move.SAME
            return Move.BECOMES_GRADED if before is None else Move.BECOMES_UNGRADED
        if before == after:
            return Move.SAME
        return Move.RISES if after > before else Move.FALLS

    @property
    def other_attempt(self) -> bool:
        """Whether another attempt counts."""
        return self.attempts[0] != self.attempts[1]

    @property
    def moves(self) -> bool:
        """Whether the mark itself changes, or another attempt counts."""
        same = self.before.state is self.after.state and self.move is Move.SAME
        return not same or self.other_attempt

    @property
    def new_looks(self) -> tuple[Look, ...]:
        """Why a person must look who need not have before."""
        return tuple(one for one in self.after.look if one not in self.before.look)

    @property
    def overrides(self) -> tuple[Look, ...]:
        """Decisions that now stand beside other points of the kit's than when they were made."""
        reasons = {Reason.BASIS, Reason.TASK_GONE}
        return tuple(one for one in self.new_looks if one.reason in reasons)

    @property
    def visible(self) -> bool:
        """Whether there is anything to see: the mark, what counts, its points, or a look."""
        return self.moves or bool(self.tasks or self.new_looks)

    @property
    def why(self) -> list[str]:
        """The reasons in words, the weightiest first."""
        said = []
        if self.other_attempt and self.before.attempt_id is not None:
            said.append(f"attempt {self.attempts[1]} counts, not {self.attempts[0]}")
        if self.after.state is State.UNGRADED is not self.before.state:
            said.append("became ungraded")
        said += [
            f"{name} {_points(before)} → {_points(after)}"
            for name, (before, after) in self.tasks.items()
        ]
        return [*said, *(one.words for one in self.new_looks)]


def change(of: OfMark, later: History, seen: Collection[int], replaced: Replaced = ()) -> Change:
    """From a mark as it is to what it would be by another history; `seen` marks are published."""
    before, after = settle(of.history), settle(later)
    numbers = {one.id: one.number for one in of.history.attempts}
    return Change(
        mark_id=of.mark_id,
        version=of.version,
        student=of.student,
        topic=of.topic,
        before=before,
        after=after,
        tasks=_differences(_earned(of.history, before), _earned(later, after)),
        attempts=(numbers.get(before.attempt_id or 0), numbers.get(after.attempt_id or 0)),
        published=of.mark_id in seen,
        replaced=replaced,
    )


def _earned(history: History, settled: Mark) -> Mapping[str, int]:
    """The kit's points of each task of the attempt that counts."""
    counted = (one for one in history.attempts if one.id == settled.attempt_id)
    judged = next((one.judged for one in counted), None)
    return judged.tasks if judged is not None else {}


def _differences(
    before: Mapping[str, int], after: Mapping[str, int]
) -> dict[str, tuple[int | None, int | None]]:
    return {
        name: (before.get(name), after.get(name))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    }


def published_marks(connection: Connection) -> frozenset[int]:
    """The marks that were published at some time."""
    query = select(published.c.mark_id).distinct()
    return frozenset(number for (number,) in connection.execute(query))


def by_name(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes in the order of students, as Python sorts: databases differ."""
    return tuple(sorted(changes, key=lambda one: (one.topic, one.student.casefold(), one.student)))


def _points(number: int | None) -> str:
    return "–" if number is None else f"{number / 100:g}"
