"""Wrong ways to look into a network and to guard it from overfitting that students really write."""

import numpy as np
import torch

from autograder.rubric import misconception

from .solution import train_validation_split

# The reference under a name that stays when a wrong variant takes over its own.
right_split = train_validation_split


# --- saliency


def slopes(model, image, number):
    """The gradient of `number(logits of the one image)` in evaluation mode, signs kept."""
    was_training = model.training
    model.eval()
    pixels = image.detach().clone().requires_grad_(True)
    [gradient] = torch.autograd.grad(number(model(pixels.unsqueeze(0))[0]), [pixels])
    model.train(was_training)
    return gradient


@misconception(
    "saliency/gradient-signed",
    says="The slopes keep their signs.",
    hint="Is a pixel that lowers the logit strongly unimportant?",
)
def saliency_signed(model, image, label):
    return slopes(model, image, lambda logits: logits[label])


@misconception(
    "saliency/positive-part-only",
    says="Slopes below zero are thrown away.",
    hint="Is a pixel that lowers the logit strongly unimportant?",
)
def saliency_rectified(model, image, label):
    return slopes(model, image, lambda logits: logits[label]).clamp(min=0)


@misconception(
    "saliency/gradient-of-the-probability",
    says="The probability is differentiated, not the logit.",
    hint="Which other classes move your number, and should they?",
)
def saliency_of_probability(model, image, label):
    return slopes(model, image, lambda logits: logits.softmax(dim=0)[label]).abs()


@misconception(
    "saliency/gradient-of-the-loss",
    says="The loss (or the logarithm of the probability) is differentiated, not the logit.",
    hint="Which other classes move your number, and should they?",
)
def saliency_of_loss(model, image, label):
    return slopes(model, image, lambda logits: -logits.log_softmax(dim=0)[label]).abs()


@misconception(
    "saliency/gradient-of-the-largest-logit",
    says="The largest logit is differentiated, whatever the label.",
    hint="Which line of yours reads `label`?",
)
def saliency_of_largest(model, image, label):
    return slopes(model, image, lambda logits: logits.max()).abs()


@misconception(
    "saliency/gradient-of-all-logits",
    says="The sum of all logits is differentiated.",
    hint="Which single number of the model's output does the question name?",
)
def saliency_of_sum(model, image, label):
    return slopes(model, image, lambda logits: logits.sum()).abs()


@misconception(
    "saliency/gradient-squared",
    says="The slopes are squared.",
    hint="In which unit is a saliency, if a logit has none and a pixel is a grey value?",
)
def saliency_squared(model, image, label):
    return slopes(model, image, lambda logits: logits[label]) ** 2


@misconception(
    "saliency/gradient-times-input",
    says="The slopes are multiplied by the image.",
    hint="May a black pixel be important?",
)
def saliency_times_input(model, image, label):
    return (slopes(model, image, lambda logits: logits[label]) * image).abs()


@misconception(
    "saliency/scaled-to-one",
    says="The saliency is scaled so that its largest number is 1.",
    hint="Can two images still be compared?",
)
def saliency_scaled(model, image, label):
    found = slopes(model, image, lambda logits: logits[label]).abs()
    return found / found.max()


@misconception(
    "saliency/largest-of-the-first-axis",
    says="Only the largest slope along the first axis is given.",
    hint="Which shape does the docstring promise?",
)
def saliency_over_channels(model, image, label):
    return slopes(model, image, lambda logits: logits[label]).abs().amax(dim=0)


@misconception(
    "saliency/batch-axis-kept",
    says="The result still has the batch axis.",
    hint="How many axes go in, and how many come out?",
)
def saliency_of_batch(model, image, label):
    return slopes(model, image, lambda logits: logits[label]).abs().unsqueeze(0)


@misconception(
    "saliency/batch-axis-forgotten",
    says="The image goes into the model without a batch axis.",
    hint="Which shape does the model take?",
    raises="the model takes a batch (N, ",
)
def saliency_without_batch(model, image, label):
    pixels = image.detach().clone().requires_grad_(True)
    model(pixels)[0, label].backward()
    return pixels.grad.abs()


@misconception(
    "saliency/parameters-gradients-polluted",
    says="The backward pass also adds to the parameters' `.grad`.",
    hint="Which gradients does `backward()` leave behind, and who finds them?",
)
def saliency_polluting(model, image, label):
    was_training = model.training
    model.eval()
    pixels = image.detach().clone().requires_grad_(True)
    model(pixels.unsqueeze(0))[0, label].backward()
    model.train(was_training)
    return pixels.grad.abs()


@misconception(
    "saliency/parameters-gradients-cleared",
    says="The parameters' `.grad` is cleared, with what was in it before.",
    hint="Whose gradients were in `.grad` before you came?",
)
def saliency_clearing(model, image, label):
    found = saliency_polluting(model, image, label)
    model.zero_grad()
    return found


@misconception(
    "saliency/model-left-frozen",
    says="The parameters are frozen and never thawed.",
    hint="Can the model be trained after you have looked at it?",
)
def saliency_freezing(model, image, label):
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return saliency_polluting(model, image, label)


@misconception(
    "saliency/image-changed",
    says="The caller's image itself is made to record gradients.",
    hint="Whose tensor is it on which you call requires_grad_?",
)
def saliency_on_the_image(model, image, label):
    was_training = model.training
    model.eval()
    image.requires_grad_(True)
    [gradient] = torch.autograd.grad(model(image.unsqueeze(0))[0, label], [image])
    model.train(was_training)
    return gradient.abs()


@misconception(
    "saliency/evaluation-mode-forgotten",
    says="The model is asked in the mode in which it came.",
    hint="What do dropout and batch normalisation do with your question?",
)
def saliency_in_any_mode(model, image, label):
    pixels = image.detach().clone().requires_grad_(True)
    [gradient] = torch.autograd.grad(model(pixels.unsqueeze(0))[0, label], [pixels])
    return gradient.abs()


@misconception(
    "saliency/left-in-evaluation-mode",
    says="The model stays in evaluation mode.",
    hint="In which mode did the model come to you?",
)
def saliency_leaving_evaluation(model, image, label):
    found = slopes(model, image, lambda logits: logits[label]).abs()
    model.eval()
    return found


@misconception(
    "saliency/left-in-training-mode",
    says="The model is always put into training mode at the end.",
    hint="In which mode did the model come to you?",
)
def saliency_leaving_training(model, image, label):
    found = slopes(model, image, lambda logits: logits[label]).abs()
    model.train()
    return found


@misconception(
    "saliency/graph-kept",
    says="The result has a graph behind it.",
    hint="Is anybody going to differentiate your result?",
)
def saliency_with_graph(model, image, label):
    was_training = model.training
    model.eval()
    pixels = image.detach().clone().requires_grad_(True)
    logit = model(pixels.unsqueeze(0))[0, label]
    [gradient] = torch.autograd.grad(logit, [pixels], create_graph=True)
    model.train(was_training)
    return gradient.abs()


@misconception(
    "saliency/brought-back-to-the-cpu",
    says="The image and the result are moved to the CPU.",
    hint="On which device does the result have to be?",
)
def saliency_on_the_cpu(model, image, label):
    return slopes(model, image, lambda logits: logits[label]).abs().cpu()


# --- train_validation_split


def split_at(x, labels, chosen):
    """Both parts; `chosen` are places for validation."""
    validation = np.zeros(len(labels), dtype=bool)
    validation[np.asarray(chosen, dtype=int)] = True
    return x[~validation], labels[~validation], x[validation], labels[validation]


def by_class(x, labels, rng, count):
    """A split with `count(n)` of the n samples of each class for validation."""
    chosen = []
    for label in np.unique(labels):
        places = rng.permutation(np.flatnonzero(labels == label))
        chosen.extend(places[: count(len(places))])
    return split_at(x, labels, chosen)


@misconception(
    "train_validation_split/split-not-stratified",
    says="The samples are split all together, so a class may be missing in one part.",
    hint="How many samples of the rarest class are in your validation part? Always?",
)
def split_of_all(x, labels, fraction, rng):
    count = int(np.floor(fraction * len(x) + 0.5))
    return split_at(x, labels, rng.permutation(len(x))[:count])


@misconception(
    "train_validation_split/shares-rounded-down",
    says="The number of samples is always rounded down.",
    hint="What becomes of 2.5 samples?",
)
def split_rounded_down(x, labels, fraction, rng):
    return by_class(x, labels, rng, lambda n: int(fraction * n))


@misconception(
    "train_validation_split/shares-rounded-up",
    says="The number of samples is always rounded up.",
    hint="What becomes of 3.3 samples?",
)
def split_rounded_up(x, labels, fraction, rng):
    return by_class(x, labels, rng, lambda n: int(np.ceil(fraction * n)))


@misconception(
    "train_validation_split/halves-rounded-to-even",
    says="Halves are rounded to the even number, as Python's `round` and numpy's do.",
    hint="What are round(1.5) and round(2.5)?",
)
def split_rounded_to_even(x, labels, fraction, rng):
    return by_class(x, labels, rng, lambda n: round(fraction * n))


@misconception(
    "train_validation_split/fraction-for-training",
    says="The fraction is taken as the share for training.",
    hint="Which of the two parts does the fraction describe?",
)
def split_the_other_way(x, labels, fraction, rng):
    return by_class(x, labels, rng, lambda n: n - int(np.floor(fraction * n + 0.5)))


@misconception(
    "train_validation_split/classes-made-equal",
    says="As many samples of every class are taken, however large the class is.",
    hint="Is a rare class still rare in your validation part?",
)
def split_balanced(x, labels, fraction, rng):
    _, counts = np.unique(labels, return_counts=True)
    count = int(np.floor(fraction * counts.min() + 0.5))
    return by_class(x, labels, rng, lambda n: count)


@misconception(
    "train_validation_split/validation-left-in-training",
    says="The samples for validation stay among those for training.",
    hint="Can a sample that was learnt by heart say how well the model generalises?",
)
def split_leaking(x, labels, fraction, rng):
    _, _, *validation = right_split(x, labels, fraction, rng)
    return (x.copy(), labels.copy(), *validation)


@misconception(
    "train_validation_split/drawn-with-replacement",
    says="Samples are drawn with replacement: some come twice, others never.",
    hint="How often is each sample in your two parts together?",
)
def split_with_replacement(x, labels, fraction, rng):
    training, validation = [], []
    for label in np.unique(labels):
        places = np.flatnonzero(labels == label)
        count = int(np.floor(fraction * len(places) + 0.5))
        drawn = rng.choice(places, size=len(places))
        validation.extend(drawn[:count])
        training.extend(drawn[count:])
    parts = [np.array(part, dtype=int) for part in (training, validation)]
    return x[parts[0]], labels[parts[0]], x[parts[1]], labels[parts[1]]


@misconception(
    "train_validation_split/first-of-each-class",
    says="The first samples of each class are taken; nothing is drawn.",
    hint="Data often come sorted. Which samples does your validation part never see?",
)
def split_without_chance(x, labels, fraction, rng):
    return right_split(x, labels, fraction, Unmoved())


class Unmoved:
    """A generator that leaves everything in place."""

    def permutation(self, places):
        return places


@misconception(
    "train_validation_split/generator-of-its-own",
    says="A generator made with a fixed seed decides, not the one that is given.",
    hint="Which line of yours uses `rng`?",
)
def split_with_fixed_seed(x, labels, fraction, rng):
    return right_split(x, labels, fraction, np.random.default_rng(0))


@misconception(
    "train_validation_split/global-generator",
    says="numpy's global generator decides, not the one that is given.",
    hint="Which line of yours uses `rng`?",
)
def split_with_global(x, labels, fraction, rng):
    return right_split(x, labels, fraction, np.random)


@misconception(
    "train_validation_split/labels-left-behind",
    says="The samples are shuffled, their labels are not.",
    hint="After your shuffle, whose label stands in place 0?",
)
def split_parting_labels(x, labels, fraction, rng):
    return right_split(rng.permutation(x), labels, fraction, rng)


@misconception(
    "train_validation_split/shuffled-in-place",
    says="The caller's own arrays are shuffled.",
    hint="What does the caller find in x after your function?",
)
def split_in_place(x, labels, fraction, rng):
    order = rng.permutation(len(labels))
    x[:], labels[:] = x[order], labels[order]
    return right_split(x, labels, fraction, rng)


@misconception(
    "train_validation_split/arguments-handed-back",
    says="Where one part is empty, the other is the caller's own array, not a new one.",
    hint="Who else notices when somebody changes a part that you gave them?",
)
def split_without_a_copy(x, labels, fraction, rng):
    if fraction == 0:
        return x, labels, x[:0], labels[:0]
    if fraction == 1:
        return x[:0], labels[:0], x, labels
    return right_split(x, labels, fraction, rng)


@misconception(
    "train_validation_split/parts-swapped",
    says="The two parts are returned in the other order.",
    hint="Which part comes first?",
)
def split_swapped(x, labels, fraction, rng):
    training, theirs, validation, others = right_split(x, labels, fraction, rng)
    return validation, others, training, theirs


@misconception(
    "train_validation_split/pairs-in-another-order",
    says="Both arrays of samples come first, then both arrays of labels.",
    hint="In which order does the docstring name the four arrays?",
)
def split_in_other_order(x, labels, fraction, rng):
    training, theirs, validation, others = right_split(x, labels, fraction, rng)
    return training, validation, theirs, others


# --- early_stopping


def kept_epoch(losses, patience, *, better=lambda value, lowest: value < lowest):
    """The rule with another idea of what is better."""
    if len(losses) == 0:
        raise ValueError("no losses")
    best, lowest, waited = 0, np.inf, 0
    for epoch, value in enumerate(losses):
        if better(value, lowest):
            best, lowest, waited = epoch, value, 0
        else:
            waited += 1
            if waited >= patience:
                break
    return best


@misconception(
    "early_stopping/one-epoch-too-patient",
    says="Training goes on for one epoch more than patience allows.",
    hint="With a patience of 1, how many bad epochs in a row are ever seen?",
)
def stopping_late(validation_losses, patience):
    return kept_epoch(validation_losses, patience + 1)


@misconception(
    "early_stopping/one-epoch-too-impatient",
    says="Training ends one epoch before patience is over.",
    hint="With a patience of 2, may one bad epoch end the training?",
)
def stopping_early(validation_losses, patience):
    return kept_epoch(validation_losses, patience - 1)


@misconception(
    "early_stopping/last-epoch-returned",
    says="The epoch at which training ends is returned.",
    hint="Are the last parameters the best ones?",
)
def stopping_with_last(validation_losses, patience):
    if len(validation_losses) == 0:
        raise ValueError("no losses")
    best, lowest = 0, np.inf
    for epoch, value in enumerate(validation_losses):
        if value < lowest:
            best, lowest = epoch, value
        elif epoch - best >= patience:
            return epoch
    return len(validation_losses) - 1


@misconception(
    "early_stopping/patience-before-the-end",
    says="The epoch at which training ends is returned, less the patience, wherever the best was.",
    hint="If the training ends before patience is lost, which epoch was the best?",
)
def stopping_by_subtraction(validation_losses, patience):
    return stopping_with_last(validation_losses, patience) - patience


@misconception(
    "early_stopping/lowest-of-all",
    says="The lowest of all losses is taken: patience has no effect.",
    hint="Which epochs would never have been trained?",
)
def stopping_never(validation_losses, patience):
    return kept_epoch(validation_losses, len(validation_losses) + 1)


@misconception(
    "early_stopping/ties-count-as-better",
    says="A loss that equals the lowest one counts as a new lowest one.",
    hint="Is 0.5 lower than 0.5?",
)
def stopping_with_ties(validation_losses, patience):
    return kept_epoch(validation_losses, patience, better=lambda value, low: value <= low)


@misconception(
    "early_stopping/compared-with-the-epoch-before",
    says="Each loss is compared with that of the epoch before, not with the lowest.",
    hint="Losses 0.5, 0.9, 0.8, 0.7: is anything gained after the first epoch?",
)
def stopping_by_neighbour(validation_losses, patience):
    if len(validation_losses) == 0:
        raise ValueError("no losses")
    best, waited = 0, 0
    for epoch, value in enumerate(validation_losses):
        if epoch == 0 or value < validation_losses[epoch - 1]:
            waited = 0
        else:
            waited += 1
            if waited >= patience:
                break
        if value < validation_losses[best]:
            best = epoch
    return best


@misconception(
    "early_stopping/bad-epochs-added-up",
    says="All bad epochs are counted, also those before a new lowest loss.",
    hint="What happens to your counter when the loss reaches a new low?",
)
def stopping_by_total(validation_losses, patience):
    if len(validation_losses) == 0:
        raise ValueError("no losses")
    best, lowest, waited = 0, np.inf, 0
    for epoch, value in enumerate(validation_losses):
        if value < lowest:
            best, lowest = epoch, value
        else:
            waited += 1
            if waited >= patience:
                break
    return best


@misconception(
    "early_stopping/epochs-counted-from-one",
    says="Epochs are counted from 1.",
    hint="Which number has the first epoch?",
)
def stopping_from_one(validation_losses, patience):
    return kept_epoch(validation_losses, patience) + 1


@misconception(
    "early_stopping/loss-returned",
    says="The lowest loss is returned, not its epoch.",
    hint="Is your result a loss or the number of an epoch?",
)
def stopping_with_loss(validation_losses, patience):
    return validation_losses[kept_epoch(validation_losses, patience)]


@misconception(
    "early_stopping/highest-kept",
    says="The highest loss is kept, as if it were an accuracy.",
    hint="Is a large loss good news?",
)
def stopping_upwards(validation_losses, patience):
    return kept_epoch([-value for value in validation_losses], patience)


@misconception(
    "early_stopping/small-gains-ignored",
    says="A loss that is lower by only a little does not count as a new lowest one.",
    hint="How much lower does the docstring ask a new lowest loss to be?",
)
def stopping_with_a_threshold(validation_losses, patience):
    if len(validation_losses) == 0:
        raise ValueError("no losses")
    best, lowest = 0, np.inf
    for epoch, value in enumerate(validation_losses):
        if value < lowest - 1e-3:
            best, lowest = epoch, value
        elif epoch - best >= patience:
            break
    return best


@misconception(
    "early_stopping/losses-below-one-expected",
    says="The lowest loss starts at a fixed number, so larger ones are never noticed.",
    hint="What if all losses are above 100?",
)
def stopping_from_a_number(validation_losses, patience):
    if len(validation_losses) == 0:
        raise ValueError("no losses")
    best, lowest, waited = 0, 100.0, 0
    for epoch, value in enumerate(validation_losses):
        if value < lowest:
            best, lowest, waited = epoch, value, 0
        else:
            waited += 1
            if waited >= patience:
                break
    return best


# --- l2_penalty


def weights_of(parameters):
    return [value for name, value in parameters.items() if name.startswith("W")]


@misconception(
    "l2_penalty/biases-penalised",
    says="The biases pay, too.",
    hint="Which keys does your sum visit?",
)
def penalty_of_all(parameters, strength):
    return strength * sum(np.sum(value**2) for value in parameters.values())


@misconception(
    "l2_penalty/penalty-halved",
    says="The penalty has a factor ½ that the docstring does not have.",
    hint="What does a single weight of 1 cost at strength 1?",
)
def penalty_halved(parameters, strength):
    return strength / 2 * sum(np.sum(w**2) for w in weights_of(parameters))


@misconception(
    "l2_penalty/norm-not-squared",
    says="The root is taken: the length of the weights, not its square.",
    hint="What do weights 3 and 4 cost at strength 1?",
)
def penalty_by_norm(parameters, strength):
    return strength * np.sqrt(sum(np.sum(w**2) for w in weights_of(parameters)))


@misconception(
    "l2_penalty/absolute-values-summed",
    says="Absolute values are summed: that is the L1 penalty.",
    hint="What does a weight of 3 cost at strength 1?",
)
def penalty_l1(parameters, strength):
    return strength * sum(np.sum(np.abs(w)) for w in weights_of(parameters))


@misconception(
    "l2_penalty/mean-for-sum",
    says="Squares are averaged over each weight's elements instead of summed.",
    hint="Should a larger layer pay more?",
)
def penalty_by_mean(parameters, strength):
    return strength * sum(np.mean(w**2) for w in weights_of(parameters))


@misconception(
    "l2_penalty/sum-squared",
    says="The weights are summed first and squared then, so they cancel.",
    hint="What do weights 1 and −1 cost?",
)
def penalty_of_sums(parameters, strength):
    return strength * sum(np.sum(w) ** 2 for w in weights_of(parameters))


@misconception(
    "l2_penalty/strength-forgotten",
    says="The strength is not used.",
    hint="Which line of yours reads `strength`?",
)
def penalty_without_strength(parameters, strength):
    return sum(np.sum(w**2) for w in weights_of(parameters))


@misconception(
    "l2_penalty/one-layer-only",
    says="Only the first layer's weight pays.",
    hint="How many layers does your sum visit?",
)
def penalty_of_first(parameters, strength):
    return strength * np.sum(parameters["W1"] ** 2)


# --- l2_penalty_gradient


def gradient_by(rule, parameters):
    return {
        name: rule(value) if name.startswith("W") else np.zeros_like(value)
        for name, value in parameters.items()
    }


@misconception(
    "l2_penalty_gradient/factor-two-forgotten",
    says="The 2 that the square leaves behind is missing.",
    hint="What is the slope of w² at w = 1?",
)
def gradient_halved(parameters, strength):
    return gradient_by(lambda w: strength * w, parameters)


@misconception(
    "l2_penalty_gradient/gradient-for-biases",
    says="The biases get a gradient, though they pay nothing.",
    hint="By how much does the penalty change if a bias moves?",
)
def gradient_of_all(parameters, strength):
    return {name: 2 * strength * value for name, value in parameters.items()}


@misconception(
    "l2_penalty_gradient/biases-left-out",
    says="The biases' keys are missing.",
    hint="Which keys does the caller expect?",
)
def gradient_without_biases(parameters, strength):
    return {name: 2 * strength * w for name, w in parameters.items() if name.startswith("W")}


@misconception(
    "l2_penalty_gradient/single-zero-for-biases",
    says="A bias gets the single number 0 instead of an array of zeros.",
    hint="Which shape has the gradient of an array?",
)
def gradient_with_plain_zeros(parameters, strength):
    return {
        name: 2 * strength * value if name.startswith("W") else 0.0
        for name, value in parameters.items()
    }


@misconception(
    "l2_penalty_gradient/strength-left-out",
    says="The strength is not used.",
    hint="Which line of yours reads `strength`?",
)
def gradient_without_strength(parameters, strength):
    return gradient_by(lambda w: 2 * w, parameters)


@misconception(
    "l2_penalty_gradient/signs-only",
    says="The signs of the weights are taken: that is the gradient of the L1 penalty.",
    hint="Does a large weight feel a stronger pull than a small one?",
)
def gradient_l1(parameters, strength):
    return gradient_by(lambda w: strength * np.sign(w), parameters)


@misconception(
    "l2_penalty_gradient/parameters-moved",
    says="The parameters after a step come back, not the gradient.",
    hint="Who moves the parameters, and by which learning rate?",
)
def gradient_as_step(parameters, strength):
    return {
        name: value - 2 * strength * value if name.startswith("W") else value.copy()
        for name, value in parameters.items()
    }


@misconception(
    "l2_penalty_gradient/gradient-in-place",
    says="The caller's own weights are overwritten with the gradient.",
    hint="What does `*=` do to an array that somebody else holds?",
)
def gradient_in_place(parameters, strength):
    found = {}
    for name, value in parameters.items():
        value *= 2 * strength if name.startswith("W") else 0
        found[name] = value
    return found
