from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import backprop

Parameters = dict[str, NDArray]


def sgd_step(parameters: Parameters, gradients: Parameters, learning_rate: float) -> Parameters:
    return {name: p - learning_rate * gradients[name] for name, p in parameters.items()}


def momentum_step(
    parameters: Parameters,
    gradients: Parameters,
    velocity: Parameters,
    learning_rate: float,
    momentum: float,
) -> tuple[Parameters, Parameters]:
    new_velocity = {name: momentum * v + gradients[name] for name, v in velocity.items()}
    return sgd_step(parameters, new_velocity, learning_rate), new_velocity


@dataclass(frozen=True)
class Average:
    """An exponential average that knows how much weight it has collected so far."""

    decay: float
    value: NDArray | float = 0.0
    missing: float = 1.0  # decay ** t

    def plus(self, new: NDArray) -> Average:
        value = self.decay * self.value + (1 - self.decay) * new
        return Average(self.decay, value, self.missing * self.decay)

    @property
    def unbiased(self) -> NDArray:
        return self.value / (1 - self.missing)


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    if state is None:
        state = {name: (Average(beta1), Average(beta2)) for name in parameters}
    state = {
        name: (m.plus(gradients[name]), v.plus(gradients[name] ** 2))
        for name, (m, v) in state.items()
    }
    moved = {}
    for name, p in parameters.items():
        m, v = state[name]
        moved[name] = p - learning_rate * m.unbiased / (np.sqrt(v.unbiased) + epsilon)
    return moved, state


def minibatches(
    x: NDArray, labels: NDArray, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[NDArray, NDArray]]:
    order = rng.permutation(len(x))
    for batch in np.split(order, range(batch_size, len(x), batch_size)):
        yield x[batch], labels[batch]


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        losses, sizes = [], []
        for some, theirs in minibatches(x, labels, batch_size, rng):
            losses.append(backprop.loss(parameters, some, theirs))
            sizes.append(len(some))
            _, tape = backprop.forward(parameters, some)
            gradients = backprop.backward(parameters, tape, theirs)
            parameters = sgd_step(parameters, gradients, learning_rate)
        history.append(float(np.average(losses, weights=sizes)))
    return parameters, history
