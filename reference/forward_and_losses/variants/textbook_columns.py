import numpy as np

# like in the book: one sample is one column


def dense_forward(x, W, b):
    X = x.T
    Z = W.T @ X + b.reshape(-1, 1)
    return Z.T


def mlp_forward(parameters, x):
    A = np.transpose(x)
    L = len(parameters) // 2
    for l in range(1, L + 1):
        W, b = parameters["W%d" % l].T, parameters["b%d" % l][:, np.newaxis]
        Z = W.dot(A) + b
        A = 1.0 / (1.0 + np.exp(-Z))
    return np.transpose(Z)


def one_hot(labels, classes):
    Y = np.zeros((classes, labels.size))
    Y[labels, np.arange(labels.size)] = 1
    return Y.T


def mse(prediction, target):
    print("prediction:", prediction.shape, "target:", target.shape)
    return np.linalg.norm(prediction - target) ** 2 / prediction.size


def mse_gradient(prediction, target):
    m = prediction.size
    return 1 / m * 2 * (prediction - target)


def log_probabilities(logits):
    Z = logits.T
    Z = Z - np.max(Z, axis=0)
    return Z - np.log(np.sum(np.exp(Z), axis=0))


def cross_entropy(logits, labels):
    m = labels.shape[0]
    Y = one_hot(labels, logits.shape[1]).T
    return -1 / m * np.sum(Y * log_probabilities(logits))


def cross_entropy_gradient(logits, labels):
    m = labels.shape[0]
    A = np.exp(log_probabilities(logits))
    Y = one_hot(labels, logits.shape[1]).T.astype(A.dtype)
    return (1 / m * (A - Y)).T
