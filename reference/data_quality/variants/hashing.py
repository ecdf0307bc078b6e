import hashlib
import math

import numpy as np

# Samples by their digests, probabilities by logarithms of factorials.


def true_accuracy(measured, noise, classes):
    luck = noise / (classes - 1)
    if noise >= (classes - 1) / classes:
        raise ValueError("noise")
    # The line through (a = 0, luck) and (a = 1, 1 - noise), read backwards.
    ends = np.array([luck, 1 - noise])
    return (np.asarray(measured) - ends[0]) / (ends[1] - ends[0])


def _digest(sample):
    clean = np.where(sample == 0, np.zeros_like(sample), sample)
    return hashlib.sha256(np.ascontiguousarray(clean).tobytes()).digest()


def find_leaks(train, test):
    places = {}
    for place in reversed(range(len(train))):
        places[_digest(train[place])] = place
    leaks = np.empty(len(test), dtype=np.int32)
    for place, sample in enumerate(test):
        digest = _digest(sample)
        leaks[place] = places[digest] if digest in places else -1
    return leaks


def split_by_group(groups, fraction, rng):
    names = np.unique(groups)
    share = fraction * names.size
    count = math.ceil(share) if share - math.floor(share) >= 0.5 else math.floor(share)
    # Groups are struck out one by one until the others are left for training.
    rest = names.tolist()
    for _ in range(count):
        del rest[rng.integers(len(rest))]
    train = [i for i in range(len(groups)) if groups[i] in rest]
    test = np.setdiff1d(np.arange(len(groups)), train)
    return np.array(train, dtype=np.int64), test.astype(np.int64)


def confusion_matrix(labels, predictions, classes):
    edges = np.arange(classes + 1) - 0.5
    return np.histogram2d(labels, predictions, bins=(edges, edges))[0].astype(int)


def balanced_accuracy(matrix):
    samples = matrix.sum(axis=1)
    recall = np.ma.masked_invalid(np.ma.divide(matrix.diagonal(), np.ma.masked_equal(samples, 0)))
    return float(recall.mean())


def class_weights(labels, classes):
    names, inverse, counts = np.unique(labels, return_inverse=True, return_counts=True)
    each = 1 / counts
    each /= each[inverse.reshape(-1)].sum() / len(labels)
    weights = np.zeros(classes)
    np.put(weights, names, each)
    return weights


def weighted_cross_entropy(logits, labels, weights):
    logits = np.asarray(logits, dtype=np.float64)
    margins = logits - logits[np.arange(len(labels)), labels][:, None]
    top = np.maximum(margins.max(axis=1), 0)
    losses = top + np.log(np.sum(np.exp(margins - top[:, None]), axis=1))
    chosen = np.asarray(weights, dtype=np.float64)[labels]
    return float(np.dot(chosen / chosen.sum(), losses))


def weighted_cross_entropy_gradient(logits, labels, weights):
    z = np.asarray(logits, dtype=np.float64)
    rows = np.arange(len(labels))
    # The share of each class, by what the others have beside it.
    p = 1 / np.exp(np.minimum(z[:, None, :] - z[:, :, None], 700)).sum(axis=2)
    p[rows, labels] -= 1
    chosen = np.asarray(weights, dtype=np.float64)[labels]
    p *= (chosen / chosen.sum())[:, None]
    return p.astype(logits.dtype)


def learning_curve(fit, x, labels, x_validation, labels_validation, order, sizes):
    place = np.empty(len(order), dtype=int)
    place[order] = np.arange(len(order))
    first, second = [], []
    for size in sizes:
        inside = sorted(np.flatnonzero(place < size), key=lambda i: place[i])
        predict = fit(x[inside], labels[inside])
        first.append(np.count_nonzero(predict(x[inside]) != labels[inside]) / len(inside))
        second.append(np.count_nonzero(predict(x_validation) != labels_validation) / len(labels_validation))
    return np.array(first), np.array(second)


def power_law(sizes, errors, wanted):
    # The normal equations.
    design = np.array([[1.0, math.log(n)] for n in sizes])
    target = np.array([math.log(e) for e in errors])
    height, slope = np.linalg.solve(design.T @ design, design.T @ target)
    return math.exp(height), -float(slope), math.exp(float((math.log(wanted) - height) / slope))


def compare(correct_a, correct_b):
    only_a = int(np.sum(correct_a > correct_b))
    only_b = int(np.sum(correct_b > correct_a))
    samples = len(correct_a)
    n = only_a + only_b
    mean = (only_a - only_b) / samples
    spread = (only_a * (1 - mean) ** 2 + only_b * (1 + mean) ** 2 + (samples - n) * mean**2) / samples

    def chance(j):
        return math.exp(math.lgamma(n + 1) - math.lgamma(j + 1) - math.lgamma(n - j + 1) - n * math.log(2))

    near = [j for j in range(n + 1) if abs(j - (n - j)) < abs(only_a - only_b)]
    far = [j for j in range(n + 1) if j not in set(near)]
    p = 1.0 if not near else math.fsum(chance(j) for j in far)
    return mean, math.sqrt(spread / samples), p


class FinalTestSet:
    __slots__ = ("_labels", "_open", "_x")

    def __init__(self, x, labels):
        self._x = np.frombuffer(x.tobytes(), dtype=x.dtype).reshape(x.shape).copy()
        self._labels = tuple(labels.tolist())
        self._open = True

    def score(self, predict):
        if not self._open:
            raise RuntimeError("closed")
        self._open = False
        try:
            guesses = predict(self._x)
        except BaseException:
            self._open = True
            raise
        return sum(int(g) == label for g, label in zip(guesses, self._labels)) / len(self._labels)
