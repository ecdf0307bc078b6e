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

# BEGIN SOLUTION


def _moved(running, mean, variance, momentum):
    return {
        "mean": momentum * running["mean"] + (1 - momentum) * mean,
        "var": momentum * running["var"] + (1 - momentum) * variance,
    }


# END SOLUTION


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
    # BEGIN SOLUTION
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        running = _moved(running, mean, variance, momentum)
    else:
        mean, variance = running["mean"], running["var"]
    deviation = np.sqrt(variance + epsilon)
    centred = x - mean
    out = gamma * centred / deviation + beta
    cache = centred, gamma, deviation
    return out, cache, running
    # END SOLUTION


def batch_norm_backward(upstream, cache):
    """Gradients of batch normalisation in training, where mean and variance depend on x.

    upstream: (N, D). Returns (dx, dgamma, dbeta) of shapes (N, D), (D,) and (D,).
    """
    # BEGIN SOLUTION
    centred, gamma, deviation = cache
    normalised = centred / deviation
    dgamma, dbeta = (upstream * normalised).sum(axis=0), upstream.sum(axis=0)
    dnormalised = upstream * gamma
    along = (dnormalised * normalised).mean(axis=0)
    dx = (dnormalised - dnormalised.mean(axis=0) - along * normalised) / deviation
    return dx, dgamma, dbeta
    # END SOLUTION


def residual_forward(x, W1, b1, W2, b2):
    """A residual block: x + relu(x W1 + b1) W2 + b2. Returns (out, cache), out (N, D).

    Shapes: x (N, D), W1 (D, H), b1 (H,), W2 (H, D), b2 (D,).
    """
    # BEGIN SOLUTION
    z = x @ W1 + b1
    a = np.maximum(z, 0)
    out = x + a @ W2 + b2
    cache = x, W1, W2, z, a
    return out, cache
    # END SOLUTION


def residual_backward(upstream, cache):
    """Gradients of the residual block; the slope of relu at 0 is 0.

    upstream: (N, D). Returns (dx, dW1, db1, dW2, db2).
    """
    # BEGIN SOLUTION
    x, W1, W2, z, a = cache
    dW2, db2 = a.T @ upstream, upstream.sum(axis=0)
    da = upstream @ W2.T
    dz = da * (z > 0)
    dW1, db1 = x.T @ dz, dz.sum(axis=0)
    dx = upstream + dz @ W1.T
    return dx, dW1, db1, dW2, db2
    # END SOLUTION
