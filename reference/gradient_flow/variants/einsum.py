import numpy as np


def layer_gradient_norms(parameters, x, labels, activation):
    f, slope = {
        "sigmoid": (lambda z: 0.5 * (1 + np.tanh(z / 2)), lambda a: a - a * a),
        "tanh": (np.tanh, lambda a: (1 - a) * (1 + a)),
        "relu": (lambda z: z * (z > 0), lambda a: np.sign(a)),
    }[activation]
    L = max(int(k[1:]) for k in parameters)
    acts = [x]
    for l in range(1, L):
        acts.append(f(np.einsum("nd,dh->nh", acts[-1], parameters["W%d" % l]) + parameters["b%d" % l]))
    logits = np.einsum("nd,dh->nh", acts[-1], parameters["W%d" % L]) + parameters["b%d" % L]
    logits = logits - logits.max(-1)[:, None]
    p = np.exp(logits)
    p /= np.einsum("nc->n", p)[:, None]
    target = np.zeros_like(p)
    target[range(len(x)), labels] = 1
    delta = (p - target) / len(x)
    norms = np.zeros(L)
    for l in range(L, 0, -1):
        g = np.einsum("ni,no->io", acts[l - 1], delta)
        norms[l - 1] = np.einsum("io,io->", g, g) ** 0.5
        if l > 1:
            delta = np.einsum("no,io,ni->ni", delta, parameters["W%d" % l], slope(acts[l - 1]))
    return norms


def xavier_init(fan_in, fan_out, rng):
    return np.einsum(",io->io", (2 / (fan_in + fan_out)) ** 0.5, rng.standard_normal((fan_in, fan_out)))


def he_init(fan_in, fan_out, rng):
    flat = rng.normal(scale=(2 / fan_in) ** 0.5, size=fan_in * fan_out)
    return flat.reshape(fan_out, fan_in).T


def global_norm(gradients):
    squares = [np.einsum("i,i->", g.reshape(-1), g.reshape(-1)) for g in gradients.values()]
    return sum(squares) ** 0.5


def clip_by_global_norm(gradients, max_norm):
    norm = global_norm(gradients)
    factor = 1.0
    if norm > max_norm:
        factor = float(max_norm / norm)
    return {k: np.einsum(",...->...", np.asarray(factor, g.dtype), g) for k, g in gradients.items()}, norm


def classify_gradient_flow(norms):
    r = norms[0] / norms[-1]
    return "vanishing" if r < 0.01 else ("exploding" if r > 100.0 else "healthy")
