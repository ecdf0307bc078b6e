"""What a submission makes a judge keep and write has bounds, whatever its worker sends.

A worker is forged here: what a submission can make one send that gets hold of what runs there.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.grading.bounds import ROOM, bounded
from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.model.answer_key import AnswerKey
from autograder.model.limits import Limits
from autograder.model.outcomes import FaultKind, Outcome, ProblemKind
from autograder.model.report import Problem, Report
from autograder.model.submission import Submission
from autograder.platforms.gitlab import junit
from autograder.platforms.gradescope import results as gradescope
from autograder.platforms.prairielearn import results as prairielearn
from autograder.reports import html, json_form, sentences
from autograder.sandbox import Session, WorkerFault
from autograder.sandbox.kept import Kept
from autograder.worker import frames, protocol
from tests.conftest import TOPICS

MOST = 1 << 20
ERROR = {"type": "E", "ancestors": [], "message": "", "line": 1, "function": ""}
# Longer in HTML and in JSON than it is.
LONG = "<\x01&" * 160


@pytest.fixture(scope="module")
def key() -> AnswerKey:
    topic = TOPICS["activations"]
    return key_files.read(topic.assignment / "activations.key")


class Forged(Session):
    """A worker that says of each case what it was told to say."""

    tier = "B"
    kept = Kept()
    spent_s = 0.0

    def __init__(self, say: Callable[[int], list[Any]], key: AnswerKey) -> None:
        names = [task.name for task in key.tasks]
        loaded = {"is": "loaded", "names": names, "failures": [], "driver_failures": []}
        self._loaded = frames.encode(loaded)
        self._frames: dict[int, bytes] = {}
        self._say = say

    def open(self, limits: Limits) -> Forged:
        return self

    def close(self) -> None:
        pass

    def prepare(self, count: int) -> None:
        """Make the frame of an answer about so many cases."""
        if count not in self._frames:
            answer = {"is": "observed", "observations": self._say(count)}
            self._frames[count] = frames.encode(answer)

    def exchange(self, frame: bytes, limit_s: float) -> object:
        request = protocol.read_request(frames.decode(frame))
        if hasattr(request, "source"):
            return frames.decode(self._loaded)
        count = len(request.cases)
        if count not in self._frames:
            raise WorkerFault(FaultKind.DIED, "was not prepared for this")
        return frames.decode(bytearray(self._frames[count]))


def values(make: Callable[[], Any]) -> Callable[[int], list[Any]]:
    return lambda count: [{"is": "value", "value": make()} for _ in range(count)]


def said(**parts: Any) -> Callable[[int], list[Any]]:
    return lambda count: [parts for _ in range(count)]


GIANTS = {
    "arrays": lambda count: [
        {"is": "value", "value": half, "again": half}
        for half in [np.ones(66_000_000 // count // 2, bool)] * count
    ],
    "a text": values(lambda: "x" * 200_000),
    "names in a dict": values(lambda: {f"{n}" + "x" * 5000: 1.0 for n in range(40)}),
    "many names in a dict": values(lambda: {f"{n:>090}": 1.0 for n in range(999)}),
    "a list of texts": values(lambda: ["x" * 9_000] * 30),
    "changed arguments": said(**{"is": "value", "value": 1.0, "changed": ["x" * 499] * 2_000}),
    "warnings": said(**{"is": "value", "value": 1.0, "warned": ["x" * 499] * 2_000}),
    "base classes": said(**{"is": "raised", "error": {**ERROR, "ancestors": ["x" * 499] * 2_000}}),
    "few but long warnings": said(**{"is": "value", "value": 1.0, "warned": [LONG] * 49}),
    "messages": said(**{"is": "raised", "error": {**ERROR, "message": LONG}}),
    "missing names": said(**{"is": "missing", "name": "x" * 400_000}),
}


@pytest.mark.parametrize("kind", GIANTS)
def test_a_judge_keeps_little_of_it_and_every_report_is_short(kind: str, key: AnswerKey) -> None:
    """Arrays of 66 MB a task took a judge 1.9 GB; one report had 96 MB."""
    worker = Forged(GIANTS[kind], key)
    for task in key.tasks:
        worker.prepare(len(task.cases))
    worker.prepare(1)
    tracemalloc.start()
    report = grade(Submission("eve", key.topic, {f"{key.topic}.py": b""}), key, worker)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.score is not None and report.score < key.points
    assert most < 150 << 20
    assert_short(report)


def assert_short(report: Report) -> None:
    """In every form in which it leaves the kit."""
    written = {
        "json": json_form.encode(report),
        "html": html.submission_page(report),
        "text": sentences.text(report, 10 * MOST),
        "gradescope": gradescope.document(report),
        "prairielearn": prairielearn.document(report),
        "junit": junit.document([report]),
    }
    assert {name: len(text.encode()) for name, text in written.items() if len(text) > MOST} == {}


def test_what_was_noted_before_grading_is_bounded_as_well(key: AnswerKey) -> None:
    noted = (Problem(kind=ProblemKind.BROKEN_CELL, message="x" * 3000),) * 60
    submission = Submission("eve", key.topic, {f"{key.topic}.py": b""}, problems=noted)
    report = grade(submission, key, Forged(values(lambda: 1.0), key))
    assert len(report.problems) == 51
    assert report.problems[0].message.endswith("(2,500 more characters were cut)")


def test_a_short_report_stays_as_it_is(key: AnswerKey) -> None:
    worker = Forged(values(lambda: 1.0), key)
    report = grade(Submission("eve", key.topic, {f"{key.topic}.py": b""}), key, worker)
    assert bounded(report) == report
    assert "cut" not in json_form.encode(report)


def test_a_long_report_says_what_was_cut(key: AnswerKey) -> None:
    worker = Forged(values(lambda: 1.0), key)
    report = grade(Submission("eve", key.topic, {f"{key.topic}.py": b""}), key, worker)
    many = tuple(
        Problem(kind=ProblemKind.BROKEN_CELL, message=f"{n} " + LONG * 100) for n in range(5000)
    )
    [first, *others] = report.tasks
    long = replace(
        report,
        problems=many,
        tasks=(
            replace(
                first,
                remarks=("x" * 10_000,) * 500,
                checks=tuple(replace(one, message="y" * 3_000_000) for one in first.checks),
            ),
            *others,
        ),
    )
    short = bounded(long)
    assert_short(short)
    assert len(short.problems) == 51
    assert short.problems[-1].message == "4950 more are not shown"
    assert short.tasks[0].checks[0].message.endswith("(2,999,500 more characters were cut)")
    assert [one.outcome for one in short.tasks[0].checks] == [Outcome.FAILED] * len(first.checks)
    assert short.score == report.score
    assert sum(len(one.message) for one in short.problems) < ROOM
