import numpy as np


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    after = dict(running)
    if training:
        mu, var = np.mean(x, axis=0), np.var(x, axis=0)
        after["mean"] = momentum * running["mean"] + (1 - momentum) * mu
        after["var"] = momentum * running["var"] + (1 - momentum) * var
        sd = np.sqrt(var + epsilon)
        hat = (x - mu) / sd
    else:
        sd = np.sqrt(running["var"] + epsilon)
        hat = (x - running["mean"]) / sd
    return gamma * hat + beta, {"hat": hat, "gamma": gamma, "sd": sd}, after


def batch_norm_backward(upstream, cache):
    hat, gamma, sd = cache["hat"], cache["gamma"], cache["sd"]
    n = upstream.shape[0]
    dgamma, dbeta = np.sum(upstream * hat, axis=0), np.sum(upstream, axis=0)
    dx = gamma / (n * sd) * (n * upstream - dbeta - hat * dgamma)
    return dx, dgamma, dbeta


def residual_forward(x, W1, b1, W2, b2):
    inner = x @ W1 + b1
    h = np.maximum(inner, 0)
    return x + h @ W2 + b2, (x, W1, W2, h)


def residual_backward(upstream, cache):
    x, W1, W2, h = cache
    dh = upstream @ W2.T
    dh[h == 0] = 0
    return upstream + dh @ W1.T, x.T @ dh, dh.sum(0), h.T @ upstream, upstream.sum(0)
