"""What is verified about the PyTorch loop, and what it is worth.

The loops run in models that the driver makes, whose numbers are compared step by step; what a loop
should and should not do on the way is turned into yes or no there. Everything is float32, as
submissions make it. Learning rates are large: a bug must move numbers far beyond rounding.
"""

import numpy as np

from autograder.rubric import Limits, Rubric, case, only_as_drawn

rubric = Rubric(
    "torch_training",
    title="Training with PyTorch",
    frameworks=("torch",),
    # A first operation or optimiser may load code; the address space of a framework is large.
    limits=Limits(load_s=30.0, task_s=12.0, case_s=6.0, total_s=90.0, memory_bytes=4 << 30),
)

SIZES = (5, 2, 4, 1)
CLASSES = 4


def single(rng, *shape, scale=1.0):
    return rng.normal(scale=scale, size=shape).astype(np.float32)


def weights(rng, width, hidden=6, classes=CLASSES):
    return {
        "hidden.weight": single(rng, hidden, width),
        "hidden.bias": single(rng, hidden),
        "output.weight": single(rng, classes, hidden),
        "output.bias": single(rng, classes),
    }


def seed(rng):
    return int(rng.integers(1 << 31))


def images(rng):
    return [case(images=single(rng, count, 784), seed=seed(rng)) for count in (3, 1)]


def nothing(rng):
    return [case()]


def stepping(loss, optimizers, learning_rate):
    def cases(rng):
        made = []
        for optimizer in optimizers:
            width, count = int(rng.integers(3, 8)), sum(SIZES)
            labels = rng.integers(0, CLASSES, size=count)
            if loss == "squared error":
                labels = single(rng, count, CLASSES)
            made.append(
                case(
                    weights=weights(rng, width),
                    images=single(rng, count, width),
                    labels=labels,
                    sizes=list(SIZES),
                    loss=loss,
                    optimizer=optimizer,
                    learning_rate=learning_rate,
                )
            )
        return made

    return cases


plain_steps = stepping("cross-entropy", ["sgd", "sgd"], 0.5)
remembering_steps = stepping("cross-entropy", ["momentum", "adam"], 0.2)
other_losses = [
    stepping("summed cross-entropy", ["sgd"], 0.2),
    stepping("squared error", ["sgd", "momentum"], 0.2),
]


def with_other_losses(rng):
    return [one for cases in other_losses for one in cases(rng)]


def many_steps(rng):
    sizes = [3] * 6
    return [
        case(
            weights=weights(rng, 5),
            images=single(rng, sum(sizes), 5),
            labels=rng.integers(0, CLASSES, size=sum(sizes)),
            sizes=sizes,
            learning_rate=0.2,
        )
    ]


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


def both(*made):
    def cases(rng):
        return [one for cases in made for one in cases(rng)]

    return cases


# 23 samples in batches of 5 end with one of 3.
uneven = training(count=23, batch_size=5, epochs=3)
trainings = both(training(count=12, batch_size=4, epochs=1), uneven)
long_training = training(count=32, batch_size=4, epochs=2)


def small_trainings(rng):
    """One sample; fewer samples than a batch may hold, all of one class."""
    made = []
    for count in (1, 3):
        [one] = training(count=count, batch_size=5, epochs=2)(rng)
        one.arguments["labels"] = np.full(count, rng.integers(CLASSES - 1))
        made.append(one)
    return made


KINDS = ("list", "iterable")


def other_loaders(cases):
    """A list of batches, and what can be gone through again and no more."""

    @only_as_drawn
    def made(rng):
        return [case(kind=str(kind), **cases(rng)[0].arguments) for kind in rng.permutation(KINDS)]

    return made


def guesses(net, x):
    """What the driver's net guesses in evaluation mode, and by how much it prefers that."""
    hidden = np.tanh((x @ net["hidden.weight"].T + net["hidden.bias"]) / np.sqrt(1 + 1e-5))
    logits = hidden @ net["output.weight"].T + net["output.bias"]
    ordered = np.sort(logits, axis=1)
    return logits.argmax(axis=1), ordered[:, -1] - ordered[:, -2]


def evaluations(rng):
    """Samples, size of the batches, right guesses, mode: the numbers are drawn with the key."""
    return [
        (5 * one + 3, one, int(rng.integers(2 * one + 1, 4 * one)), mode)
        for one, mode in ((int(rng.integers(4, 8)), True), (int(rng.integers(4, 8)), False))
    ] + [(9, 9, int(rng.integers(2, 7)), True)]


@only_as_drawn
def evaluating(rng):
    """The last batch is smaller and guessed wrong, of the others about two thirds are right.

    So it shows whether samples or batches are averaged. No guess is so close that rounding decides.
    """
    made = []
    for count, batch_size, right, training in evaluations(rng):
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
                training=training,
            )
        )
    return made


@only_as_drawn
def evaluating_what_is_unusual(rng):
    """All right, all wrong, one sample, only one class right, and no probability above a half."""
    made = []
    for kind, count in [("all", 7), ("none", 5), ("all", 1), ("one class", 23)]:
        net = weights(rng, 5)
        net["output.weight"] *= 0.2
        net["output.bias"] *= 0.2
        x = single(rng, 40 * count, 5, scale=2.0)
        guessed, margin = guesses(net, x)
        clear = np.flatnonzero(margin > 0.02)[:count]
        x, guessed = x[clear], guessed[clear]
        wrong = np.full(count, kind == "none")
        if kind == "one class":
            wrong = guessed != guessed[0]
        made.append(
            case(
                weights=net,
                images=x,
                labels=(guessed + wrong * rng.integers(1, CLASSES, size=count)) % CLASSES,
                batch_size=4,
                training=True,
            )
        )
    return made


def evaluating_with_turned_classes(rng):
    return [
        case(**one.arguments, turned=[int(step) for step in rng.permutation([1, 2])])
        for one in evaluating(rng)
    ]


(
    rubric.task(
        "build_model",
        points=3,
        call="run_model",
        hints=(
            "Which layers does one image pass on its way from 784 pixels to 10 numbers?",
            "README, “The model”: three formulas. Which layer or function of yours makes z₁, which "
            "a₁, which the logits, and does anything come after these?",
            "Set every parameter to 1 (`torch.nn.init.ones_`): for a black image z₁ = 1, a₁ = "
            "0.731, and each logit is 10 · 0.731 + 1 = 8.311. What does yours give?",
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
            "What must `.grad` hold just before backward(), and what just before step()?",
            "README, “One step”: three formulas, in this order. Which line of yours does each of "
            "them, and are there lines of yours that do none?",
            "Two equal batches, lr=0: print a parameter's .grad after each step. Are both equal?",
        ),
    )
    .matches(plain_steps, title="steps of plain SGD", weight=4)
    .matches(remembering_steps, title="steps of momentum and Adam", weight=2)
    .matches(with_other_losses, title="steps with another loss", weight=2)
    .matches(
        many_steps,
        title="one backward pass and one step, and nothing is left behind",
        call="run_step_habits",
        side=True,
        weight=1,
    )
)
(
    rubric.task(
        "train",
        points=6,
        after="train_step",
        call="run_training",
        hints=(
            "What happens once in a training, what once in each epoch, what for each batch?",
            "README, “The loop” and “Where things live”: in which mode may the model come, and "
            "what has to be moved before a batch meets it?",
            "Batches of 4 and 1 samples with mean losses 1 and 6: what is the mean over all five?",
        ),
    )
    .matches(trainings, title="the trained model", weight=5)
    .matches(trainings, title="the losses of the epochs", call="run_history", weight=4)
    .matches(
        small_trainings,
        title="one sample, batches that are never full",
        call="run_plain_training",
        side=True,
        weight=0.7,
    )
    .matches(
        other_loaders(uneven),
        title="any iterable of batches",
        call="run_training_with",
        side=True,
        weight=1,
    )
    .matches(
        uneven,
        title="goes where it is told to",
        call="run_training_on_device",
        side=True,
        weight=1,
    )
    .matches(
        long_training,
        title="training mode, plain numbers, no memory of earlier batches",
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
            "README, “Evaluation”: print `model.training` before, during and after, and "
            "`logits.requires_grad` during. If the model came in training mode, which of the four "
            "should be True?",
            "Batches of 4 and 1 samples, all right and all wrong: which accuracy do five have?",
        ),
    )
    .matches(evaluating, title="the accuracy", weight=6)
    .matches(
        evaluating_what_is_unusual,
        title="one sample, all or one class right, small probabilities",
        side=True,
        weight=1,
    )
    .matches(
        other_loaders(evaluating),
        title="any iterable of batches",
        call="run_evaluation_with",
        side=True,
        weight=0.7,
    )
    .matches(
        evaluating_with_turned_classes,
        title="evaluation mode, no gradients, everything as it was",
        call="run_evaluation_habits",
        side=True,
        weight=2,
    )
    .matches(
        evaluating,
        title="a plain number",
        call="run_evaluation_result",
        side=True,
        weight=0.5,
    )
    .matches(
        evaluating,
        title="goes where it is told to",
        call="run_evaluation_on_device",
        side=True,
        weight=1,
    )
)
