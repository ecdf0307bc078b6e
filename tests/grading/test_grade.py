"""One submission: each breakage has its own outcome; same work, same report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.grading import requests
from autograder.grading.grade import grade
from autograder.keys.build import build
from autograder.model.limits import Limits
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.reports import json_form
from autograder.sandbox import Sandbox, SandboxError, Session
from autograder.sandbox.kept import Kept
from autograder.worker import frames
from tests.conftest import TOPICS

ACTIVATIONS = TOPICS["activations"]
GOOD = ACTIVATIONS.variants["masks"]


@pytest.fixture(scope="module")
def graded(sandbox: Sandbox) -> Grader:
    return Grader(sandbox)


class Grader:
    """Grades the text of an activations.py."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.key = build(ACTIVATIONS, "tests")
        self.sandbox = sandbox

    def __call__(self, source: str, limits: Limits | None = None) -> Report:
        submitted = Submission("s", "activations", {"activations.py": source.encode()})
        return grade(submitted, self.key, self.sandbox, limits)


def outcome(report: Report, name: str) -> tuple[str, float]:
    [task] = [task for task in report.tasks if task.name == name]
    return task.outcome, task.score


def test_same_work_same_report(graded: Grader) -> None:
    source = GOOD.replace("return s * (1 - s)", "return z * (1 - z)")
    first, second = (json_form.encode(replace(graded(source), duration_s=0.0)) for _ in range(2))
    assert first == second


def test_a_syntax_error_is_told_with_its_line(graded: Grader) -> None:
    report = graded(GOOD + "\ndef broken(:\n")
    assert report.score == 0
    assert report.problems[0].kind == "syntax_error"
    assert f"line {len(GOOD.splitlines()) + 2}" in report.problems[0].message


def test_a_failing_import_does_not_hide_the_functions(graded: Grader) -> None:
    report = graded("import no_such_package\n" + GOOD)
    assert report.score == report.max_score
    assert report.problems[0].kind == "missing_package"


def test_an_endless_loop_costs_only_its_task(graded: Grader) -> None:
    source = GOOD.replace("return np.tanh(z)", "while True: pass")
    report = graded(source, Limits(task_s=1, case_s=0.5))
    assert outcome(report, "tanh") == ("failed", 0)
    assert outcome(report, "softmax") == ("passed", 4)


def test_leaving_the_process_earns_nothing_and_harms_nothing(graded: Grader) -> None:
    source = GOOD + "\ndef relu(z):\n    import os\n    os._exit(0)\n"
    report = graded(source)
    assert outcome(report, "relu") == ("failed", 0)
    assert outcome(report, "softmax") == ("passed", 4)


def test_a_stub_left_as_it_is_is_not_attempted_and_partial_work_counts(
    graded: Grader,
) -> None:
    source = ACTIVATIONS.stub + "\ndef tanh(z):\n    return np.tanh(z)\n"
    report = graded(source)
    assert outcome(report, "tanh") == ("passed", 1)
    assert outcome(report, "sigmoid") == ("not_attempted", 0)
    assert report.status == "graded"


def test_an_equality_that_always_holds_earns_nothing(graded: Grader) -> None:
    source = GOOD + (
        "\nclass Liar(np.ndarray):\n    __eq__ = lambda self, other: np.ones(self.shape, bool)\n"
        "\ndef tanh(z):\n    return np.zeros(z.shape).view(Liar)\n"
    )
    assert outcome(graded(source), "tanh")[1] == 0


def test_a_fault_of_the_kit_is_ungraded_and_never_zero(
    graded: Grader,
) -> None:
    class Broken:
        tier = "A"
        kept = Kept()

        def open(self, limits: Limits) -> Session:
            raise SandboxError("no processes left")

        def close(self) -> None: ...

    submitted = Submission("s", "activations", {"activations.py": GOOD.encode()})
    report = grade(submitted, graded.key, Broken())
    assert (report.status, report.score) == ("ungraded", None)


def test_the_worker_is_told_inputs_only(graded: Grader) -> None:
    for task in graded.key.tasks:
        for case in frames.decode(requests.all_cases(task).frame)["cases"]:
            # What the result is a slope of, where that is so, is no secret either.
            assert set(case) - {"derivative"} == {
                "call",
                "arguments",
                "evaluation",
                "repeat",
                "watch",
            }
