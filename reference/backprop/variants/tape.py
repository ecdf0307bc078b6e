"""A small reverse-mode tape; nothing about layers is differentiated by hand."""
import numpy as np


class Tensor:
    def __init__(self, data, parents=()):
        self.data = np.asarray(data)
        self.parents = parents
        self.grad = np.zeros_like(self.data)

    def __matmul__(self, other):
        return Tensor(self.data @ other.data, [
            (self, lambda g: g @ other.data.T),
            (other, lambda g: self.data.T @ g),
        ])

    def __add__(self, other):
        def unbroadcast(t):
            return lambda g: g.sum(axis=0) if g.ndim > t.data.ndim else g
        return Tensor(self.data + other.data, [(self, unbroadcast(self)), (other, unbroadcast(other))])

    def sigmoid(self):
        s = 1 / (1 + np.exp(-self.data))
        return Tensor(s, [(self, lambda g: g * s * (1 - s))])

    def cross_entropy(self, labels):
        m = self.data.max(axis=1, keepdims=True)
        e = np.exp(self.data - m)
        s = e.sum(axis=1, keepdims=True)
        at = np.arange(len(labels)), labels

        def pull(g):
            d = e / s
            d[at] -= 1
            return g * d / len(labels)
        return Tensor((m + np.log(s))[:, 0].mean() - self.data[at].mean(), [(self, pull)])

    def backward(self, seed):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent, _ in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = seed
        for node in reversed(order):
            for parent, pull in node.parents:
                parent.grad = parent.grad + pull(node.grad)


def graph(parameters, x):
    leaves = {name: Tensor(value) for name, value in parameters.items()}
    out = Tensor(x)
    depth = len(parameters) // 2
    for l in range(1, depth + 1):
        out = out @ leaves[f"W{l}"] + leaves[f"b{l}"]
        if l < depth:
            out = out.sigmoid()
    return out, leaves


def forward(parameters, x):
    out, leaves = graph(parameters, x)
    return out.data, (out, leaves)


def loss(parameters, x, labels):
    return float(graph(parameters, x)[0].cross_entropy(labels).data)


def output_error(logits, labels):
    leaf = Tensor(logits)
    leaf.cross_entropy(labels).backward(1.0)
    return leaf.grad


def hidden_error(delta_next, W_next, z):
    leaf = Tensor(z)
    (leaf.sigmoid() @ Tensor(W_next)).backward(delta_next)
    return leaf.grad


def layer_gradients(delta, a_previous):
    W = Tensor(np.zeros((a_previous.shape[1], delta.shape[1]), delta.dtype))
    b = Tensor(np.zeros(delta.shape[1], delta.dtype))
    (Tensor(a_previous) @ W + b).backward(delta)
    return W.grad, b.grad


def backward(parameters, cache, labels):
    out, leaves = cache
    out.cross_entropy(labels).backward(1.0)
    return {name: leaf.grad for name, leaf in leaves.items()}
