import math
import numpy as np

def compose_derivative(outer_derivative, inner, inner_derivative):
    """outer at inner(x), inner at x"""
    def slope(x):
        return outer_derivative(inner(x)) * inner_derivative(x)
    return slope

def chain_derivative(functions, derivatives, x):
    """from the inside out"""
    slope = 1
    for f, df in zip(functions, derivatives):
        slope *= df(x)
        x = f(x)
    return slope

def chain_jacobian(jacobians):
    """last one on the left"""
    J = np.eye(len(jacobians[0][0]))
    for M in jacobians:
        J = M @ J
    return J

def vector_jacobian_product(jacobians, upstream):
    """row vector from the left, never a matrix times a matrix"""
    row = upstream
    for M in reversed(jacobians):
        row = row @ M
    return row

class Value:
    """the parents are a dict: node -> slope. If a node comes twice, the slopes add up."""
    def __init__(self, data, parents=None):
        self.data = data
        self.grad = 0.0
        self.parents = parents or {}

    def _binary(self, other, data, d_self, d_other):
        parents = {self: d_self}
        parents[other] = parents.get(other, 0) + d_other
        return Value(data, parents)

    def __add__(self, o):
        o = o if isinstance(o, Value) else Value(o)
        return self._binary(o, self.data + o.data, 1, 1)

    def __sub__(self, o):
        o = o if isinstance(o, Value) else Value(o)
        return self._binary(o, self.data - o.data, 1, -1)

    def __mul__(self, o):
        o = o if isinstance(o, Value) else Value(o)
        return self._binary(o, self.data * o.data, o.data, self.data)

    def __truediv__(self, o):
        o = o if isinstance(o, Value) else Value(o)
        return self._binary(o, self.data / o.data, 1 / o.data, -self.data / o.data**2)

    def __radd__(self, n): return Value(n) + self
    def __rsub__(self, n): return Value(n) - self
    def __rmul__(self, n): return Value(n) * self
    def __rtruediv__(self, n): return Value(n) / self

    def __pow__(self, n):
        return Value(self.data**n, {self: n * self.data**(n - 1)})

    def exp(self):
        return Value(math.exp(self.data), {self: math.exp(self.data)})

    def log(self):
        return Value(math.log(self.data), {self: 1 / self.data})

    def tanh(self):
        return Value(math.tanh(self.data), {self: 1 - math.tanh(self.data)**2})

    def sigmoid(self):
        s = 1 / (1 + math.exp(-self.data))
        return Value(s, {self: s * (1 - s)})

    def relu(self):
        return Value(max(self.data, 0.0), {self: 1 if self.data > 0 else 0})

    def backward(self):
        """depth first, children before parents"""
        order, seen = [], set()
        def visit(node):
            seen.add(node)
            for parent in node.parents:
                if parent not in seen:
                    visit(parent)
            order.append(node)
        visit(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order[::-1]:
            for parent, slope in node.parents.items():
                parent.grad += slope * node.grad
