# each node knows who uses it, and asks its users for its gradient
from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Callable

import numpy as np


def compose_derivative(outer_derivative: Callable, inner: Callable, inner_derivative: Callable) -> Callable:
    """f'(g(x)) g'(x)"""

    def slope(x):
        return outer_derivative(inner(x)) * inner_derivative(x)

    return slope


def chain_derivative(functions: list[Callable], derivatives: list[Callable], x):
    slope = np.ones_like(x)
    for i, derivative in enumerate(derivatives):
        u = x
        for f in functions[:i]:
            u = f(u)
        slope = slope * derivative(u)
    return slope


def matmul(a, b):
    rows, inner, columns = len(a), len(b), len(b[0])
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            for k in range(inner):
                out[i, j] += a[i][k] * b[k][j]
    return out


def chain_jacobian(jacobians):
    product = None
    for jacobian in jacobians:
        product = jacobian if product is None else matmul(jacobian, product)
    return product


def vector_jacobian_product(jacobians, upstream):
    v = list(upstream)
    for J in reversed(jacobians):
        v = [sum(v[i] * J[i][j] for i in range(J.shape[0])) for j in range(J.shape[1])]
    return np.array(v)


@dataclass(eq=False, repr=False)
class Value:
    data: float
    parents: tuple = ()
    grad: float = 0.0
    users: list = field(default_factory=list)

    def made(self, data, *edges):
        node = Value(data, tuple(parent for parent, _ in edges))
        for parent, slope in edges:
            parent.users.append((node, slope))
        return node

    def __add__(self, other):
        other = lift(other)
        return self.made(self.data + other.data, (self, 1), (other, 1))

    def __mul__(self, other):
        other = lift(other)
        return self.made(self.data * other.data, (self, other.data), (other, self.data))

    def __sub__(self, other):
        return self + lift(other) * -1

    def __truediv__(self, other):
        return self * lift(other) ** -1

    def __radd__(self, other):
        return lift(other) + self

    def __rsub__(self, other):
        return lift(other) - self

    def __rmul__(self, other):
        return lift(other) * self

    def __rtruediv__(self, other):
        return lift(other) / self

    def __pow__(self, exponent):
        return self.made(self.data**exponent, (self, exponent * self.data ** (exponent - 1)))

    def exp(self):
        return self.made(math.exp(self.data), (self, math.exp(self.data)))

    def log(self):
        return self.made(math.log(self.data), (self, self.data**-1))

    def tanh(self):
        return 2 * (2 * self).sigmoid() - 1

    def sigmoid(self):
        return (1 + (self * -1).exp()) ** -1

    def relu(self):
        gate = 1.0 if self.data > 0 else 0.0
        return self * gate

    def backward(self):
        inside, frontier = {self}, [self]
        while frontier:
            for parent in frontier.pop().parents:
                if parent not in inside:
                    inside.add(parent)
                    frontier.append(parent)
        known = {self: 1.0}

        def gradient(node):
            if node not in known:
                total = 0.0
                for user, slope in node.users:
                    if user in inside:
                        total += slope * gradient(user)
                known[node] = total
            return known[node]

        for node in inside:
            node.grad = gradient(node)


def lift(x):
    if isinstance(x, Value):
        return x
    return Value(float(x))
