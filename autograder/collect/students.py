"""Whose work lies in a folder or an archive of a whole class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from autograder.collect.archives import (
    FOREIGN,
    LITTER,
    archive_entries,
    is_archive,
    nested_entries,
    opened,
    stem,
)
from autograder.collect.downloads import (
    HandIn,
    from_canvas,
    from_moodle,
    in_moodle_folders,
    moodle_name,
    several,
    told_apart,
)
from autograder.collect.files import Entries, Unreadable, file_entry, folder_entries, readable
from autograder.errors import UserError
from autograder.model.outcomes import ProblemKind

WORK = (".py", ".ipynb", *FOREIGN)


class IntakeError(UserError):
    """The submissions folder cannot be used as it is."""


def students(where: Path) -> list[HandIn]:
    """Each student and their files; one archive of a whole class counts as a folder of folders."""
    if is_archive(where):
        try:
            return _in_archive(_of_class(where))
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
        elif not path.is_dir():
            files[path.name] = file_entry(path)
    if len(folders) == 1:
        [(name, content)] = folders.items()
        if isinstance(content, dict) and several(one.partition("/")[0] for one in content):
            raise IntakeError(f"the students' work lies in {where / name}: grade that folder")
    return _hand_ins(files, folders, lambda name: opened(archive_entries(where / name)))


def strays(where: Path) -> list[str]:
    """Work that lies beside the students' folders, so that nobody knows whose it is."""
    if is_archive(where):
        found = _of_class(where)
    elif where.is_dir():
        found = {path.name: file_entry(path) for path in sorted(where.iterdir())}
    else:
        return []  # the one file that is meant
    beside = _of_nobody(found).items()
    return [readable(name) for name, one in beside if one.regular and name.lower().endswith(WORK)]


def _of_nobody(found: Entries) -> Entries:
    """The files beside the students' folders whose names tell no student."""
    files = {name: entry for name, entry in found.items() if "/" not in name}
    _, rest = from_canvas(in_moodle_folders(files)[1])
    return {name: entry for name, entry in rest.items() if not is_archive(Path(name))}


def _of_class(where: Path) -> Entries:
    """What is in a class's archive; the one folder in it may be a student's, of a class of one."""
    found = archive_entries(where, whole_class=True)
    if len(_of_nobody(found)) < len(found):
        return found
    return archive_entries(where, unwrap=False, whole_class=True)


def _in_archive(entries: Entries) -> list[HandIn]:
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
    return _hand_ins(files, folders, lambda name: nested_entries(name, files[name]))


def _hand_ins(
    files: Entries,
    folders: Mapping[str, Entries | Unreadable],
    unpacked: Callable[[str], Entries],
) -> list[HandIn]:
    """Whose the files and folders of one folder are; `unpacked` reads one of its archives."""
    flat, files = in_moodle_folders(files)
    downloaded, files = from_canvas(files)
    named = {name: content for name, content in folders.items() if moodle_name(name)}
    plain = [HandIn(name, content) for name, content in folders.items() if name not in named]
    found = [
        one if isinstance(one.files, Unreadable) else replace(one, files=opened(one.files))
        for one in (*downloaded, *from_moodle({**named, **flat}), *plain)
    ]
    for name in filter(lambda one: is_archive(Path(one)), files):
        content: Entries | Unreadable
        try:
            content = unpacked(name)
        except Unreadable as error:
            content = error
        found.append(HandIn(stem(Path(name)), content))
    return told_apart(found)
