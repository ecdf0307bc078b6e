"""Back-propagation through a net of any depth.

Rows of x (N, D) are samples, one or more; labels are integers (N,) from 0 to C - 1, and a class may
be without samples. `parameters` is a dict W1, b1, …, WL, bL of one layer or more (one layer is a
net, too, for every function here): W_l of shape (inputs, outputs), b_l of shape (outputs,).
Hidden layers are sigmoid (the plain formula will do: their pre-activations are moderate here), the
output is logits (N, C), the loss is the mean cross-entropy over the batch. float64 in gives float64
out, float32 gives float32. No function changes its arguments; a list for a tuple is right.
"""

import numpy as np

# BEGIN SOLUTION


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _slope(z):
    a = _sigmoid(z)
    return a * (1 - a)


# END SOLUTION


def forward(parameters, x):
    """Return (logits, cache): logits (N, C); the cache is whatever your `backward` needs.

    Each call makes a cache of its own: another forward pass may come before it is used.
    """
    # BEGIN SOLUTION
    depth = len(parameters) // 2
    activations, pre_activations = [x], []
    for layer in range(1, depth + 1):
        z = activations[-1] @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
        pre_activations.append(z)
        if layer < depth:
            activations.append(_sigmoid(z))
    cache = parameters, activations, pre_activations
    return pre_activations[-1], cache
    # END SOLUTION


def loss(parameters, x, labels):
    """Mean cross-entropy over the batch, a float (natural logarithm).

    Right and finite, without floating-point warnings, for logits from -100 to 1000.
    """
    # BEGIN SOLUTION
    logits, _ = forward(parameters, x)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_totals = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    log_p = shifted - log_totals
    of_true_class = log_p[np.arange(len(labels)), labels]
    return float(-of_true_class.mean())
    # END SOLUTION


def output_error(logits, labels):
    """δ_L (N, C): gradient of the mean loss with respect to the logits; 1/N belongs here.

    Right and finite, without floating-point warnings, for logits from -1000 to 1000.
    """
    # BEGIN SOLUTION
    p = _softmax(logits)
    y = np.zeros_like(logits)
    y[np.arange(len(labels)), labels] = 1
    return (p - y) / len(labels)
    # END SOLUTION


def hidden_error(delta_next, W_next, z):
    """δ_l (N, H): gradient of the loss with respect to the pre-activations z (N, H) of a layer.

    delta_next (N, O) is the error of the next layer, W_next (H, O) its weights; z is this layer's
    own pre-activation, not its activation.
    """
    # BEGIN SOLUTION
    return (delta_next @ W_next.T) * _slope(z)
    # END SOLUTION


def layer_gradients(delta, a_previous):
    """(dW, db) of one layer from its error (N, O) and its input (N, I): shapes (I, O) and (O,).

    Both are sums over the batch: 1/N is in the error already.
    """
    # BEGIN SOLUTION
    dW = a_previous.T @ delta
    db = delta.sum(axis=0)
    return dW, db
    # END SOLUTION


def backward(parameters, cache, labels):
    """Gradients of the mean loss: a dict with the keys and shapes of `parameters`, in any order.

    cache: from your own `forward` with the same parameters; it is used for one backward pass only.
    The parameters are not updated.
    """
    # BEGIN SOLUTION
    _, activations, pre_activations = cache
    depth = len(parameters) // 2
    delta = output_error(pre_activations[-1], labels)
    gradients = {}
    for layer in range(depth, 0, -1):
        W, b = f"W{layer}", f"b{layer}"
        a = activations[layer - 1]
        gradients[W], gradients[b] = layer_gradients(delta, a)
        if layer > 1:
            z = pre_activations[layer - 2]
            delta = hidden_error(delta, parameters[W], z)
    return gradients
    # END SOLUTION
