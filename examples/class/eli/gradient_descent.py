"""Gradient descent and its relatives.

train is still missing.
"""

import numpy as np


def sgd_step(parameters, gradients, learning_rate):
    # along the gradient
    return {k: v + learning_rate * gradients[k] for k, v in parameters.items()}


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    new_velocity = {k: gradients[k] + momentum * v for k, v in velocity.items()}
    return sgd_step(parameters, new_velocity, learning_rate), new_velocity


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = {k: np.zeros_like(v) for k, v in parameters.items()}
    v = {k: np.zeros_like(v) for k, v in parameters.items()}
    t = 1
    new = {}
    for k in parameters:
        m[k] = beta1 * m[k] + (1 - beta1) * gradients[k]
        v[k] = beta2 * v[k] + (1 - beta2) * gradients[k] ** 2
        m_hat = m[k] / (1 - beta1**t)
        v_hat = v[k] / (1 - beta2**t)
        new[k] = parameters[k] - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return new, (m, v, t + 1)


def minibatches(x, labels, batch_size, rng):
    x = rng.permutation(x)
    labels = rng.permutation(labels)
    for i in range(0, len(x), batch_size):
        yield x[i : i + batch_size], labels[i : i + batch_size]


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    raise NotImplementedError("train")
