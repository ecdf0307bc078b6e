"""What a handout says about its topic is so: its worked numbers, points, formulas and sections."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from autograder.course.topic import Topic
from autograder.keys.worked_numbers import wrong_numbers
from autograder.sandbox import Sandbox
from tests.conftest import TOPICS

POINTS = re.compile(r"^Points: (.+?)\.?$(?=\n\n)", re.MULTILINE | re.DOTALL)
OF_TASK = re.compile(r"`(\w+)`\s+([\d.]*\d)")
TOGETHER = re.compile(r"\((\d+)\s+together\)")

CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
# Each $$ on a line of its own, an empty line before and behind, and none between.
FORMULA = re.compile(r"(?<=\n\n)\$\$\n((?:.+\n)+?)\$\$(?=\n\n)")
INDENTED = re.compile(r"^ {4}.+", re.MULTILINE)
ENDS = re.compile(r"\\(begin|end|left|right)\b(?:\{(\w+)\})?|(?<!\\)([{}])")
CLOSED_BY = {"end": "begin", "right": "left", "}": "{"}
# GitHub's MathJax says of these that they are not allowed.
REFUSED = re.compile(r"\\(?:operatorname|mbox|phantom)\b")
# GitHub looks for lists, quotes, headings and rules before it looks for formulas.
MARKDOWN = re.compile(r"^\s*(?:[-+*>#]|=+$|\d+[.)])(?:\s|$)", re.MULTILINE)


def test_the_reference_gives_every_worked_number(topic: Topic, sandbox_of_topic: Sandbox) -> None:
    assert wrong_numbers(topic, sandbox_of_topic) == []


def test_its_points_are_those_of_the_rubric(topic: Topic) -> None:
    lines = re.findall(r"^\W*points\b", topic.handout, re.MULTILINE | re.IGNORECASE)
    found = POINTS.findall(topic.handout)
    assert len(found) == len(lines) <= 1, "write “Points: `task` 2, `other` 3 (5 together)”"
    for text in found:
        wanted = [(task.name, task.points) for task in topic.rubric.tasks]
        assert [(name, float(points)) for name, points in OF_TASK.findall(text)] == wanted
        assert [float(one) for one in TOGETHER.findall(text)] == [sum(p for _, p in wanted)]


@pytest.mark.parametrize("name", sorted(TOPICS))
def test_its_sections_are_those_that_second_hints_point_to(name: str) -> None:
    topic = TOPICS[name]
    headings = set(re.findall(r"^## (.+)", topic.handout, re.MULTILINE))
    lost = []
    for task in topic.rubric.tasks:
        _, pointer, _ = task.hints
        sections = headings.intersection(re.findall(r"“(.+?)”", pointer))
        if not sections and f"docstring of `{task.name}`" not in pointer:
            lost.append((task.name, pointer))
    assert lost == []


@pytest.mark.parametrize("name", sorted(TOPICS))
def test_its_display_formulas_are_well_formed(name: str) -> None:
    text = CODE.sub("", TOPICS[name].handout)
    formulas = FORMULA.findall(text)
    assert text.count("$") == 4 * len(formulas), "write a formula between lines $$, set apart"
    assert [(fault, formula) for formula in formulas for fault in faults(formula)] == []


@pytest.mark.parametrize("name", sorted(TOPICS))
def test_what_it_indents_is_code(name: str) -> None:
    indented = INDENTED.findall(CODE.sub("", TOPICS[name].handout))
    assert [line for line in indented if not line.isascii()] == [], "write it between lines $$"


@pytest.mark.parametrize("name", sorted(TOPICS))
def test_its_notebook_shows_every_formula(name: str) -> None:
    cells = json.loads(TOPICS[name].notebook)["cells"]
    shown = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    for formula in FORMULA.findall(TOPICS[name].handout):
        assert any(f"$$\n{formula}$$" in text for text in shown), formula


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{1}{2",
        r"\frac{1}}{2",
        r"\begin{aligned} a &= b",
        r"\begin{aligned} a &= b \end{cases}",
        r"\left( a \end{aligned}",
        r"\left( a + b )",
        r"\operatorname{relu}(x)",
        r"a ⊙ b",
        r"\sqrt{v̂}",
        "a\n+ b",
        "a\n= b\n- c",
    ],
)
def test_a_formula_that_would_not_be_shown_is_found(formula: str) -> None:
    assert list(faults(formula))


def faults(formula: str) -> Iterator[str]:
    """Why a formula would not be shown, by MathJax, KaTeX or the Markdown around it."""
    if not formula.isascii():
        yield "a sign for which TeX has a command"
    if REFUSED.search(formula):
        yield "a command that GitHub refuses"
    if MARKDOWN.search(formula):
        yield "a line that Markdown takes for a list, a quote, a heading or a rule"
    still_open: list[tuple[str, str]] = []
    for word, environment, brace in ENDS.findall(formula):
        end = word or brace
        if end not in CLOSED_BY:
            still_open.append((end, environment))
        elif not still_open or still_open.pop() != (CLOSED_BY[end], environment):
            yield f"nothing that {end} could close"
    if still_open:
        yield f"not closed: {still_open}"
