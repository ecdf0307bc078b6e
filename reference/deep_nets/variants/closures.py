import numpy as np
from functools import partial

# Every step gives its output and the function that goes back.


def norm(x, gamma, beta, epsilon):
    mu = np.mean(x, 1)[:, None]
    inverse = (np.var(x, 1)[:, None] + epsilon) ** -0.5
    z = (x - mu) * inverse

    def back(d):
        g = d * gamma
        g = g - g.mean(1)[:, None] - z * np.mean(g * z, 1)[:, None]
        return g * inverse, np.sum(d * z, 0), np.sum(d, 0)

    return z * gamma + beta, back


def layer_norm_forward(x, gamma, beta, epsilon=1e-5):
    return norm(x, gamma, beta, epsilon)[0]


def layer_norm_backward(upstream, x, gamma, epsilon=1e-5):
    return norm(x, gamma, np.zeros_like(gamma), epsilon)[1](upstream)


def rectified(x):
    return x * (x > 0), lambda d: d * (x > 0)


def dense(x, W, b):
    return x @ W + b, lambda d: (d @ W.T, x.T @ d, d.sum(0))


def branch(x, p, i, normalised):
    if normalised:
        h, norm_back = norm(x, p[f"gamma{i}"], p[f"beta{i}"], 1e-5)
    else:
        h, norm_back = x, lambda d: (d,)
    a, relu_back = rectified(h)
    out, dense_back = dense(a, p[f"W{i}"], p[f"b{i}"])

    def back(d):
        d, dW, db = dense_back(d)
        d, *rest = norm_back(relu_back(d))
        return d, dict(zip((f"W{i}", f"b{i}", f"gamma{i}", f"beta{i}"), (dW, db, *rest)))

    return out, back


def block(x, p, i, kind, scale):
    normalised, skips = kind in {"normalised", "pre-norm"}, kind in {"residual", "pre-norm"}
    out, back = branch(x, p, i, normalised)
    if not skips:
        return out, back

    def both(d):
        along, gradients = back(scale * d)
        return d + along, gradients

    return x + scale * out, both


def deep_forward(parameters, x, kind, scale):
    xs = (x,)
    depth = len(parameters) // (4 if "gamma1" in parameters else 2)
    for i in range(depth):
        xs += (block(xs[i], parameters, i + 1, kind, scale)[0],)
    return xs


def deep_backward(parameters, stream, upstream, kind, scale):
    ways = [block(x, parameters, i, kind, scale)[1] for i, x in enumerate(stream[:-1], 1)]
    flow, gradients = (upstream,), {}
    while ways:
        d, more = ways.pop()(flow[0])
        flow = (d, *flow)
        gradients = {**gradients, **more}
    return gradients, flow


def size(a):
    biggest = max(a.max(), -a.min()) or 1.0
    return biggest * np.mean(np.square(a / biggest)) ** 0.5


def sizes(arrays):
    return np.fromiter(map(size, arrays), dtype=float)


def mean_cosine(x):
    # |sum of unit vectors|² = N + all ordered pairs
    unit = np.array([row / np.linalg.norm(row) for row in x])
    n = len(unit)
    return float((np.sum(unit.sum(0) ** 2) - n) / (n ** 2 - n))


def dead_share(h):
    return 1 - np.count_nonzero((h > 0).any(0)) / h.shape[1]


def square(kind, depth, growth):
    return np.power(growth, 1 / depth) - 1 if kind == "residual" else growth / depth - 1 / depth


def branch_scale(depth, growth, kind):
    return float(np.sqrt(partial(square, kind)(depth, growth)))


def calibrate(parameters, x, kind, scale):
    made = dict(parameters)
    i = 1
    while f"W{i}" in made:
        zero = {**made, f"b{i}": np.zeros_like(made[f"b{i}"])}
        product, _ = branch(x, zero, i, kind in {"normalised", "pre-norm"})
        made[f"W{i}"] = made[f"W{i}"] / size(product)
        x, _ = block(x, made, i, kind, scale)
        i += 1
    return made
