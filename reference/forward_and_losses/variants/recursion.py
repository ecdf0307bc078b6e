import numpy as np


def dense_forward(x, W, b):
    if len(x) == 1:
        return (x[0] @ W + b)[None]
    half = len(x) // 2
    return np.concatenate([dense_forward(x[:half], W, b), dense_forward(x[half:], W, b)])


def mlp_forward(parameters, x):
    """A net is a dense layer on top of a smaller net."""
    def net(l):
        if l == 0:
            return x
        below = net(l - 1)
        z = dense_forward(below, parameters[f"W{l}"], parameters[f"b{l}"])
        return z if f"W{l + 1}" not in parameters else 1 / (1 + np.exp(-z))

    l = 1
    while f"W{l + 1}" in parameters:
        l += 1
    return net(l)


def one_hot(labels, classes):
    if len(labels) == 0:
        return np.zeros((0, classes))
    first = np.zeros((1, classes))
    first[0, labels[0]] = 1.0
    return np.append(first, one_hot(labels[1:], classes), axis=0)


def _total(values):
    if len(values) == 1:
        return values[0]
    half = len(values) // 2
    return _total(values[:half]) + _total(values[half:])


def mse(prediction, target):
    d = (target - prediction).flatten()
    return _total(d * d) / len(d)


def mse_gradient(prediction, target):
    if prediction.ndim > 1:
        parts = [mse_gradient(p, t) for p, t in zip(prediction, target)]
        return np.stack(parts) / len(prediction)
    return 2 * (prediction - target) / len(prediction)


def _log_total(row):
    if len(row) == 1:
        return row[0]
    return np.logaddexp(row[0], _log_total(row[1:]))


def cross_entropy(logits, labels):
    surprises = [_log_total(row) - row[y] for row, y in zip(logits, labels)]
    return _total(surprises) / len(surprises)


def cross_entropy_gradient(logits, labels):
    result = np.empty_like(logits)
    for i, (row, y) in enumerate(zip(logits, labels)):
        result[i] = np.exp(row - _log_total(row))
        result[i, y] -= 1
    return result / len(logits)
