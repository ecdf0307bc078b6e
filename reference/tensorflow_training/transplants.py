"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

transplant("softmax-missing", "decorated", edit('Dense(10, activation="softmax")', "Dense(10)"))
transplant("softmax-missing", "by_hand", edit("        tf.keras.layers.Softmax(),\n", ""))
transplant(
    "softmax-twice",
    "decorated",
    edit(
        '    model.add(layers.Dense(10, activation="softmax"))\n',
        '    model.add(layers.Dense(10, activation="softmax"))\n    model.add(layers.Softmax())\n',
    ),
)
transplant(
    "softmax-twice",
    "by_hand",
    edit(
        "output = tf.keras.layers.Dense(10)",
        'output = tf.keras.layers.Dense(10, activation="softmax")',
    ),
)
transplant("log-softmax-at-the-end", "persistent", edit("tf.nn.softmax", "tf.nn.log_softmax"))
transplant("log-softmax-at-the-end", "trainer_class", edit('"softmax"', '"log_softmax"'))
transplant("sigmoid-for-softmax", "persistent", edit("tf.nn.softmax", "tf.nn.sigmoid"))
transplant(
    "sigmoid-for-softmax",
    "by_hand",
    edit("tf.keras.layers.Softmax()", 'tf.keras.layers.Activation("sigmoid")'),
)
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
transplant(
    "activations-exchanged",
    "by_hand",
    edit(
        "        tf.keras.layers.Softmax(),\n", '        tf.keras.layers.Activation("sigmoid"),\n'
    ),
    edit('Activation("sigmoid"),\n        output', "Softmax(),\n        output"),
)
transplant("softmax-for-sigmoid", "decorated", edit('activation="sigmoid"', 'activation="softmax"'))
transplant("softmax-for-sigmoid", "trainer_class", edit('"sigmoid"', '"softmax"'))
transplant("activation-missing", "decorated", edit('Dense(10, activation="sigmoid")', "Dense(10)"))
transplant(
    "activation-missing", "by_hand", edit('        tf.keras.layers.Activation("sigmoid"),\n', "")
)
transplant("relu-for-sigmoid", "decorated", edit('activation="sigmoid"', 'activation="relu"'))
transplant("relu-for-sigmoid", "persistent", edit("tf.nn.sigmoid", "tf.nn.relu"))
transplant("tanh-for-sigmoid", "by_hand", edit('Activation("sigmoid")', 'Activation("tanh")'))
transplant("tanh-for-sigmoid", "persistent", edit("tf.nn.sigmoid", "tf.nn.tanh"))
transplant("one-layer-only", "trainer_class", edit("(784, 10, 10)", "(784, 10)"))
transplant(
    "one-layer-only",
    "decorated",
    edit('    model.add(layers.Dense(10, activation="sigmoid"))\n', ""),
)
transplant("a-layer-too-many", "trainer_class", edit("(784, 10, 10)", "(784, 10, 10, 10)"))
transplant(
    "a-layer-too-many",
    "decorated",
    edit(
        '    model.add(layers.Dense(10, activation="sigmoid"))\n',
        '    model.add(layers.Dense(10, activation="sigmoid"))\n'
        '    model.add(layers.Dense(10, activation="sigmoid"))\n',
    ),
)
transplant("input-as-a-layer", "trainer_class", edit("(784, 10, 10)", "(784, 784, 10, 10)"))
transplant(
    "input-as-a-layer",
    "decorated",
    edit(
        "    model.add(keras.Input(shape=(784,)))\n",
        '    model.add(layers.Dense(784, activation="sigmoid", input_shape=(784,)))\n',
    ),
)
transplant("wide-hidden-layer", "trainer_class", edit("(784, 10, 10)", "(784, 128, 10)"))
transplant(
    "wide-hidden-layer", "decorated", edit('10, activation="sigmoid"', '128, activation="sigmoid"')
)
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
transplant("dropout-unasked", "sparse", edit("K.layers.Flatten()", "K.layers.Dropout(0.5)"))
transplant(
    "input-shape-missing", "decorated", edit("    model.add(keras.Input(shape=(784,)))\n", "")
)
transplant("input-shape-missing", "sparse", edit("K.layers.Input((784,)), ", ""))
transplant("symmetric-init", "written_out", edit("RandomNormal(stddev=0.1)", "Zeros()"))
transplant(
    "symmetric-init",
    "by_hand",
    edit(
        "hidden = tf.keras.layers.Dense(10)",
        'hidden = tf.keras.layers.Dense(10, kernel_initializer="ones")',
    ),
)
transplant(
    "frozen-variables",
    "by_hand",
    edit(
        "hidden = tf.keras.layers.Dense(10)",
        "hidden = tf.keras.layers.Dense(10)\n    hidden.trainable = False",
    ),
)
transplant(
    "frozen-variables",
    "decorated",
    edit("    return model\n", "    model.layers[0].trainable = False\n    return model\n"),
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
transplant("outside-tape", "persistent", edit("        loss = loss_fn", "    loss = loss_fn"))
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
    "left-the-graph",
    "trainer_class",
    edit("self.model(images, training=training)", "self.model(images, training=training).numpy()"),
)
transplant(
    "made-anew",
    "persistent",
    edit("loss_fn(labels, outputs)", "loss_fn(labels, tf.constant(outputs.numpy()))"),
)
transplant(
    "made-anew",
    "functional",
    edit("y_pred=model(images, training=True)", "y_pred=tf.Variable(model(images, training=True))"),
)
transplant(
    "loss-left-the-graph",
    "functional",
    edit("tape.gradient(value,", "tape.gradient(value.numpy(),"),
)
transplant(
    "loss-left-the-graph",
    "trainer_class",
    edit(
        "loss = self.forward(images, labels, True)",
        "loss = self.forward(images, labels, True).numpy()",
    ),
)
transplant("tape-asked-twice", "persistent", edit("(persistent=True)", "()"))
transplant(
    "zip-turned-around",
    "decorated",
    edit("zip(gradients, model.trainable_variables)", "zip(model.trainable_variables, gradients)"),
)
transplant(
    "zip-turned-around",
    "persistent",
    edit("(tape.gradient(loss, variable), variable)", "(variable, tape.gradient(loss, variable))"),
)
transplant(
    "gradients-without-variables",
    "functional",
    edit("list(zip(gradients, model.trainable_variables))", "gradients"),
)
transplant(
    "gradients-without-variables",
    "persistent",
    edit(
        "pairs.append((tape.gradient(loss, variable), variable))",
        "pairs.append(tape.gradient(loss, variable))",
    ),
)
transplant(
    "no-step",
    "decorated",
    edit("    optimizer.apply_gradients(zip(gradients, model.trainable_variables))\n", ""),
)
transplant("no-step", "persistent", edit("    optimizer.apply_gradients(pairs)\n", ""))
transplant(
    "no-step",
    "trainer_class",
    edit(
        "        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))\n",
        "",
    ),
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
    "two-steps",
    "by_hand",
    edit(
        "    optimizer.apply(grads, variables)\n",
        "    optimizer.apply(grads, variables)\n    optimizer.apply(grads, variables)\n",
    ),
)
transplant(
    "ascent",
    "persistent",
    edit("(tape.gradient(loss, variable), variable)", "(-tape.gradient(loss, variable), variable)"),
)
transplant(
    "ascent", "functional", edit("zip(gradients, model", "zip([-g for g in gradients], model")
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
    "optimizer-unused",
    "by_hand",
    edit(
        "    optimizer.apply(grads, variables)\n",
        "    for v, g in zip(variables, grads):\n"
        "        v.assign_sub(optimizer.learning_rate * g)\n",
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
    "first-layer-only",
    "persistent",
    edit("in model.trainable_variables:", "in model.trainable_variables[:2]:"),
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
    "training-flag-missing",
    "trainer_class",
    edit("self.forward(images, labels, True)", "self.forward(images, labels, False)"),
)
transplant(
    "loss-arguments-swapped",
    "decorated",
    edit("loss_fn(labels, predictions)", "loss_fn(predictions, labels)"),
)
transplant(
    "loss-arguments-swapped",
    "functional",
    edit(
        "loss_fn(y_true=labels, y_pred=model(images, training=True))",
        "loss_fn(y_pred=labels, y_true=model(images, training=True))",
    ),
)
transplant(
    "softmax-on-probabilities",
    "decorated",
    edit("loss_fn(labels, predictions)", "loss_fn(labels, tf.nn.softmax(predictions))"),
)
transplant(
    "softmax-on-probabilities",
    "persistent",
    edit(
        "outputs = model(images, training=True)",
        "outputs = tf.keras.layers.Softmax()(model(images, training=True))",
    ),
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
transplant(
    "loss-after-step",
    "written_out",
    edit(
        "    return tf.squeeze(loss).numpy().item()",
        "    return loss_fn(labels, model(images, training=True)).numpy().item()",
    ),
)
transplant("loss-forgotten", "functional", edit("    return loss", "", of="train_step"))
transplant("loss-forgotten", "persistent", edit("    return loss.numpy()\n", ""))
transplant(
    "loss-times-batch-size",
    "functional",
    edit("return loss", "return loss * images.shape[0]", of="train_step"),
)
transplant(
    "loss-times-batch-size",
    "by_hand",
    edit("return float(loss)", "return float(loss) * len(labels)"),
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
    "own-loss",
    "trainer_class",
    edit(
        "self.loss_fn, self.optimizer = model, loss_fn, optimizer",
        "self.loss_fn, self.optimizer = model, keras.losses.CategoricalCrossentropy(), optimizer",
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
    "own-optimizer",
    "functional",
    edit(
        "    optimizer.apply_gradients(list", "    tf.keras.optimizers.SGD().apply_gradients(list"
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
    "mean-over-batches", "persistent", edit("np.average(losses, weights=sizes)", "np.mean(losses)")
)
transplant("mean-over-batches", "trainer_class", edit("tf.shape(images)[0])", "1)"))
transplant(
    "sum-over-batches", "persistent", edit("np.average(losses, weights=sizes)", "np.sum(losses)")
)
transplant(
    "sum-over-batches",
    "sparse",
    edit("tot+=l.numpy()*len(y)", "tot+=l.numpy()"),
    edit("tot/n", "tot"),
)
transplant(
    "sum-over-samples", "written_out", edit("total.numpy().item() / seen", "total.numpy().item()")
)
transplant("sum-over-samples", "sparse", edit("tot/n", "tot"))
transplant("batch-means-over-samples", "sparse", edit("l.numpy()*len(y)", "l.numpy()"))
transplant(
    "batch-means-over-samples",
    "written_out",
    edit("total = total + tf.reduce_sum(each)", "total = total + loss"),
)
transplant("sample-sum-over-batches", "sparse", edit("n+=len(y)", "n+=1"))
transplant(
    "sample-sum-over-batches",
    "written_out",
    edit("total.numpy().item() / seen", "total.numpy().item() / len(batches)"),
)
transplant(
    "last-batch-only", "written_out", edit("total.numpy().item() / seen", "loss.numpy().item()")
)
transplant("last-batch-only", "persistent", edit("np.average(losses, weights=sizes)", "losses[-1]"))
transplant("first-batch-loss", "persistent", edit("np.average(losses, weights=sizes)", "losses[0]"))
transplant("last-epoch-only", "persistent", edit("list(history)", "history[-1]"))
transplant("last-epoch-only", "sparse", edit("return out", "return tot/n"))
transplant(
    "last-epoch-in-a-list",
    "decorated",
    edit("    history = []\n", ""),
    edit(
        "        train_loss.reset_state()\n",
        "        history = []\n        train_loss.reset_state()\n",
    ),
)
transplant(
    "last-epoch-in-a-list",
    "written_out",
    edit('    history = {"loss": [], "accuracy": []}\n', ""),
    edit(
        "        seen = 0\n", '        seen = 0\n        history = {"loss": [], "accuracy": []}\n'
    ),
)
transplant("history-forgotten", "trainer_class", edit("    return means\n", ""))
transplant("history-forgotten", "decorated", edit("    return history\n", ""))
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
    "every-batch-listed",
    "sparse",
    edit("tot+=l.numpy()*len(y)", "out.append(float(l))"),
    edit("        out.append(tot/n)\n", ""),
)
transplant(
    "returns-after-one-epoch", "trainer_class", edit("    return means\n", "        return means\n")
)
transplant(
    "returns-after-one-epoch", "decorated", edit("    return history\n", "        return history\n")
)
transplant(
    "total-not-reset",
    "sparse",
    edit("        tot=n=0\n", "        n=0\n"),
    edit("out=[]", "out=[]; tot=0"),
)
transplant(
    "total-not-reset",
    "written_out",
    edit("        total = tf.zeros(())\n", ""),
    edit("    for epoch in tf.range", "    total = tf.zeros(())\n    for epoch in tf.range"),
)
transplant("mean-since-the-start", "decorated", edit("        train_loss.reset_state()\n", ""))
transplant(
    "mean-since-the-start",
    "trainer_class",
    edit("        meter = Meter()\n", "", of="train"),
    edit("    means = []\n", "    means, meter = [], Meter()\n"),
)
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
    "loss-at-epoch-end",
    "sparse",
    edit(
        "l=train_step(model,f,opt,x,y); tot+=l.numpy()*len(y); n+=len(y)",
        "train_step(model,f,opt,x,y)",
    ),
    edit(
        "        out.append",
        "        for x,y in dataset: tot+=K.losses.CategoricalCrossentropy()(y,model(x)).numpy()"
        "*len(y); n+=len(y)\n"
        "        out.append",
    ),
)
transplant(
    "history-of-tensors", "decorated", edit("float(train_loss.result())", "train_loss.result()")
)
transplant("history-of-tensors", "inner_function", edit("epoch().numpy()", "epoch()"))
transplant("from-logits-mismatch", "persistent", edit("from_logits=False", "from_logits=True"))
transplant(
    "from-logits-mismatch",
    "sparse",
    edit("SparseCategoricalCrossentropy()", "SparseCategoricalCrossentropy(from_logits=True)"),
)
transplant(
    "from-logits-mismatch",
    "decorated",
    edit("CategoricalCrossentropy()", "CategoricalCrossentropy(from_logits=True)"),
)
transplant(
    "squared-error-for-cross-entropy",
    "decorated",
    edit("keras.losses.CategoricalCrossentropy()", "keras.losses.MeanSquaredError()"),
)
transplant(
    "squared-error-for-cross-entropy",
    "by_hand",
    edit(
        "-tf.reduce_sum(labels * tf.math.log(probabilities + 1e-12), axis=1)",
        "tf.reduce_mean((labels - probabilities) ** 2, axis=1)",
    ),
)
transplant(
    "binary-cross-entropy",
    "decorated",
    edit("keras.losses.CategoricalCrossentropy()", "keras.losses.BinaryCrossentropy()"),
)
transplant(
    "binary-cross-entropy",
    "functional",
    edit("categorical_crossentropy(y_true", "binary_crossentropy(y_true"),
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
    "sparse-for-one-hot",
    "sparse",
    edit("dataset.map(lambda x, y: (x, tf.argmax(y, axis=-1))).prefetch(1)", "dataset"),
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
    "variables-never-move",
    "written_out",
    edit("            optimizer.apply_gradients(zip(grads, model.trainable_variables))\n", ""),
)
transplant(
    "learning-rate-ignored", "decorated", edit("learning_rate=learning_rate", "learning_rate=0.01")
)
transplant(
    "learning-rate-of-a-thousandth",
    "decorated",
    edit("learning_rate=learning_rate", "learning_rate=0.001"),
)
transplant("learning-rate-of-a-thousandth", "written_out", edit("SGD(learning_rate)", "SGD(1e-3)"))
transplant("adam-for-sgd", "functional", edit('"class_name": "SGD"', '"class_name": "Adam"'))
transplant("momentum-unasked", "persistent", edit("momentum=0.0", "momentum=0.9"))
transplant("first-batch-only", "sparse", edit(".prefetch(1)", ".take(1)"))
transplant(
    "first-batch-only",
    "trainer_class",
    edit("tf.shape(images)[0])\n", "tf.shape(images)[0])\n            break\n"),
)
transplant(
    "last-batch-dropped",
    "sparse",
    edit(".prefetch(1)", ".unbatch().batch(len(next(iter(dataset))[0]), drop_remainder=True)"),
)
transplant(
    "last-batch-dropped",
    "written_out",
    edit(
        "batches = [(x, y) for x, y in dataset]",
        "batches = [(x, y) for x, y in dataset]\n"
        "    batches = [(x, y) for x, y in batches if len(x) == len(batches[0][0])]",
    ),
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
transplant(
    "whole-data-every-step",
    "written_out",
    edit(
        "batches = [(x, y) for x, y in dataset]",
        "batches = [tuple(tf.concat(parts, axis=0) for parts in zip(*dataset))]",
    ),
)
transplant("one-sample-a-step", "sparse", edit(".prefetch(1)", ".unbatch().batch(1)"))
transplant(
    "one-sample-a-step",
    "written_out",
    edit(
        "batches = [(x, y) for x, y in dataset]",
        "batches = [(x[i : i + 1], y[i : i + 1]) for x, y in dataset for i in range(len(x))]",
    ),
)
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
    "trains-a-copy",
    "trainer_class",
    edit(
        "    trainer = Trainer(model,",
        "    import copy\n\n    trainer = Trainer(copy.deepcopy(model),",
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
    "restarts-every-epoch",
    "by_hand",
    edit(
        "    history = []\n", "    history = []\n    start = [v.numpy() for v in model.weights]\n"
    ),
    edit(
        "        losses = []\n",
        "        losses = []\n"
        "        for v, value in zip(model.weights, start):\n"
        "            v.assign(value)\n",
    ),
)
transplant(
    "dataset-used-up",
    "trainer_class",
    edit("    means = []\n", "    means = []\n    dataset = iter(dataset)\n"),
)
transplant(
    "dataset-used-up",
    "by_hand",
    edit("    history = []\n", "    history = []\n    batches = iter(dataset)\n"),
    edit("in dataset:", "in batches:", of="train"),
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
    "mean-over-batches-accuracy",
    "functional",
    edit(
        "tf.keras.metrics.categorical_accuracy(labels, model(images, training=False))",
        "tf.reduce_mean("
        "tf.keras.metrics.categorical_accuracy(labels, model(images, training=False)))",
    ),
    edit("tf.concat(hits, axis=0)", "hits"),
)
transplant(
    "probabilities-against-labels",
    "functional",
    edit("tf.keras.metrics.categorical_accuracy", "tf.keras.metrics.binary_accuracy"),
)
transplant(
    "probabilities-against-labels",
    "inner_function",
    edit("tf.keras.metrics.CategoricalAccuracy()", "tf.keras.metrics.BinaryAccuracy()"),
)
transplant("count-not-share", "sparse", edit("return ok/n", "return ok"))
transplant("count-not-share", "by_hand", edit("return right / total", "return right"))
transplant("percent", "sparse", edit("return ok/n", "return ok/n*100"))
transplant(
    "percent",
    "functional",
    edit(
        "float(tf.reduce_mean(tf.concat(hits, axis=0)))",
        "100 * float(tf.reduce_mean(tf.concat(hits, axis=0)))",
    ),
)
transplant(
    "right-over-batches",
    "sparse",
    edit("in dataset.unbatch().batch(64):", "in dataset:"),
    edit("n += x.shape[0]", "n += 1"),
)
transplant(
    "right-over-batches", "by_hand", edit("            total += 1\n", "        total += 1\n")
)
transplant("whole-division", "sparse", edit("ok/n", "ok//n"))
transplant("whole-division", "by_hand", edit("right / total", "right // total"))
transplant("error-rate", "written_out", edit("1 - int(wrong) / total", "int(wrong) / total"))
transplant(
    "error-rate",
    "by_hand",
    edit("int(tf.argmax(probabilities)) == int", "int(tf.argmax(probabilities)) != int"),
)
transplant(
    "accuracy-as-tensor",
    "functional",
    edit(
        "float(tf.reduce_mean(tf.concat(hits, axis=0)))", "tf.reduce_mean(tf.concat(hits, axis=0))"
    ),
)
transplant(
    "accuracy-as-tensor", "inner_function", edit("accuracy.result().numpy()", "accuracy.result()")
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
    "last-batch-only-accuracy",
    "inner_function",
    edit(
        "    for images, labels in dataset:\n        accuracy.",
        "    for images, labels in dataset:\n        accuracy.reset_state()\n        accuracy.",
    ),
)
transplant(
    "first-batch-only-accuracy",
    "by_hand",
    edit("    return right / total\n", "        return right / total\n"),
)
transplant(
    "first-batch-only-accuracy",
    "inner_function",
    edit("    return accuracy.result().numpy()", "        return accuracy.result().numpy()"),
)
transplant(
    "loss-for-accuracy",
    "functional",
    edit("tf.keras.metrics.categorical_accuracy", "tf.keras.losses.categorical_crossentropy"),
)
transplant(
    "loss-for-accuracy",
    "inner_function",
    edit("tf.keras.metrics.CategoricalAccuracy()", "tf.keras.metrics.CategoricalCrossentropy()"),
)
transplant(
    "least-likely-class", "written_out", edit("tf.argmax(p, axis=1)", "tf.argmin(p, axis=1)")
)
transplant(
    "least-likely-class", "by_hand", edit("tf.argmax(probabilities)", "tf.argmin(probabilities)")
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
