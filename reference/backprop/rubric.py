"""What is verified about back-propagation, and what it is worth."""

import numpy as np

from autograder.rubric import Rubric, case, only_as_drawn, rows_sum_to, unchanged_by

rubric = Rubric("backprop", title="Back-propagation")


def net(rng, sizes, samples=5):
    parameters = {}
    for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:], strict=False), 1):
        parameters[f"W{layer}"] = rng.normal(size=(inputs, outputs))
        parameters[f"b{layer}"] = rng.normal(size=outputs)
    return {"parameters": parameters, "x": rng.normal(size=(samples, sizes[0]))}


def labels_of(rng, samples, classes):
    # Every class occurs.
    return rng.permutation(np.arange(samples) % classes)


def labelled(*nets):
    def cases(rng):
        return [
            case(**net(rng, sizes, samples), labels=labels_of(rng, samples, sizes[-1]))
            for samples, sizes in nets
        ]

    return cases


# Samples, then layer sizes. On equal sizes a wrong matrix fits, and only its numbers tell; on
# unequal ones nothing fits by luck. A net without hidden layers is a net, too.
SHALLOW = [(5, (3, 7, 2)), (5, (4, 4, 4))]
DEEP = [(11, (2, 5, 3, 7, 5)), (5, (4, 4, 4, 4)), (5, (7, 3))]

shallow = labelled(*SHALLOW)
deep = labelled(*DEEP)


# The smallest that the contract allows, and labels of one class alone.
SMALL = [(1, (3, 5, 4)), (4, (6, 3)), (1, (2, 3))]
SMALL_TITLE = "one layer, one sample, labels of one class"


def of_one_class(rng, samples, classes):
    # Not of the last one, by which the number of classes would be known.
    return np.full(samples, rng.integers(classes - 1))


def small(rng):
    return [
        case(**net(rng, sizes, samples), labels=of_one_class(rng, samples, sizes[-1]))
        for samples, sizes in SMALL
    ]


def unlabelled(nets):
    return lambda rng: [case(**net(rng, sizes, samples)) for samples, sizes in nets]


shallow_inputs = unlabelled(SHALLOW)
deep_inputs = unlabelled(DEEP)
small_inputs = unlabelled(SMALL)


@only_as_drawn
def many_parameters(rng):
    # Drawn by the driver: a key would hold 160 KB of them.
    return [case(labels=rng.permutation(10)[:3], seed=int(rng.integers(2**31)))]


def large_logits(rng):
    # Large biases of the last layer; the hidden layer stays moderate. None is very negative: a
    # forward pass that also squashes the logits, and drops the result, is clumsy but right.
    arguments = net(rng, (3, 7, 3))
    arguments["parameters"]["b2"] += np.array([980.0, 500.0, 0.0])
    return [case(**arguments, labels=np.array([0, 1, 2, 1, 0]))]


def outputs(rng):
    # The square case is the one on which a forgotten `keepdims` is silent.
    return [
        case(logits=rng.normal(size=(n, c)), labels=labels_of(rng, n, c))
        for n, c in [(5, 3), (7, 5), (4, 4)]
    ]


def small_outputs(rng):
    return [
        case(logits=rng.normal(size=(n, c)), labels=of_one_class(rng, n, c))
        for n, c in [(1, 4), (5, 3)]
    ]


def extreme_outputs(rng):
    far = np.array([[1000.0, -1000.0, 0.0], [-1000.0, 1000.0, 999.0], [0.0, 0.5, -1000.0]])
    return [case(logits=far, labels=np.array([1, 2, 0]))]


def errors_of(*sizes):
    def cases(rng):
        return [
            case(
                delta_next=rng.normal(size=(n, o)),
                W_next=rng.normal(size=(h, o)),
                z=rng.normal(scale=2, size=(n, h)),
            )
            for n, h, o in sizes
        ]

    return cases


errors = errors_of((5, 7, 3), (5, 4, 4))
small_errors = errors_of((1, 4, 3), (3, 1, 2), (4, 3, 1))


def layers_of(*sizes):
    def cases(rng):
        return [
            case(delta=rng.normal(size=(n, o)), a_previous=rng.normal(size=(n, i)))
            for n, o, i in sizes
        ]

    return cases


layers = layers_of((5, 3, 7), (5, 4, 4))
small_layers = layers_of((1, 3, 4), (3, 1, 2), (4, 3, 1))


# Where a dtype is asked for, the numbers are such that every precision holds them exactly, here and
# in the results: a wrong dtype must not hide another mistake's name.
def whole(rng, *shape):
    return rng.integers(-4, 5, size=shape).astype(np.float32)


def float32_net(rng):
    parameters = net(rng, (3, 7, 4))["parameters"]
    nought = {name: np.zeros_like(value, np.float32) for name, value in parameters.items()}
    return [case(parameters=nought, x=whole(rng, 8, 3))]


def float32_labelled(rng):
    return [case(**one.arguments, labels=labels_of(rng, 8, 4)) for one in float32_net(rng)]


def float32_outputs(rng):
    return [case(logits=np.zeros((2, 4), np.float32), labels=np.array([1, 3]))]


def float32_errors(rng):
    z = np.zeros((5, 7), np.float32)
    return [case(delta_next=whole(rng, 5, 3), W_next=whole(rng, 7, 3), z=z)]


def float32_layers(rng):
    return [case(delta=whole(rng, 8, 3), a_previous=whole(rng, 8, 7))]


def doubled(arguments, rng):
    return {
        name: value if name == "parameters" else np.concatenate([value, value])
        for name, value in arguments.items()
    }


(
    rubric.task(
        "forward",
        points=2,
        call="run_forward",
        hints=(
            "What will the way back need of each layer that the way forward has just computed?",
            "The formulas in “Hidden errors” and “Layer gradients” in README.md: which "
            "quantities of layer l stand in them, beside the parameters and the errors?",
            "One layer only, W1 = (3), b1 = (-1), x = (2): the logit is 5, and nothing is "
            "squashed.",
        ),
    )
    .matches(shallow_inputs, title="one hidden layer", weight=3)
    .matches(deep_inputs, title="any depth", weight=3)
    .matches(small_inputs, title="one layer, one sample", side=True, weight=1)
    .keeps_shape_and_dtype(float32_net)
    .leaves_arguments_unchanged(deep_inputs)
)
(
    rubric.task(
        "loss",
        points=2,
        after="forward",
        hints=(
            "How surprised is the net at the true class, and how many samples share the loss?",
            "“The forward pass” in README.md: -ln p is wanted also where p underflows. Written "
            "with logits it is ln Σ e^(l_j) - l_y: which number may be taken from all logits of "
            "a row first?",
            "Logits (2, 0) with label 1: after the shift the exponentials are e^0 and e^(-2), and "
            "the loss is 2.127. How does it come from these two?",
        ),
    )
    .matches(shallow)
    .matches(small, title=SMALL_TITLE, side=True, weight=1)
    .stable(large_logits, weight=2)
    .invariant("doubling the data changes nothing", shallow, unchanged_by(doubled))
    .pure(shallow)
    .leaves_arguments_unchanged(shallow)
)
(
    rubric.task(
        "output_error",
        points=2,
        hints=(
            "What if every logit of a row rose equally: could the loss change?",
            "“Output error” in README.md: it is the gradient of the *mean* loss, and no slope of "
            "an activation belongs to it. Where in your code is the 1/N, and which number of "
            "each row gets the label's -1?",
            "One sample, two classes, p = (1/2, 1/2), label 0: what are the two numbers, and "
            "what is their sum?",
        ),
    )
    .matches(outputs)
    .matches(small_outputs, title="one sample, labels of one class", side=True, weight=1)
    .stable(extreme_outputs)
    .invariant("rows sum to zero: a shift changes nothing", outputs, rows_sum_to(0.0))
    .keeps_shape_and_dtype(float32_outputs)
    .leaves_arguments_unchanged(outputs)
)
(
    rubric.task(
        "hidden_error",
        points=5,
        hints=(
            "On the way forward, unit i reaches each unit j through the weight w_ij. Which errors "
            "come back to i, and through which weights?",
            "“Hidden errors” in README.md: a sum over j of w_ij δ_j. The error is (N, O), the "
            "weights are (H, O), and (N, H) is wanted: which axis do the two share, and at which "
            "z is the slope?",
            "One unit, one weight 2, z = 0, next error 1: the slope is 1/4. What is the error?",
        ),
    )
    .matches(errors)
    .matches(small_errors, title="one sample, one unit", side=True, weight=1)
    .keeps_shape_and_dtype(float32_errors)
    .leaves_arguments_unchanged(errors)
)
(
    rubric.task(
        "layer_gradients",
        points=3,
        hints=(
            "What did each weight multiply on the way forward, and in how many rows?",
            "“Layer gradients” in README.md, element (i, j) is Σ_n a_ni δ_nj: which axis is "
            "summed away there, and which one is summed away for the biases?",
            "One input, 1 and 10 in two samples, with the errors 0.5 and 0.2: dW is 2.5. What is "
            "db?",
        ),
    )
    .matches(layers)
    .matches(small_layers, title="one sample, one unit", side=True, weight=1)
    .keeps_shape_and_dtype(float32_layers)
    .leaves_arguments_unchanged(layers)
)
(
    rubric.task(
        "backward",
        points=6,
        after=("forward", "loss", "output_error", "hidden_error", "layer_gradients"),
        call="run_backward",
        hints=(
            "Compare with differences, layer by layer: whose gradients are right, and what is "
            "done between that layer and the one below?",
            "“All together” in README.md: to go from the error of layer l to that of layer l - "
            "1, which weights and which z are needed: those of l or those of l - 1?",
            "A net of one layer needs two calls and no loop. Which two? How often is "
            "`hidden_error` called for three layers?",
        ),
    )
    .matches(shallow, title="one hidden layer", weight=4)
    .matches(deep, title="any depth", weight=4)
    .matches(small, title=SMALL_TITLE, side=True, weight=1)
    .gradient_agrees("loss", labelled((5, (3, 4, 2))), wrt="parameters")
    .matches(
        shallow, title="two forward passes at once", call="run_interleaved", weight=2, side=True
    )
    .keeps_shape_and_dtype(float32_labelled)
    .leaves_arguments_unchanged(deep)
    .pure(shallow, weight=0.5)
    .matches(
        many_parameters,
        title="a net of 20,000 parameters, in one pass back",
        call="run_large",
        weight=0.5,
        side=True,
    )
)
