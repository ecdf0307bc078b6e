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


@misconception('f/tripled', says='S.', hint='H?', raises='R')
def tripled(x):
    return helper(x)


@misconception('f/none', says='S.', hint='H?')
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
        ("@misconception(NAME, says='', hint='')\ndef wrong(): pass", 1, "cannot be read"),
        ("@misconception('id', says='', hint='')\ndef wrong(): pass", 1, "cannot be read"),
        ("\nmisconception('f/id', says='', hint='')", 2, "cannot be read"),
        ("misconception('f/id', edit('a'), says='', hint='')", 1, "cannot be read"),
        ("misconception('f/id', edit('a', 3), says='', hint='')", 1, "cannot be read"),
        ("misconception('f/id', swap('a', 'b'), says='', hint='')", 1, "cannot be read"),
        ("misconceptoin('f/id', edit('a', 'b'), says='', hint='')", 1, "not spelt like"),
        (
            "@misconception('f/id', edit('a', 'b'), says='', hint='')\ndef wrong(): pass",
            1,
            "cannot be read",
        ),
        ("@misconception('f/id', 3, says='', hint='')\ndef wrong(): pass", 1, "cannot be read"),
        ("@misconception('f/id', because='x')\ndef wrong(): pass", 1, "cannot be read"),
        ("@misconception(3, says='', hint='')\ndef wrong(): pass", 1, "cannot be read"),
        ("@misconception\ndef wrong(): pass", 1, "cannot be read"),
        ("\n@misconceptions('f/i', says='', hint='')\ndef wrong(): pass", 2, "not spelt like"),
        ("@mis_conception('f/i', says='', hint='')\ndef wrong(): pass", 1, "not spelt like"),
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
            left = sum(max(one.old.count("\n"), one.new.count("\n")) + 1 for one in wrong.edits)
            for number, line in enumerate(program.text.split("\n"), 1):
                file, there = program.place(number)
                original = file.read_text(encoding="utf-8").split("\n")[there - 1]
                if line == f"{wrong.task} = {wrong.attribute}":
                    assert "@misconception(" in original
                elif left and line != original:
                    left -= 1  # a line that was edited
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


SOLUTION_OF_TWO = '''\
def helper(x):
    return x + 1


class Box:
    def put(self, x):
        return x + 1


def f(x):
    """x + 1 is not meant here."""
    y = x + 1
    return helper(
        y
    )


def g(x):
    return x + 1
'''


def edits(place: Path, *written: str) -> Topic:
    marks = [
        f"misconception('f/id{i}', {one}, says='S.', hint='H?')\n" for i, one in enumerate(written)
    ]
    made = topic(place, "from autograder.rubric import edit, misconception\n" + "".join(marks))
    (place / "solution.py").write_text(SOLUTION_OF_TWO)
    return made


def test_an_edit_is_of_the_task_alone_and_not_of_its_docstring(tmp_path: Path) -> None:
    made = edits(tmp_path, "edit('x + 1', 'x - 1')")
    [one] = made.misconceptions
    assert made.wrong(one) == SOLUTION_OF_TWO.replace("y = x + 1", "y = x - 1")
    assert one.changes == {"f"}


def test_an_edit_may_name_another_definition_or_a_method(tmp_path: Path) -> None:
    made = edits(
        tmp_path, "edit('x + 1', 'x', of='helper')", "edit('x + 1', '2 * x', of='Box.put')"
    )
    helper, method = made.misconceptions
    assert "def helper(x):\n    return x\n" in made.wrong(helper)
    assert "def put(self, x):\n        return 2 * x\n" in made.wrong(method)
    assert helper.changes | method.changes == {"helper", "Box"}


def test_edits_of_one_and_of_several_misconceptions_are_composed(tmp_path: Path) -> None:
    made = edits(
        tmp_path,
        "edit('x + 1', 'x'), edit('y = x', 'y = -x')",
        "edit('helper(\\n        y\\n    )', 'helper(2 * y)')",
    )
    first, second = made.misconceptions
    assert "    y = -x\n" in made.wrong(first)
    assert "    y = -x\n    return helper(2 * y)\n" in made.wrong(first, second)


def test_an_idea_may_have_several_forms(tmp_path: Path) -> None:
    made = edits(tmp_path, "edit('x + 1', 'x + VALUE'), values=('2', '3')")
    two, three = made.misconceptions
    assert (two.id, three.id, three.label) == ("id0", "id0", "id0 with 3")
    assert "y = x + 2" in made.wrong(two) and "y = x + 3" in made.wrong(three)


def test_two_misconceptions_of_one_task_may_be_put_together(tmp_path: Path) -> None:
    made = edits(tmp_path, "edit('y = x', 'y = -x')", "edit('x + 1', 'x + 2')")
    with (tmp_path / "misconceptions.py").open("a") as file:
        file.write("together('id0', 'id1')\n")
    both = Topic("some", tmp_path, tmp_path).misconceptions[-1]
    assert (both.id, both.parts) == ("id0 + id1", ("id0", "id1"))
    assert "    y = -x + 2\n" in made.wrong(both)


def test_lines_behind_an_edit_keep_their_numbers(tmp_path: Path) -> None:
    made = edits(
        tmp_path,
        "edit('y = x + 1', 'y = x\\n    y = y + 2')",
        "edit('helper(\\n        y\\n    )', 'helper(2 * y)')",
    )
    original = SOLUTION_OF_TWO.split("\n")
    for wrong in made.misconceptions:
        program = made.program(wrong)
        lines = program.text.split("\n")
        at = {line: program.place(number)[1] for number, line in enumerate(lines, 1)}
        assert at["def g(x):"] == original.index("def g(x):") + 1
        assert at["def f(x):"] == original.index("def f(x):") + 1
    more, fewer = (made.program(one) for one in made.misconceptions)
    added = more.text.split("\n").index("    y = y + 2") + 1
    assert more.place(added)[1] == original.index("    y = x + 1") + 1
    joined = fewer.text.split("\n").index("    return helper(2 * y)") + 1
    assert fewer.place(joined)[1] == original.index("    return helper(") + 1


def test_a_transplant_is_an_edit_of_a_variant(tmp_path: Path) -> None:
    made = topic(tmp_path, MARKED)
    (tmp_path / "variants").mkdir()
    (tmp_path / "variants" / "other.py").write_text("def f(x):\n    y = x\n    return y\n")
    (tmp_path / "transplants.py").write_text(
        "from autograder.rubric import edit, transplant\n\n"
        "transplant('tripled', 'other', edit('y = x', 'y = 3 * x'))\n"
    )
    [one] = made.transplants.transplants
    assert made.transplanted(one).text == "def f(x):\n    y = 3 * x\n    return y\n"
