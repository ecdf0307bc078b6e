import numpy as np


def sigmoid(x):
    """Numerically stable."""
    pos_mask = (x >= 0)
    neg_mask = (x < 0)
    z = np.zeros_like(x)
    z[pos_mask] = np.exp(-x[pos_mask])
    z[neg_mask] = np.exp(x[neg_mask])
    top = np.ones_like(x)
    top[neg_mask] = z[neg_mask]
    return top / (1 + z)


def lstm_step_forward(x, h, c, W, U, b):
    H = h.shape[1]
    a = x.dot(W) + h.dot(U) + b
    i = sigmoid(a[:, :H])
    f = sigmoid(a[:, H:2 * H])
    g = np.tanh(a[:, 2 * H:3 * H])
    o = sigmoid(a[:, 3 * H:])
    next_c = f * c + i * g
    next_h = o * np.tanh(next_c)
    cache = (x, h, c, W, U, b, i, f, g, o, next_c, next_h)
    return next_h, next_c, cache


def lstm_step_backward(dh, dc, cache):
    x, h, c, W, U, b, i, f, g, o, next_c, next_h = cache
    dnext_c = dc + dh * o * (1 - np.tanh(next_c) ** 2)
    do = dh * np.tanh(next_c)
    df = dnext_c * c
    dprev_c = dnext_c * f
    di = dnext_c * g
    dg = dnext_c * i
    dai = di * i * (1 - i)
    daf = df * f * (1 - f)
    dag = dg * (1 - g ** 2)
    dao = do * o * (1 - o)
    da = np.concatenate((dai, daf, dag, dao), axis=1)
    dx = da.dot(W.T)
    dprev_h = da.dot(U.T)
    dW = x.T.dot(da)
    dU = h.T.dot(da)
    db = da.sum(axis=0)
    return dx, dprev_h, dprev_c, dW, dU, db


def lstm_forward(x, h0, c0, W, U, b):
    N, T, D = x.shape
    H = h0.shape[1]
    hs = np.zeros((N, T, H), dtype=x.dtype)
    cache = {}
    prev_h, prev_c = h0, c0
    for t in range(T):
        prev_h, prev_c, cache[t] = lstm_step_forward(x[:, t, :], prev_h, prev_c, W, U, b)
        hs[:, t, :] = prev_h
    return hs, (cache, D)


def lstm_backward(dhs, cache):
    cache, D = cache
    N, T, H = dhs.shape
    dx = np.zeros((N, T, D))
    dprev_h = np.zeros((N, H))
    dprev_c = np.zeros((N, H))
    dW = np.zeros((D, 4 * H))
    dU = np.zeros((H, 4 * H))
    db = np.zeros(4 * H)
    for t in range(T - 1, -1, -1):
        dx[:, t, :], dprev_h, dprev_c, dWt, dUt, dbt = lstm_step_backward(
            dhs[:, t, :] + dprev_h, dprev_c, cache[t])
        dW += dWt
        dU += dUt
        db += dbt
    return dx, dprev_h, dprev_c, dW, dU, db
