"""What is verified about the activations, and what it is worth."""

import numpy as np

from autograder.rubric import Rubric, case, rows_sum_to, unchanged_by, within

rubric = Rubric("activations", title="Activations and their slopes")

# Both signs, values in (0, 1) that a mask `z >= 1` loses, and values beyond 1.
TELLING = [-1.7, -0.5, 0.4, 0.8, 1.3]


def away_from_kinks(rng, shape, scale=2.0):
    z = rng.normal(scale=scale, size=shape)
    return z + np.copysign(0.02, z)


def telling(rng, shape):
    z = away_from_kinks(rng, shape)
    z.reshape(-1)[: len(TELLING)] = rng.permutation(TELLING)
    return z


def pre_activations(rng):
    return [case(z=telling(rng, shape)) for shape in [(5, 3), (7,), (2, 3, 5)]]


def near_zero(rng):
    # All negative: there, one decision for the whole array is right, and none at all is not.
    below = -np.abs(rng.normal(size=4)) - 0.02
    return [*pre_activations(rng), case(z=np.array([-1.0, 0.0, 1.0])), case(z=below)]


def leaky(rng):
    return [
        case(z=telling(rng, (5, 3)), slope=0.2),
        case(z=telling(rng, (7,))),
        case(z=np.array([-1.0, 0.0, 1.0]), slope=0.3),
    ]


def extremes(rng):
    # All of one sign, too: a form chosen once for the whole array is safe only there.
    return [
        case(z=np.array([-1000.0, -60.0, -50.0, 50.0, 60.0, 1000.0])),
        case(z=np.array([-1000.0, -60.0, -3.0])),
    ]


# Where a dtype is asked for, the numbers are such that every precision holds them exactly: a wrong
# dtype must not hide another mistake's name.
def smooth_kinds(rng):
    return [
        case(z=np.zeros((2, 3, 5), np.float32)),
        case(z=np.array(0.7)),
        case(z=away_from_kinks(rng, (1, 4))),
    ]


def rectifier_kinds(rng):
    few = np.array([[-1.5, -0.5, 0.25], [0.75, 2.0, -3.0]], np.float32)
    return [case(z=few), case(z=np.array(0.75)), case(z=away_from_kinks(rng, (1, 4)))]


def leaky_kinds(rng):
    return [case(**one.arguments, slope=0.25) for one in rectifier_kinds(rng)]


def dtypes(rng):
    return [case(z=np.array([-1.5, 0.0, 0.75], kind)) for kind in (np.float32, np.float64)]


def logits(rng):
    # On the square shape a forgotten `keepdims` is silent.
    shapes = [(5, 3), (3, 7), (3,), (2, 3, 5), (4, 4)]
    return [case(logits=rng.normal(size=shape)) for shape in shapes]


def extreme_logits(rng):
    far = np.array([[1000.0, 999.0, 998.0], [-1000.0, -1001.0, -1002.0]])
    apart = np.array([[0.5, 1.5, 0.2], [2000.0, 1999.0, 2001.0]])
    # Within one row: a shift by anything but the maximum overflows here alone.
    wide = np.array([[1000.0, -1000.0, 0.0]])
    return [case(logits=far), case(logits=apart), case(logits=wide)]


def float32_logits(rng):
    # One row, and a row alone: both stay what they are.
    small = [np.zeros(shape, np.float32) for shape in [(1, 4), (1,)]]
    return [case(logits=one) for one in (np.zeros((2, 4), np.float32), *small)]


def probabilities(rng, shape):
    powers = np.exp(rng.normal(size=shape))
    return powers / powers.sum(axis=-1, keepdims=True)


def upstreams(rng):
    return [
        case(upstream=rng.normal(size=shape), probabilities=probabilities(rng, shape))
        for shape in [(5, 3), (3, 7), (3,), (2, 3, 5), (4, 4)]
    ]


def float32_upstreams(rng):
    return [
        case(
            upstream=rng.integers(-4, 5, size=shape).astype(np.float32),
            probabilities=np.full(shape, 1 / shape[-1], np.float32),
        )
        for shape in [(2, 4), (1, 4), (1,)]
    ]


def certain(rng):
    sure = np.array([[1.0, 0.0, 0.0], [0.25, 0.75, 0.0], [0.0, 0.0, 1.0]])
    return [case(upstream=1000 * rng.normal(size=(3, 3)), probabilities=sure)]


def upstreams_and_logits(rng):
    return [case(upstream=rng.normal(size=(5, 3)), logits=rng.normal(size=(5, 3)))]


def shifted(arguments, rng):
    return {"logits": arguments["logits"] + 3.5}


(
    rubric.task(
        "sigmoid",
        points=2,
        hints=(
            "The definition holds e^(-z). For which sign of z does this number become huge?",
            "“Numerical safety” in README.md: numerator and denominator of σ are multiplied by "
            "the same power of e. Which power leaves e^(-1000) as the only exponential at z = "
            "-1000?",
            "e^(-|z|) is 1/3 for z = ln 3 and for z = -ln 3. How do you get 3/4 and 1/4 from 1/3?",
        ),
    )
    .matches(pre_activations)
    .stable(extremes, weight=2)
    .keeps_shape_and_dtype(smooth_kinds)
    .leaves_arguments_unchanged(extremes)
)
(
    rubric.task(
        "sigmoid_derivative",
        points=3,
        after="sigmoid",
        hints=(
            "Where is σ steepest, and where is it almost flat?",
            "“Slopes” in README.md: differentiate 1 / (1 + e^(-z)). Which power does its "
            "denominator get, and which part of the result is σ(z) again?",
            "At z = 0 the slope is 1/4, at z = 2 and at z = -2 it is 0.105. What does yours give?",
        ),
    )
    .matches(pre_activations, weight=4)
    .is_derivative_of("sigmoid", pre_activations)
    .stable(extremes)
    .keeps_shape_and_dtype(smooth_kinds)
    .leaves_arguments_unchanged(pre_activations)
)
(
    rubric.task(
        "tanh",
        points=1,
        after="sigmoid",  # tanh(z) = 2 sigmoid(2z) - 1
        hints=(
            "Between which two numbers does tanh lie, and which of your steps makes a much larger "
            "one?",
            "The formula in “The curves” in README.md: which of its exponentials become infinite "
            "at z = 1000 and at z = -1000? The docstring of `tanh` allows a way around.",
            "tanh(0) = 0 and tanh(ln 2) = 0.6; at 1000 it is 1. What does yours give there?",
        ),
    )
    .matches(pre_activations)
    .stable(extremes)
    .keeps_shape_and_dtype(smooth_kinds)
    .leaves_arguments_unchanged(pre_activations)
)
(
    rubric.task(
        "tanh_derivative",
        points=2,
        after="tanh",
        hints=(
            "Can the slope of tanh ever exceed 1, or be negative?",
            "The last two columns of the table in “Slopes” in README.md: what do 0.6 and 0.64, "
            "or 0.8 and 0.36, have to do with each other?",
            "tanh(-ln 3) = -4/5, and the slope there is 9/25, as it is at ln 3. What does yours "
            "give at both?",
        ),
    )
    .matches(pre_activations, weight=4)
    .is_derivative_of("tanh", pre_activations)
    .stable(extremes)
    .keeps_shape_and_dtype(smooth_kinds)
    .leaves_arguments_unchanged(pre_activations)
)
(
    rubric.task(
        "relu",
        points=1,
        hints=(
            "Is each element treated on its own, and does the caller's z stay as it was?",
            "“Rectifiers” in README.md, its second paragraph: which of your lines makes a new "
            "array, and does any line write into z?",
            "(-1, 0, 0.25, 4) becomes (0, 0, 0.25, 4): four elements in, four out.",
        ),
    )
    .matches(near_zero)
    .keeps_shape_and_dtype(rectifier_kinds)
    .leaves_arguments_unchanged(near_zero, weight=2)
)
(
    rubric.task(
        "relu_derivative",
        points=1,
        after="relu",
        slope_by="z",
        hints=(
            "How much does the output move when z moves a little, on either side of 0?",
            "The docstring of `relu_derivative` settles two things: the slope at z = 0, and the "
            "dtype. Which dtype does `z > 0` have?",
            "For z = (-1, 0, 0.25, 4) the slopes are (0, 0, 1, 1). Multiply them by 0.5 in "
            "place: is that possible?",
        ),
    )
    .matches(near_zero)
    .keeps_shape_and_dtype(rectifier_kinds)
    .matches(
        dtypes, title="the dtype is that of z", call="relu_derivative_dtype", side=True, weight=1
    )
    .leaves_arguments_unchanged(near_zero)
)
(
    rubric.task(
        "leaky_relu",
        points=1,
        hints=(
            "Which side leaks, and how much?",
            "“Rectifiers” in README.md: Leaky ReLU lets a small part of the negative values "
            "through. Which argument says how small, and what becomes of the positive values?",
            "With slope 0.1, (-4, -2, 2) becomes (-0.4, -0.2, 2).",
        ),
    )
    .matches(leaky)
    .keeps_shape_and_dtype(leaky_kinds)
    .leaves_arguments_unchanged(leaky)
)
(
    rubric.task(
        "leaky_relu_derivative",
        points=1,
        after="leaky_relu",
        slope_by="z",
        hints=(
            "The graph is two straight lines. How steep is each of them?",
            "The docstring of `leaky_relu_derivative` says what happens at z = 0: which of the "
            "two lines does this point count to?",
            "With slope 0.1: when z goes from -2 to -1, the output goes from -0.2 to -0.1. How "
            "much is that per unit of z?",
        ),
    )
    .matches(leaky)
    .keeps_shape_and_dtype(leaky_kinds)
    .matches(
        dtypes,
        title="the dtype is that of z",
        call="leaky_relu_derivative_dtype",
        side=True,
        weight=1,
    )
    .leaves_arguments_unchanged(leaky)
)
(
    rubric.task(
        "softmax",
        points=4,
        hints=(
            "What may be subtracted from every logit of a row without changing a ratio?",
            "“Softmax” in README.md: no exponential above 1, and one sum per row. What is the "
            "shape of your sum, and which axis does numpy line it up with?",
            "Logits (2, 1) and (1, 0): are the probabilities equal? What does that allow you to "
            "subtract?",
        ),
    )
    .matches(logits, weight=7)
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
        hints=(
            "Does logit j move probability k?",
            "The sum over k in “Back through softmax” in README.md: its term with k = j has the "
            "slope p_j (1 - p_j). Which slope have the other terms, and what is left when you "
            "take p_j out of the sum?",
            "Probabilities (1/2, 1/2), upstream (1, 0): logit 0 moves the loss at a rate of 1/4. "
            "At which rate does logit 1 move it?",
        ),
    )
    .matches(upstreams, weight=7)
    .gradient_agrees(
        "softmax_dot",
        upstreams_and_logits,
        wrt="logits",
        title="is the way back through your own softmax",
        call="softmax_vjp",
    )
    .stable(certain)
    .invariant("rows sum to zero: a shift changes nothing", upstreams, rows_sum_to(0.0))
    .keeps_shape_and_dtype(float32_upstreams)
    .leaves_arguments_unchanged(upstreams)
)
