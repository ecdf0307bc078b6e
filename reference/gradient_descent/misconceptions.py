"""Wrong implementations that students really write, as edits of the solution."""

from autograder.rubric import edit, misconception, together

misconception(
    "sgd_step/ascent",
    edit("p - learning_rate", "p + learning_rate"),
    says="The step goes along the gradient, so the loss rises.",
    hint="A parameter has the gradient 3: does the loss fall if it grows, or if it shrinks?",
)
misconception(
    "sgd_step/learning-rate-forgotten",
    edit("learning_rate * ", ""),
    says="The step is as long as the gradient itself.",
    hint="If the learning rate is halved, how long should the step be, and how long is yours?",
)
misconception(
    "sgd_step/paired-by-position",
    edit(
        "gradients[name] for name, p in parameters.items()",
        "g for (name, p), g in zip(parameters.items(), gradients.values())",
    ),
    says="Gradients are paired with parameters by position in the dict, not by name.",
    hint="What if the backward pass filled its dict from the last layer on?",
)
misconception(
    "sgd_step/parameters-changed-in-place",
    edit(
        "return {name: p - learning_rate * gradients[name] for name, p in parameters.items()}",
        "for name in parameters:\n"
        "        parameters[name] -= learning_rate * gradients[name]\n"
        "    return parameters",
    ),
    says="The caller's parameters were changed as well.",
    hint="Could the caller still go back to the parameters from before the step?",
)
misconception(
    "sgd_step/gradients-mutated",
    edit("learning_rate * gradients", "gradients"),
    edit(
        "    return {", "    for g in gradients.values():\n        g *= learning_rate\n    return {"
    ),
    says="The gradients were changed during the step.",
    hint="Who else may want to read these gradients after the step?",
)

misconception(
    "momentum_step/velocity-forgotten",
    edit("velocity = {", "moving = {"),
    edit("parameters, velocity", "parameters, moving"),
    says="The new velocity is not returned, so the next step starts from the old one.",
    hint="Which of your results does the next call need?",
)
misconception(
    "momentum_step/velocity-sign",
    edit("+ gradients", "- gradients"),
    says="The gradient enters the velocity with the wrong sign.",
    hint="With no momentum at all, does your step equal one of plain gradient descent?",
)
misconception(
    "momentum_step/velocity-along-the-move",
    edit("+ gradients", "- gradients"),
    edit("learning_rate)", "-learning_rate)"),
    says="The velocity points along the move; it should be a sum of gradients.",
    hint="For one positive gradient from rest, what is the sign of your velocity?",
)
misconception(
    "momentum_step/velocity-averaged",
    edit("+ gradients", "+ (1 - momentum) * gradients"),
    says="The velocity is a running average of gradients, not their decaying sum.",
    hint="From rest, how long is your first step beside one of plain gradient descent?",
)
misconception(
    "momentum_step/lr-in-velocity",
    edit("+ gradients", "+ learning_rate * gradients"),
    edit("sgd_step(parameters, velocity, learning_rate)", "sgd_step(parameters, velocity, 1)"),
    says="The learning rate is part of the velocity.",
    hint="When the learning rate drops, what happens to the speed that was gathered before?",
)
misconception(
    "momentum_step/nesterov-for-classical",
    edit(
        "    return sgd_step(parameters, velocity",
        "    ahead = {name: momentum * v + gradients[name] for name, v in velocity.items()}\n"
        "    return sgd_step(parameters, ahead",
    ),
    says="The step looks ahead, as Nesterov's variant does.",
    hint="How often is the new gradient counted in one of your steps?",
)
misconception(
    "momentum_step/step-with-old-velocity",
    edit("velocity = {", "faster = {"),
    edit("), velocity", "), faster"),
    says="The parameters move with the velocity from before this gradient.",
    hint="Starting from rest, does your very first step move at all?",
)
misconception(
    "momentum_step/velocity-changed-in-place",
    edit(
        "velocity = {name: momentum * v + gradients[name] for name, v in velocity.items()}",
        "for name, v in velocity.items():\n        v *= momentum\n        v += gradients[name]",
    ),
    says="The caller's velocity was changed as well.",
    hint="If the caller repeats the call, does it start from the same velocity?",
)

misconception(
    "adam_step/adam-no-bias-correction",
    edit(" / (1 - beta1**steps)", ""),
    edit(" / (1 - beta2**steps)", ""),
    says="The moments are used as they are, although both started at zero.",
    hint="With β₁ = 0.9 and a first gradient of 1, what is m, and what should m̂ be?",
)
misconception(
    "adam_step/adam-first-moment-only-corrected",
    edit(" / (1 - beta2**steps)", ""),
    says="Only the first moment is corrected for its start at zero.",
    hint="Which of the two averages started at zero: m, v or both?",
)
misconception(
    "adam_step/adam-step-from-zero",
    edit("    steps += 1\n", ""),
    edit("moved, (steps,", "moved, (steps + 1,"),
    says="The number of steps is still 0 when the first correction is made.",
    hint="During the first call, how many gradients have been seen?",
)
misconception(
    "adam_step/adam-starts-at-two",
    edit("state = (0,", "state = (1,"),
    says="The first call already counts as the second.",
    hint="Which t belongs to your first call?",
)
misconception(
    "adam_step/adam-counter-stands-still",
    edit("steps += 1", "steps = 1"),
    says="Every call corrects as if it were the first.",
    hint="By how much is the average still biased after a thousand gradients?",
)
misconception(
    "adam_step/adam-counts-every-parameter",
    edit("    steps += 1\n", ""),
    edit("        mean =", "        steps += 1\n        mean ="),
    says="The number of steps grows with every key, not with every call.",
    hint="After one call on a net of three layers, how many steps have you counted?",
)
misconception(
    "adam_step/adam-stores-corrected-moments",
    edit("mean = ", "mean = first[name] = "),
    edit("square = ", "square = second[name] = "),
    says="The corrected moments are kept, so that the next step corrects them again.",
    hint="Is the correction part of the running average, or only of this step?",
)
misconception(
    "adam_step/adam-state-forgotten",
    edit("return moved, (steps, first, second)", "return moved, VALUE"),
    values=("None", "(steps, dict.fromkeys(parameters, 0.0), dict.fromkeys(parameters, 0.0))"),
    says="Every call starts with empty moments.",
    hint="What does your second call know of the first gradient?",
)
together("adam-no-bias-correction", "adam-state-forgotten")
misconception(
    "adam_step/adam-shared-state",
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
    "adam_step/adam-counter-never-reset",
    edit("steps += 1", 'adam_step.steps = steps = getattr(adam_step, "steps", 0) + 1'),
    says="The number of steps goes on counting when a new training begins.",
    hint="A second training starts with no state: which step is its first one for your code?",
)
misconception(
    "adam_step/adam-epsilon-inside-root",
    edit("np.sqrt(square) + epsilon", "np.sqrt(square + epsilon)"),
    says="ε is added before the root is taken.",
    hint="If no gradient ever came, what would your denominator be: ε, or something larger?",
)
misconception(
    "adam_step/adam-epsilon-not-scaled",
    edit("mean / (np.sqrt(square) + epsilon)", "mean * VALUE / (np.sqrt(second[name]) + epsilon)"),
    values=("(1 - beta2**steps) ** 0.5", "np.sqrt(1 - beta2**steps)"),
    says="ε is added to the root of v, not of v̂: this is the short form of the paper.",
    hint="Where does the specification add ε: before or after the correction?",
)
misconception(
    "adam_step/adam-second-moment-not-squared",
    edit("g**2", "g"),
    says="The second moment averages the gradients themselves.",
    hint="Can your second moment become negative, and what would its root be?",
)
misconception(
    "adam_step/adam-bias-not-squared",
    edit("(1 - beta2) * g**2", "(1 - beta2) * (g if name[0] == 'b' else g**2)"),
    says="The second moment of the biases is not squared.",
    hint="Do two parameters with equal gradients take equal steps?",
)
misconception(
    "adam_step/adam-uphill",
    edit("p - learning_rate * mean", "p + learning_rate * mean"),
    says="The step goes uphill.",
    hint="Does the gradient point up or down the hill?",
)
misconception(
    "adam_step/adam-times-gradient",
    edit("p - learning_rate * mean", "p - learning_rate * gradients[name] * mean"),
    says="The step is multiplied by the gradient once more.",
    hint="How long is the very first step, whatever the gradient?",
)
misconception(
    "adam_step/adam-root-missing",
    edit("np.sqrt(square)", "square"),
    says="The step is divided by the mean square, not by its root.",
    hint="If every gradient were ten times as large, how much longer would your steps be?",
)
misconception(
    "adam_step/adam-betas-swapped",
    edit("steps += 1", "steps += 1\n    beta1, beta2 = beta2, beta1"),
    says="The two decay rates have changed places.",
    hint="Which of the two averages should have the longer memory, and which β is that?",
)
misconception(
    "adam_step/adam-weights-exchanged",
    edit("beta1 * first[name] + (1 - beta1) * g", "(1 - beta1) * first[name] + beta1 * g"),
    edit("beta2 * second[name] + (1 - beta2) * g", "(1 - beta2) * second[name] + beta2 * g"),
    says="β weighs the new gradient, and the rest the past.",
    hint="With β close to 1, should one new gradient change the average much?",
)
misconception(
    "adam_step/adam-gradients-mutated",
    edit("g**2", "np.square(g, out=g)"),
    says="The gradients were changed during the step.",
    hint="Is the array that you square still the caller's?",
)

misconception(
    "minibatches/last-batch-dropped",
    edit("range(0, len(x)", "range(0, len(x) - batch_size + 1"),
    says="What does not fill a whole batch is left out.",
    hint="How many different samples does one epoch visit?",
)
misconception(
    "minibatches/empty-last-batch",
    edit("range(0, len(x)", "range(0, len(x) + 1"),
    says="When the batches come out even, an empty one follows.",
    hint="What does your last batch hold if 6 samples are cut into batches of 3?",
)
misconception(
    "minibatches/evenly-split",
    edit(
        "start in range(0, len(x), batch_size)",
        "chosen in np.array_split(order, -(-len(x) // batch_size))",
    ),
    edit("        chosen = order[start : start + batch_size]\n", ""),
    says="The batches are made about equally large, instead of full.",
    hint="How many samples should stand in each batch but the last?",
)
misconception(
    "minibatches/shuffled-apart",
    edit("    for", "    other = rng.permutation(len(x))\n    for"),
    edit("labels[chosen]", "labels[other[start : start + batch_size]]"),
    says="Rows and labels are shuffled each in its own order.",
    hint="Does row 0 of a batch still stand beside its own label?",
)
misconception(
    "minibatches/labels-not-shuffled",
    edit("labels[chosen]", "labels[start : start + batch_size]"),
    says="The rows are shuffled and the labels are not.",
    hint="What has to move when a row moves?",
)
misconception(
    "minibatches/no-shuffle",
    edit("rng.permutation(len(x))", "np.arange(len(x))"),
    says="The samples come in the order of the data.",
    hint="What would the first batches hold if the data were sorted by class?",
)
misconception(
    "minibatches/batches-shuffled-only",
    edit("rng.permutation(len(x))", "np.arange(len(x))"),
    edit("range(0, len(x), batch_size)", "rng.permutation(range(0, len(x), batch_size))"),
    says="Neighbours stay together: whole batches are shuffled, not the samples.",
    hint="Can the first and the last sample of the data ever share a batch?",
)
misconception(
    "minibatches/global-random-numbers",
    edit("rng.permutation", "np.random.permutation"),
    says="The order comes from another source than the generator that was passed in.",
    hint="Who could repeat your experiment exactly, and with what?",
)
misconception(
    "minibatches/own-fixed-seed",
    edit("rng.permutation", "np.random.default_rng(0).permutation"),
    says="The order is the same for every generator that is passed in.",
    hint="If the caller passes a generator with another seed, does your order change?",
)
misconception(
    "minibatches/sampled-with-replacement",
    edit("rng.permutation(len(x))", "rng.integers(len(x), size=len(x))"),
    says="Samples are drawn anew each time, so some come twice and others never.",
    hint="After one epoch, is there a sample that no batch held?",
)
misconception(
    "minibatches/data-shuffled-in-place",
    edit("    for", "    x[:], labels[:] = x[order], labels[order]\n    for"),
    edit("order[start : start + batch_size]", "slice(start, start + batch_size)"),
    says="The caller's own arrays were shuffled.",
    hint="In which order does the caller find the data after your call?",
)

misconception(
    "train/gradient-summed",
    edit("    delta /= len(labels)\n", "", of="_loss_and_gradients"),
    says="Each step follows the sum over the batch, not the mean.",
    hint="Should a step grow with the number of samples in the batch?",
)
misconception(
    "train/divided-twice",
    edit("delta /= len(labels)", "delta /= len(labels) ** 2", of="_loss_and_gradients"),
    says="The mean gradient is divided by the size of the batch once more.",
    hint="How often is it divided by the batch size on the way from the loss to the step?",
)
misconception(
    "train/batch-size-for-length",
    edit("gradients, learning_rate", "gradients, learning_rate * len(some) / batch_size"),
    says="The sum over a batch is divided by batch_size, even where fewer samples are in it.",
    hint="How many samples does the last batch hold?",
)
misconception(
    "train/history-of-last-batch",
    edit("total / len(x)", "loss"),
    says="The history holds the loss of each epoch's last batch only.",
    hint="How many of the samples does the number that you store stand for?",
)
misconception(
    "train/history-of-every-batch",
    edit("        history.append(float(total / len(x)))\n", ""),
    edit("total += loss * len(some)", "history.append(float(loss))"),
    says="The history has one number per batch, not one per epoch.",
    hint="How long should the history be after two epochs?",
)
misconception(
    "train/history-unweighted",
    edit("total = 0.0", "losses = []"),
    edit("total += loss * len(some)", "losses.append(loss)"),
    edit("total / len(x)", "np.mean(losses)"),
    says="All batches count alike in the history, however many samples they hold.",
    hint="Should one sample in a batch of its own weigh as much as a whole full batch?",
)
misconception(
    "train/history-summed",
    edit("loss * len(some)", "loss"),
    edit("total / len(x)", "total"),
    says="The history holds the sum of the batches' losses.",
    hint="Should the number change when the same data are cut into more batches?",
)
misconception(
    "train/history-after-update",
    edit("total += loss", "total += _loss_and_gradients(parameters, some, their_labels)[0]"),
    says="Each batch's loss is measured after the step that it caused.",
    hint="Had the net already learned from a batch when its loss was measured?",
)
misconception(
    "train/history-at-epoch-end",
    edit("total / len(x)", "_loss_and_gradients(parameters, x, labels)[0]"),
    says="The loss of all samples is measured once, when the epoch is over.",
    hint="At which moments of the epoch should the loss be measured?",
)
misconception(
    "train/history-over-all-data",
    edit(
        "loss, gradients =",
        "loss, _ = _loss_and_gradients(parameters, x, labels)\n            _, gradients =",
    ),
    says="For the history, the loss of all samples is measured at each step.",
    hint="On which samples should the loss be measured before each step?",
)
misconception(
    "train/one-update-per-epoch",
    edit("total = 0.0", "total, mean = 0.0, dict.fromkeys(parameters, 0.0)"),
    edit(
        "parameters = sgd_step(parameters, gradients, learning_rate)",
        "mean = {k: mean[k] + g * len(some) / len(x) for k, g in gradients.items()}",
    ),
    edit(
        "history.append",
        "parameters = sgd_step(parameters, mean, learning_rate)\n        history.append",
    ),
    says="The parameters move once per epoch, not once per batch.",
    hint="How many steps should an epoch of ten batches take?",
)
misconception(
    "train/whole-data-every-step",
    edit("parameters, some, their_labels", "parameters, x, labels"),
    says="Every step looks at all samples instead of its own batch.",
    hint="Inside the loop, which arrays do the loss and the gradients get?",
)
misconception(
    "train/restarts-every-epoch",
    edit("history = []", "start, history = parameters, []"),
    edit("total = 0.0", "total, parameters = 0.0, start"),
    says="Every epoch starts again from the parameters that were passed in.",
    hint="What does the second epoch know of the first?",
)
misconception(
    "train/untrained-returned",
    edit("history = []", "start, history = parameters, []"),
    edit("return parameters", "return start"),
    says="The parameters that come back are those from before the training.",
    hint="Under which name are the trained parameters when you return?",
)
# Not of sgd_step: there it would be carried on to `train`, and parameters that never move show
# nothing of a gradient. A training that only measures the loss would earn its full points.
misconception(
    "train/rebinds-local-name",
    edit(
        "parameters = sgd_step(parameters, gradients, learning_rate)",
        "for name, p in parameters.items():\n"
        "                p = p - learning_rate * gradients[name]",
    ),
    says="A loop variable got the new value; the dict still holds the old one.",
    hint="After the loop over the parameters, which object holds the result of the subtraction?",
)
misconception(
    "train/shuffled-once",
    edit("in minibatches(x, labels, batch_size, rng)", "in batches"),
    edit("history = []", "history, batches = [], list(minibatches(x, labels, batch_size, rng))"),
    says="The order of the first epoch is used in all of them.",
    hint="How often is an order drawn in a training of ten epochs?",
)
misconception(
    "train/generator-used-up",
    edit("in minibatches(x, labels, batch_size, rng)", "in batches"),
    edit("history = []", "history, batches = [], minibatches(x, labels, batch_size, rng)"),
    says="A generator of batches is made once, and is empty from the second epoch on.",
    hint="What does a generator give when you go through it a second time?",
)
misconception(
    "train/trains-the-callers-parameters",
    edit(
        "parameters = sgd_step(parameters, gradients, learning_rate)",
        "for name, p in parameters.items():\n                p -= learning_rate * gradients[name]",
    ),
    says="The parameters that the caller passed in were changed.",
    hint="Could the caller train a second time from the same start?",
)
