"""Finite differences: what they find, on nets of any size, and what decides close calls."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from autograder.model.requests import Evaluation, EvaluationKind
from autograder.numerics import finite_differences, tolerances
from autograder.worker import perturbation

GRADIENT = Evaluation("W", EvaluationKind.GRADIENT)
RNG = np.random.default_rng(7)
SHAPES = [(2, 2), (60, 40)]  # element by element; along directions


def swept(W: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The loss sum(tanh(x W)^2) around W, as a worker evaluates it."""
    arguments = {"W": W, "x": x}
    table = perturbation.evaluate(
        lambda a: (np.tanh(a["x"] @ a["W"]) ** 2).sum(), arguments, GRADIENT
    )
    found = table[""]
    assert isinstance(found, np.ndarray)
    return found


def gradient(W: np.ndarray, x: np.ndarray) -> np.ndarray:
    t = np.tanh(x @ W)
    found = x.T @ (2 * t * (1 - t**2))
    assert isinstance(found, np.ndarray)
    return found


@pytest.fixture(params=SHAPES, ids=["elements", "directions"])
def problem(request: pytest.FixtureRequest) -> tuple[np.ndarray, np.ndarray]:
    W = RNG.normal(size=request.param)
    return W, RNG.normal(size=(7, len(W))) / np.sqrt(len(W))


def test_a_right_gradient_agrees(problem: tuple[np.ndarray, np.ndarray]) -> None:
    W, x = problem
    right = gradient(W, x)
    a, numeric, _ = finite_differences.comparable(right, swept(W, x), W)
    assert finite_differences.distance(a, numeric) < tolerances.GRADIENT_NUMERIC / 100
    assert finite_differences.gradient_is(right, swept(W, x), W)


@pytest.mark.parametrize("size", [1e-2, 1e-4])
def test_one_wrong_element_is_found(problem: tuple[np.ndarray, np.ndarray], size: float) -> None:
    W, x = problem
    wrong = gradient(W, x)
    largest = np.unravel_index(np.abs(wrong).argmax(), wrong.shape)
    wrong[largest] *= 1 + size
    assert not finite_differences.gradient_is(wrong, swept(W, x), W)


def test_a_large_tensor_costs_evaluations_by_direction_only() -> None:
    calls = 0

    def count(arguments: dict[str, np.ndarray]) -> float:
        nonlocal calls
        calls += 1
        return float((arguments["W"] ** 2).sum())

    W = RNG.normal(size=(300, 40))
    perturbation.evaluate(count, {"W": W}, GRADIENT)
    assert calls == perturbation.DIRECTIONS * len(perturbation.OFFSETS)


def test_a_quick_check_takes_four_evaluations_and_sees_what_is_wrong() -> None:
    calls = 0

    def loss(arguments: dict[str, Any]) -> float:
        nonlocal calls
        calls += 1
        W, b = arguments["net"]["W"], arguments["net"]["b"]
        return float((np.maximum(W, 0) ** 2).sum() + np.abs(b).sum())

    net = {"W": RNG.normal(size=(30, 20)), "b": RNG.normal(size=20)}
    before = {name: x.copy() for name, x in net.items()}
    right = {"W": 2 * np.maximum(net["W"], 0), "b": np.sign(net["b"])}
    came = perturbation.evaluate(loss, {"net": net}, Evaluation("net", EvaluationKind.QUICK_CHECK))
    assert calls == len(perturbation.OFFSETS)
    assert all((net[name] == before[name]).all() for name in net)
    assert finite_differences.looks_like(right, came, net)
    for wrong in (
        {name: -x for name, x in right.items()},
        {name: 1.1 * x for name, x in right.items()},
        {**right, "b": 20 * right["b"]},
        {**right, "W": np.full((30, 20), np.nan)},
        {**right, "W": np.full((30, 20), np.inf)},
        {**right, "b": np.full(20, 1e308)},
    ):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert not finite_differences.looks_like(wrong, came, net)
            assert not finite_differences.looks_like(right, np.array([np.inf] * 4), net)


def test_a_quick_check_leaves_numbers_numbers() -> None:
    def call(arguments: dict[str, Any]) -> Any:
        assert all(np.ndim(x) == 0 for x in arguments["at"].values())
        return arguments["at"]["x"] * arguments["at"]["y"]

    at = {"x": np.array(1.5), "y": np.array(-0.4)}
    came = perturbation.evaluate(call, {"at": at}, Evaluation("at", EvaluationKind.QUICK_CHECK))
    assert finite_differences.looks_like({"x": at["y"], "y": at["x"]}, came, at)
    assert not finite_differences.looks_like({"x": at["x"], "y": at["y"]}, came, at)


def test_the_moved_argument_is_put_back() -> None:
    for shape in SHAPES:
        W = RNG.normal(size=shape)
        before = W.copy()
        perturbation.evaluate(lambda a: float(a["W"].sum()), {"W": W}, GRADIENT)
        assert (before == W).all()


def test_taylors_remainder_falls_with_its_rate(problem: tuple[np.ndarray, np.ndarray]) -> None:
    W, x = problem
    along = perturbation.directions(W)
    h = perturbation.steps(W.reshape(-1)) if along is None else perturbation.steps(np.abs(W).max())
    right = gradient(W, x).reshape(-1)
    a = right if along is None else along @ right
    assert finite_differences.taylor_rate(swept(W, x), a, h) > 2.5
    assert finite_differences.taylor_rate(swept(W, x), 1.001 * a, h) < 1.5


def test_directions_are_drawn_anew_for_other_numbers() -> None:
    one, other = (perturbation.directions(RNG.normal(size=(60, 40))) for _ in range(2))
    assert not np.allclose(one, other)
    assert np.allclose(np.linalg.norm(one, axis=1), 1)
