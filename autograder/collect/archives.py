"""Archives that students submit: read in memory, entry by entry, within limits.

Nothing is unpacked to disk, so that no name can lead anywhere. An archive that tries (a path out
of itself, two names that are one on another system, a size that lies) is refused as a whole, in
words: what such an archive holds besides is not worth guessing at.
"""

from __future__ import annotations

import contextlib
import functools
import io
import lzma
import re
import stat
import struct
import tarfile
import unicodedata
import weakref
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Generic, TypeVar

from autograder.collect.files import (
    LITTER,
    MAX_ENTRIES,
    STAMP,
    Entries,
    Entry,
    Unreadable,
    moment,
    readable,
)
from autograder.model.outcomes import ProblemKind

A = TypeVar("A", zipfile.ZipFile, tarfile.TarFile)
SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
# What students pack with, too, and what Python cannot open.
FOREIGN = (".7z", ".rar")
MAX_ARCHIVE = 50 << 20
# So many archives in one submission are opened.
MAX_NESTED = 10
# The archive of a whole class may hold so many times as much as a student's.
CLASS = 20
# Text compresses tenfold; what promises to grow a hundredfold is a bomb.
MAX_RATIO = 100
MAX_TOTAL = 100 << 20
# What Python's modules raise for archives that are cut off, garbled, encrypted or of unknown kind.
DAMAGE = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(OSError, ValueError, LookupError, NotImplementedError, RuntimeError),
)
DRIVE = re.compile(r"^[A-Za-z]:")


def is_archive(path: Path) -> bool:
    """Whether the name is that of an archive."""
    return path.name.lower().endswith(SUFFIXES)


def stem(path: Path) -> str:
    """The name without its ending: who handed it in."""
    ending = next(one for one in SUFFIXES if path.name.lower().endswith(one))
    return readable(path.name[: -len(ending)])


def opened(entries: Entries) -> Entries:
    """The files of a submission with what is in its archives; a file counts before those.

    An archive in such an archive stays shut, and one that cannot be opened keeps its place: to
    read it raises Unreadable, which says why. So does a file that is in several, and differs.
    What is in an archive has no date and no time stamp but the archive's own.
    """
    plain = {name: entry for name, entry in entries.items() if not is_archive(Path(name))}
    packed = {name: entry for name, entry in entries.items() if name not in plain}
    inside: Entries = {}
    for count, (name, entry) in enumerate(packed.items()):
        try:
            if count >= MAX_NESTED:
                said = f"{name} was not opened: more than {MAX_NESTED} archives were submitted"
                raise Unreadable(ProblemKind.REFUSED_ARCHIVE, said)
            for one, found in as_old_as(entry, nested_entries(name, entry)).items():
                inside[one] = _either(one, inside[one], found) if one in inside else found
        except Unreadable as error:
            fetch = functools.partial(_fail, error)
            plain[name] = replace(entry, regular=True, size=0, fetch=fetch)
    return {**inside, **plain}


def without_stamps(entries: Entries) -> Entries:
    """The same without time stamps: who packs an archive could have written them."""
    return {name: one for name, one in entries.items() if PurePosixPath(name).name != STAMP}


def as_old_as(archive: Entry, inside: Entries) -> Entries:
    """What an archive holds, dated by the archive alone: a student who packs it sets its clocks."""
    dated = without_stamps(inside).items()
    return {name: replace(one, modified=archive.modified) for name, one in dated}


def _either(name: str, first: Entry, second: Entry) -> Entry:
    """A file that is in two archives, as long as nothing has to be guessed."""

    def fetch() -> bytes:
        content = first.fetch()
        if not second.regular or second.fetch() != content:
            said = f"{name} is in several of the archives, and differs: which one counts?"
            raise Unreadable(ProblemKind.AMBIGUOUS, said)
        return content

    return replace(first, fetch=fetch)


def shut(entries: Entries) -> Unreadable | None:
    """Why an archive among these files could not be opened; None where there is none."""
    for name, entry in entries.items():
        path = PurePosixPath(name)
        if name.lower().endswith(FOREIGN):
            said = f"{path.name} is an archive of a kind that cannot be opened here: unpack it"
            return Unreadable(ProblemKind.ARCHIVE_NOT_OPENED, said)
        if is_archive(Path(name)):
            try:
                entry.read(path.name, MAX_ARCHIVE)
            except Unreadable as error:
                return error
            said = f"{path.name} is an archive in an archive: unpack it"
            return Unreadable(ProblemKind.ARCHIVE_NOT_OPENED, said)
    return None


def _fail(error: Unreadable) -> bytes:
    raise error


@dataclass(frozen=True)
class _Source:
    """An archive: what it is called, its size in bytes, how to open it, the work of how many."""

    name: str
    size: int
    open: Callable[[], BinaryIO]
    students: int = 1


class _Reader(Generic[A]):
    """Opens an archive for each file anew: there may be more than may be open, or in memory.

    That of a whole class stays open: to read its list for each of its files would take hours.
    """

    def __init__(self, source: _Source, read: Callable[[BinaryIO], A]) -> None:
        self._source = source
        self._read: Callable[[BinaryIO], A] = read
        self._kept: A | None = None

    @contextlib.contextmanager
    def opened(self) -> Iterator[A]:
        if self._source.students == 1:
            with self._source.open() as file, self._read(file) as archive:
                yield archive
            return
        if self._kept is None:
            file = self._source.open()
            weakref.finalize(self, file.close)
            self._kept = self._read(file)
        yield self._kept


def archive_entries(path: Path, *, whole_class: bool = False) -> Entries:
    """The files of an archive by their names within it; raises Unreadable.

    The one folder that packing a folder puts around everything is left out, unless the archive is
    that of a whole class: there it may be a student's.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(ProblemKind.NOT_A_FILE, f"{path.name} is a link or device, not a file")
    students = CLASS if whole_class else 1
    source = _Source(path.name, status.st_size, lambda: path.open("rb"), students)
    return _entries(source, unwrap=not whole_class)


def nested_entries(name: str, entry: Entry) -> Entries:
    """The same for an archive that is a file of a submission, perhaps of another archive."""
    plain = PurePosixPath(name).name

    def reopen() -> BinaryIO:
        # Read anew each time: the archives of a whole class would not fit into memory.
        return io.BytesIO(entry.read(plain, MAX_ARCHIVE))

    return _entries(_Source(plain, entry.size, reopen), unwrap=True)


def _entries(source: _Source, unwrap: bool) -> Entries:
    most = MAX_ARCHIVE * source.students
    if source.size > most:
        raise Unreadable(ProblemKind.HUGE_FILE, f"{source.name} is larger than {most >> 20} MB")
    try:
        found = _zipped(source) if source.name.lower().endswith(".zip") else _tarred(source)
    except DAMAGE as error:
        raise _damaged(source, error) from None
    _refuse_twins(source, found)
    return without_top_folder(found) if unwrap else found


def _zipped(source: _Source) -> Entries:
    found: Entries = {}
    reader = _Reader(source, zipfile.ZipFile)
    with reader.opened() as archive:
        members = archive.infolist()
        total = sum(member.file_size for member in members)
        _refuse_bombs(source, len(members), total)
        for member in members:
            kind = stat.S_IFMT(member.external_attr >> 16)
            if member.is_dir() or _is_litter(member.filename):
                continue
            name = _safe_name(source, member.filename)
            if name in found:
                raise _refused(source, f"it holds {name} twice")
            fetch = functools.partial(_from_zip, source, reader, member)
            regular = kind in (0, stat.S_IFREG)
            found[name] = Entry(member.file_size, regular, fetch, _packed(member))
    return found


def _packed(member: zipfile.ZipInfo) -> datetime | None:
    """When a file of a zip changed, on the clock of whoever packed it; its zone is not told."""
    try:
        return datetime(*member.date_time)
    except ValueError:
        return None


def _from_zip(source: _Source, reader: _Reader[zipfile.ZipFile], member: zipfile.ZipInfo) -> bytes:
    try:
        with reader.opened() as archive, archive.open(member) as stream:
            return _bounded(source, stream.read(member.file_size + 1), member.file_size)
    except DAMAGE as error:
        raise _damaged(source, error) from None


def _tarred(source: _Source) -> Entries:
    found: Entries = {}
    total = 0
    reader = _Reader(source, _tar)
    with reader.opened() as archive:
        for count, member in enumerate(archive, 1):
            total += member.size
            _refuse_bombs(source, count, total)
            if member.isdir() or _is_litter(member.name):
                continue
            name = _safe_name(source, member.name)
            if name in found:
                raise _refused(source, f"it holds {name} twice")
            fetch = functools.partial(_from_tar, source, reader, member)
            found[name] = Entry(member.size, member.isreg(), fetch, moment(member.mtime))
    return found


def _tar(file: BinaryIO) -> tarfile.TarFile:
    return tarfile.open(fileobj=file)


def _from_tar(source: _Source, reader: _Reader[tarfile.TarFile], member: tarfile.TarInfo) -> bytes:
    try:
        with reader.opened() as archive:
            stream = archive.extractfile(member)
            if stream is None:
                raise Unreadable(
                    ProblemKind.NOT_A_FILE, f"{member.name} is a link or device, not a file"
                )
            return _bounded(source, stream.read(member.size + 1), member.size)
    except DAMAGE as error:
        raise _damaged(source, error) from None


def _bounded(source: _Source, content: bytes, announced: int) -> bytes:
    if len(content) != announced:
        raise _refused(source, "a file in it has another size than it announces")
    return content


def _refuse_bombs(source: _Source, count: int, total: int) -> None:
    most = MAX_ENTRIES * source.students
    if count > most:
        raise _refused(source, f"it holds more than {most} files")
    if total > MAX_TOTAL * source.students or total > MAX_RATIO * max(source.size, 10_000):
        raise _refused(source, "it unpacks to far more than it should")


def _safe_name(source: _Source, name: str) -> str:
    plain = readable(name)
    if any(unicodedata.category(letter) in ("Cc", "Cf") for letter in plain):
        raise _refused(source, "a name in it holds invisible signs")
    if "\\" in plain or DRIVE.match(plain) or plain.startswith("/"):
        raise _refused(source, f"the name {plain!r} in it is no relative path")
    parts = PurePosixPath(plain).parts
    if ".." in parts or not parts:
        raise _refused(source, f"the name {plain!r} in it leads out of it")
    return "/".join(parts)


def _is_litter(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part in LITTER or part.startswith("._") for part in parts)


def _refuse_twins(source: _Source, found: Entries) -> None:
    seen: dict[str, str] = {}
    for name in found:
        folded = unicodedata.normalize("NFKC", name).casefold()
        if folded in seen:
            raise _refused(source, f"{seen[folded]} and {name} in it are one file on some systems")
        seen[folded] = name


def without_top_folder(found: Entries) -> Entries:
    """The same without the one folder around everything, if there is one."""
    tops = {name.partition("/")[0] for name in found}
    if len(tops) != 1 or any("/" not in name for name in found):
        return found
    [top] = tops
    if all(name in (f"{top}/{top}.py", f"{top}/{top}.ipynb") for name in found):
        return found  # the layout <topic>/<topic>.py itself
    return {name.partition("/")[2]: entry for name, entry in found.items()}


def _damaged(source: _Source, error: BaseException) -> Unreadable:
    lines = str(error).splitlines()  # of a tar there is one for each kind of compression
    why = lines[0].rstrip(":") if lines else "it ends too early"
    return Unreadable(ProblemKind.BAD_ARCHIVE, f"{source.name} cannot be opened: {why}")


def _refused(source: _Source, why: str) -> Unreadable:
    return Unreadable(ProblemKind.REFUSED_ARCHIVE, f"{source.name} was not opened: {why}")
