"""Loops written out without a helper function; norms printed; sums on the way as tensors."""

import tensorflow as tf


def build_model():
    tf.keras.utils.set_random_seed(1)
    init = tf.keras.initializers.RandomNormal(stddev=0.1)
    return tf.keras.Sequential(
        [
            tf.keras.layers.Input(shape=(784,), dtype="float32", name="pixels"),
            tf.keras.layers.Dense(10, activation="sigmoid", kernel_initializer=init, bias_initializer="zeros"),
            tf.keras.layers.Dense(10, activation="softmax", kernel_initializer="glorot_uniform"),
        ],
        name="textbook",
    )


def train_step(model, loss_fn, optimizer, images, labels):
    images = tf.convert_to_tensor(images)
    with tf.GradientTape(persistent=False) as tape:
        prediction = model.call(images, training=True)
        loss = loss_fn(labels, prediction)
    grads = tape.gradient(loss, model.trainable_variables)
    print("gradient norm", tf.linalg.global_norm(grads).numpy())
    for grad in grads:
        tf.debugging.check_numerics(grad, "a gradient is not finite")
    optimizer.apply_gradients((g, v) for g, v in zip(grads, model.trainable_variables))
    return tf.squeeze(loss).numpy().item()


def train(model, dataset, *, epochs, learning_rate):
    bce = tf.keras.losses.CategoricalCrossentropy(reduction="none")
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    batches = [(x, y) for x, y in dataset]
    history = {"loss": [], "accuracy": []}
    for epoch in tf.range(epochs):
        total = tf.zeros(())
        seen = 0
        for x, y in batches:
            with tf.GradientTape() as tape:
                p = model(x, training=True)
                each = bce(y, p)
                loss = tf.reduce_sum(each) / tf.cast(tf.size(each), tf.float32)
            grads = tape.gradient(loss, model.trainable_variables)
            optimizer.apply_gradients(zip(grads, model.trainable_variables))
            total = total + tf.reduce_sum(each)
            seen = seen + int(tf.size(each))
        history["loss"].append(total.numpy().item() / seen)
        history["accuracy"].append(evaluate(model, dataset))
    return history["loss"]


def evaluate(model, dataset):
    wrong = tf.Variable(0, dtype=tf.int64, trainable=False)
    total = 0
    for x, y in dataset:
        with tf.GradientTape() as tape:
            with tape.stop_recording():
                p = model(x, training=False)
        wrong.assign_add(tf.math.count_nonzero(tf.argmax(p, axis=1) != tf.argmax(y, axis=1)))
        total += p.shape[0]
    return 1 - int(wrong) / total
