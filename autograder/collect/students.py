"""Whose work lies in a folder or an archive of a whole class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.collect.archives import (
    FOREIGN,
    archive_entries,
    class_entries,
    class_names,
    is_archive,
    nested_entries,
    stem,
    without_top_folder,
)
from autograder.collect.downloads import (
    ByOwner,
    DownloadFormat,
    StudentFiles,
    by_owner,
    is_download,
    told_apart,
)
from autograder.collect.files import Entries, file_entry, folder_entries
from autograder.collect.nested import as_old_as, opened, without_stamps
from autograder.errors import UserError
from autograder.model.outcomes import ProblemKind
from autograder.reading.archive_names import LITTER, readable
from autograder.reading.reader import OwnProcess, Reader, Reading
from autograder.reading.unreadable import Unreadable

WORK = (".py", ".ipynb", *FOREIGN)


class IntakeError(UserError):
    """The submissions folder cannot be used as it is."""


def students(
    where: Path, formats: Sequence[DownloadFormat], reading: Reading
) -> list[StudentFiles]:
    """Each student and their files; one archive of a whole class counts as a folder of folders."""
    if is_archive(where):
        try:
            inside = _of_class(class_entries(where, reading), formats)
            return _in_archive(inside, formats, reading)
        except Unreadable as error:
            broken = error.kind == ProblemKind.BAD_ARCHIVE
            advice = "download it again" if broken else "unpack it and grade the folder"
            raise IntakeError(f"{error}; {advice}") from None
    folders: dict[str, Entries | Unreadable] = {}
    files: Entries = {}
    for path in sorted(where.iterdir()):
        name = readable(path.name)
        if name.startswith(".") or name in LITTER:
            continue
        if path.is_dir() and not path.is_symlink():
            try:
                folders[name] = folder_entries(path)
            except OSError as error:
                said = f"the folder cannot be read: {error.strerror}"
                folders[name] = Unreadable(ProblemKind.UNREADABLE, said)
            except Unreadable as error:
                folders[name] = error
        elif not path.is_dir():
            files[path.name] = file_entry(path)
    if len(folders) == 1:
        [(name, content)] = folders.items()
        if isinstance(content, dict) and is_download(*_top(content), formats):
            raise IntakeError(f"the students' work lies in {where / name}: grade that folder")
    found = by_owner(files, folders, formats)

    def unpacked(name: str, own: Reading) -> Entries:
        return opened(archive_entries(where / name, own), own)

    return _students(found, unpacked, reading)


def strays(
    where: Path, formats: Sequence[DownloadFormat], reader: Reader | None = None
) -> list[str]:
    """Work that lies beside the students' folders, so that nobody knows whose it is.

    `reader` as for `discover`.
    """
    if is_archive(where):
        found = _of_class(class_names(where, Reading(reader or OwnProcess())), formats)
    elif where.is_dir():
        found = {path.name: file_entry(path) for path in sorted(where.iterdir())}
    else:
        return []  # the one file that is meant
    beside = _of_nobody(found, formats).items()
    return [readable(name) for name, one in beside if one.regular and name.lower().endswith(WORK)]


def _of_nobody(found: Entries, formats: Sequence[DownloadFormat]) -> Entries:
    """The files beside the students' folders whose names tell no student."""
    files = {name: entry for name, entry in found.items() if "/" not in name}
    rest = by_owner(files, {}, formats).files
    return {name: entry for name, entry in rest.items() if not is_archive(Path(name))}


def _of_class(found: Entries, formats: Sequence[DownloadFormat]) -> Entries:
    """What is in a class's archive; the one folder in it may be a student's, of a class of one."""
    _, folders = _top(found)
    if by_owner({}, {name: {} for name in folders}, formats).students:
        return found  # a download, perhaps of one student's work
    inside = without_top_folder(found)
    return inside if len(_of_nobody(inside, formats)) < len(inside) else found


def _in_archive(
    entries: Entries, formats: Sequence[DownloadFormat], reading: Reading
) -> list[StudentFiles]:
    folders: dict[str, Entries | Unreadable] = {}
    files: Entries = {}
    for name, entry in entries.items():
        folder, _, rest = name.partition("/")
        if rest:
            inside = folders.setdefault(folder, {})
            assert isinstance(inside, dict)
            inside[rest] = entry
        else:
            files[name] = entry
    dated = {
        name: without_stamps(content) if isinstance(content, dict) else content
        for name, content in folders.items()
    }
    found = by_owner(files, dated, formats)

    def unpacked(name: str, own: Reading) -> Entries:
        return nested_entries(name, files[name], own)

    return _students(found, unpacked, reading)


def _top(entries: Entries) -> tuple[set[str], set[str]]:
    """The names of the files and of the folders at the top of a folder."""
    files = {name for name in entries if "/" not in name}
    return files, {name.partition("/")[0] for name in entries if name not in files}


def _students(
    found: ByOwner, unpacked: Callable[[str, Reading], Entries], reading: Reading
) -> list[StudentFiles]:
    """Everybody whose name a download, a folder or an archive tells; `unpacked` reads the last."""
    students = []
    for one in (*found.students, *map(StudentFiles, found.folders, found.folders.values())):
        own = reading.of_another()
        files = one.files if isinstance(one.files, Unreadable) else opened(one.files, own)
        students.append(replace(one, files=files, reading_s=own.spent_s))
    for name in filter(lambda one: is_archive(Path(one)), found.files):
        own = reading.of_another()
        content: Entries | Unreadable
        try:
            content = as_old_as(found.files[name], unpacked(name, own))
        except Unreadable as error:
            content = error
        students.append(StudentFiles(stem(Path(name)), content, reading_s=own.spent_s))
    return told_apart(students)
