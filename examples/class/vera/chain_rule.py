import math
import numpy as np


def compose_derivative(outer_derivative, inner, inner_derivative):
    return lambda x: outer_derivative(inner(x)) * inner_derivative(x)


def chain_derivative(functions, derivatives, x):
    slope = derivatives[0](x)
    for function, derivative in zip(functions[:-1], derivatives[1:]):
        x = function(x)
        slope = slope * derivative(x)
    return slope


def chain_jacobian(jacobians):
    if len(jacobians) == 1:
        return jacobians[0]
    # product of the outer ones
    return jacobians[-1] @ jacobians[0]


def vector_jacobian_product(jacobians, upstream):
    row = upstream.reshape(1, -1)
    for jacobian in jacobians[::-1]:
        row = row @ jacobian
    return row


class Value:
    def __init__(self, data, parents=(), slopes=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data - other.data, (self, other), (1.0, -1.0))

    def __rsub__(self, other):
        return Value(other) - self

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data / other.data, (self, other),
                     (1 / other.data, -self.data / other.data ** 2))

    def __rtruediv__(self, other):
        return Value(other) / self

    def __pow__(self, exponent):
        return Value(self.data ** exponent, (self,), (exponent * self.data ** (exponent - 1),))

    # exp, log, tanh, sigmoid, relu: not yet

    def backward(self):
        order = []

        def walk(node):
            if node not in order:
                for parent in node.parents:
                    walk(parent)
                order.append(node)

        walk(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes):
                parent.grad += slope * node.grad
