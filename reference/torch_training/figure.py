"""What stands in `.grad` from step to step: if it is cleared before each step, and if never."""

import numpy as np
import torch
from torch import nn

from autograder.figures import Curve, Figure, Frame, Plot, told

from .solution import train_step

STEPS, SAMPLES, FEATURES = 100, 60, 4
RATES = [0.02, 0.05, 0.1, 0.2, 0.5]


class NeverCleared(torch.optim.SGD):
    """An optimizer for a loop that forgets to clear."""

    def zero_grad(self, set_to_none=True):
        pass


def data():
    rng = np.random.default_rng(0)
    labels = rng.integers(3, size=SAMPLES)
    x = rng.normal(size=(3, FEATURES))[labels] + 2 * rng.normal(size=(SAMPLES, FEATURES))
    return torch.tensor(x, dtype=torch.float32), torch.tensor(labels)


def trained(optimizer_of, rate):
    """The loss before each step, and the length of all `.grad` just after it."""
    torch.manual_seed(0)
    model = nn.Linear(FEATURES, 3)
    optimizer = optimizer_of(model.parameters(), lr=rate)
    losses, norms = [], []
    for _ in range(STEPS):
        losses.append(train_step(model, nn.CrossEntropyLoss(), optimizer, *data()))
        grads = [p.grad.flatten() for p in model.parameters()]
        norms.append(float(torch.cat(grads).norm()))
    return losses, norms


def frame(rate):
    steps = range(1, STEPS + 1)
    (loss, norm), (loss_kept, norm_kept) = (
        trained(one, rate) for one in (torch.optim.SGD, NeverCleared)
    )
    panels = [
        Plot(
            [Curve("cleared", steps, norm), Curve("never", steps, norm_kept)],
            "step",
            "length of what is in .grad at the step",
            height=160,
        ),
        Plot(
            [Curve("cleared", steps, loss), Curve("never", steps, loss_kept)],
            "step",
            "loss before the step",
            height=160,
        ),
    ]
    return Frame(
        f"{rate:g}",
        panels,
        f"{STEPS} steps of one linear model on the same {SAMPLES} samples with the learning rate "
        f"{rate:g}. Above: if .grad is cleared before each step, its length goes from "
        f"{told(norm[0])} to {told(norm[-1])}; if it never is, old gradients stay in it and it "
        f"reaches {told(max(norm_kept))}. Below: the last loss is {told(loss[-1])} with clearing "
        f"and {told(loss_kept[-1])} without; the highest without is {told(max(loss_kept))}.",
    )


figure = Figure(
    "What is in .grad, with and without clearing",
    [frame(rate) for rate in RATES],
    slider="learning rate",
    shown=RATES.index(0.1),
)
