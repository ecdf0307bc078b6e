"""Appeals: opened, answered with or without other points, and never gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from autograder.cli import main
from autograder.gradebook import appeals, events, marks, people, publishing
from autograder.gradebook import book as books
from autograder.gradebook.appeals import Appeal
from autograder.gradebook.errors import BookError, Refused
from autograder.gradebook.mark import Kind
from autograder.gradebook.schema import mark
from tests.gradebook.classroom import Classroom


@pytest.fixture
def room(database_url: str) -> Iterator[Classroom]:
    made = Classroom(books.make(database_url))
    made.submit("ada", {"forward": 3.0, "loss": 1.0})
    yield made
    made.book.engine.dispose()


def begin(room: Classroom, task: str | None = "loss", said: str = "The sign is mine.") -> Appeal:
    with room.book.writing() as connection:
        which = connection.execute(select(mark.c.id)).scalar_one()
        bo = people.known(connection, "bo", people.STAFF)
        number = appeals.begin(connection, which, task, said, bo)
        return next(one for one in appeals.appeals(connection) if one.id == number)


def answer(room: Classroom, points: int | None = None) -> Appeal:
    with room.book.writing() as connection:
        cy = people.known(connection, "cy", people.STAFF)
        appeals.answer(connection, 1, "You are right.", cy, points)
        return appeals.appeals(connection)[0]


def held_back(room: Classroom) -> dict[str, str]:
    with room.book.reading() as connection:
        return dict(publishing.plan(connection, "backprop").held_back)


def test_an_appeal_is_answered_by_new_points_or_the_mark_stays(room: Classroom) -> None:
    begin(room)
    assert answer(room, 250).state == appeals.CHANGED
    assert room.points("ada") == 5.5
    begin(room, said="And the mean?")
    with room.book.writing() as connection:
        cy = people.known(connection, "cy", people.STAFF)
        appeals.answer(connection, 2, "No.", cy)
        second = appeals.appeals(connection)[1]
    assert (second.state, [post.said for post in second.posts]) == (
        "stays",
        ["And the mean?", "No."],
    )
    assert room.points("ada") == 5.5
    with room.book.reading() as connection:
        assert not marks.wrong(connection) and not events.broken(connection)


def test_an_open_appeal_holds_the_page_back(room: Classroom) -> None:
    begin(room)
    assert held_back(room) == {"ada": "an appeal is open"}
    answer(room)
    assert held_back(room) == {}


def test_an_appeal_of_the_whole_changes_the_total(room: Classroom) -> None:
    begin(room, None)
    answer(room, 700)
    assert room.points("ada") == 7


def test_somebody_who_did_not_decide_is_suggested(room: Classroom) -> None:
    room.decide("ada", Kind.TASK, 2.0, task="loss", by="bo")
    with room.book.writing() as connection:
        people.known(connection, "cy", people.STAFF)
    assert begin(room).assigned == "cy"


def test_one_appeal_of_a_task_is_open_at_a_time_and_answered_once(room: Classroom) -> None:
    begin(room)
    with pytest.raises(Refused, match="appeal 1 of this is open already"):
        begin(room)
    begin(room, "forward")
    answer(room)
    with pytest.raises(Refused, match="appeal 1 was answered: stays"):
        answer(room)


@pytest.mark.parametrize(("task", "said"), [("los", "why?"), ("loss", "  ")])
def test_what_says_nothing_or_is_of_no_task_is_refused(
    room: Classroom, task: str, said: str
) -> None:
    with pytest.raises(BookError):
        begin(room, task, said)
    with room.book.reading() as connection:
        assert appeals.appeals(connection) == []


def test_the_commands_tell_what_they_do(tmp_path: object) -> None:
    room = Classroom(books.make(f"{tmp_path}/book.db"))
    room.submit("ada", {"forward": 3.0, "loss": 1.0})

    def book(*words: str) -> str:
        done = CliRunner().invoke(main, ["book", *words, "--book", f"{tmp_path}/book.db"])
        assert done.exit_code == 0, done.output
        return done.output

    said = book("appeal", "open", "ada", "backprop", "The sign.", "--task", "loss")
    assert said.startswith("Appeal 1 (open): ada, backprop, loss")
    assert "1 appeal open" in book("look")
    assert "The sign." in book("appeal", "list")
    said = book("appeal", "answer", "1", "You are right.", "--points", "2.5")
    assert "loss of attempt 1 1 → 2.5; the mark 4 → 5.5" in said
    assert book("appeal", "list") == "No appeal is open.\n"
