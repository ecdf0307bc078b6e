"""Gradient descent and its relatives.

`parameters`, `gradients` and `velocity` are dicts with the same keys W1, b1, …, WL, bL, of one
layer or more, not always in the same order; the arrays of one key have one shape. W_l is (inputs,
outputs), b_l (outputs,). Rows of x (N, D) are samples, one or more; labels are integers (N,), and a
class may be without samples. No function changes the parameters, gradients, velocity, x or labels
that it is given. The three step functions return new dicts and keep the dtype: float64 gives
float64, float32 gives float32.
"""

import numpy as np

# BEGIN SOLUTION


def _loss_and_gradients(parameters, x, labels):
    """Mean cross-entropy of the net on one batch, and its gradients."""
    depth = len(parameters) // 2
    activations = [x]
    for layer in range(1, depth + 1):
        z = activations[-1] @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
        activations.append(z if layer == depth else 1 / (1 + np.exp(-z)))
    logits = activations.pop()
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    rows = np.arange(len(labels))
    delta = np.exp(log_probabilities)
    delta[rows, labels] -= 1
    delta /= len(labels)
    gradients = {}
    for layer in range(depth, 0, -1):
        a = activations[layer - 1]
        gradients[f"W{layer}"] = a.T @ delta
        gradients[f"b{layer}"] = delta.sum(axis=0)
        delta = (delta @ parameters[f"W{layer}"].T) * a * (1 - a)
    return -log_probabilities[rows, labels].sum() / len(labels), gradients


# END SOLUTION


def sgd_step(parameters, gradients, learning_rate):
    """One step of plain gradient descent, p ← p − ηg for every key, with η the learning rate (> 0).

    Returns the new parameters.
    """
    # BEGIN SOLUTION
    return {name: p - learning_rate * gradients[name] for name, p in parameters.items()}
    # END SOLUTION


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    """One step of classical momentum, v ← μv + g, then p ← p − ηv with the new v, for every key.

    η is the learning rate (> 0), μ the momentum (0 ≤ μ < 1). The caller starts with a velocity of
    zeros and passes on what the last call returned. Returns (new parameters, new velocity).
    """
    # BEGIN SOLUTION
    velocity = {name: momentum * v + gradients[name] for name, v in velocity.items()}
    return sgd_step(parameters, velocity, learning_rate), velocity
    # END SOLUTION


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
    # BEGIN SOLUTION
    if state is None:
        state = (0, dict.fromkeys(parameters, 0.0), dict.fromkeys(parameters, 0.0))
    steps, first, second = state
    steps += 1
    first = {name: beta1 * first[name] + (1 - beta1) * g for name, g in gradients.items()}
    second = {name: beta2 * second[name] + (1 - beta2) * g**2 for name, g in gradients.items()}
    moved = {}
    for name, p in parameters.items():
        mean = first[name] / (1 - beta1**steps)
        square = second[name] / (1 - beta2**steps)
        moved[name] = p - learning_rate * mean / (np.sqrt(square) + epsilon)
    return moved, (steps, first, second)
    # END SOLUTION


def minibatches(x, labels, batch_size, rng):
    """Shuffle the samples (not only whole batches of neighbours) and cut them into batches.

    Returns any iterable (a list, a generator, …) of pairs (x, labels) of shapes (B, D) and (B,).
    Every sample comes exactly once, in the same row as its own label. B is `batch_size` (≥ 1, and
    perhaps above N) in all batches but the last, which holds the rest and is never empty.

    `rng` is a numpy.random.Generator and the only source of the order; how you draw from it is up
    to you. Equal generators give equal batches, and each further call with the same generator
    gives another order.
    """
    # BEGIN SOLUTION
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        chosen = order[start : start + batch_size]
        yield x[chosen], labels[chosen]
    # END SOLUTION


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
    # BEGIN SOLUTION
    history = []
    for _ in range(epochs):
        total = 0.0
        for some, their_labels in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, some, their_labels)
            parameters = sgd_step(parameters, gradients, learning_rate)
            total += loss * len(some)
        history.append(float(total / len(x)))
    return parameters, history
    # END SOLUTION
