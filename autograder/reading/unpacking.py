"""Unpack an archive in memory, file by file, within limits.

Nothing is written, so that no name can lead anywhere. An archive that tries (a path out of itself,
two names that are one on another system, a size that lies) is refused as a whole, in words: what
such an archive holds besides is not worth guessing at.
"""

from __future__ import annotations

import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, BinaryIO

from autograder.model.outcomes import ProblemKind
from autograder.model.report import Problem
from autograder.reading.archive_names import RefusedName, is_litter, refuse_twins, safe_name
from autograder.reading.requests import ArchivedFile, Unpack
from autograder.reading.unreadable import Unreadable

MAX_ENTRIES = 2000
MAX_ARCHIVE = 50 << 20
# Text compresses tenfold; what promises to grow a hundredfold is a bomb.
MAX_RATIO = 100
MAX_TOTAL = 100 << 20
# What Python's modules raise for archives that are cut off, garbled, encrypted or of unknown kind.
DAMAGE = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(OSError, ValueError, LookupError, NotImplementedError, RuntimeError),
)


def unpacked(file: BinaryIO, request: Unpack) -> Iterator[ArchivedFile]:
    """The files of an archive, as they stand in it; raises Unreadable, at the latest at the end."""
    most = MAX_ARCHIVE * request.students
    if request.size > most:
        raise Unreadable(ProblemKind.HUGE_FILE, f"{request.name} is larger than {most >> 20} MB")
    archive = _Archive(request)
    members = _zipped if request.name.lower().endswith(".zip") else _tarred
    try:
        yield from members(file, archive)
        refuse_twins(archive.names)
    except RefusedName as error:
        raise archive.refused(str(error)) from None
    except DAMAGE as error:
        raise Unreadable(ProblemKind.BAD_ARCHIVE, archive.damaged(error)) from None


def moment(seconds: float) -> datetime | None:
    """A time as file systems and archives count it; None where it is none."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


class _Archive:
    """An archive that is being unpacked: its bounds, and the names that were met so far."""

    def __init__(self, request: Unpack) -> None:
        self._request = request
        self.names: dict[str, None] = {}

    def refuse_bombs(self, count: int, total: int) -> None:
        students = self._request.students
        most = MAX_ENTRIES * students
        if count > most:
            raise self.refused(f"it holds more than {most} files")
        if total > MAX_TOTAL * students or total > MAX_RATIO * max(self._request.size, 10_000):
            raise self.refused("it unpacks to far more than it should")

    def named(self, name: str) -> str:
        """The name as a path; RefusedName where there is one of that name already."""
        plain = safe_name(name)
        if plain in self.names:
            raise RefusedName(f"it holds {plain} twice")
        self.names[plain] = None
        return plain

    def keeps(self, name: str, size: int) -> bool:
        return size <= self._request.most and name.lower().endswith(self._request.kept)

    def refused(self, why: str) -> Unreadable:
        said = f"{self._request.name} was not opened: {why}"
        return Unreadable(ProblemKind.REFUSED_ARCHIVE, said)

    def damaged(self, error: BaseException) -> str:
        lines = str(error).splitlines()  # of a tar there is one for each kind of compression
        why = lines[0].rstrip(":") if lines else "it ends too early"
        return f"{self._request.name} cannot be opened: {why}"

    def content(self, stream: IO[bytes], announced: int) -> bytes:
        content = stream.read(announced + 1)
        if len(content) != announced:
            raise self.refused("a file in it has another size than it announces")
        return content


def _zipped(file: BinaryIO, archive: _Archive) -> Iterator[ArchivedFile]:
    with zipfile.ZipFile(file) as opened:
        members = opened.infolist()
        archive.refuse_bombs(len(members), sum(member.file_size for member in members))
        named = [
            (archive.named(member.filename), member)
            for member in members
            if not member.is_dir() and not is_litter(member.filename)
        ]
        for name, member in named:
            regular = stat.S_IFMT(member.external_attr >> 16) in (0, stat.S_IFREG)
            content = problem = None
            if regular and archive.keeps(name, member.file_size):
                try:
                    with opened.open(member) as stream:
                        content = archive.content(stream, member.file_size)
                except Unreadable as error:
                    problem = Problem(kind=error.kind, message=str(error))
                except DAMAGE as error:
                    problem = Problem(kind=ProblemKind.BAD_ARCHIVE, message=archive.damaged(error))
            when = _packed(member)
            yield ArchivedFile(name, member.file_size, regular, when, content, problem)


def _packed(member: zipfile.ZipInfo) -> datetime | None:
    """When a file of a zip changed, on the clock of whoever packed it; its zone is not told."""
    try:
        return datetime(*member.date_time)
    except ValueError:
        return None


def _tarred(file: BinaryIO, archive: _Archive) -> Iterator[ArchivedFile]:
    total = 0
    with tarfile.open(fileobj=file) as opened:
        for count, member in enumerate(opened, 1):
            total += member.size
            archive.refuse_bombs(count, total)
            if member.isdir() or is_litter(member.name):
                continue
            name = archive.named(member.name)
            content = None
            if member.isreg() and archive.keeps(name, member.size):
                stream = opened.extractfile(member)
                assert stream is not None  # what a regular file always has
                content = archive.content(stream, member.size)
            yield ArchivedFile(name, member.size, member.isreg(), moment(member.mtime), content)
