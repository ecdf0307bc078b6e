import math
from dataclasses import dataclass

import numpy as np


@dataclass
class SymmetricNoise:
    noise: float
    classes: int

    def __post_init__(self):
        if self.noise >= (self.classes - 1) / self.classes:
            raise ValueError("labels as good as random")

    @property
    def transition(self):
        """How likely each label stands for each true class."""
        other = self.noise / (self.classes - 1)
        return np.full((self.classes, self.classes), other) + np.eye(self.classes) * (1 - self.noise - other)

    def undo(self, measured):
        agree, by_chance = self.transition[0, :2]
        return (measured - by_chance) / (agree - by_chance)


def true_accuracy(measured, noise, classes):
    return SymmetricNoise(noise, classes).undo(measured)


class Archive:
    def __init__(self, samples):
        self.samples = samples.reshape(len(samples), -1)

    def where(self, sample):
        left = np.arange(len(self.samples))
        for position, number in enumerate(sample.reshape(-1)):
            left = left[self.samples[left, position] == number]
        return left[0] if len(left) else -1


def find_leaks(train, test):
    archive = Archive(train)
    return np.array([archive.where(sample) for sample in test], dtype=int)


class Groups:
    def __init__(self, groups):
        self.names, self.index = np.unique(groups, return_inverse=True)
        self.index = self.index.reshape(-1)

    def draw(self, fraction, rng):
        count = int(math.floor(fraction * len(self.names) + 0.5))
        mask = np.arange(len(self.names)) < count
        rng.shuffle(mask)
        return mask[self.index]


def split_by_group(groups, fraction, rng):
    test = Groups(groups).draw(fraction, rng)
    everything = np.arange(len(groups))
    return everything[np.logical_not(test)], everything[test]


class Confusion:
    def __init__(self, counts):
        self.counts = np.array(counts)

    @classmethod
    def empty(cls, classes):
        return cls(np.zeros((classes, classes), dtype=np.int64))

    def see(self, label, prediction):
        self.counts[label, prediction] += 1
        return self

    def recalls(self):
        for number, row in enumerate(self.counts):
            if row.sum() > 0:
                yield row[number] / row.sum()


def confusion_matrix(labels, predictions, classes):
    seen = Confusion.empty(classes)
    for label, prediction in zip(labels, predictions):
        seen.see(label, prediction)
    return seen.counts


def balanced_accuracy(matrix):
    recalls = list(Confusion(matrix).recalls())
    return float(sum(recalls) / len(recalls))


class Balance:
    def __init__(self, labels, classes):
        self.counts = np.array([np.count_nonzero(labels == c) for c in range(classes)])

    def weights(self):
        share = self.counts.sum() / np.count_nonzero(self.counts)
        return np.array([share / count if count else 0.0 for count in self.counts])


def class_weights(labels, classes):
    return Balance(labels, classes).weights()


class WeightedSoftmax:
    def __init__(self, logits, labels, weights):
        self.rows, self.labels = np.arange(len(labels)), labels
        z = logits - logits.max(axis=1)[:, None]
        self.normaliser = np.exp(z).sum(axis=1)[:, None]
        self.z = z
        self.mass = weights[labels]

    def loss(self):
        each = np.log(self.normaliser[:, 0]) - self.z[self.rows, self.labels]
        return float((self.mass * each).sum() / self.mass.sum())

    def gradient(self):
        p = np.exp(self.z) / self.normaliser
        target = np.zeros_like(p)
        target[self.rows, self.labels] = 1
        return (p - target) * (self.mass / self.mass.sum()).reshape(-1, 1)


def weighted_cross_entropy(logits, labels, weights):
    return WeightedSoftmax(logits, labels, weights).loss()


def weighted_cross_entropy_gradient(logits, labels, weights):
    return WeightedSoftmax(logits, labels, weights).gradient()


@dataclass
class Data:
    x: np.ndarray
    labels: np.ndarray

    def first(self, order, count):
        return Data(np.take(self.x, order[:count], axis=0), np.take(self.labels, order[:count]))

    def error(self, predict):
        return float(np.not_equal(predict(self.x), self.labels).mean())


def learning_curve(fit, x, labels, x_validation, labels_validation, order, sizes):
    everything, validation = Data(x, labels), Data(x_validation, labels_validation)
    points = []
    for size in sizes:
        part = everything.first(order, size)
        predict = fit(part.x, part.labels)
        points.append((part.error(predict), validation.error(predict)))
    return np.array([p[0] for p in points]), np.array([p[1] for p in points])


class PowerLaw:
    def __init__(self, sizes, errors):
        u = np.log(np.asarray(sizes, dtype=float))
        v = np.log(np.asarray(errors, dtype=float))
        centred = u - u.mean()
        self.b = -float(centred @ v / (centred @ centred))
        self.log_a = float(v.mean() + self.b * u.mean())

    def samples(self, error):
        return math.exp((self.log_a - math.log(error)) / self.b)


def power_law(sizes, errors, wanted):
    law = PowerLaw(sizes, errors)
    return math.exp(law.log_a), law.b, law.samples(wanted)


class Duel:
    def __init__(self, a, b):
        self.wins, self.losses = int(np.sum(a & ~b)), int(np.sum(b & ~a))
        self.samples = len(a)

    @property
    def mean(self):
        return (self.wins - self.losses) / self.samples

    @property
    def error(self):
        both = (self.wins + self.losses) / self.samples
        return math.sqrt(max(both - self.mean**2, 0.0) / self.samples)

    @property
    def p(self):
        n, low = self.wins + self.losses, min(self.wins, self.losses)
        middle = sum(math.comb(n, j) for j in range(low + 1, n - low))
        return (2**n - middle) / 2**n


def compare(correct_a, correct_b):
    duel = Duel(correct_a, correct_b)
    return duel.mean, duel.error, duel.p


class Spent(RuntimeError):
    pass


class FinalTestSet:
    def __init__(self, x, labels):
        self.data = Data(np.array(x), np.array(labels))
        self.spent = False

    def score(self, predict):
        if self.spent:
            raise Spent("one look is all there is")
        score = 1 - self.data.error(predict)
        self.spent = True
        return score
