import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)


def tanh(z):
    return np.tanh(z)


def tanh_derivative(z):
    return 1 - np.square(np.tanh(z))


def relu(z):
    z[z < 0] = 0
    return z


def relu_derivative(z):
    return z > 0


def leaky_relu(z, slope=0.01):
    result = z.copy()
    result[result < 0] = slope * result[result < 0]
    return result


def leaky_relu_derivative(z, slope=0.01):
    return np.array([1.0 if element > 0 else slope for element in z.flatten()])


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1))
    return e / e.sum(axis=-1)


def softmax_backward(upstream, probabilities):
    return probabilities * (upstream - (upstream * probabilities).sum(axis=-1)[..., None])
