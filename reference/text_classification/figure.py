"""What the reference thinks of a text after each character."""

import numpy as np
import torch

from autograder.figures import Curve, Dot, Figure, Frame, Plot

from .make_data import VOCABULARY, language, texts_and_labels
from .solution import build_model, fit

SEED, TRAINED, SHOWN, FIRST = 1, 600, 6, 33
CPU = torch.device("cpu")
TEXTS, LABELS = (torch.from_numpy(one) for one in texts_and_labels(seed=SEED, count=2600))
MARKS, _ = language(np.random.default_rng(SEED))


def trained():
    torch.manual_seed(0)
    model = build_model(VOCABULARY, 2)
    fit(model, TEXTS[:TRAINED], LABELS[:TRAINED], device=CPU, seed=0)
    return model.eval()


MODEL = trained()


def probabilities(text):
    """Of class 1, after each character."""
    with torch.no_grad():
        logits = [MODEL(text[None, : n + 1])[0] for n in range(len(text))]
    return torch.stack(logits).softmax(dim=1)[:, 1].numpy()


def frame(number):
    text, label = TEXTS[TRAINED + number], int(LABELS[TRAINED + number])
    p = probabilities(text)
    places = {kind: np.flatnonzero(text.numpy() == mark) for kind, mark in enumerate(MARKS)}
    dots = [Dot(n, p[n], str(kind), 1 + kind) for kind, some in places.items() for n in some]
    last = max(n for some in places.values() for n in some)
    plot = Plot(
        [Curve("", range(len(text)), p)],
        "characters of the text (0 and 1: marks of the classes)",
        "probability of class 1 after this character",
        dots,
        y_range=(0.0, 1.0),
        x_names=[chr(FIRST - 1 + int(one)) if int(one) else "_" for one in text],
    )
    marks = ", ".join(
        f"{kind} at {n + 1}"
        for n, kind in sorted((n, k) for k, some in places.items() for n in some)
    )
    return Frame(
        str(number + 1),
        [plot],
        f"A text of {len(text)} characters, and the probability of class 1 that a trained net "
        f"gives after each. Marks of the classes: {marks}. Its class is {label}, "
        "that of the last mark. "
        f"The probability is {p[0]:.3f} after the first character, {p[last]:.3f} after the last "
        f"mark and {p[-1]:.3f} at the end.",
    )


figure = Figure(
    "What a net thinks while it reads",
    [frame(number) for number in range(SHOWN)],
    slider="text",
)
