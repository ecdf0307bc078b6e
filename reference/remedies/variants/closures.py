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
