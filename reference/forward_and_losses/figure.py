"""Probability, loss and gradient of one sample, over the logit of its class."""

import numpy as np

from autograder.figures import Curve, Dot, Figure, Frame, Plot, told

from .solution import cross_entropy, cross_entropy_gradient

OTHERS = (0.0, 0.0)  # the logits of the two other classes
LABEL = np.array([0])
logits = np.linspace(-6, 6, 97)


def at(logit):
    """Probability, loss and slope: of a mean over one sample, the loss is -ln p."""
    row = np.array([[logit, *OTHERS]])
    loss = cross_entropy(row, LABEL)
    return np.exp(-loss), loss, cross_entropy_gradient(row, LABEL)[0, 0]


P, LOSS, SLOPE = np.array([at(one) for one in logits]).T


def frame(logit):
    p, loss, slope = at(logit)
    name = "logit of the true class"
    probability = Plot(
        [Curve("p", logits, P)],
        name,
        "probability of the true class",
        [Dot(logit, p, told(p))],
        y_range=(0.0, 1.0),
        height=150,
    )
    losses = Plot(
        [Curve("loss", logits, LOSS), Curve("slope", logits, SLOPE)],
        name,
        "cross-entropy, and its slope by this logit",
        [Dot(logit, loss, told(loss)), Dot(logit, slope, told(slope), 1)],
    )
    return Frame(
        f"{logit:g}",
        [probability, losses],
        "Three classes; the logits of the two wrong ones are 0, that of the true one goes from -6 "
        f"to 6. Above: its probability rises from {told(P[0])} to {told(P[-1], 3)}. Below: the "
        f"cross-entropy falls from {told(LOSS[0])} to {told(LOSS[-1])}, almost on a straight line "
        f"as long as the guess is wrong, and its slope rises from {told(SLOPE[0])} to "
        f"{told(SLOPE[-1])}. At the logit {logit:g}: probability {told(p)}, loss {told(loss)}, "
        f"slope {told(slope)}.",
    )


places = [float(one) for one in np.arange(-6, 6.5, 1)]
figure = Figure(
    "Loss and probability over one logit",
    [frame(one) for one in places],
    slider="logit of the true class",
    shown=places.index(-2.0),
)
