from abc import ABC, abstractmethod

import numpy as np


class Norm:
    def __init__(self, gamma, beta, eps=1e-5):
        self.gamma, self.beta, self.eps = gamma, beta, eps

    def forward(self, x):
        self.std = np.sqrt(x.var(-1, keepdims=True) + self.eps)
        self.xhat = (x - x.mean(-1, keepdims=True)) / self.std
        return self.xhat * self.gamma + self.beta

    def backward(self, dout):
        D = dout.shape[-1]
        self.dbeta = dout.sum(0)
        self.dgamma = (dout * self.xhat).sum(0)
        dxhat = dout * self.gamma
        dx = D * dxhat - dxhat.sum(-1, keepdims=True) - self.xhat * (dxhat * self.xhat).sum(-1, keepdims=True)
        return dx / (D * self.std)


class Nothing(Norm):
    def __init__(self):
        pass

    def forward(self, x):
        return x

    def backward(self, dout):
        return dout


def layer_norm_forward(x, gamma, beta, epsilon=1e-5):
    return Norm(gamma, beta, epsilon).forward(x)


def layer_norm_backward(upstream, x, gamma, epsilon=1e-5):
    norm = Norm(gamma, 0.0, epsilon)
    norm.forward(x)
    return norm.backward(upstream), norm.dgamma, norm.dbeta


class Block(ABC):
    def __init__(self, number, parameters, normalised):
        self.number = number
        self.W, self.b = parameters[f"W{number}"], parameters[f"b{number}"]
        self.norm = Nothing()
        if normalised:
            self.norm = Norm(parameters[f"gamma{number}"], parameters[f"beta{number}"])

    def branch(self, x):
        self.h = self.norm.forward(x)
        self.a = np.clip(self.h, 0, None)
        return self.a @ self.W + self.b

    def branch_back(self, e):
        self.dW, self.db = self.a.T @ e, e.sum(0)
        return self.norm.backward(np.where(self.h > 0, e @ self.W.T, 0.0))

    def gradients(self):
        found = {f"W{self.number}": self.dW, f"b{self.number}": self.db}
        if type(self.norm) is Norm:
            found[f"gamma{self.number}"] = self.norm.dgamma
            found[f"beta{self.number}"] = self.norm.dbeta
        return found

    @abstractmethod
    def forward(self, x): ...

    @abstractmethod
    def backward(self, e): ...


class Straight(Block):
    forward = Block.branch
    backward = Block.branch_back


class Skipping(Block):
    scale = 1.0

    def forward(self, x):
        return x + self.branch(x) * self.scale

    def backward(self, e):
        return e + self.branch_back(e * self.scale)


def build(parameters, kind, scale):
    made = {"plain": (Straight, False), "normalised": (Straight, True), "residual": (Skipping, False), "pre-norm": (Skipping, True)}
    cls, normalised = made[kind]
    numbers = sorted(int(name[1:]) for name in parameters if name[:1] == "W")
    blocks = [cls(number, parameters, normalised) for number in numbers]
    for block in blocks:
        block.scale = scale
    return blocks


def deep_forward(parameters, x, kind, scale):
    stream = [x]
    for block in build(parameters, kind, scale):
        stream.append(block.forward(stream[-1]))
    return stream


def deep_backward(parameters, stream, upstream, kind, scale):
    flow, gradients = [upstream], {}
    for block, x in zip(build(parameters, kind, scale)[::-1], stream[-2::-1]):
        block.forward(x)
        flow.append(block.backward(flow[-1]))
        gradients.update(block.gradients())
    return gradients, flow[::-1]


def sizes(arrays):
    def size(a):
        top = np.abs(a).max()
        return 0.0 if top == 0 else np.sqrt(((a / top) ** 2).mean()) * top

    return np.array([size(a) for a in arrays])


def mean_cosine(x):
    u = x / np.linalg.norm(x, axis=1)[:, None]
    C = u @ u.T
    return float(C[~np.eye(len(x), dtype=bool)].mean())


def dead_share(h):
    return float((h.max(axis=0) <= 0).mean())


def branch_scale(depth, growth, kind):
    square = {"residual": lambda: np.expm1(np.log(growth) / depth), "pre-norm": lambda: (growth - 1) / depth}
    return float(square[kind]() ** 0.5)


def calibrate(parameters, x, kind, scale):
    out = {name: p.copy() for name, p in parameters.items()}
    for block in build(out, kind, scale):
        product = block.branch(x) - block.b
        block.W /= np.sqrt((product ** 2).mean())
        x = block.forward(x)
    return out
