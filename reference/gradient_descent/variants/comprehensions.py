import numpy as np


def sgd_step(parameters, gradients, learning_rate):
    return {k: parameters[k] - learning_rate * gradients[k] for k in sorted(parameters)}


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    v = {k: momentum * velocity[k] + gradients[k] for k in velocity}
    return {k: parameters[k] - learning_rate * v[k] for k in parameters}, v


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m, v, t = state if state else ({k: np.zeros_like(p) for k, p in parameters.items()},
                                   {k: np.zeros_like(p) for k, p in parameters.items()}, 0)
    t = t + 1
    m = {k: beta1 * m[k] + (1 - beta1) * gradients[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * np.square(gradients[k]) for k in v}
    new = {k: parameters[k] - learning_rate * (m[k] / (1 - beta1 ** t))
           / (np.sqrt(v[k] / (1 - beta2 ** t)) + epsilon) for k in parameters}
    return new, (m, v, t)


def minibatches(x, labels, batch_size, rng):
    p = rng.permutation(x.shape[0])
    x, labels = x[p], labels[p]
    return [(x[i:i + batch_size], labels[i:i + batch_size]) for i in range(0, len(p), batch_size)]


def forward(parameters, x):
    n = len(parameters) // 2
    acts = [x]
    for l in range(1, n):
        acts.append(1 / (1 + np.exp(-(acts[-1] @ parameters[f"W{l}"] + parameters[f"b{l}"]))))
    return acts, acts[-1] @ parameters[f"W{n}"] + parameters[f"b{n}"]


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def backward(parameters, acts, p, y):
    delta = (p - np.eye(p.shape[1])[y]) / len(y)
    grads = {}
    for l in range(len(acts), 0, -1):
        grads[f"W{l}"] = acts[l - 1].T @ delta
        grads[f"b{l}"] = delta.sum(0)
        delta = delta @ parameters[f"W{l}"].T * acts[l - 1] * (1 - acts[l - 1])
    return grads


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for epoch in range(epochs):
        losses, sizes = [], []
        for bx, by in minibatches(x, labels, batch_size, rng):
            acts, logits = forward(parameters, bx)
            p = softmax(logits)
            losses.append(-np.log(p[np.arange(len(by)), by]).mean())
            sizes.append(len(by))
            parameters = sgd_step(parameters, backward(parameters, acts, p, by), learning_rate)
        history.append(np.average(losses, weights=sizes))
    return parameters, history
