"""What learning platforms give when all submissions are downloaded at once.

Canvas: files `lastfirst[_LATE]_<user>_<file>_<name>` in one folder; a text that was typed in is
`lastfirst_<user>_text.html`. Moodle: folders `<full name>_<participant>_assignsubmission_<kind>`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from autograder.intake.entries import Entries, Unreadable, readable
from autograder.report import Account

CANVAS = re.compile(r"(?P<name>.+?)(?:_late)?_(?P<id>\d+)_\d+_(?P<file>.+)", re.IGNORECASE)
CANVAS_TYPED = re.compile(r"(?P<name>.+?)(?:_late)?_(?P<id>\d+)_(?:text|link)\.html", re.IGNORECASE)
MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)_?")
# Canvas numbers the versions of a file that was handed in again.
VERSION = re.compile(r"(?P<stem>.+)-\d+(?P<suffix>\.\w+)")
CODE = (".py", ".ipynb")


@dataclass(frozen=True)
class HandIn:
    """Who handed in what; the account, where a platform's download tells it."""

    student: str
    files: Entries | Unreadable
    account: Account | None = None


Expand = Callable[[str], Entries]


def from_canvas(files: Entries, expand: Expand) -> tuple[list[HandIn], Entries]:
    """The hand-ins among the files of one folder, and the files that are none of Canvas'.

    `expand` gives what is in a file that is an archive, and nothing for any other, from the name
    that it has in the download.
    """
    names: dict[str, str] = {}
    own: dict[str, dict[str, str]] = {}  # for each student, names as handed in and as downloaded
    others: Entries = {}
    for name, entry in files.items():
        typed = CANVAS_TYPED.fullmatch(name)
        found = typed or CANVAS.fullmatch(name)
        if found is None:
            others[name] = entry
            continue
        names[found["id"]] = readable(found["name"])
        those = own.setdefault(found["id"], {})
        if not typed:
            those[readable(found["file"])] = name
    hand_ins = []
    for number, those in own.items():
        account = Account(platform="canvas", id=number)
        hand_ins.append(HandIn(names[number], _content(those, files, expand), account))
    return hand_ins, others


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
        HandIn(name, own.get(number, _typed()), Account(platform="moodle", id=number))
        for number, name in names.items()
    ]


def moodle_name(folder: str) -> bool:
    """Whether Moodle named a folder so."""
    return MOODLE.fullmatch(folder) is not None


def told_apart(hand_ins: Iterable[HandIn]) -> list[HandIn]:
    """The same, sorted; of several of one name, each with the number of its account or a count.

    Two of one name would have one report: `ada.zip` beside the folder `ada` is such a case.
    """
    ordered = sorted(hand_ins, key=lambda one: one.student)
    names = Counter(one.student for one in ordered)
    counted: Counter[str] = Counter()
    found = []
    for one in ordered:
        counted[one.student] += 1
        if one.account and names[one.student] > 1:
            one = replace(one, student=f"{one.student} ({one.account.id})")
        elif counted[one.student] > 1:
            one = replace(one, student=f"{one.student} ({counted[one.student]})")
        found.append(one)
    return found


def _content(names: dict[str, str], files: Entries, expand: Expand) -> Entries | Unreadable:
    """A student's files with what is in archives among them; a file counts before an archive's."""
    if not names:
        return _typed()
    own = {name: files[names[given]] for given, name in _without_versions(names).items()}
    unpacked: Entries = {}
    try:
        for downloaded in names.values():
            unpacked = {**expand(downloaded), **unpacked}
    except Unreadable as error:
        return own if any(name.endswith(CODE) for name in own) else error
    return {**unpacked, **own}


def _without_versions(names: Iterable[str]) -> dict[str, str]:
    """Each name as the student gave it, where no two would be the same."""
    plain = {
        name: found["stem"] + found["suffix"] if (found := VERSION.fullmatch(name)) else name
        for name in names
    }
    given = list(plain.values())
    return {name: one if given.count(one) == 1 else name for name, one in plain.items()}


def _typed() -> Unreadable:
    said = "it was typed into the platform, not handed in as a file: grade it by hand"
    return Unreadable("typed_in", said)
