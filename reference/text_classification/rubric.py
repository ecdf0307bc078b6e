"""What is verified about text classification, and what it is worth.

The language is drawn with the key (`make_data.py`, beside the handout): each class has a mark, and
the class of a text is the mark that comes last, long before its end. So a network that was trained
before is of no use, nor is a table; what counts characters or neighbours sees nothing, and what
cannot keep something in mind over many steps forgets which mark it was.

`autograder/rubric/checks/learns.py` has the rule by which guesses are judged, and how seldom it is
unjust. Weights are points.
"""

import numpy as np

from autograder.rubric import Limits, Rubric, case

from .make_data import VOCABULARY, language, write

rubric = Rubric(
    "text_classification",
    title="Text classification",
    frameworks=("torch",),
    # Two trainings of 15 s at most, and short ones; the reference takes a second for each.
    limits=Limits(load_s=30.0, task_s=120.0, case_s=90.0, total_s=200.0, memory_bytes=4 << 30),
)

CLASSES = 2
# Of the four classes of a network of the driver's so many tell in which mode it was trained.
TAUGHT, TELLING = 2, 2
# Whatever the size of a batch, the last one is smaller: means of batches are not means of samples.
TRAINING, HELD_OUT = 403, 2000
# With 400 texts a network with gates is left behind by one training in twenty, with 600 by none.
FOR_OWN_NETWORK = 600


def seed(rng):
    return int(rng.integers(1 << 31))


def written(rng, count, classes=CLASSES, vocabulary=VOCABULARY, **form):
    """Texts of a new language, with their labels; every class is among the first ones."""
    labels = rng.integers(classes, size=count)
    labels[:classes] = np.arange(classes)[:count]
    marks, meaningless = language(rng, vocabulary, classes, form.pop("meaningless", 24))
    return write(rng, marks, meaningless, labels, **form), labels.astype(np.uint8)


def parted(rng, training, held_out, **language):
    """Texts and labels to be trained on, and others of the same language that are held out."""
    texts, labels = written(rng, training + held_out, **language)
    return texts[:training], labels[:training], texts[training:], labels[training:]


def new_network(rng):
    """What a plain loop teaches a network with gates always, and one without them seldom."""
    form = {"vocabulary": 120, "meaningless": 12, "length": 24, "after": 7}
    texts, labels, held_out, truth = parted(rng, 400, 1000, **form)
    made = case(
        vocabulary_size=form["vocabulary"],
        texts=texts,
        labels=labels,
        held_out=held_out,
        seed=seed(rng),
    )
    return [made.with_truth(truth[None])]


def sizes(rng):
    return [
        case(vocabulary_size=size, classes=int(classes), length=length, seed=seed(rng))
        for (size, length), classes in zip(
            [(95, 40), (30, 7), (200, 61)], rng.permutation(np.arange(2, 12))[:3], strict=True
        )
    ]


def one_size(rng):
    return [case(vocabulary_size=95, classes=2, length=40, seed=seed(rng))]


def training(rng):
    texts, labels, held_out, truth = parted(
        rng, TRAINING, HELD_OUT, classes=TAUGHT + TELLING, length=24, after=4
    )
    start = seed(rng)
    made = case(texts=texts, labels=labels, seed=start)
    asked_with = {"classes": TAUGHT + TELLING, "seed": start, "held_out": held_out}
    return [made.with_truth(truth[None], **asked_with)]


def own_network(rng):
    texts, labels, held_out, truth = parted(rng, FOR_OWN_NETWORK, HELD_OUT)
    made = case(
        vocabulary_size=VOCABULARY, texts=texts, labels=labels, held_out=held_out, seed=seed(rng)
    )
    return [made.with_truth(truth[None])]


def several_seeds(rng):
    """Two seeds or three, of which one comes again at least, in an order that is drawn."""
    texts, labels = written(rng, 40, length=12, after=2)
    drawn = [seed(rng) for _ in range(3)]
    seeds = [drawn[place] for place in rng.permutation([0, 0, 1, int(rng.integers(1, 3))])]
    return [case(texts=texts, labels=labels, seeds=seeds, seed=seed(rng))]


def a_few(count):
    def cases(rng):
        texts, labels = written(rng, count)
        return [case(texts=texts, labels=labels, seed=seed(rng))]

    return cases


def blends(rng, count):
    """Characters of nothing in particular: where a model hesitates, chance and company show."""
    return rng.integers(VOCABULARY, size=(count, 20)).astype(np.uint8)


def asking(*counts):
    def cases(rng):
        return [case(texts=blends(rng, count), seed=seed(rng)) for count in counts]

    return cases


def steps(rng):
    drawn = (int(one) for one in rng.permutation([1, 2, 4]))
    return dict(zip(("in_training", "recording", "elsewhere"), drawn, strict=True))


def leaving(rng):
    return [
        case(
            texts=blends(rng, 60),
            seed=seed(rng),
            steps=steps(rng),
            weighed=rng.normal(size=(60, 20)),
            training=training,
        )
        for training in (True, False)
    ]


def in_both_modes(rng):
    return [
        case(texts=blends(rng, 60), seed=seed(rng), training=training) for training in (True, False)
    ]


def on_device(rng):
    return [case(texts=blends(rng, 20), seed=seed(rng), steps=steps(rng))]


(
    rubric.task(
        "build_model",
        points=4,
        call="run_model",
        hints=(
            "How many numbers leave your last layer for one text?",
            "README, “The model”: which axis is time, and which state goes into the last layer? "
            "Change the first character of a long text: do the logits change?",
            "A batch (5, 7) with 5 classes gives logits (5, 5). Print the shape behind each layer.",
        ),
    )
    .learns(
        new_network,
        share=0.75,
        title="learns what has to be kept in mind",
        call="run_learning",
        weight=2.5,
    )
    .matches(
        sizes,
        title="logits for texts of any length, in which order counts",
        side=True,
        weight=1.2,
    )
    .matches(
        one_size,
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
            "What are the loss, and the accuracy on the training texts, after each epoch?",
            "README, “Training”: besides the loss there are the mode, the device, the seed and 20 "
            "epochs. Which line of yours takes care of each of the four?",
            "Train on 20 texts only: the loss must come close to 0. If it stays, print one weight "
            "before and after an epoch.",
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
        among=range(TAUGHT, TAUGHT + TELLING),
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
            "Ask for one text alone and for the same text among others: are the guesses equal?",
        ),
    )
    .matches(asking(300, 1, 33), title="the most likely classes", weight=2.2)
    .matches(
        leaving,
        title="changes nothing, and judges each text by itself",
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
        share=0.9,
        title="your own network, on texts it has never read",
        call="run_own_network",
        side=True,
        weight=2,
    )
)

rubric.figure(
    "Learning curves",
    x_axis="epoch",
    y_axis="mean loss of the training texts",
    call="run_curve",
    curves=("predict", "your own network, on texts it has never read"),
    beside="the reference",
    logarithmic=True,
)
