"""Tasks that a new key no longer has, and the decisions that people made there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, insert, select

from autograder.gradebook import texts
from autograder.gradebook.changes import Change, Replaced
from autograder.gradebook.events import Event, note
from autograder.gradebook.histories import of_marks
from autograder.gradebook.mark import Decision, History, Kind
from autograder.gradebook.people import Person
from autograder.gradebook.schema import decision, mark
from autograder.gradebook.task_changes import TaskChanges
from autograder.gradebook.values import now


@dataclass(frozen=True)
class Renaming:
    """What became of tasks that people decided on: new names by old ones, and those dropped."""

    renamed: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()

    def __contains__(self, task: object) -> bool:
        return task in self.renamed or task in self.dropped

    @property
    def options(self) -> str:
        """The same as options of the command line."""
        words = [f"--renamed {old}={new}" for old, new in sorted(self.renamed.items())]
        return " ".join([*words, *(f"--dropped {old}" for old in sorted(self.dropped))])

    def of(self, history: History, tasks: TaskChanges) -> tuple[History, Replaced]:
        """The history once it is recorded: what is replaced gets a new, later place."""
        kept: list[Decision] = []
        moved: list[Decision] = []
        replaced: list[tuple[int, str | None]] = []
        for one in history.decisions:
            if one.task not in self or not tasks.concerns(one, history):
                kept.append(one)
                continue
            name = self.renamed.get(one.task or "")
            replaced.append((one.id, name))
            if name is not None:
                moved.append(replace(one, task=name))
        return replace(history, decisions=[*kept, *moved]), tuple(replaced)


UNCHANGED = Renaming()


def record(connection: Connection, change: Change, by: Person) -> None:
    """Replace the decisions of a mark on tasks that have another name now, or are gone.

    What a person saw when deciding stays as it was.
    """
    for number, task in change.replaced:
        if task is not None:
            _append(connection, number, by, task)
            continue
        # What a withdrawal brings back is dropped as well.
        left: int | None = number
        while left is not None:
            _append(connection, left, by, None)
            chain = _chain(connection, change.mark_id, number)
            [of] = of_marks(connection, mark.c.id == change.mark_id)
            left = next((one.id for one in of.history.decisions if one.id in chain), None)


def _append(connection: Connection, number: int, by: Person, task: str | None) -> None:
    row = connection.execute(select(decision).where(decision.c.id == number)).one()
    about = select(mark.c.person_id).where(mark.c.id == row.mark_id)
    said = f"{row.task} is gone" if task is None else f"{row.task} is {task} now"
    values = {name: value for name, value in row._mapping.items() if name != "id"}
    values |= {
        "batch_id": None,
        "by_id": by.id,
        "at": now(),
        "reason_id": texts.keep(connection, said, connection.execute(about).scalar_one()),
        "replaces_id": _chain(connection, row.mark_id, number)[-1],
    }
    values |= (
        {"kind": Kind.WITHDRAW, "points": None, "basis_result_id": None, "basis_points": None}
        if task is None
        else {"task": task}
    )
    made = connection.execute(insert(decision).values(values))
    assert made.inserted_primary_key is not None
    new = str(made.inserted_primary_key[0])
    note(connection, Event("renamed", by.id, row.mark_id, new, row.task, task or ""))


def _chain(connection: Connection, mark_id: int, number: int) -> list[int]:
    """The decisions that replace each other to which this one belongs, the first one first."""
    columns = decision.c.id, decision.c.replaces_id
    rows = connection.execute(select(*columns).where(decision.c.mark_id == mark_id)).all()
    before = {row.id: row.replaces_id for row in rows}
    after = {row.replaces_id: row.id for row in rows}
    while before[number] is not None:
        number = before[number]
    found = [number]
    while found[-1] in after:
        found.append(after[found[-1]])
    return found
