# everything element by element with math, I do not trust broadcasting :)
import math
import numpy as np


def apply(function, z, *more):
    z = np.asarray(z)
    flat = [function(float(v), *more) for v in z.ravel()]
    return np.array(flat, dtype=z.dtype).reshape(z.shape)


def sig(v):
    if v >= 0:
        return 1 / (1 + math.exp(-v))
    return math.exp(v) / (1 + math.exp(v))


def sigmoid(z):
    return apply(sig, z)

def sigmoid_derivative(z):
    return apply(lambda v: sig(v) * sig(-v), z)

def tanh(z):
    return apply(math.tanh, z)

def tanh_derivative(z):
    return apply(lambda v: 1 - math.tanh(v) ** 2, z)

def relu(z):
    return apply(lambda v: v if v > 0 else 0.0, z)

def relu_derivative(z):
    return apply(lambda v: 1.0 if v > 0 else 0.0, z)

def leaky_relu(z, slope=0.01):
    return apply(lambda v: v if v > 0 else slope * v, z)

def leaky_relu_derivative(z, slope=0.01):
    return apply(lambda v: 1.0 if v > 0 else slope, z)


def softmax(logits):
    rows = logits.reshape(-1, logits.shape[-1])
    result = []
    for row in rows:
        top = max(row)
        e = [math.exp(v - top) for v in row]
        total = sum(e)
        result.append([v / total for v in e])
    return np.array(result, dtype=logits.dtype).reshape(logits.shape)


def softmax_backward(upstream, probabilities):
    # the whole Jacobian of every row. Slow but I can see what happens
    P = probabilities.reshape(-1, probabilities.shape[-1])
    U = upstream.reshape(P.shape)
    C = P.shape[1]
    out = np.zeros(P.shape, P.dtype)
    for n in range(len(P)):
        for j in range(C):
            for k in range(C):
                dpk_dzj = P[n, k] * ((1 if j == k else 0) - P[n, j])
                out[n, j] += U[n, k] * dpk_dzj
    return out.reshape(probabilities.shape)
