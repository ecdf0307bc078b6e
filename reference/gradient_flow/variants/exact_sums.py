import math
import numpy as np


def _sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def layer_gradient_norms(parameters, x, labels, activation):
    depth = len(parameters) // 2
    a = x
    steps = []
    for layer in range(1, depth + 1):
        W = parameters[f"W{layer}"]
        z = np.dot(a, W) + parameters[f"b{layer}"]
        steps.append((a, z, W))
        if activation == "sigmoid":
            a = _sigmoid(z)
        elif activation == "tanh":
            a = 2 * _sigmoid(2 * z) - 1
        else:
            a = (z + np.abs(z)) / 2
    norms = []
    delta = None
    while steps:
        a, z, W = steps.pop()
        if delta is None:
            top = z.max(axis=1)
            logs = np.array([t + math.log(math.fsum(np.exp(row - t))) for t, row in zip(top, z)])
            delta = np.exp(z - logs[:, None])
            delta[np.arange(len(z)), labels] -= 1.0
            delta *= 1 / len(z)
        elif activation == "sigmoid":
            delta = delta * _sigmoid(z) * (1 - _sigmoid(z))
        elif activation == "tanh":
            delta = delta * (1 - np.tanh(z) ** 2)
        else:
            delta = np.where(z > 0, delta, 0)
        norms.append(math.hypot(*np.ravel(a.T @ delta)))
        delta = delta @ W.T
    norms.reverse()
    return np.array(norms)


# Box and Muller: two uniform numbers make two normal ones.
def _gauss(count, rng):
    half = (count + 1) // 2
    radius = np.sqrt(-2 * np.log(1 - rng.random(half)))
    angle = 2 * math.pi * rng.random(half)
    return np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])[:count]


def xavier_init(fan_in, fan_out, rng):
    return math.sqrt(2 / (fan_in + fan_out)) * _gauss(fan_in * fan_out, rng).reshape(fan_in, fan_out)


def he_init(fan_in, fan_out, rng):
    return math.sqrt(2 / fan_in) * _gauss(fan_in * fan_out, rng).reshape((fan_in, fan_out), order="F")


def global_norm(gradients):
    return math.sqrt(math.fsum(float(v) * float(v) for g in gradients.values() for v in g.flat))


def clip_by_global_norm(gradients, max_norm):
    norm = global_norm(gradients)
    if norm == 0:
        return gradients, 0.0
    factor = min(1.0, max_norm / norm)
    return {name: factor * g for name, g in gradients.items()}, norm


def classify_gradient_flow(norms):
    norms = norms.tolist()
    ratio = norms[0] / norms[-1]
    if not ratio < 1e-2 and not ratio > 1e2:
        return "healthy"
    return "vanishing" if ratio < 1 else "exploding"
