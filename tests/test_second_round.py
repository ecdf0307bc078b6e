"""An early slip costs once: work that is right for it, or without it, earns its points."""

from __future__ import annotations

import pytest

from autograder import key_building
from autograder.answer_key import AnswerKey
from autograder.grading import Submission, grade
from autograder.report import TaskReport
from autograder.sandbox import Sandbox
from tests.conftest import TOPICS

CONSISTENT_TANH = """
def sigmoid(z):
    return np.tanh(z / 3)

def sigmoid_derivative(z):
    return (1 - np.tanh(z / 3) ** 2) / 3
"""
SLOPPY_OUTPUT_ERROR = """
def output_error(logits, labels):
    return 3 * _softmax(logits)
"""
SUMMED_LOSS = """
def loss(parameters, x, labels):
    p = _softmax(forward(parameters, x)[0])
    return float(-np.log(p[np.arange(len(labels)), labels]).sum())

def backward(parameters, cache, labels):
    n = len(labels)
    _, activations, zs = cache
    delta = n * output_error(zs[-1], labels)
    gradients = {}
    for layer in range(len(zs), 0, -1):
        dW, db = layer_gradients(delta, activations[layer - 1])
        gradients[f"W{layer}"], gradients[f"b{layer}"] = dW, db
        if layer > 1:
            delta = hidden_error(delta, parameters[f"W{layer}"], zs[layer - 2])
    return gradients
"""
CONSTANT_LOSS = """
def loss(parameters, x, labels):
    return 1.0

def backward(parameters, cache, labels):
    return {name: np.zeros_like(value) for name, value in parameters.items()}
"""
LINEAR_LOSS = """
def loss(parameters, x, labels):
    return float(sum(value.sum() for value in parameters.values()))

def backward(parameters, cache, labels):
    return {name: np.ones_like(value) for name, value in parameters.items()}
"""
NOT_WRITTEN = """
def output_error(logits, labels):
    raise NotImplementedError
"""


@pytest.fixture(scope="module")
def keys() -> dict[str, AnswerKey]:
    return {name: key_building.build(TOPICS[name], "t") for name in ("activations", "backprop")}


def task(
    topic: str, change: str, name: str, keys: dict[str, AnswerKey], sandbox: Sandbox
) -> TaskReport:
    source = TOPICS[topic].solution + change
    handed_in = Submission("s", topic, {f"{topic}.py": source.encode()})
    report = grade(handed_in, keys[topic], sandbox)
    return next(one for one in report.tasks if one.name == name)


@pytest.mark.parametrize(
    ("topic", "change", "wrong", "right"),
    [
        ("activations", CONSISTENT_TANH, "sigmoid", "sigmoid_derivative"),
        ("backprop", SLOPPY_OUTPUT_ERROR, "output_error", "backward"),
        ("backprop", SUMMED_LOSS, "loss", "backward"),
        ("backprop", NOT_WRITTEN, "output_error", "backward"),
    ],
    ids=["right for its own function", "right once lent", "right for its own loss", "unwritten"],
)
def test_a_slip_costs_once(
    topic: str,
    change: str,
    wrong: str,
    right: str,
    keys: dict[str, AnswerKey],
    sandbox: Sandbox,
) -> None:
    assert task(topic, change, wrong, keys, sandbox).score == 0
    credited = task(topic, change, right, keys, sandbox)
    assert credited.score == credited.max_score
    assert any("right" in check.message for check in credited.checks)


def test_a_function_that_is_its_own_slope_earns_nothing_for_both(
    keys: dict[str, AnswerKey], sandbox: Sandbox
) -> None:
    both = "".join(f"\ndef {name}(z):\n    return np.exp(z)\n" for name in SIGMOIDS)
    assert task("activations", both, "sigmoid_derivative", keys, sandbox).score == 0


SIGMOIDS = ("sigmoid", "sigmoid_derivative")


@pytest.mark.parametrize("change", [CONSTANT_LOSS, LINEAR_LOSS], ids=["constant", "linear"])
def test_agreeing_with_a_trivial_loss_earns_nothing(
    change: str, keys: dict[str, AnswerKey], sandbox: Sandbox
) -> None:
    assert task("backprop", change, "backward", keys, sandbox).score == 0


def test_a_wrong_backward_earns_nothing_by_what_is_lent(
    keys: dict[str, AnswerKey], sandbox: Sandbox
) -> None:
    wrong = (
        SLOPPY_OUTPUT_ERROR
        + """
def backward(parameters, cache, labels):
    return {name: 0 * value for name, value in parameters.items()}
"""
    )
    assert task("backprop", wrong, "backward", keys, sandbox).score == 0


def test_a_lent_result_never_serves_the_task_that_it_replaces(
    keys: dict[str, AnswerKey], sandbox: Sandbox
) -> None:
    """What is lent are results of other inputs than those on which that task is judged."""
    backprop = {one.name: one for one in keys["backprop"].tasks}
    judged = [case.arguments for case in backprop["output_error"].cases]
    for arguments, _ in backprop["backward"].lent["output_error"]:
        assert not any(
            (arguments[0] == case["logits"]).all()
            for case in judged
            if case["logits"].shape == arguments[0].shape
        )


def test_the_share_is_the_rubrics(sandbox: Sandbox) -> None:
    topic = TOPICS["activations"]
    slope = next(one for one in topic.rubric.tasks if one.name == "sigmoid_derivative")
    slope.follow_through = 0.5
    try:
        half = {"activations": key_building.build(topic, "t")}
    finally:
        slope.follow_through = 1.0
    credited = task("activations", CONSISTENT_TANH, "sigmoid_derivative", half, sandbox)
    shared = [check for check in credited.checks if "right for your own" in check.message]
    assert shared
    for check in shared:
        assert abs(check.points - check.max_points / 2) <= 0.005  # rounded to hundredths
