import numpy as np


def mapped(scalar):
    """Descends axis by axis until a single number is left."""
    def walk(z, *args):
        if z.ndim == 0:
            return np.asarray(scalar(z[()], *args), dtype=z.dtype)
        return np.stack([walk(part, *args) for part in z])
    return walk


def rowwise(function):
    def walk(first, *others):
        if first.ndim == 1:
            return function(first, *others)
        parts = zip(first, *others)
        return np.stack([walk(*part) for part in parts])
    return walk


@mapped
def sigmoid(x):
    if x < 0:
        return 1 - sigmoid(np.asarray(-x))
    return 1 / (1 + np.exp(-x))


@mapped
def sigmoid_derivative(x):
    s = sigmoid(np.asarray(-abs(x)))
    return s - s * s


@mapped
def tanh(x):
    return np.tanh(x)


@mapped
def tanh_derivative(x):
    return 1 - np.power(np.tanh(x), 2)


@mapped
def relu(x):
    return max(0, x)


@mapped
def relu_derivative(x):
    return int(x > 0)


_leaky = mapped(lambda x, slope: x if x >= 0 else x * slope)
_leaky_slope = mapped(lambda x, slope: [slope, 1][bool(x > 0)])


def leaky_relu(z, slope=0.01):
    return _leaky(z, slope)


def leaky_relu_derivative(z, slope=0.01):
    return _leaky_slope(z, slope)


@rowwise
def softmax(row):
    e = np.exp(row - row.max())
    return e / e.sum()


@rowwise
def softmax_backward(u, p):
    return u @ (np.diag(p) - np.outer(p, p))
