"""A net with one hidden layer of tanh units and softmax cross-entropy.

Rows of x (N, D) are samples; labels are integers (N,). `parameters` is a dict of W1 (D, H),
b1 (H,), W2 (H, C) and b2 (C,). No function changes its arguments.
"""

import numpy as np


def forward(parameters, x):
    """Logits (N, C)."""
    # BEGIN SOLUTION
    hidden = np.tanh(x @ parameters["W1"] + parameters["b1"])
    return hidden @ parameters["W2"] + parameters["b2"]
    # END SOLUTION


def loss(parameters, x, labels):
    """Mean cross-entropy over the batch, a float; finite for logits of any size."""
    # BEGIN SOLUTION
    logits = forward(parameters, x)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_totals = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(log_totals - shifted[np.arange(len(labels)), labels]))
    # END SOLUTION


def backward(parameters, x, labels):
    """Gradient of the mean loss: a dict with the keys and shapes of `parameters`."""
    # BEGIN SOLUTION
    hidden = np.tanh(x @ parameters["W1"] + parameters["b1"])
    logits = hidden @ parameters["W2"] + parameters["b2"]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    error = powers / powers.sum(axis=1, keepdims=True)
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    hidden_error = (error @ parameters["W2"].T) * (1 - hidden**2)
    return {
        "W1": x.T @ hidden_error,
        "b1": hidden_error.sum(axis=0),
        "W2": hidden.T @ error,
        "b2": error.sum(axis=0),
    }
    # END SOLUTION


def sgd_step(parameters, gradients, learning_rate):
    """New parameters after one step of gradient descent; the old ones stay as they are."""
    # BEGIN SOLUTION
    return {name: value - learning_rate * gradients[name] for name, value in parameters.items()}
    # END SOLUTION
