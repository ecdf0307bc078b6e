"""Annotations and summaries hold whatever a student wrote, and act on nothing."""

from __future__ import annotations

from dataclasses import replace

from autograder.grading.grade import ungraded
from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.report import CheckReport, Problem, Report, TaskReport
from autograder.model.submission import Submission
from autograder.platforms.github import annotations as github
from autograder.platforms.github.annotations import commands, harmless


def test_a_line_of_the_log_holds_no_command() -> None:
    assert harmless("::error::x\n##[group]") == ": :error: :x # #[group]"


def failed(name: str, message: str) -> Report:
    check = CheckReport(
        name="values", outcome=Outcome.FAILED, points=0, max_points=1, message=message
    )
    task = TaskReport(name=name, score=0, max_score=1, outcome=Outcome.FAILED, checks=(check,))
    empty = ungraded(Submission("a", "t"), Problem(kind=ProblemKind.KIT, message="x"), 1.0, "A")
    return replace(empty, status=Status.GRADED, score=0.0, tasks=(task,))


def test_an_annotation_survives_any_name_and_text() -> None:
    text = "def f():\n  pass\n\ndef f(): 1"
    [_, command] = commands(failed("f", "50% of\r\nit"), "a,b:c%.py", text)
    assert command == "::error file=a%2Cb%3Ac%25.py,line=4::f: 50%25 of it"
    assert commands(failed("f", "x"), "", "") == ["::error::t: x"]


def test_a_summary_shows_words_and_not_markup() -> None:
    text = github.summary([failed("f", "<img src=x> [a](http://b) `c`\n# d")])
    assert "&lt;img src=x&gt; \\[a\\]\\(http\\://b\\) \\`c\\` \\# d" in text
