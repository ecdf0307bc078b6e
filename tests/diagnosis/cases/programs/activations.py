import numpy as np


def sigmoid(z):
    fall = np.exp(-np.abs(z))
    top = np.where(z < 0, fall, np.ones_like(fall))
    return top / (1 + fall)


def sigmoid_derivative(z):
    s = sigmoid(z)
    return s * sigmoid(-z)


def tanh(z):
    return np.tanh(z)


def tanh_derivative(z):
    t = np.tanh(z)
    return (1 - t) * (1 + t)


def relu(z):
    return np.where(z > 0, z, np.zeros_like(z))


def relu_derivative(z):
    return (z > 0).astype(z.dtype)


def leaky_relu(z, slope=0.01):
    return z * leaky_relu_derivative(z, slope)


def leaky_relu_derivative(z, slope=0.01):
    out = np.full_like(z, slope)
    out[z > 0] = 1
    return out


def softmax(logits):
    top = np.max(logits, axis=-1, keepdims=True)
    weights = np.exp(logits - top)
    total = np.sum(weights, axis=-1, keepdims=True)
    return weights / total


def softmax_backward(upstream, probabilities):
    mean = np.sum(probabilities * upstream, axis=-1, keepdims=True)
    return probabilities * (upstream - mean)
