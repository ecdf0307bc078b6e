import math

import numpy as np

# In blocks, with running sums, so that large data would fit.
BLOCK = 4


def blocks(count):
    return [slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK)]


def true_accuracy(measured, noise, classes):
    if 1 - noise <= noise / (classes - 1) or noise >= (classes - 1) / classes:
        raise ValueError("no information left")
    luck = noise / (classes - 1)
    slope = 1 - noise - luck
    return measured / slope - luck / slope


def find_leaks(train, test):
    leaks = np.full(len(test), -1, dtype=np.int64)
    for rows in reversed(blocks(len(train))):
        part = train[rows].reshape(rows.stop - rows.start, -1)
        for i in range(len(test)):
            same = np.array_equal
            for j in range(len(part) - 1, -1, -1):
                if same(part[j], test[i].reshape(-1)):
                    leaks[i] = rows.start + j
    return leaks


def split_by_group(groups, fraction, rng):
    names, sizes = np.unique(groups, return_counts=True)
    count = int(fraction * len(names) + 0.5)
    keys = rng.normal(size=len(names))
    chosen = names[np.argpartition(keys, count - 1)[:count]] if count else names[:0]
    by_group = np.argsort(groups, kind="stable")
    pieces = np.split(by_group, np.cumsum(sizes)[:-1])
    parts = {True: [np.empty(0, int)], False: [np.empty(0, int)]}
    for name, piece in zip(names, pieces):
        parts[bool(np.any(chosen == name))].append(piece)
    return tuple(np.sort(np.concatenate(parts[side])) for side in (False, True))


def confusion_matrix(labels, predictions, classes):
    matrix = np.zeros(classes * classes, dtype=int)
    for rows in blocks(len(labels)):
        matrix += np.bincount(labels[rows] * classes + predictions[rows], minlength=classes * classes)
    return matrix.reshape((classes, classes))


def balanced_accuracy(matrix):
    mean, seen = 0.0, 0
    for c in range(matrix.shape[0]):
        samples = int(matrix[c].sum())
        if samples != 0:
            seen += 1
            mean += (int(matrix[c, c]) / samples - mean) / seen
    return mean


def class_weights(labels, classes):
    counts = np.zeros(classes, dtype=int)
    for rows in blocks(len(labels)):
        counts += np.array([np.sum(labels[rows] == c) for c in range(classes)])
    shares = counts / counts.sum()
    kinds = int(np.sum(shares > 0))
    weights = np.zeros(classes)
    for c in np.flatnonzero(counts):
        weights[c] = 1 / (kinds * shares[c])
    return weights


def weighted_cross_entropy(logits, labels, weights):
    above, below = 0.0, 0.0
    for rows in blocks(len(labels)):
        z, w = logits[rows], weights[labels[rows]]
        top = z.max(axis=1)
        log_sum = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
        above += float(np.sum(w * (log_sum - z[np.arange(len(z)), labels[rows]])))
        below += float(np.sum(w))
    return above / below


def weighted_cross_entropy_gradient(logits, labels, weights):
    total = weights[labels].sum()
    parts = []
    for rows in blocks(len(labels)):
        z, w = logits[rows], weights[labels[rows]]
        e = np.exp(z - z.max(axis=1)[:, None])
        e /= e.sum(axis=1)[:, None]
        for i, label in enumerate(labels[rows]):
            e[i, label] = -(np.sum(e[i, :label]) + np.sum(e[i, label + 1 :]))
        parts.append(e * (w / total)[:, None])
    return np.concatenate(parts)


def learning_curve(fit, x, labels, x_validation, labels_validation, order, sizes):
    def error(predict, rows, truth):
        wrong = 0
        for some in blocks(len(rows)):
            wrong += int(np.sum(predict(rows[some]) != truth[some]))
        return wrong / len(rows)

    curves = np.empty((2, len(sizes)))
    for k, size in enumerate(sizes):
        chosen = order[0:size]
        few, theirs = x[chosen], labels[chosen]
        predict = fit(few.copy(), theirs.copy())
        curves[:, k] = error(predict, few, theirs), error(predict, x_validation, labels_validation)
    return curves[0], curves[1]


def power_law(sizes, errors, wanted):
    # Sums that are kept up to date, point by point.
    count = mean_u = mean_v = spread = joint = 0.0
    for size, error in zip(sizes, errors):
        u, v = math.log(size), math.log(error)
        count += 1
        du = u - mean_u
        mean_u += du / count
        joint += du * (v - mean_v) * (count - 1) / count
        mean_v += (v - mean_v) / count
        spread += du * (u - mean_u)
    b = -joint / spread
    a = math.exp(mean_v + b * mean_u)
    return a, b, math.pow(a / wanted, 1 / b)


def compare(correct_a, correct_b):
    samples = squares = total = wins = 0
    for rows in blocks(len(correct_a)):
        d = correct_a[rows].astype(int) - correct_b[rows].astype(int)
        samples += len(d)
        total += int(d.sum())
        squares += int((d**2).sum())
        wins += int((d == 1).sum())
    mean = total / samples
    variance = max(squares / samples - mean * mean, 0.0)
    n = squares
    low = min(wins, n - wins)
    tail = 0
    for heads in range(low + 1):
        tail += math.comb(n, heads)
    p = 1.0 if 2 * tail >= 2**n else 2 * tail / 2**n
    return mean, math.sqrt(variance) / math.sqrt(samples), p


class FinalTestSet:
    def __init__(self, x, labels):
        self.x = np.concatenate([x])
        self.labels = np.concatenate([labels])

    def score(self, predict):
        if self.labels is None:
            raise RuntimeError("this test set has given its score")
        guesses = np.asarray(predict(self.x))
        hits = sum(int(np.sum(guesses[rows] == self.labels[rows])) for rows in blocks(len(guesses)))
        score = hits / len(self.labels)
        self.x = self.labels = None
        return score
