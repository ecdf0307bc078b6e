"""What is verified about the remedies, and what they are worth.

Caches are of the student's own form, so a backward pass is only ever fed by the forward pass of the
same submission. Where that one is wrong, the backward pass is held against the slopes of a loss
that is made from it: all cases of a task have the arguments that these slopes need.
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
SMALL_TITLE = "one row, one feature, one unit"


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
        "batch_norm_forward",
        points=5,
        call="batch_norm_output",
        hints=(
            "Which numbers does one number of the output depend on: in training, and later?",
            "“Batch normalisation” in README.md has one line of formulas. Which of its symbols "
            "come from the batch, and what takes their place in evaluation?",
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
        points=7.5,
        after="batch_norm_forward",
        call="batch_norm_gradients",
        hints=(
            "When one x grows a little, what else in its column of the output moves?",
            "“Back through batch normalisation” in README.md names the nodes of the graph from x "
            "to x̂. Which of them have two arrows going out, and what has to be added up there?",
            "One feature, two rows: 0 and 2, with γ = 1 and ε = 0. x̂ is -1 and 1, and stays so "
            "if either x moves a little. Which dx has to come out, whatever upstream is?",
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
        points=2.5,
        call="residual_output",
        hints=(
            "What should come out if all weights and biases were 0?",
            "The formula in “Residual connections” of README.md has one relu and two biases. "
            "Where does each of them stand in yours?",
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
        points=5,
        after="residual_forward",
        call="residual_gradients",
        hints=(
            "How many roads lead from the output back to x, and what travels on each?",
            "In the worked number of “Back through a residual block” in README.md a unit is on, "
            "off, or exactly at 0. What does each of the three pass on?",
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
