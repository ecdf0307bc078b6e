"""The files of one submission, in a folder on disk or an archive that is never unpacked."""

from __future__ import annotations

import itertools
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.model.outcomes import ProblemKind
from autograder.reading.archive_names import LITTER, readable
from autograder.reading.unpacking import MAX_ENTRIES, moment
from autograder.reading.unreadable import Unreadable

MAX_FILE = 2 << 20
# nbgrader's own, and what the conversions from learning platforms leave.
STAMP = "timestamp.txt"


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


def folder_entries(folder: Path) -> Entries:
    """The files of a folder and of the folders right in it; links are listed, never followed.

    Folders in those are listed with a slash behind their names, and not looked into. Raises
    Unreadable where there is more than may be listed: what was wanted may be in the rest.
    """
    found: Entries = {}
    for path in _listed(folder, folder):
        inside = [path]
        if path.is_dir() and not path.is_symlink():
            inside = _listed(path, folder)
        for one in inside:
            name = readable(one.relative_to(folder).as_posix())
            if stat.S_ISDIR(one.lstat().st_mode):
                if one != path and not one.name.startswith("."):
                    found[f"{name}/"] = Entry(0, False, one.read_bytes)
            else:
                found[name] = file_entry(one)
        if len(found) > MAX_ENTRIES:
            raise _too_many(folder)
    return found


def _listed(folder: Path, whole: Path) -> list[Path]:
    """What is in a folder, in order; raises Unreadable for more than may be in the `whole`."""
    wanted = (one for one in folder.iterdir() if one.name not in LITTER)
    found = list(itertools.islice(wanted, MAX_ENTRIES + 1))
    if len(found) > MAX_ENTRIES:
        raise _too_many(whole)
    return sorted(found)


def _too_many(folder: Path) -> Unreadable:
    said = f"{readable(folder.name)} holds more than {MAX_ENTRIES} files: look at it by hand"
    return Unreadable(ProblemKind.TOO_MANY_FILES, said)


def file_entry(path: Path) -> Entry:
    """One file by itself."""
    status = path.lstat()
    regular = stat.S_ISREG(status.st_mode)
    return Entry(status.st_size, regular, path.read_bytes, moment(status.st_mtime))
