"""Everything is copied first and then changed in place; results are lists; many prints."""
import copy

import numpy as np


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    x = x.copy()
    running = copy.deepcopy(running)
    if training == True:
        mean = x.mean(axis=0)
        x -= mean
        var = np.mean(x * x, axis=0)
        running["mean"] *= momentum
        running["mean"] += mean * (1 - momentum)
        running["var"] *= momentum
        running["var"] += var * (1 - momentum)
        print("running", running)
        inv_std = 1 / np.sqrt(var + epsilon)
        x *= inv_std
    else:
        inv_std = 1 / np.sqrt(running["var"] + epsilon)
        x -= running["mean"]
        x *= inv_std
    out = x * gamma
    out += beta
    return [out, [x, inv_std, gamma.tolist()], running]


def batch_norm_backward(upstream, cache):
    xhat, inv_std, gamma = cache
    dx = upstream.copy()
    dx *= np.array(gamma)
    m1 = dx.mean(axis=0)
    m2 = (dx * xhat).mean(axis=0)
    dx -= m1
    dx -= xhat * m2
    dx *= inv_std
    dgamma, dbeta = np.zeros(len(gamma)), np.zeros(len(gamma))
    for row, normalised in zip(upstream, xhat):
        dgamma += row * normalised
        dbeta += row
    return [dx, dgamma, dbeta]


def residual_forward(x, W1, b1, W2, b2):
    out = copy.copy(x)
    hidden = x @ W1
    hidden += b1
    np.maximum(hidden, 0, out=hidden)
    out += hidden @ W2
    out += b2
    assert out.shape == x.shape
    return [out, {"in": x, "hidden": hidden, "W": [W1.copy(), W2.copy()]}]


def residual_backward(upstream, cache):
    grads = {}
    upstream = upstream.copy()
    W1, W2 = cache["W"]
    grads["W2"] = cache["hidden"].T @ upstream
    grads["b2"] = upstream.sum(axis=0)
    dhidden = upstream @ W2.T
    dhidden *= (cache["hidden"] > 0)
    grads["W1"] = cache["in"].T @ dhidden
    grads["b1"] = dhidden.sum(axis=0)
    upstream += dhidden @ W1.T
    return [upstream] + [grads[k] for k in ("W1", "b1", "W2", "b2")]
