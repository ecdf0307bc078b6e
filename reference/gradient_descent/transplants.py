"""Misconceptions in other words: written into correct variants, where they must be named, too."""

from autograder.rubric import edit, transplant

transplant(
    "ascent",
    "comprehensions",
    edit(
        "parameters[k] - learning_rate * gradients[k] for k in sorted",
        "parameters[k] + learning_rate * gradients[k] for k in sorted",
    ),
)
transplant(
    "ascent",
    "loops_and_copies",
    edit(
        "new[key] -= learning_rate * gradients[key]", "new[key] += learning_rate * gradients[key]"
    ),
)
transplant(
    "learning-rate-forgotten",
    "choice_without_replacement",
    edit("gradient * learning_rate", "gradient"),
)
transplant(
    "learning-rate-forgotten",
    "adam_class",
    edit(
        "np.subtract(value, learning_rate * gradients[name])", "np.subtract(value, gradients[name])"
    ),
)
transplant(
    "paired-by-position",
    "adam_class",
    edit(
        "learning_rate * gradients[name])) for name, value in parameters.items())",
        "learning_rate * g)) for (name, value), g in zip(parameters.items(), gradients.values()))",
    ),
)
transplant(
    "parameters-changed-in-place",
    "loops_and_copies",
    edit("    new = copy.deepcopy(parameters)\n", "    new = parameters\n", of="sgd_step"),
)
transplant(
    "parameters-changed-in-place",
    "choice_without_replacement",
    edit(
        "result[name] = result[name] - gradient * learning_rate",
        "result[name] -= gradient * learning_rate",
    ),
)
transplant(
    "gradients-mutated",
    "loops_and_copies",
    edit(
        "new[key] -= learning_rate * gradients[key]",
        "gradients[key] *= learning_rate\n        new[key] -= gradients[key]",
    ),
)

transplant(
    "velocity-forgotten", "adam_class", edit("return new_p, new_v", "return new_p, velocity")
)
transplant(
    "velocity-forgotten",
    "loops_and_copies",
    edit("return [new, new_velocity]", "return [new, velocity]"),
)
transplant(
    "velocity-sign",
    "adam_class",
    edit(
        "gradients[name] + momentum * velocity[name]", "momentum * velocity[name] - gradients[name]"
    ),
)
transplant(
    "velocity-sign",
    "loops_and_copies",
    edit("new_velocity[key] += gradients[key]", "new_velocity[key] -= gradients[key]"),
)
transplant(
    "velocity-along-the-move",
    "adam_class",
    edit(
        "gradients[name] + momentum * velocity[name]", "momentum * velocity[name] - gradients[name]"
    ),
    edit("- learning_rate * new_v", "+ learning_rate * new_v"),
)
transplant(
    "velocity-along-the-move",
    "loops_and_copies",
    edit("new_velocity[key] += gradients[key]", "new_velocity[key] -= gradients[key]"),
    edit("new[key] -= learning_rate * new_velocity", "new[key] += learning_rate * new_velocity"),
)
transplant(
    "velocity-averaged",
    "adam_class",
    edit("= gradients[name] + momentum", "= (1 - momentum) * gradients[name] + momentum"),
)
transplant(
    "velocity-averaged",
    "comprehensions",
    edit("+ gradients[k] for k in velocity", "+ (1 - momentum) * gradients[k] for k in velocity"),
)
transplant(
    "lr-in-velocity",
    "adam_class",
    edit("= gradients[name] + momentum", "= learning_rate * gradients[name] + momentum"),
    edit("- learning_rate * new_v", "- new_v"),
)
transplant(
    "lr-in-velocity",
    "loops_and_copies",
    edit(
        "new_velocity[key] += gradients[key]", "new_velocity[key] += learning_rate * gradients[key]"
    ),
    edit("new[key] -= learning_rate * new_velocity", "new[key] -= new_velocity"),
)
transplant(
    "nesterov-for-classical",
    "adam_class",
    edit(
        "learning_rate * new_v[name]", "learning_rate * (gradients[name] + momentum * new_v[name])"
    ),
)
transplant(
    "nesterov-for-classical",
    "comprehensions",
    edit("learning_rate * v[k] for", "learning_rate * (gradients[k] + momentum * v[k]) for"),
)
transplant(
    "step-with-old-velocity",
    "adam_class",
    edit("learning_rate * new_v[name]", "learning_rate * velocity[name]"),
)
transplant(
    "step-with-old-velocity",
    "choice_without_replacement",
    edit(
        "return sgd_step(parameters, velocity, learning_rate), velocity", "return moved, velocity"
    ),
    edit(
        "    velocity = dict(velocity)\n",
        "    moved = sgd_step(parameters, velocity, learning_rate)\n"
        "    velocity = dict(velocity)\n",
    ),
)
transplant(
    "velocity-changed-in-place",
    "loops_and_copies",
    edit("new_velocity = copy.deepcopy(velocity)", "new_velocity = velocity"),
)
transplant(
    "velocity-changed-in-place",
    "choice_without_replacement",
    edit("    velocity = dict(velocity)\n", ""),
)

transplant(
    "adam-no-bias-correction",
    "comprehensions",
    edit("(m[k] / (1 - beta1 ** t))", "m[k]"),
    edit("v[k] / (1 - beta2 ** t)", "v[k]"),
)
transplant(
    "adam-no-bias-correction",
    "loops_and_copies",
    edit('m / (1 - beta1 ** state["t"])', "m"),
    edit('v / (1 - beta2 ** state["t"])', "v"),
)
transplant(
    "adam-first-moment-only-corrected", "comprehensions", edit("v[k] / (1 - beta2 ** t)", "v[k]")
)
transplant(
    "adam-first-moment-only-corrected",
    "adam_class",
    edit("np.sqrt(1 - b2 ** self.t) / (1 - b1 ** self.t)", "1 / (1 - b1 ** self.t)"),
    edit("        eps = eps * np.sqrt(1 - b2 ** self.t)\n", ""),
)
transplant(
    "adam-step-from-zero",
    "comprehensions",
    edit("    t = t + 1\n", ""),
    edit("return new, (m, v, t)", "return new, (m, v, t + 1)"),
)
transplant(
    "adam-step-from-zero",
    "choice_without_replacement",
    edit("beta1**now.t", "beta1**old.t"),
    edit("beta2**now.t", "beta2**old.t"),
)
transplant(
    "adam-counter-stands-still",
    "loops_and_copies",
    edit('    state["t"] += 1\n', '    state["t"] = 1\n'),
)
transplant("adam-counter-stands-still", "comprehensions", edit("t = t + 1", "t = 1"))
transplant(
    "adam-counts-every-parameter",
    "loops_and_copies",
    edit('    state["t"] += 1\n', ""),
    edit(
        '        m = state["m_" + key]\n',
        '        state["t"] += 1\n        m = state["m_" + key]\n',
    ),
)
transplant(
    "adam-stores-corrected-moments",
    "comprehensions",
    edit(
        "    new = {k: parameters[k] - learning_rate * (m[k] / (1 - beta1 ** t))\n"
        "           / (np.sqrt(v[k] / (1 - beta2 ** t)) + epsilon)",
        "    m = {k: m[k] / (1 - beta1 ** t) for k in m}\n"
        "    v = {k: v[k] / (1 - beta2 ** t) for k in v}\n"
        "    new = {k: parameters[k] - learning_rate * m[k] / (np.sqrt(v[k]) + epsilon)",
    ),
)
transplant(
    "adam-stores-corrected-moments",
    "choice_without_replacement",
    edit("state[name] = now", "state[name] = Moments(m_hat, v_hat, now.t)"),
)
transplant(
    "adam-state-forgotten",
    "adam_class",
    edit("state = state or Adam(parameters)", "state = Adam(parameters)"),
)
transplant(
    "adam-state-forgotten", "comprehensions", edit("return new, (m, v, t)", "return new, None")
)
transplant(
    "adam-shared-state",
    "adam_class",
    edit(
        "    state = state or Adam(parameters)\n",
        "    global adam\n"
        "    if state is None:\n"
        "        adam = Adam(parameters)\n"
        "    state = adam\n",
    ),
)
transplant(
    "adam-shared-state",
    "loops_and_copies",
    edit(
        '    if state is None:\n        state = {"t": 0}',
        '    global shared\n    if state is None:\n        state = shared = {"t": 0}',
    ),
    edit('    state["t"] += 1', '    state = shared\n    state["t"] += 1'),
)
transplant(
    "adam-counter-never-reset",
    "adam_class",
    edit("        self.t = 0\n", ""),
    edit("    def update", "    t = 0\n\n    def update"),
    edit("self.t += 1", "Adam.t += 1"),
)
transplant(
    "adam-epsilon-inside-root",
    "comprehensions",
    edit(
        "np.sqrt(v[k] / (1 - beta2 ** t)) + epsilon", "np.sqrt(v[k] / (1 - beta2 ** t) + epsilon)"
    ),
)
transplant(
    "adam-epsilon-inside-root",
    "loops_and_copies",
    edit("(v_hat ** 0.5 + epsilon)", "(v_hat + epsilon) ** 0.5"),
)
transplant(
    "adam-second-moment-not-squared",
    "choice_without_replacement",
    edit("* gradients[name] * gradients[name]", "* gradients[name]"),
)
transplant("adam-second-moment-not-squared", "adam_class", edit("g ** 2", "g"))
transplant("adam-root-missing", "loops_and_copies", edit("v_hat ** 0.5", "v_hat"))
transplant("adam-root-missing", "choice_without_replacement", edit("np.sqrt(v_hat)", "v_hat"))
transplant(
    "adam-betas-swapped",
    "adam_class",
    edit("learning_rate, beta1, beta2, epsilon)", "learning_rate, beta2, beta1, epsilon)"),
)
transplant(
    "adam-weights-exchanged",
    "loops_and_copies",
    edit("(1 - beta1) * (g - m)", "beta1 * (g - m)"),
    edit("(1 - beta2) * (g * g - v)", "beta2 * (g * g - v)"),
)
transplant(
    "adam-weights-exchanged",
    "adam_class",
    edit("b1 * m + (1 - b1) * g", "(1 - b1) * m + b1 * g"),
    edit("b2 * v + (1 - b2) * g", "(1 - b2) * v + b2 * g"),
)
transplant(
    "adam-gradients-mutated",
    "loops_and_copies",
    edit(
        "        v += (1 - beta2) * (g * g - v)",
        "        g *= g\n        v += (1 - beta2) * (g - v)",
    ),
)
transplant(
    "adam-gradients-mutated",
    "adam_class",
    edit(
        "            v = b2 * v + (1 - b2) * g ** 2",
        "            g **= 2\n            v = b2 * v + (1 - b2) * g",
    ),
)

transplant(
    "last-batch-dropped",
    "loops_and_copies",
    edit("    if bx:\n        batches.append((np.array(bx), np.array(by)))\n", ""),
)
transplant(
    "last-batch-dropped",
    "choice_without_replacement",
    edit("start >= len(x)", "start + batch_size > len(x)"),
)
transplant(
    "empty-last-batch", "choice_without_replacement", edit("start >= len(x)", "start > len(x)")
)
transplant(
    "evenly-split",
    "comprehensions",
    edit(
        "[(x[i:i + batch_size], labels[i:i + batch_size]) for i in range(0, len(p), batch_size)]",
        "list(zip(np.array_split(x, -(-len(p) // batch_size)), np.array_split(labels, "
        "-(-len(p) // batch_size))))",
    ),
)
transplant(
    "shuffled-apart", "comprehensions", edit("x[p], labels[p]", "x[p], rng.permutation(labels)")
)
transplant(
    "shuffled-apart",
    "choice_without_replacement",
    edit("np.take(labels, pick)", "np.take(rng.permutation(labels), pick)"),
)
transplant(
    "labels-not-shuffled",
    "comprehensions",
    edit("    x, labels = x[p], labels[p]\n", "    x = x[p]\n"),
)
transplant(
    "labels-not-shuffled",
    "loops_and_copies",
    edit("by.append(labels[i])", "by.append(labels[len(batches) * batch_size + len(by)])"),
)
transplant("no-shuffle", "loops_and_copies", edit("    rng.shuffle(indices)\n", ""))
transplant("no-shuffle", "comprehensions", edit("    x, labels = x[p], labels[p]\n", ""))
transplant(
    "batches-shuffled-only",
    "loops_and_copies",
    edit("    rng.shuffle(indices)\n", ""),
    edit("    return batches", "    rng.shuffle(batches)\n    return batches"),
)
transplant(
    "global-random-numbers", "loops_and_copies", edit("    rng.shuffle(", "    np.random.shuffle(")
)
transplant(
    "global-random-numbers", "comprehensions", edit("rng.permutation", "np.random.permutation")
)
transplant(
    "own-fixed-seed",
    "loops_and_copies",
    edit("    rng.shuffle(", "    np.random.default_rng(0).shuffle("),
)
transplant(
    "own-fixed-seed",
    "choice_without_replacement",
    edit("picks = rng.choice", "picks = np.random.default_rng(1).choice"),
)
transplant("sampled-with-replacement", "choice_without_replacement", edit(", replace=False", ""))
transplant(
    "sampled-with-replacement",
    "comprehensions",
    edit("rng.permutation(x.shape[0])", "rng.integers(0, x.shape[0], x.shape[0])"),
)
transplant(
    "data-shuffled-in-place",
    "comprehensions",
    edit("x, labels = x[p], labels[p]", "x[:], labels[:] = x[p], labels[p]"),
)

transplant("gradient-summed", "loops_and_copies", edit("g[key] / len(bx)", "g[key]"))
transplant(
    "gradient-summed",
    "comprehensions",
    edit("(p - np.eye(p.shape[1])[y]) / len(y)", "p - np.eye(p.shape[1])[y]"),
)
transplant(
    "divided-twice",
    "adam_class",
    edit("self.a.T @ dz, dz.sum(axis=0)", "self.a.T @ dz / len(dz), dz.mean(axis=0)"),
)
transplant(
    "divided-twice",
    "comprehensions",
    edit(
        'acts[l - 1].T @ delta\n        grads[f"b{l}"] = delta.sum(0)',
        'acts[l - 1].T @ delta / len(y)\n        grads[f"b{l}"] = delta.mean(0)',
    ),
)
transplant(
    "batch-size-for-length", "loops_and_copies", edit("g[key] / len(bx)", "g[key] / batch_size")
)
transplant(
    "history-of-last-batch",
    "comprehensions",
    edit("np.average(losses, weights=sizes)", "losses[-1]"),
)
transplant(
    "history-of-last-batch",
    "loops_and_copies",
    edit("            for row, y", "            total = 0\n            for row, y"),
    edit("total / len(x)", "total / len(bx)"),
)
transplant(
    "history-of-every-batch",
    "comprehensions",
    edit(
        "        history.append(np.average(losses, weights=sizes))\n",
        "        history.extend(losses)\n",
    ),
)
transplant("history-unweighted", "comprehensions", edit(", weights=sizes", ""))
transplant(
    "history-unweighted",
    "choice_without_replacement",
    edit("loss * len(by) / len(x)", "loss / -(-len(x) // batch_size)"),
)
transplant(
    "history-summed", "comprehensions", edit("np.average(losses, weights=sizes)", "sum(losses)")
)
transplant("history-summed", "choice_without_replacement", edit("loss * len(by) / len(x)", "loss"))
transplant(
    "history-after-update",
    "choice_without_replacement",
    edit("            history[epoch] += loss * len(by) / len(x)\n", ""),
    edit(
        "back(dlogits)[0], learning_rate)",
        "back(dlogits)[0], learning_rate)\n"
        "            loss, _ = loss_and_logits_gradient(net(parameters, bx, "
        "len(parameters) // 2)[0], by)\n"
        "            history[epoch] += loss * len(by) / len(x)",
    ),
)
transplant(
    "history-at-epoch-end",
    "choice_without_replacement",
    edit("            history[epoch] += loss * len(by) / len(x)\n", ""),
    edit(
        "back(dlogits)[0], learning_rate)",
        "back(dlogits)[0], learning_rate)\n"
        "        history[epoch] = loss_and_logits_gradient(net(parameters, x, "
        "len(parameters) // 2)[0], labels)[0]",
    ),
)
transplant(
    "history-at-epoch-end",
    "comprehensions",
    edit(
        "        history.append(np.average(losses, weights=sizes))",
        "        p = softmax(forward(parameters, x)[1])\n"
        "        history.append(-np.log(p[np.arange(len(x)), labels]).mean())",
    ),
)
transplant(
    "history-over-all-data",
    "comprehensions",
    edit(
        "            losses.append(-np.log(p[np.arange(len(by)), by]).mean())",
        "            q = softmax(forward(parameters, x)[1])\n"
        "            losses.append(-np.log(q[np.arange(len(x)), labels]).mean())",
    ),
)
transplant(
    "whole-data-every-step",
    "comprehensions",
    edit(
        "            parameters = sgd_step(",
        "            acts, logits = forward(parameters, x)\n"
        "            p, by = softmax(logits), labels\n"
        "            parameters = sgd_step(",
    ),
)
transplant(
    "restarts-every-epoch",
    "comprehensions",
    edit(
        "    history = []\n    for epoch in range(epochs):\n",
        "    history = []\n"
        "    start = parameters\n"
        "    for epoch in range(epochs):\n"
        "        parameters = start\n",
    ),
)
transplant(
    "restarts-every-epoch",
    "adam_class",
    edit("    net = Network(parameters)\n", ""),
    edit("        losses = []\n", "        net = Network(parameters)\n        losses = []\n"),
)
transplant(
    "untrained-returned",
    "adam_class",
    edit("return net.parameters(), history", "return parameters, history"),
)
transplant(
    "rebinds-local-name",
    "loops_and_copies",
    edit(
        "            for key in parameters:\n"
        "                parameters[key] -= learning_rate * mean[key]",
        "            for key, p in parameters.items():\n"
        "                p = p - learning_rate * mean[key]",
    ),
)
transplant(
    "shuffled-once",
    "comprehensions",
    edit(
        "    history = []\n    for epoch",
        "    history = []\n    batches = minibatches(x, labels, batch_size, rng)\n    for epoch",
    ),
    edit("for bx, by in minibatches(x, labels, batch_size, rng)", "for bx, by in batches"),
)
transplant(
    "shuffled-once",
    "loops_and_copies",
    edit(
        "    history = []\n    for epoch",
        "    history = []\n    batches = minibatches(x, labels, batch_size, rng)\n    for epoch",
    ),
    edit("for bx, by in minibatches(x, labels, batch_size, rng)", "for bx, by in batches"),
)
transplant(
    "generator-used-up",
    "choice_without_replacement",
    edit(
        "    history = np.zeros(epochs)\n",
        "    history = np.zeros(epochs)\n    batches = minibatches(x, labels, batch_size, rng)\n",
    ),
    edit("in minibatches(x, labels, batch_size, rng)", "in batches"),
)
transplant(
    "trains-the-callers-parameters",
    "loops_and_copies",
    edit("    parameters = copy.deepcopy(parameters)\n", ""),
)
transplant(
    "trains-the-callers-parameters",
    "adam_class",
    edit("self.W = self.W - lr * self.dW", "self.W -= lr * self.dW"),
    edit("self.b = self.b - lr * self.db", "self.b -= lr * self.db"),
)
