"""The files of one submission, in a folder on disk or an archive that is never unpacked."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.model.outcomes import ProblemKind

MAX_FILE = 2 << 20
MAX_ENTRIES = 2000
# nbgrader's own, and what the conversions from learning platforms leave.
STAMP = "timestamp.txt"


class Unreadable(Exception):
    """A file or archive that cannot be taken in; `kind` and the message go into the report."""

    def __init__(self, kind: ProblemKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class Entry:
    """One file: its size as announced, how to get its bytes (which may fail), when it changed."""

    size: int
    regular: bool
    fetch: Callable[[], bytes]
    modified: datetime | None = None

    def read(self, name: str, limit: int = MAX_FILE) -> bytes:
        """The bytes; raises Unreadable for links, devices, and what is too large."""
        if not self.regular:
            # A link could name any file of this machine, another student's or the solution.
            raise Unreadable(ProblemKind.NOT_A_FILE, f"{name} is a link or device, not a file")
        if self.size > limit:
            raise Unreadable(ProblemKind.HUGE_FILE, f"{name} is larger than {limit >> 20} MB")
        try:
            return self.fetch()
        except OSError as error:
            raise Unreadable(ProblemKind.UNREADABLE, f"{name}: {error.strerror or error}") from None


Entries = dict[str, Entry]


def readable(name: str) -> str:
    """A file's name as text that can be written anywhere: undecodable bytes are replaced."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def folder_entries(folder: Path) -> Entries:
    """The files of a folder and of the folders right in it; links are listed, never followed."""
    found: Entries = {}
    for path in sorted(folder.iterdir()):
        inside = [path]
        if path.is_dir() and not path.is_symlink():
            inside = sorted(path.iterdir())
        for one in inside:
            if len(found) >= MAX_ENTRIES:
                return found
            status = one.lstat()
            if not stat.S_ISDIR(status.st_mode):
                name = readable(one.relative_to(folder).as_posix())
                regular = stat.S_ISREG(status.st_mode)
                found[name] = Entry(
                    status.st_size, regular, one.read_bytes, moment(status.st_mtime)
                )
    return found


def file_entry(path: Path) -> Entry:
    """One file by itself."""
    status = path.lstat()
    regular = stat.S_ISREG(status.st_mode)
    return Entry(status.st_size, regular, path.read_bytes, moment(status.st_mtime))


def moment(seconds: float) -> datetime | None:
    """A time as file systems and archives count it; None where it is none."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
