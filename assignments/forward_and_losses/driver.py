"""How the checks look at what your functions return. You may read this."""

import numpy as np


def double_of_dense_forward(x, W, b):
    """In place of a `dense_forward` that is wrong: something else that depends on all it is given.

    So a right `mlp_forward` shows that it is right. The right numbers would be the answer itself.
    """
    return np.tanh(x @ W) + 2 * b


def one_hot_dtype(module, labels, classes):
    """The name of the dtype that came back, once the numbers are right: these come first.

    The labels are (1, 0), of 3 classes.
    """
    rows = module.one_hot(labels, classes)
    right = np.array_equal(rows, [[0, 1, 0], [1, 0, 0]])
    return str(np.asarray(rows).dtype) if right else "unknown before the numbers are right"
