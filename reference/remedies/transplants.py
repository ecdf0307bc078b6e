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
    "whole_sequence",
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
    "whole_sequence",
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
transplant("residual-in-place", "whole_sequence", edit("out = x.copy()", "out = x"))
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
transplant("residual-no-skip-gradient", "whole_sequence", edit("    dx += upstream\n", ""))
transplant("residual-skip-gradient-only", "staged", edit("    dx += np.dot(dh1, W1.T)\n", ""))
transplant(
    "residual-skip-gradient-only", "own_copies", edit("    upstream += dhidden @ W1.T\n", "")
)
transplant("residual-roads-multiplied", "whole_sequence", edit("dx += upstream", "dx *= upstream"))
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

transplant(
    "lstm-gate-order",
    "staged",
    edit("np.tanh(a[:, 2 * H:3 * H])", "np.tanh(a[:, 3 * H:])"),
    edit("sigmoid(a[:, 3 * H:])", "sigmoid(a[:, 2 * H:3 * H])"),
)
transplant(
    "lstm-gate-order",
    "columns",
    edit("Wi, Wf, Wg, Wo", "Wi, Wf, Wo, Wg"),
    edit("Ui, Uf, Ug, Uo", "Ui, Uf, Uo, Ug"),
    edit("bi, bf, bg, bo", "bi, bf, bo, bg"),
)
transplant(
    "lstm-gates-swapped",
    "columns",
    edit("Wi, Wf, Wg, Wo", "Wf, Wi, Wg, Wo"),
    edit("Ui, Uf, Ug, Uo", "Uf, Ui, Ug, Uo"),
    edit("bi, bf, bg, bo", "bf, bi, bg, bo"),
)
transplant(
    "lstm-gates-swapped",
    "tape",
    edit("i = z.columns(0", "f = z.columns(0"),
    edit("f = z.columns(H", "i = z.columns(H"),
)
transplant(
    "lstm-output-before-candidate-first",
    "columns",
    edit("Wi, Wf, Wg, Wo", "Wf, Wi, Wo, Wg"),
    edit("Ui, Uf, Ug, Uo", "Uf, Ui, Uo, Ug"),
    edit("bi, bf, bg, bo", "bf, bi, bo, bg"),
)
transplant(
    "lstm-gates-interleaved",
    "recompute",
    edit(".reshape(len(x), 4, -1)", ".reshape(len(x), -1, 4).swapaxes(1, 2)"),
)
transplant(
    "lstm-sigmoid-candidate",
    "staged",
    edit("np.tanh(a[:, 2 * H:3 * H])", "sigmoid(a[:, 2 * H:3 * H])"),
)
transplant("lstm-sigmoid-candidate", "layer_objects", edit("np.tanh(g),", "self.sigmoid(g),"))
transplant(
    "lstm-tanh-gates",
    "layer_objects",
    edit(
        "self.sigmoid(i), self.sigmoid(f), np.tanh(g), self.sigmoid(o)",
        "np.tanh(i), np.tanh(f), np.tanh(g), np.tanh(o)",
    ),
)
transplant(
    "lstm-tanh-gates",
    "columns",
    edit("i = sigma(", "i = np.tanh("),
    edit("f = sigma(", "f = np.tanh("),
    edit("o = sigma(", "o = np.tanh("),
)
transplant("lstm-candidate-linear", "layer_objects", edit("np.tanh(g),", "g,"))
transplant(
    "lstm-candidate-linear", "staged", edit("np.tanh(a[:, 2 * H:3 * H])", "a[:, 2 * H:3 * H]")
)
transplant("lstm-gate-added", "staged", edit("f * c + i * g", "f * c + i + g"))
transplant("lstm-gate-added", "columns", edit("f * Cp + i * g", "f * Cp + i + g"))
transplant("lstm-shared-bias", "staged", edit("h.dot(U) + b", "h.dot(U) + np.tile(b[:H], 4)"))
transplant(
    "lstm-shared-bias",
    "columns",
    edit("Hp + bf", "Hp + bi"),
    edit("Hp + bg", "Hp + bi"),
    edit("Hp + bo", "Hp + bi"),
)
transplant("lstm-bias-forgotten", "staged", edit("h.dot(U) + b", "h.dot(U)"))
transplant("lstm-bias-forgotten", "own_copies", edit("    z += b\n", ""))
transplant("lstm-hidden-ignored", "staged", edit(" + h.dot(U)", ""))
transplant("lstm-hidden-ignored", "own_copies", edit("    z += h @ U\n", ""))
transplant("lstm-memory-for-hidden", "staged", edit("h.dot(U)", "c.dot(U)"))
transplant("lstm-memory-for-hidden", "tape", edit("h @ U", "c @ U"))
transplant("lstm-hidden-for-memory", "staged", edit("f * c + i * g", "f * h + i * g"))
transplant("lstm-hidden-for-memory", "layer_objects", edit("f * c_prev", "f * h_prev"))
transplant("lstm-memory-overwritten", "staged", edit("f * c + i * g", "i * g"))
transplant("lstm-memory-overwritten", "tape", edit("f * c + i * g", "i * g"))
transplant("lstm-never-forgets", "staged", edit("f * c + i * g", "c + i * g"))
transplant("lstm-never-forgets", "dropped_term", edit("c * f + g * i", "c + g * i"))
transplant("lstm-forget-complement", "layer_objects", edit("f * c_prev", "(1 - f) * c_prev"))
transplant("lstm-forget-complement", "dropped_term", edit("c * f + g * i", "c * (1 - f) + g * i"))
transplant("lstm-coupled-gates", "layer_objects", edit("c_prev + g * i", "c_prev + g * (1 - f)"))
transplant("lstm-coupled-gates", "staged", edit("f * c + i * g", "f * c + (1 - f) * g"))
transplant(
    "lstm-output-unsquashed", "staged", edit("next_h = o * np.tanh(next_c)", "next_h = o * next_c")
)
transplant("lstm-output-unsquashed", "layer_objects", edit("o * np.tanh(c_next)", "o * c_next"))
transplant(
    "lstm-output-of-old-memory",
    "staged",
    edit("next_h = o * np.tanh(next_c)", "next_h = o * np.tanh(c)"),
)
transplant(
    "lstm-output-of-old-memory", "layer_objects", edit("o * np.tanh(c_next)", "o * np.tanh(c_prev)")
)
transplant("lstm-no-output-gate", "staged", edit("next_h = o * np", "next_h = np"))
transplant("lstm-no-output-gate", "layer_objects", edit("o * np.tanh(c_next)", "np.tanh(c_next)"))
transplant("lstm-states-swapped", "staged", edit("return next_h, next_c", "return next_c, next_h"))
transplant("lstm-states-swapped", "layer_objects", edit("return h, c, cell", "return c, h, cell"))
transplant("lstm-memory-in-place", "own_copies", edit("    c = c.copy()\n", ""))
transplant(
    "lstm-memory-in-place",
    "staged",
    edit("next_c = f * c + i * g", "c *= f\n    c += i * g\n    next_c = c"),
)

transplant("lstm-drops-next", "staged", edit("dc + dh * o", "dh * o"))
transplant("lstm-drops-next", "layer_objects", edit("dc_next + (dh_next * o)", "(dh_next * o)"))
transplant("lstm-drops-hidden", "staged", edit(" + dh * o * (1 - np.tanh(next_c) ** 2)", ""))
transplant(
    "lstm-drops-hidden", "layer_objects", edit(" + (dh_next * o) * (1 - tanh_c_next ** 2)", "")
)
transplant(
    "lstm-previous-memory-from-dc-alone",
    "staged",
    edit("dprev_c = dnext_c * f", "dprev_c = dc * f"),
)
transplant(
    "lstm-previous-memory-from-dc-alone",
    "layer_objects",
    edit("dc_prev = ds * f", "dc_prev = dc_next * f"),
)
transplant(
    "lstm-previous-memory-unforgotten", "staged", edit("dprev_c = dnext_c * f", "dprev_c = dnext_c")
)
transplant(
    "lstm-previous-memory-unforgotten", "layer_objects", edit("dc_prev = ds * f", "dc_prev = ds")
)
transplant(
    "lstm-previous-memory-through-input-gate",
    "staged",
    edit("dprev_c = dnext_c * f", "dprev_c = dnext_c * i"),
)
transplant(
    "lstm-previous-memory-through-input-gate",
    "layer_objects",
    edit("dc_prev = ds * f", "dc_prev = ds * i"),
)
transplant("lstm-output-gate-missing", "staged", edit("dc + dh * o", "dc + dh"))
transplant("lstm-output-gate-missing", "layer_objects", edit("(dh_next * o)", "dh_next"))
transplant("lstm-memory-slope-missing", "staged", edit(" * (1 - np.tanh(next_c) ** 2)", ""))
transplant("lstm-memory-slope-missing", "dropped_term", edit(" * (1 - t) * (1 + t)", ""))
transplant("lstm-memory-slope-of-value", "staged", edit("np.tanh(next_c) ** 2", "next_c ** 2"))
transplant(
    "lstm-memory-slope-of-value", "layer_objects", edit("1 - tanh_c_next ** 2", "1 - c_next ** 2")
)
transplant(
    "lstm-memory-slope-of-slope",
    "layer_objects",
    edit("1 - tanh_c_next ** 2", "1 - np.tanh(tanh_c_next) ** 2"),
)
transplant("lstm-memory-slope-of-slope", "columns", edit("1 - T ** 2", "1 - np.tanh(T) ** 2"))
transplant(
    "lstm-gate-slopes-missing",
    "staged",
    edit("di * i * (1 - i)", "di"),
    edit("df * f * (1 - f)", "df"),
    edit("dg * (1 - g ** 2)", "dg"),
    edit("do * o * (1 - o)", "do"),
)
transplant("lstm-gate-slopes-missing", "dropped_term", edit("dz = dgates * slopes", "dz = dgates"))
transplant("lstm-candidate-sigmoid-slope", "staged", edit("dg * (1 - g ** 2)", "dg * g * (1 - g)"))
transplant(
    "lstm-candidate-sigmoid-slope",
    "dropped_term",
    edit("    slopes[:, 2 * n:3 * n] = 1 - g * g\n", ""),
)
transplant("lstm-candidate-slope-not-squared", "staged", edit("dg * (1 - g ** 2)", "dg * (1 - g)"))
transplant("lstm-candidate-slope-not-squared", "layer_objects", edit("1 - g ** 2", "1 - g"))
transplant(
    "lstm-tanh-slope-for-gates",
    "staged",
    edit("di * i * (1 - i)", "di * (1 - i ** 2)"),
    edit("df * f * (1 - f)", "df * (1 - f ** 2)"),
    edit("do * o * (1 - o)", "do * (1 - o ** 2)"),
)
transplant(
    "lstm-tanh-slope-for-gates", "dropped_term", edit("gates * (1 - gates)", "1 - gates ** 2")
)
transplant(
    "lstm-slope-of-gate-value",
    "staged",
    edit("di * i * (1 - i)", "di * sigmoid(i) * (1 - sigmoid(i))"),
    edit("df * f * (1 - f)", "df * sigmoid(f) * (1 - sigmoid(f))"),
    edit("1 - g ** 2", "1 - np.tanh(g) ** 2"),
    edit("do * o * (1 - o)", "do * sigmoid(o) * (1 - sigmoid(o))"),
)
transplant(
    "lstm-partners-swapped",
    "staged",
    edit("di = dnext_c * g", "di = dnext_c * i"),
    edit("dg = dnext_c * i", "dg = dnext_c * g"),
)
transplant(
    "lstm-partners-swapped",
    "layer_objects",
    edit("di = ds * g", "di = ds * i"),
    edit("dg = ds * i", "dg = ds * g"),
)
transplant(
    "lstm-forget-with-new-memory", "staged", edit("df = dnext_c * c", "df = dnext_c * next_c")
)
transplant(
    "lstm-forget-with-new-memory", "layer_objects", edit("df = ds * c_prev", "df = ds * c_next")
)
transplant(
    "lstm-output-gate-with-raw-memory",
    "staged",
    edit("do = dh * np.tanh(next_c)", "do = dh * next_c"),
)
transplant(
    "lstm-output-gate-with-raw-memory",
    "layer_objects",
    edit("do = dh_next * tanh_c_next", "do = dh_next * c_next"),
)
transplant("lstm-output-gate-from-memory", "staged", edit("do = dh *", "do = dnext_c *"))
transplant("lstm-output-gate-from-memory", "layer_objects", edit("do = dh_next *", "do = ds *"))
transplant(
    "lstm-gradients-in-other-order", "staged", edit("dai, daf, dag, dao)", "dai, daf, dao, dag)")
)
transplant(
    "lstm-gradients-in-other-order", "layer_objects", edit("(di, df, dg, do)", "(di, df, do, dg)")
)
transplant("lstm-bias-gradient-mean", "staged", edit("da.sum(axis=0)", "da.mean(axis=0)"))
transplant("lstm-bias-gradient-mean", "layer_objects", edit("dA.sum(axis=0)", "dA.mean(axis=0)"))
transplant("lstm-bias-gradient-unsummed", "staged", edit("da.sum(axis=0)", "da"))
transplant("lstm-bias-gradient-unsummed", "layer_objects", edit("dA.sum(axis=0)", "dA"))
transplant("lstm-new-hidden-for-old", "staged", edit("h.T.dot(da)", "next_h.T.dot(da)"))
transplant("lstm-upstream-in-place", "own_copies", edit("    dc = dc.copy()\n", ""))
transplant(
    "lstm-upstream-in-place", "staged", edit("dnext_c = dc + dh", "dnext_c = dc\n    dnext_c += dh")
)
transplant(
    "lstm-step-stale-cache",
    "staged",
    edit("cache = (x, h, c", "global saved\n    cache = saved = (x, h, c"),
    edit("next_h = cache", "next_h = saved"),
)

transplant(
    "lstm-states-not-handed-on", "staged", edit("x[:, t, :], prev_h, prev_c", "x[:, t, :], h0, c0")
)
transplant("lstm-states-not-handed-on", "columns", edit("x[:, t], h, c", "x[:, t], h0, c0"))
transplant(
    "lstm-memory-not-handed-on",
    "staged",
    edit("x[:, t, :], prev_h, prev_c", "x[:, t, :], prev_h, c0"),
)
transplant("lstm-memory-not-handed-on", "columns", edit("x[:, t], h, c", "x[:, t], h, c0"))
transplant(
    "lstm-hidden-not-handed-on",
    "staged",
    edit("x[:, t, :], prev_h, prev_c", "x[:, t, :], h0, prev_c"),
)
transplant("lstm-hidden-not-handed-on", "columns", edit("x[:, t], h, c", "x[:, t], h0, c"))
transplant(
    "lstm-starts-from-zero",
    "staged",
    edit("prev_h, prev_c = h0, c0", "prev_h, prev_c = np.zeros((N, H)), np.zeros((N, H))"),
)
transplant("lstm-starts-from-zero", "columns", edit("h, c = h0, c0", "h, c = 0 * h0, 0 * c0"))
transplant(
    "lstm-memory-starts-from-zero",
    "staged",
    edit("prev_h, prev_c = h0, c0", "prev_h, prev_c = h0, np.zeros((N, H))"),
)
transplant("lstm-memory-starts-from-zero", "columns", edit("h, c = h0, c0", "h, c = h0, 0 * c0"))
transplant(
    "lstm-initial-states-swapped",
    "staged",
    edit("prev_h, prev_c = h0, c0", "prev_h, prev_c = c0, h0"),
)
transplant("lstm-initial-states-swapped", "columns", edit("h, c = h0, c0", "h, c = c0, h0"))
transplant(
    "lstm-one-step-late", "whole_sequence", edit("return hs[:, 1:], (x", "return hs[:, :-1], (x")
)
transplant(
    "lstm-one-step-late",
    "einsum",
    edit("[h for h, _, _ in states[1:]]", "[h for h, _, _ in states[:-1]]"),
)
transplant(
    "lstm-initial-state-included", "whole_sequence", edit("return hs[:, 1:], (x", "return hs, (x")
)
transplant(
    "lstm-initial-state-included",
    "einsum",
    edit("[h for h, _, _ in states[1:]]", "[h for h, _, _ in states]"),
)
transplant("lstm-last-state-only", "staged", edit("return hs, (cache", "return prev_h, (cache"))
transplant("lstm-last-state-only", "columns", edit("return hs.transpose(0, 2, 1)", "return h"))
transplant("lstm-memories-returned", "staged", edit("hs[:, t, :] = prev_h", "hs[:, t, :] = prev_c"))
transplant(
    "lstm-memories-returned", "whole_sequence", edit("return hs[:, 1:], (x", "return cs[:, 1:], (x")
)
transplant(
    "lstm-states-time-first", "dropped_term", edit("np.array(out).swapaxes(0, 1)", "np.array(out)")
)
transplant("lstm-states-time-first", "recompute", edit("np.stack(hs, 1)", "np.stack(hs)"))
transplant(
    "lstm-states-reshaped",
    "dropped_term",
    edit("np.array(out).swapaxes(0, 1)", "np.array(out).reshape(x.shape[0], x.shape[1], -1)"),
)
transplant("lstm-time-axis", "dropped_term", edit("xt in x.transpose(1, 0, 2)", "xt in x"))
transplant(
    "lstm-backwards-in-time", "staged", edit("for t in range(T):", "for t in reversed(range(T)):")
)
transplant(
    "lstm-last-state-everywhere",
    "staged",
    edit("        hs[:, t, :] = prev_h", "        hs[:] = prev_h[:, None]"),
)

transplant(
    "time-gradients-overwritten",
    "staged",
    edit("dW += dWt", "dW = dWt"),
    edit("dU += dUt", "dU = dUt"),
    edit("db += dbt", "db = dbt"),
)
transplant(
    "time-gradients-overwritten",
    "dropped_term",
    edit("dW, dU, db = dW + w, dU + u, db + v", "dW, dU, db = w, u, v"),
)
transplant(
    "time-gradients-of-last-step",
    "einsum",
    edit("sum(dWs), sum(dUs), np.sum(dbs, axis=0)", "dWs[0], dUs[0], dbs[0]"),
)
transplant(
    "time-gradients-of-last-step",
    "columns",
    edit(
        "np.sum(dWs, axis=0), np.sum(dUs, axis=0), np.array(dbs).sum(axis=0)",
        "dWs[0], dUs[0], dbs[0]",
    ),
)
transplant(
    "time-gradients-averaged",
    "columns",
    edit("np.sum(dWs", "np.mean(dWs"),
    edit("np.sum(dUs", "np.mean(dUs"),
    edit("np.array(dbs).sum", "np.array(dbs).mean"),
)
transplant(
    "time-gradients-averaged",
    "staged",
    edit("dW, dU, db", "dW / T, dU / T, db / T", of="lstm_backward"),
)
transplant("lstm-drops-next-hidden", "staged", edit("dhs[:, t, :] + dprev_h", "dhs[:, t, :]"))
transplant("lstm-drops-next-hidden", "dropped_term", edit("dhs[:, t] + later_h", "dhs[:, t]"))
transplant(
    "lstm-drops-next-memory", "staged", edit("+ dprev_h, dprev_c", "+ dprev_h, np.zeros((N, H))")
)
transplant("lstm-drops-next-memory", "dropped_term", edit("+ later_h, later_c", "+ later_h, 0"))
transplant(
    "lstm-steps-apart",
    "staged",
    edit("dhs[:, t, :] + dprev_h, dprev_c", "dhs[:, t, :], np.zeros((N, H))"),
)
transplant("lstm-steps-apart", "dropped_term", edit("dhs[:, t] + later_h, later_c", "dhs[:, t], 0"))
transplant(
    "lstm-last-loss-only",
    "staged",
    edit("dprev_h = np.zeros((N, H))", "dprev_h = dhs[:, -1]"),
    edit("dhs[:, t, :] + dprev_h", "dprev_h"),
)
transplant("lstm-forward-in-time", "staged", edit("range(T - 1, -1, -1)", "range(T)"))
transplant(
    "lstm-forward-in-time", "dropped_term", edit("range(len(cache))[::-1]", "range(len(cache))")
)
transplant("lstm-upstream-reversed", "dropped_term", edit("dhs[:, t] +", "dhs[:, -1 - t] +"))
transplant(
    "lstm-upstream-reversed",
    "einsum",
    edit("zip(dhs.swapaxes(0, 1)[::-1]", "zip(dhs.swapaxes(0, 1)"),
)
transplant("lstm-dx-reversed", "einsum", edit("np.stack(dxs[::-1], 1)", "np.stack(dxs, 1)"))
transplant("lstm-dx-reversed", "layer_objects", edit("    dxs.reverse()\n", ""))
transplant(
    "lstm-dx-time-first", "dropped_term", edit("np.array(dx).transpose(1, 0, 2)", "np.array(dx)")
)
transplant("lstm-dx-time-first", "layer_objects", edit("np.stack(dxs, axis=1)", "np.stack(dxs)"))
transplant(
    "lstm-initial-gradients-of-last-step",
    "einsum",
    edit("1), h, c, sum", "1), *results[0][1:3], sum"),
)
transplant("lstm-initial-gradients-zero", "einsum", edit("1), h, c, sum", "1), 0 * h, 0 * c, sum"))
transplant(
    "lstm-initial-gradients-zero",
    "staged",
    edit(
        "dx, dprev_h, dprev_c, dW, ",
        "dx, np.zeros((N, H)), np.zeros((N, H)), dW, ",
        of="lstm_backward",
    ),
)
transplant(
    "lstm-initial-gradients-summed",
    "einsum",
    edit("dxs, _, _, dWs", "dxs, dh0s, dc0s, dWs"),
    edit("1), h, c, sum", "1), sum(dh0s), sum(dc0s), sum"),
)
transplant(
    "lstm-last-cache-for-all", "staged", edit("dprev_c, cache[t])", "dprev_c, cache[T - 1])")
)
transplant(
    "lstm-last-cache-for-all", "dropped_term", edit("later_c, cache[t])", "later_c, cache[-1])")
)
transplant("lstm-gradients-added-in-place", "own_copies", edit("    dhs = dhs.copy()\n", ""))
transplant(
    "lstm-stale-cache",
    "staged",
    edit("return hs, (cache, D)", "global steps\n    steps = cache, D\n    return hs, steps"),
    edit("cache, D = cache", "cache, D = steps"),
)
