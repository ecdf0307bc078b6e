import math
import numpy as np


def dense_forward(x, W, b):
    N, D = x.shape
    H = W.shape[1]
    z = np.zeros((N, H), x.dtype)
    for n in range(N):
        for h in range(H):
            z[n, h] = b[h]
            for d in range(D):
                z[n, h] += x[n, d] * W[d, h]
    return z


def mlp_forward(parameters, x):
    L = len(parameters) // 2
    for l in range(1, L):
        z = dense_forward(x, parameters["W%d" % l], parameters["b%d" % l])
        x = np.array([[1 / (1 + math.exp(-v)) for v in row] for row in z], x.dtype)
    return dense_forward(x, parameters["W%d" % L], parameters["b%d" % L])


def one_hot(labels, classes):
    rows = []
    for y in labels:
        row = [0.0] * classes
        row[y] = 1.0
        rows.append(row)
    return np.array(rows)


def mse(prediction, target):
    total = 0.0
    for p, t in zip(prediction.ravel(), target.ravel()):
        total += (p - t) ** 2
    return total / prediction.size


def mse_gradient(prediction, target):
    g = np.zeros(prediction.shape, prediction.dtype)
    for i in np.ndindex(prediction.shape):
        g[i] = 2 * (prediction[i] - target[i]) / prediction.size
    return g


def log_sum_exp(row):
    top = max(row)
    return top + math.log(sum(math.exp(v - top) for v in row))


def cross_entropy(logits, labels):
    total = 0.0
    for row, y in zip(logits, labels):
        total += log_sum_exp(row) - row[y]
    return total / len(labels)


def cross_entropy_gradient(logits, labels):
    N, C = logits.shape
    g = np.zeros((N, C), logits.dtype)
    for n in range(N):
        for c in range(C):
            p = math.exp(logits[n, c] - log_sum_exp(logits[n]))
            g[n, c] = (p - (1 if c == labels[n] else 0)) / N
    return g
