"""What is verified about the remedies, and what they are worth.

Caches are of the student's own form, so a backward pass is only ever fed by the forward pass of the
same hand-in. Where that one is wrong, the backward pass is held against the slopes of a loss that
is made from it: all cases of a task have the arguments that these slopes need.
"""

import numpy as np

from autograder.rubric import Rubric, Task, case

rubric = Rubric("remedies", title="Remedies for vanishing gradients")

# With the usual 1e-5 a misplaced ε could hide.
VISIBLE = {"momentum": 0.7, "epsilon": 0.1}
DEFAULTS = {}


def single(tree):
    """In single precision and halved: sums of small numbers keep their rounding near 0 small."""
    if isinstance(tree, dict):
        return {name: single(value) for name, value in tree.items()}
    return (tree / 2).astype(np.float32) if isinstance(tree, np.ndarray) else tree


def in_float32(cases):
    def converted(rng):
        return [case(**single(one.arguments)) for one in cases(rng)]

    return converted


def asking_for(inputs, *names, **others):
    """A case for a backward pass: gradients of the named inputs, by default of all."""
    names = names or tuple(inputs)
    return case(wanted={name: inputs[name] for name in names}, inputs=inputs, **others)


# Batch normalisation.


def features(rng, samples, width, spread=1.0):
    """Columns with a mean far from 0 and a deviation of their own; γ far from 1, β from 0."""
    centres = rng.uniform(3, 6, size=width) * rng.choice([-1, 1], size=width)
    deviations = spread * rng.uniform(0.6, 2, size=width)
    return {
        "x": centres + deviations * rng.normal(size=(samples, width)),
        "gamma": rng.uniform(1.3, 2, size=width) * rng.choice([-1, 1], size=width),
        "beta": rng.uniform(0.5, 2, size=width) * rng.choice([-1, 1], size=width),
    }


def averages(rng, width):
    return {"mean": rng.normal(size=width), "var": rng.uniform(1.5, 4, size=width)}


def normalising(training, *sizes, spreads=(1.0, 0.1)):
    def cases(rng):
        return [
            case(
                **features(rng, samples, width, spread),
                running=averages(rng, width),
                training=training,
                constants=constants,
            )
            # The default ε shows where the spread is small.
            for (samples, width), spread, constants in zip(
                sizes, spreads, (VISIBLE, DEFAULTS), strict=True
            )
        ]

    return cases


def without_spread(rng):
    """A feature that is the same in all rows (sums of quarters are exact), a batch of one row."""
    [one, _] = normalising(True, (5, 3), (7, 2))(rng)
    [_, single_row] = normalising(True, (5, 3), (1, 2))(rng)
    one.arguments["x"][:, 1] = 2.25
    return [one, single_row]


training = normalising(True, (5, 3), (7, 2))
evaluation = normalising(False, (5, 3), (3, 2))


def small_batches(rng):
    """One feature in training, one row in evaluation."""
    return [*normalising(True, (4, 1), (6, 1))(rng), *normalising(False, (1, 3), (1, 1))(rng)]


def well_spread(rng):
    """In single precision, mean of squares less square of mean should do, too: no out is near 0."""
    made = normalising(True, (5, 3), (7, 2), spreads=(3.0, 3.0))(rng)
    for one in made:
        one.arguments["beta"] *= 12
    return made


def both_modes(rng):
    return [*training(rng), *evaluation(rng)]


def normalised(*names, sizes=((5, 3), (7, 2))):
    def cases(rng):
        made = []
        for samples, width in sizes:
            inputs = features(rng, samples, width)
            others = {"running": averages(rng, width), "constants": VISIBLE}
            others["upstream"] = rng.normal(size=(samples, width))
            made.append(asking_for(inputs, *names, **others))
        return made

    return cases


def without_scale(rng):
    """One gamma is 0: the normalised x cannot be got back from what came out."""
    made = normalised(sizes=[(5, 3)])(rng)
    for one in made:
        one.arguments["inputs"]["gamma"][1] = 0
    return made


# Residual block. In the second size D = H, where a missing transpose is silent.
RESIDUAL = [(5, 3, 7), (6, 4, 4)]
KINK = 0.05


# One row, one feature, one hidden unit.
SMALL_BLOCKS = [(1, 3, 4), (5, 1, 1)]


def block(rng, samples, width, hidden):
    """Every hidden unit is on for some rows and off for others, and no kink is near.

    Of a single row each second unit is on at least.
    """
    while True:
        inputs = {
            "x": rng.normal(size=(samples, width)),
            "W1": rng.normal(size=(width, hidden)),
            "b1": rng.normal(size=hidden),
            "W2": rng.normal(size=(hidden, width)),
            "b2": rng.normal(size=width),
        }
        z = inputs["x"] @ inputs["W1"] + inputs["b1"]
        on, off = (z > 0).any(axis=0), (z < 0).any(axis=0)
        both = (on & off).all() if samples > 1 else 2 * on.sum() >= hidden and off.any()
        if both and np.abs(z).min() > KINK and ((z > 0) & (z < 1)).any():
            return inputs


def blocks_of(sizes):
    return lambda rng: [case(**block(rng, *one)) for one in sizes]


blocks, small_blocks = blocks_of(RESIDUAL), blocks_of(SMALL_BLOCKS)


def backward_blocks(*names, sizes=RESIDUAL):
    def cases(rng):
        made = []
        for samples, width, hidden in sizes:
            inputs = block(rng, samples, width, hidden)
            upstream = rng.normal(size=(samples, width))
            made.append(asking_for(inputs, *names, upstream=upstream))
        return made

    return cases


def at_the_kink(rng):
    """All pre-activations are exactly 0."""
    inputs = block(rng, 5, 3, 4)
    inputs["x"][:] = 0
    inputs["b1"][:] = 0
    return [asking_for(inputs, "b1", upstream=rng.normal(size=(5, 3)))]


# LSTM. Sizes are (N, D, H) of a step and (N, T, D, H) of a sequence.
STEPS = [(5, 3, 2), (2, 3, 4)]
ONE_STEP = [(4, 1, 3, 2)]
# One row, one feature, one unit.
SMALL_STEPS = [(1, 2, 3), (3, 1, 1)]
SMALL_SEQUENCES = [(1, 3, 2, 3), (2, 3, 1, 1)]
SMALL_TITLE = "one row, one feature, one unit"
# In the second N = T and D = H, where exchanged axes are silent.
SEVERAL = [(2, 5, 3, 4), (3, 3, 2, 2)]


def weights(rng, width, hidden):
    return {
        "W": rng.normal(size=(width, 4 * hidden)),
        "U": rng.normal(size=(hidden, 4 * hidden)),
        "b": rng.normal(size=4 * hidden),
    }


def step(rng, samples, width, hidden):
    states = {name: rng.normal(size=(samples, hidden)) for name in ("h", "c")}
    return {"x": rng.normal(size=(samples, width)), **states, **weights(rng, width, hidden)}


def sequence(rng, samples, times, width, hidden):
    states = {name: rng.normal(size=(samples, hidden)) for name in ("h0", "c0")}
    x = rng.normal(size=(samples, times, width))
    return {"x": x, **states, **weights(rng, width, hidden)}


def steps_of(sizes):
    return lambda rng: [case(**step(rng, *one)) for one in sizes]


steps, small_steps = steps_of(STEPS), steps_of(SMALL_STEPS)


def backward_steps(*states, sizes=STEPS):
    """Gradients that arrive at these states only: at the new h, at the new c, or at both."""

    def cases(rng):
        made = []
        for samples, width, hidden in sizes:
            inputs = step(rng, samples, width, hidden)
            arriving = {name: rng.normal(size=(samples, hidden)) for name in ("dh", "dc")}
            for name in arriving:
                if name not in states:
                    arriving[name][:] = 0
            made.append(asking_for(inputs, **arriving))
        return made

    return cases


def sequences(sizes):
    def cases(rng):
        # `tilt` is 0: there the slopes that the driver's function has in it are hidden states.
        return [
            case(
                **sequence(rng, samples, times, width, hidden),
                tilt=np.zeros((samples, times, hidden)),
            )
            for samples, times, width, hidden in sizes
        ]

    return cases


several = sequences(SEVERAL)


def backward_sequences(*names, sizes):
    def cases(rng):
        made = []
        for samples, times, width, hidden in sizes:
            inputs = sequence(rng, samples, times, width, hidden)
            dhs = rng.normal(size=(samples, times, hidden))
            made.append(asking_for(inputs, *names, dhs=dhs))
        return made

    return cases


def backward_pass(task: Task, prefix: str, cases, others, small) -> Task:
    """What every backward pass ends with: all gradients at once, two passes at once, no traces.

    And the smallest sizes.
    """
    return (
        task.gradient_agrees(
            f"{prefix}_loss",
            cases,
            wrt="wanted",
            title=f"all gradients, as the slopes of your own {prefix}_forward",
            weight=2,
        )
        .matches(small, title=SMALL_TITLE, side=True, weight=1)
        .matches(
            others,
            title="other forward passes in between",
            call=f"{prefix}_gradients_of_first",
            side=True,
            weight=1,
        )
        .leaves_arguments_unchanged(cases, weight=1)
    )


def hints(question, section, example):
    return (question, f"Read “{section}” in README.md.", example)


(
    rubric.task(
        "batch_norm_forward",
        points=4,
        call="batch_norm_output",
        hints=hints(
            "Which numbers does one number of the output depend on: in training, and later?",
            "Batch normalisation",
            "One feature, three rows: 2, 4, 6. What are mean and variance? And what comes out for "
            "the 4, with γ = 1 and β = 5?",
        ),
    )
    .matches(training, title="training", weight=4)
    .matches(evaluation, title="evaluation", weight=3)
    .matches(both_modes, title="running averages", call="batch_norm_running", weight=3)
    .matches(without_spread, title="a constant feature, a batch of one row", weight=1)
    .matches(small_batches, title="one feature, one row to evaluate", side=True, weight=1)
    .keeps_shape_and_dtype(in_float32(well_spread))
    .leaves_arguments_unchanged(both_modes, call="batch_norm_running", weight=2)
)
backward_pass(
    rubric.task(
        "batch_norm_backward",
        points=6,
        after="batch_norm_forward",
        call="batch_norm_gradients",
        hints=hints(
            "When one x grows a little, what else in its column of the output moves?",
            "Back through batch normalisation",
            "If all x of a feature grew by the same amount, would the output change? What does "
            "that say about the sum of dx over the batch?",
        ),
    )
    .matches(normalised("gamma", "beta"), title="gradients of gamma and beta", weight=2)
    .matches(normalised("x"), title="gradient of x", weight=5)
    .matches(without_scale, title="a gamma of 0", side=True, weight=0.5),
    "batch_norm",
    normalised(sizes=[(5, 3)]),
    normalised(sizes=[(3, 2)]),
    normalised(sizes=[(4, 1), (1, 3)]),
)
(
    rubric.task(
        "residual_forward",
        points=2,
        call="residual_output",
        hints=hints(
            "What should come out if all weights and biases were 0?",
            "Residual connections",
            "One number: x = -2, W1 = 1, b1 = 0, W2 = 3, b2 = 0.5. What does the branch give?",
        ),
    )
    .matches(blocks)
    .matches(small_blocks, title=SMALL_TITLE, side=True, weight=1)
    .keeps_shape_and_dtype(in_float32(blocks))
    .leaves_arguments_unchanged(blocks, weight=2)
)
backward_pass(
    rubric.task(
        "residual_backward",
        points=4,
        after="residual_forward",
        call="residual_gradients",
        hints=hints(
            "How many roads lead from the output back to x, and what travels on each?",
            "Back through a residual block",
            "If W2 were 0, what would be left of dx? And which of the other gradients would be 0?",
        ),
    )
    .matches(
        backward_blocks("W1", "b1", "W2", "b2"), title="gradients of weights and biases", weight=3
    )
    .matches(backward_blocks("x"), title="gradient of x", weight=3)
    .matches(at_the_kink, title="the slope of relu at 0", side=True, weight=1),
    "residual",
    backward_blocks(sizes=RESIDUAL[:1]),
    backward_blocks(sizes=[(5, 2, 3)]),
    backward_blocks(sizes=SMALL_BLOCKS),
)
(
    rubric.task(
        "lstm_step_forward",
        points=4,
        call="lstm_step_states",
        hints=hints(
            "Label the four blocks of columns. Which of them may be negative, and what for?",
            "An LSTM step",
            "One unit with all of W, U and b at 0: the gates are 1/2, the candidate is 0. "
            "What happens to a memory of c = 1?",
        ),
    )
    .matches(steps)
    .matches(small_steps, title=SMALL_TITLE, side=True, weight=1)
    .keeps_shape_and_dtype(in_float32(steps))
    .leaves_arguments_unchanged(steps, weight=2)
)
backward_pass(
    rubric.task(
        "lstm_step_backward",
        points=7,
        after="lstm_step_forward",
        doubles=(),  # the cache is in the student's own form
        call="lstm_step_gradients",
        hints=hints(
            "The new c has two ways to the loss. Which, and have both arrived before you go on?",
            "Back through an LSTM step",
            "Write down which two numbers each gate was multiplied with or by, and at which point "
            "its own slope is taken. Do that for all four blocks.",
        ),
    )
    .matches(backward_steps("dc"), title="what arrives at the new c", weight=4)
    .matches(backward_steps("dh"), title="what arrives at the new h", weight=5),
    "lstm_step",
    backward_steps("dh", "dc", sizes=STEPS[:1]),
    backward_steps("dh", "dc", sizes=[(3, 2, 1)]),
    backward_steps("dh", "dc", sizes=SMALL_STEPS),
)
(
    rubric.task(
        "lstm_forward",
        points=3,
        after="lstm_step_forward",
        call="lstm_hidden_states",
        hints=hints(
            "What does a step need from the one before it, and where do these come from at first?",
            "Over time",
            "Two steps: which h and c go into the second? And which axis of x counts the steps?",
        ),
    )
    .matches(sequences(ONE_STEP), title="a sequence of one step", weight=1)
    .matches(several, title="several steps", weight=5)
    .matches(sequences(SMALL_SEQUENCES), title=SMALL_TITLE, side=True, weight=1)
    .gradient_agrees(
        "lstm_step_forward_in_front",
        several,
        wrt="tilt",
        title="fits your own lstm_step_forward",
        weight=1,
    )
    .keeps_shape_and_dtype(in_float32(several))
    .leaves_arguments_unchanged(several, weight=2)
)
backward_pass(
    rubric.task(
        "lstm_backward",
        points=6,
        after=("lstm_step_forward", "lstm_step_backward", "lstm_forward"),
        call="lstm_gradients",
        hints=hints(
            "What reaches the hidden state of a step in the middle, and from where?",
            "Back through time",
            "Two steps, a loss that looks at the second h only: which gradients of the first step "
            "are not 0, and what brought them there?",
        ),
    )
    .matches(backward_sequences(sizes=ONE_STEP), title="a sequence of one step", weight=1)
    .matches(
        backward_sequences("W", "U", "b", sizes=SEVERAL),
        title="gradients of the weights over several steps",
        weight=4,
    )
    .matches(
        backward_sequences("x", "h0", "c0", sizes=SEVERAL),
        title="gradients of x, h0 and c0 over several steps",
        weight=4,
    ),
    "lstm",
    backward_sequences(sizes=[(2, 3, 3, 2)]),
    backward_sequences(sizes=[(3, 2, 2, 1)]),
    backward_sequences(sizes=SMALL_SEQUENCES),
)
