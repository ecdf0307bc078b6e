import math

import numpy as np


def compose_derivative(outer_derivative, inner, inner_derivative):
    def slope(x):
        outer_derivative(inner(x)) * inner_derivative(x)
    return slope


def chain_derivative(functions, derivatives, x):
    product = derivatives[0](x)
    for i in range(1, len(functions)):
        x = functions[i - 1](x)
        product = product * derivatives[i](x)
    return product


def chain_jacobian(jacobians):
    result = jacobians[0]
    for J in jacobians[1:]:
        result = np.dot(J, result)
    return result


def vector_jacobian_product(jacobians, upstream):
    return np.dot(upstream, chain_jacobian(jacobians))


class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0
        self.parents = []
        self.local = []

    @staticmethod
    def make(data, parents, local):
        v = Value(data)
        v.parents = [p if isinstance(p, Value) else Value(p) for p in parents]
        v.local = local
        return v

    @staticmethod
    def get(x):
        return x.data if isinstance(x, Value) else x

    def __add__(self, other):
        return Value.make(self.data + Value.get(other), [self, other], [1, 1])

    def __radd__(self, other):
        return Value.make(other + self.data, [other, self], [1, 1])

    def __sub__(self, other):
        return Value.make(self.data - Value.get(other), [self, other], [1, -1])

    def __rsub__(self, other):
        return Value.make(other - self.data, [other, self], [1, -1])

    def __mul__(self, other):
        b = Value.get(other)
        return Value.make(self.data * b, [self, other], [b, self.data])

    def __rmul__(self, other):
        return Value.make(other * self.data, [other, self], [self.data, other])

    def __truediv__(self, other):
        a, b = self.data, Value.get(other)
        return Value.make(a / b, [self, other], [1 / b, -a / b**2])

    def __rtruediv__(self, other):
        a, b = other, self.data
        return Value.make(a / b, [other, self], [1 / b, -a / b**2])

    def __pow__(self, exponent):
        return Value.make(self.data**exponent, [self], [exponent * self.data**(exponent - 1)])

    def exp(self):
        y = math.exp(self.data)
        return Value.make(y, [self], [y])

    def log(self):
        return Value.make(math.log(self.data), [self], [1 / self.data])

    def tanh(self):
        y = math.tanh(self.data)
        return Value.make(y, [self], [1 - y**2])

    def sigmoid(self):
        y = 1 / (1 + math.exp(-self.data))
        return Value.make(y, [self], [y * (1 - y)])

    def relu(self):
        return Value.make(max(self.data, 0.0), [self], [float(self.data > 0)])

    def backward(self):
        # recursion crashed with 500 nodes, so with a stack
        order = []
        seen = set()
        stack = [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif v not in seen:
                seen.add(v)
                stack.append((v, True))
                for p in v.parents:
                    stack.append((p, False))
        for v in order:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(order):
            for p, slope in zip(v.parents, v.local):
                p.grad = slope * v.grad
