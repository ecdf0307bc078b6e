"""The TensorFlow training loop: a Keras model, and its gradients from a tape.

Images come as float32 tensors (N, 784) or of whatever width a model takes, labels one-hot as
float32 tensors (N, C). A dataset is a `tf.data.Dataset` that gives batches (images, labels), again
and again; its last batch may be smaller, and may be the only one; a batch holds one sample or more.
Models give probabilities: what they end with is a softmax. So a loss has `from_logits=False`, its
default. With `from_logits=True` it is wrong here, although Keras 3 puts that right, with a warning,
where its own softmax made the very tensor that the loss gets; in the checks' models it does not.
The loops are written out here: `compile`, `fit` and `evaluate` of Keras stay unused.
"""

import tensorflow as tf


def build_model():
    """A new Keras Sequential: 784 inputs, Dense 10 with a sigmoid, Dense 10 with a softmax.

    Both layers have a bias. The model is told its 784 inputs, so that its variables are there
    before it has seen an image. Weights start at random, as those of Keras' layers do.
    """
    # BEGIN SOLUTION
    hidden = tf.keras.layers.Dense(10, activation="sigmoid")
    output = tf.keras.layers.Dense(10, activation="softmax")
    return tf.keras.Sequential([tf.keras.layers.Input(shape=(784,)), hidden, output])
    # END SOLUTION


def train_step(model, loss_fn, optimizer, images, labels):
    """Teach the model one batch: its gradients from a tape, then one step of the optimizer.

    The model is called with `training=True`. `loss_fn(labels, what the model gives)` is the loss, a
    tensor with one number; labels come in the form that this loss takes. All trainable variables of
    the model move together. The optimizer is any of Keras', and knows these variables already.

    Returns the loss as it was before the step: a tensor with one number, or a plain number.
    """
    # BEGIN SOLUTION
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, model(images, training=True))
    variables = model.trainable_variables
    gradients = tape.gradient(loss, variables)
    pairs = list(zip(gradients, variables, strict=True))
    optimizer.apply_gradients(pairs)
    return loss
    # END SOLUTION


def train(model, dataset, *, epochs, learning_rate):
    """Train the model itself, in training mode, with plain SGD on categorical cross-entropy.

    Labels are one-hot, and the model gives probabilities, not logits; the loss of a batch is the
    mean over its samples. Each of the `epochs` (≥ 1) goes through the whole dataset once, with one
    step for each batch, no momentum and no weight decay. (The textbook's learning rate is 0.01.)

    Returns a list with one plain float for each epoch: the mean loss over all samples of the epoch,
    each sample's taken with its batch just before that batch's step. So a small last batch counts
    by the number of its samples.
    """
    # BEGIN SOLUTION
    loss_fn = tf.keras.losses.CategoricalCrossentropy()
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for images, labels in dataset:
            loss = float(train_step(model, loss_fn, optimizer, images, labels))
            total += loss * len(labels)
            samples += len(labels)
        history.append(total / samples)
    return history
    # END SOLUTION


def evaluate(model, dataset):
    """The share of all samples whose likeliest class is that of their label, a float in [0, 1].

    Labels are one-hot. The model is called with `training=False`; afterwards its variables and
    moving statistics are as before.
    """
    # BEGIN SOLUTION
    correct = samples = 0
    for images, labels in dataset:
        probabilities = model(images, training=False)
        guesses = tf.argmax(probabilities, axis=1)
        classes = tf.argmax(labels, axis=1)
        hits = tf.math.count_nonzero(guesses == classes)
        correct += int(hits)
        samples += len(labels)
    return correct / samples
    # END SOLUTION
