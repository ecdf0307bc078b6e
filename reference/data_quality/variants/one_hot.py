import numpy as np

# Everything as a product of matrices.


def hot(labels, classes):
    return np.eye(classes)[labels]


def true_accuracy(measured, noise, classes):
    worthless = (classes - 1) / classes
    if not noise < worthless:
        raise ValueError(f"noise must be below {worthless}")
    chance = 1 / classes
    return chance + (measured - chance) / (1 - noise / worthless)


def find_leaks(train, test):
    a = np.reshape(train, (train.shape[0], -1))
    b = np.reshape(test, (test.shape[0], -1))
    same = np.all(b[:, np.newaxis] == a[np.newaxis], axis=-1)
    return np.where(np.any(same, axis=1), np.argmax(same, axis=1), -1)


def split_by_group(groups, fraction, rng):
    names, member = np.unique(groups, return_inverse=True)
    member = hot(member.reshape(-1), len(names))
    count = int(np.floor(fraction * len(names) + 0.5))
    drawn = np.zeros(len(names))
    drawn[rng.choice(len(names), size=count, replace=False)] = 1
    test = member @ drawn
    return np.where(test == 0)[0], np.where(test == 1)[0]


def confusion_matrix(labels, predictions, classes):
    counts = hot(labels, classes).T @ hot(predictions, classes)
    return counts.astype(int)


def balanced_accuracy(matrix):
    rows = matrix @ np.ones(len(matrix))
    shares = matrix / np.maximum(rows, 1)[:, None]
    return float(np.trace(shares) / np.count_nonzero(rows))


def class_weights(labels, classes):
    counts = np.ones(len(labels)) @ hot(labels, classes)
    inverse = np.divide(1.0, counts, out=np.zeros(classes), where=counts > 0)
    return inverse * (len(labels) / (inverse @ counts))


def log_softmax(logits):
    z = logits - np.max(logits, axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))


def weighted_cross_entropy(logits, labels, weights):
    target = hot(labels, logits.shape[1]) * weights
    return float(-np.sum(target * log_softmax(logits)) / np.sum(target))


def weighted_cross_entropy_gradient(logits, labels, weights):
    target = hot(labels, logits.shape[1]) * weights
    row = target.sum(axis=1, keepdims=True)
    gradient = (row * np.exp(log_softmax(logits)) - target) / row.sum()
    return gradient.astype(logits.dtype)


def learning_curve(fit, x, labels, x_validation, labels_validation, order, sizes):
    shuffled, theirs = x[order], labels[order]
    curves = np.zeros((2, len(sizes)))
    for k, n in enumerate(sizes):
        predict = fit(shuffled[:n], theirs[:n])
        curves[0, k] = 1 - np.mean(predict(shuffled[:n]) == theirs[:n])
        curves[1, k] = 1 - np.mean(predict(x_validation) == labels_validation)
    return curves[0], curves[1]


def power_law(sizes, errors, wanted):
    design = np.stack([np.ones(len(sizes)), -np.log(np.asarray(sizes, dtype=float))], axis=1)
    (height, b), *_ = np.linalg.lstsq(design, np.log(errors), rcond=None)
    return float(np.exp(height)), float(b), float(np.exp((height - np.log(wanted)) / b))


def compare(correct_a, correct_b):
    table = confusion_matrix(correct_a.astype(int), correct_b.astype(int), 2) / len(correct_a)
    plus, minus = table[1, 0], table[0, 1]
    difference = plus - minus
    error = np.sqrt(max(plus + minus - difference**2, 0) / len(correct_a))
    n = int(np.sum(correct_a ^ correct_b))
    k = int(np.sum(correct_a & ~correct_b))
    # Row n of Pascal's triangle, in logarithms.
    logs = np.concatenate([[0], np.cumsum(np.log(np.arange(n, 0, -1) / np.arange(1, n + 1)))])
    chances = np.exp(logs - n * np.log(2))
    far = np.abs(2 * np.arange(n + 1) - n) >= abs(2 * k - n)
    return float(difference), float(error), float(min(1.0, chances @ far))


class FinalTestSet:
    def __init__(self, x, labels):
        self.held = (np.copy(x), np.copy(labels))

    def score(self, predict):
        if self.held is None:
            raise RuntimeError("the test set is gone")
        x, labels = self.held
        right = predict(x) == labels
        self.held = None
        return float(right @ np.ones(len(right)) / len(right))
