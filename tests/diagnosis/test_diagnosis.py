"""What students are told: the right idea by name, what is right already, never a wrong name."""

from __future__ import annotations

import io
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from autograder.collect.discover import discover
from autograder.diagnosis.localisation import what_is_right
from autograder.diagnosis.relations import Pair, relation
from autograder.grading.grade import grade
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.report import TaskReport
from autograder.model.submission import Submission
from autograder.reports.html import submission_page
from autograder.reports.terminal import show_check
from autograder.rubric.error_messages import plain_error
from autograder.sandbox import Sandbox
from tests.conftest import TOPICS

RNG = np.random.default_rng(0)
CASES = [{"x": RNG.normal(size=(n, d)), "W": RNG.normal(size=(d, n))} for n, d in [(5, 3), (7, 2)]]
RIGHT = [RNG.normal(size=case["x"].shape) for case in CASES]


def named(change: object) -> str | None:
    assert callable(change)
    found = relation(
        [
            Pair(np.asarray(change(right, case)), right, case)
            for right, case in zip(RIGHT, CASES, strict=True)
        ]
    )
    return found.id if found else None


@pytest.mark.parametrize(
    ("change", "id"),
    [
        (lambda r, c: c["x"], "argument-returned"),
        (lambda r, c: -r, "factor-minus-one"),
        (lambda r, c: 0 * r, "factor-zero"),
        (lambda r, c: 2 * r, "factor-two"),
        (lambda r, c: len(r) * r, "factor-batch-size"),
        (lambda r, c: r / len(r), "factor-inverse-batch-size"),
        (lambda r, c: r / r.shape[1], "factor-inverse-width"),
        (lambda r, c: r * r.size, "factor-elements"),
        (lambda r, c: 0.3 * r, "factor"),
        (lambda r, c: r.T, "transposed"),
        (lambda r, c: np.abs(r), "signs"),
        (lambda r, c: r + 0.5, "offset"),
        (lambda r, c: r + 0.1 * c["x"], "error-proportional-to-x"),
        (lambda r, c: np.where(c["x"] < 0, 0, r), "wrong-where-is-negative"),
        (lambda r, c: r * (np.arange(r.shape[1]) != 1), "wrong-columns"),
        (lambda r, c: r * (np.arange(len(r)) != 1)[:, None], "wrong-rows"),
        (lambda r, c: r**2, None),
        (lambda r, c: r, None),
        (lambda r, c: np.full_like(r, np.nan), None),
    ],
)
def test_a_relation_is_named_if_it_holds_everywhere(change: object, id: str | None) -> None:
    assert named(change) == id


def test_a_relation_on_one_case_only_is_a_coincidence() -> None:
    assert named(lambda r, c: 2 * r if len(r) == 5 else 3 * r) is None


def test_what_is_right_and_where_the_error_enters() -> None:
    right = {name: RNG.normal(size=3) for name in ("W1", "b1", "W2", "b2", "W3", "b3")}
    got = {name: value * (2 if name in ("W1", "b1") else 1) for name, value in right.items()}
    assert what_is_right([(got, right)]) == (
        "Right: W2, b2, W3, b3. The error enters between layer 2 and layer 1."
    )
    weights = {name: value * (2 if "W" in name else 1) for name, value in right.items()}
    assert what_is_right([(weights, right)]) == ("Right: b1, b2, b3. Wrong: W1, W2, W3.")
    assert what_is_right([(right, right)]) == ""


def test_steps_that_are_right_are_counted() -> None:
    right = [{"W1": RNG.normal(size=3)} for _ in range(4)]
    got = [*right[:2], {"W1": 2 * right[2]["W1"]}, {"W1": 3 * right[3]["W1"]}]
    assert what_is_right([(got, right)]) == (
        "The first 2 steps are right; the error enters at step 3."
    )
    assert what_is_right([(right[::-1], right)]) == ""


INLINE = """
def backward(parameters, cache, labels):
    _, activations, zs = cache
    n = len(labels)
    delta = (_softmax(zs[-1]) - np.eye(zs[-1].shape[1])[labels]) {scale}
    gradients = {{}}
    for layer in range(len(zs), 0, -1):
        gradients[f"W{{layer}}"] = activations[layer - 1].T @ delta
        gradients[f"b{{layer}}"] = delta.{bias}(axis=0)
        if layer > 1:
            delta = (delta @ parameters[f"W{{layer}}"].T) {slope}
    return gradients
"""
RIGHT_PARTS = {"scale": "/ n", "bias": "sum", "slope": "* _slope(zs[layer - 2])"}


@pytest.fixture(scope="module")
def backprop() -> AnswerKey:
    return build(TOPICS["backprop"], "t")


def graded(key: AnswerKey, sandbox: Sandbox, change: str, name: str) -> TaskReport:
    source = TOPICS["backprop"].solution + change
    submitted = Submission("s", "backprop", {"backprop.py": source.encode()})
    return next(t for t in grade(submitted, key, sandbox).tasks if t.name == name)


def findings(task: TaskReport) -> list[str]:
    return [finding.id for check in task.checks for finding in check.findings]


def test_an_idea_of_an_earlier_task_written_out_in_a_later_one_is_named_there(
    backprop: AnswerKey, sandbox: Sandbox
) -> None:
    counted_from_one = INLINE.replace("[labels]", "[labels - 1]").format(**RIGHT_PARTS)
    task = graded(backprop, sandbox, counted_from_one, "backward")
    assert findings(task) == ["off-by-one-error"] and task.score == 0


def test_two_slips_on_different_tensors_are_both_named(
    backprop: AnswerKey, sandbox: Sandbox
) -> None:
    both = "\ndef layer_gradients(delta, a):\n    return delta.T @ a, delta.mean(axis=0)\n"
    task = graded(backprop, sandbox, both, "layer_gradients")
    assert sorted(findings(task)) == ["bias-gradient-mean", "weight-gradient-transposed"]


def test_a_misconception_with_a_factor_on_top_is_both_named(
    backprop: AnswerKey, sandbox: Sandbox
) -> None:
    both = "\ndef hidden_error(d, W, z):\n    return -(d @ W.T)\n"
    task = graded(backprop, sandbox, both, "hidden_error")
    assert findings(task) == ["activation-slope-missing", "factor-minus-one"]


@pytest.mark.parametrize("file_name", ["my_backprop.py", "backprop (1).py"])
def test_the_smallest_case_names_the_file_as_the_student_does(
    file_name: str, backprop: AnswerKey, sandbox: Sandbox, tmp_path: Path
) -> None:
    source = TOPICS["backprop"].solution + (
        "\ndef layer_gradients(delta, a):\n    return a.T @ delta, 7 * delta.sum(axis=0)\n"
    )
    folder = tmp_path / "in/ada"
    folder.mkdir(parents=True)
    (folder / file_name).write_text(source)
    [found] = discover(tmp_path / "in", ["backprop"], "backprop")
    report = grade(found, backprop, sandbox)
    [said] = [remark for task in report.tasks for remark in task.remarks if "small case" in remark]
    command = shlex.split(said.partition("): ")[2])
    ran = subprocess.run(
        [sys.executable, *command[1:]], cwd=folder, capture_output=True, text=True, check=True
    )
    assert "array(" in ran.stdout


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("def forward(parameters):\n    return 1, 2", "cannot be called as its docstring says"),
        ("def forward(parameters, x):\n    return 5", "the return value cannot be used"),
        ("def forward(parameters, x):\n    return parameters['W9']", "raised KeyError: 'W9' (line"),
    ],
)
def test_an_exception_without_a_line_of_the_file_is_told_as_what_it_is(
    change: str, words: str, backprop: AnswerKey, sandbox: Sandbox
) -> None:
    task = graded(backprop, sandbox, f"\n{change}\n", "forward")
    assert words in task.checks[0].message


def test_an_idea_that_two_tasks_share_is_explained_once(
    backprop: AnswerKey, sandbox: Sandbox
) -> None:
    topic = TOPICS["backprop"]
    ids = ("softmax-no-shift", "error-no-shift")
    source = topic.wrong(*(m for m in topic.misconceptions if m.id in ids))
    report = grade(Submission("s", "backprop", {"backprop.py": source.encode()}), backprop, sandbox)
    assert [earlier for _, earlier in report.told["loss"]] == [""]
    assert [earlier for _, earlier in report.told["output_error"]] == ["loss"]
    [finding] = [one for one in report.findings if one.task == "loss"]
    stream = io.StringIO()
    show_check(Console(file=stream, width=200), report)
    assert stream.getvalue().count(finding.hint) == 1
    assert submission_page(report).count('As in <a href="#loss">') == 1


def test_numbers_and_what_a_call_leaves_behind_are_named_each(sandbox: Sandbox) -> None:
    key = build(TOPICS["gradient_descent"], "t")
    change = """
def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    for name in velocity:
        velocity[name] *= momentum
        velocity[name] += (1 - momentum) * gradients[name]
    return {n: p - learning_rate * velocity[n] for n, p in parameters.items()}, velocity

def sgd_step(parameters, gradients, learning_rate):
    for name, value in parameters.items():
        value = value - learning_rate * gradients[name]
    return parameters
"""
    topic = TOPICS["gradient_descent"]
    files = {"gradient_descent.py": (topic.solution + change).encode()}
    tasks = {t.name: t for t in grade(Submission("s", topic.name, files), key, sandbox).tasks}
    assert findings(tasks["momentum_step"]) == ["velocity-averaged", "velocity-changed-in-place"]
    assert findings(tasks["sgd_step"]) == ["argument-returned"]
    assert tasks["train"].score == tasks["train"].max_score


def test_a_dtype_is_said_in_words_where_the_numbers_are_right(
    backprop: AnswerKey, sandbox: Sandbox
) -> None:
    change = """
def layer_gradients(delta, a):
    return (a.T @ delta).astype(float), delta.sum(axis=0)
"""
    task = graded(backprop, sandbox, change, "layer_gradients")
    [finding] = [finding for check in task.checks for finding in check.findings]
    assert finding.id == "float64-for-float32"
    assert "layer_gradients" in finding.says and "more memory" in finding.says


SQUASHED_OTHERWISE = """
def forward(parameters, x):
    depth = len(parameters) // 2
    activations, zs = [x], []
    for layer in range(1, depth + 1):
        zs.append(activations[-1] @ parameters[f"W{layer}"] + parameters[f"b{layer}"])
        activations.append(np.tanh(zs[-1]))
    return zs[-1], (parameters, activations[:depth], zs)

_mean_loss = loss

def loss(parameters, x, labels):
    return FACTOR * _mean_loss(parameters, x, labels)
"""


@pytest.mark.parametrize(
    ("factor", "id", "words"),
    [
        ("len(labels)", "sum-not-mean", "The loss is summed over the batch."),
        ("0.3", "factor", "This comes beside the error in your forward. The result is 0.3 times"),
    ],
)
def test_a_slip_on_top_of_an_earlier_tasks_slip_is_told_apart_from_it(
    factor: str, id: str, words: str, backprop: AnswerKey, sandbox: Sandbox
) -> None:
    task = graded(backprop, sandbox, SQUASHED_OTHERWISE.replace("FACTOR", factor), "loss")
    said = [finding.says for check in task.checks for finding in check.findings]
    assert findings(task) == [id] and said[0].startswith(words)


def test_right_layers_are_said_to_be_right(backprop: AnswerKey, sandbox: Sandbox) -> None:
    odd = INLINE.format(**{**RIGHT_PARTS, "slope": "* 0.7 * _slope(zs[layer - 2])"})
    task = graded(backprop, sandbox, odd, "backward")
    assert any("The error enters between" in remark for remark in task.remarks)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: np.ones((2, 3)) @ np.ones((2, 3)), "the inner sizes of a matrix product differ"),
        (lambda: np.ones((2, 3)).dot(np.ones((2, 3))), "the inner sizes of a matrix product"),
        (lambda: np.ones((2, 3)) @ 2.0, "asked of a plain number"),
        (lambda: np.ones((2, 3)) + np.ones(2), "shapes (2,3) and (2,) do not fit together"),
        (lambda: np.ones(3)[5], "index 5 does not exist: axis 0 has 3 elements"),
        (lambda: float(np.ones(3)), "a single number was needed"),
    ],
)
def test_what_numpy_says_of_shapes_is_said_in_plain_words(wrong: object, words: str) -> None:
    assert callable(wrong)
    with pytest.raises((ValueError, IndexError, TypeError)) as caught:
        wrong()
    assert words in plain_error(str(caught.value))


def test_the_smallest_case_runs_in_the_students_folder(
    backprop: AnswerKey, sandbox: Sandbox, tmp_path: Path
) -> None:
    change = "\ndef layer_gradients(delta, a):\n    return a.T @ delta, 7 * delta.sum(axis=0)\n"
    task = graded(backprop, sandbox, change, "layer_gradients")
    [said] = [remark for remark in task.remarks if "A small case" in remark]
    (tmp_path / "backprop.py").write_text(TOPICS["backprop"].solution + change)
    command = shlex.split(said.partition(": ")[2])
    ran = subprocess.run(
        [sys.executable, *command[1:]], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "array(" in ran.stdout
