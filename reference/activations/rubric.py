"""What is verified about the activations, and what it is worth."""

import numpy as np

from autograder.rubric import Rubric, case, rows_sum_to, unchanged_by, within

rubric = Rubric("activations", title="Activations and their slopes")


def away_from_kinks(rng, shape, scale=2.0):
    z = rng.normal(scale=scale, size=shape)
    return z + np.copysign(0.02, z)


def pre_activations(rng):
    shapes = [(5, 3), (7,), (2, 3, 5)]
    # Every case holds both signs and values in (0, 1).
    return [case(z=np.concatenate([[-0.5, 0.4, 1.7], away_from_kinks(rng, 11)]))] + [
        case(z=away_from_kinks(rng, shape)) for shape in shapes
    ]


def near_zero(rng):
    return [*pre_activations(rng), case(z=np.array([-1.0, 0.0, 1.0]))]


def leaky(rng):
    z = away_from_kinks(rng, (5, 3))
    return [
        case(z=z, slope=0.2),
        case(z=away_from_kinks(rng, (7,))),
        case(z=np.array([-1.0, 0.0, 1.0]), slope=0.3),
    ]


def extremes(rng):
    return [case(z=np.array([-1000.0, -60.0, -50.0, 50.0, 60.0, 1000.0]))]


def kinds(rng):
    return [
        case(z=rng.normal(size=(2, 3, 5)).astype(np.float32)),
        case(z=np.array(0.7)),
        case(z=rng.normal(size=(1, 4))),
    ]


def logits(rng):
    return [case(logits=rng.normal(size=shape)) for shape in [(5, 3), (4, 7), (3,), (2, 3, 5)]]


def extreme_logits(rng):
    far = np.array([[1000.0, 999.0, 998.0], [-1000.0, -1001.0, -1002.0]])
    return [case(logits=far), case(logits=np.array([[0.5, 1.5, 0.2], [2000.0, 1999.0, 2001.0]]))]


def float32_logits(rng):
    return [case(logits=rng.normal(size=(4, 3)).astype(np.float32))]


def upstreams(rng):
    found = []
    for shape in [(5, 3), (4, 7), (3,)]:
        powers = np.exp(rng.normal(size=shape))
        found.append(
            case(
                upstream=rng.normal(size=shape),
                probabilities=powers / powers.sum(axis=-1, keepdims=True),
            )
        )
    return found


def upstreams_and_logits(rng):
    return [case(upstream=rng.normal(size=(5, 3)), logits=rng.normal(size=(5, 3)))]


def shifted(arguments, rng):
    return {"logits": arguments["logits"] + 3.5}


def hints(question, section, example):
    return (question, f"Read “{section}” in README.md.", example)


(
    rubric.task(
        "sigmoid",
        points=2,
        hints=hints(
            "Which sign of z makes an exponential huge?",
            "Numerical safety",
            "Work out e^(-|z|) for z = -3 and z = 3: can both branches be written with it alone?",
        ),
    )
    .matches(pre_activations)
    .stable(extremes, weight=2)
    .keeps_shape_and_dtype(kinds)
    .leaves_arguments_unchanged(pre_activations)
)
(
    rubric.task(
        "sigmoid_derivative",
        points=3,
        after="sigmoid",
        hints=hints(
            "Is the formula you have written in terms of z or of σ(z)?",
            "Slopes",
            "At z = 0 the slope is 1/4. What does your code give there, and why?",
        ),
    )
    .matches(pre_activations, weight=4)
    .is_derivative_of("sigmoid", pre_activations)
    .keeps_shape_and_dtype(kinds)
)
(
    rubric.task("tanh", points=1)
    .matches(pre_activations)
    .stable(extremes)
    .keeps_shape_and_dtype(kinds)
)
(
    rubric.task(
        "tanh_derivative",
        points=2,
        after="tanh",
        hints=hints(
            "Can the slope of tanh ever exceed 1, or be negative?",
            "Slopes",
            "At z = 0 tanh is 0 and its slope is 1; far out both slopes vanish.",
        ),
    )
    .matches(pre_activations, weight=4)
    .is_derivative_of("tanh", pre_activations)
    .keeps_shape_and_dtype(kinds)
)
(
    rubric.task("relu", points=1)
    .matches(near_zero)
    .keeps_shape_and_dtype(kinds)
    .leaves_arguments_unchanged(near_zero, weight=2)
)
(
    rubric.task("relu_derivative", points=1, after="relu")
    .matches(near_zero)
    .keeps_shape_and_dtype(kinds)
)
rubric.task("leaky_relu", points=1).matches(leaky).keeps_shape_and_dtype(kinds)
(
    rubric.task("leaky_relu_derivative", points=1, after="leaky_relu")
    .matches(leaky)
    .keeps_shape_and_dtype(kinds)
)
(
    rubric.task(
        "softmax",
        points=4,
        hints=hints(
            "What may be subtracted from every logit of a row without changing a ratio?",
            "Softmax",
            "Compare the ratios e^2 : e^1 and e^1 : e^0.",
        ),
    )
    .matches(logits)
    .stable(extreme_logits, weight=3)
    .invariant("rows sum to one", logits, rows_sum_to(1.0))
    .invariant("probabilities lie between 0 and 1", logits, within(0.0, 1.0))
    .invariant("a shift of all logits changes nothing", logits, unchanged_by(shifted))
    .keeps_shape_and_dtype(float32_logits)
    .leaves_arguments_unchanged(logits)
)
(
    rubric.task(
        "softmax_backward",
        points=4,
        after="softmax",
        hints=hints(
            "Does logit j move probability k?",
            "Softmax",
            "If upstream is all ones, nothing may change: rows of probabilities always sum to 1.",
        ),
    )
    .matches(upstreams)
    .gradient_agrees("softmax_dot", upstreams_and_logits, wrt="logits", call="softmax_vjp")
    .leaves_arguments_unchanged(upstreams)
)
