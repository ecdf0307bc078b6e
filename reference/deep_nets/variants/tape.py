"""A small automatic differentiation does the way back."""
import numpy as np


class Node:
    def __init__(self, value, parents=()):
        self.value, self.parents, self.grad = value, parents, None

    def receive(self, g):
        self.grad = g if self.grad is None else self.grad + g


def fit(g, shape):
    while g.ndim > len(shape):
        g = g.sum(0)
    for axis, n in enumerate(shape):
        if n == 1 and g.shape[axis] != 1:
            g = g.sum(axis, keepdims=True)
    return g


def add(a, b):
    return Node(a.value + b.value, [(a, lambda g: fit(g, a.value.shape)), (b, lambda g: fit(g, b.value.shape))])


def mul(a, b):
    return Node(a.value * b.value, [(a, lambda g: fit(g * b.value, a.value.shape)), (b, lambda g: fit(g * a.value, b.value.shape))])


def times(a, number):
    return Node(a.value * number, [(a, lambda g: g * number)])


def matmul(a, b):
    return Node(a.value @ b.value, [(a, lambda g: g @ b.value.T), (b, lambda g: a.value.T @ g)])


def relu(a):
    return Node(np.maximum(a.value, 0), [(a, lambda g: np.where(a.value > 0, g, 0))])


def row_mean(a):
    d = a.value.shape[1]
    return Node(a.value.mean(1, keepdims=True), [(a, lambda g: np.repeat(g, d, axis=1) / d)])


def inverse_root(a, eps):
    r = (a.value + eps) ** -0.5
    return Node(r, [(a, lambda g: g * -0.5 * r / (a.value + eps))])


def norm(x, gamma, beta, eps):
    c = add(x, times(row_mean(x), -1))
    return add(mul(mul(c, inverse_root(row_mean(mul(c, c)), eps)), gamma), beta)


def backprop(root, upstream):
    order, seen = [], set()

    def visit(node):
        if id(node) not in seen:
            seen.add(id(node))
            for parent, _ in node.parents:
                visit(parent)
            order.append(node)

    visit(root)
    root.receive(upstream)
    for node in reversed(order):
        for parent, back in node.parents:
            parent.receive(back(node.grad))


def layer_norm_forward(x, gamma, beta, epsilon=1e-5):
    return norm(Node(x), Node(gamma), Node(beta), epsilon).value


def layer_norm_backward(upstream, x, gamma, epsilon=1e-5):
    nodes = Node(x), Node(gamma), Node(np.zeros_like(gamma))
    backprop(norm(*nodes, epsilon), upstream)
    return tuple(node.grad for node in nodes)


def block(x, p, l, kind, scale):
    h = norm(x, p[f"gamma{l}"], p[f"beta{l}"], 1e-5) if kind in ("normalised", "pre-norm") else x
    branch = add(matmul(relu(h), p[f"W{l}"]), p[f"b{l}"])
    return add(x, times(branch, scale)) if kind in ("residual", "pre-norm") else branch


def depth(parameters):
    return sum(1 for k in parameters if k.startswith("W"))


def deep_forward(parameters, x, kind, scale):
    p = {k: Node(v) for k, v in parameters.items()}
    nodes = [Node(x)]
    for l in range(depth(p)):
        nodes.append(block(nodes[-1], p, l + 1, kind, scale))
    return [node.value for node in nodes]


def deep_backward(parameters, stream, upstream, kind, scale):
    p = {k: Node(v) for k, v in parameters.items()}
    nodes = [Node(stream[0])]
    for l in range(depth(p)):
        nodes.append(block(nodes[-1], p, l + 1, kind, scale))
    backprop(nodes[-1], upstream)
    return {k: node.grad for k, node in p.items()}, [node.grad for node in nodes]


def sizes(arrays):
    found = np.zeros(len(arrays))
    for i, a in enumerate(arrays):
        top = float(np.linalg.norm(np.ravel(a), np.inf))
        if top > 0:
            found[i] = top * (np.linalg.norm(np.ravel(a / top)) / np.sqrt(a.size))
    return found


def mean_cosine(x):
    from itertools import combinations

    unit = x / np.linalg.norm(x, axis=1, keepdims=True)
    return float(np.mean([u @ v for u, v in combinations(unit, 2)]))


def dead_share(h):
    upstream = np.ones(h.shape)
    node = Node(h)
    backprop(relu(node), upstream)
    return float(np.mean(node.grad.sum(0) == 0))


def branch_scale(depth, growth, kind):
    # what is left for the branches, as a share of what they see
    if kind == "residual":
        return np.sqrt(np.expm1(np.log1p(growth - 1) / depth)).item()
    return np.sqrt((growth - 1) / depth).item()


def calibrate(parameters, x, kind, scale):
    p = {k: Node(v) for k, v in parameters.items()}
    here = Node(x)
    for l in range(1, depth(p) + 1):
        h = norm(here, p[f"gamma{l}"], p[f"beta{l}"], 1e-5) if kind in ("normalised", "pre-norm") else here
        product = matmul(relu(h), p[f"W{l}"]).value
        p[f"W{l}"] = Node(p[f"W{l}"].value / np.sqrt(np.mean(product * product)))
        here = block(here, p, l, kind, scale)
    return {k: node.value for k, node in p.items()}
