"""The rules of `course.toml`: which marks other dates, or another attempt that counts, change."""

from __future__ import annotations

from sqlalchemy import Connection

from autograder.course.deadlines import Deadlines
from autograder.gradebook import histories, marks, policy
from autograder.gradebook.changes import Change, by_name, change, published_marks
from autograder.gradebook.events import Event, note
from autograder.gradebook.people import Person
from autograder.gradebook.schema import mark


def changes(connection: Connection, deadlines: Deadlines) -> tuple[Change, ...]:
    """The marks that these rules would change, or of which another attempt would count."""
    everything = mark.c.id.is_not(None)
    now = histories.of_marks(connection, everything)
    tried = histories.of_marks(connection, everything, deadlines=deadlines)
    then = {one.mark_id: one.history for one in tried}
    seen = published_marks(connection)
    found = (change(one, then[one.mark_id], seen) for one in now)
    return by_name(one for one in found if one.before != one.after)


def apply(connection: Connection, deadlines: Deadlines, by: Person | None) -> tuple[Change, ...]:
    """Make these the rules that hold; the marks that changed by it."""
    found = changes(connection, deadlines)
    policy.adopt(connection, deadlines, by.id if by is not None else None)
    changed = {one.mark_id: one.after for one in found}
    settled = marks.settle_marks(connection, mark.c.id.is_not(None))
    if any(one.mark != changed.get(one.of.mark_id, one.mark) for one in settled):
        raise RuntimeError("other rules give other marks than their preview")
    note(
        connection,
        *(
            Event("rules", by.id if by is not None else None, one.of.mark_id, "", *one.in_figures)
            for one in settled
            if one.changed
        ),
    )
    return found


def adopt_what_moves_nothing(connection: Connection, deadlines: Deadlines) -> tuple[Change, ...]:
    """Make these the rules that hold if no mark changes by them; else the marks that would."""
    found = changes(connection, deadlines)
    if not found:
        apply(connection, deadlines, None)
    return found
