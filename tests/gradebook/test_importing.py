"""Reports that were made elsewhere are attempts whose files are not here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course.deadlines import Deadlines
from autograder.course.settings import Late, Settings
from autograder.gradebook import attempts, events, importing, marks, people
from autograder.gradebook import book as books
from autograder.gradebook.importing import Taken
from autograder.model.report import Report
from autograder.model.submission import TimeStamp
from autograder.reports.reading import write_report
from tests.gradebook.classroom import TOPIC, Classroom, report

LATE = Settings(due={TOPIC: datetime(2026, 10, 1, 12, tzinfo=UTC)}, late=Late(percent_per_day=10))


@pytest.fixture
def room(database_url: str) -> Iterator[Classroom]:
    made = Classroom(books.make(database_url))
    yield made
    made.book.engine.dispose()


def of(student: str, points: float, submission: str = "one") -> Report:
    return replace(report({"forward": points}), student=student, submission=submission)


def take(room: Classroom, *reports: Report) -> Taken:
    with room.book.writing() as connection:
        bo = people.known(connection, "bo", people.STAFF)
        return importing.take(connection, reports, bo)


def test_a_report_is_an_attempt_with_its_result(room: Classroom) -> None:
    assert take(room, of("ada", 3), of("ben", 2)) == Taken(2, 0, ("ada", "ben"))
    assert (room.points("ada"), room.points("ben")) == (3, 2)
    with room.book.reading() as connection:
        assert not marks.wrong(connection) and not events.broken(connection)


def test_the_same_report_again_adds_nothing(room: Classroom) -> None:
    take(room, of("ada", 3))
    assert take(room, of("ada", 3), of("ada", 1, "two")) == Taken(1, 1, ())
    assert room.points("ada") == 1  # the later attempt counts


def test_lateness_is_charged_by_the_rules_of_the_course_and_once(room: Classroom) -> None:
    stamp = TimeStamp(datetime(2026, 10, 2, 11, tzinfo=UTC), "the platform")
    charged = Deadlines(LATE, UTC).apply(of("ada", 3), stamp)
    assert charged.score == 2.7
    take(room, charged)
    assert room.points("ada") == 3
    room.rules(**LATE.model_dump())
    assert room.points("ada") == 2.7


def test_what_is_not_here_cannot_be_graded_again(room: Classroom) -> None:
    take(room, of("ada", 3))
    with room.book.reading() as connection:
        assert attempts.submissions(connection, [1]) == {}


def test_a_folder_is_imported_only_when_that_is_said(tmp_path: Path) -> None:
    room = Classroom(books.make(f"{tmp_path}/book.db"))
    (tmp_path / "graded/reports/ada").mkdir(parents=True)
    write_report(of("ada", 3), tmp_path / f"graded/reports/ada/{TOPIC}.json")

    def run(*options: str) -> str:
        words = ["book", "import", f"{tmp_path}/graded", "--because", "from CI", *options]
        done = CliRunner().invoke(main, [*words, "--book", f"{tmp_path}/book.db"])
        assert done.exit_code == 0, done.output
        return done.output

    assert run().splitlines() == [
        "1 report new, 0 in the gradebook already",
        "New student: ada",
        "Nothing was changed: --apply",
    ]
    with room.book.reading() as connection:
        assert people.everybody(connection) == []
    run("--apply")
    assert room.points("ada") == 3
