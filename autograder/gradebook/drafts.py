"""What somebody is typing, kept so that neither a conflict nor a closed browser loses it."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from autograder.gradebook.people import Person
from autograder.gradebook.schema import draft, mark, text
from autograder.gradebook.values import clean


def keep(connection: Connection, mark_id: int, by: Person, version: int, body: str) -> None:
    """Keep what a person typed beside this version of a mark, in place of what was kept before."""
    mine = (draft.c.mark_id == mark_id) & (draft.c.by_id == by.id)
    there = connection.execute(select(draft.c.text_id).where(mine)).scalar()
    if there is not None:
        connection.execute(update(text).where(text.c.id == there).values(body=clean(body)))
        connection.execute(update(draft).where(mine).values(version=version))
        return
    about = select(mark.c.person_id).where(mark.c.id == mark_id).scalar_subquery()
    made = connection.execute(insert(text).values(body=clean(body), about_id=about))
    assert made.inserted_primary_key is not None
    row = {"mark_id": mark_id, "by_id": by.id, "version": version}
    connection.execute(insert(draft).values(**row, text_id=made.inserted_primary_key[0]))


def drop(connection: Connection, mark_id: int, by: Person) -> None:
    """Forget what a person typed: it was saved, or is not wanted."""
    mine = (draft.c.mark_id == mark_id) & (draft.c.by_id == by.id)
    there = connection.execute(select(draft.c.text_id).where(mine)).scalar()
    if there is not None:
        connection.execute(delete(draft).where(mine))
        connection.execute(update(text).where(text.c.id == there).values(body=None))
