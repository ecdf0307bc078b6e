"""What the tests of a gradebook are made of: submissions, reports, and whole histories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from autograder.gradebook import attempts, marks, people, results
from autograder.gradebook.people import STAFF, Person
from autograder.gradebook.schema import metadata
from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.report import Problem, Report, TaskReport
from autograder.model.submission import Submission, TimeStamp

TOPIC = "backprop"
# Columns that hold a time of the clock, or follow from one; and what is drawn.
_OF_THE_CLOCK = {"at", "first_seen", "begun", "ended", "chain", "process", "pseudonym", "salt"}


def submission(
    code: bytes = b"def f(): pass\n",
    *,
    student: str = "noether",
    when: datetime | None = None,
    problems: Sequence[Problem] = (),
    name: str = f"{TOPIC}.py",
) -> Submission:
    """One file of one student."""
    stamp = None if when is None else TimeStamp(when, "timestamp.txt")
    return Submission(student, TOPIC, {name: code}, problems=tuple(problems), submitted=stamp)


def unreadable(kind: ProblemKind = ProblemKind.BAD_ARCHIVE, *, student: str = "noether") -> Report:
    """The report of a submission that cannot be read."""
    return report({}, status=Status.UNGRADED, kinds=[kind], student=student)


def report(
    tasks: Mapping[str, float],
    *,
    status: Status = Status.GRADED,
    kinds: Sequence[ProblemKind] = (),
    most: float = 12.0,
    key: str = "key",
    student: str = "noether",
) -> Report:
    """A report with the points of each task, or an ungraded one."""
    each = most / len(tasks) if tasks else 0.0
    return Report(
        student=student,
        topic=TOPIC,
        score=None if status is Status.UNGRADED else round(sum(tasks.values()), 2),
        max_score=most,
        status=status,
        sandbox_tier="none",
        key=key,
        submission="",
        duration_s=0.0,
        problems=tuple(Problem(kind=kind, message=f"it is {kind}") for kind in kinds),
        tasks=tuple(
            TaskReport(
                name=name,
                score=points,
                max_score=each,
                outcome=Outcome.PASSED if points >= each else Outcome.FAILED,
                checks=(),
            )
            for name, points in tasks.items()
        ),
    )


@dataclass(frozen=True)
class Class:
    """A class in a book: some students with a mark each in one topic, and one who decides."""

    topic_id: int
    staff: Person
    students: Sequence[Person]
    marks: Sequence[int]


def new_class(connection: Connection, size: int = 1) -> Class:
    """A class of students without any submission."""
    topic_id = marks.topic_id(connection, TOPIC)
    names = ["noether"] if size == 1 else [f"student {number}" for number in range(size)]
    students = [people.known(connection, name) for name in names]
    numbers = [marks.mark_id(connection, one.id, topic_id, 1200) for one in students]
    return Class(topic_id, people.known(connection, "bo", STAFF), students, numbers)


def submit(
    connection: Connection,
    of: Class,
    code: bytes = b"1",
    *,
    which: int = 0,
    when: datetime | None = None,
) -> int:
    """The id of an attempt of the student with this number in the class."""
    one = submission(code, student=of.students[which].name, when=when)
    return attempts.remember(connection, one, of.students[which], of.topic_id, when)


def grade(connection: Connection, attempt_id: int, said: Report, fingerprint: str = "") -> int:
    """The id of the result of an attempt, in a run of its own."""
    run = results.begin(connection, 1)
    number = results.keep(connection, run, attempt_id, said, fingerprint)
    results.end(connection, run, results.RunState.ENDED)
    return number


def dump(connection: Connection) -> list[str]:
    """Everything in a book but times of the clock and what is drawn, as lines of text."""
    lines = []
    for table in metadata.sorted_tables:
        columns = [one for one in table.columns if one.name not in _OF_THE_CLOCK]
        rows = connection.execute(select(*columns).order_by(*table.primary_key.columns))
        lines += [f"{table.name}: {tuple(row)!r}" for row in rows]
    return lines
