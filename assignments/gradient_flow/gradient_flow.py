"""Gradient flow: how large the gradients of each layer are, and what keeps them in bounds.

`parameters` and `gradients` are dicts with the keys W1, b1, …, WL, bL, not always in this order.
There is one layer or more. W_l is (inputs, outputs), b_l (outputs,). Rows of x (N, D) are samples,
one or more; labels are integers (N,), and a class may be without samples. No function changes what
it is given. Arrays are float64 where nothing else is said.
"""

import numpy as np


def layer_gradient_norms(parameters, x, labels, activation):
    """How large the weight gradient of each layer is. Returns an array (L,), the first layer first.

    The net and its loss are those of the topic `backprop`, logits and the mean cross-entropy over
    the N samples, but all hidden layers (perhaps none) have the activation that is named:
    "sigmoid", "tanh" or "relu", whose slope at 0 is 0.

    Number l of the L is the Frobenius norm of ∂loss/∂W_l: the root of the sum of the squares of all
    its elements. Biases do not count. Logits may be as large as ±1000: the norms are right there,
    too, and no floating-point warning occurs. Pre-activations of hidden layers stay within ±500, so
    the plain formula of the sigmoid will do.

    Write the forward and the backward pass in this file. If your own backprop.py helps, import it
    and submit it beside this file.
    """
    raise NotImplementedError("layer_gradient_norms")


def xavier_init(fan_in, fan_out, rng):
    """Weights (fan_in, fan_out) after Xavier Glorot, float64.

    Every weight is drawn on its own from the normal distribution (neither a uniform nor a truncated
    one) with mean 0 and standard deviation √(2 / (fan_in + fan_out)). fan_in is the number of
    inputs of each neuron, fan_out that of the neurons; both are at least 1.

    `rng` is a numpy.random.Generator and the only source of chance; how you draw from it is up to
    you. Equal generators give equal weights, and each further call with the same generator gives
    other ones.
    """
    raise NotImplementedError("xavier_init")


def he_init(fan_in, fan_out, rng):
    """Weights (fan_in, fan_out) after Kaiming He, float64.

    As `xavier_init`, but with the standard deviation √(2 / fan_in).
    """
    raise NotImplementedError("he_init")


def global_norm(gradients):
    """The length of all gradients together, as if they were one long vector: a float.

    That is the root of the sum of the squares of all elements, of weights and biases alike.
    """
    raise NotImplementedError("global_norm")


def clip_by_global_norm(gradients, max_norm):
    """Shorten the gradients if they are too long. Returns (clipped, norm).

    `norm` is the global norm of the gradients as they came in, before any clipping; `max_norm` is
    a number above 0. Where norm > max_norm, every element of every array is multiplied by one and
    the same factor, so that the global norm becomes max_norm exactly (up to rounding: no ε is added
    anywhere). Otherwise the numbers stay as they are; gradients that are all zero stay zero, and no
    floating-point warning occurs.

    `clipped` is a dict with the keys, shapes and dtypes of `gradients`: float64 stays float64, and
    float32 stays float32.
    """
    raise NotImplementedError("clip_by_global_norm")


def classify_gradient_flow(norms):
    """What becomes of the gradient on its way back through the layers: one of three strings.

    `norms` is an array (L,) as `layer_gradient_norms` returns it; the first may be 0, the last is
    above 0. With r = norms[0] / norms[-1], the answer is "vanishing" if r < 1e-2, "exploding" if
    r > 1e2 and "healthy" otherwise, so also at either limit. The layers between do not count.
    """
    raise NotImplementedError("classify_gradient_flow")
