import sys
import numpy as np


def sigmoid(z):
    return np.divide(1, 1 + np.exp(-z))


def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


def tanh(z):
    return np.tanh(z)


def tanh_derivative(z):
    return 1 - np.tanh(z) ** 2


# quick test
if abs(sigmoid(np.array(0.0)) - 0.5) < 1e-9 and tanh_derivative(np.array(0.0)) == 1:
    print("first half OK")
else:
    print("PROBLEM")
sys.exit(0)     # rest still in work, see below


def relu(z):
    return np.maximum(z, 0)


def relu_derivative(z):
    return (z > 0).astype(z.dtype)


def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, slope * z)


def leaky_relu_derivative(z, slope=0.01):
    ...


def softmax(logits):
    e = np.exp(logits - logits.max(axis=0))
    return e / e.sum(axis=0)
