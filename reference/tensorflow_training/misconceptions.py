"""Wrong loops that students really write.

Those of `train_step` show in `train`, too, which takes its steps by it: so a loop that is written
out in `train` is recognised by the same names.
"""

import tensorflow as tf

from autograder.rubric import edit, misconception

# --- the model
misconception(
    "build_model/softmax-missing",
    edit(', activation="softmax"', ""),
    says="The model ends with logits; probabilities are what it should give.",
    hint="What should the ten numbers that your model gives add up to?",
)
misconception(
    "build_model/softmax-twice",
    edit("output]", "output, tf.keras.layers.Softmax()]"),
    says="Two softmaxes follow one another.",
    hint="Count the softmaxes between the logits and the loss. How many should there be?",
)
misconception(
    "build_model/log-softmax-at-the-end",
    edit('"softmax"', '"log_softmax"'),
    says="The model ends with a log-softmax; probabilities are what it should give.",
    hint="Can a probability be negative?",
)
misconception(
    "build_model/sigmoid-for-softmax",
    edit('"softmax"', '"sigmoid"'),
    says="The last layer is squashed unit by unit, so its numbers are no distribution.",
    hint="What should the ten numbers that your model gives add up to?",
)
misconception(
    "build_model/sigmoid-before-softmax",
    edit('"softmax"', '"sigmoid"'),
    edit("output]", "output, tf.keras.layers.Softmax()]"),
    says="The logits pass a sigmoid before the softmax.",
    hint="How likely can a class get if no logit exceeds 1?",
)
misconception(
    "build_model/relu-before-softmax",
    edit('"softmax"', '"relu"'),
    edit("output]", "output, tf.keras.layers.Softmax()]"),
    says="The logits pass a ReLU before the softmax.",
    hint="Can a logit of your model be negative?",
)
misconception(
    "build_model/activations-exchanged",
    edit("hidden, output", "output, hidden"),
    says="Softmax and sigmoid stand at each other's place.",
    hint="Which of the two layers has to give a distribution?",
)
misconception(
    "build_model/softmax-for-sigmoid",
    edit('"sigmoid"', '"softmax"'),
    says="The hidden units share one softmax instead of a sigmoid each.",
    hint="Should one hidden unit know what the others do?",
)
misconception(
    "build_model/activation-missing",
    edit(', activation="sigmoid"', ""),
    says="The hidden layer has no activation, so both layers together are one linear layer.",
    hint="What do two linear maps in a row amount to?",
)
misconception(
    "build_model/relu-for-sigmoid",
    edit('"sigmoid"', '"relu"'),
    says="The hidden units are rectified instead of squashed.",
    hint="Which activation does the docstring ask for, and which numbers can it give?",
)
misconception(
    "build_model/tanh-for-sigmoid",
    edit('"sigmoid"', '"tanh"'),
    says="The hidden units use tanh.",
    hint="Can a hidden unit of yours be negative? Should it?",
)
misconception(
    "build_model/one-layer-only",
    edit("hidden, ", ""),
    says="There is no hidden layer.",
    hint="Count the kernels between pixels and probabilities.",
)
misconception(
    "build_model/a-layer-too-many",
    edit("hidden, ", 'hidden, tf.keras.layers.Dense(10, activation="sigmoid"), '),
    says="There is a hidden layer too many.",
    hint="Count the kernels between pixels and probabilities.",
)
misconception(
    "build_model/input-as-a-layer",
    edit("hidden, ", 'tf.keras.layers.Dense(784, activation="sigmoid"), hidden, '),
    says="The input is made a layer of 784 units, with a kernel of its own.",
    hint="Do the pixels have to be computed from anything?",
)
misconception(
    "build_model/wide-hidden-layer",
    edit('10, activation="sigmoid"', '128, activation="sigmoid"'),
    says="The hidden layer has 128 units, as in many a tutorial, not 10.",
    hint="How many hidden units does the docstring ask for?",
)
misconception(
    "build_model/bias-missing",
    edit('"sigmoid"', '"sigmoid", use_bias=False'),
    edit('"softmax"', '"softmax", use_bias=False'),
    says="The layers have no bias.",
    hint="What does a unit of yours give for an image that is all zeros?",
)
misconception(
    "build_model/dropout-unasked",
    edit("hidden, ", "hidden, tf.keras.layers.Dropout(0.2), "),
    says="There is a dropout in the model, which nobody asked for.",
    hint="Does your model give the same for one image in both modes?",
)
misconception(
    "build_model/input-shape-missing",
    edit("tf.keras.layers.Input(shape=(784,)), ", ""),
    says="The model does not know how wide an image is, so it has no variables yet.",
    hint="How many rows has the first kernel, and from where should Keras know?",
    raises="the model has no variables yet",
)
misconception(
    "build_model/symmetric-init",
    edit('"sigmoid"', '"sigmoid", kernel_initializer="zeros"'),
    edit('"softmax"', '"softmax", kernel_initializer="zeros"'),
    says="All hidden units start out equal, and so they stay equal for ever.",
    hint="If two units start with the same weights, what could ever make them differ?",
)
misconception(
    "build_model/frozen-variables",
    edit('"sigmoid"', '"sigmoid", trainable=False'),
    says="Some variables are not trainable, so they never learn.",
    hint="Which variables does your model list as trainable?",
)
misconception(
    "build_model/one-model-for-all",
    edit("def build_model():", "import functools\n\n\n@functools.cache\ndef build_model():"),
    says="Every call gives the same model again.",
    hint="What does the second caller find who asks for a new model?",
)

# --- one step
misconception(
    "train_step/outside-tape",
    edit("model(images, training=True)", "outputs"),
    edit("        loss =", "        outputs = model(images, training=True)\n    loss ="),
    says="The loss is computed after the tape has stopped.",
    hint="Which of your lines stand inside the `with` block?",
    raises="the loss was computed outside of the tape",
)
misconception(
    "train_step/model-outside-tape",
    edit("model(images, training=True)", "outputs"),
    edit("with tf", "outputs = model(images, training=True)\n    with tf"),
    says="The model is called before the tape runs.",
    hint="Which of your lines stand inside the `with` block?",
    raises="the model was called outside of the tape",
)
misconception(
    "train_step/left-the-graph",
    edit("training=True)", "training=True).numpy()"),
    says="On the way from the model to the loss the numbers leave TensorFlow.",
    hint="Where did a tensor become a plain array?",
    raises="the loss was given a numpy array",
)
misconception(
    "train_step/made-anew",
    edit("model(images, training=True)", "tf.stop_gradient(model(images, training=True))"),
    says="The predictions are made into a new tensor, of which the tape knows no past.",
    hint=(
        "Which operations lead from the variables to the tensor that the loss gets? Which of them "
        "hides the ones before it?"
    ),
    raises="the tape lost the trail",
)
misconception(
    "train_step/loss-left-the-graph",
    edit("gradient(loss,", "gradient(loss.numpy(),"),
    says="The loss is turned into a number before the tape is asked for its gradient.",
    hint="Of what must the tape know to give its gradient?",
    raises="numpy.float32' object has no attribute",
)
misconception(
    "train_step/tape-asked-twice",
    edit("tape.gradient(loss, variables)", "[tape.gradient(loss, v) for v in variables]"),
    says="The tape is asked for gradients twice; the first time has used it up.",
    hint="How many questions does a tape answer that is not persistent?",
    raises="can only be used to compute one set of gradients",
)
misconception(
    "train_step/zip-turned-around",
    edit("(gradients, variables,", "(variables, gradients,"),
    says="The pairs for the optimizer have the variables first.",
    hint="Which comes first in a pair: the gradient or its variable?",
    raises="object has no attribute",
)
misconception(
    "train_step/gradients-without-variables",
    edit("(pairs)", "(gradients)"),
    says="The optimizer gets the gradients alone, without the variables that they belong to.",
    hint="How should the optimizer know whose gradient is which?",
    raises="too many values to unpack",
)
misconception(
    "train_step/no-step",
    edit("    optimizer.apply_gradients(pairs)\n", ""),
    says="Gradients are computed, but nobody applies them.",
    hint="Which call moves the variables?",
)
misconception(
    "train_step/variable-rebound",
    edit(
        "optimizer.apply_gradients(pairs)",
        "for g, v in pairs:\n        v = v - optimizer.learning_rate * g",
    ),
    says="The update makes new tensors under an old name; the variables stay.",
    hint="After your update, what is `type(v)`? And which object does the model hold?",
)
misconception(
    "train_step/two-steps",
    edit("return loss", "optimizer.apply_gradients(pairs)\n    return loss"),
    says="Two steps are taken for one batch.",
    hint="How many gradients were computed for your steps?",
)
misconception(
    "train_step/ascent",
    edit("training=True))", "training=True))\n        uphill = -loss"),
    edit("gradient(loss,", "gradient(uphill,"),
    says="The step goes uphill: the loss is turned around before its gradient is taken.",
    hint="Which way does the optimizer go: up or down the number whose gradient it gets?",
)
misconception(
    "train_step/ascent-by-hand",
    edit(
        "optimizer.apply_gradients(pairs)",
        "for g, v in pairs:\n        v.assign_add(optimizer.learning_rate * g)",
    ),
    says="Gradients are added to the variables by hand, where they should be subtracted.",
    hint="Does the gradient point up or down the hill?",
)
misconception(
    "train_step/optimizer-unused",
    edit(
        "optimizer.apply_gradients(pairs)",
        "for g, v in pairs:\n        v.assign_sub(optimizer.learning_rate * g)",
    ),
    says="The update is written by hand: plain SGD, whatever optimizer was passed in.",
    hint="What happens when the caller passes an optimizer that remembers?",
)
misconception(
    "train_step/gradient-assigned",
    edit(
        "optimizer.apply_gradients(pairs)",
        "for g, v in pairs:\n        v.assign(optimizer.learning_rate * g)",
    ),
    says="The variables are set to the gradients, not moved by them.",
    hint="What should a variable know of its old value after a step?",
)
misconception(
    "train_step/last-layer-only",
    edit("trainable_variables", "trainable_variables[-2:]"),
    says="Only the last layer's variables move.",
    hint="Of which variables did you ask for gradients?",
)
misconception(
    "train_step/first-layer-only",
    edit("trainable_variables", "layers[0].trainable_weights"),
    says="Only the first layer's variables move.",
    hint="Of which variables did you ask for gradients?",
)
misconception(
    "train_step/kernels-only",
    edit("trainable_variables", "trainable_variables[::2]"),
    says="Only the kernels move; the biases stay.",
    hint="Of which variables did you ask for gradients?",
)
misconception(
    "train_step/training-flag-missing",
    edit(", training=True", ""),
    says="The model is not told that it is training.",
    hint="In which mode does Keras run a model that is not told a mode?",
)
misconception(
    "train_step/loss-arguments-swapped",
    edit("labels, model(images, training=True)", "model(images, training=True), labels"),
    says="The loss gets the predictions first and the labels second.",
    hint="In which order does a loss of Keras take its two arguments?",
)
misconception(
    "train_step/softmax-on-probabilities",
    edit("model(images, training=True)", "tf.nn.softmax(model(images, training=True))"),
    says="A softmax is applied to what is already a softmax's.",
    hint="What does this loss expect as its input, and what does the model give?",
)
misconception(
    "train_step/sigmoid-on-probabilities",
    edit("model(images, training=True)", "tf.sigmoid(model(images, training=True))"),
    says="A sigmoid stands between the model and the loss.",
    hint="What does this loss expect as its input, and what does the model give?",
)
misconception(
    "train_step/log-on-probabilities",
    edit("model(images, training=True)", "tf.math.log(model(images, training=True))"),
    says="A logarithm stands between the model and the loss, which takes its own.",
    hint="What does this loss expect as its input, and what does the model give?",
)
misconception(
    "train_step/class-for-probabilities",
    edit("model(images, training=True)", "tf.one_hot(guesses, model.output_shape[-1])"),
    edit("loss =", "guesses = tf.argmax(model(images, training=True), axis=1)\n        loss ="),
    says="The loss gets the guessed class, which has no slope, not the probabilities.",
    hint="How does the guessed class change if a weight changes a little?",
    raises="the tape lost the trail",
)
misconception(
    "train_step/loss-after-step",
    edit("return loss", "return loss_fn(labels, model(images, training=True))"),
    says="The loss that comes back was measured after the step.",
    hint="Had the model already learned from this batch when its loss was measured?",
)
misconception(
    "train_step/loss-forgotten",
    edit("    return loss", ""),
    says="The step returns nothing.",
    hint="What does your function give back, and where is its `return`?",
)
misconception(
    "train_step/loss-times-batch-size",
    edit("return loss", "return loss * len(images)"),
    says="The loss that comes back is that of the batch's sum, not of its mean.",
    hint="Should the number that comes back grow with the size of the batch?",
)
misconception(
    "train_step/divided-twice",
    edit("training=True))", "training=True))\n        mean = loss / len(images)"),
    edit("gradient(loss,", "gradient(mean,"),
    says="The loss is divided by the number of samples, which it already was.",
    hint="Count the divisions by N on the way to the step.",
)
misconception(
    "train_step/loss-summed",
    edit("training=True))", "training=True))\n        total = loss * len(images)"),
    edit("gradient(loss,", "gradient(total,"),
    says="The gradient is that of the sum over the batch, not of the mean.",
    hint="Should a step grow with the size of the batch?",
)
misconception(
    "train_step/own-loss",
    edit("loss_fn(labels", "tf.keras.losses.CategoricalCrossentropy()(labels"),
    says="A loss of your own is used instead of the one that was passed in.",
    hint="What happens when the caller passes another loss function?",
)
misconception(
    "train_step/own-optimizer",
    edit("optimizer.apply", "tf.keras.optimizers.SGD(0.01).apply"),
    says="An optimizer made anew in each step is used instead of the one that was passed in.",
    hint="What happens to what the caller's optimizer remembers of earlier steps?",
)
misconception(
    "train_step/optimizer-anew-each-step",
    edit("pairs =", "optimizer = type(optimizer).from_config(optimizer.get_config())\n    pairs ="),
    says="Each step makes an optimizer like the caller's anew, which remembers nothing.",
    hint="What should a momentum know of the step before?",
)
misconception(
    "train_step/clips-unasked",
    edit("pairs =", "gradients, _ = tf.clip_by_global_norm(gradients, 1.0)\n    pairs ="),
    says="The gradients are clipped, which nobody asked for.",
    hint="How long is your step when the gradient is very long?",
)

# --- the loop
misconception(
    "train/mean-over-batches",
    edit("loss * len(labels)", "loss"),
    edit("samples += len(labels)", "samples += 1"),
    says="The losses of the batches are averaged as if all batches had the same size.",
    hint="How much does each sample of a small last batch weigh in your mean?",
)
misconception(
    "train/sum-over-batches",
    edit("loss * len(labels)", "loss"),
    edit("total / samples", "total"),
    says="The losses of an epoch's batches are added up, not averaged.",
    hint="Should an epoch's loss grow with the number of batches?",
)
misconception(
    "train/sum-over-samples",
    edit("total / samples", "total"),
    says="The losses of an epoch's samples are added up, not averaged.",
    hint="Should an epoch's loss grow with the number of samples?",
)
misconception(
    "train/batch-means-over-samples",
    edit("loss * len(labels)", "loss"),
    says="A sum over batches is divided by the number of samples.",
    hint="Of how many things is your total the sum, and by how many do you divide?",
)
misconception(
    "train/sample-sum-over-batches",
    edit("samples += len(labels)", "samples += 1"),
    says="A sum over samples is divided by the number of batches.",
    hint="Of how many things is your total the sum, and by how many do you divide?",
)
misconception(
    "train/last-batch-only",
    edit("total / samples", "loss"),
    says="An epoch's number is the loss of its last batch alone.",
    hint="How many of the epoch's batches does your number know of?",
)
misconception(
    "train/first-batch-loss",
    edit("        history.append(total / samples)\n", ""),
    edit("total +=", "if not samples:\n                history.append(loss)\n            total +="),
    says="An epoch's number is the loss of its first batch alone.",
    hint="How many of the epoch's batches does your number know of?",
)
misconception(
    "train/last-epoch-only",
    edit("return history", "return history[-1]"),
    says="Only the last epoch's loss comes back.",
    hint="How many numbers does the caller expect after ten epochs?",
)
misconception(
    "train/last-epoch-in-a-list",
    edit("    history = []\n", ""),
    edit("total, samples = 0.0, 0", "history, total, samples = [], 0.0, 0"),
    says="The list holds the last epoch alone.",
    hint="Where is the list emptied: before the epochs, or in each of them?",
)
misconception(
    "train/history-forgotten",
    edit("    return history", ""),
    says="The training returns nothing.",
    hint="What does your function give back, and where is its `return`?",
)
misconception(
    "train/model-returned",
    edit("return history", "return model"),
    says="The model comes back, not the losses.",
    hint="What does the caller want to plot?",
)
misconception(
    "train/every-batch-listed",
    edit("        history.append(total / samples)\n", ""),
    edit("total += loss * len(labels)", "history.append(loss)"),
    says="The list has one number for each batch, not for each epoch.",
    hint="How many numbers does the caller expect after one epoch?",
)
misconception(
    "train/returns-after-one-epoch",
    edit("    return history", "        return history"),
    says="The training ends after its first epoch.",
    hint="How deep is your `return` indented?",
)
misconception(
    "train/total-not-reset",
    edit("history = []", "history, total = [], 0.0"),
    edit("total, samples = 0.0, 0", "samples = 0"),
    says="The running total goes on from one epoch to the next.",
    hint="Where does your total start from in the second epoch?",
)
misconception(
    "train/mean-since-the-start",
    edit("        total, samples = 0.0, 0\n", ""),
    edit("history = []", "history, total, samples = [], 0.0, 0"),
    says=(
        "Each number is the mean since the start of the training: nothing is reset between epochs."
    ),
    hint="Which epochs' losses does your second number know of?",
)
misconception(
    "train/batches-averaged-since-the-start",
    edit("history = []", "history, metric = [], tf.keras.metrics.Mean()"),
    edit("total += loss * len(labels)", "metric.update_state(loss)"),
    edit("total / samples", "float(metric.result())"),
    says="A metric averages all batches since the start, and knows nothing of their sizes.",
    hint="What does a metric know of when an epoch starts, and what of the sizes of batches?",
)
misconception(
    "train/loss-at-epoch-end",
    edit(
        "history.append(",
        "total = sum(float(loss_fn(y, model(x))) * len(y) for x, y in dataset)\n"
        "        history.append(",
    ),
    says="The loss is measured once, when the epoch is over.",
    hint="At which moments of the epoch should the loss be measured?",
)
misconception(
    "train/history-of-tensors",
    edit("total / samples", "tf.constant(total / samples)"),
    says="The list holds tensors, not plain numbers.",
    hint="What would `type(history[0])` print?",
)
misconception(
    "train/from-logits-mismatch",
    edit("Crossentropy()", "Crossentropy(from_logits=True)"),
    says="The loss is told that it gets logits, so it squashes probabilities once more. (Keras 3 "
    "puts that right only where its own softmax made the very tensor that the loss gets.)",
    hint=(
        "Count the softmaxes between the logits and the loss. And train with from_logits=True "
        "behind a `tf.identity` of the model's output: is the loss the same?"
    ),
)
misconception(
    "train/loss-summed-in-training",
    edit("Crossentropy()", 'Crossentropy(reduction="sum")'),
    says="The loss of a batch is the sum over its samples, not the mean.",
    hint="Should a step grow with the size of the batch?",
)
misconception(
    "train/squared-error-for-cross-entropy",
    edit("CategoricalCrossentropy", "MeanSquaredError"),
    says="The mean squared error is minimised, not the cross-entropy.",
    hint="Which loss does the docstring name?",
)
misconception(
    "train/binary-cross-entropy",
    edit("CategoricalCrossentropy", "BinaryCrossentropy"),
    says="Each class is taken as a question of its own: a binary cross-entropy.",
    hint="Each sample has one class out of several. Which loss of Keras is made for that?",
)
misconception(
    "train/label-smoothing",
    edit("Crossentropy()", "Crossentropy(label_smoothing=0.1)"),
    says="The labels are smoothed, which nobody asked for.",
    hint="Which arguments does your loss get?",
)
misconception(
    "train/sparse-for-one-hot",
    edit("CategoricalCrossentropy", "SparseCategoricalCrossentropy"),
    says="The loss takes integer labels, and gets one-hot ones.",
    hint="In which form do the labels come, and which loss takes them?",
    raises="`target.ndim - 1`",
)
misconception(
    "train/one-hot-twice",
    edit(", images, labels)", ", images, tf.one_hot(tf.cast(labels, tf.int32), labels.shape[1]))"),
    says="One-hot labels are made one-hot once more.",
    hint="What do the labels of a batch look like before you touch them?",
    raises="must have the same rank (ndim)",
)
misconception(
    "train/variables-never-move",
    edit(
        "train_step(model, loss_fn, optimizer, images, labels)",
        "loss_fn(labels, model(images, training=True))",
    ),
    says="The variables never move: the update makes new tensors, or is not applied.",
    hint="Which line of your loop changes a variable of the model?",
)
misconception(
    "train/learning-rate-ignored",
    edit("(learning_rate)", "(0.01)"),
    says="The learning rate is the textbook's 0.01, not the caller's.",
    hint="What changes in your training when the caller doubles the learning rate?",
)
misconception(
    "train/learning-rate-of-a-thousandth",
    edit("(learning_rate)", "(0.001)"),
    says="The learning rate is 0.001, not the caller's.",
    hint="What changes in your training when the caller doubles the learning rate?",
)
misconception(
    "train/adam-for-sgd",
    edit("SGD", "Adam"),
    says="Adam is used; plain SGD is asked for.",
    hint="Which optimizer does the docstring name?",
)
misconception(
    "train/momentum-unasked",
    edit("(learning_rate)", "(learning_rate, momentum=0.9)"),
    says="The steps have momentum; plain SGD is asked for.",
    hint="Which arguments does your optimizer get beside the learning rate?",
)
misconception(
    "train/weight-decay-unasked",
    edit("SGD(learning_rate)", "SGD(learning_rate, weight_decay=VALUE)"),
    values=("1e-2", "1e-1", "5e-3", "1e-3", "5e-4", "1e-4"),
    says="The optimizer decays the weights, which nobody asked for.",
    hint="Which settings of the optimizer does the docstring name?",
)
misconception(
    "train/first-batch-only",
    edit("in dataset:", "in dataset.take(1):"),
    says="Every epoch looks at the first batch alone.",
    hint="How many batches of the dataset does an epoch of yours visit?",
)
misconception(
    "train/last-batch-dropped",
    edit("history = []", "history, size = [], len(next(iter(dataset))[0])"),
    edit("in dataset:", "in dataset.unbatch().batch(size, drop_remainder=True):"),
    says="The smaller last batch is left out.",
    hint="How many samples does an epoch of yours visit?",
)


@misconception(
    "train/one-step-per-epoch",
    says="The variables move once per epoch, not once per batch.",
    hint="How many steps should an epoch of ten batches take?",
)
def train_once_an_epoch(model, dataset, *, epochs, learning_rate):
    loss_fn = tf.keras.losses.CategoricalCrossentropy()
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        with tf.GradientTape() as tape:
            for images, labels in dataset:
                total += loss_fn(labels, model(images, training=True)) * len(labels)
                samples += len(labels)
            mean = total / samples
        gradients = tape.gradient(mean, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        history.append(float(mean))
    return history


misconception(
    "train/whole-data-every-step",
    edit("in dataset:", "in [[tf.concat(parts, axis=0) for parts in zip(*dataset, strict=True)]]:"),
    says="All batches are put together, so an epoch is a single step.",
    hint="How many steps should an epoch of ten batches take?",
)
misconception(
    "train/one-sample-a-step",
    edit("in dataset:", "in dataset.unbatch().batch(1):"),
    says="The batches are taken apart, so that each sample makes a step of its own.",
    hint="How many steps should an epoch of ten batches take?",
)
misconception(
    "train/batched-again",
    edit("in dataset:", "in dataset.batch(2):"),
    says="Batches are made of the dataset's batches.",
    hint="What is one element of the dataset that you were given?",
    raises="Invalid input shape for input",
)
misconception(
    "train/dataset-shuffled",
    edit("in dataset:", "in dataset.shuffle(1000):"),
    says="The batches are taken in an order of your own.",
    hint="Who decides on the order of the batches: the dataset or the loop?",
)
misconception(
    "train/samples-shuffled",
    edit("history = []", "history, size = [], len(next(iter(dataset))[0])"),
    edit("in dataset:", "in dataset.unbatch().shuffle(1000).batch(size):"),
    says="The samples are mixed into other batches.",
    hint="Who decides which samples make a batch: the dataset or the loop?",
)
misconception(
    "train/trains-a-copy",
    edit(
        "history = []",
        "copy = tf.keras.models.clone_model(model)\n"
        "    copy.set_weights(model.get_weights())\n"
        "    history, model = [], copy",
    ),
    says="A copy is trained, and the caller's model stays as it was.",
    hint="Which model does the caller have when you are done?",
)
misconception(
    "train/restarts-every-epoch",
    edit("history = []", "history, start = [], model.get_weights()"),
    edit("total, samples", "model.set_weights(start)\n        total, samples"),
    says="Every epoch starts again from the weights that the model came with.",
    hint="What does the second epoch know of the first?",
)
misconception(
    "train/dataset-used-up",
    edit("history = []", "history, dataset = [], iter(dataset)"),
    says="One iterator serves all epochs, and is empty from the second one on.",
    hint="What does an iterator give when you go through it a second time?",
    raises="division by zero",
)


@misconception(
    "train/fit-for-the-loop",
    says="Keras' own loop is used; this one is to be written out.",
    hint="Which lines of yours would tell a reader what happens to one batch?",
)
def train_by_fit(model, dataset, *, epochs, learning_rate):
    model.compile(tf.keras.optimizers.SGD(learning_rate), tf.keras.losses.CategoricalCrossentropy())
    return model.fit(dataset, epochs=epochs, verbose=0, shuffle=False).history["loss"]


# --- evaluation
misconception(
    "evaluate/training-mode-in-evaluation",
    edit("training=False", "training=True"),
    says="The model is evaluated in training mode.",
    hint="What do dropout and batch normalisation do in training mode? Is that wanted here?",
)
misconception(
    "evaluate/mean-over-batches-accuracy",
    edit("int(hits)", "int(hits) / len(labels)"),
    edit("samples += len(labels)", "samples += 1"),
    says="The batches' accuracies are averaged as if all batches had the same size.",
    hint="How much does each sample of a small last batch weigh in your mean?",
)
misconception(
    "evaluate/rounded-probabilities",
    edit("guesses == classes", "tf.reduce_all(tf.round(probabilities) == labels, axis=1)"),
    says="A sample counts as right where its rounded probabilities are its label.",
    hint="What becomes of 0.4, 0.3 and 0.3 when it is rounded?",
)
misconception(
    "evaluate/argmax-over-the-wrong-axis",
    edit("(probabilities, axis=1)", "(probabilities, axis=0)"),
    edit("(labels, axis=1)", "(labels, axis=0)"),
    says="The largest probability is looked for down the batch, not along the classes.",
    hint="Which axis holds the classes of one image?",
)
misconception(
    "evaluate/axis-forgotten",
    edit("(probabilities, axis=1)", "(probabilities)"),
    says="`tf.argmax` looks down the batch where it is told no axis; numpy's looks at all numbers.",
    hint="Which axis does `tf.argmax` take by itself?",
)
misconception(
    "evaluate/one-hot-against-classes",
    edit("tf.argmax(labels, axis=1)", "tf.cast(labels, tf.int64)"),
    says="Guessed classes are compared with one-hot labels.",
    hint="What does one label of the batch look like?",
)
misconception(
    "evaluate/probabilities-against-labels",
    edit("guesses == classes", "tf.round(probabilities) == labels"),
    edit("samples += len(labels)", "samples += int(tf.size(labels))"),
    says="Rounded probabilities are compared with labels number by number.",
    hint="For how many numbers of an image do you count a hit?",
)
misconception(
    "evaluate/count-not-share",
    edit("correct / samples", "correct"),
    says="The number of right guesses comes back, not their share.",
    hint="In which range must an accuracy lie?",
)
misconception(
    "evaluate/percent",
    edit("return correct", "return 100 * correct"),
    says="The accuracy comes back in percent.",
    hint="In which range must an accuracy lie?",
)
misconception(
    "evaluate/right-over-batches",
    edit("samples += len(labels)", "samples += 1"),
    says="The number of right guesses is divided by the number of batches.",
    hint="How many guesses were there in all?",
)
misconception(
    "evaluate/whole-division",
    edit("correct / samples", "correct // samples"),
    says="The share is rounded down to a whole number.",
    hint="What is 7 // 9?",
)
misconception(
    "evaluate/error-rate",
    edit("return correct", "return 1 - correct"),
    says="The share of wrong guesses comes back.",
    hint="Should a perfect model score 0 or 1?",
)
misconception(
    "evaluate/accuracy-as-tensor",
    edit("correct / samples", "tf.constant(correct / samples)"),
    says="The accuracy comes back as a tensor, not as a plain number.",
    hint="What would `type(...)` of your result print?",
)
misconception(
    "evaluate/last-batch-only-accuracy",
    edit("correct +=", "correct ="),
    edit("samples +=", "samples ="),
    says="Only the last batch's accuracy comes back.",
    hint="Where are your counts set to 0: before the batches, or for each of them?",
)
misconception(
    "evaluate/first-batch-only-accuracy",
    edit("    return", "        return"),
    says="Only the first batch is looked at.",
    hint="How deep is your `return` indented?",
)
misconception(
    "evaluate/last-batch-dropped-in-evaluation",
    edit("in dataset:", "in list(dataset)[:-1]:"),
    says="The smaller last batch is left out.",
    hint="How many guesses were there in all?",
)
misconception(
    "evaluate/loss-for-accuracy",
    edit("for images", "loss_fn = tf.keras.losses.CategoricalCrossentropy()\n    for images"),
    edit("int(hits)", "float(loss_fn(labels, probabilities)) * len(labels)"),
    says="A loss comes back, not an accuracy.",
    hint="What does it mean for one guess to be right?",
)
misconception(
    "evaluate/least-likely-class",
    edit("tf.argmax(probabilities", "tf.argmin(probabilities"),
    says="The class with the smallest probability is taken as the guess.",
    hint="Does a large probability mean that a class is likely or unlikely?",
)


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


misconception(
    "evaluate/trained-while-evaluated",
    edit("    return", "    train(model, dataset, epochs=1, learning_rate=0.01)\n    return"),
    says="The model learns from the batches on which it is evaluated.",
    hint="What may be different about the model after it was evaluated?",
)
