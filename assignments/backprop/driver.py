"""How the checks call your functions. You may read this."""

import numpy as np


def double_of_layer_gradients(delta, a_previous):
    """In place of a `layer_gradients` that is wrong: something else, of all that it is given.

    So a right `backward` shows that it is right. The right numbers would be the answer itself.
    """
    return np.tanh(a_previous.T @ delta), 3 * delta.sum(axis=0) - delta[0]


def run_forward(module, parameters, x):
    """Only the logits: the cache is yours."""
    return module.forward(parameters, x)[0]


def run_backward(module, parameters, x, labels):
    """The cache that your own forward pass made, then your backward pass."""
    cache = module.forward(parameters, x)[1]
    return module.backward(parameters, cache, labels)


def run_interleaved(module, parameters, x, labels):
    """Two forward passes before the first backward pass."""
    cache = module.forward(parameters, x)[1]
    module.forward(parameters, x + 1)
    return module.backward(parameters, cache, labels)
