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
    "occlusion-of-the-probability",
    "backward_and_restore",
    edit(
        "whole = model(image[None])[0][label]",
        "whole = torch.softmax(model(image[None]), 1)[0][label]",
    ),
    edit("out = model(x[None])", "out = torch.softmax(model(x[None]), 1)"),
)
transplant(
    "occlusion-of-the-probability",
    "numpy_and_torch",
    edit(
        "model(torch.from_numpy(pictures).to(place))[:, label]",
        "model(torch.from_numpy(pictures).to(place)).softmax(-1)[:, label]",
    ),
)
transplant(
    "occlusion-of-the-largest-logit",
    "autograd_everywhere",
    edit(
        "model(torch.stack([*images, image.detach()]))[:, label]",
        "model(torch.stack([*images, image.detach()])).amax(1)",
    ),
)
transplant(
    "occlusion-of-the-preferred-class",
    "numpy_and_torch",
    edit(
        "    logits = model(torch.from_numpy(pictures).to(place))[:, label].cpu().numpy()\n",
        "    logits = model(torch.from_numpy(pictures).to(place)).cpu().numpy()\n"
        "    logits = logits[:, logits[-1].argmax()]\n",
    ),
)
transplant(
    "rise-for-fall",
    "autograd_everywhere",
    edit("(logits[-1] - logits[:-1])", "(logits[:-1] - logits[-1])"),
)
transplant(
    "rise-for-fall",
    "hooks",
    edit(
        "whole - model(image.detach()[None])[0, label]",
        "model(image.detach()[None])[0, label] - whole",
    ),
)
transplant(
    "fall-without-sign",
    "deep_copies",
    edit("result[i, j] = whole - score(picture)", "result[i, j] = (whole - score(picture)).abs()"),
)
transplant("fall-without-sign", "jacobian", edit("for row in M]).detach()", "for row in M]).abs()"))
transplant(
    "rises-thrown-away",
    "frozen_for_a_while",
    edit("return out.view(n, m)", "return torch.relu(out).view(n, m)"),
)
transplant(
    "occluded-logit",
    "autograd_everywhere",
    edit("(logits[-1] - logits[:-1])", "logits[:-1]"),
)
transplant("occluded-logit", "hooks", edit("falls.append(whole - model(", "falls.append(model("))
transplant(
    "fall-as-a-share",
    "autograd_everywhere",
    edit("(logits[-1] - logits[:-1])", "(1 - logits[:-1] / logits[-1])"),
)
transplant(
    "map-scaled-to-one",
    "frozen_for_a_while",
    edit("return out.view(n, m)", "return (out / torch.max(torch.abs(out))).view(n, m)"),
)
transplant(
    "whole-squares-only",
    "deep_copies",
    edit(
        "len(range(0, h, stride)), len(range(0, w, stride))",
        "max(h - size, 0) // stride + 1, max(w - size, 0) // stride + 1",
    ),
)
transplant(
    "whole-squares-only",
    "backward_and_restore",
    edit("while i < height:", "while i == 0 or i + size <= height:"),
    edit("while j < width:", "while j == 0 or j + size <= width:"),
)
transplant(
    "stride-of-one",
    "backward_and_restore",
    edit("j += stride", "j += 1"),
    edit("i += stride", "i += 1"),
)
transplant(
    "size-for-stride",
    "backward_and_restore",
    edit("j += stride", "j += size"),
    edit("i += stride", "i += size"),
)
transplant(
    "stride-for-size",
    "backward_and_restore",
    edit("min(i + size, height)", "min(i + stride, height)"),
    edit("min(j + size, width)", "min(j + stride, width)"),
)
transplant(
    "stride-for-size",
    "transforms",
    edit("y < top + size", "y < top + stride"),
    edit("x < left + size", "x < left + stride"),
)
transplant(
    "square-around-its-place",
    "transforms",
    edit(
        "(y >= top) & (y < top + size) & (x >= left) & (x < left + size)",
        "(y >= top - size // 2) & (y < top - size // 2 + size)"
        " & (x >= left - size // 2) & (x < left - size // 2 + size)",
    ),
)
transplant(
    "square-one-too-large",
    "transforms",
    edit("y < top + size", "y <= top + size"),
    edit("x < left + size", "x <= left + size"),
)
transplant(
    "square-one-too-large",
    "forward_mode",
    edit("down < size", "down <= size"),
    edit("across < size", "across <= size"),
)
transplant("strips-for-squares", "jacobian", edit("top + size, left : left + size", "top + size"))
transplant(
    "strips-for-squares",
    "transforms",
    edit(" & (x >= left) & (x < left + size)", " & (x >= 0)"),
)
transplant(
    "map-lies-on-its-side",
    "autograd_everywhere",
    edit(
        "falls.view(-1, (image.shape[2] - 1) // stride + 1)",
        "falls.view(-1, (image.shape[2] - 1) // stride + 1).t()",
    ),
)
transplant(
    "places-in-columns-first",
    "autograd_everywhere",
    edit(
        "    for top in range(0, image.shape[1], stride):\n"
        "        for left in range(0, image.shape[2], stride):\n",
        "    for left in range(0, image.shape[2], stride):\n"
        "        for top in range(0, image.shape[1], stride):\n",
    ),
)
transplant("one-row-of-falls", "frozen_for_a_while", edit("return out.view(n, m)", "return out"))
transplant(
    "map-as-large-as-the-image",
    "frozen_for_a_while",
    edit(
        "return out.view(n, m)",
        "return torch.kron(out.view(n, m), out.new_ones(stride, stride))[:h, :w]",
    ),
)
transplant("squares-add-up", "frozen_for_a_while", edit("picture.copy_(kept)", "pass"))
transplant(
    "squares-add-up",
    "deep_copies",
    edit(
        "            picture = copy.deepcopy(image.detach())\n            part = picture",
        "            part = picture",
    ),
    edit("    whole = score(", "    picture = copy.deepcopy(image.detach())\n    whole = score("),
)
transplant(
    "image-overwritten", "backward_and_restore", edit("x = image.clone()\n  ", "x = image\n  ")
)
transplant(
    "all-but-the-square",
    "transforms",
    edit(
        "torch.where(inside, fill[:, None, None], image)",
        "torch.where(inside, image, fill[:, None, None])",
    ),
)
transplant(
    "all-but-the-square",
    "forward_mode",
    edit("torch.where(masks[:, :, None]", "torch.where(~masks[:, :, None]"),
)
transplant(
    "filled-with-zeros",
    "numpy_and_torch",
    edit("left : left + size] = colours[channel]", "left : left + size] = 0"),
)
transplant(
    "filled-with-zeros",
    "jacobian",
    edit(
        ' + torch.einsum(\n            "c,hw->chw", fill, inside.to(image)\n        )',
        "",
    ),
)
transplant(
    "filled-with-the-mean-of-fill",
    "backward_and_restore",
    edit("x[c][y][z] = fill[c]", "x[c][y][z] = fill.mean()"),
)
transplant(
    "filled-with-the-image-s-own-mean",
    "autograd_everywhere",
    edit("= fill[c]", "= image[c].mean()"),
)
transplant(
    "fill-added",
    "backward_and_restore",
    edit("x[c][y][z] = fill[c]", "x[c][y][z] += fill[c]"),
)
transplant("fill-added", "autograd_everywhere", edit("= fill[c]", "+= fill[c]"))
transplant(
    "first-channel-only",
    "backward_and_restore",
    edit(
        "for c in range(channels):\n                    for y",
        "for c in [0]:\n                    for y",
    ),
)
transplant(
    "first-channel-only",
    "numpy_and_torch",
    edit("for channel in range(channels):", "for channel in range(1):"),
)
transplant(
    "occluded-in-the-mode-it-came",
    "numpy_and_torch",
    edit("    model.eval()\n", "", of="occlusion"),
)
transplant(
    "occlusion-leaves-evaluation-mode",
    "numpy_and_torch",
    edit("    model.train(before)\n", "", of="occlusion"),
)
transplant(
    "occlusion-leaves-training-mode",
    "frozen_for_a_while",
    edit("model.train(mode)", "model.train()", of="occlusion"),
)
transplant(
    "occlusion-keeps-a-graph",
    "autograd_everywhere",
    edit("(logits[-1] - logits[:-1]).detach()", "(logits[-1] - logits[:-1])"),
)
transplant(
    "occlusion-keeps-a-graph",
    "transforms",
    edit(
        "        with torch.no_grad():\n            return", "        if True:\n            return"
    ),
)
transplant(
    "occlusion-on-the-cpu",
    "frozen_for_a_while",
    edit("return out.view(n, m)", "return out.view(n, m).to('cpu')"),
)
transplant(
    "image-without-a-batch-axis",
    "jacobian",
    edit("model(picture[None])[0][label]", "model(picture)[0][label]"),
)

transplant(
    "values-correlated",
    "jacobian",
    edit("np.corrcoef(ranks(a), ranks(b))", "np.corrcoef(a.flatten(), b.flatten())"),
)
transplant(
    "sorted-places-for-ranks",
    "deep_copies",
    edit(
        "ranks(copy.deepcopy(a)), ranks(copy.deepcopy(b))",
        "np.argsort(a, axis=None), np.argsort(b, axis=None)",
    ),
)
transplant(
    "ties-in-the-order-of-appearance",
    "numpy_and_torch",
    edit("up + down[::-1]", "up"),
)
transplant("ties-get-the-lowest-rank", "deep_copies", edit("return first + after", "return first"))
transplant("ties-get-the-highest-rank", "deep_copies", edit("return first + after", "return after"))
transplant(
    "ties-get-the-highest-rank", "jacobian", edit("(smaller + not_larger + 1) / 2", "not_larger")
)
transplant(
    "ranks-without-gaps",
    "deep_copies",
    edit("left = sorted(array.ravel())", "left = sorted(set(array.ravel()))"),
)
transplant(
    "ranks-without-gaps",
    "forward_mode",
    edit(
        "means = np.bincount(block, weights=places) / np.bincount(block)",
        "means = np.arange(block[-1] + 1.0)",
    ),
    edit("return result - (len(flat) - 1) / 2", "return result - result.mean()"),
)
transplant(
    "strength-without-sign",
    "transforms",
    edit("float(gram[0, 1] /", "float(abs(gram[0, 1]) /"),
)
transplant(
    "strength-without-sign",
    "forward_mode",
    edit("float((x @ y) /", "float(abs(x @ y) /"),
)
transplant(
    "correlation-squared",
    "forward_mode",
    edit("float((x @ y) /", "float((x @ y) ** 2 /"),
    edit(
        "(np.linalg.norm(x) * np.linalg.norm(y)))", "(np.linalg.norm(x) * np.linalg.norm(y)) ** 2)"
    ),
)
transplant(
    "means-not-subtracted",
    "deep_copies",
    edit(
        "np.corrcoef(r, s)[0, 1]",
        "(r + 1) @ (s + 1) / np.sqrt((r + 1) @ (r + 1) * ((s + 1) @ (s + 1)))",
    ),
)
transplant(
    "covariance",
    "frozen_for_a_while",
    edit("(s - s.mean())) / spread)", "(s - s.mean())))"),
)
transplant(
    "ranks-of-sizes",
    "jacobian",
    edit("ranks(a), ranks(b)", "ranks(abs(a)), ranks(abs(b))"),
)
transplant(
    "distance-of-the-ranks",
    "jacobian",
    edit("else float(result)", "else float(1 - result)"),
)
transplant(
    "no-order-is-not-a-number",
    "deep_copies",
    edit(
        "    if len(set(r)) == 1 or len(set(s)) == 1:\n        return 0.0\n",
        "    if len(set(r)) == 1 or len(set(s)) == 1:\n        return np.nan\n",
    ),
)
transplant("no-order-is-alike", "frozen_for_a_while", edit("else 0.0", "else 1.0"))
transplant("no-order-is-alike", "jacobian", edit("return 0.0 if np", "return 1.0 if np"))
transplant(
    "sorted-in-place",
    "deep_copies",
    edit("    if len(set(r)) == 1", "    a.sort(axis=-1)\n    if len(set(r)) == 1"),
)

transplant(
    "from-the-bottom",
    "autograd_everywhere",
    edit("list(model.modules())[::-1]", "list(model.modules())"),
)
transplant("from-the-bottom", "backward_and_restore", edit("layers.pop()", "layers.pop(0)"))
transplant(
    "answers-in-reverse", "autograd_everywhere", edit("return result\n", "return result[::-1]\n")
)
transplant(
    "answers-in-reverse",
    "frozen_for_a_while",
    edit("    return found\n", "    return list(reversed(found))\n"),
)
transplant(
    "one-layer-at-a-time",
    "forward_mode",
    edit("new = dict(states[-1])", "new = dict(state)"),
)
transplant(
    "untouched-model-counted",
    "forward_mode",
    edit("for one in maps[1:]]", "for one in maps]"),
)
transplant(
    "untouched-model-counted",
    "backward_and_restore",
    edit("    similarities = []\n", "    similarities = [1.0]\n"),
)
transplant(
    "compared-with-the-map-before",
    "forward_mode",
    edit(
        "[rank_correlation(maps[0], one) for one in maps[1:]]",
        "[rank_correlation(one, other) for one, other in zip(maps, maps[1:])]",
    ),
)
transplant(
    "top-only",
    "forward_mode",
    edit("reversed([some for some in names if some])", "[[some for some in names if some][-1]]"),
)
transplant(
    "all-at-once",
    "forward_mode",
    edit("for one in maps[1:]]", "for one in maps[-1:]]"),
)
transplant(
    "mean-of-all-depths",
    "numpy_and_torch",
    edit("return similarities.tolist()", "return similarities.mean()"),
)
transplant(
    "model-left-random",
    "autograd_everywhere",
    edit("        p.data.copy_(numbers)\n", "        pass\n"),
)
transplant(
    "model-left-random",
    "forward_mode",
    edit("    model.load_state_dict(state)\n    return", "    return"),
)
transplant(
    "state-kept-without-a-copy",
    "backward_and_restore",
    edit("backup.append((p, p.data.clone()))", "backup.append((p, p.data))"),
)
transplant(
    "state-kept-without-a-copy",
    "numpy_and_torch",
    edit("kept = [p.detach().clone() for", "kept = [p.detach() for"),
)
transplant(
    "unit-spread",
    "backward_and_restore",
    edit("rng.normal(size=p.shape) * rms", "rng.normal(size=p.shape)"),
)
transplant(
    "unit-spread",
    "frozen_for_a_while",
    edit("rng.normal(0.0, size, tuple", "rng.normal(0.0, 1.0, tuple"),
)
transplant(
    "mean-square-without-root",
    "backward_and_restore",
    edit(
        "rms = math.sqrt(float((p.data.double() ** 2).mean()))", "rms = float((p.data ** 2).mean())"
    ),
)
transplant(
    "mean-subtracted-from-the-spread",
    "frozen_for_a_while",
    edit("np.sqrt(np.mean(np.square(p.cpu().numpy())))", "np.std(p.cpu().numpy())"),
)
transplant(
    "mean-subtracted-from-the-spread",
    "numpy_and_torch",
    edit("np.sqrt((old**2).mean())", "old.std()"),
)
transplant(
    "length-for-root-mean-square",
    "hooks",
    edit("torch.norm(p.detach()) / np.sqrt(p.numel())", "torch.norm(p.detach())"),
)
transplant(
    "mean-of-the-sizes",
    "numpy_and_torch",
    edit("np.sqrt((old**2).mean())", "np.abs(old).mean()"),
)
transplant(
    "weights-only",
    "forward_mode",
    edit(
        "        for name in own:\n",
        '        for name in [one for one in own if "bias" not in one]:\n',
    ),
)
transplant(
    "weights-only",
    "jacobian",
    edit(
        "own = list(layers[-1 - depth].parameters(recurse=False))",
        "own = [layers[-1 - depth].weight]",
    ),
)
transplant(
    "frozen-parameters-kept",
    "autograd_everywhere",
    edit("        for p in own:\n", "        for p in filter(lambda p: p.requires_grad, own):\n"),
)
transplant(
    "noise-added",
    "backward_and_restore",
    edit(
        "p.data[...] = torch.tensor(new, dtype=p.dtype)",
        "p.data += torch.tensor(new, dtype=p.dtype).to(p.device)",
    ),
)
transplant(
    "noise-added",
    "jacobian",
    edit("p.data = draws * torch", "p.data = p.data + draws * torch"),
)
transplant(
    "zeros-for-random-numbers",
    "numpy_and_torch",
    edit(
        "new = rng.standard_normal(old.shape) * np.sqrt((old**2).mean())",
        "new = np.zeros(old.shape)",
    ),
)
transplant(
    "uniform-numbers",
    "numpy_and_torch",
    edit("rng.standard_normal(old.shape)", "rng.uniform(-1, 1, old.shape)"),
)
transplant(
    "check-seeds-its-own-generator",
    "numpy_and_torch",
    edit(
        "    similarities = np.zeros(",
        "    rng = np.random.default_rng(0)\n    similarities = np.zeros(",
    ),
)
transplant(
    "check-draws-from-torch",
    "frozen_for_a_while",
    edit(
        "torch.from_numpy(rng.normal(0.0, size, tuple(p.shape)))",
        "torch.randn_like(p) * float(size)",
    ),
)
transplant(
    "drawn-anew-at-each-depth",
    "forward_mode",
    edit(
        "    for own in reversed([some for some in names if some]):\n"
        "        new = dict(states[-1])\n",
        "    names = [some for some in names if some][::-1]\n"
        "    for depth in range(len(names)):\n"
        "        new = dict(state)\n"
        "        own = [name for some in names[: depth + 1] for name in some]\n",
    ),
)
transplant(
    "outermost-modules-only",
    "jacobian",
    edit(
        "[m for m in model.modules() if list(m.parameters(recurse=False))]",
        "[m for m in model.children() if list(m.parameters())]",
    ),
    edit("layers[-1 - depth].parameters(recurse=False)", "layers[-1 - depth].parameters()"),
)
transplant(
    "every-parameter-a-layer",
    "padded_and_grouped",
    edit(
        "[list(some) for _, some in itertools.groupby(model.named_parameters(), key=owner)]",
        "[[one] for one in model.named_parameters()]",
    ),
)
transplant(
    "saliency-whatever-was-asked",
    "autograd_everywhere",
    edit("first = explain(", "first = saliency("),
    edit("now = explain(", "now = saliency("),
)
transplant(
    "map-of-the-preferred-class",
    "autograd_everywhere",
    edit(
        "    first = explain(",
        "    label = model(image[None]).argmax().item()\n    first = explain(",
    ),
)
transplant(
    "maps-without-signs",
    "autograd_everywhere",
    edit(
        "rank_correlation(first.cpu().numpy(), now.cpu().numpy())",
        "rank_correlation(first.abs().cpu().numpy(), now.abs().cpu().numpy())",
    ),
)
transplant(
    "maps-correlated-by-value",
    "autograd_everywhere",
    edit(
        "rank_correlation(first.cpu().numpy(), now.cpu().numpy())",
        "torch.corrcoef(torch.stack([first.flatten(), now.flatten()]))[0, 1].item()",
    ),
)
transplant(
    "check-clears-gradients",
    "numpy_and_torch",
    edit(
        "    with torch.no_grad():\n        for p, old in zip(model.parameters(), kept):\n",
        "    model.zero_grad(True)\n    with torch.no_grad():\n"
        "        for p, old in zip(model.parameters(), kept):\n",
    ),
)
transplant(
    "check-leaves-evaluation-mode",
    "numpy_and_torch",
    edit("    similarities = np.zeros(", "    model.eval()\n    similarities = np.zeros("),
)
transplant(
    "check-leaves-the-model-frozen",
    "frozen_for_a_while",
    edit(
        "        p.copy_(torch.from_numpy(old))\n        p.requires_grad_(flag)\n",
        "        p.copy_(torch.from_numpy(old))\n",
    ),
)
transplant(
    "check-thaws-the-model",
    "frozen_for_a_while",
    edit(
        "        p.copy_(torch.from_numpy(old))\n        p.requires_grad_(flag)\n",
        "        p.copy_(torch.from_numpy(old))\n        p.requires_grad_(True)\n",
    ),
)
transplant(
    "explained-without-gradients",
    "padded_and_grouped",
    edit(
        "        result.append("
        "rank_correlation(first, explain(model, image, label).cpu().numpy()))\n",
        "        with torch.no_grad():\n"
        "            now = explain(model, image, label)\n"
        "        result.append(rank_correlation(first, now.cpu().numpy()))\n",
    ),
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
