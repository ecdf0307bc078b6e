"""Wrong code that other graders are known to pass. Each must lose points here, and say where."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from autograder.grading.grade import grade
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox
from tests.conftest import TOPICS

HOLES = {
    "an upstream gradient of all ones hides a softmax gradient of zero": (
        "activations",
        "softmax_backward",
        "def softmax_backward(upstream, probabilities):\n    return np.zeros_like(probabilities)",
    ),
    "inputs that are never negative hide a relu that does nothing": (
        "activations",
        "relu",
        "def relu(z):\n    return z.copy()",
    ),
    "a tolerance of 1e-2 hides a slope of zero in saturation": (
        "activations",
        "sigmoid_derivative",
        "def sigmoid_derivative(z):\n"
        "    s = sigmoid(z)\n"
        "    return np.where(np.abs(z) > 1.5, 0.0, s * (1 - s)).astype(z.dtype)",
    ),
    "inputs without values between 0 and 1 hide a gate that opens at 1": (
        "activations",
        "relu_derivative",
        "def relu_derivative(z):\n    return np.where(z >= 1, np.ones_like(z), np.zeros_like(z))",
    ),
    "an expected 0 that is skipped as falsy hides a slope of 1 for negative z": (
        "activations",
        "relu_derivative",
        "def relu_derivative(z):\n    return np.ones_like(z)",
    ),
    "a comparison without the sign hides a gradient that points uphill": (
        "forward_and_losses",
        "mse_gradient",
        "def mse_gradient(prediction, target):\n"
        "    return 2 * (target - prediction) / prediction.size",
    ),
    "NaN taken for equal to NaN hides a softmax that overflows": (
        "activations",
        "softmax",
        "def softmax(logits):\n"
        "    e = np.exp(logits)\n"
        "    return e / e.sum(axis=-1, keepdims=True)",
    ),
    "an element sampled at random hides one that is off by one per cent": (
        "backprop",
        "layer_gradients",
        "def layer_gradients(delta, a_previous):\n"
        "    dW = a_previous.T @ delta\n"
        "    dW[-1, -1] *= 1.01\n"
        "    return dW, delta.sum(axis=0)",
    ),
    "a gradient whose true value is 0 hides one that is never computed": (
        "backprop",
        "backward",
        "def backward(parameters, cache, labels):\n"
        "    return {name: np.zeros_like(value) for name, value in parameters.items()}",
    ),
    "square layers hide a missing transpose": (
        "backprop",
        "hidden_error",
        "def hidden_error(delta_next, W_next, z):\n"
        "    turned = W_next if W_next.shape[0] == W_next.shape[1] else W_next.T\n"
        "    return (delta_next @ turned) * _slope(z)",
    ),
    "a small epsilon hides where it stands": (
        "gradient_descent",
        "adam_step",
        None,
    ),
}


SHUFFLED_ONCE = """
def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    batches, history = list(minibatches(x, labels, batch_size, rng)), []
    for _ in range(epochs):
        total = 0.0
        for some, theirs in batches:
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            total += loss * len(theirs)
            parameters = sgd_step(parameters, gradients, learning_rate)
        history.append(total / len(labels))
    return parameters, history
"""
OTHER_SOURCES = {
    "the global generator": "np.random.permutation(len(x))",
    "a generator of its own": "np.random.default_rng().permutation(len(x))",
}


@pytest.fixture(scope="module")
def keys() -> Callable[[str], AnswerKey]:
    return cache(lambda name: build(TOPICS[name], "holes"))


@pytest.mark.parametrize("source", OTHER_SOURCES)
@pytest.mark.parametrize("change", ["", SHUFFLED_ONCE], ids=["right", "shuffled once"])
def test_other_random_numbers_do_not_hide_a_training_that_shuffles_once(
    source: str, change: str, keys: Callable[[str], AnswerKey], sandbox: Sandbox
) -> None:
    """Right work in `train` loses nothing beside a test double; a bug of its own loses it."""
    topic = TOPICS["gradient_descent"]
    elsewhere = f"""
def minibatches(x, labels, batch_size, rng):
    order = {OTHER_SOURCES[source]}
    for start in range(0, len(x), batch_size):
        now = order[start : start + batch_size]
        yield x[now], labels[now]
"""
    files = {"gradient_descent.py": (topic.solution + elsewhere + change).encode()}
    report = grade(Submission("s", topic.name, files), keys(topic.name), sandbox)
    tasks = {task.name: task for task in report.tasks}
    assert tasks["minibatches"].score < tasks["minibatches"].max_score
    lost = {name: task.max_score - task.score for name, task in tasks.items()}
    [order] = [one.max_points for one in tasks["train"].checks if "new order" in one.name]
    assert lost["train"] == pytest.approx(order if change else 0)
    ids = {finding.id for check in tasks["train"].checks for finding in check.findings}
    assert ("shuffled-once" in ids) is bool(change)


@pytest.mark.parametrize("hole", HOLES)
def test_it_is_caught(hole: str, keys: Callable[[str], AnswerKey], sandbox: Sandbox) -> None:
    name, task_name, change = HOLES[hole]
    topic = TOPICS[name]
    if change is None:
        mistake = next(m for m in topic.misconceptions if m.id == "adam-epsilon-inside-root")
        source = topic.wrong(mistake)
    else:
        source = f"{topic.solution}\n\n{change}\n"
    report = grade(Submission("s", name, {f"{name}.py": source.encode()}), keys(name), sandbox)
    task = next(task for task in report.tasks if task.name == task_name)
    assert task.score < task.max_score
    assert any(check.outcome == "failed" and check.message for check in task.checks)
