import math
import numpy as np


def compose_derivative(outer_derivative, inner, inner_derivative):
    def slope(x):
        u = inner(x)
        dy_du = outer_derivative(u)
        du_dx = inner_derivative(x)
        return dy_du * du_dx
    return slope


def chain_derivative(functions, derivatives, x):
    # first write down all numbers on the way
    numbers = [x]
    for k in range(len(functions) - 1):
        numbers.append(functions[k](numbers[k]))
    product = derivatives[0](x)
    for k in range(1, len(functions)):
        product = product * derivatives[k](numbers[k])
    return product


def chain_jacobian(jacobians):
    J = jacobians[0].tolist()
    for M in jacobians[1:]:
        rows = len(M)
        new = [[0.0] * len(J[0]) for _ in range(rows)]
        for i in range(rows):
            for j in range(len(J[0])):
                for k in range(len(J)):
                    new[i][j] += M[i, k] * J[k][j]
        J = new
    return np.array(J)


def vector_jacobian_product(jacobians, upstream):
    v = upstream
    for M in jacobians[::-1]:
        # one number per column
        v = np.array([sum(v * M[:, j]) for j in range(M.shape[1])])
    return v


class Value:
    """
    Every node has a number, the newest node has the highest one.
    A node is always made after its parents, so going through the numbers
    from high to low is a topological order. No recursion needed.
    """
    counter = 0

    def __init__(self, data):
        Value.counter += 1
        self.number = Value.counter
        self.data = data
        self.grad = 0.0
        self.parents = []
        self.slopes = []

    def made_from(self, parents, slopes):
        self.parents = parents
        self.slopes = slopes
        return self

    def __add__(self, other):
        if not isinstance(other, Value):
            return Value(self.data + other).made_from([self], [1.0])
        return Value(self.data + other.data).made_from([self, other], [1.0, 1.0])

    def __sub__(self, other):
        if not isinstance(other, Value):
            return Value(self.data - other).made_from([self], [1.0])
        return Value(self.data - other.data).made_from([self, other], [1.0, -1.0])

    def __mul__(self, other):
        if not isinstance(other, Value):
            return Value(self.data * other).made_from([self], [other])
        return Value(self.data * other.data).made_from([self, other], [other.data, self.data])

    def __truediv__(self, other):
        if not isinstance(other, Value):
            return Value(self.data / other).made_from([self], [1 / other])
        a, b = self.data, other.data
        return Value(a / b).made_from([self, other], [1 / b, -a / b ** 2])

    def __radd__(self, other):
        return Value(other + self.data).made_from([self], [1.0])

    def __rsub__(self, other):
        return Value(other - self.data).made_from([self], [-1.0])

    def __rmul__(self, other):
        return Value(other * self.data).made_from([self], [other])

    def __rtruediv__(self, other):
        return Value(other / self.data).made_from([self], [-other / self.data ** 2])

    def __pow__(self, exponent):
        slope = exponent * self.data ** (exponent - 1)
        return Value(self.data ** exponent).made_from([self], [slope])

    def exp(self):
        e = math.exp(self.data)
        return Value(e).made_from([self], [e])

    def log(self):
        return Value(math.log(self.data)).made_from([self], [1 / self.data])

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t).made_from([self], [1 - t ** 2])

    def sigmoid(self):
        s = 1 / (1 + math.exp(-self.data))
        return Value(s).made_from([self], [s * (1 - s)])

    def relu(self):
        if self.data > 0:
            return Value(self.data).made_from([self], [1.0])
        return Value(0.0).made_from([self], [0.0])

    def backward(self):
        family = {self}
        waiting = [self]
        while waiting:
            for parent in waiting.pop().parents:
                if parent not in family:
                    family.add(parent)
                    waiting.append(parent)
        for node in family:
            node.grad = 0.0
        self.grad = 1.0
        for node in sorted(family, key=lambda n: n.number, reverse=True):
            for parent, slope in zip(node.parents, node.slopes):
                parent.grad = parent.grad + slope * node.grad
