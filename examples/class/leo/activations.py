import numpy as np

def sigmoid(z):
    a = np.exp(-abs(z))
    return np.where(z < 0, a/(1+a), 1/(1+a))

def sigmoid_derivative(z):
    return sigmoid(z)*(1-sigmoid(z))

def tanh(z):
    return np.tanh(z)

def tanh_derivative(z):
    return 1-np.tanh(z)**2

def relu(z):
    return z*(z>0)

def relu_derivative(z):
    return 1.*(z>0).astype(z.dtype)

def leaky_relu(z, slope=0.01):
    # slope on one side, 1 on the other
    return np.where(z<0, z, slope*z)

def leaky_relu_derivative(z, slope=0.01):
    return np.where(z>0, slope, 1).astype(z.dtype)

def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=0))
    return e/np.sum(e, axis=0)     # sum over the classes

def softmax_backward(upstream, probabilities):
    return probabilities*(upstream - (upstream*probabilities).sum(-1, keepdims=True))
