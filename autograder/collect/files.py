"""The files of one submission, in a folder on disk or an archive that is never unpacked."""

from __future__ import annotations

import itertools
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
# Left by systems that pack archives, and by tools; not part of the work.
LITTER = ("__MACOSX", ".DS_Store", "__pycache__", ".ipynb_checkpoints", ".git", ".idea", ".vscode")


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


def moment(seconds: float) -> datetime | None:
    """A time as file systems and archives count it; None where it is none."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
