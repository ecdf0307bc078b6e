"""Every node carries its derivative with respect to every node it depends on."""
import math
import numpy as np

def compose_derivative(outer_derivative, inner, inner_derivative):
    return lambda x: outer_derivative(inner(x)) * inner_derivative(x)

def chain_derivative(functions, derivatives, x):
    inner, inner_slope = functions[0], derivatives[0]
    for f, df in zip(functions[1:], derivatives[1:]):
        new_slope = compose_derivative(df, inner, inner_slope)
        inner = (lambda f, g: lambda t: f(g(t)))(f, inner)
        inner_slope = new_slope
    return inner_slope(x)

def chain_jacobian(jacobians):
    columns = []
    for k in range(jacobians[0].shape[1]):
        v = np.zeros(jacobians[0].shape[1])
        v[k] = 1.0
        for J in jacobians:
            v = J @ v
        columns.append(v)
    return np.stack(columns, axis=1)

def vector_jacobian_product(jacobians, upstream):
    if len(jacobians) == 0:
        return upstream
    return vector_jacobian_product(jacobians[:-1], upstream @ jacobians[-1])

class Value:
    def __init__(self, data, **how):
        self.data = data
        self.grad = 0.0
        self.d = {self: 1.0}
        for parent, slope in how.get("parents", []):
            for node, derivative in parent.d.items():
                self.d[node] = self.d.get(node, 0.0) + slope * derivative

    def backward(self):
        for node, derivative in self.d.items():
            node.grad = derivative

    def __add__(self, other):
        other = number(other)
        return Value(self.data + other.data, parents=[(self, 1.0), (other, 1.0)])

    def __radd__(self, other):
        return number(other) + self

    def __sub__(self, other):
        other = number(other)
        return Value(self.data - other.data, parents=[(self, 1.0), (other, -1.0)])

    def __rsub__(self, other):
        return number(other) - self

    def __mul__(self, other):
        other = number(other)
        return Value(self.data * other.data, parents=[(self, other.data), (other, self.data)])

    def __rmul__(self, other):
        return number(other) * self

    def __truediv__(self, other):
        other = number(other)
        a, b = self.data, other.data
        return Value(a / b, parents=[(self, 1 / b), (other, -a / b / b)])

    def __rtruediv__(self, other):
        return number(other) / self

    def __pow__(self, n):
        return Value(math.pow(self.data, n), parents=[(self, n * math.pow(self.data, n - 1))])

    def exp(self):
        y = math.exp(self.data)
        return Value(y, parents=[(self, y)])

    def log(self):
        return Value(math.log(self.data), parents=[(self, 1 / self.data)])

    def tanh(self):
        e, f = math.exp(self.data), math.exp(-self.data)
        y = (e - f) / (e + f)
        return Value(y, parents=[(self, 1 - y ** 2)])

    def sigmoid(self):
        y = 0.5 * (1 + math.tanh(self.data / 2))
        return Value(y, parents=[(self, y * (1 - y))])

    def relu(self):
        return Value(max(self.data, 0.0), parents=[(self, 1.0 if self.data > 0 else 0.0)])

def number(x):
    return x if isinstance(x, Value) else Value(x)
