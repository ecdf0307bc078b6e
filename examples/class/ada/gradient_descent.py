"""Gradient descent and its relatives."""

import numpy as np

# forward and backward pass of the net: my own backprop.py, handed in beside this file
from backprop import backward, forward


def sgd_step(parameters, gradients, learning_rate):
    """One step of plain gradient descent."""
    return {k: p - learning_rate * gradients[k] for k, p in parameters.items()}


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    """One step of classical momentum, v ← μv + g, then p ← p − ηv with the new v."""
    velocity = {k: momentum * velocity[k] + gradients[k] for k in parameters}
    return sgd_step(parameters, velocity, learning_rate), velocity


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """One step of Adam; the state is (t, m, v)."""
    if state is None:
        zeros = {k: np.zeros_like(p) for k, p in parameters.items()}
        state = (0, zeros, zeros)
    t, m, v = state
    t += 1
    m = {k: beta1 * m[k] + (1 - beta1) * gradients[k] for k in parameters}
    v = {k: beta2 * v[k] + (1 - beta2) * gradients[k] ** 2 for k in parameters}
    new = {}
    for k, p in parameters.items():
        m_hat = m[k] / (1 - beta1**t)
        v_hat = v[k] / (1 - beta2**t)
        new[k] = p - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return new, (t, m, v)


def minibatches(x, labels, batch_size, rng):
    """Shuffle the samples and cut them into batches."""
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        batch = order[start : start + batch_size]
        yield x[batch], labels[batch]


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    """Train a net with minibatches and plain gradient descent."""
    history = []
    for _ in range(epochs):
        total = 0.0
        for xb, yb in minibatches(x, labels, batch_size, rng):
            logits, cache = forward(parameters, xb)
            # sum over the batch, so that a small last batch counts less
            shifted = logits - logits.max(axis=1, keepdims=True)
            log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            total -= log_p[np.arange(len(yb)), yb].sum()
            parameters = sgd_step(parameters, backward(parameters, cache, yb), learning_rate)
        history.append(total / len(x))
    return parameters, history
