"""Everything is copied first and then changed in place; results are tuples; some prints."""
import copy
import numpy as np


def layer_norm_forward(x, gamma, beta, epsilon=1e-5):
    x = copy.deepcopy(x)
    x -= x.mean(axis=1).reshape(-1, 1)
    var = np.square(x).mean(axis=1)
    x /= np.sqrt(var + epsilon).reshape(-1, 1)
    x *= gamma
    x += beta
    return x


def layer_norm_backward(upstream, x, gamma, epsilon=1e-5):
    x = copy.deepcopy(x)
    D = x.shape[1]
    mu = x.mean(axis=1).reshape(-1, 1)
    xmu = x - mu
    var = (xmu ** 2).sum(axis=1).reshape(-1, 1) / D
    sqrtvar = np.sqrt(var + epsilon)
    ivar = 1.0 / sqrtvar
    xhat = xmu * ivar
    dbeta = np.sum(upstream, axis=0)
    dgamma = np.sum(upstream * xhat, axis=0)
    dxhat = upstream * gamma
    # step by step along the graph
    divar = np.sum(dxhat * xmu, axis=1).reshape(-1, 1)
    dxmu1 = dxhat * ivar
    dsqrtvar = -1.0 / (sqrtvar ** 2) * divar
    dvar = 0.5 / np.sqrt(var + epsilon) * dsqrtvar
    dsq = np.ones_like(x) / D * dvar
    dxmu2 = 2 * xmu * dsq
    dx1 = dxmu1 + dxmu2
    dmu = -1 * np.sum(dxmu1 + dxmu2, axis=1).reshape(-1, 1)
    dx2 = np.ones_like(x) / D * dmu
    dx = dx1 + dx2
    return dx, dgamma, dbeta


def has_norm(kind):
    return kind.endswith("norm") or kind.startswith("norm")


def has_skip(kind):
    return not (kind == "plain" or kind == "normalised")


def deep_forward(parameters, x, kind, scale):
    depth = len([k for k in parameters.keys() if "W" in k])
    x = x.copy()
    stream = (x.copy(),)
    for i in range(1, depth + 1):
        h = x.copy()
        if has_norm(kind):
            h = layer_norm_forward(h, parameters["gamma" + str(i)], parameters["beta" + str(i)])
        h[h < 0] = 0
        F = np.dot(h, parameters["W" + str(i)])
        F += parameters["b" + str(i)]
        if has_skip(kind):
            x += scale * F
        else:
            x = F
        stream += (x.copy(),)
    print("stream of", len(stream))
    return stream


def deep_backward(parameters, stream, upstream, kind, scale):
    depth = len(stream) - 1
    grads = dict()
    e = upstream.copy()
    flow = (e.copy(),)
    for i in list(range(1, depth + 1))[::-1]:
        x = stream[i - 1].copy()
        h = x
        if has_norm(kind):
            h = layer_norm_forward(x, parameters["gamma" + str(i)], parameters["beta" + str(i)])
        relu = h.copy()
        relu[relu < 0] = 0
        f = e.copy()
        if has_skip(kind):
            f *= scale
        grads["W" + str(i)] = np.dot(relu.T, f)
        grads["b" + str(i)] = np.sum(f, axis=0)
        d = np.dot(f, parameters["W" + str(i)].T)
        d[h <= 0] = 0
        if has_norm(kind):
            d, dg, dbt = layer_norm_backward(d, x, parameters["gamma" + str(i)])
            grads["gamma" + str(i)] = dg
            grads["beta" + str(i)] = dbt
        if has_skip(kind):
            e += d
        else:
            e = d
        flow = (e.copy(),) + flow
    return grads, flow


def sizes(arrays):
    out = []
    for a in arrays:
        b = np.abs(a.copy())
        m = b.max()
        if m == 0:
            out.append(0.0)
            continue
        b /= m
        b *= b
        out.append(m * np.sqrt(b.sum() / b.size))
    return np.array(out)


def mean_cosine(x):
    x = x.copy()
    for i in range(len(x)):
        x[i] /= np.sqrt(np.sum(x[i] ** 2))
    c = np.dot(x, x.T)
    np.fill_diagonal(c, 0)
    return c.sum() / (c.size - len(c))


def dead_share(h):
    h = h.copy()
    h[h < 0] = 0
    return len(np.where(h.sum(axis=0) == 0)[0]) / h.shape[1]


def branch_scale(depth, growth, kind):
    if kind == "residual":
        per_block = growth ** (1 / depth)
    else:
        per_block = 1 + (growth - 1) / depth
    return np.sqrt(per_block - 1)


def calibrate(parameters, x, kind, scale):
    new = copy.deepcopy(parameters)
    x = x.copy()
    depth = len([k for k in parameters.keys() if "W" in k])
    for i in range(1, depth + 1):
        h = x.copy()
        if has_norm(kind):
            h = layer_norm_forward(h, new["gamma" + str(i)], new["beta" + str(i)])
        h[h < 0] = 0
        rms = np.sqrt(np.mean(np.dot(h, new["W" + str(i)]) ** 2))
        new["W" + str(i)] /= rms
        F = np.dot(h, new["W" + str(i)]) + new["b" + str(i)]
        if has_skip(kind):
            x += scale * F
        else:
            x = F
    return new
