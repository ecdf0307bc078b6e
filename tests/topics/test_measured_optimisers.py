"""The two tables in the handout of `optimisers`, measured again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.conftest import TOPICS
from tests.topics.test_measured_claims import reference

OPTIMISERS = reference("optimisers")


def rows(beginning: str) -> dict[str, list[float]]:
    """The numbers of the table whose first line begins so, by the first cell of their line."""
    _, _, table = TOPICS["optimisers"].handout.partition(f"\n| {beginning}")
    assert table, beginning
    lines = table.partition("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {
        first: [float(cell.removeprefix("under")) for cell in others] for first, *others in cells
    }


def decayed(step: Callable[..., Any], deviation: float) -> float:
    """The mean of 500 weights of 1 after 300 steps along noise."""
    rng = np.random.default_rng(0)
    parameters, state = {"W1": np.ones((500, 1))}, None
    for _ in range(300):
        noise = {"W1": deviation * rng.normal(size=(500, 1))}
        parameters, state = step(parameters, noise, state, 0.01, 0.1)
    return float(np.mean(parameters["W1"]))


def test_only_adamw_decays_all_weights_alike() -> None:
    table = rows("deviation of the noise")
    assert len(table) == 4
    for noise, (with_l2, decoupled) in table.items():
        penalised = decayed(OPTIMISERS.adam_l2_step, float(noise))
        assert penalised == pytest.approx(with_l2, rel=0.15) or penalised < with_l2 <= 0.001
        assert decayed(OPTIMISERS.adamw_step, float(noise)) == pytest.approx(decoupled, rel=0.02)


def test_a_scale_keeps_errors_from_being_lost() -> None:
    rng = np.random.default_rng(0)
    upstream = (0.01 * rng.normal(size=10_000)).astype(np.float32)
    slopes = 1 / (1 + np.exp(-rng.normal(size=(10, 10_000))))
    factors = (slopes * (1 - slopes) * rng.normal(size=slopes.shape)).astype(np.float16)
    table = rows("scale")
    scales = [1, 32, 1024, 32_768, 1_048_576]
    with np.errstate(over="ignore"):
        lost = np.array([OPTIMISERS.half_backward(upstream, factors, one)[1] for one in scales])
    for place, line in ((5, "lost in front of layer 6"), (0, "lost at the input")):
        assert lost[:, place] == pytest.approx(table[line], abs=0.015)
