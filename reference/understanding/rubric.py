"""What is verified about looking into a network and guarding it from overfitting, and its worth.

Saliency and occlusion are float32, as models are. The randomised models are float64: rounding must
not change an order of numbers, since ranks would jump. Splits are drawn at random, so the driver
turns them into properties. The losses of `early_stopping` are drawn until they tell misconceptions
apart.
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


def covering(*plans):
    """Images to be occluded: their shape, classes, size and stride of the squares, and the mode."""

    def cases(rng):
        made = []
        for shape, classes, size, stride, training in plans:
            [one] = looking((shape, classes, training))(rng)
            made.append(
                case(
                    weights=one.arguments["weights"],
                    image=one.arguments["image"],
                    label=one.arguments["label"],
                    size=size,
                    stride=stride,
                    fill=single(rng, shape[0]),
                    training=training,
                )
            )
        return made

    return cases


fitting = covering(
    ((2, 6, 4), 4, 2, 2, False), ((3, 5, 8), 5, 1, 3, True), ((4, 6, 9), 3, 3, 3, True)
)
cut = covering(
    ((3, 5, 7), 5, 2, 2, True),
    ((2, 8, 5), 3, 4, 3, False),
    ((4, 3, 6), 6, 3, 1, True),
    ((1, 7, 4), 4, 2, 5, False),
)
# The square is larger than the image, the stride is, and there is one pixel.
small_images = covering(
    ((3, 2, 4), 4, 6, 2, True), ((2, 4, 3), 3, 2, 7, False), ((5, 1, 1), 4, 1, 1, True)
)
one_to_cover = covering(((2, 4, 3), 5, 2, 2, True))


def heavy(rng, shape):
    """Numbers of which a few are very large, so that ranks and values tell different things."""
    return rng.normal(size=shape) ** 3


def untied(rng):
    made = []
    for shape in ((9,), (4, 5), (2, 3, 4)):
        a = heavy(rng, shape)
        made.append(case(a=a, b=heavy(rng, shape) + rng.uniform(-1, 1) * a))
    return made


def tied(rng):
    """Few different numbers, and an order that a tie breaks."""
    made = []
    for shape, kinds in (((11,), 4), ((3, 7), 5), ((4, 2, 3), 6)):
        values = rng.normal(size=(2, kinds))
        made.append(
            case(
                a=values[0][rng.integers(kinds, size=shape)],
                b=values[1][rng.integers(kinds, size=shape)],
            )
        )
    # Many zeros, as where a unit is silent, beside numbers that are all unlike.
    a = np.maximum(rng.normal(size=(5, 4)), 0)
    made.append(case(a=a, b=heavy(rng, (5, 4)) + a))
    return made


def orders(rng):
    """One number, equal numbers on either side or on both, equal and opposite orders."""
    a, ones = heavy(rng, (3, 5)), np.full((3, 5), rng.normal())
    return [
        case(a=rng.normal(size=1), b=rng.normal(size=1)),
        case(a=ones, b=a),
        case(a=a, b=ones),
        case(a=ones, b=ones + 1),
        case(a=a, b=2 * a + 3),
        case(a=a, b=-np.exp(a)),
    ]


def to_randomise(*plans):
    """Nets with these hidden layers, an image and patterns to explain it by."""

    def cases(rng):
        made = []
        for shape, hidden, classes, training in plans:
            sizes = (int(np.prod(shape)), *hidden, classes)
            while True:
                layers = [
                    {"weight": rng.normal(size=(n, m)) / np.sqrt(m), "bias": rng.normal(0.3, 1, n)}
                    for m, n in zip(sizes, sizes[1:], strict=False)
                ]
                image = rng.normal(size=shape)
                label = int(rng.integers(1, classes))
                if np.argmax(logits(layers, image)) not in (0, label):
                    break
            made.append(explained(rng, layers, image, label, training))
        return made

    return cases


def logits(layers, image):
    values = image.reshape(-1)
    for layer in layers[:-1]:
        values = np.tanh(layer["weight"] @ values + layer["bias"])
    return layers[-1]["weight"] @ values + layers[-1]["bias"]


def explained(rng, layers, image, label, training, frozen=()):
    return case(
        layers=layers,
        frozen=[place in frozen for place in range(len(layers))],
        image=image,
        label=label,
        patterns=rng.normal(size=(13, *image.shape)),
        seed=seed(rng),
        training=training,
    )


# The order of the numbers of a map must not hang on rounding: no round numbers, no ties.
nets = only_as_drawn(
    to_randomise(
        ((4, 5), (6, 3), 4, False), ((2, 3, 4), (5,), 6, True), ((19,), (4, 7, 5), 3, True)
    )
)
one_net = only_as_drawn(to_randomise(((3, 6), (5, 4), 5, True)))


@only_as_drawn
def unusual_nets(rng):
    """One layer; frozen layers; no bias; a layer norm; a bias of one number."""

    def linear(inputs, outputs):
        return {"weight": rng.normal(size=(outputs, inputs)) / np.sqrt(inputs)}

    def dense(inputs, outputs):
        return {**linear(inputs, outputs), "bias": rng.normal(size=outputs)}

    def norm(size):
        return {"weight": rng.normal(1, 0.3, size=size), "bias": rng.normal(size=size)}

    nets = [
        ([dense(17, 3)], (), (17,), False),
        ([linear(15, 6), dense(6, 4)], (0,), (3, 5), True),
        ([dense(18, 5), norm(5), linear(5, 3)], (1, 2), (2, 9), False),
        ([dense(16, 1), dense(1, 3)], (1,), (4, 4), True),
    ]
    return [
        explained(rng, layers, rng.normal(size=shape), int(rng.integers(1, 3)), training, frozen)
        for layers, frozen, shape, training in nets
    ]


@only_as_drawn
def nets_with_gradients(rng):
    """The parameters have gradients from somewhere else; the first layer is frozen."""
    made = []
    for one in to_randomise(((4, 5), (6, 3), 4, False), ((2, 3, 4), (5,), 6, True))(rng):
        given = dict(one.arguments)
        given["frozen"] = [place == 0 for place in range(len(given["layers"]))]
        made.append(
            case(
                **given,
                gradients=[
                    rng.normal(size=array.shape)
                    for layer in given["layers"]
                    for array in layer.values()
                ],
            )
        )
    return made


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
        points=5,
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
        "occlusion",
        points=4,
        call="run_occlusion",
        hints=(
            "Which two numbers does each place of the map compare?",
            "README, “Occlusion”: the picture of 3 × 5 pixels with its six squares. Where does "
            "each begin, and which of them does the border cut? Print the occluded images.",
            "A row of 5 pixels, size 2, stride 2: the squares begin at 0, 2 and 4. Which pixels "
            "does the third one hold, and how wide is the map?",
        ),
    )
    .matches(fitting, title="squares that fit into the image", weight=3)
    .matches(cut, title="squares that overlap, or that the border cuts", weight=3)
    .matches(small_images, title="a square or a stride beyond the image", side=True)
    .matches(
        cut, title="leaves everything as it was", call="run_occlusion_traces", side=True, weight=1.5
    )
    .matches(
        one_to_cover,
        title="goes where the model is",
        call="run_occlusion_on_device",
        side=True,
        weight=0.5,
    )
)
(
    rubric.task(
        "rank_correlation",
        points=2,
        hints=(
            "Does it matter how large a number is, or only how many are below it?",
            "README, “Does the map know the network?”: the table of ranks. Print your ranks of its "
            "row a. What do they add up to, and what do the ranks 1 to 4 add up to?",
            "5, 1, 5: the two 5s would have the ranks 2 and 3. Which number is fair to both? And "
            "what are the ranks of 7, 7, 7?",
        ),
    )
    .matches(untied, title="numbers that are all unlike", weight=3)
    .matches(tied, title="equal numbers share a rank", weight=3)
    .matches(orders, title="equal numbers only, equal and opposite orders", side=True, weight=1.5)
    .leaves_arguments_unchanged(tied, weight=0.5)
)
(
    rubric.task(
        "randomisation_check",
        points=4,
        after="rank_correlation",
        call="run_check",
        hints=(
            "How much of what was learnt is left in the model when the second map is made?",
            "README, “Does the map know the network?”: the three steps. Print "
            "`model.state_dict()` after each step and at the end, and count your layers.",
            "A model of two layers gives two numbers. Before the first, one layer is random, "
            "before the second both are. Which map stands on the left in both comparisons?",
        ),
    )
    .matches(nets, title="one similarity for each layer", weight=6)
    .matches(
        unusual_nets,
        title="one layer, frozen layers, layers without a bias or of another kind",
        side=True,
        weight=1.5,
    )
    .matches(
        nets_with_gradients,
        title="leaves everything as it was",
        call="run_check_traces",
        side=True,
        weight=3,
    )
    .matches(
        one_net,
        title="goes where the model is",
        call="run_check_on_device",
        side=True,
        weight=0.5,
    )
)
(
    rubric.task(
        "train_validation_split",
        points=4,
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
        points=3,
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
        points=1,
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
        points=2,
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
