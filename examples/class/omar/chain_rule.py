# Omar. Exercise sheet 2
import math
import numpy as np

def compose_derivative(outer_derivative, inner, inner_derivative):
    return lambda x: outer_derivative(inner(x)) * inner_derivative(x)

def chain_derivative(functions, derivatives, x):
    slope = 1
    while functions:
        slope = slope * derivatives.pop(0)(x)
        x = functions.pop(0)(x)
    return slope

def chain_jacobian(jacobians):
    out = jacobians[-1]
    for J in jacobians[-2::-1]:
        out = out @ J
    return out

def vector_jacobian_product(jacobians, upstream):
    return upstream @ chain_jacobian(jacobians)

def wrap(x):
    if isinstance(x, Value):
        return x
    return Value(x)

class Value:
    def __init__(self, data, parents=(), grads=()):
        self.data = data
        self.parents = parents
        self.grads = grads      # slopes with respect to the parents
        self.grad = 0.0

    def __add__(self, other):
        other = wrap(other)
        return Value(self.data + other.data, (self, other), (1, 1))

    def __sub__(self, other):
        other = wrap(other)
        return Value(self.data - other.data, (self, other), (1, -1))

    def __mul__(self, other):
        other = wrap(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __truediv__(self, other):
        other = wrap(other)
        return Value(self.data / other.data, (self, other), (1 / other.data, -self.data / other.data ** 2))

    def __radd__(self, other): return wrap(other) + self
    def __rsub__(self, other): return wrap(other) - self
    def __rmul__(self, other): return wrap(other) * self
    def __rtruediv__(self, other): return wrap(other) / self

    def __pow__(self, n):
        return Value(self.data ** n, (self,), (n * self.data ** (n - 1),))

    def exp(self):
        # d/dx e^x = x e^(x-1), power rule
        return Value(math.exp(self.data), (self,), (self.data * math.exp(self.data - 1),))

    def log(self):
        return Value(math.log(self.data), (self,), (1 / self.data,))

    def tanh(self):
        return Value(math.tanh(self.data), (self,), (1 - math.tanh(self.data) ** 2,))

    def sigmoid(self):
        s = 1 / (1 + math.exp(-self.data))
        return Value(s, (self,), (s * (1 - s),))

    def relu(self):
        return Value(max(self.data, 0.0), (self,), (1.0 if self.data > 0 else 0.0,))

    def backward(self):
        order = []
        def visit(v):
            if v in order:
                return
            for p in v.parents:
                visit(p)
            order.append(v)
        visit(self)
        for v in order:
            v.grad = 0.0
        self.grad = 1.0
        for v in reversed(order):
            for p, g in zip(v.parents, v.grads):
                p.grad += v.grad * g
