import numpy as np


class Cache:
    pass


def squash(z):
    return 1.0 / (1.0 + np.exp(-z))


def forward(parameters, x):
    cache = Cache()
    cache.inputs, cache.z = {}, {}
    depth = max(int(k[1:]) for k in parameters)
    a = x
    for l in range(1, depth + 1):
        cache.inputs[l] = a
        cache.z[l] = np.einsum("ni,io->no", a, parameters["W%d" % l]) + parameters["b%d" % l]
        a = squash(cache.z[l])
    return cache.z[depth], cache


def loss(parameters, x, labels):
    logits, _ = forward(parameters, x)
    total = 0.0
    for row, y in zip(logits, labels):
        top = row.max()
        total += top + np.log(np.exp(row - top).sum()) - row[y]
    return total / len(labels)


def output_error(logits, labels):
    e = np.exp(logits - logits.max(1, keepdims=True))
    return (e / e.sum(1, keepdims=True) - np.eye(logits.shape[1], dtype=logits.dtype)[labels]) / logits.shape[0]


def hidden_error(delta_next, W_next, z):
    return np.einsum("no,ho->nh", delta_next, W_next) * squash(z) * squash(-z)


def layer_gradients(delta, a_previous):
    return [np.einsum("ni,no->io", a_previous, delta), np.ones(len(delta), delta.dtype) @ delta]


def backward(parameters, cache, labels):
    depth = len(cache.z)
    delta = output_error(cache.z[depth], labels)
    result = {}
    for l in reversed(range(1, depth + 1)):
        result["b%d" % l] = delta.sum(0)
        result["W%d" % l] = cache.inputs[l].T.dot(delta)
        if l > 1:
            a = cache.inputs[l]
            delta = delta.dot(parameters["W%d" % l].T) * a * (1 - a)
    return result
