"""The learning rate of each step, and the loss of a training that follows it."""

import numpy as np
import torch
from torch import nn

from autograder.figures import Curve, Figure, Frame, Plot, told

from .solution import accumulated_step, make_scheduler

STEPS, SAMPLES, FEATURES, CLASSES, PEAK, FLOOR = 80, 96, 6, 3, 0.1, 0.05
WARMUPS = [0, 5, 10, 20, 40]


def batches():
    """Noisy samples, the same ones in every training, in batches of 16 by threes."""
    rng = np.random.default_rng(0)
    labels = rng.integers(CLASSES, size=SAMPLES)
    x = rng.normal(size=(CLASSES, FEATURES))[labels] + 1.2 * rng.normal(size=(SAMPLES, FEATURES))
    x, labels = torch.tensor(x, dtype=torch.float32), torch.tensor(labels)
    pairs = list(zip(x.split(16), labels.split(16), strict=True))
    return pairs[:3], pairs[3:]


def trained(warmup):
    """The learning rate and the loss of each step."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(FEATURES, 16), nn.Tanh(), nn.Linear(16, CLASSES))
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK)
    scheduler = make_scheduler(optimizer, warmup, STEPS, FLOOR)
    rates, losses, groups = [], [], batches()
    for step in range(STEPS):
        rates.append(optimizer.param_groups[0]["lr"])
        losses.append(
            accumulated_step(model, nn.CrossEntropyLoss(), optimizer, groups[step % 2], 1.0)[0]
        )
        scheduler.step()
    return rates, losses


def frame(warmup):
    rates, losses = trained(warmup)
    steps = range(STEPS)
    return Frame(
        str(warmup),
        [
            Plot([Curve("rate", steps, rates)], "step", "learning rate", height=160),
            Plot([Curve("loss", steps, losses)], "step", "loss before the step", height=160),
        ],
        f"Two plots over {STEPS} steps of AdamW with a warm-up of {warmup} steps. Above: the "
        f"learning rate begins at {told(rates[0])}, is highest at step {int(np.argmax(rates))} "
        f"with {told(max(rates))}, and ends at {told(rates[-1])}, half a cosine later. Below: "
        f"the loss is {told(losses[0])} at first, {told(losses[10])} at step 10 and "
        f"{told(losses[-1])} at the last.",
    )


figure = Figure(
    "A schedule and the training that follows it",
    [frame(warmup) for warmup in WARMUPS],
    slider="steps of warm-up",
    shown=WARMUPS.index(10),
)
