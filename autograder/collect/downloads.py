"""What learning platforms give when all submissions are downloaded at once.

Canvas: files `lastfirst[_LATE]_<user>_<file>_<name>` in one folder; a text that was typed in is
`lastfirst_<user>_text.html`. Where it grades anonymously, `[LATE_]anon_<five signs>` stands for
name and user. Moodle: folders `<full name>_<participant>_assignsubmission_<kind>`, or files whose
names begin so. None of this is translated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from unicodedata import normalize

from autograder.collect.files import Entries, Unreadable, readable
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Account, Platform

CANVAS = re.compile(r"(?P<name>.+?)(?:_late)?_(?P<id>\d+)_\d+_(?P<file>.+)", re.IGNORECASE)
CANVAS_TYPED = re.compile(r"(?P<name>.+?)(?:_late)?_(?P<id>\d+)_(?:text|link)\.html", re.IGNORECASE)
# Where Canvas hides the students' names: five letters and digits, which may be digits alone.
NAMELESS = re.compile(
    r"(?:late_)?(?P<id>anon(?:ymous)?_[a-z0-9]{5})_(?:\d+_(?P<file>.+)|(?:text|link)\.html)",
    re.IGNORECASE,
)
MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)_?")
MOODLE_FILE = re.compile(r"(?P<folder>.+?_\d+_assignsubmission_[a-z]+)_(?P<file>.+)")
# Canvas numbers the versions of a file that was handed in again.
VERSION = re.compile(r"(?P<stem>.+)-\d+(?P<suffix>\.\w+)")


@dataclass(frozen=True)
class HandIn:
    """Who handed in what; the account, where a platform's download tells it."""

    student: str
    files: Entries | Unreadable
    account: Account | None = None


def from_canvas(files: Entries) -> tuple[list[HandIn], Entries]:
    """The hand-ins among the files of one folder, and the files that are none of Canvas'."""
    names: dict[str, str] = {}
    own: dict[str, Entries] = {}  # for each account, the files as they were handed in
    others: Entries = {}
    for name, entry in files.items():
        found = NAMELESS.fullmatch(name) or CANVAS_TYPED.fullmatch(name) or CANVAS.fullmatch(name)
        if found is None:
            others[name] = entry
            continue
        parts = found.groupdict()
        number = str(parts["id"])
        names[number] = readable(parts.get("name") or number)
        those = own.setdefault(number, {})
        if parts.get("file"):
            those[readable(parts["file"])] = entry
    hand_ins = [
        HandIn(
            names[number],
            _without_versions(those) if those else _typed(),
            Account(platform=Platform.CANVAS, id=number),
        )
        for number, those in own.items()
    ]
    return hand_ins, others


def in_moodle_folders(files: Entries) -> tuple[dict[str, Entries], Entries]:
    """Files that Moodle put side by side, in the folders it would else have made; and the rest."""
    folders: dict[str, Entries] = {}
    others: Entries = {}
    for name, entry in files.items():
        found = MOODLE_FILE.fullmatch(name)
        if found is None:
            others[name] = entry
        else:
            folders.setdefault(readable(found["folder"]), {})[readable(found["file"])] = entry
    return folders, others


def from_moodle(folders: Mapping[str, Entries | Unreadable]) -> list[HandIn]:
    """The hand-ins in folders that Moodle named (`moodle_name`)."""
    names: dict[str, str] = {}
    own: dict[str, Entries | Unreadable] = {}
    for folder, content in folders.items():
        found = MOODLE.fullmatch(folder)
        assert found is not None
        names[found["id"]] = found["name"]
        if found["kind"] == "file":
            own[found["id"]] = content
    return [
        HandIn(name, own.get(number, _typed()), Account(platform=Platform.MOODLE, id=number))
        for number, name in names.items()
    ]


def moodle_name(folder: str) -> bool:
    """Whether Moodle named a folder so."""
    return MOODLE.fullmatch(folder) is not None


def several(names: Iterable[str]) -> bool:
    """Whether a folder with these in it is a download, of two students at least."""
    found = (MOODLE.fullmatch(name) or CANVAS.fullmatch(name) for name in names)
    return len({one["id"] for one in found if one}) > 1


def told_apart(hand_ins: Iterable[HandIn]) -> list[HandIn]:
    """The same, sorted; of several of one name, each with the number of its account or a count.

    Two of one name would have one report: `ada.zip` beside the folder `ada` is such a case. How a
    system composes accents tells no two people apart.
    """
    plain = [replace(one, student=normalize("NFC", one.student)) for one in hand_ins]
    ordered = sorted(plain, key=lambda one: one.student)
    names = Counter(one.student for one in ordered)
    taken = set(names)
    told: set[str] = set()
    found = []
    for one in ordered:
        name = one.student
        if one.account and names[name] > 1:
            name = f"{name} ({one.account.id})"
        count = 1
        while name in told or (name != one.student and name in taken):
            count += 1
            name = f"{one.student} ({count})"
        told.add(name)
        found.append(replace(one, student=name))
    return found


def _without_versions(files: Entries) -> Entries:
    """Each file under the name that the student gave it, where no two would be the same."""
    plain = {
        name: found["stem"] + found["suffix"] if (found := VERSION.fullmatch(name)) else name
        for name in files
    }
    given = list(plain.values())
    return {one if given.count(one) == 1 else name: files[name] for name, one in plain.items()}


def _typed() -> Unreadable:
    said = "it was typed into the platform, not handed in as a file: grade it by hand"
    return Unreadable(ProblemKind.TYPED_IN, said)
