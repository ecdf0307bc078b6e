"""A step that is compiled to a graph, metrics objects of Keras, an evaluation in a graph, too."""

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


def build_model():
    model = keras.Sequential()
    model.add(keras.Input(shape=(784,)))
    model.add(layers.Dense(10, activation="sigmoid"))
    model.add(layers.Dense(10, activation="softmax"))
    return model


@tf.function
def train_step(model, loss_fn, optimizer, images, labels):
    with tf.GradientTape() as tape:
        predictions = model(images, training=True)
        loss = loss_fn(labels, predictions)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


def train(model, dataset, *, epochs, learning_rate):
    loss_object = keras.losses.CategoricalCrossentropy()
    optimizer = keras.optimizers.SGD(learning_rate=learning_rate)
    train_loss = keras.metrics.Mean(name="train_loss")
    train_accuracy = keras.metrics.CategoricalAccuracy(name="train_accuracy")
    history = []
    for epoch in range(epochs):
        train_loss.reset_state()
        train_accuracy.reset_state()
        for images, labels in dataset:
            loss = train_step(model, loss_object, optimizer, images, labels)
            train_loss.update_state(loss, sample_weight=tf.cast(tf.shape(images)[0], tf.float32))
            train_accuracy.update_state(labels, model(images))
        history.append(float(train_loss.result()))
        tf.print("epoch", epoch + 1, "loss", train_loss.result(), train_accuracy.result())
    return history


@tf.function
def count(model, dataset):
    right = tf.constant(0)
    total = tf.constant(0)
    for images, labels in dataset:
        hits = tf.argmax(model(images, training=False), 1) == tf.argmax(labels, 1)
        for hit in hits:
            if hit:
                right += 1
        total += tf.shape(images)[0]
    return right, total


def evaluate(model, dataset):
    right, total = count(model, dataset)
    return int(right) / int(total)
