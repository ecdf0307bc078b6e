"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

transplant("bn-ddof", "columns", edit("ddof=0", "ddof=1"))
transplant(
    "bn-ddof",
    "sample_loops",
    edit("** 2 for n in range(N)) / N", "** 2 for n in range(N)) / (N - 1)"),
)
transplant(
    "bn-running-ddof",
    "layer_objects",
    edit("(1 - momentum) * layer.var", "(1 - momentum) * layer.var * layer.n / (layer.n - 1)"),
)
transplant(
    "bn-running-ddof",
    "staged",
    edit("(1 - momentum) * var", "(1 - momentum) * np.var(x, axis=0, ddof=1)"),
)
transplant(
    "bn-momentum-swapped",
    "recompute",
    edit("past, present = momentum, 1 - momentum", "past, present = 1 - momentum, momentum"),
)
transplant(
    "bn-momentum-swapped",
    "closures",
    edit("weights=[momentum, 1 - momentum]", "weights=[1 - momentum, momentum]"),
)
transplant(
    "bn-momentum-swapped",
    "staged",
    edit(
        "momentum * running['mean'] + (1 - momentum) * mu",
        "(1 - momentum) * running['mean'] + momentum * mu",
    ),
    edit(
        "momentum * running['var'] + (1 - momentum) * var",
        "(1 - momentum) * running['var'] + momentum * var",
    ),
)
transplant(
    "bn-running-replaced",
    "staged",
    edit("momentum * running['mean'] + (1 - momentum) * mu", "mu"),
    edit("momentum * running['var'] + (1 - momentum) * var", "var"),
)
transplant(
    "bn-running-replaced", "dropped_term", edit("momentum * running[k] + (1 - momentum) * v", "v")
)
transplant(
    "bn-running-never-moves", "staged", edit("return out, cache, new", "return out, cache, running")
)
transplant(
    "bn-running-never-moves",
    "layer_objects",
    edit("return out, layer, updated", "return out, layer, running"),
)
transplant(
    "bn-running-deviation", "staged", edit("(1 - momentum) * var", "(1 - momentum) * np.sqrt(var)")
)
transplant("bn-running-in-place", "own_copies", edit("    running = copy.deepcopy(running)\n", ""))
transplant(
    "bn-running-in-place",
    "one_line",
    edit("{k: np.array(v) for k, v in running.items()}", "running"),
)
transplant("bn-input-in-place", "own_copies", edit("    x = x.copy()\n", ""))
transplant(
    "bn-eval-batch-statistics",
    "staged",
    edit(
        "(x - running['mean']) / np.sqrt(running['var'] + epsilon)",
        "(x - x.mean(0)) / np.sqrt(x.var(0) + epsilon)",
    ),
)
transplant(
    "bn-eval-batch-statistics",
    "layer_objects",
    edit('layer.apply(x, running["mean"], running["var"])', "layer.forward(x)"),
)
transplant("bn-mode-ignored", "own_copies", edit("if training == True:", "if True:"))
transplant("bn-mode-ignored", "tape", edit("if training:", "if True:"))
transplant("bn-modes-swapped", "tape", edit("if training:", "if not training:"))
transplant("bn-modes-swapped", "own_copies", edit("training == True", "training == False"))
transplant(
    "bn-eval-updates-running",
    "staged",
    edit(
        "        return gamma * xhat + beta, None, running",
        "        new = {k: momentum * running[k] + (1 - momentum) * v for k, v in "
        "(('mean', x.mean(0)), ('var', x.var(0)))}\n"
        "        return gamma * xhat + beta, None, new",
    ),
)
transplant(
    "bn-training-running-statistics",
    "one_line",
    edit("(1 - momentum) * batch[k]\n", "(1 - momentum) * batch[k]\n        batch = new\n"),
)
transplant(
    "bn-epsilon-outside-root", "columns", edit("np.sqrt(v + epsilon)", "np.sqrt(v) + epsilon")
)
transplant(
    "bn-epsilon-outside-root",
    "layer_objects",
    edit("np.sqrt(var + self.eps)", "np.sqrt(var) + self.eps"),
)
transplant("bn-epsilon-forgotten", "layer_objects", edit("var + self.eps", "var"))
transplant("bn-epsilon-fixed", "columns", edit("v + epsilon", "v + 1e-5"))
transplant("bn-epsilon-fixed", "layer_objects", edit("= gamma, beta, eps", "= gamma, beta, 1e-5"))
transplant("bn-no-root", "columns", edit("np.sqrt(v + epsilon)", "v + epsilon"))
transplant("bn-no-root", "layer_objects", edit("np.sqrt(var + self.eps)", "var + self.eps"))
transplant(
    "bn-eval-no-root",
    "staged",
    edit("np.sqrt(running['var'] + epsilon)", "(running['var'] + epsilon)"),
)
transplant(
    "bn-eval-no-root",
    "closures",
    edit('(running["var"] + epsilon) ** 0.5', '(running["var"] + epsilon)'),
)
transplant(
    "bn-one-mean-for-all",
    "layer_objects",
    edit("x.mean(0)", "x.mean()"),
    edit("x.var(0)", "x.var()"),
)
transplant(
    "bn-one-mean-for-all",
    "staged",
    edit("mu = 1. / N * np.sum(x, axis=0)", "mu = np.mean(x)"),
    edit("var = 1. / N * np.sum(sq, axis=0)", "var = np.mean(sq)"),
)
transplant("bn-not-centred", "layer_objects", edit("(x - mean) / self.std", "x / self.std"))
transplant("bn-not-centred", "columns", edit("(X - m[:, None])", "X"))
transplant(
    "bn-not-scaled",
    "layer_objects",
    edit("return self.gamma * self.xhat + self.beta", "return self.xhat"),
)
transplant(
    "bn-not-scaled",
    "staged",
    edit("out = gammax + beta", "out = xhat"),
    edit("gamma * xhat + beta, None", "xhat, None"),
)
transplant("bn-eval-not-scaled", "staged", edit("gamma * xhat + beta, None", "xhat, None"))
transplant(
    "bn-eval-not-scaled",
    "closures",
    edit('(x - running["mean"]) * gamma /', '(x - running["mean"]) /'),
    edit("** 0.5 + beta", "** 0.5"),
)
transplant(
    "bn-beta-scaled",
    "layer_objects",
    edit("self.gamma * self.xhat + self.beta", "self.gamma * (self.xhat + self.beta)"),
)
transplant(
    "bn-beta-scaled",
    "columns",
    edit("np.diag(gamma) @ Xn + beta[:, None]", "np.diag(gamma) @ (Xn + beta[:, None])"),
)

transplant(
    "bn-statistics-constant", "staged", edit("return dx1 + dx2, dgamma", "return dxmu1, dgamma")
)
transplant(
    "bn-statistics-constant", "dropped_term", edit(" + dvar * 2 * centred / m + dmu / m", "")
)
transplant(
    "bn-no-variance-path",
    "staged",
    edit("dx1 = dxmu1 + dxmu2", "dx1 = dxmu1"),
    edit("np.sum(dxmu1 + dxmu2, axis=0)", "np.sum(dxmu1, axis=0)"),
)
transplant("bn-no-variance-path", "dropped_term", edit(" + dvar * 2 * centred / m", ""))
transplant("bn-no-variance-path", "closures", edit(" - xhat * dgamma", ""))
transplant("bn-no-mean-path", "staged", edit("return dx1 + dx2", "return dx1"))
transplant("bn-no-mean-path", "dropped_term", edit(" + dmu / m", ""))
transplant("bn-no-mean-path", "layer_objects", edit("return dxc - dmu / self.n", "return dxc"))
transplant(
    "bn-sums-for-means",
    "own_copies",
    edit("dx.mean(axis=0)", "dx.sum(axis=0)"),
    edit("(dx * xhat).mean", "(dx * xhat).sum"),
)
transplant(
    "bn-sums-for-means",
    "dropped_term",
    edit("dvar * 2 * centred / m + dmu / m", "dvar * 2 * centred + dmu"),
)
transplant("bn-variance-path-doubled", "staged", edit("0.5 * 1. / np.sqrt", "1. / np.sqrt"))
transplant("bn-variance-path-doubled", "layer_objects", edit("0.5 * dstd", "dstd"))
transplant("bn-variance-path-halved", "staged", edit("2 * xmu * dsq", "xmu * dsq"))
transplant("bn-variance-path-halved", "dropped_term", edit("dvar * 2 * centred", "dvar * centred"))
transplant("bn-variance-path-sign", "staged", edit("-1. / (sqrtvar ** 2)", "1. / (sqrtvar ** 2)"))
transplant("bn-variance-path-sign", "layer_objects", edit("dstd = -np.sum", "dstd = np.sum"))
transplant("bn-variance-path-power", "dropped_term", edit("** -1.5", "** -0.5"))
transplant("bn-gamma-missing", "layer_objects", edit("self.gamma * dout\n", "dout\n"))
transplant("bn-gamma-missing", "own_copies", edit("    dx *= np.array(gamma)\n", ""))
transplant("bn-deviation-missing", "own_copies", edit("    dx *= inv_std\n", ""))
transplant("bn-deviation-missing", "closures", edit("gamma / std * (N", "gamma * (N"))
transplant("bn-deviation-multiplied", "own_copies", edit("dx *= inv_std", "dx /= inv_std"))
transplant("bn-deviation-multiplied", "closures", edit("gamma / std * (N", "gamma * std * (N"))
transplant(
    "bn-epsilon-missing-in-backward", "recompute", edit("x.var(axis=0) + eps", "x.var(axis=0)")
)
transplant(
    "bn-epsilon-missing-in-backward",
    "sample_loops",
    edit("math.sqrt(variances[d] + epsilon)", "math.sqrt(variances[d])"),
)
transplant(
    "bn-epsilon-default-in-backward",
    "recompute",
    edit("x.var(axis=0) + eps", "x.var(axis=0) + 1e-5"),
)
transplant(
    "bn-epsilon-default-in-backward",
    "sample_loops",
    edit("variances[d] + epsilon", "variances[d] + 1e-5"),
)
transplant(
    "bn-dgamma-raw",
    "recompute",
    edit("(upstream * centred).sum(axis=0) / np.sqrt(s2)", "(upstream * x).sum(axis=0)"),
)
transplant(
    "bn-dgamma-raw",
    "sample_loops",
    edit("upstream[n, d] * xhat[n]\n", "upstream[n, d] * x[n, d]\n"),
)
transplant("bn-dgamma-centred", "staged", edit("dgammax * xhat", "dgammax * xmu"))
transplant(
    "bn-dgamma-centred",
    "recompute",
    edit("(upstream * centred).sum(axis=0) / np.sqrt(s2)", "(upstream * centred).sum(axis=0)"),
)
transplant("bn-dgamma-scaled", "staged", edit("dgamma = np.sum", "dgamma = gamma * np.sum"))
transplant(
    "bn-dgamma-scaled",
    "layer_objects",
    edit("(self.xhat * dout)", "(self.gamma * self.xhat * dout)"),
)
transplant(
    "bn-parameter-gradients-averaged",
    "layer_objects",
    edit("dout.sum(axis=0)", "dout.mean(axis=0)"),
    edit("(self.xhat * dout).sum", "(self.xhat * dout).mean"),
)
transplant(
    "bn-parameter-gradients-averaged",
    "staged",
    edit("dbeta = np.sum", "dbeta = np.mean"),
    edit("dgamma = np.sum", "dgamma = np.mean"),
)
transplant(
    "bn-parameter-gradients-swapped",
    "layer_objects",
    edit("cache.dgamma, cache.dbeta", "cache.dbeta, cache.dgamma"),
)
transplant(
    "bn-parameter-gradients-swapped", "staged", edit("dx2, dgamma, dbeta", "dx2, dbeta, dgamma")
)
transplant(
    "bn-upstream-in-place",
    "layer_objects",
    edit("dxn = self.gamma * dout", "dout *= self.gamma\n        dxn = dout"),
)
transplant(
    "bn-upstream-in-place",
    "staged",
    edit("dxhat = dgammax * gamma", "dgammax *= gamma\n    dxhat = dgammax"),
)
transplant(
    "bn-stale-cache",
    "layer_objects",
    edit(
        "    out = layer.forward(x)\n",
        "    global last\n    last = layer\n    out = layer.forward(x)\n",
    ),
    edit(
        "    dx = cache.backward(upstream)\n    return dx, cache.dgamma",
        "    cache = last\n    dx = cache.backward(upstream)\n    return dx, cache.dgamma",
    ),
)
transplant(
    "bn-stale-cache",
    "staged",
    edit(
        "    return out, cache, new",
        "    global saved\n    saved = cache\n    return out, cache, new",
    ),
    edit("var, eps = cache", "var, eps = saved"),
)

transplant("residual-skip-forgotten", "staged", edit("out = h3 + x", "out = h3"))
transplant("residual-skip-forgotten", "layer_objects", edit("return x + out", "return out"))
transplant("residual-in-place", "staged", edit("out = h3 + x", "x += h3\n    out = x"))
transplant("residual-in-place", "own_copies", edit("out = copy.copy(x)", "out = x"))
transplant("residual-in-place", "one_line", edit("out = x.copy()", "out = x"))
transplant("residual-relu-after-sum", "staged", edit("out = h3 + x", "out = np.maximum(h3 + x, 0)"))
transplant(
    "residual-relu-after-sum",
    "columns",
    edit(
        "return (A0 + W2.T @ A1 + b2.reshape(-1, 1)).T",
        "return np.maximum(A0 + W2.T @ A1 + b2.reshape(-1, 1), 0).T",
    ),
)
transplant(
    "residual-relu-after-branch",
    "layer_objects",
    edit("Affine(W2, b2)]", "Affine(W2, b2), Relu()]"),
    edit("first, _, second = cache.layers", "first, _, second, _ = cache.layers"),
)
transplant(
    "residual-relu-after-branch",
    "staged",
    edit("h3 = np.dot(h2, W2) + b2", "h3 = np.maximum(np.dot(h2, W2) + b2, 0)"),
)
transplant(
    "residual-relu-at-the-end-only",
    "layer_objects",
    edit("Relu(), Affine(W2, b2)]", "Affine(W2, b2), Relu()]"),
    edit("first, _, second = cache.layers", "first, second, _ = cache.layers"),
)
transplant("residual-no-relu", "staged", edit("    h2[h2 < 0] = 0\n", ""))
transplant("residual-no-relu", "tape", edit(".relu()", ""))
transplant(
    "residual-relu-first",
    "layer_objects",
    edit("[Affine(W1, b1), Relu()", "[Relu(), Affine(W1, b1)"),
    edit("first, _, second = cache.layers", "_, first, second = cache.layers"),
)
transplant("residual-first-bias-forgotten", "staged", edit("np.dot(x, W1) + b1", "np.dot(x, W1)"))
transplant(
    "residual-first-bias-forgotten",
    "columns",
    edit("Z = W1.T @ A0 + b1.reshape(-1, 1)", "Z = W1.T @ A0"),
)
transplant(
    "residual-second-bias-forgotten", "staged", edit("np.dot(h2, W2) + b2", "np.dot(h2, W2)")
)
transplant("residual-second-bias-forgotten", "own_copies", edit("    out += b2\n", ""))

transplant("residual-no-skip-gradient", "layer_objects", edit("return dx + dout", "return dx"))
transplant("residual-no-skip-gradient", "one_line", edit("    dx += upstream\n", ""))
transplant("residual-skip-gradient-only", "staged", edit("    dx += np.dot(dh1, W1.T)\n", ""))
transplant(
    "residual-skip-gradient-only", "own_copies", edit("    upstream += dhidden @ W1.T\n", "")
)
transplant("residual-roads-multiplied", "one_line", edit("dx += upstream", "dx *= upstream"))
transplant("residual-roads-multiplied", "layer_objects", edit("dx + dout", "dx * dout"))
transplant("residual-slope-missing", "staged", edit("    dh1[h1 <= 0] = 0\n", ""))
transplant(
    "residual-slope-missing", "own_copies", edit('    dhidden *= (cache["hidden"] > 0)\n', "")
)
transplant("residual-gate-on-gradient", "staged", edit("dh1[h1 <= 0]", "dh1[dh1 <= 0]"))
transplant("residual-gate-on-gradient", "layer_objects", edit("dout[self.mask]", "dout[dout <= 0]"))
transplant(
    "residual-activation-for-slope", "own_copies", edit('(cache["hidden"] > 0)', 'cache["hidden"]')
)
transplant("residual-activation-for-slope", "einsum", edit("np.sign(a)", "a"))
transplant("residual-slope-at-zero", "staged", edit("h1 <= 0", "h1 < 0"))
transplant("residual-slope-at-zero", "layer_objects", edit("(x <= 0)", "(x < 0)"))
transplant(
    "residual-weight-gradient-of-z",
    "staged",
    edit("np.dot(h2.T, upstream)", "np.dot(h1.T, upstream)"),
)
transplant("residual-weight-gradient-of-z", "columns", edit("delta2 @ A1.T", "delta2 @ Z.T"))
transplant(
    "residual-bias-gradient-mean",
    "staged",
    edit("db2 = np.sum", "db2 = np.mean"),
    edit("db1 = np.sum", "db1 = np.mean"),
)
transplant(
    "residual-bias-gradient-mean",
    "layer_objects",
    edit("self.x.T @ dout, dout.sum(0)", "self.x.T @ dout, dout.mean(0)"),
)
transplant(
    "residual-gradients-averaged",
    "layer_objects",
    edit("self.x.T @ dout, dout.sum(0)", "self.x.T @ dout / len(dout), dout.mean(0)"),
)
transplant(
    "residual-gradients-averaged",
    "staged",
    edit(
        "return dx, dW1, db1, dW2, db2",
        "N = len(x)\n    return dx, dW1 / N, db1 / N, dW2 / N, db2 / N",
    ),
)
transplant(
    "residual-untransposed",
    "staged",
    edit("np.dot(upstream, W2.T)", "np.dot(upstream, W2)"),
    edit("np.dot(dh1, W1.T)", "np.dot(dh1, W1)"),
)
transplant("residual-untransposed", "layer_objects", edit("dout @ self.W.T", "dout @ self.W"))
transplant(
    "residual-weight-gradient-transposed",
    "columns",
    edit("(delta1 @ A0.T).T", "delta1 @ A0.T"),
    edit("(delta2 @ A1.T).T", "delta2 @ A1.T"),
)
transplant(
    "residual-upstream-in-place",
    "staged",
    edit("dx = upstream.copy()", "dx = upstream", of="residual_backward"),
)
transplant(
    "residual-upstream-in-place",
    "layer_objects",
    edit("return dx + dout", "dout += dx\n        return dout"),
)
transplant(
    "residual-stale-cache",
    "staged",
    edit(
        "return out, (x, W1, b1, W2, b2, h1, h2)",
        "global block\n    block = x, W1, b1, W2, b2, h1, h2\n    return out, block",
    ),
    edit("h1, h2 = cache", "h1, h2 = block"),
)
