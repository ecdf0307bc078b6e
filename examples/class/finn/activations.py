import numpy as np

def sigmoid(z):
    """My own version."""
    return 0.5 * (1 + np.tanh(0.5 * z))      # never overflows

def sigmoid_derivative(z):
    a = sigmoid(z)
    # derivative of the sigmoid is sigmoid(1 - sigmoid)
    return sigmoid(a) * (1 - sigmoid(a))

def tanh(z):
    return np.tanh(z)

def tanh_derivative(z):
    return 1 - np.tanh(z)**2

def relu(z):
    return z.clip(min=0)

def relu_derivative(z):
    return np.sign(relu(z))

def leaky_relu(z, slope=0.01):
    return z.clip(min=0) + slope * z.clip(max=0)

def leaky_relu_derivative(z, slope=0.01):
    return np.where(z > 0, 1, slope).astype(z.dtype)

def softmax(logits):
    # minus the maximum against overflow
    e = np.exp(logits - logits.max())
    return e / e.sum(axis=-1, keepdims=True)

def softmax_backward(upstream, probabilities):
    """p_k (delta_kj - p_j) summed over k"""
    return probabilities * upstream - probabilities * (probabilities * upstream).sum(-1, keepdims=True)
