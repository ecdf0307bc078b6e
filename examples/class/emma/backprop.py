import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def forward(parameters, x):
    depth = len(parameters) // 2
    a, steps = x, []
    for layer in range(1, depth + 1):
        z = a @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
        steps.append((a, z))
        a = sigmoid(z)
    return z, steps


def loss(parameters, x, labels):
    logits, _ = forward(parameters, x)
    return -np.log(softmax(logits)[np.arange(len(labels)), labels]).mean()


def output_error(logits, labels):
    one_hot = np.eye(logits.shape[1])[labels]
    return softmax(logits) - one_hot


def hidden_error(delta_next, W_next, z):
    s = sigmoid(z)
    return (delta_next @ W_next.T) * s * (1 - s)


def layer_gradients(delta, a_previous):
    return a_previous.T @ delta, delta.sum(axis=0)


def backward(parameters, cache, labels):
    delta = output_error(cache[-1][1], labels)
    gradients = {}
    for layer in range(len(cache), 0, -1):
        a, _ = cache[layer - 1]
        gradients[f"W{layer}"], gradients[f"b{layer}"] = layer_gradients(delta, a)
        if layer > 1:
            delta = hidden_error(delta, parameters[f"W{layer}"], cache[layer - 2][1])
    return gradients
