import numpy as np

# Samples as columns, as in the textbook, and a matrix of its own for each gate.


def sigma(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))


def lstm_step_forward(x, h, c, W, U, b):
    Wi, Wf, Wg, Wo = np.split(W.T, 4)
    Ui, Uf, Ug, Uo = np.split(U.T, 4)
    bi, bf, bg, bo = b.reshape(4, -1, 1)
    X, Hp, Cp = x.T, h.T, c.T
    i = sigma(Wi @ X + Ui @ Hp + bi)
    f = sigma(Wf @ X + Uf @ Hp + bf)
    g = np.tanh(Wg @ X + Ug @ Hp + bg)
    o = sigma(Wo @ X + Uo @ Hp + bo)
    C = f * Cp + i * g
    return (o * np.tanh(C)).T, C.T, dict(X=X, Hp=Hp, Cp=Cp, i=i, f=f, g=g, o=o, C=C, W=W, U=U)


def lstm_step_backward(dh, dc, cache):
    X, Hp, Cp, i, f, g, o, C, W, U = cache.values()
    T = np.tanh(C)
    E = dc.T + dh.T * o * (1 - T ** 2)
    deltas = [E * g * i * (1 - i), E * Cp * f * (1 - f), E * i * (1 - g ** 2), dh.T * T * o * (1 - o)]
    dX = sum(w.T @ d for w, d in zip(np.split(W.T, 4), deltas))
    dHp = sum(u.T @ d for u, d in zip(np.split(U.T, 4), deltas))
    dW = np.concatenate([(d @ X.T).T for d in deltas], axis=1)
    dU = np.concatenate([(d @ Hp.T).T for d in deltas], axis=1)
    db = np.concatenate([d.sum(axis=1) for d in deltas])
    return dX.T, dHp.T, (E * f).T, dW, dU, db


def lstm_forward(x, h0, c0, W, U, b):
    steps = []
    h, c = h0, c0
    hs = np.dstack([np.zeros_like(h0)] * x.shape[1])
    for t in range(x.shape[1]):
        h, c, step = lstm_step_forward(x[:, t], h, c, W, U, b)
        hs[:, :, t] = h
        steps.append(step)
    return hs.transpose(0, 2, 1), tuple(steps)


def lstm_backward(dhs, cache):
    # weights collected as a list of lists, added up at the end
    dh = dc = None
    dxs, dWs, dUs, dbs = {}, [], [], []
    for t in range(len(cache) - 1, -1, -1):
        here = dhs[:, t] if dh is None else dhs[:, t] + dh
        dxs[t], dh, dc, dW, dU, db = lstm_step_backward(here, 0 * here if dc is None else dc, cache[t])
        dWs.append(dW); dUs.append(dU); dbs.append(db)
    dx = np.stack([dxs[t] for t in sorted(dxs)], axis=1)
    return dx, dh, dc, np.sum(dWs, axis=0), np.sum(dUs, axis=0), np.array(dbs).sum(axis=0)
