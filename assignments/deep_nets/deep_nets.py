"""Deep nets: what reaches the far end of many layers, and what makes it arrive.

A deep net is a chain of L blocks, one or more, all of the width D. Block l has a weight W_l (D, D)
and a bias b_l (D,), and turns x_(l−1) into x_l, both (N, D). Rows are the N samples. The arrays
x_0, …, x_L are the *stream*. There are four kinds of nets; r is ReLU, and s a number, the branch
scale:

    kind            h_l                 x_l
    "plain"         x_(l−1)             r(h_l) W_l + b_l
    "normalised"    LN_l(x_(l−1))       r(h_l) W_l + b_l
    "residual"      x_(l−1)             x_(l−1) + s · (r(h_l) W_l + b_l)
    "pre-norm"      LN_l(x_(l−1))       x_(l−1) + s · (r(h_l) W_l + b_l)

LN_l is `layer_norm_forward` with ε = 1e-5 and with γ_l and β_l, both (D,). What stands in the
brackets, or alone, is the *branch* F_l. The argument `scale` is s; in the kinds without an s it is
some number that does not count.

`parameters` is a dict with the keys W1, b1, …, WL, bL, and for the kinds with LN also gamma1,
beta1, …, gammaL, betaL, in any order. N and D may be 1. Arrays are float64 where nothing else is
said. No function changes what it is given. Instead of a list a tuple may come back, and vice versa.
"""

import numpy as np


def layer_norm_forward(x, gamma, beta, epsilon=1e-5):
    """Normalise each row, then scale each feature by gamma and shift it by beta.

    Returns out (N, D) = gamma * (x − mean) / sqrt(variance + epsilon) + beta, for x (N, D) and for
    gamma and beta (D,). There are one mean and one variance for each row, over its D features. The
    variance divides by D. With D = 1 every row of out is beta. float32 gives float32.
    """
    raise NotImplementedError("layer_norm_forward")


def layer_norm_backward(upstream, x, gamma, epsilon=1e-5):
    """Gradients of layer normalisation. Returns (dx, dgamma, dbeta) of shapes (N, D), (D,), (D,).

    `upstream` (N, D) is the gradient of a loss with respect to out; x, gamma and epsilon are those
    of the forward pass. Mean and variance depend on x. The loss may be a mean over the samples, but
    that is in `upstream` already: nothing is divided by N here.
    """
    raise NotImplementedError("layer_norm_backward")


def deep_forward(parameters, x, kind, scale):
    """The stream of a deep net: a list of the L + 1 arrays x_0, …, x_L, each (N, D); x_0 is x.

    `kind` is one of the four strings above, `scale` a number. float32 parameters and x give a
    float32 stream.
    """
    raise NotImplementedError("deep_forward")


def deep_backward(parameters, stream, upstream, kind, scale):
    """Back through a deep net. Returns (gradients, flow).

    `stream` is what `deep_forward` returned for these parameters, kind and scale. Nothing else of
    the forward pass was kept: whatever else is needed is worked out from the stream once more.
    `upstream` (N, D) is the gradient of a loss with respect to x_L, and the loss looks at nothing
    but x_L. The slope of ReLU at 0 is 0.

    `gradients` is a dict with the keys and shapes of `parameters`, in any order. `flow` is a list
    of L + 1 arrays (N, D): number l, from 0, is the gradient of the loss with respect to x_l, by
    all ways from there to the loss. So the last is `upstream`, the first the gradient of the input.
    """
    raise NotImplementedError("deep_backward")


def sizes(arrays):
    """How large the numbers of each array are. Returns an array with one size for each of them.

    `arrays` is a list of one or more arrays, such as a stream or a flow; their shapes may differ.
    The size of an array is the square root of the mean of the squares of all its elements; no mean
    is taken away. Deep nets explode: elements may be as large as 1e200 or as small as 1e-200, and
    their sizes are right nevertheless, without a floating-point warning. Of zeros the size is 0.
    """
    raise NotImplementedError("sizes")


def mean_cosine(x):
    """How much alike the samples are: the mean cosine between different rows of x, a float.

    The cosine of two rows u and v is u·v / (|u| |v|): 1 if they point the same way, 0 at a right
    angle, −1 if they are opposite. The mean is over all pairs of two rows at different places (no
    row makes a pair with itself, but two equal rows do). x is (N, D) with N ≥ 2, and no row is all
    zeros.
    """
    raise NotImplementedError("mean_cosine")


def dead_share(h):
    """The share (0 to 1, a float) of the D units that are dead for all N samples.

    h (N, D) is what goes into a ReLU. A unit (a column) is dead if it passes no gradient for any of
    the samples: all its numbers are below 0, or exactly 0.
    """
    raise NotImplementedError("dead_share")


def branch_scale(depth, growth, kind):
    """The branch scale s > 0 that lets the stream grow by as much as you want. Returns a float.

    Wanted is a net of `depth` blocks, of the kind "residual" or "pre-norm", whose x_L has `growth`
    times the mean square of x_0. `growth` is a number above 1, `depth` an integer of 1 or more.
    Calculate with means over all nets with He's weights, biases 0, and γ = 1, β = 0:

    - the branch F_l of a residual net has the mean square of x_(l−1), the input of its block;
    - the branch F_l of a pre-norm net has the mean square 1, and so has x_0;
    - the mean square of x_(l−1) + s·F_l is the sum of those of x_(l−1) and of s·F_l.
    """
    raise NotImplementedError("branch_scale")


def calibrate(parameters, x, kind, scale):
    """Cure a net whose weights are too large or too small, by what they make of some data x (N, D).

    Returns new parameters, a dict with the keys and shapes of `parameters`. Every W_l is multiplied
    by a positive number of its own, such that r(h_l) W_l, without the bias, has the mean square 1
    over all its N·D elements together. This holds in the net with the *new* weights, with x as x_0:
    block 1 is first, its new weight decides on x_1, and x_1 on block 2. All other parameters keep
    their numbers. `kind` and `scale` are as in `deep_forward`. r(h_l) W_l is never all zeros here.
    """
    raise NotImplementedError("calibrate")
