"""What is verified about the forward pass and the losses, and what it is worth."""

import numpy as np

from autograder.rubric import Rubric, case, rows_follow, rows_sum_to, unchanged_by

rubric = Rubric("forward_and_losses", title="Forward propagation and the loss")


def labels_of(rng, samples, classes):
    # Every class occurs.
    return rng.permutation(np.arange(samples) % classes)


def of_one_class(rng, samples, classes):
    # Not of the last one, by which the number of classes would be known.
    return np.full(samples, rng.integers(classes - 1))


def dense_of(*sizes):
    def cases(rng):
        return [
            case(x=rng.normal(size=(n, d)), W=rng.normal(size=(d, h)), b=rng.normal(size=h))
            for n, d, h in sizes
        ]

    return cases


# Distinct sizes, and two square cases on which transposing or adding b by rows is silent.
dense = dense_of((5, 3, 7), (5, 4, 4), (3, 3, 3))
small_dense = dense_of((1, 3, 2), (4, 1, 1), (3, 2, 1))


def parameters_of(rng, sizes):
    parameters = {}
    for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:], strict=False), 1):
        parameters[f"W{layer}"] = rng.normal(size=(inputs, outputs))
        parameters[f"b{layer}"] = rng.normal(size=outputs)
    return parameters


def net(rng, sizes, samples=5):
    return case(parameters=parameters_of(rng, sizes), x=rng.normal(size=(samples, sizes[0])))


def shallow(rng):
    return [net(rng, (3, 7, 2)), net(rng, (2, 3, 11))]


def deep(rng):
    # A single layer is a net, too; on the square one a layer or an input used twice is silent.
    return [net(rng, (3, 2, 7, 5, 3), samples=11), net(rng, (3, 7)), net(rng, (4, 4, 4, 4))]


def small_nets(rng):
    return [net(rng, (3, 5, 4), samples=1), net(rng, (2, 3), samples=1), net(rng, (4, 1))]


def by_name(rng):
    # With eleven layers "W10" stands before "W2" in alphabetical order.
    parameters = parameters_of(rng, (4, 4, 4))
    turned = {name: parameters[name] for name in ("W2", "b2", "W1", "b1")}
    return [net(rng, (3,) * 12), case(parameters=turned, x=rng.normal(size=(5, 4)))]


def labels(rng):
    # In the second case the last classes do not occur.
    return [case(labels=labels_of(rng, n, c), classes=c) for n, c in [(5, 3), (3, 7), (7, 5)]]


def small_labels(rng):
    return [case(labels=of_one_class(rng, n, c), classes=c) for n, c in [(1, 4), (5, 3)]]


def pairs_of(*shapes):
    def cases(rng):
        return [
            case(prediction=rng.normal(size=shape), target=rng.normal(size=shape))
            for shape in shapes
        ]

    return cases


pairs = pairs_of((5, 3), (7,), (2, 3, 5))
small_pairs = pairs_of((1,), (1, 4), (3, 1))


def logits(rng):
    # The square case is the one on which a forgotten `keepdims` is silent.
    return [
        case(logits=rng.normal(size=(n, c)), labels=labels_of(rng, n, c))
        for n, c in [(5, 3), (7, 5), (11, 2), (4, 4)]
    ]


def small_logits(rng):
    return [
        case(logits=rng.normal(size=(n, c)), labels=of_one_class(rng, n, c))
        for n, c in [(1, 4), (5, 3)]
    ]


def extreme_logits(rng):
    far = np.array([[1000.0, -1000.0, 0.0], [-1000.0, 1000.0, 999.0], [0.0, 0.5, -1000.0]])
    return [case(logits=far, labels=np.array([1, 2, 0]))]


def unlikely_logits(rng):
    """Also probabilities from 1e-6 to 1e-16: what is done about 0 differs there."""
    gaps = -np.log(10) * (np.arange(6, 17) + rng.uniform(-0.3, 0.3, 11))
    rare = np.stack([gaps, np.zeros(11)], axis=1)
    return [*extreme_logits(rng), case(logits=rare, labels=np.zeros(11, int))]


# Where a dtype is asked for, the numbers are such that every precision holds them exactly, here and
# in the results: a wrong dtype must not hide another mistake's name.
def whole(rng, *shape):
    return rng.integers(-4, 5, size=shape).astype(np.float32)


def float32_dense(rng):
    return [case(x=whole(rng, 5, 3), W=whole(rng, 3, 7), b=whole(rng, 7))]


def float32_net(rng):
    parameters = parameters_of(rng, (3, 7, 2))
    nought = {name: np.zeros_like(value, np.float32) for name, value in parameters.items()}
    return [case(parameters=nought, x=whole(rng, 5, 3))]


def float32_pairs(rng):
    return [case(prediction=whole(rng, 4, 2), target=whole(rng, 4, 2))]


def float32_logits(rng):
    return [case(logits=np.zeros((2, 4), np.float32), labels=np.array([1, 3]))]


def absent_class(rng):
    return [case(labels=np.array([1, 0]), classes=3)]


def shifted(arguments, rng):
    return {**arguments, "logits": arguments["logits"] + rng.normal(size=(1, 1))}


def doubled(arguments, rng):
    return {name: np.concatenate([value, value]) for name, value in arguments.items()}


(
    rubric.task(
        "dense_forward",
        points=2,
        hints=(
            "Which shapes stand beside each other in the product?",
            "“A layer” in README.md: the textbook's W x has samples in columns. Here x is (N, D) "
            "and W is (D, H): which product is (N, H), and which of its axes does b belong to?",
            "x = (1, 2), W = ((1, 0), (0, 3)), b = (5, 5): two numbers come out. Which?",
        ),
    )
    .matches(dense)
    .matches(small_dense, title="one sample, one unit", side=True, weight=1)
    .invariant("reordering the samples reorders the rows", dense, rows_follow("x"))
    .keeps_shape_and_dtype(float32_dense)
    .leaves_arguments_unchanged(dense)
)
(
    rubric.task(
        "mlp_forward",
        points=4,
        after="dense_forward",
        hints=(
            "Which numbers must the last layer be able to give?",
            "“A net” in README.md, its first two sentences: how does your loop know which layer "
            "is the last, and under which names does it find the weights of layer 3?",
            "Two layers, and all of W1 and b1 are 0: every hidden activation is 1/2. With one "
            "hidden unit, W2 = (4) and b2 = (-1), what is the logit?",
        ),
    )
    .matches(shallow, title="one hidden layer", weight=5)
    .matches(deep, title="any depth", weight=4)
    .matches(small_nets, title="one layer, one sample", side=True, weight=1)
    .matches(by_name, title="layers are found by their names", weight=1, side=True)
    .keeps_shape_and_dtype(float32_net)
    .leaves_arguments_unchanged(shallow)
)
(
    rubric.task(
        "one_hot",
        points=2,
        hints=(
            "Which row and which column does the i-th label stand for?",
            "The docstring of `one_hot`: the shape is (N, classes). Which pairs of a row number "
            "and a column number have to become 1?",
            "Labels (1, 1, 0) with four classes: (0, 1, 0, 0), (0, 1, 0, 0) and (1, 0, 0, 0), "
            "all of them floats.",
        ),
    )
    .matches(labels)
    .matches(small_labels, title="one sample, one class", side=True, weight=1)
    .keeps_shape_and_dtype(labels)
    .matches(absent_class, title="the dtype is float64", call="one_hot_dtype", side=True, weight=1)
    .leaves_arguments_unchanged(labels)
)
(
    rubric.task(
        "mse",
        points=2,
        hints=(
            "How many squares are added up, and how many are there to divide by?",
            "“Mean squared error” in README.md, the sentence on *all* elements: for a prediction "
            "of shape (2, 3), do you divide by 2, by 3 or by 6?",
            "prediction ((1, 0), (0, 3)), target all 0: the squares are 1, 0, 0, 9; four of them.",
        ),
    )
    .matches(pairs)
    .matches(small_pairs, title="one element, one sample", side=True, weight=1)
    .invariant("doubling the data changes nothing", pairs, unchanged_by(doubled))
    .leaves_arguments_unchanged(pairs)
)
(
    rubric.task(
        "mse_gradient",
        points=3,
        after="mse",
        hints=(
            "If one element of the prediction moves a little, which part of the mean moves?",
            "The formula in “Mean squared error” in README.md: only one of its n terms holds "
            "this element. What is the derivative of that term, and what becomes of the 1/n in "
            "front?",
            "One element, prediction 3, target 1: mse is 4. With prediction 3.1 it is 4.41, with "
            "2.9 it is 3.61. What is the slope at 3?",
        ),
    )
    .matches(pairs)
    .matches(small_pairs, title="one element, one sample", side=True, weight=1)
    .gradient_agrees("mse", pairs, wrt="prediction")
    .keeps_shape_and_dtype(float32_pairs)
    .leaves_arguments_unchanged(pairs)
)
(
    rubric.task(
        "cross_entropy",
        points=4,
        hints=(
            "Could log p be found without computing p first?",
            "The formula of p_k in “Cross-entropy” in README.md: the logarithm of a quotient is "
            "a difference. Which of the exponentials are left in it, and which number may be "
            "taken from all logits first?",
            "Logits (3, 1) with label 1: after the shift the exponentials are e^0 and e^(-2), and "
            "the loss is 2.127. How does it come from these two?",
        ),
    )
    .matches(logits)
    .matches(small_logits, title="one sample, labels of one class", side=True, weight=1)
    .stable(unlikely_logits, weight=3)
    .invariant("doubling the data changes nothing", logits, unchanged_by(doubled))
    .invariant("a shift of all logits changes nothing", logits, unchanged_by(shifted))
    .leaves_arguments_unchanged(logits)
)
(
    rubric.task(
        "cross_entropy_gradient",
        points=3,
        after=("one_hot", "cross_entropy"),
        hints=(
            "What does each row of the gradient sum to, if a shift of all logits changes nothing?",
            "The formulas in “Cross-entropy” in README.md: one sample's loss is ln Σ e^(l_j) - "
            "l_y. Differentiate both parts with respect to l_k: where does p_k appear, and for "
            "which k does the second part count?",
            "One sample, p = (1/2, 1/2), label 0. What are the two numbers of the gradient?",
        ),
    )
    .matches(logits)
    .matches(small_logits, title="one sample, labels of one class", side=True, weight=1)
    .gradient_agrees("cross_entropy", logits, wrt="logits")
    .stable(extreme_logits)
    .invariant("rows sum to zero: a shift changes nothing", logits, rows_sum_to(0.0))
    .keeps_shape_and_dtype(float32_logits)
    .leaves_arguments_unchanged(logits)
)
