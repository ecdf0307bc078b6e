import numpy as np
from numpy import exp, log, logaddexp


def logsumexp(a):
    top = np.amax(a, axis=-1, keepdims=True)
    return top + log(np.sum(exp(a - top), axis=-1, keepdims=True))


def log_sigmoid(z):
    return -logaddexp(0, -z)


def sigmoid(z):
    return exp(log_sigmoid(z))


def sigmoid_derivative(z):
    return exp(log_sigmoid(z) + log_sigmoid(-z))


def tanh(z):
    return 2 * sigmoid(2 * z) - 1


def tanh_derivative(z):
    return 4 * sigmoid_derivative(2 * z)


def relu(z):
    return (z + abs(z)) / 2


def relu_derivative(z):
    return np.ceil(np.clip(z, 0, 1))


def leaky_relu(z, slope=0.01):
    return relu(z) - slope * relu(-z)


def leaky_relu_derivative(z, slope=0.01):
    g = relu_derivative(z)
    return g + slope * (1 - g)


def softmax(logits):
    return exp(logits - logsumexp(logits))


def softmax_backward(upstream, probabilities):
    mean = np.average(upstream, axis=-1, weights=probabilities)
    return (probabilities * (upstream - np.expand_dims(mean, -1))).astype(probabilities.dtype)
