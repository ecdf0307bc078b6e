"""The same ideas in the words of correct variants: they must be named there, too."""

from autograder.rubric import edit, transplant

transplant("sigmoid-overflow", "own_copies", edit("    np.clip(out, -500, 500, out=out)\n", ""))
transplant(
    "sigmoid-overflow",
    "matrices",
    edit("np.where(z >= 0, pos, e / (e + 1))", "1 / (1 + np.exp(-z))"),
)
transplant(
    "sigmoid-overflow-positive",
    "matrices",
    edit("np.minimum(z, 0)", "z"),
    edit("np.where(z >= 0, pos, e / (e + 1))", "e / (e + 1)"),
)
transplant(
    "sigmoid-overflow-positive",
    "own_copies",
    edit(
        "    np.clip(out, -500, 500, out=out)\n"
        "    np.negative(out, out=out)\n"
        "    np.exp(out, out=out)\n"
        "    out += 1\n"
        "    np.divide(1, out, out=out)\n",
        "    np.exp(out, out=out)\n    out /= 1 + out\n",
    ),
)
transplant(
    "sigmoid-both-branches",
    "matrices",
    edit("np.maximum(z, 0)", "z", of="sigmoid"),
    edit("np.minimum(z, 0)", "z"),
)
transplant(
    "sigmoid-both-branches",
    "activation_classes",
    edit(
        "0.5 * (1 + np.tanh(0.5 * z))",
        "np.where(z < 0, np.exp(z) / (1 + np.exp(z)), 1 / (1 + np.exp(-z)))",
    ),
)
transplant(
    "sigmoid-one-form-for-all",
    "loops",
    edit(
        "sigmoid = elementwise(_sigmoid)",
        "def sigmoid(z):\n"
        "    if np.all(z < 0):\n"
        "        return np.exp(z) / (1 + np.exp(z))\n"
        "    return 1 / (1 + np.exp(-z))\n",
    ),
)
transplant(
    "over-clipped",
    "vectorized_scalars",
    edit("    if t < -700:\n        return 0.0\n", "    t = max(-20, min(20, t))\n"),
)
transplant(
    "sigmoid-clips-in-place",
    "masks",
    edit(
        "    out = np.empty_like(z)\n    pos",
        "    z[z > 700] = 700\n    z[z < -700] = -700\n    out = np.empty_like(z)\n    pos",
    ),
)
transplant(
    "sigmoid-precedence",
    "activation_classes",
    edit("0.5 * (1 + np.tanh(0.5 * z))", "1 / 1 + np.exp(-z)"),
)
transplant("sigmoid-mirrored", "activation_classes", edit("np.tanh(0.5 * z)", "np.tanh(-0.5 * z)"))
transplant("sigmoid-mirrored", "own_copies", edit("    np.negative(out, out=out)\n", ""))
transplant("sigmoid-one-sided", "recursion", edit("return 1 - sigmoid(", "return sigmoid("))
transplant("sigmoid-one-sided", "masks", edit("e / (1 + e)", "1 / (1 + e)"))
transplant(
    "sigmoid-from-tanh-too-steep", "activation_classes", edit("np.tanh(0.5 * z)", "np.tanh(z)")
)
transplant(
    "sigmoid-halves-joined",
    "masks",
    edit(
        "    out[pos] = 1 / (1 + np.exp(-z[pos]))\n"
        "    e = np.exp(z[~pos])\n"
        "    out[~pos] = e / (1 + e)\n"
        "    return out",
        "    e = np.exp(z[~pos])\n    return np.append(1 / (1 + np.exp(-z[pos])), e / (1 + e))",
    ),
)
transplant("sigmoid-derivative-of-activation", "masks", edit("s = sigmoid(z)", "s = z"))
transplant(
    "sigmoid-derivative-of-activation",
    "matrices",
    edit(
        "np.multiply(sigmoid(z), np.subtract(1, sigmoid(z)))", "np.multiply(z, np.subtract(1, z))"
    ),
)
transplant("sigmoid-applied-twice", "masks", edit("s = sigmoid(z)", "s = sigmoid(sigmoid(z))"))
transplant(
    "sigmoid-applied-twice", "own_copies", edit("out = sigmoid(z)", "out = sigmoid(sigmoid(z))")
)
transplant("sigmoid-derivative-precedence", "masks", edit("s * (1 - s)", "s * 1 - s"))
transplant(
    "sigmoid-derivative-precedence", "recursion", edit("return s - s * s", "return s * 1 - s")
)
transplant("sigmoid-derivative-negated", "masks", edit("s * (1 - s)", "s * (s - 1)"))
transplant(
    "sigmoid-derivative-negated",
    "own_copies",
    edit("np.subtract(1, rest, out=rest)", "np.subtract(rest, 1, out=rest)"),
)
transplant("sigmoid-derivative-of-tanh", "masks", edit("s * (1 - s)", "1 - s * s"))
transplant(
    "sigmoid-derivative-of-tanh",
    "matrices",
    edit("np.multiply(sigmoid(z), np.subtract(1, sigmoid(z)))", "np.subtract(1, sigmoid(z) ** 2)"),
)
transplant(
    "sigmoid-derivative-unsquared",
    "masks",
    edit(
        "    s = sigmoid(z)\n    return s * (1 - s)", "    e = np.exp(-z)\n    return e / (1 + e)"
    ),
)
transplant(
    "sigmoid-derivative-overflow",
    "masks",
    edit(
        "    s = sigmoid(z)\n    return s * (1 - s)",
        "    e = np.exp(-z)\n    return e / (1 + e) ** 2",
    ),
)
transplant(
    "sigmoid-derivative-overflow",
    "matrices",
    edit(
        "np.multiply(sigmoid(z), np.subtract(1, sigmoid(z)))",
        "np.exp(-z) / np.square(1 + np.exp(-z))",
    ),
)
transplant("sigmoid-not-differentiated", "own_copies", edit("    out *= rest\n", ""))
transplant("sigmoid-not-differentiated", "loops", edit("_sigmoid(v) * _sigmoid(-v)", "_sigmoid(v)"))
transplant(
    "tanh-overflow",
    "masks",
    edit("return np.tanh(z)", "e, f = np.exp(z), np.exp(-z)\n    return (e - f) / (e + f)"),
)
transplant("tanh-overflow", "matrices", edit("np.tanh(np.asarray(z))", "np.sinh(z) / np.cosh(z)"))
transplant(
    "tanh-from-sigmoid-too-flat", "log_space", edit("2 * sigmoid(2 * z) - 1", "2 * sigmoid(z) - 1")
)
transplant(
    "tanh-from-sigmoid-too-flat",
    "dual_numbers",
    edit("2 * _sigmoid(2 * d) + (-1)", "2 * _sigmoid(d) + (-1)"),
)
transplant(
    "tangent-for-hyperbolic-tangent",
    "loops",
    edit("elementwise(math.tanh)", "elementwise(math.tan)"),
)
transplant(
    "tangent-for-hyperbolic-tangent",
    "own_copies",
    edit("np.tanh(z, out=out)", "np.tan(z, out=out)"),
)
transplant("tanh-derivative-not-squared", "own_copies", edit("out *= -out", "out *= -1"))
transplant(
    "tanh-derivative-not-squared",
    "vectorized_scalars",
    edit("1 - math.tanh(t) * math.tanh(t)", "1 - math.tanh(t)"),
)
transplant("tanh-derivative-of-input", "masks", edit("t = tanh(z)", "t = z"))
transplant(
    "tanh-derivative-of-input",
    "activation_classes",
    edit("1.0 - np.square(self.value(z))", "1.0 - np.square(z)"),
)
transplant(
    "tanh-derivative-brackets",
    "recursion",
    edit("1 - np.power(np.tanh(x), 2)", "np.power(1 - np.tanh(x), 2)"),
)
transplant("tanh-derivative-brackets", "masks", edit("(1 - t) * (1 + t)", "(1 - t) * (1 - t)"))
transplant(
    "tanh-derivative-doubled",
    "vectorized_scalars",
    edit("math.tanh(t) * math.tanh(t)", "math.tanh(t) * 2"),
)
transplant(
    "tanh-derivative-doubled",
    "recursion",
    edit("np.power(np.tanh(x), 2)", "np.multiply(np.tanh(x), 2)"),
)
transplant("tanh-derivative-of-sigmoid", "masks", edit("(1 - t) * (1 + t)", "t * (1 - t)"))
transplant(
    "tanh-derivative-of-sigmoid",
    "activation_classes",
    edit("1.0 - np.square(self.value(z))", "self.value(z) * (1.0 - self.value(z))"),
)
transplant("tanh-applied-twice", "masks", edit("t = tanh(z)", "t = tanh(tanh(z))"))
transplant("tanh-applied-twice", "own_copies", edit("out = tanh(z)", "out = tanh(tanh(z))"))
transplant(
    "in-place-activation",
    "own_copies",
    edit("out = np.copy(z)\n    out[out < 0]", "out = z\n    out[out < 0]"),
)
transplant("in-place-activation", "masks", edit("return z * (z > 0)", "z *= z > 0\n    return z"))
transplant(
    "in-place-activation", "matrices", edit("np.clip(z, 0, None)", "np.clip(z, 0, None, out=z)")
)
transplant(
    "relu-drops-elements",
    "loops",
    edit(
        "relu = elementwise(lambda v: max(v, 0.0))",
        "relu = lambda z: np.array([v for v in z.ravel() if v > 0])",
    ),
)
transplant("relu-maximum-over-an-axis", "masks", edit("return z * (z > 0)", "return z.max(0)"))
transplant("relu-decides-once", "masks", edit("return z * (z > 0)", "return z * np.any(z > 0)"))
transplant(
    "relu-decides-once",
    "matrices",
    edit("np.all(z >= 0)", "np.any(z > 0)"),
    edit("np.clip(z, 0, None)", "np.zeros_like(z)"),
)
transplant("relu-is-a-step", "masks", edit("z * (z > 0)", "1.0 * (z > 0)"))
transplant("relu-is-a-step", "recursion", edit("max(0, x)", "x > 0"))
transplant("relu-is-absolute", "log_space", edit("(z + abs(z)) / 2", "abs(z)"))
transplant(
    "relu-is-absolute", "vectorized_scalars", edit("t if t > 0 else 0,", "t if t > 0 else -t,")
)
transplant("relu-mirrored", "masks", edit("z * (z > 0)", "z * (z < 0)"))
transplant("relu-mirrored", "loops", edit("max(v, 0.0)", "min(v, 0.0)"))
transplant(
    "relu-bounded",
    "matrices",
    edit(
        "    if np.all(z >= 0):\n"
        "        return z  # nothing to cut off\n"
        "    return np.clip(z, 0, None)",
        "    return np.clip(z, 0, 1)",
    ),
)
transplant("relu-bounded", "loops", edit("max(v, 0.0)", "max(min(v, 1), 0.0)"))
transplant(
    "relu-threshold-at-one", "vectorized_scalars", edit("t if t > 0 else 0,", "t if t >= 1 else 0,")
)
transplant(
    "relu-open-at-zero", "masks", edit("(z > 0).astype(z.dtype)", "(z >= 0).astype(z.dtype)")
)
transplant(
    "relu-open-at-zero",
    "vectorized_scalars",
    edit("apply(lambda t: t > 0, z)", "apply(lambda t: t >= 0, z)"),
)
transplant("relu-half-at-zero", "matrices", edit("np.heaviside(z, 0)", "np.heaviside(z, 0.5)"))
transplant("relu-half-at-zero", "masks", edit("(z > 0).astype(z.dtype)", "(np.sign(z) + 1) / 2"))
transplant("relu-derivative-integers", "masks", edit("(z > 0).astype(z.dtype)", "1 * (z > 0)"))
transplant(
    "relu-derivative-integers",
    "matrices",
    edit("np.heaviside(z, 0).astype(z.dtype)", "np.heaviside(z, 0).astype(int)"),
)
transplant("relu-derivative-booleans", "masks", edit("(z > 0).astype(z.dtype)", "z > 0"))
transplant(
    "relu-derivative-booleans",
    "loops",
    edit(
        "relu_derivative = elementwise(lambda v: 1.0 if v > 0 else 0.0)",
        "relu_derivative = lambda z: np.greater(z, 0)",
    ),
)
transplant(
    "relu-derivative-double", "masks", edit("(z > 0).astype(z.dtype)", "(z > 0).astype(float)")
)
transplant(
    "relu-derivative-double",
    "vectorized_scalars",
    edit("apply(lambda t: t > 0, z)", "np.vectorize(lambda t: 1.0 if t > 0 else 0.0)(z)"),
)
transplant(
    "relu-derivative-overwrites-input",
    "own_copies",
    edit("out = np.copy(z)\n    out[out > 0]", "out = z\n    out[out > 0]"),
)
transplant("relu-derivative-is-sign", "masks", edit("(z > 0).astype(z.dtype)", "np.sign(z)"))
transplant(
    "relu-derivative-is-sign",
    "loops",
    edit("1.0 if v > 0 else 0.0", "1.0 if v > 0 else -1.0 if v < 0 else 0.0"),
)
transplant("relu-not-differentiated", "own_copies", edit("    out[out > 0] = 1\n", ""))
transplant(
    "relu-not-differentiated",
    "vectorized_scalars",
    edit("apply(lambda t: t > 0, z)", "apply(lambda t: t if t > 0 else 0, z)"),
)
transplant(
    "relu-derivative-drops-elements",
    "masks",
    edit("return (z > 0).astype(z.dtype)", "return np.ones(np.sum(z > 0), z.dtype)"),
)
transplant(
    "relu-derivative-threshold-at-one",
    "loops",
    edit("1.0 if v > 0 else 0.0", "1.0 if v >= 1 else 0.0"),
)
transplant(
    "relu-derivative-threshold-at-one",
    "log_space",
    edit("np.ceil(np.clip(z, 0, 1))", "np.floor(np.clip(z, 0, 1))"),
)
transplant(
    "leaky-slopes-swapped", "vectorized_scalars", edit("max(t, slope * t)", "min(t, slope * t)")
)
transplant("leaky-slopes-swapped", "own_copies", edit("where=out < 0", "where=out > 0"))
transplant(
    "leaky-slopes-swapped", "loops", edit("v if v > 0 else slope * v", "slope * v if v > 0 else v")
)
transplant(
    "leaky-slope-ignored", "own_copies", edit("np.multiply(out, slope,", "np.multiply(out, 0.01,")
)
transplant(
    "leaky-slope-ignored", "vectorized_scalars", edit("max(t, slope * t)", "max(t, 0.01 * t)")
)
transplant(
    "leaky-constant",
    "masks",
    edit(
        "    out = np.array(z)\n    out[z <= 0] *= slope",
        "    out = np.array(z)\n    out[z <= 0] = slope",
    ),
)
transplant("leaky-constant", "loops", edit("v if v > 0 else slope * v", "v if v > 0 else slope"))
transplant(
    "leaky-sign-lost", "log_space", edit("relu(z) - slope * relu(-z)", "relu(z) + slope * relu(-z)")
)
transplant("leaky-sign-lost", "loops", edit("slope * v)", "slope * abs(v))"))
transplant(
    "leaky-on-both-sides", "log_space", edit("relu(z) - slope * relu(-z)", "relu(z) + slope * z")
)
transplant(
    "leaky-on-both-sides", "vectorized_scalars", edit("max(t, slope * t)", "max(t, 0) + slope * t")
)
transplant(
    "leaky-without-leak", "log_space", edit("return relu(z) - slope * relu(-z)", "return relu(z)")
)
transplant("leaky-without-leak", "masks", edit("out[z <= 0] *= slope", "out[z <= 0] = 0"))
transplant(
    "leaky-in-place",
    "own_copies",
    edit("    out = z.copy()\n    np.multiply", "    out = z\n    np.multiply"),
)
transplant(
    "leaky-in-place",
    "masks",
    edit("out = np.array(z)\n    out[z <= 0] *=", "out = np.asarray(z)\n    out[z <= 0] *="),
)
transplant(
    "leaky-derivative-slopes-swapped",
    "loops",
    edit("1.0 if v > 0 else slope", "slope if v > 0 else 1.0"),
)
transplant("leaky-derivative-slopes-swapped", "matrices", edit("[1, slope]", "[slope, 1]"))
transplant(
    "leaky-open-at-zero",
    "masks",
    edit("out = np.ones_like(z)\n    out[z <= 0]", "out = np.ones_like(z)\n    out[z < 0]"),
)
transplant(
    "leaky-open-at-zero",
    "own_copies",
    edit("np.putmask(out, z > 0, 1)", "np.putmask(out, z >= 0, 1)"),
)
transplant(
    "leaky-derivative-slope-ignored",
    "loops",
    edit("1.0 if v > 0 else slope", "1.0 if v > 0 else 0.01"),
)
transplant(
    "leaky-derivative-slope-ignored", "masks", edit("out[z <= 0] = slope", "out[z <= 0] = 0.01")
)
transplant(
    "leaky-derivative-times-input",
    "vectorized_scalars",
    edit("1 if t > 0 else slope", "1 if t > 0 else slope * t"),
)
transplant(
    "leaky-derivative-times-input",
    "loops",
    edit("1.0 if v > 0 else slope", "1.0 if v > 0 else slope * v"),
)
transplant(
    "leaky-derivative-without-leak", "log_space", edit("return g + slope * (1 - g)", "return g")
)
transplant("leaky-derivative-without-leak", "masks", edit("out[z <= 0] = slope", "out[z <= 0] = 0"))
transplant(
    "leaky-derivative-double",
    "activation_classes",
    edit("np.where(z > 0, 1, self.slope).astype(z.dtype)", "np.where(z > 0, 1.0, self.slope)"),
)
transplant("leaky-derivative-double", "own_copies", edit("slope, dtype=z.dtype", "slope"))
transplant("leaky-derivative-negated", "masks", edit("out[z <= 0] = slope", "out[z <= 0] = -slope"))
transplant(
    "leaky-derivative-negated", "log_space", edit("g + slope * (1 - g)", "g - slope * (1 - g)")
)
transplant(
    "leaky-not-differentiated",
    "loops",
    edit("1.0 if v > 0 else slope)", "v if v > 0 else slope * v)"),
)
transplant(
    "leaky-not-differentiated",
    "dual_numbers",
    edit("return _leaky(seeded(z), slope).slope", "return _leaky(seeded(z), slope).value"),
)
transplant("softmax-no-shift", "own_copies", edit("    out -= out.max(axis=-1)[..., None]\n", ""))
transplant("softmax-no-shift", "recursion", edit("np.exp(row - row.max())", "np.exp(row)"))
transplant("softmax-shifted-by-minimum", "own_copies", edit("out.max(axis=-1)", "out.min(axis=-1)"))
transplant("softmax-shifted-by-minimum", "recursion", edit("row.max()", "row.min()"))
transplant(
    "softmax-global-max",
    "dual_numbers",
    edit("np.max(logits, axis=-1, keepdims=True)", "np.max(logits)"),
)
transplant("softmax-global-max", "own_copies", edit("out.max(axis=-1)[..., None]", "out.max()"))
transplant(
    "softmax-wrong-axis",
    "dual_numbers",
    edit("np.max(logits, axis=-1, keepdims=True)", "np.max(logits, axis=0, keepdims=True)"),
    edit("np.sum(e, axis=-1, keepdims=True)", "np.sum(e, axis=0, keepdims=True)"),
)
transplant("softmax-wrong-axis", "activation_classes", edit("axis=-1):", "axis=0):"))
transplant(
    "softmax-wrong-axis",
    "masks",
    edit("np.max(logits, axis=-1, keepdims=True)", "np.max(logits)"),
    edit("np.sum(np.exp(shifted), axis=-1, keepdims=True)", "np.sum(np.exp(shifted), axis=0)"),
)
transplant(
    "softmax-axis-one",
    "dual_numbers",
    edit("np.max(logits, axis=-1, keepdims=True)", "np.max(logits, axis=1, keepdims=True)"),
    edit("np.sum(e, axis=-1, keepdims=True)", "np.sum(e, axis=1, keepdims=True)"),
)
transplant("softmax-axis-one", "activation_classes", edit("axis=-1):", "axis=1):"))
transplant(
    "softmax-over-everything", "recursion", edit("@rowwise\ndef softmax(row)", "def softmax(row)")
)
transplant(
    "softmax-over-everything",
    "dual_numbers",
    edit("np.max(logits, axis=-1, keepdims=True)", "np.max(logits)"),
    edit("np.sum(e, axis=-1, keepdims=True)", "np.sum(e)"),
)
transplant(
    "softmax-sum-lost-an-axis",
    "dual_numbers",
    edit("np.sum(e, axis=-1, keepdims=True)", "np.sum(e, axis=-1)"),
)
transplant(
    "softmax-sum-lost-an-axis",
    "own_copies",
    edit("out.sum(axis=-1)[..., None]", "out.sum(axis=-1)"),
)
transplant(
    "softmax-maximum-lost-an-axis",
    "dual_numbers",
    edit("np.max(logits, axis=-1, keepdims=True)", "np.max(logits, axis=-1)"),
)
transplant(
    "softmax-maximum-lost-an-axis",
    "own_copies",
    edit("out.max(axis=-1)[..., None]", "out.max(axis=-1)"),
)
transplant(
    "softmax-lost-both-axes",
    "own_copies",
    edit("out.max(axis=-1)[..., None]", "out.max(axis=-1)"),
    edit("out.sum(axis=-1)[..., None]", "out.sum(axis=-1)"),
)
transplant(
    "softmax-lost-both-axes",
    "dual_numbers",
    edit("np.max(logits, axis=-1, keepdims=True)", "np.max(logits, axis=-1)"),
    edit("np.sum(e, axis=-1, keepdims=True)", "np.sum(e, axis=-1)"),
)
transplant("softmax-scaled-not-shifted", "recursion", edit("row - row.max()", "row / row.max()"))
transplant("softmax-scaled-not-shifted", "own_copies", edit("out -= out.max", "out /= out.max"))
transplant(
    "softmax-without-exponential",
    "own_copies",
    edit("    out -= out.max(axis=-1)[..., None]\n    np.exp(out, out=out)\n", ""),
)
transplant(
    "softmax-without-exponential", "recursion", edit("e = np.exp(row - row.max())", "e = row")
)
transplant(
    "softmax-logarithms",
    "log_space",
    edit("exp(logits - logsumexp(logits))", "logits - logsumexp(logits)"),
)
transplant(
    "softmax-logarithms",
    "masks",
    edit(
        "np.exp(shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True)))",
        "shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))",
    ),
)
transplant(
    "softmax-in-place",
    "dual_numbers",
    edit(
        "e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))",
        "logits -= np.max(logits, axis=-1, keepdims=True)\n    e = np.exp(logits)",
    ),
)
transplant(
    "softmax-in-place",
    "own_copies",
    edit("out = logits.copy()\n    out -=", "out = logits\n    out -="),
)
transplant(
    "softmax-diagonal-only",
    "masks",
    edit(
        "probabilities * upstream - probabilities * np.sum(probabilities * upstream, -1, "
        "keepdims=True)",
        "probabilities * upstream - probabilities * probabilities * upstream",
    ),
)
transplant(
    "softmax-diagonal-only",
    "vectorized_scalars",
    edit(
        "                else:\n"
        "                    out[i + (j,)] -= upstream[i + (k,)] * p[k] * p[j]\n",
        "",
    ),
)
transplant(
    "softmax-diagonal-only",
    "loops",
    edit("np.diag(pi) - np.outer(pi, pi)", "np.diag(pi * (1 - pi))"),
)
transplant(
    "upstream-ignored",
    "masks",
    edit(
        "probabilities * upstream - probabilities * np.sum(probabilities * upstream, -1, "
        "keepdims=True)",
        "probabilities * (1 - probabilities)",
    ),
)
transplant(
    "softmax-jacobian-negated",
    "recursion",
    edit("np.diag(p) - np.outer(p, p)", "np.outer(p, p) - np.diag(p)"),
)
transplant(
    "softmax-jacobian-negated",
    "loops",
    edit("np.diag(pi) - np.outer(pi, pi)", "np.outer(pi, pi) - np.diag(pi)"),
)
transplant(
    "softmax-cross-terms-added",
    "recursion",
    edit("np.diag(p) - np.outer(p, p)", "np.diag(p) + np.outer(p, p)"),
)
transplant(
    "softmax-cross-terms-added",
    "masks",
    edit("probabilities * upstream - probabilities", "probabilities * upstream + probabilities"),
)
transplant(
    "softmax-backward-sum-lost-an-axis",
    "activation_classes",
    edit("np.sum(u * p, axis=self.axis, keepdims=True)", "np.sum(u * p, axis=self.axis)"),
)
transplant(
    "softmax-backward-sum-lost-an-axis",
    "own_copies",
    edit("out.sum(-1)[..., np.newaxis]", "out.sum(-1)"),
)
transplant(
    "softmax-backward-batch-mixed",
    "activation_classes",
    edit("np.sum(u * p, axis=self.axis, keepdims=True)", "np.sum(u * p)"),
)
transplant(
    "softmax-backward-batch-mixed", "own_copies", edit("out.sum(-1)[..., np.newaxis]", "out.sum()")
)
transplant(
    "softmax-backward-wrong-axis",
    "masks",
    edit(
        "np.sum(probabilities * upstream, -1, keepdims=True)",
        "np.sum(probabilities * upstream, 0, keepdims=True)",
    ),
)
transplant(
    "softmax-backward-wrong-axis", "own_copies", edit("out.sum(-1)[..., np.newaxis]", "out.sum(0)")
)
transplant(
    "softmax-backward-unweighted",
    "masks",
    edit("np.sum(probabilities * upstream, -1", "np.sum(upstream, -1"),
)
transplant(
    "softmax-backward-unweighted",
    "activation_classes",
    edit("np.sum(u * p, axis", "np.sum(u, axis"),
)
transplant(
    "softmax-backward-factor-missing", "activation_classes", edit("p * (u - np.sum", "(u - np.sum")
)
transplant(
    "softmax-backward-factor-missing",
    "matrices",
    edit("np.multiply(p[i], u[i] - picked[i])", "u[i] - picked[i]"),
)
transplant(
    "softmax-backward-with-cross-entropy",
    "activation_classes",
    edit("return p * (u - np.sum(u * p, axis=self.axis, keepdims=True))", "return p - u"),
)
transplant(
    "softmax-backward-with-cross-entropy",
    "recursion",
    edit("u @ (np.diag(p) - np.outer(p, p))", "p - u"),
)
transplant(
    "softmax-applied-twice",
    "activation_classes",
    edit("        return p * (u", "        p = self(p)\n        return p * (u"),
)
transplant(
    "softmax-applied-twice",
    "dual_numbers",
    edit("    # the Jacobian", "    probabilities = softmax(probabilities)\n    # the Jacobian"),
)
transplant(
    "softmax-backward-in-place", "own_copies", edit("out = upstream.copy()", "out = upstream")
)
transplant(
    "softmax-backward-in-place",
    "activation_classes",
    edit(
        "return p * (u - np.sum(u * p, axis=self.axis, keepdims=True))",
        "u -= np.sum(u * p, axis=self.axis, keepdims=True)\n        return p * u",
    ),
)
