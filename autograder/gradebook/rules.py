"""The rules of `course.toml` become those of the gradebook, and the marks follow them."""

from __future__ import annotations

from sqlalchemy import Connection

from autograder.course.deadlines import Deadlines
from autograder.gradebook import marks, policy
from autograder.gradebook.marks import Settled
from autograder.gradebook.schema import mark


def follow(
    connection: Connection, deadlines: Deadlines, by_id: int | None = None
) -> list[Settled] | None:
    """Make these rules the ones that hold: the marks that change; None where they held already."""
    if not policy.adopt(connection, deadlines, by_id):
        return None
    everything = marks.settle_marks(connection, mark.c.id.is_not(None))
    return [one for one in everything if one.changed]
