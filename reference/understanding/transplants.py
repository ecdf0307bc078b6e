"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

transplant("gradient-signed", "backward_and_restore", edit("torch.abs(x.grad[0])", "x.grad[0]"))
transplant("gradient-signed", "numpy_and_torch", edit("(gradient**2).sqrt()", "gradient"))
transplant(
    "positive-part-only",
    "frozen_for_a_while",
    edit(".squeeze(0).abs()", ".squeeze(0).clamp(min=0)"),
)
transplant(
    "positive-part-only", "hooks", edit("torch.where(g < 0, -g, g)", "torch.where(g < 0, 0, g)")
)
transplant(
    "gradient-of-the-probability",
    "backward_and_restore",
    edit("out = model(x)", "out = torch.softmax(model(x), dim=1)"),
)
transplant(
    "gradient-of-the-probability",
    "autograd_everywhere",
    edit("logits = model(x)", "logits = model(x).softmax(-1)"),
)
transplant(
    "gradient-of-the-loss",
    "autograd_everywhere",
    edit("logits = model(x)", "logits = torch.log_softmax(model(x), 1)"),
)
transplant(
    "gradient-of-the-largest-logit",
    "backward_and_restore",
    edit("out[0][label].backward()", "out.max().backward()"),
)
transplant(
    "gradient-of-the-largest-logit",
    "numpy_and_torch",
    edit("choose[0, label] = 1", "choose[0, logits.argmax()] = 1"),
)
transplant(
    "gradient-of-all-logits",
    "frozen_for_a_while",
    edit("model(x)[:, label].sum()", "model(x).sum()"),
)
transplant(
    "gradient-of-all-logits",
    "numpy_and_torch",
    edit(
        "choose = torch.zeros_like(logits)\n    choose[0, label] = 1",
        "choose = torch.ones_like(logits)",
    ),
)
transplant(
    "gradient-squared", "backward_and_restore", edit("torch.abs(x.grad[0])", "x.grad[0] ** 2")
)
transplant("gradient-squared", "numpy_and_torch", edit("(gradient**2).sqrt()", "gradient**2"))
transplant(
    "gradient-times-input",
    "backward_and_restore",
    edit("torch.abs(x.grad[0])", "torch.abs(x.grad[0] * image)"),
)
transplant(
    "gradient-times-input", "autograd_everywhere", edit("g[1].abs()", "(g[1] * image).abs()")
)
transplant(
    "scaled-to-one",
    "backward_and_restore",
    edit(
        "    return torch.abs(x.grad[0])",
        "    found = torch.abs(x.grad[0])\n    return found / found.max()",
    ),
)
transplant(
    "scaled-to-one",
    "frozen_for_a_while",
    edit(".squeeze(0).abs()", ".squeeze(0).abs() / x.grad.abs().max()"),
)
transplant(
    "largest-of-the-first-axis",
    "backward_and_restore",
    edit("torch.abs(x.grad[0])", "torch.abs(x.grad[0]).max(dim=0)[0]"),
)
transplant(
    "largest-of-the-first-axis",
    "frozen_for_a_while",
    edit(".squeeze(0).abs()", ".squeeze(0).abs().amax(0)"),
)
transplant(
    "batch-axis-kept", "backward_and_restore", edit("torch.abs(x.grad[0])", "torch.abs(x.grad)")
)
transplant("batch-axis-kept", "frozen_for_a_while", edit(".squeeze(0).abs()", ".abs()"))
transplant(
    "batch-axis-forgotten",
    "transforms",
    edit("model(i.unsqueeze(0)).squeeze(0)[label]", "model(i)[label]"),
)
transplant("batch-axis-forgotten", "hooks", edit("model(x.reshape(1, *x.shape))", "model(x)"))
transplant(
    "parameters-gradients-polluted",
    "backward_and_restore",
    edit("    for p, grad in zip(model.parameters(), kept):\n        p.grad = grad\n", ""),
)
transplant(
    "parameters-gradients-polluted",
    "deep_copies",
    edit("twin = copy.deepcopy(model)\n", "twin = model\n", of="saliency"),
    edit("    twin.zero_grad()\n", ""),
    edit("    twin.eval()\n", "    was = twin.training\n    twin.eval()\n"),
    edit("    return leaf.grad", "    twin.train(was)\n    return leaf.grad"),
)
transplant(
    "parameters-gradients-cleared",
    "backward_and_restore",
    edit("        p.grad = grad", "        p.grad = None"),
)
transplant(
    "model-left-frozen",
    "frozen_for_a_while",
    edit("    for p, flag in flags:\n        p.requires_grad_(flag)\n", ""),
)
transplant(
    "image-changed",
    "numpy_and_torch",
    edit("    image = torch.empty_like(image).copy_(image.detach())\n", ""),
)
transplant(
    "evaluation-mode-forgotten",
    "autograd_everywhere",
    edit("    model.train(False)\n", "", of="saliency"),
)
transplant(
    "left-in-evaluation-mode",
    "backward_and_restore",
    edit("    if was:\n        model.train()\n", "", of="saliency"),
)
transplant(
    "left-in-evaluation-mode", "hooks", edit("        self.model.train(self.was)", "        pass")
)
transplant(
    "left-in-training-mode",
    "backward_and_restore",
    edit("    if was:\n        model.train()\n", "    model.train()\n", of="saliency"),
)
transplant(
    "left-in-training-mode",
    "frozen_for_a_while",
    edit("model.train(mode)", "model.train()", of="saliency"),
)
transplant(
    "graph-kept",
    "autograd_everywhere",
    edit(
        "torch.autograd.grad(logits[1, label], x)",
        "torch.autograd.grad(logits[1, label], x, create_graph=True)",
    ),
)
transplant(
    "graph-kept",
    "backward_and_restore",
    edit(".backward()\n    for p", ".backward(create_graph=True)\n    for p"),
)
transplant(
    "brought-back-to-the-cpu",
    "frozen_for_a_while",
    edit(".squeeze(0).abs()", ".squeeze(0).abs().cpu()"),
)
transplant(
    "brought-back-to-the-cpu",
    "numpy_and_torch",
    edit("(gradient**2).sqrt()", "gradient.abs().to('cpu')"),
)

transplant(
    "shares-rounded-down",
    "backward_and_restore",
    edit("math.floor(len(idx) * fraction + 0.5)", "int(len(idx) * fraction)"),
)
transplant(
    "shares-rounded-down",
    "autograd_everywhere",
    edit("int(fraction * len(mine) + 0.5)", "int(fraction * len(mine))"),
)
transplant(
    "shares-rounded-up",
    "backward_and_restore",
    edit("math.floor(len(idx) * fraction + 0.5)", "math.ceil(len(idx) * fraction)"),
)
transplant(
    "shares-rounded-up",
    "transforms",
    edit("np.floor(size * fraction + 0.5)", "np.ceil(size * fraction)"),
)
transplant(
    "halves-rounded-to-even", "hooks", edit("fraction * len(idx) + 1e-9", "fraction * len(idx)")
)
transplant("halves-rounded-to-even", "deep_copies", edit("ROUND_HALF_UP)", "'ROUND_HALF_EVEN')"))
transplant(
    "fraction-for-training",
    "backward_and_restore",
    edit("val += idx[:k]", "val += idx[k:]"),
    edit("train += idx[k:]", "train += idx[:k]"),
)
transplant(
    "fraction-for-training", "transforms", edit("validation = rank < np", "validation = rank >= np")
)
transplant(
    "validation-left-in-training", "backward_and_restore", edit("train += idx[k:]", "train += idx")
)
transplant(
    "validation-left-in-training",
    "hooks",
    edit("t = [i for i in range(len(x)) if i not in val]", "t = list(range(len(x)))"),
)
transplant(
    "drawn-with-replacement",
    "backward_and_restore",
    edit("rng.shuffle(idx)", "idx = list(rng.choice(idx, size=len(idx)))"),
)
transplant("first-of-each-class", "backward_and_restore", edit("        rng.shuffle(idx)\n", ""))
transplant(
    "first-of-each-class",
    "transforms",
    edit("keys = rng.random(len(labels))", "keys = np.arange(len(labels))"),
)
transplant(
    "first-of-each-class",
    "autograd_everywhere",
    edit("    order = rng.permutation(len(x))\n    x, labels = x[order], labels[order]\n", ""),
)
transplant(
    "generator-of-its-own",
    "backward_and_restore",
    edit(
        "    train, val = [], []\n    for c in sorted",
        "    rng = np.random.default_rng(42)\n    train, val = [], []\n    for c in sorted",
    ),
)
transplant(
    "generator-of-its-own",
    "transforms",
    edit("keys = rng.random(", "keys = np.random.default_rng(0).random("),
)
transplant(
    "global-generator", "frozen_for_a_while", edit("rng.permutation", "np.random.permutation")
)
transplant("global-generator", "hooks", edit("rng.choice(", "np.random.choice("))
transplant(
    "labels-left-behind",
    "autograd_everywhere",
    edit("x, labels = x[order], labels[order]", "x = x[order]"),
)
transplant(
    "shuffled-in-place",
    "autograd_everywhere",
    edit("x, labels = x[order], labels[order]", "x[:], labels[:] = x[order], labels[order]"),
)
transplant(
    "arguments-handed-back",
    "autograd_everywhere",
    edit(
        "    order = rng.permutation(len(x))\n",
        "    if fraction == 0:\n"
        "        return [x, labels, x[:0], labels[:0]]\n"
        "    if fraction == 1:\n"
        "        return [x[:0], labels[:0], x, labels]\n"
        "    order = rng.permutation(len(x))\n",
    ),
)
transplant(
    "parts-swapped",
    "autograd_everywhere",
    edit(
        "[x[~taken], labels[~taken], x[taken], labels[taken]]",
        "[x[taken], labels[taken], x[~taken], labels[~taken]]",
    ),
)
transplant(
    "parts-swapped",
    "backward_and_restore",
    edit(
        "x[train], labels[train], x[val], labels[val]",
        "x[val], labels[val], x[train], labels[train]",
    ),
)
transplant(
    "pairs-in-another-order",
    "backward_and_restore",
    edit("labels[train], x[val]", "x[val], labels[train]"),
)
transplant(
    "pairs-in-another-order",
    "transforms",
    edit("labels[~validation], x[validation]", "x[validation], labels[~validation]"),
)

transplant("one-epoch-too-patient", "deep_copies", edit("bad >= patience", "bad > patience"))
transplant(
    "one-epoch-too-patient", "backward_and_restore", edit("waited == patience", "waited > patience")
)
transplant("one-epoch-too-impatient", "deep_copies", edit("bad >= patience", "bad >= patience - 1"))
transplant("last-epoch-returned", "backward_and_restore", edit("return best_epoch", "return i"))
transplant("last-epoch-returned", "numpy_and_torch", edit("return np.int64(best)", "return epoch"))
transplant(
    "patience-before-the-end",
    "backward_and_restore",
    edit("return best_epoch", "return i - patience"),
)
transplant(
    "patience-before-the-end",
    "numpy_and_torch",
    edit("return np.int64(best)", "return epoch - patience"),
)
transplant(
    "lowest-of-all",
    "backward_and_restore",
    edit("        if waited == patience:\n            break\n", ""),
)
transplant(
    "lowest-of-all",
    "autograd_everywhere",
    edit("        if epoch - best > patience:\n            return max(best, 0)\n", ""),
)
transplant(
    "ties-count-as-better",
    "backward_and_restore",
    edit("validation_losses[i] < best_loss", "validation_losses[i] <= best_loss"),
)
transplant("ties-count-as-better", "deep_copies", edit("loss < low", "loss <= low"))
transplant("ties-count-as-better", "numpy_and_torch", edit("loss < minimum", "loss <= minimum"))
transplant(
    "compared-with-the-epoch-before",
    "numpy_and_torch",
    edit(
        "        wait = 0 if improved else wait + 1\n",
        "        wait = 0 if epoch == 0 or loss < losses[epoch - 1] else wait + 1\n",
    ),
)
transplant(
    "bad-epochs-added-up",
    "backward_and_restore",
    edit("            best_epoch = i\n            waited = 0\n", "            best_epoch = i\n"),
)
transplant(
    "bad-epochs-added-up",
    "numpy_and_torch",
    edit("wait = 0 if improved else wait + 1", "wait = wait if improved else wait + 1"),
)
transplant(
    "highest-kept",
    "backward_and_restore",
    edit('float("inf")', '-float("inf")'),
    edit("validation_losses[i] < best_loss", "validation_losses[i] > best_loss"),
)
transplant(
    "highest-kept",
    "numpy_and_torch",
    edit("minimum = np.inf", "minimum = -np.inf"),
    edit("loss < minimum", "loss > minimum"),
)
transplant(
    "small-gains-ignored", "numpy_and_torch", edit("loss < minimum", "loss < minimum - 1e-4")
)
transplant(
    "small-gains-ignored",
    "backward_and_restore",
    edit("validation_losses[i] < best_loss", "best_loss - validation_losses[i] > 1e-3"),
)
transplant(
    "losses-below-one-expected", "numpy_and_torch", edit("minimum = np.inf", "minimum = 100")
)
transplant("losses-below-one-expected", "deep_copies", edit("low = np.inf", "low = 10"))

transplant(
    "biases-penalised",
    "backward_and_restore",
    edit(
        '        if key[0] == "W":\n'
        "            for row in parameters[key]:\n"
        "                for w in row:\n"
        "                    total += w * w\n",
        "        for w in parameters[key].ravel():\n            total += w * w\n",
    ),
)
transplant("biases-penalised", "transforms", edit(' if k.startswith("W")]', "]"))
transplant(
    "penalty-halved",
    "transforms",
    edit("strength * (flat @ flat)", "0.5 * strength * (flat @ flat)"),
)
transplant(
    "penalty-halved",
    "numpy_and_torch",
    edit("strength * np.dot(vector, vector)", "strength * np.dot(vector, vector) / 2"),
)
transplant("norm-not-squared", "transforms", edit("(flat @ flat)", "np.linalg.norm(flat)"))
transplant(
    "norm-not-squared",
    "numpy_and_torch",
    edit("np.dot(vector, vector)", "np.sqrt(np.dot(vector, vector))"),
)
transplant(
    "absolute-values-summed", "backward_and_restore", edit("total += w * w", "total += abs(w)")
)
transplant("absolute-values-summed", "transforms", edit("(flat @ flat)", "np.abs(flat).sum()"))
transplant("mean-for-sum", "deep_copies", edit("np.square(value).sum()", "np.square(value).mean()"))
transplant(
    "mean-for-sum",
    "frozen_for_a_while",
    edit("np.sum(np.multiply(v, v))", "np.mean(np.multiply(v, v))"),
)
transplant("sum-squared", "deep_copies", edit("np.square(value).sum()", "np.square(value.sum())"))
transplant(
    "strength-forgotten", "backward_and_restore", edit("float(total * strength)", "float(total)")
)
transplant("strength-forgotten", "transforms", edit("strength * (flat @ flat)", "flat @ flat"))
transplant(
    "one-layer-only",
    "hooks",
    edit(
        'np.linalg.norm(parameters[f"W{l}"]) ** 2 for l in range(1, layers + 1)',
        'np.linalg.norm(parameters[f"W{l}"]) ** 2 for l in range(1, 2)',
    ),
)
transplant(
    "one-layer-only",
    "backward_and_restore",
    edit(
        "                    total += w * w\n",
        "                    total += w * w\n            break\n",
    ),
)

transplant("factor-two-forgotten", "deep_copies", edit("            g[name] *= 2\n", ""))
transplant("factor-two-forgotten", "transforms", edit("2.0 * strength", "strength"))
transplant(
    "gradient-for-biases",
    "backward_and_restore",
    edit('        if key[0] == "W":\n            gradients[key] +=', "        gradients[key] +="),
)
transplant("gradient-for-biases", "transforms", edit(' * k.startswith("W")', ""))
transplant("biases-left-out", "hooks", edit('        out[f"b{l}"] = 0 * parameters[f"b{l}"]\n', ""))
transplant(
    "biases-left-out",
    "transforms",
    edit(
        "for k, v in parameters.items()}\n",
        'for k, v in parameters.items() if k.startswith("W")}\n',
    ),
)
transplant("single-zero-for-biases", "hooks", edit('0 * parameters[f"b{l}"]', "0.0"))
transplant("single-zero-for-biases", "frozen_for_a_while", edit("np.multiply(v, 0.0)", "0.0"))
transplant("strength-left-out", "transforms", edit("2.0 * strength *", "2.0 *"))
transplant(
    "strength-left-out",
    "backward_and_restore",
    edit("+= 2 * strength * parameters", "+= 2 * parameters"),
)
transplant("signs-only", "numpy_and_torch", edit("strength * (v + v)", "strength * np.sign(v)"))
transplant(
    "signs-only",
    "backward_and_restore",
    edit("2 * strength * parameters[key]", "strength * np.sign(parameters[key])"),
)
transplant(
    "parameters-moved",
    "numpy_and_torch",
    edit("gradient = {k: np.zeros_like(v)", "gradient = {k: v.copy()"),
    edit("strength * (v + v)", "v - strength * (v + v)"),
)
transplant(
    "gradient-in-place", "deep_copies", edit("g = copy.deepcopy(parameters)", "g = parameters")
)
