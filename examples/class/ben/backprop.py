"""Back-propagation through a net of any depth."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def forward(parameters, x):
    L = len(parameters) // 2
    activations = [x]
    zs = []
    for l in range(1, L + 1):
        z = np.dot(activations[-1], parameters["W" + str(l)]) + parameters["b" + str(l)]
        zs.append(z)
        activations.append(sigmoid(z))
    return zs[-1], (activations, zs)


def loss(parameters, x, labels):
    logits, _ = forward(parameters, x)
    logits = logits - logits.max(axis=1, keepdims=True)
    # log of the softmax, but without a softmax that can be 0
    log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -np.mean(log_p[np.arange(len(labels)), labels])


def output_error(logits, labels):
    p = softmax(logits)
    p[np.arange(len(labels)), labels] -= 1
    return p / len(labels)


def hidden_error(delta_next, W_next, z):
    return np.dot(delta_next, W_next.T) * sigmoid(z) * (1 - sigmoid(z))


def layer_gradients(delta, a_previous):
    dW = np.dot(a_previous.T, delta)
    db = np.mean(delta, axis=0)       # average over the batch
    return dW, db


def backward(parameters, cache, labels):
    activations, zs = cache
    L = len(zs)
    gradients = {}
    delta = output_error(zs[-1], labels)
    for l in range(L, 0, -1):
        gradients["W" + str(l)], gradients["b" + str(l)] = layer_gradients(delta, activations[l - 1])
        if l > 1:
            delta = hidden_error(delta, parameters["W" + str(l)], zs[l - 2])
    return gradients
