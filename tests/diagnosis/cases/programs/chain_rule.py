import math


def compose_derivative(outer_derivative, inner, inner_derivative):
    def slope(x):
        return outer_derivative(inner(x)) * inner_derivative(x)

    return slope


def chain_derivative(functions, derivatives, x):
    slope = 1.0
    for f, df in zip(functions, derivatives):
        slope = slope * df(x)
        x = f(x)
    return slope


def chain_jacobian(jacobians):
    whole = jacobians[0]
    for following in jacobians[1:]:
        whole = following @ whole
    return whole


def vector_jacobian_product(jacobians, upstream):
    for jacobian in reversed(jacobians):
        upstream = upstream @ jacobian
    return upstream


class Value:
    """Each node knows its sources as pairs (node, slope)."""

    def __init__(self, data, sources=()):
        self.data = float(data)
        self.grad = 0.0
        self.sources = list(sources)

    @staticmethod
    def of(thing):
        return thing if isinstance(thing, Value) else Value(thing)

    def __add__(self, other):
        other = Value.of(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    __radd__ = __add__

    def __sub__(self, other):
        other = Value.of(other)
        return Value(self.data - other.data, [(self, 1.0), (other, -1.0)])

    def __rsub__(self, other):
        return Value.of(other) - self

    def __mul__(self, other):
        other = Value.of(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = Value.of(other)
        ratio = self.data / other.data
        return Value(ratio, [(self, 1 / other.data), (other, -ratio / other.data)])

    def __rtruediv__(self, other):
        return Value.of(other) / self

    def __pow__(self, exponent):
        slope = exponent * self.data ** (exponent - 1) if exponent else 0.0
        return Value(self.data**exponent, [(self, slope)])

    def exp(self):
        e = math.exp(self.data)
        return Value(e, [(self, e)])

    def log(self):
        return Value(math.log(self.data), [(self, 1 / self.data)])

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, [(self, 1 - t * t)])

    def sigmoid(self):
        s = 1 / (1 + math.exp(-self.data))
        return Value(s, [(self, s * (1 - s))])

    def relu(self):
        gate = 1.0 if self.data > 0 else 0.0
        return Value(max(self.data, 0.0), [(self, gate)])

    def backward(self):
        order, seen, waiting = [], set(), [(self, False)]
        while waiting:
            node, done = waiting.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                waiting.append((node, True))
                waiting.extend((source, False) for source, _ in node.sources)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for source, slope in node.sources:
                source.grad += slope * node.grad
