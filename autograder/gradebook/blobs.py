"""Files and reports, each kept once, compressed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, insert, select, update

from autograder.gradebook.database import portions
from autograder.gradebook.schema import blob

# What is larger is known by its digest alone.
MAX_KEPT = 5 << 20


def keep(connection: Connection, content: bytes) -> str:
    """Keep some bytes and give their digest; bytes that are there are not kept twice.

    Bytes that were erased with one student are kept again where another submits them.
    """
    digest = digest_of(content)
    mine = blob.c.digest == digest
    there = connection.execute(select(blob.c.content.is_(None)).where(mine)).first()
    if there is not None and (not there[0] or len(content) > MAX_KEPT):
        return digest
    packed = zlib.compress(content) if len(content) <= MAX_KEPT else None
    if there is None:
        connection.execute(insert(blob).values(digest=digest, size=len(content), content=packed))
    else:
        connection.execute(update(blob).where(mine).values(content=packed))
    return digest


def known(connection: Connection, name: str) -> str:
    """A digest for something that is not here: it stands where that of its bytes would."""
    digest = digest_of(name.encode())
    if connection.execute(select(blob.c.digest).where(blob.c.digest == digest)).first() is None:
        connection.execute(insert(blob).values(digest=digest, size=0, content=None))
    return digest


def digest_of(content: bytes) -> str:
    """By what some bytes are known."""
    return hashlib.blake2b(content, digest_size=32).hexdigest()


def contents(connection: Connection, digests: Iterable[str]) -> Mapping[str, bytes]:
    """The bytes of some digests, as far as they are kept."""
    columns = blob.c.digest, blob.c.content
    return {
        digest: zlib.decompress(packed)
        for some in portions(set(digests))
        for digest, packed in connection.execute(select(*columns).where(blob.c.digest.in_(some)))
        if packed is not None
    }
