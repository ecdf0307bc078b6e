import numpy as np

slope_default = float(input("Slope of the leaky ReLU: "))


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


def tanh(z):
    return np.tanh(z)


def tanh_derivative(z):
    return 1 - np.tanh(z) ** 2


def relu(z):
    return np.maximum(z, 0)


def relu_derivative(z):
    return (z > 0).astype(z.dtype)


def leaky_relu(z, slope=None):
    if slope is None:
        slope = slope_default
    return np.where(z > 0, z, slope * z)


def leaky_relu_derivative(z, slope=None):
    if slope is None:
        slope = slope_default
    return np.where(z > 0, 1, slope).astype(z.dtype)


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_backward(upstream, probabilities):
    return probabilities * (upstream - (upstream * probabilities).sum(axis=-1, keepdims=True))
