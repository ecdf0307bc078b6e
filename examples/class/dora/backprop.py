import numpy as np


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def forward(parameters, x):
    """Return (logits, cache): logits (N, C); the cache is whatever your `backward` needs."""
    hidden = []
    a = x
    depth = len(parameters) // 2
    for layer in range(1, depth):
        a = 1 / (1 + np.exp(-(a @ parameters[f"W{layer}"] + parameters[f"b{layer}"])))
        hidden.append(a)
    logits = a @ parameters[f"W{depth}"] + parameters[f"b{depth}"]
    return logits, (x, hidden, logits)


def loss(parameters, x, labels):
    """Mean cross-entropy over the batch, a float."""
    logits, _ = forward(parameters, x)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_total = np.log(np.exp(shifted).sum(axis=1))
    return float((log_total - shifted[np.arange(len(labels)), labels]).mean())


def output_error(logits, labels):
    """δ_L (N, C): gradient of the mean loss with respect to the logits; 1/N belongs here."""
    target = np.zeros_like(logits)
    target[np.arange(len(labels)), labels] = 1
    return (softmax(logits) - target) / len(labels)


def hidden_error(delta_next, W_next, z):
    """δ_l (N, H) from the next error (N, O), its weights (H, O) and the own z (N, H)."""
    a = 1 / (1 + np.exp(-z))
    return delta_next @ W_next.T * a * (1 - a)


def layer_gradients(delta, a_previous):
    """(dW, db) of one layer from its error (N, O) and its input (N, I): shapes (I, O) and (O,)."""
    return np.transpose(a_previous) @ delta, np.sum(delta, axis=0)


def backward(parameters, cache, labels):
    """Gradients of the mean loss: a dict with the keys and shapes of `parameters`."""
    x, hidden, logits = cache
    inputs = [x] + hidden
    delta = output_error(logits, labels)
    gradients = {}
    for layer in range(len(inputs), 0, -1):
        a = inputs[layer - 1]
        gradients[f"W{layer}"], gradients[f"b{layer}"] = layer_gradients(delta, a)
        # a already is sigmoid(z), so no need for z here
        delta = delta @ parameters[f"W{layer}"].T * a * (1 - a)
    return gradients
