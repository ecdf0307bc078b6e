import numpy as np

# My cache is a copy of x only: the way back computes the forward pass once more.


def layers(parameters, x):
    """All (input, pre-activation) pairs."""
    a, n = x, 1
    while f"W{n}" in parameters:
        z = np.dot(a, parameters[f"W{n}"]) + parameters[f"b{n}"]
        yield a, z
        a = np.empty_like(z)
        np.exp(np.negative(z), out=a)
        a += 1
        np.reciprocal(a, out=a)
        n += 1


def forward(parameters, x):
    *_, (_, logits) = layers(parameters, x)
    return logits, np.copy(x)


def log_softmax(logits):
    out = logits.copy()
    out -= np.max(out, axis=1)[:, None]
    out -= np.log(np.exp(out).sum(axis=1))[:, None]
    return out


def loss(parameters, x, labels):
    logits, _ = forward(parameters, x)
    return -sum(row[y] for row, y in zip(log_softmax(logits), labels)) / len(labels)


def output_error(logits, labels):
    delta = np.exp(log_softmax(logits))
    mask = np.zeros(delta.shape, dtype=bool)
    mask[np.arange(len(labels)), labels] = True
    delta[mask] -= 1
    delta /= delta.shape[0]
    return delta


def hidden_error(delta_next, W_next, z):
    delta = np.tensordot(delta_next, W_next, axes=([1], [1]))
    delta /= 2 + 2 * np.cosh(z)
    return delta


def layer_gradients(delta, a_previous):
    dW = (a_previous[:, :, None] * delta[:, None, :]).sum(axis=0)
    return [dW, np.add.reduce(delta)]


def backward(parameters, cache, labels):
    stack = list(layers(parameters, cache))
    gradients = dict.fromkeys(parameters)
    delta = output_error(stack[-1][1], labels)
    while stack:
        a, _ = stack.pop()
        n = len(stack) + 1
        gradients[f"W{n}"], gradients[f"b{n}"] = layer_gradients(delta, a)
        if stack:
            delta = hidden_error(delta, parameters[f"W{n}"], stack[-1][1])
    return gradients
