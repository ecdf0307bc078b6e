"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

transplant(
    "norm-without-root",
    "einsum",
    edit('np.einsum("io,io->", g, g) ** 0.5', 'np.einsum("io,io->", g, g)'),
)
transplant("norm-without-root", "loops", edit("norms[l] = math.sqrt(s)", "norms[l] = s"))
transplant("norm-root-mean-square", "flat_vectors", edit("** 2).sum())", "** 2).mean())"))
transplant("norm-root-mean-square", "columns", edit("np.trace(dW @ dW.T)", "np.mean(dW ** 2)"))
transplant(
    "norm-largest-element",
    "linalg",
    edit('norm(grads[f"W{i}"]) for', 'np.abs(grads[f"W{i}"]).max() for'),
)
transplant(
    "norm-largest-element",
    "recursive",
    edit('np.linalg.norm(a.T @ delta, "fro")', "np.abs(a.T @ delta).max()"),
)
transplant(
    "norm-sum-of-magnitudes",
    "linalg",
    edit('norm(grads[f"W{i}"]) for', 'np.abs(grads[f"W{i}"]).sum() for'),
)
transplant(
    "norm-sum-of-magnitudes", "einsum", edit('np.einsum("io,io->", g, g) ** 0.5', "np.abs(g).sum()")
)
transplant("norm-spectral", "linalg", edit('norm(grads[f"W{i}"])', 'norm(grads[f"W{i}"], 2)'))
transplant("norm-spectral", "recursive", edit('"fro"', "2"))
transplant(
    "norm-mean-magnitude",
    "linalg",
    edit('norm(grads[f"W{i}"]) for', 'np.abs(grads[f"W{i}"]).mean() for'),
)
transplant(
    "norm-with-bias",
    "network_class",
    edit("Norm().add(layer.dW)", "Norm().add(layer.dW).add(layer.db)"),
)
transplant(
    "norm-with-bias",
    "tape",
    edit('{"W": leaves[f"W{l}"].grad}', '{"W": leaves[f"W{l}"].grad, "b": leaves[f"b{l}"].grad}'),
)
transplant(
    "norm-of-errors", "einsum", edit('g = np.einsum("ni,no->io", acts[l - 1], delta)', "g = delta")
)
transplant(
    "norm-of-errors", "recursive", edit("np.linalg.norm(a.T @ delta,", "np.linalg.norm(delta,")
)
transplant("norm-of-weights", "network_class", edit("add(layer.dW)", "add(layer.W)"))
transplant("norm-of-weights", "linalg", edit('norm(grads[f"W{i}"])', 'norm(parameters[f"W{i}"])'))
transplant(
    "norm-relative-to-weights",
    "network_class",
    edit("Norm().add(layer.dW).value", "Norm().add(layer.dW).value / Norm().add(layer.W).value"),
)
transplant(
    "norm-relative-to-weights",
    "linalg",
    edit('norm(grads[f"W{i}"])', 'norm(grads[f"W{i}"]) / norm(parameters[f"W{i}"])'),
)
transplant("layers-reversed", "exact_sums", edit("    norms.reverse()\n", ""))
transplant(
    "layers-reversed",
    "network_class",
    edit("for layer in net.layers]", "for layer in net.layers[::-1]]"),
)
transplant(
    "batch-mean-forgotten", "network_class", edit("upstream = p / len(labels)", "upstream = p")
)
transplant(
    "batch-mean-forgotten", "recursive", edit("            delta = delta / len(labels)\n", "")
)
transplant(
    "divided-twice",
    "network_class",
    edit(
        'self.dW = self.cache["x"].T.dot(upstream)',
        'self.dW = self.cache["x"].T.dot(upstream) / len(upstream)',
    ),
)
transplant("divided-twice", "columns", edit("delta = P - Y", "delta = (P - Y) / m"))
transplant(
    "mean-over-everything", "tape", edit("g * delta / len(labels)", "g * delta / delta.size")
)
transplant("mean-over-everything", "linalg", edit("/ x.shape[0]", "/ scores.size"))
transplant(
    "one-hot-not-subtracted",
    "network_class",
    edit("        p[np.arange(len(labels)), labels] -= 1\n", ""),
)
transplant("one-hot-not-subtracted", "columns", edit("delta = P - Y", "delta = P"))
transplant(
    "label-ids-subtracted",
    "linalg",
    edit("one_hot = np.eye(scores.shape[1])[labels]", "one_hot = labels[:, None]"),
)
transplant(
    "label-ids-subtracted",
    "network_class",
    edit("p[np.arange(len(labels)), labels] -= 1", "p -= labels[:, np.newaxis]"),
)
transplant(
    "softmax-no-shift", "network_class", edit("        x = x - x.max(axis=1, keepdims=True)\n", "")
)
transplant(
    "softmax-no-shift", "recursive", edit("            z = z - z.max(axis=1, keepdims=True)\n", "")
)
transplant(
    "activated-logits",
    "tape",
    edit(
        "        if l != depth:\n            out = getattr(out, activation)()",
        "        out = getattr(out, activation)()",
    ),
)
transplant(
    "logits-activated-forward-only", "linalg", edit("scores = z[n_layers]", "scores = a[n_layers]")
)
transplant(
    "logits-activated-forward-only",
    "recursive",
    edit(
        "        if layer == depth:\n",
        "        if layer == depth:\n            z, _ = apply(activation, z)\n",
    ),
)
transplant(
    "slope-at-the-output",
    "linalg",
    edit("/ x.shape[0]", "/ x.shape[0] * SLOPES[activation](scores)"),
)
transplant(
    "activation-ignored",
    "network_class",
    edit('parameters[f"b{i + 1}"], activation)', 'parameters[f"b{i + 1}"], "sigmoid")'),
)
transplant("activation-ignored", "tape", edit("getattr(out, activation)()", "out.sigmoid()"))
transplant(
    "sigmoid-slope-everywhere",
    "network_class",
    edit('getattr(self, self.activation + "_slope")()', "self.sigmoid_slope()"),
)
transplant(
    "sigmoid-slope-everywhere",
    "einsum",
    edit("(1 - a) * (1 + a)", "a - a * a"),
    edit("np.sign(a)", "a - a * a"),
)
transplant(
    "tanh-derivative-not-squared",
    "network_class",
    edit('1 - np.square(self.cache["a"])', '1 - self.cache["a"]'),
)
transplant("tanh-derivative-not-squared", "tape", edit("1 - out ** 2", "1 - out"))
transplant("tanh-derivative-of-input", "linalg", edit("1 - np.tanh(z) ** 2", "1 - z ** 2"))
transplant("tanh-derivative-of-input", "exact_sums", edit("1 - np.tanh(z) ** 2", "1 - z ** 2"))
transplant(
    "slope-of-activation-value",
    "linalg",
    edit("SLOPES[activation](z[i - 1])", "SLOPES[activation](a[i - 1])"),
)
transplant(
    "slope-of-activation-value",
    "columns",
    edit("phi_prime(Z[l - 1], activation)", "phi_prime(A[l - 1], activation)"),
)
transplant(
    "relu-slope-1-at-0", "network_class", edit('self.cache["z"] > 0', 'self.cache["z"] >= 0')
)
transplant(
    "relu-slope-1-at-0",
    "exact_sums",
    edit("np.where(z > 0, delta, 0)", "np.where(z >= 0, delta, 0)"),
)
transplant(
    "leaky-slope-for-relu",
    "network_class",
    edit('slope = np.zeros(self.cache["z"].shape)', 'slope = np.full(self.cache["z"].shape, 0.01)'),
)
transplant(
    "leaky-slope-for-relu",
    "exact_sums",
    edit("np.where(z > 0, delta, 0)", "np.where(z > 0, delta, 0.01 * delta)"),
)
transplant(
    "activation-slope-missing", "recursive", edit("delta = upstream * slope", "delta = upstream")
)
transplant("activation-slope-missing", "linalg", edit(" * SLOPES[activation](z[i - 1])", ""))
transplant(
    "relu-gate-on-upstream",
    "exact_sums",
    edit("np.where(z > 0, delta, 0)", "np.where(delta > 0, delta, 0)"),
)
transplant(
    "relu-gate-on-upstream",
    "flat_vectors",
    edit("error[zs[l - 1] <= 0] = 0", "error[error <= 0] = 0"),
)
transplant(
    "propagates-untransposed", "linalg", edit('parameters[f"W{i}"].T)', 'parameters[f"W{i}"])')
)
transplant(
    "weight-gradient-wrong-input",
    "linalg",
    edit(
        'grads[f"W{i}"] = a[i - 1].T.dot(delta)',
        'grads[f"W{i}"] = (z[i - 1] if i > 1 else x).T.dot(delta)',
    ),
)
transplant(
    "parameters-used-up",
    "recursive",
    edit(
        'W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]',
        'W, b = parameters.pop(f"W{layer}"), parameters.pop(f"b{layer}")',
    ),
)

transplant(
    "xavier-variance-as-deviation",
    "loops",
    edit("math.sqrt(2.0 / (fan_in + fan_out))", "2.0 / (fan_in + fan_out)"),
)
transplant("xavier-variance-as-deviation", "columns", edit("variance ** 0.5", "variance"))
transplant(
    "xavier-two-forgotten", "loops", edit("math.sqrt(2.0 / (fan_in", "math.sqrt(1.0 / (fan_in")
)
transplant(
    "xavier-two-forgotten",
    "network_class",
    edit("np.sqrt(2) / np.sqrt(fan_in + fan_out)", "1 / np.sqrt(fan_in + fan_out)"),
)
transplant(
    "xavier-limit-for-deviation",
    "loops",
    edit("math.sqrt(2.0 / (fan_in", "math.sqrt(6.0 / (fan_in"),
)
transplant(
    "xavier-limit-for-deviation",
    "comprehensions",
    edit("(2 / (fan_in + fan_out))", "(6 / (fan_in + fan_out))"),
)
transplant(
    "xavier-uniform",
    "loops",
    edit("std * rng.standard_normal()", "std * math.sqrt(3) * rng.uniform(-1, 1)"),
)
transplant(
    "xavier-uniform",
    "comprehensions",
    edit(
        "rng.normal(0, (2 / (fan_in + fan_out)) ** 0.5, fan_out)",
        "(6 / (fan_in + fan_out)) ** 0.5 * rng.uniform(-1, 1, fan_out)",
    ),
)
transplant(
    "xavier-deviation-as-uniform-limit",
    "loops",
    edit("std * rng.standard_normal()", "rng.uniform(-std, std)"),
)
transplant(
    "xavier-deviation-as-uniform-limit",
    "network_class",
    edit("rng.normal(loc=0.0, scale=1.0,", "rng.uniform(-1, 1,"),
)
transplant("xavier-fan-in-only", "loops", edit("2.0 / (fan_in + fan_out)", "1.0 / fan_in"))
transplant(
    "xavier-fan-in-only",
    "exact_sums",
    edit("math.sqrt(2 / (fan_in + fan_out))", "math.sqrt(1 / fan_in)"),
)
transplant("xavier-fan-out-only", "loops", edit("2.0 / (fan_in + fan_out)", "1.0 / fan_out"))
transplant(
    "xavier-fan-out-only",
    "exact_sums",
    edit("math.sqrt(2 / (fan_in + fan_out))", "1 / math.sqrt(fan_out)"),
)
transplant("he-for-xavier", "recursive", edit("2 / (fan_in + fan_out)", "2 / fan_in"))
transplant("he-for-xavier", "loops", edit("2.0 / (fan_in + fan_out)", "2.0 / fan_in"))
transplant("xavier-product-of-fans", "recursive", edit("(fan_in + fan_out)", "(fan_in * fan_out)"))
transplant("xavier-product-of-fans", "linalg", edit("(fan_in + fan_out)", "(fan_in * fan_out)"))
transplant(
    "xavier-root-of-the-two-only",
    "linalg",
    edit("np.sqrt(2.0 / (fan_in + fan_out))", "np.sqrt(2.0) / (fan_in + fan_out)"),
)
transplant(
    "xavier-root-of-the-two-only",
    "network_class",
    edit("np.sqrt(2) / np.sqrt(fan_in + fan_out)", "np.sqrt(2) / (fan_in + fan_out)"),
)
transplant(
    "xavier-unscaled",
    "network_class",
    edit("    W *= np.sqrt(2) / np.sqrt(fan_in + fan_out)\n", ""),
)
transplant("xavier-unscaled", "linalg", edit(" * np.sqrt(2.0 / (fan_in + fan_out))", ""))
transplant(
    "xavier-deviation-as-mean",
    "linalg",
    edit(
        "rng.standard_normal((fan_in, fan_out)) * np.sqrt(2.0",
        "rng.standard_normal((fan_in, fan_out)) + np.sqrt(2.0",
    ),
)
transplant(
    "xavier-small-constant-spread",
    "network_class",
    edit("W *= np.sqrt(2) / np.sqrt(fan_in + fan_out)", "W *= 0.01"),
)
transplant(
    "xavier-small-constant-spread", "linalg", edit("np.sqrt(2.0 / (fan_in + fan_out))", "0.01")
)
transplant(
    "xavier-never-negative",
    "linalg",
    edit("rng.standard_normal((fan_in, fan_out)) * np", "rng.random((fan_in, fan_out)) * np"),
)
transplant(
    "xavier-never-negative", "loops", edit("std * rng.standard_normal()", "std * rng.random()")
)
transplant("xavier-symmetric-init", "loops", edit("std * rng.standard_normal()", "std"))
transplant(
    "xavier-symmetric-init",
    "linalg",
    edit("rng.standard_normal((fan_in, fan_out)) * np", "np.ones((fan_in, fan_out)) * np"),
)
transplant("xavier-transposed", "columns", edit("return W.T", "return W"))
transplant(
    "xavier-transposed",
    "linalg",
    edit("standard_normal((fan_in, fan_out)) * np", "standard_normal((fan_out, fan_in)) * np"),
)
transplant(
    "xavier-global-random-numbers",
    "loops",
    edit("rng.standard_normal()", "np.random.standard_normal()"),
)
transplant(
    "xavier-global-random-numbers",
    "linalg",
    edit("rng.standard_normal((fan_in, fan_out)) * np", "np.random.randn(fan_in, fan_out) * np"),
)
transplant(
    "xavier-own-fixed-seed",
    "network_class",
    edit("    W = rng.normal(loc", "    rng = np.random.default_rng(42)\n    W = rng.normal(loc"),
)
transplant(
    "xavier-own-fixed-seed",
    "linalg",
    edit(
        "    return rng.standard_normal((fan_in, fan_out)) * np",
        "    rng = np.random.default_rng(1)\n"
        "    return rng.standard_normal((fan_in, fan_out)) * np",
    ),
)

transplant("he-variance-as-deviation", "loops", edit("math.sqrt(2.0 / fan_in)", "2.0 / fan_in"))
transplant("he-variance-as-deviation", "network_class", edit("np.sqrt(2 / fan_in)", "2 / fan_in"))
transplant("fan-out-for-fan-in", "recursive", edit("2 / fan_in,", "2 / fan_out,"))
transplant("fan-out-for-fan-in", "linalg", edit("fan_in / 2.0", "fan_out / 2.0"))
transplant("he-two-forgotten", "exact_sums", edit("math.sqrt(2 / fan_in)", "math.sqrt(1 / fan_in)"))
transplant("he-two-forgotten", "linalg", edit("fan_in / 2.0", "fan_in"))
transplant("xavier-for-he", "recursive", edit("2 / fan_in,", "2 / (fan_in + fan_out),"))
transplant("xavier-for-he", "network_class", edit("2 / fan_in)", "2 / (fan_in + fan_out))"))
transplant("he-limit-for-deviation", "loops", edit("2.0 / fan_in)", "6.0 / fan_in)"))
transplant("he-limit-for-deviation", "network_class", edit("2 / fan_in)", "6 / fan_in)"))
transplant(
    "he-uniform",
    "network_class",
    edit(
        "rng.normal(0, np.sqrt(2 / fan_in),",
        "rng.uniform(-np.sqrt(6 / fan_in), np.sqrt(6 / fan_in),",
    ),
)
transplant(
    "uniform-limit-as-deviation",
    "network_class",
    edit(
        "rng.normal(0, np.sqrt(2 / fan_in),",
        "rng.uniform(-np.sqrt(2 / fan_in), np.sqrt(2 / fan_in),",
    ),
)
transplant(
    "uniform-limit-as-deviation",
    "linalg",
    edit("rng.standard_normal((fan_in, fan_out)) /", "rng.uniform(-1, 1, (fan_in, fan_out)) /"),
)
transplant(
    "he-root-of-the-two-only", "network_class", edit("np.sqrt(2 / fan_in)", "np.sqrt(2) / fan_in")
)
transplant(
    "he-two-outside-the-root", "linalg", edit("/ np.sqrt(fan_in / 2.0)", "/ np.sqrt(fan_in) * 2")
)
transplant(
    "he-two-outside-the-root", "exact_sums", edit("math.sqrt(2 / fan_in)", "2 / math.sqrt(fan_in)")
)
transplant("he-unscaled", "linalg", edit(" / np.sqrt(fan_in / 2.0)", ""))
transplant("he-unscaled", "tape", edit(" * np.full(fan_out, (2 / fan_in) ** 0.5)", ""))
transplant(
    "he-deviation-as-mean",
    "network_class",
    edit("rng.normal(0, np.sqrt(2 / fan_in)", "rng.normal(np.sqrt(2 / fan_in), 1"),
)
transplant(
    "he-never-negative",
    "linalg",
    edit("rng.standard_normal((fan_in, fan_out)) /", "rng.random((fan_in, fan_out)) /"),
)
transplant(
    "symmetric-init",
    "linalg",
    edit("rng.standard_normal((fan_in, fan_out)) /", "np.ones((fan_in, fan_out)) /"),
)
transplant(
    "symmetric-init",
    "loops",
    edit(
        "W[:, j] = rng.normal(0.0, math.sqrt(2.0 / fan_in), fan_in)",
        "W[:, j] = math.sqrt(2.0 / fan_in)",
    ),
)
transplant(
    "he-transposed",
    "network_class",
    edit(
        "np.transpose(rng.normal(0, np.sqrt(2 / fan_in), size=(fan_out, fan_in)))",
        "rng.normal(0, np.sqrt(2 / fan_in), size=(fan_out, fan_in))",
    ),
)
transplant(
    "he-transposed",
    "linalg",
    edit("rng.standard_normal((fan_in, fan_out)) /", "rng.standard_normal((fan_out, fan_in)) /"),
)
transplant(
    "he-global-random-numbers",
    "network_class",
    edit("np.transpose(rng.normal", "np.transpose(np.random.normal"),
)
transplant(
    "he-global-random-numbers",
    "linalg",
    edit("rng.standard_normal((fan_in, fan_out)) /", "np.random.randn(fan_in, fan_out) /"),
)
transplant(
    "he-own-fixed-seed",
    "linalg",
    edit(
        "    return rng.standard_normal((fan_in, fan_out)) /",
        "    rng = np.random.default_rng(7)\n    return rng.standard_normal((fan_in, fan_out)) /",
    ),
)

transplant("global-norm-without-root", "loops", edit("return math.sqrt(total)", "return total"))
transplant(
    "global-norm-without-root",
    "flat_vectors",
    edit("return np.sqrt(vector @ vector)", "return vector @ vector"),
)
transplant(
    "sum-of-norms",
    "tape",
    edit(
        "float(np.linalg.norm([np.linalg.norm(g) for g in gradients.values()]))",
        "float(sum([np.linalg.norm(g) for g in gradients.values()]))",
    ),
)
transplant(
    "sum-of-norms",
    "network_class",
    edit(
        "    norm = Norm()\n"
        "    for g in gradients.values():\n"
        "        norm.add(g)\n"
        "    return norm.value",
        "    return sum(Norm().add(g).value for g in gradients.values())",
    ),
)
transplant(
    "mean-of-norms", "tape", edit("np.linalg.norm([np.linalg.norm(g)", "np.mean([np.linalg.norm(g)")
)
transplant(
    "largest-norm", "tape", edit("np.linalg.norm([np.linalg.norm(g)", "max([np.linalg.norm(g)")
)
transplant(
    "largest-element",
    "linalg",
    edit(
        "return norm(np.concatenate([g.ravel() for g in gradients.values()]))",
        "return np.abs(np.concatenate([g.ravel() for g in gradients.values()])).max()",
    ),
)
transplant(
    "global-root-mean-square",
    "flat_vectors",
    edit("return np.sqrt(vector @ vector)", "return np.sqrt(np.mean(vector ** 2))"),
)
transplant(
    "sum-of-magnitudes",
    "loops",
    edit("float(v) ** 2", "abs(float(v))"),
    edit("return math.sqrt(total)", "return total"),
)
transplant("sum-of-magnitudes", "linalg", edit("gradients.values()]))", "gradients.values()]), 1)"))
transplant(
    "summed-before-squared",
    "columns",
    edit(
        "np.sum(gradients[k] ** 2, dtype=np.float64)", "np.sum(gradients[k], dtype=np.float64) ** 2"
    ),
)
transplant(
    "summed-before-squared",
    "network_class",
    edit("np.sum(np.square(array))", "np.square(np.sum(array))"),
)
transplant(
    "biases-left-out",
    "columns",
    edit("for k in gradients]", 'for k in gradients if k.startswith("W")]'),
)
transplant(
    "biases-left-out",
    "loops",
    edit(
        "    for key in gradients:\n        for v",
        '    for key in gradients:\n        if key[0] == "b":\n            continue\n        for v',
    ),
)
transplant("global-spectral", "tape", edit("[np.linalg.norm(g) for", "[np.linalg.norm(g, 2) for"))
transplant(
    "gradients-squared-in-place",
    "columns",
    edit("np.sum(gradients[k] ** 2,", "np.sum(np.square(gradients[k], out=gradients[k]),"),
)

transplant(
    "clip-per-tensor",
    "linalg",
    edit(
        "    if total > max_norm:\n"
        "        gradients = {k: (g / total * max_norm).astype(g.dtype) for k, g in "
        "gradients.items()}",
        "    gradients = {k: g / norm(g) * max_norm if norm(g) > max_norm else g for "
        "k, g in gradients.items()}",
    ),
)
transplant(
    "clip-by-value",
    "linalg",
    edit(
        "    if total > max_norm:\n"
        "        gradients = {k: (g / total * max_norm).astype(g.dtype) for",
        "    gradients = {k: np.clip(g, -max_norm, max_norm) for",
    ),
)
transplant(
    "clip-by-value",
    "loops",
    edit(
        "        if norm > max_norm:\n            new[key] *= max_norm / norm",
        "        new[key] = new[key].clip(-max_norm, max_norm)",
    ),
)
transplant(
    "clip-returns-norm-after",
    "linalg",
    edit("return gradients, total", "return gradients, global_norm(gradients)"),
)
transplant(
    "clip-returns-norm-after", "loops", edit("return new, norm", "return new, global_norm(new)")
)
transplant("clip-in-place", "loops", edit("gradients[key].copy()", "gradients[key]"))
transplant(
    "clip-in-place",
    "network_class",
    edit("    result = {}\n", "    result = gradients\n"),
    edit(
        "np.multiply(gradients[name], max_norm)",
        "np.multiply(gradients[name], max_norm, out=gradients[name])",
    ),
)
transplant(
    "clip-epsilon-beside-norm", "exact_sums", edit("max_norm / norm)", "max_norm / (norm + 1e-6))")
)
transplant("clip-epsilon-beside-norm", "linalg", edit("g / total *", "g / (total + 1e-6) *"))
transplant("clip-factor-upside-down", "loops", edit("*= max_norm / norm", "*= norm / max_norm"))
transplant("clip-factor-upside-down", "recursive", edit("max_norm / length", "length / max_norm"))
transplant("clip-to-unit-length", "linalg", edit("(g / total * max_norm)", "(g / total)"))
transplant(
    "clip-to-unit-length",
    "network_class",
    edit("np.multiply(gradients[name], max_norm)", "gradients[name].copy()"),
)
transplant("clip-multiplied-by-limit", "network_class", edit("        result[name] /= norm\n", ""))
transplant("clip-multiplied-by-limit", "loops", edit("*= max_norm / norm", "*= max_norm"))
transplant("clip-by-squared-norm", "recursive", edit("max_norm / length", "max_norm / length**2"))
transplant("clip-by-squared-norm", "loops", edit("*= max_norm / norm", "*= max_norm / norm ** 2"))
transplant(
    "clip-weights-only",
    "loops",
    edit(
        "        if norm > max_norm:\n            new",
        '        if norm > max_norm and key[0] == "W":\n            new',
    ),
)
transplant(
    "clip-weights-only",
    "columns",
    edit("        for k in shorter:\n", '        for k in [k for k in shorter if k[0] == "W"]:\n'),
)
transplant("clip-drops-long-gradients", "loops", edit("*= max_norm / norm", "*= 0"))
transplant(
    "clip-never",
    "linalg",
    edit("        gradients = {k: (g / total", "        clipped = {k: (g / total"),
)
transplant("clip-never", "loops", edit("return new, norm", "return gradients, norm"))

transplant("ratio-upside-down", "loops", edit("r = first / last", "r = last / first"))
transplant(
    "ratio-upside-down", "network_class", edit("norms[0] / norms[-1]", "norms[-1] / norms[0]")
)
transplant(
    "ratio-upside-down",
    "linalg",
    edit('"vanishing"', '"exploding?"'),
    edit('return "exploding"', 'return "vanishing"'),
    edit('"exploding?"', '"exploding"'),
)
transplant(
    "limits-exchanged", "loops", edit("r < 0.01", "r < 100"), edit("elif r > 100", "elif r > 0.01")
)
transplant("limits-included", "loops", edit("r < 0.01", "r <= 0.01"), edit("r > 100", "r >= 100"))
transplant("limits-included", "tape", edit("r < 1e-2", "r <= 1e-2"), edit("r > 1e2", "r >= 1e2"))
transplant("limits-of-ten", "loops", edit("r < 0.01", "r < 0.1"), edit("r > 100", "r > 10"))
transplant(
    "limits-of-ten",
    "network_class",
    edit("exponent < -2", "exponent < -1"),
    edit("exponent > 2", "exponent > 1"),
)
transplant("first-norm-alone", "loops", edit("r = first / last", "r = first"))
transplant(
    "first-norm-alone",
    "network_class",
    edit("np.log10(norms[0] / norms[-1])", "np.log10(norms[0])"),
)
transplant("difference-for-ratio", "loops", edit("r = first / last", "r = first - last"))
transplant(
    "extremes-compared", "einsum", edit("r = norms[0] / norms[-1]", "r = min(norms) / max(norms)")
)
transplant(
    "mean-for-last", "einsum", edit("r = norms[0] / norms[-1]", "r = norms[0] / norms.mean()")
)
transplant("neighbour-for-last", "loops", edit("last = norms[len(norms) - 1]", "last = norms[1]"))
transplant(
    "neighbour-for-last", "einsum", edit("r = norms[0] / norms[-1]", "r = norms[0] / norms[1]")
)
transplant(
    "answer-capitalised",
    "loops",
    edit('"vanishing"', '"Vanishing"'),
    edit('"exploding"', '"Exploding"'),
    edit('"healthy"', '"Healthy"'),
)
transplant(
    "answer-capitalised",
    "exact_sums",
    edit('return "healthy"', 'return "Healthy"'),
    edit('"vanishing"', '"Vanishing"'),
    edit('"exploding"', '"Exploding"'),
)
