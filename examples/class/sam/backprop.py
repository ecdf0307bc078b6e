import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


def forward(parameters, x):
    a = x
    cache = []
    depth = len(parameters) // 2
    for i in range(1, depth + 1):
        z = a @ parameters["W" + str(i)] + parameters["b" + str(i)]
        cache.append((a, z))
        a = sigmoid(z)
    return z, cache


def loss(parameters, x, labels):
    p = softmax(forward(parameters, x)[0])
    result = 0
    for i, y in enumerate(labels):
        result -= np.log(p[i, y])
    result / len(labels)


def output_error(logits, labels):
    return softmax(logits) / len(labels)


def hidden_error(delta_next, W_next, z):
    s = sigmoid(z)
    return (delta_next @ W_next.T) * (s * (1 - s))


def layer_gradients(delta, a_previous):
    dW = a_previous.T @ delta
    db = np.sum(delta, axis=0)
    print(dW.shape, db.shape)


def backward(parameters, cache, labels):
    gradients = {}
    delta = output_error(cache[-1][1], labels)
    for i in range(len(cache), 0, -1):
        a, z = cache[i - 1]
        gradients["W" + str(i)] = a.T @ delta
        gradients["b" + str(i)] = np.sum(delta, axis=0)
        if i > 1:
            delta = hidden_error(delta, parameters["W" + str(i)], cache[i - 2][1])
    return gradients
