"""Who learns of the nearest repair, by the course's settings; the key carries it to every check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course.new import new_course
from autograder.course.settings import SettingsError
from autograder.course.topic import Topic
from autograder.course.topics import choose
from autograder.keys import files as key_files
from autograder.keys.fingerprint import fingerprint
from autograder.model.report import RepairUse
from tests.conftest import TOPICS


def topic(folder: Path, settings: str) -> Topic:
    new_course(folder)
    (folder / "course.toml").write_text(settings)
    return choose(folder, "example")


@pytest.mark.parametrize("use", RepairUse)
def test_the_course_says_who_learns_of_repairs(tmp_path: Path, use: RepairUse) -> None:
    assert topic(tmp_path / "course", f'repair = "{use}"\n').repair == use


def test_by_default_students_learn_the_line_and_keys_are_as_before(tmp_path: Path) -> None:
    by_default = topic(tmp_path / "one", "")
    by_name = topic(tmp_path / "two", 'repair = "line"\n')
    without = topic(tmp_path / "three", 'repair = "off"\n')
    assert by_default.repair == RepairUse.LINE
    assert fingerprint(by_default, "s") == fingerprint(by_name, "s") != fingerprint(without, "s")


def test_another_word_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"course.toml: repair: .*'off', 'instructor' or 'line'"
    ):
        assert topic(tmp_path / "course", 'repair = "lines"\n').repair


@pytest.mark.parametrize("use", RepairUse)
def test_a_key_file_keeps_it(use: RepairUse) -> None:
    key = key_files.read(TOPICS["activations"].assignment / "activations.key")
    encoded = key_files.encode(replace(key, repair=use))
    assert key_files.decode(encoded).repair == use
    assert (encoded == key_files.encode(key)) == (use == RepairUse.LINE)
