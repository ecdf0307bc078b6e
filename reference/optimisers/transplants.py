"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

transplant(
    "l2-decoupled",
    "classes",
    edit(
        "    def gradient(self, name, p, g):\n"
        '        return g + self.decay * p if name.startswith("W") else g\n'
        "\n"
        "    def shrunk(self, name, p):\n"
        "        return p\n",
        "    def gradient(self, name, p, g):\n"
        "        return g\n"
        "\n"
        "    def shrunk(self, name, p):\n"
        '        return p * (1 - self.rate * self.decay) if name.startswith("W") else p\n',
    ),
)
transplant(
    "l2-decoupled",
    "closures",
    edit(
        "adam_l2_step = _rule(coupled=1, decoupled=0)",
        "adam_l2_step = _rule(coupled=0, decoupled=1)",
    ),
)
transplant(
    "l2-decoupled",
    "flat_vectors",
    edit(
        "state, learning_rate, weight_decay, 0, beta1",
        "state, learning_rate, 0, weight_decay, beta1",
    ),
)
transplant(
    "l2-forgotten",
    "closures",
    edit(
        "adam_l2_step = _rule(coupled=1, decoupled=0)",
        "adam_l2_step = _rule(coupled=0, decoupled=0)",
    ),
)
transplant(
    "l2-forgotten",
    "comprehensions",
    edit(
        "gradients[k] + extra[k] for k in sorted(gradients)",
        "gradients[k] for k in sorted(gradients)",
    ),
)
transplant(
    "l2-biases-decay",
    "in_place_on_copies",
    edit(
        '        if "W" in k:\n            gradients[k] += weight_decay * parameters[k]\n',
        "        gradients[k] += weight_decay * parameters[k]\n",
    ),
)
transplant(
    "l2-biases-decay",
    "history_of_gradients",
    edit(
        '        if not name.startswith("b"):\n'
        "            penalised[name] += weight_decay * parameters[name]\n",
        "        penalised[name] += weight_decay * parameters[name]\n",
    ),
)
transplant(
    "l2-sign",
    "comprehensions",
    edit("gradients[k] + extra[k] for k in sorted", "gradients[k] - extra[k] for k in sorted"),
)
transplant(
    "l2-sign",
    "in_place_on_copies",
    edit("gradients[k] += weight_decay", "gradients[k] -= weight_decay"),
)
transplant(
    "l2-factor-two",
    "in_place_on_copies",
    edit("gradients[k] += weight_decay", "gradients[k] += 2 * weight_decay"),
)
transplant(
    "l2-factor-two",
    "short_form",
    edit("return p, g + (weight_decay * p if", "return p, g + (weight_decay / 2 * p if"),
)
transplant(
    "l2-sign-of-weight",
    "history_of_gradients",
    edit(
        "penalised[name] += weight_decay * parameters[name]",
        "penalised[name] += weight_decay * np.sign(parameters[name])",
    ),
)
transplant(
    "l2-sign-of-weight",
    "short_form",
    edit("return p, g + (weight_decay * p if", "return p, g + (weight_decay * np.sign(p) if"),
)
transplant(
    "l2-gradients-changed",
    "in_place_on_copies",
    edit(
        "    parameters = copy.deepcopy(parameters)\n    gradients = copy.deepcopy(gradients)\n",
        "    parameters = copy.deepcopy(parameters)\n",
    ),
)
transplant(
    "l2-gradients-changed",
    "history_of_gradients",
    edit("penalised[name] = gradients[name] * 1.0", "penalised[name] = gradients[name]"),
)
transplant(
    "l2-state-forgotten",
    "history_of_gradients",
    edit(
        "        for name, p in parameters.items()\n    }, history\n",
        "        for name, p in parameters.items()\n    }, None\n",
    ),
)
transplant(
    "l2-state-forgotten",
    "comprehensions",
    edit(
        "{k: parameters[k] - learning_rate * step[k] for k in parameters}, state",
        "{k: parameters[k] - learning_rate * step[k] for k in parameters}, None",
    ),
)
transplant(
    "decay-in-gradient",
    "classes",
    edit(
        "class AdamW(Adam):\n"
        "    def gradient(self, name, p, g):\n"
        "        return g\n"
        "\n"
        "    def shrunk(self, name, p):\n"
        '        return p * (1 - self.rate * self.decay) if name.startswith("W") else p\n',
        "class AdamW(Adam):\n    pass\n",
    ),
)
transplant(
    "decay-in-gradient",
    "closures",
    edit(
        "adamw_step = _rule(coupled=0, decoupled=1)", "adamw_step = _rule(coupled=1, decoupled=0)"
    ),
)
transplant(
    "decay-in-gradient",
    "loops",
    edit(
        "weight_decay, beta1, beta2, epsilon, True)", "weight_decay, beta1, beta2, epsilon, False)"
    ),
)
transplant(
    "decay-forgotten",
    "closures",
    edit(
        "adamw_step = _rule(coupled=0, decoupled=1)", "adamw_step = _rule(coupled=0, decoupled=0)"
    ),
)
transplant(
    "decay-forgotten",
    "classes",
    edit('p * (1 - self.rate * self.decay) if name.startswith("W") else p', "p"),
)
transplant(
    "decay-without-learning-rate",
    "in_place_on_copies",
    edit("parameters[k] *= 1 - learning_rate * weight_decay", "parameters[k] *= 1 - weight_decay"),
)
transplant(
    "decay-without-learning-rate",
    "history_of_gradients",
    edit(
        "moved[name] - learning_rate * weight_decay * parameters[name]",
        "moved[name] - weight_decay * parameters[name]",
    ),
)
transplant(
    "decay-after-the-step",
    "history_of_gradients",
    edit(
        "moved[name] - learning_rate * weight_decay * parameters[name]",
        "moved[name] - learning_rate * weight_decay * moved[name]",
    ),
)
transplant(
    "decay-after-the-step",
    "classes",
    edit(
        "new[name] = self.shrunk(name, p) - self.rate * moments.direction(name, "
        "*self.betas, self.epsilon)",
        "new[name] = p - self.rate * moments.direction(name, *self.betas, self.epsilon)\n"
        "            new[name] = self.shrunk(name, new[name])",
    ),
)
transplant(
    "decay-of-biases",
    "classes",
    edit(
        'p * (1 - self.rate * self.decay) if name.startswith("W") else p',
        "p * (1 - self.rate * self.decay)",
    ),
)
transplant(
    "decay-of-biases",
    "short_form",
    edit(
        "p - (learning_rate * weight_decay * p if _decays(name) else 0), g",
        "p - learning_rate * weight_decay * p, g",
    ),
)
transplant(
    "decay-sign",
    "short_form",
    edit("p - (learning_rate * weight_decay * p if", "p + (learning_rate * weight_decay * p if"),
)
transplant(
    "decay-sign",
    "in_place_on_copies",
    edit("*= 1 - learning_rate * weight_decay", "*= 1 + learning_rate * weight_decay"),
)
transplant(
    "decay-factor-two",
    "comprehensions",
    edit("(step[k] + extra[k]) for", "(step[k] + 2 * extra[k]) for"),
)
transplant(
    "decay-factor-two",
    "in_place_on_copies",
    edit("*= 1 - learning_rate * weight_decay", "*= 1 - learning_rate * weight_decay / 2"),
)
transplant(
    "adamw-state-forgotten",
    "comprehensions",
    edit(
        "(step[k] + extra[k]) for k in parameters}, state",
        "(step[k] + extra[k]) for k in parameters}, None",
    ),
)
transplant(
    "adamw-state-forgotten",
    "history_of_gradients",
    edit("    return moved, history\n", "    return moved, None\n"),
)
transplant(
    "adamw-changes-parameters",
    "in_place_on_copies",
    edit(
        "    parameters = copy.deepcopy(parameters)\n    state = state or", "    state = state or"
    ),
)
transplant(
    "warmup-from-zero",
    "comprehensions",
    edit("peak / warmup * (step + 1)", "peak / warmup * step"),
)
transplant(
    "warmup-from-zero",
    "loops",
    edit("peak * ((step + 1) / warmup)", "peak * (step / warmup)"),
)
transplant(
    "warmup-from-zero",
    "flat_vectors",
    edit("np.arange(1, warmup + 1) / max", "np.arange(warmup) / max"),
)
transplant(
    "warmup-from-floor",
    "closures",
    edit(
        "return (step + 1) / warmup * peak", "return (step + 1) / warmup * (peak - floor) + floor"
    ),
)
transplant(
    "warmup-from-floor",
    "classes",
    edit(
        "return self.peak * (step + 1) / self.warmup",
        "return self.floor + (self.peak - self.floor) * (step + 1) / self.warmup",
    ),
)
transplant(
    "cosine-over-all-steps",
    "closures",
    edit("phase = np.pi * (step - warmup) / (total - warmup)", "phase = np.pi * step / total"),
)
transplant(
    "cosine-over-all-steps",
    "loops",
    edit("angle = math.pi * (step - warmup) / (total - warmup)", "angle = math.pi * step / total"),
)
transplant(
    "cosine-of-total-length",
    "comprehensions",
    edit("(step - warmup) / (total - warmup)", "(step - warmup) / total"),
)
transplant(
    "cosine-of-total-length",
    "classes",
    edit("(step - self.warmup) / (self.total - self.warmup)", "(step - self.warmup) / self.total"),
)
transplant(
    "cosine-zero-at-the-end",
    "classes",
    edit("return float(self.floor)", "return 0.0"),
)
transplant(
    "cosine-zero-at-the-end",
    "closures",
    edit(
        "    def resting(step):\n        return floor\n",
        "    def resting(step):\n        return 0.0\n",
    ),
)
transplant(
    "quarter-cosine",
    "loops",
    edit("(1 + math.cos(angle)) / 2", "math.cos(angle / 2)"),
)
transplant(
    "quarter-cosine",
    "closures",
    edit("np.cos(phase / 2) ** 2", "np.cos(phase / 2)"),
)
transplant(
    "whole-cosine",
    "loops",
    edit("angle = math.pi *", "angle = 2 * math.pi *"),
)
transplant(
    "whole-cosine",
    "flat_vectors",
    edit("(1 + np.cos(np.pi * falling)) / 2", "(1 + np.cos(2 * np.pi * falling)) / 2"),
)
transplant(
    "floor-forgotten",
    "loops",
    edit("lr = floor + (peak - floor) * (1", "lr = peak * (1"),
)
transplant(
    "floor-forgotten",
    "classes",
    edit("share * self.peak + (1 - share) * self.floor", "share * self.peak"),
)
transplant(
    "floor-added",
    "comprehensions",
    edit("floor + 0.5 * (peak - floor)", "floor + 0.5 * peak"),
)
transplant(
    "floor-added",
    "flat_vectors",
    edit("floor + (peak - floor) * (1", "floor + peak * (1"),
)
transplant(
    "linear-decay",
    "flat_vectors",
    edit(
        "floor + (peak - floor) * (1 + np.cos(np.pi * falling)) / 2",
        "floor + (peak - floor) * (1 - falling)",
    ),
)
transplant(
    "linear-decay",
    "classes",
    edit("(1 + np.cos(np.pi * done)) / 2", "1 - done"),
)
transplant(
    "clipped-above-only",
    "classes",
    edit("np.maximum(np.minimum(g, limit), -limit)", "np.minimum(g, limit)"),
)
transplant(
    "clipped-above-only",
    "loops",
    edit("            elif c[i] < -limit:\n                c[i] = -limit\n", ""),
)
transplant(
    "sign-lost",
    "short_form",
    edit(
        "np.minimum(np.abs(g), limit).astype(g.dtype) * np.sign(g)",
        "np.minimum(np.abs(g), limit).astype(g.dtype)",
    ),
)
transplant(
    "too-large-becomes-zero",
    "closures",
    edit("np.sign(g) * limit, g)", "0, g)"),
)
transplant(
    "too-large-becomes-zero",
    "in_place_on_copies",
    edit("g[g > limit] = limit", "g[g > limit] = 0"),
    edit("g[g < -limit] = -limit", "g[g < -limit] = 0"),
)
transplant(
    "cosine-not-divided",
    "comprehensions",
    edit("float(u @ w / lengths)", "float(u @ w)"),
)
transplant(
    "cosine-not-divided",
    "loops",
    edit("cosine = uw / (math.sqrt(uu) * math.sqrt(ww))", "cosine = uw"),
)
transplant(
    "cosine-roots-forgotten",
    "loops",
    edit("(math.sqrt(uu) * math.sqrt(ww))", "(uu * ww)"),
)
transplant(
    "cosine-roots-forgotten",
    "history_of_gradients",
    edit("uw / uu**0.5 / ww**0.5", "uw / uu / ww"),
)
transplant(
    "ratio-of-lengths",
    "classes",
    edit("u.dot(w) / u.length / w.length", "w.length / u.length"),
)
transplant(
    "ratio-of-lengths",
    "loops",
    edit("uw / (math.sqrt(uu) * math.sqrt(ww))", "math.sqrt(ww) / math.sqrt(uu)"),
)
transplant(
    "zero-gradient-divided",
    "selections",
    edit(
        "dots[0] / np.sqrt(dots[1]) / np.sqrt(dots[2]) if dots[1] else 1.0",
        "dots[0] / np.sqrt(dots[1]) / np.sqrt(dots[2])",
    ),
)
transplant(
    "gradients-clipped-in-place",
    "in_place_on_copies",
    edit("clipped = copy.deepcopy(gradients)", "clipped = gradients"),
)
transplant(
    "scaled-too-late",
    "in_place_on_copies",
    edit(
        "errors[-1] = upstream * scale",
        "errors[-1] = upstream\n    errors[-1] *= np.float16(scale)",
    ),
)
transplant(
    "scaled-too-late",
    "short_form",
    edit(
        "start = (upstream * scale).astype(np.float16)",
        "start = upstream.astype(np.float16) * np.float16(scale)",
    ),
)
transplant(
    "scale-forgotten",
    "closures",
    edit("back(len(factors), upstream * scale,", "back(len(factors), upstream,"),
)
transplant(
    "scale-forgotten",
    "selections",
    edit("table[layers] = upstream * scale", "table[layers] = upstream"),
)
transplant(
    "scaled-at-every-layer",
    "selections",
    edit("table[row + 1] * factors[row]", "table[row + 1] * factors[row] * np.float16(scale)"),
)
transplant(
    "rounded-at-the-end",
    "selections",
    edit(
        "np.ones((layers + 1, samples), np.float16)", "np.ones((layers + 1, samples), np.float32)"
    ),
    edit(
        "table[row + 1] * factors[row]\n",
        "table[row + 1] * factors[row]\n    table = table.astype(np.float16)\n",
    ),
)
transplant(
    "never-rounded",
    "loops",
    edit("dtype=np.float16)", "dtype=np.float32)"),
)
transplant(
    "never-rounded",
    "selections",
    edit("np.ones((layers + 1, samples), np.float16)", "np.ones((layers + 1, samples))"),
)
transplant(
    "rows-in-order-of-travel",
    "classes",
    edit("upstream.astype(bool)))[::-1]", "upstream.astype(bool)))"),
)
transplant(
    "rows-in-order-of-travel",
    "flat_vectors",
    edit("return errors[::-1], lost[::-1]", "return errors, lost"),
)
transplant(
    "lost-counts-true-zeros",
    "closures",
    edit("((errors == 0) & ~doomed)", "(errors == 0)"),
)
transplant(
    "lost-counts-true-zeros",
    "in_place_on_copies",
    edit("    lost &= ~zeros\n", ""),
)
transplant(
    "lost-as-count",
    "closures",
    edit("~doomed).mean(axis=1)", "~doomed).sum(axis=1)"),
)
transplant(
    "lost-as-count",
    "loops",
    edit("return errors, lost / N", "return errors, lost"),
)
transplant(
    "lost-over-all-layers",
    "closures",
    edit("~doomed).mean(axis=1)", "~doomed).mean()"),
)
transplant(
    "share-that-survived",
    "classes",
    edit("(alive & (error == 0))", "(alive & (error != 0))"),
)
transplant(
    "share-that-survived",
    "flat_vectors",
    edit("(errors == 0) & alive", "(errors != 0) & alive"),
)
transplant(
    "lost-includes-subnormal",
    "closures",
    edit("((errors == 0) &", "((abs(errors) < 6.1e-5) &"),
)
transplant(
    "divided-in-half-precision",
    "closures",
    edit('return g.astype("f4") / scale', 'return (g / np.float16(scale)).astype("f4")'),
)
transplant(
    "divided-in-half-precision",
    "flat_vectors",
    edit(
        "flatten(gradients, names).astype(np.float32) / scale",
        "(flatten(gradients, names) / np.float16(scale)).astype(np.float32)",
    ),
)
transplant(
    "stays-half",
    "closures",
    edit('return g.astype("f4") / scale', "return g / np.float16(scale)"),
)
transplant(
    "multiplied",
    "closures",
    edit('g.astype("f4") / scale', 'g.astype("f4") * scale'),
)
transplant(
    "multiplied",
    "in_place_on_copies",
    edit("g /= scale", "g *= scale"),
)
transplant(
    "not-divided",
    "in_place_on_copies",
    edit("        g /= scale\n", ""),
)
transplant(
    "not-divided",
    "loops",
    edit("out[key][i] = value / scale", "out[key][i] = value"),
)
transplant(
    "bad-only-nan",
    "loops",
    edit("math.isnan(value) or math.isinf(value)", "math.isnan(value)"),
)
transplant(
    "bad-only-infinite",
    "loops",
    edit("math.isnan(value) or math.isinf(value)", "math.isinf(value)"),
)
transplant(
    "bad-only-nan",
    "classes",
    edit("int(np.isinf(g).sum() + np.isnan(g).sum())", "int(np.isnan(g).sum())"),
)
transplant(
    "bad-only-infinite",
    "classes",
    edit("int(np.isinf(g).sum() + np.isnan(g).sum())", "int(np.isinf(g).sum())"),
)
transplant(
    "bad-counts-arrays",
    "in_place_on_copies",
    edit("int((~np.isfinite(g)).sum())", "int((~np.isfinite(g)).any())"),
)
transplant(
    "counts-the-good",
    "in_place_on_copies",
    edit("~np.isfinite(g)", "np.isfinite(g)"),
)
transplant(
    "grows-one-late",
    "closures",
    edit("good_steps + 1 >= interval", "good_steps >= interval"),
)
transplant(
    "grows-one-late",
    "comprehensions",
    edit("good_steps >= interval - 1", "good_steps >= interval"),
)
transplant(
    "count-kept-after-overflow",
    "closures",
    edit("return max(1.0, scale / 2), 0", "return max(1.0, scale / 2), good_steps"),
)
transplant(
    "count-kept-after-growth",
    "closures",
    edit("return 2 * scale, 0", "return 2 * scale, good_steps + 1"),
)
transplant(
    "count-kept-after-growth",
    "loops",
    edit(
        "            scale = scale * 2\n            good_steps = 0\n",
        "            scale = scale * 2\n",
    ),
)
transplant(
    "below-one",
    "loops",
    edit("        if scale < 1:\n            scale = 1.0\n", ""),
)
transplant(
    "below-one",
    "classes",
    edit("max(1.0, 0.5 * self.scale)", "0.5 * self.scale"),
)
transplant(
    "halved-not-at-all",
    "loops",
    edit("        scale = scale / 2\n        if", "        if"),
)
transplant(
    "reversed",
    "closures",
    edit("(shrink if bad else", "(shrink if not bad else"),
)
transplant(
    "never-grows",
    "loops",
    edit("            scale = scale * 2\n            good_steps = 0\n", "            pass\n"),
)
transplant(
    "grows-by-one",
    "short_form",
    edit("return 2 * scale, 0", "return scale + 1, 0"),
)
transplant(
    "grows-by-one",
    "loops",
    edit("scale = scale * 2", "scale = scale + 1"),
)
transplant(
    "back-to-one",
    "short_form",
    edit("max(scale * 0.5, 1.0)", "1.0"),
)
transplant(
    "back-to-one",
    "closures",
    edit("max(1.0, scale / 2)", "1.0"),
)
transplant(
    "overflow-not-skipped",
    "flat_vectors",
    edit("    if bad == 0:\n        p = p", "    if True:\n        p = p"),
)
transplant(
    "overflow-not-skipped",
    "comprehensions",
    edit("p if bad else p - learning_rate", "p - learning_rate"),
)
transplant(
    "not-unscaled",
    "in_place_on_copies",
    edit(
        "    if not bad:\n        for k in parameters:\n            unscaled[k] *= learning_rate",
        "    if not bad:\n"
        "        for k in parameters:\n"
        "            unscaled[k] = gradients[k].astype(np.float32)\n"
        "            unscaled[k] *= learning_rate",
    ),
)
transplant(
    "not-unscaled",
    "comprehensions",
    edit("learning_rate * g[k]", "learning_rate * np.float32(gradients[k])"),
)
transplant(
    "scaler-not-updated",
    "comprehensions",
    edit("return new, loss_scale_step(*scaler, bad, interval)", "return new, scaler"),
)
transplant(
    "scaler-not-updated",
    "in_place_on_copies",
    edit("    scaler[0], scaler[1] = loss_scale_step(scaler[0], scaler[1], bad, interval)\n", ""),
)
transplant(
    "scaler-forgets-count",
    "closures",
    edit("loss_scale_step(scaler[0], scaler[1], bad", "loss_scale_step(scaler[0], 0, bad"),
)
transplant(
    "scaler-forgets-count",
    "in_place_on_copies",
    edit("loss_scale_step(scaler[0], scaler[1], bad", "loss_scale_step(scaler[0], 0, bad"),
)
transplant(
    "ascends",
    "comprehensions",
    edit("p - learning_rate * g[k]", "p + learning_rate * g[k]"),
)
transplant(
    "ascends",
    "short_form",
    edit("p + -rate * unscaled[n]", "p + rate * unscaled[n]"),
)
transplant(
    "parameters-in-place",
    "in_place_on_copies",
    edit("    parameters = {k: p.copy() for k, p in parameters.items()}\n", ""),
)
transplant(
    "weights-in-half-precision",
    "comprehensions",
    edit("p - learning_rate * g[k]", "np.float32(np.float16(p - learning_rate * g[k]))"),
)
