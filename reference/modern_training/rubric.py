"""What is verified about a training loop of today, and what it is worth.

The loops run in models that the driver makes, whose numbers are compared step by step. Everything
is float32 but for mixed precision: there all numbers are multiples of a power of two with so few
digits that no sum depends on its order, and rounding to half precision is the same everywhere.
"""

import numpy as np

from autograder.rubric import Limits, Rubric, case, only_as_drawn

rubric = Rubric(
    "modern_training",
    title="A training loop of today in PyTorch",
    frameworks=("torch",),
    # A first operation or optimiser may load code; the address space of a framework is large.
    limits=Limits(load_s=30.0, task_s=12.0, case_s=6.0, total_s=90.0, memory_bytes=4 << 30),
)

CLASSES = 4
FAR = 1e6  # a length that no gradient has: nothing is clipped


def single(rng, *shape, scale=1.0):
    return rng.normal(scale=scale, size=shape).astype(np.float32)


def like(rng, weights, scale=1.0):
    return {name: single(rng, *value.shape, scale=scale) for name, value in weights.items()}


def plain(rng, width, hidden=6, classes=CLASSES):
    return {
        "hidden.weight": single(rng, hidden, width),
        "hidden.bias": single(rng, hidden),
        "output.weight": single(rng, classes, hidden),
        "output.bias": single(rng, classes),
    }


def normalised(rng, width, hidden=6, classes=CLASSES):
    weights = {
        **plain(rng, width, hidden, classes),
        "norm.weight": single(rng, hidden, scale=0.3) + np.float32(2),
        "norm.bias": single(rng, hidden),
    }
    del weights["hidden.bias"]
    return weights


def statistics(rng, hidden=6):
    return {
        "norm.running_mean": single(rng, hidden),
        "norm.running_var": np.abs(single(rng, hidden)) + np.float32(0.5),
        "norm.num_batches_tracked": np.int64(rng.integers(3, 90)),
    }


def seed(rng):
    return int(rng.integers(1 << 31))


# --- which parameters decay


def many(rng):
    """A layer of each kind, of sizes that are drawn."""
    words, width, kernel, channels = (int(n) for n in rng.permutation([3, 4, 5, 6]))
    return {
        "letters.weight": single(rng, words, width),
        "filter.weight": single(rng, channels, 2, kernel),
        "filter.bias": single(rng, channels),
        "block.0.weight": single(rng, 7, width),
        "block.0.bias": single(rng, 7),
        "block.1.weight": single(rng, 7) + np.float32(2),
        "block.1.bias": single(rng, 7),
        "norm.weight": single(rng, channels) + np.float32(2),
        "norm.bias": single(rng, channels),
        "place_bias": single(rng, kernel, 8),
        "heat": np.float32(rng.uniform(2, 3)),
        "output.weight": single(rng, words, width),
    }


def grouping(*, frozen=(), tied=False):
    @only_as_drawn
    def cases(rng):
        weights = many(rng)
        return [
            case(
                weights=weights,
                gradients=like(rng, weights),
                frozen=list(frozen),
                tied=tied,
                weight_decay=round(rng.uniform(0.2, 0.6), 3),
            )
        ]

    return cases


all_learn = grouping()
some_frozen = grouping(frozen=("block.0.weight", "norm.bias", "heat"))
shared = grouping(tied=True)


# --- the schedule


def schedules(*phases):
    def cases(rng):
        return [
            case(
                peaks=[float(p) for p in rng.uniform(0.2, 2.0, size=groups)],
                warmup=warmup,
                total=total,
                floor=float(rng.uniform(0.05, 0.4)),
                count=count,
            )
            for groups, warmup, total, count in phases
        ]

    return cases


rising = schedules((1, 6, 20, 6), (1, 9, 30, 9))
whole = schedules((1, 5, 16, 16), (1, 3, 11, 11))
behind = schedules((1, 3, 9, 25), (1, 0, 7, 20))
several_groups = schedules((3, 4, 13, 16), (2, 2, 9, 12))
corners = schedules((1, 5, 5, 9), (1, 6, 4, 9), (1, 0, 0, 3), (1, 1, 2, 5), (1, 0, 1, 4))


# --- several small batches, one step


def stepping(sizes, *, net="plain", loss="cross-entropy", optimizers=("sgd",), max_norm=FAR):
    def cases(rng):
        made = []
        for optimizer in optimizers:
            width, count = int(rng.integers(3, 8)), sum(map(sum, sizes))
            weights = {"plain": plain, "normalised": normalised}[net](rng, width)
            labels = rng.integers(0, CLASSES, size=count)
            if loss == "squared error":
                labels = single(rng, count, CLASSES)
            made.append(
                case(
                    net=net,
                    weights=weights,
                    images=single(rng, count, width),
                    labels=labels,
                    sizes=[list(group) for group in sizes],
                    loss=loss,
                    optimizer=optimizer,
                    learning_rate=0.5 if optimizer == "sgd" else 0.2,
                    max_norm=max_norm,
                    left=like(rng, weights),
                )
            )
        return made

    return cases


def both(*made):
    def cases(rng):
        return [one for cases in made for one in cases(rng)]

    return cases


UNEVEN = [(5, 2, 1), (4, 1), (3, 6, 2)]
uneven_steps = stepping(UNEVEN, optimizers=("sgd", "momentum"))
clipped_steps = both(
    stepping(UNEVEN, max_norm=0.07), stepping(UNEVEN, optimizers=("adam",), max_norm=0.3)
)
other_steps = both(
    stepping([(4, 2), (3, 3, 5)], net="normalised"),
    stepping(UNEVEN, loss="squared error"),
)
smallest_steps = stepping([(1,), (4,), (1, 1)])


def long_step(rng):
    sizes = [int(n) for n in rng.permutation([2, 3, 4, 5, 1, 6, 2])]
    weights = plain(rng, 5)
    return [
        case(
            weights=weights,
            images=single(rng, sum(sizes), 5),
            labels=rng.integers(0, CLASSES, size=sum(sizes)),
            sizes=[sizes],
            loss="cross-entropy",
            optimizer="sgd",
            learning_rate=0.2,
        )
    ]


# --- mixed precision
SAMPLES, OUTPUTS = 2, 2  # a sum of two products is rounded once, whatever the order


def digits(rng, shape, *, low, high, step):
    """Odd multiples of a power of two: numbers with all the digits that they may have."""
    numbers = rng.integers(low, high, size=shape) * 2 + 1
    return (rng.choice([-1, 1], size=shape) * numbers * step).astype(np.float32)


def rectified(rng, width, hidden):
    """Weights of up to ten binary digits."""
    return {
        "hidden.weight": digits(rng, (hidden, width), low=100, high=256, step=2.0**-9),
        "output.weight": digits(rng, (OUTPUTS, hidden), low=3, high=8, step=2.0**-3),
    }


def mixing(
    *,
    dtype="float16",
    exponent,
    interval=100,
    enabled=True,
    small=0,
    max_norm=FAR,
    wild=(),
    count=3,
    rate=0,
    optimizer="sgd",
):
    """A loss that is 2^small times as large; a step is skipped where targets are wild."""

    @only_as_drawn
    def cases(rng):
        width, hidden = (int(n) for n in rng.permutation([5, 6]))
        targets = [digits(rng, (SAMPLES, OUTPUTS), low=3, high=32, step=0.25) for _ in range(count)]
        for place in wild:
            targets[place] = targets[place] * np.float32(2.0**15)
        return [
            case(
                weights=[rectified(rng, width, hidden) for _ in range(count)],
                images=[
                    digits(rng, (SAMPLES, width), low=1, high=8, step=2.0**-3) for _ in range(count)
                ],
                targets=targets,
                dtype=dtype,
                exponent=exponent,
                interval=interval,
                enabled=enabled,
                factor=2.0**small,
                learning_rate=2.0**rate,
                max_norm=max_norm,
                optimizer=optimizer,
            )
        ]

    return cases


# Without a scale the gradients of a loss as small as this are subnormal in float16, or lost.
half_steps = both(
    mixing(exponent=16, small=-18, rate=15),
    mixing(exponent=14, small=-16, rate=13, optimizer="momentum"),
)
brain_steps = mixing(dtype="bfloat16", exponent=0, enabled=False, rate=-4)
clipped_half_steps = both(
    mixing(exponent=3, max_norm=0.75, rate=0),
    mixing(dtype="bfloat16", exponent=0, enabled=False, max_norm=0.5, rate=0),
)


@only_as_drawn
def skipped_steps(rng):
    """Steps with an overflow among good ones, after which the scale grows again."""
    made = []
    for interval in (2, 3):
        wild = sorted(int(n) for n in rng.choice(7, size=2, replace=False))
        made += mixing(exponent=3, interval=interval, wild=wild, count=9, rate=-6)(rng)
    return made


growing_steps = mixing(exponent=3, interval=1, count=4, rate=-6)
on_a_device = mixing(dtype="bfloat16", exponent=0, enabled=False, rate=-4)


# --- the loop


def training(*, count, batch_size, epochs, accumulate, kind="loader", max_norm=0.6, warmup=2):
    def cases(rng):
        width = int(rng.integers(4, 7))
        return [
            case(
                weights=normalised(rng, width),
                images=single(rng, count, width),
                labels=rng.integers(0, CLASSES, size=count),
                batch_size=batch_size,
                kind=kind,
                epochs=epochs,
                peak=round(rng.uniform(0.08, 0.12), 4),
                warmup=warmup,
                floor=round(rng.uniform(0.2, 0.4), 4),
                weight_decay=round(rng.uniform(0.5, 0.9), 4),
                accumulate=accumulate,
                max_norm=max_norm,
            )
        ]

    return cases


# 23 samples in batches of 5 are five batches, the last one of 3; with two at a time, three steps.
uneven_training = training(count=23, batch_size=5, epochs=3, accumulate=2)
trainings = both(
    uneven_training,
    training(count=30, batch_size=4, epochs=2, accumulate=3, warmup=3),
    training(count=18, batch_size=6, epochs=3, accumulate=1, warmup=1),
)
unusual_trainings = both(
    training(count=11, batch_size=3, epochs=2, accumulate=7, kind="list", warmup=0),
    training(count=5, batch_size=8, epochs=3, accumulate=2, kind="list", warmup=5),
)


# --- the average over time


def averaging(count):
    def cases(rng):
        width = int(rng.integers(3, 6))
        start = {**normalised(rng, width), **statistics(rng)}
        return [
            case(
                start=start,
                models=[
                    {**like(rng, normalised(rng, width)), **statistics(rng)} for _ in range(count)
                ],
                decays=[float(d) for d in rng.uniform(0.6, 0.95, size=count)],
            )
        ]

    return cases


def extreme_decays(rng):
    [one] = averaging(3)(rng)
    return [case(**{**one.arguments, "decays": [1.0, 0.0, 1.0]})]


# --- a training that goes on later


def moves(rng, start, count):
    """Made-up steps, and what becomes of running statistics and of the scaler in each."""
    return [
        {
            "gradients": like(rng, {n: v for n, v in start.items() if "running" not in n}),
            "statistics": statistics(rng),
            "scale": 2.0 ** int(rng.integers(3, 14)),
            "good": int(rng.integers(1, 40)),
        }
        for _ in range(count)
    ]


def interrupted(*, meanwhile):
    @only_as_drawn
    def cases(rng):
        made = []
        for count in (3, 1):
            start = normalised(rng, int(rng.integers(3, 6)))
            arguments = {
                "start": start,
                "before": moves(rng, start, count),
                "after": moves(rng, start, 3),
            }
            if meanwhile:
                arguments["meanwhile"] = moves(rng, start, 2)
            made.append(case(**arguments, seed=seed(rng)))
        return made

    return cases


pictures = interrupted(meanwhile=False)
interruptions = interrupted(meanwhile=True)


(
    rubric.task(
        "parameter_groups",
        points=2,
        call="run_groups",
        hints=(
            "Which parameters of a model are no matrices, and what is each of them for?",
            "README, “Who decays”: the table has a row for each kind of layer. Print `name, "
            "tuple(p.shape)` for all of `model.named_parameters()` and sort them by it.",
            "nn.Linear(3, 2) and nn.LayerNorm(2) own 6 + 2 + 2 + 2 numbers: the first list holds 6 "
            "of them, the second one 6.",
        ),
    )
    .matches(all_learn, title="what decays", weight=5)
    .matches(some_frozen, title="some parameters are frozen", weight=2)
    .matches(shared, title="a parameter that two layers share", side=True, weight=1)
    .matches(some_frozen, title="two lists, in this order", call="run_lists", side=True, weight=1)
)
(
    rubric.task(
        "make_scheduler",
        points=3,
        call="run_schedule",
        hints=(
            "At which step does each phase begin, and how many steps does it have?",
            "README, “A plan for the rate”: by what does PyTorch multiply the number that your "
            "function gives? Compare the first and the last rate of each phase with the worked "
            "number.",
            "warmup = 1, total = 5, floor = 0.5: the factors are 1, 1, 0.927, 0.75, 0.573, and "
            "from step 5 on 0.5. Step 3 is halfway through the cosine: r = 1/2.",
        ),
    )
    .matches(rising, title="the warm-up", weight=2)
    .matches(whole, title="warm-up and cosine", weight=4)
    .matches(behind, title="behind the last step", weight=2)
    .matches(several_groups, title="groups with peaks of their own", side=True, weight=1)
    .matches(corners, title="a phase is missing", side=True, weight=1)
)
(
    rubric.task(
        "accumulated_step",
        points=4,
        call="run_steps",
        hints=(
            "What happens once in a step, and what for each of its batches?",
            "README, “A large batch in small pieces”: which part of the mean over all samples does "
            "a batch of n samples make up? Below the formula stands the order of clearing, passes, "
            "clipping and step.",
            "Batches of 3 and 1 samples whose gradients of their mean losses are 2 and 6: the "
            "gradient of the whole is 3.",
        ),
    )
    .matches(uneven_steps, title="steps by the mean over all samples", weight=4)
    .matches(clipped_steps, title="clipped steps", weight=3)
    .matches(uneven_steps, title="the loss", call="run_step_losses", weight=2)
    .matches(clipped_steps, title="the length before clipping", call="run_step_lengths", weight=1.5)
    .matches(other_steps, title="normalisation, another loss", side=True, weight=1)
    .matches(smallest_steps, title="one batch, one sample", side=True, weight=1)
    .matches(
        long_step,
        title="each batch by itself, and one step",
        call="run_step_habits",
        side=True,
        weight=2,
    )
)
(
    rubric.task(
        "mixed_step",
        points=4,
        call="run_mixed",
        hints=(
            "Which of your lines see gradients that are multiplied by the scale?",
            "README, “Half precision”: the list has what happens between the loss and the update "
            "of the scaler. And how can a skipped step be told from a good one?",
            "The scale is 4 and the gradient of the loss (3, 4): `.grad` is (12, 16) behind the "
            "way back. With max_norm = 1 the step must go by (0.6, 0.8).",
        ),
    )
    .matches(half_steps, title="steps in float16", weight=3)
    .matches(brain_steps, title="steps in bfloat16", weight=1.5)
    .matches(clipped_half_steps, title="clipped steps", weight=2)
    .matches(skipped_steps, title="steps that are skipped", weight=2)
    .matches(skipped_steps, title="rate and scale", call="run_mixed_rates", weight=2.5)
    .matches(half_steps, title="the loss", call="run_mixed_losses", weight=1)
    .matches(
        growing_steps,
        title="a scale that grows in each step",
        call="run_mixed_rates",
        side=True,
        weight=1,
    )
    .matches(
        on_a_device,
        title="goes where the images are",
        call="run_mixed_on_device",
        side=True,
        weight=1,
    )
)
(
    rubric.task(
        "train",
        points=3,
        after=("parameter_groups", "make_scheduler", "accumulated_step"),
        call="run_training",
        hints=(
            "How many steps does the optimizer take in one epoch, and in all of them?",
            "README, “The loop” has a table: what is done once in the training, in an epoch, in a "
            "step? Which of your arguments does no line of yours use?",
            "5 batches of 4, 4, 4, 4 and 2 samples, accumulate = 2: steps of 8, 8 and 2 samples, "
            "and 3 epochs have 9. With the losses 1, 2 and 6 the epoch has (8 + 16 + 12) / 18 = 2.",
        ),
    )
    .matches(trainings, title="the trained model", weight=5)
    .matches(trainings, title="the losses of the epochs", call="run_history", weight=3)
    .matches(
        unusual_trainings,
        title="a list; fewer batches than make a step; a long warm-up",
        side=True,
        weight=1,
    )
    .matches(
        uneven_training,
        title="goes where it is told to",
        call="run_training_on_device",
        side=True,
        weight=1,
    )
    .matches(
        uneven_training,
        title="training mode, plain numbers",
        call="run_training_habits",
        side=True,
        weight=0.7,
    )
)
(
    rubric.task(
        "ema_update",
        points=1,
        call="run_average",
        hints=(
            "Which numbers of a model are moved by its optimizer, and which are not?",
            "README, “The average of the last steps”: two kinds of numbers, two rules. Which of "
            "the two models may change?",
            "a = 4, p = 0, decay = 0.25: a parameter becomes 1, a buffer becomes 0; those of "
            "`model` stay 0.",
        ),
    )
    .matches(averaging(3), title="the average", weight=4)
    .matches(extreme_decays, title="a decay of 0 or 1", side=True, weight=1)
    .matches(
        averaging(2),
        title="the model as it was, and no memory in common",
        call="run_average_habits",
        side=True,
        weight=2,
    )
)
(
    rubric.task(
        "checkpoint",
        points=1,
        call="run_checkpoint",
        hints=(
            "To whom do the tensors in a `state_dict()` belong?",
            "README, “Stop, and go on” describes two traps; this is the first. Print one weight of "
            "the dict, take a step, and print it again.",
            "Checkpoint, `torch.rand(1)`, restore, `torch.rand(1)`: both numbers must be equal.",
        ),
    )
    .matches(pictures, title="the moment of the checkpoint", weight=3)
    .matches(
        pictures,
        title="the training goes on as without it",
        call="run_beside_checkpoint",
        side=True,
        weight=1,
    )
)
(
    rubric.task(
        "restore",
        points=2,
        call="run_restored",
        hints=(
            "What besides its weights does a training carry from one step to the next?",
            "README, “Stop, and go on”: five states. Which of them copies what it is given, and "
            "which keeps the tensors themselves?",
            "A step from the checkpoint brings a weight from 2 to 1.9. Restore, step, restore, "
            "step: is it 1.9 both times, and is the weight in `saved` still 2?",
        ),
    )
    .matches(interruptions, title="the training goes on from there", weight=4)
    .matches(interruptions, title="into a new training", call="run_restored_into_new", weight=2)
    .matches(
        interruptions, title="one checkpoint, twice", call="run_restored_twice", side=True, weight=2
    )
)
