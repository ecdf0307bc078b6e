"""Misconceptions are read from a text, and put into the solution so that lines keep their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.errors import BrokenCourse
from autograder.course.topic import Topic
from tests.conftest import TOPICS

SOLUTION = "def f(x):\n    return x\n"
MARKED = """\
import no_such_framework
from autograder.rubric import misconception
from .solution import f

FACTOR = 3


@no_such_framework.fast
def helper(x):
    # why
    return FACTOR * x


def unused(x):
    return x


@misconception('f', 'tripled', says='S.', hint='H?', raises='R')
def tripled(x):
    return helper(x)


@misconception('f', 'none', says='S.', hint='H?')
def nothing(x): pass
"""


def topic(place: Path, misconceptions: str) -> Topic:
    (place / "solution.py").write_text(SOLUTION)
    (place / "misconceptions.py").write_text(misconceptions)
    return Topic("some", place, place)


def test_marks_are_read_without_running_the_file(tmp_path: Path) -> None:
    first, second = topic(tmp_path, MARKED).misconceptions
    assert (first.task, first.id, first.attribute) == ("f", "tripled", "tripled")
    assert (first.says, first.hint, first.raises) == ("S.", "H?", "R")
    assert (second.id, second.raises) == ("none", "")


def test_a_topic_without_the_file_has_none(tmp_path: Path) -> None:
    assert Topic("some", tmp_path, tmp_path).misconceptions == []


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("\n@misconception('f'", 2, "not valid Python: '\\(' was never closed"),
        ("\n@misconception('f', says='', hint='')\ndef wrong(): pass", 2, "cannot be read"),
        ("@misconception('f', NAME, says='', hint='')\ndef wrong(): pass", 1, "cannot be read"),
        ("@misconception('f', 'id', 3, says='', hint='')\ndef wrong(): pass", 1, "cannot be read"),
        ("@misconception('f', 'id', because='x')\ndef wrong(): pass", 1, "cannot be read"),
        ("@misconception('f', 3, says='', hint='')\ndef wrong(): pass", 1, "cannot be read"),
        ("@misconception\ndef wrong(): pass", 1, "cannot be read"),
        ("\n@misconceptions('f', 'i', says='', hint='')\ndef wrong(): pass", 2, "not spelt like"),
        ("@mis_conception('f', 'i', says='', hint='')\ndef wrong(): pass", 1, "not spelt like"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    with pytest.raises(BrokenCourse, match=f"misconceptions.py:{line}: .*{says}"):
        topic(tmp_path, text + "\n").misconceptions  # noqa: B018


def test_everything_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    text = "@misconception('f')\ndef a(): pass\n@misconception\ndef b(): pass\n"
    with pytest.raises(BrokenCourse) as raised:
        topic(tmp_path, text).misconceptions  # noqa: B018
    assert [error.line for error in raised.value.errors] == [1, 3]


def test_a_wrong_program_is_the_solution_with_what_the_misconception_uses(tmp_path: Path) -> None:
    made = topic(tmp_path, MARKED)
    tripled, nothing = made.misconceptions
    assert made.wrong(tripled) == (
        f"{SOLUTION}\n\nimport no_such_framework\n\nFACTOR = 3\n\n@no_such_framework.fast\n\n"
        "def helper(x):\n    # why\n    return FACTOR * x\n\n"
        "def tripled(x):\n    return helper(x)\n\nf = tripled\n"
    )
    assert "helper" not in made.wrong(nothing)
    assert made.wrong(tripled, nothing).endswith("\n\nf = tripled\n\n\nf = nothing\n")
    assert made.wrong() == made.solution


def test_every_line_of_every_wrong_program_is_told_by_its_file_and_line() -> None:
    compared = 0
    for found in TOPICS.values():
        for wrong in found.misconceptions[::7]:
            program = found.program(wrong)
            for number, line in enumerate(program.text.split("\n"), 1):
                file, there = program.place(number)
                original = file.read_text(encoding="utf-8").split("\n")[there - 1]
                if line == f"{wrong.task} = {wrong.attribute}":
                    assert "@misconception(" in original
                elif line.strip():
                    assert line == original
                    compared += 1
    assert compared > 10_000


def test_a_failure_is_told_by_the_file_it_comes_from(tmp_path: Path) -> None:
    made = topic(tmp_path, MARKED)
    program = made.program(made.misconceptions[0])
    line = program.text.split("\n").index("    return FACTOR * x") + 1
    error = program.failure(line, "NameError: name 'FACTOR' is not defined")
    assert str(error) == (
        f"{tmp_path / 'misconceptions.py'}:11: loading this file fails: "
        "NameError: name 'FACTOR' is not defined. Correct it."
    )
    assert program.failure(2, "ValueError").file == tmp_path / "solution.py"
