"""How the checks call your functions. You may read this."""

import numpy as np

# Enough splits for shares: that of a group which is drawn with probability 1/4 is 0.25 ± 0.025.
SPLITS = 300


class Unfit(Exception):
    """What a prediction of the driver's raises where it is to fail."""


def run_split(module, groups, fraction, seed):
    """The two parts of a split."""
    return _split(module, groups, fraction, seed)


def seen_in_split(module, result, groups, fraction, seed):
    """What the two parts are made of. `grade` runs this without your file."""
    train, test = (_places(part) for part in result)
    both = np.concatenate([train, test])
    if not _exist(both, groups):
        return {"there is a sample at every place": False}
    if np.intersect1d(groups[train], groups[test]).size:
        return {"no group is in both parts": False, "samples in the test part": len(test)}
    return {
        "there is a sample at every place": True,
        "no group is in both parts": True,
        "all places of both parts, sorted": np.sort(both),
        "different groups in the training part": len(np.unique(groups[train])),
        "different groups in the test part": len(np.unique(groups[test])),
        "places that are not above the one before": sum(
            int(np.sum(np.diff(part) <= 0)) for part in (train, test)
        ),
    }


def run_split_chances(module, groups, fraction, seed):
    """The test parts of several splits, with one seed twice, and with others."""
    seeds = [seed, *range(seed, seed + SPLITS)]
    return [np.asarray(_split(module, groups, fraction, chosen)[1]) for chosen in seeds]


def seen_in_split_chances(module, result, groups, fraction, seed):
    """Whether the given generator, and nothing else, decides where each group goes."""
    first, again, *others = [_places(part) for part in result]
    if not _exist(np.concatenate([again, *others]), groups):
        return {"there is a sample at every place": False}
    drawn = [np.unique(groups[test]) for test in [again, *others]]
    known = np.unique(groups)
    shares = np.array([np.mean([name in some for some in drawn]) for name in known])
    expected = np.mean([len(some) for some in drawn]) / len(known)
    return {
        "there is a sample at every place": True,
        "equal generators give equal splits": np.array_equal(first, again),
        "other generators give other splits": len({tuple(some) for some in drawn}) > 1,
        "each group is about as often in the test part": bool(
            np.all(np.abs(shares - expected) < 0.15)
        ),
    }


def run_split_arguments(module, groups, fraction, seed):
    """How many places come back, once the argument itself was handed over."""
    return sum(len(part) for part in _split(module, groups, fraction, seed))


def run_curves(module, kind, **data):
    """Both curves, with one of the models below."""
    return _several(module.learning_curve(FITS[kind], **data), "training_errors, validation_errors")


def run_training_errors(module, kind, **data):
    """The training errors alone."""
    return run_curves(module, kind, **data)[0]


def run_validation_errors(module, kind, **data):
    """The validation errors alone."""
    return run_curves(module, kind, **data)[1]


def fit_means(x, labels):
    """A model that knows the mean of each class, and predicts the class of the nearest one."""
    x, labels = np.asarray(x), np.asarray(labels)
    classes = np.unique(labels)
    means = np.array([np.mean(x[labels == label], axis=0) for label in classes])
    return lambda rows: classes[np.argmin(_distances(rows, means), axis=1)]


def fit_neighbours(x, labels):
    """A model that learns by heart, and predicts the label of the nearest sample."""
    x, labels = np.array(x), np.array(labels)
    return lambda rows: labels[np.argmin(_distances(rows, x), axis=1)]


def fit_sums(x, labels):
    """A model whose every prediction depends on every sample that it has seen.

    In whole numbers, so that the order of the samples makes no difference.
    """
    x, labels = np.asarray(x), np.asarray(labels)
    whole = np.rint(1000 * x).astype(np.int64) @ np.arange(3, 3 + x.shape[1]) + 7919 * labels
    seen = int(np.sum(whole**2 % 1_000_003))

    def predict(rows):
        mixed = np.rint(1000 * np.asarray(rows)).astype(np.int64).sum(axis=1) * (2 * seen + 1)
        return mixed % 1_000_003 % 5

    return predict


FITS = {"means": fit_means, "neighbours": fit_neighbours, "sums": fit_sums}


def run_law(module, sizes, errors, wanted):
    """The law alone: a and b."""
    return [_number(one) for one in _law(module, sizes, errors, wanted)[:2]]


def run_needed(module, sizes, errors, wanted):
    """The number of samples alone."""
    return _number(_law(module, sizes, errors, wanted)[2])


def run_difference(module, correct_a, correct_b):
    """The difference alone."""
    return _number(_comparison(module, correct_a, correct_b)[0])


def run_error(module, correct_a, correct_b):
    """The standard error alone."""
    return _number(_comparison(module, correct_a, correct_b)[1])


def run_p(module, correct_a, correct_b):
    """The p alone."""
    return _number(_comparison(module, correct_a, correct_b)[2])


def run_first_looks(module, sets):
    """One look at each of several test sets, which are all there from the start."""
    held = [module.FinalTestSet(one["x"], one["labels"]) for one in sets]
    return np.array(
        [
            _number(some.score(_asked(one["directions"][0], [])))
            for some, one in zip(held, sets, strict=True)
        ]
    )


def run_looks(module, x, labels, directions):
    """Several looks at one test set: the score of each, and how often there was a prediction."""
    calls = []
    held = module.FinalTestSet(x, labels)
    return _looks(held, [_asked(direction, calls) for direction in directions]), len(calls)


def run_in_turns(module, sets):
    """Two looks at each of several test sets: all the first ones, then all the second ones."""
    held = [module.FinalTestSet(one["x"], one["labels"]) for one in sets]
    looks = [_asked(one["directions"][0], []) for one in sets]
    return [
        np.array([_look(some, look, again) for some, look in zip(held, looks, strict=True)])
        for again in (False, True)
    ]


def run_failing_looks(module, x, labels, directions, failures):
    """Looks of which the first ones fail, because the prediction raises an exception."""
    calls = []
    held = module.FinalTestSet(x, labels)
    asked = [_asked(one, calls, fails=n < failures) for n, one in enumerate(directions)]
    return _looks(held, asked), len(calls)


def run_changed_arrays(module, sets):
    """The scores after the caller has changed the samples that were given, or the labels."""
    scores = []
    for one in sets:
        for changed in ("x", "labels"):
            given = {"x": one["x"].copy(), "labels": one["labels"].copy()}
            held = module.FinalTestSet(given["x"], given["labels"])
            given[changed][:] = np.roll(given[changed], 1, axis=0)
            scores.append(_number(held.score(_asked(one["directions"][0], []))))
    return np.array(scores)


def _asked(direction, calls, fails=False):
    """A model that predicts by the sum of the numbers of a sample, each with a factor."""

    def predict(x):
        calls.append(1)
        if fails:
            raise Unfit
        flat = np.asarray(x).reshape(len(x), -1)
        return np.floor(flat @ direction).astype(int) % 3

    return predict


def _looks(held, predictions):
    """The score of each look, one after the other."""
    scores = []
    for predict in predictions:
        scores.append(_look(held, predict, again=any(score >= 0 for score in scores)))
    return np.array(scores)


def _look(held, predict, again):
    """A score. −1 stands for a RuntimeError, −4 for a prediction that fails.

    Where there was a score already, −2 stands for another exception and −3 for None.
    """
    try:
        score = held.score(predict)
    except Unfit:
        return -4.0
    except RuntimeError:
        return -1.0
    except Exception:
        if not again:
            raise
        return -2.0
    return -3.0 if again and score is None else _number(score)


def _distances(rows, points):
    return np.sum((np.asarray(rows)[:, None, :] - points[None, :, :]) ** 2, axis=2)


def _split(module, groups, fraction, seed):
    result = module.split_by_group(groups, fraction, np.random.default_rng(seed))
    return _several(result, "train, test")


def _exist(places, groups):
    return bool(np.all((places >= 0) & (places < len(groups))))


def _places(part):
    """The places as integers. What is none cannot be looked at."""
    places = np.asarray(part)
    if places.size == 0:
        return np.zeros(0, dtype=int)
    if places.ndim != 1 or places.dtype.kind not in "iu":
        raise TypeError(
            f"expected places as integers (N,), got shape {places.shape} of {places.dtype}"
        )
    return places


def _law(module, sizes, errors, wanted):
    return _several(module.power_law(sizes, errors, wanted), "a, b, n")


def _comparison(module, correct_a, correct_b):
    result = module.compare(correct_a, correct_b)
    return _several(result, "difference, standard_error, p")


def _several(result, names):
    expected = names.count(",") + 1
    if isinstance(result, (tuple, list)) and len(result) == expected:
        return result
    if result is None:
        raise TypeError(f"expected ({names}), got None: was a `return` forgotten?")
    raise TypeError(f"expected ({names}), got a {type(result).__name__}")


def _number(value):
    if value is None:
        raise TypeError("expected a number, got None: was a `return` forgotten?")
    if np.ndim(value) != 0:
        raise TypeError(f"expected a single number, got shape {np.shape(value)}")
    return float(value)
