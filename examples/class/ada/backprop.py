"""Back-propagation through a net of any depth."""

import numpy as np


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(parameters, x):
    """Return (logits, cache); the cache is a list of (input, pre-activation) for each layer."""
    layers = len(parameters) // 2
    cache = []
    a = x
    for l in range(1, layers + 1):
        z = a @ parameters[f"W{l}"] + parameters[f"b{l}"]
        cache.append((a, z))
        a = _sigmoid(z)
    return z, cache


def loss(parameters, x, labels):
    """Mean cross-entropy over the batch, a float."""
    logits, _ = forward(parameters, x)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -np.mean(log_p[np.arange(len(labels)), labels])


def output_error(logits, labels):
    """δ_L (N, C): gradient of the mean loss with respect to the logits."""
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    delta = e / e.sum(axis=1, keepdims=True)
    delta[np.arange(len(labels)), labels] -= 1
    return delta / len(labels)


def hidden_error(delta_next, W_next, z):
    """δ_l (N, H)."""
    a = _sigmoid(z)
    return (delta_next @ W_next.T) * a * (1 - a)


def layer_gradients(delta, a_previous):
    """(dW, db) of one layer."""
    return a_previous.T @ delta, delta.sum(axis=0)


def backward(parameters, cache, labels):
    """Gradients of the mean loss: a dict with the keys and shapes of `parameters`."""
    gradients = {}
    delta = output_error(cache[-1][1], labels)
    for l in range(len(cache), 0, -1):
        a_previous = cache[l - 1][0]
        gradients[f"W{l}"], gradients[f"b{l}"] = layer_gradients(delta, a_previous)
        if l > 1:
            delta = hidden_error(delta, parameters[f"W{l}"], cache[l - 2][1])
    return gradients
