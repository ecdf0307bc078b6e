"""Forward propagation and the loss.

Rows of x (N, D) are samples; a weight is (inputs, outputs), a bias (outputs,). float64 in gives
float64 out. Functions return new arrays and never change their arguments.
"""

import numpy as np


def dense_forward(x, W, b):
    """One dense layer: x (N, D), W (D, H), b (H,) give pre-activations (N, H)."""
    raise NotImplementedError("dense_forward")


def mlp_forward(parameters, x):
    """Logits (N, C) of a net with any number of layers, W1, b1, …, WL, bL.

    Hidden layers are sigmoid; the last layer's pre-activations are the logits, not activated.
    """
    raise NotImplementedError("mlp_forward")


def one_hot(labels, classes):
    """labels: integers (N,) from 0 to classes - 1. Returns float64 (N, classes)."""
    raise NotImplementedError("one_hot")


def mse(prediction, target):
    """Mean of the squared differences over all elements, a float. Both arrays have one shape."""
    raise NotImplementedError("mse")


def mse_gradient(prediction, target):
    """Gradient of `mse` with respect to the prediction, in its shape."""
    raise NotImplementedError("mse_gradient")


def cross_entropy(logits, labels):
    """Mean over the batch of -log softmax(logits)[label], a float.

    logits (N, C), labels integers (N,). Right and finite, without floating-point warnings, for
    logits of ±1000.
    """
    raise NotImplementedError("cross_entropy")


def cross_entropy_gradient(logits, labels):
    """Gradient of `cross_entropy` with respect to the logits (N, C)."""
    raise NotImplementedError("cross_entropy_gradient")
