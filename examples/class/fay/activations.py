import numpy as np


def sigmoid(z):
    z = np.asarray(z)
    result = np.zeros(z.shape, z.dtype)
    result[z < 0] = np.exp(z[z < 0]) / (np.exp(z[z < 0]) + 1)
    result[z >= 0] = 1 / (np.exp(-z[z >= 0]) + 1)
    return result


def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


def tanh_of_one_number(v):
    # sinh and cosh from their series, until the terms are too small to matter
    sinh, cosh = 0.0, 0.0
    term, n = 1.0, 0
    while abs(term) > 1e-16:
        if n % 2 == 0:
            cosh += term
        else:
            sinh += term
        n += 1
        next_term = term * v / n
    return sinh / cosh


def tanh(z):
    flat = [tanh_of_one_number(v) for v in np.ravel(z)]
    return np.array(flat).reshape(np.shape(z))


def tanh_derivative(z):
    return 1 - np.tanh(z) ** 2


def relu(z):
    return np.maximum(0, z)


def relu_derivative(z):
    return np.greater(z, 0).astype(z.dtype)


def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, z * slope)


def leaky_relu_derivative(z, slope=0.01):
    return np.where(z > 0, 1, slope).astype(z.dtype)


def softmax(logits):
    exps = np.exp(logits - np.amax(logits, axis=-1, keepdims=True))
    return exps / np.sum(exps, axis=-1, keepdims=True)


def softmax_backward(upstream, probabilities):
    # Jacobian of one row: diag(p) - outer(p, p)
    return probabilities * (upstream - np.sum(upstream * probabilities, axis=-1, keepdims=True))
