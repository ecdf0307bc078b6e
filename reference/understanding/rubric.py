"""What is verified about looking into a network and guarding it from overfitting, and its worth.

Saliency is float32, as models are. Splits are drawn at random, so the driver turns them into
properties. The losses of `early_stopping` are drawn until they tell the slips apart.
"""

import numpy as np

from autograder.rubric import Limits, Rubric, case, only_as_drawn

rubric = Rubric(
    "understanding",
    title="Understanding what a network has learnt",
    frameworks=("torch",),
    limits=Limits(load_s=30.0, task_s=12.0, case_s=6.0, total_s=60.0, memory_bytes=4 << 30),
)


def single(rng, *shape, scale=1.0):
    return rng.normal(scale=scale, size=shape).astype(np.float32)


def seed(rng):
    return int(rng.integers(1 << 31))


def looking(*plans):
    """Images of these shapes, asked for a class that is not the one the net prefers."""

    def cases(rng):
        made = []
        for shape, classes, training in plans:
            width, hidden = int(np.prod(shape)), 5
            while True:
                weights = {
                    "hidden.weight": single(rng, hidden, width, scale=0.5),
                    "hidden.bias": single(rng, hidden),
                    "output.weight": single(rng, classes, hidden),
                    "output.bias": single(rng, classes),
                }
                image = single(rng, *shape)
                z = weights["hidden.weight"] @ image.reshape(-1) + weights["hidden.bias"]
                label = int(rng.integers(1, classes))
                if np.argmax(
                    weights["output.weight"] @ np.tanh(z) + weights["output.bias"]
                ) not in (
                    0,
                    label,
                ):
                    break
            made.append(case(weights=weights, image=image, label=label, training=training))
        return made

    return cases


images = looking(((3, 4), 4, False), ((2, 3, 5), 6, True), ((7,), 3, True))
both_modes = looking(((2, 3, 4), 4, True), ((5,), 3, False))
one_image = looking(((1, 4, 3), 5, True))


def with_gradients(rng):
    """The model's parameters have gradients from somewhere else."""
    return [
        case(
            **one.arguments,
            gradients={
                name: single(rng, *value.shape) for name, value in one.arguments["weights"].items()
            },
        )
        for one in both_modes(rng)
    ]


def samples(rng, counts):
    """Rows that can be told apart, of classes with these sizes (perhaps 0), in mixed order."""
    labels = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    return {"x": rng.normal(size=(len(labels), 3)), "labels": labels}


@only_as_drawn
def splits(rng):
    """Halves to be rounded up to odd and to even numbers, and shares that are rounded down."""
    return [
        case(**samples(rng, counts), fraction=fraction, seed=seed(rng))
        for counts, fraction in [
            ((10, 6, 22), 0.25),
            ((5, 9, 3, 21), 0.5),
            ((11, 34), 0.3),
        ]
    ]


@only_as_drawn
def small_splits(rng):
    """One class, classes without samples, a class of one sample, and one sample in all."""
    return [
        case(**samples(rng, counts), fraction=fraction, seed=seed(rng))
        for counts, fraction in [
            ((0, 7), 0.3),
            ((0, 6, 0, 1, 9, 0), 0.25),
            ((0, 0, 1), 0.7),
        ]
    ]


@only_as_drawn
def images_to_split(rng):
    """Rows of more than one axis; nothing, and everything, for validation."""
    made = []
    for fraction in (0.25, 0.0, 1.0):
        given = samples(rng, (6, 13))
        given["x"] = rng.normal(size=(19, 2, 4)).astype(np.float32)
        made.append(case(**given, fraction=fraction, seed=seed(rng)))
    return made


@only_as_drawn
def chances(rng):
    return [case(**samples(rng, (8, 12)), fraction=0.25, seed=seed(rng))]


def split_arguments(rng):
    given = samples(rng, (6, 9))
    return [case(**given, fraction=0.5, seed=seed(rng))]


def kept(losses, patience, *, ties=False, previous=False, total=False, stops_at=0):
    """The epoch that is kept, and by some slips' rules."""
    best, lowest, waited = 0, np.inf, 0
    for epoch, value in enumerate(losses):
        before = losses[epoch - 1] if previous and epoch else lowest
        if value < before or (ties and value == before):
            waited = waited if total else 0
            if not previous or value < lowest:
                best, lowest = epoch, value
        else:
            waited += 1
            if waited >= patience:
                return epoch if stops_at else best
    return len(losses) - 1 if stops_at else best


def telling(losses, patience):
    """Whether these losses tell apart what students confuse."""
    right = kept(losses, patience)
    others = (
        kept(losses, patience + 1),
        kept(losses, patience - 1) if patience > 1 else -1,
        kept(losses, patience, ties=True),
        kept(losses, patience, previous=True),
        kept(losses, patience, total=True),
        kept(losses, patience, stops_at=1),
        int(np.argmin(losses)),
        len(losses) - 1,
        patience,
    )
    return right > 0 and right not in others


def curves(rng):
    """Falling and rising losses with ties; a better one later, just too late."""
    made = []
    for patience in (2, 3, 4, 2, 3):
        while True:
            losses = np.round(rng.integers(3, 14, size=18) / 10, 1)
            if telling(losses, patience):
                break
        made.append(case(validation_losses=losses.tolist(), patience=patience))
    return made


def whole_curves(rng):
    """Patience is never lost, is one epoch only, or is longer than the training.

    The lowest loss lies at an epoch that is drawn.
    """
    small, large, negative = falling(rng, 0.2, 2.0), falling(rng, 200, 400), falling(rng, -2, -0.2)
    return [
        case(validation_losses=falling(rng, 0.2, 2.0), patience=1),
        # A rise, and then a loss that comes too late.
        case(validation_losses=[*small, small[-1] + 0.1, 0.1], patience=1),
        case(validation_losses=[*small[::-1], small[-1] / 2, small[0]], patience=19),
        case(validation_losses=[0.7], patience=3),
        case(validation_losses=[*negative, -0.1, -0.15], patience=3),
        case(validation_losses=[*large, large[-1] + 10], patience=2),
        # Lower by however little is lower.
        case(
            validation_losses=[0.5 - 1e-6 * epoch for epoch in range(rng.integers(4, 12))],
            patience=2,
        ),
    ]


def falling(rng, low, high):
    """Losses that fall, 3 to 10 epochs long."""
    return np.sort(rng.uniform(low, high, size=rng.integers(3, 11)))[::-1].tolist()


def strange_curves(rng):
    nan = float("nan")
    return [
        case(validation_losses=[0.9, nan, 0.8, nan, nan, 0.2], patience=2),
        case(validation_losses=[nan, nan, 0.6, 0.7], patience=3),
        case(validation_losses=[nan, nan, nan], patience=2),
        # Its first epoch has been waited for: no later one is seen.
        case(validation_losses=[nan, *falling(rng, 0.2, 0.9)], patience=1),
    ]


def no_curve(rng):
    return [case(validation_losses=[], patience=2)]


def net(rng, sizes):
    parameters = {}
    for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:], strict=False), 1):
        parameters[f"b{layer}"] = rng.normal(size=outputs)
        parameters[f"W{layer}"] = rng.normal(size=(inputs, outputs))
    return parameters


def penalised(rng):
    return [
        case(parameters=net(rng, sizes), strength=strength)
        for sizes, strength in [((3, 5, 2), 0.3), ((4, 4, 4, 4), 0.7), ((2, 1), 1.6)]
    ]


(
    rubric.task(
        "saliency",
        points=7,
        call="run_saliency",
        hints=(
            "Which single number is differentiated, and with respect to what?",
            "README, “Saliency” says what `backward()` adds to and `torch.autograd.grad` does "
            "not. Print `p.grad` of a parameter, `model.training` and `image.requires_grad` "
            "before and after.",
            "Logits (x₁ − 4 x₂, x₂): the slopes of logit 0 are 1 and −4. What are their sizes, "
            "and which of the two pixels counts more?",
        ),
    )
    .matches(images, title="the slopes of the logit", weight=6)
    .matches(
        with_gradients,
        title="leaves everything as it was",
        call="run_saliency_traces",
        side=True,
        weight=1,
    )
    .matches(
        both_modes,
        title="leaves no graph, and parameters that can learn",
        call="run_saliency_habits",
        side=True,
        weight=0.7,
    )
    .matches(
        one_image,
        title="goes where the model is",
        call="run_saliency_on_device",
        side=True,
        weight=0.7,
    )
)
(
    rubric.task(
        "train_validation_split",
        points=6,
        call="run_split",
        hints=(
            "What should be the same in both parts as in all samples together?",
            "README, “Splitting”: the worked number has three classes. Count your two parts by "
            "class (`np.bincount`), and compare x with both parts together, sorted.",
            "A class of 10 samples and the fraction 0.25 make 2.5. What is `round(2.5)`, and what "
            "is the largest whole number that 2.5 + 0.5 reaches?",
        ),
    )
    .matches(
        splits,
        title="stratified, every sample once, beside its label",
        asks="seen_in_split",
        weight=5,
    )
    .matches(
        images_to_split,
        title="samples of any shape, and the ends 0 and 1",
        asks="seen_in_split",
        weight=2,
    )
    .matches(
        small_splits,
        title="one class, a class without samples, a class of one sample",
        asks="seen_in_split",
        side=True,
        weight=0.7,
    )
    .matches(
        chances,
        title="left to the given generator",
        call="run_split_chances",
        asks="seen_in_split_chances",
        side=True,
        weight=2,
    )
    .matches(
        images_to_split, title="gives new arrays", call="run_split_arrays", side=True, weight=0.7
    )
    .leaves_arguments_unchanged(split_arguments, call="run_split_arguments")
)
(
    rubric.task(
        "early_stopping",
        points=4,
        hints=(
            "How many epochs have you waited, and since when?",
            "README, “Early stopping”: the last row of the table is a counter. Print yours after "
            "each epoch. When does it go back to 0, and at which number does training end?",
            "Losses 0.9, 0.5, 0.6, 0.7, 0.1 with patience 2: which epochs are ever seen?",
        ),
    )
    .matches(curves, title="the epoch to keep", weight=4)
    .matches(whole_curves, title="where patience is never lost, or very short", weight=2)
    .matches(strange_curves, title="NaN is no new lowest loss", side=True)
    .raises("ValueError", no_curve, weight=0.5)
)
(
    rubric.task(
        "l2_penalty",
        points=2,
        hints=(
            "Which of the parameters are in the penalty?",
            "README, “The price of large weights”: what is squared, what is summed, what is "
            "multiplied, and in which order? How do the keys tell a weight from a bias?",
            "W1 = [[3, −1]] and b1 = [5, 5] with strength 0.5 cost 5. Which error would make 30 of "
            "it, and which 2.5?",
        ),
    )
    .matches(penalised, weight=4)
    .leaves_arguments_unchanged(penalised)
)
(
    rubric.task(
        "l2_penalty_gradient",
        points=3,
        after="l2_penalty",
        hints=(
            "What is the slope of strength · w² with respect to w?",
            "README, “The price of large weights”: λ and 2λ belong together. Move a weight by 1e-5 "
            "up and down: does your `l2_penalty` change by as much as your gradient says?",
            "One weight w = 3, strength 0.25: w = 3.1 costs 2.4025, w = 3 costs 2.25. Which slope "
            "is that, roughly? And how much does a bias cost at 5 and at 5.1?",
        ),
    )
    .matches(penalised, weight=3)
    .gradient_agrees("l2_penalty", penalised, wrt="parameters", weight=3)
    .leaves_arguments_unchanged(penalised)
)
