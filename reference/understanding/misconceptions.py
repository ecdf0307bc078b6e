"""Wrong implementations that students really write, as edits of the solution."""

import numpy as np

from autograder.rubric import edit, misconception

misconception(
    "saliency/gradient-signed",
    edit("gradient.abs()", "gradient"),
    says="The slopes keep their signs.",
    hint="Is a pixel that lowers the logit strongly unimportant?",
)
misconception(
    "saliency/positive-part-only",
    edit("gradient.abs()", "gradient.clamp(min=0)"),
    says="Slopes below zero are thrown away.",
    hint="Is a pixel that lowers the logit strongly unimportant?",
)
misconception(
    "saliency/gradient-of-the-probability",
    edit("[0, label]", ".softmax(dim=1)[0, label]"),
    says="The probability is differentiated, not the logit.",
    hint="Which other classes move your number, and should they?",
)
misconception(
    "saliency/gradient-of-the-loss",
    edit("[0, label]", ".log_softmax(dim=1)[0, label]"),
    says="The loss (or the logarithm of the probability) is differentiated, not the logit.",
    hint="Which other classes move your number, and should they?",
)
misconception(
    "saliency/gradient-of-the-largest-logit",
    edit("[0, label]", ".max()"),
    says="The largest logit is differentiated, whatever the label.",
    hint="Which line of yours reads `label`?",
)
misconception(
    "saliency/gradient-of-all-logits",
    edit("[0, label]", ".sum()"),
    says="The sum of all logits is differentiated.",
    hint="Which single number of the model's output does the question name?",
)
misconception(
    "saliency/gradient-squared",
    edit("gradient.abs()", "gradient**2"),
    says="The slopes are squared.",
    hint="A slope of 3 should give the saliency 3. What does yours give?",
)
misconception(
    "saliency/gradient-times-input",
    edit("gradient.abs()", "(gradient * image).abs()"),
    says="The slopes are multiplied by the image.",
    hint="A black pixel has the value 0. Can it still move the logit?",
)
misconception(
    "saliency/scaled-to-one",
    edit("gradient.abs()", "gradient.abs() / gradient.abs().max()"),
    says="The saliency is scaled so that its largest number is 1.",
    hint=(
        "The slopes of one image go up to 1, those of another up to 100. Can your results tell "
        "the two apart?"
    ),
)
misconception(
    "saliency/largest-of-the-first-axis",
    edit("gradient.abs()", "gradient.abs().amax(dim=0)"),
    says="Only the largest slope along the first axis is given.",
    hint="Which shape does the docstring promise?",
)
misconception(
    "saliency/batch-axis-kept",
    edit("gradient.abs()", "gradient.abs().unsqueeze(0)"),
    says="The result still has the batch axis.",
    hint="How many axes go in, and how many come out?",
)
misconception(
    "saliency/batch-axis-forgotten",
    edit("pixels.unsqueeze(0)", "pixels"),
    says="The image goes into the model without a batch axis.",
    hint="Which shape does the model take?",
    raises="the model takes a batch (N, ",
)
misconception(
    "saliency/parameters-gradients-polluted",
    edit(
        "[gradient] = torch.autograd.grad(logit, [pixels])",
        "logit.backward()\n    gradient = pixels.grad",
    ),
    says="The backward pass also adds to the parameters' `.grad`.",
    hint="Which gradients does `backward()` leave behind, and who finds them?",
)
misconception(
    "saliency/parameters-gradients-cleared",
    edit(
        "[gradient] = torch.autograd.grad(logit, [pixels])",
        "logit.backward()\n    gradient = pixels.grad\n    model.zero_grad()",
    ),
    says="The parameters' `.grad` is cleared, with what was in it before.",
    hint="Whose gradients were in `.grad` before you came?",
)
misconception(
    "saliency/model-left-frozen",
    edit("model.eval()", "model.eval().requires_grad_(False)"),
    says="The parameters are frozen, and stay so after the call.",
    hint="Can the model be trained after you have looked at it?",
)
misconception(
    "saliency/image-changed",
    edit("image.detach().clone()", "image"),
    says="The caller's image itself is made to record gradients.",
    hint="Whose tensor is it on which you call requires_grad_?",
)
misconception(
    "saliency/evaluation-mode-forgotten",
    edit("    model.eval()\n", ""),
    says="The model is asked in the mode in which it came.",
    hint="What do dropout and batch normalisation do in training mode? Is that wanted here?",
)
misconception(
    "saliency/left-in-evaluation-mode",
    edit("    model.train(was_training)\n", ""),
    says="The model stays in evaluation mode.",
    hint="In which mode did the model come to you?",
)
misconception(
    "saliency/left-in-training-mode",
    edit("model.train(was_training)", "model.train()"),
    says="The model is always put into training mode at the end.",
    hint="In which mode did the model come to you?",
)
misconception(
    "saliency/graph-kept",
    edit("[pixels])", "[pixels], create_graph=True)"),
    says="The result has a graph behind it.",
    hint="Will anybody differentiate your result?",
)
misconception(
    "saliency/brought-back-to-the-cpu",
    edit("gradient.abs()", "gradient.abs().cpu()"),
    says="The image and the result are moved to the CPU.",
    hint="On which device does the result have to be?",
)

misconception(
    "train_validation_split/split-not-stratified",
    edit("        chosen[places", "    chosen[places"),
    edit(
        "for label in np.unique(labels):\n"
        "        places = rng.permutation(np.flatnonzero(labels == label))\n"
        "        count",
        "places = rng.permutation(len(labels))\n    count",
    ),
    says="The samples are split all together, so a class may be missing in one part.",
    hint="How many samples of the rarest class are in your validation part? Always?",
)
misconception(
    "train_validation_split/shares-rounded-down",
    edit("np.floor(fraction * len(places) + 0.5)", "fraction * len(places)"),
    says="The number of samples is always rounded down.",
    hint="What becomes of 2.5 samples?",
)
misconception(
    "train_validation_split/shares-rounded-up",
    edit("np.floor(fraction * len(places) + 0.5)", "np.ceil(fraction * len(places))"),
    says="The number of samples is always rounded up.",
    hint="What becomes of 3.3 samples?",
)
misconception(
    "train_validation_split/halves-rounded-to-even",
    edit("int(np.floor(fraction * len(places) + 0.5))", "round(fraction * len(places))"),
    says="Halves are rounded to the even number, as Python's `round` and numpy's do.",
    hint="What are round(1.5) and round(2.5)?",
)
misconception(
    "train_validation_split/fraction-for-training",
    edit("places[:count]", "places[count:]"),
    says="The fraction is taken as the share for training.",
    hint="Which of the two parts does the fraction describe?",
)
misconception(
    "train_validation_split/classes-made-equal",
    edit("fraction * len(places)", "fraction * np.unique(labels, return_counts=True)[1].min()"),
    says="As many samples of every class are taken, however large the class is.",
    hint="Is a rare class still rare in your validation part?",
)
misconception(
    "train_validation_split/validation-left-in-training",
    edit("x[~chosen], labels[~chosen]", "x.copy(), labels.copy()"),
    says="The samples for validation stay among those for training.",
    hint="Can a sample that was learnt by heart say how well the model generalises?",
)


@misconception(
    "train_validation_split/drawn-with-replacement",
    says="Samples are drawn with replacement: some come twice, others never.",
    hint="How often is each sample in your two parts together?",
)
def drawn_with_replacement(x, labels, fraction, rng):
    training, validation = [], []
    for label in np.unique(labels):
        places = np.flatnonzero(labels == label)
        count = int(np.floor(fraction * len(places) + 0.5))
        drawn = rng.choice(places, size=len(places))
        validation.append(drawn[:count])
        training.append(drawn[count:])
    training, validation = np.concatenate(training), np.concatenate(validation)
    return x[training], labels[training], x[validation], labels[validation]


misconception(
    "train_validation_split/first-of-each-class",
    edit("rng.permutation(np.flatnonzero(labels == label))", "np.flatnonzero(labels == label)"),
    says="The first samples of each class are taken; nothing is drawn.",
    hint="Data often come sorted. Which samples does your validation part never see?",
)
misconception(
    "train_validation_split/generator-of-its-own",
    edit("    chosen =", "    rng = np.random.default_rng(0)\n    chosen ="),
    says="A generator made with a fixed seed decides, not the one that is given.",
    hint="Which line of yours uses `rng`?",
)
misconception(
    "train_validation_split/global-generator",
    edit("rng.permutation", "np.random.permutation"),
    says="numpy's global generator decides, not the one that is given.",
    hint="Which line of yours uses `rng`?",
)
misconception(
    "train_validation_split/labels-left-behind",
    edit("    chosen =", "    x = rng.permutation(x)\n    chosen ="),
    says="The samples are shuffled, their labels are not.",
    hint="After your shuffle, whose label stands in place 0?",
)
misconception(
    "train_validation_split/shuffled-in-place",
    edit(
        "    chosen =",
        "    order = rng.permutation(len(labels))\n"
        "    x[:], labels[:] = x[order], labels[order]\n"
        "    chosen =",
    ),
    says="The caller's own arrays are shuffled.",
    hint="What does the caller find in x after your function?",
)
misconception(
    "train_validation_split/arguments-handed-back",
    edit(
        "    chosen =",
        "    if fraction == 0:\n"
        "        return x, labels, x[:0], labels[:0]\n"
        "    if fraction == 1:\n"
        "        return x[:0], labels[:0], x, labels\n"
        "    chosen =",
    ),
    says="Where one part is empty, the other is the caller's own array, not a new one.",
    hint="Who else notices when somebody changes a part that you gave them?",
)
misconception(
    "train_validation_split/parts-swapped",
    edit(
        "x[~chosen], labels[~chosen], x[chosen], labels[chosen]",
        "x[chosen], labels[chosen], x[~chosen], labels[~chosen]",
    ),
    says="The two parts are returned in the other order.",
    hint="Which part comes first?",
)
misconception(
    "train_validation_split/pairs-in-another-order",
    edit("labels[~chosen], x[chosen]", "x[chosen], labels[~chosen]"),
    says="Both arrays of samples come first, then both arrays of labels.",
    hint="In which order does the docstring name the four arrays?",
)

misconception(
    "early_stopping/one-epoch-too-patient",
    edit("waited >= patience", "waited > patience"),
    says="Training goes on for one epoch more than patience allows.",
    hint="With a patience of 1, how many bad epochs in a row are ever seen?",
)
misconception(
    "early_stopping/one-epoch-too-impatient",
    edit("waited >= patience", "waited >= patience - 1"),
    says="Training ends one epoch before patience is over.",
    hint="With a patience of 2, may one bad epoch end the training?",
)
misconception(
    "early_stopping/last-epoch-returned",
    edit("return best", "return epoch"),
    says="The epoch at which training ends is returned.",
    hint="Are the last parameters the best ones?",
)
misconception(
    "early_stopping/patience-before-the-end",
    edit("return best", "return epoch - patience"),
    says="The epoch at which training ends is returned, less the patience, wherever the best was.",
    hint="If the training ends before patience is lost, which epoch was the best?",
)
misconception(
    "early_stopping/lowest-of-all",
    edit("            if waited >= patience:\n                break\n", ""),
    says="The lowest of all losses is taken: patience has no effect.",
    hint="Which epochs would never have been trained?",
)
misconception(
    "early_stopping/ties-count-as-better",
    edit("value < lowest", "value <= lowest"),
    says="A loss that equals the lowest one counts as a new lowest one.",
    hint="Is 0.5 lower than 0.5?",
)
misconception(
    "early_stopping/compared-with-the-epoch-before",
    edit(
        "best, lowest, waited = epoch, value, 0",
        "best, lowest = epoch, value\n"
        "        if epoch == 0 or value < validation_losses[epoch - 1]:\n"
        "            waited = 0",
    ),
    says="Each loss is compared with that of the epoch before, not with the lowest.",
    hint="Losses 0.5, 0.9, 0.8, 0.7: is anything gained after the first epoch?",
)
misconception(
    "early_stopping/bad-epochs-added-up",
    edit("best, lowest, waited = epoch, value, 0", "best, lowest = epoch, value"),
    says="All bad epochs are counted, also those before a new lowest loss.",
    hint="What happens to your counter when the loss reaches a new low?",
)
misconception(
    "early_stopping/epochs-counted-from-one",
    edit("return best", "return best + 1"),
    says="Epochs are counted from 1.",
    hint="Which number has the first epoch?",
)
misconception(
    "early_stopping/loss-returned",
    edit("return best", "return validation_losses[best]"),
    says="The lowest loss is returned, not its epoch.",
    hint="Is your result a loss or the number of an epoch?",
)
misconception(
    "early_stopping/highest-kept",
    edit("np.inf", "-np.inf"),
    edit("value < lowest", "value > lowest"),
    says="The highest loss is kept, as if it were an accuracy.",
    hint="Is a large loss good news?",
)
misconception(
    "early_stopping/small-gains-ignored",
    edit("value < lowest", "value < lowest - 1e-3"),
    says="A loss that is lower by only a little does not count as a new lowest one.",
    hint="How much lower does the docstring ask a new lowest loss to be?",
)
misconception(
    "early_stopping/losses-below-one-expected",
    edit("np.inf", "100.0"),
    says="The lowest loss starts at a fixed number, so larger ones are never noticed.",
    hint="What if all losses are above 100?",
)

misconception(
    "l2_penalty/biases-penalised",
    edit(' if name.startswith("W")', ""),
    says="The biases pay, too.",
    hint="Which keys does your sum visit?",
)
misconception(
    "l2_penalty/penalty-halved",
    edit("strength * squares", "strength / 2 * squares"),
    says="The penalty has a factor ½ that the docstring does not have.",
    hint="What does a single weight of 1 cost at strength 1?",
)
misconception(
    "l2_penalty/norm-not-squared",
    edit("strength * squares", "strength * np.sqrt(squares)"),
    says="The root is taken: the length of the weights, not its square.",
    hint="What do weights 3 and 4 cost at strength 1?",
)
misconception(
    "l2_penalty/absolute-values-summed",
    edit("w**2", "np.abs(w)"),
    says="Absolute values are summed: that is the L1 penalty.",
    hint="What does a weight of 3 cost at strength 1?",
)
misconception(
    "l2_penalty/mean-for-sum",
    edit("np.sum", "np.mean"),
    says="Squares are averaged over each weight's elements instead of summed.",
    hint="Should a larger layer pay more?",
)
misconception(
    "l2_penalty/sum-squared",
    edit("np.sum(w**2)", "np.sum(w) ** 2"),
    says="The weights are summed first and squared then, so they cancel.",
    hint="What do weights 1 and −1 cost?",
)
misconception(
    "l2_penalty/strength-forgotten",
    edit("strength * squares", "squares"),
    says="The strength is not used.",
    hint="Which line of yours reads `strength`?",
)
misconception(
    "l2_penalty/one-layer-only",
    edit('name.startswith("W")', 'name == "W1"'),
    says="Only the first layer's weight pays.",
    hint="How many layers does your sum visit?",
)

misconception(
    "l2_penalty_gradient/factor-two-forgotten",
    edit("2 * strength", "strength"),
    says="The 2 that the square leaves behind is missing.",
    hint="What is the slope of w² at w = 1?",
)
misconception(
    "l2_penalty_gradient/gradient-for-biases",
    edit(' if name.startswith("W") else np.zeros_like(value)', ""),
    says="The biases get a gradient, though they pay nothing.",
    hint="By how much does the penalty change if a bias moves?",
)
misconception(
    "l2_penalty_gradient/biases-left-out",
    edit(' if name.startswith("W") else np.zeros_like(value)', ""),
    edit("parameters.items()", 'parameters.items()\n        if name.startswith("W")'),
    says="The biases' keys are missing.",
    hint="Which keys does the caller expect?",
)
misconception(
    "l2_penalty_gradient/single-zero-for-biases",
    edit("np.zeros_like(value)", "0.0"),
    says="A bias gets the single number 0 instead of an array of zeros.",
    hint="Which shape has the gradient of an array?",
)
misconception(
    "l2_penalty_gradient/strength-left-out",
    edit("2 * strength", "2"),
    says="The strength is not used.",
    hint="Which line of yours reads `strength`?",
)
misconception(
    "l2_penalty_gradient/signs-only",
    edit("2 * strength * value", "strength * np.sign(value)"),
    says="The signs of the weights are taken: that is the gradient of the L1 penalty.",
    hint="Does a large weight feel a stronger pull than a small one?",
)
misconception(
    "l2_penalty_gradient/parameters-moved",
    edit("2 * strength * value", "value - 2 * strength * value"),
    edit("np.zeros_like(value)", "value.copy()"),
    says="The parameters after a step come back, not the gradient.",
    hint="Who moves the parameters, and by which learning rate?",
)
misconception(
    "l2_penalty_gradient/gradient-in-place",
    edit(
        "    return {",
        "    for value in parameters.values():\n        value *= 2 * strength\n    return {",
    ),
    edit("2 * strength * value if", "value if"),
    says="The caller's own weights are overwritten with the gradient.",
    hint="What does `*=` do to an array that somebody else holds?",
)
