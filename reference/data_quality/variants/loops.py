import math

import numpy as np

# Plain Python, one number after the other.


def true_accuracy(measured, noise, classes):
    if noise >= (classes - 1) / classes:
        raise ValueError("too noisy")
    luck = noise / (classes - 1)
    values = np.asarray(measured, dtype=float)
    out = np.empty(values.shape)
    for place in np.ndindex(values.shape):
        out[place] = (values[place] - luck) / (1 - noise - luck)
    return out if out.shape else float(out)


def find_leaks(train, test):
    found = []
    train = [sample.ravel().tolist() for sample in train]
    for sample in test:
        sample = sample.ravel().tolist()
        place = -1
        for i in range(len(train)):
            if train[i] == sample:
                place = i
                break
        found.append(place)
    return np.array(found)


def split_by_group(groups, fraction, rng):
    names = []
    for group in groups:
        if int(group) not in names:
            names.append(int(group))
    rng.shuffle(names)
    wanted = fraction * len(names)
    count = int(wanted)
    if wanted - count >= 0.5:
        count += 1
    test_names = names[:count]
    train, test = [], []
    for i, group in enumerate(groups):
        if int(group) in test_names:
            test.append(i)
        else:
            train.append(i)
    return np.array(train, dtype=int), np.array(test, dtype=int)


def confusion_matrix(labels, predictions, classes):
    matrix = [[0] * classes for _ in range(classes)]
    for i in range(len(labels)):
        matrix[labels[i]][predictions[i]] += 1
    return np.array(matrix)


def balanced_accuracy(matrix):
    total, present = 0.0, 0
    for c in range(len(matrix)):
        samples = 0
        for count in matrix[c]:
            samples += count
        if samples == 0:
            continue
        total += matrix[c][c] / samples
        present += 1
    return float(total / present)


def class_weights(labels, classes):
    counts = [0] * classes
    for label in labels:
        counts[label] += 1
    present = 0
    for count in counts:
        if count:
            present += 1
    weights = np.zeros(classes)
    for c, count in enumerate(counts):
        if count:
            weights[c] = len(labels) / present / count
    return weights


def weighted_cross_entropy(logits, labels, weights):
    above = below = 0.0
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        total = 0.0
        for value in row:
            total += math.exp(value - top)
        loss = math.log(total) + top - row[label]
        above += float(weights[label]) * loss
        below += float(weights[label])
    return above / below


def weighted_cross_entropy_gradient(logits, labels, weights):
    gradient = np.empty_like(logits)
    total = 0.0
    for label in labels:
        total += float(weights[label])
    for i, (row, label) in enumerate(zip(logits.tolist(), labels.tolist())):
        top = max(row)
        powers = [math.exp(value - top) for value in row]
        for j in range(len(row)):
            p = powers[j] / sum(powers)
            if j == label:
                p -= 1
            gradient[i, j] = p * float(weights[label]) / total
    return gradient


def learning_curve(fit, x, labels, x_validation, labels_validation, order, sizes):
    train_errors, validation_errors = np.zeros(len(sizes)), np.zeros(len(sizes))
    for k in range(len(sizes)):
        n = sizes[k]
        few_x = np.array([x[order[i]] for i in range(n)])
        few_labels = np.array([labels[order[i]] for i in range(n)])
        predict = fit(few_x, few_labels)
        wrong = 0
        for guess, label in zip(predict(few_x), few_labels):
            if guess != label:
                wrong += 1
        train_errors[k] = wrong / n
        wrong = 0
        for guess, label in zip(predict(x_validation), labels_validation):
            if guess != label:
                wrong += 1
        validation_errors[k] = wrong / len(labels_validation)
    return train_errors, validation_errors


def power_law(sizes, errors, wanted):
    count = len(sizes)
    sx = sy = sxx = sxy = 0.0
    for size, error in zip(sizes, errors):
        u, v = math.log(size), math.log(error)
        sx += u
        sy += v
        sxx += u * u
        sxy += u * v
    slope = (count * sxy - sx * sy) / (count * sxx - sx * sx)
    height = (sy - slope * sx) / count
    return math.exp(height), -slope, math.exp((math.log(wanted) - height) / slope)


def compare(correct_a, correct_b):
    count = len(correct_a)
    k = n = 0
    for a, b in zip(correct_a, correct_b):
        if a != b:
            n += 1
            if a:
                k += 1
    difference = (k - (n - k)) / count
    squares = 0.0
    for a, b in zip(correct_a, correct_b):
        squares += (int(a) - int(b) - difference) ** 2
    error = math.sqrt(squares / count) / math.sqrt(count)
    ways = 0
    for heads in range(n + 1):
        if abs(2 * heads - n) >= abs(2 * k - n):
            ways += math.comb(n, heads)
    return difference, error, ways / 2**n


class FinalTestSet:
    def __init__(self, x, labels):
        self._x = x.copy()
        self._labels = labels.copy()
        self._looks = 0

    def score(self, predict):
        if self._looks > 0:
            raise RuntimeError("only one look")
        guesses = predict(self._x)
        right = 0
        for guess, label in zip(guesses, self._labels):
            if guess == label:
                right += 1
        self._looks += 1
        return right / len(self._labels)
