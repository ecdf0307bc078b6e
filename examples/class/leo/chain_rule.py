import math
import numpy as np

def compose_derivative(outer_derivative, inner, inner_derivative):
    return lambda x: outer_derivative(inner(x))*inner_derivative(x)

def chain_derivative(functions, derivatives, x):
    s = 1
    for f, df in zip(functions, derivatives):
        x = f(x)
        s = s*df(x)
    return s

def chain_jacobian(jacobians):
    J = jacobians[0]
    for j in jacobians[1:]:
        J = J @ j
    return J

def vector_jacobian_product(jacobians, upstream):
    # J first, then the vector
    return upstream @ np.linalg.multi_dot(jacobians[::-1]) if len(jacobians) > 1 else upstream @ jacobians[0]


class Value:
    def __init__(self, data, parents=(), back=None):
        self.data = data
        self.grad = 0.0
        self.parents = parents
        self.back = back

    def lift(x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, o):
        o = Value.lift(o)
        return Value(self.data + o.data, (self, o), lambda g: (g, g))
    def __sub__(self, o):
        o = Value.lift(o)
        return Value(self.data - o.data, (self, o), lambda g: (g, -g))
    def __mul__(self, o):
        o = Value.lift(o)
        return Value(self.data*o.data, (self, o), lambda g: (g*o.data, g*self.data))
    def __truediv__(self, o):
        o = Value.lift(o)
        return Value(self.data/o.data, (self, o), lambda g: (g/o.data, -g*self.data/o.data**2))
    __radd__ = __add__
    __rmul__ = __mul__
    # the other way round gives the same with a minus / upside down
    __rsub__ = __sub__
    __rtruediv__ = __truediv__

    def __pow__(self, n):
        return Value(self.data**n, (self,), lambda g: (g*n*self.data**(n-1),))
    def exp(self):
        return Value(math.exp(self.data), (self,), lambda g: (g*math.exp(self.data),))
    def log(self):
        return Value(math.log(self.data), (self,), lambda g: (g/self.data,))
    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, (self,), lambda g: (g*(1-t*t),))
    def sigmoid(self):
        s = 1/(1+math.exp(-self.data))
        return Value(s, (self,), lambda g: (g*s*(1-s),))
    def relu(self):
        return Value(max(self.data, 0.0), (self,), lambda g: (g*(self.data > 0),))

    def backward(self):
        order, seen = [], set()
        stack = [(self, False)]
        while stack:
            n, done = stack.pop()
            if done:
                order.append(n)
            elif n not in seen:
                seen.add(n)
                stack.append((n, True))
                stack += [(p, False) for p in n.parents]
        for n in order:
            n.grad = 0.0
        self.grad = 1.0
        for n in order[::-1]:
            if n.back:
                for p, g in zip(n.parents, n.back(n.grad)):
                    p.grad += g
