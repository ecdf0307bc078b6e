"""What handouts of numpy topics claim of networks, measured with the reference."""

from __future__ import annotations

import re
import types
from collections.abc import Callable

import numpy as np
import pytest

from tests.conftest import TOPICS

FLOW = TOPICS["gradient_flow"]
CELL = re.compile(r"([\d.,e-]+), ([\d.,e-]+)")
DEVIATIONS: dict[str, Callable[[int, int], float]] = {
    "deviation 0.01": lambda fan_in, fan_out: 0.01,
    "Xavier": lambda fan_in, fan_out: float(np.sqrt(2 / (fan_in + fan_out))),
    "He": lambda fan_in, fan_out: float(np.sqrt(2 / fan_in)),
    "deviation 1": lambda fan_in, fan_out: 1.0,
}
SIZES = [100] * 11 + [10]


@pytest.fixture(scope="module")
def flow() -> types.ModuleType:
    module = types.ModuleType(FLOW.name)
    exec(compile(FLOW.solution, FLOW.name, "exec"), vars(module))
    return module


def rows() -> dict[str, list[str]]:
    """The table of norms: by weights, the cells of sigmoid, tanh and ReLU."""
    lines = [line.strip("|").split("|") for line in FLOW.handout.split("\n") if "| " in line]
    return {first.strip(): [one.strip() for one in rest] for first, *rest in lines}


@pytest.mark.parametrize("weights", DEVIATIONS)
def test_the_norms_in_the_table_are_made_again_by_what_stands_below_it(
    flow: types.ModuleType, weights: str
) -> None:
    for activation, cell in zip(("sigmoid", "tanh", "relu"), rows()[weights], strict=True):
        norms = deep_norms(flow, DEVIATIONS[weights], activation)
        shown = CELL.fullmatch(cell)
        assert shown is not None, cell
        for norm, number in zip((norms[0], norms[-1]), shown.groups(), strict=True):
            plain = number.replace(",", "")
            digits = len(plain.split("e")[0].replace(".", "").strip("0"))
            assert float(plain) == float(f"{norm:.{digits}g}"), (weights, activation, norm)


def deep_norms(
    flow: types.ModuleType, deviation: Callable[[int, int], float], activation: str
) -> list[float]:
    rng = np.random.default_rng(0)
    x, labels = rng.normal(size=(200, 100)), rng.integers(10, size=200)
    parameters = {}
    for layer, fans in enumerate(zip(SIZES, SIZES[1:], strict=False), 1):
        parameters[f"W{layer}"] = rng.normal(0, deviation(*fans), size=fans)
        parameters[f"b{layer}"] = np.zeros(fans[1])
    with np.errstate(over="ignore"):  # of exp(-z), where the sigmoid is 0
        return [float(n) for n in flow.layer_gradient_norms(parameters, x, labels, activation)]


def test_wide_layers_with_large_weights_stretch_an_error_though_each_slope_is_a_quarter() -> None:
    """The handout says 2.5^10 = 9,537 for ten layers."""
    rng = np.random.default_rng(0)
    factors = []
    for _ in range(100):
        error = rng.normal(size=100)
        length = np.linalg.norm(error)
        for _ in range(10):
            error = error @ rng.normal(size=(100, 100)) / 4
        factors.append(np.linalg.norm(error) / length)
    assert np.median(factors) == pytest.approx(2.5**10, rel=0.1)
