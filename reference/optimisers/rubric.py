"""What is verified about today's optimisers, and what it is worth.

Results in half precision are exact: products of two float16 numbers are rounded once, whatever way
they are written, so a single digit tells. Scales are powers of two, by which nothing is rounded.
"""

import numpy as np

from autograder.rubric import Rubric, case, only_as_drawn, unchanged_by

rubric = Rubric("optimisers", title="Optimisers of today, and half precision")

# Visible constants: with 0.9, 0.999 and 1e-8 a misplaced ε or a swapped β could hide.
VISIBLE = [0.6, 0.8, 0.1]
DEFAULTS = []


def net(rng, sizes):
    parameters = {}
    for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:], strict=False), 1):
        parameters[f"W{layer}"] = rng.normal(size=(inputs, outputs))
        parameters[f"b{layer}"] = rng.normal(size=outputs)
    return parameters


def like(rng, parameters):
    """Arrays of the same shapes under the same keys, the last layer first.

    A backward pass fills its dict in this order: pairing by position must not pass.
    """
    names = sorted(parameters, key=lambda name: -int(name[1:]))
    return {name: rng.normal(size=parameters[name].shape) for name in names}


def single(tree):
    if isinstance(tree, dict):
        return {name: value.astype(np.float32) for name, value in tree.items()}
    return [single(value) for value in tree] if isinstance(tree, list) else tree


def in_float32(cases):
    def converted(rng):
        return [
            case(**{name: single(value) for name, value in one.arguments.items()})
            for one in cases(rng)
        ]

    return converted


# In the second net the layers are alike, so that gradients of the wrong layer fit without an error.
SHAPES = [(3, 7, 2), (4, 4, 4)]
DEPTHS = [(4, 1), (2, 3, 5, 2)]
ANY_DEPTH = "one layer, three layers"
RATES = [0.5, 0.3, 0.5, 0.2, 0.4]


def decaying(count, constants, shapes=SHAPES):
    """The learning rate changes between the steps."""

    def cases(rng):
        made = []
        for sizes, weight_decay in zip(shapes, (0.3, 0.7), strict=True):
            parameters = net(rng, sizes)
            made.append(
                case(
                    parameters=parameters,
                    gradients=[like(rng, parameters) for _ in range(count)],
                    learning_rates=RATES[:count],
                    weight_decay=weight_decay,
                    constants=constants,
                )
            )
        return made

    return cases


def resting(rng):
    """The constants of the signature; a weight and a bias that never get a gradient."""
    [one, _] = decaying(3, DEFAULTS)(rng)
    for gradients in one.arguments["gradients"]:
        gradients["W1"][1] = 0.0
        gradients["b1"][2] = 0.0
    return [one]


def without_decay(rng):
    made = decaying(2, VISIBLE)(rng)
    return [case(**{**one.arguments, "weight_decay": 0.0}) for one in made]


def in_turns(rng):
    parameters = net(rng, (3, 5, 2))
    return [
        case(
            parameters=parameters,
            gradients=[like(rng, parameters) for _ in range(3)],
            learning_rate=0.5,
            weight_decay=0.3,
            constants=VISIBLE,
        )
    ]


def free_of_epsilon(rng):
    return decaying(3, [0.6, 0.8, 0.0])(rng)


def louder(arguments, rng):
    """A power of two, so that not a digit changes."""
    return {
        **arguments,
        "gradients": [{n: 1024 * g for n, g in tree.items()} for tree in arguments["gradients"]],
    }


def rates(rng):
    return {"peak": rng.uniform(0.5, 2.0), "floor": rng.uniform(0.05, 0.3)}


def rising(rng):
    return [
        case(steps=np.arange(warmup), warmup=warmup, total=total, **rates(rng))
        for warmup, total in [(5, 12), (8, 30)]
    ]


def falling(rng):
    """All steps of the cosine, and of one without a warm-up."""
    return [
        case(steps=np.arange(warmup, total), warmup=warmup, total=total, **rates(rng))
        for warmup, total in [(5, 16), (3, 10), (0, 7)]
    ]


def afterwards(rng):
    return [
        case(steps=np.arange(total, total + 7), warmup=warmup, total=total, **rates(rng))
        for warmup, total in [(3, 9), (0, 5)]
    ]


def corners(rng):
    """One phase is missing, or both are."""
    return [
        case(steps=np.arange(9), warmup=warmup, total=total, **rates(rng))
        for warmup, total in [(5, 5), (6, 4), (0, 0), (1, 2), (0, 1)]
    ]


def as_numbers(rng):
    """As they are written in a training script: integers for the rates, no floor."""
    return [
        case(steps=np.arange(12), warmup=4, total=10, peak=int(rng.integers(2, 9)), floor=0),
        case(steps=np.arange(12), warmup=4, total=10, peak=rng.uniform(1, 2), floor=1.0),
    ]


def gradient(rng, sizes):
    """Gradients of a net, the last layer first, as a backward pass fills its dict."""
    return like(rng, net(rng, sizes))


def unequal(rng, sizes):
    """Layers of unequal gradients: there one cosine is unlike the mean of several."""
    one = gradient(rng, sizes)
    return {name: g * 4.0 ** int(name[1:]) for name, g in one.items()}


def clipping(rng):
    made = [case(gradients=gradient(rng, s), limit=rng.uniform(0.4, 0.8)) for s in SHAPES]
    return [*made, case(gradients=unequal(rng, (2, 5, 3, 4)), limit=rng.uniform(1, 3))]


def clipping_one_layer(rng):
    return [case(gradients=gradient(rng, s), limit=0.5) for s in [(4, 2), (1, 1)]]


def short_enough(rng):
    return [
        case(gradients=gradient(rng, s), limit=limit)
        for s, limit in zip(SHAPES, (9.0, 40.0), strict=True)
    ]


def zeros(rng):
    return [case(gradients={n: 0 * g for n, g in gradient(rng, (3, 5, 2)).items()}, limit=0.5)]


def signs(rng, shape):
    return rng.choice([-1.0, 1.0], size=shape)


def sized(rng, low, high, shape):
    """Numbers of both signs, their sizes between two powers of ten."""
    return signs(rng, shape) * 10 ** rng.uniform(low, high, size=shape)


def chain(rng, layers, samples, exponent, upstream=(-2, 0), factors=(-0.6, 0)):
    return case(
        upstream=sized(rng, *upstream, samples).astype(np.float32),
        factors=sized(rng, *factors, (layers, samples)).astype(np.float16),
        exponent=exponent,
    )


def chains(rng):
    """Nothing is lost, nothing overflows: rounding alone counts."""
    return [chain(rng, layers, samples, e) for layers, samples, e in [(5, 7, 0), (3, 8, 10)]]


def small_upstreams(rng):
    """Too small for float16 before they are multiplied."""
    return [
        chain(rng, 4, 7, 14, upstream=(-9, -6)),
        chain(rng, 2, 11, 15, upstream=(-10, -7), factors=(-0.3, 0.3)),
    ]


def vanishing(rng):
    """Errors underflow on the way, with a scale and without one."""
    return [chain(rng, 6, 40, e, factors=(-1.8, -0.6)) for e in (0, 6)]


def stopped(rng):
    """Some upstreams and factors are really 0."""
    made = []
    for one in [chain(rng, 5, 30, e, factors=(-2.2, -0.6)) for e in (0, 5)]:
        upstream, factors = one.arguments["upstream"], one.arguments["factors"]
        upstream[:4] = 0
        factors[2, 4:11] = 0
        factors[rng.integers(2), 11:14] = 0
        made.append(one)
    return made


@only_as_drawn
def overflowing(rng):
    """Scaled upstreams beyond 65,504; no factor is 0, since 0 · ∞ is not a number."""
    return [chain(rng, 3, 9, 15, upstream=(-0.5, 1.5), factors=(-0.3, 0.6))]


def smallest(rng):
    return [chain(rng, 1, 1, 3), chain(rng, 1, 5, 0), chain(rng, 4, 1, 2)]


def halves(rng, sizes, low=-1.0, high=1.0):
    return {
        name: sized(rng, low, high, g.shape).astype(np.float16)
        for name, g in gradient(rng, sizes).items()
    }


def unscaling(rng):
    """Small gradients and a large scale: float16 could not hold the quotients."""
    return [
        case(gradients=halves(rng, (3, 7, 2)), exponent=6),
        case(gradients=halves(rng, (4, 4, 4), -3, -1), exponent=15),
        case(gradients=halves(rng, (4, 1), 0, 4), exponent=0),
    ]


def spoiling(rng, gradients, kinds, arrays):
    """Which elements become ∞, −∞ or NaN: of each kind as many in each of some arrays."""
    made = {name: np.zeros(g.shape, dtype=int) for name, g in gradients.items()}
    for name in arrays:
        one = made[name].reshape(-1)
        one[rng.permutation(one.size)[: len(kinds)]] = kinds
    return made


def spoilt(rng):
    """More bad elements than there are arrays, of one kind or several; how many is drawn."""
    made = []
    for sizes, high in [((3, 7, 2), 4), ((4, 4, 4), 4), ((2, 5, 3), 3)]:
        gradients = halves(rng, sizes)
        several = np.concatenate([[1, 2, high - 1], rng.integers(1, high, size=40)])
        kinds = spoiling(rng, gradients, [], [])
        for name in ("W1", "W2" if rng.integers(2) else "b1"):
            least = 4 if name == "W1" else 1
            count = rng.integers(least, gradients[name].size + 1)
            kinds |= {name: spoiling(rng, gradients, several[:count], [name])[name]}
        made.append(case(gradients=gradients, kinds=kinds, exponent=8))
    return made


def infinite(rng):
    gradients = halves(rng, (3, 5, 2))
    kinds = spoiling(rng, gradients, [1, 2], ["W1", "b2"])
    return [case(gradients=gradients, kinds=kinds, exponent=7)]


def scale_steps(rng):
    """One step each: good ones, one that fills the interval, bad ones. In a drawn order."""
    made = []
    for bad in (0, 0, 1, 7):
        exponent, interval = int(rng.integers(3, 14)), int(rng.integers(4, 9))
        made.append((exponent, int(rng.integers(1, interval - 1)), bad, interval))
    interval = int(rng.integers(3, 8))
    made.append((int(rng.integers(3, 14)), interval - 1, 0, interval))
    return [
        case(scale=2.0**exponent, good_steps=good, bad=bad, interval=interval)
        for exponent, good, bad, interval in (made[i] for i in rng.permutation(len(made)))
    ]


def scale_runs(rng):
    """Several steps: the scale grows, an overflow interrupts, it grows again."""
    made = []
    for interval in (3, 4):
        first, second = rng.integers(1, interval, size=2) + interval
        bads = [*[0] * first, int(rng.integers(1, 9)), *[0] * second, 2, 1, *[0] * (interval + 1)]
        made.append(case(exponent=int(rng.integers(4, 12)), bads=np.array(bads), interval=interval))
    return made


def scale_limits(rng):
    """At a scale of 1, with an interval of 1, and an interval that was shortened."""
    return [
        case(scale=1.0, good_steps=2, bad=3, interval=5),
        case(scale=2.0, good_steps=0, bad=1, interval=5),
        case(scale=2.0 ** int(rng.integers(1, 9)), good_steps=0, bad=0, interval=1),
        case(scale=2.0 ** int(rng.integers(1, 9)), good_steps=6, bad=0, interval=3),
    ]


def mixed(exponent, low, high, learning_rate, sizes, good_steps, interval):
    def one(rng):
        return case(
            parameters=single(net(rng, sizes)),
            gradients=halves(rng, sizes, low, high),
            exponent=exponent,
            good_steps=good_steps,
            learning_rate=learning_rate,
            interval=interval,
        )

    return one


def mixed_steps(rng):
    """Good steps. In the second one the unscaled gradients are below all that float16 can hold."""
    return [
        mixed(5, -0.5, 1.0, 5.0, (3, 7, 2), 2, 9)(rng),
        mixed(14, -4.0, -2.5, 5e6, (4, 4, 4), 0, 5)(rng),
        mixed(6, -0.5, 1.0, 8.0, (4, 2), 3, 4)(rng),
    ]


def mixed_overflows(rng):
    """One element is infinite, or NaN; the other arrays are as good as ever."""
    made = []
    for one, kind in [
        (mixed(5, -0.5, 1.0, 5.0, (3, 7, 2), 2, 3)(rng), 1),
        (mixed(9, -0.5, 1.0, 50.0, (2, 3, 5, 2), 1, 9)(rng), 3),
    ]:
        gradients = one.arguments["gradients"]
        made.append(case(**one.arguments, kinds=spoiling(rng, gradients, [kind], ["W1"])))
    return made


def mixed_trainings(rng):
    """Gradients that overflow at first, until the scale has come down; then it grows again."""
    parameters = single(net(rng, (3, 4, 2)))
    return [
        case(
            parameters=parameters,
            gradients=[
                {name: sized(rng, 0.1, 0.9, g.shape) for name, g in like(rng, parameters).items()}
                for _ in range(8)
            ],
            exponent=exponent,
            learning_rate=0.1,
            interval=2,
        )
        for exponent in (16, 15)
    ]


def hints(question, pointer, example):
    return (question, pointer, example)


(
    rubric.task(
        "adam_l2_step",
        points=3,
        call="run_adam_l2",
        hints=hints(
            "Write down the loss with its penalty. What is its gradient for one weight?",
            "In “Two ways to decay”, follow λp through Adam: which moments does it pass?",
            "A weight of 2 with gradient 0, λ = 0.5: h = 1. With ε = 0, how far does it move in "
            "the first step, and how far would a weight of 4?",
        ),
    )
    .matches(decaying(1, VISIBLE), title="the first step", weight=2)
    .matches(decaying(5, VISIBLE), title="several steps, η changes", weight=6)
    .matches(resting, title="the constants of the signature, zero gradients", weight=2)
    .matches(in_turns, title="two trainings at a time", call="run_two_l2", side=True, weight=2)
    .matches(decaying(2, VISIBLE, DEPTHS), title=ANY_DEPTH, side=True, weight=1)
    .matches(without_decay, title="no decay", side=True, weight=1)
    .keeps_shape_and_dtype(in_float32(decaying(2, VISIBLE)))
    .leaves_arguments_unchanged(decaying(2, VISIBLE), weight=2)
)
(
    rubric.task(
        "adamw_step",
        points=3,
        call="run_adamw",
        hints=hints(
            "Which of your lines know the weight decay: those of the moments, or that of the step?",
            "“Two ways to decay” has both updates below each other. Compare where λ stands.",
            "A weight of 2 with gradient 0, η = 0.1, λ = 0.5: it becomes 1.9. And a weight of 4? "
            "Both lose the same share.",
        ),
    )
    .matches(decaying(1, VISIBLE), title="the first step", weight=2)
    .matches(decaying(5, VISIBLE), title="several steps, η changes", weight=6)
    .matches(resting, title="the constants of the signature, zero gradients", weight=2)
    .matches(in_turns, title="two trainings at a time", call="run_two_adamw", side=True, weight=2)
    .matches(decaying(2, VISIBLE, DEPTHS), title=ANY_DEPTH, side=True, weight=1)
    .matches(without_decay, title="no decay", side=True, weight=1)
    .invariant(
        "without ε, gradients 1,024 times as large move nothing further",
        free_of_epsilon,
        unchanged_by(louder),
    )
    .keeps_shape_and_dtype(in_float32(decaying(2, VISIBLE)))
    .leaves_arguments_unchanged(decaying(2, VISIBLE), weight=2)
)
(
    rubric.task(
        "warmup_cosine",
        points=3,
        call="run_schedule",
        hints=hints(
            "At which step does each phase begin, and how many steps does it have?",
            "“Warm-up and cosine” works out steps 0, 1, 2, 4 and 6. Which r belongs to steps 2 "
            "and 4, and what does your formula make of it?",
            "warmup = 2, total = 6, peak = 8, floor = 0 gives 4, 8, 8, 6.83, 4, 1.17, and then 0.",
        ),
    )
    .matches(rising, title="the warm-up", weight=3)
    .matches(falling, title="the cosine", weight=5)
    .matches(afterwards, title="after the last step", side=True, weight=1)
    .matches(corners, title="without one of the phases", side=True, weight=2)
    .matches(as_numbers, title="no floor, or a floor near the peak", side=True, weight=1)
)
(
    rubric.task(
        "clip_by_value",
        points=2,
        call="run_clipped",
        hints=hints(
            "May clipping one element depend on any other one?",
            "“Clipping each element” works out u·w, |u| and |w| for u = (3, −4, 0.5). Print your "
            "three numbers: which of them differs?",
            "u = (3, 4), w = (3, 3): u·w = 21, |u| = 5, |w| = 4.243. The cosine is 0.99.",
        ),
    )
    .matches(clipping, title="the clipped gradients", weight=3)
    .matches(clipping, title="the cosine", call="run_cosine", weight=3)
    .matches(short_enough, title="leaves what is small enough", side=True, weight=1)
    .matches(clipping_one_layer, title="one layer", call="clip_by_value", side=True, weight=1)
    .stable(zeros, call="clip_by_value")
    .keeps_shape_and_dtype(in_float32(clipping))
    .leaves_arguments_unchanged(clipping)
)
(
    rubric.task(
        "half_backward",
        points=4,
        call="run_half_rows",
        hints=hints(
            "Which layer does the error reach first, and what is it multiplied by there?",
            "“Half precision” says when the scale has to be there. Does your product come before "
            "the rounding or after it?",
            "Upstream 1e-8 is 0 in float16. 1e-8 · 1024 is not. Which of the two do you round?",
        ),
    )
    .matches(chains, title="the errors, rounded at every layer", weight=3)
    .matches(small_upstreams, title="upstreams too small for float16", weight=2)
    .matches(vanishing, title="errors that underflow", weight=2)
    .matches(vanishing, title="what is lost", call="run_lost", weight=2)
    .matches(stopped, title="errors that are really 0", call="run_lost", weight=2)
    .matches(overflowing, title="errors that overflow", side=True, weight=1)
    .matches(smallest, title="one layer, one sample", side=True, weight=1)
    .keeps_shape_and_dtype(chains, call="run_half")
    .leaves_arguments_unchanged(vanishing)
)
(
    rubric.task(
        "unscale",
        points=1,
        call="run_unscale",
        hints=hints(
            "In which precision do you divide?",
            "“Unscale, skip, grow” names the order of the two operations, and why it matters.",
            "0.0005 in float16, divided by 32,768 there, is 0. In float32 it is 1.5e-8.",
        ),
    )
    .matches(unscaling, title="the unscaled gradients", weight=3)
    .matches(spoilt, title="how many are bad", call="run_bad", weight=2)
    .matches(infinite, title="infinite elements stay", call="run_infinite", side=True, weight=1)
    .keeps_shape_and_dtype(unscaling, call="run_unscaled")
    .leaves_arguments_unchanged(unscaling)
)
(
    rubric.task(
        "loss_scale_step",
        points=2,
        hints=hints(
            "What does an overflow say about the scale? And a long time without one?",
            "“Unscale, skip, grow” has a table of six steps. Do yours give the same rows?",
            "Scale 8, two good steps, interval 3: a good step gives (16, 0), a bad one (4, 0).",
        ),
    )
    .matches(scale_steps, title="one step", weight=3)
    .matches(scale_runs, title="several steps", call="run_loss_scale", weight=3)
    .matches(scale_limits, title="the smallest scale and interval", side=True, weight=2)
)
(
    rubric.task(
        "mixed_precision_step",
        points=2,
        after=("unscale", "loss_scale_step"),
        call="run_mixed",
        hints=hints(
            "If one element of the gradient is infinite, what do the other elements still tell?",
            "“Unscale, skip, grow” lists what happens in a step, in this order.",
            "Gradients (4) and (∞), scale 8: nothing moves, not even the first; the scale is 4.",
        ),
    )
    .matches(mixed_steps, title="a good step", weight=3)
    .matches(
        mixed_overflows,
        title="a step that is skipped",
        call="run_mixed_spoilt",
        side=True,
        weight=2,
    )
    .matches(mixed_trainings, title="several steps", call="run_mixed_training", weight=2)
    .keeps_shape_and_dtype(mixed_steps)
    .leaves_arguments_unchanged(mixed_steps)
)


def a_training(rng):
    steps = np.arange(60)
    return {"yours": case(steps=steps, warmup=10, total=50, peak=1.0, floor=0.1)}


rubric.figure(
    "The learning rate of each step",
    x_axis="step",
    y_axis="learning rate",
    call="run_schedule",
    curves=a_training,
    beside="reference",
)
