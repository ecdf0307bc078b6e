"""Forward propagation and the loss.

Rows of x (N, D) are samples, one or more; a weight is (inputs, outputs), a bias (outputs,). A class
may be without samples. Arrays keep their precision: float64 in gives float64 out, float32 gives
float32 (`one_hot` is always float64). A loss is one number, a Python float or a numpy scalar, not
an array. No function changes its arguments.
"""

import numpy as np


def dense_forward(x, W, b):
    """One dense layer: x (N, D), W (D, H), b (H,) give pre-activations (N, H); no activation."""
    raise NotImplementedError("dense_forward")


def mlp_forward(parameters, x):
    """Logits (N, C) of a net with one layer or more: a dict W1, b1, …, WL, bL, and x (N, D).

    Layers are found by their names: the order of the keys in the dict means nothing, and L may
    have two digits. Hidden layers are sigmoid (the plain formula will do: pre-activations are
    moderate here); the last layer's pre-activations are the logits, not activated.
    """
    raise NotImplementedError("mlp_forward")


def one_hot(labels, classes):
    """labels: integers (N,) from 0 to classes - 1, not all of which need occur.

    Returns float64 (N, classes): in each row a 1 at the label's position, 0 elsewhere.
    """
    raise NotImplementedError("one_hot")


def mse(prediction, target):
    """Mean of the squared differences over all elements, a float; no factor ½.

    Both arrays have one shape, with any number of axes.
    """
    raise NotImplementedError("mse")


def mse_gradient(prediction, target):
    """Gradient of `mse` with respect to the prediction, in its shape."""
    raise NotImplementedError("mse_gradient")


def cross_entropy(logits, labels):
    """Mean over the batch of -log softmax(logits)[label], a float (natural logarithm).

    logits (N, C), labels integers (N,) from 0 to C - 1. Right and finite, without floating-point
    warnings, for logits from -1000 to 1000.
    """
    raise NotImplementedError("cross_entropy")


def cross_entropy_gradient(logits, labels):
    """Gradient of `cross_entropy` with respect to the logits (N, C), in their shape and dtype.

    Right and finite, without floating-point warnings, for logits from -1000 to 1000.
    """
    raise NotImplementedError("cross_entropy_gradient")
