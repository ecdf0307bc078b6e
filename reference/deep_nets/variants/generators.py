import itertools
import numpy as np

# Whether a kind normalises and whether it skips, as two characters.
TRAITS = {"plain": "", "normalised": "n", "residual": "s", "pre-norm": "ns"}


def standard(x, epsilon):
    mean = np.average(x, axis=1)
    square = np.average(x ** 2, axis=1)
    deviation = np.sqrt(np.average((x.T - mean) ** 2, axis=0) + epsilon)
    assert square.shape == mean.shape
    return ((x.T - mean) / deviation).T, deviation[:, np.newaxis]


def layer_norm_forward(x, gamma, beta, epsilon=1e-5):
    normal, _ = standard(x, epsilon)
    return np.multiply(normal, gamma) + beta


def layer_norm_backward(upstream, x, gamma, epsilon=1e-5):
    normal, deviation = standard(x, epsilon)
    weighted = np.multiply(upstream, gamma)
    # take away what points along the row of ones and along the row itself
    flat = weighted - np.average(weighted, axis=1)[:, np.newaxis]
    share = np.sum(weighted * normal, axis=1) / normal.shape[1]
    return (flat - share[:, np.newaxis] * normal) / deviation, np.add.reduce(upstream * normal), np.add.reduce(upstream)


def blocks(parameters):
    for number in itertools.count(1):
        if f"W{number}" not in parameters:
            return
        yield number, {n: parameters.get(f"{n}{number}") for n in ("W", "b", "gamma", "beta")}


def seen(block, x, traits):
    return layer_norm_forward(x, block["gamma"], block["beta"]) if "n" in traits else x


def walk(parameters, x, kind, scale):
    traits = TRAITS[kind]
    yield x
    for _, block in blocks(parameters):
        h = seen(block, x, traits)
        branch = np.matmul((np.abs(h) + h) / 2, block["W"])
        branch += block["b"]
        if "s" in traits:
            branch *= scale
            branch += x
        x = branch
        yield x


def deep_forward(parameters, x, kind, scale):
    return list(walk(parameters, x, kind, scale))


def walk_back(parameters, stream, error, kind, scale, gradients):
    traits = TRAITS[kind]
    yield error
    for (number, block), x in reversed(list(zip(blocks(parameters), stream))):
        h = seen(block, x, traits)
        part = error * scale if "s" in traits else error
        gradients[f"W{number}"] = np.tensordot(np.maximum(h, 0), part, axes=(0, 0))
        gradients[f"b{number}"] = np.add.reduce(part)
        back = np.inner(part, block["W"])
        back[~(h > 0)] = 0
        if "n" in traits:
            back, gradients[f"gamma{number}"], gradients[f"beta{number}"] = layer_norm_backward(back, x, block["gamma"])
        error = back + error if "s" in traits else back
        yield error


def deep_backward(parameters, stream, upstream, kind, scale):
    gradients = {}
    flow = list(walk_back(parameters, stream, upstream, kind, scale, gradients))
    flow.reverse()
    return gradients, flow


def sizes(arrays):
    return np.array(list(_sizes(arrays)))


def _sizes(arrays):
    for a in arrays:
        magnitudes = np.sort(np.abs(a), axis=None)
        unit = magnitudes[-1]
        yield unit if unit == 0 else unit * np.sqrt(np.average((magnitudes / unit) ** 2))


def mean_cosine(x):
    directions = [v / np.sqrt(v @ v) for v in x]
    pairs = itertools.permutations(directions, 2)
    return float(np.average([u @ v for u, v in pairs]))


def dead_share(h):
    return 1.0 - float(np.average(np.any(h > 0, axis=0)))


def branch_scale(depth, growth, kind):
    blocks = range(depth)
    if "n" in TRAITS[kind]:
        return float(((growth - 1) / len(blocks)) ** 0.5)
    return float((growth ** (1 / len(blocks)) - 1) ** 0.5)


def calibrate(parameters, x, kind, scale):
    cured = {name: p + 0.0 for name, p in parameters.items()}
    for number, block in blocks(cured):
        # the stream in front of this block, walked anew each time
        here = next(itertools.islice(walk(cured, x, kind, scale), number - 1, None))
        product = np.maximum(seen(block, here, TRAITS[kind]), 0) @ block["W"]
        cured[f"W{number}"] = block["W"] / np.average(product ** 2) ** 0.5
    return cured
