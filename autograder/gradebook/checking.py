"""Whether a book is whole: marks computed anew, the chain of events, the guards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from autograder.gradebook import events, guards, marks
from autograder.gradebook.schema import decision, mark, run


@dataclass(frozen=True)
class Checked:
    """What there is, and what is wrong with it.

    `wrong` are the student and topic of marks that are kept otherwise than their histories say;
    `broken` the events that do not follow from those before; `lacking` the guards that are gone.
    """

    marks: int
    runs: int
    decisions: int
    guards: int
    wrong: Sequence[tuple[str, str]]
    broken: Sequence[int]
    lacking: Sequence[str]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.wrong or self.broken or self.lacking)


def check(connection: Connection) -> Checked:
    """Compute all marks anew and follow the chain of events."""
    return Checked(
        marks=_count(connection, mark),
        runs=_count(connection, run),
        decisions=_count(connection, decision),
        guards=len(guards.wanted(connection)),
        wrong=marks.wrong(connection),
        broken=events.broken(connection),
        lacking=sorted(guards.wanted(connection) - guards.names(connection)),
    )


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
