"""What is verified about image classification, and what it is worth.

The images are the 1797 handwritten digits that scikit-learn has, too (see the handout for their
source). Which of them are held out is drawn with the key; so is the number that each class gets, a
new one for each training: what a model knows it has from its training.

`autograder/held_out.py` has the rule by which guesses are judged, and how seldom it is unjust.
"""

import hashlib
from pathlib import Path

import numpy as np

from autograder.rubric import Limits, Rubric, case

rubric = Rubric(
    "image_classification",
    title="Image classification",
    frameworks=("torch",),
    # Three trainings (one is drawn) of 10 s at most; the reference takes one second for each.
    limits=Limits(load_s=30.0, task_s=60.0, case_s=40.0, total_s=120.0, memory_bytes=4 << 30),
)

DATA = Path(__file__).resolve().parents[2] / "assignments" / "image_classification" / "data.npz"
# Of the arrays' bytes: other data must change this text, and with it every key.
DIGEST = "87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826"
CLASSES = 10
HELD_OUT = 597
ROUNDS = 2


def digits():
    with np.load(DATA) as data:
        images, labels = data["images"], data["labels"]
    found = hashlib.sha256(images.tobytes() + labels.tobytes()).hexdigest()
    if found != DIGEST:
        raise ValueError(f"{DATA.name} holds other images than the rubric was written for")
    return images, labels


def some(rng, count):
    images, labels = digits()
    chosen = rng.permutation(len(labels))[:count]
    return images[chosen], labels[chosen]


def seed(rng):
    return int(rng.integers(1 << 31))


def held_out(rng):
    images, labels = some(rng, len(digits()[1]))
    numbers = np.stack([rng.permutation(CLASSES) for _ in range(ROUNDS)]).astype(np.uint8)
    named = numbers[:, labels]
    made = case(
        images=images[HELD_OUT:],
        labels=named[:, HELD_OUT:],
        held_out=images[:HELD_OUT],
        seeds=[seed(rng) for _ in range(ROUNDS)],
    )
    return [made.with_truth(named[:, :HELD_OUT])]


def shapes(rng):
    return [
        case(shape=shape, classes=classes, seed=seed(rng))
        for shape, classes in [((1, 8, 8), 10), ((3, 12, 8), 4), ((1, 9, 16), 2)]
    ]


def one_shape(rng):
    return [case(shape=(1, 8, 8), classes=10, seed=seed(rng))]


def training(count):
    def cases(rng):
        images, labels = some(rng, count)
        return [case(images=images, labels=labels, seed=seed(rng))]

    return cases


def blends(rng, count):
    """Two digits in one image: where a model hesitates, chance and company show."""
    images, _ = some(rng, 2 * count)
    return (images[:count].astype(int) + images[count:] + 1).astype(np.uint8) // 2


def asking(*counts):
    def cases(rng):
        return [case(images=blends(rng, count), seed=seed(rng)) for count in counts]

    return cases


def asking_in_both_modes(rng):
    return [
        case(images=blends(rng, 60), seed=seed(rng), training=training)
        for training in (True, False)
    ]


def hints(question, section, example):
    return (question, f"Read “{section}” in README.md.", example)


(
    rubric.task(
        "build_model",
        points=4,
        call="run_model",
        hints=hints(
            "How many numbers leave your last layer for one image?",
            "The model",
            "A batch (5, 3, 12, 8) with 4 classes gives logits (5, 4). Print each layer's shape.",
        ),
    )
    .matches(shapes, title="logits for images of any shape", weight=3)
    .matches(
        one_shape,
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
            "What are the loss, and the accuracy on the training images, after each epoch?",
            "Training",
            "Train on 20 images only: the loss must come close to 0. Does it?",
        ),
    )
    .learns(held_out, share=0.5, title="has learnt something", weight=2)
    .learns(held_out, share=0.96, title="comes close to the reference", weight=4)
    .matches(training(400), title="how it trains", call="run_training_habits", side=True, weight=3)
    .matches(
        training(120), title="the seed decides on everything", call="run_seeds", side=True, weight=2
    )
    .matches(
        training(60),
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
            "Ask for one image alone and for the same image among others: are the guesses equal?",
        ),
    )
    .matches(asking(300, 1, 33), title="the most likely classes", weight=3)
    .matches(
        asking_in_both_modes,
        title="leaves no trace, and judges each image by itself",
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
    images, labels = some(rng, 500)
    return case(images=images, labels=labels, seed=seed(rng))


rubric.figure(
    "Learning curves",
    x_axis="epoch",
    y_axis="mean loss of the training images",
    call="run_curve",
    curves=lambda rng: {"yours": example(rng)},
    beside="the reference",
    logarithmic=True,
)
