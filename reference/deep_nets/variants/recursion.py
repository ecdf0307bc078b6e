import numpy as np


def layer_norm_forward(x, gamma, beta, epsilon=1e-5):
    if len(x) > 1:  # row by row
        return np.vstack([layer_norm_forward(row[None], gamma, beta, epsilon) for row in x])
    v = x[0]
    c = v - v.sum() / v.size
    return (c * gamma / np.sqrt(c @ c / v.size + epsilon) + beta)[None]


def layer_norm_backward(upstream, x, gamma, epsilon=1e-5):
    if len(x) > 1:
        first = layer_norm_backward(upstream[:1], x[:1], gamma, epsilon)
        rest = layer_norm_backward(upstream[1:], x[1:], gamma, epsilon)
        return np.concatenate([first[0], rest[0]]), first[1] + rest[1], first[2] + rest[2]
    v, u = x[0], upstream[0]
    d = v.size
    c = v - v.mean()
    var = c @ c / d
    r = 1 / np.sqrt(var + epsilon)
    g = u * gamma
    # through the root, the variance, the centring
    dvar = -0.5 * r ** 3 * (g @ c)
    dc = g * r + dvar * 2 * c / d
    return (dc - dc.mean())[None], u * c * r, u.copy()


def first_and_rest(parameters):
    first = {k[:-1]: p for k, p in parameters.items() if k.lstrip("abegmtW") == "1"}
    rest = {}
    for k, p in parameters.items():
        name = k.rstrip("0123456789")
        number = int(k[len(name):])
        if number > 1:
            rest[f"{name}{number - 1}"] = p
    return first, rest


def into_relu(p, x):
    return layer_norm_forward(x, p["gamma"], p["beta"]) if "gamma" in p else x


def deep_forward(parameters, x, kind, scale):
    if not parameters:
        return [x]
    p, rest = first_and_rest(parameters)
    F = np.maximum(into_relu(p, x), 0) @ p["W"] + p["b"]
    after = F if kind in ("plain", "normalised") else x + scale * F
    return [x] + deep_forward(rest, after, kind, scale)


def deep_backward(parameters, stream, upstream, kind, scale):
    if not parameters:
        return {}, [upstream]
    p, rest = first_and_rest(parameters)
    later, flow = deep_backward(rest, stream[1:], upstream, kind, scale)
    gradients = {}
    for k, g in later.items():
        name = k.rstrip("0123456789")
        gradients[f"{name}{int(k[len(name):]) + 1}"] = g
    s, keep = (1, 0) if kind in ("plain", "normalised") else (scale, 1)
    h = into_relu(p, stream[0])
    on = h > 0
    error = s * flow[0]
    gradients["W1"] = (h * on).T @ error
    gradients["b1"] = error.sum(0)
    d = (error @ p["W"].T) * on
    if "gamma" in p:
        d, gradients["gamma1"], gradients["beta1"] = layer_norm_backward(d, stream[0], p["gamma"])
    return gradients, [keep * flow[0] + d] + flow


def sizes(arrays):
    if len(arrays) == 0:
        return np.array([])
    first, *rest = arrays
    exponent = np.max(np.frexp(first)[1]) if np.any(first) else 0
    one = np.ldexp(np.sqrt(np.mean(np.ldexp(first, -exponent) ** 2)), exponent)
    return np.concatenate([[one], sizes(rest)])


def mean_cosine(x):
    if len(x) == 2:
        return float(x[0] @ x[1] / np.linalg.norm(x[0]) / np.linalg.norm(x[1]))
    n = len(x)
    new = [x[-1] @ row / (np.linalg.norm(x[-1]) * np.linalg.norm(row)) for row in x[:-1]]
    before = (n - 1) * (n - 2) / 2
    return float((mean_cosine(x[:-1]) * before + sum(new)) / (before + n - 1))


def dead_share(h):
    return sum(all(v <= 0 for v in unit) for unit in h.T.tolist()) / h.shape[1]


def branch_scale(depth, growth, kind):
    return pow(pow(growth, 1 / depth) - 1 if kind == "residual" else (growth - 1) / depth, 0.5)


def calibrate(parameters, x, kind, scale):
    if not parameters:
        return {}
    p, rest = first_and_rest(parameters)
    product = np.maximum(into_relu(p, x), 0) @ p["W"]
    factor = 1 / np.sqrt((product ** 2).mean())
    F = product * factor + p["b"]
    after = F if kind in ("plain", "normalised") else x + scale * F
    done = {k + "1": v * factor if k == "W" else v for k, v in p.items()}
    for k, v in calibrate(rest, after, kind, scale).items():
        name = k.rstrip("0123456789")
        done[f"{name}{int(k[len(name):]) + 1}"] = v
    return done
