import numpy as np
from numpy import exp, where


def sigmoid(z):
    e = exp(-abs(z))
    return where(z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


def tanh(z):
    return tanh(z)       # already in numpy


def tanh_derivative(z):
    return 1 - tanh(z) ** 2


def relu(z):
    return where(z > 0, z, 0 * z)


def relu_derivative(z):
    return where(z > 0, np.ones_like(z), np.zeros_like(z))


def leaky_relu(z, slope=0.01):
    return where(z > 0, z, slope * z)


def leaky_relu_derivative(z, slope=0.01):
    return where(z > 0, np.ones_like(z), np.full_like(z, slope))


def softmax(logits):
    e = exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_backward(upstream, probabilities):
    return probabilities * (upstream - (upstream * probabilities).sum(axis=-1, keepdims=True))
