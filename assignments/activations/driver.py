"""How the checks call more than one function of this topic at once. You may read this."""

import numpy as np


def softmax_dot(module, upstream, logits):
    """A scalar made of the probabilities, so that its gradient can be measured."""
    return float((upstream * module.softmax(logits)).sum())


def softmax_vjp(module, upstream, logits):
    """Forward, then backward."""
    return module.softmax_backward(upstream, module.softmax(logits))


def relu_derivative_dtype(module, z):
    """The name of the dtype that came back."""
    return str(np.asarray(module.relu_derivative(z)).dtype)


def leaky_relu_derivative_dtype(module, z):
    """The name of the dtype that came back."""
    return str(np.asarray(module.leaky_relu_derivative(z, 0.25)).dtype)
