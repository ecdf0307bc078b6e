import math
import numpy as np

#-------------- chains --------------
def compose_derivative(outer_derivative, inner, inner_derivative):
    def d(x):
        return outer_derivative(inner(x))
    return d

def chain_derivative(functions, derivatives, x):
    # two functions: use the task before
    return derivatives[0](x) if len(functions) == 1 else derivatives[1](functions[0](x)) * derivatives[0](x)

#-------------- matrices --------------
def chain_jacobian(jacobians):
    J = jacobians[0].T
    for M in jacobians[1:]:
        J = J @ M.T
    return J

def vector_jacobian_product(jacobians, upstream):
    v = upstream
    for J in jacobians:
        v = J @ v
    return v

#-------------- graph --------------
class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0
        self.inputs = []

    def new(self, data, inputs):
        v = Value(data)
        v.inputs = inputs
        return v

    def val(self, x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = self.val(other)
        return self.new(self.data + other.data, [(self, 1), (other, 1)])

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        other = self.val(other)
        return self.new(self.data - other.data, [(self, 1), (other, -1)])

    def __rsub__(self, other):
        return self.val(other) - self

    def __mul__(self, other):
        other = self.val(other)
        return self.new(self.data * other.data, [(self, other.data), (other, self.data)])

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        other = self.val(other)
        return self.new(self.data / other.data, [(self, 1 / other.data), (other, -self.data / other.data ** 2)])

    def __rtruediv__(self, other):
        return self.val(other) / self

    def __pow__(self, exponent):
        return self.new(self.data ** exponent, [(self, exponent * self.data ** (exponent - 1))])

    def exp(self):
        return self.new(math.exp(self.data), [(self, math.exp(self.data))])

    def log(self):
        return self.new(math.log(self.data), [(self, 1 / self.data)])

    def tanh(self):
        return self.new(math.tanh(self.data), [(self, 1 - math.tanh(self.data) ** 2)])

    def sigmoid(self):
        s = 1 / (1 + math.exp(-self.data))
        return self.new(s, [(self, s * (1 - s))])

    def relu(self):
        return self.new(max(self.data, 0.0), [(self, 1 if self.data > 0 else 0)])

    def backward(self):
        # breadth first from the output
        queue = [self]
        seen = {self}
        for node in queue:
            for parent, _ in node.inputs:
                if parent not in seen:
                    seen.add(parent)
                    queue.append(parent)
        for node in queue:
            node.grad = 0.0
        self.grad = 1.0
        for node in queue:
            for parent, slope in node.inputs:
                parent.grad += slope * node.grad
