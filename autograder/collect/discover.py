"""Find what a class submitted: SUBMISSIONS/<student>/<topic>.py or …/<topic>/<topic>.py.

A student's folder may also be an archive, <student>.zip, and each file a notebook, <topic>.ipynb.
What a learning platform gives when all submissions are downloaded is read, too, in the formats
that the caller passes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder.collect.archives import is_archive
from autograder.collect.downloads import DownloadFormat
from autograder.collect.files import MAX_FILE, STAMP, Entries, file_entry, folder_entries
from autograder.collect.nested import opened, shut
from autograder.collect.students import IntakeError, strays, students
from autograder.collect.texts import SUFFIXES, companions, content_of
from autograder.collect.time_stamps import trusted
from autograder.model.outcomes import ProblemKind, Status
from autograder.model.report import Problem
from autograder.model.submission import NO_TIMES, STAMPS, Submission, TimeStamp, TrustedTimes
from autograder.reading.archive_names import readable
from autograder.reading.reader import OwnProcess, Reader, Reading
from autograder.reading.unreadable import Unreadable

__all__ = [
    "MAX_FILE",
    "STAMP",
    "SUFFIXES",
    "IntakeError",
    "beside",
    "discover",
    "is_archive",
    "readable",
    "repository",
    "strays",
]

# What a student was given, or an editor wrote; a program belongs to another topic.
NO_WORK = (*SUFFIXES, ".key", ".md", ".toml", ".pyc", "")


def discover(
    where: Path,
    known: Sequence[str],
    topic: str | None,
    formats: Sequence[DownloadFormat] = (),
    times: TrustedTimes = STAMPS,
    reader: Reader | None = None,
) -> list[Submission]:
    """One submission for each student and each topic that anyone submitted; raises IntakeError.

    `formats` are the downloads of platforms that are known by their names; without any, each
    student's work lies in a folder or an archive of their own. `times` are trusted in plain folders
    alone: all files of a download are the students'. `reader` reads what strangers submitted; by
    default this process does, which is for one's own work.
    """
    reading = Reading(reader or OwnProcess())
    if not where.exists():
        raise IntakeError(f"there is no {where}")
    if where.is_file() and not is_archive(where):
        return [trusted(*_single_file(where, known, topic, reading), times)]
    collected = students(where, formats, reading)
    if not collected:
        raise IntakeError(
            f"{where} holds no student folders (expected {where}/<student>/<topic>.py or .ipynb)"
        )
    submitted = [one.files for one in collected if isinstance(one.files, dict)]
    wanted = (
        [topic]
        if topic
        else [name for name in known if any(_named(one, name) for one in submitted)]
    )
    if not wanted:
        raise IntakeError(f"no file in {where} is named after a topic ({', '.join(known)})")
    found = []
    for one in collected:
        for name in wanted:
            if isinstance(one.files, Unreadable):
                submission = _ungraded(one.student, name, one.files)
            else:
                one_assignment = topic is not None and one.account is not None
                own = reading.of_another(spent_s=one.reading_s)
                submission = _find(Search(one.student, one.files, own), name, one_assignment)
                submission = _perhaps_unread(submission, one.files, one_assignment)
                trusted_times = times if one.account is None else NO_TIMES
                submission = trusted(submission, one.files, trusted_times)
            found.append(replace(submission, account=one.account))
    return found


def repository(
    where: Path,
    known: Sequence[str],
    wanted: Sequence[str] | None,
    one_assignment: bool = False,
    times: TrustedTimes = NO_TIMES,
    reader: Reader | None = None,
) -> list[tuple[Submission, str]]:
    """One student's work in a folder of their own, and where in it the file of each topic lies.

    Topics are the wanted ones, or those that a file is named after. The place is empty where a
    file was found under another name, or none. For `one_assignment` the name need not tell.
    `times` are by default none: a student's repository holds what the student wrote. `reader` as
    for `discover`.
    """
    reading = Reading(reader or OwnProcess())
    student = readable(where.resolve().name) or "student"
    try:
        entries = folder_entries(where)
    except OSError as error:
        raise IntakeError(f"{where} cannot be read: {error.strerror}") from None
    except Unreadable as error:
        if wanted is None:
            raise IntakeError(str(error)) from None
        return [(_ungraded(student, topic, error), "") for topic in wanted]
    if wanted is not None:
        entries = opened(entries, reading)
    found = []
    for topic in known if wanted is None else wanted:
        named = _named(entries, topic)
        if named or wanted is not None:
            own = reading.of_another(spent_s=reading.spent_s)
            submission = _find(Search(student, entries, own), topic, one_assignment)
            submission = _perhaps_unread(submission, entries, one_assignment)
            submission = trusted(submission, entries, times)
            found.append((submission, named[0] if named else ""))
    return found


def beside(folder: Path, topic: str, text: bytes) -> dict[str, bytes]:
    """The other files in a student's own folder that work with this text may import.

    Raises IntakeError for more than can be read.
    """
    try:
        own = Reading(OwnProcess())
        return companions(_neighbours(folder, topic), [f"{topic}.ipynb"], text, own)
    except Unreadable as error:
        raise IntakeError(str(error)) from None


def _single_file(
    path: Path, known: Sequence[str], topic: str | None, reading: Reading
) -> tuple[Submission, Entries]:
    if topic is None and path.stem in known:
        topic = path.stem
    if topic is None:
        raise IntakeError(f"which topic is {path.name}? Say it with --topic")
    folder = path.absolute().parent
    student = readable(folder.name) or "student"
    # The file that was named is meant, not another one of its topic.
    entries = {**_neighbours(folder, topic), path.name: file_entry(path)}
    if (folder / STAMP).exists():
        entries[STAMP] = file_entry(folder / STAMP)
    return _submission(Search(student, entries, reading), topic, [path.name]), entries


def _neighbours(folder: Path, topic: str) -> Entries:
    found = [one for one in sorted(folder.iterdir()) if one.suffix in SUFFIXES]
    return {one.name: file_entry(one) for one in found if one.stem != topic}


@dataclass(frozen=True)
class Search:
    """A student, their files, and who reads them."""

    student: str
    entries: Entries
    reading: Reading


def _find(search: Search, topic: str, one_assignment: bool = False) -> Submission:
    """One student's submission of one topic, found under its name or, if unmistakable, another.

    What was collected for one assignment is for this topic, however it is called.
    """
    student, entries = search.student, search.entries
    named = _named(entries, topic)
    if named:
        return _submission(search, topic, named)
    code = [path for name in entries if (path := PurePosixPath(name)).suffix.lower() in SUFFIXES]
    renamed = [
        str(path)
        for path in code
        if str(path.parent) in (".", topic) and _simplified(topic) in _simplified(path.stem)
    ]
    if not renamed and one_assignment and shut(entries) is None:
        renamed = list(map(str, code))
    if len(renamed) == 1:
        said = f"read {renamed[0]}, because there is no {topic}.py or {topic}.ipynb"
        note = Problem(kind=ProblemKind.RENAMED_FILE, message=said)
        return _submission(search, topic, renamed, note)
    if renamed:
        names = ", ".join(renamed)
        said = f"there is no {topic}.py, and several files could be it: {names}"
        return _ungraded(student, topic, Unreadable(ProblemKind.AMBIGUOUS, said))
    said = f"nothing was submitted for {topic}"
    problems = (Problem(kind=ProblemKind.MISSING_FILE, message=said),)
    return Submission(student, topic, status=Status.NOT_ATTEMPTED, problems=problems)


def _perhaps_unread(submission: Submission, entries: Entries, one_assignment: bool) -> Submission:
    """Nothing was found: but it may be in an archive that could not be opened, or in a text."""
    if submission.status != Status.NOT_ATTEMPTED:
        return submission
    why = shut(entries)
    wanted = "" if one_assignment else _simplified(submission.topic)
    others = [
        path.name
        for path in map(PurePosixPath, entries)
        if path.name != STAMP
        and path.suffix.lower() not in NO_WORK
        and wanted in _simplified(path.stem)
    ]
    if why is None and others:
        said = f"submitted: {', '.join(others[:5])}, but no .py or .ipynb; look at it by hand"
        why = Unreadable(ProblemKind.OTHER_KIND_OF_FILE, said)
    why = why or _misplaced(entries, submission.topic)
    return _ungraded(submission.student, submission.topic, why) if why else submission


def _misplaced(entries: Entries, topic: str) -> Unreadable | None:
    """Why a topic may be in a place where it is not looked for; None where it cannot."""
    for name, entry in entries.items():
        if name.endswith("/"):
            said = f"nothing was looked for in the folder {name[:-1]}: look at it by hand"
            return Unreadable(ProblemKind.MISPLACED, said)
        path = PurePosixPath(name)
        if _simplified(topic) not in _simplified(path.stem):
            continue
        if not entry.regular and not path.suffix:
            said = f"{name} is a link, which is not followed"
            return Unreadable(ProblemKind.NOT_A_FILE, said)
        if path.suffix.lower() in SUFFIXES:
            said = f"there is {name}, in a place where it is not looked for: look at it by hand"
            return Unreadable(ProblemKind.MISPLACED, said)
    return None


def _named(entries: Entries, topic: str) -> list[str]:
    """The topic's file and its notebook, as far as there are any."""
    found = []
    for suffix in SUFFIXES:
        places = (f"{topic}{suffix}", f"{topic}/{topic}{suffix}")
        found += [place for place in places if place in entries][:1]
    return found


def _submission(search: Search, topic: str, names: list[str], *notes: Problem) -> Submission:
    """What stands in these files, of which one that can be read is enough."""
    entries, reading = search.entries, search.reading
    files: dict[str, bytes] = {}
    refused: list[Problem] = []
    for name in names:
        suffix = PurePosixPath(name).suffix.lower()
        try:
            files[f"{topic}{suffix}"] = content_of(entries, name, reading)
        except Unreadable as error:
            refused.append(Problem(kind=error.kind, message=str(error)))
    script = next((PurePosixPath(name).name for name in names if name.lower().endswith(".py")), "")
    found = Submission(
        search.student,
        topic,
        files,
        Status.GRADED if files else Status.UNGRADED,
        (*notes, *refused),
        _changed(entries, names),
        script if files else "",
    )
    try:
        beside = companions(entries, names, b"".join(files.values()), reading) if files else {}
    except Unreadable as error:
        problems = (*found.problems, Problem(kind=error.kind, message=str(error)))
        return replace(found, files={}, status=Status.UNGRADED, problems=problems, file_name="")
    return replace(found, files={**beside, **files}, reading_s=reading.spent_s)


def _changed(entries: Entries, names: list[str]) -> TimeStamp | None:
    """When the later of a file and a notebook was changed."""
    changed = [one.modified for name in names if (one := entries[name]).modified is not None]
    if not changed:
        return None
    latest = max(changed, key=lambda when: when.replace(tzinfo=None))
    return TimeStamp(latest, "when the file was changed")


def _ungraded(student: str, topic: str, why: Unreadable) -> Submission:
    return Submission(
        student, topic, {}, Status.UNGRADED, (Problem(kind=why.kind, message=str(why)),)
    )


def _simplified(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum()).rstrip("s")
