"""What happened, in a chain: each row holds a digest over itself and the chain before it.

The chain shows accident and clumsiness; whoever owns the database can rewrite all of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from autograder.gradebook.schema import event
from autograder.gradebook.values import clean, now


@dataclass(frozen=True)
class Event:
    """One thing that happened: who did what to which mark; numbers and words before and after."""

    kind: str
    by_id: int | None = None
    mark_id: int | None = None
    reference: str = ""
    before: str = ""
    after: str = ""


def note(connection: Connection, *happened: Event) -> None:
    """Append events to the chain; inside a transaction that writes."""
    query = select(event.c.chain).order_by(event.c.id.desc()).limit(1)
    chain = connection.execute(query).scalar() or ""
    for one in happened:
        row = {
            "at": now(),
            "by_id": one.by_id,
            "kind": one.kind,
            "mark_id": one.mark_id,
            "reference": clean(one.reference),
            "before": clean(one.before),
            "after": clean(one.after),
        }
        chain = _link(chain, row)
        connection.execute(insert(event).values(**row, chain=chain))


def broken(connection: Connection) -> list[int]:
    """The ids of events whose digest does not follow from the chain before them."""
    columns = [event.c[name] for name in _PARTS]
    chain, found = "", []
    query = select(event.c.id, event.c.chain, *columns).order_by(event.c.id)
    for number, kept, *values in connection.execute(query):
        chain = _link(chain, dict(zip(_PARTS, values, strict=True)))
        if chain != kept:
            found.append(number)
            chain = kept
    return found


_PARTS = ("at", "by_id", "kind", "mark_id", "reference", "before", "after")


def _link(chain: str, row: Mapping[str, object]) -> str:
    parts = [chain, *(str(row[name]) for name in _PARTS)]
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        content = part.encode()
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()
