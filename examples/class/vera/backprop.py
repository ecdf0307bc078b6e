import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(parameters, x):
    number_of_layers = len(parameters) // 2
    cache = [x]
    activation = x
    for layer in range(1, number_of_layers + 1):
        z = activation @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
        activation = sigmoid(z)
        cache.append(z)
    return z, cache


def loss(parameters, x, labels):
    logits, _ = forward(parameters, x)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels]


def output_error(logits, labels):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return p - np.eye(logits.shape[1])[labels]


def hidden_error(delta_next, W_next, z):
    return delta_next @ W_next.T * sigmoid(z) * (1 - sigmoid(z))


def layer_gradients(delta, a_previous):
    return a_previous.T @ delta, delta.sum(axis=0, keepdims=True)


def backward(parameters, cache, labels):
    delta = output_error(cache[-1], labels)
    gradients = {}
    for layer in reversed(range(1, len(cache))):
        a_previous = cache[0] if layer == 1 else sigmoid(cache[layer - 1])
        dW, db = layer_gradients(delta, a_previous)
        gradients[f"W{layer}"] = dW
        gradients[f"b{layer}"] = db.reshape(-1)
        if layer > 1:
            delta = hidden_error(delta, parameters[f"W{layer}"], cache[layer - 1])
    return gradients
