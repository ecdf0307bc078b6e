"""Written in one go: helper functions, an object with attributes for the state, prints."""
import types

import numpy as np


def sgd_step(parameters, gradients, learning_rate):
    assert set(parameters) == set(gradients)
    new_parameters = {}
    for layer in range(1, len(parameters) // 2 + 1):
        for kind in "Wb":
            key = kind + str(layer)
            new_parameters[key] = parameters[key] - learning_rate * gradients[key]
    return new_parameters


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    new_parameters, new_velocity = {}, {}
    for key, p in parameters.items():
        v = velocity.get(key)
        v = v * momentum
        v += gradients[key]
        new_velocity[key] = v
        new_parameters[key] = p - v * learning_rate
    return new_parameters, new_velocity


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    if state is None:
        state = types.SimpleNamespace(t=1, m={}, v={})  # t is the number of the coming step
    new_parameters = {}
    for key, g in gradients.items():
        m_old = state.m.get(key, np.zeros_like(g))
        v_old = state.v.get(key, np.zeros_like(g))
        state.m[key] = m_old * beta1 + g * (1 - beta1)
        state.v[key] = v_old * beta2 + g ** 2 * (1 - beta2)
        m_hat = state.m[key] / (1 - pow(beta1, state.t))
        v_hat = state.v[key] / (1 - pow(beta2, state.t))
        step = learning_rate * m_hat
        step /= np.sqrt(v_hat) + epsilon
        new_parameters[key] = parameters[key] - step
    state.t += 1
    return new_parameters, state


def minibatches(x, labels, batch_size, rng):
    index = np.arange(len(x))
    rng.shuffle(index)
    start = 0
    while start < len(x):
        stop = min(start + batch_size, len(x))
        part = index[start:stop]
        yield (x[part, :], labels[part])
        start = stop


def sig(z):
    return 1 / (1 + np.exp(-z))


def predict(parameters, x):
    n = len(parameters) // 2
    zs, activations = [], [x]
    for i in range(n):
        z = np.matmul(activations[-1], parameters["W" + str(i + 1)]) + parameters["b" + str(i + 1)]
        zs.append(z)
        activations.append(sig(z))
    return zs, activations


def cost(logits, y):
    m = logits.max(axis=1)
    s = np.log(np.exp(logits - m[:, None]).sum(axis=1)) + m
    return float((s - logits[np.arange(len(y)), y]).sum())


def grads(parameters, zs, activations, y):
    n = len(zs)
    e = np.exp(zs[-1] - zs[-1].max(axis=1, keepdims=True))
    error = e / e.sum(axis=1, keepdims=True)
    error[np.arange(len(y)), y] = error[np.arange(len(y)), y] - 1
    error = error / len(y)
    out = {}
    for i in range(n, 0, -1):
        out["W" + str(i)] = activations[i - 1].T @ error
        out["b" + str(i)] = np.ones(len(y)) @ error
        if i >= 2:
            slope = sig(zs[i - 2]) * (1 - sig(zs[i - 2]))
            error = (error @ parameters["W" + str(i)].T) * slope
    return out


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    print("training on", len(x), "samples")
    history = []
    for e in range(epochs):
        epoch_loss = 0.0
        for images, targets in minibatches(x, labels, batch_size, rng):
            zs, activations = predict(parameters, images)
            epoch_loss += cost(zs[-1], targets)
            parameters = sgd_step(parameters, grads(parameters, zs, activations, targets), learning_rate)
        epoch_loss /= len(x)
        history.append(float(epoch_loss))
        print(f"epoch {e + 1}: {epoch_loss:.4f}")
    return (parameters, history)
