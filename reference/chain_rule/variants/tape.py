import math
from operator import mul
from itertools import accumulate, chain as join

import numpy as np

TAPE = []     # every node ever made, in order


def compose_derivative(outer_derivative, inner, inner_derivative):
    return lambda x: mul(inner_derivative(x), outer_derivative(inner(x)))


def chain_derivative(functions, derivatives, x):
    inputs = accumulate(functions[:-1], lambda value, f: f(value), initial=x)
    slopes = [d(u) for d, u in zip(derivatives, inputs)]
    return np.prod(slopes, axis=0)


def chain_jacobian(jacobians):
    n = jacobians[0].shape[1]
    result = np.eye(n)
    for J in jacobians:
        result = J @ result
    return result


def vector_jacobian_product(jacobians, upstream):
    todo = list(jacobians)
    v = upstream.copy()
    while todo:
        v = np.dot(v, todo.pop())
    return v


class Value:
    def __init__(self, data, sources=(), slopes=()):
        self.data = data
        self.grad = 0.0
        self.sources = [s for s in sources]
        self.slopes = [s for s in slopes]
        TAPE.append(self)

    def _split(other):
        return other if type(other) is Value else Value(other)

    def __add__(self, other):
        o = Value._split(other)
        return Value(self.data + o.data, [self, o], [1, 1])

    def __radd__(self, other):
        return self + other

    def __neg__(self):
        return Value(-self.data, [self], [-1])

    def __sub__(self, other):
        return self + -Value._split(other)

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        o = Value._split(other)
        return Value(self.data * o.data, [self, o], [o.data, self.data])

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        o = Value._split(other)
        return self * o ** -1

    def __rtruediv__(self, other):
        return self ** -1 * other

    def __pow__(self, n):
        return Value(self.data ** n, [self], [n * self.data ** (n - 1)])

    def exp(self):
        return Value(math.exp(self.data), [self], [math.exp(self.data)])

    def log(self):
        return Value(math.log(self.data), [self], [1 / self.data])

    def tanh(self):
        return Value(math.tanh(self.data), [self], [1 - math.tanh(self.data) ** 2])

    def sigmoid(self):
        s = lambda x: 1 / (1 + math.exp(-x))
        return Value(s(self.data), [self], [s(self.data) * s(-self.data)])

    def relu(self):
        return Value(max(0, self.data), [self], [int(self.data > 0)])

    def backward(self):
        for node in TAPE:
            node.grad = 0.0
        self.grad = 1.0
        for node in TAPE[::-1]:
            for source, slope in zip(node.sources, node.slopes):
                source.grad += slope * node.grad
