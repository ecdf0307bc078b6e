from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Parameters = dict[str, NDArray]


@dataclass
class Tape:
    """What the forward pass leaves for the backward pass: inputs and pre-activations by layer."""

    inputs: list[NDArray] = field(default_factory=list)
    zs: list[NDArray] = field(default_factory=list)


def _sigmoid(z: NDArray) -> NDArray:
    return (1 + np.tanh(z / 2)) / 2


def _log_softmax(logits: NDArray) -> NDArray:
    return logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)


def forward(parameters: Parameters, x: NDArray) -> tuple[NDArray, Tape]:
    tape = Tape()
    depth = len(parameters) // 2
    for layer in range(1, depth + 1):
        tape.inputs.append(x)
        tape.zs.append(x @ parameters[f"W{layer}"] + parameters[f"b{layer}"])
        x = _sigmoid(tape.zs[-1])
    return tape.zs[-1], tape


def loss(parameters: Parameters, x: NDArray, labels: NDArray) -> float:
    logits, _ = forward(parameters, x)
    picked = np.take_along_axis(_log_softmax(logits), labels[:, None], axis=1)
    return float(-picked.mean())


def output_error(logits: NDArray, labels: NDArray) -> NDArray:
    target = labels[:, None] == np.arange(logits.shape[1])
    return (np.exp(_log_softmax(logits)) - target) / len(labels)


def hidden_error(delta_next: NDArray, W_next: NDArray, z: NDArray) -> NDArray:
    return np.einsum("no,ho->nh", delta_next, W_next) * _sigmoid(z) * _sigmoid(-z)


def layer_gradients(delta: NDArray, a_previous: NDArray) -> tuple[NDArray, NDArray]:
    return np.einsum("ni,no->io", a_previous, delta), np.einsum("no->o", delta)


def backward(parameters: Parameters, cache: Tape, labels: NDArray) -> Parameters:
    gradients: Parameters = {}
    delta = output_error(cache.zs[-1], labels)
    for layer in range(len(cache.zs), 0, -1):
        dW, db = layer_gradients(delta, cache.inputs[layer - 1])
        gradients |= {f"W{layer}": dW, f"b{layer}": db}
        if layer > 1:
            delta = hidden_error(delta, parameters[f"W{layer}"], cache.zs[layer - 2])
    return gradients
