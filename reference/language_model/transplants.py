"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

# --- inputs and targets
transplant("targets-are-inputs", "by_hand", edit("ids[places + 1]", "ids[places]"))
transplant(
    "targets-are-inputs", "classes", edit("ids.narrow(0, 1, used)", "ids.narrow(0, 0, used)")
)
transplant(
    "shifted-backwards",
    "loops",
    edit(
        "            inputs.append(ids[first : first + length])\n"
        "            targets.append(ids[first + 1 : first + length + 1])\n",
        "            targets.append(ids[first : first + length])\n"
        "            inputs.append(ids[first + 1 : first + length + 1])\n",
    ),
)
transplant(
    "shifted-backwards",
    "functional",
    edit("[(pair[0], pair[1]) for", "[(pair[1], pair[0]) for"),
)
transplant(
    "characters-dealt-out",
    "by_hand",
    edit(
        "starts = torch.arange(rows, device=ids.device)[:, None] * size + batch * length\n"
        "        places = starts + torch.arange(length, device=ids.device)",
        "starts = torch.arange(rows, device=ids.device)[:, None] + batch * length * rows\n"
        "        places = starts + torch.arange(length, device=ids.device) * rows",
    ),
)
transplant(
    "streams-do-not-go-on",
    "einsum",
    edit(
        "windows.reshape(rows, count, length + 1)\n",
        "windows.reshape(count, rows, length + 1).transpose(0, 1)\n",
    ),
)
transplant(
    "streams-do-not-go-on",
    "short_form",
    edit(
        ".view(rows, steps, length) for i in (0, 1))\n"
        "    return list(zip(x.unbind(1), y.unbind(1)))",
        ".view(steps, rows, length) for i in (0, 1))\n    return list(zip(x, y))",
    ),
)
transplant(
    "wraps-around-in-the-batch",
    "own_autograd",
    edit(
        "y = [stream[j + 1 : j + length + 1] for stream in streams]",
        "y = [row[1:] + row[:1] for row in x]",
    ),
)
transplant(
    "overlapping-windows",
    "own_autograd",
    edit("for j in range(0, size, length):", "for j in range(size - length + 1):"),
)
transplant("rest-kept-in-a-short-batch", "masks", edit("    per_row -= per_row % length\n", ""))
transplant(
    "last-batch-lost",
    "classes",
    edit("        return self.steps\n", "        return max(self.steps - 1, 1)\n"),
    edit("if not 0 <= step < self.steps:", "if not 0 <= step < len(self):"),
)

# --- the loss
transplant(
    "divided-by-all-places",
    "classes",
    edit("torch.count_nonzero(targets != self.padding).item()", "targets.numel()"),
)
transplant(
    "divided-by-all-places",
    "functional",
    edit("each.sum().div(max(1, int(targets.ne(padding).sum())))", "each.mean()"),
)
transplant(
    "sum-for-mean", "short_form", edit("loss / (targets != padding).sum().clamp_min(1)", "loss")
)
transplant(
    "sum-for-mean",
    "loops",
    edit("torch.stack(losses).mean()", "torch.stack(losses).sum()"),
)
transplant(
    "divided-by-texts",
    "numpy_inside",
    edit("losses.sum() / max(len(losses), 1)", "losses.sum() / len(targets)"),
)
transplant(
    "softmax-first",
    "masks",
    edit("CrossEntropyLoss()(logits[real]", "CrossEntropyLoss()(logits[real].softmax(-1)"),
)
transplant(
    "logarithm-of-softmax",
    "einsum",
    edit("F.log_softmax(logits, dim=-1)", "F.softmax(logits, dim=-1).log()"),
)
transplant(
    "loss-sign",
    "numpy_inside",
    edit(
        "losses = torch.logsumexp(logits, dim=2)[where] - logits[(*where, targets[where])]",
        "losses = logits[(*where, targets[where])] - torch.logsumexp(logits, dim=2)[where]",
    ),
)
transplant(
    "reshaped-for-transposed",
    "classes",
    edit("logits.permute(0, 2, 1)", "logits.reshape(len(logits), -1, logits.shape[1])"),
)

# --- perplexity
transplant(
    "mean-of-perplexities",
    "einsum",
    edit(
        "float(np.exp(np.average(losses[some], weights=counts[some])))",
        "float(np.average(np.exp(losses[some]), weights=counts[some]))",
    ),
)
transplant(
    "batches-count-alike",
    "einsum",
    edit(
        "float(np.exp(np.average(losses[some], weights=counts[some])))",
        "float(np.exp(np.mean(losses[some])))",
    ),
)
transplant(
    "power-of-two", "by_hand", edit("math.e ** (total / characters)", "2 ** (total / characters)")
)
transplant("exponential-forgotten", "classes", edit("math.exp(meter.mean)", "meter.mean"))
transplant(
    "empty-batch-spoils-it",
    "by_hand",
    edit(
        "        if count:\n            total += loss * count\n            characters += count\n",
        "        total += loss * count\n        characters += count\n",
    ),
)

# --- one step
transplant(
    "state-with-its-graph",
    "short_form",
    edit("trees.tree_map(torch.Tensor.detach, state)", "state"),
)
transplant(
    "step-state-dropped",
    "functional",
    edit(
        "return loss.item(), tuple(after) if isinstance(after, list) else after",
        "return loss.item(), None",
    ),
)
transplant(
    "state-not-used",
    "classes",
    edit(
        "logits, state = self.model(inputs, state)\n        loss",
        "logits, state = self.model(inputs)\n        loss",
    ),
)
transplant(
    "old-state-returned",
    "by_hand",
    edit(
        "    logits, after = model(inputs, state)\n",
        "    logits, _ = model(inputs, state)\n    after = state\n",
    ),
    edit(
        "    if isinstance(after, torch.Tensor):\n        after = after.detach()\n",
        "    if after is None or isinstance(after, torch.Tensor):\n        pass\n",
    ),
)
transplant(
    "no-clipping",
    "loops",
    edit("    nn.utils.clip_grad_norm_(list(model.parameters()), max_norm)\n", ""),
)
transplant(
    "no-clipping",
    "by_hand",
    edit("        for g in gradients:\n            g.mul_(max_norm / norm)\n", "        pass\n"),
)
transplant("always-of-the-largest-length", "by_hand", edit("if norm > max_norm:", "if norm > 0:"))
transplant(
    "always-of-the-largest-length",
    "einsum",
    edit("min(1.0, max_norm / (norm.item() + 1e-12))", "max_norm / (norm.item() + 1e-12)"),
)
transplant(
    "each-parameter-clipped",
    "numpy_inside",
    edit(
        "        p.grad.div_(max(1.0, norm / max_norm))\n",
        "        p.grad.div_(max(1.0, p.grad.norm().item() / max_norm))\n",
    ),
)
transplant(
    "clipped-by-value",
    "functional",
    edit(
        "p.grad = torch.where(norm > max_norm, g * max_norm / norm, g)",
        "p.grad = g.clamp(-max_norm, max_norm)",
    ),
)
transplant(
    "clipping-before-backward",
    "short_form",
    edit(
        "    loss.backward()\n"
        "    nn.utils.clip_grad_norm_(model.parameters(), max_norm=max_norm, norm_type=2)\n",
        "    nn.utils.clip_grad_norm_(model.parameters(), max_norm=max_norm, norm_type=2)\n"
        "    loss.backward()\n",
    ),
)
transplant("no-zero-grad", "loops", edit("    optimizer.zero_grad()\n", ""))
transplant("no-zero-grad", "own_autograd", edit("    model.zero_grad()\n", ""))
transplant("no-step", "functional", edit("    optimizer.step()\n", ""))
transplant(
    "inputs-as-targets",
    "loops",
    edit(
        "for x, y in zip(logits, targets)) / len(targets)",
        "for x, y in zip(logits, inputs)) / len(targets)",
    ),
)
transplant(
    "summed-loss",
    "loops",
    edit(
        "cross_entropy(x, y) for x, y in zip(logits, targets)) / len(targets)",
        "cross_entropy(x, y, reduction='sum') for x, y in zip(logits, targets))",
    ),
)

# --- temperature
transplant("multiplied", "classes", edit("logits / self.temperature", "logits * self.temperature"))
transplant("multiplied", "masks", edit("(logits * (1 / temperature))", "(logits * temperature)"))
transplant("ignored", "by_hand", edit("torch.exp(shifted / temperature)", "torch.exp(shifted)"))
transplant(
    "zero-not-handled",
    "loops",
    edit(
        "        if temperature == 0:\n            winners",
        "        if temperature < 0:\n            winners",
    ),
)
transplant(
    "shares-not-divided",
    "loops",
    edit("winners.to(row.dtype) / winners.sum()", "winners.to(row.dtype)"),
)
transplant(
    "temperature-exponential-not-safe",
    "by_hand",
    edit(
        "        powers = torch.exp(shifted / temperature)\n    return powers",
        "        powers = torch.exp(logits / temperature)\n    return powers",
    ),
)
transplant(
    "zero-takes-the-first",
    "numpy_inside",
    edit(
        "powers = (z == 0).astype(z.dtype)",
        "powers = (z == 0).astype(z.dtype)\n        powers[np.cumsum(powers, axis=-1) > 1] = 0",
    ),
)

# --- writing
transplant(
    "always-the-likeliest",
    "functional",
    edit("return (p / clocks).argmax().view(1, 1)", "return p.argmax().view(1, 1)"),
)
transplant(
    "always-the-likeliest",
    "loops",
    edit(
        "one = torch.multinomial(p, num_samples=1, generator=generator)", "one = p.argmax().view(1)"
    ),
)
transplant(
    "generator-not-used", "masks", edit("p.double(), 1, generator=generator", "p.double(), 1")
)
transplant(
    "generator-not-used",
    "by_hand",
    edit("u = torch.rand((), generator=generator)", "u = torch.rand(())"),
)
transplant(
    "text-state-dropped",
    "functional",
    edit("logits, state = model(given, state)", "logits, _ = model(given, None)"),
)
transplant(
    "text-state-dropped",
    "einsum",
    edit(
        "logits, state = model(text[place].reshape(1, 1), state)",
        "logits, _ = model(text[place].reshape(1, 1), None)",
    ),
)
transplant(
    "only-the-end-of-the-start",
    "by_hand",
    edit("model(start.reshape(1, -1), None)", "model(start[-1:].reshape(1, -1), None)"),
)
transplant(
    "logits-of-the-first-place",
    "masks",
    edit(
        "temperature_probabilities(logits[0], temperature)[-1]",
        "temperature_probabilities(logits[0], temperature)[0]",
    ),
)
transplant("text-start-included", "masks", edit("return text[first:]", "return text"))
transplant("training-mode", "by_hand", edit("    model.train(False)\n", ""))
transplant("training-mode", "functional", edit("        model.eval()\n", ""))
transplant(
    "left-in-evaluation-mode",
    "masks",
    edit("    model.train(training)\n    return text[first:]", "    return text[first:]"),
)
transplant("left-in-evaluation-mode", "loops", edit("    if was:\n        model.train()\n", ""))
transplant(
    "read-again-from-the-start",
    "numpy_inside",
    edit(
        "            ids = torch.tensor([text[-1:]])\n",
        "            ids, state = torch.tensor([start.tolist() + text]), None\n",
    ),
)
transplant(
    "feeds-the-likeliest",
    "by_hand",
    edit("model(start.new_tensor([[c]]), state)", "model(p.argmax().view(1, 1), state)"),
)

# --- an encoder and a decoder
transplant(
    "targets-as-inputs",
    "short_form",
    edit('inputs = F.pad(targets[:, :-1], (1, 0), "constant", start)', "inputs = targets"),
)
transplant(
    "start-everywhere",
    "by_hand",
    edit(
        "    inputs[:, 0] = start\n    inputs[:, 1:] = targets[:, :-1]\n", "    inputs[:] = start\n"
    ),
)
transplant(
    "own-guesses",
    "loops",
    edit("        before = targets[:, place]\n", "        before = logits[:, 0].argmax(dim=1)\n"),
)
transplant(
    "taught-zero-for-start",
    "einsum",
    edit("F.pad(targets, (1, 0), value=start)", "F.pad(targets, (1, 0))"),
)
transplant(
    "taught-padding-counts",
    "classes",
    edit(
        "SequenceLoss(padding)(logits, targets)\n\n\n@torch",
        "SequenceLoss(-100)(logits, targets)\n\n\n@torch",
    ),
)
transplant(
    "encoder-frozen",
    "masks",
    edit(
        "decoder(inputs, encoder(sources))[0]",
        "decoder(inputs, torch.utils._pytree.tree_map(torch.Tensor.detach, encoder(sources)))[0]",
    ),
)
transplant(
    "translation-state-dropped",
    "by_hand",
    edit("logits, state = decoder(last, state)", "logits, _ = decoder(last, state)"),
)
transplant(
    "translation-state-dropped",
    "masks",
    edit("logits, state = decoder(ids, state)", "logits, _ = decoder(ids, state)"),
)
transplant(
    "start-again-and-again",
    "functional",
    edit("go_on(guess, state, left - 1", "go_on(given, state, left - 1"),
)
transplant("goes-on-after-the-end", "by_hand", edit("        made[after] = padding\n", ""))
transplant(
    "stops-at-the-first-end",
    "numpy_inside",
    edit("running = running & (column != end)", "running = running & (column != end).all()"),
)
transplant(
    "end-not-included",
    "own_autograd",
    edit(
        "    before = torch.roll((made == end).cumsum(1), 1, 1)\n    before[:, 0] = 0\n",
        "    before = (made == end).cumsum(1)\n",
    ),
)
transplant(
    "smallest-logit",
    "short_form",
    edit(
        "ids = logits.argmax(-1)\n        text.append(ids)\n    text = torch.cat(text, 1)",
        "ids = logits.argmin(-1)\n        text.append(ids)\n    text = torch.cat(text, 1)",
    ),
)

# --- attention
transplant("not-scaled", "einsum", edit("q * q.size(2) ** -0.5, k)", "q, k)"))
transplant("not-scaled", "masks", edit("alpha=1 / math.sqrt(q.shape[2])", "alpha=1"))
transplant("divided-by-d", "loops", edit("@ q[n, t] / math.sqrt(width)", "@ q[n, t] / width"))
transplant("divided-by-d", "functional", edit(".div(q.size(-1) ** 0.5)", ".div(q.size(-1))"))
transplant(
    "softmax-over-queries",
    "functional",
    edit("torch.where(keep, scores, lowest), dim=-1)", "torch.where(keep, scores, lowest), dim=1)"),
)
transplant(
    "mask-after-softmax",
    "functional",
    edit("F.softmax(torch.where(keep, scores, lowest), dim=-1)", "F.softmax(scores, dim=-1)"),
)
transplant(
    "mask-turned-around",
    "loops",
    edit(
        "may = allowed if allowed.ndim == 2 else allowed[n]",
        "may = ~(allowed if allowed.ndim == 2 else allowed[n])",
    ),
)
transplant(
    "mask-ignored",
    "by_hand",
    edit(
        "allowed = allowed.expand(scores.shape)",
        "allowed = torch.ones_like(scores, dtype=torch.bool)",
    ),
)
transplant(
    "empty-query-looks-everywhere",
    "functional",
    edit("    weights = torch.where(keep, weights, torch.zeros_like(weights))\n", ""),
)
transplant(
    "empty-query-is-nan",
    "classes",
    edit("hidden & ~nowhere, -math.inf", "hidden, -math.inf"),
    edit("scores.softmax(-1).masked_fill(nowhere, 0)", "scores.softmax(-1)"),
)

# --- its backward pass
transplant(
    "softmax-diagonal-only",
    "loops",
    edit("jacobian = torch.diag(w) - torch.outer(w, w)", "jacobian = torch.diag(w * (1 - w))"),
)
transplant(
    "softmax-as-identity",
    "numpy_inside",
    edit("scores = w * (error - np.sum(w * error, axis=2, keepdims=True))", "scores = error"),
)
transplant(
    "sum-over-queries",
    "masks",
    edit("product.sum(2, keepdim=True)", "product.sum(1, keepdim=True)"),
)
transplant(
    "outer-weights-missing",
    "by_hand",
    edit("scores = weights * (error - mean) / q", "scores = (error - mean) / q"),
)
transplant("scale-missing", "masks", edit("    ds = ds / math.sqrt(q.shape[2])\n", ""))
transplant("scale-missing", "short_form", edit(" / q.shape[2] ** 0.5", ""))
transplant(
    "gradients-exchanged",
    "numpy_inside",
    edit(
        "found = scores @ k, scores.swapaxes(1, 2) @ q, w",
        "found = scores.swapaxes(1, 2) @ q, scores @ k, w",
    ),
)
transplant(
    "sum-not-weighted", "numpy_inside", edit("np.sum(w * error, axis=2", "np.sum(error, axis=2")
)
