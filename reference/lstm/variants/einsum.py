import numpy as np

# Weights as (…, 4, H): one axis for the gates.


def four(W):
    """(…, 4H) as (…, 4, H)"""
    return W.reshape(*W.shape[:-1], 4, -1)


def lstm_step_forward(x, h, c, W, U, b):
    z = np.einsum("nd,dkh->knh", x, four(W)) + np.einsum("nj,jkh->knh", h, four(U)) + four(b)[:, None]
    i, f, o = 1 / (1 + np.exp(-z[[0, 1, 3]]))
    g = np.tanh(z[2])
    c_new = f * c + i * g
    return o * np.tanh(c_new), c_new, (x, h, c, W, U, np.stack([i, f, g, o]), c_new)


def lstm_step_backward(dh, dc, cache):
    x, h, c, W, U, gates, c_new = cache
    i, f, g, o = gates
    t = np.tanh(c_new)
    dc = dc + dh * o / np.cosh(c_new) ** 2
    partners = np.stack([dc * g, dc * c, dc * i, dh * t])
    slopes = np.where(np.array([False, False, True, False])[:, None, None], 1 - gates ** 2, gates - gates ** 2)
    dz = partners * slopes
    dx = np.einsum("knh,dkh->nd", dz, four(W))
    dh_previous = np.einsum("knh,jkh->nj", dz, four(U))
    dW = np.einsum("nd,knh->dkh", x, dz).reshape(W.shape)
    dU = np.einsum("nj,knh->jkh", h, dz).reshape(U.shape)
    return dx, dh_previous, dc * f, dW, dU, np.einsum("knh->kh", dz).reshape(-1)


def lstm_forward(x, h0, c0, W, U, b):
    states = [(h0, c0, None)]
    for t in range(x.shape[1]):
        states.append(lstm_step_forward(x[:, t], *states[-1][:2], W, U, b))
    return np.stack([h for h, _, _ in states[1:]], 1), [cache for _, _, cache in states[1:]]


def lstm_backward(dhs, cache):
    h, c = np.zeros((2, *dhs[:, 0].shape))
    results = []
    for dh, one in zip(dhs.swapaxes(0, 1)[::-1], cache[::-1]):
        result = lstm_step_backward(dh + h, c, one)
        results.append(result)
        h, c = result[1:3]
    dxs, _, _, dWs, dUs, dbs = zip(*results)
    return np.stack(dxs[::-1], 1), h, c, sum(dWs), sum(dUs), np.sum(dbs, axis=0)
