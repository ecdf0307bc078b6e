"""The same ideas in the words of correct variants: they must be named there, too."""

from autograder.rubric import edit, transplant

transplant(
    "activated-logits",
    "textbook_columns",
    edit("A[l] = sigmoid(Z[l]) if l < L else Z[l]", "A[l] = sigmoid(Z[l])"),
)
transplant("activated-logits", "own_cache", edit("return cache.z[depth], cache", "return a, cache"))
transplant(
    "probabilities-for-logits",
    "textbook_columns",
    edit("return A[L].T, ", "return softmax_columns(A[L]).T, "),
)
transplant(
    "probabilities-for-logits",
    "matrix",
    edit(
        "return np.asarray(steps[-1][1]), steps", "return np.asarray(softmax(steps[-1][1])), steps"
    ),
)
transplant("hidden-layers-not-squashed", "matrix", edit("A = 1 / (1 + np.exp(-Z))", "A = Z"))
transplant(
    "hidden-layers-not-squashed",
    "loops",
    edit("a = [sigma(v) for v in z] if l < L else z", "a = z"),
)
transplant("hidden-layers-with-tanh", "matrix", edit("A = 1 / (1 + np.exp(-Z))", "A = np.tanh(Z)"))
transplant(
    "hidden-layers-with-tanh", "recursion", edit("sigmoid(z), layer + 1", "np.tanh(z), layer + 1")
)
transplant(
    "hidden-layers-with-relu", "matrix", edit("A = 1 / (1 + np.exp(-Z))", "A = np.maximum(Z, 0)")
)
transplant(
    "hidden-layers-with-relu",
    "own_cache",
    edit("a = squash(cache.z[l])", "a = np.maximum(0, cache.z[l])"),
)
transplant("input-squashed", "textbook_columns", edit("A = {0: x.T}", "A = {0: sigmoid(x.T)}"))
transplant("input-squashed", "own_cache", edit("    a = x\n", "    a = squash(x)\n"))
transplant("bias-missing", "loops", edit("float(b[j]) + ", ""))
transplant("bias-missing", "matrix", edit(' + np.asmatrix(parameters[f"b{l}"])', ""))
transplant(
    "output-layer-missing",
    "own_cache",
    edit("return cache.z[depth], cache", "return cache.inputs[depth], cache"),
)
transplant(
    "output-layer-missing",
    "matrix",
    edit("return np.asarray(steps[-1][1]), steps", "return np.asarray(steps[-1][0]), steps"),
)
transplant(
    "two-layers-only", "own_cache", edit("depth = max(int(k[1:]) for k in parameters)", "depth = 2")
)
transplant("two-layers-only", "matrix", edit("range(1, len(parameters) // 2 + 1)", "range(1, 3)"))
transplant(
    "sum-not-mean",
    "textbook_columns",
    edit("return -np.sum(Y * log_A) / m", "return -np.sum(Y * log_A)"),
)
transplant("sum-not-mean", "loops", edit("return total / len(labels)", "return total"))
transplant(
    "mean-over-everything",
    "textbook_columns",
    edit("return -np.sum(Y * log_A) / m", "return -np.mean(Y * log_A)"),
)
transplant(
    "mean-over-everything",
    "layer_objects",
    edit(
        "(np.log(self.total) - picked).mean()",
        "(np.log(self.total) - picked).sum() / self.shifted.size",
    ),
)
transplant(
    "divided-twice",
    "own_cache",
    edit("return total / len(labels)", "return total / len(labels) / len(labels)"),
)
transplant(
    "divided-twice",
    "pullbacks",
    edit("-log_p[here].mean(), pull", "-log_p[here].mean() / len(labels), pull"),
)
transplant(
    "missing-minus",
    "textbook_columns",
    edit("return -np.sum(Y * log_A) / m", "return np.sum(Y * log_A) / m"),
)
transplant("missing-minus", "forgetful", edit("return -sum(row", "return sum(row"))
transplant(
    "log-of-zero",
    "matrix",
    edit("np.mean([totals[n, 0] - L[n, y] for", "-np.mean([np.log(softmax(L)[n, y]) for"),
)
transplant(
    "log-with-epsilon",
    "textbook_columns",
    edit("Z - np.log(np.sum(np.exp(Z), axis=0))", "np.log(softmax_columns(Z) + 1e-8)"),
)
transplant(
    "softmax-applied-twice",
    "textbook_columns",
    edit("Z = logits.T - logits.T.max(axis=0)", "Z = softmax_columns(logits.T)"),
)
transplant(
    "softmax-applied-twice",
    "matrix",
    edit(
        "L = np.asmatrix(forward(parameters, x)[0])",
        "L = softmax(np.asmatrix(forward(parameters, x)[0]))",
    ),
)
transplant(
    "label-column-indexing", "recursion", edit("np.choose(labels, logits.T)", "logits[:, labels]")
)
transplant("off-by-one-labels", "loops", edit("- row[y]", "- row[y - 1]"))
transplant("off-by-one-labels", "own_cache", edit("- row[y]", "- row[y - 1]"))
transplant("every-class-counted", "textbook_columns", edit("-np.sum(Y * log_A)", "-np.sum(log_A)"))
transplant("every-class-counted", "forgetful", edit("row[y] for", "row.sum() for"))
transplant(
    "logarithm-to-base-ten",
    "textbook_columns",
    edit("Z - np.log(np.sum(np.exp(Z), axis=0))", "np.log10(softmax_columns(Z))"),
)
transplant(
    "logarithm-to-base-ten",
    "matrix",
    edit("np.mean([totals[n, 0] - L[n, y] for", "-np.mean([np.log10(softmax(L)[n, y]) for"),
)
transplant(
    "logarithm-to-base-two",
    "textbook_columns",
    edit("Z - np.log(np.sum(np.exp(Z), axis=0))", "np.log2(softmax_columns(Z))"),
)
transplant(
    "logarithm-to-base-two",
    "matrix",
    edit("np.mean([totals[n, 0] - L[n, y] for", "-np.mean([np.log2(softmax(L)[n, y]) for"),
)
transplant(
    "batch-mean-forgotten",
    "textbook_columns",
    edit("((softmax_columns(logits.T) - Y) / m)", "(softmax_columns(logits.T) - Y)"),
)
transplant("batch-mean-forgotten", "forgetful", edit("    delta /= delta.shape[0]\n", ""))
transplant("batch-mean-forgotten", "loops", edit("else 0)) / N", "else 0))"))
transplant("one-hot-not-subtracted", "forgetful", edit("    delta[mask] -= 1\n", ""))
transplant("one-hot-not-subtracted", "loops", edit(" - (1 if c == labels[n] else 0)", ""))
transplant(
    "label-ids-subtracted",
    "textbook_columns",
    edit("softmax_columns(logits.T) - Y", "softmax_columns(logits.T) - labels"),
)
transplant("label-ids-subtracted", "loops", edit("(1 if c == labels[n] else 0)", "labels[n]"))
transplant("error-divided-by-everything", "matrix", edit("D / len(labels)", "D / D.size"))
transplant("error-divided-by-everything", "loops", edit("else 0)) / N", "else 0)) / (N * C)"))
transplant("error-divided-by-classes", "loops", edit("else 0)) / N", "else 0)) / C"))
transplant("error-divided-by-classes", "own_cache", edit("/ logits.shape[0]", "/ logits.shape[1]"))
transplant(
    "error-negated",
    "textbook_columns",
    edit("softmax_columns(logits.T) - Y", "Y - softmax_columns(logits.T)"),
)
transplant(
    "error-negated", "matrix", edit("np.asarray(D / len(labels))", "np.asarray(-D / len(labels))")
)
transplant("error-doubled", "own_cache", edit("return (e / e.sum", "return 2 * (e / e.sum"))
transplant(
    "error-doubled",
    "matrix",
    edit("np.asarray(D / len(labels))", "np.asarray(2 * D / len(labels))"),
)
transplant(
    "slope-at-the-output",
    "textbook_columns",
    edit(
        "(softmax_columns(logits.T) - Y) / m",
        "(softmax_columns(logits.T) - Y) * sigmoid_prime(logits.T) / m",
    ),
)
transplant(
    "slope-at-the-output",
    "own_cache",
    edit("/ logits.shape[0]", "* squash(logits) * squash(-logits) / logits.shape[0]"),
)
transplant(
    "sigmoid-for-softmax", "own_cache", edit("(e / e.sum(1, keepdims=True)", "(squash(logits)")
)
transplant(
    "sigmoid-for-softmax",
    "textbook_columns",
    edit("softmax_columns(logits.T)", "sigmoid(logits.T)"),
)
transplant(
    "error-without-softmax", "textbook_columns", edit("softmax_columns(logits.T)", "logits.T")
)
transplant(
    "error-without-softmax",
    "matrix",
    edit("D = softmax(np.asmatrix(logits))", "D = np.asmatrix(logits.copy())"),
)
transplant(
    "error-softmax-applied-twice",
    "textbook_columns",
    edit("softmax_columns(logits.T)", "softmax_columns(softmax_columns(logits.T))"),
)
transplant(
    "error-softmax-applied-twice",
    "matrix",
    edit("D = softmax(np.asmatrix(logits))", "D = softmax(softmax(np.asmatrix(logits)))"),
)
transplant(
    "true-class-only",
    "loops",
    edit(
        "            delta[n, c] = (",
        "            if c == labels[n]:\n                delta[n, c] = (",
    ),
)
transplant(
    "true-class-only",
    "textbook_columns",
    edit("(softmax_columns(logits.T) - Y) / m", "Y * (softmax_columns(logits.T) - Y) / m"),
)
transplant(
    "label-columns-subtracted",
    "forgetful",
    edit("mask[np.arange(len(labels)), labels]", "mask[:, labels]"),
)
transplant(
    "label-columns-subtracted",
    "textbook_columns",
    edit("Y[labels, np.arange(m)] = 1", "Y[labels, :] = 1", of="output_error"),
)
transplant(
    "off-by-one-error",
    "forgetful",
    edit("mask[np.arange(len(labels)), labels]", "mask[np.arange(len(labels)), labels - 1]"),
)
transplant(
    "error-no-shift",
    "own_cache",
    edit("np.exp(logits - logits.max(1, keepdims=True))", "np.exp(logits)"),
)
transplant("error-no-shift", "textbook_columns", edit("Z - Z.max(axis=0)", "Z"))
transplant("error-global-max", "own_cache", edit("logits.max(1, keepdims=True)", "logits.max()"))
transplant("error-global-max", "textbook_columns", edit("Z.max(axis=0)", "Z.max()"))
transplant(
    "error-wrong-axis",
    "own_cache",
    edit("logits.max(1, keepdims=True)", "logits.max(0, keepdims=True)"),
    edit("e.sum(1, keepdims=True)", "e.sum(0, keepdims=True)"),
)
transplant(
    "error-wrong-axis",
    "textbook_columns",
    edit("softmax_columns(logits.T)", "softmax_columns(logits).T"),
)
transplant("error-sum-lost-an-axis", "own_cache", edit("e.sum(1, keepdims=True)", "e.sum(1)"))
transplant(
    "error-maximum-lost-an-axis", "own_cache", edit("logits.max(1, keepdims=True)", "logits.max(1)")
)
transplant(
    "logits-overwritten",
    "own_cache",
    edit(
        "e = np.exp(logits - logits.max(1, keepdims=True))",
        "logits -= logits.max(1, keepdims=True)\n    e = np.exp(logits)",
    ),
)
transplant("logits-overwritten", "forgetful", edit("out = logits.copy()", "out = logits"))
transplant(
    "activation-slope-missing", "matrix", edit("np.multiply(back, e / np.square(1 + e))", "back")
)
transplant("activation-slope-missing", "own_cache", edit(" * squash(z) * squash(-z)", ""))
transplant("activation-slope-missing", "loops", edit("blame * s * (1 - s)", "blame"))
transplant(
    "propagates-untransposed", "matrix", edit("np.asmatrix(W_next).T", "np.asmatrix(W_next)")
)
transplant(
    "slope-of-activation-value",
    "own_cache",
    edit("squash(z) * squash(-z)", "squash(squash(z)) * squash(-squash(z))"),
)
transplant(
    "slope-of-activation-value",
    "textbook_columns",
    edit("sigmoid_prime(z.T)", "sigmoid_prime(sigmoid(z.T))"),
)
transplant("pre-activation-for-activation", "recursion", edit("s = sigmoid(z)", "s = z"))
transplant("pre-activation-for-activation", "loops", edit("s = sigma(z[n][i])", "s = z[n][i]"))
transplant("upstream-ignored", "loops", edit("W_next[i][j] * delta_next[n][j]", "W_next[i][j]"))
transplant("activation-for-slope", "recursion", edit("(s - s * s)", "s"))
transplant("activation-for-slope", "loops", edit("blame * s * (1 - s)", "blame * s"))
transplant(
    "slope-of-tanh",
    "loops",
    edit("s = sigma(z[n][i])", "s = math.tanh(z[n][i])"),
    edit("s * (1 - s)", "(1 - s * s)"),
)
transplant("slope-of-tanh", "matrix", edit("e / np.square(1 + e)", "1 - np.square(np.tanh(z))"))
transplant("slope-of-relu", "recursion", edit("(s - s * s)", "(z > 0)"))
transplant("slope-of-relu", "matrix", edit("e / np.square(1 + e)", "z > 0"))
transplant("slope-brackets-missing", "loops", edit("blame * s * (1 - s)", "blame * s * 1 - s"))
transplant(
    "slope-brackets-missing",
    "own_cache",
    edit("squash(z) * squash(-z)", "squash(z) * 1 - squash(z)"),
)
transplant(
    "slope-half-multiplied",
    "recursion",
    edit("(W_next @ delta_next.T).T * (s - s * s)", "s - s * s * (W_next @ delta_next.T).T"),
)
transplant("slope-subtracted-outside", "recursion", edit("(s - s * s)", "s - s * s"))
transplant(
    "averaged-at-every-layer",
    "loops",
    edit("blame * s * (1 - s)", "blame * s * (1 - s) / z.shape[0]"),
)
transplant(
    "averaged-at-every-layer",
    "matrix",
    edit("e / np.square(1 + e)", "e / np.square(1 + e) / len(z)"),
)
transplant("hidden-error-negated", "loops", edit("blame +=", "blame -="))
transplant(
    "hidden-error-negated", "own_cache", edit('return np.einsum("no,ho', 'return -np.einsum("no,ho')
)
transplant(
    "bias-gradient-mean", "textbook_columns", edit("np.sum(D, axis=1)", "np.mean(D, axis=1)")
)
transplant("bias-gradient-mean", "matrix", edit("D.sum(axis=0)", "D.mean(axis=0)"))
transplant("bias-gradient-unsummed", "forgetful", edit("np.add.reduce(delta)", "delta"))
transplant(
    "bias-gradient-unsummed", "own_cache", edit("np.ones(len(delta), delta.dtype) @ delta", "delta")
)
transplant("bias-gradient-one-number", "textbook_columns", edit("np.sum(D, axis=1)", "np.sum(D)"))
transplant("bias-gradient-one-number", "forgetful", edit("np.add.reduce(delta)", "delta.sum()"))
transplant(
    "bias-gradient-wrong-axis", "textbook_columns", edit("np.sum(D, axis=1)", "np.sum(D, axis=0)")
)
transplant("bias-gradient-wrong-axis", "matrix", edit("D.sum(axis=0)", "D.sum(axis=1)"))
transplant(
    "bias-gradient-two-axes",
    "matrix",
    edit("np.asarray(D.sum(axis=0)).ravel()", "np.asarray(D.sum(axis=0))"),
)
transplant("weight-gradient-transposed", "own_cache", edit("ni,no->io", "ni,no->oi"))
transplant("weight-gradient-transposed", "textbook_columns", edit("return dW.T,", "return dW,"))
transplant(
    "weight-gradient-averaged-again",
    "textbook_columns",
    edit("return dW.T,", "return dW.T / D.shape[1],"),
)
transplant(
    "weight-gradient-averaged-again",
    "forgetful",
    edit(".sum(axis=0)", ".mean(axis=0)", of="layer_gradients"),
)
transplant(
    "gradients-averaged-again",
    "textbook_columns",
    edit("return dW.T,", "return dW.T / D.shape[1],"),
    edit("np.sum(D, axis=1)", "np.mean(D, axis=1)"),
)
transplant(
    "gradients-averaged-again",
    "forgetful",
    edit(".sum(axis=0)", ".mean(axis=0)", of="layer_gradients"),
    edit("np.add.reduce(delta)", "delta.mean(axis=0)"),
)
transplant(
    "summed-before-multiplied",
    "forgetful",
    edit(
        "(a_previous[:, :, None] * delta[:, None, :]).sum(axis=0)",
        "np.outer(a_previous.sum(axis=0), delta.sum(axis=0))",
    ),
)
transplant("summed-before-multiplied", "own_cache", edit("ni,no->io", "ni,mo->io"))
transplant(
    "last-sample-only", "loops", edit("dW[i, j] += ", "dW[i, j] = "), edit("db[j] += ", "db[j] = ")
)
transplant("bias-gradient-last-sample", "loops", edit("db[j] += ", "db[j] = "))
transplant("bias-gradient-last-sample", "textbook_columns", edit("np.sum(D, axis=1)", "D[:, -1]"))
transplant(
    "gradients-in-wrong-order",
    "textbook_columns",
    edit("return dW.T, np.sum(D, axis=1)", "return np.sum(D, axis=1), dW.T"),
)
transplant("gradients-in-wrong-order", "loops", edit("return dW, db", "return db, dW"))
transplant(
    "layer-gradients-negated",
    "textbook_columns",
    edit("return dW.T, np.sum(D, axis=1)", "return -dW.T, -np.sum(D, axis=1)"),
)
transplant(
    "layer-gradients-negated",
    "loops",
    edit("dW[i, j] += ", "dW[i, j] -= "),
    edit("db[j] += ", "db[j] -= "),
)
transplant("stale-cache", "own_cache", edit("    cache = Cache()", "    cache = Cache"))
transplant(
    "stale-cache",
    "textbook_columns",
    edit("def forward", "A, Z = {}, {}\n\n\ndef forward"),
    edit("    A = {0: x.T}\n    Z = {}", "    A[0] = x.T"),
)
transplant(
    "update-during-backward",
    "textbook_columns",
    edit(
        "        if l > 1:",
        "        W[l] -= 0.1 * dW[l]\n        b[l] -= 0.1 * db[l]\n        if l > 1:",
    ),
)
transplant(
    "parameters-updated",
    "own_cache",
    edit(
        "    return result",
        "    for k in result:\n        parameters[k] -= 0.01 * result[k]\n    return result",
    ),
)
transplant(
    "parameters-updated",
    "loops",
    edit(
        "    return grads",
        "    for k in grads:\n        parameters[k] -= 0.1 * grads[k]\n    return grads",
    ),
)
transplant(
    "weight-gradient-wrong-input",
    "textbook_columns",
    edit("A[l - 1].T", "(Z[l - 1] if l > 1 else A[0]).T"),
)
transplant(
    "weight-gradient-wrong-input",
    "loops",
    edit('layer(l, "a")', 'layer(l - 1, "z") if l > 1 else layer(l, "a")'),
)
transplant("weight-gradient-own-output", "textbook_columns", edit("A[l - 1].T", "A[l].T"))
transplant("first-input-everywhere", "textbook_columns", edit("A[l - 1].T", "A[0].T"))
transplant("first-input-everywhere", "loops", edit('layer(l, "a")', 'layer(1, "a")'))
transplant(
    "activation-slope-misplaced",
    "textbook_columns",
    edit("sigmoid_prime(Z[l - 1])", "sigmoid_prime(Z[l])"),
)
transplant(
    "first-slope-everywhere",
    "textbook_columns",
    edit("sigmoid_prime(Z[l - 1])", "sigmoid_prime(Z[1])"),
)
transplant(
    "slope-after-squashing",
    "textbook_columns",
    edit("sigmoid_prime(Z[l - 1])", "sigmoid_prime(A[l - 1])"),
)
transplant("slope-after-squashing", "loops", edit('layer(l - 1, "z")', 'layer(l, "a")'))
transplant("slope-left-out", "textbook_columns", edit(" * sigmoid_prime(Z[l - 1])", ""))
transplant("slope-left-out", "own_cache", edit(" * a * (1 - a)", ""))
transplant("own-weights", "textbook_columns", edit("W[l].T @ delta", "W[l - 1].T @ delta"))
transplant(
    "last-layer-only",
    "own_cache",
    edit("reversed(range(1, depth + 1))", "range(depth, depth - 1, -1)"),
)
transplant("first-layer-missing", "loops", edit("range(L, 0, -1)", "range(L, 1, -1)"))
transplant(
    "first-layer-missing",
    "own_cache",
    edit("reversed(range(1, depth + 1))", "reversed(range(2, depth + 1))"),
)
transplant(
    "layers-numbered-backwards",
    "own_cache",
    edit('result["b%d" % l]', 'result["b%d" % (depth + 1 - l)]'),
    edit('result["W%d" % l]', 'result["W%d" % (depth + 1 - l)]'),
)
transplant(
    "gradients-renamed",
    "textbook_columns",
    edit('gradients[f"b{l}"]', 'gradients[f"db{l}"]'),
    edit('gradients[f"W{l}"]', 'gradients[f"dW{l}"]'),
)
transplant(
    "gradients-renamed",
    "forgetful",
    edit("dict.fromkeys(parameters)", "{}"),
    edit('gradients[f"W{n}"], gradients[f"b{n}"]', 'gradients[f"dW{n}"], gradients[f"db{n}"]'),
)
transplant(
    "gradients-in-a-list", "loops", edit("return grads", "return [grads[k] for k in sorted(grads)]")
)
transplant(
    "weights-not-averaged",
    "textbook_columns",
    edit("dW[l] = delta @ A[l - 1].T", "dW[l] = delta @ A[l - 1].T * len(labels)"),
)
transplant("biases-not-averaged", "own_cache", edit("delta.sum(0)", "delta.sum(0) * len(labels)"))
transplant(
    "all-gradients-summed",
    "loops",
    edit(
        'output_error(cache["logits"], labels)',
        'output_error(cache["logits"], labels) * len(labels)',
    ),
)
transplant(
    "all-gradients-summed",
    "textbook_columns",
    edit("output_error(A[L].T, labels).T", "output_error(A[L].T, labels).T * len(labels)"),
)
transplant("steps-for-gradients", "loops", edit("delta = output_error", "delta = -output_error"))
transplant(
    "steps-for-gradients",
    "own_cache",
    edit("return result", "return {k: -v for k, v in result.items()}"),
)
