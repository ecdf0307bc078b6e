"""What people write: reasons, comments, appeals."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from autograder.gradebook.schema import text
from autograder.gradebook.values import clean


def keep(connection: Connection, body: str, about_id: int | None) -> int | None:
    """Keep a text about a student and give its id; an empty one is not kept."""
    if not body.strip():
        return None
    made = connection.execute(insert(text).values(body=clean(body.strip()), about_id=about_id))
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])
