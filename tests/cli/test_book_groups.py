"""`autograder book groups` and `group`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.gradebook import book as books
from tests.gradebook.test_groups import CLASS, grade
from tests.hostile.runner import probe_key


@pytest.fixture
def address(tmp_path: Path) -> str:
    """The gradebook of a class of which three triple instead of doubling, and one forgets to."""
    made = books.make(str(tmp_path / "book.db"))
    grade(made, CLASS, probe_key(), tmp_path)
    made.engine.dispose()
    return str(tmp_path / "book.db")


def book(address: str, *arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["book", *arguments, "--book", address])
    assert done.exit_code == code, done.output
    return done.output


def test_ways_of_being_wrong_are_listed_with_their_sizes(address: str) -> None:
    lines = book(address, "groups", "probe").splitlines()
    assert lines[0] == "double: 4 wrong"
    assert lines[1].split()[:3] == ["3", "group", "1:"]
    assert lines[2].split() == ["1", "alone"]


def test_points_and_a_comment_for_all_of_a_group_are_taken_back_as_one(address: str) -> None:
    acting = ["group", "1", "probe", "--points", "1.5", "--because", "the idea is right"]
    said = book(address, *acting, "--comment", "Two times, not three.")
    assert "Said of 3 students." in said
    assert "double of attempt 1 0 → 1.5" in said
    assert json.loads(book(address, "group", "1", "probe", "--json"))["students"] == {
        name: 0
        for name in ("ada", "ben", "eli")  # the kit's own points
    }
    assert said.splitlines()[-1] == "Take all back: autograder book withdraw b1"
    taken = book(address, "withdraw", "b1")
    assert "3 decisions and 3 comments" in taken


def test_points_need_a_reason_and_a_group_must_be_there(address: str) -> None:
    assert "say why" in book(address, "group", "1", "probe", "--points", "1", code=2)
    assert "has no group 9" in book(address, "group", "9", "probe", code=2)
