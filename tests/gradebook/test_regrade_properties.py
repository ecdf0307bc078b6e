"""Whatever a course is like: a regrade that is applied gives the marks of its preview."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from autograder.course.settings import Counts
from autograder.gradebook import book, regrade
from autograder.gradebook.errors import BookError
from autograder.gradebook.mark import Kind
from autograder.gradebook.preview import Preview
from autograder.gradebook.renaming import Renaming
from autograder.gradebook.schema import attempt
from tests.gradebook.regraded import Course, Points

NUMBERS = itertools.count(1)
STUDENTS = ("ada", "bo", "noether")
# The tasks of the new key, by those of the old one: the same, one more, one with another name.
KEYS = {
    "same": ("forward", "loss"),
    "more": ("forward", "loss", "backward"),
    "renamed": ("forward", "losses"),
    "gone": ("forward",),
}
points = st.sampled_from([0.0, 0.01, 1.0, 2.5, 4.0])


def said(tasks: tuple[str, ...]) -> st.SearchStrategy[Points]:
    """What a key says of an attempt: points, or why there are none."""
    graded: st.SearchStrategy[Points] = st.fixed_dictionaries({name: points for name in tasks})
    return st.one_of(graded, graded, graded, st.sampled_from(["ungraded", "fault"]))


@dataclass(frozen=True)
class Attempt:
    """What is submitted: how late, and what the old and the new key say; None where neither did."""

    student: str
    days: int | None
    old: Points | None
    new: Points | None


@dataclass(frozen=True)
class Wanted:
    """What somebody decides, where that can be."""

    student: str
    kind: Kind
    of_attempt: int
    task: str
    points: int
    carries: bool


@dataclass(frozen=True)
class Story:
    """All that happens in a topic before it is graded again, and what is said of its tasks."""

    counts: Counts
    due: bool
    percent: int
    attempts: list[Attempt]
    decided: list[Wanted]
    drop: bool


@st.composite
def stories(draw: st.DrawFn) -> Story:
    tasks = draw(st.sampled_from(sorted(KEYS)))
    one = st.builds(
        Attempt,
        student=st.sampled_from(STUDENTS),
        days=st.one_of(st.none(), st.integers(-2, 4)),
        old=st.one_of(st.none(), said(KEYS["same"]), said(KEYS["same"])),
        new=st.one_of(st.none(), said(KEYS[tasks]), said(KEYS[tasks])),
    )
    kinds = [Kind.TASK, Kind.TASK, Kind.ADJUST, Kind.TOTAL, Kind.EXCUSE, Kind.WAIVE]
    wanted = st.builds(
        Wanted,
        student=st.sampled_from(STUDENTS),
        kind=st.sampled_from([*kinds, Kind.CHOOSE, Kind.IGNORE]),
        of_attempt=st.integers(1, 3),
        task=st.sampled_from(KEYS["same"]),
        points=st.integers(-50, 450),
        carries=st.booleans(),
    )
    return Story(
        counts=draw(st.sampled_from(list(Counts))),
        due=draw(st.booleans()),
        percent=draw(st.sampled_from([0, 10, 25])),
        attempts=draw(st.lists(one, min_size=1, max_size=7)),
        decided=draw(st.lists(wanted, max_size=5)),
        drop=draw(st.booleans()),
    )


@pytest.fixture
def kept(database_url: str) -> Iterator[book.Book]:
    made = book.make(database_url)
    yield made
    made.engine.dispose()


def told(course: Course, story: Story) -> int:
    """The number of a regrade, once all of the story has happened."""
    course.adopt(course.rules(story.counts, due=story.due, percent=story.percent))
    found: dict[int, Points] = {}
    for number, one in enumerate(story.attempts, 1):
        attempt = course.submit(one.student, number, days=one.days)
        if one.old is not None:
            course.graded(attempt, one.old)
        if one.new is not None:
            found[attempt] = one.new
    for wish in story.decided:
        values: dict[str, object] = {"attempt_number": wish.of_attempt}
        if wish.kind is Kind.TASK:
            values |= {"task": wish.task}
        if wish.kind in {Kind.TASK, Kind.ADJUST, Kind.TOTAL}:
            values |= {"points": wish.points, "carries": wish.carries}
        with suppress(BookError):  # what cannot be decided is not
            course.decide(wish.student, wish.kind, "bo", **values)
    return course.regrade(found)


def answered(found: Preview, drop: bool) -> Renaming:
    """What became of the tasks that the preview asks about."""
    tasks = [one.task for one in found.unsaid]
    if drop or not found.new:
        return Renaming(dropped=frozenset(tasks))
    return Renaming(dict(zip(tasks, found.new, strict=False)))


def course_of(connection: object) -> Course:
    return Course(connection, f"topic {next(NUMBERS)}")  # type: ignore[arg-type]


EXAMPLES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@EXAMPLES
@given(story=stories())
def test_the_marks_that_are_applied_are_those_of_the_preview(kept: book.Book, story: Story) -> None:
    with kept.writing() as connection:
        course = course_of(connection)
        run = told(course, story)
        renaming = answered(regrade.look(connection, run), story.drop)
        shown = regrade.look(connection, run, renaming)
        regrade.apply(connection, run, course.staff(), renaming)
        after = course.rows()
        for one in shown.changes:
            state, final, raw = (after[one.mark_id][name] for name in ("state", "final", "raw"))
            assert (state, final, raw) == (one.after.state, one.after.final, one.after.raw)
            assert after[one.mark_id]["attempt_id"] == one.after.attempt_id
        assert course.is_as_computed()


@EXAMPLES
@given(story=stories())
def test_nothing_is_left_of_what_is_discarded(kept: book.Book, story: Story) -> None:
    with kept.writing() as connection:
        course = course_of(connection)
        run = told(course, story)
        before = course.seen(without=run)
        regrade.look(connection, run)
        assert course.seen(without=run) == before
        regrade.discard(connection, run, course.staff())
        assert course.seen() == before
        assert course.is_as_computed()


@EXAMPLES
@given(story=stories())
def test_there_and_back_gives_every_mark_its_points_again(kept: book.Book, story: Story) -> None:
    # Without what the old key never graded: a fault of the kit takes no result away.
    graded = [
        one for one in story.attempts if one.new is not None and one.old not in (None, "fault")
    ]
    with kept.writing() as connection:
        course = course_of(connection)
        run = told(course, replace(story, attempts=graded))
        if regrade.look(connection, run).unsaid:
            return
        before = course.rows()
        regrade.apply(connection, run, course.staff())
        numbers = attempts_of(course)
        back = course.regrade(
            {numbers[place]: one.old for place, one in enumerate(graded) if one.old is not None},
            by="old",
        )
        regrade.look(connection, back)
        regrade.apply(connection, back, course.staff())
        assert course.rows() == before


def attempts_of(course: Course) -> list[int]:
    """The attempts of a topic in the order in which they came."""
    query = select(attempt.c.id).where(attempt.c.topic_id == course.topic_id)
    return [number for (number,) in course.connection.execute(query.order_by(attempt.c.id))]
