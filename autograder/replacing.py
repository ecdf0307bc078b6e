"""Write a file so that only a complete one ever stands at its place."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


class OutputError(Exception):
    """A file could not be written; the message says which and why."""


def replace(path: Path, text: str) -> None:
    """Put `text` at `path` in one step; an earlier file stays until then.

    Folders on the way are made, also if somebody removed them in the meantime.
    """
    partial = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8")
        os.replace(partial, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise OutputError(f"cannot write {path}: {error.strerror}") from None
