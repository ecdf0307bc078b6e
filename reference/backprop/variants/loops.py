import math
import numpy as np

# one sample at a time, one number at a time

def sigma(v):
    return 1 / (1 + math.exp(-v))

def depth_of(parameters):
    n = 0
    while "W" + str(n + 1) in parameters:
        n += 1
    return n

def forward(parameters, x):
    L = depth_of(parameters)
    per_sample = []
    for row in x:
        a, history = [float(v) for v in row], []
        for l in range(1, L + 1):
            W, b = parameters["W" + str(l)], parameters["b" + str(l)]
            z = [float(b[j]) + sum(a[i] * float(W[i, j]) for i in range(len(a))) for j in range(len(b))]
            history.append({"a": a, "z": z})
            a = [sigma(v) for v in z] if l < L else z
        per_sample.append(history)
    logits = np.array([h[-1]["z"] for h in per_sample], dtype=x.dtype)
    return logits, {"samples": per_sample, "logits": logits}

def loss(parameters, x, labels):
    logits, _ = forward(parameters, x)
    total = 0.0
    for row, y in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        total += math.log(sum(math.exp(v - top) for v in row)) + top - row[y]
    return total / len(labels)

def output_error(logits, labels):
    delta = np.zeros_like(logits)
    N, C = logits.shape
    for n in range(N):
        top = max(logits[n])
        s = sum(math.exp(v - top) for v in logits[n])
        for c in range(C):
            delta[n, c] = (math.exp(logits[n, c] - top) / s - (1 if c == labels[n] else 0)) / N
    return delta

def hidden_error(delta_next, W_next, z):
    delta = np.zeros_like(z)
    for n in range(z.shape[0]):
        for i in range(z.shape[1]):
            blame = 0.0
            for j in range(W_next.shape[1]):
                blame += W_next[i][j] * delta_next[n][j]
            s = sigma(z[n][i])
            delta[n][i] = blame * s * (1 - s)
    return delta

def layer_gradients(delta, a_previous):
    dW = np.zeros((a_previous.shape[1], delta.shape[1]), dtype=delta.dtype)
    db = np.zeros(delta.shape[1], dtype=delta.dtype)
    for d, a in zip(delta, a_previous):
        for j in range(len(d)):
            for i in range(len(a)):
                dW[i, j] += a[i] * d[j]
            db[j] += d[j]
    return dW, db

def backward(parameters, cache, labels):
    L = depth_of(parameters)
    kind = cache["logits"].dtype
    layer = lambda l, what: np.array([h[l - 1][what] for h in cache["samples"]], dtype=kind)
    delta = output_error(cache["logits"], labels)
    grads = {}
    for l in range(L, 0, -1):
        grads["W" + str(l)], grads["b" + str(l)] = layer_gradients(delta, layer(l, "a"))
        if l != 1:
            delta = hidden_error(delta, parameters["W" + str(l)], layer(l - 1, "z"))
    return grads
