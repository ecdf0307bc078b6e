import numpy as np
from numpy import exp, sqrt


def sgd_step(parameters, gradients, learning_rate):
    for name, p in parameters.items():
        p = p - learning_rate * gradients[name]
    return parameters


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    new = {}
    for name in parameters:
        v = momentum * velocity[name] + gradients[name]
        new[name] = parameters[name] - learning_rate * v
    return new, velocity


T = 0


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    global T
    T += 1
    m, v = state or ({k: 0.0 * p for k, p in parameters.items()}, {k: 0.0 * p for k, p in parameters.items()})
    m = {k: beta1 * m[k] + (1 - beta1) * gradients[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * gradients[k] ** 2 for k in v}
    new = {}
    for k, p in parameters.items():
        new[k] = p - learning_rate * m[k] / (1 - beta1**T) / (sqrt(v[k] / (1 - beta2**T)) + epsilon)
    return new, (m, v)


def minibatches(x, labels, batch_size, rng):
    def deal(order):
        if len(order) == 0:
            return []
        first = order[:batch_size]
        return [(x[first], labels[first])] + deal(order[batch_size:])

    return deal(np.random.permutation(len(x)))


def net(parameters, x, labels):
    depth = len(parameters) // 2
    a = [x]
    for l in range(1, depth + 1):
        z = a[-1] @ parameters[f"W{l}"] + parameters[f"b{l}"]
        a.append(1 / (1 + exp(-z)))
    p = exp(z) / exp(z).sum(axis=1, keepdims=True)
    loss = -np.log(p[range(len(labels)), labels]).mean()
    delta = (p - np.eye(p.shape[1])[labels]) / len(labels)
    g = {}
    for l in range(depth, 0, -1):
        g[f"W{l}"] = a[l - 1].T @ delta
        g[f"b{l}"] = delta.sum(axis=0)
        delta = delta @ parameters[f"W{l}"].T * a[l - 1] * (1 - a[l - 1])
    return loss, g


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        losses = []
        for bx, by in minibatches(x, labels, batch_size, rng):
            loss, g = net(parameters, bx, by)
            losses.append(loss * len(bx))
            parameters = {k: p - learning_rate * g[k] for k, p in parameters.items()}
        history.append(sum(losses) / len(x))
    return parameters, history
