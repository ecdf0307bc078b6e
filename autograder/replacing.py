"""Write a file so that only a complete one ever stands at its place."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


class OutputError(Exception):
    """A file could not be written; the message says which and why."""


def replace(path: Path, content: str | bytes) -> None:
    """Put a text (as UTF-8) or bytes at `path` in one step; an earlier file stays until then.

    Folders on the way are made, also if somebody removed them in the meantime.
    """
    partial = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        os.replace(partial, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise OutputError(f"cannot write {path}: {error.strerror}") from None
