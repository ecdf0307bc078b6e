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
