"""What is verified about the TensorFlow loop, and what it is worth.

The loops run in models that the driver makes, whose numbers are compared step by step; how a loop
goes about it is turned into yes or no there. Everything is float32, as submissions make it.
Learning rates are large: a bug must move numbers far beyond rounding. What the textbook's own
model does not feel, a forgotten training mode, costs a part of the points, not all of them.
"""

import numpy as np

from autograder.rubric import Limits, Rubric, case, only_as_drawn

rubric = Rubric(
    "tensorflow_training",
    title="Training with TensorFlow",
    frameworks=("tensorflow",),
    # Every case traces a decorated function anew; the address space of a framework is large.
    limits=Limits(load_s=30.0, task_s=40.0, case_s=15.0, total_s=150.0, memory_bytes=4 << 30),
)

# A decorated step is traced once for each size.
SIZES = (5, 2)
SMALL = (1, 1)
CLASSES = 4


def single(rng, *shape, scale=1.0):
    return rng.normal(scale=scale, size=shape).astype(np.float32)


def weights(rng, width, hidden=6, classes=CLASSES):
    return {
        "hidden.kernel": single(rng, width, hidden),
        "hidden.bias": single(rng, hidden),
        "output.kernel": single(rng, hidden, classes),
        "output.bias": single(rng, classes),
    }


def seed(rng):
    return int(rng.integers(1 << 31))


def images(rng):
    return [case(images=single(rng, count, 784), seed=seed(rng)) for count in (3, 1)]


def nothing(rng):
    return [case()]


def stepping(*kinds, learning_rate=0.5, sizes=SIZES):
    """A case for each pair of a loss and an optimizer."""

    def cases(rng):
        made = []
        for loss, optimizer in kinds:
            width, count = int(rng.integers(3, 8)), sum(sizes)
            made.append(
                case(
                    weights=weights(rng, width),
                    images=single(rng, count, width),
                    labels=rng.integers(0, CLASSES, size=count),
                    sizes=list(sizes),
                    loss=loss,
                    optimizer=optimizer,
                    learning_rate=learning_rate,
                )
            )
        return made

    return cases


plain_steps = stepping(("cross-entropy", "sgd"), ("cross-entropy", "sgd"))
remembering_steps = stepping(
    ("cross-entropy", "momentum"), ("cross-entropy", "adam"), learning_rate=0.2
)
with_other_losses = stepping(
    ("sparse cross-entropy", "sgd"),
    ("summed cross-entropy", "sgd"),
    ("squared error", "momentum"),
    learning_rate=0.2,
)
one_run = stepping(("cross-entropy", "sgd"))
single_samples = stepping(("cross-entropy", "sgd"), sizes=SMALL)


def training(*, count, batch_size, epochs):
    def cases(rng):
        width = int(rng.integers(4, 7))
        return [
            case(
                weights=weights(rng, width),
                images=single(rng, count, width),
                labels=rng.integers(0, CLASSES, size=count),
                batch_size=batch_size,
                epochs=epochs,
                learning_rate=0.3,
            )
        ]

    return cases


# 12 samples in batches of 5 end with one of 2.
uneven = training(count=12, batch_size=5, epochs=2)


def trainings(rng):
    return [*training(count=8, batch_size=4, epochs=1)(rng), *uneven(rng)]


def small_trainings(rng):
    """One sample; fewer samples than a batch may hold, all of one class."""
    made = []
    for count in (1, 3):
        [one] = training(count=count, batch_size=5, epochs=1)(rng)
        one.arguments["labels"] = np.full(count, rng.integers(CLASSES - 1))
        made.append(one)
    return made


def guesses(net, x):
    """What the driver's net guesses in evaluation mode, and by how much it prefers that."""
    hidden = np.tanh((x @ net["hidden.kernel"] + net["hidden.bias"]) / np.sqrt(1 + 1e-3))
    logits = hidden @ net["output.kernel"] + net["output.bias"]
    ordered = np.sort(logits, axis=1)
    return logits.argmax(axis=1), ordered[:, -1] - ordered[:, -2]


@only_as_drawn
def evaluating(rng):
    """The last batch is smaller and guessed wrong, of the others about two thirds are right.

    So it shows whether samples or batches are averaged. No guess is so close that rounding decides.
    """
    made = []
    size = int(rng.integers(4, 8))
    for count, batch_size, right in [
        (5 * size + 3, size, int(rng.integers(2 * size + 1, 4 * size))),
        (9, 9, int(rng.integers(2, 7))),
    ]:
        net, x = weights(rng, 5), single(rng, 40 * count, 5, scale=2.0)
        guessed, margin = guesses(net, x)
        clear = np.flatnonzero(margin > 0.05)[:count]
        x, guessed = x[clear], guessed[clear]
        whole = count - count % batch_size
        wrong = np.ones(count, dtype=bool)
        wrong[rng.permutation(whole)[:right]] = False
        made.append(
            case(
                weights=net,
                images=x,
                labels=(guessed + wrong * rng.integers(1, CLASSES, size=count)) % CLASSES,
                batch_size=batch_size,
            )
        )
    return made


@only_as_drawn
def evaluating_what_is_unusual(rng):
    """All right, one sample, only one class right, and no probability above a half."""
    made = []
    for kind, count in [("all", 1), ("one class", 11)]:
        net = weights(rng, 5)
        net["output.kernel"] *= 0.2
        net["output.bias"] *= 0.2
        x = single(rng, 40 * count, 5, scale=2.0)
        guessed, margin = guesses(net, x)
        clear = np.flatnonzero(margin > 0.02)[:count]
        x, guessed = x[clear], guessed[clear]
        wrong = (guessed != guessed[0]) & (kind == "one class")
        made.append(
            case(
                weights=net,
                images=x,
                labels=(guessed + wrong * rng.integers(1, CLASSES, size=count)) % CLASSES,
                batch_size=count,
            )
        )
    return made


(
    rubric.task(
        "build_model",
        points=3,
        call="run_model",
        hints=(
            "Which layers does one image pass on its way from 784 pixels to 10 probabilities?",
            "README, “The model”: three formulas. Which layer of yours makes a₁, which p? And from "
            "where does Keras know that an image has 784 pixels?",
            "Set all weights and biases to 1 (`set_weights`): for a black image a₁ = 0.731, all "
            "logits are 8.311, and each probability is 0.1. What does yours give?",
        ),
    )
    .matches(images, title="the layers and what they compute")
    .matches(nothing, title="starts out ready to learn", call="run_start", side=True, weight=1)
)
(
    rubric.task(
        "train_step",
        points=6,
        call="run_steps",
        hints=(
            "Which lines have to happen while the tape is running, and which need not?",
            "README, “One step” says when the tape answers None, what the optimizer has to be "
            "given, and where the mode is set. Which line of yours does each?",
            "Print the gradients of your step: is there one for each trainable variable?",
        ),
    )
    .matches(plain_steps, title="steps of plain SGD", weight=4)
    .matches(remembering_steps, title="steps of momentum and Adam", weight=2)
    .matches(with_other_losses, title="steps with another loss", weight=2)
    .matches(single_samples, title="steps by a single sample", side=True, weight=0.5)
    .matches(
        one_run,
        title="steps in training mode",
        call="run_normalised_steps",
        side=True,
        weight=2,
    )
    .matches(plain_steps, title="uses the optimizer", call="run_step_habits", side=True, weight=1)
)
(
    rubric.task(
        "train",
        points=6,
        after="train_step",
        call="run_training",
        hints=(
            "What happens once in a training, what once in each epoch, what for each batch?",
            "README, “The loop”: which loss of Keras takes one-hot labels and probabilities? And "
            "how many samples stand behind the number of each batch?",
            "Batches of 4 and 1 samples with mean losses 1 and 6: what is the mean over all five?",
        ),
    )
    .matches(trainings, title="the trained model", weight=4)
    .matches(trainings, title="the losses of the epochs", call="run_history", weight=3)
    .matches(
        small_trainings,
        title="one sample, batches that are never full",
        call="run_small_training",
        side=True,
        weight=0.7,
    )
    .matches(
        uneven,
        title="trains in training mode",
        call="run_normalised_training",
        side=True,
        weight=2,
    )
    .matches(
        trainings,
        title="plain numbers from a loop of its own",
        call="run_training_habits",
        side=True,
        weight=1,
    )
)
(
    rubric.task(
        "evaluate",
        points=5,
        call="run_evaluation",
        hints=(
            "What of the model may be different after it has been evaluated?",
            "README, “Evaluation”: along which axis lie the classes? Print the shapes of a batch's "
            "guesses and of its labels: do they fit?",
            "Batches of 4 and 1 samples, all right and all wrong: which accuracy do five have?",
        ),
    )
    .matches(evaluating, title="the accuracy", weight=6)
    .matches(
        evaluating_what_is_unusual,
        title="one sample, one class right, small probabilities",
        side=True,
        weight=0.7,
    )
    .matches(
        evaluating,
        title="everything as it was",
        call="run_evaluated_model",
        side=True,
        weight=1,
    )
    .matches(
        evaluating,
        title="evaluation mode, and a plain number from a loop of its own",
        call="run_evaluation_habits",
        side=True,
        weight=1,
    )
)
