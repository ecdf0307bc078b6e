import functools
import itertools
import math

import numpy as np

# Functions that make functions.


def inverse_of_line(at_zero, at_one):
    return lambda y: (y - at_zero) / (at_one - at_zero)


def true_accuracy(measured, noise, classes):
    if noise >= (classes - 1) / classes:
        raise ValueError("nothing to be learnt from these labels")
    return inverse_of_line(noise / (classes - 1), 1 - noise)(measured)


def find_leaks(train, test):
    axes = tuple(range(1, train.ndim))

    def where(sample):
        differs = np.sum(train != sample, axis=axes) if axes else train != sample
        return int(np.argmin(differs)) if np.min(differs) == 0 else -1

    return np.array(list(map(where, test)))


def split_by_group(groups, fraction, rng):
    names = np.unique(groups)
    rng.shuffle(names)
    border = int((fraction * len(names) + 0.5) // 1)
    belongs = functools.partial(np.isin, groups)
    return tuple(np.nonzero(belongs(part))[0] for part in (names[border:], names[:border]))


def confusion_matrix(labels, predictions, classes):
    def count(i, j):
        return np.sum((labels == i) * (predictions == j))

    cells = itertools.starmap(count, itertools.product(range(classes), repeat=2))
    return np.fromiter(cells, dtype=int).reshape(classes, classes)


def balanced_accuracy(matrix):
    kept = [c for c in range(len(matrix)) if matrix[c].max() > 0]
    return float(np.mean(list(map(lambda c: matrix[c, c] / np.sum(matrix[c]), kept))))


def class_weights(labels, classes):
    def add(counts, label):
        counts[label] += 1
        return counts

    counts = functools.reduce(add, labels, np.zeros(classes))
    with np.errstate(divide="ignore"):
        raw = np.where(counts > 0, 1 / counts, 0)
    return raw / np.sum(raw * counts) * np.sum(counts)


def on_rows(logits, labels, weights):
    w = np.array([weights[label] for label in labels])
    shifted = logits - np.amax(logits, axis=1, keepdims=True)
    return w / np.sum(w), shifted, np.eye(logits.shape[1], dtype=bool)[labels]


def weighted_cross_entropy(logits, labels, weights):
    w, shifted, true = on_rows(logits, labels, weights)
    return float(np.sum(w * np.log(np.sum(np.exp(shifted), axis=1))) - np.sum(w * shifted[true]))


def weighted_cross_entropy_gradient(logits, labels, weights):
    w, shifted, true = on_rows(logits, labels, weights)
    p = np.exp(shifted)
    p = p / p.sum(axis=1, keepdims=True)
    return np.where(true, p - 1, p) * w[:, None]


def learning_curve(fit, x, labels, x_validation, labels_validation, order, sizes):
    def trained(size):
        part = order[np.arange(size)]
        predict = fit(x[part], labels[part])
        for rows, truth in ((x[part], labels[part]), (x_validation, labels_validation)):
            yield np.average(predict(rows) != truth)

    table = np.array([list(trained(size)) for size in sizes])
    return [table[:, 0], table[:, 1]]


def power_law(sizes, errors, wanted):
    # The slope as a weighted mean of the slopes of all pairs.
    points = list(zip(np.log(sizes), np.log(errors)))
    pairs = list(itertools.combinations(points, 2))
    run = [q[0] - p[0] for p, q in pairs]
    rise = [q[1] - p[1] for p, q in pairs]
    slope = sum(u * v for u, v in zip(run, rise)) / sum(u * u for u in run)
    centre = np.mean(points, axis=0)
    log_a = centre[1] - slope * centre[0]
    return float(np.exp(log_a)), float(-slope), float(np.exp((np.log(wanted) - log_a) / slope))


def compare(correct_a, correct_b):
    d = np.where(correct_a, 1.0, 0.0) - np.where(correct_b, 1.0, 0.0)
    throws = d[d != 0]
    n, distance = len(throws), abs(int(throws.sum()))

    row = itertools.accumulate(range(1, n + 1), lambda c, j: c * (n - j + 1) // j, initial=1)
    total = sum(c for heads, c in enumerate(row) if abs(n - 2 * heads) >= distance)
    return float(np.mean(d)), float(np.sqrt(np.mean((d - d.mean()) ** 2) / d.size)), total / (1 << n)


class FinalTestSet:
    def __init__(self, x, labels):
        x, labels = x.copy(), labels.copy()

        def first(predict):
            value = float(np.mean(np.equal(predict(x), labels)))
            self._answer = refuse
            return value

        def refuse(predict):
            raise RuntimeError("no second look")

        self._answer = first

    def score(self, predict):
        return self._answer(predict)
