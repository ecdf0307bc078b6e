import numpy as np

# The cache is a function: it already knows how to go back.


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    if not training:
        out = (x - running["mean"]) * gamma / (running["var"] + epsilon) ** 0.5 + beta
        return out, "no way back", running
    mean, var = x.mean(0), (x ** 2).mean(0) - x.mean(0) ** 2
    std = (var + epsilon) ** 0.5
    xhat = (x - mean) / std
    old = running

    def back(dy):
        N = dy.shape[0]
        dgamma, dbeta = np.sum(dy * xhat, 0), np.sum(dy, 0)
        dx = (1. / N) * gamma / std * (N * dy - dbeta - xhat * dgamma)
        return dx, dgamma, dbeta

    new = {name: np.average([old[name], now], axis=0, weights=[momentum, 1 - momentum]).astype(x.dtype)
           for name, now in {"mean": mean, "var": var}.items()}
    return xhat * gamma + beta, back, new


def batch_norm_backward(upstream, cache):
    return cache(upstream)


def affine(x, W, b):
    return x @ W + b, lambda d: (d @ W.T, x.T @ d, d.sum(0))


def residual_forward(x, W1, b1, W2, b2):
    z, back1 = affine(x, W1, b1)
    y, back2 = affine(z.clip(min=0), W2, b2)

    def back(d):
        da, dW2, db2 = back2(d)
        dx, dW1, db1 = back1(np.where(z > 0, da, 0.0))
        return dx + d, dW1, db1, dW2, db2

    return x + y, back


def residual_backward(upstream, cache):
    return cache(upstream)


def lstm_step_forward(x, h, c, W, U, b):
    # one product for both: [x, h] times W over U
    z, back_affine = affine(np.hstack([x, h]), np.vstack([W, U]), b)
    H, D = h.shape[1], x.shape[1]
    names = dict(i=slice(0, H), f=slice(H, 2 * H), g=slice(2 * H, 3 * H), o=slice(3 * H, 4 * H))
    gate = {name: np.tanh(z[:, s]) if name == "g" else 1 / (1 + np.exp(-z[:, s])) for name, s in names.items()}
    c_next = gate["f"] * c + gate["i"] * gate["g"]
    h_next = gate["o"] * np.tanh(c_next)

    def back(dh, dc):
        t = np.tanh(c_next)
        dc = dc + dh * gate["o"] * (1 - t ** 2)
        d = {"i": dc * gate["g"], "f": dc * c, "g": dc * gate["i"], "o": dh * t}
        dz = np.zeros(z.shape)
        for name, s in names.items():
            a = gate[name]
            dz[:, s] = d[name] * ((1 - a ** 2) if name == "g" else a * (1 - a))
        dxh, dWU, db = back_affine(dz)
        return dxh[:, :D], dxh[:, D:], dc * gate["f"], dWU[:D], dWU[D:], db

    return h_next, c_next, back


def lstm_step_backward(dh, dc, cache):
    return cache(dh, dc)


def lstm_forward(x, h0, c0, W, U, b):
    def run(h, c, t):
        """recursion over time"""
        if t == x.shape[1]:
            return [], lambda dhs: ([], np.zeros_like(h0), np.zeros_like(c0), 0.0, 0.0, 0.0)
        h, c, step_back = lstm_step_forward(x[:, t], h, c, W, U, b)
        rest, rest_back = run(h, c, t + 1)

        def back(dhs):
            dxs, dh, dc, *later = rest_back(dhs)
            dx, dh, dc, *now = step_back(dhs[:, t] + dh, dc)
            return [dx] + dxs, dh, dc, *(a + s for a, s in zip(now, later))

        return [h] + rest, back

    hs, back = run(h0, c0, 0)
    return np.stack(hs, axis=1), back


def lstm_backward(dhs, cache):
    dxs, *others = cache(dhs)
    return np.stack(dxs, axis=1), *others
