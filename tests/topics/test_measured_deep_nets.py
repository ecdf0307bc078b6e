"""What the handout of `deep_nets` says was measured on digits, measured again."""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT, TOPICS

BLOCKS, WIDTH, SAMPLES, NETS = 50, 64, 100, 5
TRAINED, STEPS, RATES = 1500, 60, (0.01, 0.1, 1.0)
HANDOUT = TOPICS["deep_nets"].handout

Parameters = dict[str, np.ndarray]


def reference() -> SimpleNamespace:
    """The functions of the topic's reference."""
    space: dict[str, object] = {}
    exec(compile(TOPICS["deep_nets"].solution, "deep_nets", "exec"), space)
    return SimpleNamespace(**space)


DEEP = reference()
SMALL = {kind: DEEP.branch_scale(BLOCKS, 2.0, kind) for kind in ("residual", "pre-norm")}
# Each row of the handout's tables: its name, the kind, the branch scale.
ROWS = [
    ("plain", "plain", 1.0),
    ("normalised", "normalised", 1.0),
    ("residual, s = 1", "residual", 1.0),
    ("residual, s = 0.118", "residual", SMALL["residual"]),
    ("pre-norm, s = 1", "pre-norm", 1.0),
    ("pre-norm, s = 0.141", "pre-norm", SMALL["pre-norm"]),
]
each_row = pytest.mark.parametrize(("row", "kind", "scale"), ROWS)


@cache
def digits() -> tuple[np.ndarray, np.ndarray]:
    """The images, without the mean of each pixel and with the mean square 1; the labels."""
    with np.load(ROOT / "assignments" / "deep_nets" / "data.npz") as data:
        images = data["images"] - data["images"].mean(axis=0)
        return images / np.sqrt(np.mean(images**2)), data["labels"]


def net(rng: np.random.Generator, kind: str, times: float = 1.0) -> Parameters:
    """Weights of He's deviation times a number; biases 0, γ = 1, β = 0."""
    made = {}
    for block in range(1, BLOCKS + 1):
        made[f"W{block}"] = rng.normal(size=(WIDTH, WIDTH)) * np.sqrt(2 / WIDTH) * times
        made[f"b{block}"] = np.zeros(WIDTH)
        if kind in ("normalised", "pre-norm"):
            made[f"gamma{block}"], made[f"beta{block}"] = np.ones(WIDTH), np.zeros(WIDTH)
    return made


def what_arrives(
    kind: str, scale: float, times: float, calibrated: bool = False
) -> tuple[float, float]:
    """What becomes of the signal and of the gradient: geometric means of some nets."""
    found = []
    for seed in range(NETS):
        rng = np.random.default_rng(seed)
        parameters = net(rng, kind, times)
        x = rng.choice(digits()[0], SAMPLES, replace=False)
        if calibrated:
            parameters = DEEP.calibrate(parameters, x, kind, scale)
        stream = DEEP.deep_forward(parameters, x, kind, scale)
        upstream = rng.normal(size=x.shape)
        _, flow = DEEP.deep_backward(parameters, stream, upstream, kind, scale)
        there, back = DEEP.sizes(stream), DEEP.sizes(flow)
        found.append(np.log([there[-1] / there[0], back[0] / back[-1]]))
    signal, gradient = np.exp(np.mean(found, axis=0))
    return float(signal), float(gradient)


def apart(kind: str, scale: float) -> tuple[list[float], list[float]]:
    """Mean cosines and dead shares at the beginning, behind ten blocks, and at the end."""
    cosines, dead = [], []
    for seed in range(NETS):
        rng = np.random.default_rng(seed)
        parameters = net(rng, kind)
        x = rng.choice(digits()[0], SAMPLES, replace=False)
        stream = DEEP.deep_forward(parameters, x, kind, scale)
        looked_at = [stream[0], stream[10], stream[BLOCKS]]
        cosines.append([DEEP.mean_cosine(one) for one in looked_at])
        if kind in ("normalised", "pre-norm"):
            given = np.ones(WIDTH), np.zeros(WIDTH)
            looked_at = [DEEP.layer_norm_forward(one, *given) for one in looked_at]
        dead.append([DEEP.dead_share(one) for one in looked_at])
    return np.mean(cosines, axis=0).tolist(), np.mean(dead, axis=0).tolist()


def trained(kind: str, scale: float, rate: float) -> tuple[float, float]:
    """The mean loss of the last ten steps, and the accuracy on the other digits."""
    images, labels = digits()
    rng = np.random.default_rng(0)
    parameters, losses = net(rng, kind), []
    with np.errstate(all="ignore"):  # some of these nets explode
        for _ in range(STEPS):
            chosen = rng.integers(TRAINED, size=SAMPLES)
            x, true = images[chosen], labels[chosen]
            stream = DEEP.deep_forward(parameters, x, kind, scale)
            logits = stream[-1][:, :10]
            powers = np.exp(logits - logits.max(axis=1, keepdims=True))
            p = powers / powers.sum(axis=1, keepdims=True)
            losses.append(-np.mean(np.log(p[np.arange(SAMPLES), true])))
            upstream = np.zeros_like(x)
            upstream[:, :10] = (p - np.eye(10)[true]) / SAMPLES
            gradients, _ = DEEP.deep_backward(parameters, stream, upstream, kind, scale)
            parameters = {name: p - rate * gradients[name] for name, p in parameters.items()}
        stream = DEEP.deep_forward(parameters, images[TRAINED:], kind, scale)
    guesses = stream[-1][:, :10].argmax(axis=1)
    return float(np.mean(losses[-10:])), float(np.mean(guesses == labels[TRAINED:]))


def cells(heading: str, row: str) -> list[str]:
    """The cells of a row, in the table whose first line begins with the heading."""
    [table] = re.findall(rf"^\| {re.escape(heading)} .*?\n\n", HANDOUT, re.M | re.S)
    [line] = re.findall(rf"^\| {re.escape(row)} \|(.*)\|$", table, re.M)
    return [cell.strip() for cell in line.split("|")]


def pair(cell: str) -> Any:
    return pytest.approx(tuple(float(part) for part in cell.split(", ")), rel=0.06)


@each_row
def test_what_becomes_of_signal_and_gradient(row: str, kind: str, scale: float) -> None:
    told = cells("fifty blocks", row)
    assert len(told) == 3
    for times, cell in zip((0.5, 1.0, 2.0), told, strict=True):
        assert what_arrives(kind, scale, times) == pair(cell)


@each_row
def test_samples_become_alike(row: str, kind: str, scale: float) -> None:
    cosines, dead = apart(kind, scale)
    told = cells("He's weights", row)
    assert cosines == pytest.approx([float(cell) for cell in told[:3]], abs=0.01)
    assert dead[2] == pytest.approx(float(told[3]), abs=0.01)


@pytest.mark.parametrize(
    ("row", "kind", "scale"), [one for one in ROWS if one[0] in ("plain", "residual, s = 1")]
)
def test_calibration_cures_weights_of_twice_the_size(row: str, kind: str, scale: float) -> None:
    before, after = cells("weights twice as large", row)
    assert what_arrives(kind, scale, 2.0) == pair(before)
    assert what_arrives(kind, scale, 2.0, calibrated=True) == pair(after)


@each_row
def test_what_sixty_steps_make_of_each_net(row: str, kind: str, scale: float) -> None:
    rate, loss, accuracy = cells("sixty steps", row)
    found = {one: trained(kind, scale, one) for one in RATES}
    finite = {one: seen for one, seen in found.items() if np.isfinite(seen[0])}
    if rate == "any":
        assert not finite
        return
    best = min(finite, key=lambda one: finite[one][0])
    assert best == float(rate)
    assert finite[best][0] == pytest.approx(float(loss), abs=0.05)
    assert finite[best][1] == pytest.approx(float(accuracy.removesuffix(" %")) / 100, abs=0.03)


def test_the_pre_norm_net_with_whole_branches_is_in_between() -> None:
    assert "the samples stay partly apart (0.57)" in " ".join(HANDOUT.split())
    assert cells("He's weights", "pre-norm, s = 1")[2] == "0.57"


def test_calibration_leaves_the_cosines_of_a_plain_net_without_biases_as_they_are() -> None:
    rng = np.random.default_rng(0)
    parameters = net(rng, "plain", 2.0)
    x = rng.choice(digits()[0], SAMPLES, replace=False)
    ends = [
        DEEP.mean_cosine(DEEP.deep_forward(one, x, "plain", 1.0)[-1])
        for one in (parameters, DEEP.calibrate(parameters, x, "plain", 1.0))
    ]
    assert ends[0] == pytest.approx(ends[1], rel=1e-9)


def test_the_means_that_the_handout_calculates_with() -> None:
    words = re.sub(r"\s+", " ", HANDOUT)
    assert "(1/2)^50 = 9e-16" in words
    assert f"{0.5**50:.0e}" == "9e-16"
    assert "3e7 of the size" in words
    assert f"{2.0**25:.0e}" == "3e+07"
    assert "√51 = 7 times" in words
    assert f"{51**0.5:.0f}" == "7"
    assert "0.118 and 0.141" in words
    assert [f"{SMALL[kind]:.3f}" for kind in SMALL] == ["0.118", "0.141"]
    assert "(1 + 1/50)^50 = 2.69" in words
    assert f"{1.02**50:.2f}" == "2.69"
