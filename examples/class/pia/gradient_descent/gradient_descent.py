import numpy as np
import matplotlib.pyplot as plt


def sgd_step(parameters, gradients, learning_rate):
    return {k: v - learning_rate * gradients[k] for k, v in parameters.items()}

def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    velocity = {k: momentum * v + gradients[k] for k, v in velocity.items()}
    return {k: v - learning_rate * velocity[k] for k, v in parameters.items()}, velocity

def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    if state is None:
        state = 0, {k: np.zeros_like(p) for k, p in parameters.items()}, {k: np.zeros_like(p) for k, p in parameters.items()}
    t, m, v = state
    m = {k: beta1 * m[k] + (1 - beta1) * gradients[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * gradients[k] ** 2 for k in v}
    new = {}
    for k in parameters:
        mhat = m[k] / (1 - beta1 ** t)
        vhat = v[k] / (1 - beta2 ** t)
        new[k] = parameters[k] - learning_rate * mhat / (np.sqrt(vhat) + epsilon)
    return new, (t + 1, m, v)

def minibatches(x, labels, batch_size, rng):
    order = rng.permutation(len(x))
    return [(x[order[i:i + batch_size]], labels[order[i:i + batch_size]]) for i in range(0, len(x), batch_size)]

def forward(parameters, x):
    L = len(parameters) // 2
    a = [x]
    for l in range(1, L + 1):
        z = a[-1] @ parameters[f"W{l}"] + parameters[f"b{l}"]
        a.append(z if l == L else 1 / (1 + np.exp(-z)))
    return a

def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    L = len(parameters) // 2
    for epoch in range(epochs):
        total = 0.0
        for xb, yb in minibatches(x, labels, batch_size, rng):
            a = forward(parameters, xb)
            e = np.exp(a[-1] - a[-1].max(axis=1, keepdims=True))
            p = e / e.sum(axis=1, keepdims=True)
            total += -np.log(p[np.arange(len(yb)), yb]).sum()
            delta = (p - np.eye(p.shape[1])[yb]) / len(yb)
            gradients = {}
            for l in range(L, 0, -1):
                gradients[f"W{l}"] = a[l - 1].T @ delta
                gradients[f"b{l}"] = delta.sum(axis=0)
                delta = (delta @ parameters[f"W{l}"].T) * a[l - 1] * (1 - a[l - 1])
            parameters = sgd_step(parameters, gradients, learning_rate)
        history.append(total / len(x))
    # loss curve
    plt.plot(history)
    plt.xlabel("epoch")
    plt.show()
    return parameters, history
