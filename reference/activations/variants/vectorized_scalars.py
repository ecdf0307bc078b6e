# one float at a time with math, np.vectorize does the rest
import math

import numpy as np


def scalar_sigmoid(t):
    if t < -700:
        return 0.0
    return 1 / (1 + math.exp(-t))


def scalar_slope(t):
    e = math.exp(-abs(t))
    return e / (1 + e) ** 2


def apply(f, z):
    return np.vectorize(f, otypes=[float])(z).astype(z.dtype)


def sigmoid(z):
    return apply(scalar_sigmoid, z)


def sigmoid_derivative(z):
    return apply(scalar_slope, z)


def tanh(z):
    return apply(math.tanh, z)


def tanh_derivative(z):
    return apply(lambda t: 1 - math.tanh(t) * math.tanh(t), z)


def relu(z):
    return apply(lambda t: t if t > 0 else 0, z)


def relu_derivative(z):
    return apply(lambda t: t > 0, z)


def leaky_relu(z, slope=0.01):
    return apply(lambda t: max(t, slope * t), z)


def leaky_relu_derivative(z, slope=0.01):
    return apply(lambda t: 1 if t > 0 else slope, z)


def softmax(logits):
    def row(values):
        m = max(values)
        e = [math.exp(v - m) for v in values]
        return np.array(e) / math.fsum(e)

    return np.apply_along_axis(row, -1, logits).astype(logits.dtype)


def softmax_backward(upstream, probabilities):
    out = np.zeros_like(probabilities)
    for i in np.ndindex(*probabilities.shape[:-1]):
        p = probabilities[i]
        for j in range(len(p)):
            for k in range(len(p)):
                if j == k:
                    out[i + (j,)] += upstream[i + (k,)] * p[k] * (1 - p[k])
                else:
                    out[i + (j,)] -= upstream[i + (k,)] * p[k] * p[j]
    return out
