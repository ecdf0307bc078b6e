import numpy as np


def dense_forward(x, W, b):
    return np.matmul(x, W) + b


def mlp_forward(parameters, x):
    layer = 1
    while f"W{layer + 1}" in parameters:      # there is a layer after this one
        x = dense_forward(x, parameters[f"W{layer}"], parameters[f"b{layer}"])
        x = 1 / (1 + np.exp(-x))
        layer += 1
    return dense_forward(x, parameters[f"W{layer}"], parameters[f"b{layer}"])


def one_hot(labels, classes):
    matrix = np.zeros((labels.shape[0], classes))
    matrix[np.arange(labels.shape[0]), labels] = 1.0
    return matrix


def mse(prediction, target):
    return np.average(np.square(prediction - target))


def mse_gradient(prediction, target):
    return 2 * (prediction - target) / prediction.size


def cross_entropy(logits, labels):
    exps = np.exp(logits - np.amax(logits, axis=1, keepdims=True))
    softmax = exps / np.sum(exps, axis=1, keepdims=True)
    return -np.average(np.log(softmax[np.arange(len(labels)), labels]))


def cross_entropy_gradient(logits, labels):
    exps = np.exp(logits - np.amax(logits, axis=1, keepdims=True))
    softmax = exps / np.sum(exps, axis=1, keepdims=True)
    softmax[np.arange(len(labels)), labels] -= 1.0
    return softmax / logits.shape[0]
