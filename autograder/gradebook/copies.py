"""A copy of a gradebook that is kept in SQLite, made while others use it."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine

from autograder.gradebook import database
from autograder.gradebook.errors import BookError


def copy(engine: Engine, target: Path) -> None:
    """Copy the book to a file, which is there as a whole or not at all; raises BookError.

    A file of that name is replaced. The copy holds all that was written before it began, and may
    be read by those who may read the original: it has everybody's names and marks.
    """
    source = Path(str(engine.url.database))
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        # SQLite writes into an empty file; made here, nobody else can read it meanwhile.
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with database.outside_transaction(engine) as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        partial.chmod(source.stat().st_mode & 0o777)
        _to_disk(partial)
        os.replace(partial, target)
        _to_disk(target.parent)
    except OSError as error:
        raise BookError(f"cannot write {target}: {error.strerror}") from None
    finally:
        partial.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """Return when a file, or what a folder lists, would survive a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
