"""Archives that students hand in: read in memory, entry by entry, within limits.

Nothing is unpacked to disk, so that no name can lead anywhere. An archive that tries (a path out
of itself, two names that are one on another system, a size that lies) is refused as a whole, in
words: what such an archive holds besides is not worth guessing at.
"""

from __future__ import annotations

import functools
import re
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from datetime import datetime
from pathlib import Path, PurePosixPath

from autograder.intake.downloads import moodle_name
from autograder.intake.entries import MAX_ENTRIES, Entries, Entry, Unreadable, moment, readable

SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
MAX_ARCHIVE = 50 << 20
# Text compresses tenfold; what promises to grow a hundredfold is a bomb.
MAX_RATIO = 100
MAX_TOTAL = 100 << 20
DRIVE = re.compile(r"^[A-Za-z]:")
# Left by systems that pack archives; not part of the work.
LITTER = ("__MACOSX", ".DS_Store", "__pycache__", ".ipynb_checkpoints", ".git", ".idea", ".vscode")


def is_archive(path: Path) -> bool:
    """Whether the name is that of an archive."""
    return path.name.lower().endswith(SUFFIXES)


def stem(path: Path) -> str:
    """The name without its ending: who handed it in."""
    ending = next(one for one in SUFFIXES if path.name.lower().endswith(one))
    return readable(path.name[: -len(ending)])


def archive_entries(path: Path, *, unwrap: bool = True) -> Entries:
    """The files of an archive by their names within it; raises Unreadable.

    `unwrap` leaves out the one folder that packing a folder puts around everything.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("not_a_file", f"{path.name} is a link or device, not a file")
    if status.st_size > MAX_ARCHIVE:
        raise Unreadable("huge_file", f"{path.name} is larger than {MAX_ARCHIVE >> 20} MB")
    try:
        found = _zipped(path) if path.name.lower().endswith(".zip") else _tarred(path)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise Unreadable("bad_archive", f"{path.name} cannot be opened: {error}") from None
    except (NotImplementedError, RuntimeError, ValueError) as error:  # encrypted, unknown method
        raise Unreadable("bad_archive", f"{path.name} cannot be read: {error}") from None
    _refuse_twins(path, found)
    return _without_top_folder(found) if unwrap else found


def _zipped(path: Path) -> Entries:
    found: Entries = {}
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        total = sum(member.file_size for member in members)
        _refuse_bombs(path, len(members), total)
        for member in members:
            kind = stat.S_IFMT(member.external_attr >> 16)
            if member.is_dir() or _is_litter(member.filename):
                continue
            name = _safe_name(path, member.filename)
            if name in found:
                raise _refused(path, f"it holds {name} twice")
            fetch = functools.partial(_from_zip, path, member)
            regular = kind in (0, stat.S_IFREG)
            found[name] = Entry(member.file_size, regular, fetch, _packed(member))
    return found


def _packed(member: zipfile.ZipInfo) -> datetime | None:
    """When a file of a zip changed, on the clock of whoever packed it; its zone is not told."""
    try:
        return datetime(*member.date_time)
    except ValueError:
        return None


def _from_zip(path: Path, member: zipfile.ZipInfo) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
            return _bounded(path, stream.read(member.file_size + 1), member.file_size)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise Unreadable("bad_archive", f"{path.name} cannot be read: {error}") from None


def _tarred(path: Path) -> Entries:
    found: Entries = {}
    total = 0
    with tarfile.open(path) as archive:
        for count, member in enumerate(archive, 1):
            total += member.size
            _refuse_bombs(path, count, total)
            if member.isdir() or _is_litter(member.name):
                continue
            name = _safe_name(path, member.name)
            if name in found:
                raise _refused(path, f"it holds {name} twice")
            fetch = functools.partial(_from_tar, path, member.name)
            found[name] = Entry(member.size, member.isreg(), fetch, moment(member.mtime))
    return found


def _from_tar(path: Path, name: str) -> bytes:
    try:
        with tarfile.open(path) as archive:
            member = archive.getmember(name)
            stream = archive.extractfile(member)
            if stream is None:
                raise Unreadable("not_a_file", f"{name} is a link or device, not a file")
            return _bounded(path, stream.read(member.size + 1), member.size)
    except (tarfile.TarError, EOFError, KeyError, zlib.error) as error:
        raise Unreadable("bad_archive", f"{path.name} cannot be read: {error}") from None


def _bounded(path: Path, content: bytes, announced: int) -> bytes:
    if len(content) != announced:
        raise _refused(path, "a file in it has another size than it announces")
    return content


def _refuse_bombs(path: Path, count: int, total: int) -> None:
    if count > MAX_ENTRIES:
        raise _refused(path, f"it holds more than {MAX_ENTRIES} files")
    if total > MAX_TOTAL or total > MAX_RATIO * max(path.stat().st_size, 10_000):
        raise _refused(path, "it unpacks to far more than it should")


def _safe_name(path: Path, name: str) -> str:
    plain = readable(name)
    if any(unicodedata.category(letter) in ("Cc", "Cf") for letter in plain):
        raise _refused(path, "a name in it holds invisible signs")
    if "\\" in plain or DRIVE.match(plain) or plain.startswith("/"):
        raise _refused(path, f"the name {plain!r} in it is no relative path")
    parts = PurePosixPath(plain).parts
    if ".." in parts or not parts:
        raise _refused(path, f"the name {plain!r} in it leads out of it")
    return "/".join(parts)


def _is_litter(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part in LITTER or part.startswith("._") for part in parts)


def _refuse_twins(path: Path, found: Entries) -> None:
    seen: dict[str, str] = {}
    for name in found:
        folded = unicodedata.normalize("NFKC", name).casefold()
        if folded in seen:
            raise _refused(path, f"{seen[folded]} and {name} in it are one file on some systems")
        seen[folded] = name


def _without_top_folder(found: Entries) -> Entries:
    tops = {name.partition("/")[0] for name in found}
    if len(tops) != 1 or any("/" not in name for name in found):
        return found
    [top] = tops
    if moodle_name(top):
        return found  # a download of one student's work
    if all(name in (f"{top}/{top}.py", f"{top}/{top}.ipynb") for name in found):
        return found  # the layout <topic>/<topic>.py itself
    return {name.partition("/")[2]: entry for name, entry in found.items()}


def _refused(path: Path, why: str) -> Unreadable:
    return Unreadable("refused_archive", f"{path.name} was not opened: {why}")
