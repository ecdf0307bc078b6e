"""The example class: what examples/README.md says of each student is what grading it gives."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.model.report import Report, TaskReport
from autograder.reports import json_form
from tests.conftest import ROOT, TOPICS

EXAMPLES = ROOT / "examples"
ABSENT, UNTOUCHED, UNGRADED = "", "○", "–"
# How far a partial score may move before the table has to: less than the smallest task is worth.
LEEWAY = 0.6


def table() -> dict[str, dict[str, str]]:
    """The rows of README.md by student: cells by the first word of their column's title."""
    lines = (EXAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
    titles, _, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if line.startswith("|")
    ]
    names = [title.split()[0] for title in titles]
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


STUDENTS = table()
TOPICS_SHOWN = [topic for topic in TOPICS if topic in next(iter(STUDENTS.values()))]
CELLS = [(student, topic) for student in STUDENTS for topic in TOPICS_SHOWN]


@dataclass(frozen=True)
class Graded:
    """What one run of `autograder grade` leaves behind."""

    output: Path
    said: str
    reports: dict[tuple[str, str], Report]

    def task(self, student: str, topic: str, name: str) -> TaskReport:
        [task] = [task for task in self.reports[student, topic].tasks if task.name == name]
        return task

    def of(self, student: str) -> list[Report]:
        return [report for (name, _), report in self.reports.items() if name == student]

    def named(self, student: str) -> set[str]:
        """Misconceptions and kinds of problem in all reports of a student."""
        found = {problem.kind for report in self.of(student) for problem in report.problems}
        return found | {finding.id for report in self.of(student) for finding in report.findings}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    output = tmp_path_factory.mktemp("graded")
    arguments = ["grade", str(EXAMPLES / "class"), "--output", str(output), "--seed", "tests"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    paths = output.glob("reports/*/*.json")
    found = [json_form.decode(path.read_text(encoding="utf-8")) for path in paths]
    return Graded(output, result.output, {(one.student, one.topic): one for one in found})


def test_the_table_has_a_row_for_each_folder() -> None:
    assert set(STUDENTS) == {path.name for path in (EXAMPLES / "class").iterdir()}


@pytest.mark.parametrize(("student", "topic"), CELLS)
def test_status_and_score_are_as_the_table_says(student: str, topic: str, graded: Graded) -> None:
    report, cell = graded.reports[student, topic], STUDENTS[student][topic]
    absent = [problem.kind for problem in report.problems] == ["missing_file"]
    if cell in (ABSENT, UNTOUCHED):
        assert (report.status, report.score) == ("not_attempted", 0)
        assert absent is (cell == ABSENT)
    elif cell == UNGRADED:
        assert (report.status, report.score) == ("ungraded", None)
    else:
        assert report.status == "graded" and report.score is not None
        exact = float(cell) in (0, report.max_score)
        assert report.score == pytest.approx(float(cell), abs=0 if exact else LEEWAY)


@pytest.mark.parametrize("student", STUDENTS)
def test_what_the_table_names_is_named(student: str, graded: Graded) -> None:
    assert set(re.findall(r"`(.+?)`", STUDENTS[student]["what"])) <= graded.named(student)


def test_every_outcome_is_in_the_class(graded: Graded) -> None:
    reports = graded.reports.values()
    assert {report.status for report in reports} == {"graded", "ungraded", "not_attempted"}
    outcomes = {task.outcome for report in reports for task in report.tasks}
    # A task is ungraded only where the kit or the machine fails.
    # None is blocked here: what these tasks build on can be provided.
    assert outcomes == {"passed", "failed", "not_attempted"}


@pytest.mark.parametrize("topic", TOPICS_SHOWN)
def test_every_topic_shows_several_misconceptions_by_name(topic: str, graded: Graded) -> None:
    known = {mistake.id for mistake in TOPICS[topic].misconceptions}
    reports = [report for (_, name), report in graded.reports.items() if name == topic]
    shown = {finding.id for report in reports for finding in report.findings}
    assert len(shown & known) >= 8


@pytest.mark.parametrize(
    ("student", "topic", "slip", "on_top"),
    [
        ("dev", "forward_and_losses", "cross_entropy", "cross_entropy_gradient"),
        ("emma", "activations", "softmax", "softmax_backward"),
        ("emma", "backprop", "output_error", "backward"),
        ("rosa", "activations", "tanh", "tanh_derivative"),
        ("rosa", "backprop", "layer_gradients", "backward"),
        ("eli", "gradient_descent", "sgd_step", "momentum_step"),
        ("noa", "backprop", "output_error", "backward"),
    ],
)
def test_a_slip_costs_once_and_the_report_says_so(
    student: str, topic: str, slip: str, on_top: str, graded: Graded
) -> None:
    assert graded.task(student, topic, slip).score == 0
    task = graded.task(student, topic, on_top)
    assert (task.outcome, task.score) == ("passed", task.max_score)
    assert any(check.message for check in task.checks)


@pytest.mark.parametrize(
    ("topic", "slip", "on_top"),
    [
        ("activations", "tanh", "tanh_derivative"),
        ("forward_and_losses", "mse", "mse_gradient"),
        ("backprop", "loss", "backward"),
    ],
)
def test_what_is_right_for_an_own_slip_earns_what_that_has_cost(
    topic: str, slip: str, on_top: str, graded: Graded
) -> None:
    cost = graded.task("dev", topic, slip)
    assert cost.score == 0
    task = graded.task("dev", topic, on_top)
    assert (task.outcome, task.score) == ("passed", min(task.max_score, cost.max_score))
    assert any("correct given your own" in check.message for check in task.checks)


@pytest.mark.parametrize(
    ("student", "topic", "name", "ids"),
    [
        # Two slips in one function.
        ("rosa", "backprop", "layer_gradients", "bias-gradient-mean weight-gradient-transposed"),
        # Not in hidden_error, which is right: its idea, written out elsewhere.
        ("finn", "backprop", "backward", "slope-left-out"),
    ],
)
def test_a_finding_stands_at_the_task_in_which_the_slip_is(
    student: str, topic: str, name: str, ids: str, graded: Graded
) -> None:
    findings = [f for check in graded.task(student, topic, name).checks for f in check.findings]
    assert set(ids.split()) <= {finding.id for finding in findings}


def test_only_one_submission_runs_into_the_time_limits(graded: Graded) -> None:
    late = {
        who
        for who, report in graded.reports.items()
        for task in report.tasks
        for check in task.checks
        if "longer than" in check.message
    }
    assert late == {("fay", "activations")}


def test_every_report_keeps_to_the_published_schema(graded: Graded) -> None:
    schema = json.loads((ROOT / "docs/report.schema.json").read_text())
    for path in graded.output.glob("reports/*/*.json"):
        jsonschema.validate(json.loads(path.read_text()), schema)


def test_the_tables_and_the_page_of_the_class_say_the_same(graded: Graded) -> None:
    rows = list(csv.DictReader((graded.output / "grades.csv").open(encoding="utf-8")))
    assert {(row["student"], row["topic"]) for row in rows} == set(graded.reports)
    for row in rows:
        score = graded.reports[row["student"], row["topic"]].score
        assert row["score"] == ("" if score is None else f"{score:g}")
    page = (graded.output / "index.html").read_text(encoding="utf-8")
    assert "softmax-wrong-axis" in page and "://" not in page
    for (student, topic), report in graded.reports.items():
        if report.status == "ungraded":
            assert re.search(rf"{student} +{topic} +– +ungraded", graded.said)
