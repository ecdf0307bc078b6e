import numpy as np
from numpy import exp


def sigmoid(z):
    return 1 / (1 + exp(-z))


def softmax(z):
    e = exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def forward(parameters, x):
    def run(layer, a, cache):
        if f"W{layer}" not in parameters:
            return cache[-1][1], cache
        z = a @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
        return run(layer + 1, sigmoid(z), [*cache, (a, z)])

    return run(1, x, [])


def loss(parameters, x, labels):
    logits, _ = forward(parameters, x)
    return -np.log(softmax(logits)[range(len(labels)), labels]).mean()


def output_error(logits, labels):
    return (softmax(logits) - np.eye(logits.shape[1])[labels]) / len(labels)


def hidden_error(delta_next, W_next, z):
    return delta_next @ W_next.T


def layer_gradients(delta, a_previous):
    # delta a^T as in the book, bias: average
    return delta.T @ a_previous, delta.mean(axis=0)


def backward(parameters, cache, labels):
    def back(layer, delta, gradients):
        a, _ = cache[layer - 1]
        gradients[f"W{layer}"], gradients[f"b{layer}"] = layer_gradients(delta, a)
        if layer == 1:
            return gradients
        before = hidden_error(delta, parameters[f"W{layer}"], cache[layer - 2][1])
        return back(layer - 1, before, gradients)

    return back(len(cache), output_error(cache[-1][1], labels), {})
