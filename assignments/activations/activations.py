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
    raise NotImplementedError("sigmoid")


def sigmoid_derivative(z):
    """dσ/dz at the pre-activation z (not at σ(z)); safe at ±1000."""
    raise NotImplementedError("sigmoid_derivative")


def tanh(z):
    """Hyperbolic tangent, between -1 and 1; `np.tanh` may be used. Safe at ±1000."""
    raise NotImplementedError("tanh")


def tanh_derivative(z):
    """d tanh/dz at the pre-activation z (not at tanh(z)); safe at ±1000."""
    raise NotImplementedError("tanh_derivative")


def relu(z):
    """max(z, 0)."""
    raise NotImplementedError("relu")


def relu_derivative(z):
    """1 where z > 0, else 0; 0 at z = 0. Floats of z's dtype: neither integers nor booleans."""
    raise NotImplementedError("relu_derivative")


def leaky_relu(z, slope=0.01):
    """z where z > 0, else slope * z; `slope` is a number between 0 and 1."""
    raise NotImplementedError("leaky_relu")


def leaky_relu_derivative(z, slope=0.01):
    """1 where z > 0, else `slope`; `slope` at z = 0. Floats of z's dtype."""
    raise NotImplementedError("leaky_relu_derivative")


def softmax(logits):
    """Probabilities over the last axis, whatever the number of axes; safe at logits of ±1000.

    logits: at least one axis, the last one for the classes. Each row of the result sums to 1.
    """
    raise NotImplementedError("softmax")


def softmax_backward(upstream, probabilities):
    """Gradient of the loss with respect to the logits (vector–Jacobian product for each row).

    upstream: gradient of the loss with respect to the probabilities, in their shape.
    probabilities: what `softmax` returned, classes on the last axis; some may be exactly 0 or 1.
    Returns an array in the shape of the probabilities.
    """
    raise NotImplementedError("softmax_backward")
