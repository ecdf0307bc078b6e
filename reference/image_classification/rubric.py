"""What is verified about image classification, and what it is worth.

What the classes are is drawn with the key: the signs of a script that nobody has seen before
(`make_data.py`, beside the handout). So a network that was trained before is of no use, nor is a
table; and every image comes as often white on black as black on white, so that a linear model is
right on every other image at most: what speaks for a class in the one speaks against it in the
other.

`autograder/rubric/checks/learns.py` has the rule by which guesses are judged, and how seldom it is
unjust. Weights are points.
"""

import numpy as np

from autograder.rubric import Limits, Rubric, case

from .make_data import draw, script

rubric = Rubric(
    "image_classification",
    title="Image classification",
    frameworks=("torch",),
    # Two trainings of 10 s at most, and short ones; the reference takes half a second for each.
    limits=Limits(load_s=30.0, task_s=60.0, case_s=40.0, total_s=120.0, memory_bytes=4 << 30),
)

CLASSES = 10
# The driver's network learns the last classes wrong if it is trained in evaluation mode.
TAUGHT = 7
SHAPE = (1, 8, 8)
# Whatever the size of a batch, the last one is smaller: means of batches are not means of samples.
TRAINING, HELD_OUT = 803, 2000


def seed(rng):
    return int(rng.integers(1 << 31))


def written(rng, count, classes=CLASSES, shape=SHAPE):
    """Images of a new script, with their labels; every class is among the first ones."""
    labels = rng.integers(classes, size=count)
    labels[:classes] = np.arange(classes)[:count]
    return draw(rng, script(rng, classes), labels, shape), labels.astype(np.uint8)


def parted(rng, training, held_out, classes=CLASSES, shape=SHAPE):
    """Images and labels to be trained on, and others of the same script that are held out."""
    images, labels = written(rng, training + held_out, classes, shape)
    return images[:training], labels[:training], images[training:], labels[training:]


def new_network(rng):
    images, labels, held_out, truth = parted(rng, 300, 501, classes=4, shape=(3, 12, 8))
    made = case(images=images, labels=labels, held_out=held_out, seed=seed(rng))
    return [made.with_truth(truth[None])]


def shapes(rng):
    return [
        case(shape=shape, classes=int(classes), seed=seed(rng))
        for shape, classes in zip(
            [(1, 8, 8), (3, 12, 8), (1, 9, 16)], rng.permutation(np.arange(2, 12))[:3], strict=True
        )
    ]


def one_shape(rng):
    return [case(shape=(1, 8, 8), classes=10, seed=seed(rng))]


def training(rng):
    images, labels, held_out, truth = parted(rng, TRAINING, HELD_OUT)
    start = seed(rng)
    made = case(images=images, labels=labels, seed=start)
    return [made.with_truth(truth[None], shape=SHAPE, seed=start, held_out=held_out)]


def own_network(rng):
    images, labels, held_out, truth = parted(rng, TRAINING, HELD_OUT)
    made = case(images=images, labels=labels, held_out=held_out, seed=seed(rng))
    return [made.with_truth(truth[None])]


def several_seeds(rng):
    """Two seeds or three, of which one comes again at least, in an order that is drawn."""
    images, labels = written(rng, 40)
    drawn = [seed(rng) for _ in range(3)]
    seeds = [drawn[place] for place in rng.permutation([0, 0, 1, int(rng.integers(1, 3))])]
    return [case(images=images, labels=labels, seeds=seeds, seed=seed(rng))]


def a_few(count):
    def cases(rng):
        images, labels = written(rng, count)
        return [case(images=images, labels=labels, seed=seed(rng))]

    return cases


def blends(rng, count):
    """Signs that can hardly be read: where a model hesitates, chance and company show."""
    images, _ = written(rng, count)
    noise = rng.integers(17, size=images.shape)
    return ((images.astype(int) + noise) // 2).astype(np.uint8)


def asking(*counts):
    def cases(rng):
        return [case(images=blends(rng, count), seed=seed(rng)) for count in counts]

    return cases


def steps(rng):
    drawn = (int(one) for one in rng.permutation([1, 2, 4]))
    return dict(zip(("in_training", "recording", "elsewhere"), drawn, strict=True))


def leaving(rng):
    return [
        case(
            images=blends(rng, 60),
            seed=seed(rng),
            steps=steps(rng),
            weighed=rng.normal(size=(60, *SHAPE)),
            training=training,
        )
        for training in (True, False)
    ]


def in_both_modes(rng):
    return [
        case(images=blends(rng, 60), seed=seed(rng), training=training)
        for training in (True, False)
    ]


def on_device(rng):
    return [case(images=blends(rng, 20), seed=seed(rng), steps=steps(rng))]


(
    rubric.task(
        "build_model",
        points=4,
        call="run_model",
        hints=(
            "How many numbers leave your last layer for one image?",
            "README, “The model”: grey values from 0 to 16 are scaled in the model. Print mean "
            "and deviation of what your first layer gets. And which activation stands between "
            "your layers?",
            "Two images (2, 1, 9, 16) with 3 classes give logits (2, 3). Print the shape behind "
            "each layer.",
        ),
    )
    .learns(
        new_network,
        share=0.75,
        title="learns four signs in colour, 12 × 8",
        call="run_learning",
        weight=2.8,
    )
    .matches(shapes, title="logits for images of any shape", side=True, weight=0.9)
    .matches(
        one_shape,
        title="moves to a device as a whole",
        call="run_model_on_device",
        side=True,
        weight=0.3,
    )
)
(
    rubric.task(
        "fit",
        points=10,
        call="run_training",
        hints=(
            "What are the loss, and the accuracy on the training images, after each epoch?",
            "README, “Training”: besides the loss there are the mode, the device, the seed and 30 "
            "epochs. Which line of yours takes care of each of the four?",
            "Train on 20 images only: the loss must come close to 0. If it stays, print one "
            "weight before and after an epoch.",
        ),
    )
    .learns(
        training,
        share=0.5,
        title="teaches a network something",
        asks="run_trained",
        among=range(TAUGHT),
        weight=2.4,
    )
    .learns(
        training,
        share=0.93,
        title="teaches it about as much as the reference does",
        asks="run_trained",
        among=range(TAUGHT),
        weight=4.4,
    )
    .learns(
        training,
        share=0.75,
        title="teaches it in training mode",
        asks="run_trained",
        among=range(TAUGHT, CLASSES),
        side=True,
        weight=1.6,
    )
    .matches(training, title="how it trains", call="run_training_habits", side=True, weight=0.5)
    .matches(training, title="the learning curve", call="run_training_curve", side=True, weight=0.3)
    .matches(
        several_seeds,
        title="the seed decides on everything",
        call="run_seeds",
        side=True,
        weight=0.4,
    )
    .matches(
        a_few(20),
        title="goes where it is told to",
        call="run_training_on_device",
        side=True,
        weight=0.4,
    )
)
(
    rubric.task(
        "predict",
        points=6,
        call="run_predictions",
        hints=(
            "What of the model may be different after it has been asked?",
            "README, “Guessing”: print `model.training` inside your function and after it, "
            "and the dtype, device and shape of what you return.",
            "Ask for one image alone and for the same image among others: are the guesses equal?",
        ),
    )
    .matches(asking(300, 1, 33), title="the most likely classes", weight=2.2)
    .matches(
        leaving,
        title="changes nothing, and judges each image by itself",
        call="run_traces",
        side=True,
        weight=1.2,
    )
    .matches(
        in_both_modes, title="how it asks", call="run_predicting_habits", side=True, weight=0.1
    )
    .matches(
        on_device,
        title="goes where it is told to",
        call="run_predicting_on_device",
        side=True,
        weight=0.4,
    )
    .matches(
        asking(20),
        title="where it works",
        call="run_places_on_device",
        side=True,
        weight=0.1,
    )
    .learns(
        own_network,
        share=0.96,
        title="your own network, on signs it has never seen",
        call="run_own_network",
        side=True,
        weight=2,
    )
)

rubric.figure(
    "Learning curves",
    x_axis="epoch",
    y_axis="mean loss of the training images",
    call="run_curve",
    curves=("predict", "your own network, on signs it has never seen"),
    beside="the reference",
    logarithmic=True,
)
