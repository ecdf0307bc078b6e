"""Forward propagation and the loss."""

import numpy as np


def dense_forward(x, W, b):
    """One dense layer: x (N, D), W (D, H), b (H,) give pre-activations (N, H)."""
    return x @ W + b


def mlp_forward(parameters, x):
    """Logits (N, C) of a net with any number of layers, W1, b1, …, WL, bL."""
    layers = len(parameters) // 2
    a = x
    for l in range(1, layers + 1):
        z = dense_forward(a, parameters[f"W{l}"], parameters[f"b{l}"])
        a = 1 / (1 + np.exp(-z))
    return z  # not a: logits are not squashed


def one_hot(labels, classes):
    """labels: integers (N,) from 0 to classes - 1. Returns float64 (N, classes)."""
    return np.eye(classes)[labels]


def mse(prediction, target):
    """Mean of the squared differences over all elements."""
    return np.mean((prediction - target) ** 2)


def mse_gradient(prediction, target):
    """Gradient of `mse` with respect to the prediction."""
    return 2 * (prediction - target) / prediction.size


def _log_softmax(logits):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def cross_entropy(logits, labels):
    """Mean over the batch of -log softmax(logits)[label]."""
    return -np.mean(_log_softmax(logits)[np.arange(len(labels)), labels])


def cross_entropy_gradient(logits, labels):
    """Gradient of `cross_entropy` with respect to the logits (N, C)."""
    p = np.exp(_log_softmax(logits))
    p[np.arange(len(labels)), labels] -= 1  # p - one_hot, but float32 stays float32
    return p / len(labels)
