from math import comb, exp, log

import numpy as np


def true_accuracy(measured, noise, classes):
    if classes * (1 - noise) <= 1 or noise >= 1 - 1 / classes:
        raise ValueError(noise)
    return 1 - (1 - noise - measured) / (1 - noise * classes / (classes - 1))


def find_leaks(train, test):
    return np.array([next((i for i, a in enumerate(train) if np.array_equal(a, b)), -1) for b in test])


def split_by_group(groups, fraction, rng):
    names = list(set(groups.tolist()))
    picked = set(rng.permutation(sorted(names))[: int(fraction * len(names) + 0.5)].tolist())
    mask = np.array([g in picked for g in groups.tolist()], dtype=bool)
    return np.nonzero(~mask)[0], np.nonzero(mask)[0]


def confusion_matrix(labels, predictions, classes):
    c = np.arange(classes)
    return ((labels == c[:, None])[:, None] & (predictions == c[:, None])[None]).sum(-1)


def balanced_accuracy(matrix):
    return float(np.mean([row[c] / row.sum() for c, row in enumerate(matrix) if row.any()]))


def class_weights(labels, classes):
    counts = (labels[:, None] == np.arange(classes)).sum(0)
    w = (counts > 0) / np.maximum(counts, 1)
    return w / w[labels].mean()


def weighted_cross_entropy(logits, labels, weights):
    w = weights[labels]
    true = logits[range(len(w)), labels][:, None]
    return float(np.logaddexp.reduce(logits - true, axis=1) @ w / w.sum())


def weighted_cross_entropy_gradient(logits, labels, weights):
    w = (weights[labels] / weights[labels].sum())[:, None]
    p = np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, None])
    return w * (p - (labels[:, None] == np.arange(len(weights))))


def learning_curve(fit, x, labels, x_validation, labels_validation, order, sizes):
    def errors(n):
        i = order[:n]
        f = fit(x[i], labels[i])
        return (f(x[i]) != labels[i]).mean(), (f(x_validation) != labels_validation).mean()

    return tuple(map(np.array, zip(*map(errors, sizes))))


def power_law(sizes, errors, wanted):
    line = np.polynomial.Polynomial.fit(np.log(sizes), np.log(errors), 1).convert()
    height, slope = line.coef
    return exp(height), float(-slope), exp((log(wanted) - height) / slope)


def compare(correct_a, correct_b):
    d = correct_a * 1 - correct_b * 1
    n, k = int((d * d).sum()), int((d > 0).sum())
    p = sum(comb(n, j) for j in range(n + 1) if abs(j - n / 2) >= abs(k - n / 2)) / 2**n
    return float(d.mean()), float(d.var() / len(d)) ** 0.5, p


class FinalTestSet:
    def __init__(self, x, labels):
        x, labels = x.copy(), labels.copy()
        looks = iter([lambda predict: float((predict(x) == labels).mean())])
        self.first = next(looks)

    def score(self, predict):
        if not self.first:
            raise RuntimeError
        value = self.first(predict)
        self.first = None
        return value
