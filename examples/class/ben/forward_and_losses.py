"""Forward propagation and the loss."""

import numpy as np


def dense_forward(x, W, b):
    return np.dot(x, W) + b


def mlp_forward(parameters, x):
    L = len(parameters) // 2
    a = x
    for l in range(1, L):
        a = 1 / (1 + np.exp(-dense_forward(a, parameters["W" + str(l)], parameters["b" + str(l)])))
    return dense_forward(a, parameters["W" + str(L)], parameters["b" + str(L)])


def one_hot(labels, classes):
    result = np.zeros((len(labels), classes))
    for i, label in enumerate(labels):
        result[i, label] = 1
    return result


def mse(prediction, target):
    return np.mean(np.square(prediction - target))


def mse_gradient(prediction, target):
    return 2 / prediction.size * (prediction - target)


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    p = softmax(logits)[np.arange(len(labels)), labels]
    # 1e-8 because log(0) is not defined
    return -np.mean(np.log(p + 1e-8))


def cross_entropy_gradient(logits, labels):
    gradient = softmax(logits)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)
