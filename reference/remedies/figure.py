"""How long a gradient is on its way back through 100 residual blocks, with and without the sum."""

import numpy as np

from autograder.figures import Curve, Figure, Frame, Plot, told

from .solution import residual_backward, residual_forward

WIDTH, BATCH, BLOCKS, NETS = 64, 32, 100, 10
# As in the handout: W1 by He's rule, W2 by a part of √(1/64).
FIRST, SECOND = np.sqrt(2 / WIDTH), np.sqrt(1 / WIDTH)
SCALES = {"0": 0.0, "1/10": 0.1, "1/4": 0.25, "1/2": 0.5, "1": 1.0}


def lengths(scale, seed, alone):
    """Of the gradient before each block as a multiple of what came in; `alone` leaves out x."""
    rng = np.random.default_rng(seed)
    x, caches = rng.normal(size=(BATCH, WIDTH)), []
    for _ in range(BLOCKS):
        W1 = rng.normal(size=(WIDTH, WIDTH)) * FIRST
        W2 = rng.normal(size=(WIDTH, WIDTH)) * (scale * SECOND)
        out, cache = residual_forward(x, W1, np.zeros(WIDTH), W2, np.zeros(WIDTH))
        caches.append(cache)
        x = out - x if alone else out
    gradient = rng.normal(size=x.shape)
    found = [np.linalg.norm(gradient)]
    for cache in reversed(caches):
        before = residual_backward(gradient, cache)[0]
        gradient = before - gradient if alone else before
        found.append(np.linalg.norm(gradient))
    return np.array(found) / found[0]


def typical(scale, alone):
    """The geometric mean of some nets."""
    some = [lengths(scale, seed, alone) for seed in range(NETS)]
    with np.errstate(divide="ignore"):  # without a branch nothing comes back
        return np.exp(np.mean(np.log(some), axis=0))


passed = np.arange(BLOCKS + 1)
RESIDUAL = {name: typical(scale, False) for name, scale in SCALES.items()}


def frame(name, scale):
    residual, plain = RESIDUAL[name], typical(scale, True)
    plot = Plot(
        [Curve("x + F(x)", passed, residual), Curve("F(x)", passed, plain)],
        "blocks that the gradient has passed",
        "length of the gradient, at first 1",
        logarithmic=True,
        y_range=(1e-20, 1e16),
        behind=[Curve("", passed, one) for one in RESIDUAL.values()],
    )
    return Frame(
        name,
        [plot],
        f"The length of a gradient on its way back through {BLOCKS} blocks, on a logarithmic axis, "
        f"if W2 is drawn with {name} times √(1/64). By blocks x + F(x) it becomes "
        f"{told(residual[-1])} times as long; by F(x) alone "
        + (f"{told(plain[-1])} times. " if plain[1] else "nothing is left after one block. ")
        + "Thin lines: blocks x + F(x) by the factor of W2, "
        + "; ".join(f"{other}: {told(one[-1])} times" for other, one in RESIDUAL.items())
        + ".",
    )


figure = Figure(
    f"A gradient through {BLOCKS} residual blocks",
    [frame(*one) for one in SCALES.items()],
    slider="deviation of W2, times √(1/64)",
    shown=list(SCALES).index("1"),
)
