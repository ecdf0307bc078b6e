"""The rules of a course in its gradebook: as they were written, and marks follow them at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from autograder.course.deadlines import Deadlines
from autograder.course.settings import Counts, Late, Settings
from autograder.gradebook import policy, rules
from autograder.gradebook.mark import Kind
from autograder.gradebook.schema import event
from autograder.gradebook.schema import policy as table
from tests.gradebook.classroom import TOPIC, Classroom
from tests.gradebook.material import faults

VIENNA = ZoneInfo("Europe/Vienna")
# Clocks go back on 25 October 2026: the days after it end an hour later than 24 hours would.
DUE = datetime(2026, 10, 20, 23, 59, 59, tzinfo=VIENNA)
WRITTEN = Settings(
    time_zone="Europe/Vienna",
    due={TOPIC: date(2026, 10, 14), "forward": DUE},
    extensions={"ada": {TOPIC: date(2026, 10, 20)}},
    submitted={"ben": {TOPIC: datetime(2026, 10, 13, 9)}},
    late=Late(percent_per_day=7.5, grace_days=1, cut_off_days=9),
    counts={TOPIC: Counts.BEST},
)


@pytest.fixture
def rows(classroom: Classroom) -> Iterator[Classroom]:
    """A gradebook with WRITTEN as its rules."""
    follow(classroom, WRITTEN)
    yield classroom
    assert faults(classroom.book) == []


def follow(classroom: Classroom, settings: Settings) -> int | None:
    """How many marks changed with these rules; None where they held already."""
    with classroom.book.writing() as connection:
        deadlines = Deadlines(settings, ZoneInfo(settings.time_zone))
        changed = rules.follow(connection, deadlines)
    return None if changed is None else len(changed)


def count(classroom: Classroom) -> tuple[int, int]:
    """How many policies and events there are."""
    with classroom.book.reading() as connection:
        both = [select(func.count()).select_from(one) for one in (table, event)]
        policies, events = (connection.execute(query).scalar_one() for query in both)
    return policies, events


def test_without_rules_nothing_is_due(classroom: Classroom) -> None:
    with classroom.book.reading() as connection:
        assert policy.current(connection).settings == Settings()


def test_rules_come_back_as_they_were_written(rows: Classroom) -> None:
    """A date alone must not become a midnight: work is due at the end of that day."""
    with rows.book.reading() as connection:
        found = policy.current(connection)
    assert found.settings == WRITTEN
    assert found.due("ben", TOPIC) == datetime(2026, 10, 14, 23, 59, 59, tzinfo=VIENNA)


def test_the_same_rules_again_are_not_written(rows: Classroom) -> None:
    before = count(rows)
    assert follow(rows, WRITTEN) is None
    assert count(rows) == before


def test_what_no_mark_depends_on_is_no_rule(rows: Classroom) -> None:
    before = count(rows)
    assert follow(rows, WRITTEN.model_copy(update={"show_expected": True})) is None
    assert count(rows) == before


def test_rules_that_return_are_written_again(rows: Classroom) -> None:
    assert follow(rows, Settings()) == 0
    assert follow(rows, WRITTEN) == 0
    assert count(rows) == (3, 3)


def test_marks_follow_a_date_that_moves(classroom: Classroom) -> None:
    late = Late(percent_per_day=10)
    classroom.submit("ada", {"loss": 4.0}, DUE + timedelta(hours=1))
    assert follow(classroom, Settings(late=late, due={TOPIC: DUE})) == 1
    assert classroom.points("ada") == 3.6
    assert follow(classroom, Settings(late=late, due={TOPIC: DUE + timedelta(days=1)})) == 1
    assert classroom.points("ada") == 4.0
    assert faults(classroom.book) == []


@pytest.mark.parametrize("hours", [1, 24 * 7, 24 * 7 + 1, 24 * 7 + 2])
def test_an_extension_by_decision_costs_what_one_in_the_file_does(
    classroom: Classroom, hours: int
) -> None:
    """Also where clocks are changed between the date and the submission."""
    early = DUE - timedelta(days=7)
    settings = Settings(
        time_zone="Europe/Vienna",
        due={TOPIC: early},
        late=Late(percent_per_day=10),
        extensions={"ada": {TOPIC: DUE}},
    )
    follow(classroom, settings)
    # By the clock on the wall, which is how the kit counts days.
    submitted = DUE + timedelta(hours=hours) - timedelta(minutes=30)
    for student in ("ada", "ben"):
        classroom.submit(student, {"loss": 4.0}, submitted)
    classroom.decide("ben", Kind.EXTEND, until=DUE)
    assert classroom.mark("ben").late == classroom.mark("ada").late
