"""Write a file or folder so that only a complete one ever stands at its place."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import UserError


class OutputError(UserError):
    """A file could not be written; the message says which and why."""


def write_file(path: Path, content: str | bytes) -> None:
    """Put a text (as UTF-8) or bytes at `path` in one step; an earlier file stays until then.

    Folders on the way are made, also if somebody removed them in the meantime.
    """
    # Two processes may write the same file: each its own part, and the last one stays.
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        os.replace(partial, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise OutputError(f"cannot write {path}: {error.strerror}") from None


@contextlib.contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, which then becomes `target` in one step, or vanishes where that fails.

    `target` must be new or empty; raises OutputError.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise OutputError(f"{target} is not a folder")
    if target.exists() and any(target.iterdir()):
        raise OutputError(f"{target} is not empty: name a new folder")
    target = target.absolute()
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        partial.mkdir(parents=True)
        yield partial
        if target.exists():
            target.rmdir()  # not every system puts a folder in an empty one's place
        partial.rename(target)
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror}") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
