import math
import numpy as np


def sgd_step(parameters, gradients, learning_rate):
    new = {}
    for name in parameters:
        new[name] = parameters[name].copy()
        for i in np.ndindex(new[name].shape):
            new[name][i] -= learning_rate * gradients[name][i]
    return new


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    new_velocity = {}
    for name in velocity:
        new_velocity[name] = velocity[name].copy()
        for i in np.ndindex(velocity[name].shape):
            new_velocity[name][i] = momentum * velocity[name][i] + gradients[name][i]
    return sgd_step(parameters, new_velocity, learning_rate), new_velocity


class Memory:
    """What Adam remembers of one parameter."""
    def __init__(self, like):
        self.m = np.zeros(like.shape, like.dtype)
        self.v = np.zeros(like.shape, like.dtype)
        self.t = 0


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    if state is None:
        state = {}
        for name in parameters:
            state[name] = Memory(parameters[name])
    new = {}
    for name in parameters:
        memory = state[name]
        memory.t += 1
        new[name] = parameters[name].copy()
        for i in np.ndindex(new[name].shape):
            g = gradients[name][i]
            memory.m[i] = beta1 * memory.m[i] + (1 - beta1) * g
            memory.v[i] = beta2 * memory.v[i] + (1 - beta2) * g * g
            m_hat = memory.m[i] / (1 - beta1 ** memory.t)
            v_hat = memory.v[i] / (1 - beta2 ** memory.t)
            new[name][i] -= learning_rate * m_hat / (math.sqrt(v_hat) + epsilon)
    return new, state


def minibatches(x, labels, batch_size, rng):
    # a pile of cards: shuffle, then deal
    cards = list(range(len(x)))
    rng.shuffle(cards)
    batches = []
    while len(cards) > 0:
        hand = cards[:batch_size]
        cards = cards[batch_size:]
        batches.append((np.array([x[i] for i in hand]), np.array([labels[i] for i in hand])))
    return batches


def one_sample(parameters, row, label, L):
    """loss and gradients of a single sample"""
    a = {0: row}
    for l in range(1, L + 1):
        z = a[l - 1] @ parameters["W%d" % l] + parameters["b%d" % l]
        a[l] = z if l == L else 1 / (1 + np.exp(-z))
    e = np.exp(a[L] - max(a[L]))
    p = e / sum(e)
    delta = p.copy()
    delta[label] -= 1
    gradients = {}
    for l in range(L, 0, -1):
        gradients["W%d" % l] = np.outer(a[l - 1], delta)
        gradients["b%d" % l] = delta
        if l > 1:
            delta = (parameters["W%d" % l] @ delta) * a[l - 1] * (1 - a[l - 1])
    return -math.log(p[label]), gradients


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    L = len(parameters) // 2
    history = []
    for epoch in range(epochs):
        losses = []
        for xb, yb in minibatches(x, labels, batch_size, rng):
            mean = {name: np.zeros(p.shape) for name, p in parameters.items()}
            for row, label in zip(xb, yb):
                loss, gradients = one_sample(parameters, row, label, L)
                losses.append(loss)
                for name in mean:
                    mean[name] += gradients[name] / len(xb)
            parameters = sgd_step(parameters, mean, learning_rate)
        history.append(sum(losses) / len(losses))
    return parameters, history
