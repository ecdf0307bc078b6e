import numpy as np

from backprop import backward, forward, loss


def sgd_step(parameters, gradients, learning_rate):
    """One step of plain gradient descent, p ← p − ηg for every key, with η the learning rate (> 0).

    Returns the new parameters.
    """
    result = {}
    for name, value in parameters.items():
        result[name] = value - learning_rate * gradients[name]
    return result


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    """One step of classical momentum, v ← μv + g, then p ← p − ηv with the new v, for every key."""
    new_velocity = {}
    for name, value in velocity.items():
        new_velocity[name] = momentum * value + gradients[name]
    return sgd_step(parameters, new_velocity, learning_rate), new_velocity


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """One step of Adam. Returns (new parameters, new state)."""
    raise NotImplementedError("adam_step")


def minibatches(x, labels, batch_size, rng):
    """Shuffle the samples (not only whole batches of neighbours) and cut them into batches."""
    raise NotImplementedError("minibatches")


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    """Train a net with minibatches and plain gradient descent. Returns (new parameters, history)."""
    history = []
    for epoch in range(epochs):
        total = 0.0
        for batch_x, batch_labels in minibatches(x, labels, batch_size, rng):
            total += loss(parameters, batch_x, batch_labels) * len(batch_x)
            _, cache = forward(parameters, batch_x)
            gradients = backward(parameters, cache, batch_labels)
            parameters = sgd_step(parameters, gradients, learning_rate)
        history.append(total / len(x))
    return parameters, history
