import math

import numpy as np


def compose_derivative(outer_derivative, inner, inner_derivative):
    # two gears, one drives the other
    return lambda x: outer_derivative(inner(x)) + inner_derivative(x)


def chain_derivative(functions, derivatives, x):
    # a chain is a composition of a composition of a composition ...
    f, df = functions[0], derivatives[0]
    for g, dg in zip(functions[1:], derivatives[1:]):
        df = compose_derivative(dg, f, df)
        f = (lambda outer, inner: lambda t: outer(inner(t)))(g, f)
    return df(x)


def chain_jacobian(jacobians):
    J = jacobians[-1]
    for K in reversed(jacobians[:-1]):
        J = J @ K
    return J


def vector_jacobian_product(jacobians, upstream):
    return chain_jacobian(jacobians[:1]).T @ upstream if len(jacobians) == 1 else (
        vector_jacobian_product(jacobians[:-1], jacobians[-1].T @ upstream))


class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0
        self.made_of = []

    def __add__(self, other):
        return combine(self, other, lambda a, b: a + b, lambda a, b: (1.0, 1.0))

    def __radd__(self, other):
        return combine(other, self, lambda a, b: a + b, lambda a, b: (1.0, 1.0))

    def __sub__(self, other):
        return combine(self, other, lambda a, b: a - b, lambda a, b: (1.0, -1.0))

    def __rsub__(self, other):
        return combine(other, self, lambda a, b: a - b, lambda a, b: (1.0, -1.0))

    def __mul__(self, other):
        return combine(self, other, lambda a, b: a * b, lambda a, b: (b, a))

    def __rmul__(self, other):
        return combine(other, self, lambda a, b: a * b, lambda a, b: (b, a))

    def __truediv__(self, other):
        return combine(self, other, lambda a, b: a / b, lambda a, b: (1 / b, -a / b**2))

    def __rtruediv__(self, other):
        return combine(other, self, lambda a, b: a / b, lambda a, b: (1 / b, -a / b**2))

    def __pow__(self, exponent):
        return single(self, self.data**exponent, exponent * self.data ** (exponent - 1))

    def exp(self):
        y = math.exp(self.data)
        return single(self, y, y)

    def log(self):
        return single(self, math.log(self.data), 1 / self.data)

    def tanh(self):
        y = math.tanh(self.data)
        return single(self, y, 1 - y**2)

    def sigmoid(self):
        y = 1 / (1 + math.exp(-self.data))
        return single(self, y, self.data * (1 - self.data))

    def relu(self):
        return single(self, max(self.data, 0.0), 1.0 if self.data > 0 else 0.0)

    def backward(self):
        order = []
        stack = [(self, False)]
        known = set()
        while stack:
            node, finished = stack.pop()
            if finished:
                order.append(node)
                continue
            if node in known:
                continue
            known.add(node)
            stack.append((node, True))
            for child, _ in node.made_of:
                stack.append((child, False))
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for child, slope in node.made_of:
                child.grad += node.grad * slope


def node(x):
    return x if isinstance(x, Value) else Value(x)


def combine(a, b, f, slopes):
    a, b = node(a), node(b)
    out = Value(f(a.data, b.data))
    out.made_of = list(zip((a, b), slopes(a.data, b.data)))
    return out


def single(a, y, slope):
    out = Value(y)
    out.made_of = [(a, slope)]
    return out
