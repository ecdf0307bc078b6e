"""The small failing case: what came back is shown, and what is right where the course shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from autograder.course.settings import read_settings
from autograder.diagnosis.small_case import in_words, shown
from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.keys.build import build
from autograder.model.observation import Opaque
from autograder.model.report import Report, SmallCase
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox
from tests.conftest import TOPICS

CASE = SmallCase(call="print(f(1.0))", got="2", raised="", expected="3")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([[1.0, 0.731058578]]), "[[1., 0.731059]]"),
        ((np.eye(2), {"W1": np.ones(1, np.float32)}), "([[1., 0.], [0., 1.]], {'W1': [1.]})"),
        (np.float64(0.1234567891), "0.123457"),
        (Opaque("Tensor"), "a Tensor"),
        (None, "None"),
    ],
)
def test_a_result_is_shown_on_one_line(value: object, text: str) -> None:
    assert shown(value) == text


def test_what_is_right_is_shown_only_where_the_course_shows_it() -> None:
    assert in_words(CASE, "a.py", False) == "A small case to try (yours gives 2): print(f(1.0))"
    assert "(yours gives 2, and 3 is right)" in in_words(CASE, "a.py", True)
    assert in_words(CASE, "a.ipynb", False).startswith("A small case to try, in a cell (")


def test_what_is_long_or_looks_right_is_not_shown() -> None:
    for case in (replace(CASE, got="3"), replace(CASE, got="1, " * 50)):
        assert "(it is not right yet)" in in_words(case, "a.py", True)
    assert "(it raises KeyError)" in in_words(replace(CASE, raised="KeyError"), "a.py", True)


def test_the_instructor_has_both_and_a_student_what_came_back(sandbox: Sandbox) -> None:
    topic = TOPICS["activations"]
    source = topic.solution + "\n\ndef relu(z):\n    return 7 * np.maximum(z, 0)\n"
    submitted = Submission("s", topic.name, {"activations.py": source.encode()})
    key = build(topic, "t")
    report = grade(submitted, key, sandbox)
    found = small(report)
    assert found is not None and found.got != found.expected
    assert small(report.for_students()) is None
    said = remarks(report)
    assert f"yours gives {found.got}" in said and f"{found.expected} is right" not in said
    shown_to_all = grade(submitted, replace(key, show_expected=True), sandbox)
    assert f"{found.expected} is right" in remarks(shown_to_all)


def small(report: Report) -> SmallCase | None:
    return next(task.small_case for task in report.tasks if task.name == "relu")


def remarks(report: Report) -> str:
    return next(" ".join(task.remarks) for task in report.tasks if task.name == "relu")


def test_a_course_says_whether_and_its_keys_hold_it(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text("show_expected = true\n", encoding="utf-8")
    assert read_settings(tmp_path / "course.toml", []).show_expected
    assert not read_settings(tmp_path / "none.toml", []).show_expected
    public = key_files.read(TOPICS["activations"].assignment / "activations.key")
    assert not public.show_expected
    key_files.save(replace(public, show_expected=True), tmp_path / "a.key")
    assert key_files.read(tmp_path / "a.key").show_expected
