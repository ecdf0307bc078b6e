"""Gradient descent and its relatives."""

import numpy as np


def sgd_step(parameters, gradients, learning_rate):
    new = {}
    for key in parameters:
        new[key] = parameters[key] - learning_rate * gradients[key]
    return new


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    new_velocity = {}
    new = {}
    for key in parameters:
        new_velocity[key] = momentum * velocity[key] + (1 - momentum) * gradients[key]
        new[key] = parameters[key] - learning_rate * new_velocity[key]
    return new, new_velocity


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    if state is None:
        state = {"t": 0, "m": {}, "v": {}}
        for key in parameters:
            state["m"][key] = np.zeros_like(parameters[key])
            state["v"][key] = np.zeros_like(parameters[key])
    t = state["t"] + 1
    m, v, new = {}, {}, {}
    for key in parameters:
        m[key] = beta1 * state["m"][key] + (1 - beta1) * gradients[key]
        v[key] = beta2 * state["v"][key] + (1 - beta2) * gradients[key] ** 2
        m_hat = m[key] / (1 - beta1 ** t)
        v_hat = v[key] / (1 - beta2 ** t)
        new[key] = parameters[key] - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return new, {"t": t, "m": m, "v": v}


def minibatches(x, labels, batch_size, rng):
    idx = rng.permutation(x.shape[0])
    batches = []
    for i in range(0, x.shape[0], batch_size):
        batches.append((x[idx[i:i + batch_size]], labels[idx[i:i + batch_size]]))
    return batches


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def loss_and_gradients(parameters, x, labels):
    L = len(parameters) // 2
    activations = [x]
    for l in range(1, L + 1):
        z = np.dot(activations[-1], parameters["W" + str(l)]) + parameters["b" + str(l)]
        activations.append(sigmoid(z) if l < L else z)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(p[np.arange(len(labels)), labels]))
    p[np.arange(len(labels)), labels] -= 1
    delta = p / len(labels)
    gradients = {}
    for l in range(L, 0, -1):
        gradients["W" + str(l)] = np.dot(activations[l - 1].T, delta)
        gradients["b" + str(l)] = np.sum(delta, axis=0)
        delta = np.dot(delta, parameters["W" + str(l)].T) * activations[l - 1] * (1 - activations[l - 1])
    return loss, gradients


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for epoch in range(epochs):
        total = 0
        for xb, yb in minibatches(x, labels, batch_size, rng):
            loss, gradients = loss_and_gradients(parameters, xb, yb)
            total += loss * len(xb)
            parameters = sgd_step(parameters, gradients, learning_rate)
        history.append(total / len(x))
    return parameters, history
