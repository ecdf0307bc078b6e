"""Signs that the reference takes for others, and what its first layer has learnt to look for."""

import torch

from autograder.figures import Figure, Frame, Grid, Grids, told

from .make_data import images_and_labels
from .solution import build_model, fit, predict

TRAINED, MOST = 800, 8
CPU = torch.device("cpu")
IMAGES, LABELS = (torch.from_numpy(one) for one in images_and_labels(seed=1, count=2800))


def trained():
    torch.manual_seed(0)
    model = build_model((1, 8, 8), 10)
    fit(model, IMAGES[:TRAINED], LABELS[:TRAINED], device=CPU, seed=0)
    return model


MODEL = trained()
SEEN, CLASSES = IMAGES[TRAINED:], LABELS[TRAINED:]
GUESSES = predict(MODEL, SEEN, CPU)
WRONG = torch.nonzero(CLASSES != GUESSES).flatten()
[FILTERS] = [
    one.weight.detach()[:, 0]
    for one in MODEL.modules()
    if hasattr(one, "weight") and one.weight.ndim == 4 and one.weight.shape[1] == 1
]


def example(label, beside):
    """A sign of this class that was read right, on a ground as dark as that of the wrong one."""
    dark = SEEN.mean(dim=(1, 2, 3)) > 8
    fitting = CLASSES.eq(label) & GUESSES.eq(label) & (dark == dark[beside])
    return SEEN[torch.nonzero(fitting).flatten()[0], 0]


def frame(number):
    place = int(WRONG[number])
    label, guess = int(CLASSES[place]), int(GUESSES[place])
    signs = Grids(
        [
            Grid(f"{label}, taken for {guess}", SEEN[place, 0]),
            Grid(f"another {label}", example(label, place)),
            Grid(f"another {guess}", example(guess, place)),
        ]
    )
    rows = [
        Grids([Grid(f"{first + n + 1}", FILTERS[first + n]) for n in range(8)]) for first in (0, 8)
    ]
    share = 100 * len(WRONG) / len(GUESSES)
    return Frame(
        f"{number + 1} of {min(MOST, len(WRONG))}",
        [signs, *rows],
        f"A net that was trained on {TRAINED} signs takes {len(WRONG)} of {len(GUESSES):,} others "
        f"for a wrong class ({told(share)} percent). One of them: a sign of class {label} that it "
        f"took for class {guess}, beside one of each that it read right. Below: the {len(FILTERS)} "
        "filters of 3 by 3 weights that its first layer has learnt, in one colour above 0 and in "
        "another below.",
    )


figure = Figure(
    "What the net reads wrong, and its filters",
    [frame(number) for number in range(min(MOST, len(WRONG)))],
    slider="wrong guess",
)
