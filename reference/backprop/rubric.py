"""What is verified about back-propagation, and what it is worth."""

import numpy as np

from autograder.rubric import Rubric, case

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


def labelled(*shapes):
    def cases(rng):
        return [case(**net(rng, s), labels=labels_of(rng, 5, s[-1])) for s in shapes]

    return cases


def unlabelled(rng):
    return [case(**net(rng, sizes)) for sizes in [(3, 7, 3), (3, 4, 7, 3), (2, 2, 2)]]


def outputs(rng):
    return [case(logits=rng.normal(size=(n, 3)), labels=labels_of(rng, n, 3)) for n in (5, 7)]


def errors(rng):
    def one(n, h, o):
        return case(
            delta_next=rng.normal(size=(n, o)), W_next=rng.normal(size=(h, o)), z=normal(n, h)
        )

    def normal(n, h):
        return rng.normal(size=(n, h))

    return [one(5, 7, 3), one(5, 4, 4)]


def layers(rng):
    return [
        case(delta=rng.normal(size=(5, 3)), a_previous=rng.normal(size=(5, 7))),
        case(delta=rng.normal(size=(5, 4)), a_previous=rng.normal(size=(5, 4))),
    ]


shallow = labelled((3, 7, 3), (4, 4, 4))
deep = labelled((3, 4, 7, 4, 3))

(
    rubric.task("forward", points=3, call="run_forward")
    .matches(unlabelled)
    .leaves_arguments_unchanged(unlabelled)
)
rubric.task("loss", points=3, after="forward").matches(shallow).pure(shallow)
rubric.task(
    "output_error",
    points=3,
    hints=(
        "What if every logit of a row rose equally: could the loss change?",
        "Read “Output error” in README.md.",
        "Two classes, one sample, equal logits: p = (1/2, 1/2). In which direction must each move?",
    ),
).matches(outputs).leaves_arguments_unchanged(outputs)
rubric.task(
    "hidden_error",
    points=4,
    hints=(
        "Is the edge between the layers travelled the other way round?",
        "Read “Hidden errors” in README.md.",
        "One unit, one weight 2, z = 0, next error 1: the slope there is 1/4. What is the error?",
    ),
).matches(errors).leaves_arguments_unchanged(errors)
rubric.task("layer_gradients", points=3).matches(layers).leaves_arguments_unchanged(layers)
(
    rubric.task(
        "backward",
        points=4,
        after=("forward", "loss", "output_error", "hidden_error", "layer_gradients"),
        call="run_backward",
        hints=(
            "Which layer's gradients are right already, and what happens just before the others?",
            "Read “All together” in README.md.",
            "For a net without hidden layers two calls are enough. Which two?",
        ),
    )
    .matches(shallow, title="one hidden layer", weight=4)
    .matches(deep, title="three hidden layers", weight=3)
    .gradient_agrees("loss", labelled((3, 4, 3)), wrt="parameters")
    .matches(shallow, title="two forward passes at once", call="run_interleaved", side=True)
)
