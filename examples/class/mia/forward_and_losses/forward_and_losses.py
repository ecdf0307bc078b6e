from __future__ import annotations

from functools import reduce

import numpy as np
from numpy.typing import NDArray

Parameters = dict[str, NDArray]


def dense_forward(x: NDArray, W: NDArray, b: NDArray) -> NDArray:
    return np.einsum("nd,dh->nh", x, W) + b


def _layers(parameters: Parameters) -> list[tuple[NDArray, NDArray]]:
    depth = len(parameters) // 2
    return [(parameters[f"W{k}"], parameters[f"b{k}"]) for k in range(1, depth + 1)]


def _sigmoid(z: NDArray) -> NDArray:
    return (1 + np.tanh(z / 2)) / 2


def mlp_forward(parameters: Parameters, x: NDArray) -> NDArray:
    *hidden, (W, b) = _layers(parameters)
    features = reduce(lambda a, layer: _sigmoid(dense_forward(a, *layer)), hidden, x)
    return dense_forward(features, W, b)


def one_hot(labels: NDArray, classes: int) -> NDArray:
    return (labels[:, None] == np.arange(classes)).astype(np.float64)


def mse(prediction: NDArray, target: NDArray) -> float:
    error = (prediction - target).ravel()
    return float(error @ error / error.size)


def mse_gradient(prediction: NDArray, target: NDArray) -> NDArray:
    return (prediction - target) * (2 / prediction.size)


def _log_partition(logits: NDArray) -> NDArray:
    return np.logaddexp.reduce(logits, axis=1)


def cross_entropy(logits: NDArray, labels: NDArray) -> float:
    own = np.take_along_axis(logits, labels[:, None], axis=1)[:, 0]
    return float(np.mean(_log_partition(logits) - own))


def cross_entropy_gradient(logits: NDArray, labels: NDArray) -> NDArray:
    gradient = np.exp(logits - _log_partition(logits)[:, None])
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)
