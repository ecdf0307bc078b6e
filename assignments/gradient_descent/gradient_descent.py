"""Gradient descent and its relatives.

`parameters`, `gradients` and `velocity` are dicts with the same keys W1, b1, …, WL, bL, of one
layer or more, not always in the same order; the arrays of one key have one shape. W_l is (inputs,
outputs), b_l (outputs,). Rows of x (N, D) are samples, one or more; labels are integers (N,), and a
class may be without samples. No function changes the parameters, gradients, velocity, x or labels
that it is given. The three step functions return new dicts and keep the dtype: float64 gives
float64, float32 gives float32.
"""

import numpy as np


def sgd_step(parameters, gradients, learning_rate):
    """One step of plain gradient descent, p ← p − ηg for every key, with η the learning rate (> 0).

    Returns the new parameters.
    """
    raise NotImplementedError("sgd_step")


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    """One step of classical momentum, v ← μv + g, then p ← p − ηv with the new v, for every key.

    η is the learning rate (> 0), μ the momentum (0 ≤ μ < 1). The caller starts with a velocity of
    zeros and passes on what the last call returned. Returns (new parameters, new velocity).
    """
    raise NotImplementedError("momentum_step")


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """One step of Adam. Returns (new parameters, new state).

    `state` is None on the first call and what the last call returned on every later one. Its form
    is yours, and it alone may be changed in place; two trainings may run at the same time, each
    with a state of its own. It has to carry, for every key, the moments m and v (both 0 before the
    first call), and how often it was called:

        m ← β₁m + (1 − β₁)g        m̂ = m / (1 − β₁ᵗ)
        v ← β₂v + (1 − β₂)g²       v̂ = v / (1 − β₂ᵗ)        p ← p − η m̂ / (√v̂ + ε)

    with g² taken element by element, η the learning rate (> 0), 0 ≤ β₁ < 1, 0 ≤ β₂ < 1, ε > 0, and
    t = 1 in the first call, 2 in the second, whatever the number of keys. Without a gradient (g = 0
    from the first call on) a parameter stays where it is.
    """
    raise NotImplementedError("adam_step")


def minibatches(x, labels, batch_size, rng):
    """Shuffle the samples (not only whole batches of neighbours) and cut them into batches.

    Returns any iterable (a list, a generator, …) of pairs (x, labels) of shapes (B, D) and (B,).
    Every sample comes exactly once, in the same row as its own label. B is `batch_size` (≥ 1, and
    perhaps above N) in all batches but the last, which holds the rest and is never empty.

    `rng` is a numpy.random.Generator and the only source of the order; how you draw from it is up
    to you. Equal generators give equal batches, and each further call with the same generator
    gives another order.
    """
    raise NotImplementedError("minibatches")


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    """Train a net with minibatches and plain gradient descent. Returns (new parameters, history).

    The net is that of the topic `backprop`: sigmoid hidden layers (perhaps none), logits, mean
    cross-entropy. Write its forward and backward pass in this file, or import your own backprop.py
    and submit it beside this file.

    Each of the `epochs` (≥ 1) goes through all samples once, in batches as `minibatches` makes them
    and in an order newly drawn from `rng`. Every batch gives one step, along the gradient of the
    mean loss over that batch alone. `history` is a list with one float per epoch: the mean over all
    N samples of the loss, each sample's taken with its batch just before that batch's step. So a
    small last batch counts by the number of its samples.
    """
    raise NotImplementedError("train")
