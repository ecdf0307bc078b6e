import math
from collections import Counter, defaultdict
from fractions import Fraction

import numpy as np

# Dicts, sets and counters; exact fractions where they fit.


def true_accuracy(measured, noise, classes):
    if noise - (classes - 1) / classes >= 0:
        raise ValueError("labels without information")
    wrong = classes - 1
    return (wrong * measured - noise) / (wrong - classes * noise)


def find_leaks(train, test):
    def key(sample):
        return tuple(np.ravel(sample).tolist())

    first = {}
    for place, sample in enumerate(train):
        first.setdefault(key(sample), place)
    return np.array([first.get(key(sample), -1) for sample in test])


def split_by_group(groups, fraction, rng):
    members = defaultdict(list)
    for place, group in enumerate(groups.tolist()):
        members[group].append(place)
    names = sorted(members)
    wanted = math.floor(fraction * len(names) + 0.5)
    test = set()
    for number in rng.permutation(len(names))[:wanted]:
        test.update(members[names[number]])
    rest = set(range(len(groups))) - test
    return np.array(sorted(rest), dtype=int), np.array(sorted(test), dtype=int)


def confusion_matrix(labels, predictions, classes):
    pairs = Counter(zip(labels.tolist(), predictions.tolist()))
    return np.array([[pairs[i, j] for j in range(classes)] for i in range(classes)])


def balanced_accuracy(matrix):
    recalls = []
    for c, row in enumerate(matrix.tolist()):
        if sum(row):
            recalls.append(Fraction(row[c], sum(row)))
    return float(sum(recalls) / len(recalls))


def class_weights(labels, classes):
    counts = Counter(labels.tolist())
    fair = Fraction(len(labels), len(counts))
    return np.array([float(fair / counts[c]) if c in counts else 0.0 for c in range(classes)])


def weighted_cross_entropy(logits, labels, weights):
    by_class = defaultdict(list)
    for row, label in zip(logits.astype(float), labels.tolist()):
        by_class[label].append(np.logaddexp.reduce(row) - row[label])
    above = math.fsum(float(weights[c]) * math.fsum(losses) for c, losses in by_class.items())
    below = math.fsum(float(weights[c]) * len(losses) for c, losses in by_class.items())
    return above / below


def weighted_cross_entropy_gradient(logits, labels, weights):
    counts = Counter(labels.tolist())
    total = math.fsum(float(weights[c]) * count for c, count in counts.items())
    rows = []
    for row, label in zip(logits.astype(float), labels.tolist()):
        p = np.exp(row - np.logaddexp.reduce(row))
        p[label] -= 1
        rows.append(float(weights[label]) / total * p)
    return np.array(rows, dtype=logits.dtype)


def learning_curve(fit, x, labels, x_validation, labels_validation, order, sizes):
    known = {}
    for size in sorted(set(sizes)):
        places = order[:size]
        predict = fit(x[places], labels[places])
        known[size] = (
            np.count_nonzero(predict(x[places]) - labels[places]) / size,
            np.count_nonzero(predict(x_validation) - labels_validation) / len(x_validation),
        )
    return np.array([known[size][0] for size in sizes]), np.array([known[size][1] for size in sizes])


def power_law(sizes, errors, wanted):
    slope, height = np.polyfit(np.log(sizes), np.log(errors), 1)
    a, b = math.exp(height), -slope
    return a, float(b), float((wanted / a) ** (-1 / b))


def compare(correct_a, correct_b):
    pairs = Counter(zip(correct_a.tolist(), correct_b.tolist()))
    samples = len(correct_a)
    plus, minus = pairs[True, False], pairs[False, True]
    difference = Fraction(plus - minus, samples)
    variance = Fraction(plus + minus, samples) - difference**2
    n, low = plus + minus, min(plus, minus)
    if plus == minus:
        return float(difference), math.sqrt(variance / samples), 1.0
    chance = Fraction(sum(math.comb(n, j) for j in range(low + 1)), 2 ** (n - 1))
    return float(difference), math.sqrt(variance / samples), float(chance)


class FinalTestSet:
    def __init__(self, x, labels):
        self.state = {"x": np.array(x), "labels": labels.tolist()}

    def score(self, predict):
        if "score" in self.state:
            raise RuntimeError("no second score")
        answers = predict(self.state["x"]).tolist()
        hits = Counter(a == b for a, b in zip(answers, self.state["labels"]))
        self.state["score"] = hits[True] / len(answers)
        return self.state["score"]
