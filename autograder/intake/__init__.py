"""Find what a class handed in: SUBMISSIONS/<student>/<topic>.py or …/<topic>/<topic>.py.

A student's folder may also be an archive, <student>.zip.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from autograder.grading import Submission
from autograder.intake.archives import archive_entries, is_archive, stem
from autograder.intake.entries import (
    MAX_FILE,
    Entries,
    Unreadable,
    file_entry,
    folder_entries,
    readable,
)
from autograder.report import Problem

__all__ = ["MAX_FILE", "IntakeError", "discover", "readable"]

MAX_COMPANIONS = 50
MAX_COMPANION_BYTES = 8 << 20


class IntakeError(Exception):
    """The submissions folder cannot be used as it is."""


def discover(where: Path, known: Sequence[str], topic: str | None) -> list[Submission]:
    """One submission for each student and each topic that anyone handed in."""
    if not where.exists():
        raise IntakeError(f"there is no {where}")
    if where.is_file() and not is_archive(where):
        return [_single_file(where, known, topic)]
    students = _students(where)
    if not students:
        raise IntakeError(
            f"{where} holds no student folders (expected {where}/<student>/<topic>.py)"
        )
    handed_in = {name: hand_in for name, hand_in in students if isinstance(hand_in, dict)}
    wanted = (
        [topic]
        if topic
        else [name for name in known if any(_exact(one, name) for one in handed_in.values())]
    )
    if not wanted:
        raise IntakeError(f"no file in {where} is named after a topic ({', '.join(known)})")
    found = []
    for student, hand_in in students:
        for name in wanted:
            if isinstance(hand_in, Unreadable):
                found.append(_ungraded(student, name, hand_in))
            else:
                found.append(_find(student, hand_in, name))
    return found


def _students(where: Path) -> list[tuple[str, Entries | Unreadable]]:
    """Each student and their files; one archive of a whole class counts as a folder of folders."""
    if is_archive(where):
        try:
            return _by_folder(archive_entries(where))
        except Unreadable as error:
            raise IntakeError(str(error)) from None
    students: list[tuple[str, Entries | Unreadable]] = []
    for path in sorted(where.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            try:
                students.append((readable(path.name), folder_entries(path)))
            except OSError as error:
                said = f"the folder cannot be read: {error.strerror}"
                students.append((readable(path.name), Unreadable("unreadable", said)))
        elif is_archive(path):
            try:
                students.append((stem(path), archive_entries(path)))
            except Unreadable as error:
                students.append((stem(path), error))
    return students


def _by_folder(entries: Entries) -> list[tuple[str, Entries | Unreadable]]:
    students: dict[str, Entries] = {}
    for name, entry in entries.items():
        student, _, rest = name.partition("/")
        if rest:
            students.setdefault(student, {})[rest] = entry
    return sorted(students.items())


def _single_file(path: Path, known: Sequence[str], topic: str | None) -> Submission:
    if topic is None and path.stem in known:
        topic = path.stem
    if topic is None:
        raise IntakeError(f"which topic is {path.name}? Say it with --topic")
    folder = path.absolute().parent
    beside = {one.name: file_entry(one) for one in sorted(folder.glob("*.py"))}
    student = readable(folder.name) or "student"
    return _submission(student, topic, {**beside, path.name: file_entry(path)}, path.name)


def _find(student: str, entries: Entries, topic: str) -> Submission:
    """One student's hand-in of one topic, found under its name or, if unmistakable, another."""
    exact = _exact(entries, topic)
    if exact is not None:
        return _submission(student, topic, entries, exact)
    renamed = [
        name
        for name in entries
        if (path := PurePosixPath(name)).suffix == ".py"
        and str(path.parent) in (".", topic)
        and _simplified(topic) in _simplified(path.stem)
    ]
    if len(renamed) == 1:
        said = f"read {renamed[0]}, because there is no {topic}.py"
        note = Problem(kind="renamed_file", message=said)
        return _submission(student, topic, entries, renamed[0], note)
    if renamed:
        names = ", ".join(renamed)
        said = f"there is no {topic}.py, and several files could be it: {names}"
        return _ungraded(student, topic, Unreadable("ambiguous", said))
    said = f"nothing was handed in for {topic}"
    problems = (Problem(kind="missing_file", message=said),)
    return Submission(student, topic, status="not_attempted", problems=problems)


def _exact(entries: Entries, topic: str) -> str | None:
    places = (f"{topic}.py", f"{topic}/{topic}.py")
    return next((place for place in places if place in entries), None)


def _submission(
    student: str, topic: str, entries: Entries, name: str, *notes: Problem
) -> Submission:
    try:
        content = entries[name].read(PurePosixPath(name).name)
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = (
            f"{PurePosixPath(name).name} is not UTF-8 text (byte {error.start}): save it as UTF-8"
        )
        return _ungraded(student, topic, Unreadable("not_utf8", said), *notes)
    except Unreadable as error:
        return _ungraded(student, topic, error, *notes)
    files = {**_companions(entries, name), f"{topic}.py": content}
    return Submission(student, topic, files, "graded", notes, PurePosixPath(name).name)


def _ungraded(student: str, topic: str, why: Unreadable, *notes: Problem) -> Submission:
    problem = Problem(kind=why.kind, message=str(why))
    return Submission(student, topic, {}, "ungraded", (*notes, problem))


def _companions(entries: Entries, own: str) -> dict[str, bytes]:
    """The student's other Python files, which a submission may import (an earlier topic's work)."""
    beside = str(PurePosixPath(own).parent)
    found: dict[str, bytes] = {}
    room = MAX_COMPANION_BYTES
    for name, entry in sorted(entries.items(), key=lambda one: one[0].count("/")):
        path = PurePosixPath(name)
        wanted = str(path.parent) == beside or path.parent.name in (path.stem, "")
        if name == own or path.suffix != ".py" or not wanted or len(found) >= MAX_COMPANIONS:
            continue
        try:
            content = entry.read(path.name)
            room -= len(content)
            if room >= 0:
                found.setdefault(path.name, content)
        except Unreadable:
            continue  # it is missed if it is imported, and said then
    return found


def _simplified(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum()).rstrip("s")
