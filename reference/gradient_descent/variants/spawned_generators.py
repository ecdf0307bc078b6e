import numpy as np


def sgd_step(parameters, gradients, learning_rate):
    return _zip_map(lambda p, g: p - learning_rate * g, parameters, gradients)


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    velocity = _zip_map(lambda v, g: momentum * v + g, velocity, gradients)
    parameters = _zip_map(lambda p, v: p - learning_rate * v, parameters, velocity)
    return parameters, velocity


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    if state is None:
        state = make_adam()
    return state(parameters, gradients, learning_rate, beta1, beta2, epsilon), state


def make_adam():
    """the state is a function that remembers"""
    t = 0
    m = v = None

    def update(parameters, gradients, lr, b1, b2, eps):
        nonlocal t, m, v
        t += 1
        zero = {k: 0.0 for k in gradients}
        m = _zip_map(lambda a, g: b1 * a + (1 - b1) * g, m or zero, gradients)
        v = _zip_map(lambda a, g: b2 * a + (1 - b2) * g * g, v or zero, gradients)
        m_hat = {k: a / (1 - b1**t) for k, a in m.items()}
        v_hat = {k: a / (1 - b2**t) for k, a in v.items()}
        direction = _zip_map(lambda a, b: a / (np.sqrt(b) + eps), m_hat, v_hat)
        return sgd_step(parameters, direction, lr)

    return update


def _zip_map(f, first, second):
    return {k: f(first[k], second[k]) for k in first}


def minibatches(x, labels, batch_size, rng):
    # a child generator for every call, and an order drawn sample by sample
    child, = rng.spawn(1)
    waiting = list(zip(x, labels))
    while waiting:
        batch = [waiting.pop(child.integers(len(waiting))) for _ in range(min(batch_size, len(waiting)))]
        rows, theirs = zip(*batch)
        yield np.stack(rows), np.array(theirs)


def loss_of(parameters, x, labels):
    return run(parameters, x, labels)[0]


def gradients_of(parameters, x, labels):
    return run(parameters, x, labels)[1]


def run(parameters, x, labels):
    depth = max(int(name[1:]) for name in parameters)
    hidden = {0: x}
    for l in range(1, depth):
        hidden[l] = 1.0 / (1.0 + np.exp(-np.dot(hidden[l - 1], parameters[f"W{l}"]) - parameters[f"b{l}"]))
    logits = np.dot(hidden[depth - 1], parameters[f"W{depth}"]) + parameters[f"b{depth}"]
    loss = np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(x)), labels]
    delta = np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, None])
    delta -= np.equal.outer(labels, np.arange(logits.shape[1]))
    gradients = {}
    for l in range(depth, 0, -1):
        gradients[f"b{l}"] = delta.mean(0)
        gradients[f"W{l}"] = hidden[l - 1].T.dot(delta) / len(x)
        if l > 1:
            delta = delta.dot(parameters[f"W{l}"].T) * (hidden[l - 1] - hidden[l - 1] ** 2)
    return float(loss.mean()), gradients


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    def epoch(current):
        total = 0.0
        for some, theirs in minibatches(x, labels, batch_size, rng):
            total += loss_of(current, some, theirs) * theirs.size
            current = sgd_step(current, gradients_of(current, some, theirs), learning_rate)
        return current, total / labels.size

    history = []
    while len(history) < epochs:
        parameters, mean = epoch(parameters)
        history.append(mean)
    return parameters, history
