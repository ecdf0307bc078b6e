"""Work that is right without an early error earns its points; right for it, what that has cost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.grading.grade import grade
from autograder.grading.losses import Losses
from autograder.keys.build import build
from autograder.model.answer_key import AnswerKey
from autograder.model.report import Report, TaskReport
from autograder.model.submission import Submission
from autograder.rubric import Misconception
from autograder.sandbox import Sandbox
from autograder.worker import provided_results
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
PIECEWISE_SIGMOID = """
def sigmoid(z):
    return np.clip(0.5 + z / 4, 0, 1)

def sigmoid_derivative(z):
    return np.where(np.abs(z) < 2, 0.25, 0.0).astype(z.dtype)
"""
ABSOLUTE_ERROR = """
def mse(prediction, target):
    return float(np.abs(prediction - target).mean())

def mse_gradient(prediction, target):
    return np.sign(prediction - target) / prediction.size
"""
NOT_WRITTEN = """
def output_error(logits, labels):
    raise NotImplementedError
"""


TOPICS_HERE = ("activations", "backprop", "forward_and_losses", "gradient_descent", "lstm")


@pytest.fixture(scope="module")
def keys() -> dict[str, AnswerKey]:
    return {name: build(TOPICS[name], "t") for name in TOPICS_HERE}


def graded(topic: str, source: str, keys: dict[str, AnswerKey], sandbox: Sandbox) -> Report:
    return grade(Submission("s", topic, {f"{topic}.py": source.encode()}), keys[topic], sandbox)


def task(
    topic: str, change: str, name: str, keys: dict[str, AnswerKey], sandbox: Sandbox
) -> TaskReport:
    report = graded(topic, TOPICS[topic].solution + change, keys, sandbox)
    return next(one for one in report.tasks if one.name == name)


@pytest.mark.parametrize(
    ("topic", "change", "wrong", "right"),
    [
        ("backprop", SLOPPY_OUTPUT_ERROR, "output_error", "backward"),
        ("backprop", NOT_WRITTEN, "output_error", "backward"),
    ],
    ids=["right with provided results", "unwritten"],
)
def test_an_error_costs_once(
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
    assert any("correct" in check.message for check in credited.checks)


@pytest.mark.parametrize(
    ("topic", "change", "wrong", "right"),
    [
        ("activations", CONSISTENT_TANH, "sigmoid", "sigmoid_derivative"),
        ("activations", PIECEWISE_SIGMOID, "sigmoid", "sigmoid_derivative"),
        ("forward_and_losses", ABSOLUTE_ERROR, "mse", "mse_gradient"),
        ("backprop", SUMMED_LOSS, "loss", "backward"),
    ],
    ids=["a function", "a function with kinks", "a loss with kinks", "a loss"],
)
def test_work_that_is_right_for_an_own_function_earns_what_that_has_cost(
    topic: str,
    change: str,
    wrong: str,
    right: str,
    keys: dict[str, AnswerKey],
    sandbox: Sandbox,
) -> None:
    lost = task(topic, change, wrong, keys, sandbox)
    assert lost.score == 0
    credited = task(topic, change, right, keys, sandbox)
    own = sum(check.points for check in credited.checks if "correct" not in check.message)
    assert credited.score - own == pytest.approx(min(credited.max_score - own, lost.max_score))
    assert credited.score > own


TANH_BY_SIGMOID = """
def sigmoid(z):
    return 1 / (2 + np.exp(-z))

def tanh(z):
    return {tanh}
"""


@pytest.mark.parametrize("tanh", ["2 * sigmoid(2 * z) - 1", "1 - 2 * sigmoid(-2 * z)"])
def test_a_tanh_that_is_built_on_a_wrong_sigmoid_is_right(
    tanh: str, keys: dict[str, AnswerKey], sandbox: Sandbox
) -> None:
    change = TANH_BY_SIGMOID.format(tanh=tanh)
    assert task("activations", change, "sigmoid", keys, sandbox).score == 0
    credited = task("activations", change, "tanh", keys, sandbox)
    assert credited.score == credited.max_score
    wrong = task("activations", change.replace("2 * z", "3 * z"), "tanh", keys, sandbox)
    assert wrong.score == 0


@pytest.mark.parametrize(
    ("topic", "earlier", "own", "name"),
    [
        # Beside test doubles of the steps, the wrong sequence alone is left.
        ("lstm", ("lstm-drops-hidden", "lstm-time-axis"), None, "lstm_backward"),
        ("gradient_descent", ("ascent", "empty-last-batch"), None, "train"),
        ("gradient_descent", ("paired-by-position", "empty-last-batch"), None, "train"),
        # The values show the earlier error, the argument that is changed an error of its own.
        ("lstm", ("lstm-gate-added",), "lstm-upstream-in-place", "lstm_step_backward"),
    ],
)
def test_several_errors_cost_in_a_task_no_more_than_each_of_them_does(
    topic: str,
    earlier: tuple[str, ...],
    own: str | None,
    name: str,
    keys: dict[str, AnswerKey],
    sandbox: Sandbox,
) -> None:
    known = {one.id: one for one in TOPICS[topic].misconceptions}

    def lost(*ids: str) -> float:
        source = TOPICS[topic].wrong(*(known[one] for one in ids))
        found = {one.name: one for one in graded(topic, source, keys, sandbox).tasks}
        return found[name].max_score - found[name].score

    every = (*earlier, own) if own else earlier
    assert lost(*every) <= sum(lost(one) for one in every) + 0.02


# A loss that is wrong everywhere, and where it is measured a straight line with the slopes that
# `backward` gave, whatever these are: it knows a measurement by how near the points lie.
FORGED_LOSS = """
_right_loss, _own_backward, _given = loss, backward, []

def backward(parameters, cache, labels):
    start = {name: p.copy() for name, p in parameters.items()}
    _given.append((start, _own_backward(parameters, cache, labels)))
    return _given[-1][1]

def loss(parameters, x, labels):
    for start, slopes in _given:
        if all(name in start and start[name].shape == p.shape for name, p in parameters.items()):
            moved = {name: p - start[name] for name, p in parameters.items()}
            if max(np.max(np.abs(m)) for m in moved.values()) < 0.05:
                line = sum(np.sum(slopes[name] * m) for name, m in moved.items())
                return 2 * _right_loss(start, x, labels) + float(line)
    return 2 * _right_loss(parameters, x, labels)
"""
WRONG_BACKWARD = [one for one in TOPICS["backprop"].misconceptions if one.task == "backward"]


@pytest.mark.parametrize("misconception", WRONG_BACKWARD, ids=lambda one: one.id)
def test_breaking_a_loss_on_purpose_never_pays(
    misconception: Misconception, keys: dict[str, AnswerKey], sandbox: Sandbox
) -> None:
    wrong = TOPICS["backprop"].wrong(misconception)
    honest = graded("backprop", wrong, keys, sandbox).score
    forged = graded("backprop", wrong + FORGED_LOSS, keys, sandbox).score
    assert honest is not None
    assert forged is not None
    assert forged <= honest


def test_without_its_bound_a_broken_loss_pays(
    keys: dict[str, AnswerKey], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the test above tests something."""
    monkeypatch.setattr(Losses, "credit", lambda self, points, given: points)
    gains = []
    for misconception in WRONG_BACKWARD:
        wrong = TOPICS["backprop"].wrong(misconception)
        honest, forged = (
            graded("backprop", source, keys, sandbox).score or 0.0
            for source in (wrong, wrong + FORGED_LOSS)
        )
        gains.append(forged - honest)
    assert max(gains) > 0


EASY_LOSS = """
def loss(parameters, x, labels):
    return float({value})

def backward(parameters, cache, labels):
    return {{name: {slope} for name, value in parameters.items()}}
"""
EASY_LOSSES = {
    "constant": ("1.0", "np.zeros_like(value)"),
    "linear": ("sum(p.sum() for p in parameters.values())", "np.ones_like(value)"),
    "quadratic": ("sum((p**2).sum() for p in parameters.values()) / 2", "value"),
    "without labels": (
        "sum((p**2).sum() for p in parameters.values()) / 2 * x.sum()",
        "value * cache[1][0].sum()",
    ),
    "of everything, but another function": (
        "sum((p**2).sum() for p in parameters.values()) / 2 * (x[0, 0] + labels[0] + 9)",
        "value * (cache[1][0][0, 0] + labels[0] + 9)",
    ),
}


@pytest.mark.parametrize("name", EASY_LOSSES)
def test_the_gradient_of_an_easier_loss_earns_nothing(
    name: str, keys: dict[str, AnswerKey], sandbox: Sandbox
) -> None:
    value, slope = EASY_LOSSES[name]
    change = EASY_LOSS.format(value=value, slope=slope)
    assert task("backprop", change, "backward", keys, sandbox).score == 0


EASY_FUNCTIONS = {
    "its own slope": ("np.exp(z)", "np.exp(z)"),
    "linear": ("z + 0", "np.ones_like(z)"),
    "a square": ("z * z", "2 * z"),
    "a cube": ("z**3", "3 * z**2"),
}


@pytest.mark.parametrize("name", EASY_FUNCTIONS)
@pytest.mark.parametrize("function", ["sigmoid", "tanh"])
def test_the_slope_of_an_easier_function_earns_nothing(
    name: str, function: str, keys: dict[str, AnswerKey], sandbox: Sandbox
) -> None:
    value, slope = EASY_FUNCTIONS[name]
    change = f"""
def {function}(z):
    return {value}

def {function}_derivative(z):
    return {slope}
"""
    assert task("activations", change, f"{function}_derivative", keys, sandbox).score == 0


def test_a_gradient_of_a_loss_without_the_target_earns_nothing(
    keys: dict[str, AnswerKey], sandbox: Sandbox
) -> None:
    change = """
def mse(prediction, target):
    return float((prediction**2).mean())

def mse_gradient(prediction, target):
    return 2 * prediction / prediction.size
"""
    assert task("forward_and_losses", change, "mse_gradient", keys, sandbox).score == 0


def test_a_wrong_backward_earns_nothing_by_what_is_provided(
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


def test_a_provided_result_never_serves_the_task_that_it_replaces(
    keys: dict[str, AnswerKey], sandbox: Sandbox
) -> None:
    """What is provided are results of other inputs than those on which that task is judged."""
    backprop = {one.name: one for one in keys["backprop"].tasks}
    judged = [
        [case.arguments["logits"], case.arguments["labels"]]
        for case in backprop["output_error"].cases
    ]
    served = [
        (entry.form, row.tobytes())
        for entry in backprop["backward"].provided["output_error"]
        for row in entry.rows
    ]
    assert served
    for entry in provided_results.table((arguments, None) for arguments in judged):
        assert not any((entry.form, row.tobytes()) in served for row in entry.rows)


def test_the_share_is_the_rubrics(keys: dict[str, AnswerKey], sandbox: Sandbox) -> None:
    key = keys["activations"]
    tasks = tuple(replace(one, carried_share=0.5) for one in key.tasks)
    half = {"activations": replace(key, tasks=tasks)}
    credited = task("activations", CONSISTENT_TANH, "sigmoid_derivative", half, sandbox)
    shared = [check for check in credited.checks if "given your own" in check.message]
    assert shared
    for check in shared:
        assert abs(check.points - check.max_points / 2) <= 0.005  # rounded to hundredths


# A sequence that is wrong on purpose, in a way of its own, and a way back that asks it for slopes:
# by complex steps, which know no cancellation. Whatever function it is, the two fit together.
BROKEN_SEQUENCE = """
def _other_sequence(x, h, c, W, U, b):
    hidden = []
    for t in range(x.shape[1]):
        z = x[:, t] @ W + h @ U + b
        i, f, g, o = np.split(1 / (1 + np.exp(-z)), 4, axis=1)
        c = f * c + i * g
        h = o * np.tanh(c)
        hidden.append(h)
    return np.stack(hidden, axis=1)

def lstm_forward(*inputs):
    return _other_sequence(*inputs), inputs

def lstm_backward(dhs, inputs):
    gradients = []
    for number, array in enumerate(inputs):
        gradient = np.zeros_like(array)
        for place in np.ndindex(array.shape):
            moved = [one.astype(complex) for one in inputs]
            moved[number][place] += 1e-30j
            gradient[place] = (dhs * _other_sequence(*moved)).sum().imag / 1e-30
        gradients.append(gradient)
    return tuple(gradients)
"""
WRONG_STEP = [one for one in TOPICS["lstm"].misconceptions if one.task == "lstm_step_forward"]


def _with_a_broken_sequence(
    misconception: Misconception, keys: dict[str, AnswerKey], sandbox: Sandbox
) -> tuple[float, float]:
    """The points of honest work after a wrong step, and with the task after it broken, too."""
    wrong = TOPICS["lstm"].wrong(misconception)
    honest, forged = (
        graded("lstm", wrong + after, keys, sandbox).score or 0.0 for after in ("", BROKEN_SEQUENCE)
    )
    return honest, forged


def _without_doubles(keys: dict[str, AnswerKey]) -> dict[str, AnswerKey]:
    """As if nothing stood in for a wrong step, so that the sequence is right for it alone."""
    key = keys["lstm"]
    tasks = tuple(replace(one, doubles=(), expected_with_doubles=()) for one in key.tasks)
    return {"lstm": replace(key, tasks=tasks)}


@pytest.mark.parametrize("misconception", WRONG_STEP, ids=lambda one: one.id)
def test_breaking_a_task_in_between_is_not_paid_for_by_the_one_before(
    misconception: Misconception, keys: dict[str, AnswerKey], sandbox: Sandbox
) -> None:
    for some in (keys, _without_doubles(keys)):
        honest, forged = _with_a_broken_sequence(misconception, some, sandbox)
        assert forged <= honest


def test_if_every_loss_paid_a_task_in_between_would_be_broken(
    keys: dict[str, AnswerKey], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the test above tests something."""
    note = Losses.note
    monkeypatch.setattr(Losses, "note", lambda self, task, points, *_: note(self, task, points))
    alone = _without_doubles(keys)
    both = [_with_a_broken_sequence(one, alone, sandbox) for one in WRONG_STEP]
    assert max(forged - honest for honest, forged in both) > 0


def test_the_task_with_the_error_pays_for_all_that_is_right_but_for_it() -> None:
    losses = Losses()
    losses.note("step", 4.0)
    losses.note("sequence", 1.0, right_but_for=["step"])
    losses.note("sum", 2.0, right_but_for=["sequence"])
    assert losses.credit(3.0, ["sum"]) == 3.0
    assert losses.credit(3.0, ["sequence", "step"]) == 1.0
    assert losses.credit(3.0, ["step"]) == 0.0


def test_what_is_wrong_beside_an_error_has_lost_what_that_has_left() -> None:
    losses = Losses()
    losses.note("step", 4.0)
    losses.note("sequence", 3.0, built_on=["step"])
    assert losses.credit(6.0, ["sequence"]) == 3.0
    assert losses.credit(6.0, ["step"]) == 1.0


@pytest.mark.parametrize("misconception", WRONG_STEP, ids=lambda one: one.id)
def test_a_wrong_step_costs_nothing_in_the_sequence(
    misconception: Misconception, keys: dict[str, AnswerKey], sandbox: Sandbox
) -> None:
    report = graded("lstm", TOPICS["lstm"].wrong(misconception), keys, sandbox)
    over_time = [one for one in report.tasks if one.name in ("lstm_forward", "lstm_backward")]
    assert [one.score for one in over_time] == [one.max_score for one in over_time]
