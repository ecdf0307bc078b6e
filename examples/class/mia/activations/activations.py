from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Piecewise:
    """One function for z > 0 and another for the rest. Never evaluates a branch outside its half."""

    right: Callable[[NDArray], NDArray]
    left: Callable[[NDArray], NDArray]

    def __call__(self, z: NDArray) -> NDArray:
        z = np.asarray(z)
        positive = z > 0
        out = np.empty_like(z)
        out[positive] = self.right(z[positive])
        out[~positive] = self.left(z[~positive])
        return out


_logistic = Piecewise(lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(z) / (1 + np.exp(z)))
_rectify = Piecewise(lambda z: z, np.zeros_like)
_step = Piecewise(np.ones_like, np.zeros_like)


def sigmoid(z: NDArray) -> NDArray:
    return _logistic(z)


def sigmoid_derivative(z: NDArray) -> NDArray:
    # sigma(-z) = 1 - sigma(z), without the cancellation
    return _logistic(z) * _logistic(-z)


def tanh(z: NDArray) -> NDArray:
    return np.tanh(z)


def tanh_derivative(z: NDArray) -> NDArray:
    return (1 - np.tanh(z)) * (1 + np.tanh(z))


def relu(z: NDArray) -> NDArray:
    return _rectify(z)


def relu_derivative(z: NDArray) -> NDArray:
    return _step(z)


def leaky_relu(z: NDArray, slope: float = 0.01) -> NDArray:
    return Piecewise(lambda z: z, lambda z: slope * z)(z)


def leaky_relu_derivative(z: NDArray, slope: float = 0.01) -> NDArray:
    return Piecewise(np.ones_like, lambda z: np.full_like(z, slope))(z)


def softmax(logits: NDArray) -> NDArray:
    shifted = logits - logits.max(-1, keepdims=True)
    return np.exp(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)))


def softmax_backward(upstream: NDArray, probabilities: NDArray) -> NDArray:
    p = probabilities
    jacobian = p[..., :, None] * (np.eye(p.shape[-1], dtype=p.dtype) - p[..., None, :])
    return np.einsum("...k,...kj->...j", upstream, jacobian)
