import numpy as np


def act(z):
    return 1 / (1 + np.exp(-z))


def forward(parameters, x):
    depth = len(parameters) // 2
    inputs = []
    h = x
    for k in range(1, depth + 1):
        inputs.append(h)
        z = h.dot(parameters["W%d" % k]) + parameters["b%d" % k]
        h = act(z)
    return z, (inputs, z)


def log_softmax(scores):
    moved = scores - np.amax(scores, axis=1, keepdims=True)
    return moved - np.log(np.sum(np.exp(moved), axis=1, keepdims=True))


def loss(parameters, x, labels):
    scores, _ = forward(parameters, x)
    chosen = log_softmax(scores)[np.arange(labels.size), labels]
    return -chosen.mean()


def output_error(logits, labels):
    error = np.exp(log_softmax(logits))
    error[np.arange(labels.size), labels] -= 1
    return error / labels.size


def hidden_error(delta_next, W_next, z):
    a = act(z)
    return delta_next.dot(W_next.T) * a * (1 - a)


def layer_gradients(delta, a_previous):
    dW = a_previous.T.dot(delta)
    db = delta.sum(axis=0)
    return dW, db


def backward(parameters, cache, labels):
    inputs, scores = cache
    grads = {}
    error = output_error(scores, labels)
    for k in range(len(inputs), 0, -1):
        a = inputs[k - 1]
        W = parameters["W%d" % k]
        grads["W%d" % k], grads["b%d" % k] = layer_gradients(error, a)
        if k > 1:
            error = error.dot(W.T) * (a * (1 - a))
    return grads
