"""results.json as PrairieLearn reads it, below its limit."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from autograder.model.outcomes import Outcome
from autograder.model.report import Report
from autograder.platforms.prairielearn import results as prairielearn
from tests.platforms.builders import GRADED, MISSING, UNGRADED, check, task

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
def test_results_keep_to_its_rules(report: Report) -> None:
    text = prairielearn.document(report)
    jsonschema.validate(json.loads(text), RESULTS)
    assert "\\u0000" not in text and "NaN" not in text


def test_results() -> None:
    tree = json.loads(prairielearn.document(GRADED))
    assert (tree["gradable"], tree["score"]) == (True, 0.27)
    assert {"name", "points", "max_points", "message"} == set(tree["tests"][0])
    tree = json.loads(prairielearn.document(UNGRADED))
    assert tree["gradable"] is False and tree["format_errors"] == ["the file is damaged"]


def test_results_stay_below_a_megabyte() -> None:
    long = tuple(
        task(
            f"t{n}",
            Outcome.FAILED,
            *(check(Outcome.FAILED, 0.0, f"{n}{k}" + "Ω" * 5000) for k in range(3)),
        )
        for n in range(200)
    )
    text = prairielearn.document(replace(GRADED, tasks=long))
    assert len(text.encode()) <= 1_000_000 and len(json.loads(text)["tests"]) == 200
