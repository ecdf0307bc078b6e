import math
import numpy as np

def dense_forward(x, W, b):
    out = np.empty((x.shape[0], W.shape[1]), dtype=x.dtype)
    for i, row in enumerate(x):
        for j in range(W.shape[1]):
            out[i, j] = sum(row[k] * W[k, j] for k in range(len(row))) + b[j]
    return out

def mlp_forward(parameters, x):
    layers = sorted(int(k[1:]) for k in parameters if k.startswith("W"))
    a = x
    for l in layers:
        a = dense_forward(a, parameters[f"W{l}"], parameters[f"b{l}"])
        if l != layers[-1]:
            a = np.array([[1 / (1 + math.exp(-v)) for v in row] for row in a], dtype=x.dtype)
    return a

def one_hot(labels, classes):
    print("classes:", classes)
    return np.array([[1.0 if c == y else 0.0 for c in range(classes)] for y in labels])

def mse(prediction, target):
    total = 0.0
    for p, t in zip(prediction.ravel(), target.ravel()):
        total += (p - t) ** 2
    return total / prediction.size

def mse_gradient(prediction, target):
    return np.array([2 * (p - t) / prediction.size
                     for p, t in zip(prediction.ravel(), target.ravel())]).reshape(prediction.shape)

def cross_entropy(logits, labels):
    total = 0.0
    for row, y in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        total += top + math.log(sum(math.exp(v - top) for v in row)) - row[y]
    return total / len(labels)

def cross_entropy_gradient(logits, labels):
    rows = []
    for row, y in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        e = [math.exp(v - top) for v in row]
        rows.append([(v / sum(e) - (c == y)) / len(labels) for c, v in enumerate(e)])
    return np.array(rows, dtype=logits.dtype)
