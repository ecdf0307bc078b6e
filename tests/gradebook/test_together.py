"""Many who write at once, and some who are killed while they do: what was acknowledged is there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from autograder.gradebook import book as books
from autograder.gradebook.book import Book
from autograder.gradebook.schema import decision, event, text
from tests.conftest import ROOT
from tests.gradebook.classroom import Classroom
from tests.gradebook.material import faults


@pytest.fixture
def address(database_url: str) -> str:
    """A gradebook with 20 marks."""
    made = books.make(database_url)
    classroom = Classroom(made)
    for number in range(20):
        classroom.submit(f"student {number}", {"loss": 1.0})
    made.engine.dispose()
    return database_url


def saving(address: str, seed: object, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.gradebook.saving", address, str(seed), str(times)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=pipe, stderr=pipe, text=True)


def kept(book: Book) -> dict[int, str]:
    """The decisions that there are, and their reasons."""
    with book.reading() as connection:
        query = select(decision.c.id, text.c.body).join(text, text.c.id == decision.c.reason_id)
        found = {number: body for number, body in connection.execute(query)}
        for one in (decision, event.select().where(event.c.kind == "total").subquery()):
            count = connection.execute(select(func.count()).select_from(one)).scalar_one()
            assert count == len(found)  # each has its reason, and its event
    return found


def acknowledged(printed: str) -> dict[int, str]:
    """What was printed in whole lines: a decision is, once it is committed."""
    whole = [line for line in printed.splitlines(keepends=True) if line.endswith("\n")]
    pairs = [line.rstrip("\n").split("\t") for line in whole if line != "conflict\n"]
    return {int(number): because for number, because in pairs}


@pytest.mark.parametrize("many", [2, 8])
def test_each_save_is_accepted_or_a_conflict(address: str, many: int) -> None:
    each = -(-500 // many)
    crew = [saving(address, seed, each) for seed in range(many)]
    printed = [one.communicate() for one in crew]
    assert [error for _, error in printed] == [""] * many
    lines = [line for out, _ in printed for line in out.splitlines()]
    assert len(lines) == each * many
    with books.opened(address) as book:
        found = kept(book)
        assert found == {n: said for out, _ in printed for n, said in acknowledged(out).items()}
        assert len(found) + lines.count("conflict") == each * many
        assert faults(book) == []


@pytest.mark.parametrize(
    "times", [10, pytest.param(200, marks=pytest.mark.proof)], ids=["10", "200"]
)
def test_who_is_killed_has_saved_all_that_was_acknowledged(address: str, times: int) -> None:
    chance = random.Random(17)
    told: dict[int, str] = {}
    for seed in range(times):
        one = saving(address, seed, 10_000)
        assert one.stdout is not None
        # At a moment between two of its acknowledgements, wherever it then is.
        printed = "".join(one.stdout.readline() for _ in range(chance.randrange(1, 6)))
        one.send_signal(signal.SIGKILL)
        rest, error = one.communicate()
        assert (one.returncode, error) == (-signal.SIGKILL, "")
        told |= acknowledged(printed + rest)
        with books.opened(address) as book:
            found = kept(book)
            assert faults(book) == []
        assert told.items() <= found.items()
        # At most the last one of each was saved and not told any more.
        assert len(found) - len(told) <= seed + 1
