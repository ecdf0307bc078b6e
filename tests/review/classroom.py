"""A small class in a gradebook: two attempts, a hostile student, one who submitted nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from sqlalchemy import Connection, func, select

from autograder.behaviours import representatives
from autograder.gradebook import attempts, behaviours, book, marks, people, results
from autograder.gradebook.book import Book
from autograder.gradebook.events import Event
from autograder.gradebook.people import STAFF, Person
from autograder.gradebook.results import RunState
from autograder.gradebook.schema import event, mark
from autograder.model.behaviour import Behaviour
from autograder.model.observation import Value
from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.report import CheckReport, Finding, Problem, Report, SmallCase, TaskReport
from autograder.model.submission import Submission, TimeStamp
from tests.reports.test_pages import ATTACK

TOPIC = "two_tasks"
HOSTILE = "<img src=x onerror=\"document.title='owned'\">"
ADA, MAX, EMMY, CURIE = "Ada Lovelace", "Max", "noether_emmy", "Curie"
NAMES = ("Lovelace", "Curie", "Noether", "x onerror")
SUBMITTED = datetime(2026, 10, 16, 9, 12, tzinfo=UTC)

CODE = '''\
"""By Ada Lovelace, ada.lovelace@example.org, with max."""
import numpy as np


def forward(x):
    # lovelace_ada wrote this
    return np.max(x)


def loss(x):
    return 1 / 0
'''


def classroom(address: str) -> Book:
    """A gradebook with this class at an address."""
    made = book.make(address)
    with made.writing() as connection:
        add(connection, ADA, CODE.replace("np.max(x)", "x"), SUBMITTED.replace(day=14))
        add(connection, ADA, CODE, SUBMITTED)
        add(connection, MAX, CODE.replace("1 / 0", "0.0"), SUBMITTED, right=("loss",))
        add(connection, EMMY, "def forward(x): return x\n", None, ungraded=True)
        add(connection, HOSTILE, f"# {ATTACK}\n{CODE}# \u202e\n", SUBMITTED, said=ATTACK)
        student = people.known(connection, CURIE)
        marks.mark_id(connection, student.id, marks.topic_id(connection, TOPIC), 500)
        marks.settle_marks(connection, mark.c.id.is_not(None))
    return made


def add(
    connection: Connection,
    name: str,
    code: str,
    submitted: datetime | None,
    *,
    right: tuple[str, ...] = (),
    ungraded: bool = False,
    said: str = "raised ZeroDivisionError: division by zero (line 11)",
) -> int:
    """One more attempt with its result; the mark's id."""
    student = people.known(connection, name)
    topic = marks.topic_id(connection, TOPIC)
    number = marks.mark_id(connection, student.id, topic, 500)
    stamp = None if submitted is None else TimeStamp(submitted, "timestamp.txt")
    files = {f"{TOPIC}.py": code.encode()}
    one = Submission(name, TOPIC, files, submitted=stamp)
    attempt = attempts.remember(connection, one, student, topic, submitted)
    run = results.begin(connection, 1)
    made = report(right, ungraded=ungraded, said=said)
    filed = behaviours.file(connection, _wrong(made))
    results.keep(connection, run, attempt, made, f"{attempt}", filed)
    results.end(connection, run, RunState.ENDED)
    marks.settle_marks(connection, mark.c.id == number)
    return number


def _wrong(made: Report) -> list[Behaviour]:
    """All who fail a task fail it in the same way."""
    return [
        Behaviour(
            task=task.name,
            cases_digest=task.name,
            bucket="failed",
            says=f"{task.name}: 2 of 3 elements differ",
            representative=representatives.encode([Value(np.zeros(3))]),
        )
        for task in made.tasks
        if task.outcome is Outcome.FAILED
    ]


def report(right: tuple[str, ...], *, ungraded: bool = False, said: str = "") -> Report:
    """Two tasks worth 2 and 3 points; all but those that are right fail."""
    empty = Report(
        student="", topic=TOPIC, score=None, max_score=5.0, status=Status.UNGRADED,
        sandbox_tier="A", key="key", submission="", duration_s=0.0,
    )  # fmt: skip
    if ungraded:
        problem = Problem(kind=ProblemKind.KIT, message="The kit failed.")
        return replace(empty, problems=(problem,))
    tasks = tuple(_task(name, most, name in right, said) for name, most in POINTS.items())
    score = sum(task.score for task in tasks)
    return replace(empty, score=score, status=Status.GRADED, tasks=tasks)


POINTS: Mapping[str, float] = {"forward": 2.0, "loss": 3.0}


def _task(name: str, most: float, right: bool, said: str) -> TaskReport:
    if right:
        check = CheckReport(name="values", outcome=Outcome.PASSED, points=most, max_points=most)
        return TaskReport(
            name=name, score=most, max_score=most, outcome=Outcome.PASSED, checks=(check,)
        )
    finding = Finding(id="linear", task=name, says="It is linear.", hint="What bends?", evidence="")
    message = said if name == "loss" else "2 of 3 elements differ"
    check = CheckReport(
        name="values",
        outcome=Outcome.FAILED,
        points=0.0,
        max_points=most,
        message=message,
        findings=(finding,) if name == "forward" else (),
    )
    case = SmallCase(
        call='python -c "import numpy as np; from two_tasks import forward; '
        'print(forward(np.array([[1.0, 2.0]])))"',
        got="[[1., 2.]]",
        raised="",
        expected="[[1., 3.]]",
    )
    return TaskReport(
        name=name,
        score=0.0,
        max_score=most,
        outcome=Outcome.FAILED,
        checks=(check,),
        small_case=case if name == "forward" else None,
    )


def staff(made: Book, name: str) -> Person:
    """A member of staff, made where there is none."""
    with made.writing() as connection:
        return people.known(connection, name, STAFF)


def mark_of(made: Book, name: str) -> int:
    """The id of a student's mark."""
    with made.reading() as connection:
        student = people.find(connection, name)
        assert student is not None
        query = select(mark.c.id).where(mark.c.person_id == student.id)
        return int(connection.execute(query).scalar_one())


def final(made: Book, name: str) -> int | None:
    """A student's mark in hundredths, as it is kept."""
    with made.reading() as connection:
        query = select(mark.c.final).where(mark.c.id == mark_of(made, name))
        number = connection.execute(query).scalar_one()
        return None if number is None else int(number)


def happened(made: Book) -> list[Event]:
    """All events, the oldest first."""
    columns = (event.c.kind, event.c.by_id, event.c.mark_id, event.c.before, event.c.after)
    with made.reading() as connection:
        rows = connection.execute(select(*columns).order_by(event.c.id)).all()
    return [Event(row.kind, row.by_id, row.mark_id, "", row.before, row.after) for row in rows]


def how_many(made: Book) -> int:
    """The number of events."""
    with made.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(event)).scalar_one())
