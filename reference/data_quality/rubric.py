"""What is verified about data and what is measured with them, and what it is worth.

What is drawn by chance is turned into numbers by the driver. The models of the learning curve are
the driver's, too; one of them lets every sample that it has seen show in every prediction.
"""

import numpy as np

from autograder.rubric import Rubric, case, only_as_drawn, rows_sum_to, unchanged_by

rubric = Rubric("data_quality", title="Data quality, and fair measuring")


def noisy(rng):
    """As numbers and as arrays, with few classes and with many."""
    return [
        case(measured=rng.uniform(0.5, 0.9), noise=rng.uniform(0.1, 0.3), classes=7),
        case(measured=rng.uniform(0.4, 0.8, size=5), noise=rng.uniform(0.1, 0.4), classes=3),
        case(measured=rng.uniform(0.3, 0.6, size=(2, 3)), noise=rng.uniform(0.4, 0.6), classes=10),
    ]


def two_classes(rng):
    return [
        case(measured=rng.uniform(0.5, 0.8, size=4), noise=rng.uniform(0.05, 0.2), classes=2),
        case(measured=rng.uniform(0.5, 0.6), noise=rng.uniform(0.3, 0.45), classes=2),
    ]


def beyond(rng):
    """Estimates below 0 and above 1, and labels without noise."""
    return [
        case(measured=np.array([0.97, 0.01, 0.5]), noise=rng.uniform(0.1, 0.3), classes=4),
        case(measured=rng.uniform(0.9, 1.0), noise=rng.uniform(0.2, 0.4), classes=3),
        case(measured=rng.uniform(0.2, 0.9, size=3), noise=0.0, classes=5),
    ]


def worthless(rng):
    return [
        case(measured=rng.uniform(0.2, 0.8), noise=0.5, classes=2),
        case(measured=rng.uniform(0.2, 0.8), noise=rng.uniform(0.95, 1.0), classes=10),
        case(measured=rng.uniform(0.2, 0.8), noise=rng.uniform(0.7, 0.9), classes=3),
    ]


def leaking(rng, n, m, shape, dtype=float, near=False):
    """Some test samples occur in training, some in another order, some but for one number.

    Some training samples are there twice, and so are some test samples.
    """
    train = rng.integers(1, 5, size=(n, *shape)).astype(dtype)
    train[n // 2] = train[1]
    train[-1] = train[rng.integers(n // 2)]
    test = rng.integers(1, 5, size=(m, *shape)).astype(dtype)
    sources = rng.permutation(n)
    kinds = ["equal", "shuffled", "changed", "near" if near else "equal"]
    for place in range(m):
        kind = kinds[place % 4]
        flat = train[sources[place % n]].reshape(-1).copy()
        if kind == "shuffled":
            flat = np.roll(flat, 1 + place % 2)
        elif kind == "changed":
            flat[rng.integers(flat.size)] = 7
        elif kind == "near":
            flat = flat + 10.0 ** rng.uniform(-9, -7) * rng.choice([-1, 1], size=flat.size)
        test[place] = flat.reshape(shape)
    test[0] = train[1]
    return case(train=train, test=test[rng.permutation(m)])


def leaks(rng):
    return [leaking(rng, 11, 9, (3,)), leaking(rng, 7, 12, (2,)), leaking(rng, 13, 6, (5,))]


def image_leaks(rng):
    """Images of bytes, and ones in colour."""
    return [leaking(rng, 8, 7, (3, 2), np.uint8), leaking(rng, 6, 9, (2, 3, 2), np.float32)]


def near_leaks(rng):
    return [leaking(rng, 9, 11, (4,), near=True), leaking(rng, 6, 8, (2, 2), near=True)]


def leaking_zeros(rng):
    """0.0 and −0.0."""
    made = []
    for n, m in [(6, 9), (8, 5)]:
        train, test = (rng.choice([0.0, -0.0, 1.0], size=(k, 3)) for k in (n, m))
        test[rng.integers(m)] = -train[3]
        train[3] = train[3] * 0
        test[rng.integers(m)] = -train[3]
        made.append(case(train=train, test=test))
    return made


def single_leaks(rng):
    """One training sample, one test sample, samples of one number."""
    one = rng.integers(1, 4, size=(1, 3)).astype(float)
    test = np.tile(one, (5, 1))
    test[rng.permutation(5)[:2], 1] += 1
    numbers = rng.integers(1, 6, size=(7, 1)).astype(float)
    return [
        case(train=one, test=test),
        case(train=numbers, test=numbers[rng.permutation(7)[:1]]),
        case(train=numbers, test=rng.integers(1, 9, size=(6, 1)).astype(float)),
    ]


def seed(rng):
    return int(rng.integers(1 << 31))


def membership(rng, sizes):
    """Groups with these numbers of samples, under names with gaps, all mixed up."""
    names = rng.choice(np.arange(-20, 90), size=len(sizes), replace=False)
    return rng.permutation(np.repeat(names, sizes))


@only_as_drawn
def group_splits(rng):
    """Halves to be rounded up to odd and to even numbers, and shares that are rounded down."""
    return [
        case(groups=membership(rng, sizes), fraction=fraction, seed=seed(rng))
        for sizes, fraction in [
            ([5, 1, 3, 2, 6, 4, 2, 3, 1, 4], 0.25),
            ([2, 7, 3, 3, 1, 2], 0.25),
            ([4, 2, 3, 5, 1, 6, 2], 0.3),
            ([3, 1, 4, 2, 5, 2, 6, 3], 0.35),
        ]
    ]


@only_as_drawn
def small_group_splits(rng):
    """One group, one sample, a group for each sample; nothing and everything for the test."""
    return [
        case(groups=membership(rng, sizes), fraction=fraction, seed=seed(rng))
        for sizes, fraction in [
            ([6], 0.4),
            ([1], 0.7),
            ([1] * 9, 0.5),
            ([3, 1, 2], 0.0),
            ([2, 4, 3, 1], 1.0),
        ]
    ]


@only_as_drawn
def group_chances(rng):
    """One large group among small ones."""
    return [case(groups=membership(rng, [25, 1, 2, 1, 1, 2, 1, 1]), fraction=0.25, seed=seed(rng))]


def guesses(rng, samples, classes, missing=()):
    """Labels and predictions, right in about half of all cases; some classes have no labels."""
    present = np.array([c for c in range(classes) if c not in missing])
    labels = rng.choice(present, size=samples)
    predictions = np.where(rng.random(samples) < 0.5, labels, rng.integers(classes, size=samples))
    return {"labels": labels, "predictions": predictions}


def confusions(rng):
    return [
        case(**guesses(rng, samples, classes), classes=classes)
        for samples, classes in [(31, 3), (17, 5), (50, 4)]
    ]


def small_confusions(rng):
    """One sample; classes that nobody has or predicts; the last one, too."""
    made = [case(**guesses(rng, 1, 4), classes=4)]
    for samples, classes, missing in [(9, 6, (1, 5)), (14, 3, (0, 1))]:
        given = guesses(rng, samples, classes, missing)
        predictions = np.minimum(given["predictions"], max(given["labels"]))
        made.append(case(labels=given["labels"], predictions=predictions, classes=classes))
    return made


def counted(rng, classes, missing=()):
    """A confusion matrix whose classes have unlike numbers of samples and recalls."""
    matrix = rng.integers(1, 9, size=(classes, classes))
    matrix += np.diag(rng.integers(5, 40, size=classes))
    matrix *= rng.integers(1, 9, size=(classes, 1))
    matrix[list(missing)] = 0
    return case(matrix=matrix)


def matrices(rng):
    return [counted(rng, 3), counted(rng, 5), counted(rng, 2)]


def gaps(rng):
    """Classes without samples, some of which were predicted and some not; one class alone.

    In the first one, one class has a single sample.
    """
    single = counted(rng, 5, (0, 3)).arguments["matrix"]
    single[2] = np.eye(5, dtype=int)[rng.integers(5)]
    empty = counted(rng, 4, (2,)).arguments["matrix"]
    empty[:, 2] = 0
    alone = np.zeros((3, 3), dtype=int)
    alone[1] = rng.integers(1, 9, size=3)
    return [case(matrix=single), case(matrix=empty), case(matrix=alone)]


def drawn_labels(rng, counts):
    return case(
        labels=rng.permutation(np.repeat(np.arange(len(counts)), counts)), classes=len(counts)
    )


def rare(rng):
    """Each class has another number of samples."""
    made = []
    for classes in (3, 5):
        counts = rng.choice(np.arange(1, 30), size=classes, replace=False)
        made.append(drawn_labels(rng, counts))
    return [*made, drawn_labels(rng, [int(rng.integers(20, 60)), int(rng.integers(2, 9))])]


def absent(rng):
    """Classes without samples, the last one among them; one class alone; one sample."""
    some = rng.choice(np.arange(2, 20), size=3, replace=False).tolist()
    return [
        drawn_labels(rng, [some[0], 0, some[1], some[2], 0]),
        drawn_labels(rng, [0, 0, int(rng.integers(2, 9))]),
        drawn_labels(rng, [0, 1, 0, 0]),
    ]


def weighing(rng, samples, classes, scale=1.0):
    labels = np.concatenate([rng.permutation(classes), rng.integers(classes, size=samples)])
    return {
        "logits": rng.normal(scale=scale, size=(samples, classes)),
        "labels": rng.permutation(labels[:samples]),
        "weights": rng.uniform(0.2, 3.0, size=classes),
    }


def weighted(rng):
    return [case(**weighing(rng, n, c)) for n, c in [(7, 3), (5, 4), (11, 2)]]


def weighted_small(rng):
    """One sample; labels of one class; a class of weight 0."""
    one, alone, some = (weighing(rng, n, c) for n, c in [(1, 4), (5, 3), (9, 3)])
    alone["labels"][:] = rng.integers(3)
    some["weights"][rng.integers(3)] = 0.0
    return [case(**one), case(**alone), case(**some)]


def weighted_far(rng):
    """Logits of ±1000; here the loss is large, there it is 0."""
    made = []
    for samples, classes in [(6, 3), (4, 5)]:
        given = weighing(rng, samples, classes)
        given["logits"] = rng.choice([-1000.0, 0.0, 1000.0], size=(samples, classes))
        given["logits"][0, given["labels"][0]] = -1000.0
        given["logits"][0, (given["labels"][0] + 1) % classes] = 1000.0
        made.append(case(**given))
    return made


def weighted_single(rng):
    return [
        case(
            logits=one.arguments["logits"].astype(np.float32),
            labels=one.arguments["labels"],
            weights=one.arguments["weights"].astype(np.float32),
        )
        for one in weighted(rng)
    ]


def heavier(arguments, rng):
    return {**arguments, "weights": arguments["weights"] * rng.uniform(2, 9)}


def twice(arguments, rng):
    return {
        **arguments,
        "logits": np.concatenate([arguments["logits"]] * 2),
        "labels": np.concatenate([arguments["labels"]] * 2),
    }


def curve(rng, kind, counts, features, sizes):
    """Clouds around the means of three classes, sorted by class, and an order that mixes them."""
    means = rng.normal(scale=1.3, size=(3, features))
    parts = []
    for count in counts:
        labels = np.sort(rng.integers(3, size=count))
        parts += [means[labels] + rng.normal(scale=1.5, size=(count, features)), labels]
    return case(
        kind=kind,
        x=parts[0],
        labels=parts[1],
        x_validation=parts[2],
        labels_validation=parts[3],
        order=rng.permutation(counts[0]),
        sizes=sizes,
    )


@only_as_drawn
def real_curves(rng):
    """Two models; one learns by heart, so that its training error is 0."""
    return [
        curve(rng, "means", (60, 83), 4, [5, 12, 30, 60]),
        curve(rng, "neighbours", (47, 71), 3, [3, 9, 20, 40]),
    ]


@only_as_drawn
def exact_curves(rng):
    """Every sample that a model has seen shows in all that it predicts. The sizes do not rise."""
    return [
        curve(rng, "sums", (53, 97), 3, [31, 8, 53, 17]),
        curve(rng, "sums", (38, 61), 5, [7, 29, 12]),
    ]


@only_as_drawn
def small_curves(rng):
    """One size, one sample, a size twice, one validation sample."""
    return [
        curve(rng, "sums", (23, 41), 2, [14]),
        curve(rng, "sums", (19, 37), 3, [1, 6, 6, 19]),
        curve(rng, "means", (31, 1), 3, [10, 31]),
    ]


@only_as_drawn
def curve_arguments(rng):
    return real_curves(rng)[:1]


@only_as_drawn
def laws(rng):
    """Points around a power law."""
    return [falling(rng, count) for count in (5, 8, 4)]


def falling(rng, count):
    """Drawn until the fitted curve falls: a flat one may never have the error that is wanted."""
    while True:
        sizes = np.sort(rng.choice(np.arange(10, 900), size=count, replace=False))
        errors = rng.uniform(0.8, 2.0) * sizes ** -rng.uniform(0.3, 0.7)
        errors = errors * np.exp(rng.normal(scale=0.15, size=count))
        if np.polyfit(np.log(sizes), np.log(errors), 1)[0] < -0.15:
            return case(sizes=sizes, errors=errors, wanted=errors.min() / rng.uniform(2, 6))


@only_as_drawn
def short_laws(rng):
    """Two points; one size measured several times; an error that was reached already."""
    two = np.sort(rng.choice(np.arange(20, 300), size=2, replace=False))
    again = np.array([100, 30, 30, 400, 200])
    errors = 2.0 * again**-0.5 * np.exp(rng.normal(scale=0.1, size=5))
    return [
        case(sizes=two, errors=np.array([0.3, rng.uniform(0.1, 0.2)]), wanted=0.05),
        case(sizes=again, errors=errors, wanted=0.02),
        case(sizes=again, errors=errors, wanted=rng.uniform(0.2, 0.4)),
    ]


def duel(rng, only_a, only_b, both, neither):
    """Which samples are right is drawn; how many of each kind is given."""
    kinds = [(True, False)] * only_a + [(False, True)] * only_b
    kinds += [(True, True)] * both + [(False, False)] * neither
    pairs = np.array(kinds)[rng.permutation(len(kinds))]
    return case(correct_a=pairs[:, 0].copy(), correct_b=pairs[:, 1].copy())


def duels(rng):
    """Here A is better, there B. Of the samples on which both agree there are many and few."""
    made = []
    for low, high, both, neither in [((2, 6), (7, 13), 30, 9), ((5, 9), (11, 18), 4, 12)]:
        counts = [int(rng.integers(*low)), int(rng.integers(*high))]
        made.append((*counts, int(both + rng.integers(9)), neither))
    (few, many, *rest), (less, more, *others) = made
    return [duel(rng, many, few, *rest), duel(rng, less, more, *others)]


def close_duels(rng):
    """As many on either side, one more, no difference at all, one sample."""
    same = int(rng.integers(3, 7))
    return [
        duel(rng, same, same, 12, int(rng.integers(2, 9))),
        duel(rng, same, same + 1, 5, int(rng.integers(2, 9))),
        duel(rng, 0, 0, int(rng.integers(3, 9)), 4),
        duel(rng, 1, 0, 0, 0),
        duel(rng, 0, 0, 0, 1),
    ]


@only_as_drawn
def long_duels(rng):
    """More than a thousand samples on which exactly one is right: 2^n is no float any more."""
    wins, losses = (int(n) for n in rng.integers([560, 600], [590, 630]))
    return [duel(rng, wins, losses, 400, 100)]


def final_set(rng, shape, looks=1):
    """Whole numbers, and as many models as there are looks."""
    return {
        "x": rng.integers(-9, 10, size=shape).astype(float),
        "labels": rng.integers(3, size=shape[0]),
        "directions": rng.normal(size=(looks, int(np.prod(shape[1:])))),
    }


@only_as_drawn
def first_looks(rng):
    return [case(sets=[final_set(rng, shape) for shape in [(23, 4), (17, 2, 3), (29, 1), (1, 3)]])]


@only_as_drawn
def looks(rng):
    return [case(**final_set(rng, shape, 4)) for shape in [(31, 3), (19, 2, 2)]]


@only_as_drawn
def looks_in_turns(rng):
    return [case(sets=[final_set(rng, shape, 2) for shape in [(37, 3), (26, 5), (15, 2)]])]


@only_as_drawn
def failing_looks(rng):
    return [case(**final_set(rng, (27, 3), 4), failures=2)]


@only_as_drawn
def changed_sets(rng):
    """Enough of them that not all scores can stay the same by chance."""
    return [case(sets=[final_set(rng, (size, 3)) for size in (41, 37, 33, 29, 25)])]


def hints(question, pointer, example):
    return (question, pointer, example)


(
    rubric.task(
        "true_accuracy",
        points=2,
        hints=hints(
            "In how many ways can a model agree with a noisy label?",
            "“Wrong labels” draws a straight line: its two ends are the measured accuracies of "
            "a = 0 and of a = 1. Which a belongs to a height in between?",
            "Three classes, noise 0.4: a = 0 measures 0.2, and a = 1 measures 0.6. Which a "
            "measures 0.3, a quarter of the way from the first to the second?",
        ),
    )
    .matches(noisy, title="several classes", weight=4)
    .matches(two_classes, title="two classes", weight=2)
    .matches(beyond, title="below 0, above 1, and without noise", side=True, weight=1)
    .raises("ValueError", worthless)
    .leaves_arguments_unchanged(noisy)
)
(
    rubric.task(
        "find_leaks",
        points=2,
        hints=hints(
            "When are two samples equal: if one of their numbers is, or if all are?",
            "The worked number in “The same sample on both sides” has a training sample twice, "
            "and a test sample with the numbers of another in a different order.",
            "train = [[1, 2], [3, 4], [3, 4]], test = [[3, 4], [2, 1]] gives [1, −1].",
        ),
    )
    .matches(leaks, title="rows", weight=4)
    .matches(image_leaks, title="images", weight=2)
    .matches(near_leaks, title="samples that are only near", weight=2)
    .matches(leaking_zeros, title="0.0 and −0.0", side=True, weight=1)
    .matches(single_leaks, title="one sample, samples of one number", side=True, weight=1)
    .leaves_arguments_unchanged(leaks)
)
(
    rubric.task(
        "split_by_group",
        points=2,
        call="run_split",
        hints=hints(
            "What is it that you draw: samples, or groups?",
            "“The same sample on both sides” counts the groups of its worked number: how many "
            "samples the test part has depends on which groups were drawn.",
            "groups = [7, 7, 2, 5], fraction 0.5: 1.5 groups, so 2. If 7 and 5 are drawn, test "
            "is [0, 1, 3].",
        ),
    )
    .matches(group_splits, title="no group in both parts", asks="seen_in_split", weight=5)
    .matches(
        small_group_splits,
        title="one group, groups of one sample, and the ends 0 and 1",
        asks="seen_in_split",
        side=True,
        weight=1,
    )
    .matches(
        group_chances,
        title="left to the given generator, each group alike",
        call="run_split_chances",
        asks="seen_in_split_chances",
        side=True,
        weight=2,
    )
    .leaves_arguments_unchanged(group_splits, call="run_split_arguments")
)
(
    rubric.task(
        "confusion_matrix",
        points=1,
        hints=hints(
            "Which of the two numbers of a pair chooses the row?",
            "“When a class is rare” shows a matrix and says what its first row counts.",
            "Labels (0, 0, 1), predictions (1, 1, 1): [[0, 2], [0, 1]].",
        ),
    )
    .matches(confusions, weight=4)
    .matches(small_confusions, title="one sample, classes that are missing", side=True, weight=2)
    .leaves_arguments_unchanged(confusions)
)
(
    rubric.task(
        "balanced_accuracy",
        points=1,
        hints=hints(
            "Of all samples of one class, which share was recognised?",
            "“When a class is rare” works out the recalls of three classes, one of which has no "
            "samples.",
            "[[90, 0], [8, 2]]: the recalls are 1 and 0.2, and their mean is 0.6.",
        ),
    )
    .matches(matrices, weight=4)
    .stable(gaps, weight=2)
    .leaves_arguments_unchanged(matrices)
)
(
    rubric.task(
        "class_weights",
        points=1,
        hints=hints(
            "If a class has half as many samples, how much more should each of them weigh?",
            "In “When a class is rare”, find the total weight of each class in the worked number.",
            "Counts (9, 3, 0): two classes share the total of 12, so 6 for each. A sample of "
            "class 1 weighs 2.",
        ),
    )
    .matches(rare, title="every class has samples", weight=4)
    .matches(absent, title="some classes have none", side=True, weight=2)
    .leaves_arguments_unchanged(rare)
)
(
    rubric.task(
        "weighted_cross_entropy",
        points=1,
        hints=hints(
            "If every weight is doubled, does a weighted mean change?",
            "“A loss in which classes count alike” has the formula; look at what stands below "
            "the fraction bar.",
            "Losses 1 and 4, weights of the two labels 3 and 1: (3 · 1 + 1 · 4) / 4 = 1.75.",
        ),
    )
    .matches(weighted, weight=4)
    .matches(weighted_small, title="one sample, one class, a weight of 0", side=True, weight=1)
    .stable(weighted_far, weight=2)
    .invariant("larger weights change nothing", weighted, unchanged_by(heavier))
    .invariant("doubling the data changes nothing", weighted, unchanged_by(twice))
    .leaves_arguments_unchanged(weighted)
)
(
    rubric.task(
        "weighted_cross_entropy_gradient",
        points=2,
        after="weighted_cross_entropy",
        hints=hints(
            "By which number is each row of the unweighted gradient multiplied?",
            "“A loss in which classes count alike” has the slope of one sample's loss, and what "
            "the mean makes of it.",
            "One sample of two has 3 of 4 parts of the weight and p = (0.5, 0.5), label 0: its "
            "row is (−0.375, 0.375).",
        ),
    )
    .matches(weighted, weight=4)
    .matches(weighted_small, title="one sample, one class, a weight of 0", side=True, weight=1)
    .gradient_agrees("weighted_cross_entropy", weighted, wrt="logits")
    .stable(weighted_far)
    .invariant("rows sum to zero: a shift changes nothing", weighted, rows_sum_to(0.0))
    .keeps_shape_and_dtype(weighted_single)
    .leaves_arguments_unchanged(weighted)
)
(
    rubric.task(
        "learning_curve",
        points=2,
        call="run_curves",
        hints=hints(
            "Which samples may the model of size 5 know, and on which is each error measured?",
            "“Would more data help?” walks through the sizes of its worked number one by one.",
            "order = [4, 0, 2, …] and size 2: train on samples 4 and 0. The training error is that "
            "on 4 and 0, and can be 0, 0.5 or 1.",
        ),
    )
    .matches(real_curves, title="two real models", weight=2)
    .matches(exact_curves, title="the training errors", call="run_training_errors", weight=3)
    .matches(exact_curves, title="the validation errors", call="run_validation_errors", weight=3)
    .matches(small_curves, title="one size, one sample, a size twice", side=True, weight=1)
    .leaves_arguments_unchanged(curve_arguments)
)
(
    rubric.task(
        "power_law",
        points=2,
        call="run_law",
        hints=hints(
            "In which quantities is a power law a straight line?",
            "“Would more data help?” has the line in logarithms: read off its slope and height "
            "there, and then solve for n.",
            "Errors 0.3 at n = 4 and 0.1 at n = 36: a third of the error for nine times the "
            "samples, so b = 0.5. At n = 1 the law gives a = 0.6; n = 144 gives 0.05.",
        ),
    )
    .matches(laws, title="a and b", weight=5)
    .matches(laws, title="how many samples", call="run_needed", weight=3)
    .matches(short_laws, title="two points, one size several times", side=True, weight=1)
    .matches(
        short_laws,
        title="how many samples, from few points",
        call="run_needed",
        side=True,
        weight=1,
    )
    .leaves_arguments_unchanged(laws)
)
(
    rubric.task(
        "compare",
        points=3,
        call="run_p",
        hints=hints(
            "Which samples say something about which model is better?",
            "“Which of two models is better?” works with twelve samples: write down their d, n "
            "and k.",
            "n = 4 and k = 4: p = (1 + 1) / 16. n = 4 and k = 3: p = (1 + 4 + 4 + 1) / 16.",
        ),
    )
    .matches(duels, title="the difference", call="run_difference", weight=1)
    .matches(duels, title="its standard error", call="run_error", weight=3)
    .matches(duels, title="the sign test", weight=4)
    .matches(close_duels, title="a tie, no difference, one sample", side=True, weight=1)
    .matches(close_duels, title="the error of small ones", call="run_error", side=True, weight=1)
    .stable(long_duels)
    .leaves_arguments_unchanged(duels)
)
(
    rubric.task(
        "FinalTestSet",
        points=1,
        call="run_looks",
        hints=hints(
            "What must the object remember of the first look, and from which moment on?",
            "“One look” lists four calls on one test set, and what becomes of each.",
            "score(a) gives 0.75, score(b) raises RuntimeError; on another FinalTestSet score(b) "
            "gives 0.5.",
        ),
    )
    .matches(first_looks, title="the first look", call="run_first_looks", weight=4)
    .matches(looks, title="no second look", side=True, weight=2)
    .matches(looks_in_turns, title="several test sets", call="run_in_turns", side=True, weight=1)
    .matches(
        failing_looks,
        title="a prediction that fails",
        call="run_failing_looks",
        side=True,
        weight=1,
    )
    .matches(
        changed_sets,
        title="the caller's arrays change",
        call="run_changed_arrays",
        side=True,
        weight=1,
    )
)


def many_sizes(rng):
    return {"yours": curve(rng, "means", (60, 400), 4, list(range(1, 61)))}


rubric.figure(
    "The validation error over the number of training samples",
    x_axis="training samples",
    y_axis="validation error",
    call="run_validation_errors",
    curves=many_sizes,
    beside="reference",
)
