"""Archives that students submit, as the files in them: unpacked once, by the reader, and kept."""

from __future__ import annotations

import stat
import tempfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from autograder.collect.files import STAMP, Entries, Entry
from autograder.model.outcomes import ProblemKind
from autograder.reading.archive_names import readable
from autograder.reading.notebooks.cells import MAX_NOTEBOOK
from autograder.reading.reader import Reading, UnpackedFile
from autograder.reading.requests import ArchivedFile, Unpack
from autograder.reading.unpacking import MAX_ARCHIVE
from autograder.reading.unreadable import Unreadable

SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
# What students pack with, too, and what Python cannot open.
FOREIGN = (".7z", ".rar")
# All that is ever read of what is in a student's archive, and in that of a class.
KEPT = (".py", ".ipynb", STAMP)
KEPT_OF_CLASS = (*KEPT, *SUFFIXES)
# The archive of a whole class may hold so many times as much as a student's.
CLASS = 20


def is_archive(path: Path) -> bool:
    """Whether the name is that of an archive."""
    return path.name.lower().endswith(SUFFIXES)


def stem(path: Path) -> str:
    """The name without its ending: who handed it in."""
    ending = next(one for one in SUFFIXES if path.name.lower().endswith(one))
    return readable(path.name[: -len(ending)])


def archive_entries(path: Path, reading: Reading) -> Entries:
    """The files of a student's archive by their names within it; raises Unreadable.

    The one folder that packing a folder puts around everything is left out.
    """
    with _opened(path) as file:
        request = Unpack(path.name, path.lstat().st_size, KEPT, MAX_NOTEBOOK)
        return without_top_folder(_entries(reading, request, file))


def class_entries(path: Path, reading: Reading) -> Entries:
    """The same for the archive of a whole class; the one folder in it may be a student's."""
    with _opened(path) as file:
        request = Unpack(path.name, path.lstat().st_size, KEPT_OF_CLASS, MAX_ARCHIVE, CLASS)
        return _entries(reading.of_another(CLASS), request, file)


def class_names(path: Path, reading: Reading) -> Entries:
    """Only the names of the files in the archive of a whole class."""
    with _opened(path) as file:
        request = Unpack(path.name, path.lstat().st_size, (), 0, CLASS)
        return _entries(reading.of_another(CLASS), request, file)


def nested_entries(name: str, entry: Entry, reading: Reading) -> Entries:
    """The files of an archive that is a file of a submission, perhaps of another archive."""
    plain = PurePosixPath(name).name
    content = entry.read(plain, MAX_ARCHIVE)
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        request = Unpack(plain, len(content), KEPT, MAX_NOTEBOOK)
        return without_top_folder(_entries(reading, request, file))


def without_top_folder(found: Entries) -> Entries:
    """The same without the one folder around everything, if there is one."""
    tops = {name.partition("/")[0] for name in found}
    if len(tops) != 1 or any("/" not in name for name in found):
        return found
    [top] = tops
    if all(name in (f"{top}/{top}.py", f"{top}/{top}.ipynb") for name in found):
        return found  # the layout <topic>/<topic>.py itself
    return {name.partition("/")[2]: entry for name, entry in found.items()}


def _opened(path: Path) -> BinaryIO:
    if not stat.S_ISREG(path.lstat().st_mode):
        raise Unreadable(ProblemKind.NOT_A_FILE, f"{path.name} is a link or device, not a file")
    try:
        return path.open("rb")
    except OSError as error:
        said = f"{path.name}: {error.strerror or error}"
        raise Unreadable(ProblemKind.UNREADABLE, said) from None


def _entries(reading: Reading, request: Unpack, file: BinaryIO) -> Entries:
    return {one.file.name: _entry(one) for one in reading.unpack(request, file)}


def _entry(unpacked: UnpackedFile) -> Entry:
    file = unpacked.file
    fetch = unpacked.fetch or Failing(_why_not(file))
    return Entry(file.size, file.regular, fetch, file.modified)


def _why_not(file: ArchivedFile) -> Unreadable:
    """Why the content of a file is not there."""
    if file.problem is not None:
        return Unreadable(file.problem.kind, file.problem.message)
    name = PurePosixPath(file.name)
    if is_archive(Path(file.name)):
        said = f"{name.name} is an archive in an archive: unpack it"
        return Unreadable(ProblemKind.ARCHIVE_NOT_OPENED, said)
    return Unreadable(ProblemKind.OTHER_KIND_OF_FILE, f"{name.name} is no code, and was not read")


class Failing:
    """Fetches nothing: what would have been fetched cannot be read, for this reason."""

    def __init__(self, error: Unreadable) -> None:
        self._error = error

    def __call__(self) -> bytes:
        raise self._error
