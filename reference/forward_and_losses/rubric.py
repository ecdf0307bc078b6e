"""What is verified about the forward pass and the losses, and what it is worth."""

import numpy as np

from autograder.rubric import Rubric, case, rows_follow, unchanged_by

rubric = Rubric("forward_and_losses", title="Forward propagation and the loss")


def labels_of(rng, samples, classes):
    # Every class occurs.
    return rng.permutation(np.arange(samples) % classes)


def dense(rng):
    # Distinct sizes, and two square cases on which transposing or adding b by rows is silent.
    return [
        case(x=rng.normal(size=(n, d)), W=rng.normal(size=(d, h)), b=rng.normal(size=h))
        for n, d, h in [(5, 3, 7), (5, 4, 4), (3, 3, 3)]
    ]


def net(rng, sizes, samples=5):
    parameters = {}
    for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:], strict=False), 1):
        parameters[f"W{layer}"] = rng.normal(size=(inputs, outputs))
        parameters[f"b{layer}"] = rng.normal(size=outputs)
    return case(parameters=parameters, x=rng.normal(size=(samples, sizes[0])))


def shallow(rng):
    return [net(rng, (3, 7, 3)), net(rng, (2, 5, 4))]


def deep(rng):
    return [net(rng, (3, 4, 7, 5, 3)), net(rng, (4, 4, 4, 4))]


def labels(rng):
    return [case(labels=labels_of(rng, n, c), classes=c) for n, c in [(5, 3), (3, 7), (7, 4)]]


def pairs(rng):
    return [
        case(prediction=rng.normal(size=shape), target=rng.normal(size=shape))
        for shape in [(5, 3), (7,), (2, 3, 5)]
    ]


def logits(rng):
    return [
        case(logits=rng.normal(size=(n, c)), labels=labels_of(rng, n, c))
        for n, c in [(5, 3), (7, 4), (11, 2)]
    ]


def extreme_logits(rng):
    far = np.array([[1000.0, -1000.0, 0.0], [-1000.0, 1000.0, 999.0], [0.0, 0.5, -1000.0]])
    return [case(logits=far, labels=np.array([1, 2, 0]))]


def shifted(arguments, rng):
    return {**arguments, "logits": arguments["logits"] + rng.normal(size=(1, 1))}


def doubled(arguments, rng):
    return {name: np.concatenate([value, value]) for name, value in arguments.items()}


def hints(question, section, example):
    return (question, f"Read “{section}” in README.md.", example)


(
    rubric.task(
        "dense_forward",
        points=2,
        hints=hints(
            "Which shapes stand beside each other in the product?",
            "A layer",
            "x = (1, 2), W = ((1, 0), (0, 3)), b = (5, 5): two numbers come out. Which?",
        ),
    )
    .matches(dense)
    .invariant("reordering the samples reorders the rows", dense, rows_follow("x"))
    .leaves_arguments_unchanged(dense)
)
(
    rubric.task(
        "mlp_forward",
        points=4,
        after="dense_forward",
        hints=hints(
            "What range must the last layer be able to reach?",
            "A net",
            "With one layer only, the net is a dense layer and nothing else.",
        ),
    )
    .matches(shallow, title="one hidden layer", weight=5)
    .matches(deep, title="any depth", weight=4)
    .leaves_arguments_unchanged(shallow)
)
rubric.task("one_hot", points=2).matches(labels).keeps_shape_and_dtype(labels)
(
    rubric.task("mse", points=2)
    .matches(pairs)
    .invariant("doubling the data changes nothing", pairs, unchanged_by(doubled))
)
(
    rubric.task("mse_gradient", points=3, after="mse")
    .matches(pairs)
    .gradient_agrees("mse", pairs, wrt="prediction")
    .leaves_arguments_unchanged(pairs)
)
(
    rubric.task(
        "cross_entropy",
        points=4,
        hints=hints(
            "Could log p be found without forming p?",
            "Cross-entropy",
            "Logits (0, 0) and any label: the loss is ln 2. Logits (1000, 0), label 1: it is 1000.",
        ),
    )
    .matches(logits)
    .stable(extreme_logits, weight=3)
    .invariant("doubling the data changes nothing", logits, unchanged_by(doubled))
    .invariant("a shift of all logits changes nothing", logits, unchanged_by(shifted))
    .leaves_arguments_unchanged(logits)
)
(
    rubric.task(
        "cross_entropy_gradient",
        points=3,
        after=("one_hot", "cross_entropy"),
        hints=hints(
            "What does each row of the gradient sum to, if a shift of all logits changes nothing?",
            "Cross-entropy",
            "One sample, logits (0, 0), label 0: which logit should rise, and by how much less?",
        ),
    )
    .matches(logits)
    .gradient_agrees("cross_entropy", logits, wrt="logits")
    .stable(extreme_logits)
    .leaves_arguments_unchanged(logits)
)
