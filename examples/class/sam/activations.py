import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    result = np.where(z >= 0, 1/(1+e), e/(1+e))
    print(result)


def sigmoid_derivative(z):
    s = sigmoid(z)
    return s * (1 - s)


def tanh(z):
    return np.tanh(z)


def tanh_derivative(z):
    t = tanh(z)
    return 1 - t*t


def relu(z):
    return np.maximum(z, 0)


def relu_derivative(z):
    return (z > 0) * np.ones_like(z)


def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, slope*z)


def leaky_relu_derivative(z, slope=0.01):
    return np.where(z > 0, np.ones_like(z), slope*np.ones_like(z))


def softmax(logits):
    m = np.max(logits, axis=-1, keepdims=True)
    e = np.exp(logits - m)
    p = e / np.sum(e, axis=-1, keepdims=True)
    print("sums:", p.sum(axis=-1))     # should be 1


def softmax_backward(upstream, probabilities):
    inner = np.sum(upstream * probabilities, axis=-1, keepdims=True)
    return probabilities * (upstream - inner)
