"""One random history of acts makes the same gradebook on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from autograder.gradebook import attempts
from autograder.gradebook import book as books
from autograder.gradebook.errors import BookError
from autograder.gradebook.mark import Kind
from autograder.gradebook.values import microseconds
from tests.databases import Server
from tests.gradebook.classroom import TOPIC, Classroom
from tests.gradebook.material import dump, faults

STUDENTS = ("ada", "Ben", "émile", "Zoë", "nul \0", "lone \udc80", "\u202egnirts", "🧠")
TASKS = ("forward", "loss", "step")
BEGUN = datetime(2026, 10, 1, tzinfo=UTC)


def act(classroom: Classroom, chance: random.Random, made: list[int]) -> None:
    """One act, drawn; some are refused, which is drawn as well."""
    student = chance.choice(STUDENTS)
    when = chance.choice([None, BEGUN + timedelta(hours=chance.randrange(500))])
    points = {task: chance.choice([0.0, 1.5, 4.0]) for task in TASKS}
    until = BEGUN + timedelta(days=chance.randrange(30))
    kind = chance.choice(list(Kind)[:-1])
    what = chance.choice(["submit", "again", "rules", "decide", "decide", "decide", "withdraw"])
    if what == "submit":
        text = chance.choice("ABCDE")
        classroom.submit(student, chance.choice([None, points, points]), when, text + str(when))
    elif what == "again":
        number, fault = chance.randrange(1, 3), chance.random() < 0.3
        classroom.grade_again(student, None if fault else points, fault=fault, number=number)
    elif what == "rules" and chance.random() < 0.2:
        due = {TOPIC: date(2026, 10, chance.randrange(1, 20))}
        counts = {TOPIC: chance.choice(["latest", "latest_on_time", "best"])}
        classroom.rules(due=due, counts=counts, late={"percent_per_day": chance.choice([0, 7.5])})
    elif what == "decide":
        wishes: dict[Kind, dict[str, object]] = {
            Kind.TASK: {"task": chance.choice(TASKS), "carries": chance.random() < 0.3},
            Kind.EXTEND: {"until": until},
            Kind.CHOOSE: {"attempt_number": chance.randrange(1, 4)},
            Kind.IGNORE: {"attempt_number": chance.randrange(1, 4)},
        }
        given = (
            chance.randrange(400) / 100 if kind in (Kind.TASK, Kind.ADJUST, Kind.TOTAL) else None
        )
        made.append(classroom.decide(student, kind, given, **wishes.get(kind, {})).decision_id)  # type: ignore[arg-type]
    elif what == "withdraw" and made:
        classroom.withdraw(chance.choice(made))


def history(
    address: str, acts: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[str], list[str]]:
    """The dump of a gradebook after so many acts, and what was refused."""
    chance, refused, made = random.Random(42), list[str](), list[int]()
    clock = itertools.count(microseconds(BEGUN + timedelta(days=10)))
    monkeypatch.setattr(attempts, "now", lambda: next(clock))  # it orders undated attempts
    book = books.make(address)
    classroom = Classroom(book)
    for student in STUDENTS:
        classroom.submit(student, {"loss": 4.0}, text="first")
        classroom.submit(student, {"loss": 1.5, "step": 4.0}, text="second")
    for _ in range(acts):
        try:
            act(classroom, chance, made)
        except BookError as error:
            refused.append(str(error))
    assert faults(book) == []
    with book.reading() as connection:
        lines = dump(connection)
    book.engine.dispose()
    return lines, refused


@pytest.mark.parametrize(
    "acts", [200, pytest.param(2000, marks=pytest.mark.proof)], ids=["200", "2000"]
)
def test_the_same_history_is_the_same_book(
    postgresql: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, acts: int
) -> None:
    here, refused_here = history(str(tmp_path / "gradebook.db"), acts, monkeypatch)
    with postgresql.database() as url:
        there, refused_there = history(url, acts, monkeypatch)
    assert refused_here == refused_there
    assert len(refused_here) < acts / 2
    assert here == there
