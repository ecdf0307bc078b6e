"""A name holds on every case and explains the digits; values and extremes are told apart."""

from __future__ import annotations

import pytest

from autograder.grading.grade import grade
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.report import Report, TaskReport
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox
from tests.conftest import TOPICS

TRUE_CLASS = "log_p[np.arange(len(labels)), labels]"
MEAN = "-of_true_class.mean()"
SHIFTED = "shifted = logits - logits.max(axis=1, keepdims=True)\n    log_totals"
UNSHIFTED = "shifted = logits\n    log_totals"
DIGITS = "right to the last digits"
SINGLE = """
def _single(function):
    def in_single(*arguments):
        return function(*(
            one.astype(np.float32) if getattr(one, "dtype", None) == np.float64 else one
            for one in arguments
        ))
    return in_single
"""


@pytest.fixture(scope="module")
def keys() -> dict[str, AnswerKey]:
    return {name: build(TOPICS[name], "t") for name in ("activations", "backprop")}


class Grader:
    def __init__(self, keys: dict[str, AnswerKey], sandbox: Sandbox) -> None:
        self.keys = keys
        self.sandbox = sandbox

    def report(self, topic: str, *changes: tuple[str, str], more: str = "") -> Report:
        source = TOPICS[topic].solution
        for old, new in changes:
            assert source.count(old) == 1
            source = source.replace(old, new)
        files = {f"{topic}.py": (source + more).encode()}
        return grade(Submission("s", topic, files), self.keys[topic], self.sandbox)

    def task(self, name: str, *changes: tuple[str, str], more: str = "") -> TaskReport:
        report = self.report("backprop", *changes, more=more)
        return next(task for task in report.tasks if task.name == name)


@pytest.fixture(scope="module")
def graded(keys: dict[str, AnswerKey], sandbox: Sandbox) -> Grader:
    return Grader(keys, sandbox)


def ids(task: TaskReport) -> list[str]:
    return [finding.id for check in task.checks for finding in check.findings]


def test_a_value_fault_in_stable_code_has_its_name(graded: Grader) -> None:
    # The misconception of that name underflows as well, which this does not.
    shifted_labels = TRUE_CLASS.replace(", labels]", ", labels - 1]")
    assert ids(graded.task("loss", (TRUE_CLASS, shifted_labels))) == ["off-by-one-labels"]


def test_a_value_fault_and_a_stability_fault_are_both_named(graded: Grader) -> None:
    both = [(SHIFTED, UNSHIFTED), (MEAN, MEAN.replace("mean", "sum"))]
    assert ids(graded.task("loss", *both)) == ["sum-not-mean", "softmax-no-shift"]


def test_a_relation_and_a_stability_fault_are_both_told(graded: Grader) -> None:
    both = [(SHIFTED, UNSHIFTED), (MEAN, f"1.3 * {MEAN}")]
    task = graded.task("loss", *both)
    assert ids(task) == ["factor", "softmax-no-shift"]
    findings = [finding for check in task.checks for finding in check.findings]
    assert "inf" in findings[1].evidence and "inf" not in findings[0].evidence


ALMOST = [
    ("output_error", "output_error = _single(output_error)"),
    ("layer_gradients", "layer_gradients = _single(layer_gradients)"),
    (
        "hidden_error",
        "_own = hidden_error\ndef hidden_error(d, W, z):\n    return _own(d, W, z) * (1 + 1e-8)",
    ),
]


@pytest.mark.parametrize(("name", "change"), ALMOST, ids=[name for name, _ in ALMOST])
def test_almost_right_numbers_lose_a_tenth_and_are_told_as_digits(
    name: str, change: str, graded: Grader
) -> None:
    report = graded.report("backprop", more=f"{SINGLE}\n{change}\n")
    task = next(task for task in report.tasks if task.name == name)
    assert ids(task) == ["precision"]
    [digits] = [check for check in task.checks if check.name == DIGITS]
    assert 0 < digits.max_points <= 0.1 * task.max_score
    assert task.score == pytest.approx(task.max_score - digits.max_points)
    # The digits that were lost there cost nothing in the tasks that build on it.
    assert report.score == pytest.approx(report.max_score - digits.max_points)


def test_a_slope_has_to_be_right_to_the_last_digit(graded: Grader) -> None:
    change = f"{SINGLE}\ntanh_derivative = _single(tanh_derivative)\n"
    report = graded.report("activations", more=change)
    [task] = [task for task in report.tasks if task.name == "tanh_derivative"]
    assert task.score == 0 and ids(task) == ["float32-for-float64"]


def test_next_to_right_is_no_factor(graded: Grader) -> None:
    task = graded.task("loss", (MEAN, f"{MEAN} * (1 + 3e-6)"))
    assert task.score == 0 and ids(task) == ["precision"]


def test_two_factors_that_undo_each_other_are_not_told(graded: Grader) -> None:
    change = """
_own_gradients = layer_gradients
def layer_gradients(delta, a):
    dW, db = _own_gradients(delta, a)
    return dW, 1.7 * db
"""
    assert "gradients-averaged-again" not in ids(graded.task("layer_gradients", more=change))
