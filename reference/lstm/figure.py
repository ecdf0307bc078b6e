"""How long a gradient still is when it has gone back through some steps of an LSTM."""

import numpy as np

from autograder.figures import Curve, Dot, Figure, Frame, Plot, told

from .solution import lstm_step_backward, lstm_step_forward

UNITS, SAMPLES, STEPS, NETS = 32, 8, 40, 10
BIASES = (-1, 0, 1, 2, 3, 5)
MARKED = 20


def lengths(bias, seed):
    """After each step back, of the gradients for h and for c together."""
    rng = np.random.default_rng(seed)
    W, U = (rng.normal(size=(UNITS, 4 * UNITS)) / np.sqrt(UNITS) for _ in range(2))
    b = np.zeros(4 * UNITS)
    b[UNITS : 2 * UNITS] = bias
    h = c = np.zeros((SAMPLES, UNITS))
    caches = []
    for _ in range(STEPS):
        h, c, cache = lstm_step_forward(rng.normal(size=(SAMPLES, UNITS)), h, c, W, U, b)
        caches.append(cache)
    dh, dc = rng.normal(size=h.shape), np.zeros_like(c)
    found = []
    for cache in reversed(caches):
        _, dh, dc, *_ = lstm_step_backward(dh, dc, cache)
        found.append((np.linalg.norm(dh), np.linalg.norm(dc)))
    return np.array(found) / found[0][1]


def frame(bias):
    """By way of h and by way of c, typical of some nets; 1 is what c got in the first step."""
    some = np.exp(np.mean([np.log(lengths(bias, seed)) for seed in range(NETS)], axis=0))
    back = np.arange(1, STEPS + 1)
    by_h, by_c = some.T
    plot = Plot(
        [Curve("memory c", back, by_c), Curve("state h", back, by_h)],
        "steps back",
        "length of the gradient, at first 1 for c",
        [Dot(MARKED, by_c[MARKED - 1], told(by_c[MARKED - 1]))],
        logarithmic=True,
    )
    return Frame(
        str(bias),
        [plot],
        f"The length of a gradient on its way back through {STEPS} steps of an LSTM, on a "
        f"logarithmic axis, with a forget bias of {bias}. What the memory c gets is 1 after the "
        f"first step back and {told(by_c[MARKED - 1])} after {MARKED}; what the state h gets is "
        f"{told(by_h[0])} at first and {told(by_h[MARKED - 1])} after {MARKED}.",
    )


figure = Figure(
    "How far back a new LSTM passes its gradient",
    [frame(bias) for bias in BIASES],
    slider="bias of the forget gate",
    shown=BIASES.index(1),
)
