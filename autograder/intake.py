"""Find what a class handed in: SUBMISSIONS/<student>/<topic>.py or …/<topic>/<topic>.py."""

from __future__ import annotations

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
        return [_submission(where.parent.name or "student", topic, where, [])]
    students = sorted(p for p in where.iterdir() if p.is_dir() and not p.name.startswith("."))
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
        return _submission(student.name, topic, exact, [])
    renamed = [
        path
        for path in sorted([*student.glob("*.py"), *student.glob(f"{topic}/*.py")])
        if _simplified(topic) in _simplified(path.stem)
    ]
    if len(renamed) == 1:
        found = str(renamed[0].relative_to(student))
        said = f"read {found}, because there is no {topic}.py"
        return _submission(
            student.name, topic, renamed[0], [Problem(kind="renamed_file", message=said)]
        )
    if renamed:
        names = ", ".join(str(path.relative_to(student)) for path in renamed)
        said = f"there is no {topic}.py, and several files could be it: {names}"
        return Submission(
            student.name,
            topic,
            status="ungraded",
            problems=(Problem(kind="ambiguous", message=said),),
        )
    said = f"nothing was handed in for {topic}"
    return Submission(
        student.name,
        topic,
        status="not_attempted",
        problems=(Problem(kind="missing_file", message=said),),
    )


def _exact(student: Path, topic: str) -> Path | None:
    for path in (student / f"{topic}.py", student / topic / f"{topic}.py"):
        if path.is_file():
            return path
    return None


def _submission(student: str, topic: str, path: Path, notes: list[Problem]) -> Submission:
    problem = None
    files: dict[str, bytes] = {}
    try:
        if path.stat().st_size > MAX_FILE:
            problem = Problem(
                kind="huge_file", message=f"{path.name} is larger than {MAX_FILE >> 20} MB"
            )
        else:
            content = path.read_bytes()
            files = _siblings(path)
            files[f"{topic}.py"] = content
            content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Problem(
            kind="not_utf8",
            message=f"{path.name} is not UTF-8 text (byte {error.start}): save it as UTF-8",
        )
    except OSError as error:
        problem = Problem(kind="unreadable", message=f"{path.name}: {error.strerror}")
    if problem is not None:
        return Submission(student, topic, files, "ungraded", (*notes, problem))
    return Submission(student, topic, files, "graded", tuple(notes))


def _siblings(path: Path) -> dict[str, bytes]:
    """Other Python files beside it, which a submission may import."""
    found = {}
    for other in sorted(path.parent.glob("*.py"))[:MAX_FILES]:
        if other != path and other.is_file() and other.stat().st_size <= MAX_FILE:
            found[other.name] = other.read_bytes()
    return found


def _simplified(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum()).rstrip("s")
