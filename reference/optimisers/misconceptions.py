"""Wrong implementations that students really write, as edits of the solution."""

from autograder.rubric import edit, misconception

misconception(
    "adam_l2_step/l2-decoupled",
    edit("gradients[name] + weight_decay * parameters[name]", "gradients[name]"),
    edit(
        "p - learning_rate * mean / (np.sqrt(square) + epsilon)",
        "p - learning_rate * mean / (np.sqrt(square) + epsilon)"
        " - (learning_rate * weight_decay * p if name[0] == 'W' else 0)",
    ),
    says="The weights decay beside Adam's step; here the penalty is part of the gradient.",
    hint="A gradient of a loss with a penalty has two parts: do your moments see both?",
)
misconception(
    "adam_l2_step/l2-forgotten",
    edit("gradients[name] + weight_decay * parameters[name]", "gradients[name]"),
    says="The weight decay has no effect.",
    hint="With a gradient of 0, should a weight stay where it is?",
)
misconception(
    "adam_l2_step/l2-biases-decay",
    edit('name.startswith("W")', "True"),
    says="The biases decay, too.",
    hint="Which parameters does the penalty hold: all of them?",
)
misconception(
    "adam_l2_step/l2-only-biases",
    edit('name.startswith("W")', 'name.startswith("b")'),
    says="The biases decay, and the weights do not.",
    hint="A bias with gradient 0: does it move in your step?",
)
misconception(
    "adam_l2_step/l2-sign",
    edit("gradients[name] + weight_decay", "gradients[name] - weight_decay"),
    says="The penalty pushes weights away from zero.",
    hint="A large positive weight with gradient 0: should it grow or shrink?",
)
misconception(
    "adam_l2_step/l2-factor-two",
    edit("weight_decay * parameters[name]", "VALUE * weight_decay * parameters[name]"),
    values=("2", "0.5"),
    says="The penalty's part of the gradient has a factor 2 or ½ too much.",
    hint="λ = 1, p = 3: what does the docstring add to the gradient, exactly?",
)
misconception(
    "adam_l2_step/l2-not-in-second-moment",
    edit(
        "(1 - beta2) * h**2 for name, h in penalised", "(1 - beta2) * g**2 for name, g in gradients"
    ),
    says="The penalty is in the first moment, but not in the second.",
    hint="Which gradient do you square: the one with the penalty, or the one without?",
)
misconception(
    "adam_l2_step/l2-not-in-first-moment",
    edit("(1 - beta1) * h for name, h in penalised", "(1 - beta1) * g for name, g in gradients"),
    says="The penalty is in the second moment, but not in the first.",
    hint="With gradient 0 and a large weight, in which direction does your first moment point?",
)
misconception(
    "adam_l2_step/l2-sign-of-weight",
    edit("weight_decay * parameters[name]", "weight_decay * np.sign(parameters[name])"),
    says="The penalty is that of the absolute values (L1), not of the squares.",
    hint="Is a weight of 4 pulled as hard as a weight of 1?",
)
misconception(
    "adam_l2_step/l2-gradients-changed",
    edit(
        "penalised[name] = gradients[name] + weight_decay * parameters[name]",
        "penalised[name] += weight_decay * parameters[name]",
    ),
    says="The caller's gradients were changed: the penalty was added to them in place.",
    hint="A copy of a dict: are the arrays in it copies, too?",
)
misconception(
    "adam_l2_step/l2-no-bias-correction",
    edit(" / (1 - beta1**steps)", ""),
    edit(" / (1 - beta2**steps)", ""),
    says="The moments are used as they are, although both started at zero.",
    hint="β₁ = 0.9 and a first gradient of 1: what is m, and what should m̂ be?",
)
misconception(
    "adam_l2_step/l2-state-forgotten",
    edit("return moved, (steps, first, second)", "return moved, None"),
    says="Every call starts with empty moments.",
    hint="What does your second call know of the first gradient?",
)
misconception(
    "adam_l2_step/l2-epsilon-inside-root",
    edit("np.sqrt(square) + epsilon", "np.sqrt(square + epsilon)"),
    says="ε is added before the root is taken.",
    hint="If no gradient ever came, what would your denominator be: ε, or something larger?",
)

misconception(
    "adamw_step/decay-in-gradient",
    edit("            move = move + weight_decay * p\n", "            pass\n"),
    edit(
        "    steps += 1\n",
        "    steps += 1\n"
        "    gradients = {\n"
        "        name: g + weight_decay * parameters[name] if name[0] == 'W' else g\n"
        "        for name, g in gradients.items()\n"
        "    }\n",
    ),
    says="This is Adam with an L2 penalty: the decay went through the moments.",
    hint="If all gradients were ten times as large, would your weights decay as fast as before?",
)
misconception(
    "adamw_step/decay-forgotten",
    edit("move = move + weight_decay * p", "pass"),
    says="The weight decay has no effect.",
    hint="With a gradient of 0, should a weight stay where it is?",
)
misconception(
    "adamw_step/decay-without-learning-rate",
    edit("            move = move + weight_decay * p\n", "            p = p - weight_decay * p\n"),
    says="The decay does not shrink with the learning rate.",
    hint="At the end of a schedule the learning rate is almost 0. How fast do your weights decay?",
)
misconception(
    "adamw_step/decay-after-the-step",
    edit("            move = move + weight_decay * p\n", "            pass\n"),
    edit(
        "moved[name] = p - learning_rate * move\n",
        "moved[name] = p - learning_rate * move\n"
        "        if name.startswith('W'):\n"
        "            moved[name] = moved[name] * (1 - learning_rate * weight_decay)\n",
    ),
    says="The weights decay after they have moved, so Adam's step decays a little, too.",
    hint="Which p stands behind λ: that from before this step, or the new one?",
)
misconception(
    "adamw_step/decay-of-biases",
    edit('name.startswith("W")', "True"),
    says="The biases decay, too.",
    hint="A bias with gradient 0: does it move in your step?",
)
misconception(
    "adamw_step/decay-sign",
    edit("move + weight_decay * p", "move - weight_decay * p"),
    says="The weights grow instead of decaying.",
    hint="A large positive weight with gradient 0: should it grow or shrink?",
)
misconception(
    "adamw_step/decay-divided",
    edit(
        "move = mean / (np.sqrt(square) + epsilon)",
        "root = np.sqrt(square) + epsilon\n        move = mean / root",
    ),
    edit("weight_decay * p", "weight_decay * p / root"),
    says="The decay is divided by √v̂ + ε, as Adam's step is.",
    hint="Does a weight with large gradients decay less than one with small gradients?",
)
misconception(
    "adamw_step/decay-in-first-moment",
    edit("            move = move + weight_decay * p\n", "            pass\n"),
    edit(
        "(1 - beta1) * g for",
        "(1 - beta1) * (g + (weight_decay * parameters[name] if name[0] == 'W' else 0)) for",
    ),
    says="The decay is part of the first moment.",
    hint="Do your moments know the weights? What should they average?",
)
misconception(
    "adamw_step/decay-factor-two",
    edit("weight_decay * p", "VALUE * weight_decay * p"),
    values=("2", "0.5"),
    says="The decay has a factor 2 or ½ too much.",
    hint="λ = 1, η = 0.1, gradient 0: by what share does a weight shrink in one step?",
)
misconception(
    "adamw_step/adamw-no-bias-correction",
    edit(" / (1 - beta1**steps)", ""),
    edit(" / (1 - beta2**steps)", ""),
    says="The moments are used as they are, although both started at zero.",
    hint="β₁ = 0.9 and a first gradient of 1: what is m, and what should m̂ be?",
)
misconception(
    "adamw_step/adamw-counts-every-parameter",
    edit("    steps += 1\n", ""),
    edit("        mean =", "        steps += 1\n        mean ="),
    says="The number of steps grows with every key, not with every call.",
    hint="After one call on a net of three layers, how many steps have you counted?",
)
misconception(
    "adamw_step/adamw-state-forgotten",
    edit("return moved, (steps, first, second)", "return moved, None"),
    says="Every call starts with empty moments.",
    hint="What does your second call know of the first gradient?",
)
misconception(
    "adamw_step/adamw-shared-state",
    edit(
        "if state is None:\n        state", "global shared\n    if state is None:\n        shared"
    ),
    edit("second = state", "second = shared"),
    edit(
        "return moved, (steps, first, second)",
        "shared = steps, first, second\n    return moved, shared",
    ),
    says="The moments live in one place for all trainings, whatever state is passed in.",
    hint="What if two nets are trained at the same time?",
)
misconception(
    "adamw_step/adamw-changes-parameters",
    edit(
        "        moved[name] = p - learning_rate * move\n",
        "        p -= learning_rate * move\n        moved[name] = p\n",
    ),
    says="The caller's parameters were changed as well.",
    hint="Could the caller still go back to the parameters from before the step?",
)
misconception(
    "adamw_step/adamw-epsilon-inside-root",
    edit("np.sqrt(square) + epsilon", "np.sqrt(square + epsilon)"),
    says="ε is added before the root is taken.",
    hint="If no gradient ever came, what would your denominator be: ε, or something larger?",
)

misconception(
    "warmup_cosine/warmup-from-zero",
    edit("(step + 1) / warmup", "step / warmup"),
    says="The first step has the learning rate 0.",
    hint="What does step 0 do to the parameters?",
)
misconception(
    "warmup_cosine/warmup-from-floor",
    edit("peak * (step + 1) / warmup", "floor + (peak - floor) * (step + 1) / warmup"),
    says="The warm-up starts from the floor, not from 0.",
    hint="Halfway through the warm-up, which part of the peak is due?",
)
misconception(
    "warmup_cosine/warmup-forgotten",
    edit("step < warmup", "False"),
    edit("(step - warmup)", "max(step - warmup, 0)"),
    says="There is no warm-up: the first steps have the full peak.",
    hint="With a warm-up of ten steps, what is the learning rate of step 0?",
)
misconception(
    "warmup_cosine/cosine-over-all-steps",
    edit("(step - warmup) / (total - warmup)", "step / total"),
    says="The cosine starts at step 0, not where the warm-up ends.",
    hint="Just after the warm-up, how much of the cosine is over?",
)
misconception(
    "warmup_cosine/cosine-of-total-length",
    edit("/ (total - warmup)", "/ total"),
    says="The cosine is as long as the whole training, so it does not reach the floor in time.",
    hint="How many steps are left for the cosine when the warm-up is over?",
)
misconception(
    "warmup_cosine/cosine-starts-anew",
    edit("if step < total:", "if total > warmup:"),
    says="Behind the last step the cosine goes up again.",
    hint="If the training goes on after `total` steps, what should the learning rate be?",
)
misconception(
    "warmup_cosine/cosine-zero-at-the-end",
    edit("\n    return floor", "\n    return 0.0"),
    says="Behind the last step the learning rate is 0, not the floor.",
    hint="Where does the cosine end, and what should come after it?",
)
misconception(
    "warmup_cosine/quarter-cosine",
    edit(
        "(1 + float(np.cos(np.pi * progress))) / 2",
        "float(np.cos(np.pi * progress / 2))",
    ),
    says="It is a quarter of a cosine, from 1 to 0, instead of a half from 1 to −1.",
    hint="How steep should the curve be where it arrives at the floor?",
)
misconception(
    "warmup_cosine/whole-cosine",
    edit("np.pi * progress", "2 * np.pi * progress"),
    says="It is a whole cosine: the learning rate rises again.",
    hint="At which angle is the cosine at its lowest?",
)
misconception(
    "warmup_cosine/floor-added",
    edit("(peak - floor) *", "peak *"),
    says="The floor is added on top, so that the curve starts above the peak.",
    hint="What is your learning rate in the first step after the warm-up?",
)
misconception(
    "warmup_cosine/floor-as-maximum",
    edit(
        "floor + (peak - floor) * (1 + float(np.cos(np.pi * progress))) / 2",
        "max(floor, peak * (1 + float(np.cos(np.pi * progress))) / 2)",
    ),
    says="The curve goes down to 0 and is cut off at the floor.",
    hint="Halfway between peak and floor: at which step should that be?",
)
misconception(
    "warmup_cosine/floor-forgotten",
    edit("floor + (peak - floor) *", "peak *"),
    says="The cosine ends at 0.",
    hint="Which learning rate should the last steps keep?",
)
misconception(
    "warmup_cosine/linear-decay",
    edit("(1 + float(np.cos(np.pi * progress))) / 2", "(1 - progress)"),
    says="The learning rate falls along a straight line.",
    hint="Just after the peak, does your curve fall at once, or is it flat at first?",
)
misconception(
    "warmup_cosine/cosine-in-degrees",
    edit("np.pi * progress", "180 * progress"),
    says="The angle is in degrees; the cosine takes radians.",
    hint="What does np.cos(180) give?",
)
misconception(
    "warmup_cosine/warmup-one-longer",
    edit("if step < warmup", "if step <= warmup"),
    edit("/ warmup", "/ (warmup + 1)"),
    says="The warm-up has one step too many.",
    hint="With a warm-up of 4 steps, which step has the peak first?",
)

misconception(
    "clip_by_value/clipped-by-norm",
    edit("np.clip(g, -limit, limit)", "g * min(1.0, limit / max(np.sqrt(np.sum(g**2)), 1e-300))"),
    says="Each array is shortened as a whole; nothing is clipped element by element.",
    hint="May an element that is small enough change?",
)
misconception(
    "clip_by_value/clipped-above-only",
    edit("np.clip(g, -limit, limit)", "np.minimum(g, limit)"),
    says="Large negative elements are not clipped.",
    hint="What becomes of -5 with a limit of 1?",
)
misconception(
    "clip_by_value/sign-lost",
    edit("np.clip(g, -limit, limit)", "np.minimum(np.abs(g), limit)"),
    says="All clipped elements are positive.",
    hint="What becomes of -5 with a limit of 1?",
)
misconception(
    "clip_by_value/too-large-becomes-zero",
    edit("np.clip(g, -limit, limit)", "np.where(np.abs(g) > limit, 0, g)"),
    says="Elements beyond the limit become 0.",
    hint="What becomes of 5 with a limit of 1?",
)
misconception(
    "clip_by_value/cosine-not-divided",
    edit("float(product / (np.sqrt(before) * np.sqrt(after)))", "float(product)"),
    says="The second result is the product u·w, not the cosine.",
    hint="Two vectors of the same direction and the lengths 2 and 3: what is your cosine?",
)
misconception(
    "clip_by_value/cosine-roots-forgotten",
    edit("np.sqrt(before) * np.sqrt(after)", "before * after"),
    says="The product is divided by the squares of the two lengths.",
    hint="Two vectors of the same direction and the lengths 2 and 3: what is your cosine?",
)
misconception(
    "clip_by_value/cosine-for-each-array",
    edit(
        "    if before == 0:\n        return clipped, 1.0\n",
        "    if before == 0:\n        return clipped, 1.0\n"
        "    return clipped, float(np.mean([\n"
        "        np.sum(g * clipped[n]) / np.sqrt(np.sum(g**2) * np.sum(clipped[n] ** 2))\n"
        "        for n, g in gradients.items()\n"
        "    ]))\n",
    ),
    says="There is a cosine for each array, and their mean is returned.",
    hint="How many vectors are there: one for each array, or one for the whole net?",
)
misconception(
    "clip_by_value/ratio-of-lengths",
    edit("product / (np.sqrt(before) * np.sqrt(after))", "np.sqrt(after) / np.sqrt(before)"),
    says="The second result says how much shorter the gradient became, not how far it turned.",
    hint="If every element were halved, would the direction change?",
)
misconception(
    "clip_by_value/angle-for-cosine",
    edit(
        "float(product / (np.sqrt(before) * np.sqrt(after)))",
        "float(np.arccos(min(1.0, product / (np.sqrt(before) * np.sqrt(after)))))",
    ),
    says="The second result is the angle, not its cosine.",
    hint="What is your number when nothing was clipped?",
)
misconception(
    "clip_by_value/zero-gradient-divided",
    edit("    if before == 0:\n        return clipped, 1.0\n", ""),
    says="Where all gradients are zero, zero is divided by zero.",
    hint="How long is a gradient of zeros, and what do you divide by?",
)
misconception(
    "clip_by_value/gradients-clipped-in-place",
    edit("np.clip(g, -limit, limit)", "np.clip(g, -limit, limit, out=g)"),
    says="The caller's gradients were clipped as well.",
    hint="After your call, can the caller still see how large the gradients were?",
)

misconception(
    "half_backward/scaled-too-late",
    edit(
        "(upstream * scale).astype(np.float16)",
        "upstream.astype(np.float16) * np.float16(scale)",
    ),
    says="The error is rounded to half precision first and multiplied afterwards.",
    hint="1e-8 in float16, times 1024: what is left?",
)
misconception(
    "half_backward/scale-forgotten",
    edit("(upstream * scale)", "upstream"),
    says="The scale has no effect.",
    hint="If the loss is multiplied by 8, what happens to every error?",
)
misconception(
    "half_backward/scaled-at-every-layer",
    edit("rows[-1] * factor", "rows[-1] * factor * np.float16(scale)"),
    says="Every layer multiplies by the scale once more.",
    hint="How often is the loss multiplied by the scale?",
)
misconception(
    "half_backward/unscaled-at-once",
    edit("np.stack(rows[::-1])", "(np.stack(rows[::-1]) / scale).astype(np.float16)"),
    says="The scale is divided out in half precision, where it is still needed.",
    hint="Are errors that survived by the scale still there after your division?",
)
misconception(
    "half_backward/rounded-at-the-end",
    edit("(upstream * scale).astype(np.float16)", "(upstream * scale).astype(np.float32)"),
    edit(
        "errors, alive = np.stack(rows[::-1])", "errors, alive = np.stack(rows[::-1]).astype('f2')"
    ),
    says="The errors travel in a higher precision and are rounded only at the end.",
    hint="If row 2 is 0 in half precision, what can row 1 be?",
)
misconception(
    "half_backward/never-rounded",
    edit("(upstream * scale).astype(np.float16)", "(upstream * scale).astype(VALUE)"),
    values=("np.float32", "np.float64"),
    says="The errors are not in half precision.",
    hint="Of which dtype is a float32 times a float16?",
)
misconception(
    "half_backward/first-layer-first",
    edit("for factor in factors[::-1]", "for factor in factors"),
    says="The factors are taken from the first layer to the last.",
    hint="Which layer does an error reach first on its way back?",
)
misconception(
    "half_backward/rows-in-order-of-travel",
    edit(
        "errors, alive = np.stack(rows[::-1]), np.stack(alive[::-1])",
        "errors, alive = np.stack(rows), np.stack(alive)",
    ),
    says="The rows come in the order of the way back, the last layer first.",
    hint="Which row should hold what arrives at the input?",
)
misconception(
    "half_backward/lost-counts-true-zeros",
    edit("alive & (errors == 0)", "errors == 0"),
    says="Errors that are really 0 count as lost.",
    hint="A factor of 0 makes an error 0. Would a higher precision have saved it?",
)
misconception(
    "half_backward/lost-counts-dead-units",
    edit("alive[-1] & (factor != 0)", "alive[-1]"),
    says="Errors that a factor of 0 stopped count as lost.",
    hint="A factor of 0 makes an error 0. Would a higher precision have saved it?",
)
misconception(
    "half_backward/lost-forgets-earlier-zeros",
    edit("alive[-1] & (factor != 0)", "(factor != 0)"),
    says="Only the last factor is looked at, not all on the way.",
    hint="If an error was stopped two layers ago, is it lost by rounding now?",
)
misconception(
    "half_backward/lost-as-count",
    edit("np.mean(alive & (errors == 0), axis=1)", "np.sum(alive & (errors == 0), axis=1)"),
    says="The second result counts errors; the share is asked for.",
    hint="If all errors of a layer are lost, what should the number be?",
)
misconception(
    "half_backward/lost-over-all-layers",
    edit("axis=1)", "axis=VALUE)"),
    values=("None", "0"),
    says="The share is not taken for each layer.",
    hint="How many numbers should there be, one for what?",
)
misconception(
    "half_backward/lost-includes-subnormal",
    edit("errors == 0", "np.abs(errors) < 6.1e-5"),
    says="Errors below the normal range count as lost, although they are not 0.",
    hint="Is 1e-6 equal to 0 in float16?",
)
misconception(
    "half_backward/share-that-survived",
    edit("np.mean(alive & (errors == 0)", "np.mean(alive & (errors != 0)"),
    says="It is the share of the errors that arrived.",
    hint="With a huge scale, should your share be near 0 or near 1?",
)

misconception(
    "unscale/divided-in-half-precision",
    edit("g.astype(np.float32) / scale", "(g / np.float16(scale)).astype(np.float32)"),
    says="The division is done in half precision, and small gradients are lost after all.",
    hint="0.0005 / 32768 in float16: what is that?",
)
misconception(
    "unscale/stays-half",
    edit("g.astype(np.float32) / scale", "g / np.float16(scale)"),
    says="What comes back is still in half precision.",
    hint="Of which dtype are your unscaled gradients?",
)
misconception(
    "unscale/multiplied",
    edit(" / scale", " * scale"),
    says="The gradients are multiplied by the scale once more.",
    hint="The loss was eight times as large: how do you come back to its gradient?",
)
misconception(
    "unscale/not-divided",
    edit(" / scale", ""),
    says="The scale is still in the gradients.",
    hint="Do the gradients that you return depend on the scale?",
)
misconception(
    "unscale/bad-only-nan",
    edit("~np.isfinite(g)", "np.isnan(g)"),
    says="Infinite elements are not counted.",
    hint="What does an overflow leave in an array?",
)
misconception(
    "unscale/bad-only-infinite",
    edit("~np.isfinite(g)", "np.isinf(g)"),
    says="Elements that are NaN are not counted.",
    hint="What is infinity minus infinity?",
)
misconception(
    "unscale/bad-counts-arrays",
    edit("np.sum(~np.isfinite(g))", "np.any(~np.isfinite(g))"),
    says="Arrays are counted, not elements.",
    hint="Two infinite elements in one array: how many are bad?",
)
misconception(
    "unscale/counts-the-good",
    edit("~np.isfinite(g)", "np.isfinite(g)"),
    says="The finite elements are counted.",
    hint="If nothing overflowed, what should the count be?",
)
misconception(
    "unscale/bad-as-yes-or-no",
    edit("int(bad)", "bool(bad)"),
    says="It says whether an element is bad, not how many are.",
    hint="Three infinite elements: what is your second result?",
)
misconception(
    "unscale/bad-set-to-zero",
    edit(
        "g.astype(np.float32) / scale",
        "np.nan_to_num(g.astype(np.float32) / scale, posinf=0, neginf=0)",
    ),
    says="Infinite gradients were replaced by 0.",
    hint="If half of a gradient is replaced by 0, is what is left still a gradient?",
)

misconception(
    "loss_scale_step/grows-one-late",
    edit("good_steps + 1 >= interval", "good_steps >= interval"),
    says="The scale grows one step too late.",
    hint="With an interval of 3, after how many good steps does yours double?",
)
misconception(
    "loss_scale_step/grows-every-step",
    edit("return scale, good_steps + 1", "return scale * 2, good_steps + 1"),
    says="The scale grows with every good step.",
    hint="With an interval of 3, after how many good steps does yours double?",
)
misconception(
    "loss_scale_step/never-grows",
    edit("return scale * 2, 0", "return scale, good_steps + 1"),
    says="The scale never grows again.",
    hint="After one bad batch, how does the scale ever come back?",
)
misconception(
    "loss_scale_step/count-kept-after-growth",
    edit("return scale * 2, 0", "return scale * 2, good_steps + 1"),
    says="The count of good steps goes on after the scale has grown.",
    hint="After the scale has doubled, how many good steps were there with the new one?",
)
misconception(
    "loss_scale_step/count-kept-after-overflow",
    edit("max(scale / 2, 1.0), 0", "max(scale / 2, 1.0), good_steps"),
    says="The count of good steps survives an overflow.",
    hint="Are good steps before an overflow still in a row with those after it?",
)
misconception(
    "loss_scale_step/bad-step-counts-as-first",
    edit("max(scale / 2, 1.0), 0", "max(scale / 2, 1.0), 1"),
    edit("return scale * 2, 0", "return scale * 2, 1"),
    says="The step that changes the scale already counts as a good one.",
    hint="Just after the scale has changed, how many steps were made with it?",
)
misconception(
    "loss_scale_step/below-one",
    edit("max(scale / 2, 1.0)", "scale / 2"),
    says="The scale falls below 1.",
    hint="What would a scale of ½ do to gradients that are too small?",
)
misconception(
    "loss_scale_step/halved-not-at-all",
    edit("max(scale / 2, 1.0)", "scale"),
    says="An overflow does not make the scale smaller.",
    hint="If this scale was too large, why should it fit in the next step?",
)
misconception(
    "loss_scale_step/back-to-one",
    edit("max(scale / 2, 1.0)", "1.0"),
    says="After an overflow the scale starts from 1 again.",
    hint="How many good steps would it take to come back?",
)
misconception(
    "loss_scale_step/halved-for-each",
    edit("scale / 2, 1.0", "scale / 2**bad, 1.0"),
    says="The scale is halved once for every bad element.",
    hint="Ten elements overflowed in one step: how often is the scale halved?",
)
misconception(
    "loss_scale_step/reversed",
    edit("if bad > 0", "if bad == 0"),
    says="The scale is halved after good steps and grows after bad ones.",
    hint="An overflow means that numbers are too large. What must the scale do?",
)
misconception(
    "loss_scale_step/grows-by-one",
    edit("scale * 2, 0", "scale + 1, 0"),
    says="The scale grows by 1, not by the factor 2.",
    hint="A scale of 1024 becomes 1025 in your code: is it still a power of two?",
)

misconception(
    "mixed_precision_step/overflow-not-skipped",
    edit("if bad == 0", "if True"),
    says="The step is made although gradients overflowed.",
    hint="What is p − η · ∞?",
)
misconception(
    "mixed_precision_step/only-bad-arrays-skipped",
    edit("if bad == 0", "if True"),
    edit(
        "p - learning_rate * unscaled[name] for",
        "p - learning_rate * unscaled[name] if np.isfinite(unscaled[name]).all() else p for",
    ),
    says="Only the arrays that overflowed are left out; the others move.",
    hint="If one array of a gradient is missing, do the others still point downhill together?",
)
misconception(
    "mixed_precision_step/only-bad-elements-skipped",
    edit("if bad == 0", "if True"),
    edit(
        "p - learning_rate * unscaled[name] for",
        "p - learning_rate * np.nan_to_num(unscaled[name], posinf=0, neginf=0) for",
    ),
    says="Only the elements that overflowed are left out; the others move.",
    hint="If the largest elements of a gradient are missing, where does the rest point?",
)
misconception(
    "mixed_precision_step/not-unscaled",
    edit("learning_rate * unscaled[name]", "learning_rate * gradients[name].astype(np.float32)"),
    says="The step is longer by the factor of the scale.",
    hint="If the scale doubles, should your parameters move twice as far?",
)
misconception(
    "mixed_precision_step/unscaled-with-new-scale",
    edit(
        "    if bad == 0:\n",
        "    after, _ = loss_scale_step(scale, good_steps, bad, interval)\n"
        "    unscaled, _ = unscale(gradients, after)\n"
        "    if bad == 0:\n",
    ),
    says="The gradients are divided by the next scale, not by the one that they were made with.",
    hint="Which scale was the loss multiplied by when these gradients were made?",
)
misconception(
    "mixed_precision_step/weights-in-half-precision",
    edit(
        "name: p - learning_rate * unscaled[name] for",
        "name: (p - learning_rate * unscaled[name]).astype('f2').astype('f4') for",
    ),
    says="The master weights are rounded to half precision.",
    hint="1 − 0.0001 in float16: has the weight moved?",
)
misconception(
    "mixed_precision_step/step-in-half-precision",
    edit("learning_rate * unscaled[name]", "learning_rate * unscaled[name].astype(np.float16)"),
    says="The unscaled gradients are put back into half precision.",
    hint="What is the smallest number that float16 can hold?",
)
misconception(
    "mixed_precision_step/scaler-not-updated",
    edit("loss_scale_step(scale, good_steps, bad, interval)", "scaler"),
    says="The scaler stays as it is.",
    hint="What will the next step do with the same scale?",
)
misconception(
    "mixed_precision_step/scaler-forgets-count",
    edit("loss_scale_step(scale, good_steps, bad", "loss_scale_step(scale, 0, bad"),
    says="The good steps are counted from 0 in every call.",
    hint="When does your scale double, with an interval of 3?",
)
misconception(
    "mixed_precision_step/scaler-ignores-overflow",
    edit("loss_scale_step(scale, good_steps, bad", "loss_scale_step(scale, good_steps, 0"),
    says="A skipped step counts as a good one.",
    hint="What should the scale do after an overflow?",
)
misconception(
    "mixed_precision_step/ascends",
    edit("p - learning_rate", "p + learning_rate"),
    says="The step goes along the gradient, so the loss rises.",
    hint="In which direction does a gradient point: uphill or downhill?",
)
misconception(
    "mixed_precision_step/parameters-in-place",
    edit(
        "parameters = {name: p - learning_rate * unscaled[name] for name, p in parameters.items()}",
        "for name, p in parameters.items():\n            p -= learning_rate * unscaled[name]",
    ),
    says="The caller's parameters were changed as well.",
    hint="Could the caller still go back to the parameters from before the step?",
)
