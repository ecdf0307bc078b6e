import math

import numpy as np


def compose_derivative(outer_derivative, inner, inner_derivative):
    def derivative(x):
        return outer_derivative(inner(x)) * inner_derivative(inner(x))
    return derivative


def chain_derivative(functions, derivatives, x):
    y = x
    slope = 1
    for f, d in zip(functions[::-1], derivatives[::-1]):
        slope = slope * d(y)
        y = f(y)
    return slope


def chain_jacobian(jacobians):
    raise NotImplementedError("chain_jacobian")


def vector_jacobian_product(jacobians, upstream):
    raise NotImplementedError("vector_jacobian_product")


class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0

    def __add__(self, other):
        raise NotImplementedError("__add__")

    def __mul__(self, other):
        raise NotImplementedError("__mul__")

    def backward(self):
        raise NotImplementedError("backward")
