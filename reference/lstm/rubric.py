"""What is verified about the LSTM, and what it is worth.

Caches are of the student's own form, so a backward pass is only ever fed by the forward pass of the
same submission. Where that one is wrong, the backward pass is held against the slopes of a loss
that is made from it: all cases of a task have the arguments that these slopes need.
"""

import numpy as np

from autograder.rubric import Rubric, Task, case

rubric = Rubric("lstm", title="A memory for gradients: the LSTM")


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


(
    rubric.task(
        "lstm_step_forward",
        points=4,
        call="lstm_step_states",
        hints=(
            "Which of the four blocks may give negative numbers, and what is that needed for?",
            "“An LSTM step” in README.md gives the order of the blocks, and b has 4H numbers. "
            "With H = 2, which of them belong to the forget gate?",
            "One unit with all of W, U and b at 0: the gates are 1/2, the candidate is 0. What "
            "happens to a memory of c = 1?",
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
        hints=(
            "The new c has two ways to the loss. Which, and have both arrived before you go on?",
            "The formulas of new c and new h in “An LSTM step” in README.md hold three products. "
            "When the gradient of a product arrives, what does each of its two factors get?",
            "One unit: i = 0.5, g = -0.6, f = 0.9, c = 2. A gradient of 1 arrives at the new c, "
            "nothing at h. What do i, g, f and c get, before the slopes of σ and tanh?",
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
        hints=(
            "What does a step need from the one before it, and where do these come from at first?",
            "The first three sentences of “Over time” in README.md say what goes into a step, and "
            "which axis of x counts the steps. Which of your lines does each of them belong to?",
            "One unit with all of W, U and b at 0, h0 = 0 and c0 = 1: the memory is 0.5 after the "
            "first step and 0.25 after the second. What is in hs?",
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
        hints=(
            "What reaches the hidden state of a step in the middle, and from where?",
            "In the worked number of “Back through time” in README.md two shares meet at the "
            "first memory. By which state does each of them come?",
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
