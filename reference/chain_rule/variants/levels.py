# a node's level is one more than its deepest parent's; the highest level goes first
import math as m
import numpy as np

def compose_derivative(outer_derivative, inner, inner_derivative):
    return lambda x: outer_derivative(inner(x)) * inner_derivative(x)

def chain_derivative(functions, derivatives, x):
    slopes = []
    for i in range(len(functions)):
        slopes.append(derivatives[i](x))
        x = functions[i](x)
    answer = slopes[0]
    for s in slopes[1:]:
        answer = answer * s
    return answer

def chain_jacobian(jacobians):
    # pairs first, so that the tree is balanced
    level = list(jacobians)
    while len(level) > 1:
        level = [level[i + 1] @ level[i] if i + 1 < len(level) else level[i]
                 for i in range(0, len(level), 2)]
    return level[0]

def vector_jacobian_product(jacobians, upstream):
    v = np.asarray(upstream)[:, None]
    for k in range(1, len(jacobians) + 1):
        v = np.matmul(jacobians[-k].transpose(), v)
    return v[:, 0]

class Value:
    def __init__(self, data, parents=(), back=None):
        self.data = data
        self.grad = 0.0
        self.parents = parents
        self.back = back
        self.level = 1 + max((p.level for p in parents), default=0)

    def __add__(self, other):
        o = other if isinstance(other, Value) else Value(other)
        def back(g):
            self.grad += g
            o.grad += g
        return Value(self.data + o.data, (self, o), back)
    __radd__ = lambda self, other: self.__add__(other)

    def __sub__(self, other):
        o = other if isinstance(other, Value) else Value(other)
        def back(g):
            self.grad += g
            o.grad -= g
        return Value(self.data - o.data, (self, o), back)
    __rsub__ = lambda self, other: Value(other).__sub__(self)

    def __mul__(self, other):
        o = other if isinstance(other, Value) else Value(other)
        def back(g):
            self.grad += g * o.data
            o.grad += g * self.data
        return Value(self.data * o.data, (self, o), back)
    __rmul__ = lambda self, other: self.__mul__(other)

    def __truediv__(self, other):
        o = other if isinstance(other, Value) else Value(other)
        def back(g):
            self.grad += g / o.data
            o.grad -= g * self.data / o.data ** 2
        return Value(self.data / o.data, (self, o), back)
    __rtruediv__ = lambda self, other: Value(other).__truediv__(self)

    def __pow__(self, n):
        def back(g):
            self.grad += g * n * self.data ** (n - 1)
        return Value(self.data ** n, (self,), back)

    def _unary(self, value, slope):
        def back(g):
            self.grad += slope * g
        return Value(value, (self,), back)

    def exp(self): return self._unary(m.exp(self.data), m.exp(self.data))
    def log(self): return self._unary(m.log(self.data), 1 / self.data)
    def tanh(self): return self._unary(m.tanh(self.data), 1 - m.tanh(self.data) ** 2)
    def sigmoid(self):
        s = 1 / (1 + m.exp(-self.data))
        return self._unary(s, s * (1 - s))
    def relu(self): return self._unary(self.data if self.data > 0 else 0., self.data > 0)

    def zero_grad(self):
        for node in self.all_nodes():
            node.grad = 0.0

    def all_nodes(self):
        found, new = {self}, {self}
        while new:
            new = {p for node in new for p in node.parents} - found
            found |= new
        return found

    def backward(self):
        self.zero_grad()
        self.grad = 1.0
        for node in sorted(self.all_nodes(), key=lambda node: -node.level):
            if node.back:
                node.back(node.grad)
        return self
