"""Activations and their slopes.

Every function takes a numpy array of any shape (0-d included) and returns a new array of the same
shape; float64 in gives float64 out and float32 gives float32. Arguments are never changed. At
|z| = 1000 every result is right and finite, and no floating-point warning occurs.
"""

import numpy as np


def sigmoid(z):
    """σ(z) = 1 / (1 + e^(-z)), element by element; safe for large |z| (see above)."""
    # BEGIN SOLUTION
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))
    # END SOLUTION


def sigmoid_derivative(z):
    """dσ/dz at the pre-activation z (not at σ(z))."""
    # BEGIN SOLUTION
    small = np.exp(-np.abs(z))
    return small / (1 + small) ** 2
    # END SOLUTION


def tanh(z):
    """Hyperbolic tangent; `np.tanh` may be used."""
    # BEGIN SOLUTION
    return np.tanh(z)
    # END SOLUTION


def tanh_derivative(z):
    """d tanh/dz at the pre-activation z."""
    # BEGIN SOLUTION
    return 1 - np.tanh(z) ** 2
    # END SOLUTION


def relu(z):
    """max(z, 0)."""
    # BEGIN SOLUTION
    return np.maximum(z, np.zeros_like(z))
    # END SOLUTION


def relu_derivative(z):
    """1 where z > 0, else 0; 0 at z = 0. Same dtype as z."""
    # BEGIN SOLUTION
    return np.where(z > 0, np.ones_like(z), np.zeros_like(z))
    # END SOLUTION


def leaky_relu(z, slope=0.01):
    """z where z > 0, else slope * z; `slope` is a number between 0 and 1."""
    # BEGIN SOLUTION
    return np.where(z > 0, z, slope * z)
    # END SOLUTION


def leaky_relu_derivative(z, slope=0.01):
    """1 where z > 0, else slope; `slope` at z = 0. Same dtype as z."""
    # BEGIN SOLUTION
    return np.where(z > 0, np.ones_like(z), np.full_like(z, slope))
    # END SOLUTION


def softmax(logits):
    """Probabilities over the last axis: each row sums to 1. Safe at logits of ±1000."""
    # BEGIN SOLUTION
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
    # END SOLUTION


def softmax_backward(upstream, probabilities):
    """Gradient of the loss with respect to the logits (vector–Jacobian product for each row).

    upstream: gradient with respect to the probabilities, in their shape.
    probabilities: what `softmax` returned (last axis: classes).
    """
    # BEGIN SOLUTION
    inner = (upstream * probabilities).sum(axis=-1, keepdims=True)
    return probabilities * (upstream - inner)
    # END SOLUTION
