"""What is appended stays: the database refuses to change it, and a chain shows who did anyway."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Table, delete, select, update
from sqlalchemy.exc import IntegrityError

from autograder.gradebook import events, guards
from autograder.gradebook.book import Book
from autograder.gradebook.mark import Kind
from autograder.gradebook.schema import APPEND_ONLY, event, mark
from tests.gradebook.classroom import Classroom

# Tables that no act of these tests fills get one row by SQL, as their commands are not here.
ROWS = {
    "comment": "(id, mark_id, shown, by_id, at) VALUES (1, 1, 1, 1, 1)",
    "appeal": "(id, mark_id, state) VALUES (1, 1, 'open')",
    "text": "(id, body) VALUES (99, 'why')",
    "appeal_post": "(id, appeal_id, by_id, at, text_id) VALUES (1, 1, 1, 1, 99)",
    "publication": "(id, topic_id, by_id, at) VALUES (1, 1, 1, 1)",
    "published": "(publication_id, mark_id, version, state, page_digest) "
    "SELECT 1, 1, 1, 'graded', min(digest) FROM blob",
}


@pytest.fixture
def book(classroom: Classroom) -> Book:
    """A gradebook with a row in every table that is only appended to."""
    classroom.rules(due={"backprop": date(2026, 10, 1)})
    classroom.submit("ada", {"loss": 3.0}, datetime(2026, 9, 1, tzinfo=UTC))
    classroom.decide("ada", Kind.TASK, 2.0, task="loss")
    with classroom.book.writing() as connection:
        for table, values in ROWS.items():
            connection.exec_driver_sql(f"INSERT INTO {table} {values}")
    return classroom.book


@pytest.mark.parametrize("verb", ["update", "delete", "replace"])
@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda one: one.name)
def test_what_is_appended_cannot_be_changed(book: Book, table: Table, verb: str) -> None:
    with book.reading() as connection:
        before = connection.execute(select(table)).all()
    assert before != []
    first = next(iter(table.primary_key.columns))
    what = {
        "update": update(table).values({first.name: first}),
        "delete": delete(table),
        # SQLite deletes the row that is replaced, and tells triggers only where that is asked for.
        "replace": table.insert()
        .prefix_with("OR REPLACE")
        .from_select(list(table.c.keys()), select(table)),
    }[verb]
    if verb == "replace" and book.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite knows INSERT OR REPLACE")
    refused = pytest.raises(IntegrityError, match=f"{table.name} is append-only")
    with refused, book.writing() as connection:
        connection.execute(what)
    with book.reading() as connection:
        assert connection.execute(select(table)).all() == before


def test_what_is_a_cache_can_be_changed(book: Book) -> None:
    with book.writing() as connection:
        connection.execute(update(mark).values(version=7))


def test_every_guard_is_there(book: Book) -> None:
    with book.reading() as connection:
        assert guards.names(connection) == guards.wanted(connection)


class TestEvents:
    def events(self, classroom: Classroom) -> Book:
        """Six of them; guards are gone, as for whoever owns the database."""
        classroom.submit("ada", {"loss": 3.0})
        for points in (1, 2, 3, 4):
            classroom.decide("ada", Kind.TOTAL, points)
        with classroom.book.writing() as connection:
            guards.remove(connection)
        return classroom.book

    def broken(self, book: Book, statement: str) -> list[int]:
        with book.writing() as connection:
            connection.exec_driver_sql(statement)
        with book.reading() as connection:
            return events.broken(connection)

    def test_a_chain_that_nobody_touched_is_whole(self, classroom: Classroom) -> None:
        assert self.broken(self.events(classroom), "SELECT 1") == []

    @pytest.mark.parametrize(
        "change",
        ["at = at + 1", "by_id = NULL", "kind = 'x'", "mark_id = NULL", "reference = '9'",
         "before = '9'", "after = '9'", "chain = '9'"],
    )  # fmt: skip
    def test_a_changed_event_is_found(self, classroom: Classroom, change: str) -> None:
        found = self.broken(self.events(classroom), f"UPDATE event SET {change} WHERE id = 4")
        # Whoever changes a digest breaks the next one as well.
        assert found == ([4, 5] if "chain" in change else [4])

    def test_words_cannot_move_from_one_column_to_the_next(self, classroom: Classroom) -> None:
        book = self.events(classroom)
        change = "UPDATE event SET before = before || after, after = '' WHERE id = 5"
        assert self.broken(book, change) == [5]

    @pytest.mark.parametrize("number", [1, 3])
    def test_a_missing_event_is_found(self, classroom: Classroom, number: int) -> None:
        book = self.events(classroom)
        assert self.broken(book, f"DELETE FROM event WHERE id = {number}") == [number + 1]

    def test_an_added_event_is_found(self, classroom: Classroom) -> None:
        book = self.events(classroom)
        added = (
            "INSERT INTO event (id, at, kind, reference, before, after, chain) "
            "SELECT 99, at, kind, reference, before, after, chain FROM event WHERE id = 4"
        )
        assert self.broken(book, added) == [99]

    def test_of_each_decision_there_is_one(self, classroom: Classroom) -> None:
        book = self.events(classroom)
        with book.reading() as connection:
            query = select(event.c.reference).where(event.c.kind == Kind.TOTAL)
            assert sorted(connection.execute(query).scalars()) == ["1", "2", "3", "4"]
