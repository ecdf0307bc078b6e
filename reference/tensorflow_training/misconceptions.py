"""Wrong loops that students really write.

Those of `train_step` show in `train`, too, which takes its steps by it: so a loop that is written
out in `train` is recognised by the same names.
"""

import numpy as np
import tensorflow as tf

from autograder.rubric import misconception

from .solution import train_step

# The reference under a name that stays when a wrong variant takes over its own.
right_step = train_step

Dense, Input = tf.keras.layers.Dense, tf.keras.layers.Input


def cross_entropy():
    return tf.keras.losses.CategoricalCrossentropy()


# --- the model


@misconception(
    "build_model/softmax-missing",
    says="The model ends with logits; probabilities are what it should give.",
    hint="What should the ten numbers that your model gives add up to?",
)
def model_of_logits():
    return tf.keras.Sequential([Input((784,)), Dense(10, "sigmoid"), Dense(10)])


@misconception(
    "build_model/softmax-twice",
    says="Two softmaxes follow one another.",
    hint="Who applies the softmax, exactly once?",
)
def model_with_two_softmaxes():
    return tf.keras.Sequential(
        [Input((784,)), Dense(10, "sigmoid"), Dense(10, "softmax"), tf.keras.layers.Softmax()]
    )


@misconception(
    "build_model/log-softmax-at-the-end",
    says="The model ends with a log-softmax; probabilities are what it should give.",
    hint="Can a probability be negative?",
)
def model_with_log_softmax():
    return tf.keras.Sequential([Input((784,)), Dense(10, "sigmoid"), Dense(10, "log_softmax")])


@misconception(
    "build_model/sigmoid-for-softmax",
    says="The last layer is squashed unit by unit, so its numbers are no distribution.",
    hint="What should the ten numbers that your model gives add up to?",
)
def model_with_two_sigmoids():
    return tf.keras.Sequential([Input((784,)), Dense(10, "sigmoid"), Dense(10, "sigmoid")])


@misconception(
    "build_model/sigmoid-before-softmax",
    says="The logits pass a sigmoid before the softmax.",
    hint="How likely can a class get if no logit exceeds 1?",
)
def model_with_squashed_logits():
    return tf.keras.Sequential(
        [Input((784,)), Dense(10, "sigmoid"), Dense(10, "sigmoid"), tf.keras.layers.Softmax()]
    )


@misconception(
    "build_model/relu-before-softmax",
    says="The logits pass a ReLU before the softmax.",
    hint="Can a logit of your model be negative?",
)
def model_with_rectified_logits():
    return tf.keras.Sequential(
        [Input((784,)), Dense(10, "sigmoid"), Dense(10, "relu"), tf.keras.layers.Softmax()]
    )


@misconception(
    "build_model/activations-exchanged",
    says="Softmax and sigmoid stand at each other's place.",
    hint="Which of the two layers has to give a distribution?",
)
def model_with_exchanged_activations():
    return tf.keras.Sequential([Input((784,)), Dense(10, "softmax"), Dense(10, "sigmoid")])


@misconception(
    "build_model/softmax-for-sigmoid",
    says="The hidden units share one softmax instead of a sigmoid each.",
    hint="Should one hidden unit know what the others do?",
)
def model_with_hidden_softmax():
    return tf.keras.Sequential([Input((784,)), Dense(10, "softmax"), Dense(10, "softmax")])


@misconception(
    "build_model/activation-missing",
    says="The hidden layer has no activation, so both layers together are one linear layer.",
    hint="What do two linear maps in a row amount to?",
)
def model_without_activation():
    return tf.keras.Sequential([Input((784,)), Dense(10), Dense(10, "softmax")])


@misconception(
    "build_model/relu-for-sigmoid",
    says="The hidden units are rectified instead of squashed.",
    hint="Which activation does the docstring ask for, and which numbers can it give?",
)
def model_with_relu():
    return tf.keras.Sequential([Input((784,)), Dense(10, "relu"), Dense(10, "softmax")])


@misconception(
    "build_model/tanh-for-sigmoid",
    says="The hidden units use tanh.",
    hint="Can a hidden unit of yours be negative? Should it?",
)
def model_with_tanh():
    return tf.keras.Sequential([Input((784,)), Dense(10, "tanh"), Dense(10, "softmax")])


@misconception(
    "build_model/one-layer-only",
    says="There is no hidden layer.",
    hint="Count the kernels between pixels and probabilities.",
)
def model_with_one_layer():
    return tf.keras.Sequential([Input((784,)), Dense(10, "softmax")])


@misconception(
    "build_model/a-layer-too-many",
    says="There is a hidden layer too many.",
    hint="Count the kernels between pixels and probabilities.",
)
def model_with_three_layers():
    return tf.keras.Sequential(
        [Input((784,)), Dense(10, "sigmoid"), Dense(10, "sigmoid"), Dense(10, "softmax")]
    )


@misconception(
    "build_model/input-as-a-layer",
    says="The input is made a layer of 784 units, with a kernel of its own.",
    hint="Do the pixels have to be computed from anything?",
)
def model_with_an_input_layer():
    return tf.keras.Sequential(
        [Input((784,)), Dense(784, "sigmoid"), Dense(10, "sigmoid"), Dense(10, "softmax")]
    )


@misconception(
    "build_model/wide-hidden-layer",
    says="The hidden layer has 128 units, as in many a tutorial, not 10.",
    hint="How many hidden units does the docstring ask for?",
)
def model_with_a_wide_layer():
    return tf.keras.Sequential([Input((784,)), Dense(128, "sigmoid"), Dense(10, "softmax")])


@misconception(
    "build_model/bias-missing",
    says="The layers have no bias.",
    hint="What does a unit of yours give for an image that is all zeros?",
)
def model_without_bias():
    return tf.keras.Sequential(
        [Input((784,)), Dense(10, "sigmoid", use_bias=False), Dense(10, "softmax", use_bias=False)]
    )


@misconception(
    "build_model/dropout-unasked",
    says="There is a dropout in the model, which nobody asked for.",
    hint="Does your model give the same for one image in both modes?",
)
def model_with_dropout():
    return tf.keras.Sequential(
        [Input((784,)), Dense(10, "sigmoid"), tf.keras.layers.Dropout(0.2), Dense(10, "softmax")]
    )


@misconception(
    "build_model/input-shape-missing",
    says="The model does not know how wide an image is, so it has no variables yet.",
    hint="How many rows has the first kernel, and from where should Keras know?",
    raises="the model has no variables yet",
)
def model_without_input():
    return tf.keras.Sequential([Dense(10, "sigmoid"), Dense(10, "softmax")])


@misconception(
    "build_model/symmetric-init",
    says="All hidden units start out equal, and so they stay equal for ever.",
    hint="If two units start with the same weights, what could ever make them differ?",
)
def model_of_equal_units():
    return tf.keras.Sequential(
        [
            Input((784,)),
            Dense(10, "sigmoid", kernel_initializer="zeros"),
            Dense(10, "softmax", kernel_initializer="zeros"),
        ]
    )


@misconception(
    "build_model/frozen-variables",
    says="Some variables are not trainable, so they never learn.",
    hint="Which variables does your model list as trainable?",
)
def model_that_is_frozen():
    return tf.keras.Sequential(
        [Input((784,)), Dense(10, "sigmoid", trainable=False), Dense(10, "softmax")]
    )


shared_model = None


@misconception(
    "build_model/one-model-for-all",
    says="Every call hands out the same model.",
    hint="What does the second caller find who asks for a new model?",
)
def model_that_is_shared():
    global shared_model
    if shared_model is None:
        shared_model = tf.keras.Sequential(
            [Input((784,)), Dense(10, "sigmoid"), Dense(10, "softmax")]
        )
    return shared_model


# --- one step


def applied(optimizer, gradients, variables):
    optimizer.apply_gradients(zip(gradients, variables, strict=True))


def taped(model, loss_fn, images, labels, *, training=True, of=lambda loss: loss):
    """Loss and gradients as they should be got, of the loss or of what `of` makes of it."""
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, model(images, training=training))
        target = of(loss)
    return loss, tape.gradient(target, model.trainable_variables)


def step_through(change, model, loss_fn, optimizer, images, labels):
    """A step in which something stands between the model and the loss."""
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, change(model(images, training=True)))
    variables = model.trainable_variables
    applied(optimizer, tape.gradient(loss, variables), variables)
    return loss


@misconception(
    "train_step/outside-tape",
    says="The loss is computed after the tape has stopped.",
    hint="What was the tape able to see?",
    raises="the loss was computed outside of the tape",
)
def step_with_the_loss_outside(model, loss_fn, optimizer, images, labels):
    with tf.GradientTape() as tape:
        predictions = model(images, training=True)
    loss = loss_fn(labels, predictions)
    applied(optimizer, tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return loss


@misconception(
    "train_step/model-outside-tape",
    says="The model is called before the tape runs.",
    hint="What was the tape able to see?",
    raises="the model was called outside of the tape",
)
def step_with_the_model_outside(model, loss_fn, optimizer, images, labels):
    predictions = model(images, training=True)
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, predictions)
    applied(optimizer, tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return loss


@misconception(
    "train_step/left-the-graph",
    says="On the way from the model to the loss the numbers leave TensorFlow.",
    hint="Where did a tensor become a mere array?",
    raises="the loss was given a numpy array",
)
def step_through_numpy(model, loss_fn, optimizer, images, labels):
    return step_through(lambda p: p.numpy(), model, loss_fn, optimizer, images, labels)


@misconception(
    "train_step/made-anew",
    says="The predictions are made into a new tensor, of which the tape knows no past.",
    hint="Whose gradient could a tensor have that was made from nothing but numbers?",
    raises="the tape lost the trail",
)
def step_through_a_constant(model, loss_fn, optimizer, images, labels):
    return step_through(tf.stop_gradient, model, loss_fn, optimizer, images, labels)


@misconception(
    "train_step/loss-left-the-graph",
    says="The loss is turned into a number before the tape is asked for its gradient.",
    hint="Of what must the tape know to give its gradient?",
    raises="numpy.float32' object has no attribute",
)
def step_with_a_numeric_loss(model, loss_fn, optimizer, images, labels):
    loss, gradients = taped(model, loss_fn, images, labels, of=lambda loss: loss.numpy())
    applied(optimizer, gradients, model.trainable_variables)
    return loss


@misconception(
    "train_step/tape-asked-twice",
    says="The tape is asked for gradients twice; the first time has used it up.",
    hint="How many questions does a tape answer that is not persistent?",
    raises="can only be used to compute one set of gradients",
)
def step_asking_twice(model, loss_fn, optimizer, images, labels):
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, model(images, training=True))
    gradients = [tape.gradient(loss, variable) for variable in model.trainable_variables]
    applied(optimizer, gradients, model.trainable_variables)
    return loss


@misconception(
    "train_step/zip-turned-around",
    says="The pairs for the optimizer have the variables first.",
    hint="Which comes first in a pair: the gradient or its variable?",
    raises="object has no attribute",
)
def step_with_turned_pairs(model, loss_fn, optimizer, images, labels):
    loss, gradients = taped(model, loss_fn, images, labels)
    applied(optimizer, model.trainable_variables, gradients)
    return loss


@misconception(
    "train_step/gradients-without-variables",
    says="The optimizer gets the gradients alone, without the variables that they belong to.",
    hint="How should the optimizer know whose gradient is which?",
    raises="too many values to unpack",
)
def step_without_pairs(model, loss_fn, optimizer, images, labels):
    loss, gradients = taped(model, loss_fn, images, labels)
    optimizer.apply_gradients(gradients)
    return loss


@misconception(
    "train_step/no-step",
    says="Gradients are computed, but nobody applies them.",
    hint="Who moves the variables?",
)
def step_without_step(model, loss_fn, optimizer, images, labels):
    loss, _ = taped(model, loss_fn, images, labels)
    return loss


@misconception(
    "train_step/variable-rebound",
    says="The update makes new tensors under an old name; the variables stay.",
    hint="Is it still a Variable?",
)
def step_rebinding(model, loss_fn, optimizer, images, labels):
    loss, gradients = taped(model, loss_fn, images, labels)
    for variable, gradient in zip(model.trainable_variables, gradients, strict=True):
        variable = variable - optimizer.learning_rate * gradient
    return loss


@misconception(
    "train_step/two-steps",
    says="Two steps are taken for one batch.",
    hint="How many gradients were computed for your steps?",
)
def step_twice(model, loss_fn, optimizer, images, labels):
    loss, gradients = taped(model, loss_fn, images, labels)
    applied(optimizer, gradients, model.trainable_variables)
    applied(optimizer, gradients, model.trainable_variables)
    return loss


@misconception(
    "train_step/ascent",
    says="The step goes uphill: the loss is turned around before its gradient is taken.",
    hint="Which way does the optimizer go: up or down the number whose gradient it gets?",
)
def step_uphill(model, loss_fn, optimizer, images, labels):
    loss, gradients = taped(model, loss_fn, images, labels, of=lambda loss: -loss)
    applied(optimizer, gradients, model.trainable_variables)
    return loss


@misconception(
    "train_step/ascent-by-hand",
    says="Gradients are added to the variables by hand, where they should be subtracted.",
    hint="Does the gradient point up or down the hill?",
)
def step_uphill_by_hand(model, loss_fn, optimizer, images, labels):
    loss, gradients = taped(model, loss_fn, images, labels)
    for variable, gradient in zip(model.trainable_variables, gradients, strict=True):
        variable.assign_add(optimizer.learning_rate * gradient)
    return loss


@misconception(
    "train_step/optimizer-unused",
    says="The update is written by hand: plain SGD, whatever optimizer was passed in.",
    hint="What happens when the caller passes an optimizer that remembers?",
)
def step_by_hand(model, loss_fn, optimizer, images, labels):
    loss, gradients = taped(model, loss_fn, images, labels)
    for variable, gradient in zip(model.trainable_variables, gradients, strict=True):
        variable.assign_sub(optimizer.learning_rate * gradient)
    return loss


@misconception(
    "train_step/gradient-assigned",
    says="The variables are set to the gradients, not moved by them.",
    hint="What should a variable know of its old value after a step?",
)
def step_assigning(model, loss_fn, optimizer, images, labels):
    loss, gradients = taped(model, loss_fn, images, labels)
    for variable, gradient in zip(model.trainable_variables, gradients, strict=True):
        variable.assign(optimizer.learning_rate * gradient)
    return loss


@misconception(
    "train_step/last-layer-only",
    says="Only the last layer's variables move.",
    hint="Of which variables did you ask for gradients?",
)
def step_of_the_last_layer(model, loss_fn, optimizer, images, labels):
    variables = model.trainable_variables[-2:]
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, model(images, training=True))
    applied(optimizer, tape.gradient(loss, variables), variables)
    return loss


@misconception(
    "train_step/first-layer-only",
    says="Only the first layer's variables move.",
    hint="Of which variables did you ask for gradients?",
)
def step_of_the_first_layer(model, loss_fn, optimizer, images, labels):
    variables = model.layers[0].trainable_weights
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, model(images, training=True))
    applied(optimizer, tape.gradient(loss, variables), variables)
    return loss


@misconception(
    "train_step/kernels-only",
    says="Only the kernels move; the biases stay.",
    hint="Of which variables did you ask for gradients?",
)
def step_of_the_kernels(model, loss_fn, optimizer, images, labels):
    variables = model.trainable_variables[::2]
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, model(images, training=True))
    applied(optimizer, tape.gradient(loss, variables), variables)
    return loss


@misconception(
    "train_step/training-flag-missing",
    says="The model is not told that it is training.",
    hint="Which mode is this call?",
)
def step_without_flag(model, loss_fn, optimizer, images, labels):
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, model(images))
    applied(optimizer, tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return loss


@misconception(
    "train_step/loss-arguments-swapped",
    says="The loss gets the predictions first and the labels second.",
    hint="In which order does a loss of Keras take its two arguments?",
)
def step_with_swapped_arguments(model, loss_fn, optimizer, images, labels):
    with tf.GradientTape() as tape:
        loss = loss_fn(model(images, training=True), labels)
    applied(optimizer, tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return loss


@misconception(
    "train_step/softmax-on-probabilities",
    says="A softmax is applied to what is already a softmax's.",
    hint="What does this loss expect as its input, and what does the model give?",
)
def step_with_softmax(model, loss_fn, optimizer, images, labels):
    return step_through(tf.nn.softmax, model, loss_fn, optimizer, images, labels)


@misconception(
    "train_step/sigmoid-on-probabilities",
    says="A sigmoid stands between the model and the loss.",
    hint="What does this loss expect as its input, and what does the model give?",
)
def step_with_sigmoid(model, loss_fn, optimizer, images, labels):
    return step_through(tf.sigmoid, model, loss_fn, optimizer, images, labels)


@misconception(
    "train_step/log-on-probabilities",
    says="A logarithm stands between the model and the loss, which takes its own.",
    hint="What does this loss expect as its input, and what does the model give?",
)
def step_with_log(model, loss_fn, optimizer, images, labels):
    return step_through(tf.math.log, model, loss_fn, optimizer, images, labels)


@misconception(
    "train_step/class-for-probabilities",
    says="The loss gets the guessed class, which has no slope, not the probabilities.",
    hint="How does the guessed class change if a weight changes a little?",
    raises="the tape lost the trail",
)
def step_with_classes(model, loss_fn, optimizer, images, labels):
    def guess(p):
        return tf.one_hot(tf.argmax(p, axis=1), p.shape[1])

    return step_through(guess, model, loss_fn, optimizer, images, labels)


@misconception(
    "train_step/loss-after-step",
    says="The loss that comes back was measured after the step.",
    hint="Had the model already learned from this batch when its loss was measured?",
)
def step_measuring_late(model, loss_fn, optimizer, images, labels):
    right_step(model, loss_fn, optimizer, images, labels)
    return loss_fn(labels, model(images, training=True))


@misconception(
    "train_step/loss-forgotten",
    says="The step returns nothing.",
    hint="What does your function give back, and where is its `return`?",
)
def step_returning_nothing(model, loss_fn, optimizer, images, labels):
    right_step(model, loss_fn, optimizer, images, labels)


@misconception(
    "train_step/loss-times-batch-size",
    says="The loss that comes back is that of the batch's sum, not of its mean.",
    hint="Should the number that comes back grow with the size of the batch?",
)
def step_returning_a_sum(model, loss_fn, optimizer, images, labels):
    return right_step(model, loss_fn, optimizer, images, labels) * len(images)


@misconception(
    "train_step/divided-twice",
    says="The loss is divided by the number of samples, which it already was.",
    hint="Count the divisions by N on the way to the step.",
)
def step_dividing_twice(model, loss_fn, optimizer, images, labels):
    loss, gradients = taped(model, loss_fn, images, labels, of=lambda loss: loss / len(images))
    applied(optimizer, gradients, model.trainable_variables)
    return loss


@misconception(
    "train_step/loss-summed",
    says="The gradient is that of the sum over the batch, not of the mean.",
    hint="Should a step grow with the size of the batch?",
)
def step_of_the_sum(model, loss_fn, optimizer, images, labels):
    loss, gradients = taped(model, loss_fn, images, labels, of=lambda loss: loss * len(images))
    applied(optimizer, gradients, model.trainable_variables)
    return loss


@misconception(
    "train_step/own-loss",
    says="A loss of your own is used instead of the one that was passed in.",
    hint="What happens when the caller passes another loss function?",
)
def step_with_its_own_loss(model, loss_fn, optimizer, images, labels):
    if labels.dtype.is_integer:
        labels = tf.one_hot(labels, model.output_shape[-1])
    return right_step(model, cross_entropy(), optimizer, images, labels)


@misconception(
    "train_step/own-optimizer",
    says="An optimizer made anew in each step is used instead of the one that was passed in.",
    hint="What happens to what the caller's optimizer remembers of earlier steps?",
)
def step_with_its_own_optimizer(model, loss_fn, optimizer, images, labels):
    own = tf.keras.optimizers.SGD(0.01)
    return right_step(model, loss_fn, own, images, labels)


@misconception(
    "train_step/optimizer-anew-each-step",
    says="Each step makes an optimizer like the caller's anew, which remembers nothing.",
    hint="What should a momentum know of the step before?",
)
def step_with_a_new_optimizer(model, loss_fn, optimizer, images, labels):
    own = type(optimizer).from_config(optimizer.get_config())
    return right_step(model, loss_fn, own, images, labels)


@misconception(
    "train_step/clips-unasked",
    says="The gradients are clipped, which nobody asked for.",
    hint="How long is your step when the gradient is very long?",
)
def step_clipping(model, loss_fn, optimizer, images, labels):
    loss, gradients = taped(model, loss_fn, images, labels)
    clipped, _ = tf.clip_by_global_norm(gradients, 1.0)
    applied(optimizer, clipped, model.trainable_variables)
    return loss


# --- the loop


def looped(model, dataset, epochs, learning_rate, per_epoch):
    """The right loop; `per_epoch` makes an epoch's number of its pairs (loss, samples)."""
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    history = []
    for _ in range(epochs):
        pairs = []
        for images, labels in dataset:
            loss = train_step(model, cross_entropy(), optimizer, images, labels)
            pairs.append((float(loss), len(labels)))
        history.append(per_epoch(pairs))
    return history


def trained_with(optimizer, model, dataset, epochs, loss_fn=None, relabel=lambda y: y):
    """The right loop with another optimizer or loss, or other labels."""
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for images, labels in dataset:
            loss = train_step(model, loss_fn or cross_entropy(), optimizer, images, relabel(labels))
            total += float(loss) * len(labels)
            samples += len(labels)
        history.append(total / samples)
    return history


def right_training(model, dataset, epochs, learning_rate):
    return trained_with(tf.keras.optimizers.SGD(learning_rate), model, dataset, epochs)


@misconception(
    "train/mean-over-batches",
    says="The losses of the batches are averaged as if all batches had the same size.",
    hint="How much does each sample of a small last batch weigh in your mean?",
)
def train_averaging_batches(model, dataset, *, epochs, learning_rate):
    def number(pairs):
        return sum(loss for loss, _ in pairs) / len(pairs)

    return looped(model, dataset, epochs, learning_rate, number)


@misconception(
    "train/sum-over-batches",
    says="The losses of an epoch's batches are added up, not averaged.",
    hint="Should an epoch's loss grow with the number of batches?",
)
def train_summing_batches(model, dataset, *, epochs, learning_rate):
    def number(pairs):
        return sum(loss for loss, _ in pairs)

    return looped(model, dataset, epochs, learning_rate, number)


@misconception(
    "train/sum-over-samples",
    says="The losses of an epoch's samples are added up, not averaged.",
    hint="Should an epoch's loss grow with the number of samples?",
)
def train_summing_samples(model, dataset, *, epochs, learning_rate):
    def number(pairs):
        return sum(loss * samples for loss, samples in pairs)

    return looped(model, dataset, epochs, learning_rate, number)


@misconception(
    "train/batch-means-over-samples",
    says="A sum over batches is divided by the number of samples.",
    hint="Of how many things is your total the sum, and by how many do you divide?",
)
def train_mixing_counts(model, dataset, *, epochs, learning_rate):
    def number(pairs):
        return sum(loss for loss, _ in pairs) / sum(samples for _, samples in pairs)

    return looped(model, dataset, epochs, learning_rate, number)


@misconception(
    "train/sample-sum-over-batches",
    says="A sum over samples is divided by the number of batches.",
    hint="Of how many things is your total the sum, and by how many do you divide?",
)
def train_mixing_counts_the_other_way(model, dataset, *, epochs, learning_rate):
    def number(pairs):
        return sum(loss * samples for loss, samples in pairs) / len(pairs)

    return looped(model, dataset, epochs, learning_rate, number)


@misconception(
    "train/last-batch-only",
    says="An epoch's number is the loss of its last batch alone.",
    hint="How many of the epoch's batches does your number know of?",
)
def train_keeping_the_last_loss(model, dataset, *, epochs, learning_rate):
    def number(pairs):
        return pairs[-1][0]

    return looped(model, dataset, epochs, learning_rate, number)


@misconception(
    "train/first-batch-loss",
    says="An epoch's number is the loss of its first batch alone.",
    hint="How many of the epoch's batches does your number know of?",
)
def train_keeping_the_first_loss(model, dataset, *, epochs, learning_rate):
    def number(pairs):
        return pairs[0][0]

    return looped(model, dataset, epochs, learning_rate, number)


@misconception(
    "train/last-epoch-only",
    says="Only the last epoch's loss comes back.",
    hint="How many numbers does the caller expect after ten epochs?",
)
def train_keeping_the_last_epoch(model, dataset, *, epochs, learning_rate):
    return right_training(model, dataset, epochs, learning_rate)[-1]


@misconception(
    "train/last-epoch-in-a-list",
    says="The list holds the last epoch alone.",
    hint="Where is the list emptied: before the epochs, or in each of them?",
)
def train_emptying_the_list(model, dataset, *, epochs, learning_rate):
    return right_training(model, dataset, epochs, learning_rate)[-1:]


@misconception(
    "train/history-forgotten",
    says="The training returns nothing.",
    hint="What does your function give back, and where is its `return`?",
)
def train_returning_nothing(model, dataset, *, epochs, learning_rate):
    right_training(model, dataset, epochs, learning_rate)


@misconception(
    "train/model-returned",
    says="The model comes back, not the losses.",
    hint="What does the caller want to plot?",
)
def train_returning_the_model(model, dataset, *, epochs, learning_rate):
    right_training(model, dataset, epochs, learning_rate)
    return model


@misconception(
    "train/every-batch-listed",
    says="The list has one number a batch, not one an epoch.",
    hint="How many numbers does the caller expect after one epoch?",
)
def train_listing_batches(model, dataset, *, epochs, learning_rate):
    def losses(pairs):
        return [loss for loss, _ in pairs]

    return sum(looped(model, dataset, epochs, learning_rate, losses), [])


@misconception(
    "train/returns-after-one-epoch",
    says="The training ends after its first epoch.",
    hint="How deep is your `return` indented?",
)
def train_returning_early(model, dataset, *, epochs, learning_rate):
    return right_training(model, dataset, 1, learning_rate)


@misconception(
    "train/total-not-reset",
    says="The running total goes on from one epoch to the next.",
    hint="Where does your total start from in the second epoch?",
)
def train_never_resetting(model, dataset, *, epochs, learning_rate):
    everything = []

    def mean(pairs):
        everything.extend(pairs)
        return sum(loss * n for loss, n in everything) / sum(n for _, n in pairs)

    return looped(model, dataset, epochs, learning_rate, mean)


@misconception(
    "train/mean-since-the-start",
    says="Each number is the mean since the start of the training: a metric is never reset.",
    hint="Which epochs' losses does your second number know of?",
)
def train_averaging_everything(model, dataset, *, epochs, learning_rate):
    everything = []

    def mean(pairs):
        everything.extend(pairs)
        return sum(loss * n for loss, n in everything) / sum(n for _, n in everything)

    return looped(model, dataset, epochs, learning_rate, mean)


@misconception(
    "train/batches-averaged-since-the-start",
    says="A metric averages all batches since the start, and knows nothing of their sizes.",
    hint="What does a metric know of when an epoch starts, and what of the sizes of batches?",
)
def train_with_a_metric(model, dataset, *, epochs, learning_rate):
    metric = tf.keras.metrics.Mean()

    def mean(pairs):
        for loss, _ in pairs:
            metric.update_state(loss)
        return float(metric.result())

    return looped(model, dataset, epochs, learning_rate, mean)


@misconception(
    "train/loss-at-epoch-end",
    says="The loss is measured once, when the epoch is over.",
    hint="At which moments of the epoch should the loss be measured?",
)
def train_measuring_at_the_end(model, dataset, *, epochs, learning_rate):
    history = []
    for _ in range(epochs):
        right_training(model, dataset, 1, learning_rate)
        total, samples = 0.0, 0
        for images, labels in dataset:
            total += float(cross_entropy()(labels, model(images))) * len(labels)
            samples += len(labels)
        history.append(total / samples)
    return history


@misconception(
    "train/history-of-tensors",
    says="The list holds tensors, not plain numbers.",
    hint="What would `type(history[0])` print?",
)
def train_listing_tensors(model, dataset, *, epochs, learning_rate):
    return [tf.constant(loss) for loss in right_training(model, dataset, epochs, learning_rate)]


@misconception(
    "train/from-logits-mismatch",
    says="The loss is told that it gets logits, so it squashes probabilities once more.",
    hint="Who applies the softmax, exactly once?",
)
def train_from_logits(model, dataset, *, epochs, learning_rate):
    loss_fn = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
    return trained_with(tf.keras.optimizers.SGD(learning_rate), model, dataset, epochs, loss_fn)


@misconception(
    "train/loss-summed-in-training",
    says="The loss of a batch is the sum over its samples, not the mean.",
    hint="Should a step grow with the size of the batch?",
)
def train_on_sums(model, dataset, *, epochs, learning_rate):
    loss_fn = tf.keras.losses.CategoricalCrossentropy(reduction="sum")
    return trained_with(tf.keras.optimizers.SGD(learning_rate), model, dataset, epochs, loss_fn)


@misconception(
    "train/squared-error-for-cross-entropy",
    says="The mean squared error is minimised, not the cross-entropy.",
    hint="Which loss does the docstring name?",
)
def train_on_squared_errors(model, dataset, *, epochs, learning_rate):
    loss_fn = tf.keras.losses.MeanSquaredError()
    return trained_with(tf.keras.optimizers.SGD(learning_rate), model, dataset, epochs, loss_fn)


@misconception(
    "train/binary-cross-entropy",
    says="Each class is taken as a question of its own: a binary cross-entropy.",
    hint="Of how many classes is a sample, and which loss knows that?",
)
def train_on_binary_questions(model, dataset, *, epochs, learning_rate):
    loss_fn = tf.keras.losses.BinaryCrossentropy()
    return trained_with(tf.keras.optimizers.SGD(learning_rate), model, dataset, epochs, loss_fn)


@misconception(
    "train/label-smoothing",
    says="The labels are smoothed, which nobody asked for.",
    hint="Which arguments does your loss get?",
)
def train_on_smooth_labels(model, dataset, *, epochs, learning_rate):
    loss_fn = tf.keras.losses.CategoricalCrossentropy(label_smoothing=0.1)
    return trained_with(tf.keras.optimizers.SGD(learning_rate), model, dataset, epochs, loss_fn)


@misconception(
    "train/sparse-for-one-hot",
    says="The loss takes integer labels, and gets one-hot ones.",
    hint="In which form do the labels come, and which loss takes them?",
    raises="`target.ndim - 1`",
)
def train_on_sparse_labels(model, dataset, *, epochs, learning_rate):
    loss_fn = tf.keras.losses.SparseCategoricalCrossentropy()
    return trained_with(tf.keras.optimizers.SGD(learning_rate), model, dataset, epochs, loss_fn)


@misconception(
    "train/one-hot-twice",
    says="One-hot labels are made one-hot once more.",
    hint="What do the labels of a batch look like before you touch them?",
    raises="must have the same rank (ndim)",
)
def train_on_labels_made_twice(model, dataset, *, epochs, learning_rate):
    def again(labels):
        return tf.one_hot(tf.cast(labels, tf.int32), labels.shape[1])

    sgd = tf.keras.optimizers.SGD(learning_rate)
    return trained_with(sgd, model, dataset, epochs, relabel=again)


@misconception(
    "train/variables-never-move",
    says="The variables never move: the update makes new tensors, or is not applied.",
    hint="Which line of your loop changes a variable of the model?",
)
def train_rebinding(model, dataset, *, epochs, learning_rate):
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for images, labels in dataset:
            loss, gradients = taped(model, cross_entropy(), images, labels)
            for variable, gradient in zip(model.trainable_variables, gradients, strict=True):
                variable = variable - learning_rate * gradient
            total += float(loss) * len(labels)
            samples += len(labels)
        history.append(total / samples)
    return history


@misconception(
    "train/learning-rate-ignored",
    says="The learning rate is the textbook's 0.01, not the caller's.",
    hint="What changes in your training when the caller doubles the learning rate?",
)
def train_at_its_own_pace(model, dataset, *, epochs, learning_rate):
    return right_training(model, dataset, epochs, 0.01)


@misconception(
    "train/learning-rate-of-a-thousandth",
    says="The learning rate is 0.001, not the caller's.",
    hint="What changes in your training when the caller doubles the learning rate?",
)
def train_at_a_slow_pace(model, dataset, *, epochs, learning_rate):
    return right_training(model, dataset, epochs, 0.001)


@misconception(
    "train/adam-for-sgd",
    says="Adam is used; plain SGD is asked for.",
    hint="Which optimizer does the docstring name?",
)
def train_with_adam(model, dataset, *, epochs, learning_rate):
    return trained_with(tf.keras.optimizers.Adam(learning_rate), model, dataset, epochs)


@misconception(
    "train/momentum-unasked",
    says="The steps have momentum; plain SGD is asked for.",
    hint="Which arguments does your optimizer get beside the learning rate?",
)
def train_with_momentum(model, dataset, *, epochs, learning_rate):
    optimizer = tf.keras.optimizers.SGD(learning_rate, momentum=0.9)
    return trained_with(optimizer, model, dataset, epochs)


@misconception(
    "train/first-batch-only",
    says="Every epoch looks at the first batch alone.",
    hint="How many batches of the dataset does an epoch of yours visit?",
)
def train_on_the_first_batch(model, dataset, *, epochs, learning_rate):
    return right_training(model, dataset.take(1), epochs, learning_rate)


@misconception(
    "train/last-batch-dropped",
    says="The smaller last batch is left out.",
    hint="How many samples does an epoch of yours visit?",
)
def train_dropping_the_rest(model, dataset, *, epochs, learning_rate):
    batches = list(dataset)
    full = [pair for pair in batches if len(pair[0]) == len(batches[0][0])]
    return right_training(model, full, epochs, learning_rate)


@misconception(
    "train/one-step-per-epoch",
    says="The variables move once an epoch, not once a batch.",
    hint="How many steps should an epoch of ten batches take?",
)
def train_once_an_epoch(model, dataset, *, epochs, learning_rate):
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        with tf.GradientTape() as tape:
            for images, labels in dataset:
                total += cross_entropy()(labels, model(images, training=True)) * len(labels)
                samples += len(labels)
            mean = total / samples
        variables = model.trainable_variables
        applied(optimizer, tape.gradient(mean, variables), variables)
        history.append(float(mean))
    return history


@misconception(
    "train/whole-data-every-step",
    says="All batches are put together, so an epoch is a single step.",
    hint="How many steps should an epoch of ten batches take?",
)
def train_on_everything(model, dataset, *, epochs, learning_rate):
    images, labels = (tf.concat(parts, axis=0) for parts in zip(*dataset, strict=True))
    sgd = tf.keras.optimizers.SGD(learning_rate)
    return trained_with(sgd, model, [(images, labels)], epochs)


@misconception(
    "train/one-sample-a-step",
    says="The batches are taken apart, so that each sample makes a step of its own.",
    hint="How many steps should an epoch of ten batches take?",
)
def train_sample_by_sample(model, dataset, *, epochs, learning_rate):
    return right_training(model, dataset.unbatch().batch(1), epochs, learning_rate)


@misconception(
    "train/batched-again",
    says="Batches are made of the dataset's batches.",
    hint="What is one element of the dataset that you were given?",
    raises="Invalid input shape for input",
)
def train_on_batches_of_batches(model, dataset, *, epochs, learning_rate):
    return right_training(model, dataset.batch(2), epochs, learning_rate)


@misconception(
    "train/dataset-shuffled",
    says="The batches are taken in an order of your own.",
    hint="Who decides on the order of the batches: the dataset or the loop?",
)
def train_shuffled(model, dataset, *, epochs, learning_rate):
    return right_training(model, dataset.shuffle(1000), epochs, learning_rate)


@misconception(
    "train/samples-shuffled",
    says="The samples are mixed into other batches.",
    hint="Who decides which samples make a batch: the dataset or the loop?",
)
def train_on_other_batches(model, dataset, *, epochs, learning_rate):
    size = len(next(iter(dataset))[0])
    return right_training(model, dataset.unbatch().shuffle(1000).batch(size), epochs, learning_rate)


@misconception(
    "train/trains-a-copy",
    says="A copy is trained, and the caller's model stays as it was.",
    hint="Which model does the caller hold in hand when you are done?",
)
def train_a_copy(model, dataset, *, epochs, learning_rate):
    copy = tf.keras.Sequential(
        [type(one).from_config(one.get_config()) for one in model.layers[:-1]]
    )
    copy.build(model.input_shape)
    copy.set_weights(model.get_weights())
    return right_training(copy, dataset, epochs, learning_rate)


@misconception(
    "train/restarts-every-epoch",
    says="Every epoch starts again from the weights that the model came with.",
    hint="What does the second epoch know of the first?",
)
def train_restarting(model, dataset, *, epochs, learning_rate):
    start = model.get_weights()
    history = []
    for _ in range(epochs):
        model.set_weights(start)
        history += right_training(model, dataset, 1, learning_rate)
    return history


@misconception(
    "train/dataset-used-up",
    says="One iterator serves all epochs, and is empty from the second one on.",
    hint="What does an iterator give when you go through it a second time?",
    raises="division by zero",
)
def train_with_one_iterator(model, dataset, *, epochs, learning_rate):
    return right_training(model, iter(dataset), epochs, learning_rate)


@misconception(
    "train/fit-for-the-loop",
    says="Keras' own loop is used; this one is to be written out.",
    hint="Which lines of yours would tell a reader what happens to one batch?",
)
def train_by_fit(model, dataset, *, epochs, learning_rate):
    model.compile(tf.keras.optimizers.SGD(learning_rate), tf.keras.losses.CategoricalCrossentropy())
    return model.fit(dataset, epochs=epochs, verbose=0, shuffle=False).history["loss"]


# --- evaluation


def guessed(model, dataset):
    """Probabilities and labels of each batch, as they should be got."""
    return [(model(images, training=False), labels) for images, labels in dataset]


def hits(probabilities, labels):
    return int(np.sum(np.argmax(probabilities, axis=1) == np.argmax(labels, axis=1)))


def share(pairs):
    return sum(hits(*pair) for pair in pairs) / sum(len(labels) for _, labels in pairs)


@misconception(
    "evaluate/training-mode-in-evaluation",
    says="The model is evaluated in training mode.",
    hint="Which mode is this call?",
)
def evaluate_in_training_mode(model, dataset):
    return share([(model(images, training=True), labels) for images, labels in dataset])


@misconception(
    "evaluate/mean-over-batches-accuracy",
    says="The batches' accuracies are averaged as if all batches had the same size.",
    hint="How much does each sample of a small last batch weigh in your mean?",
)
def evaluate_averaging_batches(model, dataset):
    shares = [hits(*pair) / len(pair[1]) for pair in guessed(model, dataset)]
    return sum(shares) / len(shares)


@misconception(
    "evaluate/argmax-over-the-wrong-axis",
    says="The largest probability is looked for down the batch, not along the classes.",
    hint="Which axis holds the classes of one image?",
)
def evaluate_down_the_batch(model, dataset):
    correct = samples = 0
    for probabilities, labels in guessed(model, dataset):
        guesses = tf.argmax(probabilities, axis=0)
        correct += int(tf.reduce_sum(tf.cast(guesses == tf.argmax(labels, axis=0), tf.int32)))
        samples += len(labels)
    return correct / samples


@misconception(
    "evaluate/axis-forgotten",
    says="`tf.argmax` looks down the batch where it is told no axis; numpy's looks at all numbers.",
    hint="Which axis does `tf.argmax` take by itself?",
)
def evaluate_with_a_mixed_axis(model, dataset):
    correct = samples = 0
    for probabilities, labels in guessed(model, dataset):
        guesses = tf.argmax(probabilities)
        correct += int(tf.reduce_sum(tf.cast(guesses == tf.argmax(labels, axis=1), tf.int32)))
        samples += len(labels)
    return correct / samples


@misconception(
    "evaluate/one-hot-against-classes",
    says="Guessed classes are compared with one-hot labels.",
    hint="What does one label of the batch look like?",
)
def evaluate_against_one_hot(model, dataset):
    correct = samples = 0
    for probabilities, labels in guessed(model, dataset):
        guesses = tf.argmax(probabilities, axis=1)
        correct += int(tf.reduce_sum(tf.cast(guesses == tf.cast(labels, tf.int64), tf.int32)))
        samples += len(labels)
    return correct / samples


@misconception(
    "evaluate/probabilities-against-labels",
    says="Rounded probabilities are compared with labels number by number.",
    hint="For how many numbers of an image do you count a hit?",
)
def evaluate_number_by_number(model, dataset):
    right = [np.mean(np.round(p) == y) * len(y) for p, y in guessed(model, dataset)]
    return float(sum(right) / sum(len(y) for _, y in guessed(model, dataset)))


@misconception(
    "evaluate/count-not-share",
    says="The number of right guesses comes back, not their share.",
    hint="In which range must an accuracy lie?",
)
def evaluate_counting(model, dataset):
    return sum(hits(*pair) for pair in guessed(model, dataset))


@misconception(
    "evaluate/percent",
    says="The accuracy comes back in percent.",
    hint="In which range must an accuracy lie?",
)
def evaluate_in_percent(model, dataset):
    return 100 * share(guessed(model, dataset))


@misconception(
    "evaluate/right-over-batches",
    says="The number of right guesses is divided by the number of batches.",
    hint="How many guesses were there in all?",
)
def evaluate_over_batches(model, dataset):
    pairs = guessed(model, dataset)
    return sum(hits(*pair) for pair in pairs) / len(pairs)


@misconception(
    "evaluate/whole-division",
    says="The share is rounded down to a whole number.",
    hint="What is 7 // 9?",
)
def evaluate_dividing_whole(model, dataset):
    pairs = guessed(model, dataset)
    return sum(hits(*pair) for pair in pairs) // sum(len(labels) for _, labels in pairs)


@misconception(
    "evaluate/error-rate",
    says="The share of wrong guesses comes back.",
    hint="Should a perfect model score 0 or 1?",
)
def evaluate_errors(model, dataset):
    return 1 - share(guessed(model, dataset))


@misconception(
    "evaluate/accuracy-as-tensor",
    says="The accuracy comes back as a tensor, not as a plain number.",
    hint="What would `type(...)` of your result print?",
)
def evaluate_to_a_tensor(model, dataset):
    return tf.constant(share(guessed(model, dataset)))


@misconception(
    "evaluate/last-batch-only-accuracy",
    says="Only the last batch's accuracy comes back.",
    hint="Where are your counts set to 0: before the batches, or for each of them?",
)
def evaluate_the_last_batch(model, dataset):
    return share(guessed(model, dataset)[-1:])


@misconception(
    "evaluate/first-batch-only-accuracy",
    says="Only the first batch is looked at.",
    hint="How deep is your `return` indented?",
)
def evaluate_the_first_batch(model, dataset):
    return share(guessed(model, dataset)[:1])


@misconception(
    "evaluate/last-batch-dropped-in-evaluation",
    says="The smaller last batch is left out.",
    hint="How many guesses were there in all?",
)
def evaluate_dropping_the_rest(model, dataset):
    return share(guessed(model, dataset)[:-1])


@misconception(
    "evaluate/loss-for-accuracy",
    says="A loss comes back, not an accuracy.",
    hint="What does it mean for one guess to be right?",
)
def evaluate_the_loss(model, dataset):
    pairs = guessed(model, dataset)
    total = sum(float(cross_entropy()(labels, p)) * len(labels) for p, labels in pairs)
    return total / sum(len(labels) for _, labels in pairs)


@misconception(
    "evaluate/least-likely-class",
    says="The class with the smallest probability is taken as the guess.",
    hint="Does a large probability mean that a class is likely or unlikely?",
)
def evaluate_the_least_likely(model, dataset):
    return share([(-probabilities, labels) for probabilities, labels in guessed(model, dataset)])


@misconception(
    "evaluate/not-compiled",
    says="Keras' `evaluate` is called on a model that was never compiled.",
    hint="From where should Keras know what to measure?",
    raises="must call `compile()`",
)
def evaluate_without_compiling(model, dataset):
    return model.evaluate(dataset, verbose=0)


@misconception(
    "evaluate/compiled-metrics",
    says="Keras' own loop measures the accuracy; this one is to be written out.",
    hint="Which lines of yours would tell a reader when a guess is right?",
)
def evaluate_by_keras(model, dataset):
    model.compile(loss="categorical_crossentropy", metrics=["accuracy"])
    return float(model.evaluate(dataset, verbose=0)[1])


@misconception(
    "evaluate/loss-and-accuracy",
    says="Loss and accuracy come back together.",
    hint="How many numbers does the caller expect?",
)
def evaluate_both(model, dataset):
    model.compile(loss="categorical_crossentropy", metrics=["accuracy"])
    return model.evaluate(dataset, verbose=0)


@misconception(
    "evaluate/trained-while-evaluated",
    says="The model learns from the batches on which it is evaluated.",
    hint="What may be different about the model after it was evaluated?",
)
def evaluate_and_learn(model, dataset):
    result = share(guessed(model, dataset))
    right_training(model, dataset, 1, 0.01)
    return result
