import numpy as np


def dense_forward(x, W, b):
    out = np.empty((len(x), len(b)), x.dtype)
    np.matmul(x, W, out=out)
    out += b
    return out


def mlp_forward(parameters, x):
    todo = dict(parameters)
    a = x.copy()
    l = 1
    while True:
        z = dense_forward(a, todo.pop(f"W{l}"), todo.pop(f"b{l}"))
        if not todo:
            return z
        np.negative(z, out=z)
        np.exp(z, out=z)
        z += 1
        a = np.divide(1, z, out=z)
        l += 1


def one_hot(labels, classes):
    out = np.zeros((labels.shape[0], classes), dtype=np.float64)
    np.put_along_axis(out, labels[:, None], 1, axis=1)
    return out


def mse(prediction, target):
    d = np.array(prediction)
    d -= target
    d **= 2
    return np.float64(d.sum()) / d.size


def mse_gradient(prediction, target):
    d = np.array(prediction)
    d -= target
    d += d
    d /= d.size
    return d


def _shifted(logits):
    out = logits.copy()
    for row in out:
        row -= row.max()
    return out


def cross_entropy(logits, labels):
    s = _shifted(logits)
    total = np.float64(0)
    for n in range(len(labels)):
        total -= s[n, labels[n]] - np.log(np.exp(s[n]).sum())
    return total / len(labels)


def cross_entropy_gradient(logits, labels):
    s = _shifted(logits)
    np.exp(s, out=s)
    for n, row in enumerate(s):
        row /= row.sum()
        row[labels[n]] -= 1
    s /= len(s)
    return s
