from dataclasses import dataclass, field

import numpy as np


class Adam:
    """Keeps its own moments, and changes them in place."""

    def __init__(self, names):
        self.t = 0
        self.moments = {name: [0.0, 0.0] for name in names}

    def update(self, parameters, gradients, lr, b1, b2, eps):
        self.t += 1
        # The two corrections in one factor, the scaled epsilon as in the efficient form
        rate = lr * np.sqrt(1 - b2 ** self.t) / (1 - b1 ** self.t)
        eps = eps * np.sqrt(1 - b2 ** self.t)
        out = {}
        for name, g in gradients.items():
            m, v = self.moments[name]
            m = b1 * m + (1 - b1) * g
            v = b2 * v + (1 - b2) * g ** 2
            self.moments[name] = [m, v]
            out[name] = (parameters[name] - rate * m / (np.sqrt(v) + eps)).astype(g.dtype)
        return out


@dataclass
class Layer:
    W: np.ndarray
    b: np.ndarray
    hidden: bool
    grads: dict = field(default_factory=dict)

    def forward(self, a):
        self.a = a
        self.out = a @ self.W + self.b
        if self.hidden:
            self.out = 0.5 * (1 + np.tanh(self.out / 2))
        return self.out

    def backward(self, upstream):
        dz = upstream * self.out * (1 - self.out) if self.hidden else upstream
        self.dW, self.db = self.a.T @ dz, dz.sum(axis=0)
        return dz @ self.W.T

    def step(self, lr):
        self.W = self.W - lr * self.dW
        self.b = self.b - lr * self.db


class Network:
    def __init__(self, parameters):
        n = len(parameters) // 2
        self.layers = [Layer(parameters[f"W{i}"], parameters[f"b{i}"], i < n) for i in range(1, n + 1)]

    def loss(self, x, y):
        for layer in self.layers:
            x = layer.forward(x)
        x = x - x.max(axis=1)[:, np.newaxis]
        logp = x - np.log(np.exp(x).sum(axis=1))[:, np.newaxis]
        self.delta = np.exp(logp)
        self.delta[range(len(y)), y] -= 1.0
        self.delta /= len(y)
        return -logp[range(len(y)), y]

    def step(self, lr):
        upstream = self.delta
        for layer in reversed(self.layers):
            upstream = layer.backward(upstream)
        for layer in self.layers:
            layer.step(lr)

    def parameters(self):
        out = {}
        for i, layer in enumerate(self.layers, 1):
            out[f"W{i}"], out[f"b{i}"] = layer.W, layer.b
        return out


def sgd_step(parameters, gradients, learning_rate):
    return dict((name, np.subtract(value, learning_rate * gradients[name])) for name, value in parameters.items())


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    new_p, new_v = {}, {}
    for name in parameters:
        new_v[name] = gradients[name] + momentum * velocity[name]
        new_p[name] = parameters[name] - learning_rate * new_v[name]
    return new_p, new_v


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    state = state or Adam(parameters)
    return state.update(parameters, gradients, learning_rate, beta1, beta2, epsilon), state


class Batches:
    """An iterable that draws its order when it is iterated."""

    def __init__(self, x, labels, batch_size, rng):
        self.x, self.labels, self.batch_size, self.rng = x, labels, batch_size, rng

    def __iter__(self):
        order = self.rng.permutation(len(self.labels))
        while len(order):
            now, order = order[:self.batch_size], order[self.batch_size:]
            yield self.x[now], self.labels[now]


def minibatches(x, labels, batch_size, rng):
    return Batches(x, labels, batch_size, rng)


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    net = Network(parameters)
    data = Batches(x, labels, batch_size, rng)
    history = []
    for _ in range(epochs):
        losses = []
        for some, theirs in data:
            losses.extend(net.loss(some, theirs))
            net.step(learning_rate)
        history.append(sum(losses) / len(losses))
    return net.parameters(), history
