"""Erasing shows what it takes before it does, and what is beyond its reach."""

from __future__ import annotations

import pytest

from tests.cli.book.conftest import Course


def test_nothing_is_erased_without_being_told_to(ada: Course) -> None:
    lines = ada.book("erase", "ada")
    assert lines[0].startswith("ada would be ")
    assert lines[-1] == "Erase: autograder book erase ada --apply"
    assert ada.book("show", "ada", "backprop")


def test_erasing_says_what_is_beyond_reach(ada: Course) -> None:
    lines = ada.book("erase", "ada", "--apply")
    assert lines[0].startswith("ada is ")
    assert lines[-1].startswith("Beyond reach, so look there yourself: backups")
    assert "no student" in ada.book("show", "ada", "backprop", code=2)[0]


def test_the_mark_is_found_under_the_pseudonym(ada: Course) -> None:
    pseudonym = ada.json("erase", "ada", "--apply")["pseudonym"]
    assert ada.json("show", pseudonym, "backprop")["points"] == 8.5
    ada.book("check")


def test_while_others_read_it_is_told_that_the_file_is_not_clean(
    ada: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.gradebook.database.BUSY_MS", 50)
    with ada.classroom.book.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM person").all()
        [first, *_, said] = ada.book("erase", "ada", "--apply", code=2)
    assert first.startswith("ada is ")
    assert "still holds what was erased" in said
