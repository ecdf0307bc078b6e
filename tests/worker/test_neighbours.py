"""Evaluations beside a point are counted; honest work has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.model.requests import Evaluation, EvaluationKind
from autograder.worker.neighbours import FoundByDifferences, in_few_passes, refuse_differences

Z = np.array([-1.7, -0.4, 0.3, 0.9, 1.8])
SLOPE = Evaluation("z", EvaluationKind.SLOPE)
GRADIENT = Evaluation("w", EvaluationKind.GRADIENT)


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def looked_at(call: Callable[..., Any], by: Evaluation, **arguments: Any) -> None:
    refuse_differences(lambda given: call(**given), arguments, by, [globals()])


@pytest.mark.parametrize(
    "slope",
    [
        lambda z: (sigmoid(z + 1e-5) - sigmoid(z - 1e-5)) / 2e-5,
        lambda z: (np.tanh(z + 1e-7) - np.tanh(z)) / 1e-7,
        lambda z: np.array([(sigmoid(v + 1e-5) - sigmoid(v - 1e-5)) / 2e-5 for v in z]),
        lambda z: (sigmoid(np.array(z) + 1e-3) - sigmoid(np.array(z) - 1e-3)) / 2e-3,
    ],
)
def test_a_slope_by_differences_is_refused(slope: Callable[..., Any]) -> None:
    with pytest.raises(FoundByDifferences, match="beside the given point: .\\)"):
        looked_at(slope, SLOPE, z=Z)


@pytest.mark.parametrize(
    "slope",
    [
        lambda z: sigmoid(z) * sigmoid(-z),
        lambda z: np.array([sigmoid(v) * sigmoid(-v) for v in z]),
        lambda z: np.clip(sigmoid(z), 1e-8, 1 - 1e-8) * (1 - sigmoid(z.astype(np.float32))),
        lambda z: sigmoid(z + 1e-20j).imag / 1e-20,
        lambda z: sigmoid(-(-(z + 1) - 1) - 2) + 0 * z,
        lambda z: np.cos(np.sin(z / 9) * 9),
        lambda z: z.no_such_attribute,
    ],
)
def test_other_slopes_are_not(slope: Callable[..., Any]) -> None:
    looked_at(slope, SLOPE, z=Z)


def total(w: Any) -> Any:
    return np.sum(np.sin(w) ** 2)


def differences(w: Any) -> Any:
    found = np.zeros(w.shape)
    for place in np.ndindex(w.shape):
        moved = w.copy()
        moved[place] += 1e-5
        found[place] = (total(moved) - total(w)) / 1e-5
    return found


def loops(w: Any) -> Any:
    found = np.zeros(w.shape)
    for place in np.ndindex(w.shape):
        found[place] += 2 * np.sin(w[place]) * np.cos(w[place])
    return found


def test_a_gradient_is_refused_by_as_many_evaluations_as_there_are_numbers() -> None:
    w = np.random.default_rng(3).normal(size=(4, 5))
    with pytest.raises(FoundByDifferences, match="point: 20"):
        looked_at(differences, GRADIENT, w=w)
    looked_at(loops, GRADIENT, w=w)


def test_work_is_bounded_by_some_passes() -> None:
    parameters = {"w": np.random.default_rng(4).normal(size=1000)}
    gradient = in_few_passes(lambda given: {"w": loops(given["w"])}, parameters)
    assert type(gradient["w"]) is np.ndarray
    with pytest.raises(FoundByDifferences, match="for 1,000 parameters"):
        in_few_passes(lambda given: {"w": differences(given["w"])}, parameters)


def test_work_is_refused_though_a_submission_catches_that() -> None:
    def stubborn(given: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"w": differences(given["w"])}
        except Exception:
            return given

    with pytest.raises(FoundByDifferences):
        in_few_passes(stubborn, {"w": np.ones(1000)})
