import math
import numpy as np

# No matrix products at all: loops over samples, features and units. Slow and plain.


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    N, D = x.shape
    out = np.zeros_like(x)
    means, variances = [], []
    new_mean, new_var = running["mean"].copy(), running["var"].copy()
    for d in range(D):
        if training:
            mean = sum(x[n, d] for n in range(N)) / N
            var = sum((x[n, d] - mean) ** 2 for n in range(N)) / N
            new_mean[d] = momentum * new_mean[d] + (1 - momentum) * mean
            new_var[d] = momentum * new_var[d] + (1 - momentum) * var
        else:
            mean, var = running["mean"][d], running["var"][d]
        means.append(mean)
        variances.append(var)
        for n in range(N):
            out[n, d] = gamma[d] * (x[n, d] - mean) / math.sqrt(var + epsilon) + beta[d]
    print("batch norm of", N, "samples")
    return out, [x, gamma, means, variances, epsilon], {"mean": new_mean, "var": new_var}


def batch_norm_backward(upstream, cache):
    x, gamma, means, variances, epsilon = cache
    N, D = x.shape
    dx = np.zeros((N, D))
    dgamma = np.zeros(D)
    dbeta = np.zeros(D)
    for d in range(D):
        s = math.sqrt(variances[d] + epsilon)
        xhat = [(x[n, d] - means[d]) / s for n in range(N)]
        for n in range(N):
            dbeta[d] += upstream[n, d]
            dgamma[d] += upstream[n, d] * xhat[n]
        for n in range(N):
            # how much does output m move when x[n] moves?
            for m in range(N):
                same = 1.0 if m == n else 0.0
                slope = (same - 1 / N - xhat[n] * xhat[m] / N) / s
                dx[n, d] += upstream[m, d] * gamma[d] * slope
    return dx, dgamma, dbeta


def residual_forward(x, W1, b1, W2, b2):
    N, D = x.shape
    H = len(b1)
    z = np.zeros((N, H), dtype=x.dtype)
    out = np.zeros_like(x)
    for n in range(N):
        for j in range(H):
            z[n, j] = sum(x[n, k] * W1[k, j] for k in range(D)) + b1[j]
        for d in range(D):
            out[n, d] = x[n, d] + sum(max(z[n, j], 0) * W2[j, d] for j in range(H)) + b2[d]
    return out, (x, W1, W2, z)


def residual_backward(upstream, cache):
    x, W1, W2, z = cache
    dx = np.array(upstream)
    dW1, dW2 = np.zeros(W1.shape), np.zeros(W2.shape)
    db1, db2 = np.zeros(W1.shape[1]), np.zeros(W2.shape[1])
    for n in range(len(x)):
        for d in range(W2.shape[1]):
            db2[d] += upstream[n, d]
        for j in range(W1.shape[1]):
            if z[n, j] <= 0:
                continue
            dz = 0.0
            for d in range(W2.shape[1]):
                dW2[j, d] += z[n, j] * upstream[n, d]
                dz += upstream[n, d] * W2[j, d]
            db1[j] += dz
            for k in range(W1.shape[0]):
                dW1[k, j] += x[n, k] * dz
                dx[n, k] += W1[k, j] * dz
    return dx, dW1, db1, dW2, db2


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
