"""Loops and networks of PyTorch and TensorFlow: refused, let through, or blamed elsewhere."""

from __future__ import annotations

from tests.diagnosis.cases.row import ALL, FEW, Edit, Row

SPENT = "            spent += cost.item() * len(pick)\n"
APPENDED = "        curve.append(spent / n)\n"
NETWORK = frozenset({"predict"})  # It is asked for guesses of what `fit` has trained.
CURVE = r"learning curve|losses that were computed|mean loss"

IMAGES = (
    Row(
        name="images-curve-of-graphs",
        topic="image_classification",
        fault="losses are added up as tensors, with their graphs",
        edits=(Edit(SPENT, "            spent += cost * len(pick)\n"),),
        loses={"fit": FEW},
        true=frozenset({"losses-are-tensors", "graphs-kept"}),
    ),
    Row(
        name="images-scaled-in-place",
        topic="image_classification",
        fault="the caller's images are scaled and moved",
        edits=(
            Edit(
                "    images, labels = images.to(device)",
                "    images *= 16 / images.max()\n"
                "    images += 0.25\n"
                "    images, labels = images.to(device)",
            ),
        ),
        loses={"fit": FEW},
        true=frozenset({"arguments-changed-in-place"}),
        says=r"inputs and labels are as they were",
    ),
    Row(
        name="images-last-loss-of-an-epoch",
        topic="image_classification",
        fault="the curve holds each epoch's last batch only",
        edits=(Edit(APPENDED, "        curve.append(cost.item())\n"),),
        loses={"fit": FEW},
        says=CURVE,
    ),
    Row(
        name="images-made-up-curve",
        topic="image_classification",
        fault="the curve is made up",
        edits=(Edit(APPENDED, "        curve.append(2.4 / (epoch + 1))\n"),),
        loses={"fit": FEW},
        says=CURVE,
    ),
    Row(
        name="images-mean-of-means",
        topic="image_classification",
        fault="the curve holds the mean over batches, of which there is one more than were made",
        edits=(
            Edit(SPENT, "            spent += cost.item()\n"),
            Edit(APPENDED, "        curve.append(spent / (n // size + 1))\n"),
        ),
        loses={"fit": FEW},
        says=CURVE,
    ),
    Row(
        name="images-old-gradients-added",
        topic="image_classification",
        fault="every second step also goes by the gradients of the step before",
        edits=(
            Edit(
                "            cost.backward()\n",
                "            cost.backward()\n"
                "            if (first // size) % 2 == 0:\n"
                "                before = [p.grad.clone() for p in model.parameters()]\n"
                "            else:\n"
                "                for p, g in zip(model.parameters(), before):\n"
                "                    p.grad += g\n",
            ),
        ),
        loses={"fit": FEW},
        true=frozenset({"gradients-add-up"}),
        says=r"gradients.*(earlier|used)",
    ),
    Row(
        name="images-step-before-backward",
        topic="image_classification",
        fault="the step comes before the backward pass, right after the gradients were cleared",
        edits=(
            Edit(
                "            cost.backward()\n            adam.step()\n",
                "            adam.step()\n            cost.backward()\n",
            ),
        ),
        loses={"fit": ALL},
        true=frozenset({"parameters-never-move"}),
        may=NETWORK,
        says=r"before (the )?backward|step.*before",
    ),
    Row(
        name="images-evaluation-after-each-epoch",
        topic="image_classification",
        fault="from the second epoch on the model is trained in evaluation mode",
        edits=(
            Edit(
                APPENDED,
                APPENDED
                + "        model.eval()\n"
                + "        with torch.no_grad():\n"
                + "            hits = model(images[:50]).argmax(dim=1) == labels[:50]\n"
                + "        print(epoch, hits.float().mean().item())\n",
            ),
        ),
        loses={"fit": ALL},
        true=frozenset({"not-in-training-mode"}),
        may=NETWORK,
        says=r"evaluation mode",
    ),
    Row(
        name="images-one-epoch",
        topic="image_classification",
        # One epoch is allowed, and its loop is right; what it teaches here is about a third.
        fault="a single epoch, after which too little has been learnt",
        edits=(
            Edit("lr=0.002", "lr=0.003"),
            Edit("n, size, epochs = len(labels), 32, 15", "n, size, epochs = len(labels), 4, 1"),
        ),
        loses={"fit": ALL},
        may=NETWORK,
        says=r"held-out samples are right",
    ),
)

TEXTS = (
    Row(
        name="texts-detached",
        topic="text_classification",
        fault="the logits are cut off from the model before the loss",
        edits=(
            Edit(
                "scores = model(texts[pick])",
                "scores = model(texts[pick]).detach().requires_grad_()",
            ),
        ),
        loses={"fit": ALL},
        true=frozenset({"parameters-never-move"}),
        may=NETWORK,
        says=r"detach|cut off|left the graph|no gradient",
    ),
    Row(
        name="texts-trained-in-evaluation-mode",
        topic="text_classification",
        fault="the model is put into evaluation mode, and trained in it",
        edits=(
            Edit(
                "    model.train()\n    texts, labels",
                "    model.eval()\n    texts, labels",
            ),
        ),
        loses={"fit": ALL},
        true=frozenset({"trained-in-evaluation-mode"}),
        may=NETWORK,
        says=r"evaluation mode",
    ),
    Row(
        name="texts-first-state",
        topic="text_classification",
        fault="the answer is read off the state after the first character",
        edits=(Edit("states.amax(dim=1)", "states[:, 0]"),),
        loses={"build_model": ALL},
        may=frozenset({"predict"}),
        says=r"first (character|state)|order",
    ),
    Row(
        name="texts-mean-of-means",
        topic="text_classification",
        fault="the curve holds the mean over batches",
        edits=(
            Edit(SPENT, "            spent += cost.item()\n"),
            Edit(APPENDED, "        curve.append(spent / batches)\n"),
        ),
        loses={"fit": FEW},
        says=CURVE,
    ),
    Row(
        name="texts-without-gates",
        topic="text_classification",
        fault="a plain recurrent layer, where one with gates is asked for",
        edits=(Edit("nn.GRU(20, 40", "nn.RNN(20, 40"),),
        loses={"build_model": ALL},
        may=frozenset({"predict"}),
        says=r"gates",
    ),
    Row(
        name="texts-vocabulary-too-short",
        topic="text_classification",
        fault="the embedding has no row for the last character",
        edits=(Edit("nn.Embedding(vocabulary_size, 20)", "nn.Embedding(vocabulary_size - 1, 20)"),),
        loses={"build_model": ALL},
        may=frozenset({"predict"}),
        says=r"embedding",
    ),
)

TENSORFLOW = (
    Row(
        name="keras-clipped-by-the-optimizer",
        topic="tensorflow_training",
        fault="the optimizer clips gradients, which nobody asked for",
        edits=(Edit("SGD(learning_rate)", "SGD(learning_rate, clipnorm=0.4)"),),
        loses={"train": ALL},
        true=frozenset({"clips-unasked"}),
    ),
    Row(
        name="keras-mean-of-integers",
        topic="tensorflow_training",
        fault="the mean of integers is an integer",
        edits=(
            Edit(
                "    right, seen = 0, 0\n    for",
                "    right = []\n    for",
            ),
            Edit(
                "        right += int(tf.math.count_nonzero(hits))\n"
                "        seen += int(labels.shape[0])\n    return right / seen\n",
                "        right.append(tf.cast(hits, tf.int32))\n"
                "    return float(tf.reduce_mean(tf.concat(right, axis=0)))\n",
            ),
        ),
        loses={"evaluate": ALL},
        true=frozenset({"whole-division"}),
    ),
    Row(
        name="keras-last-layer-only",
        topic="tensorflow_training",
        fault="only the variables of the last layer move",
        edits=(
            Edit(
                "    weights = model.trainable_variables\n",
                "    weights = model.layers[-1].trainable_variables\n",
            ),
        ),
        loses={"train_step": ALL},
        may=frozenset({"train"}),
        true=frozenset({"last-layer-only"}),
    ),
    Row(
        name="keras-learning-rate-ignored",
        topic="tensorflow_training",
        fault="the optimizer has the learning rate of its default, 0.01",
        edits=(Edit("SGD(learning_rate)", "SGD()"),),
        loses={"train": ALL},
        true=frozenset({"learning-rate-ignored"}),
    ),
    Row(
        name="keras-rounded-probabilities",
        topic="tensorflow_training",
        fault="a sample counts as right where its rounded probabilities equal the label",
        edits=(
            Edit(
                "hits = tf.argmax(chances, axis=1) == tf.argmax(labels, axis=1)",
                "hits = tf.reduce_all(tf.round(chances) == labels, axis=1)",
            ),
        ),
        loses={"evaluate": ALL},
        true=frozenset({"rounded-probabilities"}),
        says=r"round",
    ),
    Row(
        name="keras-clone-is-asked",
        topic="tensorflow_training",
        fault="none: a clone is evaluated, so that the model cannot change",
        edits=(
            Edit(
                "    right, seen = 0, 0\n    for images",
                "    twin = keras.models.clone_model(model)\n"
                "    twin.set_weights(model.get_weights())\n"
                "    right, seen = 0, 0\n    for images",
            ),
            Edit(
                "chances = model(images, training=False)", "chances = twin(images, training=False)"
            ),
        ),
    ),
)

SGD = "torch.optim.SGD(model.parameters(), lr=learning_rate)"

TORCH = (
    Row(
        name="torch-outputs-kept",
        topic="torch_training",
        fault="all outputs are kept, with their graphs",
        edits=(
            Edit("    curve = []\n", "    curve, everything = [], []\n"),
            Edit(
                "            scores = model(images)\n",
                "            scores = model(images)\n            everything.append(scores)\n",
            ),
        ),
        loses={"train": FEW},
        true=frozenset({"keeps-history"}),
        says=r"nothing but numbers is kept",
    ),
    Row(
        name="torch-length-of-the-dataset",
        topic="torch_training",
        fault="the loader is asked for a dataset, which not every iterable has",
        edits=(
            Edit(
                "        curve.append(spent / seen)\n",
                "        curve.append(spent / len(loader.dataset))\n",
            ),
        ),
        loses={"train": ALL},
        says=r"dataset",
    ),
    Row(
        name="torch-learning-rate-ignored",
        topic="torch_training",
        fault="the learning rate is written into the code",
        edits=(Edit(SGD, SGD.replace("learning_rate", "0.01")),),
        loses={"train": ALL},
        true=frozenset({"learning-rate-ignored"}),
    ),
    Row(
        name="torch-step-before-backward",
        topic="torch_training",
        fault="a step, then the backward pass, then the gradients are cleared",
        edits=(
            Edit("            sgd.zero_grad()\n", ""),
            Edit(
                "            cost.backward()\n            sgd.step()\n",
                "            sgd.step()\n"
                "            cost.backward()\n"
                "            sgd.zero_grad()\n",
            ),
        ),
        loses={"train": ALL},
        true=frozenset({"step-between-zeroing-and-backward", "zero-grad-after-backward"}),
    ),
    Row(
        name="torch-weight-decay",
        topic="torch_training",
        fault="the optimizer decays the weights, which nobody asked for",
        edits=(Edit(SGD, SGD.replace("learning_rate", "learning_rate, weight_decay=0.02")),),
        loses={"train": ALL},
        true=frozenset({"weight-decay-unasked"}),
        says=r"decay",
    ),
)

UNDERSTANDING = (
    Row(
        name="split-seeded-anew",
        topic="understanding",
        fault="a generator of its own decides, not the one that is given",
        edits=(
            Edit(
                "    aside = np.zeros",
                "    rng = np.random.default_rng(1)\n    aside = np.zeros",
            ),
        ),
        loses={"train_validation_split": FEW},
        true=frozenset({"generator-of-its-own"}),
    ),
    Row(
        name="saliency-by-forward-mode",
        topic="understanding",
        fault="none: the Jacobian is found in forward mode",
        edits=(
            Edit(
                "    pixels = image.detach().clone().requires_grad_()\n"
                "    with torch.enable_grad():\n"
                "        score = model(pixels[None])[0, label]\n"
                "        (slopes,) = torch.autograd.grad(score, pixels)\n",
                "    slope_at = torch.func.jacfwd(lambda p: model(p[None])[0, label])\n"
                "    slopes = slope_at(image.detach())\n",
            ),
            Edit("    return slopes.abs()\n", "    return slopes.detach().abs()\n"),
        ),
    ),
)

FRAMEWORKS = (*TORCH, *TENSORFLOW, *UNDERSTANDING, *IMAGES, *TEXTS)
