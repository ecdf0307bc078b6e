"""How long a gradient is on its way back through 100 residual blocks, with and without the sum."""

import numpy as np

from autograder.figures import Curve, Figure, Frame, Plot, told

from .solution import residual_backward, residual_forward

WIDTH, BATCH, BLOCKS, NETS = 64, 32, 100, 10
HE = np.sqrt(2 / WIDTH)
SCALES = {"0": 0.0, "1/8": 0.125, "1/4": 0.25, "1/2": 0.5, "1": 1.0}


def lengths(scale, seed, alone):
    """Of the gradient before each block as a multiple of what came in; `alone` leaves out x."""
    rng = np.random.default_rng(seed)
    x, caches = rng.normal(size=(BATCH, WIDTH)), []
    for _ in range(BLOCKS):
        W1 = rng.normal(size=(WIDTH, WIDTH)) * HE
        W2 = rng.normal(size=(WIDTH, WIDTH)) * (scale * HE)
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


def frame(name, scale):
    residual, plain = typical(scale, False), typical(scale, True)
    passed = np.arange(BLOCKS + 1)
    plot = Plot(
        [Curve("x + F(x)", passed, residual), Curve("F(x)", passed, plain)],
        "blocks that the gradient has passed",
        "length of the gradient, at first 1",
        logarithmic=True,
        y_range=(1e-20, 1e15),
    )
    return Frame(
        name,
        [plot],
        f"The length of a gradient on its way back through {BLOCKS} blocks whose second weights are "
        f"{name} of He's, on a logarithmic axis. With blocks x + F(x) it is {told(residual[-1])} "
        "times as long at the start as at the end; with F(x) alone, "
        + (f"{told(plain[-1])} times." if plain[1] else "nothing is left after one block."),
    )


figure = Figure(
    f"A gradient through {BLOCKS} residual blocks",
    [frame(*one) for one in SCALES.items()],
    slider="weights of the branch, as a part of He's",
    shown=list(SCALES).index("1/4"),
)
