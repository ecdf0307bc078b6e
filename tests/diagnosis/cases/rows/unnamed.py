"""Ideas of real students that had no name, or lost it beside another."""

from __future__ import annotations

from tests.diagnosis.cases.row import ALL, FEW, Edit, Row

# Adam
ADAM_STEP = "new[key] = parameters[key] - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)"
STORED = '        state["mean"][key] = mean\n        state["square"][key] = square\n'
M_HAT, V_HAT = "m_hat = mean / (1 - beta1**t)", "v_hat = square / (1 - beta2**t)"

ADAM = (
    Row(
        name="adam-uphill",
        topic="gradient_descent",
        fault="the step is added",
        edits=(Edit(ADAM_STEP, ADAM_STEP.replace(" - learning", " + learning")),),
        loses={"adam_step": ALL},
        true=frozenset({"adam-uphill"}),
        says=r"wrong sign|wrong way|uphill|added",
    ),
    Row(
        name="adam-bias-moment-not-squared",
        topic="gradient_descent",
        fault="the second moment of the biases averages the gradients themselves",
        edits=(
            Edit(
                "g * g * (1 - beta2)",
                '(g * g if key.startswith("W") else g) * (1 - beta2)',
            ),
        ),
        loses={"adam_step": ALL},
        true=frozenset({"adam-bias-not-squared"}),
        says=r"bias\w*.* squared|squared.* bias",
    ),
    Row(
        name="adam-short-form",
        topic="gradient_descent",
        fault="the short form, in which ε is not scaled",
        edits=(
            Edit(
                f"        {M_HAT}\n        {V_HAT}\n",
                "        fix = (1 - beta2**t) ** 0.5 / (1 - beta1**t)\n",
            ),
            Edit(
                "learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)",
                "learning_rate * fix * mean / (np.sqrt(square) + epsilon)",
            ),
        ),
        loses={"adam_step": ALL},
        true=frozenset({"adam-epsilon-not-scaled"}),
        says=r"ε",
    ),
    Row(
        name="adam-in-place",
        topic="gradient_descent",
        fault="the caller's parameters are changed",
        edits=(
            Edit(
                ADAM_STEP,
                "p = parameters[key]\n"
                "        p -= learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)\n"
                "        new[key] = p",
            ),
        ),
        loses={"adam_step": FEW},
        says=r"argument parameters was changed",
    ),
    Row(
        name="adam-uncorrected-and-forgetful",
        topic="gradient_descent",
        fault="no bias correction, and the moments are never stored",
        edits=(Edit(STORED, ""), Edit(M_HAT, "m_hat = mean"), Edit(V_HAT, "v_hat = square")),
        loses={"adam_step": ALL},
        true=frozenset({"adam-no-bias-correction", "adam-state-forgotten"}),
    ),
    Row(
        name="adam-forgetful",
        topic="gradient_descent",
        fault="the moments are never stored, the number of calls is",
        edits=(Edit(STORED, ""),),
        loses={"adam_step": ALL},
        true=frozenset({"adam-state-forgotten"}),
    ),
    Row(
        name="adam-counts-from-two",
        topic="gradient_descent",
        fault="t is 2 in the first call",
        edits=(Edit('"calls": 0', '"calls": 1'),),
        loses={"adam_step": ALL},
        true=frozenset({"adam-starts-at-two"}),
        says=r"\bt = |first call|number of (steps|calls)|counts? ",
    ),
    Row(
        name="adam-times-gradient",
        topic="gradient_descent",
        fault="the step is multiplied by the gradient once more",
        edits=(Edit("learning_rate * m_hat /", "learning_rate * g * m_hat /"),),
        loses={"adam_step": ALL},
        true=frozenset({"adam-times-gradient"}),
        says=r"(multiplied|times).* gradient|gradient.* (multiplied|again|once more)",
    ),
)

# Batch normalisation
IN_EVALUATION = (
    '        sd = np.sqrt(running["var"] + epsilon)\n        hat = (x - running["mean"]) / sd\n'
)
SD, HAT = IN_EVALUATION.splitlines(keepends=True)
OLD_MEAN = 'after["mean"] = momentum * running["mean"] + (1 - momentum) * mu'
OLD_VAR = 'after["var"] = momentum * running["var"] + (1 - momentum) * var'
CENTRED_TWICE = HAT + '        hat = (hat - running["mean"]) / sd\n'

BATCH_NORMALISATION = (
    Row(
        name="bn-own-term-only",
        topic="remedies",
        fault="dx holds each row's own term only: (1 - 1/N) of the upstream gradient",
        edits=(
            Edit(
                "dx = gamma / (n * sd) * (n * upstream - dbeta - hat * dgamma)",
                "dx = gamma / sd * upstream * (1 - 1 / n)",
            ),
        ),
        loses={"batch_norm_backward": ALL},
        true=frozenset({"bn-own-term-only"}),
        says=r"own (term|row|part)|other rows|diagonal",
    ),
    Row(
        name="bn-running-averages-are-rows",
        topic="remedies",
        fault="the running averages have the shape (1, D)",
        edits=(
            Edit(
                "mu, var = np.mean(x, axis=0), np.var(x, axis=0)",
                "mu, var = np.mean(x, axis=0, keepdims=True), np.var(x, axis=0, keepdims=True)",
            ),
            Edit("sd = np.sqrt(var + epsilon)\n", "sd = np.sqrt(var + epsilon)[0]\n"),
        ),
        loses={"batch_norm_forward": ALL},
        says=r"expected shape \(\d+,\) in mean, got shape \(1, \d+\)",
    ),
    Row(
        name="bn-momentum-swapped-and-centred-twice",
        topic="remedies",
        fault="the momentum's weights are exchanged; evaluation centres and scales twice",
        edits=(
            Edit(OLD_MEAN, 'after["mean"] = momentum * mu + (1 - momentum) * running["mean"]'),
            Edit(OLD_VAR, 'after["var"] = momentum * var + (1 - momentum) * running["var"]'),
            Edit(HAT, CENTRED_TWICE),
        ),
        loses={"batch_norm_forward": ALL},
        true=frozenset({"bn-momentum-swapped", "bn-eval-normalised-twice"}),
    ),
    Row(
        name="bn-deviation-stored-and-used",
        topic="remedies",
        fault="the running average under var is a deviation, and is used as one",
        edits=(
            Edit(OLD_VAR, OLD_VAR.replace("* var", "* np.std(x, axis=0)")),
            Edit(SD, '        sd = running["var"]\n'),
        ),
        loses={"batch_norm_forward": ALL},
        true=frozenset({"bn-running-deviation", "bn-eval-no-root"}),
    ),
    Row(
        name="bn-evaluation-epsilon-outside",
        topic="remedies",
        fault="in evaluation ε is added to the deviation",
        edits=(Edit(SD, '        sd = np.sqrt(running["var"]) + epsilon\n'),),
        loses={"batch_norm_forward": ALL},
        true=frozenset({"bn-eval-epsilon-outside-root"}),
        says=r"ε",
    ),
    Row(
        name="bn-evaluation-centred-twice",
        topic="remedies",
        fault="evaluation centres and scales twice",
        edits=(Edit(HAT, CENTRED_TWICE),),
        loses={"batch_norm_forward": ALL},
        true=frozenset({"bn-eval-normalised-twice"}),
        says=r"twice|a second time|once more",
    ),
    Row(
        name="bn-evaluation-without-epsilon",
        topic="remedies",
        fault="in evaluation ε is missing",
        edits=(Edit(SD, '        sd = np.sqrt(running["var"])\n'),),
        loses={"batch_norm_forward": ALL},
        true=frozenset({"bn-eval-epsilon-forgotten"}),
        says=r"ε",
    ),
    Row(
        name="lstm-tangent-of-an-angle",
        topic="lstm",
        fault="np.tan for np.tanh",
        edits=(Edit("g = np.tanh(a[:,", "g = np.tan(a[:,"),),
        loses={"lstm_step_forward": ALL},
        may=frozenset({"lstm_step_backward", "lstm_forward", "lstm_backward"}),
        says=r"tangent|np\.tan\b",
    ),
)

# Back-propagation
PENALTY = ' + 0.5 * sum(np.sum(parameters[k] ** 2) for k in parameters if k[0] == "W")'
MEAN_LOSS = "    return -chosen.mean()\n"
WITH_PENALTY = Edit(MEAN_LOSS, f"    return -chosen.mean(){PENALTY}\n")
LAYER = 'grads["W%d" % k], grads["b%d" % k] = layer_gradients(error, a)\n'
WITH_DECAY = Edit(LAYER, LAYER + '        grads["W%d" % k] = grads["W%d" % k] + W\n')
DECAY = r"penalt|decay|multiple of W|proportional to W|½ ?Σ|L2"

BACK_PROPAGATION = (
    Row(
        name="dot-for-star",
        topic="backprop",
        fault="np.dot where elements are to be multiplied",
        edits=(
            Edit(
                "error = error.dot(W.T) * (a * (1 - a))",
                "error = np.dot(error.dot(W.T).T, a * (1 - a))",
            ),
        ),
        loses={"backward": ALL},
        says=r"element by element",
    ),
    Row(
        name="slope-after-the-fused-error",
        topic="backprop",
        fault="p - y is multiplied by the slope p (1 - p) once more",
        edits=(
            Edit(
                "    return error / labels.size\n",
                "    p = np.exp(log_softmax(logits))\n"
                "    return error * p * (1 - p) / labels.size\n",
            ),
        ),
        loses={"output_error": ALL},
        true=frozenset({"slope-of-softmax-twice"}),
        may=frozenset({"backward"}),
        says=r"slope",
    ),
    Row(
        name="weight-decay-in-both",
        topic="backprop",
        fault="weight decay that nobody asked for, in the loss and in the gradients",
        edits=(WITH_PENALTY, WITH_DECAY),
        loses={"loss": ALL},
        may=frozenset({"backward"}),
        says=DECAY,
    ),
    Row(
        name="weight-decay-in-the-gradients",
        topic="backprop",
        fault="weight decay that nobody asked for, in the gradients only",
        edits=(WITH_DECAY,),
        loses={"backward": ALL},
        says=DECAY,
    ),
    Row(
        name="weight-decay-in-the-loss",
        topic="backprop",
        fault="weight decay that nobody asked for, in the loss only",
        edits=(WITH_PENALTY,),
        loses={"loss": ALL},
        says=DECAY,
    ),
    Row(
        name="xrange",
        topic="backprop",
        fault="a word of Python 2",
        edits=(
            Edit("    for k in range(1, depth + 1):\n", "    for k in xrange(1, depth + 1):\n"),
        ),
        loses={"forward": ALL},
        may=frozenset({"loss", "backward"}),
        says=r"Python 2",
    ),
)

# Losses
LOSS = "    return -log_probabilities(logits)[range(n), labels].sum() / n\n"
OF_PROBABILITIES = "    return -np.log(probabilities(logits)[range(n), labels]{}).sum() / n\n"
SHIFTED = "np.exp(logits - logits.max(axis=1, keepdims=True))"
NO_SHIFT = frozenset({"softmax-no-shift", "log-of-zero", "gradient-no-shift"})

LOSSES = (
    Row(
        name="zeros-replaced",
        topic="forward_and_losses",
        fault="probabilities that are exactly 0 become 1e-10",
        edits=(
            Edit(
                "    return weights / total\n",
                "    p = weights / total\n    p[p == 0] = 1e-10\n    return p\n",
            ),
            Edit(LOSS, OF_PROBABILITIES.format("")),
        ),
        loses={"cross_entropy": FEW, "cross_entropy_gradient": FEW},
        true=frozenset({"zeros-replaced", "gradient-of-clipped-probabilities"}),
        says=r"kept away from 0|right to (about )?\d+ digits",
    ),
    Row(
        name="one-maximum-for-the-batch",
        topic="forward_and_losses",
        fault="one maximum for the whole batch",
        edits=(
            Edit(SHIFTED, "np.exp(logits - np.amax(logits))"),
            Edit(LOSS, OF_PROBABILITIES.format("")),
        ),
        loses={"cross_entropy": FEW, "cross_entropy_gradient": FEW},
        true=frozenset({"softmax-global-max", "log-of-zero", "gradient-global-max"}),
    ),
    Row(
        name="tiny-epsilon-in-the-logarithm",
        topic="forward_and_losses",
        fault="log(p + 1e-16)",
        edits=(Edit(LOSS, OF_PROBABILITIES.format(" + 1e-16")),),
        loses={"cross_entropy": FEW},
        true=frozenset({"log-with-epsilon"}),
    ),
    Row(
        name="large-epsilon-in-the-logarithm",
        topic="forward_and_losses",
        fault="log(p + 1e-5)",
        edits=(Edit(LOSS, OF_PROBABILITIES.format(" + 1e-5")),),
        loses={"cross_entropy": ALL},
        true=frozenset({"log-with-epsilon", "precision"}),
    ),
    Row(
        name="raw-exponentials-in-a-loop",
        topic="forward_and_losses",
        fault="a ratio of raw exponentials, number by number, then its logarithm",
        edits=(
            Edit(
                "    grad = probabilities(logits)\n"
                "    grad[range(n), labels] -= 1\n"
                "    return grad / n\n",
                "    return both(logits, labels)[1] / n\n"
                "\n\n"
                "def both(logits, labels):\n"
                "    total, grad = 0.0, np.zeros_like(logits)\n"
                "    for row, label in enumerate(labels):\n"
                "        powers = np.exp(logits[row])\n"
                "        for j in range(len(powers)):\n"
                "            share = powers[j] / powers.sum()\n"
                "            grad[row, j] = share - (j == label)\n"
                "            if j == label:\n"
                "                total -= np.log(share)\n"
                "    return total, grad\n",
            ),
            Edit(LOSS, "    return both(logits, labels)[0] / n\n"),
        ),
        loses={"cross_entropy": FEW, "cross_entropy_gradient": FEW},
        true=NO_SHIFT,
    ),
    Row(
        name="raw-exponentials",
        topic="forward_and_losses",
        fault="a ratio of raw exponentials, then its logarithm",
        edits=(Edit(SHIFTED, "np.exp(logits)"), Edit(LOSS, OF_PROBABILITIES.format(""))),
        loses={"cross_entropy": FEW, "cross_entropy_gradient": FEW},
        true=NO_SHIFT,
    ),
    Row(
        name="one-sum-and-raw-exponentials",
        topic="activations",
        fault="one sum for the whole batch, and no shift",
        edits=(
            Edit(
                "    top = np.max(logits, axis=-1, keepdims=True)\n"
                "    weights = np.exp(logits - top)\n"
                "    total = np.sum(weights, axis=-1, keepdims=True)\n",
                "    weights = np.exp(logits)\n    total = np.sum(weights)\n",
            ),
        ),
        loses={"softmax": ALL},
        true=frozenset({"softmax-over-everything", "softmax-no-shift"}),
    ),
    Row(
        name="true-class-everywhere",
        topic="forward_and_losses",
        fault="the probability of the true class stands in every column of the gradient",
        edits=(
            Edit(
                "    grad[range(n), labels] -= 1\n",
                "    grad = np.tile(grad[range(n), labels][:, None], (1, logits.shape[1]))\n"
                "    grad[range(n), labels] -= 1\n",
            ),
        ),
        loses={"cross_entropy_gradient": ALL},
        true=frozenset({"true-probability-for-all"}),
    ),
)

# Loops of PyTorch
TRAIN_MODE = "        model.train()\n"
SPENT = "            spent += cost.item() * len(labels)\n"
SEEN = "            seen += len(labels)\n        curve"
MEAN_OF_MEANS = (
    Edit(SPENT, "            spent += cost.item()\n"),
    Edit(SEEN, "            seen += 1\n        curve"),
)
MOVED = "    model = model.to(device)\n    sgd"
COST = "cost = nn.functional.cross_entropy(scores, labels)"

LOOPS = (
    Row(
        name="nominal-size-in-evaluation",
        topic="torch_training",
        fault="the first batch's size stands for that of every batch",
        edits=(
            Edit("    right, seen = 0, 0\n", "    right, seen, size = 0, 0, None\n"),
            Edit(
                "            seen += len(labels)\n    model",
                "            size = size or len(labels)\n            seen += size\n    model",
            ),
        ),
        loses={"evaluate": ALL},
        true=frozenset({"nominal-batch-size-accuracy"}),
        says=r"(nominal|full|first batch's) size|last batch",
    ),
    Row(
        name="not-moved-and-mode-lost-in-evaluation",
        topic="torch_training",
        fault="the model is not moved, and stays in evaluation mode",
        edits=(
            Edit("    model = model.to(device)\n    model.eval()\n", "    model.eval()\n"),
            Edit("    model.train(before)\n", ""),
        ),
        loses={"evaluate": ALL},
        true=frozenset({"model-left-behind-in-evaluation", "mode-not-restored"}),
        says=r"mode is afterwards",
    ),
    Row(
        name="not-moved-and-mean-of-means",
        topic="torch_training",
        fault="the model is not moved, and batches count alike",
        edits=(Edit(MOVED, "    sgd"), *MEAN_OF_MEANS),
        loses={"train": ALL},
        true=frozenset({"model-left-behind", "mean-over-batches"}),
    ),
    Row(
        name="nll-of-logits",
        topic="torch_training",
        fault="nll_loss gets logits",
        edits=(Edit(COST, "cost = nn.functional.nll_loss(scores, labels)"),),
        loses={"train": ALL},
        true=frozenset({"nll-of-logits"}),
        says=r"nll_loss|logarithm|log-softmax",
    ),
    Row(
        name="nll-of-probabilities",
        topic="torch_training",
        fault="nll_loss gets probabilities",
        edits=(Edit(COST, "cost = nn.functional.nll_loss(scores.softmax(dim=1), labels)"),),
        loses={"train": ALL},
        true=frozenset({"nll-of-probabilities"}),
        says=r"nll_loss|logarithm|log-softmax",
    ),
    Row(
        name="no-train-mode-and-mean-of-means",
        topic="torch_training",
        fault="train() is missing, and batches count alike",
        edits=(Edit(TRAIN_MODE, ""), *MEAN_OF_MEANS),
        loses={"train": ALL},
        true=frozenset({"no-train-mode", "mean-over-batches"}),
    ),
    Row(
        name="no-train-mode",
        topic="torch_training",
        fault="train() is missing",
        edits=(Edit(TRAIN_MODE, ""),),
        loses={"train": ALL},
        true=frozenset({"no-train-mode"}),
    ),
    Row(
        name="nominal-size-in-training",
        topic="torch_training",
        fault="losses are weighted by the first batch's size",
        edits=(
            Edit("        spent, seen = 0.0, 0\n", "        spent, seen, size = 0.0, 0, None\n"),
            Edit(
                SPENT,
                "            size = size or len(labels)\n            spent += cost.item() * size\n",
            ),
        ),
        loses={"train": ALL},
        true=frozenset({"nominal-batch-size"}),
        says=r"(nominal|full|first batch's) size|last batch",
    ),
)

UNNAMED = (*ADAM, *BATCH_NORMALISATION, *BACK_PROPAGATION, *LOSSES, *LOOPS)
