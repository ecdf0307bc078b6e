"""Activations and their slopes.

Every function takes a numpy array of floats of any shape, 0-d included, and returns an array of
the same shape and dtype: float64 for float64, float32 for float32. (Softmax needs one axis at
least; a 0-d result may be a numpy scalar.) Every element is treated on its own, except by softmax.
Arguments are never changed; where there is nothing to change, the argument itself may be returned.
For float64 values from -1000 to 1000 every result is right and finite, and no floating-point
warning (overflow, invalid value, division by zero) occurs; underflow to 0 is right.
"""

import numpy as np


def sigmoid(z):
    """σ(z) = 1 / (1 + e^(-z)), between 0 and 1; safe at ±1000 (see above)."""
    # BEGIN SOLUTION
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)
    # END SOLUTION


def sigmoid_derivative(z):
    """dσ/dz at the pre-activation z (not at σ(z)); safe at ±1000."""
    # BEGIN SOLUTION
    a = sigmoid(z)
    return a * (1 - a)
    # END SOLUTION


def tanh(z):
    """Hyperbolic tangent, between -1 and 1; `np.tanh` may be used. Safe at ±1000."""
    # BEGIN SOLUTION
    return np.tanh(z)
    # END SOLUTION


def tanh_derivative(z):
    """d tanh/dz at the pre-activation z (not at tanh(z)); safe at ±1000."""
    # BEGIN SOLUTION
    a = tanh(z)
    return 1 - a**2
    # END SOLUTION


def relu(z):
    """max(z, 0)."""
    # BEGIN SOLUTION
    return np.maximum(z, np.zeros_like(z))
    # END SOLUTION


def relu_derivative(z):
    """1 where z > 0, else 0; 0 at z = 0. Floats of z's dtype: neither integers nor booleans."""
    # BEGIN SOLUTION
    return np.where(z > 0, np.ones_like(z), np.zeros_like(z))
    # END SOLUTION


def leaky_relu(z, slope=0.01):
    """z where z > 0, else slope * z; `slope` is a number between 0 and 1."""
    # BEGIN SOLUTION
    return np.where(z > 0, z, slope * z)
    # END SOLUTION


def leaky_relu_derivative(z, slope=0.01):
    """1 where z > 0, else `slope`; `slope` at z = 0. Floats of z's dtype."""
    # BEGIN SOLUTION
    return np.where(z > 0, np.ones_like(z), np.full_like(z, slope))
    # END SOLUTION


def softmax(logits):
    """Probabilities over the last axis, whatever the number of axes; safe at logits of ±1000.

    logits: at least one axis, the last one for the classes. Each row of the result sums to 1.
    """
    # BEGIN SOLUTION
    shifted = logits - logits.max(axis=-1, keepdims=True)
    powers = np.exp(shifted)
    return powers / powers.sum(axis=-1, keepdims=True)
    # END SOLUTION


def softmax_backward(upstream, probabilities):
    """Gradient of the loss with respect to the logits (vector–Jacobian product for each row).

    upstream: gradient of the loss with respect to the probabilities, in their shape.
    probabilities: what `softmax` returned, classes on the last axis; some may be exactly 0 or 1.
    Returns an array in the shape of the probabilities.
    """
    # BEGIN SOLUTION
    inner = (upstream * probabilities).sum(axis=-1, keepdims=True)
    return probabilities * (upstream - inner)
    # END SOLUTION
