"""An LSTM, forward and back through time: a memory that gradients can travel along.

Rows are samples: N of them, with D features each; H is the number of units and T that of time
steps. Each may be 1.
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


def lstm_step_forward(x, h, c, W, U, b):
    """One time step of an LSTM. Returns (new h, new c, cache).

    Shapes: x (N, D), h and c (N, H), W (D, 4H), U (H, 4H), b (4H,). The columns of x W + h U + b
    are four blocks of H, in the order i, f, g, o: input gate, forget gate, candidate, output gate.
    The three gates are sigmoid, the candidate is tanh.

        new c = f * c + i * g          new h = o * tanh(new c)          (element by element)
    """
    raise NotImplementedError("lstm_step_forward")


def lstm_step_backward(dh, dc, cache):
    """Gradients of one time step.

    dh, dc: (N, H), the gradients with respect to the new h and the new c; dc is what reaches the
    new c from later steps alone, without the way through the new h of this step.
    Returns (dx, dh_previous, dc_previous, dW, dU, db); the second and third are the gradients with
    respect to the h and c that went into the step.
    """
    raise NotImplementedError("lstm_step_backward")


def lstm_forward(x, h0, c0, W, U, b):
    """Run the LSTM over a sequence, from the states h0 and c0 (N, H). Returns (hs, cache).

    x: (N, T, D), T >= 1 time steps, batch first: x[:, t] is the input of step t. hs: (N, T, H), the
    hidden state after each step. W, U, b as in `lstm_step_forward`, the same in all steps.
    """
    raise NotImplementedError("lstm_forward")


def lstm_backward(dhs, cache):
    """Gradients over the whole sequence.

    dhs: (N, T, H); dhs[:, t] is what reaches the hidden state of step t from the loss itself, not
    by way of later steps. The loss does not look at c. Returns (dx, dh0, dc0, dW, dU, db).
    """
    raise NotImplementedError("lstm_backward")
