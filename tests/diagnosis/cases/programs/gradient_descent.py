import numpy as np


def sgd_step(parameters, gradients, learning_rate):
    new = {}
    for key in parameters:
        new[key] = parameters[key] - learning_rate * gradients[key]
    return new


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    new, speed = {}, {}
    for key in parameters:
        speed[key] = momentum * velocity[key] + gradients[key]
        new[key] = parameters[key] - learning_rate * speed[key]
    return new, speed


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    if state is None:
        zeros = {key: np.zeros_like(p) for key, p in parameters.items()}
        state = {"calls": 0, "mean": dict(zeros), "square": dict(zeros)}
    state["calls"] += 1
    t = state["calls"]
    new = {}
    for key, g in gradients.items():
        mean = state["mean"][key] * beta1 + g * (1 - beta1)
        square = state["square"][key] * beta2 + g * g * (1 - beta2)
        state["mean"][key] = mean
        state["square"][key] = square
        m_hat = mean / (1 - beta1**t)
        v_hat = square / (1 - beta2**t)
        new[key] = parameters[key] - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return new, state


def minibatches(x, labels, batch_size, rng):
    order = rng.permutation(len(labels))
    batches = []
    for first in range(0, len(labels), batch_size):
        pick = order[first : first + batch_size]
        batches.append((x[pick], labels[pick]))
    return batches


def loss_and_gradients(parameters, x, labels):
    depth, n = len(parameters) // 2, len(labels)
    inputs, h = [], x
    for k in range(1, depth + 1):
        inputs.append(h)
        z = h @ parameters[f"W{k}"] + parameters[f"b{k}"]
        h = 1 / (1 + np.exp(-z))
    z = z - z.max(axis=1, keepdims=True)
    logs = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    error = np.exp(logs)
    error[np.arange(n), labels] -= 1
    error = error / n
    gradients = {}
    for k in range(depth, 0, -1):
        a = inputs[k - 1]
        gradients[f"W{k}"], gradients[f"b{k}"] = a.T @ error, error.sum(axis=0)
        error = error @ parameters[f"W{k}"].T * a * (1 - a)
    return -logs[np.arange(n), labels].mean(), gradients


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        spent = 0.0
        for some, theirs in minibatches(x, labels, batch_size, rng):
            value, gradients = loss_and_gradients(parameters, some, theirs)
            spent += value * len(theirs)
            parameters = sgd_step(parameters, gradients, learning_rate)
        history.append(float(spent / len(labels)))
    return parameters, history
