"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

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
transplant("lstm-never-forgets", "one_gate_array", edit("c * f + g * i", "c + g * i"))
transplant("lstm-forget-complement", "layer_objects", edit("f * c_prev", "(1 - f) * c_prev"))
transplant("lstm-forget-complement", "one_gate_array", edit("c * f + g * i", "c * (1 - f) + g * i"))
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
transplant("lstm-memory-slope-missing", "one_gate_array", edit(" * (1 - t) * (1 + t)", ""))
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
transplant(
    "lstm-gate-slopes-missing", "one_gate_array", edit("dz = dgates * slopes", "dz = dgates")
)
transplant("lstm-candidate-sigmoid-slope", "staged", edit("dg * (1 - g ** 2)", "dg * g * (1 - g)"))
transplant(
    "lstm-candidate-sigmoid-slope",
    "one_gate_array",
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
    "lstm-tanh-slope-for-gates", "one_gate_array", edit("gates * (1 - gates)", "1 - gates ** 2")
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
    "lstm-states-time-first",
    "one_gate_array",
    edit("np.array(out).swapaxes(0, 1)", "np.array(out)"),
)
transplant("lstm-states-time-first", "recompute", edit("np.stack(hs, 1)", "np.stack(hs)"))
transplant(
    "lstm-states-reshaped",
    "one_gate_array",
    edit("np.array(out).swapaxes(0, 1)", "np.array(out).reshape(x.shape[0], x.shape[1], -1)"),
)
transplant("lstm-time-axis", "one_gate_array", edit("xt in x.transpose(1, 0, 2)", "xt in x"))
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
    "one_gate_array",
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
transplant("lstm-drops-next-hidden", "one_gate_array", edit("dhs[:, t] + later_h", "dhs[:, t]"))
transplant(
    "lstm-drops-next-memory", "staged", edit("+ dprev_h, dprev_c", "+ dprev_h, np.zeros((N, H))")
)
transplant("lstm-drops-next-memory", "one_gate_array", edit("+ later_h, later_c", "+ later_h, 0"))
transplant(
    "lstm-steps-apart",
    "staged",
    edit("dhs[:, t, :] + dprev_h, dprev_c", "dhs[:, t, :], np.zeros((N, H))"),
)
transplant(
    "lstm-steps-apart", "one_gate_array", edit("dhs[:, t] + later_h, later_c", "dhs[:, t], 0")
)
transplant(
    "lstm-last-loss-only",
    "staged",
    edit("dprev_h = np.zeros((N, H))", "dprev_h = dhs[:, -1]"),
    edit("dhs[:, t, :] + dprev_h", "dprev_h"),
)
transplant("lstm-forward-in-time", "staged", edit("range(T - 1, -1, -1)", "range(T)"))
transplant(
    "lstm-forward-in-time", "one_gate_array", edit("range(len(cache))[::-1]", "range(len(cache))")
)
transplant("lstm-upstream-reversed", "one_gate_array", edit("dhs[:, t] +", "dhs[:, -1 - t] +"))
transplant(
    "lstm-upstream-reversed",
    "einsum",
    edit("zip(dhs.swapaxes(0, 1)[::-1]", "zip(dhs.swapaxes(0, 1)"),
)
transplant("lstm-dx-reversed", "einsum", edit("np.stack(dxs[::-1], 1)", "np.stack(dxs, 1)"))
transplant("lstm-dx-reversed", "layer_objects", edit("    dxs.reverse()\n", ""))
transplant(
    "lstm-dx-time-first", "one_gate_array", edit("np.array(dx).transpose(1, 0, 2)", "np.array(dx)")
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
    "lstm-last-cache-for-all", "one_gate_array", edit("later_c, cache[t])", "later_c, cache[-1])")
)
transplant("lstm-gradients-added-in-place", "own_copies", edit("    dhs = dhs.copy()\n", ""))
transplant(
    "lstm-stale-cache",
    "staged",
    edit("return hs, (cache, D)", "global steps\n    steps = cache, D\n    return hs, steps"),
    edit("cache, D = cache", "cache, D = steps"),
)
