import numpy as np

# Caches hold the inputs only; the backward passes work everything out again.


def gates(x, h, W, U, b):
    z = (x @ W + h @ U + b).reshape(len(x), 4, -1)
    s = np.exp(-np.logaddexp(0, -z))
    return s[:, 0], s[:, 1], np.tanh(z[:, 2]), s[:, 3]


def lstm_step_forward(x, h, c, W, U, b):
    i, f, g, o = gates(x, h, W, U, b)
    c_new = i * g + f * c
    return o * np.tanh(c_new), c_new, (x, h, c, W, U, b)


def lstm_step_backward(dh, dc, cache):
    x, h, c, W, U, b = cache
    i, f, g, o = gates(x, h, W, U, b)
    t = np.tanh(i * g + f * c)
    e = dc + dh * o * (1 - t * t)
    dz = np.stack([e * g * i * (1 - i), e * c * f * (1 - f), e * i * (1 - g * g), dh * t * o * (1 - o)], axis=1)
    dz = dz.reshape(len(x), -1)
    return dz @ W.T, dz @ U.T, e * f, np.outer(x.T, np.ones(1)).reshape(x.T.shape) @ dz, h.T @ dz, dz.sum(0)


def lstm_forward(x, h0, c0, W, U, b):
    h, c, hs = h0, c0, []
    for t in range(x.shape[1]):
        h, c, _ = lstm_step_forward(x[:, t], h, c, W, U, b)
        hs.append(h)
    return np.stack(hs, 1), (x, h0, c0, W, U, b)


def lstm_backward(dhs, cache):
    x, h, c, W, U, b = cache
    before = []
    for t in range(x.shape[1]):
        before.append((h, c))
        h, c, _ = lstm_step_forward(x[:, t], h, c, W, U, b)
    dh, dc = np.zeros_like(h), np.zeros_like(c)
    dx, dW, dU, db = np.zeros_like(x), np.zeros_like(W), np.zeros_like(U), np.zeros_like(b)
    for t in reversed(range(x.shape[1])):
        dh = dh + dhs[:, t]
        dx[:, t], dh, dc, a, s, d = lstm_step_backward(dh, dc, (x[:, t], *before[t], W, U, b))
        dW += a
        dU += s
        db += d
    return dx, dh, dc, dW, dU, db
