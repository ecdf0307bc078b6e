"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

# --- parameter_groups
transplant(
    "all-decay",
    "by_hand",
    edit("if len(p.shape) > 1]", "if len(p.shape) >= 0]"),
    edit("if len(p.shape) <= 1]", "if len(p.shape) < 0]"),
)
transplant("all-decay", "vectors", edit("axes >= 2", "axes >= 0"), edit("axes < 2", "axes < 0"))
transplant("none-decays", "trainer_class", edit("if p.ndim > 1 else", "if p.ndim > 8 else"))
transplant("none-decays", "summed_losses", edit("groups[p.dim() > 1]", "groups[False]"))
transplant(
    "groups-exchanged",
    "chained_schedulers",
    edit("return groups[::-1]", "return groups"),
    edit("(0.0, weight_decay)]", "(weight_decay, 0.0)]"),
)
transplant(
    "groups-exchanged",
    "functional",
    edit("lambda p: p.ndim >= 2", "lambda p: p.ndim <= 1"),
    edit("lambda p: p.ndim < 2", "lambda p: p.ndim > 1"),
)
transplant(
    "only-two-axes-decay", "vectors", edit("axes >= 2", "axes == 2"), edit("axes < 2", "axes != 2")
)
transplant("only-two-axes-decay", "trainer_class", edit("p.ndim > 1 else", "p.ndim == 2 else"))
transplant("more-than-two-axes", "summed_losses", edit("p.dim() > 1", "p.dim() > 2"))
transplant("one-axis-decays", "trainer_class", edit("p.ndim > 1 else", "p.ndim else"))
transplant("one-axis-decays", "ready_made", edit("not in (0, 1)", "!= 0"))
transplant(
    "by-the-name-weight",
    "ready_made",
    edit("named[name].ndim not in (0, 1)", '"weight" in name and named[name].ndim > 1'),
)
transplant(
    "by-the-layer",
    "trainer_class",
    edit(
        "for p in model.parameters():\n"
        "        if p.requires_grad:\n"
        "            (matrices if p.ndim > 1 else",
        "flat = [m.weight for m in model.modules() if type(m) is nn.Linear]\n"
        "    for p in model.parameters():\n"
        "        if p.requires_grad:\n"
        "            (matrices if any(p is q for q in flat) else",
    ),
)
transplant(
    "frozen-included",
    "vectors",
    edit(
        "learning = [p for p in model.parameters() if p.requires_grad]\n    axes",
        "learning = list(model.parameters())\n    axes",
    ),
)
transplant(
    "frozen-included",
    "summed_losses",
    edit(
        "        if p.requires_grad:\n            groups[",
        "        if p is not None:\n            groups[",
    ),
)
transplant(
    "frozen-means-no-decay",
    "summed_losses",
    edit(
        "        if p.requires_grad:\n            groups[p.dim() > 1]",
        "        if p is not None:\n            groups[p.requires_grad and p.dim() > 1]",
    ),
)
transplant("others-keep-the-default", "vectors", edit(', "weight_decay": 0.0}', "}"))
transplant(
    "decay-written-in", "by_hand", edit('"weight_decay": weight_decay', '"weight_decay": 0.01')
)
transplant("decay-written-in", "functional", edit("group(weight_decay, ", "group(1e-2, "))
transplant(
    "top-level-only",
    "summed_losses",
    edit(
        "in model.named_parameters():\n        if p.requires_grad:",
        "in model.named_parameters(recurse=False):\n        if p.requires_grad:",
    ),
)
transplant(
    "top-level-only",
    "recursive",
    edit("    for child in layer.children():\n        _collect(child, known)\n", ""),
)

# --- make_scheduler
transplant("warmup-from-zero", "by_hand", edit("(1 + k) / self.warmup", "k / self.warmup"))
transplant("warmup-from-zero", "summed_losses", edit("[(k + 1) / warmup for", "[k / warmup for"))
transplant(
    "warmup-one-longer",
    "trainer_class",
    edit("(step + 1) / self.warmup", "(step + 1) / (self.warmup + 1)"),
)
transplant("warmup-one-longer", "summed_losses", edit("(k + 1) / warmup", "(k + 1) / (warmup + 1)"))
transplant("no-warmup", "functional", edit("return (step + 1) / warmup", "return 1"))
transplant("no-warmup", "ready_made", edit("lambda k: rising(k) * falling(k)", "falling"))
transplant(
    "cosine-from-the-start",
    "functional",
    edit("(step - warmup) / (total - warmup)", "step / total"),
)
transplant(
    "cosine-from-the-start",
    "by_hand",
    edit("math.pi * (k - self.warmup) / (self.total - self.warmup)", "math.pi * k / self.total"),
)
transplant(
    "cosine-over-the-whole",
    "trainer_class",
    edit("(step - self.warmup) / (self.total - self.warmup)", "(step - self.warmup) / self.total"),
)
transplant("cosine-over-the-whole", "recursive", edit("/ (total - warmup))", "/ total)"))
transplant(
    "cosine-one-shorter",
    "summed_losses",
    edit("math.pi * j / left", "math.pi * j / max(left - 1, 1)"),
)
transplant(
    "cosine-one-ahead", "summed_losses", edit("math.pi * j / left", "math.pi * (j + 1) / left")
)
transplant(
    "cosine-one-ahead", "recursive", edit("(k - warmup) / (total", "(k + 1 - warmup) / (total")
)
transplant("whole-cosine", "functional", edit("math.cos(r * math.pi)", "math.cos(r * math.tau)"))
transplant("whole-cosine", "by_hand", edit("math.cos(angle / 2)", "math.cos(angle)"))
transplant("quarter-cosine", "by_hand", edit("math.cos(angle / 2) ** 2", "math.cos(angle / 2)"))
transplant(
    "quarter-cosine",
    "functional",
    edit("0.5 * (1.0 + math.cos(r * math.pi))", "math.cos(r * math.pi / 2)"),
)
transplant(
    "straight-line", "trainer_class", edit("(math.cos(math.pi * share) + 1)", "(2 - 2 * share)")
)
transplant("straight-line", "functional", edit("0.5 * (1.0 + math.cos(r * math.pi))", "1.0 - r"))
transplant(
    "cosine-not-halved", "trainer_class", edit("(1 - self.floor) / 2 * (", "(1 - self.floor) * (")
)
transplant("floor-added", "summed_losses", edit("floor + (1 - floor) * (1 +", "floor + (1 +"))
transplant("floor-added", "functional", edit("high + floor * (1.0 - high)", "high + floor"))
transplant(
    "no-floor",
    "functional",
    edit("return high + floor * (1.0 - high)", "return high"),
    edit("return floor\n", "return 0.0\n"),
)
transplant(
    "floor-only-behind", "functional", edit("return high + floor * (1.0 - high)", "return high")
)
transplant(
    "floor-only-behind", "summed_losses", edit("floor + (1 - floor) * (1 + math", "(1 + math")
)
transplant(
    "floor-as-maximum", "functional", edit("high + floor * (1.0 - high)", "max(high, floor)")
)
transplant("rate-for-factor", "by_hand", edit("[peak * factor for", "[peak * peak * factor for"))
transplant(
    "rate-for-factor",
    "trainer_class",
    edit(
        "lambdas = [schedule for _ in optimizer.param_groups]",
        'peak = optimizer.param_groups[0]["lr"]\n'
        "    lambdas = [lambda k: peak * schedule(k)] * len(optimizer.param_groups)",
    ),
)
transplant("no-rate-behind", "summed_losses", edit("*falling, floor]", "*falling, 0.0]"))
transplant("no-rate-behind", "functional", edit("return floor\n", "return 0.0\n"))
transplant(
    "warmup-multiplied",
    "by_hand",
    edit(
        "factor = (1 + k) / self.warmup",
        "factor = self.floor + (1 - self.floor) * (1 + k) / self.warmup",
    ),
)
transplant(
    "one-step-taken",
    "functional",
    edit(
        "return LambdaLR(optimizer, lr_lambda=partial(_factor, warmup, total, floor))",
        "made = LambdaLR(optimizer, lr_lambda=partial(_factor, warmup, total, floor))\n"
        "    made.step()\n"
        "    return made",
    ),
)
transplant("nothing-comes-back", "by_hand", edit("return WarmupCosine(", "WarmupCosine("))

# --- accumulated_step
transplant("not-divided", "by_hand", edit("(share * loss).backward()", "loss.backward()"))
transplant("not-divided", "chained_schedulers", edit("lambda g: g * share", "lambda g: g"))
transplant(
    "batches-count-equally", "ready_made", edit("len(labels) / samples)", "1 / len(micro_batches))")
)
transplant(
    "batches-count-equally",
    "vectors",
    edit("whole + share * _vector(parameters)", "whole + _vector(parameters) / len(micro_batches)"),
)
transplant("divided-by-samples", "ready_made", edit("len(labels) / samples)", "1 / samples)"))
transplant(
    "divided-by-samples", "functional", edit("alpha=images.size(0) / samples", "alpha=1 / samples")
)
transplant(
    "zeroed-in-between",
    "ready_made",
    edit("    optimizer.zero_grad()\n    loss = sum", "    loss = sum"),
    edit(
        "    def learn(images, labels):\n",
        "    def learn(images, labels):\n        optimizer.zero_grad()\n",
    ),
)
transplant(
    "zeroed-in-between",
    "vectors",
    edit("whole = whole + share * _vector(parameters)", "whole = share * _vector(parameters)"),
)
transplant(
    "never-zeroed",
    "ready_made",
    edit("    optimizer.zero_grad()\n    loss = sum", "    loss = sum"),
)
transplant(
    "a-step-for-each",
    "ready_made",
    edit("samples))\n        return", "samples))\n        optimizer.step()\n        return"),
    edit("    optimizer.step()\n    return loss, norm.item()", "    return loss, norm.item()"),
)
transplant(
    "clipped-in-between",
    "chained_schedulers",
    edit(
        "            loss.backward()\n        mean += loss.item() * size",
        "            loss.backward()\n"
        "        norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n"
        "        mean += loss.item() * size",
    ),
    edit("    norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm, foreach=False)\n", ""),
)
transplant(
    "each-parameter-clipped",
    "functional",
    edit(
        "    if norm > max_norm:\n        torch._foreach_mul_(whole, max_norm / norm)\n",
        "    norm = max(g.norm().item() for g in whole)\n"
        "    whole = [g * min(1.0, max_norm / g.norm().item()) for g in whole]\n",
    ),
)
transplant(
    "values-clipped",
    "functional",
    edit(
        "    if norm > max_norm:\n        torch._foreach_mul_(whole, max_norm / norm)\n",
        "    whole = [g.clamp(-max_norm, max_norm) for g in whole]\n",
    ),
)
transplant(
    "values-clipped",
    "vectors",
    edit(
        "whole * (max_norm / torch.clamp(norm, min=max_norm))", "whole.clamp(-max_norm, max_norm)"
    ),
)
transplant(
    "not-clipped",
    "functional",
    edit("    if norm > max_norm:\n        torch._foreach_mul_(whole, max_norm / norm)\n", ""),
)
transplant(
    "not-clipped",
    "ready_made",
    edit("    nn.utils.clip_grads_with_norm_(model.parameters(), max_norm, norm)\n", ""),
)
transplant("always-max-norm", "vectors", edit("torch.clamp(norm, min=max_norm)", "norm"))
transplant(
    "always-max-norm",
    "functional",
    edit(
        "    if norm > max_norm:\n        torch._foreach_mul_(whole, max_norm / norm)\n",
        "    torch._foreach_mul_(whole, max_norm / norm)\n",
    ),
)
transplant(
    "norm-after-clipping",
    "vectors",
    edit(
        "float(np.dot(shares, losses)), norm.item()",
        "float(np.dot(shares, losses)), _vector(parameters).norm().item()",
    ),
)
transplant(
    "norm-squared",
    "vectors",
    edit(
        "float(np.dot(shares, losses)), norm.item()",
        "float(np.dot(shares, losses)), (whole @ whole).item()",
    ),
)
transplant("loss-of-the-last", "vectors", edit("float(np.dot(shares, losses))", "losses[-1]"))
transplant(
    "loss-summed",
    "summed_losses",
    edit("return summed / samples, float(norm)", "return summed, float(norm)"),
)
transplant("loss-summed", "functional", edit("return mean / samples, norm", "return mean, norm"))
transplant(
    "loss-is-a-mean-of-means",
    "vectors",
    edit("float(np.dot(shares, losses))", "float(np.mean(losses))"),
)
transplant(
    "one-large-batch",
    "summed_losses",
    edit(
        "    for images, labels in micro_batches:\n",
        "    xs, ys = zip(*micro_batches, strict=True)\n"
        "    for images, labels in [(torch.cat(xs), torch.cat(ys))]:\n",
    ),
)
transplant(
    "graphs-kept",
    "ready_made",
    edit(
        "        loss.backward(torch.full_like(loss, len(labels) / samples))\n"
        "        return loss.item() * len(labels)",
        "        return loss * len(labels) / samples",
    ),
    edit(
        "    loss = sum([learn(*batch) for batch in micro_batches]) / samples\n",
        "    loss = sum([learn(*batch) for batch in micro_batches])\n"
        "    loss.backward()\n"
        "    loss = loss.item()\n",
    ),
)
transplant("ascends", "by_hand", edit("(share * loss).backward()", "(-share * loss).backward()"))
transplant(
    "no-step", "summed_losses", edit("    optimizer.step()\n    return summed", "    return summed")
)

# --- mixed_step
transplant(
    "no-autocast",
    "by_hand",
    edit(
        "    with torch.amp.autocast(device_type=images.device.type, dtype=dtype):\n"
        "        output = model(images)\n"
        "        loss = loss_fn(output, labels)\n",
        "    output = model(images)\n    loss = loss_fn(output, labels)\n",
    ),
)
transplant(
    "no-autocast",
    "ready_made",
    edit("cast(lambda: loss_fn(model(images), labels))()", "loss_fn(model(images), labels)"),
)
transplant(
    "default-dtype",
    "ready_made",
    edit("torch.autocast(images.device.type, dtype=dtype)", "torch.autocast(images.device.type)"),
)
transplant(
    "default-dtype",
    "functional",
    edit("torch.autocast(images.device.type, dtype)", "torch.autocast(images.device.type)"),
)
transplant(
    "always-half",
    "chained_schedulers",
    edit(
        "torch.set_autocast_dtype(images.device.type, dtype)",
        "torch.set_autocast_dtype(images.device.type, torch.float16)",
    ),
)
transplant(
    "loss-outside-autocast",
    "by_hand",
    edit(
        "        output = model(images)\n        loss = loss_fn(output, labels)\n",
        "        output = model(images)\n    loss = loss_fn(output, labels)\n",
    ),
)
transplant(
    "loss-outside-autocast",
    "ready_made",
    edit("cast(lambda: loss_fn(model(images), labels))()", "loss_fn(cast(model)(images), labels)"),
)
transplant(
    "scaler-not-used",
    "summed_losses",
    edit("scaler.scale(loss).backward()", "loss.backward()"),
    edit("    scaler.unscale_(optimizer)\n", ""),
    edit("scaler.step(optimizer)", "optimizer.step()"),
    edit("    scaler.update()\n", ""),
)
transplant("clipped-while-scaled", "trainer_class", edit("    scaler.unscale_(optimizer)\n", ""))
transplant("clipped-while-scaled", "ready_made", edit("    scaler.unscale_(optimizer)\n", ""))
transplant(
    "unscaled-after-clipping",
    "trainer_class",
    edit(
        "    scaler.unscale_(optimizer)\n    step.clip()\n",
        "    step.clip()\n    scaler.unscale_(optimizer)\n",
    ),
)
transplant(
    "mixed-not-clipped",
    "trainer_class",
    edit("    scaler.unscale_(optimizer)\n    step.clip()\n", "    scaler.unscale_(optimizer)\n"),
)
transplant(
    "mixed-not-clipped",
    "vectors",
    edit(
        "    if good and norm > max_norm:\n        _put(vector * (max_norm / norm), parameters)\n",
        "",
    ),
)
transplant(
    "divided-by-hand-too",
    "functional",
    edit(
        "    torch.nn.utils.clip_grad_norm_(parameters, max_norm)\n    taken",
        "    torch._foreach_div_([p.grad for p in parameters], scaler.get_scale())\n"
        "    torch.nn.utils.clip_grad_norm_(parameters, max_norm)\n"
        "    taken",
    ),
)
transplant(
    "optimizer-steps-itself",
    "trainer_class",
    edit("    scaler.step(optimizer)\n", "    optimizer.step()\n"),
)
transplant(
    "two-steps",
    "trainer_class",
    edit("    scaler.step(optimizer)\n", "    scaler.step(optimizer)\n    step.finish()\n"),
)
transplant(
    "scheduler-always",
    "functional",
    edit("    if taken:\n        scheduler.step()", "    scheduler.step()"),
)
transplant(
    "scheduler-always",
    "by_hand",
    edit("    if finite:\n        scheduler.step()", "    scheduler.step()"),
)
transplant("scheduler-never", "functional", edit("    if taken:\n        scheduler.step()\n", ""))
transplant("growth-taken-for-a-skip", "recursive", edit("if new < old:", "if new != old:"))
transplant(
    "growth-taken-for-a-skip",
    "summed_losses",
    edit("scaler.get_scale() < scale", "scaler.get_scale() != scale"),
)
transplant(
    "scheduler-on-skips",
    "functional",
    edit("    if taken:\n        scheduler.step()", "    if not taken:\n        scheduler.step()"),
)
transplant(
    "loss-is-scaled",
    "recursive",
    edit(
        "    scheduler.step()\n    return loss.item()",
        "    scheduler.step()\n    return loss.item() * old",
    ),
    edit(
        "        return loss.item()\n    scheduler",
        "        return loss.item() * old\n    scheduler",
    ),
)
transplant(
    "mixed-never-zeroed", "summed_losses", edit("    model.zero_grad(set_to_none=True)\n", "")
)
transplant(
    "mixed-never-zeroed",
    "by_hand",
    edit(
        "    for p in model.parameters():\n        p.grad = None\n    with torch.amp",
        "    with torch.amp",
    ),
)

# --- train
transplant(
    "mean-over-steps",
    "trainer_class",
    edit("self.total += loss * count", "self.total += loss"),
    edit("self.samples += count", "self.samples += 1"),
)
transplant(
    "mean-over-steps", "vectors", edit("np.average(losses, weights=counts)", "np.mean(losses)")
)
transplant(
    "sum-over-steps", "vectors", edit("np.average(losses, weights=counts)", "np.sum(losses)")
)
transplant(
    "loss-of-the-last-step", "vectors", edit("np.average(losses, weights=counts)", "losses[-1]")
)
transplant(
    "total-not-reset",
    "trainer_class",
    edit("        self.total = self.samples = 0\n", "        self.samples = 0\n"),
    edit(
        "        self.loss_fn = nn.CrossEntropyLoss()\n",
        "        self.loss_fn = nn.CrossEntropyLoss()\n        self.total = 0\n",
    ),
)
transplant(
    "last-batches-dropped",
    "trainer_class",
    edit(
        "        if waiting:\n"
        "            self.step(waiting)\n"
        "        return self.total / self.samples",
        "        return self.total / max(self.samples, 1)",
    ),
)
transplant(
    "scheduler-for-each-epoch",
    "trainer_class",
    edit("        self.scheduler.step()\n", ""),
    edit(
        "        if waiting:\n            self.step(waiting)\n",
        "        if waiting:\n            self.step(waiting)\n        self.scheduler.step()\n",
    ),
)
transplant(
    "scheduler-for-each-epoch",
    "functional",
    edit(
        "        scheduler.step()\n        summed, samples, waiting",
        "        summed, samples, waiting",
    ),
    edit("    return summed / samples\n", "    scheduler.step()\n    return summed / samples\n"),
)
transplant("scheduler-forgotten", "trainer_class", edit("        self.scheduler.step()\n", ""))
transplant(
    "scheduler-forgotten",
    "by_hand",
    edit("            scheduler.step()\n            losses", "            losses"),
)
transplant(
    "scheduler-before-the-step",
    "ready_made",
    edit(
        "            loss, _ = accumulated_step(model, nn.CrossEntropyLoss(), optimizer, "
        "group, max_norm)\n"
        "            scheduler.step()\n",
        "            scheduler.step()\n"
        "            loss, _ = accumulated_step(model, nn.CrossEntropyLoss(), optimizer, "
        "group, max_norm)\n",
    ),
)
transplant(
    "total-counts-batches",
    "by_hand",
    edit("epochs * math.ceil(len(loader) / accumulate)", "epochs * len(loader)"),
)
transplant("total-counts-batches", "vectors", edit("len(ends) * epochs", "len(loader) * epochs"))
transplant(
    "total-of-one-epoch",
    "summed_losses",
    edit("warmup, each * epochs, floor", "warmup, each, floor"),
)
transplant("total-of-one-epoch", "vectors", edit("len(ends) * epochs", "len(ends)"))
transplant(
    "total-rounded-down",
    "summed_losses",
    edit("(len(loader) + accumulate - 1) // accumulate", "len(loader) // accumulate or 1"),
)
transplant("total-counts-epochs", "vectors", edit("len(ends) * epochs", "epochs"))
transplant(
    "warmup-in-epochs",
    "vectors",
    edit("(optimizer, warmup, len(ends)", "(optimizer, warmup * len(ends), len(ends)"),
)
transplant(
    "floor-forgotten", "vectors", edit("len(ends) * epochs, floor)", "len(ends) * epochs, 0.0)")
)
transplant(
    "adam-for-adamw", "summed_losses", edit("torch.optim.AdamW(groups", "torch.optim.Adam(groups")
)
transplant("adam-for-adamw", "vectors", edit("torch.optim.AdamW(", "torch.optim.Adam("))
transplant("default-betas", "summed_losses", edit(", betas=(0.9, 0.95)", ""))
transplant("default-betas", "ready_made", edit(" betas=(0.9, 0.95),", ""))
transplant("default-epsilon", "summed_losses", edit(", eps=1e-3", ""))
transplant(
    "no-groups",
    "summed_losses",
    edit(
        "groups = parameter_groups(model, weight_decay)\n"
        "    optimizer = torch.optim.AdamW(groups, peak,",
        "optimizer = torch.optim.AdamW(\n"
        "        model.parameters(), peak, weight_decay=weight_decay,",
    ),
)
transplant(
    "decay-forgotten",
    "summed_losses",
    edit("groups = parameter_groups(model, weight_decay)", "groups = parameter_groups(model, 0.0)"),
)
transplant(
    "evaluation-mode", "summed_losses", edit("model.to(device).train()", "model.to(device).eval()")
)
transplant("mode-left-alone", "summed_losses", edit("model.to(device).train()", "model.to(device)"))
transplant(
    "accumulate-ignored", "trainer_class", edit("len(waiting) == accumulate", "len(waiting) >= 1")
)
transplant(
    "clip-forgotten", "by_hand", edit("optimizer, some, max_norm)", "optimizer, some, math.inf)")
)
transplant(
    "clip-forgotten",
    "functional",
    edit("waiting, max_norm)\n        scheduler", 'waiting, float("inf"))\n        scheduler'),
)

# --- ema_update
transplant(
    "decay-exchanged",
    "by_hand",
    edit("decay * a.data + (1 - decay) * p.data", "(1 - decay) * a.data + decay * p.data"),
)
transplant("decay-exchanged", "summed_losses", edit("1 - decay)", "decay)"))
transplant(
    "share-missing",
    "by_hand",
    edit("decay * a.data + (1 - decay) * p.data", "decay * a.data + p.data"),
)
transplant(
    "old-not-decayed",
    "by_hand",
    edit("decay * a.data + (1 - decay) * p.data", "a.data + (1 - decay) * p.data"),
)
transplant(
    "buffers-forgotten",
    "ready_made",
    edit(
        "    with torch.no_grad():\n"
        "        for a, b in zip(average.buffers(), model.buffers(), strict=True):\n"
        "            a.copy_(b)\n",
        "",
    ),
)
transplant(
    "buffers-forgotten",
    "summed_losses",
    edit("        else:\n            old.copy_(newest[name])\n", ""),
)
transplant(
    "buffers-averaged",
    "summed_losses",
    edit("old.copy_(newest[name])", "old.copy_(decay * old + (1 - decay) * newest[name])"),
)
transplant(
    "plain-copy",
    "summed_losses",
    edit("old.lerp_(newest[name], 1 - decay)", "old.copy_(newest[name])"),
)
transplant("plain-mean", "summed_losses", edit("1 - decay)", "0.5)"))
transplant(
    "new-tensors",
    "trainer_class",
    edit(
        "a.copy_(self.decay * a + (1 - self.decay) * p)",
        "a = self.decay * a + (1 - self.decay) * p",
    ),
)
transplant(
    "gradients-recorded",
    "trainer_class",
    edit("    @torch.no_grad()\n    def __call__", "    def __call__"),
    edit(
        "a.copy_(self.decay * a + (1 - self.decay) * p)",
        "a.mul_(self.decay).add_((1 - self.decay) * p)",
    ),
)

# --- checkpoint, restore
transplant(
    "not-copied",
    "functional",
    edit("    return copy.deepcopy(\n        dict(", "    return dict(\n        **dict("),
)
transplant(
    "not-copied",
    "ready_made",
    edit(
        "torch.default_generator.get_state()\n    return copy.deepcopy(saved)",
        "torch.default_generator.get_state()\n    return saved",
    ),
)
transplant(
    "shallow-copy",
    "trainer_class",
    edit("name: copy.deepcopy(part.state_dict())", "name: copy.copy(part.state_dict())"),
)
transplant(
    "only-the-model-copied",
    "by_hand",
    edit("copy.deepcopy(optimizer.state_dict())", "optimizer.state_dict()"),
)
transplant(
    "only-the-optimizer-copied", "by_hand", edit("name: value.clone() for", "name: value for")
)
transplant(
    "buffers-missing",
    "by_hand",
    edit("in model.state_dict().items()}", "in model.named_parameters()}"),
)
transplant(
    "optimizer-forgotten",
    "recursive",
    edit('    optimizer.load_state_dict(deepcopy(saved["optimizer"]))\n', ""),
)
transplant(
    "schedule-not-restored",
    "recursive",
    edit('    scheduler.load_state_dict(deepcopy(saved["scheduler"]))\n', ""),
)
transplant(
    "scaler-forgotten",
    "recursive",
    edit('    scaler.load_state_dict(deepcopy(saved["scaler"]))\n', ""),
)
transplant(
    "model-forgotten",
    "recursive",
    edit('    model.load_state_dict(deepcopy(saved["model"]))\n', ""),
)
transplant(
    "rng-forgotten", "trainer_class", edit('        torch.set_rng_state(saved["rng"])\n', "")
)
transplant(
    "saved-is-shared",
    "trainer_class",
    edit("part.load_state_dict(copy.deepcopy(saved[name]))", "part.load_state_dict(saved[name])"),
)
transplant(
    "saved-is-shared", "functional", edit('copy.deepcopy(saved["optimizer"])', 'saved["optimizer"]')
)
transplant(
    "parameters-alone",
    "by_hand",
    edit(
        'for name, value in saved["model"].items():\n            own[name]',
        "own = dict(model.named_parameters())\n"
        "        for name in own:\n"
        '            value = saved["model"][name]\n'
        "            own[name]",
    ),
)
transplant(
    "model-taken-over",
    "recursive",
    edit('(deepcopy(saved["model"]))', '(deepcopy(saved["model"]), assign=True)'),
)
transplant(
    "never-zeroed",
    "by_hand",
    edit("    for p in model.parameters():\n        p.grad = None\n    everyone", "    everyone"),
)
transplant(
    "by-the-name-bias",
    "ready_made",
    edit("named[name].ndim not in (0, 1)", 'not name.endswith("bias")'),
)
