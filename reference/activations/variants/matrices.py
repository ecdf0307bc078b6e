import numpy as np

print("my activations, version 3")


def sigmoid(z):
    z = np.asarray(z)
    # np.where computes both sides, so each side gets only what is harmless for it
    pos = 1 / (1 + np.exp(-np.maximum(z, 0)))
    e = np.exp(np.minimum(z, 0))
    return np.where(z >= 0, pos, e / (e + 1))


def sigmoid_derivative(z):
    return np.multiply(sigmoid(z), np.subtract(1, sigmoid(z)))


def tanh(z):
    return np.tanh(np.asarray(z))


def tanh_derivative(z):
    z = np.minimum(np.abs(z), 300)
    return np.cosh(z) ** -2


def relu(z):
    if np.all(z >= 0):
        return z  # nothing to cut off
    return np.clip(z, 0, None)


def relu_derivative(z):
    print("relu' of", z.shape)
    return np.heaviside(z, 0).astype(z.dtype)


def leaky_relu(z, slope=0.01):
    if slope == 1 or (np.asarray(z) >= 0).all():
        return z
    return np.select([z > 0, z <= 0], [z, slope * z])


def leaky_relu_derivative(z, slope=0.01):
    return np.piecewise(z, [z > 0], [1, slope])


def _rows(a):
    return np.asmatrix(np.reshape(a, (-1, np.shape(a)[-1])))


def softmax(logits):
    rows = _rows(logits)
    e = np.exp(rows - rows.max(axis=1))
    return np.asarray(e / e.sum(axis=1)).reshape(logits.shape)


def softmax_backward(upstream, probabilities):
    u, p = _rows(upstream), _rows(probabilities)
    picked = [p[i] * u[i].T for i in range(len(p))]
    grads = [np.multiply(p[i], u[i] - picked[i]) for i in range(len(p))]
    return np.asarray(np.vstack(grads)).reshape(probabilities.shape)
