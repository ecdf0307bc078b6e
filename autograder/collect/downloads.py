"""Downloads of a learning platform: whose each file is, as the platform's names tell.

What names a platform gives is the platform's own business: each describes them as a
`DownloadFormat`, and whoever collects passes the formats that may occur.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from unicodedata import normalize

from autograder.collect.files import Entries, Entry
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Account
from autograder.reading.archive_names import readable
from autograder.reading.unreadable import Unreadable


@dataclass(frozen=True, kw_only=True)
class Owner:
    """What a name in a download tells: the student, their account, and their own file's name.

    `file` is empty for a folder, in which the files have the names that the student gave them, and
    where `typed_in`: for a text that was typed into the platform. `without_version` is the file's
    name before the platform numbered its versions, where it may have done so.
    """

    student: str
    account: str
    file: str = ""
    without_version: str = ""
    typed_in: bool = False


class DownloadFormat(Protocol):
    """How one platform names what it packs when all submissions are downloaded at once."""

    @property
    def platform(self) -> str:
        """The platform's name, by which its accounts are known in reports."""

    def owner_of_file(self, name: str) -> Owner | None:
        """Whose a file at the top of the download is; None for a name of another form."""

    def owner_of_folder(self, name: str) -> Owner | None:
        """Whose a folder at the top of the download is; None for a name of another form."""


@dataclass(frozen=True)
class StudentFiles:
    """A student and the files they submitted; the account, where a download tells it.

    `reading_s` is the processor time that it took to unpack them.
    """

    student: str
    files: Entries | Unreadable
    account: Account | None = None
    reading_s: float = 0.0


@dataclass(frozen=True)
class ByOwner:
    """The students that a download's names tell, and the files and folders of nobody."""

    students: tuple[StudentFiles, ...]
    files: Entries
    folders: Mapping[str, Entries | Unreadable]


def by_owner(
    files: Entries,
    folders: Mapping[str, Entries | Unreadable],
    formats: Sequence[DownloadFormat],
) -> ByOwner:
    """Sort the files and folders at the top of a download by whose they are."""
    names: dict[Account, str] = {}
    own_files: dict[Account, dict[str, tuple[str, Entry]]] = {}
    own_folders: dict[Account, Entries | Unreadable] = {}
    other_files: Entries = {}
    other_folders: dict[str, Entries | Unreadable] = {}
    for name, entry in files.items():
        found = _owner_of_file(name, formats)
        if found is None:
            other_files[name] = entry
            continue
        owner, account = found
        names[account] = readable(owner.student)
        if not owner.typed_in:
            given = readable(owner.without_version or owner.file)
            own_files.setdefault(account, {})[readable(owner.file)] = (given, entry)
    for name, content in folders.items():
        found = _owner_of_folder(name, formats)
        if found is None:
            other_folders[name] = content
            continue
        owner, account = found
        names[account] = readable(owner.student)
        if not owner.typed_in:
            own_folders[account] = content
    students = tuple(
        StudentFiles(name, _together(own_folders.get(one), own_files.get(one, {})), one)
        for one, name in names.items()
    )
    return ByOwner(students, other_files, other_folders)


def is_download(
    files: Iterable[str], folders: Iterable[str], formats: Sequence[DownloadFormat]
) -> bool:
    """Whether a folder with these in it is a download, of two students at least."""
    found = [_owner_of_file(name, formats) for name in files]
    found += [_owner_of_folder(name, formats) for name in folders]
    return len({one[1] for one in found if one is not None}) > 1


def told_apart(students: Iterable[StudentFiles]) -> list[StudentFiles]:
    """The same, sorted; of several of one name, each with the number of its account or a count.

    Two of one name would have one report: `ada.zip` beside the folder `ada` is such a case. How a
    system composes accents tells no two people apart.
    """
    plain = [replace(one, student=normalize("NFC", one.student)) for one in students]
    ordered = sorted(plain, key=lambda one: one.student)
    names = Counter(one.student for one in ordered)
    taken = set(names)
    given: set[str] = set()
    found = []
    for one in ordered:
        name = one.student
        if one.account and names[name] > 1:
            name = f"{name} ({one.account.id})"
        count = 1
        while name in given or (name != one.student and name in taken):
            count += 1
            name = f"{one.student} ({count})"
        given.add(name)
        found.append(replace(one, student=name))
    return found


def _owner_of_file(name: str, formats: Sequence[DownloadFormat]) -> tuple[Owner, Account] | None:
    return _closest([(owner, one) for one in formats if (owner := one.owner_of_file(name))])


def _owner_of_folder(name: str, formats: Sequence[DownloadFormat]) -> tuple[Owner, Account] | None:
    return _closest([(owner, one) for one in formats if (owner := one.owner_of_folder(name))])


def _closest(found: list[tuple[Owner, DownloadFormat]]) -> tuple[Owner, Account] | None:
    """Of several formats that fit a name the one that leaves least of it to the student.

    “Ada_5_11_assignsubmission_file_a.py” is of Moodle's form, which explains most of it, and by
    chance of Canvas' as well, where the file would be called “assignsubmission_file_a.py”.
    """
    if not found:
        return None
    owner, form = min(found, key=lambda one: len(f"{one[0].student}{one[0].account}{one[0].file}"))
    return owner, Account(platform=form.platform, id=owner.account)


def _together(
    folder: Entries | Unreadable | None, files: Mapping[str, tuple[str, Entry]]
) -> Entries | Unreadable:
    """All files of one student, each as they called it, where no two would be called the same."""
    if isinstance(folder, Unreadable):
        return folder
    if folder is None and not files:
        said = "it was typed into the platform, not submitted as a file: grade it by hand"
        return Unreadable(ProblemKind.TYPED_IN, said)
    count = Counter(given for given, _ in files.values())
    named = {given if count[given] == 1 else name: entry for name, (given, entry) in files.items()}
    return {**(folder or {}), **named}
