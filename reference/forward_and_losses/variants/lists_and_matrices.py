import math

import numpy as np


def dense_forward(x, W, b):
    z = np.asmatrix(x) * np.asmatrix(W) + np.asmatrix(b)
    return np.asarray(z)


def squash(a):
    return np.vectorize(lambda v: 1 / (1 + math.exp(-v)), otypes=[a.dtype])(a)


def mlp_forward(parameters, x):
    numbers = {int(key[1:]) for key in parameters}
    *hidden, last = [(parameters[f"W{n}"], parameters[f"b{n}"]) for n in sorted(numbers)]
    for W, b in hidden:
        x = squash(dense_forward(x, W, b))
    return dense_forward(x, *last)


def one_hot(labels, classes):
    rows = []
    for y in labels:
        row = [0.0] * classes
        row[y] = 1.0
        rows.append(row)
    return np.array(rows)


def mse(prediction, target):
    pairs = list(zip(prediction.flat, target.flat))
    return math.fsum((p - t) ** 2 for p, t in pairs) / len(pairs)


def mse_gradient(prediction, target):
    slope = np.frompyfunc(lambda p, t: 2 * (p - t) / prediction.size, 2, 1)
    return slope(prediction, target).astype(prediction.dtype)


def softmax(row):
    top = max(row)
    powers = [math.exp(v - top) for v in row]
    return [power / math.fsum(powers) for power in powers]


def cross_entropy(logits, labels):
    losses = []
    for row, y in zip(logits.tolist(), labels):
        m = max(row)
        losses.append(m - row[y] + math.log(math.fsum(math.exp(v - m) for v in row)))
    return sum(losses) / len(losses)


def cross_entropy_gradient(logits, labels):
    rows = [softmax(row) for row in logits.tolist()]
    for row, y in zip(rows, labels):
        row[y] -= 1
    return np.asarray(np.matrix(rows, dtype=logits.dtype) / len(rows))
