"""Find what a class submitted: SUBMISSIONS/<student>/<topic>.py or …/<topic>/<topic>.py.

A student's folder may also be an archive, <student>.zip, and each file a notebook, <topic>.ipynb.
What a learning platform gives when all submissions are downloaded is read, too, in the formats
that the caller passes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from autograder.collect.archives import is_archive, opened, shut
from autograder.collect.downloads import DownloadFormat
from autograder.collect.files import (
    MAX_FILE,
    STAMP,
    Entries,
    Unreadable,
    file_entry,
    folder_entries,
    readable,
)
from autograder.collect.notebooks.reading import MAX_NOTEBOOK, NotebookError, code_cells, only_code
from autograder.collect.students import IntakeError, strays, students
from autograder.collect.time_stamps import parse
from autograder.model.outcomes import ProblemKind, Status
from autograder.model.report import Problem
from autograder.model.submission import Submission, TimeStamp

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

SUFFIXES = (".py", ".ipynb")
MAX_COMPANIONS = 50
# What a student was given, or an editor wrote; a program belongs to another topic.
NO_WORK = (*SUFFIXES, ".key", ".md", ".toml", ".pyc", "")
MAX_COMPANION_BYTES = 8 << 20


def discover(
    where: Path,
    known: Sequence[str],
    topic: str | None,
    formats: Sequence[DownloadFormat] = (),
) -> list[Submission]:
    """One submission for each student and each topic that anyone submitted; raises IntakeError.

    `formats` are the downloads of platforms that are known by their names; without any, each
    student's work lies in a folder or an archive of their own.
    """
    if not where.exists():
        raise IntakeError(f"there is no {where}")
    if where.is_file() and not is_archive(where):
        return [_single_file(where, known, topic)]
    collected = students(where, formats)
    if not collected:
        raise IntakeError(
            f"{where} holds no student folders (expected {where}/<student>/<topic>.py or .ipynb)"
        )
    handed_in = [one.files for one in collected if isinstance(one.files, dict)]
    wanted = (
        [topic]
        if topic
        else [name for name in known if any(_named(one, name) for one in handed_in)]
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
                submission = _find(one.student, one.files, name, one_assignment)
                submission = _perhaps_unread(submission, one.files, one_assignment)
            found.append(replace(submission, account=one.account))
    return found


def repository(
    where: Path,
    known: Sequence[str],
    wanted: Sequence[str] | None,
    one_assignment: bool = False,
) -> list[tuple[Submission, str]]:
    """One student's work in a folder of their own, and where in it the file of each topic lies.

    Topics are the wanted ones, or those that a file is named after. The place is empty where a
    file was found under another name, or none. For `one_assignment` the name need not tell.
    """
    try:
        entries = folder_entries(where)
        if one_assignment:
            entries = opened(entries)
    except OSError as error:
        raise IntakeError(f"{where} cannot be read: {error.strerror}") from None
    student = readable(where.resolve().name) or "student"
    found = []
    for topic in known if wanted is None else wanted:
        named = _named(entries, topic)
        if named or wanted is not None:
            submission = _find(student, entries, topic, one_assignment)
            if one_assignment:
                submission = _perhaps_unread(submission, entries, one_assignment)
            found.append((submission, named[0] if named else ""))
    return found


def beside(folder: Path, topic: str, text: bytes) -> dict[str, bytes]:
    """The other files in a student's own folder that work with this text may import."""
    return _companions(_neighbours(folder, topic), [f"{topic}.ipynb"], text)


def _single_file(path: Path, known: Sequence[str], topic: str | None) -> Submission:
    if topic is None and path.stem in known:
        topic = path.stem
    if topic is None:
        raise IntakeError(f"which topic is {path.name}? Say it with --topic")
    folder = path.absolute().parent
    student = readable(folder.name) or "student"
    # The file that was named is meant, not another one of its topic.
    entries = {**_neighbours(folder, topic), path.name: file_entry(path)}
    return _submission(student, topic, entries, [path.name])


def _neighbours(folder: Path, topic: str) -> Entries:
    found = [one for one in sorted(folder.iterdir()) if one.suffix in SUFFIXES]
    return {one.name: file_entry(one) for one in found if one.stem != topic}


def _find(student: str, entries: Entries, topic: str, one_assignment: bool = False) -> Submission:
    """One student's submission of one topic, found under its name or, if unmistakable, another.

    What was collected for one assignment is for this topic, however it is called.
    """
    named = _named(entries, topic)
    if named:
        return _submission(student, topic, entries, named)
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
        return _submission(student, topic, entries, renamed, note)
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
    return _ungraded(submission.student, submission.topic, why) if why else submission


def _named(entries: Entries, topic: str) -> list[str]:
    """The topic's file and its notebook, as far as there are any."""
    found = []
    for suffix in SUFFIXES:
        places = (f"{topic}{suffix}", f"{topic}/{topic}{suffix}")
        found += [place for place in places if place in entries][:1]
    return found


def _submission(
    student: str, topic: str, entries: Entries, names: list[str], *notes: Problem
) -> Submission:
    """What stands in these files, of which one that can be read is enough."""
    files: dict[str, bytes] = {}
    refused: list[Problem] = []
    for name in names:
        try:
            files[f"{topic}{PurePosixPath(name).suffix.lower()}"] = _content(entries, name)
        except Unreadable as error:
            refused.append(Problem(kind=error.kind, message=str(error)))
    stamp, unread = _time_stamp(entries, names)
    problems = (*notes, *refused, *unread)
    if not files:
        return Submission(student, topic, {}, Status.UNGRADED, problems, stamp)
    files = {**_companions(entries, names, b"".join(files.values())), **files}
    script = next((PurePosixPath(name).name for name in names if name.lower().endswith(".py")), "")
    return Submission(student, topic, files, Status.GRADED, problems, stamp, script)


def _time_stamp(entries: Entries, names: list[str]) -> tuple[TimeStamp | None, tuple[Problem, ...]]:
    """When the work was submitted: as the file timestamp.txt says, or as its files were changed."""
    folder = PurePosixPath(names[0]).parent
    unread: tuple[Problem, ...] = ()
    noted = [str(one / STAMP) for one in (folder, *folder.parents) if str(one / STAMP) in entries]
    if noted:
        try:
            text = entries[noted[0]].read(STAMP).decode("utf-8", "replace")
        except Unreadable:
            text = ""
        when = parse(text)
        if when is not None:
            return TimeStamp(when, STAMP), ()
        said = f"{STAMP} holds no time; when the file was changed counts"
        unread = (Problem(kind=ProblemKind.BAD_TIME_STAMP, message=said),)
    changed = [one.modified for name in names if (one := entries[name]).modified is not None]
    if not changed:
        return None, unread
    latest = max(changed, key=lambda when: when.replace(tzinfo=None))
    return TimeStamp(latest, "when the file was changed"), unread


def _content(entries: Entries, name: str) -> bytes:
    """The text of a file, or the code of a notebook; raises Unreadable."""
    path = PurePosixPath(name)
    if path.suffix.lower() == ".ipynb":
        try:
            return only_code(code_cells(entries[name].read(path.name, MAX_NOTEBOOK)))
        except NotebookError as error:
            said = f"{path.name} cannot be read: {error}"
            raise Unreadable(ProblemKind.BAD_NOTEBOOK, said) from None
    content = entries[name].read(path.name)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = f"{path.name} is not UTF-8 text (byte {error.start}): save it as UTF-8"
        raise Unreadable(ProblemKind.NOT_UTF8, said) from None
    return content


def _ungraded(student: str, topic: str, why: Unreadable) -> Submission:
    return Submission(
        student, topic, {}, Status.UNGRADED, (Problem(kind=why.kind, message=str(why)),)
    )


def _companions(entries: Entries, own: list[str], text: bytes) -> dict[str, bytes]:
    """The student's other files, which a submission may import (an earlier topic's work).

    Notebooks take long to read: only those are read whose names stand in the submission's text.
    """
    beside = str(PurePosixPath(own[0]).parent)
    found: dict[str, bytes] = {}
    room = MAX_COMPANION_BYTES
    for name, entry in sorted(entries.items(), key=lambda one: one[0].count("/")):
        path = PurePosixPath(name)
        wanted = str(path.parent) == beside or path.parent.name in (path.stem, "")
        if (
            path.suffix not in SUFFIXES
            or name in own
            or not wanted
            or path.name in found
            or len(found) >= MAX_COMPANIONS
            or (path.suffix == ".ipynb" and path.stem.encode() not in text)
        ):
            continue
        try:
            is_notebook = path.suffix == ".ipynb"
            content = _content(entries, name) if is_notebook else entry.read(path.name)
        except Unreadable:
            continue  # it is missed if it is imported, and said then
        room -= len(content)
        if room >= 0:
            found[path.name] = content
    return found


def _simplified(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum()).rstrip("s")
