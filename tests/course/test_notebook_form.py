"""The notebook that students get: generated, valid, with everything in its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course.notebook_form import PLACED, notebook
from autograder.course.topic import Topic
from autograder.figures.picture import Picture
from autograder.grading.grade import grade
from autograder.model.answer_key import AnswerKey
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox

STUB = '''"""Conventions.

More of them."""

import numpy as np

LIMIT = 3


def half(x):
    """Half of x."""
    raise NotImplementedError("half")


# What third needs.
THIRDS = 3


@staticmethod
def third(x):
    raise NotImplementedError("third")


def sixth(x):
    raise NotImplementedError("sixth")
'''
HANDOUT = """# Parts
Opening.

## Two
In two.

<!-- tasks: third, half -->

## What to do
Fill in `parts.py`, then run
`autograder check`.

Think first.
"""


def cells(text: str) -> dict[str, str]:
    found = json.loads(text)["cells"]
    assert len({cell["id"] for cell in found}) == len(found)
    return {cell["id"]: "".join(cell["source"]) for cell in found}


def of_topic(topic: Topic) -> Any:
    return nbformat.reads(topic.notebook, as_version=4)


def test_functions_follow_the_section_that_names_them_and_the_rest_comes_after() -> None:
    made = cells(notebook("parts", ["half", "third", "sixth"], STUB, HANDOUT))
    assert list(made) == [
        *("idea", "conventions", "how-to-work", "setup", "idea-1"),
        *("third", "check-third", "half", "check-half", "sixth", "check-sixth"),
        *("idea-2", "check-all"),
    ]
    assert made["idea"] == "# Parts\nOpening."
    assert made["conventions"] == "Conventions.\n\nMore of them."
    assert made["setup"] == (
        "import numpy as np\n\nLIMIT = 3\n\nfrom autograder.notebook import check"
    )
    assert made["idea-1"] == "## Two\nIn two."
    assert made["third"].startswith("# What third needs.\nTHIRDS = 3\n\n\n@staticmethod\ndef third")
    assert made["check-third"] == 'check("third")'
    assert made["idea-2"] == "## Before you ask for a check\nThink first."
    assert made["check-all"] == 'check(topic="parts")'


def test_a_topic_without_a_handout_has_a_notebook_too() -> None:
    made = cells(notebook("parts", ["half", "third"], STUB, ""))
    assert [name for name in made if name.startswith("idea")] == []
    assert {"half", "third"} <= set(made)


def test_it_is_a_valid_notebook_without_outputs_but_its_figure(topic: Topic) -> None:
    found = of_topic(topic)
    nbformat.validate(found)
    assert (found.nbformat, found.nbformat_minor) == (4, 5)
    assert not any(cell.get("execution_count") for cell in found.cells)
    assert {cell.id for cell in found.cells if cell.get("outputs")} <= {"figure"}


def test_every_function_has_its_place_and_the_handout_names_no_other(topic: Topic) -> None:
    tasks = [task.name for task in topic.rubric.tasks]
    names = [cell.id for cell in of_topic(topic).cells]
    for task in tasks:
        cell = task.replace("_", "-")
        assert names.index(f"check-{cell}") == names.index(cell) + 1
    placed = [name for names in PLACED.findall(topic.handout) for name in names.split(", ")]
    assert set(placed) <= set(tasks) and len(set(placed)) == len(placed)


def test_its_functions_are_those_of_the_stub(
    topic: Topic, key: AnswerKey, sandbox_of_topic: Sandbox
) -> None:
    files = {f"{topic.name}.ipynb": topic.notebook.encode()}
    report = grade(Submission("ada", topic.name, files), key, sandbox_of_topic)
    assert report.status == "not_attempted" and not report.problems


def test_a_student_starts_with_a_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for exit_code in (0, 2):
        result = CliRunner().invoke(main, ["start", "backprop", "--notebook"])
        assert result.exit_code == exit_code
    given = sorted(path.name for path in (tmp_path / "backprop").iterdir())
    assert given == ["README.md", "backprop.ipynb", "backprop.key", "figure.svg"]
    monkeypatch.chdir(tmp_path / "backprop")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1 and "0 of 6 tasks done" in result.output


def test_the_picture_is_a_cell_where_the_handout_shows_it() -> None:
    picture = Picture(
        '<svg>\n<g class="frame" data-value="0">\n<desc>One is 1.</desc>\n</g>\n</svg>\n'
    )
    handout = HANDOUT.replace("In two.", f"In two.\n\n{picture.markdown}\n\nAnd after it.")
    text = notebook("parts", ["half", "third", "sixth"], STUB, handout, picture)
    made = cells(text)
    around = list(made)[list(made).index("idea-1") :][:4]
    assert around == ["idea-1", "figure", "idea-1-on", "third"]
    assert made["idea-1"] == "## Two\nIn two." and made["idea-1-on"] == "And after it."
    assert made["figure"] == 'from autograder.notebook import figure\n\nfigure("parts")'
    # A handout that names a figure which the topic does not have keeps its line.
    without = cells(notebook("parts", ["half", "third", "sixth"], STUB, handout))
    assert picture.markdown in without["idea-1"] and "figure" not in without
