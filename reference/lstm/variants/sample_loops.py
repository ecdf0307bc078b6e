import math
import numpy as np

# No matrix products at all: loops over samples, features and units. Slow and plain.


def squash(z):
    if z < 0:
        return math.exp(z) / (1 + math.exp(z))
    return 1 / (1 + math.exp(-z))


def lstm_step_forward(x, h, c, W, U, b):
    N, H = h.shape
    new_h, new_c = np.zeros_like(h), np.zeros_like(c)
    gates = np.zeros((N, H, 4), dtype=x.dtype)
    for n in range(N):
        for j in range(H):
            for k, function in enumerate((squash, squash, math.tanh, squash)):
                column = k * H + j
                z = b[column]
                for d in range(x.shape[1]):
                    z = z + x[n, d] * W[d, column]
                for d in range(H):
                    z = z + h[n, d] * U[d, column]
                gates[n, j, k] = function(z)
            i, f, g, o = gates[n, j]
            new_c[n, j] = f * c[n, j] + i * g
            new_h[n, j] = o * math.tanh(new_c[n, j])
    return new_h, new_c, (x, h, c, W, U, gates, new_c)


def lstm_step_backward(dh, dc, cache):
    x, h, c, W, U, gates, new_c = cache
    N, H = h.shape
    dx, dh_previous, dc_previous = np.zeros_like(x), np.zeros_like(h), np.zeros_like(c)
    dW, dU, db = np.zeros_like(W), np.zeros_like(U), np.zeros(4 * H)
    for n in range(N):
        for j in range(H):
            i, f, g, o = gates[n, j]
            t = math.tanh(new_c[n, j])
            down = dc[n, j] + dh[n, j] * o * (1 - t * t)
            dc_previous[n, j] = down * f
            slopes = [down * g * i * (1 - i), down * c[n, j] * f * (1 - f),
                      down * i * (1 - g * g), dh[n, j] * t * o * (1 - o)]
            for k in range(4):
                column = k * H + j
                db[column] += slopes[k]
                dW[:, column] += x[n] * slopes[k]
                dU[:, column] += h[n] * slopes[k]
                dx[n] += W[:, column] * slopes[k]
                dh_previous[n] += U[:, column] * slopes[k]
    return dx, dh_previous, dc_previous, dW, dU, db


def lstm_forward(x, h0, c0, W, U, b):
    # one sample at a time
    hs = np.zeros((x.shape[0], x.shape[1], h0.shape[1]), dtype=x.dtype)
    caches = []
    for n in range(x.shape[0]):
        h, c = h0[n:n + 1], c0[n:n + 1]
        of_sample = []
        for t in range(x.shape[1]):
            h, c, one = lstm_step_forward(x[n:n + 1, t], h, c, W, U, b)
            hs[n, t] = h[0]
            of_sample.append(one)
        caches.append(of_sample)
    return hs, caches


def lstm_backward(dhs, cache):
    dxs, dh0, dc0, weights = [], [], [], None
    for n, of_sample in enumerate(cache):
        dh = np.zeros((1, dhs.shape[2]))
        dc = np.zeros((1, dhs.shape[2]))
        rows = []
        for t in range(len(of_sample) - 1, -1, -1):
            dx, dh, dc, *shares = lstm_step_backward(dhs[n:n + 1, t] + dh, dc, of_sample[t])
            rows.insert(0, dx[0])
            weights = shares if weights is None else [a + s for a, s in zip(weights, shares)]
        dxs.append(rows)
        dh0.append(dh[0])
        dc0.append(dc[0])
    return (np.array(dxs), np.array(dh0), np.array(dc0), *weights)
