import math
import sys

import numpy as np

sys.setrecursionlimit(10_000)


def compose_derivative(outer_derivative, inner, inner_derivative):
    def d(x):
        print("slope at", x)
        return outer_derivative(inner(x)) * inner_derivative(x)
    return d


def chain_derivative(functions, derivatives, x):
    *before, last = functions
    *before_d, last_d = derivatives
    if not before:
        return last_d(x)
    u = x
    for f in before:
        u = f(u)
    return last_d(u) * chain_derivative(before, before_d, x)


def chain_jacobian(jacobians):
    first, *rest = jacobians
    if not rest:
        return first
    return np.tensordot(chain_jacobian(rest), first, axes=1)


def vector_jacobian_product(jacobians, upstream):
    if len(jacobians) == 1:
        return np.inner(upstream, jacobians[0].T)
    return np.linalg.multi_dot([upstream] + jacobians[::-1])


def val(x):
    return x.data if isinstance(x, Value) else x


def node(x):
    return x if isinstance(x, Value) else None     # numbers need no node


def binary(forward, left, right):
    def method(self, other):
        out = Value(forward(self.data, val(other)))
        out.back.append((self, left(self.data, val(other))))
        if node(other):
            out.back.append((other, right(self.data, val(other))))
        return out
    return method


def flip(method):
    return lambda self, number: method(Value(number), self)


def unary(forward, slope):
    def method(self):
        out = Value(forward(self.data))
        out.back.append((self, slope(self.data, out.data)))
        return out
    return method


class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.
        self.back = []

    __add__ = binary(lambda a, b: a + b, lambda a, b: 1, lambda a, b: 1)
    __sub__ = binary(lambda a, b: a - b, lambda a, b: 1, lambda a, b: -1)
    __mul__ = binary(lambda a, b: a * b, lambda a, b: b, lambda a, b: a)
    __truediv__ = binary(lambda a, b: a / b, lambda a, b: 1 / b, lambda a, b: -a / b ** 2)
    __pow__ = binary(lambda a, n: a ** n, lambda a, n: n * a ** (n - 1), None)
    __radd__ = flip(__add__)
    __rsub__ = flip(__sub__)
    __rmul__ = flip(__mul__)
    __rtruediv__ = flip(__truediv__)
    exp = unary(math.exp, lambda x, y: y)
    log = unary(math.log, lambda x, y: 1 / x)
    tanh = unary(math.tanh, lambda x, y: 1 - y ** 2)
    sigmoid = unary(lambda x: 1 / (1 + math.exp(-x)), lambda x, y: y * (1 - y))
    relu = unary(lambda x: x * (x > 0), lambda x, y: 1.0 * (x > 0))

    def postorder(self, seen):
        seen.add(self)
        for parent, _ in self.back:
            if parent not in seen:
                yield from parent.postorder(seen)
        yield self

    def backward(self):
        order = list(self.postorder(set()))
        for v in order:
            v.grad = 0.
        self.grad = 1.
        for v in order[::-1]:
            for parent, slope in v.back:
                parent.grad += slope * v.grad
