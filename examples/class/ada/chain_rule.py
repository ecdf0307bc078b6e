"""The chain rule: of numbers, of vectors, and of a whole graph of numbers."""

import math

import numpy as np


def compose_derivative(outer_derivative, inner, inner_derivative):
    """Return a new function of x: the slope of outer(inner(x))."""
    return lambda x: outer_derivative(inner(x)) * inner_derivative(x)


def chain_derivative(functions, derivatives, x):
    """Slope, at x, of the chain of all `functions`, in order of application."""
    slope = 1.0
    for f, df in zip(functions, derivatives):
        slope = slope * df(x)  # x is what reaches f here
        x = f(x)
    return slope


def chain_jacobian(jacobians):
    """Jacobian (m_L, n) of a chain of L >= 1 maps."""
    J = jacobians[0]
    for J_next in jacobians[1:]:
        J = J_next @ J
    return J


def vector_jacobian_product(jacobians, upstream):
    """Gradient (n,) of a loss with respect to the input of a chain of maps."""
    v = upstream
    for J in reversed(jacobians):
        v = v @ J
    return v


class Value:
    """A number that remembers how it was made, so that gradients can flow back through it."""

    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self._parents = parents  # pairs (node, local slope)

    @staticmethod
    def of(x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = Value.of(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __radd__(self, other):
        return Value.of(other) + self

    def __sub__(self, other):
        other = Value.of(other)
        return Value(self.data - other.data, [(self, 1.0), (other, -1.0)])

    def __rsub__(self, other):
        return Value.of(other) - self

    def __mul__(self, other):
        other = Value.of(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __rmul__(self, other):
        return Value.of(other) * self

    def __truediv__(self, other):
        other = Value.of(other)
        q = self.data / other.data
        return Value(q, [(self, 1 / other.data), (other, -q / other.data)])

    def __rtruediv__(self, other):
        return Value.of(other) / self

    def __pow__(self, exponent):
        slope = exponent * self.data ** (exponent - 1)
        return Value(self.data**exponent, [(self, slope)])

    def exp(self):
        y = math.exp(self.data)
        return Value(y, [(self, y)])

    def log(self):
        return Value(math.log(self.data), [(self, 1 / self.data)])

    def tanh(self):
        y = math.tanh(self.data)
        return Value(y, [(self, 1 - y * y)])

    def sigmoid(self):
        y = 1 / (1 + math.exp(-self.data))
        return Value(y, [(self, y * (1 - y))])

    def relu(self):
        return Value(max(self.data, 0.0), [(self, 1.0 if self.data > 0 else 0.0)])

    def backward(self):
        """Count the users of each node first; a node's turn comes when none is left."""
        users = {self: 0}
        todo = [self]
        while todo:
            node = todo.pop()
            node.grad = 0.0
            for parent, _ in node._parents:
                if parent not in users:
                    users[parent] = 0
                    todo.append(parent)
                users[parent] += 1
        self.grad = 1.0
        ready = [self]
        while ready:
            node = ready.pop()
            for parent, slope in node._parents:
                parent.grad += slope * node.grad
                users[parent] -= 1
                if users[parent] == 0:
                    ready.append(parent)
