import numpy as np

#-------------- sigmoid --------------
def sigmoid(z):
    z = np.clip(z, -500, 500)    # so that exp does not overflow
    return 1/(1 + np.exp(-z))

def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))

#-------------- tanh --------------
def tanh(z):
    return np.tanh(z)

def tanh_derivative(z):
    return 1 - tanh(z)

#-------------- relu & co --------------
def relu(z):
    return np.maximum(0, z)

def relu_derivative(z):
    return np.array(z >= 0, dtype=z.dtype)

def leaky_relu(z, slope=0.01):
    return np.maximum(z, slope*z)     # ok because 0 < slope < 1

def leaky_relu_derivative(z, slope=0.01):
    d = np.ones_like(z)
    d[z <= 0] = slope
    return d

#-------------- softmax --------------
def softmax(logits):
    return np.exp(logits) / np.sum(np.exp(logits), axis=-1, keepdims=True)

def softmax_backward(upstream, probabilities):
    # same as the sigmoid: p(1-p)
    return upstream * probabilities * (1 - probabilities)
