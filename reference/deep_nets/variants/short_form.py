import numpy as np

ln = lambda x, e: ((x - x.mean(1, keepdims=True)) / (s := np.sqrt(x.var(1, keepdims=True) + e)), s)
normal_kind = lambda kind: kind[0] == "n" or "-" in kind
skip_kind = lambda kind: kind[0] == "r" or "-" in kind


def layer_norm_forward(x, gamma, beta, epsilon=1e-5):
    return ln(x, epsilon)[0] * gamma + beta


def layer_norm_backward(upstream, x, gamma, epsilon=1e-5):
    z, s = ln(x, epsilon)
    g = upstream * gamma
    return (g - g.mean(1, keepdims=True) - z * (g * z).mean(1, keepdims=True)) / s, (upstream * z).sum(0), upstream.sum(0)


def H(p, l, x, kind):
    return layer_norm_forward(x, p[f"gamma{l}"], p[f"beta{l}"]) if normal_kind(kind) else x


def deep_forward(parameters, x, kind, scale):
    out = [x]
    for l in range(1, len(parameters) // (2 + 2 * normal_kind(kind)) + 1):
        F = H(parameters, l, x, kind).clip(0) @ parameters[f"W{l}"] + parameters[f"b{l}"]
        x = x + scale * F if skip_kind(kind) else F
        out += [x]
    return out


def deep_backward(parameters, stream, upstream, kind, scale):
    G, flow = {}, [upstream]
    for l in range(len(stream) - 1, 0, -1):
        x, d = stream[l - 1], flow[-1]
        h, f = H(parameters, l, x, kind), d * (scale if skip_kind(kind) else 1.0)
        G[f"W{l}"], G[f"b{l}"], dh = h.clip(0).T @ f, f.sum(0), (h > 0) * (f @ parameters[f"W{l}"].T)
        if normal_kind(kind):
            dh, G[f"gamma{l}"], G[f"beta{l}"] = layer_norm_backward(dh, x, parameters[f"gamma{l}"])
        flow += [dh + d * skip_kind(kind)]
    return G, flow[::-1]


def sizes(arrays):
    tops = np.array([np.abs(a).max() for a in arrays])
    units = np.where(tops > 0, tops, 1.0)
    return units * [np.sqrt(((a / u) ** 2).mean()) for a, u in zip(arrays, units)]


def mean_cosine(x):
    u = x / (x ** 2).sum(1, keepdims=True) ** 0.5
    return np.triu(u @ u.T, 1).sum() * 2 / (len(x) * (len(x) - 1))


def dead_share(h):
    return (~(h > 0).any(0)).mean()


def branch_scale(depth, growth, kind):
    return (growth ** (1 / depth) - 1 if kind == "residual" else (growth - 1) / depth) ** 0.5


def calibrate(parameters, x, kind, scale):
    p = dict(parameters)
    for l in range(1, len(p) // (2 + 2 * normal_kind(kind)) + 1):
        W, h = p[f"W{l}"], H(p, l, x, kind).clip(0)
        p[f"W{l}"] = W / ((h @ W) ** 2).mean() ** 0.5
        F = h @ p[f"W{l}"] + p[f"b{l}"]
        x = x + scale * F if skip_kind(kind) else F
    return p
