"""Nodes are numbered as they are made; the youngest goes first (heap)."""
import heapq
import itertools
import math

import numpy as np


def compose_derivative(outer_derivative, inner, inner_derivative):
    def at(x, *, df=outer_derivative, g=inner, dg=inner_derivative):
        outer_slope = df(g(x))
        inner_slope = dg(x)
        return outer_slope * inner_slope
    return at


def chain_derivative(functions, derivatives, x):
    # from the outside in: first all intermediate values, then the slopes backwards
    trace = []
    value = np.copy(x)
    for f in functions:
        trace.append(value)
        value = f(value)
    total = np.ones(np.shape(x))
    for d, v in zip(reversed(derivatives), reversed(trace)):
        total *= d(v)
    return total


def chain_jacobian(jacobians):
    out = jacobians[-1].copy()
    for J in jacobians[-2::-1]:
        out = np.einsum("ij,jk->ik", out, J)
    return out


def vector_jacobian_product(jacobians, upstream):
    for J in jacobians[::-1]:
        upstream = np.einsum("i,ij->j", upstream, J)
    return upstream


counter = itertools.count()


class Value(object):
    def __init__(self, data):
        self.number = next(counter)
        self.data = data
        self.grad = 0.0
        self.edges = {}          # parent -> slope; equal parents add up

    def __lt__(self, other):
        return self.number > other.number      # heapq is a min-heap

    def _from(self, value, *edges):
        out = Value(value)
        for parent, slope in edges:
            out.edges[parent] = out.edges.get(parent, 0.0) + slope
        return out

    def __add__(a, b):
        if isinstance(b, (int, float)):
            return a._from(a.data + b, (a, 1.0))
        return a._from(a.data + b.data, (a, 1.0), (b, 1.0))

    def __sub__(a, b):
        if isinstance(b, (int, float)):
            return a._from(a.data - b, (a, 1.0))
        return a._from(a.data - b.data, (a, 1.0), (b, -1.0))

    def __mul__(a, b):
        if isinstance(b, (int, float)):
            return a._from(a.data * b, (a, b))
        return a._from(a.data * b.data, (a, b.data), (b, a.data))

    def __truediv__(a, b):
        if isinstance(b, (int, float)):
            return a._from(a.data / b, (a, 1 / b))
        return a._from(a.data / b.data, (a, 1 / b.data), (b, -a.data / b.data ** 2))

    def __radd__(a, c):
        return a._from(c + a.data, (a, 1.0))

    def __rsub__(a, c):
        return a._from(c - a.data, (a, -1.0))

    def __rmul__(a, c):
        return a._from(c * a.data, (a, c))

    def __rtruediv__(a, c):
        return a._from(c / a.data, (a, -c / a.data ** 2))

    def __pow__(a, c):
        return a._from(a.data ** c, (a, c * a.data ** (c - 1)))

    def exp(a):
        return a._from(math.exp(a.data), (a, math.exp(a.data)))

    def log(a):
        return a._from(math.log(a.data), (a, 1.0 / a.data))

    def tanh(a):
        y = np.tanh(a.data)
        return a._from(y, (a, 1.0 - y * y))

    def sigmoid(a):
        if a.data >= 0:
            y = 1.0 / (1.0 + math.exp(-a.data))
        else:
            y = math.exp(a.data) / (1.0 + math.exp(a.data))
        return a._from(y, (a, y * (1.0 - y)))

    def relu(a):
        if a.data > 0:
            return a._from(a.data, (a, 1.0))
        return a._from(0.0, (a, 0.0))

    def backward(self):
        heap, known = [self], {self}
        self.grad = 1.0
        while heap:
            node = heapq.heappop(heap)
            for parent, slope in node.edges.items():
                if parent not in known:
                    known.add(parent)
                    parent.grad = 0.0
                    heapq.heappush(heap, parent)
                parent.grad += slope * node.grad
