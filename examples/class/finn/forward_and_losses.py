import numpy as np

def dense_forward(x, W, b):
    """x @ W + b"""
    return x @ W + b

def mlp_forward(parameters, x):
    a = x
    n = len(parameters) // 2
    for i in range(n - 1):
        a = 1 / (1 + np.exp(-dense_forward(a, parameters[f"W{i+1}"], parameters[f"b{i+1}"])))
    return dense_forward(a, parameters[f"W{n}"], parameters[f"b{n}"])

def one_hot(labels, classes):
    return np.eye(classes)[labels]

def mse(prediction, target):
    return np.mean((prediction - target)**2)

def mse_gradient(prediction, target):
    """the mean is over the samples"""
    return 2 * (prediction - target) / prediction.shape[0]

def cross_entropy(logits, labels):
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(labels)), labels]).mean()

def cross_entropy_gradient(logits, labels):
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    return (p - one_hot(labels, logits.shape[1])) / p.size
