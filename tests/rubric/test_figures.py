"""Figures: from what a submission computed to a picture in its report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course import topics as course
from autograder.figures import geometry
from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey, KeyFigure
from autograder.model.observation import Raised, RaisedError, Value
from autograder.model.report import Curve, Figure, Report
from autograder.model.submission import Submission
from autograder.reports import chart, html
from autograder.rubric import figures
from autograder.sandbox import FreshProcesses
from tests.conftest import ROOT

DRAWN = KeyFigure("t", "x", "y", False, ("a", "b"), (), {"reference": np.array([1.0, np.nan, 3.0])})


def observed(value: Any) -> Value:
    return Value(value)


def figure(*curves: Sequence[float | None], logarithmic: bool = False) -> Figure:
    made = tuple(Curve(name=f"c{i}", own=i == 0, values=tuple(c)) for i, c in enumerate(curves))
    return Figure(title="t", x_axis="x", y_axis="y", logarithmic=logarithmic, curves=made)


def test_a_curve_that_came_stands_beside_those_of_reference() -> None:
    made = figures.figure(
        DRAWN, [observed([1, 2.123456789]), Raised(RaisedError("E", (), "", 0, ""))]
    )
    assert made is not None
    assert [(curve.name, curve.own) for curve in made.curves] == [("a", True), ("reference", False)]
    assert made.curves[0].values == (1.0, 2.12346)
    assert made.curves[1].values == (1.0, None, 3.0)


@pytest.mark.parametrize(
    "value", [None, 3.0, "text", [], ["1"], [[1.0]], np.ones((2, 2)), np.ones(501), {"a": 1.0}]
)
def test_what_is_no_row_of_numbers_is_no_curve(value: Any) -> None:
    assert figures.figure(DRAWN, [observed(value), observed(value)]) is None


def test_every_point_lies_inside_the_axes() -> None:
    made = chart.chart(figure([1e-13, 1.0, 120.0], [5.0] * 20, logarithmic=True))
    assert made is not None
    for line in made.lines:
        spots = [tuple(map(float, s.split())) for s in re.split("[ML]", line.path)[1:]]
        assert all(chart.LEFT <= x <= chart.RIGHT for x, _ in spots)
        assert all(chart.TOP <= y <= chart.BOTTOM for _, y in spots)
    assert {"10⁻¹⁵", "1", "10³"} <= {tick.label for tick in made.y_ticks}
    assert len(made.y_ticks) <= geometry.MAX_TICKS + 2


def test_a_logarithmic_axis_leaves_gaps_where_there_is_no_logarithm() -> None:
    made = chart.chart(figure([1.0, 0.0, None, 2.0, 3.0], logarithmic=True))
    assert made is not None
    assert [made.lines[0].path.count(sign) for sign in "ML"] == [2, 1]
    assert chart.chart(figure([0.0, None], logarithmic=True)) is None


@pytest.mark.parametrize("values", [[0.0, 0.0], [3.0], [-1e-9, 1e-9], [1e300, -1e300]])
def test_any_numbers_have_a_chart(values: list[float | None]) -> None:
    made = chart.chart(figure(values))
    assert made is not None and "nan" not in made.lines[0].path


def test_labels_do_not_cover_one_another() -> None:
    made = chart.chart(figure(*[[0.0, 1.0 + i / 1000] for i in range(8)]))
    assert made is not None
    heights = sorted(line.label_y for line in made.lines)
    assert all(b - a >= chart.SPACING - 0.2 for a, b in zip(heights, heights[1:], strict=False))


@pytest.fixture(scope="module")
def key() -> AnswerKey:
    return build(course.choose(ROOT, "gradient_flow"), "a seed")


def graded(key: AnswerKey, source: str) -> Report:
    submission = Submission("s", "gradient_flow", {"gradient_flow.py": source.encode()})
    return grade(submission, key, FreshProcesses())


def test_vanishing_and_its_cures_are_seen(key: AnswerKey, tmp_path: Path) -> None:
    key_files.save(key, tmp_path / "key")
    solution = course.choose(ROOT, "gradient_flow").solution
    report = graded(key_files.read(tmp_path / "key"), solution)
    [drawn] = report.figures
    first_to_last = {
        curve.name: curve.values[0] / curve.values[-1]
        for curve in drawn.curves
        if curve.values[0] is not None and curve.values[-1] is not None
    }
    assert len(first_to_last) == 7
    vanishing = {name for name, ratio in first_to_last.items() if ratio < 1e-6}
    assert vanishing == {"yours: sigmoid, xavier_init", "sigmoid, Xavier"}
    assert first_to_last["tanh, weights three times Xavier"] > 50
    page = html.submission_page(report)
    assert page.count('<path class="own') == 2 and page.count('<path class="reference') == 5
    assert "<script" not in page


def test_what_is_not_written_has_no_figure(key: AnswerKey) -> None:
    assert graded(key, course.choose(ROOT, "gradient_flow").stub).figures == ()


def test_a_student_gets_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    assert runner.invoke(main, ["start", "gradient_flow"]).exit_code == 0
    path = tmp_path / "gradient_flow" / "gradient_flow.py"
    path.write_text(course.choose(ROOT, "gradient_flow").solution)
    done = runner.invoke(main, ["check", str(path), "--page", "report.html"])
    assert done.exit_code == 0, done.output
    assert '<path class="own' in (tmp_path / "report.html").read_text()
