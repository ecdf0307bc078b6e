import numpy as np

# Caches hold the inputs only; the backward passes work everything out again.


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    mean, var = (x.mean(axis=0, keepdims=True), x.var(axis=0, keepdims=True)) if training else (
        running["mean"][np.newaxis], running["var"][np.newaxis])
    if training:
        past, present = momentum, 1 - momentum
        running = {
            "var": past * running["var"] + present * np.squeeze(var, 0),
            "mean": past * running["mean"] + present * np.squeeze(mean, 0),
        }
    normalised = np.divide(np.subtract(x, mean), np.sqrt(np.add(var, epsilon)))
    return np.add(np.multiply(normalised, gamma), beta), {"x": x.copy(), "gamma": gamma.copy(), "eps": epsilon}, running


def batch_norm_backward(upstream, cache):
    x, gamma, eps = cache["x"], cache["gamma"], cache["eps"]
    s2 = x.var(axis=0) + eps
    centred = x - x.mean(axis=0)
    dgamma = (upstream * centred).sum(axis=0) / np.sqrt(s2)
    # project away the constant and the direction of x, the latter only in part because of eps
    inner = upstream - upstream.mean(axis=0) - centred * (upstream * centred).mean(axis=0) / s2
    return gamma * inner / np.sqrt(s2), dgamma, np.ones(len(x)) @ upstream


def residual_forward(x, W1, b1, W2, b2):
    return np.maximum(0, x @ W1 + b1) @ W2 + (x + b2), [x, W1, b1, W2]


def residual_backward(upstream, cache):
    x, W1, b1, W2 = cache
    a = np.maximum(0, x @ W1 + b1)
    slope = np.heaviside(a, 0.0)
    dz = slope * upstream.dot(W2.transpose())
    # one row of ones more gives the bias gradients along with the others
    ones = np.ones((len(x), 1))
    first = np.hstack([x, ones]).T @ dz
    second = np.hstack([a, ones]).T @ upstream
    return dz @ W1.T + upstream, first[:-1], first[-1], second[:-1], second[-1]


def gates(x, h, W, U, b):
    z = (x @ W + h @ U + b).reshape(len(x), 4, -1)
    s = np.exp(-np.logaddexp(0, -z))
    return s[:, 0], s[:, 1], np.tanh(z[:, 2]), s[:, 3]


def lstm_step_forward(x, h, c, W, U, b):
    i, f, g, o = gates(x, h, W, U, b)
    c_new = i * g + f * c
    return o * np.tanh(c_new), c_new, (x, h, c, W, U, b)


def lstm_step_backward(dh, dc, cache):
    x, h, c, W, U, b = cache
    i, f, g, o = gates(x, h, W, U, b)
    t = np.tanh(i * g + f * c)
    e = dc + dh * o * (1 - t * t)
    dz = np.stack([e * g * i * (1 - i), e * c * f * (1 - f), e * i * (1 - g * g), dh * t * o * (1 - o)], axis=1)
    dz = dz.reshape(len(x), -1)
    return dz @ W.T, dz @ U.T, e * f, np.outer(x.T, np.ones(1)).reshape(x.T.shape) @ dz, h.T @ dz, dz.sum(0)


def lstm_forward(x, h0, c0, W, U, b):
    h, c, hs = h0, c0, []
    for t in range(x.shape[1]):
        h, c, _ = lstm_step_forward(x[:, t], h, c, W, U, b)
        hs.append(h)
    return np.stack(hs, 1), (x, h0, c0, W, U, b)


def lstm_backward(dhs, cache):
    x, h, c, W, U, b = cache
    before = []
    for t in range(x.shape[1]):
        before.append((h, c))
        h, c, _ = lstm_step_forward(x[:, t], h, c, W, U, b)
    dh, dc = np.zeros_like(h), np.zeros_like(c)
    dx, dW, dU, db = np.zeros_like(x), np.zeros_like(W), np.zeros_like(U), np.zeros_like(b)
    for t in reversed(range(x.shape[1])):
        dh = dh + dhs[:, t]
        dx[:, t], dh, dc, a, s, d = lstm_step_backward(dh, dc, (x[:, t], *before[t], W, U, b))
        dW += a
        dU += s
        db += d
    return dx, dh, dc, dW, dU, db
