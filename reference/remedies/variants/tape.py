import numpy as np

# A small reverse-mode engine. Every forward pass records a graph; every backward pass walks it.


class Node:
    def __init__(self, data, parents=()):
        self.data = np.asarray(data)
        self.parents = parents          # pairs (node, function from gradient to share)

    def __add__(self, other):
        return Node(self.data + other.data, [(self, lambda g: g), (other, lambda g: g)])

    def __sub__(self, other):
        return Node(self.data - other.data, [(self, lambda g: g), (other, lambda g: -g)])

    def __mul__(self, other):
        return Node(self.data * other.data, [(self, lambda g: g * other.data), (other, lambda g: g * self.data)])

    def __matmul__(self, other):
        return Node(self.data @ other.data, [(self, lambda g: g @ other.data.T), (other, lambda g: self.data.T @ g)])

    def plus(self, number):
        return Node(self.data + number, [(self, lambda g: g)])

    def power(self, p):
        return Node(self.data ** p, [(self, lambda g: g * p * self.data ** (p - 1))])

    def mean0(self):
        n = self.data.shape[0]
        return Node(self.data.mean(0), [(self, lambda g: np.broadcast_to(g / n, self.data.shape))])

    def relu(self):
        return Node(np.maximum(self.data, 0), [(self, lambda g: g * (self.data > 0))])


def unbroadcast(g, shape):
    while g.ndim > len(shape):
        g = g.sum(0)
    return g


def gradients(outputs, wanted):
    """outputs: pairs (node, upstream)"""
    order, seen = [], set()

    def visit(node):
        if id(node) in seen:
            return
        seen.add(id(node))
        for parent, _ in node.parents:
            visit(parent)
        order.append(node)

    grads = {}
    for node, upstream in outputs:
        visit(node)
        grads[id(node)] = grads.get(id(node), 0) + upstream
    for node in reversed(order):
        if id(node) not in grads:
            continue
        for parent, share in node.parents:
            g = unbroadcast(np.asarray(share(grads[id(node)])), parent.data.shape)
            grads[id(parent)] = grads.get(id(parent), 0) + g
    return tuple(grads.get(id(w), np.zeros(w.data.shape)) for w in wanted)


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    leaves = [Node(x), Node(gamma), Node(beta)]
    X, G, B = leaves
    if training:
        mean = X.mean0()
        var = (X - mean).power(2).mean0()
        running = {"mean": running["mean"] * momentum + mean.data * (1 - momentum),
                   "var": running["var"] * momentum + var.data * (1 - momentum)}
    else:
        mean, var = Node(running["mean"]), Node(running["var"])
    out = G * ((X - mean) * var.plus(epsilon).power(-0.5)) + B
    return out.data, (out, leaves), running


def batch_norm_backward(upstream, cache):
    out, leaves = cache
    return gradients([(out, upstream)], leaves)


def residual_forward(x, W1, b1, W2, b2):
    X, A1, B1, A2, B2 = leaves = [Node(p) for p in (x, W1, b1, W2, b2)]
    out = X + ((X @ A1 + B1).relu() @ A2 + B2)
    return out.data, (out, leaves)


def residual_backward(upstream, cache):
    return gradients([(cache[0], upstream)], cache[1])
