"""What is verified about text classification, and what it is worth.

The texts are snippets of 40 characters of Python's own library, prose and code (see the handout and
`make_data.py`). Files are drawn with the key, and all snippets of a file are held out or none; and
so is the number that each class gets, a new one for each training: what a model knows it has from
its training.

`autograder/held_out.py` has the rule by which guesses are judged, and how seldom it is unjust.
"""

import hashlib
from pathlib import Path

import numpy as np

from autograder.rubric import Limits, Rubric, case

rubric = Rubric(
    "text_classification",
    title="Text classification",
    frameworks=("torch",),
    # Three trainings (one is drawn) of 15 s at most; the reference takes two seconds for each.
    limits=Limits(load_s=30.0, task_s=120.0, case_s=90.0, total_s=200.0, memory_bytes=4 << 30),
)

DATA = Path(__file__).resolve().parents[2] / "assignments" / "text_classification" / "data.npz"
# Of the arrays' bytes: other data must change this text, and with it every key.
DIGEST = "030a25aaf819d3f0280a5265e7420b749b2be16d84d74b2fc45f0e4d9e32c5a5"
CLASSES = 2
HELD_OUT_FILES = 50
ROUNDS = 2


def snippets():
    with np.load(DATA) as data:
        texts, labels, files = data["texts"], data["labels"], data["files"]
    found = hashlib.sha256(texts.tobytes() + labels.tobytes() + files.tobytes()).hexdigest()
    if found != DIGEST:
        raise ValueError(f"{DATA.name} holds other texts than the rubric was written for")
    return texts, labels, files


def some(rng, count):
    texts, labels, _ = snippets()
    chosen = rng.permutation(len(labels))[:count]
    return texts[chosen], labels[chosen]


def seed(rng):
    return int(rng.integers(1 << 31))


def held_out(rng):
    texts, labels, files = snippets()
    aside = np.isin(files, rng.permutation(files.max() + 1)[:HELD_OUT_FILES])
    # The second training has the classes' numbers exchanged.
    named = np.stack([labels, CLASSES - 1 - labels])[rng.permutation(ROUNDS)]
    made = case(
        texts=texts[~aside],
        labels=named[:, ~aside],
        held_out=texts[aside],
        seeds=[seed(rng) for _ in range(ROUNDS)],
    )
    return [made.with_truth(named[:, aside])]


def sizes(rng):
    return [
        case(vocabulary_size=size, classes=classes, length=length, seed=seed(rng))
        for size, classes, length in [(95, 2, 40), (30, 5, 7), (200, 3, 61)]
    ]


def one_size(rng):
    return [case(vocabulary_size=95, classes=2, length=40, seed=seed(rng))]


def training(count):
    def cases(rng):
        texts, labels = some(rng, count)
        return [case(texts=texts, labels=labels, seed=seed(rng))]

    return cases


def blends(rng, count):
    """Half of one text and half of another: where a model hesitates, chance and company show."""
    texts, _ = some(rng, 2 * count)
    return np.concatenate([texts[:count, :20], texts[count:, 20:]], axis=1)


def asking(*counts):
    def cases(rng):
        return [case(texts=blends(rng, count), seed=seed(rng)) for count in counts]

    return cases


def asking_in_both_modes(rng):
    return [
        case(texts=blends(rng, 60), seed=seed(rng), training=training) for training in (True, False)
    ]


def hints(question, section, example):
    return (question, f"Read “{section}” in README.md.", example)


(
    rubric.task(
        "build_model",
        points=4,
        call="run_model",
        hints=hints(
            "How many numbers leave your last layer for one text?",
            "The model",
            "A batch (5, 7) with 5 classes gives logits (5, 5). Print each layer's shape.",
        ),
    )
    .matches(sizes, title="logits for texts of any length, in which order counts", weight=3)
    .matches(
        one_size,
        title="moves to a device as a whole",
        call="run_model_on_device",
        side=True,
        weight=1,
    )
)
(
    rubric.task(
        "fit",
        points=10,
        after="build_model",
        call="run_guesses",
        hints=hints(
            "What are the loss, and the accuracy on the training texts, after each epoch?",
            "Training",
            "Train on 20 texts only: the loss must come close to 0. Does it?",
        ),
    )
    .learns(held_out, share=0.5, title="has learnt something", weight=2)
    .learns(held_out, share=0.96, title="comes close to the reference", weight=4)
    .matches(training(300), title="how it trains", call="run_training_habits", side=True, weight=3)
    .matches(
        training(120), title="the seed decides on everything", call="run_seeds", side=True, weight=2
    )
    .matches(
        training(50),
        title="goes where it is told to",
        call="run_training_on_device",
        side=True,
        weight=2,
    )
)
(
    rubric.task(
        "predict",
        points=6,
        call="run_predictions",
        hints=hints(
            "What of the model may be different after it has been asked?",
            "Guessing",
            "Ask for one text alone and for the same text among others: are the guesses equal?",
        ),
    )
    .matches(asking(300, 1, 33), title="the most likely classes", weight=3)
    .matches(
        asking_in_both_modes,
        title="leaves no trace, and judges each text by itself",
        call="run_predicting_habits",
        side=True,
        weight=3,
    )
    .matches(
        asking(20),
        title="goes where it is told to",
        call="run_predicting_on_device",
        side=True,
        weight=2,
    )
)


def example(rng):
    texts, labels = some(rng, 500)
    return case(texts=texts, labels=labels, seed=seed(rng))


rubric.figure(
    "Learning curves",
    x_axis="epoch",
    y_axis="mean loss of the training texts",
    call="run_curve",
    curves=lambda rng: {"yours": example(rng)},
    beside="the reference",
    logarithmic=True,
)
