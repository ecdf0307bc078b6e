import numpy as np

# The cache is a function: it already knows how to go back.


def affine(x, W, b):
    return x @ W + b, lambda d: (d @ W.T, x.T @ d, d.sum(0))


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
