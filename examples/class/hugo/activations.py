import numpy as np

def sigmoid(z):
    z = np.clip(z, -20, 20)
    return 1 / (1 + np.exp(-z))

def sigmoid_derivative(z):
    s = sigmoid(z)
    return s * (1 - s)

def tanh(z):
    return np.tanh(z)

def tanh_derivative(z):
    return 1 - z**2

def relu(z):
    return np.maximum(z, 0)

def relu_derivative(z):
    return np.where(z > 0, 1.0, 0.0).astype(z.dtype)

def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, slope*z)

def leaky_relu_derivative(z, slope=0.01):
    return np.where(z > 0, 1.0, slope).astype(z.dtype)

def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)

def softmax_backward(upstream, probabilities):
    return probabilities * (1 - probabilities)
