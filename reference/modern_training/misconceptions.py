"""Wrong loops of today that students really write.

Those of `accumulated_step`, of the groups and of the schedule show in `train`, too, which is built
of them.
"""

from autograder.rubric import edit, misconception, together

# --- which parameters decay
misconception(
    "parameter_groups/all-decay",
    edit("if p.ndim >= 2:", "if p.ndim >= 0:"),
    says="Every parameter decays, biases and normalisation included.",
    hint="Towards which number does weight decay pull the scale of a normalisation?",
)
misconception(
    "parameter_groups/none-decays",
    edit("p.ndim >= 2", "p.ndim > 9"),
    says="No parameter is in the group that decays.",
    hint="How many axes has the weight of a linear layer?",
)
misconception(
    "parameter_groups/groups-exchanged",
    edit("if p.ndim >= 2:", "if p.ndim < 2:"),
    says="The two groups are exchanged: biases decay, and weights do not.",
    hint="Print the shapes in your first list. Are these the parameters that should decay?",
)
misconception(
    "parameter_groups/only-two-axes-decay",
    edit("p.ndim >= 2", "p.ndim == 2"),
    says="Only parameters with exactly two axes decay.",
    hint="How many axes has the weight of a convolution?",
)
misconception(
    "parameter_groups/more-than-two-axes",
    edit("p.ndim >= 2", "p.ndim > 2"),
    says="A parameter must have more than two axes to decay.",
    hint="How many axes has the weight of a linear layer, and which group is it in?",
)
misconception(
    "parameter_groups/one-axis-decays",
    edit("p.ndim >= 2", "p.ndim >= 1"),
    says="Parameters of one axis decay as well; only single numbers do not.",
    hint="How many axes has a bias?",
)
misconception(
    "parameter_groups/by-the-name-bias",
    edit("for p in model.parameters():", "for name, p in model.named_parameters():"),
    edit("if p.ndim >= 2:", 'if not name.endswith("bias"):'),
    says="What is not called bias decays, the scales of normalisation layers included.",
    hint="What is the scale of a LayerNorm called, and in which of your groups is it?",
)
misconception(
    "parameter_groups/by-the-name-weight",
    edit("for p in model.parameters():", "for name, p in model.named_parameters():"),
    edit("if p.ndim >= 2:", 'if name.endswith("weight") and p.ndim >= 2:'),
    says="A parameter decays only if it is called weight.",
    hint="What does the rule say of a matrix that a model calls by another name?",
)
misconception(
    "parameter_groups/by-the-layer",
    edit(
        "for p in model.parameters():",
        "linear = {\n"
        "        id(layer.weight) for layer in model.modules() if isinstance(layer, nn.Linear)\n"
        "    }\n"
        "    for p in model.parameters():",
    ),
    edit("if p.ndim >= 2:", "if id(p) in linear:"),
    says="Only weights of linear layers decay.",
    hint="Which other layers have weights with two axes or more?",
)
misconception(
    "parameter_groups/frozen-included",
    edit("        if not p.requires_grad:\n            continue\n", ""),
    says="Parameters that do not require gradients are in the groups, too.",
    hint="What does an optimizer do with a frozen parameter that still has a `.grad`?",
)
misconception(
    "parameter_groups/frozen-means-no-decay",
    edit("        if not p.requires_grad:\n            continue\n", ""),
    edit("if p.ndim >= 2:", "if p.requires_grad and p.ndim >= 2:"),
    says="Frozen parameters are put into the group without decay instead of being left out.",
    hint="Should an optimizer know of a parameter that nobody wants to move?",
)
misconception(
    "parameter_groups/others-keep-the-default",
    edit('{"params": stays, "weight_decay": 0.0}', '{"params": stays}'),
    says="The second group names no weight decay, so the optimizer's default holds for it.",
    hint="What is the default weight decay of torch.optim.AdamW? Is it 0?",
)
misconception(
    "parameter_groups/decay-written-in",
    edit('"weight_decay": weight_decay', '"weight_decay": 0.01'),
    says="The decay is a number of your own, whatever the caller asks for.",
    hint="Call it with two different decays. Do the groups differ?",
)
misconception(
    "parameter_groups/top-level-only",
    edit("model.parameters()", "model.parameters(recurse=False)"),
    says="Only parameters that the model owns itself are found, none of its layers'.",
    hint="How many parameters do your two lists hold together, and how many has the model?",
)
misconception(
    "parameter_groups/shared-twice",
    edit(
        "for p in model.parameters():",
        "found = [p for layer in model.modules() for p in layer.parameters(recurse=False)]\n"
        "    for p in found:",
    ),
    says="A parameter that two layers share is there twice.",
    hint="Count the parameters by `id`. Does one occur more than once?",
    raises="duplicate parameters",
)

# --- the schedule
misconception(
    "make_scheduler/warmup-from-zero",
    edit("(step + 1) / warmup", "step / warmup"),
    says="The warm-up begins at 0, so the first step moves nothing and the peak comes a step late.",
    hint="What is the factor of step 0, and what does that step do to the parameters?",
)
misconception(
    "make_scheduler/warmup-one-longer",
    edit("(step + 1) / warmup", "(step + 1) / (warmup + 1)"),
    says="The warm-up does not reach the peak in its last step.",
    hint="With warmup = 4, what is the factor of step 3?",
)
misconception(
    "make_scheduler/no-warmup",
    edit("return (step + 1) / warmup", "return 1.0"),
    says="There is no warm-up: the first steps have the peak.",
    hint="What are the first rates of your scheduler?",
)
misconception(
    "make_scheduler/cosine-from-the-start",
    edit("(step - warmup) / (total - warmup)", "step / total"),
    says="The cosine is counted from step 0, so it does not begin at the peak.",
    hint="What is r in the first step after the warm-up?",
)
misconception(
    "make_scheduler/cosine-over-the-whole",
    edit("(step - warmup) / (total - warmup)", "(step - warmup) / total"),
    says="The cosine is as long as the whole training, so it does not reach the floor.",
    hint="How many steps does the second phase have?",
)
misconception(
    "make_scheduler/cosine-one-shorter",
    edit("(step - warmup) / (total - warmup)", "(step - warmup) / max(total - warmup - 1, 1)"),
    says="The cosine reaches the floor one step too early.",
    hint="What should r be in the last step before `total`: 1, or a little less?",
)
misconception(
    "make_scheduler/cosine-one-ahead",
    edit("(step - warmup) / (total - warmup)", "(step + 1 - warmup) / (total - warmup)"),
    says="The cosine is one step ahead.",
    hint="What is r in the first step after the warm-up?",
)
misconception(
    "make_scheduler/whole-cosine",
    edit("math.cos(math.pi * progress)", "math.cos(2 * math.pi * progress)"),
    says="The factor goes through a whole cosine: down in the middle, and up again.",
    hint="Where is your rate lowest, in the middle or at the end?",
)
misconception(
    "make_scheduler/quarter-cosine",
    edit("(1 + math.cos(math.pi * progress)) / 2", "math.cos(math.pi / 2 * progress)"),
    says="The factor follows a quarter of a cosine, which falls fastest at the end.",
    hint="How steep should the curve be just before `total`?",
)
misconception(
    "make_scheduler/straight-line",
    edit("(1 + math.cos(math.pi * progress)) / 2", "(1 - progress)"),
    says="The rate falls along a straight line.",
    hint="After a quarter of the second phase, how much of the way has a cosine gone?",
)
misconception(
    "make_scheduler/cosine-not-halved",
    edit("(1 + math.cos(math.pi * progress)) / 2", "(1 + math.cos(math.pi * progress))"),
    says="The sum 1 + cos is not halved, so the rate goes beyond the peak.",
    hint="What is 1 + cos 0?",
)
misconception(
    "make_scheduler/floor-added",
    edit("floor + (1 - floor)", "floor + 1"),
    says="The floor is added to the whole curve, which so begins above the peak.",
    hint="How far is it from the floor to the peak?",
)
misconception(
    "make_scheduler/no-floor",
    edit("floor + (1 - floor) * (1 +", "(1 +"),
    edit("        return floor\n", "        return 0.0\n"),
    says="The rate falls to 0; the floor is not used.",
    hint="Which share of the peak is left at the end?",
)
misconception(
    "make_scheduler/floor-only-behind",
    edit("floor + (1 - floor) * (1 +", "(1 +"),
    says="The cosine goes down to 0, and afterwards the rate jumps up to the floor.",
    hint="Print the last rate before `total` and the first one after it. Which is larger?",
)
misconception(
    "make_scheduler/floor-as-maximum",
    edit(
        "floor + (1 - floor) * (1 + math.cos(math.pi * progress)) / 2",
        "max(floor, (1 + math.cos(math.pi * progress)) / 2)",
    ),
    says="The cosine goes down to 0 and is cut off at the floor.",
    hint="Does your rate come to the floor flat, and when?",
)
misconception(
    "make_scheduler/rate-for-factor",
    edit(
        "(optimizer, factor)",
        "(\n"
        "        optimizer,\n"
        '        [lambda k, p=VALUE["lr"]: p * factor(k) for group in optimizer.param_groups],\n'
        "    )",
    ),
    says="The function gives a learning rate where a factor is expected, so the peak counts twice.",
    hint="By what does LambdaLR multiply the number that your function gives?",
    values=("group", "optimizer.param_groups[0]"),
)
misconception(
    "make_scheduler/floor-as-rate",
    edit(
        "    def factor(step):",
        '    floor = floor / optimizer.param_groups[0]["lr"]\n\n    def factor(step):',
    ),
    says="The floor is taken for a learning rate; it is a share of the peak.",
    hint="With a peak of 0.5 and a floor of 0.1, what should the last rate be?",
)
misconception(
    "make_scheduler/rises-again",
    edit("if step < total:", "if step < 10 * total and total > warmup:"),
    says="After `total` the cosine goes on, and the rate rises again.",
    hint="What is the rate long after `total`?",
)
misconception(
    "make_scheduler/no-rate-behind",
    edit("        return floor\n", "        return 0.0\n"),
    says="After `total` the rate is 0 instead of the floor.",
    hint="What does the third line of the schedule say?",
)
misconception(
    "make_scheduler/warmup-multiplied",
    edit("(step + 1) / warmup", "floor + (1 - floor) * (step + 1) / warmup"),
    says="The warm-up begins at the floor instead of at a share of the peak alone.",
    hint="With warmup = 4 and a floor of 0.2, what is the factor of step 0?",
)
misconception(
    "make_scheduler/one-step-taken",
    edit(
        "return torch.optim.lr_scheduler.LambdaLR(optimizer, factor)",
        "scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)\n"
        "    scheduler.step()\n"
        "    return scheduler",
    ),
    says="The scheduler has taken a step before it is handed out, so it is one step ahead.",
    hint="For which step does the optimizer have its rate when your scheduler comes back?",
)
misconception(
    "make_scheduler/nothing-comes-back",
    edit("return torch.optim", "torch.optim"),
    says="The scheduler is made, but not returned.",
    hint="What does a function give that ends without a `return`?",
    raises="expected a scheduler of PyTorch's, got a NoneType",
)

# --- several small batches, one step
misconception(
    "accumulated_step/not-divided",
    edit("(share * loss).backward()", "loss.backward()"),
    says="The gradients of the batches are added up without being divided.",
    hint="How much longer is your gradient with four batches than with one?",
)
misconception(
    "accumulated_step/batches-count-equally",
    edit("(share * loss).backward()", "(loss / len(micro_batches)).backward()"),
    says="Every batch counts equally in the gradient, however many samples it holds.",
    hint="Batches of 4 and 1 samples: how much should each sample count?",
)
misconception(
    "accumulated_step/divided-by-the-first",
    edit("(share * loss).backward()", "(loss * len(micro_batches[0][1]) / samples).backward()"),
    says="Every batch is weighted by the size of the first.",
    hint="How many samples does your last batch hold?",
)
misconception(
    "accumulated_step/divided-by-samples",
    edit("(share * loss).backward()", "(loss / samples).backward()"),
    says="Means of batches are divided by the number of all samples.",
    hint="Of how many samples is each loss the mean already?",
)
misconception(
    "accumulated_step/zeroed-in-between",
    edit("    optimizer.zero_grad()\n", ""),
    edit(
        "        loss = loss_fn(",
        "        optimizer.zero_grad()\n        loss = loss_fn(",
    ),
    says="The gradients are cleared before each batch, so only the last one counts.",
    hint="What is in `.grad` when the second batch's gradient arrives?",
)
misconception(
    "accumulated_step/never-zeroed",
    edit("    optimizer.zero_grad()\n", ""),
    says="Gradients of earlier steps are still there and are added to.",
    hint="Whose gradients are in `.grad` when this step begins?",
)
misconception(
    "accumulated_step/a-step-for-each",
    edit(
        "        total += share * loss.item()\n",
        "        total += share * loss.item()\n        optimizer.step()\n",
    ),
    edit("    optimizer.step()\n    return", "    return"),
    says="The optimizer steps after each batch, not once for all.",
    hint="How often is step() called for three small batches?",
)
misconception(
    "accumulated_step/clipped-in-between",
    edit(
        "        total += share * loss.item()\n",
        "        total += share * loss.item()\n"
        "        norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n",
    ),
    edit(
        "    norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n    optimizer",
        "    optimizer",
    ),
    says="The sum is clipped after each batch, before it is whole.",
    hint="When is the length of the whole gradient known?",
)
misconception(
    "accumulated_step/each-parameter-clipped",
    edit(
        "norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm)",
        "norm = max(nn.utils.clip_grad_norm_([p], max_norm) for p in model.parameters())",
    ),
    says="Each parameter is clipped by itself.",
    hint="Do all layers keep their share of the step if each is shortened by itself?",
)
misconception(
    "accumulated_step/values-clipped",
    edit(
        "norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm)",
        'norm = nn.utils.clip_grad_norm_(model.parameters(), float("inf"))\n'
        "    nn.utils.clip_grad_value_(model.parameters(), max_norm)",
    ),
    says="Each element is clipped by itself, which turns the gradient.",
    hint="Does your clipped gradient point where the whole one did?",
)
misconception(
    "accumulated_step/not-clipped",
    edit("(model.parameters(), max_norm)", '(model.parameters(), float("inf"))'),
    says="Nothing is clipped.",
    hint="How long is the gradient of your step when max_norm is tiny?",
)
misconception(
    "accumulated_step/always-max-norm",
    edit(
        "    optimizer.step()\n",
        "    for p in model.parameters():\n"
        "        p.grad *= max_norm / torch.clamp(norm, max=max_norm)\n"
        "    optimizer.step()\n",
    ),
    says="Every gradient is brought to the length max_norm, short ones are lengthened.",
    hint="What should happen to a gradient that is shorter than max_norm?",
)
misconception(
    "accumulated_step/clipped-after-the-step",
    edit(
        "    norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n    optimizer.step()\n",
        "    optimizer.step()\n    norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n",
    ),
    says="The gradient is clipped after the step that it was for.",
    hint="Which gradients did step() see?",
)
misconception(
    "accumulated_step/norm-after-clipping",
    edit("norm.item()", "min(norm.item(), max_norm)"),
    says="The length that comes back is the one after clipping.",
    hint="Can the number that you return ever be above max_norm?",
)
misconception(
    "accumulated_step/norm-squared",
    edit("norm.item()", "norm.item() ** 2"),
    says="The square of the length comes back.",
    hint="What is the length of (3, 4)?",
)
misconception(
    "accumulated_step/loss-of-the-last",
    edit("total += share * loss.item()", "total = loss.item()"),
    says="The loss that comes back is that of the last batch.",
    hint="How many of the batches does your number know of?",
)
misconception(
    "accumulated_step/loss-summed",
    edit("return total,", "return total * samples,"),
    says="The loss that comes back is a sum over samples, not their mean.",
    hint="Should the loss grow with the number of samples?",
)
misconception(
    "accumulated_step/losses-added-up",
    edit("total += share * loss.item()", "total += loss.item()"),
    says="The loss that comes back is the sum of the batches' means.",
    hint="Should the loss grow with the number of batches?",
)
misconception(
    "accumulated_step/loss-is-a-mean-of-means",
    edit("total += share * loss.item()", "total += loss.item() / len(micro_batches)"),
    says="The loss that comes back is the mean of the batches' means.",
    hint="Batches of 4 and 1 samples with losses 1 and 6: what is the mean over all five?",
)
misconception(
    "accumulated_step/loss-over-samples",
    edit("total += share * loss.item()", "total += loss.item() / samples"),
    says="In the loss that comes back, means of batches are divided by the number of samples.",
    hint="Of how many samples is each loss the mean already?",
)
together("not-divided", "losses-added-up")
together("batches-count-equally", "loss-is-a-mean-of-means")
together("divided-by-samples", "loss-over-samples")
misconception(
    "accumulated_step/one-large-batch",
    edit(
        "    for images, labels in micro_batches:\n",
        "    pairs = zip(*micro_batches, strict=True)\n"
        "    for images, labels in [tuple(torch.cat(parts) for parts in pairs)]:\n",
    ),
    says="All batches go through the model together, which needs the memory of one large batch.",
    hint="How many samples does the model see at a time?",
)
misconception(
    "accumulated_step/graphs-kept",
    edit("    total = 0.0\n", "    losses = []\n"),
    edit(
        "        (share * loss).backward()\n        total += share * loss.item()\n",
        "        losses.append(share * loss)\n",
    ),
    edit("    norm =", "    total = sum(losses)\n    total.backward()\n    norm ="),
    edit("return total,", "return total.item(),"),
    says="The graphs of all batches are kept until the end, which needs their memory together.",
    hint="How many batches' graphs are alive when the last batch goes through the model?",
)
misconception(
    "accumulated_step/ascends",
    edit("(share * loss).backward()", "(-share * loss).backward()"),
    says="The step goes uphill.",
    hint="Of which number is the gradient taken, and in which direction does the optimizer go?",
)
misconception(
    "accumulated_step/no-step",
    edit("    optimizer.step()\n", ""),
    says="Gradients are collected and clipped, but no step is taken.",
    hint="Who moves the parameters?",
)

# --- mixed precision
misconception(
    "mixed_step/no-autocast",
    edit("dtype=dtype", "dtype=dtype, enabled=False"),
    says="Everything is computed in float32: there is no autocast.",
    hint="Which dtype do the outputs of your model have?",
)
misconception(
    "mixed_step/default-dtype",
    edit(", dtype=dtype)", ")"),
    says="Autocast uses its default type for the device, whatever `dtype` is asked for.",
    hint="On the CPU, which type does autocast use if nobody says it?",
)
misconception(
    "mixed_step/always-half",
    edit("dtype=dtype", "dtype=torch.float16"),
    says="float16 is used, also where bfloat16 is asked for.",
    hint="What happens when the caller asks for bfloat16?",
)
misconception(
    "mixed_step/loss-outside-autocast",
    edit(
        "        loss = loss_fn(model(images), labels)\n",
        "        output = model(images)\n    loss = loss_fn(output, labels)\n",
    ),
    says="The loss is computed outside of autocast.",
    hint="Which lines stand in your `with` block?",
)
misconception(
    "mixed_step/device-written-in",
    edit("images.device.type", '"cuda"'),
    says="Autocast is turned on for a device that the images are not on.",
    hint="On which device does this batch live, and how could your code find out?",
)
misconception(
    "mixed_step/not-scaled",
    edit("scaler.scale(loss).backward()", "loss.backward()"),
    says="The loss is not scaled before the way back, but the gradients are divided by the scale.",
    hint="By what do your gradients get divided, and were they multiplied by it?",
    raises="Attempted unscale_ but _scale is None",
)
misconception(
    "mixed_step/scaler-not-used",
    edit("scaler.scale(loss).backward()", "loss.backward()"),
    edit("    scaler.unscale_(optimizer)\n", ""),
    edit("scaler.step(optimizer)", "optimizer.step()"),
    edit("    scaler.update()\n", ""),
    says="The scaler is not used at all.",
    hint="What becomes of a gradient of 1e-8 in float16?",
)
misconception(
    "mixed_step/clipped-while-scaled",
    edit("    scaler.unscale_(optimizer)\n", ""),
    says="The gradients are clipped while they are still multiplied by the scale.",
    hint="How long is a gradient of length 1 when the scale is 1024?",
)
misconception(
    "mixed_step/unscaled-after-clipping",
    edit("    scaler.unscale_(optimizer)\n", ""),
    edit("max_norm)\n", "max_norm)\n    scaler.unscale_(optimizer)\n"),
    says="The scale is taken out after the clipping, which saw gradients that were far too long.",
    hint="Which of the two has to come first: clipping, or dividing by the scale?",
)
misconception(
    "mixed_step/mixed-not-clipped",
    edit("    nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n", ""),
    says="Nothing is clipped.",
    hint="How long is the gradient of your step when max_norm is tiny?",
)
misconception(
    "mixed_step/divided-by-hand-too",
    edit(
        "    nn.utils",
        "    for p in model.parameters():\n        p.grad /= scaler.get_scale()\n    nn.utils",
    ),
    says="The scale is divided out twice.",
    hint="What has unscale_ done to the gradients already?",
)
misconception(
    "mixed_step/never-updated",
    edit("    scaler.update()\n", ""),
    says="The scaler is never brought up to date, so its scale stays what it was.",
    hint="Which call lets the scale fall after an overflow?",
    raises="unscale_() is being called after step()",
)
misconception(
    "mixed_step/optimizer-steps-itself",
    edit("scaler.step(optimizer)", "optimizer.step()"),
    says="The optimizer steps by itself, so a step with infinite gradients is not skipped.",
    hint="Who should decide whether this step is taken?",
)
misconception(
    "mixed_step/two-steps",
    edit("scaler.step(optimizer)", "scaler.step(optimizer)\n    optimizer.step()"),
    says="Two steps are taken for one batch.",
    hint="What does `scaler.step` do already?",
)
misconception(
    "mixed_step/scheduler-always",
    edit("    if scaler.get_scale() >= before:\n        scheduler.step()", "    scheduler.step()"),
    says="The scheduler steps even when the step of the optimizer was skipped.",
    hint="After ten batches of which three were skipped, which step is next?",
)
misconception(
    "mixed_step/scheduler-never",
    edit("    if scaler.get_scale() >= before:\n        scheduler.step()\n", ""),
    says="The scheduler never steps.",
    hint="Does the learning rate change from batch to batch?",
)
misconception(
    "mixed_step/growth-taken-for-a-skip",
    edit("scaler.get_scale() >= before", "scaler.get_scale() == before"),
    says="A scale that has grown is taken for a sign that the step was skipped.",
    hint="In which two ways can the scale change, and what does each of them mean?",
)
misconception(
    "mixed_step/scheduler-on-skips",
    edit("scaler.get_scale() >= before", "scaler.get_scale() < before"),
    says="The scheduler steps when the step was skipped, and only then.",
    hint="What does a scale that has become smaller tell of the step?",
)
misconception(
    "mixed_step/scale-read-too-late",
    edit("    before = scaler.get_scale()\n", ""),
    edit("    scaler.update()\n", "    scaler.update()\n    before = scaler.get_scale()\n"),
    says="The scale is compared with itself, so that no skipped step is noticed.",
    hint="Between which two moments does the scale change?",
)
misconception(
    "mixed_step/loss-is-scaled",
    edit("return loss.item()", "return loss.item() * before"),
    says="The loss that comes back is multiplied by the scale.",
    hint="Should the learning curve jump when the scale changes?",
)
misconception(
    "mixed_step/mixed-never-zeroed",
    edit("    optimizer.zero_grad()\n", ""),
    says="Gradients of earlier steps are still there and are added to.",
    hint="Whose gradients are in `.grad` when this step begins?",
)
misconception(
    "mixed_step/zeroed-before-the-step",
    edit("    optimizer.zero_grad()\n", ""),
    edit("    scaler.unscale_", "    optimizer.zero_grad()\n    scaler.unscale_"),
    says="The gradients are cleared after they were computed and before they were used.",
    hint="What did the step have to work with?",
    raises="No inf checks were recorded",
)
misconception(
    "mixed_step/inputs-halved",
    edit("model(images)", "model(images.to(dtype))"),
    edit("with torch.autocast(images.device.type, dtype=dtype):", "if dtype:"),
    says="The images are converted to half precision, and the parameters are not.",
    hint="Which dtype does your model expect without autocast?",
    raises="have the same dtype",
)
misconception(
    "mixed_step/model-halved",
    edit("    optimizer.zero_grad()\n", "    optimizer.zero_grad()\n    model.to(dtype)\n"),
    says="The parameters themselves are converted to half precision.",
    hint="What is 1 − 0.0001 in float16?",
    raises="Attempting to unscale FP16 gradients",
)

# --- the loop
misconception(
    "train/mean-over-steps",
    edit("total += loss * count", "total += loss"),
    edit("seen += count", "seen += 1"),
    says="The losses of an epoch's steps are averaged as if all steps had equally many samples.",
    hint="How much does each sample of a small last step weigh in your mean?",
)
misconception(
    "train/sum-over-steps",
    edit("total += loss * count", "total += loss"),
    edit("total / seen", "total"),
    says="The losses of an epoch's steps are added up, not averaged.",
    hint="Should an epoch's loss grow with the number of steps?",
)
misconception(
    "train/loss-of-the-last-step",
    edit("total / seen", "loss"),
    says="An epoch's number is the loss of its last step alone.",
    hint="How many of the epoch's samples does your number know of?",
)
misconception(
    "train/total-not-reset",
    edit("total, seen, group = 0.0, 0, []", "seen, group = 0, []"),
    edit("history = []", "history, total = [], 0.0"),
    says="The running total goes on from one epoch to the next.",
    hint="Where does your total start from in the second epoch?",
)
misconception(
    "train/last-batches-dropped",
    edit(" or number == len(loader)", ""),
    edit("history.append(total / seen)", "history.append(total / max(seen, 1))"),
    says="Batches that are left at the end of an epoch make no step.",
    hint="With 7 batches and accumulate = 3, how many batches does an epoch use?",
)
misconception(
    "train/steps-cross-epochs",
    edit("    history = []\n", "    history, group = [], []\n"),
    edit("total, seen, group = 0.0, 0, []", "total, seen = 0.0, 0"),
    edit(" or number == len(loader)", ""),
    edit("history.append(total / seen)", "history.append(total / max(seen, 1))"),
    says="Batches that are left at the end of an epoch wait for those of the next one.",
    hint="May a step be made of batches of two epochs?",
)
misconception(
    "train/scheduler-for-each-batch",
    edit("                scheduler.step()\n", ""),
    edit(
        "            group.append",
        "            if number > 1 or history:\n"
        "                scheduler.step()\n"
        "            group.append",
    ),
    says="The scheduler steps for every batch, not for every step of the optimizer.",
    hint="How many steps does the optimizer take in an epoch of 6 batches with accumulate = 3?",
)
misconception(
    "train/scheduler-for-each-epoch",
    edit("                scheduler.step()\n", ""),
    edit("        history.append", "        scheduler.step()\n        history.append"),
    says="The scheduler steps once for each epoch.",
    hint="In what unit are `warmup` and the total: epochs, or steps?",
)
misconception(
    "train/scheduler-forgotten",
    edit("                scheduler.step()\n", ""),
    says="The scheduler never steps, so the rate stays that of step 0.",
    hint="Print the learning rate in each step. Does it change?",
)
misconception(
    "train/no-scheduler",
    edit("                scheduler.step()\n", ""),
    edit("    scheduler = make_scheduler(optimizer, warmup, epochs * steps, floor)\n", ""),
    says="There is no schedule: all steps have the peak.",
    hint="Print the learning rate in each step. Is there a warm-up?",
)
misconception(
    "train/scheduler-before-the-step",
    edit("                scheduler.step()\n", ""),
    edit(
        "                loss, _ =",
        "                scheduler.step()\n                loss, _ =",
    ),
    says="The scheduler steps before the optimizer, so the first rate is never used.",
    hint="Which rate did your first step have: that of step 0, or of step 1?",
)
misconception(
    "train/total-counts-batches",
    edit("epochs * steps", "epochs * len(loader)"),
    says="The schedule counts batches, of which there are more than steps.",
    hint="How many steps does your whole training take?",
)
misconception(
    "train/total-of-one-epoch",
    edit("epochs * steps", "steps"),
    says="The schedule is over after one epoch.",
    hint="At which step should the cosine reach the floor?",
)
misconception(
    "train/total-rounded-down",
    edit("-(-len(loader) // accumulate)", "max(len(loader) // accumulate, 1)"),
    says="The total leaves out the shorter step at the end of each epoch.",
    hint="With 7 batches and accumulate = 3, how many steps does an epoch have?",
)
misconception(
    "train/total-counts-epochs",
    edit("epochs * steps", "epochs"),
    says="The total is given in epochs, where steps are counted.",
    hint="In what unit are `warmup` and the total?",
)
misconception(
    "train/warmup-in-epochs",
    edit("(optimizer, warmup,", "(optimizer, warmup * steps,"),
    says="The warm-up is taken for a number of epochs.",
    hint="In what unit is `warmup`: epochs, or steps?",
)
misconception(
    "train/floor-forgotten",
    edit("epochs * steps, floor)", "epochs * steps, 0.0)"),
    says="The schedule goes down to 0: the floor is not passed on.",
    hint="Which of your arguments does no line of yours use?",
)
misconception(
    "train/adam-for-adamw",
    edit("torch.optim.AdamW", "torch.optim.Adam"),
    says="Adam is used, where the decay is an L2 penalty that goes through the moments.",
    hint="What is the difference between an L2 penalty and decoupled decay?",
)
misconception(
    "train/sgd-for-adamw",
    edit("torch.optim.AdamW(", "torch.optim.SGD("),
    edit(", betas=(0.9, 0.95), eps=1e-3", ""),
    says="Plain SGD is used.",
    hint="Which optimizer does the docstring ask for?",
)
misconception(
    "train/default-betas",
    edit(", betas=(0.9, 0.95)", ""),
    says="The betas are AdamW's defaults, not those that are asked for.",
    hint="What are the default betas of AdamW?",
)
misconception(
    "train/default-epsilon",
    edit(", eps=1e-3", ""),
    says="Epsilon is AdamW's default, not the one that is asked for.",
    hint="What is the default eps of AdamW?",
)
misconception(
    "train/no-groups",
    edit(
        "parameter_groups(model, weight_decay), lr=peak",
        "model.parameters(), lr=peak, weight_decay=weight_decay",
    ),
    says="All parameters are in one group, so biases and normalisation decay, too.",
    hint="Which of your functions makes the groups, and who calls it?",
)
misconception(
    "train/decay-forgotten",
    edit("parameter_groups(model, weight_decay)", "parameter_groups(model, 0.0)"),
    says="The weight decay is not passed on: nothing decays.",
    hint="Which of your arguments does no line of yours use?",
)
misconception(
    "train/optimizer-in-each-epoch",
    edit(
        "    optimizer = torch.optim.AdamW(\n"
        "        parameter_groups(model, weight_decay), lr=peak, betas=(0.9, 0.95), eps=1e-3\n"
        "    )\n"
        "    steps = -(-len(loader) // accumulate)\n"
        "    scheduler = make_scheduler(optimizer, warmup, epochs * steps, floor)\n"
        "    history = []\n"
        "    for _ in range(epochs):\n",
        "    steps = -(-len(loader) // accumulate)\n"
        "    history = []\n"
        "    for _ in range(epochs):\n"
        "        optimizer = torch.optim.AdamW(\n"
        "            parameter_groups(model, weight_decay), lr=peak, betas=(0.9, 0.95), eps=1e-3\n"
        "        )\n"
        "        scheduler = make_scheduler(optimizer, warmup, epochs * steps, floor)\n",
    ),
    says="Each epoch begins with a new optimizer and a new schedule.",
    hint="What do the moments and the schedule know of the epoch before?",
)
misconception(
    "train/evaluation-mode",
    edit("model.train()", "model.eval()"),
    says="The model is trained in evaluation mode.",
    hint="In which mode should normalisation be while the model learns?",
)
misconception(
    "train/mode-left-alone",
    edit("    model.train()\n", ""),
    says="The mode in which the model came is never changed.",
    hint="In which mode may the model come?",
)
misconception(
    "train/accumulate-ignored",
    edit("len(group) == accumulate", "len(group) == 1"),
    says="Every batch makes a step of its own.",
    hint="How many batches does one of your steps see?",
)
misconception(
    "train/clip-forgotten",
    edit("group, max_norm)", 'group, float("inf"))'),
    says="max_norm is not passed on: nothing is clipped.",
    hint="Which of your arguments does no line of yours use?",
)
misconception(
    "train/device-forgotten-for-batches",
    edit("(images.to(device), labels.to(device))", "(images, labels)"),
    says="The batches are not moved to the device.",
    hint="Where do the images live when the model meets them?",
    raises="(in linear: tensor 1 on cpu, tensor 2 on xpu",
)
misconception(
    "train/device-forgotten-for-the-model",
    edit("    model.to(device)\n", ""),
    says="The model is not moved to the device.",
    hint="Where does the model live when the images meet it?",
    raises="(in linear: tensor 1 on xpu:0, tensor 2 on cpu",
)
misconception(
    "train/group-not-emptied",
    edit("                group = []\n", ""),
    edit("if len(group) == accumulate or", "if number % accumulate == 0 or"),
    says="Batches of earlier steps stay in the list, and count in later steps again.",
    hint="How many batches are in your list when the second step begins?",
)

# --- the average over time
misconception(
    "ema_update/decay-exchanged",
    edit("a.mul_(decay).add_(p, alpha=1 - decay)", "a.mul_(1 - decay).add_(p, alpha=decay)"),
    says="The two shares are exchanged: the average follows the model almost at once.",
    hint="With a decay of 0.99, how far should the average move in one update?",
)
misconception(
    "ema_update/share-missing",
    edit(", alpha=1 - decay", ""),
    says="The model's parameters are added whole, so the average grows.",
    hint="If average and model are equal, what should an update change?",
)
misconception(
    "ema_update/old-not-decayed",
    edit("a.mul_(decay).add_", "a.add_"),
    says="The old average is not multiplied by the decay, so the average grows.",
    hint="If average and model are equal, what should an update change?",
)
misconception(
    "ema_update/buffers-forgotten",
    edit(
        "        for a, b in zip(average.buffers(), model.buffers(), strict=True):\n"
        "            a.copy_(b)",
        "",
    ),
    says="The running statistics of the average stay those of the start.",
    hint="Which numbers of a batch normalisation are not parameters?",
)
misconception(
    "ema_update/buffers-averaged",
    edit("a.copy_(b)", "a.copy_(decay * a + (1 - decay) * b)"),
    says="Buffers are averaged as well; they should be those of the model.",
    hint="What does the second line of the docstring's rule say?",
)
misconception(
    "ema_update/plain-copy",
    edit("a.mul_(decay).add_(p, alpha=1 - decay)", "a.copy_(p)"),
    says="The average is only a copy of the model.",
    hint="What of the earlier parameters is left in the average?",
)
misconception(
    "ema_update/plain-mean",
    edit("a.mul_(decay).add_(p, alpha=1 - decay)", "a.mul_(0.5).add_(p, alpha=0.5)"),
    says="The mean of both is taken, whatever the decay is.",
    hint="Which line of yours uses the decay?",
)
misconception(
    "ema_update/model-changed",
    edit(
        "zip(average.parameters(), model.parameters(), strict=True)",
        "zip(model.parameters(), average.parameters(), strict=True)",
    ),
    says="The model is moved towards the average, instead of the other way round.",
    hint="Which of the two models should be trained on afterwards as if nothing had happened?",
)
misconception(
    "ema_update/new-tensors",
    edit("a.mul_(decay).add_(p, alpha=1 - decay)", "a = decay * a + (1 - decay) * p"),
    says="New tensors are made, and the average keeps its old ones.",
    hint="What changes in the average when a name in your loop gets a new value?",
)
misconception(
    "ema_update/gradients-recorded",
    edit("    with torch.no_grad():\n", "    if True:\n"),
    says="The update is recorded for gradients.",
    hint="Is anything here to be differentiated?",
    raises="leaf Variable that requires grad",
)
misconception(
    "ema_update/data-shared",
    edit(
        "a.mul_(decay).add_(p, alpha=1 - decay)",
        "p.data = a.data.mul_(decay).add_(p.data, alpha=1 - decay)",
    ),
    says="Model and average share their memory afterwards.",
    hint="If one of the two is changed, does the other one change, too?",
)

# --- a training that goes on later
misconception(
    "checkpoint/not-copied",
    edit("copy.deepcopy(saved)", "saved"),
    says="The states are not copied, so they change as the training goes on.",
    hint="Do the tensors in a `state_dict()` belong to it, or to the model?",
)
misconception(
    "checkpoint/shallow-copy",
    edit("copy.deepcopy(saved)", "{name: copy.copy(state) for name, state in saved.items()}"),
    says="Only the outer dicts are copied; the tensors in them change as the training goes on.",
    hint="Of what does `copy.copy` make a copy: of a dict, or also of the tensors in it?",
)
misconception(
    "checkpoint/only-the-model-copied",
    edit("copy.deepcopy(saved)", '{**saved, "model": copy.deepcopy(saved["model"])}'),
    says="The model's state is copied, and the moments of the optimizer change further.",
    hint="Which other state holds tensors that are changed in place?",
)
misconception(
    "checkpoint/only-the-optimizer-copied",
    edit("copy.deepcopy(saved)", '{**saved, "optimizer": copy.deepcopy(saved["optimizer"])}'),
    says="The optimizer's state is copied, and the model's parameters change further.",
    hint="Which other state holds tensors that are changed in place?",
)
misconception(
    "checkpoint/buffers-missing",
    edit("model.state_dict()", "dict(model.named_parameters())"),
    says="The parameters are saved, and the buffers are not.",
    hint="Which numbers of a batch normalisation are not parameters?",
)
misconception(
    "checkpoint/seed-for-state",
    edit("torch.get_rng_state()", "torch.manual_seed(torch.initial_seed()).get_state()"),
    says="The generator is saved as it was at its seed, and set back to it.",
    hint="Which number does the generator give next, before and after your checkpoint?",
)
misconception(
    "checkpoint/numbers-drawn",
    edit('"rng": torch.get_rng_state(),', '"rng": (torch.rand(1), torch.get_rng_state())[1],'),
    says="A random number is drawn, so the training goes on with another one.",
    hint="Does a training with a checkpoint end like one without?",
)
misconception(
    "restore/optimizer-forgotten",
    edit('    optimizer.load_state_dict(saved["optimizer"])\n', ""),
    says="The optimizer goes on with what it remembers, or with nothing.",
    hint="Where are Adam's moments kept?",
)
misconception(
    "restore/schedule-not-restored",
    edit('    scheduler.load_state_dict(saved["scheduler"])\n', ""),
    says="The schedule goes on from where it was, not from the checkpoint.",
    hint="Which step does your scheduler believe to be next?",
)
misconception(
    "restore/scaler-forgotten",
    edit('    scaler.load_state_dict(saved["scaler"])\n', ""),
    says="The scaler keeps its own scale.",
    hint="Which scale was in use at the checkpoint?",
)
misconception(
    "restore/model-forgotten",
    edit('    model.load_state_dict(saved["model"])\n', ""),
    says="The model keeps its own parameters.",
    hint="Which parameters does the optimizer move afterwards?",
)
misconception(
    "restore/rng-forgotten",
    edit('    torch.set_rng_state(saved["rng"])', ""),
    says="The random numbers go on from where they were.",
    hint="Which units does dropout switch off in the next step?",
)
misconception(
    "restore/saved-is-shared",
    edit("    saved = copy.deepcopy(saved)\n", ""),
    says="The optimizer takes over the tensors in `saved` themselves, and changes them later.",
    hint="Restore, train a step, and restore again: are both starts equal?",
)
misconception(
    "restore/model-taken-over",
    edit(
        'model.load_state_dict(saved["model"])',
        'model.load_state_dict(saved["model"], assign=True)',
    ),
    says="The model gets new parameters, which the optimizer does not know.",
    hint="Which tensors does the optimizer move, and are they those of the model?",
)
misconception(
    "restore/parameters-alone",
    edit(
        '    model.load_state_dict(saved["model"])\n',
        "    with torch.no_grad():\n"
        "        for name, p in model.named_parameters():\n"
        '            p.copy_(saved["model"][name])\n',
    ),
    says="The parameters are restored, and the buffers are not.",
    hint="Which numbers of a batch normalisation are not parameters?",
)
misconception(
    "restore/moments-alone",
    edit(
        '    optimizer.load_state_dict(saved["optimizer"])\n',
        '    groups = optimizer.state_dict()["param_groups"]\n'
        '    optimizer.load_state_dict({**saved["optimizer"], "param_groups": groups})\n',
    ),
    says="The moments are restored, and the optimizer's learning rates are not.",
    hint="Besides the moments, what do an optimizer's groups hold?",
)
