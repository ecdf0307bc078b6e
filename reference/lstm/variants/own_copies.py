"""Everything is copied first and then changed in place; results are lists; many prints."""

import numpy as np


def lstm_step_forward(x, h, c, W, U, b):
    H = c.shape[1]
    z = np.zeros((len(x), 4 * H), dtype=x.dtype)
    z += x @ W
    z += h @ U
    z += b
    gate = {}
    for k, name in enumerate("ifgo"):
        part = z[:, k * H:(k + 1) * H]
        gate[name] = np.tanh(part) if name == "g" else 1.0 / (1.0 + np.exp(-part))
    old = c.copy()
    c = c.copy()
    c *= gate["f"]
    c += gate["i"] * gate["g"]
    return [gate["o"] * np.tanh(c), c, (x.copy(), h.copy(), old, W.copy(), U.copy(), gate, c.copy())]


def lstm_step_backward(dh, dc, cache):
    x, h, old, W, U, gate, c = cache
    i, f, g, o = (gate[k] for k in "ifgo")
    dc = dc.copy()
    dc += dh * o * (1 - np.tanh(c) ** 2)
    dz = {}
    dz["o"] = dh * np.tanh(c) * o * (1 - o)
    dz["f"] = dc * old * f * (1 - f)
    dz["i"] = dc * g * i * (1 - i)
    dz["g"] = dc * i * (1 - g ** 2)
    dc *= f
    H = dc.shape[1]
    dx, dh_previous = np.zeros(x.shape), np.zeros(h.shape)
    dW, dU, db = np.zeros(W.shape), np.zeros(U.shape), np.zeros(W.shape[1])
    for k, name in enumerate("ifgo"):
        s = slice(k * H, (k + 1) * H)
        dx += dz[name] @ W[:, s].T
        dh_previous += dz[name] @ U[:, s].T
        dW[:, s] = x.T @ dz[name]
        dU[:, s] = h.T @ dz[name]
        db[s] = dz[name].sum(axis=0)
    return [dx, dh_previous, dc, dW, dU, db]


def lstm_forward(x, h0, c0, W, U, b):
    h, c = h0.copy(), c0.copy()
    hs, cache = [], []
    for t in range(x.shape[1]):
        h, c, one = lstm_step_forward(x[:, t], h, c, W, U, b)
        hs.append(h[:, None])
        cache.append(one)
        print("step", t, "mean |h|", np.abs(h).mean())
    return [np.concatenate(hs, axis=1), cache]


def lstm_backward(dhs, cache):
    dhs = dhs.copy()
    dc = np.zeros((dhs.shape[0], dhs.shape[2]))
    dxs, total = [], None
    for t in range(dhs.shape[1])[::-1]:
        dx, dh, dc, *weights = lstm_step_backward(dhs[:, t], dc, cache[t])
        if t > 0:
            dhs[:, t - 1] += dh
        dxs.append(dx)
        if total is None:
            total = weights
        else:
            for a, s in zip(total, weights):
                a += s
    return [np.stack(dxs[::-1], axis=1), dh, dc, *total]
