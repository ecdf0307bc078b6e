import math
import numpy as np


def sigmoid(v):
    return 1 / (1 + math.exp(-v))


def times(A, B):
    """matrix product, the slow way"""
    out = np.zeros((len(A), len(B[0])), A.dtype)
    for i in range(len(A)):
        for j in range(len(B[0])):
            out[i, j] = sum(A[i][k] * B[k][j] for k in range(len(B)))
    return out


def forward(parameters, x):
    L = len(parameters) // 2
    cache = {"a0": x, "L": L}
    for l in range(1, L + 1):
        z = times(cache["a%d" % (l - 1)], parameters["W%d" % l])
        for n in range(len(z)):
            z[n] += parameters["b%d" % l]
        cache["z%d" % l] = z
        cache["a%d" % l] = np.array([[sigmoid(v) for v in row] for row in z], z.dtype)
    return cache["z%d" % L], cache


def softmax(row):
    top = max(row)
    e = [math.exp(v - top) for v in row]
    return [v / sum(e) for v in e]


def loss(parameters, x, labels):
    logits, _ = forward(parameters, x)
    total = 0.0
    for row, y in zip(logits, labels):
        # not log(softmax): that is log(0) when the probability is too small
        top = max(row)
        total += top + math.log(sum(math.exp(v - top) for v in row)) - row[y]
    return total / len(labels)


def output_error(logits, labels):
    N = len(labels)
    delta = np.array([softmax(row) for row in logits], logits.dtype)
    for n in range(N):
        delta[n, labels[n]] -= 1
    return delta / N


def hidden_error(delta_next, W_next, z):
    back = times(delta_next, W_next.T)
    for i in np.ndindex(back.shape):
        back[i] *= sigmoid(z[i]) * (1 - sigmoid(z[i]))
    return back


def layer_gradients(delta, a_previous):
    N, O = delta.shape
    I = a_previous.shape[1]
    dW = np.zeros((I, O), delta.dtype)
    db = np.zeros(O, delta.dtype)
    for n in range(N):
        for o in range(O):
            db[o] += delta[n, o]
            for i in range(I):
                dW[i, o] += a_previous[n, i] * delta[n, o]
    return dW, db


def backward(parameters, cache, labels):
    L = cache["L"]
    gradients = {}
    delta = output_error(cache["z%d" % L], labels)
    for l in range(L, 0, -1):
        dW, db = layer_gradients(delta, cache["a%d" % (l - 1)])
        gradients["W%d" % l] = dW
        gradients["b%d" % l] = db
        if l > 1:
            delta = hidden_error(delta, parameters["W%d" % l], cache["z%d" % (l - 1)])
    return gradients
