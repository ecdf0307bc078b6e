"""A derivative that is found by differences earns no check of values, and is told as what it is."""

from __future__ import annotations

import pytest

from autograder.grading.grade import grade
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.report import TaskReport
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox
from tests.conftest import TOPICS

DIFFERENCES = """
def _one(f, z, h=1e-7):
    return (f(z + h) - f(z)) / h

def _two(f, z, h=1e-5):
    return (f(z + h) - f(z - h)) / (2 * h)

def _four(f, z, h=1e-3):
    return (8 * (f(z + h) - f(z - h)) - (f(z + 2 * h) - f(z - 2 * h))) / (12 * h)
"""
FORMULAS = ("_one", "_two", "_four")
BACKWARD = """
_own_forward = forward

def forward(parameters, x):
    return _own_forward(parameters, x)[0], x

def backward(parameters, cache, labels):
    gradients = {}
    for name, value in parameters.items():
        gradients[name] = np.zeros_like(value)
        for place in np.ndindex(value.shape):
            def at(step):
                moved = value.copy()
                moved[place] += step
                return LOSS({**parameters, name: moved}, cache, labels)
            gradients[name][place] = FORMULA(at, 0.0)
    return gradients
"""
# Written out once more, so that no function of the submission's is called.
OWN_LOSS = """
def _loss(parameters, x, labels):
    a = x.astype(KIND)
    for layer in range(1, len(parameters) // 2 + 1):
        z = a @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
        a = 1 / (1 + np.exp(-z))
    z = z - z.real.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(x)), labels])
"""
SLOPES = """
def sigmoid_derivative(z):
    return FORMULA(sigmoid, z)

def tanh_derivative(z):
    return FORMULA(np.tanh, z)

def relu_derivative(z):
    return np.where(z == 0, 0.0, FORMULA(lambda u: np.maximum(u, 0), z)).astype(z.dtype)
"""
CHAINS = """
def compose_derivative(outer_derivative, inner, inner_derivative):
    return lambda x: outer_derivative(inner(x)) * FORMULA(inner, x)

def chain_derivative(functions, derivatives, x):
    def whole(u):
        for function in functions:
            u = function(u)
        return u
    return FORMULA(whole, x)
"""


@pytest.fixture(scope="module")
def keys() -> dict[str, AnswerKey]:
    return {name: build(TOPICS[name], "t") for name in ("activations", "backprop", "chain_rule")}


@pytest.fixture(scope="module")
def graded(keys: dict[str, AnswerKey], sandbox: Sandbox) -> Grader:
    return Grader(keys, sandbox)


class Grader:
    def __init__(self, keys: dict[str, AnswerKey], sandbox: Sandbox) -> None:
        self.keys = keys
        self.sandbox = sandbox

    def __call__(self, topic: str, change: str) -> dict[str, TaskReport]:
        source = TOPICS[topic].solution + DIFFERENCES + change
        submitted = Submission("s", topic, {f"{topic}.py": source.encode()})
        report = grade(submitted, self.keys[topic], self.sandbox)
        return {task.name: task for task in report.tasks}


def ids(task: TaskReport) -> list[str]:
    return [finding.id for check in task.checks for finding in check.findings]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_gradient_by_differences_earns_nothing(formula: str, graded: Grader) -> None:
    change = BACKWARD.replace("FORMULA", formula).replace("LOSS", "loss")
    task = graded("backprop", change)["backward"]
    assert task.score == 0 and ids(task) == ["found-by-differences"]
    assert "by differences, not by back-propagation" in task.checks[0].message


def test_nor_does_one_with_a_loss_of_its_own(graded: Grader) -> None:
    change = BACKWARD.replace("FORMULA", "_four").replace("LOSS", "_loss")
    task = graded("backprop", OWN_LOSS.replace("KIND", "x.dtype") + change)["backward"]
    assert task.score == 0 and ids(task) == ["found-by-differences"]


def test_nor_does_one_whose_work_grows_with_the_number_of_parameters(graded: Grader) -> None:
    # A complex step is exact, and takes a pass forward for each parameter all the same.
    change = OWN_LOSS.replace("KIND", "complex") + BACKWARD.replace("LOSS", "_loss")
    change = change.replace("FORMULA(at, 0.0)", "at(1e-30j).imag / 1e-30")
    change = change.replace("value.copy()", "value.astype(complex)")
    task = graded("backprop", change)["backward"]
    assert task.score == 0 and "for 19,885 parameters" in task.checks[0].message


def test_differences_are_no_error_carried_forward(graded: Grader) -> None:
    wrong_loss = "\n_right = loss\n\ndef loss(p, x, labels):\n    return 3 * _right(p, x, labels)\n"
    change = BACKWARD.replace("FORMULA", "_four").replace("LOSS", "loss")
    assert graded("backprop", wrong_loss + change)["backward"].score == 0


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("name", ["sigmoid_derivative", "tanh_derivative", "relu_derivative"])
def test_a_slope_by_differences_earns_nothing(name: str, formula: str, graded: Grader) -> None:
    task = graded("activations", SLOPES.replace("FORMULA", formula))[name]
    assert task.score == 0 and ids(task) == ["found-by-differences"]


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("name", ["compose_derivative", "chain_derivative"])
def test_the_chain_rule_by_differences_earns_nothing(
    name: str, formula: str, graded: Grader
) -> None:
    task = graded("chain_rule", CHAINS.replace("FORMULA", formula))[name]
    assert task.score == 0 and ids(task) == ["found-by-differences"]
