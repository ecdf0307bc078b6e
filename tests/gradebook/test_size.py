"""A large class costs no more queries than a small one, and no reading of whole tables."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import ColumnElement, Connection, Engine, event

from autograder.gradebook import book as books
from autograder.gradebook import histories, marks
from autograder.gradebook.book import Book
from autograder.gradebook.mark import settle
from autograder.gradebook.schema import mark
from tests.gradebook.size import Size, fill

# What pages show: a topic, one mark, one person. Which marks each is of, and how many of 8 students
# in 3 topics that is.
PAGES = {
    "topic": (mark.c.topic_id == 2, 8),
    "mark": (mark.c.id == 5, 1),
    "person": (mark.c.person_id == 5, 3),
}
# A page's bound; what a page asks beside its marks must fit in as well.
MOST_QUERIES = 12
# Tables with a row for each attempt, or several.
LARGE = ("attempt", "result", "result_task", "attempt_file", "blob", "mark")


@pytest.fixture
def filled(database_url: str) -> Iterator[Book]:
    """8 students × 3 topics × 3 attempts."""
    made = books.make(database_url)
    with made.writing() as connection:
        fill(connection, Size(students=8, topics=3, attempts=3))
    yield made
    made.engine.dispose()


@contextlib.contextmanager
def asked(engine: Engine) -> Iterator[list[tuple[str, object]]]:
    """The queries from here on, with their values."""
    found: list[tuple[str, object]] = []

    def note(_: object, __: object, statement: str, values: object, *rest: object) -> None:
        if statement.startswith("SELECT"):
            found.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(("which", "size"), PAGES.values(), ids=PAGES)
def test_the_histories_of_a_page_take_few_queries(
    filled: Book, which: ColumnElement[bool], size: int
) -> None:
    with filled.reading() as connection, asked(filled.engine) as queries:
        found = histories.of_marks(connection, which)
    assert len(found) == size
    assert all(len(one.history.attempts) == 3 for one in found)
    assert len(queries) <= MOST_QUERIES / 2


def test_more_students_are_no_more_queries(tmp_path: Path) -> None:
    counts = []
    for students in (2, 40):
        made = books.make(str(tmp_path / f"{students}.db"))
        with made.writing() as connection:
            fill(connection, Size(students, attempts=2))
            with asked(made.engine) as queries:
                marks.settle_marks(connection, mark.c.topic_id == 1)
        counts.append(len(queries))
        made.engine.dispose()
    assert counts[0] == counts[1] <= MOST_QUERIES


@pytest.mark.parametrize("which", [which for which, _ in PAGES.values()], ids=PAGES)
def test_no_page_reads_a_large_table_from_end_to_end(
    tmp_path: Path, which: ColumnElement[bool]
) -> None:
    made = books.make(str(tmp_path / "gradebook.db"))
    with made.writing() as connection:
        fill(connection, Size(students=4, topics=3, attempts=2))
    with made.reading() as connection, asked(made.engine) as queries:
        histories.of_marks(connection, which)
    with made.reading() as connection:
        scanned = [line for one in queries for line in scans(connection, *one)]
    made.engine.dispose()
    assert scanned == []


def scans(connection: Connection, statement: str, values: object) -> list[str]:
    """The steps of SQLite's plan that read a large table from end to end."""
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
    large = re.compile(rf"SCAN ({'|'.join(LARGE)})\b")
    return [str(row[-1]) for row in plan if large.match(str(row[-1]))]


def test_a_plan_that_reads_a_whole_table_is_found(tmp_path: Path) -> None:
    made = books.make(str(tmp_path / "gradebook.db"))
    with made.reading() as connection:
        assert scans(connection, "SELECT * FROM attempt WHERE moment = ?", (1,)) != []
    made.engine.dispose()


@pytest.mark.proof
def test_the_time_of_a_topic_grows_with_its_students(tmp_path: Path) -> None:
    """Four times the students: about four times the time, and not sixteen times."""
    seconds = {}
    for students in (100, 400):
        made = books.make(str(tmp_path / f"{students}.db"))
        with made.writing() as connection:
            fill(connection, Size(students))
        with made.reading() as connection:
            seconds[students] = min(one_topic(connection) for _ in range(3))
        made.engine.dispose()
    assert seconds[400] / seconds[100] < 8


def one_topic(connection: Connection) -> float:
    """The processor time to settle a topic."""
    begun = time.process_time()
    found = histories.of_marks(connection, mark.c.topic_id == 1)
    assert all(settle(one.history).final is not None for one in found)
    return time.process_time() - begun
