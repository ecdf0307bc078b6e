"""Small edits of a text: all else stays as it was written, and no stranger's text is too much."""

from __future__ import annotations

import ast
import time

import pytest

from autograder.reading.edits.small_edits import MAX_DEFINITION, MAX_SOURCE, YIELDS, small_edits
from autograder.reading.process import ReaderProcess
from autograder.reading.reader import Reading
from autograder.reading.requests import MakeEdits, SmallEdit
from tests.conftest import TOPICS

PROGRAM = '''import numpy as np

SLOPES = {"relu": lambda z: slope(z)}


def slope(z):
    return (z > 0) * 1.0


def other(z):
    return z + 7


def task(delta, z):  # ünïcode before a node moves its bytes
    """What it does: 1 + 1."""
    total = delta.sum(axis=1)  # a comment
    if total > 2:
        total -= 1
    return SLOPES["relu"](z) - other(total)
'''


def edits(program: str = PROGRAM, others: tuple[str, ...] = ()) -> tuple[SmallEdit, ...]:
    return small_edits(program, "task", others, 10_000)


def afters(program: str = PROGRAM) -> set[str]:
    return {one.after.strip() for one in edits(program)}


def test_each_edit_is_a_definition_by_itself_that_differs_in_its_line() -> None:
    for one in edits():
        [definition] = ast.parse(one.text).body
        assert isinstance(definition, ast.FunctionDef) and definition.name == one.name
        assert one.before in PROGRAM and one.before != one.after
        assert one.before.splitlines()[0] in PROGRAM.splitlines()[one.line - 3 : one.line]


def test_what_is_not_edited_stays_as_it_was_written() -> None:
    [one] = [one for one in edits() if one.after.strip().startswith("total = delta.sum()")]
    assert one.after.endswith("total = delta.sum()  # a comment") and one.line == 16
    assert one.text.count("# a comment") == 1 and '"""What it does: 1 + 1."""' in one.text


TWO_WAYS = """def task(z):
    if z >= 0:
        return 1 + z
    return 1 - z
"""


@pytest.mark.parametrize(
    ("always", "line"),
    [("if True:", 4), ("if False:", 3), ("if not (z >= 0):", 2)],
)
def test_what_is_right_without_one_of_two_ways_points_at_that_one(always: str, line: int) -> None:
    [one] = [one for one in edits(TWO_WAYS) if one.after.strip() == always]
    assert one.line == line


@pytest.mark.parametrize(
    "after",
    [
        "total = delta.mean(axis=1)  # a comment",
        "total = delta.sum(axis=0)  # a comment",
        "total = delta.sum(axis=1, keepdims=True)  # a comment",
        "total = delta.sum(axis=1) / len(delta)  # a comment",
        "if total >= 2:",
        "if not (total > 2):",
        "pass",
        "total += 1",
        "total = total - (1)",
        'return other(total) - SLOPES["relu"](z)'.replace('"', "'"),
        'return SLOPES["relu"](z) + other(total)'.replace('"', "'"),
        'return SLOPES["relu"](delta) - other(total)',
        'return SLOPES["relu"](z) - other(-total)',
        "return (z > 0) * 0.0",
        "return 1 - (z > 0) * 1.0",
    ],
)
def test_a_usual_mistake_has_its_inverse_among_them(after: str) -> None:
    assert after in afters()


def test_functions_that_a_task_reaches_are_edited_but_not_other_tasks() -> None:
    assert {one.name for one in edits()} == {"task", "slope", "other"}
    assert {one.name for one in edits(others=("other",))} == {"task", "slope"}


def test_the_last_definition_of_a_name_counts() -> None:
    twice = "def task(z):\n    return z + 1\n" + "\n\ndef task(z):\n    return z * 5\n"
    assert {one.line for one in edits(twice)} == {6}


def test_methods_are_edited_with_their_class() -> None:
    program = "class task:\n    def slope(self, z):\n        return self.z * z\n"
    assert "        return self.z + z" in {one.after for one in edits(program)}
    assert all(one.text.startswith("class task:") for one in edits(program))


def test_the_likeliest_come_first_and_no_more_than_were_asked_for() -> None:
    few = small_edits(PROGRAM, "task", (), 5)
    assert few == edits()[:5]
    assert few[0].after == "        total = total - (1)"
    assert list(YIELDS.values()) == sorted(YIELDS.values(), reverse=True)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("name", ["backprop", "activations", "remedies", "lstm", "gradient_flow"])
def test_every_edit_of_a_correct_program_can_be_compiled(name: str) -> None:
    topic = TOPICS[name]
    for source in (topic.solution, *topic.variants.values()):
        for task in topic.rubric.tasks:
            for one in small_edits(source, task.name, (), 300):
                compile(one.text, "", "exec")


@pytest.mark.parametrize(
    "program",
    [
        "def task(:",
        "def task(z): return '\0'",
        "def task(z): return " + "(" * 5000,
        "def task(z): return " + "-" * 5000 + "z",
        "def task(z): return z" + ".T" * 5000,
        "def task(z):\n    return z\n" + "# long\n" * MAX_SOURCE,
        "def task(z):\n    return z" + " + z" * MAX_DEFINITION,
        "task = 3",
        "",
    ],
)
def test_of_a_text_that_cannot_be_edited_there_are_none(program: str) -> None:
    assert edits(program) == ()


def test_a_text_with_very_many_places_takes_no_time() -> None:
    longest = "def task(a, b, c, d, e, f, g):\n" + "    a = a + b * c / d - e @ f\n" * 500
    began = time.process_time()
    assert len(small_edits(longest, "task", (), 300)) == 300
    assert time.process_time() - began < 5


def test_the_reader_makes_them_in_its_own_process() -> None:
    with ReaderProcess() as reader:
        request = MakeEdits("task.py", PROGRAM, "task", ("other",), 40)
        found = Reading(reader).ask(request).edits
        assert found == small_edits(PROGRAM, "task", ("other",), 40)
        deep = MakeEdits("task.py", "def task(z): return " + "-" * 60_000 + "z", "task", (), 40)
        assert Reading(reader).ask(deep).edits == ()
