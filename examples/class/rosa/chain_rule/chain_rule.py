import math
from math import exp, log

import numpy as np


def compose_derivative(outer_derivative, inner, inner_derivative):
    return lambda x: inner_derivative(x) * outer_derivative(inner(x))


def chain_derivative(functions, derivatives, x):
    if len(functions) == 1:
        return derivatives[0](x)
    rest = chain_derivative(functions[1:], derivatives[1:], functions[0](x))
    return rest * derivatives[0](x)


def chain_jacobian(jacobians):
    if len(jacobians) == 1:
        return jacobians[0]
    return chain_jacobian(jacobians[1:]) @ jacobians[0]


def vector_jacobian_product(jacobians, upstream):
    if not jacobians:
        return upstream
    return vector_jacobian_product(jacobians[:-1], upstream @ jacobians[-1])


class Value:
    def __init__(self, data, back=()):
        self.data = data
        self.grad = 0.0
        self.back = back

    def __add__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __radd__(self, other):
        return other + self

    def __sub__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(self.data - other.data, ((self, 1.0), (other, -1.0)))

    def __rsub__(self, other):
        return other - self

    def __mul__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    def __rmul__(self, other):
        return other * self

    def __truediv__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(self.data / other.data,
                     ((self, 1 / other.data), (other, -self.data / other.data ** 2)))

    def __rtruediv__(self, other):
        return other / self

    def __pow__(self, n):
        return Value(self.data ** n, ((self, n * self.data ** (n - 1)),))

    def exp(self):
        return Value(exp(self.data), ((self, exp(self.data)),))

    def log(self):
        return Value(log(self.data), ((self, 1 / self.data),))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, ((self, 1 - t ** 2),))

    def sigmoid(self):
        s = 1 / (1 + exp(-self.data))
        return Value(s, ((self, s * (1 - s)),))

    def relu(self):
        return Value(max(0.0, self.data), ((self, 1.0 if self.data > 0 else 0.0),))

    def backward(self):
        order = []
        seen = set()

        def visit(node):
            if node in seen:
                return
            seen.add(node)
            for parent, _ in node.back:
                visit(parent)
            order.append(node)

        visit(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.back:
                parent.grad += slope * node.grad
