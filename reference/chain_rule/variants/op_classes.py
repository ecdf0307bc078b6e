import math
import numpy as np

# ---- part 1 ---------------------------------------------------------------

def compose_derivative(df, g, dg):
    return lambda t: df(g(t)) * dg(t)

def chain_derivative(fs, dfs, x):
    # recursively: (rest after first)'
    if len(fs) == 1:
        return dfs[0](x)
    return dfs[0](x) * chain_derivative(fs[1:], dfs[1:], fs[0](x))

def chain_jacobian(Js):
    if len(Js) == 1:
        return np.array(Js[0])
    return np.linalg.multi_dot(list(reversed(Js)))

def vector_jacobian_product(Js, upstream):
    row = upstream.reshape(1, -1)
    for J in Js[::-1]:
        row = row @ J
    return row.ravel()

# ---- part 2: one class per operation --------------------------------------

class Op:
    @classmethod
    def apply(cls, *args):
        op = cls()
        args = [a if isinstance(a, Value) else Value(a) for a in args]
        out = Value(op.forward(*[a.data for a in args]))
        out.op, out.args = op, args
        return out

class Add(Op):
    def forward(self, a, b):
        return a + b
    def backward(self, g):
        return g, g

class Sub(Op):
    def forward(self, a, b):
        return a - b
    def backward(self, g):
        return g, -g

class Mul(Op):
    def forward(self, a, b):
        self.a, self.b = a, b
        return a * b
    def backward(self, g):
        return g * self.b, g * self.a

class Div(Op):
    def forward(self, a, b):
        self.a, self.b = a, b
        return a / b
    def backward(self, g):
        return g / self.b, -g * self.a / (self.b * self.b)

class Pow(Op):
    def forward(self, a, n):
        self.a, self.n = a, n
        return a ** n
    def backward(self, g):
        # the exponent is a constant: no gradient for it
        return g * self.n * self.a ** (self.n - 1), 0.0

class Exp(Op):
    def forward(self, a):
        self.out = math.exp(a)
        return self.out
    def backward(self, g):
        return (g * self.out,)

class Log(Op):
    def forward(self, a):
        self.a = a
        return math.log(a)
    def backward(self, g):
        return (g / self.a,)

class Tanh(Op):
    def forward(self, a):
        self.a = a
        return math.tanh(a)
    def backward(self, g):
        return (g / math.cosh(self.a) ** 2,)

class Sigmoid(Op):
    def forward(self, a):
        self.out = 1.0 / (1.0 + math.exp(-a))
        return self.out
    def backward(self, g):
        return (g * self.out * (1 - self.out),)

class Relu(Op):
    def forward(self, a):
        self.open = a > 0
        return a if self.open else 0.0
    def backward(self, g):
        return (g if self.open else 0.0,)

class Value:
    __slots__ = ("data", "grad", "op", "args")

    def __init__(self, data):
        self.data, self.grad, self.op, self.args = float(data), 0.0, None, []

    def __add__(self, o): return Add.apply(self, o)
    def __radd__(self, o): return Add.apply(o, self)
    def __sub__(self, o): return Sub.apply(self, o)
    def __rsub__(self, o): return Sub.apply(o, self)
    def __mul__(self, o): return Mul.apply(self, o)
    def __rmul__(self, o): return Mul.apply(o, self)
    def __truediv__(self, o): return Div.apply(self, o)
    def __rtruediv__(self, o): return Div.apply(o, self)
    def __pow__(self, n): return Pow.apply(self, n)
    def exp(self): return Exp.apply(self)
    def log(self): return Log.apply(self)
    def tanh(self): return Tanh.apply(self)
    def sigmoid(self): return Sigmoid.apply(self)
    def relu(self): return Relu.apply(self)

    def backward(self):
        print("backward from", self.data)
        order, done = [], set()
        stack = [(self, iter(self.args))]
        done.add(id(self))
        while stack:
            node, rest = stack[-1]
            for arg in rest:
                if id(arg) not in done:
                    done.add(id(arg))
                    stack.append((arg, iter(arg.args)))
                    break
            else:
                stack.pop()
                order.append(node)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order[::-1]:
            if node.op is None:
                continue
            for arg, g in zip(node.args, node.op.backward(node.grad)):
                arg.grad += g
