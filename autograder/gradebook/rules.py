"""The rules of `course.toml` become those of the gradebook, and the marks follow them.

Where other dates, or another rule for which attempt counts, would move a mark, that is shown first.
"""

from __future__ import annotations

from sqlalchemy import Connection

from autograder.course.deadlines import Deadlines
from autograder.gradebook import histories, marks, policy
from autograder.gradebook.changes import Change, by_name, change, published_marks
from autograder.gradebook.marks import Settled
from autograder.gradebook.schema import mark


def changes(connection: Connection, deadlines: Deadlines) -> tuple[Change, ...]:
    """The marks that these rules would change, or that somebody would have to look at."""
    if policy.holds(connection, deadlines):
        return ()
    everything = mark.c.id.is_not(None)
    now = histories.of_marks(connection, everything)
    tried = histories.of_marks(connection, everything, deadlines=deadlines)
    then = {one.mark_id: one.history for one in tried}
    seen = published_marks(connection)
    found = (change(one, then[one.mark_id], seen) for one in now)
    return by_name(one for one in found if one.visible)


def follow(
    connection: Connection, deadlines: Deadlines, by_id: int | None = None
) -> list[Settled] | None:
    """Make these rules the ones that hold: the marks that change; None where they held already."""
    if not policy.adopt(connection, deadlines, by_id):
        return None
    everything = marks.settle_marks(connection, mark.c.id.is_not(None))
    return [one for one in everything if one.changed]


def follow_unless_marks_move(
    connection: Connection, deadlines: Deadlines, by_id: int | None = None
) -> tuple[Change, ...]:
    """Make these rules the ones that hold if no mark changes by them; else the marks that would."""
    waiting = tuple(one for one in changes(connection, deadlines) if one.moves)
    if not waiting:
        follow(connection, deadlines, by_id)
    return waiting
