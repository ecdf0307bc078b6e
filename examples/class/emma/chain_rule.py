import math

import numpy as np


def compose_derivative(outer_derivative, inner, inner_derivative):
    return lambda x: outer_derivative(inner(x)) * inner_derivative(x)


def chain_derivative(functions, derivatives, x):
    slope = np.ones_like(x)
    for f, d in zip(functions, derivatives):
        slope = slope * d(x)
        x = f(x)
    return slope


def chain_jacobian(jacobians):
    J = jacobians[0]
    for K in jacobians[1:]:
        J = K @ J
    return J


def vector_jacobian_product(jacobians, upstream):
    g = upstream
    for J in jacobians[::-1]:
        g = J.T @ g
    return g


class Value:
    """Closures, as in the lecture."""

    def __init__(self, data, inputs=()):
        self.data = data
        self.grad = 0.0
        self.inputs = inputs
        self.push = lambda: None

    def __add__(self, other):
        other = number(other)
        out = Value(self.data + other.data, (self, other))

        def push():
            self.grad += out.grad
            other.grad += out.grad

        out.push = push
        return out

    __radd__ = __add__

    def __mul__(self, other):
        other = number(other)
        out = Value(self.data * other.data, (self, other))

        def push():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.push = push
        return out

    __rmul__ = __mul__

    def __sub__(self, other):
        other = number(other)
        out = Value(self.data - other.data, (self, other))

        def push():
            self.grad += out.grad
            other.grad -= out.grad

        out.push = push
        return out

    def __rsub__(self, other):
        return number(other) - self

    def __pow__(self, exponent):
        out = Value(self.data**exponent, (self,))

        def push():
            self.grad += exponent * self.data ** (exponent - 1) * out.grad

        out.push = push
        return out

    def __truediv__(self, other):
        other = number(other)
        out = Value(self.data / other.data, (self, other))

        def push():
            self.grad += out.grad / other.data
            other.grad -= out.grad * self.data / other.data**2

        out.push = push
        return out

    def __rtruediv__(self, other):
        return number(other) / self

    def function(self, y, slope):
        out = Value(y, (self,))

        def push():
            self.grad += slope * out.grad

        out.push = push
        return out

    def exp(self):
        return self.function(math.exp(self.data), math.exp(self.data))

    def log(self):
        return self.function(math.log(self.data), 1 / self.data)

    def tanh(self):
        return self.function(math.tanh(self.data), 1 - math.tanh(self.data) ** 2)

    def sigmoid(self):
        s = 1 / (1 + math.exp(-self.data))
        return self.function(s, s * (1 - s))

    def relu(self):
        return self.function(max(self.data, 0.0), 1.0 if self.data > 0 else 0.0)

    def backward(self):
        order = []
        seen = set()
        stack = [(self, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                for i in node.inputs:
                    stack.append((i, False))
        self.grad = 1.0
        for node in reversed(order):
            node.push()


def number(x):
    return x if isinstance(x, Value) else Value(x)
