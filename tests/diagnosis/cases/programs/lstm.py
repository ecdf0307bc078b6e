import numpy as np


def gate(z):
    return 1 / (1 + np.exp(-z))


def lstm_step_forward(x, h, c, W, U, b):
    H = h.shape[1]
    a = x @ W + h @ U + b
    i, f, o = gate(a[:, :H]), gate(a[:, H : 2 * H]), gate(a[:, 3 * H :])
    g = np.tanh(a[:, 2 * H : 3 * H])
    new_c = f * c + i * g
    squashed = np.tanh(new_c)
    return o * squashed, new_c, (x, h, c, W, U, i, f, g, o, squashed)


def lstm_step_backward(dh, dc, cache):
    x, h, c, W, U, i, f, g, o, squashed = cache
    memory = dc + dh * o * (1 - squashed**2)
    di = memory * g * i * (1 - i)
    df = memory * c * f * (1 - f)
    dg = memory * i * (1 - g**2)
    do = dh * squashed * o * (1 - o)
    da = np.concatenate([di, df, dg, do], axis=1)
    return da @ W.T, da @ U.T, memory * f, x.T @ da, h.T @ da, np.sum(da, axis=0)


def lstm_forward(x, h0, c0, W, U, b):
    h, c = h0, c0
    states = np.zeros((x.shape[0], x.shape[1], h0.shape[1]), dtype=x.dtype)
    steps = []
    for t in range(x.shape[1]):
        h, c, step = lstm_step_forward(x[:, t, :], h, c, W, U, b)
        states[:, t, :] = h
        steps.append(step)
    return states, steps


def lstm_backward(dhs, cache):
    N, T, H = dhs.shape
    dh, dc = np.zeros((N, H)), np.zeros((N, H))
    dxs, sums = [], None
    for t in range(T - 1, -1, -1):
        dx, dh, dc, *more = lstm_step_backward(dhs[:, t] + dh, dc, cache[t])
        dxs.insert(0, dx)
        sums = more if sums is None else [a + b for a, b in zip(sums, more)]
    return (np.stack(dxs, axis=1), dh, dc, *sums)
