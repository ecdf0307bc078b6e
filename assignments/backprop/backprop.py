"""Back-propagation through a net of any depth.

Rows of x (N, D) are samples; labels are integers (N,). `parameters` is a dict W1, b1, …, WL, bL:
W_l of shape (inputs, outputs) and b_l of shape (outputs,). Hidden layers are sigmoid, the output is
logits (N, C), the loss is the mean cross-entropy. No function changes its arguments.
"""

import numpy as np


def forward(parameters, x):
    """Return (logits, cache): logits (N, C); the cache is whatever your `backward` needs."""
    raise NotImplementedError("forward")


def loss(parameters, x, labels):
    """Mean cross-entropy over the batch, a float."""
    raise NotImplementedError("loss")


def output_error(logits, labels):
    """δ_L (N, C): gradient of the mean loss with respect to the logits; 1/N belongs here."""
    raise NotImplementedError("output_error")


def hidden_error(delta_next, W_next, z):
    """δ_l (N, H) from the next error (N, O), its weights (H, O) and the own z (N, H)."""
    raise NotImplementedError("hidden_error")


def layer_gradients(delta, a_previous):
    """(dW, db) of one layer from its error (N, O) and its input (N, I): shapes (I, O) and (O,)."""
    raise NotImplementedError("layer_gradients")


def backward(parameters, cache, labels):
    """Gradients of the mean loss: a dict with the keys and shapes of `parameters`."""
    raise NotImplementedError("backward")
