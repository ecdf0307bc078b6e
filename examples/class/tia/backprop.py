import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


CACHE = {}


def forward(parameters, x):
    print("forward, x", x.shape)
    CACHE["a"] = [x]
    CACHE["z"] = []
    L = len(parameters) // 2
    for l in range(1, L + 1):
        z = CACHE["a"][-1] @ parameters[f"W{l}"] + parameters[f"b{l}"]
        print("z", l, z.shape)
        CACHE["z"].append(z)
        CACHE["a"].append(sigmoid(z))
    return z, CACHE


def loss(parameters, x, labels):
    s = forward(parameters, x)[0]
    s = s - s.max(axis=1, keepdims=True)
    logp = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    print("log p", logp)
    return -logp[np.arange(len(labels)), labels].mean()


def output_error(logits, labels):
    d = softmax(logits)
    d[np.arange(len(labels)), labels] -= 1
    print("row sums, should be 0:", d.sum(axis=1))
    return d / len(labels)


def hidden_error(delta_next, W_next, z):
    print(delta_next.shape, W_next.T.shape, z.shape)
    return (delta_next @ W_next.T) * sigmoid(z) * (1 - sigmoid(z))


def layer_gradients(delta, a_previous):
    print(a_previous.T.shape, delta.shape)
    return a_previous.T @ delta, delta.sum(axis=0)


def backward(parameters, cache, labels):
    grads = {}
    delta = output_error(cache["z"][-1], labels)
    for l in range(len(cache["z"]), 0, -1):
        print("layer", l)
        grads[f"W{l}"], grads[f"b{l}"] = layer_gradients(delta, cache["a"][l - 1])
        if l > 1:
            delta = hidden_error(delta, parameters[f"W{l}"], cache["z"][l - 2])
    return grads
