# Omar. Exercise sheet 5
import numpy as np

def sgd_step(parameters, gradients, learning_rate):
    return {name: parameters[name] - learning_rate * gradients[name] for name in parameters}

def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    # running average of the gradients
    v = {}
    for name in velocity:
        v[name] = momentum * velocity[name] + (1 - momentum) * gradients[name]
    return sgd_step(parameters, v, learning_rate), v

def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    if state is None:
        state = {}
        for name in parameters:
            state["m" + name] = np.zeros_like(parameters[name])
            state["v" + name] = np.zeros_like(parameters[name])
    new = {}
    for name in parameters:
        g = gradients[name]
        state["m" + name] = beta1 * state["m" + name] + (1 - beta1) * g
        state["v" + name] = beta2 * state["v" + name] + (1 - beta2) * g * g
        new[name] = parameters[name] - learning_rate * state["m" + name] / (np.sqrt(state["v" + name]) + epsilon)
    return new, state

def minibatches(x, labels, batch_size, rng):
    batches = []
    i = 0
    while i < len(x):
        batches.append((x[i:i + batch_size], labels[i:i + batch_size]))
        i += batch_size
    return batches

def gradients_of(parameters, x, labels):
    depth = len(parameters) // 2
    activations = [x]
    for layer in range(1, depth + 1):
        z = activations[-1] @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
        activations.append(1 / (1 + np.exp(-z)))
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(len(labels)), labels]).mean()
    delta = p
    delta[np.arange(len(labels)), labels] -= 1
    delta /= len(labels)
    g = {}
    for layer in range(depth, 0, -1):
        a = activations[layer - 1]
        g[f"W{layer}"] = a.T @ delta
        g[f"b{layer}"] = delta.sum(axis=0)
        delta = delta @ parameters[f"W{layer}"].T * a * (1 - a)
    return loss, g

def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for epoch in range(epochs):
        for bx, by in minibatches(x, labels, batch_size, rng):
            loss, g = gradients_of(parameters, bx, by)
            parameters = sgd_step(parameters, g, learning_rate)
        history.append(loss)
    return parameters, history
