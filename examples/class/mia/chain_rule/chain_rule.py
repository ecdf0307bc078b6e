from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

Function = Callable[[float], float]


def compose_derivative(
    outer_derivative: Function, inner: Function, inner_derivative: Function
) -> Function:
    return lambda x: outer_derivative(inner(x)) * inner_derivative(x)


def chain_derivative(functions: Sequence[Function], derivatives: Sequence[Function], x):
    # Fold pairs (function, slope) with the two-function rule.
    def compose(first, second):
        (f, df), (g, dg) = first, second
        return lambda t: g(f(t)), compose_derivative(dg, f, df)

    _, slope = reduce(compose, zip(functions, derivatives, strict=True))
    return slope(x)


def chain_jacobian(jacobians: Sequence[NDArray]) -> NDArray:
    return reduce(lambda whole, J: J @ whole, jacobians)


def vector_jacobian_product(jacobians: Sequence[NDArray], upstream: NDArray) -> NDArray:
    return reduce(lambda v, J: J.T @ v, reversed(jacobians), upstream)


class Value:
    __slots__ = ("data", "grad", "_inputs", "_pullback")

    def __init__(self, data, _inputs=(), _pullback=None):
        self.data = data
        self.grad = 0.0
        self._inputs = _inputs
        self._pullback = _pullback

    def __repr__(self) -> str:
        return f"Value({self.data:.4g}, grad={self.grad:.4g})"

    # -- arithmetic -------------------------------------------------------
    def __add__(self, other):
        other = _node(other)
        return Value(self.data + other.data, (self, other), lambda g: (g, g))

    def __neg__(self):
        return Value(-self.data, (self,), lambda g: (-g,))

    def __mul__(self, other):
        other = _node(other)
        return Value(
            self.data * other.data,
            (self, other),
            lambda g: (g * other.data, g * self.data),
        )

    def __pow__(self, exponent):
        return Value(
            self.data**exponent,
            (self,),
            lambda g: (g * exponent * self.data ** (exponent - 1),),
        )

    def __sub__(self, other):
        return self + (-_node(other))

    def __truediv__(self, other):
        return self * _node(other) ** -1

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return _node(other) - self

    def __rtruediv__(self, other):
        return _node(other) / self

    # -- functions --------------------------------------------------------
    def _map(self, y: float, slope: float) -> Value:
        return Value(y, (self,), lambda g: (g * slope,))

    def exp(self):
        return self._map(y := math.exp(self.data), y)

    def log(self):
        return self._map(math.log(self.data), 1 / self.data)

    def tanh(self):
        return self._map(y := math.tanh(self.data), 1 - y**2)

    def sigmoid(self):
        return self._map(y := 1 / (1 + math.exp(-self.data)), y * (1 - y))

    def relu(self):
        return self._map(max(self.data, 0.0), float(self.data > 0))

    # -- reverse mode -----------------------------------------------------
    def backward(self) -> None:
        order = _topological(self)
        gradients = dict.fromkeys(order, 0.0)
        gradients[self] = 1.0
        for node in reversed(order):
            if node._pullback is None:
                continue
            for parent, share in zip(node._inputs, node._pullback(gradients[node]), strict=True):
                gradients[parent] += share
        for node, gradient in gradients.items():
            node.grad = gradient


def _node(x) -> Value:
    return x if isinstance(x, Value) else Value(x)


def _topological(root: Value) -> list[Value]:
    """Inputs before outputs; iterative, because 500 nodes are deep for recursion."""
    order: list[Value] = []
    seen: set[Value] = set()
    stack = [(root, iter(root._inputs))]
    seen.add(root)
    while stack:
        node, inputs = stack[-1]
        for parent in inputs:
            if parent not in seen:
                seen.add(parent)
                stack.append((parent, iter(parent._inputs)))
                break
        else:
            order.append(node)
            stack.pop()
    return order
