import numpy as np
from backprop import forward, loss, output_error, hidden_error, layer_gradients

def sgd_step(parameters, gradients, learning_rate):
    """new dict, the old one stays"""
    return {name: p - learning_rate * gradients[name] for name, p in parameters.items()}

def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    """v <- mu v + g, p <- p - eta v"""
    v = {name: momentum * velocity[name] + gradients[name] for name in parameters}
    return sgd_step(parameters, v, learning_rate), v

def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """state: number of steps, first and second moments"""
    if state is None:
        state = 0, {}, {}
    t, m, v = state[0] + 1, dict(state[1]), dict(state[2])
    new = {}
    for name, p in parameters.items():
        g = gradients[name]
        m[name] = beta1 * m.get(name, 0) + (1 - beta1) * g
        v[name] = beta2 * v.get(name, 0) + (1 - beta2) * g * g
        new[name] = p - learning_rate * m[name] / (np.sqrt(v[name]) + epsilon)
    return new, (t, m, v)

def minibatches(x, labels, batch_size, rng):
    """one permutation for both"""
    order = rng.permutation(len(labels))
    for i in range(0, len(labels), batch_size):
        yield x[order[i:i + batch_size]], labels[order[i:i + batch_size]]

def gradients_of(parameters, x, labels):
    """my backward() in backprop.py has a bug somewhere, here it is again with the functions"""
    logits, (activations, _) = forward(parameters, x)
    gradients = {}
    delta = output_error(logits, labels)
    for i in range(len(activations), 0, -1):
        gradients[f"W{i}"], gradients[f"b{i}"] = layer_gradients(delta, activations[i - 1])
        if i > 1:
            z = activations[i - 2] @ parameters[f"W{i - 1}"] + parameters[f"b{i - 1}"]
            delta = hidden_error(delta, parameters[f"W{i}"], z)
    return gradients

def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    """sgd, the loss of each epoch is the mean over its batches"""
    history = []
    for _ in range(epochs):
        losses = []
        for xb, yb in minibatches(x, labels, batch_size, rng):
            losses.append(loss(parameters, xb, yb))
            parameters = sgd_step(parameters, gradients_of(parameters, xb, yb), learning_rate)
        history.append(np.mean(losses))
    return parameters, history
