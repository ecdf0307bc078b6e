"""A clone is asked in the model's place, layers are taken from the end, batches are counted."""

import tensorflow as tf


def build_model():
    model = tf.keras.Sequential([tf.keras.Input((784,)), tf.keras.layers.Dense(10, "sigmoid")])
    model.add(tf.keras.layers.Dense(10, "softmax"))
    return model


def train_step(model, loss_fn, optimizer, images, labels):
    # Those of the last layer, and all the others.
    last = model.layers[-1].trainable_variables
    others = [v for layer in model.layers[:-1] for v in layer.trainable_variables]
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, model(images, training=True))
    slopes = tape.gradient(loss, others + last)
    optimizer.apply_gradients(zip(slopes, others + last, strict=True))
    return loss


def train(model, dataset, *, epochs, learning_rate):
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    loss_fn = tf.keras.losses.CategoricalCrossentropy(reduction="sum")
    curve = []
    for _ in range(epochs):
        total, count = tf.constant(0.0), 0
        for images, labels in dataset:
            with tf.GradientTape() as tape:
                loss = loss_fn(labels, model(images, training=True)) / len(images)
            slopes = tape.gradient(loss, model.trainable_variables)
            optimizer.apply_gradients(zip(slopes, model.trainable_variables, strict=True))
            total += loss * len(images)
            count += len(images)
        curve.append(float(total) / count)
    return curve


def evaluate(model, dataset):
    twin = tf.keras.models.clone_model(model)
    twin.set_weights(model.get_weights())
    twin.trainable = False
    right = []
    for images, labels in dataset:
        guessed = twin(images, training=False).numpy().argmax(axis=1)
        right += (guessed == labels.numpy().argmax(axis=1)).tolist()
    return sum(right) / len(right)
