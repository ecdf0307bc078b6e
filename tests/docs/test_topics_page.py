"""The page of topics says what stubs and rubrics say."""

from __future__ import annotations

import ast
import re

import pytest

from autograder.course.topic import Topic
from tests.conftest import TOPICS
from tests.docs.pages import DOCS

NEEDS = {(): "numpy", ("torch",): "PyTorch", ("tensorflow",): "TensorFlow"}
PAGE = (DOCS / "reference/topics.md").read_text(encoding="utf-8")
ROWS = {
    cells[0].strip("` "): cells
    for line in PAGE.splitlines()
    if line.startswith("| `")
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}


def signatures(topic: Topic) -> list[str]:
    """What students call, as the stub has it: `name(arguments)`."""
    found = {}
    for node in ast.parse(topic.stub).body:
        if isinstance(node, ast.ClassDef):
            [made] = [one for one in node.body if getattr(one, "name", "") == "__init__"]
            assert isinstance(made, ast.FunctionDef)
            found[node.name] = arguments(made).removeprefix("self, ")
        elif isinstance(node, ast.FunctionDef):
            found[node.name] = arguments(node)
    return [f"{task.name}({found[task.name]})" for task in topic.rubric.tasks]


def arguments(function: ast.FunctionDef) -> str:
    return re.sub(r"\b1e-0(\d)\b", r"1e-\1", ast.unparse(function.args))


def total(topic: Topic) -> float:
    return sum(task.points for task in topic.rubric.tasks)


def test_each_topic_has_its_row_in_the_order_of_the_course() -> None:
    assert list(ROWS) == list(TOPICS)


@pytest.mark.parametrize("name", TOPICS)
def test_a_row_has_the_names_the_framework_and_the_total_of_its_topic(name: str) -> None:
    _, _, functions, needs, points = ROWS[name]
    assert re.findall(r"`(\w+\(.*?\))`", functions) == signatures(TOPICS[name])
    assert needs == NEEDS[TOPICS[name].rubric.frameworks]
    assert points == f"{total(TOPICS[name]):g}"
