"""The wrong behaviours that the judge filed, each group once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, insert, select

from autograder.behaviours.leaders import Leaders
from autograder.gradebook.schema import behaviour
from autograder.gradebook.values import clean
from autograder.model.behaviour import Behaviour


def file(connection: Connection, found: Iterable[Behaviour]) -> Mapping[str, int]:
    """The id of the group of each behaviour, by task; a new group where it equals none.

    What equals nothing, such as work that gives another answer each time, is a group alone.
    """
    return {one.task: _group(connection, one) for one in found}


def _group(connection: Connection, one: Behaviour) -> int:
    query = (
        select(behaviour.c.id, behaviour.c.representative)
        .where(behaviour.c.cases_digest == one.cases_digest, behaviour.c.bucket == one.bucket)
        .where(behaviour.c.task == one.task)
        .order_by(behaviour.c.id)
    )
    known = connection.execute(query).all()
    place = Leaders(row.representative for row in known).file(one.representative)
    if place < len(known):
        return int(known[place].id)
    made = connection.execute(
        insert(behaviour).values(
            task=one.task,
            cases_digest=one.cases_digest,
            bucket=one.bucket,
            representative=one.representative,
            says=clean(one.says),
        )
    )
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])
