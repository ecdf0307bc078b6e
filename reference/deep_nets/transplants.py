"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

# Layer normalisation.

transplant(
    "ln-over-samples",
    "block_objects",
    edit(
        "        self.std = np.sqrt(x.var(-1, keepdims=True) + self.eps)\n"
        "        self.xhat = (x - x.mean(-1, keepdims=True)) / self.std\n"
        "        return self.xhat * self.gamma + self.beta\n",
        "        self.std = np.sqrt(x.var(-1, keepdims=True) + self.eps)\n"
        "        self.xhat = (x - x.mean(-1, keepdims=True)) / self.std\n"
        "        return (x - x.mean(0)) / np.sqrt(x.var(0) + self.eps) * self.gamma + self.beta\n",
    ),
)
transplant(
    "ln-over-samples",
    "own_copies",
    edit(
        "    x -= x.mean(axis=1).reshape(-1, 1)\n"
        "    var = np.square(x).mean(axis=1)\n"
        "    x /= np.sqrt(var + epsilon).reshape(-1, 1)\n",
        "    x -= x.mean(axis=0)\n"
        "    var = np.square(x).mean(axis=0)\n"
        "    x /= np.sqrt(var + epsilon)\n",
    ),
)
transplant(
    "ln-ddof",
    "loops",
    edit(
        "variance = sum((x[i, j] - mean) ** 2 for j in range(d)) / d",
        "variance = sum((x[i, j] - mean) ** 2 for j in range(d)) / (d - 1)",
    ),
)
transplant(
    "ln-epsilon-outside-root",
    "loops",
    edit("math.sqrt(variance + epsilon) + beta[j]", "(math.sqrt(variance) + epsilon) + beta[j]"),
)
transplant(
    "ln-no-root",
    "columns",
    edit("X / np.sqrt(np.mean(X * X, 0) + epsilon)", "X / (np.mean(X * X, 0) + epsilon)"),
)
transplant(
    "ln-not-centred",
    "own_copies",
    edit("    x -= x.mean(axis=1).reshape(-1, 1)\n", ""),
)
transplant(
    "ln-beta-scaled",
    "columns",
    edit("gamma[:, None] * Z + beta[:, None]", "gamma[:, None] * (Z + beta[:, None])"),
)
transplant(
    "ln-gamma-missing",
    "own_copies",
    edit("    x *= gamma\n", ""),
)
transplant(
    "ln-beta-missing",
    "generators",
    edit("np.multiply(normal, gamma) + beta", "np.multiply(normal, gamma)"),
)
transplant(
    "ln-in-place",
    "own_copies",
    edit(
        "    x = copy.deepcopy(x)\n    x -= x.mean(axis=1).reshape(-1, 1)\n",
        "    x -= x.mean(axis=1).reshape(-1, 1)\n    x = copy.deepcopy(x)\n",
    ),
)
transplant(
    "ln-statistics-constant",
    "loops",
    edit(
        "slope = ((1 if j == k else 0) - 1 / d - normal[j] * normal[k] / d) / std",
        "slope = (1 if j == k else 0) / std",
    ),
)
transplant(
    "ln-statistics-constant",
    "own_copies",
    edit("    dx = dx1 + dx2\n", "    dx = dxmu1\n"),
)
transplant(
    "ln-no-variance-path",
    "loops",
    edit(" - normal[j] * normal[k] / d) / std", ") / std"),
)
transplant(
    "ln-no-variance-path",
    "columns",
    edit(" - np.outer(Z[:, n], Z[:, n]) / D", ""),
)
transplant(
    "ln-no-mean-path",
    "columns",
    edit("P = np.eye(D) - ones - np.outer", "P = np.eye(D) - np.outer"),
)
transplant(
    "ln-no-mean-path",
    "own_copies",
    edit("    dx = dx1 + dx2\n", "    dx = dx1\n"),
)
transplant(
    "ln-gamma-missing-in-dx",
    "einsum",
    edit(
        'dx = np.einsum("nj,j,nji->ni", upstream, gamma, jacobians)',
        'dx = np.einsum("nj,nji->ni", upstream, jacobians)',
    ),
)
transplant(
    "ln-gamma-at-the-end",
    "columns",
    edit("    G = np.diag(gamma) @ E\n", "    G = E\n"),
    edit("out[:, n] = P @ G[:, n] / s[n]", "out[:, n] = gamma * (P @ G[:, n]) / s[n]"),
)
transplant(
    "ln-gamma-at-the-end",
    "einsum",
    edit('"nj,j,nji->ni", upstream', '"nj,i,nji->ni", upstream'),
)
transplant(
    "ln-dgamma-raw",
    "own_copies",
    edit("np.sum(upstream * xhat, axis=0)", "np.sum(upstream * x, axis=0)"),
)
transplant(
    "ln-dgamma-centred",
    "columns",
    edit("np.diag(E @ Z.T).copy()", "np.diag(E @ C.T).copy()"),
)
transplant(
    "ln-parameters-mean",
    "own_copies",
    edit("np.sum(upstream, axis=0)\n    dgamma", "np.mean(upstream, axis=0)\n    dgamma"),
    edit("np.sum(upstream * xhat, axis=0)", "np.mean(upstream * xhat, axis=0)"),
)
transplant(
    "ln-deviation-missing",
    "columns",
    edit("P @ G[:, n] / s[n]", "P @ G[:, n]"),
)
transplant(
    "ln-epsilon-forgotten-back",
    "loops",
    edit(
        "std = math.sqrt(sum((v - mean) ** 2 for v in x[i]) / d + epsilon)",
        "std = math.sqrt(sum((v - mean) ** 2 for v in x[i]) / d)",
    ),
)

# The net.

transplant(
    "relu-after-the-weights",
    "short_form",
    edit(
        'F = H(parameters, l, x, kind).clip(0) @ parameters[f"W{l}"] + parameters[f"b{l}"]\n',
        'F = (H(parameters, l, x, kind) @ parameters[f"W{l}"] + parameters[f"b{l}"]).clip(0)\n',
    ),
)
transplant(
    "relu-forgotten",
    "loops",
    edit(
        "                    if h[i, k] > 0:\n"
        "                        branch = branch + h[i, k] * W[k, j]\n",
        "                    branch = branch + h[i, k] * W[k, j]\n",
    ),
)
transplant(
    "relu-forgotten",
    "einsum",
    edit('np.einsum("ni,ij->nj", np.where(h > 0, h, 0), p', 'np.einsum("ni,ij->nj", h, p'),
)
transplant(
    "skip-forgotten",
    "loops",
    edit("after[i, j] = before[i, j] + scale * branch", "after[i, j] = scale * branch"),
)
transplant(
    "skip-in-every-kind",
    "loops",
    edit(
        '                if kind == "residual" or kind == "pre-norm":\n'
        "                    after[i, j] = before[i, j] + scale * branch\n"
        "                else:\n"
        "                    after[i, j] = branch\n",
        "                after[i, j] = before[i, j] + scale * branch\n",
    ),
)
transplant(
    "skip-only-residual",
    "loops",
    edit('if kind == "residual" or kind == "pre-norm":', 'if kind == "residual":'),
)
transplant(
    "skip-of-normalised",
    "loops",
    edit("before[i, j] + scale * branch", "h[i, j] + scale * branch"),
)
transplant(
    "scale-forgotten",
    "loops",
    edit("before[i, j] + scale * branch", "before[i, j] + branch"),
)
transplant(
    "scale-in-every-kind",
    "loops",
    edit("after[i, j] = branch\n", "after[i, j] = scale * branch\n"),
)
transplant(
    "scale-in-every-kind",
    "einsum",
    edit(
        "    stream = [x]\n    for l in range(depth):\n",
        "    stream, s = [x], scale\n    for l in range(depth):\n",
    ),
)
transplant(
    "scale-of-the-sum",
    "loops",
    edit("before[i, j] + scale * branch", "scale * (before[i, j] + branch)"),
)
transplant(
    "norm-only-pre-norm",
    "loops",
    edit('if kind == "normalised" or kind == "pre-norm":', 'if kind == "pre-norm":'),
)
transplant(
    "norm-of-the-first-block",
    "loops",
    edit(
        'layer_norm_forward(before, parameters[f"gamma{layer}"], parameters[f"beta{layer}"])',
        'layer_norm_forward(before, parameters["gamma1"], parameters["beta1"])',
    ),
)
transplant(
    "input-missing",
    "closures",
    edit("    return xs\n", "    return xs[1:]\n"),
)
transplant(
    "output-only",
    "generators",
    edit(
        "return list(walk(parameters, x, kind, scale))",
        "*_, out = walk(parameters, x, kind, scale)\n    return out",
    ),
)
transplant(
    "skip-way-missing",
    "loops",
    edit("dh + flow[layer] if skip else dh", "dh"),
)
transplant(
    "skip-way-missing",
    "short_form",
    edit("flow += [dh + d * skip_kind(kind)]", "flow += [dh]"),
)
transplant(
    "skip-way-in-every-kind",
    "short_form",
    edit("flow += [dh + d * skip_kind(kind)]", "flow += [dh + d]"),
)
transplant(
    "scale-missing-back",
    "short_form",
    edit("d * (scale if skip_kind(kind) else 1.0)", "d"),
)
transplant(
    "scale-missing-back",
    "own_copies",
    edit("            f *= scale\n", "            pass\n"),
)
transplant(
    "scale-only-weights",
    "einsum",
    edit('dh = s * np.einsum("nj,ij,ni->ni"', 'dh = np.einsum("nj,ij,ni->ni"'),
)
transplant(
    "scale-in-every-kind-back",
    "loops",
    edit("e = flow[layer][i, j] * (scale if skip else 1)", "e = flow[layer][i, j] * scale"),
)
transplant(
    "slope-missing",
    "own_copies",
    edit("        d[h <= 0] = 0\n", ""),
)
transplant(
    "slope-missing",
    "generators",
    edit("        back[~(h > 0)] = 0\n", ""),
)
transplant(
    "slope-of-the-stream",
    "own_copies",
    edit("        d[h <= 0] = 0\n", "        d[x <= 0] = 0\n"),
)
transplant(
    "slope-of-the-output",
    "own_copies",
    edit("        d[h <= 0] = 0\n", "        d[stream[i] <= 0] = 0\n"),
)
transplant(
    "slope-one-at-zero",
    "own_copies",
    edit("        d[h <= 0] = 0\n", "        d[h < 0] = 0\n"),
)
transplant(
    "weights-not-transposed",
    "own_copies",
    edit('np.dot(f, parameters["W" + str(i)].T)', 'np.dot(f, parameters["W" + str(i)])'),
)
transplant(
    "weights-not-transposed",
    "generators",
    edit('np.inner(part, block["W"])', 'np.matmul(part, block["W"])'),
)
transplant(
    "weight-gradient-without-relu",
    "own_copies",
    edit("np.dot(relu.T, f)", "np.dot(h.T, f)"),
)
transplant(
    "weight-gradient-of-the-stream",
    "short_form",
    edit("h.clip(0).T @ f, f.sum(0)", "x.clip(0).T @ f, f.sum(0)"),
)
transplant(
    "weight-gradient-transposed",
    "own_copies",
    edit("np.dot(relu.T, f)", "np.dot(f.T, relu)"),
)
transplant(
    "bias-gradient-mean",
    "own_copies",
    edit("np.sum(f, axis=0)", "np.mean(f, axis=0)"),
)
transplant(
    "flow-in-order-of-visit",
    "short_form",
    edit("return G, flow[::-1]", "return G, flow"),
)
transplant(
    "flow-in-order-of-visit",
    "own_copies",
    edit("flow = (e.copy(),) + flow\n", "flow = flow + (e.copy(),)\n"),
)
transplant(
    "flow-without-upstream",
    "generators",
    edit("    flow.reverse()\n", "    flow.reverse()\n    flow.pop()\n"),
)
transplant(
    "norm-passed-by",
    "own_copies",
    edit(
        "            d, dg, dbt = layer_norm_backward(",
        "            _, dg, dbt = layer_norm_backward(",
    ),
)
transplant(
    "norm-before-slope",
    "generators",
    edit("        back[~(h > 0)] = 0\n", ""),
    edit(
        '        error = back + error if "s" in traits else back\n',
        "        back = np.where(h > 0, back, 0)\n"
        '        error = back + error if "s" in traits else back\n',
    ),
)

# Measuring.

transplant(
    "size-mean-absolute",
    "loops",
    edit("math.hypot(*numbers) / math.sqrt(len(numbers))", "sum(numbers) / len(numbers)"),
)
transplant(
    "size-norm",
    "loops",
    edit("math.hypot(*numbers) / math.sqrt(len(numbers))", "math.hypot(*numbers)"),
)
transplant(
    "size-norm",
    "tape",
    edit(
        "(np.linalg.norm(np.ravel(a / top)) / np.sqrt(a.size))", "np.linalg.norm(np.ravel(a / top))"
    ),
)
transplant(
    "size-deviation",
    "block_objects",
    edit("np.sqrt(((a / top) ** 2).mean()) * top", "(a / top).std() * top"),
)
transplant(
    "size-overflow",
    "generators",
    edit(
        "        unit = magnitudes[-1]\n",
        "        unit = np.float64(magnitudes.any())\n",
    ),
)
transplant(
    "size-largest",
    "own_copies",
    edit("out.append(m * np.sqrt(b.sum() / b.size))", "out.append(m)"),
)
transplant(
    "cosine-with-itself",
    "block_objects",
    edit("C[~np.eye(len(x), dtype=bool)].mean()", "C.mean()"),
)
transplant(
    "cosine-with-itself",
    "generators",
    edit("itertools.permutations(directions, 2)", "itertools.product(directions, directions)"),
)
transplant(
    "cosine-divided-by-all",
    "own_copies",
    edit("c.sum() / (c.size - len(c))", "c.sum() / c.size"),
)
transplant(
    "cosine-correlation",
    "own_copies",
    edit(
        "        x[i] /= np.sqrt(np.sum(x[i] ** 2))\n",
        "        x[i] -= x[i].mean()\n        x[i] /= np.sqrt(np.sum(x[i] ** 2))\n",
    ),
)
transplant(
    "cosine-dot-products",
    "loops",
    edit(
        "np.dot(x[i], x[j]) / math.sqrt(np.dot(x[i], x[i])) / math.sqrt(np.dot(x[j], x[j]))",
        "np.dot(x[i], x[j])",
    ),
)
transplant(
    "cosine-squared-lengths",
    "own_copies",
    edit("x[i] /= np.sqrt(np.sum(x[i] ** 2))", "x[i] /= np.sum(x[i] ** 2)"),
)
transplant(
    "cosine-neighbours",
    "loops",
    edit("for j in range(i + 1, n):", "for j in range(i + 1, min(i + 2, n)):"),
)
transplant(
    "cosine-half",
    "short_form",
    edit("np.triu(u @ u.T, 1).sum() * 2 /", "np.triu(u @ u.T, 1).sum() /"),
)
transplant(
    "cosine-absolute",
    "loops",
    edit("total += float(np.dot", "total += abs(np.dot"),
)
transplant(
    "dead-for-any",
    "recursion",
    edit("sum(all(v <= 0 for v in unit)", "sum(any(v <= 0 for v in unit)"),
)
transplant(
    "dead-for-any",
    "short_form",
    edit("(~(h > 0).any(0)).mean()", "(~(h > 0).all(0)).mean()"),
)
transplant(
    "dead-samples",
    "recursion",
    edit("for unit in h.T.tolist()) / h.shape[1]", "for unit in h.tolist()) / h.shape[0]"),
)
transplant(
    "dead-not-at-zero",
    "recursion",
    edit("all(v <= 0 for v in unit)", "all(v < 0 for v in unit)"),
)
transplant(
    "alive-share",
    "generators",
    edit(
        "1.0 - float(np.average(np.any(h > 0, axis=0)))", "float(np.average(np.any(h > 0, axis=0)))"
    ),
)
transplant(
    "dead-count",
    "loops",
    edit("return dead / d", "return dead"),
)
transplant(
    "dead-on-average",
    "einsum",
    edit("np.sum(h > 0, axis=0) == 0", "np.sum(h, axis=0) <= 0"),
)

# The cures.

transplant(
    "scale-of-pre-norm-for-all",
    "loops",
    edit('branch = square if kind == "residual" else 1.0', "branch = 1.0"),
)
transplant(
    "scale-of-residual-for-all",
    "loops",
    edit('branch = square if kind == "residual" else 1.0', "branch = square"),
)
transplant(
    "scale-kinds-swapped",
    "columns",
    edit('if kind == "pre-norm":', 'if kind == "residual":'),
)
transplant(
    "scale-not-rooted",
    "short_form",
    edit("else (growth - 1) / depth) ** 0.5", "else (growth - 1) / depth)"),
)
transplant(
    "scale-growth-of-size",
    "own_copies",
    edit(
        '    if kind == "residual":\n        per_block',
        '    growth = growth**2\n    if kind == "residual":\n        per_block',
    ),
)
transplant(
    "scale-one-not-subtracted",
    "closures",
    edit(
        'np.power(growth, 1 / depth) - 1 if kind == "residual" else growth / depth - 1 / depth',
        'np.power(growth, 1 / depth) if kind == "residual" else growth / depth',
    ),
)
transplant(
    "all-at-once",
    "short_form",
    edit(
        '        F = h @ p[f"W{l}"] + p[f"b{l}"]\n        x = x',
        '        F = h @ W + p[f"b{l}"]\n        x = x',
    ),
)
transplant(
    "multiplied",
    "own_copies",
    edit('new["W" + str(i)] /= rms', 'new["W" + str(i)] *= rms'),
)
transplant(
    "by-mean-square",
    "short_form",
    edit("W / ((h @ W) ** 2).mean() ** 0.5", "W / ((h @ W) ** 2).mean()"),
)
transplant(
    "by-deviation",
    "short_form",
    edit("W / ((h @ W) ** 2).mean() ** 0.5", "W / (h @ W).std()"),
)
transplant(
    "each-unit",
    "generators",
    edit("np.average(product ** 2) ** 0.5", "np.average(product ** 2, axis=0) ** 0.5"),
)
transplant(
    "with-bias",
    "block_objects",
    edit("product = block.branch(x) - block.b", "product = block.branch(x)"),
)
transplant(
    "relu-not-measured",
    "own_copies",
    edit("        h[h < 0] = 0\n        rms", "        rms"),
)
transplant(
    "norm-forgotten",
    "own_copies",
    edit(
        '            h = layer_norm_forward(h, new["gamma" + str(i)], new["beta" + str(i)])\n',
        "            pass\n",
    ),
)
transplant(
    "own-parameters-changed",
    "generators",
    edit("cured = {name: p + 0.0 for name, p in parameters.items()}", "cured = parameters"),
)
transplant(
    "first-block-only",
    "own_copies",
    edit(
        "        rms = np.sqrt(np.mean(np.dot",
        "        rms = 1.0 if i > 1 else np.sqrt(np.mean(np.dot",
    ),
)
transplant(
    "only-weights-returned",
    "closures",
    edit("    return made\n", '    return {n: p for n, p in made.items() if n.startswith("W")}\n'),
)
