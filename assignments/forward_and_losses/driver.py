"""How the checks look at what your functions return. You may read this."""

import numpy as np


def double_of_dense_forward(x, W, b):
    """In place of a `dense_forward` that is wrong: something else that depends on all it is given.

    So a right `mlp_forward` shows that it is right. The right numbers would be the answer itself.
    """
    return np.tanh(x @ W) + 2 * b


def one_hot_dtype(module, labels, classes):
    """The name of the dtype that came back."""
    return str(np.asarray(module.one_hot(labels, classes)).dtype)
