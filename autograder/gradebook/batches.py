"""What was decided or said of many marks at once: made under one number, and taken back by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from autograder.gradebook import comments, decisions
from autograder.gradebook.decisions import Done
from autograder.gradebook.errors import BookError, Refused
from autograder.gradebook.people import Person
from autograder.gradebook.schema import batch, comment, decision
from autograder.gradebook.values import now


@dataclass(frozen=True)
class TakenBack:
    """What was taken back of a batch; `left` are its decisions that others have replaced since."""

    done: Sequence[Done]
    comments: int
    left: Sequence[int]


def new(connection: Connection, by: Person, behaviour_id: int | None = None) -> int:
    """The number of a batch that is to be made, of a group of equal behaviour or of any marks."""
    values = {"by_id": by.id, "at": now(), "behaviour_id": behaviour_id}
    made = connection.execute(insert(batch).values(**values))
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def withdraw(connection: Connection, batch_id: int, by: Person, because: str = "") -> TakenBack:
    """Take back what is in force of a batch. Raises BookError where there is no such batch, and
    Refused where nothing of it is in force.
    """
    if connection.execute(select(batch.c.id).where(batch.c.id == batch_id)).first() is None:
        raise BookError(f"there is no batch b{batch_id}")
    done: list[Done] = []
    left: list[int] = []
    decided = select(decision.c.id, decision.c.mark_id).where(decision.c.batch_id == batch_id)
    # The latest first: of two that replace each other, the later one lies on top.
    for number, mark_id in connection.execute(decided.order_by(decision.c.id.desc())).all():
        chain = decisions.chain(connection, mark_id, number)
        if chain.in_force == number:
            done.append(decisions.withdraw(connection, number, by, because))
        elif number not in chain.taken_back:
            left.append(number)
    said = _said(connection, batch_id)
    for number in said:
        comments.take_back(connection, number, by)
    if not done and not said:
        raise Refused(f"nothing of batch b{batch_id} is in force")
    return TakenBack(done[::-1], len(said), left[::-1])


def _said(connection: Connection, batch_id: int) -> Sequence[int]:
    """The comments of a batch that nobody took back."""
    later = comment.alias()
    replaced = select(later.c.id).where(later.c.replaces_id == comment.c.id).exists()
    query = select(comment.c.id).where(comment.c.batch_id == batch_id, ~replaced)
    return [number for (number,) in connection.execute(query.order_by(comment.c.id))]
