import numpy as np
from collections import namedtuple

# The three formulas of the batch norm paper, without the term d var / d mu (it is 0).

BN = namedtuple("BN", "x mu var gamma eps")


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    mu = np.mean(x, 0) if training else running["mean"]
    var = np.mean((x - mu) ** 2, 0) if training else running["var"]
    y = gamma * ((x - mu) * (var + epsilon) ** -0.5) + beta
    if training:
        running = {k: momentum * running[k] + (1 - momentum) * v for k, v in (("mean", mu), ("var", var))}
    return [y, BN(x, mu, var, gamma, epsilon), running]


def batch_norm_backward(upstream, cache):
    m = cache.x.shape[0]
    centred = cache.x - cache.mu
    inverse = (cache.var + cache.eps) ** -0.5
    dxhat = upstream * cache.gamma
    dvar = (dxhat * centred * -0.5 * (cache.var + cache.eps) ** -1.5).sum(0)
    dmu = (-dxhat * inverse).sum(0)
    dx = dxhat * inverse + dvar * 2 * centred / m + dmu / m
    return [dx, (upstream * centred * inverse).sum(0), upstream.sum(0)]


def residual_forward(x, W1, b1, W2, b2):
    pre = x @ W1 + b1
    on = pre > 0
    return [x + (pre * on) @ W2 + b2, dict(x=x, W1=W1, W2=W2, on=on, act=pre * on)]


def residual_backward(upstream, cache):
    d = cache["on"] * (upstream @ cache["W2"].T)
    return [d @ cache["W1"].T + upstream, cache["x"].T @ d, d.sum(0), cache["act"].T @ upstream, upstream.sum(0)]


def lstm_step_forward(x, h, c, W, U, b):
    n = c.shape[1]
    z = x @ W + h @ U + b
    gates = 1 / (1 + np.exp(-z))
    gates[:, 2 * n:3 * n] = np.tanh(z[:, 2 * n:3 * n])
    i, f, g, o = (gates[:, k * n:(k + 1) * n] for k in range(4))
    c_new = c * f + g * i
    return [np.tanh(c_new) * o, c_new, dict(x=x, h=h, c=c, W=W, U=U, gates=gates, c_new=c_new)]


def lstm_step_backward(dh, dc, cache):
    n = dh.shape[1]
    gates, t = cache["gates"], np.tanh(cache["c_new"])
    i, f, g, o = (gates[:, k * n:(k + 1) * n] for k in range(4))
    through = dc + dh * o * (1 - t) * (1 + t)
    dgates = np.empty_like(gates)
    dgates[:, :n] = through * g
    dgates[:, n:2 * n] = through * cache["c"]
    dgates[:, 2 * n:3 * n] = through * i
    dgates[:, 3 * n:] = dh * t
    slopes = gates * (1 - gates)
    slopes[:, 2 * n:3 * n] = 1 - g * g
    dz = dgates * slopes
    return [dz @ cache["W"].T, dz @ cache["U"].T, through * f, cache["x"].T @ dz, cache["h"].T @ dz, dz.sum(0)]


def lstm_forward(x, h0, c0, W, U, b):
    out, steps = [], []
    for xt in x.transpose(1, 0, 2):
        h0, c0, step = lstm_step_forward(xt, h0, c0, W, U, b)
        out += [h0]
        steps += [step]
    return [np.array(out).swapaxes(0, 1), steps]


def lstm_backward(dhs, cache):
    later_h, later_c = 0, 0
    dx = [None] * len(cache)
    dW = dU = db = 0
    for t in range(len(cache))[::-1]:
        dx[t], later_h, later_c, w, u, v = lstm_step_backward(dhs[:, t] + later_h, later_c, cache[t])
        dW, dU, db = dW + w, dU + u, db + v
    return [np.array(dx).transpose(1, 0, 2), later_h, later_c, dW, dU, db]
