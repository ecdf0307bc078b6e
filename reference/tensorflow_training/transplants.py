"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

transplant("softmax-missing", "decorated", edit('Dense(10, activation="softmax")', "Dense(10)"))
transplant(
    "softmax-twice",
    "decorated",
    edit(
        '    model.add(layers.Dense(10, activation="softmax"))\n',
        '    model.add(layers.Dense(10, activation="softmax"))\n    model.add(layers.Softmax())\n',
    ),
)
transplant("log-softmax-at-the-end", "persistent", edit("tf.nn.softmax", "tf.nn.log_softmax"))
transplant("sigmoid-for-softmax", "persistent", edit("tf.nn.softmax", "tf.nn.sigmoid"))
transplant(
    "sigmoid-before-softmax",
    "by_hand",
    edit(
        "output = tf.keras.layers.Dense(10)",
        'output = tf.keras.layers.Dense(10, activation="sigmoid")',
    ),
)
transplant(
    "relu-before-softmax",
    "by_hand",
    edit(
        "output = tf.keras.layers.Dense(10)",
        'output = tf.keras.layers.Dense(10, activation="relu")',
    ),
)
transplant(
    "activations-exchanged",
    "functional",
    edit(
        'Dense(activation="sigmoid"), Dense(activation="softmax")',
        'Dense(activation="softmax"), Dense(activation="sigmoid")',
    ),
)
transplant("softmax-for-sigmoid", "decorated", edit('activation="sigmoid"', 'activation="softmax"'))
transplant("activation-missing", "decorated", edit('Dense(10, activation="sigmoid")', "Dense(10)"))
transplant("relu-for-sigmoid", "decorated", edit('activation="sigmoid"', 'activation="relu"'))
transplant("tanh-for-sigmoid", "by_hand", edit('Activation("sigmoid")', 'Activation("tanh")'))
transplant("one-layer-only", "trainer_class", edit("(784, 10, 10)", "(784, 10)"))
transplant("a-layer-too-many", "trainer_class", edit("(784, 10, 10)", "(784, 10, 10, 10)"))
transplant("input-as-a-layer", "trainer_class", edit("(784, 10, 10)", "(784, 784, 10, 10)"))
transplant("wide-hidden-layer", "trainer_class", edit("(784, 10, 10)", "(784, 128, 10)"))
transplant(
    "bias-missing",
    "by_hand",
    edit(
        "hidden = tf.keras.layers.Dense(10)", "hidden = tf.keras.layers.Dense(10, use_bias=False)"
    ),
    edit(
        "output = tf.keras.layers.Dense(10)", "output = tf.keras.layers.Dense(10, use_bias=False)"
    ),
)
transplant(
    "dropout-unasked",
    "decorated",
    edit(
        '    model.add(layers.Dense(10, activation="sigmoid"))\n',
        '    model.add(layers.Dense(10, activation="sigmoid"))\n'
        "    model.add(layers.Dropout(0.2))\n",
    ),
)
transplant(
    "input-shape-missing", "decorated", edit("    model.add(keras.Input(shape=(784,)))\n", "")
)
transplant("symmetric-init", "written_out", edit("RandomNormal(stddev=0.1)", "Zeros()"))
transplant(
    "frozen-variables",
    "by_hand",
    edit(
        "hidden = tf.keras.layers.Dense(10)",
        "hidden = tf.keras.layers.Dense(10)\n    hidden.trainable = False",
    ),
)
transplant(
    "one-model-for-all",
    "trainer_class",
    edit(
        "def build_model():\n    return Classifier()",
        "classifier = Classifier()\n\n\ndef build_model():\n    return classifier",
    ),
)

# one step
transplant("outside-tape", "decorated", edit("        loss = loss_fn", "    loss = loss_fn"))
transplant(
    "model-outside-tape",
    "decorated",
    edit(
        "    with tf.GradientTape() as tape:\n        predictions = model(images, training=True)\n",
        "    predictions = model(images, training=True)\n    with tf.GradientTape() as tape:\n",
    ),
)
transplant(
    "left-the-graph",
    "persistent",
    edit(
        "outputs = model(images, training=True)", "outputs = model(images, training=True).numpy()"
    ),
)
transplant(
    "made-anew",
    "persistent",
    edit("loss_fn(labels, outputs)", "loss_fn(labels, tf.constant(outputs.numpy()))"),
)
transplant(
    "loss-left-the-graph",
    "functional",
    edit("tape.gradient(value,", "tape.gradient(value.numpy(),"),
)
transplant("tape-asked-twice", "persistent", edit("(persistent=True)", "()"))
transplant(
    "zip-turned-around",
    "decorated",
    edit("zip(gradients, model.trainable_variables)", "zip(model.trainable_variables, gradients)"),
)
transplant(
    "gradients-without-variables",
    "functional",
    edit("list(zip(gradients, model.trainable_variables))", "gradients"),
)
transplant(
    "no-step",
    "decorated",
    edit("    optimizer.apply_gradients(zip(gradients, model.trainable_variables))\n", ""),
)
transplant(
    "variable-rebound",
    "persistent",
    edit(
        "    optimizer.apply_gradients(pairs)\n",
        "    for gradient, variable in pairs:\n"
        "        variable = variable - optimizer.learning_rate * gradient\n",
    ),
)
transplant(
    "two-steps",
    "persistent",
    edit(
        "    optimizer.apply_gradients(pairs)\n",
        "    optimizer.apply_gradients(pairs)\n    optimizer.apply_gradients(pairs)\n",
    ),
)
transplant(
    "ascent",
    "persistent",
    edit("(tape.gradient(loss, variable), variable)", "(-tape.gradient(loss, variable), variable)"),
)
transplant(
    "ascent-by-hand",
    "persistent",
    edit(
        "    optimizer.apply_gradients(pairs)\n",
        "    for gradient, variable in pairs:\n"
        "        variable.assign(variable + optimizer.learning_rate * gradient)\n",
    ),
)
transplant(
    "optimizer-unused",
    "persistent",
    edit(
        "    optimizer.apply_gradients(pairs)\n",
        "    for gradient, variable in pairs:\n"
        "        variable.assign(variable - optimizer.learning_rate * gradient)\n",
    ),
)
transplant(
    "gradient-assigned",
    "by_hand",
    edit(
        "    optimizer.apply(grads, variables)\n",
        "    for v, g in zip(variables, grads):\n        v.assign(optimizer.learning_rate * g)\n",
    ),
)
transplant(
    "last-layer-only",
    "trainer_class",
    edit("self.model.trainable_variables", "self.model.trainable_variables[-2:]"),
)
transplant(
    "first-layer-only",
    "trainer_class",
    edit("self.model.trainable_variables", "self.model.layers[0].trainable_variables"),
)
transplant(
    "kernels-only",
    "persistent",
    edit(
        "in model.trainable_variables:",
        "in [layer.kernel for layer in model.layers if layer.trainable_variables]:",
    ),
)
transplant(
    "training-flag-missing", "decorated", edit("model(images, training=True)", "model(images)")
)
transplant(
    "loss-arguments-swapped",
    "decorated",
    edit("loss_fn(labels, predictions)", "loss_fn(predictions, labels)"),
)
transplant(
    "softmax-on-probabilities",
    "decorated",
    edit("loss_fn(labels, predictions)", "loss_fn(labels, tf.nn.softmax(predictions))"),
)
transplant(
    "sigmoid-on-probabilities",
    "written_out",
    edit("loss = loss_fn(labels, prediction)", "loss = loss_fn(labels, tf.nn.sigmoid(prediction))"),
)
transplant(
    "log-on-probabilities",
    "trainer_class",
    edit(
        "self.loss_fn(labels, self.model(images, training=training))",
        "self.loss_fn(labels, keras.ops.log(self.model(images, training=training)))",
    ),
)
transplant(
    "loss-after-step",
    "functional",
    edit("return loss", "return loss_fn(labels, model(images, training=True))", of="train_step"),
)
transplant("loss-forgotten", "functional", edit("    return loss", "", of="train_step"))
transplant(
    "loss-times-batch-size",
    "functional",
    edit("return loss", "return loss * images.shape[0]", of="train_step"),
)
transplant(
    "divided-twice",
    "functional",
    edit(
        "    return value, tape.gradient(value,",
        "        mean = value / len(images)\n    return value, tape.gradient(mean,",
    ),
)
transplant(
    "loss-summed",
    "functional",
    edit(
        "    return value, tape.gradient(value,",
        "        total = value * len(images)\n    return value, tape.gradient(total,",
    ),
)
transplant(
    "own-loss",
    "decorated",
    edit(
        "loss = loss_fn(labels, predictions)",
        "loss = keras.losses.CategoricalCrossentropy()(labels, predictions)",
    ),
)
transplant(
    "own-optimizer",
    "persistent",
    edit(
        "    optimizer.apply_gradients(pairs)\n",
        "    optimizer = tf.keras.optimizers.SGD(learning_rate=0.01)\n"
        "    optimizer.apply_gradients(pairs)\n",
    ),
)
transplant(
    "optimizer-anew-each-step",
    "persistent",
    edit(
        "    optimizer.apply_gradients(pairs)\n",
        "    optimizer = optimizer.from_config(optimizer.get_config())\n"
        "    optimizer.apply_gradients(pairs)\n",
    ),
)
transplant(
    "clips-unasked",
    "written_out",
    edit(
        "    for grad in grads:\n",
        "    grads, _ = tf.clip_by_global_norm(grads, 1.0)\n    for grad in grads:\n",
    ),
)

# the loop
transplant(
    "mean-over-batches",
    "decorated",
    edit("loss, sample_weight=tf.cast(tf.shape(images)[0], tf.float32)", "loss"),
)
transplant(
    "sum-over-batches", "persistent", edit("np.average(losses, weights=sizes)", "np.sum(losses)")
)
transplant(
    "sum-over-samples", "written_out", edit("total.numpy().item() / seen", "total.numpy().item()")
)
transplant("batch-means-over-samples", "sparse", edit("l.numpy()*len(y)", "l.numpy()"))
transplant("sample-sum-over-batches", "sparse", edit("n+=len(y)", "n+=1"))
transplant(
    "last-batch-only", "written_out", edit("total.numpy().item() / seen", "loss.numpy().item()")
)
transplant("first-batch-loss", "persistent", edit("np.average(losses, weights=sizes)", "losses[0]"))
transplant("last-epoch-only", "persistent", edit("list(history)", "history[-1]"))
transplant(
    "last-epoch-in-a-list",
    "decorated",
    edit("    history = []\n", ""),
    edit(
        "        train_loss.reset_state()\n",
        "        history = []\n        train_loss.reset_state()\n",
    ),
)
transplant("history-forgotten", "trainer_class", edit("    return means\n", ""))
transplant("model-returned", "sparse", edit("return out", "return model"))
transplant(
    "every-batch-listed",
    "persistent",
    edit("    history = np.zeros(epochs)\n", "    losses = []\n"),
    edit("        losses, sizes = [], []\n", "        sizes = []\n"),
    edit("        history[epoch] = np.average(losses, weights=sizes)\n", ""),
    edit("list(history)", "losses"),
)
transplant(
    "returns-after-one-epoch", "trainer_class", edit("    return means\n", "        return means\n")
)
transplant(
    "total-not-reset",
    "sparse",
    edit("        tot=n=0\n", "        n=0\n"),
    edit("out=[]", "out=[]; tot=0"),
)
transplant("mean-since-the-start", "decorated", edit("        train_loss.reset_state()\n", ""))
transplant(
    "batches-averaged-since-the-start",
    "decorated",
    edit("        train_loss.reset_state()\n", ""),
    edit("loss, sample_weight=tf.cast(tf.shape(images)[0], tf.float32)", "loss"),
)
transplant(
    "loss-at-epoch-end",
    "by_hand",
    edit("            losses += each.numpy().tolist()\n", ""),
    edit(
        "        history.append",
        "        for images, labels in dataset:\n"
        "            losses += cross_entropy(labels, model(images)).numpy().tolist()\n"
        "        history.append",
    ),
)
transplant(
    "history-of-tensors", "decorated", edit("float(train_loss.result())", "train_loss.result()")
)
transplant("from-logits-mismatch", "persistent", edit("from_logits=False", "from_logits=True"))
transplant(
    "squared-error-for-cross-entropy",
    "decorated",
    edit("keras.losses.CategoricalCrossentropy()", "keras.losses.MeanSquaredError()"),
)
transplant(
    "binary-cross-entropy",
    "decorated",
    edit("keras.losses.CategoricalCrossentropy()", "keras.losses.BinaryCrossentropy()"),
)
transplant(
    "label-smoothing",
    "trainer_class",
    edit("CategoricalCrossentropy()", "CategoricalCrossentropy(label_smoothing=0.1)"),
)
transplant(
    "sparse-for-one-hot",
    "decorated",
    edit("CategoricalCrossentropy()", "SparseCategoricalCrossentropy()"),
)
transplant(
    "one-hot-twice",
    "decorated",
    edit(
        "            loss = train_step",
        "            labels = tf.one_hot(tf.cast(labels, tf.int32), 4)\n"
        "            loss = train_step",
    ),
)
transplant(
    "variables-never-move",
    "by_hand",
    edit("v.assign_sub(learning_rate * g)", "v = v - learning_rate * g"),
)
transplant(
    "learning-rate-ignored", "decorated", edit("learning_rate=learning_rate", "learning_rate=0.01")
)
transplant(
    "learning-rate-of-a-thousandth",
    "decorated",
    edit("learning_rate=learning_rate", "learning_rate=0.001"),
)
transplant("adam-for-sgd", "functional", edit('"class_name": "SGD"', '"class_name": "Adam"'))
transplant("momentum-unasked", "persistent", edit("momentum=0.0", "momentum=0.9"))
transplant("first-batch-only", "sparse", edit(".prefetch(1)", ".take(1)"))
transplant(
    "last-batch-dropped",
    "sparse",
    edit(".prefetch(1)", ".unbatch().batch(len(next(iter(dataset))[0]), drop_remainder=True)"),
)
transplant(
    "one-step-per-epoch",
    "by_hand",
    edit(
        "                loss = tf.reduce_mean(each)\n"
        "            grads = tape.gradient(loss, model.trainable_variables)\n"
        "            for v, g in zip(model.trainable_variables, grads):\n"
        "                v.assign_sub(learning_rate * g)\n",
        "                loss = tf.reduce_sum(each)\n"
        "            grads = tape.gradient(loss, model.trainable_variables)\n"
        "            total = grads if not losses else [a + b for a, b in zip(total, grads)]\n",
    ),
    edit(
        "        history.append",
        "        for v, g in zip(model.trainable_variables, total):\n"
        "            v.assign_sub(learning_rate * g / len(losses))\n"
        "        history.append",
    ),
)
transplant("whole-data-every-step", "sparse", edit(".prefetch(1)", ".unbatch().batch(10_000)"))
transplant("one-sample-a-step", "sparse", edit(".prefetch(1)", ".unbatch().batch(1)"))
transplant("batched-again", "sparse", edit("(y, axis=-1))).prefetch(1)", "(y, axis=-1))).batch(2)"))
transplant("dataset-shuffled", "sparse", edit(".prefetch(1)", ".shuffle(1000)"))
transplant(
    "samples-shuffled",
    "sparse",
    edit(".prefetch(1)", ".unbatch().shuffle(60000).batch(len(next(iter(dataset))[0]))"),
)
transplant(
    "trains-a-copy",
    "decorated",
    edit(
        "    loss_object =",
        "    weights = model.get_weights()\n"
        "    model = keras.models.clone_model(model)\n"
        "    model.set_weights(weights)\n"
        "    loss_object =",
    ),
)
transplant(
    "restarts-every-epoch",
    "decorated",
    edit("    history = []\n", "    history = []\n    weights = model.get_weights()\n"),
    edit(
        "        train_loss.reset_state()\n",
        "        train_loss.reset_state()\n        model.set_weights(weights)\n",
    ),
)
transplant(
    "dataset-used-up",
    "trainer_class",
    edit("    means = []\n", "    means = []\n    dataset = iter(dataset)\n"),
)
transplant(
    "fit-for-the-loop",
    "persistent",
    edit(
        "    history = np.zeros(epochs)\n",
        "    model.compile(optimizer=sgd, loss=criterion)\n"
        "    return model.fit(dataset, epochs=epochs, shuffle=False, verbose=0).history['loss']\n"
        "    history = np.zeros(epochs)\n",
    ),
)

# evaluation
transplant(
    "training-mode-in-evaluation",
    "trainer_class",
    edit("model(images, training=False)", "model(images, training=True)"),
)
transplant(
    "mean-over-batches-accuracy",
    "trainer_class",
    edit('"float32")), len(labels))', '"float32")), 1)'),
)
transplant(
    "probabilities-against-labels",
    "functional",
    edit("tf.keras.metrics.categorical_accuracy", "tf.keras.metrics.binary_accuracy"),
)
transplant("count-not-share", "sparse", edit("return ok/n", "return ok"))
transplant("percent", "sparse", edit("return ok/n", "return ok/n*100"))
transplant(
    "right-over-batches",
    "sparse",
    edit("in dataset.unbatch().batch(64):", "in dataset:"),
    edit("n += x.shape[0]", "n += 1"),
)
transplant("whole-division", "sparse", edit("ok/n", "ok//n"))
transplant("error-rate", "written_out", edit("1 - int(wrong) / total", "int(wrong) / total"))
transplant(
    "accuracy-as-tensor",
    "functional",
    edit(
        "float(tf.reduce_mean(tf.concat(hits, axis=0)))", "tf.reduce_mean(tf.concat(hits, axis=0))"
    ),
)
transplant(
    "last-batch-only-accuracy",
    "by_hand",
    edit(
        "    right = total = 0\n    for images, labels in dataset:\n",
        "    for images, labels in dataset:\n        right = total = 0\n",
    ),
)
transplant(
    "first-batch-only-accuracy",
    "by_hand",
    edit("    return right / total\n", "        return right / total\n"),
)
transplant(
    "loss-for-accuracy",
    "functional",
    edit("tf.keras.metrics.categorical_accuracy", "tf.keras.losses.categorical_crossentropy"),
)
transplant(
    "least-likely-class", "written_out", edit("tf.argmax(p, axis=1)", "tf.argmin(p, axis=1)")
)
transplant(
    "not-compiled",
    "inner_function",
    edit(
        "    accuracy = tf.keras.metrics.CategoricalAccuracy()\n"
        "    for images, labels in dataset:\n"
        "        accuracy.update_state(labels, model(images, training=False))\n"
        "    return accuracy.result().numpy()",
        "    loss, accuracy = model.evaluate(dataset)\n    return accuracy",
    ),
)
transplant(
    "compiled-metrics",
    "inner_function",
    edit(
        "    accuracy = tf.keras.metrics.CategoricalAccuracy()\n"
        "    for images, labels in dataset:\n"
        "        accuracy.update_state(labels, model(images, training=False))\n"
        "    return accuracy.result().numpy()",
        "    model.compile(loss=CategoricalCrossentropy(), metrics=['accuracy'])\n"
        "    loss, accuracy = model.evaluate(dataset)\n"
        "    return accuracy",
    ),
)
transplant(
    "loss-and-accuracy",
    "inner_function",
    edit(
        "    accuracy = tf.keras.metrics.CategoricalAccuracy()\n"
        "    for images, labels in dataset:\n"
        "        accuracy.update_state(labels, model(images, training=False))\n"
        "    return accuracy.result().numpy()",
        "    model.compile(loss=CategoricalCrossentropy(), metrics=['accuracy'])\n"
        "    return model.evaluate(dataset)",
    ),
)
transplant(
    "trained-while-evaluated",
    "trainer_class",
    edit(
        "    return round(meter.mean, 9)",
        "    train(model, dataset, epochs=1, learning_rate=0.01)\n    return round(meter.mean, 9)",
    ),
)
