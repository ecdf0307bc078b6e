import numpy as np


def sigmoid(z):
    return 0.5 * np.tanh(0.5 * z) + 0.5


def forward(parameters, x, layer=1):
    """Logits of the layers from `layer` on; the cache of a layer holds that of the rest."""
    z = x @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
    if f"W{layer + 1}" not in parameters:
        return z, (x, z, None)
    logits, rest = forward(parameters, sigmoid(z), layer + 1)
    return logits, (x, z, rest)


def loss(parameters, x, labels):
    logits = forward(parameters, x)[0]
    return float(np.mean(np.logaddexp.reduce(logits, axis=1) - np.choose(labels, logits.T)))


def output_error(logits, labels):
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    hit = labels[:, None] == np.arange(logits.shape[1])
    return np.where(hit, np.exp(log_p) - 1, np.exp(log_p)) / len(labels)


def hidden_error(delta_next, W_next, z):
    s = sigmoid(z)
    return (W_next @ delta_next.T).T * (s - s * s)


def layer_gradients(delta, a_previous):
    if len(delta) == 1:
        return np.outer(a_previous[0], delta[0]), delta[0]
    half = len(delta) // 2
    first = layer_gradients(delta[:half], a_previous[:half])
    second = layer_gradients(delta[half:], a_previous[half:])
    return first[0] + second[0], first[1] + second[1]


def backward(parameters, cache, labels):
    gradients = {}

    def go(layer, cache):
        """Fills in the gradients from `layer` on, and returns this layer's error."""
        x, z, rest = cache
        if rest is None:
            delta = output_error(z, labels)
        else:
            delta = hidden_error(go(layer + 1, rest), parameters[f"W{layer + 1}"], z)
        gradients[f"W{layer}"], gradients[f"b{layer}"] = layer_gradients(delta, x)
        return delta

    go(1, cache)
    return gradients
