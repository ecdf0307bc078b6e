from functools import reduce
from itertools import accumulate

import numpy as np

F = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": lambda z: np.tanh(z),
    "relu": lambda z: np.maximum(0, z),
}
# slope as a function of (z, a)
D = {
    "sigmoid": lambda z, a: a * (1 - a),
    "tanh": lambda z, a: 1 - a * a,
    "relu": lambda z, a: np.heaviside(z, 0),
}


def layer_gradient_norms(parameters, x, labels, activation):
    layers = [(parameters[f"W{l}"], parameters[f"b{l}"]) for l in range(1, len(parameters) // 2 + 1)]
    f, d = F[activation], D[activation]
    pairs = list(accumulate(layers[:-1], lambda za, Wb: (z := za[1] @ Wb[0] + Wb[1], f(z)), initial=(None, x)))
    W, b = layers[-1]
    logits = pairs[-1][1] @ W + b
    powers = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    top = (powers / powers.sum(axis=1, keepdims=True) - (labels[:, None] == np.arange(len(b)))) / len(labels)
    back = zip(reversed(layers[1:]), reversed(pairs[1:]))
    deltas = list(accumulate(back, lambda delta, step: delta @ step[0][0].T * d(*step[1]), initial=top))[::-1]
    return np.array([np.sum((a.T @ delta) ** 2) ** 0.5 for (_, a), delta in zip(pairs, deltas)])


def xavier_init(fan_in, fan_out, rng):
    return np.array([rng.normal(0, (2 / (fan_in + fan_out)) ** 0.5, fan_out) for _ in range(fan_in)])


def he_init(fan_in, fan_out, rng):
    return np.stack([rng.normal(0, (2 / fan_in) ** 0.5, fan_in) for _ in range(fan_out)], axis=1)


def global_norm(gradients):
    return reduce(lambda total, g: total + (g * g).sum(), gradients.values(), 0.0) ** 0.5


def clip_by_global_norm(gradients, max_norm):
    return tuple(
        [
            {k: v * (max_norm / max(norm, max_norm)) if v.dtype == np.float64 else v * np.float32(max_norm / max(norm, max_norm))
             for k, v in gradients.items()},
            norm,
        ]
        for norm in [global_norm(gradients)]
    )[0]


def classify_gradient_flow(norms):
    first, *_, last = [norms[0], *norms]
    return next(word for word, true in
                [("vanishing", first / last < 1e-2), ("exploding", first / last > 1e2), ("healthy", True)] if true)
