"""Back-propagation through a net of any depth.

Rows of x (N, D) are samples; labels are integers (N,) from 0 to C - 1. `parameters` is a dict
W1, b1, …, WL, bL of one layer or more: W_l of shape (inputs, outputs), b_l of shape (outputs,).
Hidden layers are sigmoid (the plain formula will do: their pre-activations are moderate here), the
output is logits (N, C), the loss is the mean cross-entropy over the batch. float64 in gives float64
out, float32 gives float32. No function changes its arguments; a list for a tuple is right.
"""

import numpy as np


def forward(parameters, x):
    """Return (logits, cache): logits (N, C); the cache is whatever your `backward` needs.

    Each call makes a cache of its own: another forward pass may come before it is used.
    """
    L = len(parameters) // 2
    cache = {"a0": x}
    a = x
    for i in range(1, L + 1):
        z = a @ parameters[f"W{i}"] + parameters[f"b{i}"]
        a = 1 / (1 + np.exp(-z))
        cache[f"z{i}"] = z
        cache[f"a{i}"] = a
    return z, cache


def loss(parameters, x, labels):
    """Mean cross-entropy over the batch, a float (natural logarithm).

    Right and finite, without floating-point warnings, for logits of up to 1000.
    """
    logits, _ = forward(parameters, x)
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return -np.mean(log_p[np.arange(len(labels)), labels])


def output_error(logits, labels):
    """δ_L (N, C): gradient of the mean loss with respect to the logits; 1/N belongs here.

    Right and finite, without floating-point warnings, for logits of ±1000.
    """
    # next: softmax, then minus 1 at the labels
    raise NotImplementedError("output_error")


def hidden_error(delta_next, W_next, z):
    """δ_l (N, H): gradient of the loss with respect to the pre-activations z (N, H) of a layer.

    delta_next (N, O) is the error of the next layer, W_next (H, O) its weights; z is this layer's
    own pre-activation, not its activation.
    """
    raise NotImplementedError("hidden_error")


def layer_gradients(delta, a_previous):
    """(dW, db) of one layer from its error (N, O) and its input (N, I): shapes (I, O) and (O,).

    Both are sums over the batch: 1/N is in the error already.
    """
    return a_previous.T @ delta, np.mean(delta, axis=0)


def backward(parameters, cache, labels):
    """Gradients of the mean loss: a dict with the keys and shapes of `parameters`, in any order.

    cache: from your own `forward` with the same parameters; it is used for one backward pass only.
    The parameters are not updated.
    """
    L = len(parameters) // 2
    delta = output_error(cache[f"z{L}"], labels)
    gradients = {}
    for i in range(L, 0, -1):
        gradients[f"W{i}"], gradients[f"b{i}"] = layer_gradients(delta, cache[f"a{i - 1}"])
        if i > 1:
            delta = hidden_error(delta, parameters[f"W{i}"], cache[f"z{i - 1}"])
    return gradients
