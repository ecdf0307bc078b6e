"""What is verified about gradient descent and its relatives, and what it is worth.

Random numbers may be drawn in any way, so no expected value depends on an order: `train` is
compared where the order cannot matter, and the driver turns the other orders into yes or no.
"""

import numpy as np

from autograder.rubric import Rubric, case, only_as_drawn

rubric = Rubric("gradient_descent", title="Gradient descent and its relatives")

# Visible constants: with 0.9, 0.999 and 1e-8 a misplaced ε or a swapped β could hide.
VISIBLE = [0.6, 0.8, 0.1]
DEFAULTS = []


def net(rng, sizes):
    parameters = {}
    for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:], strict=False), 1):
        parameters[f"W{layer}"] = rng.normal(size=(inputs, outputs))
        parameters[f"b{layer}"] = rng.normal(size=outputs)
    return parameters


def like(rng, parameters):
    """Arrays of the same shapes under the same keys, the last layer first.

    A backward pass fills its dict in this order: pairing by position must not pass.
    """
    names = sorted(parameters, key=lambda name: -int(name[1:]))
    return {name: rng.normal(size=parameters[name].shape) for name in names}


def single(tree):
    if isinstance(tree, dict):
        return {name: value.astype(np.float32) for name, value in tree.items()}
    return [single(value) for value in tree] if isinstance(tree, list) else tree


def in_float32(cases):
    def converted(rng):
        return [
            case(**{name: single(value) for name, value in one.arguments.items()})
            for one in cases(rng)
        ]

    return converted


# In the second net the layers are alike, so that gradients of the wrong layer fit without an error.
SHAPES = [(3, 7, 2), (4, 4, 4)]
# Steps know nothing of how many layers there are.
DEPTHS = [(4, 1), (2, 3, 5, 2)]
ANY_DEPTH = "one layer, three layers"


def stepping(shapes):
    def cases(rng):
        made = []
        for sizes, rate in zip(shapes, (0.5, 0.3), strict=True):
            parameters = net(rng, sizes)
            gradients = like(rng, parameters)
            made.append(case(parameters=parameters, gradients=gradients, learning_rate=rate))
        return made

    return cases


steps, steps_of_any_depth = stepping(SHAPES), stepping(DEPTHS)


def moving_from(shapes):
    """A single step with a velocity from earlier steps."""

    def cases(rng):
        made = []
        for sizes, momentum in zip(shapes, (0.7, 0.9), strict=True):
            parameters = net(rng, sizes)
            made.append(
                case(
                    parameters=parameters,
                    gradients=like(rng, parameters),
                    velocity=like(rng, parameters),
                    learning_rate=0.5,
                    momentum=momentum,
                )
            )
        return made

    return cases


moving, moving_at_any_depth = moving_from(SHAPES), moving_from(DEPTHS)


def rolling(rng):
    """Several steps; the learning rate changes, so that a velocity that holds it is seen."""
    parameters = net(rng, (3, 5, 2))
    return [
        case(
            parameters=parameters,
            gradients=[like(rng, parameters) for _ in range(4)],
            learning_rates=[0.5, 0.5, 0.2, 0.4],
            momentum=momentum,
        )
        for momentum in (0.8, 0.0)
    ]


def adapting(count, constants, shapes=SHAPES):
    def cases(rng):
        made = []
        for sizes in shapes:
            parameters = net(rng, sizes)
            made.append(
                case(
                    parameters=parameters,
                    gradients=[like(rng, parameters) for _ in range(count)],
                    learning_rate=0.5,
                    constants=constants,
                )
            )
        return made

    return cases


def resting(rng):
    """The constants of the signature, and one bias that never gets a gradient."""
    [one, _] = adapting(3, DEFAULTS)(rng)
    for gradients in one.arguments["gradients"]:
        gradients["b1"][2] = 0.0
    return [one]


def seed(rng):
    return int(rng.integers(1 << 31))


def samples(rng, count):
    # Neither rows nor labels repeat, so that each sample can be told from the others.
    return {"x": rng.normal(size=(count, 3)), "labels": rng.permutation(count)}


def cuts(rng):
    """With and without a rest, one sample a batch, and a single batch of all.

    Not fewer than 19 samples: the chance that labels shuffled apart from their rows all come to lie
    beside their own is 1/19!, below 1e-17.
    """
    return [
        case(**samples(rng, n), batch_size=size, seed=seed(rng))
        for n, size in [(23, 5), (24, 6), (19, 1), (19, 40)]
    ]


def single_sample(rng):
    return [case(**samples(rng, 1), batch_size=size, seed=seed(rng)) for size in (1, 3)]


@only_as_drawn
def long_order(rng):
    """A correct shuffle leaves 29 samples as they were with a chance of 1/29!, below 1e-30."""
    return [case(**samples(rng, 29), batch_size=4, seed=seed(rng))]


@only_as_drawn
def two_generators(rng):
    """Two correct shuffles of 29 samples agree with a chance of 1/29!, below 1e-30."""
    one = seed(rng)
    return [case(**samples(rng, 29), batch_size=4, seed=one, other_seed=one + 1)]


def labels_of(rng, count, classes):
    # Every class occurs.
    return rng.permutation(np.arange(count) % classes)


def whole(rng):
    """All samples in one batch: their order cannot matter, whether a label is its row's does."""
    return [
        case(
            parameters=net(rng, sizes),
            x=rng.normal(size=(11, sizes[0])),
            labels=labels_of(rng, 11, sizes[-1]),
            epochs=3,
            batch_size=batch_size,
            learning_rate=0.5,
            seed=seed(rng),
        )
        for sizes, batch_size in [((3, 5, 4), 11), ((2, 4, 3, 3), 17)]
    ]


@only_as_drawn
def alike(rng):
    """Equal samples: every order makes the same batches, and the last one is smaller."""
    return [
        case(
            parameters=net(rng, sizes),
            x=np.tile(rng.normal(size=sizes[0]), (count, 1)),
            labels=np.full(count, sizes[-1] - 2),
            epochs=2,
            batch_size=batch_size,
            learning_rate=0.2,
            seed=seed(rng),
        )
        for sizes, count, batch_size in [((3, 5, 4), 7, 3), ((2, 3), 11, 4)]
    ]


@only_as_drawn
def mirrored(rng):
    """Two samples, x of class 0 and -x of class 1, one a batch, no hidden layer, equal biases.

    Exchanging the classes and the sign of x turns one order into the other. Only the difference of
    W's columns counts and it survives the exchange, so losses and W are the same in both orders and
    the two biases change places. Unlike equal samples, these show what each single step looked at.
    """
    made = []
    for width in (3, 2):
        row = rng.normal(size=width)
        made.append(
            case(
                parameters={"W1": rng.normal(size=(width, 2)), "b1": np.full(2, 0.3)},
                x=np.stack([row, -row]),
                labels=np.array([0, 1]),
                epochs=1,
                batch_size=1,
                learning_rate=0.5,
                seed=seed(rng),
            )
        )
    return made


@only_as_drawn
def small(rng):
    """One sample, without a hidden layer and with one: a single batch, of a single class."""
    return [
        case(
            parameters=net(rng, sizes),
            x=rng.normal(size=(1, sizes[0])),
            labels=rng.integers(sizes[-1] - 1, size=1),
            epochs=epochs,
            batch_size=batch_size,
            learning_rate=0.3,
            seed=seed(rng),
        )
        for sizes, epochs, batch_size in [((3, 4), 1, 1), ((2, 4, 3), 2, 5)]
    ]


@only_as_drawn
def recorded(rng):
    return [*whole(rng), *alike(rng), *mirrored(rng)]


@only_as_drawn
def orders(rng):
    """23 samples in twelve batches: two orders make the same ones with a chance below 1e-18.

    Over 300 draws, two orders left some parameter at least 0.08 apart; the driver sees 1e-5.
    """
    one = seed(rng)
    return [
        case(
            parameters=net(rng, (3, 4, 3)),
            x=rng.normal(size=(23, 3)),
            labels=labels_of(rng, 23, 3),
            batch_size=2,
            learning_rate=0.5,
            seed=one,
            other_seed=one + 1,
        )
    ]


@only_as_drawn
def clusters(rng):
    """Four clusters of points far apart.

    Over 300 draws the loss fell to 0.052 of its start or further; the driver asks for a half.
    """
    labels = labels_of(rng, 40, 4)
    centres = np.array([[2.0, 0, 0], [0, 2, 0], [0, 0, 2], [-2, -2, -2]])
    return [
        case(
            parameters=net(rng, (3, 6, 4)),
            x=centres[labels] + rng.normal(scale=0.3, size=(40, 3)),
            labels=labels,
            epochs=30,
            batch_size=7,
            learning_rate=0.5,
            seed=seed(rng),
        )
    ]


(
    rubric.task(
        "sgd_step",
        points=2,
        hints=(
            "Standing on a slope, which way does the gradient point, and which way is down?",
            "“One step” in README.md, p ← p − ηg: by what does each p find its g, and which of "
            "your lines puts the result into the dict that you return?",
            "A parameter of 5 with gradient -2 and learning rate 0.5: must it grow or shrink, "
            "and to what?",
        ),
    )
    .matches(steps)
    .matches(steps_of_any_depth, title=ANY_DEPTH, side=True, weight=1)
    .keeps_shape_and_dtype(in_float32(steps))
    .leaves_arguments_unchanged(steps, weight=2)
)
(
    rubric.task(
        "momentum_step",
        points=3,
        after="sgd_step",
        hints=(
            "What has to survive from one call to the next, and what is it made of?",
            "The two formulas in “Momentum” in README.md: in which of them does η stand, and is "
            "the v of the second one the old or the new velocity?",
            "Momentum 0.5, gradients 4, 0, 0: the velocity is 4, 2, 1. Does yours fade like that?",
        ),
    )
    .matches(moving, title="one step with a given velocity", weight=3)
    .matches(rolling, title="several steps from rest", weight=4, call="run_momentum")
    .matches(moving_at_any_depth, title=ANY_DEPTH, side=True, weight=1)
    .keeps_shape_and_dtype(in_float32(moving))
    .leaves_arguments_unchanged(moving, weight=2)
)
(
    rubric.task(
        "adam_step",
        points=6,
        call="run_adam",
        hints=(
            "An average started at 0 and has seen one gradient. Is it too large or too small?",
            "The formulas of m̂ and v̂ in “Adam” in README.md: what is t in your first call, and "
            "do you keep m or m̂ for the next one?",
            "β₁ = 0.9 and the gradients 1, then 1: m is 0.1, then 0.19, and m̂ is 1 both times. "
            "What are yours?",
        ),
    )
    .matches(adapting(1, VISIBLE), title="the first step", weight=2)
    .matches(adapting(5, VISIBLE), title="several steps", weight=6)
    .matches(resting, title="the constants of the signature, a zero gradient", weight=2)
    .matches(
        adapting(3, VISIBLE),
        title="two trainings at a time",
        call="run_two_adams",
        side=True,
        weight=2,
    )
    .matches(adapting(2, VISIBLE, DEPTHS), title=ANY_DEPTH, side=True, weight=1)
    .keeps_shape_and_dtype(in_float32(adapting(2, VISIBLE)))
    .leaves_arguments_unchanged(adapting(2, VISIBLE), weight=2)
)
(
    rubric.task(
        "minibatches",
        points=3,
        call="run_minibatches",
        hints=(
            "Does every sample come exactly once, and beside its own label?",
            "“Minibatches” in README.md: a row and its label move together, and `rng` is the "
            "only source. How many orders do you draw in one call, and where does the last slice "
            "of it end?",
            "Cut np.arange(7), as x and as labels, into batches of 3 and print them: is each "
            "number there once in x, and beside it the same number in labels?",
        ),
    )
    .matches(cuts, title="every sample once, with its own label", asks="seen_in_batches")
    .matches(single_sample, title="one sample", asks="seen_in_batches", side=True, weight=0.5)
    .matches(long_order, title="shuffles", asks="seen_in_order", side=True, weight=2)
    .matches(
        two_generators,
        title="shuffles with the given generator",
        call="run_generators",
        asks="seen_in_generators",
        side=True,
        weight=2,
    )
    .leaves_arguments_unchanged(cuts, call="run_batch_arguments", weight=2)
)
(
    rubric.task(
        "train",
        points=6,
        after=("sgd_step", "minibatches"),
        call="run_train",
        hints=(
            "Say aloud what happens to one batch: what is measured, what moves, and when?",
            "“Training” in README.md, the second paragraph: the loss comes before the step, and "
            "the number is a mean over samples. By what must a batch's mean loss be multiplied "
            "before it is added up?",
            "Batches of 4 and 1 samples with mean losses 1 and 6: what is the mean over all five?",
        ),
    )
    .matches(whole, title="one batch of all samples", call="run_parameters", weight=3)
    .matches(alike, title="several batches, the last smaller", call="run_parameters", weight=3)
    .matches(mirrored, title="a step looks at its own batch only", call="run_mirrored", weight=2)
    .matches(recorded, title="the history", call="run_history", weight=3)
    .matches(small, title="one sample, one layer", side=True, weight=1)
    .matches(
        orders,
        title="draws a new order each epoch, from the given generator",
        call="run_epochs",
        side=True,
        weight=2,
    )
    .matches(clusters, title="learns", call="run_descent", side=True, weight=1)
    .leaves_arguments_unchanged(whole, weight=2)
)
