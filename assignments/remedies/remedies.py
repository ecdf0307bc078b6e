"""Two remedies for vanishing gradients: batch normalisation and residual connections.

Rows are samples: N of them, with D features each; H is the number of hidden units. Each may be 1.
Arrays are float64; the forward functions also give float32 for float32. No function changes its
arguments.

Each forward function returns a `cache`, and the backward function of the same name gets it back.
Its form is yours: put in whatever your own backward function will need. Any number of forward
passes may come before a backward pass, so everything belongs in the cache and nothing in
global variables.

A backward function gets the gradient of a loss with respect to the outputs of its forward function
(the upstream gradient) and returns the gradients with respect to the inputs, each in the shape of
its input. The loss is summed or averaged elsewhere: here nothing is divided by N on that account.
"""

import numpy as np


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    """Normalise each feature, then scale it by gamma and shift it by beta. x (N, D), N >= 1.

    Returns (out, cache, running): out (N, D) = gamma * (x - mean) / sqrt(variance + epsilon) + beta
    with gamma and beta (D,) and one mean and one variance for each feature:

    - training is True: mean and variance over the rows of x. The variance divides by N, here and in
      `running`. The new running averages are momentum * old + (1 - momentum) * that of the batch.
    - training is False: mean and variance are the running averages as they are given, so no row
      depends on the others; they come back with the same numbers. The cache may be anything.

    running: a dict {"mean": (D,), "var": (D,)}; the one that comes back has the same keys.
    """
    raise NotImplementedError("batch_norm_forward")


def batch_norm_backward(upstream, cache):
    """Gradients of batch normalisation in training, where mean and variance depend on x.

    upstream: (N, D). Returns (dx, dgamma, dbeta) of shapes (N, D), (D,) and (D,).
    """
    raise NotImplementedError("batch_norm_backward")


def residual_forward(x, W1, b1, W2, b2):
    """A residual block: x + relu(x W1 + b1) W2 + b2. Returns (out, cache), out (N, D).

    Shapes: x (N, D), W1 (D, H), b1 (H,), W2 (H, D), b2 (D,).
    """
    raise NotImplementedError("residual_forward")


def residual_backward(upstream, cache):
    """Gradients of the residual block; the slope of relu at 0 is 0.

    upstream: (N, D). Returns (dx, dW1, db1, dW2, db2).
    """
    raise NotImplementedError("residual_backward")
