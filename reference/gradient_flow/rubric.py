"""What is verified about gradient flow, and what it is worth.

Initialisers may draw in any way, so the driver looks at 20,000 weights together and reports their
spread in coarse steps: what comes back is the same for all right work, and for all work with one
misconception. How seldom right weights fall outside is derived there, in a comment.
"""

import math

import numpy as np

from autograder.rubric import Rubric, case, only_as_drawn

rubric = Rubric("gradient_flow", title="Vanishing and exploding gradients")


def net(rng, sizes):
    parameters = {}
    for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:], strict=False), 1):
        parameters[f"W{layer}"] = rng.normal(size=(inputs, outputs))
        parameters[f"b{layer}"] = rng.normal(size=outputs)
    return parameters


def backwards(parameters):
    """The same dict, filled from the last layer to the first: order must not count."""
    return dict(reversed(parameters.items()))


def labels_of(rng, samples, classes):
    # Every class occurs.
    return rng.permutation(np.arange(samples) % classes)


def through(parameters, x):
    """Pre-activations of all layers of a ReLU net, the logits last."""
    found = []
    for layer in range(1, len(parameters) // 2 + 1):
        found.append(x @ parameters[f"W{layer}"] + parameters[f"b{layer}"])
        x = np.maximum(found[-1], 0)
    return found


def is_telling(hidden):
    """No z near the kink of ReLU, every unit at work for some samples only, some z in (0, 1)."""
    return all(
        np.min(np.abs(z)) > 1e-2
        and np.all((z > 0).any(axis=0) & (z < 0).any(axis=0))
        and np.any((z > 0) & (z < 1))
        for z in hidden
    )


def measured(rng, sizes, activation, samples=5):
    while True:
        parameters, x = net(rng, sizes), rng.normal(size=(samples, sizes[0]))
        if activation != "relu" or is_telling(through(parameters, x)[:-1]):
            break
    return case(
        parameters=backwards(parameters) if len(sizes) > 3 else parameters,
        x=x,
        labels=labels_of(rng, samples, sizes[-1]),
        activation=activation,
    )


# In the second net all layers are alike: there a transpose that is missing or too many is silent.
SHAPES = [(3, 7, 4), (4, 4, 4), (3, 4, 7, 5, 3)]


def of(activation):
    def cases(rng):
        return [measured(rng, sizes, activation) for sizes in SHAPES]

    return cases


def without_hidden_layers(rng):
    return [measured(rng, (3, 4), "tanh"), measured(rng, (5, 2), "relu", samples=7)]


def small(rng):
    """One sample; samples of one class, which is not the last one."""
    made = []
    for sizes, samples, activation in [
        ((3, 5, 4), 1, "tanh"),
        ((2, 3), 1, "relu"),
        ((3, 4, 3), 4, "sigmoid"),
    ]:
        labels = np.full(samples, rng.integers(sizes[-1] - 1))
        x = rng.normal(size=(samples, sizes[0]))
        made.append(case(parameters=net(rng, sizes), x=x, labels=labels, activation=activation))
    return made


def at_the_kink(rng):
    """One hidden unit is at exactly 0 for every sample."""
    one = measured(rng, (3, 4, 3), "relu")
    one.arguments["parameters"]["W1"][:, 2] = 0
    one.arguments["parameters"]["b1"][2] = 0
    return [one]


def large_logits(rng):
    """Logits of up to 1000, and down to -1000, with every label on one that is not the largest.

    The largest in size is made a positive one: exp of it overflows, of -1000 it does not.
    """
    made = []
    for activation in ("sigmoid", "tanh", "relu"):
        parameters, x = net(rng, (3, 5)), rng.normal(size=(7, 3))
        one = through(parameters, x)[-1]
        scale = 1000 / one.flat[np.argmax(np.abs(one))]
        last = {name: p * scale for name, p in parameters.items()}
        labels = (np.argmax(scale * one, axis=1) + rng.integers(1, 5, size=7)) % 5
        made.append(case(parameters=last, x=x, labels=labels, activation=activation))
    return made


def seed(rng):
    return int(rng.integers(1 << 31))


def deviation(initialiser, fan_in, fan_out):
    return math.sqrt(2 / (fan_in + fan_out if initialiser == "xavier_init" else fan_in))


def layers(initialiser, *choices):
    """One layer of each list of sizes, or as many small ones as hold 20,000 weights together."""

    @only_as_drawn
    def cases(rng):
        made = []
        for shapes in choices:
            fan_in, fan_out = shapes[rng.integers(len(shapes))]
            right = deviation(initialiser, fan_in, fan_out)
            made.append(
                case(
                    initialiser=initialiser,
                    fan_in=fan_in,
                    fan_out=fan_out,
                    layers=-(-19_500 // (fan_in * fan_out)),
                    seed=seed(rng),
                    # Some of the driver's steps away, each a factor of √2.
                    unit=right * 2 ** (rng.integers(-20, 21) / 2),
                )
            )
        return made

    return cases


# About 20,000 weights each. In these shapes the deviations of all known misconceptions lie at least
# 0.033 from the edges of the driver's steps (in natural logarithms), which is more than six
# standard errors: so a misconception keeps its name whatever is drawn.
WIDE = [(4, 5000), (8, 2500), (10, 2000), (16, 1250), (20, 1000)]
MIDDLE = [(63, 317), (64, 312), (82, 243), (317, 63)]
TALL = [
    *((1015, 20), (1246, 16), (1275, 16), (2013, 10), (2060, 10), (2473, 8), (2530, 8)),
    *((2588, 8), (4087, 5), (4182, 5), (4906, 4), (5020, 4), (5136, 4)),
]
# With few inputs and outputs it shows whether they were counted exactly.
SMALL = [(2, 3), (1, 3), (3, 1), (2, 4), (4, 2)]


def normal_layers(initialiser):
    # About as wide as they are long: there a deviation that was passed as the mean is at least 11.8
    # standard errors of a mean from 0, and the driver asks for 7.
    shapes = [(125, 160), (160, 125)]

    @only_as_drawn
    def cases(rng):
        return [
            case(initialiser=initialiser, fan_in=fan_in, fan_out=fan_out, layers=1, seed=seed(rng))
            for fan_in, fan_out in shapes
        ]

    return cases


def two_generators(initialiser):
    @only_as_drawn
    def cases(rng):
        one = seed(rng)
        return [
            case(initialiser=initialiser, fan_in=5, fan_out=7, seed=one, other_seed=one + 1),
        ]

    return cases


def gradient(rng, sizes):
    """Gradients of a net, the last layer first, as a backward pass fills its dict."""
    return backwards(net(rng, sizes))


NETS = [(3, 7, 2), (4, 4, 4), (2, 5, 3, 4)]


def gradients(rng):
    made = [case(gradients=gradient(rng, sizes)) for sizes in NETS]
    # Vanished and exploded ones, and layers of very unequal gradients.
    for scales in [(1e-4, 1e-4), (1e5, 1e5), (1e-3, 1e2)]:
        one = gradient(rng, (3, 7, 2))
        made.append(case(gradients={name: g * scales[int(name[1]) - 1] for name, g in one.items()}))
    return made


def one_layer(rng):
    return [case(gradients=gradient(rng, sizes)) for sizes in [(4, 2), (1, 1)]]


def one_layer_limited(rng):
    return [
        case(**one.arguments, max_norm=share * length(one.arguments["gradients"]))
        for one, share in zip(one_layer(rng), (0.4, 0.7), strict=True)
    ]


def zeros(rng):
    return [case(gradients={name: 0 * g for name, g in gradient(rng, (3, 5, 2)).items()})]


def length(tree):
    return math.sqrt(math.fsum(float(np.sum(g * g)) for g in tree.values()))


def limited(*shares):
    """Limits that are a share of the norm."""

    def cases(rng):
        made = []
        for share in shares:
            for sizes in NETS[:2]:
                one = gradient(rng, sizes)
                made.append(case(gradients=one, max_norm=share * length(one)))
        return made

    return cases


def zeros_limited(rng):
    return [case(**one.arguments, max_norm=0.5) for one in zeros(rng)]


def single_precision(rng):
    return [
        case(gradients={name: g.astype(np.float32) for name, g in tree.items()}, max_norm=max_norm)
        for tree, max_norm in (one.arguments.values() for one in limited(0.4, 1.7)(rng))
    ]


# At 0.9 no array is longer than the limit alone; at 0.999 and 1.001 the limit just binds or not.
binding = limited(0.05, 0.4, 0.9, 0.999)
loose = limited(1.001, 1.7, 40.0)


def flows(rng):
    """Ratios of all three kinds at several scales, some near the limits; anything in between."""
    made = []
    small, large = [(-6, -3), (-2.2, -2.05)], [(2.05, 2.2), (3, 6)]
    # Between e² and 10 on either side: there, a limit of ten and another logarithm differ.
    middle = [(-0.99, -0.88), (-1, 1), (0.88, 0.99)]
    for low, high in [*small, (-1.95, -1.75), *middle, (1.75, 1.95), *large]:
        for scale in (-3, 0, 3):
            ratio = 10 ** rng.uniform(low, high)
            last = 10 ** rng.uniform(scale - 0.5, scale + 0.5)
            between = last * 10 ** rng.uniform(-4, 4, size=rng.integers(0, 4))
            made.append(case(norms=np.concatenate([[ratio * last], between, [last]])))
    # In an order that is not known before.
    return [made[place] for place in rng.permutation(len(made))]


def limits(rng):
    """Ratios of exactly 0.01 and 100, whether found as a quotient, a product or a logarithm."""
    return [case(norms=np.array([a, rng.uniform(1, 9), b])) for a, b in ((1, 100), (100, 1))]


def ends(rng):
    """A single layer, and a first layer that nothing reaches."""
    return [case(norms=rng.uniform(1e-4, 1e-3, size=1)), case(norms=np.array([0.0, 0.3, 2.0]))]


(
    rubric.task(
        "layer_gradient_norms",
        points=9,
        gradient_by="parameters",
        hints=(
            "When another activation is asked for, what changes on your way forward, and what on "
            "your way back?",
            "README, “Measuring the flow”: the second worked number writes down a, δ_2, what comes "
            "back, the slope and δ_1. Print the same five. Which is the first that differs?",
            "A gradient ((1, 2), (2, 4)): its largest element is 4, the sum of its elements is 9. "
            "What is its Frobenius norm?",
        ),
    )
    .matches(without_hidden_layers, title="no hidden layer", weight=2)
    .matches(of("sigmoid"), title="sigmoid layers", weight=3)
    .matches(of("tanh"), title="tanh layers", weight=3)
    .matches(of("relu"), title="ReLU layers", weight=3)
    .matches(small, title="one sample, labels of one class", side=True, weight=1)
    .matches(at_the_kink, title="the slope of ReLU at 0", side=True, weight=1)
    .stable(large_logits)
    .leaves_arguments_unchanged(of("relu"))
)
for name, points, *ladder in [
    (
        "xavier_init",
        2,
        "Does what you pass to the generator say how wide the weights spread, or the square of it?",
        "Draw `xavier_init(500, 300, rng)` and print its shape, mean, standard deviation and "
        "largest size. Which of the “three traps” in README, “Starting well”, fits?",
        "With 50 inputs and 150 outputs the variance should be 2 / 200. What is the deviation?",
    ),
    (
        "he_init",
        2,
        "Which of the two sizes says how many terms one neuron adds up?",
        "“Starting well” in README says which of the two sizes He's rule looks at. So which of "
        "`he_init(50, 3000, rng).std()` and `he_init(3000, 50, rng).std()` should be larger?",
        "With 8 inputs the variance should be 2 / 8, however many outputs. And the deviation?",
    ),
]:
    (
        rubric.task(name, points=points, call="weights", hints=ladder)
        .matches(
            layers(name, WIDE, TALL, MIDDLE),
            title="spread as widely as asked",
            asks="spread",
            weight=5,
        )
        .matches(
            layers(name, SMALL),
            title="small layers, many of them",
            asks="spread",
            side=True,
            weight=1,
        )
        .matches(normal_layers(name), title="normal around 0", asks="form", side=True, weight=2)
        .matches(
            two_generators(name),
            title="draws from the given generator",
            call="several_weights",
            asks="generators",
            side=True,
            weight=2,
        )
    )
(
    rubric.task(
        "global_norm",
        points=2,
        hints=(
            "If all gradients were written one after the other, how long would that vector be?",
            "README, “Clipping”: all weights *and* biases are in the vector. Cut one of the arrays "
            "in two parts under two keys: the norm must stay as it is. Does it?",
            "W1 = ((2, 3)) and b1 = (6): how long is the vector (2, 3, 6)?",
        ),
    )
    .matches(gradients)
    .matches(one_layer, title="one layer", side=True, weight=1)
    .stable(zeros)
    .leaves_arguments_unchanged(gradients)
)
(
    rubric.task(
        "clip_by_global_norm",
        points=4,
        after="global_norm",
        hints=(
            "After clipping, does the long vector of all gradients still point the same way?",
            "README, “Clipping”: one factor for everything. Divide each clipped element by the one "
            "that it was made from: is the quotient the same everywhere, and 1 below the limit?",
            "Gradients (3) and (4) with the limit 10, and with the limit 1: what comes back?",
        ),
    )
    .matches(binding, title="shortens what is too long", weight=4)
    .matches(loose, title="leaves what is short enough", side=True, weight=3)
    .matches(one_layer_limited, title="one layer", side=True, weight=1)
    .stable(zeros_limited)
    .keeps_shape_and_dtype(single_precision, call="clip")
    .leaves_arguments_unchanged(binding)
)
(
    rubric.task(
        "classify_gradient_flow",
        points=1,
        call="classify",
        hints=(
            "Which end of the array belongs to the layer that the gradient reaches last?",
            "README, “Vanishing, healthy, exploding”, has four worked numbers. Multiply all norms "
            "of one by 1000: the answer must stay. And to which side do the limits belong?",
            "Norms (0.001, 5, 0.5): what is r, and does the 5 play a part?",
        ),
    )
    .matches(flows)
    .matches(limits, title="at the limits", side=True, weight=2)
    .matches(ends, title="one layer, and a first norm of 0", side=True, weight=2)
)

# The plot: norms of a deep net with the submission's own weights and gradients, beside four nets
# that a reader should know. All layers are square, so that nothing but depth is at work.
WIDTH, DEPTH, SAMPLES = 24, 20, 64


def deep_batch(rng):
    return rng.normal(size=(SAMPLES, WIDTH)), labels_of(rng, SAMPLES, WIDTH)


def own_curves(rng):
    x, labels = deep_batch(rng)

    def one(initialiser, activation):
        return case(
            initialiser=initialiser,
            width=WIDTH,
            depth=DEPTH,
            x=x,
            labels=labels,
            activation=activation,
            seed=int(rng.integers(2**31)),
        )

    return {
        "yours: sigmoid, xavier_init": one("xavier_init", "sigmoid"),
        "yours: ReLU, he_init": one("he_init", "relu"),
    }


def reference_curves(rng):
    x, labels = deep_batch(rng)
    he, xavier = np.sqrt(2 / WIDTH), np.sqrt(1 / WIDTH)

    def norms(layer, deviation):
        weights = [rng.normal(0, deviation, size=(WIDTH, WIDTH)) for _ in range(DEPTH)]
        return norms_of(weights, x, labels, layer)

    return {
        "sigmoid, Xavier": norms(sigmoid_layer, xavier),
        "ReLU, He": norms(relu_layer, he),
        "tanh, weights three times Xavier": norms(tanh_layer, 3 * xavier),
        "ReLU, batch norm": norms(batch_norm_layer, he),
        "ReLU, residual": norms(residual_layer, he / 4),
    }


def norms_of(weights, x, labels, layer):
    """Frobenius norms of the weight gradients of a net of such layers, logits last."""
    inputs, ways_back = [x], []
    for W in weights[:-1]:
        out, way_back = layer(inputs[-1], W)
        inputs.append(out)
        ways_back.append(way_back)
    logits = inputs[-1] @ weights[-1]
    delta = np.exp(logits - logits.max(axis=1, keepdims=True))
    delta /= delta.sum(axis=1, keepdims=True)
    delta[np.arange(len(labels)), labels] -= 1
    delta /= len(labels)
    norms = [np.linalg.norm(inputs[-1].T @ delta)]
    upstream = delta @ weights[-1].T
    for way_back in reversed(ways_back):
        upstream, dW = way_back(upstream)
        norms.append(np.linalg.norm(dW))
    return norms[::-1]


# A layer gives its output, and the way back from the gradient of that to those of input and weight.


def sigmoid_layer(x, W):
    a = 1 / (1 + np.exp(-(x @ W)))

    def back(upstream):
        delta = upstream * a * (1 - a)
        return delta @ W.T, x.T @ delta

    return a, back


def tanh_layer(x, W):
    a = np.tanh(x @ W)

    def back(upstream):
        delta = upstream * (1 - a**2)
        return delta @ W.T, x.T @ delta

    return a, back


def relu_layer(x, W):
    z = x @ W

    def back(upstream):
        delta = upstream * (z > 0)
        return delta @ W.T, x.T @ delta

    return np.maximum(z, 0), back


def batch_norm_layer(x, W):
    z = x @ W
    root = np.sqrt(z.var(axis=0) + 1e-5)
    normal = (z - z.mean(axis=0)) / root

    def back(upstream):
        through = upstream * (normal > 0)
        along = normal * np.mean(through * normal, axis=0)
        delta = (through - through.mean(axis=0) - along) / root
        return delta @ W.T, x.T @ delta

    return np.maximum(normal, 0), back


def residual_layer(x, W):
    branch, back_through = relu_layer(x, W)

    def back(upstream):
        dx, dW = back_through(upstream)
        return upstream + dx, dW

    return x + branch, back


rubric.figure(
    "What becomes of the gradient on its way back",
    x_axis="layer",
    y_axis="norm of the weight gradient",
    logarithmic=True,
    call="norms_by_layer",
    curves=own_curves,
    references=reference_curves,
)
