"""Slopes by forward-mode differentiation: each number carries its derivative along."""
import numpy as np


class Dual:
    def __init__(self, value, slope):
        self.value, self.slope = value, slope

    def __add__(self, other):
        if not isinstance(other, Dual):
            return Dual(self.value + other, self.slope)
        return Dual(self.value + other.value, self.slope + other.slope)

    __radd__ = __add__

    def __neg__(self):
        return Dual(-self.value, -self.slope)

    def __mul__(self, other):
        if not isinstance(other, Dual):
            return Dual(self.value * other, self.slope * other)
        return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)

    __rmul__ = __mul__

    def reciprocal(self):
        return Dual(1 / self.value, -self.slope / self.value ** 2)

    def exp(self):
        e = np.exp(self.value)
        return Dual(e, e * self.slope)


def choose(condition, a, b):
    return Dual(np.where(condition, a.value, b.value), np.where(condition, a.slope, b.slope))


def _sigmoid(d):
    flip = d.value < 0
    e = choose(flip, d, -d).exp()          # never above 1
    rest = (1 + e).reciprocal()
    return choose(flip, e * rest, rest)


def _tanh(d):
    return 2 * _sigmoid(2 * d) + (-1)


def _leaky(d, slope):
    return choose(d.value > 0, d, d * slope)


def seeded(z):
    return Dual(z, np.ones_like(z))


def sigmoid(z):
    return _sigmoid(seeded(z)).value


def sigmoid_derivative(z):
    return _sigmoid(seeded(z)).slope


def tanh(z):
    return _tanh(seeded(z)).value


def tanh_derivative(z):
    return _tanh(seeded(z)).slope


def relu(z):
    return _leaky(seeded(z), 0.0).value


def relu_derivative(z):
    return _leaky(seeded(z), 0.0).slope


def leaky_relu(z, slope=0.01):
    return _leaky(seeded(z), slope).value


def leaky_relu_derivative(z, slope=0.01):
    return _leaky(seeded(z), slope).slope


def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax_backward(upstream, probabilities):
    # the Jacobian of every row, (..., classes, classes), then one contraction
    C = probabilities.shape[-1]
    J = np.einsum("...k,kj->...kj", probabilities, np.eye(C, dtype=probabilities.dtype))
    J = J - np.einsum("...k,...j->...kj", probabilities, probabilities)
    return np.einsum("...k,...kj->...j", upstream, J)
