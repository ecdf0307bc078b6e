"""Groups of equal wrong behaviour in a gradebook, and what is said of all of a group."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.engines.class_run import ClassRun
from autograder.gradebook import book as books
from autograder.gradebook import events, groups, marks, people
from autograder.gradebook.book import Book
from autograder.gradebook.groups import Group
from autograder.gradebook.mark import Kind
from autograder.gradebook.memory import CourseMemory, Means
from autograder.model.answer_key import AnswerKey
from autograder.model.submission import Submission
from autograder.sandbox import tiers
from tests.gradebook.classroom import Classroom
from tests.gradebook.test_memory import NOTHING_DUE
from tests.hostile.runner import probe_key

TRIPLES = "def double(x):\n    return 3 * x\n\ndef add_one(x):\n    return x + 1\n"
# The same in other words, and another error.
TRIPLES_TOO = "def double(number):\n    return number + number + number\n\n" + TRIPLES[31:]
FORGETS = "def double(x):\n    return x\n\ndef add_one(x):\n    return x + 1\n"
RIGHT = "def double(x):\n    return 2 * x\n\ndef add_one(x):\n    return x + 1\n"
CLASS = {"ada": TRIPLES, "ben": TRIPLES_TOO, "cem": FORGETS, "dee": RIGHT, "eli": TRIPLES}


@pytest.fixture(scope="module")
def key() -> AnswerKey:
    return probe_key()


@pytest.fixture
def book(database_url: str, key: AnswerKey, tmp_path: Path) -> Iterator[Book]:
    made = books.make(database_url)
    grade(made, CLASS, key, tmp_path)
    yield made
    made.engine.dispose()


def grade(book: Book, sources: dict[str, str], key: AnswerKey, folder: Path) -> None:
    found = [
        Submission(name, "probe", {"probe.py": text.encode()}) for name, text in sources.items()
    ]
    tier = tiers.find()
    means = Means({"probe": key}, tier.letter, "this kit")
    memory = CourseMemory.begin(book, found, means, NOTHING_DUE)
    ClassRun(found, means.keys, tier, 1, folder, NOTHING_DUE, memory=memory).grade()
    memory.end()


def seen(book: Book) -> list[Group]:
    with book.reading() as connection:
        return groups.groups(connection, "probe")


def students(group: Group) -> list[str]:
    return [one.student for one in group.members]


def test_equal_wrong_behaviour_is_one_group_in_whatever_words(book: Book) -> None:
    assert [students(one) for one in seen(book)] == [["ada", "ben", "eli"], ["cem"]]


def test_a_new_attempt_leaves_its_group_and_joins_another(
    book: Book, key: AnswerKey, tmp_path: Path
) -> None:
    grade(book, {"ada": FORGETS}, key, tmp_path)
    assert [students(one) for one in seen(book)] == [["ben", "eli"], ["ada", "cem"]]


def test_points_for_a_group_are_a_decision_of_each_and_taken_back_as_one(book: Book) -> None:
    room = Classroom(book)
    [first, _] = seen(book)
    with book.writing() as connection:
        bo = people.known(connection, "bo", people.STAFF)
        acted = groups.set_points(connection, first, 150, bo, "the idea is right")
    assert not acted.left_out
    assert [room.points(name, "probe") for name in CLASS] == [2.5, 2.5, 1, 3, 2.5]
    [again, _] = seen(book)
    assert [one.points for one in again.members] == [0, 0, 0]  # the judge's own
    with book.reading() as connection:
        assert not marks.wrong(connection) and not events.broken(connection)


def test_who_was_decided_singly_or_changed_since_is_left_out_by_name(
    book: Book, key: AnswerKey, tmp_path: Path
) -> None:
    room = Classroom(book)
    room.decide("ada", Kind.TASK, 0.5, task="double", topic="probe")
    [first, _] = seen(book)
    grade(book, {"ben": RIGHT}, key, tmp_path)
    with book.writing() as connection:
        bo = people.known(connection, "bo", people.STAFF)
        acted = groups.set_points(connection, first, 150, bo, "the idea is right")
    assert {one.student: why for one, why in acted.left_out} == {
        "ada": "was decided singly",
        "ben": "changed since the group was shown",
    }
    assert [room.points(name, "probe") for name in CLASS] == [1.5, 3, 1, 3, 2.5]
