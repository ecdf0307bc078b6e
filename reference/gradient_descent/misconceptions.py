"""Wrong implementations that students really write."""

import numpy as np

from autograder.rubric import misconception

from .solution import _loss_and_gradients, adam_step, minibatches, sgd_step

# The reference under a name that stays when a wrong variant takes over its own.
right_adam = adam_step


@misconception(
    "sgd_step/ascent",
    says="The step goes along the gradient, so the loss rises.",
    hint="In which direction does a gradient point: uphill or downhill?",
)
def sgd_uphill(parameters, gradients, learning_rate):
    return {name: p + learning_rate * gradients[name] for name, p in parameters.items()}


@misconception(
    "sgd_step/learning-rate-forgotten",
    says="The step is as long as the gradient itself.",
    hint="What happens to your step when the learning rate is halved?",
)
def sgd_unscaled(parameters, gradients, learning_rate):
    return {name: p - gradients[name] for name, p in parameters.items()}


@misconception(
    "sgd_step/paired-by-position",
    says="Gradients are paired with parameters by position in the dict, not by name.",
    hint="What if the backward pass filled its dict from the last layer on?",
)
def sgd_paired_by_position(parameters, gradients, learning_rate):
    pairs = zip(parameters.items(), gradients.values(), strict=True)
    return {name: p - learning_rate * g for (name, p), g in pairs}


@misconception(
    "sgd_step/parameters-changed-in-place",
    says="The caller's parameters were changed as well.",
    hint="Could the caller still go back to the parameters from before the step?",
)
def sgd_in_place(parameters, gradients, learning_rate):
    for name in parameters:
        parameters[name] -= learning_rate * gradients[name]
    return parameters


@misconception(
    "sgd_step/gradients-mutated",
    says="The gradients were changed during the step.",
    hint="Who else may want to read these gradients after the step?",
)
def sgd_scaling_gradients(parameters, gradients, learning_rate):
    for name in gradients:
        gradients[name] *= learning_rate
    return {name: p - gradients[name] for name, p in parameters.items()}


@misconception(
    "momentum_step/velocity-forgotten",
    says="The new velocity is not handed back, so the next step starts from the old one.",
    hint="Which of your results does the next call need?",
)
def momentum_forgetting(parameters, gradients, velocity, learning_rate, momentum):
    moved = {
        name: p - learning_rate * (momentum * velocity[name] + gradients[name])
        for name, p in parameters.items()
    }
    return moved, velocity


@misconception(
    "momentum_step/velocity-sign",
    says="The gradient enters the velocity with the wrong sign.",
    hint="With no momentum at all, does your step equal one of plain gradient descent?",
)
def momentum_reversed(parameters, gradients, velocity, learning_rate, momentum):
    velocity = {name: momentum * v - gradients[name] for name, v in velocity.items()}
    return sgd_step(parameters, velocity, learning_rate), velocity


@misconception(
    "momentum_step/velocity-along-the-move",
    says="The velocity points along the move; here it is a sum of gradients.",
    hint="For one positive gradient from rest, what is the sign of your velocity?",
)
def momentum_along_the_move(parameters, gradients, velocity, learning_rate, momentum):
    velocity = {name: momentum * v - gradients[name] for name, v in velocity.items()}
    return {name: p + learning_rate * velocity[name] for name, p in parameters.items()}, velocity


@misconception(
    "momentum_step/velocity-averaged",
    says="The velocity is a running average of gradients, not their decaying sum.",
    hint="From rest, how long is your first step beside one of plain gradient descent?",
)
def momentum_averaging(parameters, gradients, velocity, learning_rate, momentum):
    velocity = {
        name: momentum * v + (1 - momentum) * gradients[name] for name, v in velocity.items()
    }
    return sgd_step(parameters, velocity, learning_rate), velocity


@misconception(
    "momentum_step/lr-in-velocity",
    says="The learning rate is part of the velocity.",
    hint="When the learning rate drops, what happens to the speed that was gathered before?",
)
def momentum_holding_the_rate(parameters, gradients, velocity, learning_rate, momentum):
    velocity = {
        name: momentum * v + learning_rate * gradients[name] for name, v in velocity.items()
    }
    return {name: p - velocity[name] for name, p in parameters.items()}, velocity


@misconception(
    "momentum_step/nesterov-for-classical",
    says="The step looks ahead, as Nesterov's variant does.",
    hint="How often is the new gradient counted in one of your steps?",
)
def momentum_looking_ahead(parameters, gradients, velocity, learning_rate, momentum):
    velocity = {name: momentum * v + gradients[name] for name, v in velocity.items()}
    ahead = {name: gradients[name] + momentum * v for name, v in velocity.items()}
    return sgd_step(parameters, ahead, learning_rate), velocity


@misconception(
    "momentum_step/step-with-old-velocity",
    says="The parameters move with the velocity from before this gradient.",
    hint="Starting from rest, does your very first step move at all?",
)
def momentum_lagging(parameters, gradients, velocity, learning_rate, momentum):
    moved = sgd_step(parameters, velocity, learning_rate)
    return moved, {name: momentum * v + gradients[name] for name, v in velocity.items()}


@misconception(
    "momentum_step/velocity-changed-in-place",
    says="The caller's velocity was changed as well.",
    hint="If the caller repeats the call, does it start from the same velocity?",
)
def momentum_in_place(parameters, gradients, velocity, learning_rate, momentum):
    for name in velocity:
        velocity[name] *= momentum
        velocity[name] += gradients[name]
    return sgd_step(parameters, velocity, learning_rate), velocity


def nothing_yet(gradients):
    return 0, dict.fromkeys(gradients, 0.0), dict.fromkeys(gradients, 0.0)


def adam_moments(state, gradients, beta1, beta2):
    steps, first, second = state or nothing_yet(gradients)
    first = {k: beta1 * first[k] + (1 - beta1) * g for k, g in gradients.items()}
    second = {k: beta2 * second[k] + (1 - beta2) * g**2 for k, g in gradients.items()}
    return steps + 1, first, second


@misconception(
    "adam_step/adam-no-bias-correction",
    says="The moments are used as they are, although both started at zero.",
    hint="After a single gradient, how far below it is an average that began at zero?",
)
def adam_uncorrected(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    state = adam_moments(state, gradients, beta1, beta2)
    _, m, v = state
    moved = {k: p - learning_rate * m[k] / (np.sqrt(v[k]) + epsilon) for k, p in parameters.items()}
    return moved, state


@misconception(
    "adam_step/adam-first-moment-only-corrected",
    says="Only the first moment is corrected for its start at zero.",
    hint="Which of the two averages started at zero?",
)
def adam_half_corrected(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    state = adam_moments(state, gradients, beta1, beta2)
    t, m, v = state
    rate = learning_rate / (1 - beta1**t)
    moved = {k: p - rate * m[k] / (np.sqrt(v[k]) + epsilon) for k, p in parameters.items()}
    return moved, state


@misconception(
    "adam_step/adam-step-from-zero",
    says="The number of steps is still 0 when the first correction is made.",
    hint="During the first call, how many gradients have been seen?",
)
def adam_counting_late(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    t, m, v = adam_moments(state, gradients, beta1, beta2)
    moved = {}
    for k, p in parameters.items():
        mean, square = m[k] / (1 - beta1 ** (t - 1)), v[k] / (1 - beta2 ** (t - 1))
        moved[k] = p - learning_rate * mean / (np.sqrt(square) + epsilon)
    return moved, (t, m, v)


@misconception(
    "adam_step/adam-counter-stands-still",
    says="Every call corrects as if it were the first.",
    hint="By how much is the average still biased after a thousand gradients?",
)
def adam_never_counting(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    state = adam_moments(state, gradients, beta1, beta2)
    _, m, v = state
    moved = {}
    for k, p in parameters.items():
        mean, square = m[k] / (1 - beta1), v[k] / (1 - beta2)
        moved[k] = p - learning_rate * mean / (np.sqrt(square) + epsilon)
    return moved, state


@misconception(
    "adam_step/adam-counts-every-parameter",
    says="The number of steps grows with every key, not with every call.",
    hint="After one call on a net of three layers, how many steps have you counted?",
)
def adam_counting_keys(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    counted = 0 if state is None else state[0]
    _, m, v = adam_moments(state, gradients, beta1, beta2)
    moved = {}
    for k, p in parameters.items():
        counted += 1
        mean, square = m[k] / (1 - beta1**counted), v[k] / (1 - beta2**counted)
        moved[k] = p - learning_rate * mean / (np.sqrt(square) + epsilon)
    return moved, (counted, m, v)


@misconception(
    "adam_step/adam-stores-corrected-moments",
    says="The corrected moments are kept, so that the next step corrects them again.",
    hint="Is the correction part of the running average, or only of this step?",
)
def adam_storing_corrected(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    t, m, v = adam_moments(state, gradients, beta1, beta2)
    m = {k: value / (1 - beta1**t) for k, value in m.items()}
    v = {k: value / (1 - beta2**t) for k, value in v.items()}
    moved = {k: p - learning_rate * m[k] / (np.sqrt(v[k]) + epsilon) for k, p in parameters.items()}
    return moved, (t, m, v)


@misconception(
    "adam_step/adam-state-forgotten",
    says="Every call starts with empty moments.",
    hint="What does your second call know of the first gradient?",
)
def adam_forgetting(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    return right_adam(parameters, gradients, None, learning_rate, beta1, beta2, epsilon)


shared = {"state": None}


@misconception(
    "adam_step/adam-shared-state",
    says="The moments live in one place for all trainings, whatever state is passed in.",
    hint="What if two nets are trained at the same time?",
)
def adam_sharing(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    if state is None:
        shared["state"] = None
    moved, shared["state"] = right_adam(
        parameters, gradients, shared["state"], learning_rate, beta1, beta2, epsilon
    )
    return moved, "kept"


calls = [0]


@misconception(
    "adam_step/adam-counter-never-reset",
    says="The number of steps goes on counting when a new training begins.",
    hint="A second training starts with no state: which step is its first one for your code?",
)
def adam_counting_for_ever(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    calls[0] += 1
    _, m, v = adam_moments(state, gradients, beta1, beta2)
    moved = {}
    for k, p in parameters.items():
        mean, square = m[k] / (1 - beta1 ** calls[0]), v[k] / (1 - beta2 ** calls[0])
        moved[k] = p - learning_rate * mean / (np.sqrt(square) + epsilon)
    return moved, (calls[0], m, v)


@misconception(
    "adam_step/adam-epsilon-inside-root",
    says="ε is added before the root is taken.",
    hint="If no gradient ever came, what would your denominator be: ε, or something larger?",
)
def adam_epsilon_inside(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    state = adam_moments(state, gradients, beta1, beta2)
    t, m, v = state
    moved = {}
    for k, p in parameters.items():
        mean, square = m[k] / (1 - beta1**t), v[k] / (1 - beta2**t)
        moved[k] = p - learning_rate * mean / np.sqrt(square + epsilon)
    return moved, state


@misconception(
    "adam_step/adam-second-moment-not-squared",
    says="The second moment averages the gradients themselves.",
    hint="Can your second moment become negative, and what would its root be?",
)
def adam_without_square(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    t, m, v = state or nothing_yet(gradients)
    t += 1
    m = {k: beta1 * m[k] + (1 - beta1) * g for k, g in gradients.items()}
    v = {k: beta2 * v[k] + (1 - beta2) * g for k, g in gradients.items()}
    moved = {}
    for k, p in parameters.items():
        mean, square = m[k] / (1 - beta1**t), v[k] / (1 - beta2**t)
        moved[k] = p - learning_rate * mean / (np.sqrt(square) + epsilon)
    return moved, (t, m, v)


@misconception(
    "adam_step/adam-root-missing",
    says="The step is divided by the mean square, not by its root.",
    hint="If every gradient were ten times as large, how much longer would your steps be?",
)
def adam_without_root(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    state = adam_moments(state, gradients, beta1, beta2)
    t, m, v = state
    moved = {}
    for k, p in parameters.items():
        mean, square = m[k] / (1 - beta1**t), v[k] / (1 - beta2**t)
        moved[k] = p - learning_rate * mean / (square + epsilon)
    return moved, state


@misconception(
    "adam_step/adam-betas-swapped",
    says="The two decay rates have changed places.",
    hint="Which of the two averages should have the longer memory, and which β is that?",
)
def adam_swapped(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return right_adam(parameters, gradients, state, learning_rate, beta2, beta1, epsilon)


@misconception(
    "adam_step/adam-weights-exchanged",
    says="β weighs the new gradient, and the rest the past.",
    hint="With β close to 1, should one new gradient change the average much?",
)
def adam_exchanged(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    t, m, v = adam_moments(state, gradients, 1 - beta1, 1 - beta2)
    moved = {}
    for k, p in parameters.items():
        mean, square = m[k] / (1 - beta1**t), v[k] / (1 - beta2**t)
        moved[k] = p - learning_rate * mean / (np.sqrt(square) + epsilon)
    return moved, (t, m, v)


@misconception(
    "adam_step/adam-gradients-mutated",
    says="The gradients were changed during the step.",
    hint="Is the array that you square still the caller's?",
)
def adam_squaring_in_place(
    parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    given = {k: g.copy() for k, g in gradients.items()}
    for g in gradients.values():
        g **= 2
    return right_adam(parameters, given, state, learning_rate, beta1, beta2, epsilon)


def cut(x, labels, order, batch_size):
    return [
        (x[order[i : i + batch_size]], labels[order[i : i + batch_size]])
        for i in range(0, len(order), batch_size)
    ]


@misconception(
    "minibatches/last-batch-dropped",
    says="What does not fill a whole batch is left out.",
    hint="How many different samples does one epoch visit?",
)
def minibatches_dropping(x, labels, batch_size, rng):
    full = len(x) // batch_size * batch_size
    return cut(x, labels, rng.permutation(len(x))[:full], batch_size)


@misconception(
    "minibatches/empty-last-batch",
    says="When the batches come out even, an empty one follows.",
    hint="What does your last batch hold if 6 samples are cut into batches of 3?",
)
def minibatches_one_too_many(x, labels, batch_size, rng):
    order = rng.permutation(len(x))
    starts = [i * batch_size for i in range(len(x) // batch_size + 1)]
    parts = [order[start : start + batch_size] for start in starts]
    return [(x[part], labels[part]) for part in parts]


@misconception(
    "minibatches/evenly-split",
    says="The batches are made about equally large, instead of full.",
    hint="How many samples should stand in each batch but the last?",
)
def minibatches_even(x, labels, batch_size, rng):
    parts = np.array_split(rng.permutation(len(x)), -(-len(x) // batch_size))
    return [(x[part], labels[part]) for part in parts]


@misconception(
    "minibatches/shuffled-apart",
    says="Rows and labels are shuffled each in its own order.",
    hint="Does row 0 of a batch still stand beside its own label?",
)
def minibatches_apart(x, labels, batch_size, rng):
    some, theirs = x[rng.permutation(len(x))], labels[rng.permutation(len(x))]
    return cut(some, theirs, np.arange(len(x)), batch_size)


@misconception(
    "minibatches/labels-not-shuffled",
    says="The rows are shuffled and the labels are not.",
    hint="What has to move when a row moves?",
)
def minibatches_labels_left(x, labels, batch_size, rng):
    return cut(x[rng.permutation(len(x))], labels, np.arange(len(x)), batch_size)


@misconception(
    "minibatches/no-shuffle",
    says="The samples come in the order of the data.",
    hint="What would the first batches hold if the data were sorted by class?",
)
def minibatches_unshuffled(x, labels, batch_size, rng):
    return cut(x, labels, np.arange(len(x)), batch_size)


@misconception(
    "minibatches/batches-shuffled-only",
    says="Neighbours stay together: whole batches are shuffled, not the samples.",
    hint="Can the first and the last sample of the data ever share a batch?",
)
def minibatches_of_neighbours(x, labels, batch_size, rng):
    batches = cut(x, labels, np.arange(len(x)), batch_size)
    return [batches[i] for i in rng.permutation(len(batches))]


@misconception(
    "minibatches/global-random-numbers",
    says="The order comes from another source than the generator that was passed in.",
    hint="Who could repeat your experiment exactly, and with what?",
)
def minibatches_global(x, labels, batch_size, rng):
    return cut(x, labels, np.random.permutation(len(x)), batch_size)


@misconception(
    "minibatches/own-fixed-seed",
    says="The order is the same for every generator that is passed in.",
    hint="What is the parameter rng for?",
)
def minibatches_seeded(x, labels, batch_size, rng):
    return cut(x, labels, np.random.default_rng(0).permutation(len(x)), batch_size)


@misconception(
    "minibatches/sampled-with-replacement",
    says="Samples are drawn anew each time, so some come twice and others never.",
    hint="After one epoch, is there a sample that no batch held?",
)
def minibatches_with_replacement(x, labels, batch_size, rng):
    return cut(x, labels, rng.integers(len(x), size=len(x)), batch_size)


@misconception(
    "minibatches/data-shuffled-in-place",
    says="The caller's own arrays were shuffled.",
    hint="In which order does the caller find the data after your call?",
)
def minibatches_in_place(x, labels, batch_size, rng):
    order = rng.permutation(len(x))
    x[:], labels[:] = x[order], labels[order]
    return cut(x, labels, np.arange(len(x)), batch_size)


def descend(parameters, gradients, learning_rate):
    return {k: p - learning_rate * gradients[k] for k, p in parameters.items()}


@misconception(
    "train/gradient-summed",
    says="Each step follows the sum over the batch, not the mean.",
    hint="Should a step grow with the number of samples in the batch?",
)
def train_on_sums(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        total = 0.0
        for some, theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            total += loss * len(some)
            parameters = descend(parameters, gradients, learning_rate * len(some))
        history.append(float(total / len(x)))
    return parameters, history


@misconception(
    "train/divided-twice",
    says="The mean gradient is divided by the size of the batch once more.",
    hint="Count the divisions by the batch size on the way from the loss to the step.",
)
def train_dividing_twice(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        total = 0.0
        for some, theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            total += loss * len(some)
            parameters = descend(parameters, gradients, learning_rate / len(some))
        history.append(float(total / len(x)))
    return parameters, history


@misconception(
    "train/batch-size-for-length",
    says="The sum over a batch is divided by batch_size, even where fewer samples are in it.",
    hint="How many samples does the last batch hold?",
)
def train_dividing_by_batch_size(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        total = 0.0
        for some, theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            total += loss * len(some)
            parameters = descend(parameters, gradients, learning_rate * len(some) / batch_size)
        history.append(float(total / len(x)))
    return parameters, history


@misconception(
    "train/history-of-last-batch",
    says="The history holds the loss of each epoch's last batch only.",
    hint="Which samples does the number speak for that you store?",
)
def train_last_loss(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        for some, theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            parameters = descend(parameters, gradients, learning_rate)
        history.append(float(loss))
    return parameters, history


@misconception(
    "train/history-of-every-batch",
    says="The history has one number a batch, not one an epoch.",
    hint="How long should the history be after two epochs?",
)
def train_every_loss(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        for some, theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            parameters = descend(parameters, gradients, learning_rate)
            history.append(float(loss))
    return parameters, history


@misconception(
    "train/history-unweighted",
    says="All batches count alike in the history, however many samples they hold.",
    hint="Should one sample in a batch of its own weigh as much as a whole full batch?",
)
def train_unweighted(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        losses = []
        for some, theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            losses.append(loss)
            parameters = descend(parameters, gradients, learning_rate)
        history.append(float(np.mean(losses)))
    return parameters, history


@misconception(
    "train/history-summed",
    says="The history holds the sum of the batches' losses.",
    hint="Should the number change when the same data are cut into more batches?",
)
def train_summing_losses(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        total = 0.0
        for some, theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            total += loss
            parameters = descend(parameters, gradients, learning_rate)
        history.append(float(total))
    return parameters, history


@misconception(
    "train/history-after-update",
    says="Each batch's loss is measured after the step that it caused.",
    hint="Had the net already learned from a batch when its loss was measured?",
)
def train_measuring_late(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        total = 0.0
        for some, theirs in minibatches(x, labels, batch_size, rng):
            gradients = _loss_and_gradients(parameters, some, theirs)[1]
            parameters = descend(parameters, gradients, learning_rate)
            total += _loss_and_gradients(parameters, some, theirs)[0] * len(some)
        history.append(float(total / len(x)))
    return parameters, history


@misconception(
    "train/history-at-epoch-end",
    says="The loss of all samples is measured once, when the epoch is over.",
    hint="At which moments of the epoch should the loss be measured?",
)
def train_measuring_at_end(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        for some, theirs in minibatches(x, labels, batch_size, rng):
            gradients = _loss_and_gradients(parameters, some, theirs)[1]
            parameters = descend(parameters, gradients, learning_rate)
        history.append(float(_loss_and_gradients(parameters, x, labels)[0]))
    return parameters, history


@misconception(
    "train/history-over-all-data",
    says="For the history, the loss of all samples is measured at each step.",
    hint="On which samples should the loss be measured before each step?",
)
def train_measuring_everything(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        total = 0.0
        for some, theirs in minibatches(x, labels, batch_size, rng):
            total += _loss_and_gradients(parameters, x, labels)[0] * len(some)
            gradients = _loss_and_gradients(parameters, some, theirs)[1]
            parameters = descend(parameters, gradients, learning_rate)
        history.append(float(total / len(x)))
    return parameters, history


@misconception(
    "train/one-update-per-epoch",
    says="The parameters move once an epoch, not once a batch.",
    hint="How many steps should an epoch of ten batches take?",
)
def train_once_an_epoch(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        total, collected = 0.0, {k: np.zeros_like(p) for k, p in parameters.items()}
        for some, theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            total += loss * len(some)
            collected = {k: g + gradients[k] * len(some) / len(x) for k, g in collected.items()}
        parameters = descend(parameters, collected, learning_rate)
        history.append(float(total / len(x)))
    return parameters, history


@misconception(
    "train/whole-data-every-step",
    says="Every step looks at all samples instead of its own batch.",
    hint="Inside the loop, which arrays do the loss and the gradients get?",
)
def train_on_everything(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        total = 0.0
        for some, _theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, x, labels)
            total += loss * len(some)
            parameters = descend(parameters, gradients, learning_rate)
        history.append(float(total / len(x)))
    return parameters, history


@misconception(
    "train/restarts-every-epoch",
    says="Every epoch starts again from the parameters that were passed in.",
    hint="What does the second epoch know of the first?",
)
def train_restarting(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        trained, total = parameters, 0.0
        for some, theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(trained, some, theirs)
            total += loss * len(some)
            trained = descend(trained, gradients, learning_rate)
        history.append(float(total / len(x)))
    return trained, history


@misconception(
    "train/untrained-returned",
    says="The parameters that come back are those from before the training.",
    hint="Under which name are the trained parameters when you return?",
)
def train_returning_the_start(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    start, history = parameters, []
    for _ in range(epochs):
        total = 0.0
        for some, theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            total += loss * len(some)
            parameters = descend(parameters, gradients, learning_rate)
        history.append(float(total / len(x)))
    return start, history


# Not of sgd_step: there it would be carried on to `train`, and parameters that never move show
# nothing of a gradient. A training that only measures the loss would earn its full points.
@misconception(
    "train/rebinds-local-name",
    says="A loop variable got the new value; the dict still holds the old one.",
    hint="After the loop over the parameters, which object holds the result of the subtraction?",
)
def train_rebinding(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        total = 0.0
        for some, theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            total += loss * len(some)
            for name, p in parameters.items():
                p = p - learning_rate * gradients[name]
        history.append(float(total / len(x)))
    return parameters, history


@misconception(
    "train/shuffled-once",
    says="The order of the first epoch is used in all of them.",
    hint="How often is an order drawn in a training of ten epochs?",
)
def train_shuffling_once(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    batches, history = list(minibatches(x, labels, batch_size, rng)), []
    for _ in range(epochs):
        total = 0.0
        for some, theirs in batches:
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            total += loss * len(some)
            parameters = descend(parameters, gradients, learning_rate)
        history.append(float(total / len(x)))
    return parameters, history


@misconception(
    "train/generator-used-up",
    says="A generator of batches is made once, and is empty from the second epoch on.",
    hint="What does a generator give when you go through it a second time?",
)
def train_exhausting(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    batches, history = iter(list(minibatches(x, labels, batch_size, rng))), []
    for _ in range(epochs):
        total = 0.0
        for some, theirs in batches:
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            total += loss * len(some)
            parameters = descend(parameters, gradients, learning_rate)
        history.append(float(total / len(x)))
    return parameters, history


@misconception(
    "train/trains-the-callers-parameters",
    says="The parameters that the caller passed in were changed.",
    hint="Could the caller train a second time from the same start?",
)
def train_in_place(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        total = 0.0
        for some, theirs in minibatches(x, labels, batch_size, rng):
            loss, gradients = _loss_and_gradients(parameters, some, theirs)
            total += loss * len(some)
            for name in parameters:
                parameters[name] -= learning_rate * gradients[name]
        history.append(float(total / len(x)))
    return parameters, history
