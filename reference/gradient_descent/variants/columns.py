import numpy as np
from functools import partial

# Samples as columns, as the textbook writes them; history as a numpy array.


def sgd_step(parameters, gradients, learning_rate):
    updated = {}
    for name, value in parameters.items():
        value = value.copy()
        np.subtract(value, np.multiply(learning_rate, gradients[name], dtype=value.dtype), out=value)
        updated[name] = value
    return updated


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    # the step written as its two parts
    push = sgd_step(parameters, gradients, learning_rate)
    coast = sgd_step(push, velocity, learning_rate * momentum)
    return coast, sgd_step(gradients, velocity, -momentum)


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    def step(t, m, v):
        t = t + 1
        out = {}
        for k in gradients:
            m[k] = beta1 * m.get(k, 0) + (1 - beta1) * gradients[k]
            v[k] = beta2 * v.get(k, 0) + (1 - beta2) * gradients[k] ** 2
        for k in parameters:
            mean, square = m[k] / (1 - beta1 ** t), v[k] / (1 - beta2 ** t)
            out[k] = parameters[k] - learning_rate * mean / (np.sqrt(square) + epsilon)
        return out, t
    m, v, t = state if state is not None else ({}, {}, 0)
    m, v = dict(m), dict(v)
    out, t = step(t, m, v)
    return out, [m, v, t]


def minibatches(x, labels, batch_size, rng):
    left = rng.permutation(len(x)).tolist()
    batches = []
    while left:
        take = [left.pop() for _ in range(min(batch_size, len(left)))]
        batches.append([x[take], labels[take]])
    return tuple(batches)


def sigma(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))


def propagate(weights, biases, a):
    stack = [a]
    for W, b in zip(weights[:-1], biases[:-1]):
        stack.append(sigma(W @ stack[-1] + b))
    return stack, weights[-1] @ stack[-1] + biases[-1]


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    layers = range(1, len(parameters) // 2 + 1)
    W = [parameters[f"W{l}"].T.copy() for l in layers]
    b = [parameters[f"b{l}"].reshape(-1, 1).copy() for l in layers]
    batches_of = partial(minibatches, x, labels, batch_size)
    history = []
    for _ in range(epochs):
        loss, seen = 0.0, 0
        for bx, by in batches_of(rng):
            stack, logits = propagate(W, b, bx.T)
            powers = np.exp(logits - logits.max(axis=0))
            probabilities = powers / powers.sum(axis=0)
            n = bx.shape[0]
            # running mean over the samples seen so far
            mine = -np.log(probabilities[by, np.arange(n)]).mean()
            loss, seen = (loss * seen + mine * n) / (seen + n), seen + n
            target = np.zeros_like(logits)
            target[by, np.arange(n)] = 1
            delta = (probabilities - target) / n
            grads = []
            for l in range(len(W) - 1, -1, -1):
                grads.append((l, delta @ stack[l].T, delta.sum(axis=1, keepdims=True)))
                delta = (W[l].T @ delta) * stack[l] * (1 - stack[l])
            for l, dW, db in grads:
                W[l] -= learning_rate * dW
                b[l] -= learning_rate * db
        history.append(loss)
    trained = {}
    for l, w, c in zip(layers, W, b):
        trained[f"b{l}"] = c.ravel()
        trained[f"W{l}"] = w.T
    return trained, np.array(history)
