import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


def tanh(z):
    # tanh is a stretched sigmoid: from (0, 1) to (-1, 1)
    return 2 * sigmoid(z) - 1


def tanh_derivative(z):
    # checked against (tanh(z + h) - tanh(z - h)) / 2h, fits
    t = tanh(z)
    return (1 - t ** 2) / 2


def relu(z):
    return np.maximum(z, 0)


def relu_derivative(z):
    return (z > 0).astype(z.dtype)


def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, slope * z)


def leaky_relu_derivative(z, slope=0.01):
    return np.where(z > 0, 1, slope).astype(z.dtype)


def softmax(logits):
    shifted = logits - np.max(logits, axis=-1, keepdims=True)
    e = np.exp(shifted)
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax_backward(upstream, probabilities):
    return probabilities * (upstream - np.sum(upstream * probabilities, axis=-1, keepdims=True))
