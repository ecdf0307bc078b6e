"""How the checks call more than one function of this topic at once. You may read this."""

import numpy as np


def softmax_dot(module, upstream, logits):
    """A scalar made of the probabilities, so that its gradient can be measured."""
    return float((upstream * module.softmax(logits)).sum())


def softmax_vjp(module, upstream, logits):
    """Forward, then backward."""
    return module.softmax_backward(upstream, module.softmax(logits))


def dtype_of(result, numbers):
    """The name of the dtype that came back, once the numbers are right: these come first."""
    right = np.array_equal(result, numbers)
    return str(np.asarray(result).dtype) if right else "unknown before the numbers are right"


def relu_derivative_dtype(module, z):
    """z is (-1.5, 0, 0.75)."""
    return dtype_of(module.relu_derivative(z), [0, 0, 1])


def leaky_relu_derivative_dtype(module, z):
    """z is (-1.5, 0, 0.75)."""
    return dtype_of(module.leaky_relu_derivative(z, 0.25), [0.25, 0.25, 1])
