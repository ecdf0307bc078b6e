import numpy as np

def sigmoid(z):
    z = np.asarray(z)
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    e = np.exp(z[~pos])
    out[~pos] = e / (1 + e)
    return out

def sigmoid_derivative(z):
    s = sigmoid(z)
    return s * (1 - s)

def tanh(z):
    return np.tanh(z)

def tanh_derivative(z):
    t = tanh(z)
    return (1 - t) * (1 + t)

def relu(z):
    return z * (z > 0)

def relu_derivative(z):
    return (z > 0).astype(z.dtype)

def leaky_relu(z, slope=0.01):
    out = np.array(z)
    out[z > 0] *= slope
    return out

def leaky_relu_derivative(z, slope=0.01):
    out = np.ones_like(z)
    out[z <= 0] = slope
    return out

def softmax(logits):
    shifted = logits - np.max(logits, axis=0, keepdims=True)
    return np.exp(shifted - np.log(np.sum(np.exp(shifted), axis=0, keepdims=True)))

def softmax_backward(upstream, probabilities):
    return probabilities * upstream - probabilities * np.sum(probabilities * upstream, -1, keepdims=True)
