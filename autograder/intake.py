"""Find what a class handed in: SUBMISSIONS/<student>/<topic>.py or …/<topic>/<topic>.py."""

from __future__ import annotations

import stat
from pathlib import Path

from autograder.grading import Submission
from autograder.report import Problem

MAX_FILE = 2 << 20
MAX_FILES = 50


class IntakeError(Exception):
    """The submissions folder cannot be used as it is."""


def discover(where: Path, known: list[str], topic: str | None) -> list[Submission]:
    """One submission for each student and each topic that anyone handed in."""
    if not where.exists():
        raise IntakeError(f"there is no {where}")
    if where.is_file():
        if topic is None and where.stem in known:
            topic = where.stem
        if topic is None:
            raise IntakeError(f"which topic is {where.name}? Say it with --topic")
        return [_submission(where.absolute().parent, topic, where, [])]
    students = sorted(
        path
        for path in where.iterdir()
        if path.is_dir() and not path.is_symlink() and not path.name.startswith(".")
    )
    if not students:
        raise IntakeError(
            f"{where} holds no student folders (expected {where}/<student>/<topic>.py)"
        )
    wanted = [topic] if topic else [t for t in known if any(_exact(s, t) for s in students)]
    if not wanted:
        raise IntakeError(f"no file in {where} is named after a topic ({', '.join(known)})")
    return [find(student, name) for student in students for name in wanted]


def find(student: Path, topic: str) -> Submission:
    """One student's hand-in of one topic, found under its name or, if unmistakable, another."""
    exact = _exact(student, topic)
    if exact is not None:
        return _submission(student, topic, exact, [])
    renamed = [
        path
        for path in sorted([*student.glob("*.py"), *student.glob(f"{topic}/*.py")])
        if _simplified(topic) in _simplified(path.stem)
    ]
    if len(renamed) == 1:
        found = str(renamed[0].relative_to(student))
        said = f"read {found}, because there is no {topic}.py"
        return _submission(student, topic, renamed[0], [Problem(kind="renamed_file", message=said)])
    if renamed:
        names = ", ".join(str(path.relative_to(student)) for path in renamed)
        said = f"there is no {topic}.py, and several files could be it: {names}"
        return Submission(
            readable(student.name),
            topic,
            status="ungraded",
            problems=(Problem(kind="ambiguous", message=said),),
        )
    said = f"nothing was handed in for {topic}"
    return Submission(
        readable(student.name),
        topic,
        status="not_attempted",
        problems=(Problem(kind="missing_file", message=said),),
    )


def readable(name: str) -> str:
    """A file's name as text that can be written anywhere: undecodable bytes are replaced."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _exact(student: Path, topic: str) -> Path | None:
    for path in (student / f"{topic}.py", student / topic / f"{topic}.py"):
        if path.is_file() or path.is_symlink():
            return path
    return None


def _submission(student: Path, topic: str, path: Path, notes: list[Problem]) -> Submission:
    problem = None
    files: dict[str, bytes] = {}
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            # A link could name any file of this machine, another student's or the solution.
            problem = Problem(
                kind="not_a_file", message=f"{path.name} is a link or device, not a file"
            )
        elif status.st_size > MAX_FILE:
            problem = Problem(
                kind="huge_file", message=f"{path.name} is larger than {MAX_FILE >> 20} MB"
            )
        else:
            content = path.read_bytes()
            content.decode("utf-8-sig")
            files = {**_companions(student, path), f"{topic}.py": content}
    except UnicodeDecodeError as error:
        problem = Problem(
            kind="not_utf8",
            message=f"{path.name} is not UTF-8 text (byte {error.start}): save it as UTF-8",
        )
    except OSError as error:
        problem = Problem(kind="unreadable", message=f"{path.name}: {error.strerror}")
    name = readable(student.name) or "student"
    if problem is not None:
        return Submission(name, topic, files, "ungraded", (*notes, problem))
    return Submission(name, topic, files, "graded", tuple(notes))


def _companions(student: Path, path: Path) -> dict[str, bytes]:
    """The student's other Python files, which a submission may import (an earlier topic's work)."""
    found: dict[str, bytes] = {}
    beside = sorted(path.parent.glob("*.py"))
    elsewhere = sorted(folder / f"{folder.name}.py" for folder in student.glob("*"))
    for other in [*beside, *elsewhere]:
        if other == path or len(found) >= MAX_FILES or other.is_symlink() or not other.is_file():
            continue
        if other.stat().st_size <= MAX_FILE:
            found.setdefault(readable(other.name), other.read_bytes())
    return found


def _simplified(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum()).rstrip("s")
