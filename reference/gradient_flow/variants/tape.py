import statistics

import numpy as np

# A little reverse-mode engine instead of the formulas of back-propagation.


class Node:
    def __init__(self, value, *edges):
        self.value = value
        self.edges = edges  # (parent, function from this gradient to the parent's share)
        self.grad = 0.0

    def __matmul__(self, other):
        return Node(self.value @ other.value,
                    (self, lambda g: g @ other.value.T), (other, lambda g: self.value.T @ g))

    def __add__(self, other):
        return Node(self.value + other.value, (self, lambda g: g), (other, lambda g: g.sum(axis=0)))

    def sigmoid(self):
        out = 1 / (1 + np.exp(-self.value))
        return Node(out, (self, lambda g: g * out * (1 - out)))

    def tanh(self):
        out = np.tanh(self.value)
        return Node(out, (self, lambda g: g * (1 - out ** 2)))

    def relu(self):
        gate = self.value > 0
        return Node(self.value * gate, (self, lambda g: g * gate))

    def mean_cross_entropy(self, labels):
        rows = np.arange(len(labels))
        shifted = self.value - self.value.max(axis=1, keepdims=True)
        logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

        def share(g):
            delta = np.exp(logs)
            delta[rows, labels] -= 1
            return g * delta / len(labels)

        return Node(-logs[rows, labels].mean(), (self, share))

    def backward(self):
        self.grad = 1.0
        waiting = [self]
        while waiting:
            # every node but the leaves has one user, so each is complete when it is reached
            node = waiting.pop()
            for parent, share in node.edges:
                parent.grad = parent.grad + share(node.grad)
                waiting.append(parent)


def layer_gradient_norms(parameters, x, labels, activation):
    leaves = {name: Node(p) for name, p in parameters.items()}
    depth = len(parameters) // 2
    out = Node(x)
    for l in range(1, depth + 1):
        out = out @ leaves[f"W{l}"] + leaves[f"b{l}"]
        if l != depth:
            out = getattr(out, activation)()
    out.mean_cross_entropy(labels).backward()
    return np.array([global_norm({"W": leaves[f"W{l}"].grad}) for l in range(1, depth + 1)])


def xavier_init(fan_in, fan_out, rng):
    # uniform numbers through the inverse of the normal distribution function
    normal = statistics.NormalDist(0, (2 / (fan_in + fan_out)) ** 0.5)
    uniform = 1 - rng.random(fan_in * fan_out) * (1 - 1e-16)
    return np.array([normal.inv_cdf(min(max(u, 1e-16), 1 - 1e-16)) for u in uniform]).reshape(fan_in, fan_out)


def he_init(fan_in, fan_out, rng):
    child, = rng.spawn(1)
    return child.normal(size=(fan_in, fan_out)) * np.full(fan_out, (2 / fan_in) ** 0.5)


def global_norm(gradients):
    return float(np.linalg.norm([np.linalg.norm(g) for g in gradients.values()]))


def clip_by_global_norm(gradients, max_norm):
    norm = global_norm(gradients)
    scale = 1.0 if norm < max_norm else max_norm / norm
    return {name: scale * g for name, g in gradients.items()}, norm


def classify_gradient_flow(norms):
    r = float(norms[0]) / float(norms[-1])
    answer = "healthy"
    if r < 1e-2:
        answer = "vanishing"
    if r > 1e2:
        answer = "exploding"
    return answer
