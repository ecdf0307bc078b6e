"""Nodes keep (parent, local gradient) pairs; a node goes when its last user has gone."""
from functools import reduce

import numpy as np


class Composition:
    def __init__(self, f_prime, g, g_prime):
        self.parts = f_prime, g, g_prime

    def __call__(self, x):
        f_prime, g, g_prime = self.parts
        return np.multiply(f_prime(g(x)), g_prime(x))


compose_derivative = Composition


def chain_derivative(functions, derivatives, x):
    def step(state, pair):
        value, slope = state
        f, df = pair
        return f(value), slope * df(value)

    return reduce(step, zip(functions, derivatives), (x, 1.0))[1]


def chain_jacobian(jacobians):
    return reduce(np.matmul, jacobians[::-1])


def vector_jacobian_product(jacobians, upstream):
    return reduce(np.matmul, jacobians[::-1], upstream)


class Value:
    def __init__(self, data, inputs=()):
        self.data = np.float64(data)
        self.grad = 0.0
        self.inputs = inputs

    @staticmethod
    def wrap(x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = Value.wrap(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    __radd__ = __add__

    def __sub__(self, other):
        other = Value.wrap(other)
        return Value(self.data - other.data, ((self, 1.0), (other, -1.0)))

    def __rsub__(self, other):
        return Value.wrap(other).__sub__(self)

    def __mul__(self, other):
        other = Value.wrap(other)
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = Value.wrap(other)
        return Value(
            self.data / other.data,
            ((self, 1 / other.data), (other, -self.data / other.data**2)),
        )

    def __rtruediv__(self, other):
        return Value.wrap(other).__truediv__(self)

    def __pow__(self, n):
        return Value(self.data**n, ((self, n * self.data ** (n - 1)),))

    def exp(self):
        e = np.exp(self.data)
        return Value(e, ((self, e),))

    def log(self):
        return Value(np.log(self.data), ((self, 1 / self.data),))

    def tanh(self):
        t = np.tanh(self.data)
        return Value(t, ((self, (1 - t) * (1 + t)),))

    def sigmoid(self):
        s = 1 / (1 + np.exp(-self.data))
        return Value(s, ((self, s - s**2),))

    def relu(self):
        return Value(np.maximum(self.data, 0), ((self, float(self.data > 0)),))

    def backward(self):
        # Kahn's algorithm: count the users of each node first.
        users, reached = {self: 0}, [self]
        for node in reached:
            for parent, _ in node.inputs:
                if parent not in users:
                    users[parent] = 0
                    reached.append(parent)
                users[parent] += 1
        for node in reached:
            node.grad = 0.0
        self.grad = 1.0
        ready = [self]
        while ready:
            node = ready.pop()
            for parent, local in node.inputs:
                parent.grad = parent.grad + local * node.grad
                users[parent] -= 1
                if users[parent] == 0:
                    ready.append(parent)
