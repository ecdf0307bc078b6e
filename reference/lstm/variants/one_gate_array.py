import numpy as np

# The four gates stay side by side in one array; slices pick them out.


def lstm_step_forward(x, h, c, W, U, b):
    n = c.shape[1]
    z = x @ W + h @ U + b
    gates = 1 / (1 + np.exp(-z))
    gates[:, 2 * n:3 * n] = np.tanh(z[:, 2 * n:3 * n])
    i, f, g, o = (gates[:, k * n:(k + 1) * n] for k in range(4))
    c_new = c * f + g * i
    return [np.tanh(c_new) * o, c_new, dict(x=x, h=h, c=c, W=W, U=U, gates=gates, c_new=c_new)]


def lstm_step_backward(dh, dc, cache):
    n = dh.shape[1]
    gates, t = cache["gates"], np.tanh(cache["c_new"])
    i, f, g, o = (gates[:, k * n:(k + 1) * n] for k in range(4))
    through = dc + dh * o * (1 - t) * (1 + t)
    dgates = np.empty_like(gates)
    dgates[:, :n] = through * g
    dgates[:, n:2 * n] = through * cache["c"]
    dgates[:, 2 * n:3 * n] = through * i
    dgates[:, 3 * n:] = dh * t
    slopes = gates * (1 - gates)
    slopes[:, 2 * n:3 * n] = 1 - g * g
    dz = dgates * slopes
    return [dz @ cache["W"].T, dz @ cache["U"].T, through * f, cache["x"].T @ dz, cache["h"].T @ dz, dz.sum(0)]


def lstm_forward(x, h0, c0, W, U, b):
    out, steps = [], []
    for xt in x.transpose(1, 0, 2):
        h0, c0, step = lstm_step_forward(xt, h0, c0, W, U, b)
        out += [h0]
        steps += [step]
    return [np.array(out).swapaxes(0, 1), steps]


def lstm_backward(dhs, cache):
    later_h, later_c = 0, 0
    dx = [None] * len(cache)
    dW = dU = db = 0
    for t in range(len(cache))[::-1]:
        dx[t], later_h, later_c, w, u, v = lstm_step_backward(dhs[:, t] + later_h, later_c, cache[t])
        dW, dU, db = dW + w, dU + u, db + v
    return [np.array(dx).transpose(1, 0, 2), later_h, later_c, dW, dU, db]
