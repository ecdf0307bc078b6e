"""The cache is a list of functions: each takes the error on its way back."""
import numpy as np


def affine(x, W, b):
    def pull(delta):
        return delta @ W.T, {"W": x.T @ delta, "b": delta.sum(axis=0)}
    return x @ W + b, pull


def squash(z):
    a = 1 / (1 + np.exp(-z))

    def pull(upstream):
        return upstream * a * (1 - a), {}
    return a, pull


def softmax_cross_entropy(logits, labels):
    here = (range(len(labels)), labels)
    top = logits.max(axis=1, keepdims=True)
    log_p = logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))

    def pull(upstream):
        grad = np.exp(log_p)
        grad[here] -= 1
        return upstream * grad / len(labels)
    return -log_p[here].mean(), pull


def forward(parameters, x):
    pulls = []
    last = len(parameters) // 2
    for l in range(1, last + 1):
        x, pull = affine(x, parameters[f"W{l}"], parameters[f"b{l}"])
        pulls.append((l, pull))
        if l < last:
            x, pull = squash(x)
            pulls.append((None, pull))
    return x, (x, pulls)


def loss(parameters, x, labels):
    value, _ = softmax_cross_entropy(forward(parameters, x)[0], labels)
    return value


def output_error(logits, labels):
    return softmax_cross_entropy(logits, labels)[1](1.0)


def hidden_error(delta_next, W_next, z):
    # the next layer's own pull-backs, with an empty input and bias
    _, pull_z = squash(z)
    _, pull_a = affine(np.zeros_like(z), W_next, 0)
    return pull_z(pull_a(delta_next)[0])[0]


def layer_gradients(delta, a_previous):
    nothing = np.zeros((a_previous.shape[1], delta.shape[1]), dtype=delta.dtype)
    found = affine(a_previous, nothing, 0)[1](delta)[1]
    return found["W"], found["b"]


def backward(parameters, cache, labels):
    logits, pulls = cache
    delta = output_error(logits, labels)
    gradients = {}
    while pulls:
        layer, pull = pulls.pop()
        delta, found = pull(delta)
        gradients.update({name + str(layer): g for name, g in found.items()})
    return gradients
