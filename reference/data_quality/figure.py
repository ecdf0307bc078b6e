"""A learning curve: what more samples bring, and what wrong labels take."""

import numpy as np

from autograder.figures import Curve, Figure, Frame, Plot, told

from .solution import learning_curve

CLASSES, FEATURES, SAMPLES, REPEATS = 4, 8, 600, 20
SIZES = [8, 15, 30, 60, 120, 240, 480]
SHARES = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]


def fit(x, labels):
    """The class whose mean is nearest."""
    known = np.unique(labels)
    means = np.array([x[labels == one].mean(axis=0) for one in known])

    def predict(rows):
        return known[((rows[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)]

    return predict


def errors(share, seed):
    """Training and validation errors at each size; only labels for training are made wrong."""
    rng = np.random.default_rng(seed)
    true = rng.integers(CLASSES, size=2 * SAMPLES)
    x = rng.normal(size=(CLASSES, FEATURES))[true] + 1.5 * rng.normal(size=(len(true), FEATURES))
    wrong = rng.random(SAMPLES) < share
    noisy = (true[:SAMPLES] + wrong * rng.integers(1, CLASSES, size=SAMPLES)) % CLASSES
    return learning_curve(
        fit, x[:SAMPLES], noisy, x[SAMPLES:], true[SAMPLES:], rng.permutation(SAMPLES), SIZES
    )


def frame(share):
    training, validation = np.mean([errors(share, seed) for seed in range(REPEATS)], axis=0)
    steps = range(len(SIZES))
    return Frame(
        f"{share:.0%}",
        [
            Plot(
                [Curve("training", steps, training), Curve("validation", steps, validation)],
                "training samples",
                "share of wrong guesses",
                x_names=[str(size) for size in SIZES],
                y_range=(0.0, 0.8),
            )
        ],
        f"Two curves over the number of training samples, the mean of {REPEATS} data sets in which "
        f"{share:.0%} of the labels for training are wrong. From {SIZES[0]} to {SIZES[-1]} samples "
        f"the error on these goes from {told(training[0])} to {told(training[-1])}, that on new "
        f"samples with true labels from {told(validation[0])} to {told(validation[-1])}.",
    )


figure = Figure(
    "A learning curve, with wrong labels",
    [frame(share) for share in SHARES],
    slider="wrong labels",
    shown=SHARES.index(0.3),
)
