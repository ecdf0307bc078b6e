"""Activations and their slopes.

Every function takes a numpy array of any shape (0-d included) and returns a new array of the same
shape; float64 in gives float64 out and float32 gives float32. Arguments are never changed. At
|z| = 1000 every result is right and finite, and no floating-point warning occurs.
"""

import numpy as np


def sigmoid(z):
    """σ(z) = 1 / (1 + e^(-z)), element by element; safe for large |z| (see above)."""
    raise NotImplementedError("sigmoid")


def sigmoid_derivative(z):
    """dσ/dz at the pre-activation z (not at σ(z))."""
    raise NotImplementedError("sigmoid_derivative")


def tanh(z):
    """Hyperbolic tangent; `np.tanh` may be used."""
    raise NotImplementedError("tanh")


def tanh_derivative(z):
    """d tanh/dz at the pre-activation z."""
    raise NotImplementedError("tanh_derivative")


def relu(z):
    """max(z, 0)."""
    raise NotImplementedError("relu")


def relu_derivative(z):
    """1 where z > 0, else 0; 0 at z = 0. Same dtype as z."""
    raise NotImplementedError("relu_derivative")


def leaky_relu(z, slope=0.01):
    """z where z > 0, else slope * z; `slope` is a number between 0 and 1."""
    raise NotImplementedError("leaky_relu")


def leaky_relu_derivative(z, slope=0.01):
    """1 where z > 0, else slope; `slope` at z = 0. Same dtype as z."""
    raise NotImplementedError("leaky_relu_derivative")


def softmax(logits):
    """Probabilities over the last axis: each row sums to 1. Safe at logits of ±1000."""
    raise NotImplementedError("softmax")


def softmax_backward(upstream, probabilities):
    """Gradient of the loss with respect to the logits (vector–Jacobian product for each row).

    upstream: gradient with respect to the probabilities, in their shape.
    probabilities: what `softmax` returned (last axis: classes).
    """
    raise NotImplementedError("softmax_backward")
