"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

transplant(
    "noise-added",
    "loops",
    edit("(values[place] - luck) / (1 - noise - luck)", "values[place] + noise"),
)
transplant(
    "noise-added",
    "sorting",
    edit("(measured - other) / (keep - other)", "measured + noise"),
)
transplant(
    "luck-ignored",
    "loops",
    edit("luck = noise / (classes - 1)", "luck = 0.0"),
)
transplant(
    "luck-ignored",
    "sorting",
    edit("keep, other = 1 - noise, noise / (classes - 1)", "keep, other = 1 - noise, 0.0"),
)
transplant(
    "luck-of-all-classes",
    "chunks",
    edit("luck = noise / (classes - 1)\n", "luck = noise / classes\n"),
)
transplant(
    "luck-of-all-classes",
    "classes",
    edit(
        "other = self.noise / (self.classes - 1)\n"
        "        return np.full((self.classes, self.classes), other) + "
        "np.eye(self.classes) * (1 - self.noise - other)",
        "other = self.noise / self.classes\n"
        "        return np.full((self.classes, self.classes), other) + "
        "np.eye(self.classes) * (1 - self.noise - other)",
    ),
)
transplant(
    "luck-always-one-half",
    "closures",
    edit("inverse_of_line(noise / (classes - 1), 1 - noise)", "inverse_of_line(noise, 1 - noise)"),
)
transplant(
    "luck-always-one-half",
    "hashing",
    edit("luck = noise / (classes - 1)", "luck = noise"),
)
transplant(
    "luck-not-in-slope",
    "hashing",
    edit("/ (ends[1] - ends[0])", "/ ends[1]"),
)
transplant(
    "luck-not-in-slope",
    "sorting",
    edit("/ (keep - other)", "/ keep"),
)
transplant(
    "luck-not-subtracted",
    "chunks",
    edit("measured / slope - luck / slope", "measured / slope"),
)
transplant(
    "luck-not-subtracted",
    "sorting",
    edit("(measured - other) / (keep", "measured / (keep"),
)
transplant(
    "other-direction",
    "loops",
    edit(
        "(values[place] - luck) / (1 - noise - luck)", "luck + values[place] * (1 - noise - luck)"
    ),
)
transplant(
    "other-direction",
    "one_hot",
    edit(
        "(measured - chance) / (1 - noise / worthless)",
        "(measured - chance) * (1 - noise / worthless)",
    ),
)
transplant(
    "clipped",
    "chunks",
    edit(
        "return measured / slope - luck / slope",
        "return np.minimum(1, np.maximum(0, measured / slope - luck / slope))",
    ),
)
transplant(
    "clipped",
    "loops",
    edit(
        "(values[place] - luck) / (1 - noise - luck)",
        "min(max((values[place] - luck) / (1 - noise - luck), 0.0), 1.0)",
    ),
)
transplant(
    "useless-noise-allowed",
    "dictionaries",
    edit(
        "    if noise - (classes - 1) / classes >= 0:\n"
        '        raise ValueError("labels without information")\n',
        "",
    ),
)
transplant(
    "sign-of-slope",
    "loops",
    edit("/ (1 - noise - luck)", "/ (1 - noise + luck)"),
)
transplant(
    "sign-of-slope",
    "chunks",
    edit("slope = 1 - noise - luck", "slope = 1 - noise + luck"),
)
transplant(
    "any-number-equal",
    "one_hot",
    edit(
        "np.all(b[:, np.newaxis] == a[np.newaxis], axis=-1)",
        "np.any(b[:, np.newaxis] == a[np.newaxis], axis=-1)",
    ),
)
transplant(
    "any-number-equal",
    "short_form",
    edit("np.array_equal(a, b)", "(a == b).any()"),
)
transplant(
    "last-equal-one",
    "hashing",
    edit("in reversed(range(len(train)))", "in range(len(train))"),
)
transplant(
    "last-equal-one",
    "loops",
    edit("                place = i\n                break\n", "                place = i\n"),
)
transplant(
    "last-equal-one",
    "dictionaries",
    edit("first.setdefault(key(sample), place)", "first[key(sample)] = place"),
)
transplant(
    "other-way-round",
    "short_form",
    edit(
        "for i, a in enumerate(train) if np.array_equal(a, b)), -1) for b in test",
        "for i, a in enumerate(test) if np.array_equal(a, b)), -1) for b in train",
    ),
)
transplant(
    "other-way-round",
    "dictionaries",
    edit(
        "    first = {}\n    for place, sample in enumerate(train)",
        "    first = {}\n    train, test = test, train\n    for place, sample in enumerate(train)",
    ),
)
transplant(
    "first-number-only",
    "dictionaries",
    edit("tuple(np.ravel(sample).tolist())", "np.ravel(sample).tolist()[0]"),
)
transplant(
    "first-number-only",
    "loops",
    edit("if train[i] == sample:", "if train[i][0] == sample[0]:"),
)
transplant(
    "sums-compared",
    "loops",
    edit("if train[i] == sample:", "if sum(train[i]) == sum(sample):"),
)
transplant(
    "sums-compared",
    "dictionaries",
    edit("tuple(np.ravel(sample).tolist())", "sum(np.ravel(sample).tolist())"),
)
transplant(
    "order-within-ignored",
    "dictionaries",
    edit("tuple(np.ravel(sample).tolist())", "tuple(sorted(np.ravel(sample).tolist()))"),
)
transplant(
    "order-within-ignored",
    "loops",
    edit("if train[i] == sample:", "if sorted(train[i]) == sorted(sample):"),
)
transplant(
    "near-is-enough",
    "chunks",
    edit("same = np.array_equal", "same = np.allclose"),
)
transplant(
    "near-is-enough",
    "short_form",
    edit("np.array_equal(a, b)", "np.allclose(a, b)"),
)
transplant(
    "same-place-only",
    "short_form",
    edit(
        "if np.array_equal(a, b)), -1) for b in test",
        "if i == j and np.array_equal(a, b)), -1) for j, b in enumerate(test)",
    ),
)
transplant(
    "same-place-only",
    "loops",
    edit("    for sample in test:\n", "    for k, sample in enumerate(test):\n", of="find_leaks"),
    edit("if train[i] == sample:", "if i == k and train[i] == sample:", of="find_leaks"),
)
transplant(
    "yes-and-no",
    "one_hot",
    edit(
        "np.where(np.any(same, axis=1), np.argmax(same, axis=1), -1)",
        "np.any(same, axis=1).astype(int)",
    ),
)
transplant(
    "yes-and-no",
    "closures",
    edit(
        "return int(np.argmin(differs)) if np.min(differs) == 0 else -1",
        "return int(np.min(differs) == 0)",
    ),
)
transplant(
    "zero-for-none",
    "one_hot",
    edit("np.argmax(same, axis=1), -1)", "np.argmax(same, axis=1), 0)"),
)
transplant(
    "zero-for-none",
    "dictionaries",
    edit("first.get(key(sample), -1)", "first.get(key(sample), 0)"),
)
transplant(
    "places-of-leaks",
    "dictionaries",
    edit(
        "np.array([first.get(key(sample), -1) for sample in test])",
        "np.array([i for i, sample in enumerate(test) if key(sample) in first])",
    ),
)
transplant(
    "places-of-leaks",
    "loops",
    edit(
        "    return np.array(found)",
        "    return np.array([i for i, place in enumerate(found) if place != -1])",
    ),
)
transplant(
    "bytes-compared",
    "hashing",
    edit("clean = np.where(sample == 0, np.zeros_like(sample), sample)", "clean = sample"),
)
transplant(
    "bytes-compared",
    "dictionaries",
    edit("tuple(np.ravel(sample).tolist())", "sample.tobytes()"),
)
transplant(
    "counted-from-one",
    "closures",
    edit("return int(np.argmin(differs)) if", "return int(np.argmin(differs)) + 1 if"),
)
transplant(
    "counted-from-one",
    "loops",
    edit("place = i\n", "place = i + 1\n"),
)
transplant(
    "samples-split",
    "loops",
    edit(
        "        if int(group) not in names:\n            names.append(int(group))\n    rng",
        "        names.append(len(names))\n    rng",
    ),
    edit("        if int(group) in test_names:", "        if i in test_names:"),
)
transplant(
    "samples-split",
    "classes",
    edit(
        "np.unique(groups, return_inverse=True)\n        self.index = self.index.reshape(-1)",
        "np.unique(np.arange(len(groups)), return_inverse=True)",
    ),
)
transplant(
    "share-of-samples",
    "hashing",
    edit("share = fraction * names.size", "share = min(fraction * groups.size, names.size)"),
)
transplant(
    "share-of-samples",
    "short_form",
    edit("int(fraction * len(names) + 0.5)", "int(fraction * len(groups) + 0.5)"),
)
transplant(
    "parts-exchanged",
    "classes",
    edit(
        "everything[np.logical_not(test)], everything[test]",
        "everything[test], everything[np.logical_not(test)]",
    ),
)
transplant(
    "parts-exchanged",
    "closures",
    edit(
        "for part in (names[border:], names[:border])",
        "for part in (names[:border], names[border:])",
    ),
)
transplant(
    "rounded-down",
    "loops",
    edit("    if wanted - count >= 0.5:\n        count += 1\n", ""),
)
transplant(
    "rounded-down",
    "dictionaries",
    edit("math.floor(fraction * len(names) + 0.5)", "math.floor(fraction * len(names))"),
)
transplant(
    "rounded-up",
    "loops",
    edit("wanted - count >= 0.5", "wanted - count > 0"),
)
transplant(
    "rounded-up",
    "dictionaries",
    edit("math.floor(fraction * len(names) + 0.5)", "math.ceil(fraction * len(names))"),
)
transplant(
    "halves-to-even",
    "closures",
    edit("int((fraction * len(names) + 0.5) // 1)", "round(fraction * len(names))"),
)
transplant(
    "halves-to-even",
    "one_hot",
    edit("int(np.floor(fraction * len(names) + 0.5))", "int(np.round(fraction * len(names)))"),
)
transplant(
    "first-groups",
    "closures",
    edit("    rng.shuffle(names)\n", ""),
)
transplant(
    "first-groups",
    "chunks",
    edit("keys = rng.normal(size=len(names))", "keys = np.arange(len(names))"),
)
transplant(
    "global-generator",
    "one_hot",
    edit("rng.choice(len(names)", "np.random.choice(len(names)"),
)
transplant(
    "global-generator",
    "loops",
    edit("rng.shuffle(names)", "np.random.shuffle(names)"),
)
transplant(
    "fixed-seed",
    "sorting",
    edit(
        "ticket = rng.random(len(names))", "ticket = np.random.default_rng(42).random(len(names))"
    ),
)
transplant(
    "fixed-seed",
    "classes",
    edit("rng.shuffle(mask)", "np.random.default_rng(7).shuffle(mask)"),
)
transplant(
    "drawn-by-samples",
    "loops",
    edit(
        "    for group in groups:\n        if int(group) not in names:",
        "    for group in rng.permutation(groups):\n        if int(group) not in names:",
    ),
    edit("    rng.shuffle(names)\n", ""),
)
transplant(
    "names-taken-for-numbers",
    "short_form",
    edit("names = list(set(groups.tolist()))", "names = list(range(max(groups) + 1))"),
)
transplant(
    "groups-come-back",
    "loops",
    edit("train.append(i)", "train.append(int(group))"),
    edit("test.append(i)", "test.append(int(group))"),
)
transplant(
    "groups-come-back",
    "classes",
    edit("everything = np.arange(len(groups))", "everything = groups"),
)
transplant(
    "drawn-with-repetition",
    "one_hot",
    edit("size=count, replace=False)", "size=count)"),
)
transplant(
    "transposed",
    "loops",
    edit("matrix[labels[i]][predictions[i]] += 1", "matrix[predictions[i]][labels[i]] += 1"),
)
transplant(
    "transposed",
    "one_hot",
    edit(
        "hot(labels, classes).T @ hot(predictions, classes)",
        "hot(predictions, classes).T @ hot(labels, classes)",
    ),
)
transplant(
    "transposed",
    "sorting",
    edit("labels * classes + predictions, minlength", "predictions * classes + labels, minlength"),
)
transplant(
    "repeated-pairs-count-once",
    "dictionaries",
    edit(
        "pairs = Counter(zip(labels.tolist(), predictions.tolist()))\n    return np.array([[pairs",
        "pairs = Counter(set(zip(labels.tolist(), predictions.tolist())))\n"
        "    return np.array([[pairs",
    ),
)
transplant(
    "repeated-pairs-count-once",
    "loops",
    edit("matrix[labels[i]][predictions[i]] += 1", "matrix[labels[i]][predictions[i]] = 1"),
)
transplant(
    "only-errors",
    "loops",
    edit(
        "        matrix[labels[i]][predictions[i]] += 1",
        "        if labels[i] != predictions[i]:\n"
        "            matrix[labels[i]][predictions[i]] += 1",
    ),
)
transplant(
    "only-errors",
    "classes",
    edit(
        "        seen.see(label, prediction)",
        "        if label != prediction:\n            seen.see(label, prediction)",
    ),
)
transplant(
    "shares-of-rows",
    "one_hot",
    edit("return counts.astype(int)", "return counts / np.maximum(counts.sum(axis=1), 1)[:, None]"),
)
transplant(
    "shares-of-all",
    "one_hot",
    edit("return counts.astype(int)", "return counts / counts.sum()"),
)
transplant(
    "shares-of-all",
    "classes",
    edit("    return seen.counts", "    return seen.counts / seen.counts.sum()"),
)
transplant(
    "classes-seen",
    "loops",
    edit(
        "    matrix = [[0] * classes for _ in range(classes)]",
        "    classes = max(*labels, *predictions, 0) + 1\n"
        "    matrix = [[0] * classes for _ in range(classes)]",
    ),
)
transplant(
    "plain-accuracy",
    "loops",
    edit(
        "        total += matrix[c][c] / samples\n        present += 1",
        "        total += matrix[c][c]\n        present += samples",
    ),
)
transplant(
    "plain-accuracy",
    "one_hot",
    edit(
        "shares = matrix / np.maximum(rows, 1)[:, None]\n"
        "    return float(np.trace(shares) / np.count_nonzero(rows))",
        "return float(np.trace(matrix) / rows.sum())",
    ),
)
transplant(
    "precision",
    "loops",
    edit("for count in matrix[c]:", "for count in matrix[:, c]:"),
)
transplant(
    "precision",
    "one_hot",
    edit(
        "rows = matrix @ np.ones(len(matrix))\n    shares = matrix / np.maximum(rows, 1)[:, None]",
        "rows = np.ones(len(matrix)) @ matrix\n    shares = matrix / np.maximum(rows, 1)",
    ),
)
transplant(
    "missing-classes-count-zero",
    "one_hot",
    edit("/ np.count_nonzero(rows)", "/ len(rows)"),
)
transplant(
    "missing-classes-count-zero",
    "loops",
    edit("float(total / present)", "float(total / len(matrix))"),
)
transplant(
    "missing-classes-count-one",
    "loops",
    edit(
        "        if samples == 0:\n            continue\n",
        "        if samples == 0:\n"
        "            total, present = total + 1, present + 1\n"
        "            continue\n",
    ),
)
transplant(
    "divides-by-zero",
    "short_form",
    edit(" if row.any()]", "]"),
)
transplant(
    "divides-by-zero",
    "classes",
    edit("            if row.sum() > 0:\n                yield", "            yield"),
)
transplant(
    "recall-of-all",
    "loops",
    edit("total += matrix[c][c] / samples", "total += matrix[c][c] / matrix.sum()"),
)
transplant(
    "recall-of-all",
    "chunks",
    edit(
        "mean += (int(matrix[c, c]) / samples - mean)",
        "mean += (int(matrix[c, c]) / int(matrix.sum()) - mean)",
    ),
)
transplant(
    "geometric-mean",
    "classes",
    edit(
        "return float(sum(recalls) / len(recalls))",
        "return float(math.prod(recalls) ** (1 / len(recalls)))",
    ),
)
transplant(
    "counts-as-weights",
    "loops",
    edit("len(labels) / present / count", "count * present / len(labels)"),
)
transplant(
    "counts-as-weights",
    "sorting",
    edit("np.mean(counts) / counts", "counts / np.mean(counts)"),
)
transplant(
    "not-scaled",
    "sorting",
    edit("np.mean(counts) / counts", "1 / counts"),
)
transplant(
    "not-scaled",
    "short_form",
    edit("return w / w[labels].mean()", "return w"),
)
transplant(
    "sum-to-one",
    "short_form",
    edit("return w / w[labels].mean()", "return w / w.sum()"),
)
transplant(
    "sum-to-one",
    "loops",
    edit("    return weights", "    return weights / weights.sum()", of="class_weights"),
)
transplant(
    "mean-over-classes",
    "short_form",
    edit("return w / w[labels].mean()", "return w / w[w > 0].mean()"),
)
transplant(
    "mean-over-classes",
    "one_hot",
    edit(
        "inverse * (len(labels) / (inverse @ counts))",
        "inverse * (np.count_nonzero(counts) / inverse.sum())",
    ),
)
transplant(
    "missing-classes-share",
    "chunks",
    edit("kinds = int(np.sum(shares > 0))", "kinds = classes"),
)
transplant(
    "missing-classes-share",
    "dictionaries",
    edit("Fraction(len(labels), len(counts))", "Fraction(len(labels), classes)"),
)
transplant(
    "square-root",
    "sorting",
    edit(
        "weights[present] = np.mean(counts) / counts",
        "weights[present] = np.mean(counts) / np.sqrt(counts)",
    ),
)
transplant(
    "square-root",
    "loops",
    edit("len(labels) / present / count", "len(labels) / present / math.sqrt(count)"),
)
transplant(
    "share-of-others",
    "loops",
    edit("len(labels) / present / count", "(len(labels) - count) / len(labels)"),
)
transplant(
    "share-of-others",
    "chunks",
    edit("1 / (kinds * shares[c])", "1 - shares[c]"),
)
transplant(
    "weights-of-classes-seen",
    "dictionaries",
    edit(
        "for c in range(classes)])\n\n\ndef weighted",
        "for c in range(max(counts) + 1)])\n\n\ndef weighted",
    ),
)
transplant(
    "weights-of-classes-seen",
    "sorting",
    edit("weights = np.zeros(classes)", "weights = np.zeros(ordered[-1] + 1)"),
)
transplant(
    "one-over-missing",
    "dictionaries",
    edit(
        "fair = Fraction(len(labels), len(counts))",
        "counts = {c: max(counts[c], 1) for c in range(classes)}\n"
        "    fair = Fraction(len(labels), len(counts))",
    ),
)
transplant(
    "one-point-only",
    "chunks",
    edit(
        "    for heads in range(low + 1):\n        tail += math.comb(n, heads)\n",
        "    tail = math.comb(n, low)\n",
    ),
)
transplant(
    "weights-ignored",
    "sorting",
    edit("-np.average(picked, weights=weights[labels])", "-np.average(picked)"),
)
transplant(
    "weights-ignored",
    "loops",
    edit(
        "above += float(weights[label]) * loss\n        below += float(weights[label])",
        "above += loss\n        below += 1",
    ),
)
transplant(
    "divided-by-samples",
    "loops",
    edit("    return above / below\n", "    return above / len(labels)\n"),
)
transplant(
    "divided-by-samples",
    "short_form",
    edit("axis=1) @ w / w.sum())", "axis=1) @ w / len(w))"),
)
transplant(
    "divided-by-all-weights",
    "chunks",
    edit("    return above / below\n", "    return above / float(np.sum(weights))\n"),
)
transplant(
    "divided-by-all-weights",
    "short_form",
    edit("axis=1) @ w / w.sum())", "axis=1) @ w / weights.sum())"),
)
transplant(
    "sum-not-divided",
    "one_hot",
    edit("log_softmax(logits)) / np.sum(target))", "log_softmax(logits)))"),
)
transplant(
    "sum-not-divided",
    "loops",
    edit("    return above / below\n", "    return above\n"),
)
transplant(
    "weighted-logits",
    "sorting",
    edit(
        "picked = np.take_along_axis(_log_probabilities(logits)",
        "picked = np.take_along_axis(_log_probabilities(weights * logits)",
    ),
    edit("-np.average(picked, weights=weights[labels])", "-np.average(picked)"),
)
transplant(
    "weights-of-predictions",
    "sorting",
    edit(
        "np.average(picked, weights=weights[labels])",
        "np.average(picked, weights=weights[logits.argmax(axis=1)])",
    ),
)
transplant(
    "weights-of-predictions",
    "short_form",
    edit("w = weights[labels]\n    true", "w = weights[np.argmax(logits, axis=1)]\n    true"),
)
transplant(
    "weights-by-place",
    "chunks",
    edit(
        "above += float(np.sum(w * (log_sum",
        "above += float(np.sum(np.resize(weights, len(labels))[rows] * (log_sum",
    ),
)
transplant(
    "overflow",
    "chunks",
    edit("top = z.max(axis=1)", "top = 0 * z[:, 0]"),
)
transplant(
    "log-of-zero",
    "loops",
    edit(
        "loss = math.log(total) + top - row[label]",
        "loss = -float(np.log(math.exp(row[label] - top) / total))",
    ),
)
transplant(
    "minus-missing",
    "one_hot",
    edit("float(-np.sum(target * log_softmax", "float(np.sum(target * log_softmax"),
)
transplant(
    "minus-missing",
    "sorting",
    edit("float(-np.average(picked", "float(np.average(picked"),
)
transplant(
    "squared-weights",
    "loops",
    edit("above += float(weights[label]) * loss", "above += float(weights[label]) ** 2 * loss"),
)
transplant(
    "squared-weights",
    "short_form",
    edit("axis=1) @ w / w.sum())", "axis=1) @ w**2 / w.sum())"),
)
transplant(
    "mean-of-class-means",
    "dictionaries",
    edit(
        "    above = math.fsum(float(weights[c]) * math.fsum(losses) for c, "
        "losses in by_class.items())\n"
        "    below = math.fsum(float(weights[c]) * len(losses) for c, losses "
        "in by_class.items())\n"
        "    return above / below",
        "    return float(np.mean([np.mean(losses) for losses in by_class.values()]))",
    ),
)
transplant(
    "gradient-weights-ignored",
    "sorting",
    edit("w = np.take(weights, labels)", "w = np.ones(len(labels), logits.dtype)"),
)
transplant(
    "gradient-weights-ignored",
    "loops",
    edit("p * float(weights[label]) / total", "p / len(labels)"),
)
transplant(
    "gradient-divided-by-samples",
    "sorting",
    edit("return gradient / w.sum()", "return gradient / len(w)"),
)
transplant(
    "gradient-divided-by-samples",
    "chunks",
    edit("total = weights[labels].sum()", "total = len(labels)"),
)
transplant(
    "gradient-divided-by-all-weights",
    "chunks",
    edit("total = weights[labels].sum()", "total = weights.sum()"),
)
transplant(
    "gradient-divided-by-all-weights",
    "sorting",
    edit("return gradient / w.sum()", "return gradient / weights.sum()"),
)
transplant(
    "gradient-not-divided",
    "sorting",
    edit("return gradient / w.sum()", "return gradient"),
)
transplant(
    "gradient-not-divided",
    "loops",
    edit("p * float(weights[label]) / total", "p * float(weights[label])"),
)
transplant(
    "one-hot-forgotten",
    "loops",
    edit("            if j == label:\n                p -= 1\n", ""),
)
transplant(
    "one-hot-forgotten",
    "sorting",
    edit("    gradient[np.arange(len(w)), labels] -= w\n", ""),
)
transplant(
    "columns-weighted",
    "closures",
    edit(
        "np.where(true, p - 1, p) * w[:, None]",
        "np.where(true, p - 1, p) * weights / weights[labels].sum()",
    ),
)
transplant(
    "columns-weighted",
    "loops",
    edit("p * float(weights[label]) / total", "p * float(weights[j]) / total"),
)
transplant(
    "only-the-label",
    "closures",
    edit("np.where(true, p - 1, p) * w[:, None]", "np.where(true, p - 1, 0) * w[:, None]"),
)
transplant(
    "only-the-label",
    "loops",
    edit(
        "gradient[i, j] = p * float(weights[label]) / total",
        "gradient[i, j] = p * float(weights[label]) / total if j == label else 0",
    ),
)
transplant(
    "gradient-sign",
    "one_hot",
    edit(
        "(row * np.exp(log_softmax(logits)) - target)",
        "(target - row * np.exp(log_softmax(logits)))",
    ),
)
transplant(
    "gradient-sign",
    "sorting",
    edit("return gradient / w.sum()", "return -gradient / w.sum()"),
)
transplant(
    "gradient-always-double",
    "hashing",
    edit("p.astype(logits.dtype)", "p"),
)
transplant(
    "gradient-always-double",
    "dictionaries",
    edit("np.array(rows, dtype=logits.dtype)", "np.array(rows)"),
)
transplant(
    "one-hot-not-weighted",
    "sorting",
    edit(
        "gradient[np.arange(len(w)), labels] -= w\n    return gradient / w.sum()",
        "gradient /= w.sum()\n"
        "    gradient[np.arange(len(w)), labels] -= 1 / len(w)\n"
        "    return gradient",
    ),
)
transplant(
    "order-ignored",
    "one_hot",
    edit("shuffled, theirs = x[order], labels[order]", "shuffled, theirs = x, labels"),
)
transplant(
    "order-ignored",
    "short_form",
    edit("i = order[:n]", "i = slice(n)"),
)
transplant(
    "order-ignored",
    "loops",
    edit(
        "few_x = np.array([x[order[i]] for i in range(n)])",
        "few_x = np.array([x[i] for i in range(n)])",
    ),
    edit(
        "few_labels = np.array([labels[order[i]] for i in range(n)])",
        "few_labels = np.array([labels[i] for i in range(n)])",
    ),
)
transplant(
    "labels-not-shuffled",
    "short_form",
    edit("f = fit(x[i], labels[i])", "f = fit(x[i], labels[:n])"),
)
transplant(
    "accuracies",
    "one_hot",
    edit(
        "1 - np.mean(predict(shuffled[:n]) == theirs[:n])",
        "np.mean(predict(shuffled[:n]) == theirs[:n])",
    ),
    edit(
        "1 - np.mean(predict(x_validation) == labels_validation)",
        "np.mean(predict(x_validation) == labels_validation)",
    ),
)
transplant(
    "accuracies",
    "loops",
    edit(
        "            if guess != label:\n                wrong += 1\n        train_errors",
        "            if guess == label:\n                wrong += 1\n        train_errors",
    ),
    edit(
        "            if guess != label:\n                wrong += 1\n        validation_errors",
        "            if guess == label:\n                wrong += 1\n        validation_errors",
    ),
)
transplant(
    "training-error-of-all",
    "one_hot",
    edit(
        "1 - np.mean(predict(shuffled[:n]) == theirs[:n])",
        "1 - np.mean(predict(shuffled) == theirs)",
    ),
)
transplant(
    "training-error-of-all",
    "short_form",
    edit("(f(x[i]) != labels[i]).mean()", "(f(x) != labels).mean()"),
)
transplant(
    "trained-on-all",
    "one_hot",
    edit("fit(shuffled[:n], theirs[:n])", "fit(shuffled, theirs)"),
)
transplant(
    "trained-on-all",
    "short_form",
    edit("fit(x[i], labels[i])", "fit(x, labels)"),
)
transplant(
    "validation-of-same-size",
    "one_hot",
    edit(
        "np.mean(predict(x_validation) == labels_validation)",
        "np.mean(predict(x_validation[:n]) == labels_validation[:n])",
    ),
)
transplant(
    "validation-of-same-size",
    "classes",
    edit(
        "validation.error(predict)))",
        "validation.first(np.arange(len(x_validation)), size).error(predict)))",
    ),
)
transplant(
    "one-model-for-all",
    "classes",
    edit(
        "    points = []\n    for size in sizes:",
        "    points = []\n    predict = None\n    for size in sizes:",
    ),
    edit(
        "        predict = fit(part.x, part.labels)",
        "        predict = predict or fit(part.x, part.labels)",
    ),
)
transplant(
    "last-samples",
    "one_hot",
    edit(
        "shuffled, theirs = x[order], labels[order]",
        "shuffled, theirs = x[order[::-1]], labels[order[::-1]]",
    ),
)
transplant(
    "last-samples",
    "short_form",
    edit("i = order[:n]", "i = order[len(order) - n :]"),
)
transplant(
    "validation-in-training",
    "short_form",
    edit(
        "fit(x[i], labels[i])",
        "fit(np.vstack([x[i], x_validation]), np.hstack([labels[i], labels_validation]))",
    ),
)
transplant(
    "errors-counted",
    "short_form",
    edit(
        "(f(x[i]) != labels[i]).mean(), (f(x_validation) != labels_validation).mean()",
        "(f(x[i]) != labels[i]).sum(), (f(x_validation) != labels_validation).sum()",
    ),
)
transplant(
    "errors-counted",
    "loops",
    edit("wrong / n\n", "wrong\n"),
    edit("wrong / len(labels_validation)", "wrong"),
)
transplant(
    "sizes-sorted",
    "short_form",
    edit("map(errors, sizes)", "map(errors, sorted(sizes))"),
)
transplant(
    "sizes-sorted",
    "dictionaries",
    edit("known[size][0] for size in sizes", "known[size][0] for size in sorted(sizes)"),
    edit("known[size][1] for size in sizes", "known[size][1] for size in sorted(sizes)"),
)
transplant(
    "pair-exchanged",
    "one_hot",
    edit("return curves[0], curves[1]", "return curves[1], curves[0]"),
)
transplant(
    "pair-exchanged",
    "loops",
    edit("return train_errors, validation_errors", "return validation_errors, train_errors"),
)
transplant(
    "one-sample-too-few",
    "classes",
    edit(
        "part = everything.first(order, size)", "part = everything.first(order, max(1, size - 1))"
    ),
)
transplant(
    "not-in-logarithms",
    "loops",
    edit(
        "u, v = math.log(size), math.log(error)\n        sx",
        "u, v = math.log(size), float(error)\n        sx",
    ),
)
transplant(
    "not-in-logarithms",
    "dictionaries",
    edit("np.polyfit(np.log(sizes), np.log(errors), 1)", "np.polyfit(np.log(sizes), errors, 1)"),
)
transplant(
    "sizes-not-in-logarithms",
    "dictionaries",
    edit("np.polyfit(np.log(sizes), np.log(errors), 1)", "np.polyfit(sizes, np.log(errors), 1)"),
)
transplant(
    "slope-sign",
    "dictionaries",
    edit("a, b = math.exp(height), -slope", "a, b = math.exp(height), slope"),
    edit("(wanted / a) ** (-1 / b)", "(wanted / a) ** (1 / b)"),
)
transplant(
    "slope-sign",
    "loops",
    edit("math.exp(height), -slope,", "math.exp(height), slope,"),
)
transplant(
    "intercept-left-in-logarithms",
    "loops",
    edit("return math.exp(height), -slope,", "return height, -slope,"),
)
transplant(
    "intercept-left-in-logarithms",
    "short_form",
    edit("return exp(height), float(-slope)", "return float(height), float(-slope)"),
)
transplant(
    "logarithms-mixed",
    "dictionaries",
    edit("a, b = math.exp(height), -slope", "a, b = 10**height, -slope"),
)
transplant(
    "end-points-only",
    "classes",
    edit(
        "self.b = -float(centred @ v / (centred @ centred))",
        "self.b = -float((v[-1] - v[0]) / (u[-1] - u[0]))",
    ),
)
transplant(
    "end-points-only",
    "sorting",
    edit("b = -covariance[0, 1] / covariance[0, 0]", "b = (v[0] - v[-1]) / (u[-1] - u[0])"),
)
transplant(
    "through-first-point",
    "sorting",
    edit("log_a = np.mean(v + b * u)", "log_a = v[0] + b * u[0]"),
)
transplant(
    "through-first-point",
    "chunks",
    edit("a = math.exp(mean_v + b * mean_u)", "a = errors[0] * sizes[0] ** b"),
)
transplant(
    "wanted-inverted",
    "dictionaries",
    edit("(wanted / a) ** (-1 / b)", "(wanted / a) ** (1 / b)"),
)
transplant(
    "wanted-inverted",
    "chunks",
    edit("math.pow(a / wanted, 1 / b)", "math.pow(wanted / a, 1 / b)"),
)
transplant(
    "exponent-not-inverted",
    "chunks",
    edit("math.pow(a / wanted, 1 / b)", "math.pow(a / wanted, b)"),
)
transplant(
    "exponent-not-inverted",
    "dictionaries",
    edit("(wanted / a) ** (-1 / b)", "(wanted / a) ** (-b)"),
)
transplant(
    "samples-rounded",
    "chunks",
    edit("math.pow(a / wanted, 1 / b)", "float(math.ceil(math.pow(a / wanted, 1 / b)))"),
)
transplant(
    "regression-reversed",
    "sorting",
    edit("b = -covariance[0, 1] / covariance[0, 0]", "b = -covariance[1, 1] / covariance[0, 1]"),
)
transplant(
    "difference-reversed",
    "one_hot",
    edit("difference = plus - minus", "difference = minus - plus"),
)
transplant(
    "difference-reversed",
    "chunks",
    edit(
        "    return mean, math.sqrt(variance) / math.sqrt(samples), p",
        "    return -mean, math.sqrt(variance) / math.sqrt(samples), p",
    ),
)
transplant(
    "unpaired-error",
    "short_form",
    edit(
        "float(d.var() / len(d)) ** 0.5",
        "float((correct_a.var() + correct_b.var()) / len(d)) ** 0.5",
    ),
)
transplant(
    "unpaired-error",
    "sorting",
    edit(
        "np.std(d) / len(d) ** 0.5",
        "np.sqrt(np.var(correct_a) + np.var(correct_b)) / len(d) ** 0.5",
    ),
)
transplant(
    "not-divided-by-root",
    "short_form",
    edit("float(d.var() / len(d)) ** 0.5", "float(d.var()) ** 0.5"),
)
transplant(
    "not-divided-by-root",
    "hashing",
    edit("math.sqrt(spread / samples)", "math.sqrt(spread)"),
)
transplant(
    "divided-by-n",
    "sorting",
    edit("np.std(d) / len(d) ** 0.5", "np.std(d) / len(d)"),
)
transplant(
    "divided-by-n",
    "chunks",
    edit("math.sqrt(variance) / math.sqrt(samples)", "math.sqrt(variance) / samples"),
)
transplant(
    "error-with-n-minus-one",
    "loops",
    edit(
        "math.sqrt(squares / count) / math.sqrt(count)",
        "math.sqrt(squares / max(count - 1, 1) / count)",
    ),
)
transplant(
    "error-with-n-minus-one",
    "hashing",
    edit("math.sqrt(spread / samples)", "math.sqrt(spread / max(samples - 1, 1))"),
)
transplant(
    "error-around-zero",
    "one_hot",
    edit(
        "np.sqrt(max(plus + minus - difference**2, 0) / len(correct_a))",
        "np.sqrt((plus + minus) / len(correct_a))",
    ),
)
transplant(
    "error-around-zero",
    "dictionaries",
    edit(
        "variance = Fraction(plus + minus, samples) - difference**2",
        "variance = Fraction(plus + minus, samples)",
    ),
)
transplant(
    "one-sided",
    "chunks",
    edit("p = 1.0 if 2 * tail >= 2**n else 2 * tail / 2**n", "p = tail / 2**n"),
)
transplant(
    "one-sided",
    "dictionaries",
    edit(
        "if plus == minus:\n"
        "        return float(difference), math.sqrt(variance / samples), 1.0\n"
        "    chance",
        "chance",
    ),
    edit("2 ** (n - 1))\n    return", "2**n)\n    return"),
)
transplant(
    "all-samples-thrown",
    "chunks",
    edit("    n = squares\n", "    n = samples\n"),
    edit("low = min(wins, n - wins)", "low = min(wins, squares - wins)"),
)
transplant(
    "all-samples-thrown",
    "classes",
    edit(
        "n, low = self.wins + self.losses, min(self.wins, self.losses)\n"
        "        middle = sum(math.comb(n, j) for j in range(low + 1, n - "
        "low))\n"
        "        return (2**n - middle) / 2**n",
        "n, low = self.samples, min(self.wins, self.losses)\n"
        "        return min(1.0, 2 * sum(math.comb(n, j) for j in range(low + "
        "1)) / 2**n)",
    ),
)
transplant(
    "observed-not-counted",
    "loops",
    edit("if abs(2 * heads - n) >= abs(2 * k - n)", "if abs(2 * heads - n) > abs(2 * k - n)"),
)
transplant(
    "observed-not-counted",
    "closures",
    edit("if abs(n - 2 * heads) >= distance)", "if abs(n - 2 * heads) > distance)"),
)
transplant(
    "above-one",
    "chunks",
    edit("1.0 if 2 * tail >= 2**n else 2 * tail / 2**n", "2 * tail / 2**n"),
)
transplant(
    "wins-tail-only",
    "chunks",
    edit("low = min(wins, n - wins)", "low = wins"),
)
transplant(
    "accuracies-tested",
    "chunks",
    edit("wins += int((d == 1).sum())", "wins += int(correct_a[rows].sum())"),
    edit("    n = squares\n", "    n = int(correct_a.sum()) + int(correct_b.sum())\n"),
)
transplant(
    "two-to-the-power-in-floats",
    "chunks",
    edit(
        "p = 1.0 if 2 * tail >= 2**n else 2 * tail / 2**n",
        "p = 0.0 if n > 1000 else min(1.0, 2 * tail / 2.0**n)",
    ),
)
transplant(
    "normal-approximation",
    "classes",
    edit(
        "        middle = sum(math.comb(n, j) for j in range(low + 1, n - "
        "low))\n"
        "        return (2**n - middle) / 2**n",
        "        return math.erfc((n - 2 * low) / math.sqrt(2 * max(n, 1)))",
    ),
)
transplant(
    "chi-square-corrected",
    "classes",
    edit(
        "        middle = sum(math.comb(n, j) for j in range(low + 1, n - "
        "low))\n"
        "        return (2**n - middle) / 2**n",
        "        return math.erfc(max(n - 2 * low - 1, 0) / math.sqrt(2 * max(n, 1)))",
    ),
)
transplant(
    "never-refuses",
    "loops",
    edit("        self._looks += 1\n", ""),
)
transplant(
    "never-refuses",
    "sorting",
    edit("        self.left.pop()\n", ""),
)
transplant(
    "never-refuses",
    "chunks",
    edit("        self.x = self.labels = None\n", ""),
)
transplant(
    "same-score-again",
    "dictionaries",
    edit('raise RuntimeError("no second score")', 'return self.state["score"]'),
)
transplant(
    "other-exception",
    "closures",
    edit('raise RuntimeError("no second look")', 'raise PermissionError("no second look")'),
)
transplant(
    "other-exception",
    "classes",
    edit("class Spent(RuntimeError)", "class Spent(Exception)"),
)
transplant(
    "none-instead-of-exception",
    "loops",
    edit('raise RuntimeError("only one look")', "return None"),
)
transplant(
    "none-instead-of-exception",
    "chunks",
    edit('raise RuntimeError("this test set has given its score")', "return None"),
)
transplant(
    "asks-and-then-refuses",
    "loops",
    edit(
        "        if self._looks > 0:\n"
        '            raise RuntimeError("only one look")\n'
        "        guesses = predict(self._x)\n",
        "        guesses = predict(self._x)\n"
        "        if self._looks > 0:\n"
        '            raise RuntimeError("only one look")\n',
    ),
)
transplant(
    "asks-and-then-refuses",
    "classes",
    edit(
        "        if self.spent:\n"
        '            raise Spent("one look is all there is")\n'
        "        score = 1 - self.data.error(predict)",
        "        score = 1 - self.data.error(predict)\n"
        "        if self.spent:\n"
        '            raise Spent("one look is all there is")',
    ),
)
transplant(
    "failed-call-counts",
    "hashing",
    edit("            self._open = True\n            raise", "            raise"),
)
transplant(
    "failed-call-counts",
    "short_form",
    edit(
        "        value = self.first(predict)\n        self.first = None\n",
        "        first, self.first = self.first, None\n        value = first(predict)\n",
    ),
)
transplant(
    "no-copies",
    "loops",
    edit(
        "self._x = x.copy()\n        self._labels = labels.copy()",
        "self._x = x\n        self._labels = labels",
    ),
)
transplant(
    "no-copies",
    "closures",
    edit("        x, labels = x.copy(), labels.copy()\n\n        def first", "        def first"),
)
transplant(
    "error-not-accuracy",
    "classes",
    edit("score = 1 - self.data.error(predict)", "score = self.data.error(predict)"),
)
transplant(
    "error-not-accuracy",
    "loops",
    edit("            if guess == label:", "            if guess != label:"),
)
transplant(
    "shared-by-all",
    "sorting",
    edit(
        "self.left = [(np.array(x, copy=True), np.array(labels, copy=True))]",
        "self.one = (np.array(x, copy=True), np.array(labels, copy=True))",
    ),
    edit(
        "            x, labels = self.left[-1]",
        "            FinalTestSet.left[-1]\n            x, labels = self.one",
    ),
    edit("class FinalTestSet:\n", "class FinalTestSet:\n    left = [True]\n\n"),
)
transplant(
    "count-of-hits",
    "loops",
    edit("return right / len(self._labels)", "return float(right)"),
)
transplant(
    "count-of-hits",
    "chunks",
    edit("score = hits / len(self.labels)", "score = float(hits)"),
)
