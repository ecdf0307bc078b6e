"""What is verified about the language model, and what it is worth.

Models are made by the driver from seeds, in double precision, so that equal code gives equal texts:
the largest of several logits is never a matter of rounding. What is drawn by chance is judged by
which temperature fits it best, which holds for every way of drawing.
"""

import numpy as np

from autograder.rubric import Limits, Rubric, case, only_as_drawn

rubric = Rubric(
    "language_model",
    title="A language model, translation and attention",
    frameworks=("torch",),
    # A first operation or optimiser may load code; the address space of a framework is large.
    limits=Limits(load_s=30.0, task_s=12.0, case_s=6.0, total_s=90.0, memory_bytes=4 << 30),
)

MEMORIES = ("gru", "lstm")


def seed(rng):
    return int(rng.integers(1 << 31))


def ids(rng, *shape, characters=60):
    return rng.integers(characters, size=shape)


# --- batches


def cutting(*sizes):
    @only_as_drawn  # a text must be long enough for one batch
    def cases(rng):
        return [
            case(ids=ids(rng, rows * length * steps + rest), rows=rows, length=length)
            for rows, length, steps, rest in sizes
        ]

    return cases


# The last one lacks a single character for a batch more.
batches = cutting((3, 4, 5, 8), (2, 5, 3, 3), (4, 3, 2, 12))
# Nothing is left over but the last target; and one character more than that.
exact = cutting((3, 2, 4, 1), (2, 4, 3, 2))
smallest_cuts = cutting((1, 1, 1, 1), (1, 6, 1, 3), (5, 1, 3, 4), (3, 4, 1, 2), (1, 3, 4, 1))


# --- the loss


def padded(rng, lengths, places, characters, padding):
    """Targets whose texts have these lengths; no real one is the padding."""
    targets = ids(rng, len(lengths), places, characters=characters)
    if 0 <= padding < characters:
        targets = (padding + 1 + targets % (characters - 1)) % characters
    for row, length in zip(targets, lengths, strict=True):
        row[length:] = padding
    return targets


def losing(rng, lengths, places, characters, padding):
    return case(
        logits=rng.normal(scale=2.0, size=(len(lengths), places, characters)),
        targets=padded(rng, lengths, places, characters, padding),
        padding=padding,
    )


def losses(rng):
    """Padding is an id like any other, never 0."""
    return [
        losing(rng, (5, 2, 1), 5, 7, int(rng.integers(1, 7))),
        losing(rng, (3, 6, 4, 1), 6, 5, int(rng.integers(1, 5))),
    ]


def other_paddings(rng):
    """Numbers that are no ids, the id 0, no padding at all, and padding before what is real."""
    [first, *_] = losses(rng)
    before = case(
        logits=first.arguments["logits"],
        targets=np.ascontiguousarray(first.arguments["targets"][:, ::-1]),
        padding=first.arguments["padding"],
    )
    return [
        losing(rng, (4, 1, 3), 4, 6, -1),
        losing(rng, (2, 5), 5, 4, -100),
        losing(rng, (1, 3), 4, 5, 0),
        losing(rng, (4, 4), 4, 3, -1),
        losing(rng, (0, 3), 3, 6, 2),
        before,
    ]


def no_character(rng):
    return [losing(rng, (0, 0), 3, 5, padding) for padding in (-1, int(rng.integers(5)))]


def smallest_losses(rng):
    """One text, one place, one character in the alphabet."""
    return [
        losing(rng, (1,), 1, 2, -1),
        losing(rng, (2, 1), 3, 1, -1),
        losing(rng, (1, 0, 1), 1, 6, 4),
        losing(rng, (2,), 5, 4, 3),
    ]


def extreme_losses(rng):
    """Characters that are certain, and characters that are impossible."""
    made = losses(rng)
    for one in made:
        shape = one.arguments["logits"].shape
        one.arguments["logits"] = rng.choice([-1000.0, 0.0, 1000.0], size=shape)
    return made


def single(tree):
    return tree.astype(np.float32) if getattr(tree, "dtype", None) == np.float64 else tree


def in_float32(cases):
    def converted(rng):
        return [
            case(**{name: single(value) for name, value in one.arguments.items()})
            for one in cases(rng)
        ]

    return converted


# --- perplexity


def perplexities(rng):
    return [
        case(
            losses=[float(one) for one in rng.uniform(0.5, 4.0, size=count)],
            counts=[int(one) for one in rng.permutation([3, 40, 300, 11])[:count]],
        )
        for count in (3, 4, 2)
    ]


def one_batch(rng):
    return [
        case(losses=[float(rng.uniform(1, 3))], counts=[count])
        for count in (int(rng.integers(2, 50)), 1)
    ]


@only_as_drawn  # where there are characters, there is a loss
def empty_batches(rng):
    """One loss is 0, one is not a number; both are of batches without characters."""
    return [
        case(
            losses=[float(rng.uniform(1, 3)), nothing, float(rng.uniform(2, 4))], counts=[7, 0, 90]
        )
        for nothing in (0.0, float("nan"))
    ]


def unlikely(rng):
    return [case(losses=[600.0, float(rng.uniform(300, 400))], counts=[4, 5])]


# --- one step


def stepping(optimizers, max_norms, batches, learning_rate=0.3):
    def cases(rng):
        made = []
        for number, (optimizer, max_norm) in enumerate(zip(optimizers, max_norms, strict=True)):
            rows, length, characters = rng.permutation([2, 3, 5])
            made.append(
                case(
                    seed=seed(rng),
                    memory=MEMORIES[number % 2],
                    inputs=ids(rng, batches, rows, length + 1, characters=characters + 2),
                    targets=ids(rng, batches, rows, length + 1, characters=characters + 2),
                    optimizer=optimizer,
                    learning_rate=learning_rate,
                    max_norm=max_norm,
                )
            )
        return made

    return cases


first_batch = stepping(["sgd", "sgd"], [0.4, 0.25], 1)
free_steps = stepping(["sgd", "sgd"], [1e9, 1e9], 3, learning_rate=0.1)
clipped_steps = stepping(["sgd", "sgd"], [0.3, 0.5], 4)
other_optimizers = stepping(["adam", "momentum"], [0.5, 0.2], 3, learning_rate=0.1)


def smallest_batches(rng):
    return [
        case(
            seed=seed(rng),
            memory=memory,
            inputs=ids(rng, 3, rows, length, characters=4),
            targets=ids(rng, 3, rows, length, characters=4),
            optimizer="sgd",
            learning_rate=0.2,
            max_norm=0.5,
        )
        for memory, rows, length in (("gru", 1, 1), ("lstm", 3, 1))
    ]


def many_steps(rng):
    return [
        case(
            seed=seed(rng),
            memory=memory,
            inputs=ids(rng, 5, 2, 3, characters=5),
            targets=ids(rng, 5, 2, 3, characters=5),
            learning_rate=0.1,
        )
        for memory in MEMORIES
    ]


# --- temperature


def warm(rng):
    return [
        case(logits=rng.normal(scale=2.0, size=shape), temperature=float(rng.uniform(low, high)))
        for shape, low, high in [
            ((3, 5), 0.3, 0.8),
            ((4, 6), 1.5, 4.0),
            ((7,), 0.4, 0.7),
            ((2, 3, 4), 1.3, 2.0),
        ]
    ]


def cold(rng):
    """Without a doubt, and with logits that differ by very little."""
    near = rng.permutation(np.array([1.0, 1.0 + 1e-9, 0.3, -2.0]))
    return [
        case(logits=rng.normal(size=(3, 6)), temperature=0.0),
        case(logits=near, temperature=0.0),
    ]


def tied(rng):
    logits = rng.integers(3, size=(8, 5)).astype(float)
    logits[0] = 2.0
    logits[1] = rng.permutation([1.0, 1.0, 0.0, -3.0, 0.5])
    return [case(logits=logits, temperature=0.0)]


def limits(rng):
    return [
        case(logits=rng.normal(size=(2, 7)), temperature="infinite"),
        case(logits=rng.normal(size=(5, 1)), temperature=0.7),
        case(logits=rng.normal(size=(3, 4)), temperature=1.0),
    ]


def extreme_temperatures(rng):
    return [
        case(logits=rng.choice([-1000.0, 0.0, 999.0, 1000.0], size=(6, 5)), temperature=temperature)
        for temperature in (1e-6, 0.9, 700.0)
    ]


# --- texts


@only_as_drawn
def texts(rng):
    return [
        case(
            seed=seed(rng),
            memory=memory,
            characters=characters,
            start=ids(rng, count, characters=characters),
            length=length,
        )
        for memory, characters, count, length in [
            ("gru", 9, 4, 14),
            ("lstm", 7, 6, 11),
            ("gru", 11, 3, 9),
        ]
    ]


@only_as_drawn
def short_texts(rng):
    """One character to start with, one to be written."""
    return [
        case(
            seed=seed(rng),
            memory=memory,
            characters=characters,
            start=ids(rng, count, characters=characters),
            length=length,
        )
        for memory, characters, count, length in [
            ("lstm", 8, 1, 6),
            ("gru", 6, 5, 1),
            ("lstm", 5, 1, 1),
            ("gru", 9, 2, 2),
        ]
    ]


@only_as_drawn
def drawn_texts(rng):
    """Other temperatures are far enough away: a text of this length does not fit them by chance."""
    made = []
    for memory, characters in zip(MEMORIES, (6, 8), strict=True):
        temperature = float(rng.uniform(1.5, 3.0))
        factors = [0.05, 0.25, 0.5, 2.0, 4.0, 30.0]
        made.append(
            case(
                seed=seed(rng),
                memory=memory,
                characters=characters,
                start=ids(rng, 3, characters=characters),
                length=400,
                temperature=temperature,
                others=[temperature * factor for factor in factors],
            )
        )
    return made


@only_as_drawn
def several_generators(rng):
    """Two seeds or three, of which one comes again at least, in an order that is drawn."""
    made = [seed(rng) for _ in range(3)]
    order = rng.permutation([0, 0, 1, int(rng.integers(1, 3))])
    return [
        case(
            seed=seed(rng),
            memory="gru",
            characters=9,
            start=ids(rng, 2, characters=9),
            length=30,
            seeds=[made[place] for place in order],
        )
    ]


@only_as_drawn
def in_both_modes(rng):
    return [
        case(
            seed=seed(rng),
            characters=9,
            start=ids(rng, 3, characters=9),
            length=8,
            training=training,
            turned=[int(step) for step in rng.permutation([1, 3])],
        )
        for training in (True, False)
    ]


@only_as_drawn
def reading(rng):
    return [
        case(
            seed=seed(rng),
            memory=memory,
            characters=6,
            start=ids(rng, 5, characters=6),
            length=12,
        )
        for memory in MEMORIES
    ]


# --- encoder and decoder


def special(rng, characters):
    """Start, end and padding: three ids of these characters."""
    drawn = rng.permutation(np.arange(1, characters))[:3]
    return dict(zip(("start", "end", "padding"), map(int, drawn), strict=True))


def pairs(rng, memory, lengths, width, source_width, characters):
    """Texts of these lengths, of which the end symbol is the last; then padding."""
    marks = special(rng, characters)
    letters = np.setdiff1d(np.arange(characters), list(marks.values()))
    targets = rng.choice(letters, size=(len(lengths), width))
    for row, length in zip(targets, lengths, strict=True):
        row[length - 1] = marks["end"]
        row[length:] = marks["padding"]
    sources = rng.choice(letters, size=(len(lengths), source_width))
    return {"seed": seed(rng), "memory": memory, "sources": sources, "targets": targets, **marks}


def without(arguments, *names):
    return {name: value for name, value in arguments.items() if name not in names}


def taught(*sizes):
    def cases(rng):
        return [case(**without(pairs(rng, *size), "end")) for size in sizes]

    return cases


translations = taught(
    ("gru", (3, 5, 2), 5, 4, 9), ("lstm", (2, 6, 4, 3), 7, 3, 8), ("gru", (4, 3), 4, 6, 11)
)
smallest_translations = taught(
    ("gru", (1,), 1, 1, 6), ("lstm", (2,), 4, 3, 7), ("gru", (1, 1, 1), 2, 5, 8)
)


def translating(*sizes):
    @only_as_drawn
    def cases(rng):
        made = []
        for memory, texts, width, characters, limit in sizes:
            made.append(
                case(
                    seed=seed(rng),
                    memory=memory,
                    characters=characters,
                    sources=ids(rng, texts, width, characters=characters),
                    **special(rng, characters),
                    limit=limit,
                )
            )
        return made

    return cases


greedy = translating(("gru", 14, 4, 5, 9), ("lstm", 17, 3, 6, 8), ("gru", 12, 5, 7, 11))
smallest_greedy = translating(("lstm", 1, 1, 6, 5), ("gru", 4, 2, 5, 1), ("lstm", 3, 6, 4, 2))


@only_as_drawn
def in_training_mode(rng):
    return [
        case(**one.arguments, turned=int(rng.integers(1, 4)))
        for one in translating(("gru", 9, 4, 8, 6))(rng)
    ]


taught_elsewhere = taught(("gru", (3, 5, 2), 5, 4, 9))
elsewhere = translating(("lstm", 5, 3, 6, 5))


# --- attention
#
# A mask for all texts beside one for each: what a hunt reads of shapes would fit neither.


def some_places(rng, *shape):
    """Whether each query may look at each place; every query at one at least."""
    allowed = rng.random(shape) < 0.6
    places = rng.integers(shape[-1], size=shape[:-1])
    np.put_along_axis(allowed, places[..., None], True, axis=-1)
    return allowed


def looking(rng, texts, queries, places, width, values, allowed, scale=1.0):
    return {
        "q": rng.normal(scale=scale, size=(texts, queries, width)),
        "k": rng.normal(scale=scale, size=(texts, places, width)),
        "v": rng.normal(size=(texts, places, values)),
        "allowed": allowed,
    }


@only_as_drawn
def open_heads(rng):
    """Everybody may look everywhere."""
    return [
        case(**looking(rng, 2, 3, 5, 4, 6, np.full((3, 5), True))),
        case(**looking(rng, 3, 4, 4, 2, 5, np.full((3, 4, 4), True))),
    ]


@only_as_drawn
def masked_heads(rng):
    """Backwards only; some places of each text."""
    return [
        case(**looking(rng, 2, 5, 5, 3, 3, np.tri(5, dtype=bool))),
        case(**looking(rng, 3, 4, 6, 5, 2, some_places(rng, 3, 4, 6))),
        case(**looking(rng, 4, 5, 2, 3, 7, some_places(rng, 5, 2))),
    ]


@only_as_drawn
def smallest_heads(rng):
    return [
        case(**looking(rng, 1, 1, 1, 1, 1, np.full((1, 1), True))),
        case(**looking(rng, 1, 3, 1, 4, 2, np.full((1, 3, 1), True))),
        case(**looking(rng, 2, 1, 4, 1, 3, some_places(rng, 2, 1, 4))),
    ]


@only_as_drawn
def empty_queries(rng):
    """A query may look nowhere, another one of the same text may."""
    three, two = some_places(rng, 2, 3, 4), some_places(rng, 5, 3)
    three[0, rng.integers(3)] = False
    two[rng.integers(5)] = False
    return [case(**looking(rng, 2, 3, 4, 5, 3, three)), case(**looking(rng, 2, 5, 3, 2, 4, two))]


def extreme_heads(rng):
    """Scores of a million, of both signs; where it may look, and where not, are the largest."""
    made = []
    for texts, queries, places, width, values in ((2, 4, 6, 3, 2), (3, 5, 5, 4, 3)):
        allowed = some_places(rng, queries, places)
        allowed[0] = np.arange(places) == 1
        one = looking(rng, texts, queries, places, width, values, allowed)
        for name in ("q", "k"):
            shape = one[name].shape
            one[name] = rng.choice([-1.0, 1.0], size=shape) * rng.uniform(500, 1000, size=shape)
        one["k"][:, 1] = -one["q"][:, 0]
        made.append(case(**one))
    return made


def with_upstream(cases):
    @only_as_drawn
    def made(rng):
        return [
            case(
                **one.arguments,
                weighed=rng.normal(
                    size=(*one.arguments["q"].shape[:2], one.arguments["v"].shape[2])
                ),
            )
            for one in cases(rng)
        ]

    return made


def backwards(cases):
    """With the weights of a forward pass in which a bias was added to the scores."""

    def made(rng):
        return [back(rng, **one.arguments) for one in cases(rng)]

    return made


def back(rng, q, k, v, allowed):
    bias = rng.normal(size=(len(q), q.shape[1], k.shape[1]))
    scores = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[2]) + bias
    scores = np.where(allowed, scores, -1e300)
    powers = np.exp(scores - scores.max(axis=2, keepdims=True)) * allowed
    total = powers.sum(axis=2, keepdims=True)
    return case(
        upstream=rng.normal(size=(*q.shape[:2], v.shape[2])),
        q=q,
        k=k,
        v=v,
        weights=powers / np.where(total == 0, 1, total),
    )


(
    rubric.task(
        "teacher_forcing",
        points=2,
        call="run_batches",
        hints=(
            "What is the target of the last character of a batch, and where in the text is it?",
            "README, “The teacher” has a table of two batches. Print yours for its text. Does each "
            "row of your second batch begin where the same row of the first one has ended?",
            "abcdefg in two rows of length 1: streams abc and def, and the first batch is a → b, "
            "d → e. The target of c is d.",
        ),
    )
    .matches(batches, title="inputs and targets", weight=5)
    .matches(exact, title="a text that fits exactly", weight=3)
    .matches(smallest_cuts, title="one row, one character, one batch", side=True, weight=1)
    .keeps_shape_and_dtype(batches)
)
(
    rubric.task(
        "sequence_loss",
        points=2,
        call="run_loss",
        hints=(
            "Add a column of padding to your texts: which numbers of your loss change?",
            "README, “The loss of a batch” has two texts of 3 and 1 characters. Which sum does "
            "your function make, and by which number does it divide?",
            "Losses 1, 2, 3 of one text and 6 of the other: the mean is 12 / 4 = 3, not "
            "(2 + 6) / 2 = 4, and not 12 / 6.",
        ),
    )
    .matches(losses, title="texts of unequal lengths", weight=5)
    .matches(losses, title="what flows back", call="run_loss_gradient", weight=3)
    .matches(other_paddings, title="other paddings", side=True, weight=2)
    .matches(no_character, title="padding alone", side=True, weight=1)
    .matches(
        no_character,
        title="what flows back from padding alone",
        call="run_loss_gradient",
        side=True,
        weight=0.5,
    )
    .matches(smallest_losses, title="one text, one character", side=True, weight=0.5)
    .stable(extreme_losses)
    .keeps_shape_and_dtype(in_float32(losses))
    .leaves_arguments_unchanged(losses)
)
(
    rubric.task(
        "perplexity",
        points=1,
        hints=(
            "How much should a batch of 10 characters count beside one of 1000?",
            "README, “Perplexity” computes one by hand. At which moment does it take the "
            "exponential?",
            "Losses 0 (1 character) and ln 8 (2 characters): the mean is 2/3 · ln 8 = ln 4, so the "
            "perplexity is 4, and neither 4.5 nor 5.67.",
        ),
    )
    .matches(perplexities, title="batches of unequal size", weight=5)
    .matches(one_batch, title="one batch", weight=1)
    .matches(empty_batches, title="batches without characters", side=True, weight=1.5)
    .matches(unlikely, title="a text that is almost impossible", side=True, weight=0.5)
)
(
    rubric.task(
        "train_step",
        points=3,
        after="sequence_loss",
        call="run_steps",
        hints=(
            "Parameters, gradients, the state and its graph: which go on to the next batch, and "
            "which must not?",
            "README, “A step”: five lines, in this order. What hangs on the state when it leaves "
            "your function, and whose gradients are in `.grad` when you clip?",
            "Gradients 3 and 4 have the norm 5; with max_norm = 1 they become 0.6 and 0.8, with "
            "max_norm = 10 they stay.",
        ),
    )
    .matches(first_batch, title="the first batch", weight=3)
    .matches(free_steps, title="the state goes on", weight=3)
    .matches(clipped_steps, title="gradients are clipped", weight=4)
    .matches(other_optimizers, title="momentum and Adam", side=True, weight=2)
    .matches(smallest_batches, title="one row, one character", side=True, weight=1)
    .matches(
        many_steps,
        title="plain numbers, no memory of earlier batches",
        call="run_step_habits",
        side=True,
        weight=1,
    )
)
(
    rubric.task(
        "temperature_probabilities",
        points=1,
        call="run_probabilities",
        hints=(
            "What becomes of two logits' difference at a high temperature, and at a low one?",
            "README, “Temperature” has a table. Which of your columns differs from it?",
            "Logits 1, 1 and 0 at temperature 0: 1/2, 1/2 and 0.",
        ),
    )
    .matches(warm, title="the probabilities", weight=5)
    .matches(cold, title="temperature 0", weight=2)
    .matches(tied, title="several largest logits at 0", side=True, weight=1)
    .matches(limits, title="endless heat, one character", side=True, weight=1)
    .stable(extreme_temperatures)
    .keeps_shape_and_dtype(in_float32(warm))
    .leaves_arguments_unchanged(warm)
)
(
    rubric.task(
        "generate",
        points=3,
        after="temperature_probabilities",
        call="run_text",
        hints=(
            "What does the model read before it writes its third character, and what has it in "
            "mind then?",
            "README, “Writing” follows a text of four characters. Print what your model is given, "
            "call by call, and compare.",
            "A start of 5 characters and 3 to be written: the model reads 5, then 1, then 1.",
        ),
    )
    .matches(texts, title="the likeliest text", weight=5)
    .matches(drawn_texts, title="drawn at a temperature", call="run_drawn", weight=4)
    .matches(short_texts, title="one character", side=True, weight=1)
    .matches(
        several_generators,
        title="the generator decides on everything",
        call="run_generators",
        side=True,
        weight=1.5,
    )
    .matches(
        in_both_modes,
        title="evaluation mode, no gradients, the mode as it was",
        call="run_asked",
        side=True,
        weight=2.5,
    )
    .matches(reading, title="no character twice", call="run_reading", side=True, weight=0.5)
    .keeps_shape_and_dtype(texts, weight=0.5)
)
(
    rubric.task(
        "translation_loss",
        points=2,
        after="sequence_loss",
        call="run_translation_loss",
        hints=(
            "When the decoder guesses the second character, which one has it just read?",
            "README, “An encoder and a decoder” has a table of what is read and what is to be "
            "guessed. Print both rows of yours.",
            "Start 1, end 2: for the target 5 6 2 the decoder reads 1 5 6.",
        ),
    )
    .matches(translations, title="the loss", weight=5)
    .matches(
        translations, title="what flows back to both", call="run_translation_gradients", weight=3
    )
    .matches(smallest_translations, title="one pair, one symbol", side=True, weight=1)
    .matches(
        taught_elsewhere,
        title="works where its inputs are",
        call="run_loss_on_device",
        side=True,
        weight=0.5,
    )
)
(
    rubric.task(
        "translate",
        points=2,
        call="run_translation",
        hints=(
            "Texts end at different times. What does yours write for one that ended two steps ago?",
            "README, “Without a teacher”: the decoder reads its own guesses there. Print what "
            "yours reads, step by step, and the state that it goes on from.",
            "End 2, padding 0, limit 4: guesses 5 2 5 2 become 5 2 0 0, and 5 6 5 6 stay.",
        ),
    )
    .matches(greedy, title="the translations", weight=6)
    .matches(smallest_greedy, title="one text, one character", side=True, weight=1)
    .matches(in_training_mode, title="the mode stays", call="run_modes", side=True, weight=0.5)
    .matches(
        elsewhere,
        title="works where its inputs are",
        call="run_on_device",
        side=True,
        weight=0.5,
    )
    .keeps_shape_and_dtype(greedy, weight=0.5)
)
(
    rubric.task(
        "attention",
        points=2,
        call="run_attention",
        hints=(
            "For one query: over which numbers does the softmax go, and what is its sum?",
            "README, “Attention” does one query by hand. Which weight does its forbidden place "
            "have, and at which moment did it get it?",
            "Scores ln 2, 0 and 9, of which the third is forbidden: the weights are 2/3, 1/3 and "
            "0. If the third one counts in the softmax, the first two get almost nothing.",
        ),
    )
    .matches(open_heads, title="may look everywhere", weight=4)
    .matches(masked_heads, title="may not look everywhere", weight=4)
    .matches(
        with_upstream(masked_heads),
        title="what flows back",
        call="run_attention_gradients",
        side=True,
        weight=1,
    )
    .matches(empty_queries, title="may look nowhere", side=True, weight=1)
    .matches(
        with_upstream(empty_queries),
        title="what flows back from there",
        call="run_attention_gradients",
        side=True,
        weight=0.5,
    )
    .matches(smallest_heads, title="one place, one query", side=True, weight=0.5)
    .stable(extreme_heads)
    .keeps_shape_and_dtype(only_as_drawn(in_float32(masked_heads)))
    .leaves_arguments_unchanged(masked_heads, weight=0.5)
)
(
    rubric.task(
        "attention_backward",
        points=2,
        call="run_attention_backward",
        hints=(
            "Which products and which softmax did the values, the weights and the scores pass?",
            "README, “The way back” lists three steps. Check dv first: it needs only the first of "
            "them.",
            "Weights (1/3, 2/3) with the gradients (9, 3): their mean by the weights is 5. The "
            "scores get 1/3 · 4 and 2/3 · (−2), which sum to 0.",
        ),
    )
    .matches(backwards(open_heads), title="looked everywhere", weight=4)
    .matches(backwards(masked_heads), title="did not look everywhere", weight=4)
    .matches(backwards(empty_queries), title="looked nowhere", side=True, weight=1)
    .matches(backwards(smallest_heads), title="one place, one query", side=True, weight=1)
    .keeps_shape_and_dtype(in_float32(backwards(masked_heads)))
    .leaves_arguments_unchanged(backwards(masked_heads))
)
