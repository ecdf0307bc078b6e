import numpy as np
from collections import namedtuple
from itertools import count

Moments = namedtuple("Moments", "m v t")


def sgd_step(parameters, gradients, learning_rate):
    result = dict(parameters)
    for name, gradient in gradients.items():
        result[name] = result[name] - gradient * learning_rate
    return result


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    velocity = dict(velocity)
    for name, gradient in gradients.items():
        velocity[name] = velocity[name] * momentum + gradient
    return sgd_step(parameters, velocity, learning_rate), velocity


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    # one state per parameter, each with a counter of its own
    state = {} if state is None else dict(state)
    result = {}
    for name in parameters:
        old = state.get(name, Moments(0, 0, 0))
        now = Moments(
            m=beta1 * old.m + (1 - beta1) * gradients[name],
            v=beta2 * old.v + (1 - beta2) * gradients[name] * gradients[name],
            t=old.t + 1,
        )
        m_hat = now.m / (1 - beta1**now.t)
        v_hat = now.v / (1 - beta2**now.t)
        result[name] = parameters[name] - learning_rate * (m_hat / (np.sqrt(v_hat) + epsilon))
        state[name] = now
    return result, state


def minibatches(x, labels, batch_size, rng):
    picks = rng.choice(len(x), size=len(x), replace=False)
    for start in count(0, batch_size):
        if start >= len(x):
            return
        pick = picks[start:start + batch_size]
        yield np.take(x, pick, axis=0), np.take(labels, pick)


def loss_and_logits_gradient(logits, labels):
    top = np.max(logits, axis=1, keepdims=True)
    log_sum = top + np.log(np.sum(np.exp(logits - top), axis=1, keepdims=True))
    picked = np.take_along_axis(logits, labels[:, None], axis=1)
    target = (labels[:, None] == np.arange(logits.shape[1])).astype(logits.dtype)
    return (log_sum - picked).mean(), (np.exp(logits - log_sum) - target) / len(logits)


def net(p, x, depth, layer=1):
    """recursive: returns logits and a function that turns their gradient into all gradients"""
    z = x @ p[f"W{layer}"] + p[f"b{layer}"]
    if layer == depth:
        def back(dz):
            return {f"W{layer}": x.T @ dz, f"b{layer}": dz.sum(0)}, dz @ p[f"W{layer}"].T
        return z, back
    a = 1 / (1 + np.exp(-z))
    logits, later = net(p, a, depth, layer + 1)

    def back(dlogits):
        grads, da = later(dlogits)
        dz = da * a * (1 - a)
        grads[f"W{layer}"] = x.T @ dz
        grads[f"b{layer}"] = dz.sum(0)
        return grads, dz @ p[f"W{layer}"].T
    return logits, back


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = np.zeros(epochs)
    for epoch in range(epochs):
        for bx, by in minibatches(x, labels, batch_size, rng):
            logits, back = net(parameters, bx, len(parameters) // 2)
            loss, dlogits = loss_and_logits_gradient(logits, by)
            history[epoch] += loss * len(by) / len(x)
            parameters = sgd_step(parameters, back(dlogits)[0], learning_rate)
    return parameters, history.tolist()
