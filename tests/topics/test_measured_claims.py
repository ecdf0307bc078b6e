"""What the handouts of `remedies` and `lstm` say was measured, measured again."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

from tests.conftest import TOPICS

WIDTH, BATCH, NETS = 64, 32, 10


def reference(name: str) -> SimpleNamespace:
    """The functions of a topic's reference."""
    space: dict[str, object] = {}
    exec(compile(TOPICS[name].solution, name, "exec"), space)
    return SimpleNamespace(**space)


REMEDIES, LSTM = reference("remedies"), reference("lstm")
HANDOUTS = {
    name: re.sub(r"\s+", " ", TOPICS[name].handout).replace(",", "")
    for name in ("remedies", "lstm")
}


def typical(measure: Callable[[np.random.Generator], float]) -> float:
    """The geometric mean of some nets."""
    return float(np.exp(np.mean([np.log(measure(np.random.default_rng(n))) for n in range(NETS)])))


def through_blocks(rng: np.random.Generator, deviation: float, blocks: int = 100) -> float:
    """How many times as long a gradient has become that went back through residual blocks."""
    x, caches = rng.normal(size=(BATCH, WIDTH)), []
    for _ in range(blocks):
        W1 = rng.normal(size=(WIDTH, WIDTH)) * np.sqrt(2 / WIDTH)
        W2 = rng.normal(size=(WIDTH, WIDTH)) * deviation
        x, cache = REMEDIES.residual_forward(x, W1, np.zeros(WIDTH), W2, np.zeros(WIDTH))
        caches.append(cache)
    start = gradient = rng.normal(size=x.shape)
    for cache in reversed(caches):
        gradient = REMEDIES.residual_backward(gradient, cache)[0]
    return float(np.linalg.norm(gradient) / np.linalg.norm(start))


def through_layers(rng: np.random.Generator, normalised: bool, layers: int = 50) -> float:
    """The same for plain layers with relu, with or without batch normalisation before it."""
    x, passed = rng.normal(size=(BATCH, WIDTH)), []
    running = {"mean": np.zeros(WIDTH), "var": np.ones(WIDTH)}
    for _ in range(layers):
        W, cache = rng.normal(size=(WIDTH, WIDTH)) * np.sqrt(2 / WIDTH), None
        z = x @ W
        if normalised:
            given = np.ones(WIDTH), np.zeros(WIDTH), running, True
            z, cache, _ = REMEDIES.batch_norm_forward(z, *given)
        x = np.maximum(z, 0)
        passed.append((W, z, cache))
    start = gradient = rng.normal(size=x.shape)
    for W, z, cache in reversed(passed):
        gradient = gradient * (z > 0)
        if normalised:
            gradient = REMEDIES.batch_norm_backward(gradient, cache)[0]
        gradient = gradient @ W.T
    return float(np.linalg.norm(gradient) / np.linalg.norm(start))


def test_residual_blocks_explode_and_small_branches_do_not() -> None:
    plain = 1 / np.sqrt(WIDTH)
    assert 1e14 < typical(lambda rng: through_blocks(rng, plain)) < 1e16
    assert "√2^100 = 10^15" in HANDOUTS["remedies"]
    assert pytest.approx(1e15, rel=0.2) == 2.0**50
    small = typical(lambda rng: through_blocks(rng, plain / 10))
    assert "√1.01^100 = 1.6" in HANDOUTS["remedies"]
    assert f"{1.01**50:.1f}" == "1.6"
    assert small == pytest.approx(1.01**50, rel=0.05)
    assert through_blocks(np.random.default_rng(0), 0.0) == 1


def test_batch_normalisation_does_not_cure_depth_by_itself() -> None:
    plain = typical(lambda rng: through_layers(rng, normalised=False))
    normalised = typical(lambda rng: through_layers(rng, normalised=True))
    assert f"({plain:.1f} times)" in HANDOUTS["remedies"]
    assert f"about {round(normalised, -3):.0f} times as long" in HANDOUTS["remedies"]


def test_slopes_of_a_quarter_vanish_or_explode_with_the_weights() -> None:
    def through(rng: np.random.Generator, deviation: float) -> float:
        start = gradient = rng.normal(size=100)
        for _ in range(10):
            gradient = (deviation * rng.normal(size=(100, 100))) @ gradient / 4
        return float(np.linalg.norm(gradient) / np.linalg.norm(start))

    assert "2.5^10 = 9500" in HANDOUTS["remedies"]
    assert pytest.approx(9500, rel=0.01) == 2.5**10
    assert typical(lambda rng: through(rng, 1.0)) == pytest.approx(2.5**10, rel=0.3)
    assert typical(lambda rng: through(rng, 0.1)) == pytest.approx(1e-6, rel=0.3)
    assert pytest.approx(1e-6, rel=0.1) == 0.25**10


def through_lstm(rng: np.random.Generator, forget_bias: float) -> float:
    """Which share of the gradient at the last hidden state reaches the first memory."""
    steps, units, samples = 20, 32, 8
    W, U = (rng.normal(size=(units, 4 * units)) / np.sqrt(units) for _ in range(2))
    b = np.zeros(4 * units)
    b[units : 2 * units] = forget_bias
    x, zeros = rng.normal(size=(samples, steps, units)), np.zeros((samples, units))
    hs, cache = LSTM.lstm_forward(x, zeros, zeros, W, U, b)
    dhs = np.zeros_like(hs)
    dhs[:, -1] = rng.normal(size=(samples, units))
    return float(np.linalg.norm(LSTM.lstm_backward(dhs, cache)[2]) / np.linalg.norm(dhs))


def through_tanh(rng: np.random.Generator, times: float) -> float:
    """The same for a recurrent net without gates and its first hidden state."""
    steps, units, samples = 20, 32, 8
    W, U = (rng.normal(size=(units, units)) / np.sqrt(units) for _ in range(2))
    h, hidden = np.zeros((samples, units)), []
    for _ in range(steps):
        h = np.tanh(rng.normal(size=(samples, units)) @ W + times * h @ U)
        hidden.append(h)
    start = gradient = rng.normal(size=h.shape)
    for h in reversed(hidden):
        gradient = (gradient * (1 - h**2)) @ (times * U).T
    return float(np.linalg.norm(gradient) / np.linalg.norm(start))


@pytest.mark.parametrize(
    ("row", "measure"),
    [
        ("tanh no gates", lambda rng: through_tanh(rng, 1)),
        ("tanh no gates U 1.5 times as large", lambda rng: through_tanh(rng, 1.5)),
        ("tanh no gates U 3 times as large", lambda rng: through_tanh(rng, 3)),
        ("LSTM forget bias 0", lambda rng: through_lstm(rng, 0)),
        ("LSTM forget bias 1", lambda rng: through_lstm(rng, 1)),
        ("LSTM forget bias 3", lambda rng: through_lstm(rng, 3)),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_gates_and_forget_bias_against_a_net_of_tanh(
    row: str, measure: Callable[[np.random.Generator], float]
) -> None:
    [told] = re.findall(rf"\| {re.escape(row)} \| ([\d.]+) \|", HANDOUTS["lstm"])
    assert typical(measure) == pytest.approx(float(told), rel=0.05)


def test_the_factor_of_the_forget_gate_over_twenty_steps() -> None:
    opened = 1 / (1 + np.exp(-1.0))
    assert f"f is about {opened:.2f}" in HANDOUTS["lstm"]
    assert f"{0.95**20:.0%}".replace("%", " %") in HANDOUTS["lstm"]
    assert f"{opened**20:.1%}".replace("%", " %") in HANDOUTS["lstm"]
    assert pytest.approx(1e-6, rel=0.1) == 0.5**20
