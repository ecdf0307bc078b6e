"""Wrong implementations that students really write, as edits of the solution."""

from autograder.rubric import edit, misconception

misconception(
    "true_accuracy/noise-added",
    edit("(measured - by_chance) / (1 - noise - by_chance)", "measured + noise"),
    says="The share of wrong labels is added to the accuracy.",
    hint="A model that always guesses: do wrong labels make its accuracy lower?",
)
misconception(
    "true_accuracy/luck-ignored",
    edit("by_chance = noise / (classes - 1)", "by_chance = 0 * measured"),
    says="A model that is wrong never agrees with a wrong label here.",
    hint="With two classes, the model is wrong and the label is wrong: do the two agree?",
)
misconception(
    "true_accuracy/luck-of-all-classes",
    edit("noise / (classes - 1)", "noise / classes"),
    says="A wrong label is taken to be one of all classes, the right one among them.",
    hint="Between how many classes does a wrong label choose, if it is never the right one?",
)
misconception(
    "true_accuracy/luck-always-one-half",
    edit("by_chance = noise / (classes - 1)", "by_chance = noise"),
    says="Two wrong answers always agree here, as with two classes.",
    hint="With ten classes, how likely is it that two wrong answers name the same class?",
)
misconception(
    "true_accuracy/luck-not-in-slope",
    edit("(1 - noise - by_chance)", "(1 - noise)"),
    says="The agreement by chance is subtracted, but the measured accuracy is divided by too much.",
    hint="In the formula of the docstring, what stands behind a once all brackets are gone?",
)
misconception(
    "true_accuracy/luck-not-subtracted",
    edit("(measured - by_chance)", "measured"),
    says="The agreement by chance is in the denominator, but not subtracted above.",
    hint="If a is 0, what is the measured accuracy, and what does yours make of it?",
)
misconception(
    "true_accuracy/other-direction",
    edit(
        "(measured - by_chance) / (1 - noise - by_chance)",
        "measured * (1 - noise) + (1 - measured) * by_chance",
    ),
    says="This goes from the true accuracy to the measured one, not back.",
    hint="Which of the two accuracies is given, and which one is asked for?",
)
misconception(
    "true_accuracy/clipped",
    edit(
        "(measured - by_chance) / (1 - noise - by_chance)",
        "np.clip((measured - by_chance) / (1 - noise - by_chance), 0, 1)",
    ),
    says="Results below 0 and above 1 are cut off.",
    hint="What would the mean of many clipped estimates be, if a is 1?",
)
misconception(
    "true_accuracy/useless-noise-allowed",
    edit("noise >= (classes - 1) / classes", "False"),
    says="No exception is raised for labels from which nothing can be known.",
    hint="Two classes, half of the labels wrong: what do a good and a bad model measure?",
)
misconception(
    "true_accuracy/sign-of-slope",
    edit("(1 - noise - by_chance)", "(1 - noise + by_chance)"),
    says="The agreement by chance makes the denominator larger instead of smaller.",
    hint="Multiply out (1 − a) · noise / (classes − 1): which sign does a have?",
)

misconception(
    "find_leaks/any-number-equal",
    edit(".all(axis=1)", ".any(axis=1)"),
    says="One equal number is enough here to make two samples equal.",
    hint="Two images with the same black corner: are they the same image?",
)
misconception(
    "find_leaks/last-equal-one",
    edit("equal.argmax()", "np.flatnonzero(equal)[-1]"),
    says="The last equal training sample is reported, not the first one.",
    hint="If a sample is in the training set twice, which index do you give?",
)
misconception(
    "find_leaks/other-way-round",
    edit("rows = train", "train, test = test, train\n    rows = train"),
    says="The training samples are looked for in the test set.",
    hint="How long is your result: as long as which of the two sets?",
)
misconception(
    "find_leaks/first-number-only",
    edit("rows == sample", "rows[:, :1] == sample[:1]"),
    says="Only the first number of each sample is compared.",
    hint="Which part of the samples does your comparison look at?",
)
misconception(
    "find_leaks/sums-compared",
    edit("(rows == sample).all(axis=1)", "rows.sum(axis=1) == sample.sum()"),
    says="Samples with equal sums are taken to be equal.",
    hint="Do (1, 2) and (2, 1) count as the same sample?",
)
misconception(
    "find_leaks/order-within-ignored",
    edit("rows == sample", "np.sort(rows, axis=1) == np.sort(sample)"),
    says="Samples that hold the same numbers in another order are taken to be equal.",
    hint="Is an image still the same image once its pixels are shuffled?",
)
misconception(
    "find_leaks/near-is-enough",
    edit("(rows == sample)", "(np.abs(rows - sample) < VALUE)"),
    values=("1e-6", "1e-3"),
    says="Samples that are only near each other are taken to be equal.",
    hint="Does the docstring leave any distance between two equal samples?",
)
misconception(
    "find_leaks/same-place-only",
    edit(
        "equal = (rows == sample).all(axis=1)",
        "equal = (rows == sample).all(axis=1) & (np.arange(len(rows)) == place)",
    ),
    says="A test sample is compared only with the training sample at the same place.",
    hint="Test sample 0 stands in the training set at place 5: do you find it?",
)
misconception(
    "find_leaks/yes-and-no",
    edit("leaks[place] = equal.argmax()", "leaks[place] = 1"),
    edit("np.full(len(test), -1)", "np.zeros(len(test), dtype=int)"),
    says="The result says whether a sample leaked, not where it stands in the training set.",
    hint="Your numbers are 0 and 1: what does the docstring ask for in their place?",
)
misconception(
    "find_leaks/zero-for-none",
    edit("np.full(len(test), -1)", "np.zeros(len(test), dtype=int)"),
    says="A sample that is not in the training set gets 0, as if it were the first one there.",
    hint="How can a caller tell “at place 0” from “nowhere”?",
)
misconception(
    "find_leaks/places-of-leaks",
    edit("    return leaks", "    return np.flatnonzero(leaks >= 0)"),
    says="The result lists the test samples that leaked; asked for is one number for each sample.",
    hint="How many numbers should come back for 7 test samples?",
)
misconception(
    "find_leaks/bytes-compared",
    edit(
        "(rows == sample).all(axis=1)",
        "np.array([row.tobytes() == sample.tobytes() for row in rows])",
    ),
    says="The bytes are compared, and those of 0.0 and −0.0 differ.",
    hint="Try your function on 0.0 and −0.0: they are equal, but are they stored alike?",
)
misconception(
    "find_leaks/counted-from-one",
    edit("equal.argmax()", "equal.argmax() + 1"),
    says="The places are counted from 1.",
    hint="Which index has the first row of an array?",
)

misconception(
    "split_by_group/samples-split",
    edit("names = np.unique(groups)", "names = np.arange(len(groups))"),
    edit("np.isin(groups, chosen)", "np.isin(names, chosen)"),
    says="Samples are drawn, not groups, so that a group may be in both parts.",
    hint="Two images of one person: can yours put one into each part?",
)
misconception(
    "split_by_group/share-of-samples",
    edit("fraction * len(names)", "fraction * len(groups)"),
    says="The number of groups is worked out from the number of samples.",
    hint="8 samples of 4 groups, fraction 0.5: how many groups do you draw?",
)
misconception(
    "split_by_group/parts-exchanged",
    edit(
        "np.flatnonzero(~held_out), np.flatnonzero(held_out)",
        "np.flatnonzero(held_out), np.flatnonzero(~held_out)",
    ),
    says="The two parts come back in the wrong order.",
    hint="Which of your two arrays is the training part, and which one should be larger?",
)
misconception(
    "split_by_group/rounded-down",
    edit("np.floor(fraction * len(names) + 0.5)", "np.floor(fraction * len(names))"),
    says="The number of test groups is always rounded down.",
    hint="3.8 groups: how many should go into the test part?",
)
misconception(
    "split_by_group/rounded-up",
    edit("np.floor(fraction * len(names) + 0.5)", "np.ceil(fraction * len(names))"),
    says="The number of test groups is always rounded up.",
    hint="3.2 groups: how many should go into the test part?",
)
misconception(
    "split_by_group/halves-to-even",
    edit("int(np.floor(fraction * len(names) + 0.5))", "round(fraction * len(names))"),
    says="Halves are rounded to the even number.",
    hint="What is `round(2.5)` in Python?",
)
misconception(
    "split_by_group/first-groups",
    edit("rng.permutation(names)[:count]", "names[:count]"),
    says="The first groups are taken, and the generator is not asked.",
    hint="What if the first persons in a data set come from one hospital?",
)
misconception(
    "split_by_group/global-generator",
    edit("rng.permutation", "np.random.permutation"),
    says="Chance comes from numpy's global generator, not from the given one.",
    hint="Can anybody repeat your split with an equal generator?",
)
misconception(
    "split_by_group/fixed-seed",
    edit("rng.permutation", "np.random.default_rng(0).permutation"),
    says="A seed is fixed inside the function, so every generator gives the same split.",
    hint="Two different generators: are your two splits different?",
)
misconception(
    "split_by_group/drawn-by-samples",
    edit(
        "    chosen = rng.permutation(names)[:count]",
        "    shuffled = rng.permutation(groups)\n"
        "    chosen = list(dict.fromkeys(shuffled.tolist()))[:count]",
    ),
    says="A group with many samples is drawn more often than one with few.",
    hint="If you shuffle all samples, which group is likely to come first?",
)
misconception(
    "split_by_group/names-taken-for-numbers",
    edit("names = np.unique(groups)", "names = np.arange(groups.max() + 1)"),
    says="The groups are taken to be 0, 1, 2, … without a gap.",
    hint="Groups 3, 3 and 70: how many groups are there?",
)
misconception(
    "split_by_group/groups-come-back",
    edit(
        "np.flatnonzero(~held_out), np.flatnonzero(held_out)",
        "groups[~held_out], groups[held_out]",
    ),
    says="The names of the groups come back, not the places of the samples.",
    hint="With your result, could one write `x[test]`?",
)
misconception(
    "split_by_group/drawn-with-repetition",
    edit("rng.permutation(names)[:count]", "rng.choice(names, size=count)"),
    says="A group can be drawn twice, and then there are fewer test groups than asked for.",
    hint="Does your draw put a group back before the next one is drawn?",
)

misconception(
    "confusion_matrix/transposed",
    edit("(labels, predictions), 1", "(predictions, labels), 1"),
    says="The predictions go down and the labels across.",
    hint="Ten samples of class 2, never recognised: is that an empty row or an empty column?",
)
misconception(
    "confusion_matrix/repeated-pairs-count-once",
    edit("np.add.at(matrix, (labels, predictions), 1)", "matrix[labels, predictions] += 1"),
    says="`+=` with arrays of indices counts each pair once, however often it occurs.",
    hint="What is a = np.zeros(1) after a[[0, 0]] += 1?",
)
misconception(
    "confusion_matrix/only-errors",
    edit(
        "np.add.at(matrix, (labels, predictions), 1)",
        "np.add.at(matrix, (labels, predictions), labels != predictions)",
    ),
    says="Right predictions are not counted.",
    hint="Where in the matrix are the samples that were recognised?",
)
misconception(
    "confusion_matrix/shares-of-rows",
    edit(
        "    return matrix", "    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)"
    ),
    says="The rows were divided by the number of their samples; asked for are counts.",
    hint="What do all numbers of the matrix add up to?",
)
misconception(
    "confusion_matrix/classes-seen",
    edit(
        "((classes, classes), dtype=int)", "((max(labels.max(), predictions.max()) + 1,) * 2, int)"
    ),
    says="The matrix is only as large as the largest class that occurs.",
    hint="What if no sample of the last class is in this test set?",
)
misconception(
    "confusion_matrix/shares-of-all",
    edit("    return matrix", "    return matrix / len(labels)"),
    says="The counts were divided by the number of samples.",
    hint="What do all numbers of the matrix add up to?",
)

misconception(
    "balanced_accuracy/plain-accuracy",
    edit(
        "np.mean(np.diag(matrix)[present] / samples[present])",
        "np.trace(matrix) / matrix.sum()",
    ),
    says="This is the plain accuracy, in which frequent classes count more.",
    hint="99 samples of class 0, one of class 1, and the answer is always 0: what do you report?",
)
misconception(
    "balanced_accuracy/precision",
    edit("matrix.sum(axis=1)", "matrix.sum(axis=0)"),
    says="The right predictions were divided by how often a class was predicted (its precision).",
    hint="By which sum do you divide: that of a row or that of a column?",
)
misconception(
    "balanced_accuracy/missing-classes-count-zero",
    edit(
        "np.mean(np.diag(matrix)[present] / samples[present])",
        "np.sum(np.diag(matrix)[present] / samples[present]) / len(matrix)",
    ),
    says="A class without samples counts as one that was never recognised.",
    hint="By how many classes do you divide, and how many have samples?",
)
misconception(
    "balanced_accuracy/missing-classes-count-one",
    edit(
        "np.mean(np.diag(matrix)[present] / samples[present])",
        "np.mean(np.where(present, np.diag(matrix) / np.maximum(samples, 1), 1))",
    ),
    says="A class without samples counts as one that was always recognised.",
    hint="Which recall has a class without samples?",
)
misconception(
    "balanced_accuracy/divides-by-zero",
    edit("samples > 0", "samples >= 0"),
    says="The recall of a class without samples is computed as 0 / 0.",
    hint="What is in your matrix's row for a class that does not occur?",
)
misconception(
    "balanced_accuracy/recall-of-all",
    edit("/ samples[present]", "/ matrix.sum()"),
    says="The right predictions of a class were divided by all samples, not by those of the class.",
    hint="Everything is recognised: is your result 1?",
)
misconception(
    "balanced_accuracy/geometric-mean",
    edit(
        "np.mean(np.diag(matrix)[present] / samples[present])",
        "np.prod(np.diag(matrix)[present] / samples[present]) ** (1 / present.sum())",
    ),
    says="The recalls were multiplied, not averaged.",
    hint="One class is never recognised and another always: what is the mean of the two recalls?",
)

misconception(
    "class_weights/counts-as-weights",
    edit(
        "len(labels) / (present.sum() * counts[present])",
        "counts[present] * present.sum() / len(labels)",
    ),
    says="Frequent classes get the large weights.",
    hint="Which samples should weigh more: those of a rare class, or those of a frequent one?",
)
misconception(
    "class_weights/not-scaled",
    edit("len(labels) / (present.sum() * counts[present])", "1 / counts[present]"),
    says="The weights have the right ratios, but the samples' mean weight is not 1.",
    hint="Add up the weights of all samples: which number should come out?",
)
misconception(
    "class_weights/sum-to-one",
    edit("    return weights", "    return weights / weights.sum()"),
    says="The weights of the classes add up to 1; asked for is a mean of 1 over the samples.",
    hint="The mean of what should be 1: one number for each class, or one for each sample?",
)
misconception(
    "class_weights/mean-over-classes",
    edit("    return weights", "    return weights * present.sum() / weights.sum()"),
    says="The mean over the classes is 1; asked for is the mean over the samples.",
    hint="Take class 0 with 9 samples and class 1 with one: what is the mean of the ten weights?",
)
misconception(
    "class_weights/missing-classes-share",
    edit("present.sum() * counts", "classes * counts"),
    says="Classes without samples are counted as well, so the samples' mean weight is below 1.",
    hint="How many classes divide the total weight among themselves?",
)
misconception(
    "class_weights/one-over-missing",
    edit(
        "counts = np.bincount(labels, minlength=classes)",
        "counts = np.maximum(np.bincount(labels, minlength=classes), 1)",
    ),
    says="A class without samples is treated as if it had one.",
    hint="Which weight does the docstring give to a class that does not occur?",
)
misconception(
    "class_weights/square-root",
    edit("counts[present])", "np.sqrt(counts[present]))"),
    says="The weights are inversely proportional to the root of the counts.",
    hint="Do the samples of a rare class together weigh as much as those of a frequent one?",
)
misconception(
    "class_weights/share-of-others",
    edit(
        "len(labels) / (present.sum() * counts[present])",
        "1 - counts[present] / len(labels)",
    ),
    says="The weight is the share of all other samples, which is not inversely proportional.",
    hint="A class with half as many samples: is its weight twice as large?",
)
misconception(
    "class_weights/weights-of-classes-seen",
    edit("np.bincount(labels, minlength=classes)", "np.bincount(labels)"),
    edit("np.zeros(classes)", "np.zeros(len(counts))"),
    says="There are weights only up to the largest class that occurs.",
    hint="How many weights do you return if the last class has no samples?",
)

misconception(
    "weighted_cross_entropy/weights-ignored",
    edit(
        "np.sum(weights[labels] * losses) / np.sum(weights[labels])",
        "np.mean(losses)",
    ),
    says="The weights have no effect.",
    hint="A class with the weight 0: does it still change your loss?",
)
misconception(
    "weighted_cross_entropy/divided-by-samples",
    edit("/ np.sum(weights[labels])", "/ len(labels)"),
    says="The weighted sum was divided by the number of samples.",
    hint="If all weights were doubled, should the loss change?",
)
misconception(
    "weighted_cross_entropy/divided-by-all-weights",
    edit("/ np.sum(weights[labels])", "/ np.sum(weights)"),
    says="The sum was divided by the weights of the classes, each once, not of the samples.",
    hint="How often does the weight of a class with 5 samples belong into the denominator?",
)
misconception(
    "weighted_cross_entropy/sum-not-divided",
    edit(" / np.sum(weights[labels])", ""),
    says="This is the weighted sum, not the mean.",
    hint="If all samples were given twice, should the loss change?",
)
misconception(
    "weighted_cross_entropy/weighted-logits",
    edit(
        "shifted = logits - logits.max(axis=1, keepdims=True)",
        "logits = logits * weights\n    shifted = logits - logits.max(axis=1, keepdims=True)",
    ),
    edit(
        "np.sum(weights[labels] * losses) / np.sum(weights[labels])",
        "np.mean(losses)",
    ),
    says="The logits are weighted; it is the samples' losses that should be.",
    hint="What is it that has a weight: a score, or a sample?",
)
misconception(
    "weighted_cross_entropy/weights-by-place",
    edit("weights[labels] * losses", "np.resize(weights, len(losses)) * losses"),
    says="Weight i goes to sample i, whatever its label is.",
    hint="Two samples of one class: do they get the same weight?",
)
misconception(
    "weighted_cross_entropy/weights-of-predictions",
    edit(
        "np.sum(weights[labels] * losses) / np.sum(weights[labels])",
        "np.average(losses, weights=weights[logits.argmax(axis=1)])",
    ),
    says="A sample gets the weight of the class that was predicted, not of its label.",
    hint="A rare class that is never recognised: does its weight count anywhere?",
)
misconception(
    "weighted_cross_entropy/overflow",
    edit("logits - logits.max(axis=1, keepdims=True)", "logits - 0"),
    says="The exponential of a large logit overflows.",
    hint="What is e to the power of 1000 in floats?",
)
misconception(
    "weighted_cross_entropy/log-of-zero",
    edit(
        "np.log(np.exp(shifted).sum(axis=1)) - picked",
        "-np.log(np.exp(picked) / np.exp(shifted).sum(axis=1))",
    ),
    says="The logarithm is taken of a probability that has become 0.",
    hint="Is there a way to the logarithm of p without p itself?",
)
misconception(
    "weighted_cross_entropy/minus-missing",
    edit(
        "np.log(np.exp(shifted).sum(axis=1)) - picked",
        "picked - np.log(np.exp(shifted).sum(axis=1))",
    ),
    says="The sign is wrong: the loss is negative.",
    hint="Can the loss of a sample be below 0?",
)
misconception(
    "weighted_cross_entropy/mean-of-class-means",
    edit(
        "np.sum(weights[labels] * losses) / np.sum(weights[labels])",
        "np.mean([np.mean(losses[labels == c]) for c in np.unique(labels)])",
    ),
    says="Every class counts alike, whatever the weights are.",
    hint="Does your loss change if one of the weights is doubled?",
)
misconception(
    "weighted_cross_entropy/squared-weights",
    edit("np.sum(weights[labels] * losses)", "np.sum(weights[labels] ** 2 * losses)"),
    says="The weights are multiplied in twice.",
    hint="All weights are 2: does your loss differ from that with all weights 1?",
)

misconception(
    "weighted_cross_entropy_gradient/gradient-weights-ignored",
    edit(
        "weights[labels] / np.sum(weights[labels])",
        "np.full(len(labels), 1 / len(labels), logits.dtype)",
    ),
    says="The weights have no effect on the gradient.",
    hint="A sample whose weight is 0: which row does it have in the gradient?",
)
misconception(
    "weighted_cross_entropy_gradient/gradient-divided-by-samples",
    edit("/ np.sum(weights[labels])", "/ len(labels)"),
    says="The gradient was divided by the number of samples, not by their weights.",
    hint="Which denominator does your loss have?",
)
misconception(
    "weighted_cross_entropy_gradient/gradient-divided-by-all-weights",
    edit("/ np.sum(weights[labels])", "/ np.sum(weights)"),
    says="The gradient was divided by the weights of the classes, each once.",
    hint="Which denominator does your loss have?",
)
misconception(
    "weighted_cross_entropy_gradient/gradient-not-divided",
    edit("weights[labels] / np.sum(weights[labels])", "weights[labels]"),
    says="This is the gradient of the weighted sum, not of the mean.",
    hint="If all samples were given twice, what would happen to each row of the gradient?",
)
misconception(
    "weighted_cross_entropy_gradient/one-hot-forgotten",
    edit("    slopes[np.arange(len(labels)), labels] -= 1\n", ""),
    says="The gradient is made of probabilities alone; the label has no part in it.",
    hint="What happens to the loss if all logits of a sample rise by the same amount?",
)
misconception(
    "weighted_cross_entropy_gradient/columns-weighted",
    edit("slopes * shares[:, None]", "slopes * weights / np.sum(weights[labels])"),
    says="Each column has the weight of its class; a row should have the weight of its label.",
    hint="What does each row of the gradient add up to?",
)
misconception(
    "weighted_cross_entropy_gradient/only-the-label",
    edit(
        "slopes * shares[:, None]",
        "np.where(np.arange(len(weights)) == labels[:, None], slopes, 0) * shares[:, None]",
    ),
    says="Only the logit of the label gets a gradient.",
    hint="Does the loss change if the logit of a wrong class rises?",
)
misconception(
    "weighted_cross_entropy_gradient/gradient-sign",
    edit("slopes * shares[:, None]", "-slopes * shares[:, None]"),
    says="The sign is wrong: this points downhill.",
    hint="If the logit of the label rises, does the loss rise or fall?",
)
misconception(
    "weighted_cross_entropy_gradient/gradient-overflow",
    edit("logits - logits.max(axis=1, keepdims=True)", "logits - 0"),
    says="The exponential of a large logit overflows.",
    hint="What is e to the power of 1000 in floats?",
)
misconception(
    "weighted_cross_entropy_gradient/gradient-always-double",
    edit("np.exp(logits", "np.exp(logits.astype(float)"),
    edit("shares =", "weights = weights.astype(float)\n    shares ="),
    says="The gradient of float32 logits is float64.",
    hint="Which dtype did the logits have, and which one has your gradient?",
)
misconception(
    "weighted_cross_entropy_gradient/one-hot-not-weighted",
    edit("    slopes[np.arange(len(labels)), labels] -= 1\n", ""),
    edit(
        "return slopes * shares[:, None]",
        "slopes = slopes * shares[:, None]\n"
        "    slopes[np.arange(len(labels)), labels] -= 1 / len(labels)\n"
        "    return slopes",
    ),
    says="The probabilities are weighted, but what is taken from the label's place is not.",
    hint="What does each row of the gradient add up to?",
)

misconception(
    "learning_curve/order-ignored",
    edit("chosen = order[:size]", "chosen = np.arange(len(x))[:size]"),
    says="The first samples of the data are taken, not the first ones in the given order.",
    hint="If the data are sorted by class, what does your smallest training set hold?",
)
misconception(
    "learning_curve/labels-not-shuffled",
    edit("fit(x[chosen], labels[chosen])", "fit(x[chosen], labels[:size])"),
    says="The samples are taken in the given order, but their labels are not.",
    hint="After your selection, does each sample still have its own label?",
)
misconception(
    "learning_curve/accuracies",
    edit("predict(x[chosen]) != labels", "predict(x[chosen]) == labels"),
    edit("predict(x_validation) != labels", "predict(x_validation) == labels"),
    says="These are accuracies, not errors.",
    hint="A model that is always right: which number do you report?",
)
misconception(
    "learning_curve/training-error-of-all",
    edit("predict(x[chosen]) != labels[chosen]", "predict(x) != labels"),
    says="The training error is measured on all samples, also on those the model never saw.",
    hint="Which samples has the model of size 5 been trained on?",
)
misconception(
    "learning_curve/trained-on-all",
    edit("fit(x[chosen], labels[chosen])", "fit(x, labels)"),
    says="Every model is trained on all samples, whatever the size.",
    hint="How many samples does `fit` get for the smallest size?",
)
misconception(
    "learning_curve/validation-of-same-size",
    edit(
        "predict(x_validation) != labels_validation",
        "predict(x_validation[:size]) != labels_validation[:size]",
    ),
    says="Only as many validation samples are used as there are training samples.",
    hint="Why should a model of few samples be measured on few samples?",
)
misconception(
    "learning_curve/one-model-for-all",
    edit(
        "    for size in sizes:",
        "    first = order[: sizes[0]]\n"
        "    predict = fit(x[first], labels[first])\n"
        "    for size in sizes:",
    ),
    edit("        predict = fit(x[chosen], labels[chosen])\n", ""),
    says="Only the first size trains a model; all others measure it again.",
    hint="How often is `fit` called in your function?",
)
misconception(
    "learning_curve/next-samples-only",
    edit("    for size in sizes:", "    begin = 0\n    for size in sorted(sizes):"),
    edit(
        "chosen = order[:size]",
        "chosen = order[begin:size] if size > begin else order[:size]\n        begin = size",
    ),
    says="Each model gets only the samples that the one before it did not get.",
    hint="How many samples should the second model be trained on: the new ones, or all so far?",
)
misconception(
    "learning_curve/last-samples",
    edit("order[:size]", "order[-size:]"),
    says="The last samples of the order are taken, not the first ones.",
    hint="Which end of `order` does the smallest training set come from?",
)
misconception(
    "learning_curve/validation-in-training",
    edit(
        "fit(x[chosen], labels[chosen])",
        "fit(np.concatenate([x[chosen], x_validation]), "
        "np.concatenate([labels[chosen], labels_validation]))",
    ),
    says="The models are trained on the validation samples, too.",
    hint="What does an error on samples say that the model was trained on?",
)
misconception(
    "learning_curve/errors-counted",
    edit("np.mean(predict(x[chosen])", "np.sum(predict(x[chosen])"),
    edit("np.mean(predict(x_validation)", "np.sum(predict(x_validation)"),
    says="The wrong predictions are counted, not their share.",
    hint="Can two sets of different sizes be compared by how many errors there are in each?",
)
misconception(
    "learning_curve/sizes-sorted",
    edit("for size in sizes", "for size in sorted(sizes)"),
    says="The errors come back in the order of rising sizes, not in that of `sizes`.",
    hint="sizes = [20, 5]: to which size does your first error belong?",
)
misconception(
    "learning_curve/pair-exchanged",
    edit("np.array(training), np.array(validation)", "np.array(validation), np.array(training)"),
    says="The two curves come back in the wrong order.",
    hint="Which of your two curves is lower for a model that learns by heart?",
)
misconception(
    "learning_curve/one-sample-too-few",
    edit("order[:size]", "order[: max(size - 1, 1)]"),
    says="Each training set has one sample too few.",
    hint="How many elements has order[:n − 1]?",
)

misconception(
    "power_law/not-in-logarithms",
    edit("np.log(sizes), np.log(errors)", "np.log(sizes), np.asarray(errors)"),
    says="The logarithm is taken of the sizes only.",
    hint="Which two quantities lie on a straight line?",
)
misconception(
    "power_law/sizes-not-in-logarithms",
    edit("np.log(sizes), np.log(errors)", "np.asarray(sizes, float), np.log(errors)"),
    says="The logarithm is taken of the errors only, so this fits an exponential.",
    hint="Which two quantities lie on a straight line?",
)
misconception(
    "power_law/slope-sign",
    edit("b = -np.sum", "b = np.sum"),
    edit("up_mean + b", "up_mean - b"),
    edit("(1 / b)", "(-1 / b)"),
    says="b has the wrong sign: the law has a minus of its own in front of b.",
    hint="The errors fall. Is b above or below 0 in a · n^(−b)?",
)
misconception(
    "power_law/intercept-left-in-logarithms",
    edit("a = np.exp(up_mean + b * across_mean)", "a = up_mean + b * across_mean"),
    edit("(a / wanted)", "(np.exp(a) / wanted)"),
    says="The first number is ln a, not a.",
    hint="Where the line meets ln n = 0, its height is ln a. What is asked for?",
)
misconception(
    "power_law/logarithms-mixed",
    edit("a = np.exp(up_mean + b * across_mean)", "a = 10 ** (up_mean + b * across_mean)"),
    says="The logarithms are natural ones, but the way back is a power of 10.",
    hint="Which function undoes np.log?",
)
misconception(
    "power_law/end-points-only",
    edit(
        "-np.sum((across - across_mean) * (up - up_mean)) / np.sum((across - across_mean) ** 2)",
        "-(up[-1] - up[0]) / (across[-1] - across[0])",
    ),
    says="The slope is that from the first point to the last; the others do not count.",
    hint="If the error in the middle changes, does your line move?",
)
misconception(
    "power_law/through-first-point",
    edit("np.exp(up_mean + b * across_mean)", "np.exp(up[0] + b * across[0])"),
    says="The line has the right slope, but goes through the first point.",
    hint="Which point does a fitted line always go through?",
)
misconception(
    "power_law/wanted-inverted",
    edit("(a / wanted)", "(wanted / a)"),
    says="The number of samples falls where a smaller error is wanted.",
    hint="Does a smaller error take more samples or fewer?",
)
misconception(
    "power_law/exponent-not-inverted",
    edit("** (1 / b)", "** b"),
    says="The equation was solved for n with the exponent b.",
    hint="n^b = 8 with b = 3: what is n, and how did you find it?",
)
misconception(
    "power_law/samples-rounded",
    edit("float((a / wanted) ** (1 / b))", "float(np.ceil((a / wanted) ** (1 / b)))"),
    says="The number of samples is rounded.",
    hint="Does the docstring ask for a whole number?",
)
misconception(
    "power_law/regression-reversed",
    edit(
        "-np.sum((across - across_mean) * (up - up_mean)) / np.sum((across - across_mean) ** 2)",
        "-np.sum((up - up_mean) ** 2) / np.sum((across - across_mean) * (up - up_mean))",
    ),
    says="The squares are those of the differences in ln n; asked for are those in ln error.",
    hint="In which direction do you measure how far a point is from the line?",
)

misconception(
    "compare/difference-reversed",
    edit("float(gains.mean())", "-float(gains.mean())"),
    says="The accuracy of A was subtracted from that of B.",
    hint="A is better: should the difference be above or below 0?",
)
misconception(
    "compare/unpaired-error",
    edit(
        "gains.std() / np.sqrt(len(gains))",
        "np.sqrt((correct_a.var() + correct_b.var()) / len(gains))",
    ),
    says="The standard error is that of two models on two different test sets.",
    hint="Both models fail on the same hard samples: does that make the difference less certain?",
)
misconception(
    "compare/not-divided-by-root",
    edit("gains.std() / np.sqrt(len(gains))", "gains.std()"),
    says="This is the standard deviation of one sample, not the error of the mean.",
    hint="With four times as many samples, should your number become smaller?",
)
misconception(
    "compare/divided-by-n",
    edit("gains.std() / np.sqrt(len(gains))", "gains.std() / len(gains)"),
    says="The standard deviation was divided by N instead of its root.",
    hint="How does the error of a mean fall with the number of samples?",
)
misconception(
    "compare/error-with-n-minus-one",
    edit("gains.std()", "gains.std(ddof=1 if len(gains) > 1 else 0)"),
    says="The variance was divided by N − 1.",
    hint="By which number does the docstring divide the variance?",
)
misconception(
    "compare/error-around-zero",
    edit("gains.std()", "np.sqrt(np.mean(gains**2))"),
    says="The deviations are measured from 0, not from the mean.",
    hint="If A is right and B wrong on every sample, how uncertain is the difference?",
)
misconception(
    "compare/one-sided",
    edit("2 * tail / 2**throws", "tail / 2**throws"),
    says="Only one of the two sides is counted.",
    hint="Is B being better by as much just as far from a fair coin?",
)
misconception(
    "compare/all-samples-thrown",
    edit("throws = wins + losses", "throws = len(gains)"),
    says="Samples on which both models agree count as throws, too.",
    hint="Both right, or both wrong: which of the two models does that speak for?",
)
misconception(
    "compare/accuracies-tested",
    edit(
        "wins, losses = int(np.sum(gains > 0)), int(np.sum(gains < 0))",
        "wins, losses = int(np.sum(correct_a)), int(np.sum(correct_b))",
    ),
    says="The right answers of both models are counted, those to the same sample, too.",
    hint="How many samples are there on which only A was right?",
)
misconception(
    "compare/normal-approximation",
    edit(
        "tail = sum(math.comb(throws, heads) for heads in range(min(wins, losses) + 1))",
        "distance = abs(wins - losses) / np.sqrt(max(throws, 1))\n"
        "    tail = math.erfc(distance / np.sqrt(2)) / 2",
    ),
    edit("2 * tail / 2**throws", "2 * tail"),
    says="The probability is that of a normal distribution, which is not exact.",
    hint="With three throws, which numbers can p be?",
)
misconception(
    "compare/chi-square-corrected",
    edit(
        "tail = sum(math.comb(throws, heads) for heads in range(min(wins, losses) + 1))",
        "distance = max(abs(wins - losses) - 1, 0) / np.sqrt(max(throws, 1))\n"
        "    tail = math.erfc(distance / np.sqrt(2)) / 2",
    ),
    edit("2 * tail / 2**throws", "2 * tail"),
    says="This is McNemar's test with a corrected χ², which is not exact.",
    hint="With three throws, which numbers can p be?",
)
misconception(
    "compare/observed-not-counted",
    edit("range(min(wins, losses) + 1)", "range(min(wins, losses))"),
    says="The result itself is left out; only what is further away counts.",
    hint="“At least as far”: does that hold for k itself?",
)
misconception(
    "compare/one-point-only",
    edit(
        "sum(math.comb(throws, heads) for heads in range(min(wins, losses) + 1))",
        "math.comb(throws, min(wins, losses))",
    ),
    says="This is the probability of exactly this result, not of one at least as far away.",
    hint="Of 10 throws, is k = 0 farther from 5 than k = 1 is? Does it belong to the p of k = 1?",
)
misconception(
    "compare/above-one",
    edit("min(1.0, 2 * tail / 2**throws)", "2 * tail / 2**throws"),
    says="The middle is counted on both sides, so that p can be above 1.",
    hint="3 wins and 3 losses: what is your p?",
)
misconception(
    "compare/wins-tail-only",
    edit("range(min(wins, losses) + 1)", "range(wins + 1)"),
    says="Only few wins of A count as far from a fair coin, never many.",
    hint="Exchange A and B: does your p stay the same?",
)
misconception(
    "compare/two-to-the-power-in-floats",
    edit("2 * tail / 2**throws", "float(2 * tail) / 2.0**throws if throws < 1000 else 0.0"),
    says="For many throws p is 0 here, since 2^n does not fit into a float.",
    hint="How large may n be until 2.0**n fails? Are Python's integers limited, too?",
)

misconception(
    "FinalTestSet/never-refuses",
    edit("        self.used = True\n", "", of="FinalTestSet.score"),
    says="Every call gives a score.",
    hint="What do you note down at the first call, so that the second one knows of it?",
)
misconception(
    "FinalTestSet/same-score-again",
    edit(
        'raise RuntimeError("this test set was used already")',
        "return self.accuracy",
        of="FinalTestSet.score",
    ),
    edit(
        "self.used = True\n        return",
        "self.used, self.accuracy = True, accuracy\n        return",
        of="FinalTestSet.score",
    ),
    says="A second call gives the first score again instead of an exception.",
    hint="A second model is asked about: does your answer belong to this model?",
)
misconception(
    "FinalTestSet/other-exception",
    edit("raise RuntimeError", "raise ValueError", of="FinalTestSet.score"),
    says="The second call raises an exception of another kind.",
    hint="Which exception does the docstring name?",
)
misconception(
    "FinalTestSet/none-instead-of-exception",
    edit(
        'raise RuntimeError("this test set was used already")',
        "return None",
        of="FinalTestSet.score",
    ),
    says="The second call returns None, and raises nothing.",
    hint="Would a caller notice that the second look was refused?",
)
misconception(
    "FinalTestSet/asks-and-then-refuses",
    edit(
        "        if self.used:\n",
        "        answer = predict(self.x)\n        if self.used:\n",
        of="FinalTestSet.score",
    ),
    edit("np.mean(predict(self.x) ==", "np.mean(answer ==", of="FinalTestSet.score"),
    says="A later call still shows the test samples to `predict`.",
    hint="What could `predict` do with test samples that it gets a second time?",
)
misconception(
    "FinalTestSet/failed-call-counts",
    edit(
        "        accuracy = float",
        "        self.used = True\n        accuracy = float",
        of="FinalTestSet.score",
    ),
    edit("        self.used = True\n        return", "        return", of="FinalTestSet.score"),
    says="A call in which `predict` failed used up the test set.",
    hint="At which line is it certain that there will be a score?",
)
misconception(
    "FinalTestSet/no-copies",
    edit("np.array(x), np.array(labels)", "x, labels", of="FinalTestSet.__init__"),
    says="The caller's arrays are kept, not copies: changes to them change the score.",
    hint="The caller shuffles x after giving it away: which samples does your class hold?",
)
misconception(
    "FinalTestSet/error-not-accuracy",
    edit(
        "predict(self.x) == self.labels", "predict(self.x) != self.labels", of="FinalTestSet.score"
    ),
    says="The score is the share of wrong answers.",
    hint="A model that is always right: what is its score?",
)
misconception(
    "FinalTestSet/shared-by-all",
    edit("self.used = False", "pass", of="FinalTestSet.__init__"),
    edit("if self.used:", "if getattr(FinalTestSet, 'used', False):", of="FinalTestSet.score"),
    edit("self.used = True", "FinalTestSet.used = True", of="FinalTestSet.score"),
    says="All test sets share one mark: a look at one uses up every other one.",
    hint="Where is your mark kept: in the object, or in the class?",
)
misconception(
    "FinalTestSet/count-of-hits",
    edit("np.mean(predict", "np.sum(predict", of="FinalTestSet.score"),
    says="The score is the number of right answers, not their share.",
    hint="Which values can an accuracy have?",
)
