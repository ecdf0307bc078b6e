import numpy as np

# A small reverse-mode engine. Every forward pass records a graph; every backward pass walks it.


class Node:
    def __init__(self, data, parents=()):
        self.data = np.asarray(data)
        self.parents = parents          # pairs (node, function from gradient to share)

    def __add__(self, other):
        return Node(self.data + other.data, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return Node(self.data * other.data, [(self, lambda g: g * other.data), (other, lambda g: g * self.data)])

    def __matmul__(self, other):
        return Node(self.data @ other.data, [(self, lambda g: g @ other.data.T), (other, lambda g: self.data.T @ g)])

    def tanh(self):
        t = np.tanh(self.data)
        return Node(t, [(self, lambda g: g * (1 - t * t))])

    def sigmoid(self):
        s = 1 / (1 + np.exp(-self.data))
        return Node(s, [(self, lambda g: g * s * (1 - s))])

    def columns(self, start, stop):
        def spread(g):
            whole = np.zeros(self.data.shape)
            whole[:, start:stop] = g
            return whole
        return Node(self.data[:, start:stop], [(self, spread)])


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


def step(X, h, c, W, U, b):
    H = h.data.shape[1]
    z = X @ W + h @ U + b
    i = z.columns(0, H).sigmoid()
    f = z.columns(H, 2 * H).sigmoid()
    g = z.columns(2 * H, 3 * H).tanh()
    o = z.columns(3 * H, 4 * H).sigmoid()
    c = f * c + i * g
    return o * c.tanh(), c


def lstm_step_forward(x, h, c, W, U, b):
    leaves = [Node(p) for p in (x, h, c, W, U, b)]
    new_h, new_c = step(*leaves)
    return new_h.data, new_c.data, (new_h, new_c, leaves)


def lstm_step_backward(dh, dc, cache):
    new_h, new_c, leaves = cache
    return gradients([(new_h, dh), (new_c, dc)], leaves)


def lstm_forward(x, h0, c0, W, U, b):
    xs = [Node(x[:, t]) for t in range(x.shape[1])]
    h, c, *weights = start = [Node(p) for p in (h0, c0, W, U, b)]
    hs = []
    for X in xs:
        h, c = step(X, h, c, *weights)
        hs.append(h)
    return np.stack([h.data for h in hs], axis=1), (xs, start, hs)


def lstm_backward(dhs, cache):
    xs, start, hs = cache
    found = gradients([(h, dhs[:, t]) for t, h in enumerate(hs)], xs + start)
    return (np.stack(found[:len(xs)], axis=1), *found[len(xs):])
