"""What the handout of `data_quality` says was measured, measured again."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.conftest import TOPICS

HANDOUT = TOPICS["data_quality"].handout
Predict = Callable[[np.ndarray], np.ndarray]
Rows = dict[str, list[float]]
# Another machine may round a sum differently and get one image of some hundred more, or less.
NEAR = 0.004


def reference() -> SimpleNamespace:
    """The functions of the reference."""
    space: dict[str, Any] = {}
    exec(compile(TOPICS["data_quality"].solution, "data_quality", "exec"), space)
    return SimpleNamespace(**space)


OURS = reference()


@cache
def digits() -> tuple[np.ndarray, np.ndarray]:
    with np.load(TOPICS["image_classification"].assignment / "data.npz") as data:
        images, labels = data["images"], data["labels"]
    return images.reshape(len(images), -1) / 16.0, labels.astype(int)


def linear(
    x: np.ndarray, labels: np.ndarray, classes: int = 10, weights: np.ndarray | None = None
) -> Predict:
    """A single layer and softmax: 300 steps with all samples."""
    weights = np.ones(classes) if weights is None else weights
    W, b = np.zeros((x.shape[1], classes)), np.zeros(classes)
    for _ in range(300):
        delta = OURS.weighted_cross_entropy_gradient(x @ W + b, labels, weights)
        W -= 0.5 * (x.T @ delta + 1e-3 * W)
        b -= 0.5 * delta.sum(axis=0)
    return lambda rows: np.argmax(rows @ W + b, axis=1)


def neighbour(x: np.ndarray, labels: np.ndarray) -> Predict:
    squares = np.sum(x**2, axis=1)
    return lambda rows: labels[np.argmin(squares - 2 * rows @ x.T, axis=1)]


MODELS: dict[str, Callable[[np.ndarray, np.ndarray], Predict]] = {
    "linear": linear,
    "neighbour": neighbour,
}


def made_wrong(labels: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    wrong = labels.copy()
    places = rng.permutation(len(labels))[: round(share * len(labels))]
    wrong[places] = (wrong[places] + rng.integers(1, 10, size=len(places))) % 10
    return wrong


def table(head: str) -> tuple[list[str], Rows]:
    """The columns of the table whose head begins so, and its rows by their first cell."""
    [found] = re.findall(rf"^\| {re.escape(head)}.*(?:\n\|.*)+", HANDOUT, re.MULTILINE)
    cells = [[one.strip() for one in line.strip("|").split("|")] for line in found.split("\n")]
    return cells[0][1:], {
        first: [float(one.removesuffix(" %")) for one in rest] for first, *rest in cells[2:]
    }


def test_wrong_labels() -> None:
    columns, rows = table("wrong labels")
    assert list(rows) == ["0 %", "10 %", "20 %", "30 %", "40 %"]
    x, y = digits()
    for name, told in rows.items():
        share, seen = float(name[:-2]) / 100, []
        for seed in range(5):
            rng = np.random.default_rng(seed)
            train, test = np.split(rng.permutation(len(x)), [1200])
            given, asked = made_wrong(y[train], share, rng), made_wrong(y[test], share, rng)
            row = []
            for model in MODELS.values():
                answers = model(x[train], given)(x[test])
                measured = np.mean(answers == asked)
                true = np.mean(answers == y[test])
                row += [measured, OURS.true_accuracy(measured, share, 10), true]
            seen.append(row)
        assert np.mean(seen, axis=0) == pytest.approx(told, abs=NEAR), (name, columns)


def test_copies_leak_unless_the_split_is_one_of_groups() -> None:
    _, rows = table("copies of each image")
    assert list(rows) == ["1", "2", "4"]
    x, y = digits()
    for copies, told in rows.items():
        seen = []
        for seed in range(20):
            rng = np.random.default_rng(seed)
            some, others = np.split(rng.permutation(len(x)), [200])
            originals = np.repeat(some, int(copies))
            test, train = np.split(rng.permutation(len(originals)), [len(originals) // 4])
            leaks = OURS.find_leaks(x[originals[train]], x[originals[test]]) >= 0
            row = [100 * np.mean(leaks), right(originals[train], originals[test])]
            train, test = OURS.split_by_group(originals, 0.25, rng)
            seen.append(
                [
                    *row,
                    right(originals[train], originals[test]),
                    right(originals[train], others),
                ]
            )
        means = np.mean(seen, axis=0)
        assert means[0] == pytest.approx(told[0], abs=0.5)
        assert means[1:] == pytest.approx(told[1:], abs=NEAR), copies


def right(train: np.ndarray, test: np.ndarray) -> float:
    x, y = digits()
    return float(np.mean(neighbour(x[train], y[train])(x[test]) == y[test]))


def test_a_rare_class() -> None:
    _, rows = table("eights among the training images")
    assert list(rows) == ["8", "20", "60"]
    x, y = digits()
    eight = (y == 8).astype(int)
    for name, told in rows.items():
        count, seen = int(name), []
        for seed in range(5):
            first, second = np.split(np.random.default_rng(seed).permutation(len(x)), [1000])
            train = np.concatenate([first[eight[first] == 1][:count], first[eight[first] == 0]])
            train = train[: count + 880]
            common = second[eight[second] == 0]
            rare = second[eight[second] == 1][: max(2, round(len(common) * count / 880))]
            test = np.concatenate([rare, common])
            row = [np.mean(eight[test] == 0)]
            for weights in (np.ones(2), OURS.class_weights(eight[train], 2)):
                answers = linear(x[train], eight[train], 2, weights)(x[test])
                row += [
                    np.mean(answers == eight[test]),
                    OURS.balanced_accuracy(OURS.confusion_matrix(eight[test], answers, 2)),
                ]
            seen.append(row)
        # One eight of nine is a ninth of a recall.
        assert np.mean(seen, axis=0) == pytest.approx(told, abs=0.012), name


def test_learning_curves_and_what_a_law_of_their_first_points_says() -> None:
    columns, rows = table("training images |")
    sizes = np.array([int(one) for one in columns])
    assert sizes.tolist() == [25, 50, 100, 200, 400, 800, 1297]
    x, y = digits()
    for name, model in MODELS.items():
        curves = []
        for seed in range(5):
            order = np.random.default_rng(seed).permutation(len(x))
            held = order[1297:]
            curves.append(
                OURS.learning_curve(model, x, y, x[held], y[held], order[:1297], sizes.tolist())
            )
        training, validation = np.mean(curves, axis=0)
        a, b, _ = OURS.power_law(sizes[:4], validation[:4], 0.01)
        assert training == pytest.approx(rows[f"{name}: training error"], abs=NEAR)
        assert validation == pytest.approx(rows[f"{name}: validation error"], abs=NEAR)
        law = rows[f"{name}: law of the first four"]
        assert a * sizes**-b == pytest.approx(law, abs=NEAR)
        if name == "linear":
            assert validation[-1] / law[-1] == pytest.approx(2, abs=0.2)


def test_two_models_on_one_test_set() -> None:
    x, y = digits()
    train, test = np.split(np.random.default_rng(0).permutation(len(x)), [600])
    a, b = (model(x[train], y[train])(x[test]) == y[test] for model in (neighbour, linear))
    difference, error, p = OURS.compare(a, b)
    plain = " ".join(HANDOUT.split())
    assert f"tested on {len(test)}: {a.mean():.3f} and {b.mean():.3f}." in plain
    assert f"The difference is {difference:.3f} with a standard error of {error:.3f}" in plain
    assert f"({math.sqrt((a.var() + b.var()) / len(test)):.3f} would be that of two" in plain
    assert f"On {np.sum(a & ~b)} images only the nearest neighbour was right, on" in plain
    assert f"on {np.sum(b & ~a)} only the linear model: p = {p:.8f}." in plain


def test_the_best_of_many_that_guess() -> None:
    """The mean of the largest of many numbers of heads in a hundred throws, exactly."""
    below = np.cumsum([math.comb(100, k) / 2**100 for k in range(101)])
    plain = " ".join(HANDOUT.split())
    for models, words in (
        (200, "the best of them is right on {}"),
        (1000, "the best is right on {}."),
    ):
        best = 100 - float(np.sum(below[:-1] ** models))
        assert words.format(f"{best:.1f}") in plain


def test_booleans_have_no_difference_and_floats_have_no_two_to_the_power_2000() -> None:
    with pytest.raises(TypeError):
        np.subtract(np.array([True]), np.array([False]))
    with pytest.raises(OverflowError):
        math.pow(2.0, 2000)
    assert 2**2000 > 0
    assert round(2.5) == 2
