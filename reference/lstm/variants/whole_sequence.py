import numpy as np

# The sequence comes first: x W for all steps in one product, weight gradients for all steps in one
# product at the end. A single step is a sequence of length one with a loss on c as well.


def run(x, h0, c0, W, U, b):
    N, T, D = x.shape
    H = h0.shape[1]
    xW = (x.reshape(N * T, D) @ W).reshape(N, T, 4 * H)
    hs = [h0]
    cs = [c0]
    acts = []
    for t in range(T):
        z = xW[:, t] + hs[-1] @ U + b
        act = np.concatenate([0.5 * np.tanh(0.5 * z[:, :2 * H]) + 0.5, np.tanh(z[:, 2 * H:3 * H]),
                              0.5 * np.tanh(0.5 * z[:, 3 * H:]) + 0.5], axis=1)
        i, f, g, o = np.hsplit(act, 4)
        cs.append(f * cs[-1] + i * g)
        hs.append(o * np.tanh(cs[-1]))
        acts.append(act)
    return np.stack(hs, 1), np.stack(cs, 1), np.stack(acts, 1)


def back(dhs, dc, saved):
    x, W, U, hs, cs, acts = saved
    N, T, H = dhs.shape
    dzs = np.zeros((N, T, 4 * H))
    dh = np.zeros((N, H))
    for t in range(T - 1, -1, -1):
        i, f, g, o = np.hsplit(acts[:, t], 4)
        dh = dh + dhs[:, t]
        tc = np.tanh(cs[:, t + 1])
        dc = dc + dh * o * (1 - tc ** 2)
        dzs[:, t] = np.hstack([dc * g * (i - i * i), dc * cs[:, t] * (f - f * f), dc * i * (1 - g * g), dh * tc * (o - o * o)])
        dc = dc * f
        dh = dzs[:, t] @ U.T
    dW = np.tensordot(x, dzs, axes=([0, 1], [0, 1]))
    dU = np.tensordot(hs[:, :-1], dzs, axes=([0, 1], [0, 1]))
    return dzs @ W.T, dh, dc, dW, dU, dzs.sum(axis=(0, 1))


def lstm_step_forward(x, h, c, W, U, b):
    hs, cs, acts = run(x[:, None], h, c, W, U, b)
    return hs[:, 1], cs[:, 1], (x[:, None], W, U, hs, cs, acts)


def lstm_step_backward(dh, dc, cache):
    dx, *others = back(dh[:, None], dc, cache)
    return dx[:, 0], *others


def lstm_forward(x, h0, c0, W, U, b):
    hs, cs, acts = run(x, h0, c0, W, U, b)
    return hs[:, 1:], (x, W, U, hs, cs, acts)


def lstm_backward(dhs, cache):
    return back(dhs, np.zeros((dhs.shape[0], dhs.shape[2])), cache)
