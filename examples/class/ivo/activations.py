# Activations et dérivées, réponses d'Ivo
import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))      # jamais dépassé 1
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


def tanh(z):
    return np.tanh(z)


def tanh_derivative(z):
    return 1 - np.tanh(z) ** 2
