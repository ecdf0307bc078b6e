import math

import numpy as np

# One number after the other, as the formulas are written.


def layer_norm_forward(x, gamma, beta, epsilon=1e-5):
    n, d = x.shape
    out = np.zeros((n, d), dtype=x.dtype)
    for i in range(n):
        mean = sum(x[i, j] for j in range(d)) / d
        variance = sum((x[i, j] - mean) ** 2 for j in range(d)) / d
        for j in range(d):
            out[i, j] = gamma[j] * (x[i, j] - mean) / math.sqrt(variance + epsilon) + beta[j]
    return out


def layer_norm_backward(upstream, x, gamma, epsilon=1e-5):
    n, d = x.shape
    dx = np.zeros((n, d))
    dgamma = np.zeros(d)
    dbeta = np.zeros(d)
    for i in range(n):
        mean = sum(x[i]) / d
        std = math.sqrt(sum((v - mean) ** 2 for v in x[i]) / d + epsilon)
        normal = [(v - mean) / std for v in x[i]]
        for j in range(d):
            dgamma[j] += upstream[i, j] * normal[j]
            dbeta[j] += upstream[i, j]
        # how output k moves with input j
        for j in range(d):
            for k in range(d):
                slope = ((1 if j == k else 0) - 1 / d - normal[j] * normal[k] / d) / std
                dx[i, j] += upstream[i, k] * gamma[k] * slope
    return dx, dgamma, dbeta


def deep_forward(parameters, x, kind, scale):
    stream = [x]
    layer = 1
    while f"W{layer}" in parameters:
        W = parameters[f"W{layer}"]
        b = parameters[f"b{layer}"]
        before = stream[layer - 1]
        if kind == "normalised" or kind == "pre-norm":
            h = layer_norm_forward(before, parameters[f"gamma{layer}"], parameters[f"beta{layer}"])
        else:
            h = before
        after = np.zeros_like(before)
        for i in range(before.shape[0]):
            for j in range(before.shape[1]):
                branch = b[j]
                for k in range(before.shape[1]):
                    if h[i, k] > 0:
                        branch = branch + h[i, k] * W[k, j]
                if kind == "residual" or kind == "pre-norm":
                    after[i, j] = before[i, j] + scale * branch
                else:
                    after[i, j] = branch
        stream.append(after)
        layer += 1
    return stream


def deep_backward(parameters, stream, upstream, kind, scale):
    L = len(stream) - 1
    gradients = {name: np.zeros(p.shape) for name, p in parameters.items()}
    flow = [None] * (L + 1)
    flow[L] = np.array(upstream)
    for layer in range(L, 0, -1):
        W = parameters[f"W{layer}"]
        x = stream[layer - 1]
        norm = kind in ("normalised", "pre-norm")
        skip = kind in ("residual", "pre-norm")
        h = x
        if norm:
            h = layer_norm_forward(x, parameters[f"gamma{layer}"], parameters[f"beta{layer}"])
        dh = np.zeros(x.shape)
        for i in range(x.shape[0]):
            for j in range(x.shape[1]):
                e = flow[layer][i, j] * (scale if skip else 1)
                gradients[f"b{layer}"][j] += e
                for k in range(x.shape[1]):
                    if h[i, k] > 0:
                        gradients[f"W{layer}"][k, j] += h[i, k] * e
                        dh[i, k] += e * W[k, j]
        if norm:
            dh, gradients[f"gamma{layer}"], gradients[f"beta{layer}"] = layer_norm_backward(dh, x, parameters[f"gamma{layer}"])
        flow[layer - 1] = dh + flow[layer] if skip else dh
    return gradients, flow


def sizes(arrays):
    result = []
    for a in arrays:
        numbers = [abs(float(v)) for v in np.ravel(a)]
        result.append(math.hypot(*numbers) / math.sqrt(len(numbers)))
    return np.array(result)


def mean_cosine(x):
    n = len(x)
    total, pairs = 0.0, 0
    for i in range(n):
        for j in range(i + 1, n):
            total += float(np.dot(x[i], x[j]) / math.sqrt(np.dot(x[i], x[i])) / math.sqrt(np.dot(x[j], x[j])))
            pairs += 1
    return total / pairs


def dead_share(h):
    n, d = h.shape
    dead = 0
    for j in range(d):
        alive = False
        for i in range(n):
            if h[i, j] > 0:
                alive = True
        if not alive:
            dead += 1
    return dead / d


def branch_scale(depth, growth, kind):
    # bisection: by how much would the net grow with this s?
    def grown(s):
        square = 1.0
        for _ in range(depth):
            branch = square if kind == "residual" else 1.0
            square += s * s * branch
        return square

    low, high = 0.0, math.sqrt(growth)
    for _ in range(200):
        middle = (low + high) / 2
        if grown(middle) < growth:
            low = middle
        else:
            high = middle
    return high


def calibrate(parameters, x, kind, scale):
    new = {name: np.array(p) for name, p in parameters.items()}
    depth = len([name for name in parameters if name[0] == "W"])
    for layer in range(1, depth + 1):
        h = deep_forward({n: p for n, p in new.items() if int(n.lstrip("Wbgamet")) < layer}, x, kind, scale)[-1]
        if kind in ("normalised", "pre-norm"):
            h = layer_norm_forward(h, new[f"gamma{layer}"], new[f"beta{layer}"])
        total = 0.0
        product = np.where(h > 0, h, 0) @ new[f"W{layer}"]
        for row in product:
            for v in row:
                total += v * v
        new[f"W{layer}"] = new[f"W{layer}"] * math.sqrt(product.size / total)
    return new
