import numpy as np

# Samples as columns, as in the textbook, and a matrix of its own for each gate.


def sigma(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    X = x.T
    m = running["mean"] if not training else X.mean(axis=1)
    v = running["var"] if not training else X.var(axis=1, ddof=0)
    sd = np.sqrt(v + epsilon)
    Xn = (X - m[:, None]) / sd[:, None]
    out = np.diag(gamma) @ Xn + beta[:, None]
    if training:
        m = momentum * running["mean"] + (1 - momentum) * m
        v = momentum * running["var"] + (1 - momentum) * v
    return out.T, (Xn, gamma, sd), {"mean": m, "var": v}


def batch_norm_backward(upstream, cache):
    Xn, gamma, sd = cache
    n = Xn.shape[1]
    E = upstream.T
    dx = np.empty_like(E)
    for k in range(len(gamma)):
        # projector onto what is left when mean and variance are held
        P = np.eye(n) - np.ones((n, n)) / n - np.outer(Xn[k], Xn[k]) / n
        dx[k] = gamma[k] / sd[k] * (P @ E[k])
    return dx.T, np.diag(E @ Xn.T), E @ np.ones(n)


def residual_forward(x, W1, b1, W2, b2):
    A0 = x.T
    Z = W1.T @ A0 + b1.reshape(-1, 1)
    A1 = np.maximum(Z, 0)
    return (A0 + W2.T @ A1 + b2.reshape(-1, 1)).T, (A0, Z, A1, W1, W2)


def residual_backward(upstream, cache):
    A0, Z, A1, W1, W2 = cache
    delta2 = upstream.T
    delta1 = (W2 @ delta2) * (Z > 0).astype(float)
    dx = (delta2 + W1 @ delta1).T
    return dx, (delta1 @ A0.T).T, delta1.sum(axis=1), (delta2 @ A1.T).T, delta2.sum(axis=1)


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
