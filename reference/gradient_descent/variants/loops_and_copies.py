import copy
import math
import numpy as np

# Everything is copied first, then changed in place. Plain loops, many prints.

def sgd_step(parameters, gradients, learning_rate):
    new = copy.deepcopy(parameters)
    for key in new:
        print("updating", key)
        new[key] -= learning_rate * gradients[key]
    return new

def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    new = copy.deepcopy(parameters)
    new_velocity = copy.deepcopy(velocity)
    for key in gradients:
        new_velocity[key] *= momentum
        new_velocity[key] += gradients[key]
        new[key] -= learning_rate * new_velocity[key]
    return [new, new_velocity]

def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    if state is None:
        state = {"t": 0}
        for key in parameters:
            state["m_" + key] = np.zeros(parameters[key].shape, parameters[key].dtype)
            state["v_" + key] = np.zeros(parameters[key].shape, parameters[key].dtype)
    state["t"] += 1
    new = {}
    for key in parameters:
        m = state["m_" + key]
        v = state["v_" + key]
        g = gradients[key]
        m += (1 - beta1) * (g - m)
        v += (1 - beta2) * (g * g - v)
        m_hat = m / (1 - beta1 ** state["t"])
        v_hat = v / (1 - beta2 ** state["t"])
        new[key] = parameters[key] - learning_rate * m_hat / (v_hat ** 0.5 + epsilon)
    return new, state

def minibatches(x, labels, batch_size, rng):
    indices = list(range(len(x)))
    rng.shuffle(indices)
    batches = []
    bx, by = [], []
    for i in indices:
        bx.append(x[i])
        by.append(labels[i])
        if len(bx) == batch_size:
            batches.append((np.array(bx), np.array(by)))
            bx, by = [], []
    if bx:
        batches.append((np.array(bx), np.array(by)))
    print(len(batches), "batches")
    return batches

def one_sample(parameters, row, y):
    """loss and gradients of one sample, vectors only"""
    depth = len(parameters) // 2
    a = [row]
    for l in range(1, depth + 1):
        z = a[-1].dot(parameters["W%d" % l]) + parameters["b%d" % l]
        a.append(z if l == depth else np.array([1 / (1 + math.exp(-v)) for v in z]))
    z = a[-1]
    top = max(z)
    total = sum(math.exp(v - top) for v in z)
    loss = top + math.log(total) - z[y]
    delta = np.array([math.exp(v - top) / total for v in z])
    delta[y] -= 1
    g = {}
    for l in range(depth, 0, -1):
        g["W%d" % l] = np.outer(a[l - 1], delta)
        g["b%d" % l] = delta
        if l > 1:
            delta = parameters["W%d" % l].dot(delta) * a[l - 1] * (1 - a[l - 1])
    return loss, g

def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    parameters = copy.deepcopy(parameters)
    history = []
    for epoch in range(epochs):
        total = 0
        for bx, by in minibatches(x, labels, batch_size, rng):
            mean = {key: np.zeros_like(parameters[key]) for key in parameters}
            for row, y in zip(bx, by):
                loss, g = one_sample(parameters, row, int(y))
                total += loss
                for key in mean:
                    mean[key] += g[key] / len(bx)
            for key in parameters:
                parameters[key] -= learning_rate * mean[key]
        history.append(float(total / len(x)))
        print("epoch", epoch, "loss", history[-1])
    return parameters, history
