"""The same ideas in the words of correct variants: they must be named there, too."""

from autograder.rubric import edit, transplant

transplant("weights-transposed", "textbook_columns", edit("W.T @ X", "W @ X"))
transplant(
    "product-order-swapped",
    "lists_and_matrices",
    edit("np.asmatrix(x) * np.asmatrix(W)", "np.asmatrix(W) * np.asmatrix(x)"),
)
transplant("product-order-swapped", "tape", edit("x.dot(W)", "W.dot(x)"))
transplant("samples-as-columns", "textbook_columns", edit("return Z.T", "return Z"))
transplant("elementwise-product", "tape", edit("x.dot(W)", "x * W"))
transplant(
    "elementwise-product", "layer_objects", edit("np.matmul(x, self.W)", "np.multiply(x, self.W)")
)
transplant("bias-wrong-axis", "einsum", edit("b[None, :]", "b[:, None]"))
transplant("bias-wrong-axis", "textbook_columns", edit("b.reshape(-1, 1)", "b", of="dense_forward"))
transplant("bias-missing", "own_copies", edit("    out += b\n", ""))
transplant("bias-missing", "loops", edit(" + b[j]", ""))
transplant(
    "activated-pre-activations",
    "textbook_columns",
    edit("    return Z.T", "    return 1 / (1 + np.exp(-Z.T))"),
)
transplant(
    "activated-pre-activations",
    "lists_and_matrices",
    edit("return np.asarray(z)", "return squash(np.asarray(z))"),
)
transplant("activated-logits", "textbook_columns", edit("np.transpose(Z)", "np.transpose(A)"))
transplant(
    "activated-logits", "loops", edit("        if l != layers[-1]:\n            a =", "        a =")
)
transplant("activated-logits", "recursion", edit('z if f"W{l + 1}" not in parameters else 1', "1"))
transplant("two-layers-only", "textbook_columns", edit("L = len(parameters) // 2", "L = 2"))
transplant("two-layers-only", "layer_objects", edit("range(len(parameters) // 2)", "range(2)"))
transplant(
    "hidden-layers-not-squashed",
    "lists_and_matrices",
    edit("x = squash(dense_forward(x, W, b))", "x = dense_forward(x, W, b)"),
)
transplant(
    "hidden-layers-not-squashed",
    "layer_objects",
    edit("        if l:\n            layers.append(Sigmoid())\n", ""),
)
transplant(
    "hidden-layers-with-tanh",
    "einsum",
    edit("np.tanh(dense_forward(a, *wb) / 2) / 2 + 0.5", "np.tanh(dense_forward(a, *wb))"),
)
transplant(
    "hidden-layers-with-tanh", "textbook_columns", edit("1.0 / (1.0 + np.exp(-Z))", "np.tanh(Z)")
)
transplant("hidden-layers-with-relu", "loops", edit("1 / (1 + math.exp(-v))", "max(v, 0)"))
transplant("hidden-layers-with-relu", "tape", edit("1 / (1 + np.exp(-x))", "x * (x > 0)"))
transplant(
    "input-squashed",
    "lists_and_matrices",
    edit("    for W, b in hidden:", "    x = squash(x)\n    for W, b in hidden:"),
)
transplant(
    "input-squashed",
    "textbook_columns",
    edit("A = np.transpose(x)", "A = 1 / (1 + np.exp(-np.transpose(x)))"),
)
transplant(
    "output-layer-missing", "lists_and_matrices", edit("return dense_forward(x, *last)", "return x")
)
transplant(
    "output-layer-missing",
    "textbook_columns",
    edit("range(1, L + 1)", "range(1, L)"),
    edit("np.transpose(Z)", "np.transpose(A)"),
)
transplant(
    "probabilities-for-logits",
    "lists_and_matrices",
    edit(
        "return dense_forward(x, *last)",
        "return np.array([softmax(row) for row in dense_forward(x, *last)])",
    ),
)
transplant(
    "probabilities-for-logits",
    "einsum",
    edit("return dense_forward(a, *last)", "return np.exp(log_softmax(dense_forward(a, *last)))"),
)
transplant(
    "first-layer-repeated", "textbook_columns", edit('"W%d" % l', '"W1"'), edit('"b%d" % l', '"b1"')
)
transplant(
    "input-fed-to-every-layer", "textbook_columns", edit("W.dot(A)", "W.dot(np.transpose(x))")
)
transplant(
    "input-fed-to-every-layer",
    "lists_and_matrices",
    edit(
        "        x = squash(dense_forward(x, W, b))", "        a = squash(dense_forward(x, W, b))"
    ),
)
transplant("layers-in-alphabetical-order", "tape", edit(", key=lambda k: int(k[1:])", ""))
transplant(
    "layers-in-alphabetical-order", "loops", edit("sorted(int(k[1:]) for k", "sorted(k[1:] for k")
)
transplant(
    "layers-in-order-of-the-dict",
    "einsum",
    edit("n = len(parameters) // 2", "values = list(parameters.values())"),
    edit(
        '[(parameters[f"W{i + 1}"], parameters[f"b{i + 1}"]) for i in range(n)]',
        "list(zip(values[::2], values[1::2]))",
    ),
)
transplant(
    "layers-in-order-of-the-dict",
    "tape",
    edit(
        'sorted((k for k in parameters if k[0] == "W"), key=lambda k: int(k[1:]))',
        '[k for k in parameters if k[0] == "W"]',
    ),
)
transplant("one-hot-transposed", "textbook_columns", edit("return Y.T", "return Y"))
transplant(
    "one-hot-transposed", "einsum", edit("np.eye(classes)[labels]", "np.eye(classes)[:, labels]")
)
transplant(
    "off-by-one-labels",
    "own_copies",
    edit("labels[:, None], 1, axis", "labels[:, None] - 1, 1, axis"),
)
transplant("off-by-one-labels", "lists_and_matrices", edit("row[y] = 1.0", "row[y - 1] = 1.0"))
transplant(
    "one-hot-columns", "textbook_columns", edit("Y[labels, np.arange(labels.size)]", "Y[labels, :]")
)
transplant("classes-from-labels", "einsum", edit("np.eye(classes)", "np.eye(max(labels) + 1)"))
transplant(
    "label-for-one", "textbook_columns", edit("= 1\n    return Y.T", "= labels\n    return Y.T")
)
transplant("label-for-one", "lists_and_matrices", edit("row[y] = 1.0", "row[y] = float(y)"))
transplant("one-hot-integers", "loops", edit("1.0 if c == y else 0.0", "1 if c == y else 0"))
transplant(
    "one-hot-integers",
    "textbook_columns",
    edit("np.zeros((classes, labels.size))", "np.zeros((classes, labels.size), int)"),
)
transplant(
    "one-hot-booleans",
    "augmented",
    edit(
        "(labels.reshape(-1, 1) == np.arange(classes)).astype(float)",
        "labels.reshape(-1, 1) == np.arange(classes)",
    ),
)
transplant("one-hot-booleans", "loops", edit("1.0 if c == y else 0.0", "c == y"))
transplant("sum-not-mean", "loops", edit("return total / prediction.size", "return total"))
transplant("sum-not-mean", "einsum", edit("np.dot(d, d) / d.size", "np.dot(d, d)"))
transplant(
    "factor-of-two",
    "textbook_columns",
    edit(
        "np.linalg.norm(prediction - target) ** 2 / prediction.size",
        "np.linalg.norm(prediction - target) ** 2 / (2 * prediction.size)",
    ),
)
transplant(
    "factor-of-two",
    "augmented",
    edit(
        "np.average(np.square(prediction - target))",
        "np.average(np.square(prediction - target)) / 2",
    ),
)
transplant(
    "broadcast-targets",
    "augmented",
    edit(
        "np.average(np.square(prediction - target))",
        "np.average(np.square(prediction.ravel()[:, None] - target.ravel()))",
    ),
)
transplant(
    "mean-over-samples-only",
    "loops",
    edit("return total / prediction.size", "return total / len(prediction)"),
)
transplant(
    "mean-over-samples-only",
    "textbook_columns",
    edit("** 2 / prediction.size", "** 2 / prediction.shape[0]"),
)
transplant(
    "mean-over-one-axis",
    "augmented",
    edit(
        "np.average(np.square(prediction - target))",
        "np.average(np.square(prediction - target), axis=0)",
    ),
)
transplant(
    "mean-over-one-axis",
    "layer_objects",
    edit("(self.difference ** 2).mean()", "(self.difference ** 2).mean(axis=0)"),
)
transplant(
    "squares-not-averaged",
    "augmented",
    edit("np.average(np.square(prediction - target))", "np.square(prediction - target)"),
)
transplant(
    "squares-not-averaged",
    "layer_objects",
    edit("(self.difference ** 2).mean()", "self.difference ** 2"),
)
transplant(
    "mean-before-square",
    "augmented",
    edit(
        "np.average(np.square(prediction - target))", "np.square(np.average(prediction - target))"
    ),
)
transplant(
    "mean-before-square",
    "layer_objects",
    edit("(self.difference ** 2).mean()", "self.difference.mean() ** 2"),
)
transplant("difference-of-squares", "lists_and_matrices", edit("(p - t) ** 2", "p ** 2 - t ** 2"))
transplant(
    "difference-of-squares",
    "augmented",
    edit("np.square(prediction - target)", "np.square(prediction) - np.square(target)"),
)
transplant("mean-absolute-error", "loops", edit("total += (p - t) ** 2", "total += abs(p - t)"))
transplant("mean-absolute-error", "lists_and_matrices", edit("(p - t) ** 2", "abs(p - t)"))
transplant(
    "root-mean-square",
    "textbook_columns",
    edit(
        "np.linalg.norm(prediction - target) ** 2 / prediction.size",
        "np.linalg.norm(prediction - target) / np.sqrt(prediction.size)",
    ),
)
transplant(
    "root-mean-square",
    "loops",
    edit("return total / prediction.size", "return math.sqrt(total / prediction.size)"),
)
transplant("gradient-factor-of-two", "textbook_columns", edit("1 / m * 2 *", "1 / m *"))
transplant("gradient-factor-of-two", "own_copies", edit("    d += d\n", ""))
transplant("gradient-of-the-sum", "own_copies", edit("    d /= d.size\n", ""))
transplant("gradient-of-the-sum", "textbook_columns", edit("1 / m * 2 *", "2 *"))
transplant("mean-over-rows-only", "einsum", edit("g *= 2 / g.size", "g *= 2 / len(g)"))
transplant(
    "mean-over-rows-only",
    "lists_and_matrices",
    edit("2 * (p - t) / prediction.size", "2 * (p - t) / len(prediction)"),
)
transplant(
    "mean-over-rows-only",
    "textbook_columns",
    edit("m = prediction.size", "m = prediction.shape[0]"),
)
transplant("rows-only-and-factor-missing", "einsum", edit("g *= 2 / g.size", "g /= len(g)"))
transplant(
    "rows-only-and-factor-missing",
    "textbook_columns",
    edit("m = prediction.size", "m = prediction.shape[0]"),
    edit("1 / m * 2 *", "1 / m *"),
)
transplant("difference-alone", "einsum", edit("    g *= 2 / g.size\n", ""))
transplant(
    "difference-alone",
    "textbook_columns",
    edit("1 / m * 2 * (prediction - target)", "prediction - target"),
)
transplant("gradient-negated", "loops", edit("2 * (p - t)", "2 * (t - p)"))
transplant(
    "gradient-negated",
    "textbook_columns",
    edit("1 / m * 2 * (prediction - target)", "1 / m * 2 * (target - prediction)"),
)
transplant(
    "gradient-averaged-away",
    "augmented",
    edit(
        "(prediction - target) * (2 / prediction.size)",
        "np.average(2 * (prediction - target), axis=0)",
    ),
)
transplant(
    "gradient-is-one-number",
    "augmented",
    edit("(prediction - target) * (2 / prediction.size)", "2 * np.average(prediction - target)"),
)
transplant(
    "gradient-of-absolute-error",
    "textbook_columns",
    edit("1 / m * 2 * (prediction - target)", "1 / m * np.sign(prediction - target)"),
)
transplant("prediction-overwritten", "einsum", edit("g = prediction.copy()", "g = prediction"))
transplant(
    "prediction-overwritten",
    "own_copies",
    edit("d = np.array(prediction)", "d = prediction", of="mse_gradient"),
)
transplant("cross-entropy-summed", "loops", edit("return total / len(labels)", "return total"))
transplant("cross-entropy-summed", "textbook_columns", edit("-1 / m * np.sum(", "-np.sum("))
transplant(
    "cross-entropy-summed",
    "einsum",
    edit("labels[:, None], 1).mean()", "labels[:, None], 1).sum()"),
)
transplant("mean-over-everything", "textbook_columns", edit("-1 / m * np.sum(", "-np.mean("))
transplant(
    "mean-over-everything",
    "own_copies",
    edit("return total / len(labels)", "return total / logits.size"),
)
transplant(
    "divided-twice",
    "einsum",
    edit("labels[:, None], 1).mean()", "labels[:, None], 1).mean() / len(labels)"),
)
transplant("divided-twice", "textbook_columns", edit("-1 / m * np.sum(", "-1 / m / m * np.sum("))
transplant(
    "not-averaged",
    "augmented",
    edit(
        "np.mean(top + np.log(np.exp(margins - top[:, None]).sum(axis=1)))",
        "top + np.log(np.exp(margins - top[:, None]).sum(axis=1))",
    ),
)
transplant(
    "not-averaged",
    "layer_objects",
    edit(
        "(np.log(self.total[:, 0]) - self.shifted[self.rows]).mean()",
        "np.log(self.total[:, 0]) - self.shifted[self.rows]",
    ),
)
transplant(
    "log-of-zero",
    "lists_and_matrices",
    edit(
        "        m = max(row)\n"
        "        losses.append(m - row[y] + math.log(math.fsum(math.exp(v - m) for v in "
        "row)))",
        "        losses.append(-np.log(softmax(row)[y]))",
    ),
)
transplant(
    "log-of-zero",
    "layer_objects",
    edit(
        "(np.log(self.total[:, 0]) - self.shifted[self.rows]).mean()",
        "-np.log((np.exp(self.shifted) / self.total)[self.rows]).mean()",
    ),
)
transplant(
    "log-with-epsilon",
    "lists_and_matrices",
    edit(
        "        m = max(row)\n"
        "        losses.append(m - row[y] + math.log(math.fsum(math.exp(v - m) for v in "
        "row)))",
        "        losses.append(-np.log(softmax(row)[y] + 1e-8))",
    ),
)
transplant(
    "clipped-probabilities",
    "lists_and_matrices",
    edit(
        "        m = max(row)\n"
        "        losses.append(m - row[y] + math.log(math.fsum(math.exp(v - m) for v in "
        "row)))",
        "        losses.append(-np.log(max(softmax(row)[y], 1e-12)))",
    ),
)
transplant(
    "softmax-no-shift",
    "layer_objects",
    edit("logits - logits.max(axis=1, keepdims=True)", "logits"),
)
transplant("softmax-global-max", "einsum", edit("np.max(logits, 1)[:, None]", "np.max(logits)"))
transplant(
    "softmax-wrong-axis",
    "textbook_columns",
    edit("np.max(Z, axis=0)", "np.max(Z, axis=1, keepdims=True)"),
    edit("np.sum(np.exp(Z), axis=0)", "np.sum(np.exp(Z), axis=1, keepdims=True)"),
)
transplant(
    "softmax-maximum-lost-an-axis",
    "einsum",
    edit("np.max(logits, 1)[:, None]", "np.max(logits, 1)"),
)
transplant("missing-minus", "textbook_columns", edit("-1 / m * np.sum(", "1 / m * np.sum("))
transplant("missing-minus", "own_copies", edit("total -= s", "total += s"))
transplant(
    "logarithm-missing",
    "textbook_columns",
    edit("Y * log_probabilities(logits)", "Y * np.exp(log_probabilities(logits))"),
)
transplant(
    "logarithm-missing",
    "lists_and_matrices",
    edit(
        "        m = max(row)\n"
        "        losses.append(m - row[y] + math.log(math.fsum(math.exp(v - m) for v in "
        "row)))",
        "        losses.append(-softmax(row)[y])",
    ),
)
transplant(
    "logarithm-to-base-ten",
    "lists_and_matrices",
    edit(
        "        m = max(row)\n"
        "        losses.append(m - row[y] + math.log(math.fsum(math.exp(v - m) for v in "
        "row)))",
        "        losses.append(-np.log10(softmax(row)[y]))",
    ),
)
transplant(
    "logarithm-to-base-ten",
    "layer_objects",
    edit(
        "(np.log(self.total[:, 0]) - self.shifted[self.rows]).mean()",
        "-np.log10((np.exp(self.shifted) / self.total)[self.rows]).mean()",
    ),
)
transplant(
    "logarithm-to-base-two",
    "lists_and_matrices",
    edit(
        "        m = max(row)\n"
        "        losses.append(m - row[y] + math.log(math.fsum(math.exp(v - m) for v in "
        "row)))",
        "        losses.append(-np.log2(softmax(row)[y]))",
    ),
)
transplant(
    "logarithm-to-base-two",
    "layer_objects",
    edit(
        "(np.log(self.total[:, 0]) - self.shifted[self.rows]).mean()",
        "-np.log2((np.exp(self.shifted) / self.total)[self.rows]).mean()",
    ),
)
transplant(
    "softmax-applied-twice",
    "einsum",
    edit("log_softmax(logits), labels", "log_softmax(np.exp(log_softmax(logits))), labels"),
)
transplant(
    "softmax-applied-twice",
    "lists_and_matrices",
    edit("        m = max(row)", "        row = softmax(row)\n        m = max(row)"),
)
transplant(
    "logits-as-probabilities",
    "own_copies",
    edit(
        "total -= s[n, labels[n]] - np.log(np.exp(s[n]).sum())",
        "total -= np.log(logits[n, labels[n]])",
    ),
)
transplant(
    "label-column-indexing",
    "einsum",
    edit(
        "np.take_along_axis(log_softmax(logits), labels[:, None], 1).mean()",
        "log_softmax(logits)[:, labels].mean()",
    ),
)
transplant(
    "label-column-indexing",
    "layer_objects",
    edit("self.shifted[self.rows]).mean()", "self.shifted[:, self.rows[1]]).mean()"),
)
transplant("off-by-one-loss", "loops", edit("- row[y]\n", "- row[y - 1]\n"))
transplant("off-by-one-loss", "own_copies", edit("s[n, labels[n]]", "s[n, labels[n] - 1]"))
transplant(
    "predicted-class-not-true",
    "einsum",
    edit(
        "np.take_along_axis(log_softmax(logits), labels[:, None], 1).mean()",
        "log_softmax(logits).max(1).mean()",
    ),
)
transplant("predicted-class-not-true", "loops", edit("- row[y]\n", "- top\n"))
transplant(
    "every-class-counted",
    "textbook_columns",
    edit("np.sum(Y * log_probabilities(logits))", "np.sum(log_probabilities(logits))"),
)
transplant(
    "every-class-counted",
    "own_copies",
    edit(
        "total -= s[n, labels[n]] - np.log(np.exp(s[n]).sum())",
        "total -= (s[n] - np.log(np.exp(s[n]).sum())).sum()",
    ),
)
transplant(
    "binary-over-classes",
    "textbook_columns",
    edit(
        "    return -1 / m * np.sum(Y * log_probabilities(logits))",
        "    A = np.exp(log_probabilities(logits))\n"
        "    return -1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
    ),
)
transplant(
    "binary-cross-entropy",
    "einsum",
    edit(
        "return -np.take_along_axis(log_softmax(logits), labels[:, None], 1).mean()",
        "p = np.exp(log_softmax(logits))[:, 1]\n"
        "    return -np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p))",
    ),
)
transplant(
    "half-cross-entropy",
    "einsum",
    edit(
        "return -np.take_along_axis(log_softmax(logits), labels[:, None], 1).mean()",
        "return -np.mean(labels * log_softmax(logits)[:, 1])",
    ),
)
transplant(
    "logits-overwritten",
    "layer_objects",
    edit(
        "self.shifted = logits - logits.max(axis=1, keepdims=True)",
        "logits -= logits.max(axis=1, keepdims=True)\n        self.shifted = logits",
    ),
)
transplant("logits-overwritten", "own_copies", edit("out = logits.copy()", "out = logits"))
transplant("batch-mean-forgotten", "einsum", edit("return g / len(labels)", "return g"))
transplant("batch-mean-forgotten", "own_copies", edit("    s /= len(s)\n", ""))
transplant(
    "batch-mean-forgotten",
    "loops",
    edit("(v / sum(e) - (c == y)) / len(labels) for", "v / sum(e) - (c == y) for"),
)
transplant("one-hot-not-subtracted", "einsum", edit("    g[range(len(labels)), labels] -= 1\n", ""))
transplant("one-hot-not-subtracted", "loops", edit(" - (c == y)", ""))
transplant("label-ids-subtracted", "loops", edit(" - (c == y)", " - y"))
transplant("label-ids-subtracted", "textbook_columns", edit("(A - Y)", "(A - labels)"))
transplant(
    "mean-over-everything-gradient", "einsum", edit("return g / len(labels)", "return g / g.size")
)
transplant(
    "mean-over-everything-gradient",
    "augmented",
    edit(".astype(p.dtype)) / N", ".astype(p.dtype)) / (N * C)"),
)
transplant(
    "divided-by-classes", "augmented", edit(".astype(p.dtype)) / N", ".astype(p.dtype)) / C")
)
transplant(
    "divided-by-classes", "loops", edit("- (c == y)) / len(labels)", "- (c == y)) / len(row)")
)
transplant("cross-entropy-gradient-negated", "textbook_columns", edit("(A - Y)", "(Y - A)"))
transplant(
    "cross-entropy-gradient-negated",
    "augmented",
    edit("(p - one_hot(labels, C).astype(p.dtype))", "(one_hot(labels, C).astype(p.dtype) - p)"),
)
transplant("gradient-of-probabilities", "textbook_columns", edit("(A - Y)", "(-Y / A)"))
transplant("true-class-only", "textbook_columns", edit("(A - Y)", "(A - Y) * Y"))
transplant(
    "true-class-only",
    "loops",
    edit(
        "(v / sum(e) - (c == y)) / len(labels) for",
        "(v / sum(e) - 1) / len(labels) if c == y else 0 for",
    ),
)
transplant(
    "label-columns-subtracted", "einsum", edit("g[range(len(labels)), labels]", "g[:, labels]")
)
transplant(
    "off-by-one-gradient",
    "einsum",
    edit("g[range(len(labels)), labels]", "g[range(len(labels)), labels - 1]"),
)
transplant(
    "gradient-softmax-applied-twice",
    "lists_and_matrices",
    edit("softmax(row) for row in logits", "softmax(softmax(row)) for row in logits"),
)
transplant(
    "gradient-softmax-applied-twice",
    "einsum",
    edit("np.exp(log_softmax(logits))", "np.exp(log_softmax(np.exp(log_softmax(logits))))"),
)
transplant(
    "gradient-without-softmax",
    "textbook_columns",
    edit("A = np.exp(log_probabilities(logits))", "A = logits.T"),
)
transplant(
    "gradient-without-softmax",
    "einsum",
    edit("g = np.exp(log_softmax(logits))", "g = logits.copy()"),
)
transplant(
    "gradient-with-sigmoid",
    "textbook_columns",
    edit("A = np.exp(log_probabilities(logits))", "A = 1 / (1 + np.exp(-logits.T))"),
)
transplant(
    "gradient-with-sigmoid",
    "layer_objects",
    edit("np.exp(self.shifted) / self.total\n", "Sigmoid()(self.logits)\n"),
    edit("        self.rows = ", "        self.logits = logits\n        self.rows = "),
)
transplant(
    "gradient-global-max",
    "lists_and_matrices",
    edit(
        "[softmax(row) for row in logits.tolist()]",
        "(np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum(1, "
        "keepdims=True)).tolist()",
    ),
)
transplant(
    "gradient-wrong-axis",
    "lists_and_matrices",
    edit(
        "[softmax(row) for row in logits.tolist()]",
        "np.transpose([softmax(row) for row in logits.T.tolist()])",
    ),
)
transplant("gradient-sum-lost-an-axis", "tape", edit("e / s[:, None]", "e / s"))
transplant(
    "gradient-sum-lost-an-axis",
    "layer_objects",
    edit("np.exp(self.shifted) / self.total", "np.exp(self.shifted) / self.total[:, 0]"),
)
transplant(
    "gradient-maximum-lost-an-axis",
    "layer_objects",
    edit("np.exp(self.shifted) / self.total", "np.exp(self.logits - self.logits.max(axis=1))"),
    edit(
        "        grad[self.rows]",
        "        grad /= grad.sum(axis=1, keepdims=True)\n        grad[self.rows]",
    ),
    edit("        self.rows = ", "        self.logits = logits\n        self.rows = "),
)
transplant(
    "gradient-overwrites-logits",
    "lists_and_matrices",
    edit(
        "    rows = [softmax",
        "    logits -= logits.max(axis=1, keepdims=True)\n    rows = [softmax",
    ),
)
transplant(
    "gradient-overwrites-logits",
    "augmented",
    edit(
        "    N, C = logits.shape",
        "    N, C = logits.shape\n    logits -= logits.max(axis=1, keepdims=True)",
    ),
)
