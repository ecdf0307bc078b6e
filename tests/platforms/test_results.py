"""Reports in the forms of JUnit, Gradescope, PrairieLearn and Coursera, by their readers' rules."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema
from click.testing import CliRunner

from autograder.cli import main
from autograder.model.outcomes import ProblemKind, Status
from autograder.model.report import (
    CheckReport,
    Finding,
    Lateness,
    Outcome,
    Problem,
    Report,
    TaskReport,
)
from autograder.platforms.coursera import results as coursera
from autograder.platforms.errors import ExportError
from autograder.platforms.gradescope import results as gradescope
from autograder.platforms.junit import document as junit
from autograder.platforms.prairielearn import results as prairielearn
from autograder.reports import files

FINDING = Finding(
    id="f", task="loss", says="The mean is missing.", hint="Over what is it?", evidence=""
)


def check(outcome: Outcome, points: float = 0.0, message: str = "", name: str = "right values"):
    findings = (FINDING,) if outcome == "failed" else ()
    return CheckReport(
        name=name,
        outcome=Outcome(outcome),
        points=points,
        max_points=2.0,
        message=message,
        findings=findings,
    )


def task(name: str, outcome: Outcome, *checks: CheckReport) -> TaskReport:
    score = sum(one.points for one in checks)
    most = sum(one.max_points for one in checks)
    came = Outcome(outcome)
    return TaskReport(name=name, score=score, max_score=most, outcome=came, checks=checks)


GRADED = Report(
    student='José "Pepe" <O\'Hara>\x00\ufffe',
    topic="backprop",
    score=2.7,
    max_score=10.0,
    status=Status.GRADED,
    sandbox_tier="A",
    key="k",
    submission="s",
    duration_s=0.25,
    tasks=(
        task("forward", "passed", check("passed", 2.0)),
        task(
            "loss",
            "failed",
            check("failed", 1.0, "wrong\x1b[31m at [0]: ]]> & <b>\x0b"),
            check("passed", 2.0),
            check("passed", 2.0),
        ),
        task("backward", "blocked", check("blocked", message="needs `loss`")),
        task("update", "not_attempted", check("not_attempted")),
        task("figure", "ungraded", check("ungraded", message="the machine was too slow")),
    ),
    lateness=Lateness(
        submitted="2026-10-03T10:00:00+00:00",
        source="timestamp.txt",
        due="2026-10-02T10:00:00+00:00",
        days=1,
        percent=10.0,
        raw_score=3.0,
    ),
)
UNGRADED = replace(
    GRADED,
    score=None,
    status=Status.UNGRADED,
    tasks=(),
    lateness=None,
    problems=(Problem(kind=ProblemKind.BAD_NOTEBOOK, message="the file is damaged"),),
)
MISSING = replace(UNGRADED, score=0.0, status=Status.NOT_ATTEMPTED, problems=())


def suites(*reports: Report) -> ElementTree.Element:
    return ElementTree.fromstring(junit.document(reports).encode())


def test_junit_counts_what_it_holds() -> None:
    root = suites(GRADED, UNGRADED, MISSING)
    assert root.tag == "testsuites"
    assert [root.get(name) for name in ("tests", "failures", "errors")] == ["9", "2", "2"]
    first = root[0]
    assert {name: first.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "7",
        "failures": "1",
        "errors": "1",
        "skipped": "2",
    }
    names = [(case.get("classname"), case.get("name")) for case in first.iter("testcase")]
    assert len(set(names)) == len(names) == 7
    assert "time" in first.attrib and "2.7" in {one.get("value") for one in first.iter("property")}


SCHEMA = xmlschema.XMLSchema11(Path(__file__).with_name("junit.xsd"))


def test_junit_keeps_to_the_schema() -> None:
    twins = replace(GRADED, student="José"), GRADED
    for reports in ([GRADED, UNGRADED, MISSING], twins, []):
        SCHEMA.validate(junit.document(reports))


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ('failures="1"', 'failures="2"'),
        ('name="loss: right values (2)"', 'name="loss: right values"'),
        ("<properties>", "<property/><properties>"),
        ('time="0.250"', 'time="0,250"'),
        ("<skipped", "<error/><skipped"),
    ],
)
def test_the_schema_catches_what_readers_trip_over(now: str, then: str) -> None:
    text = junit.document([GRADED])
    assert now in text
    assert not SCHEMA.is_valid(text.replace(now, then, 1))


def test_junit_stays_small_enough_for_gitlab() -> None:
    long = tuple(
        task(f"t{n}", "failed", *(check("failed", 0.0, f"{n}{k}" + "Ω" * 5000) for k in range(3)))
        for n in range(400)
    )
    report = replace(GRADED, tasks=long)
    text = junit.document([report, replace(report, topic="other")] * 2)
    assert len(text.encode()) <= junit.MAX_BYTES


def test_junit_says_what_is_wrong_and_survives_any_text() -> None:
    [failure] = suites(GRADED).iter("failure")
    assert failure.get("message") == "wrong at [0]: ]]> & <b> "
    assert failure.text == "The mean is missing. Over what is it?"
    assert 'José "Pepe" <O\'Hara>' in str(suites(GRADED)[0].get("name"))


def test_gradescope_results() -> None:
    tree = json.loads(gradescope.document(GRADED, "after_published"))
    assert tree["score"] == 2.7  # with lateness: it overrides the sum of the tests
    assert "less 10 % for lateness" in tree["output"]
    assert [one["number"] for one in tree["tests"]] == ["1", "2", "3", "4", "5"]
    assert {one["visibility"] for one in (tree, *tree["tests"])} == {"after_published"}
    assert tree["stdout_visibility"] == "hidden"
    first, second = tree["tests"][:2]
    assert (first["status"], first["score"], first["max_score"]) == ("passed", 2.0, 2.0)
    assert second["status"] == "failed" and "→ Over what is it?" in second["output"]


def numbers_called_score(tree: Any) -> list[Any]:
    if isinstance(tree, list):
        return [found for one in tree for found in numbers_called_score(one)]
    if not isinstance(tree, dict):
        return []
    own = [tree["score"]] if "score" in tree else []
    return own + [found for one in tree.values() for found in numbers_called_score(one)]


def test_gradescope_ungraded_is_no_zero() -> None:
    tree = json.loads(gradescope.document(UNGRADED))
    assert numbers_called_score(tree) == [] and "tests" not in tree
    assert "not a zero" in tree["output"] and "the file is damaged" in tree["output"]
    assert json.loads(gradescope.document(MISSING))["score"] == 0.0


TEXT, SHARE = {"type": "string"}, {"type": "number", "minimum": 0, "maximum": 1}
# What PrairieLearn reads of results.json: anything else in it would be shown to nobody.
RESULTS = {
    "type": "object",
    "required": ["gradable", "score"],
    "additionalProperties": False,
    "properties": {
        "gradable": {"type": "boolean"},
        "score": SHARE,
        "message": TEXT,
        "output": TEXT,
        "format_errors": {"type": "array", "items": TEXT, "minItems": 1},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                # One test without points would hide the points of all.
                "required": ["name", "points", "max_points"],
                "properties": {
                    "name": TEXT,
                    "points": {"type": "number"},
                    "max_points": {"type": "number"},
                    "message": TEXT,
                    "output": TEXT,
                    "description": TEXT,
                },
            },
        },
    },
}


@pytest.mark.parametrize("report", [GRADED, UNGRADED, MISSING])
def test_prairielearn_results_keep_to_its_rules(report: Report) -> None:
    text = prairielearn.document(report)
    jsonschema.validate(json.loads(text), RESULTS)
    assert "\\u0000" not in text and "NaN" not in text


def test_prairielearn_results() -> None:
    tree = json.loads(prairielearn.document(GRADED))
    assert (tree["gradable"], tree["score"]) == (True, 0.27)
    assert {"name", "points", "max_points", "message"} == set(tree["tests"][0])
    tree = json.loads(prairielearn.document(UNGRADED))
    assert tree["gradable"] is False and tree["format_errors"] == ["the file is damaged"]


def test_prairielearn_results_stay_below_a_megabyte() -> None:
    long = tuple(
        task(f"t{n}", "failed", *(check("failed", 0.0, f"{n}{k}" + "Ω" * 5000) for k in range(3)))
        for n in range(200)
    )
    text = prairielearn.document(replace(GRADED, tasks=long))
    assert len(text.encode()) <= 1_000_000 and len(json.loads(text)["tests"]) == 200


def test_coursera_results() -> None:
    tree = json.loads(coursera.document(GRADED))
    assert set(tree) == {"fractionalScore", "feedback"} and tree["fractionalScore"] == 0.27
    assert "loss: 5 of 6" in tree["feedback"]
    with pytest.raises(ExportError, match="ungraded"):
        coursera.document(UNGRADED)


@pytest.mark.parametrize("form", ["gradescope", "prairielearn", "coursera", "junit"])
def test_a_single_report_is_exported(tmp_path: Path, form: str) -> None:
    report = replace(GRADED, student="ada")
    files.write_report(report, tmp_path)
    target = tmp_path / "out" / "file"
    path = tmp_path / "reports/ada/backprop.json"
    done = CliRunner().invoke(main, ["export", form, str(path), "--output", str(target)])
    assert done.exit_code == 0, done.output
    module = {"gradescope": gradescope, "prairielearn": prairielearn, "coursera": coursera}
    wanted = module[form].document(report) if form in module else junit.document([report])
    assert target.read_text() == wanted
