"""What is verified about deep nets, and what it is worth.

All weights are square, so that a product with a wrong transpose fits: the values tell. The stream
that a backward pass gets is always that of the submission's own `deep_forward`; where that one is
wrong, the backward pass is held against the slopes of a loss that is made from it.
"""

import numpy as np

from autograder.rubric import Rubric, case, only_as_drawn

rubric = Rubric("deep_nets", title="Deep nets")

KINDS = ["plain", "normalised", "residual", "pre-norm"]
WITHOUT_NORM, WITH_NORM = ["plain", "residual"], ["normalised", "pre-norm"]
WITH_SKIP = ["residual", "pre-norm"]
# With the usual 1e-5 a misplaced ε could hide.
VISIBLE = 0.3
# Differences move a number by less than this: no kink of ReLU may be nearer.
KINK = 0.02


def single(tree):
    if isinstance(tree, dict):
        return {name: single(value) for name, value in tree.items()}
    return tree.astype(np.float32) if isinstance(tree, np.ndarray) else tree


def in_float32(cases):
    def converted(rng):
        return [
            case(**{name: single(value) for name, value in one.arguments.items()})
            for one in cases(rng)
        ]

    return converted


# Layer normalisation.


def rows(rng, samples, width, spread=1.0):
    """Each row has a mean and a deviation of its own, each feature a γ and a β."""
    centres = rng.uniform(1, 3, size=(samples, 1)) * rng.choice([-1, 1], size=(samples, 1))
    deviations = spread * rng.uniform(0.5, 2, size=(samples, 1))
    return {
        "x": centres + deviations * rng.normal(size=(samples, width)),
        "gamma": rng.uniform(0.5, 2, size=width) * rng.choice([-1, 1], size=width),
        "beta": rng.uniform(0.5, 2, size=width) * rng.choice([-1, 1], size=width),
    }


def normalising(rng):
    return [
        case(**rows(rng, samples, width), epsilon=VISIBLE) for samples, width in [(5, 3), (3, 7)]
    ]


def by_default(rng):
    """The ε of the signature shows where a row hardly varies."""
    return [case(**rows(rng, 4, 3, spread=0.01)), case(**rows(rng, 2, 5, spread=0.003))]


def without_spread(rng):
    """A row of equal numbers (sums of quarters are exact), rows of one feature."""
    one = rows(rng, 3, 4)
    one["x"][1] = 2.25
    return [case(**one, epsilon=VISIBLE), case(**rows(rng, 4, 1), epsilon=VISIBLE)]


def one_row(rng):
    return [case(**rows(rng, 1, 6), epsilon=VISIBLE)]


def asking_for(inputs, *names, **others):
    """A case for a backward pass: gradients of the named inputs, by default of all."""
    names = names or tuple(inputs)
    return case(wanted={name: inputs[name] for name in names}, inputs=inputs, **others)


def normalised(*names, sizes=((5, 3), (3, 7)), constants=(VISIBLE,), spread=1.0):
    def cases(rng):
        made = []
        for samples, width in sizes:
            inputs = rows(rng, samples, width, spread)
            upstream = rng.normal(size=(samples, width))
            made.append(asking_for(inputs, *names, constants=list(constants), upstream=upstream))
        return made

    return cases


every_gradient = normalised(sizes=[(4, 3)])


# Deep nets.


def net(rng, depth, width, kind, size=1.0):
    """Weights by He's rule times `size`; the last block is the first one in the dict."""
    parameters = {}
    for layer in range(depth, 0, -1):
        weight = rng.normal(size=(width, width)) * size * np.sqrt(2 / width)
        parameters[f"W{layer}"] = weight
        parameters[f"b{layer}"] = 0.6 * rng.normal(size=width)
        if kind in WITH_NORM:
            parameters[f"gamma{layer}"] = rng.uniform(0.6, 1.6, size=width)
            parameters[f"beta{layer}"] = 0.4 * rng.normal(size=width)
    return parameters


def into_relus(parameters, x, kind, scale):
    """What goes into the ReLU of each block."""
    found = []
    for layer in range(1, sum(name[0] == "W" for name in parameters) + 1):
        h = x
        if kind in WITH_NORM:
            h = (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-5)
            h = parameters[f"gamma{layer}"] * h + parameters[f"beta{layer}"]
        found.append(h)
        branch = (h * (h > 0)) @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
        x = x + scale * branch if kind in WITH_SKIP else branch
    return found


def is_telling(found, samples):
    """No kink is near, and most units are on for some samples and off for others.

    Of a single sample no unit can be both; there half of the units are on at least.
    """
    for h in found:
        on, off = (h > 0).any(axis=0), (h <= 0).any(axis=0)
        share = np.mean(on & off) if samples > 1 else np.mean(on)
        if np.abs(h).min() < KINK or share < 0.5 or not on.any() or not ((h > 0) & (h < 1)).any():
            return False
    return True


def blocks(rng, depth, samples, width, kind):
    """The arguments of a net, and a scale that is neither 1 nor near it."""
    while True:
        parameters = net(rng, depth, width, kind)
        x = rng.normal(size=(samples, width))
        scale = float(rng.uniform(0.3, 0.7))
        if is_telling(into_relus(parameters, x, kind, scale), samples):
            return {"parameters": parameters, "x": x, "kind": kind, "scale": scale}


NETS = [(3, 5, 4), (2, 7, 3)]
SMALL_NETS = [(1, 4, 3), (2, 1, 4)]
SMALL_TITLE = "one block, one sample"


def forward_nets(kinds, sizes=NETS):
    def cases(rng):
        return [case(**blocks(rng, *size, kind)) for kind in kinds for size in sizes]

    return cases


def single_nets(rng):
    return [case(**blocks(rng, 2, 5, 4, kind)) for kind in KINDS]


def one_unit(rng):
    """Nets of width 1: layer normalisation leaves nothing of x there."""
    return [
        case(
            parameters=net(rng, 2, 1, kind),
            x=rng.uniform(0.5, 2, size=(3, 1)),
            kind=kind,
            scale=float(rng.uniform(0.3, 0.7)),
        )
        for kind in KINDS
    ]


def small_forward_nets(rng):
    return [*forward_nets(KINDS, SMALL_NETS)(rng), *one_unit(rng)]


def back(inputs, upstream, *names):
    """A case for the way back, of the arguments of a way there."""
    given = {"x": inputs["x"], **inputs["parameters"]}
    return asking_for(given, *names, upstream=upstream, kind=inputs["kind"], scale=inputs["scale"])


# Names of parameters that begin so belong to the normalisation; b1 does not.
OF_NORM = ("gamma", "beta")


def backward_nets(kinds, sizes=NETS, of=None):
    """Gradients of all inputs, or of the parameters of one sort."""

    def cases(rng):
        made = []
        for kind in kinds:
            for depth, samples, width in sizes:
                inputs = blocks(rng, depth, samples, width, kind)
                sorts = {
                    None: [],
                    "dense": [n for n in inputs["parameters"] if not n.startswith(OF_NORM)],
                    "norm": [n for n in inputs["parameters"] if n.startswith(OF_NORM)],
                }
                made.append(back(inputs, rng.normal(size=(samples, width)), *sorts[of]))
        return made

    return cases


all_gradients = backward_nets(KINDS, NETS[:1])


def at_the_kink(rng):
    """What goes into one ReLU of the first block is exactly 0 for every sample."""
    made = []
    for kind in KINDS:
        inputs = blocks(rng, 2, 5, 4, kind)
        if kind in WITH_NORM:
            for name in ("gamma1", "beta1"):
                inputs["parameters"][name][2] = 0
        else:
            inputs["x"][:, 2] = 0
        made.append(back(inputs, rng.normal(size=(5, 4))))
    return made


@only_as_drawn
def many_blocks(rng):
    """Nets of a depth that nobody knows: what is wrong in a block counts in every block."""
    made = []
    for kind in KINDS:
        depth = int(rng.integers(12, 24))
        parameters = net(rng, depth, 6, kind)
        made.append(
            case(
                inputs={"x": rng.normal(size=(7, 6)), **parameters},
                upstream=rng.normal(size=(7, 6)),
                kind=kind,
                scale=float(rng.uniform(0.2, 0.5)),
            )
        )
    return made


# Measuring.


def arrays(rng):
    """Sizes of their own, and a mean that is not 0."""
    made = []
    for shapes in ([(5, 3), (5, 3), (5, 3)], [(2, 7), (4, 3), (3, 3)]):
        spread = 10 ** rng.uniform(-2, 2, size=len(shapes))
        made.append(
            case(
                arrays=[s * (rng.normal(size=n) + 0.5) for s, n in zip(spread, shapes, strict=True)]
            )
        )
    return made


def one_array(rng):
    return [case(arrays=[rng.normal(size=(4, 3))]), case(arrays=[rng.normal(size=(1, 1))])]


@only_as_drawn
def far_from_one(rng):
    """Squares that overflow or become 0, also of numbers that are all negative; an array of zeros.

    In each array one element is 0: whoever divides by the smallest one divides by 0.
    """
    made = []
    for exponent in rng.permutation([-199, 0, 200, 200]):
        array = 10.0**exponent * rng.uniform(0.1, 1, size=(3, 4))
        array[rng.integers(3), rng.integers(4)] = 0
        made.append(array)
    negative = -(10.0**200) * rng.uniform(0.1, 1, size=(2, 3))
    return [case(arrays=[*made[:2], np.zeros((3, 4)), negative, *made[2:]])]


def samples_of(rng, count, width, common):
    """Rows of unlike lengths with something in common."""
    lengths = 10 ** rng.uniform(-1, 1, size=(count, 1))
    return lengths * (rng.normal(size=(count, width)) + common * rng.normal(size=width))


def alike(rng):
    return [
        case(x=samples_of(rng, count, width, common))
        for count, width, common in [(5, 3, 0.0), (4, 7, 1.5), (6, 4, -0.7)]
    ]


def pairs(rng):
    """Two samples, one feature, two equal rows."""
    equal = samples_of(rng, 4, 3, 0.0)
    equal[3] = equal[1]
    one = rng.uniform(0.5, 2, size=(5, 1)) * rng.permutation([1, 1, 1, -1, -1])[:, None]
    return [case(x=samples_of(rng, 2, 3, 0.0)), case(x=one), case(x=equal)]


def units(rng, samples, width, dead):
    """So many dead units; each other one is on for some sample, and one of them for one only."""
    h = rng.normal(size=(samples, width)) - 0.3
    places = rng.permutation(width)
    for place in places[dead:]:
        h[rng.integers(samples), place] = rng.uniform(0.1, 1)
    lone = places[dead:][0]
    h[:, lone] = -rng.uniform(1, 2, size=samples)
    h[rng.integers(samples), lone] = rng.uniform(0.1, 0.5)
    h[:, places[:dead]] = -rng.uniform(0.1, 1, size=(samples, dead))
    return h


def into_relu(rng):
    made = []
    for samples, width in [(5, 13), (4, 11), (7, 17)]:
        made.append(case(h=units(rng, samples, width, int(rng.integers(2, width - 3)))))
    return made


def at_zero(rng):
    """Some of the dead units are at exactly 0: for one sample, or for all."""
    made = []
    for samples, width in [(4, 11), (3, 13)]:
        dead = int(rng.integers(3, width - 4))
        h = units(rng, samples, width, dead)
        found = np.flatnonzero((h < 0).all(axis=0))
        h[0, found[0]] = 0
        h[:, found[1]] = 0
        made.append(case(h=h))
    return made


def few_units(rng):
    """One sample, one unit, all units dead."""
    return [
        case(h=units(rng, 1, 9, int(rng.integers(2, 7)))),
        case(h=-np.abs(rng.normal(size=(3, 1)))),
        case(h=np.abs(rng.normal(size=(1, 1)))),
        case(h=-np.abs(rng.normal(size=(3, 4)))),
    ]


# The cures.


def scales(kind):
    def cases(rng):
        return [
            case(depth=int(depth), growth=float(rng.uniform(low, high)), kind=kind)
            for depth, low, high in zip(
                rng.permutation([2, 7, 40])[:2], (1.2, 3), (2, 9), strict=True
            )
        ]

    return cases


def one_block(rng):
    """There both kinds need the same scale."""
    return [case(depth=1, growth=float(rng.uniform(1.5, 5)), kind=kind) for kind in WITH_SKIP]


def can_be_cured(parameters, x, kind, scale):
    """Whether enough of the signal is left in front of every weight of the calibrated net."""
    cured = {name: np.copy(p) for name, p in parameters.items()}
    for layer in range(1, sum(name[0] == "W" for name in parameters) + 1):
        h = into_relus(cured, x, kind, scale)[layer - 1]
        size = np.sqrt(np.mean((np.maximum(h, 0) @ parameters[f"W{layer}"]) ** 2))
        if size < 1e-3:
            return False
        cured[f"W{layer}"] /= size
    return True


def too_large_or_small(rng, depth, samples, width, kind):
    """A net whose weights are too large or too small by unlike factors, and its input, too."""
    while True:
        one = blocks(rng, depth, samples, width, kind)
        for name in one["parameters"]:
            if name[0] == "W":
                one["parameters"][name] *= 10 ** rng.uniform(-1, 1)
        one["x"] *= 10 ** rng.uniform(-0.5, 0.5)
        if can_be_cured(**one):
            return one


def ill(kinds, sizes=NETS):
    def cases(rng):
        return [case(**too_large_or_small(rng, *size, kind)) for kind in kinds for size in sizes]

    return cases


ill_without_norm, ill_with_norm = ill(WITHOUT_NORM), ill(WITH_NORM)


@only_as_drawn
def ill_and_deep(rng):
    """Deep nets that vanish, and others that explode."""
    made = []
    for kind, size in zip(KINDS, rng.permutation([0.2, 0.4, 2.5, 5.0]), strict=True):
        depth, width, samples = int(rng.integers(10, 18)), 6, 7
        while True:
            parameters = net(rng, depth, width, kind, size)
            x = rng.normal(size=(samples, width))
            scale = float(1 / np.sqrt(depth))
            if can_be_cured(parameters, x, kind, scale):
                break
        made.append(case(parameters=parameters, x=x, kind=kind, scale=scale))
    return made


def hints(question, pointer, example):
    return (question, pointer, example)


(
    rubric.task(
        "layer_norm_forward",
        points=2,
        hints=hints(
            "Which numbers does one number of the output depend on: on other rows, or not?",
            "“Layer normalisation” has a table beside batch normalisation. To which of its two "
            "columns does `axis` in your code belong?",
            "The row (1, 5) has the mean 3 and the variance 4. With ε = 5 the root is 3. What are "
            "the two normalised numbers?",
        ),
    )
    .matches(normalising, weight=4)
    .matches(by_default, title="the ε of the signature", weight=2)
    .matches(without_spread, title="a row of equal numbers, one feature", side=True, weight=1)
    .matches(one_row, title="one row", side=True, weight=1)
    .keeps_shape_and_dtype(in_float32(normalising))
    .leaves_arguments_unchanged(normalising)
)
(
    rubric.task(
        "layer_norm_backward",
        points=4,
        after="layer_norm_forward",
        call="layer_norm_gradients",
        hints=hints(
            "When one x grows a little, what else in its row of the output moves?",
            "“Back through layer normalisation” says where γ stands among the means, and why "
            "it matters more than in batch normalisation.",
            "Two features, ε = 0: the row (0, 2) becomes (−1, 1), and stays so if either number "
            "moves a little. Which dx has to come out, whatever upstream and γ are?",
        ),
    )
    .matches(normalised("gamma", "beta"), title="gradients of gamma and beta", weight=2)
    .matches(normalised("x"), title="gradient of x", weight=4)
    .matches(
        normalised(sizes=[(3, 4)], constants=(), spread=0.003),
        title="the ε of the signature",
        side=True,
        weight=1,
    )
    .gradient_agrees(
        "layer_norm_loss",
        every_gradient,
        wrt="wanted",
        title="all gradients, as the slopes of your own layer_norm_forward",
        weight=2,
    )
    .matches(normalised(sizes=[(1, 4), (3, 1)]), title="one row, one feature", side=True, weight=1)
    .leaves_arguments_unchanged(every_gradient)
)
(
    rubric.task(
        "deep_forward",
        points=3,
        after="layer_norm_forward",
        hints=hints(
            "If all weights and biases were 0, what would each of the four kinds give?",
            "The table in “Four kinds of nets” has two columns. Say for your kind what h is, and "
            "what is added to what.",
            "x = 2, W = 3, b = −1, s = 0.5, no LN: the branch is 5. What is the next x in a plain "
            "net, and in a residual one?",
        ),
    )
    .matches(forward_nets(["plain"]), title="plain nets", weight=2)
    .matches(forward_nets(["residual"]), title="residual nets", weight=2)
    .matches(forward_nets(WITH_NORM), title="nets with layer normalisation", weight=3)
    .matches(small_forward_nets, title="one block, one sample, one unit", side=True, weight=1)
    .keeps_shape_and_dtype(in_float32(single_nets))
    .leaves_arguments_unchanged(single_nets)
)
(
    rubric.task(
        "deep_backward",
        points=4,
        after=("layer_norm_forward", "layer_norm_backward", "deep_forward"),
        call="deep_gradients",
        hints=hints(
            "By how many ways does x_l reach the loss: in a plain net, and in a residual one?",
            "“Back through a deep net” lists what a block does on the way back, in this order. "
            "Which of its steps need h, and which need x?",
            "A residual block with s = 0.5, W = 3, and h > 0: a gradient of 1 arrives. 1 takes the "
            "skip. What comes back through the branch, and what is the sum?",
        ),
    )
    .matches(backward_nets(["plain"]), title="plain nets", weight=2)
    .matches(backward_nets(["residual"]), title="residual nets", weight=2)
    .matches(
        backward_nets(WITH_NORM, of="dense"),
        title="weights and biases behind layer normalisation",
        weight=2,
    )
    .matches(backward_nets(WITH_NORM, of="norm"), title="gradients of γ and β", weight=1)
    .matches(all_gradients, title="the flow, block by block", call="deep_flow", weight=3)
    .gradient_agrees(
        "deep_loss",
        backward_nets(KINDS, [(2, 3, 3)]),
        wrt="wanted",
        title="all gradients, as the slopes of your own deep_forward",
        weight=2,
    )
    .matches(
        many_blocks,
        title="the ratio of the gradients of a deep net",
        call="deep_ratio",
        side=True,
        weight=2,
    )
    .matches(at_the_kink, title="the slope of ReLU at 0", side=True, weight=1)
    .matches(backward_nets(KINDS, SMALL_NETS), title=SMALL_TITLE, side=True, weight=1)
    .keeps_shape_and_dtype(all_gradients, call="deep_names")
    .leaves_arguments_unchanged(all_gradients)
)
(
    rubric.task(
        "sizes",
        points=1,
        hints=hints(
            "Square, mean, root: over which elements is the mean, and what is squared?",
            "“Measuring a deep net” says how to find the size of an array whose squares "
            "overflow: what is taken out of the mean before anything is squared?",
            "(3, 4) has the mean square 12.5 and the size 3.54. And (3e200, 4e200)?",
        ),
    )
    .matches(arrays, weight=4)
    .matches(one_array, title="one array, one element", side=True, weight=1)
    .stable(far_from_one, weight=2)
    .leaves_arguments_unchanged(arrays)
)
(
    rubric.task(
        "mean_cosine",
        points=1,
        hints=hints(
            "How many pairs of different rows are there, and how many of them are in your sum?",
            "“Are the samples still apart?” gives a worked number with three rows. Which of "
            "its three cosines do you get?",
            "(3, 4) and (4, 3) have the cosine 24/25. What is it for (30, 40) and (4, 3)?",
        ),
    )
    .matches(alike, weight=4)
    .matches(pairs, title="two samples, equal samples, one feature", side=True, weight=2)
    .leaves_arguments_unchanged(alike)
)
(
    rubric.task(
        "dead_share",
        points=1,
        hints=hints(
            "A unit is off for nine samples of ten. Does its weight still get a gradient?",
            "“Are the samples still apart?” goes through four units, one by one. Along which axis "
            "of h does it look, and what does it say of a 0?",
            "h = ((−1, 2), (0, −3)): the first unit is at 0 or below for both samples, the second "
            "is on for one. Which share is dead?",
        ),
    )
    .matches(into_relu, weight=4)
    .matches(at_zero, title="units at exactly 0", side=True, weight=2)
    .matches(few_units, title="one sample, one unit, no unit alive", side=True, weight=1)
    .leaves_arguments_unchanged(into_relu)
)
(
    rubric.task(
        "branch_scale",
        points=2,
        hints=hints(
            "By what does one block multiply the mean square of the stream, or what does it add?",
            "“How large may a branch be?” follows the mean square through the first two blocks of "
            "both kinds. Continue to block L, and set the result equal to `growth`.",
            "Three blocks, growth 8. Residual: the mean square is multiplied by 2 in each block, "
            "three times. Pre-norm: 7/3 is added in each block, three times. Which s² does that?",
        ),
    )
    .matches(scales("residual"), title="residual nets", weight=3)
    .matches(scales("pre-norm"), title="pre-norm nets", weight=3)
    .matches(one_block, title="one block", side=True, weight=1)
)
(
    rubric.task(
        "calibrate",
        points=2,
        after=("layer_norm_forward", "deep_forward"),
        hints=hints(
            "When the second block is measured, which weight does the first one have by then?",
            "“A cure that measures” calibrates two blocks by hand. Which numbers go into the "
            "second ReLU there?",
            "One unit, no LN: x = (3, 4), W = 2. The products are 6 and 8, their mean square is "
            "50. By which number is W multiplied, so that it becomes 1?",
        ),
    )
    .matches(ill_without_norm, title="nets without normalisation", weight=3)
    .matches(ill_with_norm, title="nets with normalisation", weight=2)
    .matches(
        ill_and_deep,
        title="what reaches the end of deep nets after the cure",
        call="reach_after_the_cure",
        side=True,
        weight=2,
    )
    .matches(ill(KINDS, SMALL_NETS), title=SMALL_TITLE, side=True, weight=1)
    .leaves_arguments_unchanged(ill_with_norm)
)

# The plot: with He's weights, what the gradient becomes on its way back through forty blocks.
DEPTH, WIDTH, SAMPLES = 40, 24, 32


def own_curves(rng):
    seed = int(rng.integers(1 << 31))

    def one(kind, scale, size=1.0):
        return case(
            kind=kind,
            scale=scale,
            size=size,
            depth=DEPTH,
            width=WIDTH,
            samples=SAMPLES,
            seed=seed,
        )

    return {
        "yours: plain": one("plain", 1.0),
        "yours: plain, weights halved": one("plain", 1.0, 0.5),
        "yours: normalised, weights halved": one("normalised", 1.0, 0.5),
        "yours: residual, s = 1": one("residual", 1.0),
        "yours: residual, s = 0.13": one("residual", 0.13),
        "yours: pre-norm, s = 1": one("pre-norm", 1.0),
    }


rubric.figure(
    "The size of the gradient in the stream of a deep net",
    x_axis="array of the stream (the first is the input)",
    y_axis="size of the gradient",
    logarithmic=True,
    call="size_by_block",
    curves=own_curves,
)
