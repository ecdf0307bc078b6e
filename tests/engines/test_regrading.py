"""Grading a topic again from a gradebook: what is run, and what is left when it is cut short."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import update

from autograder.engines import local
from autograder.engines.regrading import Begun, Regrading
from autograder.gradebook import attempts, book, marks, people, regrade, regrade_runs, results
from autograder.gradebook.book import Book
from autograder.gradebook.errors import BookError
from autograder.gradebook.people import STAFF
from autograder.gradebook.results import RunState
from autograder.gradebook.schema import run
from autograder.model.behaviour import Graded
from autograder.model.submission import Submission
from autograder.sandbox import tiers
from tests.gradebook.regraded import report
from tests.hostile.runner import probe_key

KEY = probe_key()
FILES = {"ada": b"one", "bo": b"two", "cem": b"three"}


@pytest.fixture
def kept(database_url: str) -> Iterator[Book]:
    """A book with three submissions that the old key graded."""
    made = book.make(database_url)
    for student, content in FILES.items():
        submit(made, student, content)
    yield made
    made.engine.dispose()


@pytest.fixture
def graded(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The contents that were run since, in place of an engine."""
    seen: list[bytes] = []

    def engine(submissions: list[Submission], *_: object) -> Iterator[Graded]:
        for one in submissions:
            [content] = one.files.values()
            seen.append(content)
            yield Graded(replace(report({"double": 2.0}), student=one.student))

    monkeypatch.setattr(local, "graded", engine)
    return seen


def submit(kept: Book, student: str, content: bytes, by: str = "old") -> None:
    """A new attempt, and its result by a key."""
    one = Submission(student, KEY.topic, {f"{KEY.topic}.py": content})
    with kept.writing() as connection:
        person = people.known(connection, student)
        topic_id = marks.topic_id(connection, KEY.topic)
        marks.mark_id(connection, person.id, topic_id)
        attempt = attempts.remember(connection, one, person, topic_id, None)
        number = results.begin(connection, 1)
        said = report({"double": 1.0})
        results.keep(connection, number, attempt, said, f"{by} {content!r}", {})
        results.end(connection, number, RunState.ENDED)


def regrading(kept: Book, by: str = "new", *, again: bool = False) -> Regrading:
    """A regrade by a key of this name."""

    def fingerprint(one: Submission) -> str:
        [content] = one.files.values()
        return f"{by} {content!r}"

    return Regrading(kept, KEY, fingerprint, tiers.find(), 1, again)


def begin(kept: Book, by: str = "new", *, again: bool = False) -> Begun:
    with kept.writing() as connection:
        person = people.known(connection, "bo", STAFF)
    begun = regrading(kept, by, again=again).begin(person, "the key was wrong")
    assert begun is not None
    return begun


def applied(kept: Book, begun: Begun) -> None:
    with kept.writing() as connection:
        regrade.look(connection, begun.run.id)
        regrade.apply(connection, begun.run.id, people.known(connection, "bo", STAFF))


def state(kept: Book, begun: Begun) -> tuple[RunState, int]:
    with kept.reading() as connection:
        found = regrade_runs.of(connection, begun.run.id)
    return found.state, found.graded


def after(number: int, raised: Callable[[], object]) -> Callable[[int], object]:
    """What happens once so many results were kept."""
    counted = 0

    def advance(kept: int) -> None:
        nonlocal counted
        counted += kept
        if counted == number:
            raised()

    return advance


def interrupted() -> None:
    raise KeyboardInterrupt


def test_all_that_may_count_is_graded_and_then_waits(kept: Book, graded: list[bytes]) -> None:
    begun = begin(kept)
    assert begun.grade()
    assert graded == [b"one", b"two", b"three"]
    assert state(kept, begun) == (RunState.READY, 3)


def test_equal_files_are_run_once_and_each_gets_the_result(kept: Book, graded: list[bytes]) -> None:
    submit(kept, "dev", b"one")
    begun = begin(kept)
    begun.grade()
    assert graded == [b"one", b"two", b"three"]
    assert state(kept, begun) == (RunState.READY, 4)


def test_what_the_key_said_before_is_not_run_again(kept: Book, graded: list[bytes]) -> None:
    submit(kept, "dev", b"four", by="new")
    begin(kept).grade()
    assert graded == [b"one", b"two", b"three"]


def test_with_again_it_is(kept: Book, graded: list[bytes]) -> None:
    submit(kept, "dev", b"four", by="new")
    begin(kept, again=True).grade()
    assert graded == [b"one", b"two", b"three", b"four"]


def test_where_nothing_is_to_do_nothing_begins(kept: Book, graded: list[bytes]) -> None:
    with kept.writing() as connection:
        person = people.known(connection, "bo", STAFF)
    assert regrading(kept, "old").begin(person, "again") is None
    with kept.reading() as connection:
        assert regrade_runs.listed(connection) == []


def test_the_way_back_to_a_key_runs_nothing(kept: Book, graded: list[bytes]) -> None:
    there = begin(kept)
    there.grade()
    applied(kept, there)
    graded.clear()
    back = begin(kept, "old")
    back.grade()
    applied(kept, back)
    assert graded == []
    assert state(kept, back) == (RunState.APPLIED, 3)


def test_one_that_was_interrupted_keeps_what_it_has_and_goes_on(
    kept: Book, graded: list[bytes]
) -> None:
    begun = begin(kept)
    assert not begun.grade(after(1, interrupted))
    assert state(kept, begun) == (RunState.CUT_SHORT, 1)
    graded.clear()
    assert regrading(kept).resume().grade()
    assert graded == [b"two", b"three"]
    assert state(kept, begun) == (RunState.READY, 3)


def test_one_whose_process_is_gone_goes_on_where_it_was(kept: Book, graded: list[bytes]) -> None:
    begun = begin(kept)
    with pytest.raises(ZeroDivisionError):
        begun.grade(after(1, lambda: 1 // 0))
    with kept.writing() as connection:
        gone = {"process": f"{socket.gethostname()} 999999999/1"}
        connection.execute(update(run).values(gone))
    graded.clear()
    assert regrading(kept).resume().grade()
    assert graded == [b"two", b"three"]


def test_one_that_was_interrupted_can_be_discarded(kept: Book, graded: list[bytes]) -> None:
    begun = begin(kept)
    begun.grade(after(1, interrupted))
    with kept.writing() as connection:
        regrade.discard(connection, begun.run.id, people.known(connection, "bo", STAFF))
    assert begin(kept).due.total == 3


def test_it_does_not_go_on_with_another_key(kept: Book, graded: list[bytes]) -> None:
    begin(kept).grade(after(1, interrupted))
    with pytest.raises(BookError, match="the key or the kit changed since regrade"):
        regrading(kept, "newest").resume()


def test_one_that_somebody_discards_meanwhile_stops(kept: Book, graded: list[bytes]) -> None:
    begun = begin(kept)

    def discarded() -> None:
        with kept.writing() as connection:
            regrade.discard(connection, begun.run.id, people.known(connection, "emmy", STAFF))

    with pytest.raises(BookError, match="was discarded"):
        begun.grade(after(1, discarded))
    assert graded == [b"one", b"two"]


def test_two_at_the_same_time_are_told(kept: Book, graded: list[bytes]) -> None:
    first = begin(kept)
    with pytest.raises(BookError, match=f"regrade {first.run.id} .* by bo, is running: only one"):
        begin(kept)
