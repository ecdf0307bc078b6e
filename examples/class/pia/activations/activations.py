import numpy as np
import matplotlib.pyplot as plt


def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

def sigmoid_derivative(z):
    s = sigmoid(z)
    return s * (1 - s)

def tanh(z):
    return np.tanh(z)

def tanh_derivative(z):
    return 1 - tanh(z) ** 2

def relu(z):
    return np.maximum(z, 0)

def relu_derivative(z):
    return np.heaviside(z, 0)      # second argument: value at 0

def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, slope * z)

def leaky_relu_derivative(z, slope=0.01):
    return np.where(z > 0, 1, slope).astype(z.dtype)

def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)

def softmax_backward(upstream, probabilities):
    return probabilities * (upstream - np.sum(upstream * probabilities, axis=-1, keepdims=True))


# the plots for question 2
zs = np.linspace(-5, 5, 200)
for f in (sigmoid, sigmoid_derivative, tanh, tanh_derivative, relu, relu_derivative):
    plt.plot(zs, f(zs), label=f.__name__)
plt.legend()
plt.grid()
plt.savefig("activations.png")
