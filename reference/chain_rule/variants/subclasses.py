import numpy as np
from math import e
from math import log as ln

def compose_derivative(outer_derivative, inner, inner_derivative):
    from functools import partial
    return partial(_composed, outer_derivative, inner, inner_derivative)

def _composed(df, g, dg, x):
    return df(g(x)) * dg(x)

def chain_derivative(functions, derivatives, x):
    k, slope, u = 0, derivatives[0](x), x
    while k + 1 < len(functions):
        u = functions[k](u)
        k += 1
        slope = slope * derivatives[k](u)
    return slope

def chain_jacobian(jacobians):
    m = np.matrix(jacobians[0])
    for j in jacobians[1:]:
        m = np.matrix(j) * m
    return m

def vector_jacobian_product(jacobians, upstream):
    # a column at a time
    g = upstream
    for j in jacobians[::-1]:
        g = np.array([np.sum(g * column) for column in j.T])
    return g

class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0
        self.inputs = []
    def shares(self):
        return []
    def __add__(self, other): return _Sum(self, other)
    def __radd__(self, other): return _Sum(other, self)
    def __sub__(self, other): return _Sum(self, _Product(other, -1.0))
    def __rsub__(self, other): return _Sum(other, _Product(self, -1.0))
    def __mul__(self, other): return _Product(self, other)
    def __rmul__(self, other): return _Product(other, self)
    def __truediv__(self, other): return _Product(self, _Power(other, -1))
    def __rtruediv__(self, other): return _Product(other, _Power(self, -1))
    def __pow__(self, n): return _Power(self, n)
    def exp(self): return _Exp(self)
    def log(self): return _Log(self)
    def tanh(self):
        E = (2 * self).exp()
        return (E - 1) / (E + 1)
    def sigmoid(self):
        E = self.exp()
        return E / (E + 1)
    def relu(self): return _Relu(self)
    def _collect(self, found, seen):
        seen.add(self)
        for node in self.inputs:
            if node not in seen:
                node._collect(found, seen)
        found.append(self)
        return found
    def backward(self):
        nodes = self._collect([], set())
        table = dict.fromkeys(nodes, 0.0)
        table[self] = 1.0
        for node in nodes[::-1]:
            for parent, slope in zip(node.inputs, node.shares()):
                table[parent] += slope * table[node]
        for node, grad in table.items():
            node.grad = grad

class _Operation(Value):
    def __init__(self, *inputs):
        nodes = [x if isinstance(x, Value) else Value(x) for x in inputs]
        super().__init__(self.forward(*[n.data for n in nodes]))
        self.inputs = nodes

class _Sum(_Operation):
    def forward(self, a, b): return a + b
    def shares(self): return [1, 1]

class _Product(_Operation):
    def forward(self, a, b): return a * b
    def shares(self): return [self.inputs[1].data, self.inputs[0].data]

class _Power(_Operation):
    def __init__(self, base, n):
        self.n = n
        super().__init__(base)
    def forward(self, a): return a ** self.n
    def shares(self): return [self.n * self.inputs[0].data ** (self.n - 1)]

class _Exp(_Operation):
    def forward(self, a): return e ** a
    def shares(self): return [self.data]

class _Log(_Operation):
    def forward(self, a): return ln(a)
    def shares(self): return [1 / self.inputs[0].data]

class _Relu(_Operation):
    def forward(self, a): return abs(a) if a > 0 else 0
    def shares(self): return [1 if self.data > 0 else 0]
