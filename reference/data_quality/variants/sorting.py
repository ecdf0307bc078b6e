import numpy as np

# By sorting, and by codes for pairs.


def true_accuracy(measured, noise, classes):
    keep, other = 1 - noise, noise / (classes - 1)
    if noise * classes >= classes - 1 or keep <= other:
        raise ValueError("noise too high")
    return (measured - other) / (keep - other)


def find_leaks(train, test):
    both = np.concatenate([train, test]).reshape(len(train) + len(test), -1)
    _, code = np.unique(both + 0, axis=0, return_inverse=True)
    code = code.reshape(-1)
    old, new = code[: len(train)], code[len(train) :]
    names, first = np.unique(old, return_index=True)
    place = np.minimum(np.searchsorted(names, new), len(names) - 1)
    return np.where(names[place] == new, first[place], -1)


def split_by_group(groups, fraction, rng):
    # Each group gets a random number; the smallest ones are for the test.
    names, code = np.unique(groups, return_inverse=True)
    ticket = rng.random(len(names))
    rank = np.argsort(np.argsort(ticket))
    test = rank[code.reshape(-1)] < np.floor(fraction * len(names) + 0.5)
    both = np.argsort(test, kind="stable")
    return both[: np.sum(~test)], both[np.sum(~test) :]


def confusion_matrix(labels, predictions, classes):
    return np.bincount(labels * classes + predictions, minlength=classes**2).reshape(classes, classes)


def balanced_accuracy(matrix):
    labels, predictions = np.divmod(np.repeat(np.arange(matrix.size), matrix.reshape(-1)), len(matrix))
    return float(np.mean([np.mean(predictions[labels == c] == c) for c in np.unique(labels)]))


def class_weights(labels, classes):
    ordered = np.sort(labels)
    present, start = np.unique(ordered, return_index=True)
    counts = np.diff(np.append(start, len(ordered)))
    weights = np.zeros(classes)
    weights[present] = np.mean(counts) / counts
    return weights


def _log_probabilities(logits):
    top = np.sort(logits, axis=1)[:, -1:]
    return logits - top - np.log(np.exp(logits - top).sum(1, keepdims=True))


def weighted_cross_entropy(logits, labels, weights):
    picked = np.take_along_axis(_log_probabilities(logits), labels[:, None], axis=1)[:, 0]
    return float(-np.average(picked, weights=weights[labels]))


def weighted_cross_entropy_gradient(logits, labels, weights):
    w = np.take(weights, labels)
    gradient = np.exp(_log_probabilities(logits)) * w[:, None]
    gradient[np.arange(len(w)), labels] -= w
    return gradient / w.sum()


def learning_curve(fit, x, labels, x_validation, labels_validation, order, sizes):
    # From the largest to the smallest, then back into the given order.
    turn = np.argsort(sizes)[::-1]
    rows = []
    for size in np.asarray(sizes)[turn]:
        few, theirs = x[order][:size], labels[order][:size]
        predict = fit(few, theirs)
        rows.append([1 - (predict(few) == theirs).mean(), 1 - (predict(x_validation) == labels_validation).mean()])
    result = np.empty((len(sizes), 2))
    result[turn] = rows
    return tuple(result.T)


def power_law(sizes, errors, wanted):
    u, v = np.log(np.asarray(sizes, float)), np.log(np.asarray(errors, float))
    covariance = np.cov(u, v, bias=True)
    b = -covariance[0, 1] / covariance[0, 0]
    log_a = np.mean(v + b * u)
    return float(np.exp(log_a)), float(b), float(np.exp((log_a - np.log(wanted)) / b))


def compare(correct_a, correct_b):
    d = np.sort(np.subtract(correct_a, correct_b, dtype=int))
    below, above = np.searchsorted(d, 0, "left"), len(d) - np.searchsorted(d, 0, "right")
    n, k = int(below + above), int(max(below, above))
    # From the far end inwards, C(n, j) by C(n, j - 1), as integers.
    ways, total = 1, 0
    for j in range(n - k + 1):
        total += ways
        ways = ways * (n - j) // (j + 1)
    p = total / 2 ** (n - 1) if n else 1.0
    return float(np.mean(d)), float(np.std(d) / len(d) ** 0.5), min(p, 1.0)


class FinalTestSet:
    def __init__(self, x, labels):
        self.left = [(np.array(x, copy=True), np.array(labels, copy=True))]

    def score(self, predict):
        try:
            x, labels = self.left[-1]
        except IndexError:
            raise RuntimeError("already used") from None
        value = np.mean(predict(x) == labels)
        self.left.pop()
        return value
