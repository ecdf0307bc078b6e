import numpy as np


def layer_norm_forward(x, gamma, beta, epsilon=1e-5):
    d = x.shape[1]
    mean = np.einsum("nd->n", x) / d
    c = x - mean[:, None]
    r = 1 / np.sqrt(np.einsum("nd,nd->n", c, c) / d + epsilon)
    return np.einsum("nd,n,d->nd", c, r, gamma) + beta


def layer_norm_backward(upstream, x, gamma, epsilon=1e-5):
    d = x.shape[1]
    c = x - np.einsum("nd->n", x)[:, None] / d
    r = 1 / np.sqrt(np.einsum("nd,nd->n", c, c) / d + epsilon)
    z = np.einsum("nd,n->nd", c, r)
    # all Jacobians at once: (N, D, D)
    jacobians = np.einsum("n,nij->nij", r, np.eye(d) - 1 / d - np.einsum("ni,nj->nij", z, z) / d)
    dx = np.einsum("nj,j,nji->ni", upstream, gamma, jacobians)
    return dx, np.einsum("nd,nd->d", upstream, z), np.einsum("nd->d", upstream)


def tidy(parameters):
    """Four lists (or two): the weights, the biases, the gammas, the betas."""
    names = ["W", "b"] + (["gamma", "beta"] if "gamma1" in parameters else [])
    depth = len(parameters) // len(names)
    return {name: [parameters[name + str(l + 1)] for l in range(depth)] for name in names}, depth


def deep_forward(parameters, x, kind, scale):
    p, depth = tidy(parameters)
    keep, s = (1, scale) if kind in ("residual", "pre-norm") else (0, 1)
    stream = [x]
    for l in range(depth):
        h = layer_norm_forward(stream[l], p["gamma"][l], p["beta"][l]) if "gamma" in p else stream[l]
        branch = np.einsum("ni,ij->nj", np.where(h > 0, h, 0), p["W"][l]) + p["b"][l]
        stream.append(keep * stream[l] + s * branch)
    return stream


def deep_backward(parameters, stream, upstream, kind, scale):
    p, depth = tidy(parameters)
    keep, s = (1, scale) if kind in ("residual", "pre-norm") else (0, 1)
    flow = [upstream] * (depth + 1)
    gradients = {}
    for l in range(depth - 1, -1, -1):
        x = stream[l]
        h = layer_norm_forward(x, p["gamma"][l], p["beta"][l]) if "gamma" in p else x
        on = (h > 0).astype(float)
        e = flow[l + 1]
        gradients["W" + str(l + 1)] = s * np.einsum("ni,ni,nj->ij", h, on, e)
        gradients["b" + str(l + 1)] = s * np.einsum("nj->j", e)
        dh = s * np.einsum("nj,ij,ni->ni", e, p["W"][l], on)
        if "gamma" in p:
            dh, gradients["gamma" + str(l + 1)], gradients["beta" + str(l + 1)] = layer_norm_backward(dh, x, p["gamma"][l])
        flow[l] = keep * e + dh
    return gradients, flow


def sizes(arrays):
    def one(a):
        m = np.abs(a).max()
        if m == 0:
            return m
        u = (a / m).ravel()
        return m * np.sqrt(np.einsum("i,i->", u, u) / u.size)

    return np.array([one(a) for a in arrays])


def mean_cosine(x):
    u = np.einsum("nd,n->nd", x, np.einsum("nd,nd->n", x, x) ** -0.5)
    n = len(x)
    return float((np.einsum("id,jd->", u, u) - np.einsum("id,id->", u, u)) / n / (n - 1))


def dead_share(h):
    return float(np.mean(np.sum(h > 0, axis=0) == 0))


def branch_scale(depth, growth, kind):
    per_block = {"residual": growth ** (1.0 / depth) - 1.0, "pre-norm": (growth - 1.0) / depth}[kind]
    return float(np.sqrt(per_block))


def calibrate(parameters, x, kind, scale):
    p, depth = tidy(parameters)
    keep, s = (1, scale) if kind in ("residual", "pre-norm") else (0, 1)
    result = dict(parameters)
    for l in range(depth):
        h = layer_norm_forward(x, p["gamma"][l], p["beta"][l]) if "gamma" in p else x
        out = np.einsum("ni,ij->nj", np.fmax(h, 0), p["W"][l])
        factor = (np.einsum("nj,nj->", out, out) / out.size) ** -0.5
        result["W" + str(l + 1)] = factor * p["W"][l]
        x = keep * x + s * (factor * out + p["b"][l])
    return result
