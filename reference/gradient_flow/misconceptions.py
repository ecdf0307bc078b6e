"""Wrong implementations that students really write, as edits of the solution."""

from autograder.rubric import edit, misconception

misconception(
    "layer_gradient_norms/norm-without-root",
    edit("np.sqrt(np.sum(dW**2))", "np.sum(dW**2)"),
    says="The squares are summed, and no root is taken.",
    hint="If every gradient doubled, what should the norm do, and what does yours?",
)
misconception(
    "layer_gradient_norms/norm-root-mean-square",
    edit("np.sum", "np.mean"),
    says="The squares are averaged, not summed.",
    hint="Should a gradient with more elements of the same size have a longer norm?",
)
misconception(
    "layer_gradient_norms/norm-largest-element",
    edit("np.sqrt(np.sum(dW**2))", "np.max(np.abs(dW))"),
    says="Only the largest element of each gradient counts.",
    hint="What would happen to your number if all elements but the largest became 0?",
)
misconception(
    "layer_gradient_norms/norm-sum-of-magnitudes",
    edit("np.sqrt(np.sum(dW**2))", "np.sum(np.abs(dW))"),
    says="The magnitudes are summed.",
    hint="How long is the vector (3, 4)?",
)
misconception(
    "layer_gradient_norms/norm-spectral",
    edit("np.sqrt(np.sum(dW**2))", "np.linalg.norm(dW, 2)"),
    says="This is the spectral norm: how much the matrix can stretch a vector.",
    hint="Which norm of a matrix is the length of all of its elements together?",
)
misconception(
    "layer_gradient_norms/norm-mean-magnitude",
    edit("np.sqrt(np.sum(dW**2))", "np.mean(np.abs(dW))"),
    says="The mean magnitude of the elements is taken.",
    hint="How long is the vector (3, 4), and what is the mean of its magnitudes?",
)
misconception(
    "layer_gradient_norms/norm-with-bias",
    edit("a.T @ delta", "np.vstack([a.T @ delta, delta.sum(axis=0)])", of="_weight_gradients"),
    says="The bias gradient is counted beside the weights'.",
    hint="Which parameters of a layer does the definition name?",
)
misconception(
    "layer_gradient_norms/norm-of-errors",
    edit("a.T @ delta", "delta", of="_weight_gradients"),
    says="These are the norms of the errors δ, not of the weight gradients.",
    hint="What else, beside the error, does the gradient of a weight contain?",
)
misconception(
    "layer_gradient_norms/norm-of-weights",
    edit(
        "gradients = _weight_gradients(parameters, x, labels, activation)",
        'gradients = [parameters[f"W{layer + 1}"] for layer in range(len(parameters) // 2)]',
    ),
    says="These are the norms of the weights themselves.",
    hint="What would your numbers say if the labels changed?",
)
misconception(
    "layer_gradient_norms/norm-relative-to-weights",
    edit("np.sum(dW**2)", 'np.sum(dW**2) / np.sum(parameters[f"W{layer}"] ** 2)'),
    edit("dW in gradients", "layer, dW in enumerate(gradients, 1)"),
    says="Each norm is divided by that of the weights.",
    hint="If a layer's weights doubled and its gradient stayed, should its number change?",
)
misconception(
    "layer_gradient_norms/norm-of-each-sample",
    edit(
        "gradients = _weight_gradients(parameters, x, labels, activation)",
        "samples = [(x[[i]], labels[[i]]) for i in range(len(x))]\n"
        "    each = [_weight_gradients(parameters, *sample, activation) for sample in samples]",
    ),
    edit(
        "np.sqrt(np.sum(dW**2)) for dW in gradients",
        "np.mean([np.sqrt(np.sum(dW**2)) for dW in some]) for some in zip(*each)",
    ),
    says="A norm is taken for each sample, and the norms are averaged.",
    hint="Two samples pull a weight in opposite directions: what is the gradient of the mean loss?",
)
misconception(
    "layer_gradient_norms/layers-reversed",
    edit("dW in gradients", "dW in gradients[::-1]"),
    says="The last layer comes first.",
    hint="In which order does your backward pass meet the layers, and which order is asked for?",
)
misconception(
    "layer_gradient_norms/batch-mean-forgotten",
    edit(" / len(x)", "", of="_weight_gradients"),
    says="The gradients are those of the summed loss, not of the mean.",
    hint="Should the norms grow when every sample is in the batch twice?",
)
misconception(
    "layer_gradient_norms/divided-twice",
    edit("a.T @ delta", "a.T @ delta / len(x)", of="_weight_gradients"),
    says="The mean over the batch is taken twice.",
    hint="Count the divisions by N on the way from the loss to the norm.",
)
misconception(
    "layer_gradient_norms/mean-over-everything",
    edit("/ len(x)", "/ logits.size", of="_weight_gradients"),
    says="The mean is taken over samples and classes.",
    hint="How many samples are averaged?",
)
misconception(
    "layer_gradient_norms/one-hot-not-subtracted",
    edit(" - np.eye(logits.shape[1])[labels]", "", of="_weight_gradients"),
    says="The output error is made of the probabilities alone.",
    hint="What if every logit rose equally: could the loss change?",
)
misconception(
    "layer_gradient_norms/label-ids-subtracted",
    edit("np.eye(logits.shape[1])[labels]", "labels[:, None]", of="_weight_gradients"),
    says="The number of the label is subtracted from every probability.",
    hint="Is a label a quantity or a position?",
)
misconception(
    "layer_gradient_norms/softmax-no-shift",
    edit(" - logits.max(axis=1, keepdims=True)", "", of="_weight_gradients"),
    says="The exponentials of large logits overflow.",
    hint="What may be subtracted from every logit of a row without changing a probability?",
)
misconception(
    "layer_gradient_norms/activated-logits",
    edit(
        'parameters[f"b{depth}"]',
        'parameters[f"b{depth}"]\n    logits, slope = _activate(logits, activation)',
        of="_weight_gradients",
    ),
    edit("/ len(x)", "/ len(x) * slope", of="_weight_gradients"),
    says="The last layer is put through the activation, too.",
    hint="Can your net give a logit of -3?",
)
misconception(
    "layer_gradient_norms/logits-activated-forward-only",
    edit(
        'parameters[f"b{depth}"]',
        'parameters[f"b{depth}"]\n    logits, _ = _activate(logits, activation)',
        of="_weight_gradients",
    ),
    says="The last layer is put through the activation on the way forward.",
    hint="What comes out of the last layer before the softmax?",
)
misconception(
    "layer_gradient_norms/slope-at-the-output",
    edit("/ len(x)", "/ len(x) * _activate(logits, activation)[1]", of="_weight_gradients"),
    says="The output error is multiplied by a slope, although no activation stands there.",
    hint="Which function lies between the logits and the softmax?",
)
misconception(
    "layer_gradient_norms/activation-ignored",
    edit("_activate(z, activation)", '_activate(z, "sigmoid")', of="_weight_gradients"),
    says="The hidden layers are sigmoid whatever is asked for.",
    hint="Where does your code look at the argument `activation`?",
)
misconception(
    "layer_gradient_norms/sigmoid-slope-everywhere",
    edit("slopes.append(slope)", "slopes.append(a * (1 - a))", of="_weight_gradients"),
    says="The slope is that of the sigmoid for every activation.",
    hint="What is the slope of each of the three activations far to the right?",
)
misconception(
    "layer_gradient_norms/tanh-derivative-not-squared",
    edit("a**2", "a", of="_activate"),
    says="The slope of tanh becomes larger than 1.",
    hint="Where is tanh steepest, and how steep is it there?",
)
misconception(
    "layer_gradient_norms/tanh-derivative-of-input",
    edit("a**2", "z**2", of="_activate"),
    says="The slope of tanh becomes negative where z is large.",
    hint="Can tanh ever decrease?",
)
misconception(
    "layer_gradient_norms/slope-of-activation-value",
    edit(
        "slopes.append(slope)", "slopes.append(_activate(a, activation)[1])", of="_weight_gradients"
    ),
    says="The slope is taken at the activation, not at the pre-activation.",
    hint="Is the slope taken before or after the squashing?",
)
misconception(
    "layer_gradient_norms/relu-slope-1-at-0",
    edit("z > 0", "z >= 0", of="_activate"),
    says="The slope of ReLU is 1 at exactly 0.",
    hint="On which side of the kink does the docstring put 0?",
)
misconception(
    "layer_gradient_norms/leaky-slope-for-relu",
    edit("1.0, 0.0", "1.0, 0.01", of="_activate"),
    says="The gate of ReLU lets a little through where it is shut.",
    hint="How does ReLU change when z moves from -2 to -1?",
)
misconception(
    "layer_gradient_norms/activation-slope-missing",
    edit(" * slopes[layer - 2]", "", of="_weight_gradients"),
    says="The slopes of the activations are left out.",
    hint="Between two layers stands the activation. What does it do to the error on the way back?",
)
misconception(
    "layer_gradient_norms/relu-gate-on-upstream",
    edit(
        "upstream * slopes",
        'np.maximum(upstream, 0) if activation == "relu" else upstream * slopes',
        of="_weight_gradients",
    ),
    says="The gate of ReLU follows the sign of the error that arrives.",
    hint="What decides whether the gate was open on the way forward?",
)
misconception(
    "layer_gradient_norms/propagates-untransposed",
    edit('parameters[f"W{layer}"].T', 'parameters[f"W{layer}"]', of="_weight_gradients"),
    says="The error travels through the weights in the forward direction.",
    hint="The columns of δ belong to units of the next layer. Which axis of W do these units have?",
)
misconception(
    "layer_gradient_norms/weight-gradient-wrong-input",
    edit(
        "inputs, slopes = [x], []", "inputs, slopes, before = [x], [], [x]", of="_weight_gradients"
    ),
    edit("inputs.append(a)", "inputs.append(a)\n        before.append(z)", of="_weight_gradients"),
    edit("zip(inputs,", "zip(before,", of="_weight_gradients"),
    says="The weight gradients are made with pre-activations.",
    hint="What did these weights multiply on the way forward?",
)
misconception(
    "layer_gradient_norms/parameters-used-up",
    edit('parameters[f"b{layer}"]', 'parameters.pop(f"b{layer}")', of="_weight_gradients"),
    edit('parameters[f"b{depth}"]', 'parameters.pop(f"b{depth}")', of="_weight_gradients"),
    edit('parameters[f"W{layer}"].T', 'parameters.pop(f"W{layer}").T', of="_weight_gradients"),
    says="The caller's dict of parameters was emptied.",
    hint="What does the caller hold in `parameters` after your call?",
)

misconception(
    "xavier_init/xavier-variance-as-deviation",
    edit("np.sqrt(2 / (fan_in + fan_out))", "2 / (fan_in + fan_out)"),
    says="The variance is used as the standard deviation.",
    hint="Does your generator ask for a variance or for a deviation?",
)
misconception(
    "xavier_init/xavier-two-forgotten",
    edit("np.sqrt(2", "np.sqrt(1"),
    says="The spread is that of the sum of both fans, not of their mean.",
    hint="Over how many layer sizes is the average taken that stands under the root?",
)
misconception(
    "xavier_init/xavier-limit-for-deviation",
    edit("np.sqrt(2", "np.sqrt(6"),
    says="The limit of the uniform version is used as the deviation of the normal one.",
    hint="What is the deviation of a uniform distribution that reaches from -a to a?",
)
misconception(
    "xavier_init/xavier-uniform",
    edit("deviation = np.sqrt(2", "limit = np.sqrt(6"),
    edit("rng.normal(0.0, deviation", "rng.uniform(-limit, limit"),
    says="The weights are spread as widely as they should be, but they are uniform.",
    hint="What would a histogram of your weights look like, and what should it look like?",
)
misconception(
    "xavier_init/xavier-deviation-as-uniform-limit",
    edit("rng.normal(0.0, deviation", "rng.uniform(-deviation, deviation"),
    says="The deviation asked for is used as the limit of a uniform distribution.",
    hint="What is the deviation of a uniform distribution that reaches from -a to a?",
)
misconception(
    "xavier_init/xavier-fan-in-only",
    edit("2 / (fan_in + fan_out)", "1 / fan_in"),
    says="The spread depends on the number of inputs alone.",
    hint="On the way back, how many neurons send their errors to each input?",
)
misconception(
    "xavier_init/xavier-fan-out-only",
    edit("2 / (fan_in + fan_out)", "1 / fan_out"),
    says="The spread depends on the number of neurons alone.",
    hint="On the way forward, how many terms does each neuron add up?",
)
misconception(
    "xavier_init/he-for-xavier",
    edit("(fan_in + fan_out)", "fan_in"),
    says="The spread is that of the initialisation for ReLU layers.",
    hint="For which activation was each of the two rules made?",
)
misconception(
    "xavier_init/xavier-product-of-fans",
    edit("fan_in + fan_out", "fan_in * fan_out"),
    says="The spread depends on the product of both fans.",
    hint="How are the two fans combined under the root?",
)
misconception(
    "xavier_init/xavier-root-of-the-two-only",
    edit("np.sqrt(2 / (fan_in + fan_out))", "np.sqrt(2) / (fan_in + fan_out)"),
    says="The root is taken of a part of the fraction only.",
    hint="How far does the root sign reach?",
)
misconception(
    "xavier_init/xavier-unscaled",
    edit(
        "rng.normal(0.0, deviation, size=(fan_in, fan_out))",
        "rng.standard_normal((fan_in, fan_out))",
    ),
    says="The weights are standard normal, however large the layer is.",
    hint="What do the two fans change in your weights, beside the shape?",
)
misconception(
    "xavier_init/xavier-deviation-as-mean",
    edit("0.0, deviation", "deviation"),
    says="The deviation is passed where the generator takes the mean.",
    hint="What is the first argument of the generator's method that you call?",
)
misconception(
    "xavier_init/xavier-small-constant-spread",
    edit("0.0, deviation", "0.0, 0.01"),
    says="The weights are small, by the same factor for layers of every size.",
    hint="What do the two fans change in your weights, beside the shape?",
)
misconception(
    "xavier_init/xavier-never-negative",
    edit(
        "rng.normal(0.0, deviation, size=(fan_in, fan_out))",
        "deviation * rng.random((fan_in, fan_out))",
    ),
    says="No weight is below 0.",
    hint="From where to where does the generator draw, and where should the middle be?",
)
misconception(
    "xavier_init/xavier-truncated",
    edit(
        "return rng.normal",
        "deviation /= 0.87962566103423978  # that of a normal variable within ±2\n"
        "    weights = rng.normal",
    ),
    edit(
        "size=(fan_in, fan_out))",
        "size=(fan_in, fan_out))\n"
        "    while np.any(far := np.abs(weights) > 2 * deviation):\n"
        "        weights[far] = rng.normal(0.0, deviation, size=far.sum())\n"
        "    return weights",
    ),
    says="Weights far from 0 never occur: the distribution is truncated.",
    hint="How often should a normal weight lie beyond two deviations, and how often does yours?",
)
misconception(
    "xavier_init/xavier-symmetric-init",
    edit(
        "rng.normal(0.0, deviation, size=(fan_in, fan_out))",
        "np.full((fan_in, fan_out), deviation)",
    ),
    says="Many weights are equal, so neurons are copies of one another.",
    hint="What makes two neurons of a layer differ, now and after a step of descent?",
)
misconception(
    "xavier_init/xavier-transposed",
    edit("size=(fan_in, fan_out)", "size=(fan_out, fan_in)"),
    says="The weights have a row for each neuron instead of a row for each input.",
    hint="In x @ W, with rows of x as samples, which axis of W meets the inputs?",
)
misconception(
    "xavier_init/xavier-global-random-numbers",
    edit("rng.normal", "np.random.normal"),
    says="The weights come from another source than the generator that was passed in.",
    hint="Who could make the same net again, and with what?",
)
misconception(
    "xavier_init/xavier-own-fixed-seed",
    edit("rng.normal", "np.random.default_rng(0).normal"),
    says="The weights are the same for every generator, and in every call.",
    hint="Two layers of one size in one net: should they start with the same weights?",
)

misconception(
    "he_init/he-variance-as-deviation",
    edit("np.sqrt(2 / fan_in)", "2 / fan_in"),
    says="The variance is used as the standard deviation.",
    hint="Does your generator ask for a variance or for a deviation?",
)
misconception(
    "he_init/fan-out-for-fan-in",
    edit("2 / fan_in", "2 / fan_out"),
    says="The spread depends on the number of neurons, not on that of the inputs.",
    hint="Count the inputs of one neuron: which axis of the weights is that?",
)
misconception(
    "he_init/he-two-forgotten",
    edit("np.sqrt(2", "np.sqrt(1"),
    says="The weights are spread as for a layer that lets everything through.",
    hint="Which share of its inputs does a ReLU layer silence, and what makes up for that?",
)
misconception(
    "he_init/xavier-for-he",
    edit("2 / fan_in", "2 / (fan_in + fan_out)"),
    says="The spread depends on both fans.",
    hint="Which of the two fans belongs to the way forward?",
)
misconception(
    "he_init/he-limit-for-deviation",
    edit("np.sqrt(2", "np.sqrt(6"),
    says="The limit of the uniform version is used as the deviation of the normal one.",
    hint="What is the deviation of a uniform distribution that reaches from -a to a?",
)
misconception(
    "he_init/he-uniform",
    edit("deviation = np.sqrt(2", "limit = np.sqrt(6"),
    edit("rng.normal(0.0, deviation", "rng.uniform(-limit, limit"),
    says="The weights are spread as widely as they should be, but they are uniform.",
    hint="What would a histogram of your weights look like, and what should it look like?",
)
misconception(
    "he_init/uniform-limit-as-deviation",
    edit("rng.normal(0.0, deviation", "rng.uniform(-deviation, deviation"),
    says="The deviation asked for is used as the limit of a uniform distribution.",
    hint="What is the deviation of a uniform distribution that reaches from -a to a?",
)
misconception(
    "he_init/he-root-of-the-two-only",
    edit("np.sqrt(2 / fan_in)", "np.sqrt(2) / fan_in"),
    says="The root is taken of the numerator only.",
    hint="How far does the root sign reach?",
)
misconception(
    "he_init/he-two-outside-the-root",
    edit("np.sqrt(2 / fan_in)", "2 / np.sqrt(fan_in)"),
    says="The root is taken of the denominator only.",
    hint="How far does the root sign reach?",
)
misconception(
    "he_init/he-unscaled",
    edit(
        "rng.normal(0.0, deviation, size=(fan_in, fan_out))",
        "rng.standard_normal((fan_in, fan_out))",
    ),
    says="The weights are standard normal, however large the layer is.",
    hint="What does the number of inputs change in your weights, beside the shape?",
)
misconception(
    "he_init/he-deviation-as-mean",
    edit("0.0, deviation", "deviation"),
    says="The deviation is passed where the generator takes the mean.",
    hint="What is the first argument of the generator's method that you call?",
)
misconception(
    "he_init/he-never-negative",
    edit(
        "rng.normal(0.0, deviation, size=(fan_in, fan_out))",
        "deviation * rng.random((fan_in, fan_out))",
    ),
    says="No weight is below 0.",
    hint="From where to where does the generator draw, and where should the middle be?",
)
misconception(
    "he_init/he-truncated",
    edit(
        "return rng.normal",
        "deviation /= 0.87962566103423978  # that of a normal variable within ±2\n"
        "    weights = rng.normal",
    ),
    edit(
        "size=(fan_in, fan_out))",
        "size=(fan_in, fan_out))\n"
        "    while np.any(far := np.abs(weights) > 2 * deviation):\n"
        "        weights[far] = rng.normal(0.0, deviation, size=far.sum())\n"
        "    return weights",
    ),
    says="Weights far from 0 never occur: the distribution is truncated.",
    hint="How often should a normal weight lie beyond two deviations, and how often does yours?",
)
misconception(
    "he_init/symmetric-init",
    edit(
        "rng.normal(0.0, deviation, size=(fan_in, fan_out))",
        "np.full((fan_in, fan_out), deviation)",
    ),
    says="Many weights are equal, so neurons are copies of one another.",
    hint="What makes two neurons of a layer differ, now and after a step of descent?",
)
misconception(
    "he_init/he-transposed",
    edit("size=(fan_in, fan_out)", "size=(fan_out, fan_in)"),
    says="The weights have a row for each neuron instead of a row for each input.",
    hint="In x @ W, with rows of x as samples, which axis of W meets the inputs?",
)
misconception(
    "he_init/he-global-random-numbers",
    edit("rng.normal", "np.random.normal"),
    says="The weights come from another source than the generator that was passed in.",
    hint="Who could make the same net again, and with what?",
)
misconception(
    "he_init/he-own-fixed-seed",
    edit("rng.normal", "np.random.default_rng(0).normal"),
    says="The weights are the same for every generator, and in every call.",
    hint="Two layers of one size in one net: should they start with the same weights?",
)

misconception(
    "global_norm/global-norm-without-root",
    edit("np.sqrt(squares)", "squares"),
    says="The squares are summed, and no root is taken.",
    hint="If every gradient doubled, what should the norm do, and what does yours?",
)
misconception(
    "global_norm/sum-of-norms",
    edit("np.sum(g**2)", "np.sqrt(np.sum(g**2))"),
    edit("np.sqrt(squares)", "squares"),
    says="The norms of the arrays are added.",
    hint="One step east and one step north: how far is that from the start?",
)
misconception(
    "global_norm/mean-of-norms",
    edit("np.sum(g**2)", "np.sqrt(np.sum(g**2))"),
    edit("np.sqrt(squares)", "squares / len(gradients)"),
    says="The norms of the arrays are averaged.",
    hint="Cut one array in two: should the global norm change?",
)
misconception(
    "global_norm/largest-norm",
    edit("sum(np.sum", "max(np.sum"),
    says="Only the array with the longest gradient counts.",
    hint="What would your number be if all the other gradients were 0?",
)
misconception(
    "global_norm/largest-element",
    edit("sum(np.sum(g**2)", "max(np.max(np.abs(g))"),
    edit("np.sqrt(squares)", "squares"),
    says="Only the largest element counts.",
    hint="What would your number be if all the other elements were 0?",
)
misconception(
    "global_norm/global-root-mean-square",
    edit("np.sqrt(squares)", "np.sqrt(squares / sum(g.size for g in gradients.values()))"),
    says="The squares are averaged, not summed.",
    hint="Should a vector with more elements of the same size be longer?",
)
misconception(
    "global_norm/sum-of-magnitudes",
    edit("g**2", "np.abs(g)"),
    edit("np.sqrt(squares)", "squares"),
    says="The magnitudes are summed.",
    hint="How long is the vector (3, 4)?",
)
misconception(
    "global_norm/summed-before-squared",
    edit("np.sum(g**2)", "np.sum(g) ** 2"),
    says="The elements are summed before they are squared.",
    hint="How long is the vector (1, -1)?",
)
misconception(
    "global_norm/biases-left-out",
    edit("g in gradients.values()", 'name, g in gradients.items() if name[0] == "W"'),
    says="Only the weights count.",
    hint="Which parameters will be moved by these gradients?",
)
misconception(
    "global_norm/global-spectral",
    edit("np.sum(g**2)", "np.linalg.norm(g, 2) ** 2"),
    says="Matrices enter with their spectral norm.",
    hint="Which norm of a matrix is the length of all of its elements together?",
)
misconception(
    "global_norm/gradients-squared-in-place",
    edit("g**2", "np.square(g, out=g)"),
    says="The caller's gradients were squared.",
    hint="Which gradients will the next step of descent use?",
)

misconception(
    "clip_by_global_norm/clip-per-tensor",
    edit("g * factor", "g * (max_norm / max(max_norm, np.linalg.norm(g)))"),
    says="Every array is clipped by its own norm, so they no longer point the same way together.",
    hint="Which vector's length is limited: that of each array, or that of all together?",
)
misconception(
    "clip_by_global_norm/clip-per-layer",
    edit(
        "clipped = {",
        'layer = {n: global_norm({k: gradients[k + n[1:]] for k in "Wb"}) for n in gradients}\n'
        "    clipped = {",
    ),
    edit("g * factor", "g * (max_norm / max(max_norm, layer[name]))"),
    says="Every layer is clipped by its own norm.",
    hint="Which vector's length is limited: that of each layer, or that of all together?",
)
misconception(
    "clip_by_global_norm/clip-always",
    edit("max_norm / norm if norm > max_norm else 1.0", "max_norm / np.float64(norm)"),
    says="Short gradients are stretched to the limit.",
    hint="With a norm below the limit, what should come back?",
)
misconception(
    "clip_by_global_norm/clip-by-value",
    edit("g * factor", "np.clip(g, -max_norm, max_norm)"),
    says="Each element is cut off at the limit, which turns the gradient another way.",
    hint="Is it the elements or the length that must not become too large?",
)
misconception(
    "clip_by_global_norm/clip-returns-norm-after",
    edit("return clipped, norm", "return clipped, global_norm(clipped)"),
    says="The norm that comes back is that of the clipped gradients.",
    hint="Which of the two norms would tell you that the gradient had exploded?",
)
misconception(
    "clip_by_global_norm/clip-in-place",
    edit(
        "clipped = {name: g * factor for name, g in gradients.items()}",
        "for g in gradients.values():\n        g *= factor\n    clipped = gradients",
    ),
    says="The caller's gradients were changed.",
    hint="Could the caller still look at the gradients from before the clipping?",
)
misconception(
    "clip_by_global_norm/clip-epsilon-beside-norm",
    edit("max_norm / norm if norm > max_norm else 1.0", "min(1.0, max_norm / (norm + 1e-6))"),
    says="A small number is added to the norm, so the result is a little too short.",
    hint="What exactly is the norm of what you return, to all digits?",
)
misconception(
    "clip_by_global_norm/clip-divides-by-zero",
    edit(
        "max_norm / norm if norm > max_norm else 1.0",
        "min(1.0, float(max_norm / np.float64(norm)))",
    ),
    says="The limit is divided by the norm even where all gradients are 0.",
    hint="What is your factor when every gradient is 0?",
)
misconception(
    "clip_by_global_norm/clip-factor-upside-down",
    edit("max_norm / norm if", "norm / max_norm if"),
    says="Gradients that are too long become even longer.",
    hint="Is your factor above or below 1 when the norm is above the limit?",
)
misconception(
    "clip_by_global_norm/clip-to-unit-length",
    edit("max_norm / norm", "1 / norm"),
    says="Gradients that are too long get the length 1, whatever the limit is.",
    hint="What does your result do when the limit becomes ten times as large?",
)
misconception(
    "clip_by_global_norm/clip-multiplied-by-limit",
    edit("max_norm / norm", "max_norm"),
    says="Gradients that are too long are multiplied by the limit itself.",
    hint="How long is your result if the norm was 10 and the limit is 5?",
)
misconception(
    "clip_by_global_norm/clip-by-squared-norm",
    edit("max_norm / norm", "max_norm / norm**2"),
    says="The factor is made with the square of the norm.",
    hint="Gradients twice as long as the limit: by which factor must they shrink?",
)
misconception(
    "clip_by_global_norm/clip-root-of-factor",
    edit("max_norm / norm", "np.sqrt(max_norm / norm)"),
    says="The factor is the root of what it should be.",
    hint="Gradients twice as long as the limit: by which factor must they shrink?",
)
misconception(
    "clip_by_global_norm/clip-weights-only",
    edit("g * factor", 'g * factor if name[0] == "W" else g'),
    says="The biases are left as long as they were.",
    hint="What is the global norm of the gradients that you return?",
)
misconception(
    "clip_by_global_norm/clip-condition-reversed",
    edit("norm > max_norm", "0 < norm < max_norm"),
    says="What is too long is left alone, and what is short enough is stretched.",
    hint="On which side of the limit should something happen?",
)
misconception(
    "clip_by_global_norm/clip-drops-long-gradients",
    edit("max_norm / norm", "0.0"),
    says="Gradients that are too long are set to 0.",
    hint="Gradients (3) and (4) with the limit 1: in which direction should the result point?",
)
misconception(
    "clip_by_global_norm/clip-never",
    edit("return clipped, norm", "return gradients, norm"),
    says="The gradients come back as long as they were.",
    hint="Which of your two dicts do you return: the old one or the shortened one?",
)
misconception(
    "clip_by_global_norm/clip-results-exchanged",
    edit("return clipped, norm", "return norm, clipped"),
    says="The norm comes first and the gradients second.",
    hint="In which order does the docstring name the two results?",
)

misconception(
    "classify_gradient_flow/ratio-upside-down",
    edit('return "vanishing"', 'return "exploding"'),
    edit('"exploding" if', '"vanishing" if'),
    says="Vanishing and exploding have changed places.",
    hint="Gradients arrive at the last layer first. What is r if little of them reaches the first?",
)
misconception(
    "classify_gradient_flow/limits-exchanged",
    edit("< 1e-2", "< 1e2"),
    edit("> 1e2", "> 1e-2"),
    says="The two limits have changed places, so that nothing is ever healthy.",
    hint="What does your code say when all norms are equal?",
)
misconception(
    "classify_gradient_flow/limits-included",
    edit("< 1e-2", "<= 1e-2"),
    edit("> 1e2", ">= 1e2"),
    says="A ratio at exactly a limit is not counted as healthy.",
    hint="What does the docstring say about a ratio of exactly 100?",
)
misconception(
    "classify_gradient_flow/limits-of-ten",
    edit("< 1e-2", "< 0.1"),
    edit("> 1e2", "> 10"),
    says="The limits are closer to 1 than they should be.",
    hint="What does the docstring call a ratio of 20?",
)
misconception(
    "classify_gradient_flow/natural-logarithm",
    edit("norms[0] / norms[-1]", "np.log(norms[0] / norms[-1])"),
    edit("< 1e-2", "< -2"),
    edit("> 1e2", "> 2"),
    says="The logarithm of the ratio has another base than its limits.",
    hint="What is your logarithm of 100?",
)
misconception(
    "classify_gradient_flow/first-norm-alone",
    edit("norms[0] / norms[-1]", "norms[0]"),
    says="Only the first layer's norm counts.",
    hint="If the loss were multiplied by 1000, would the gradient flow any differently?",
)
misconception(
    "classify_gradient_flow/difference-for-ratio",
    edit("norms[0] / norms[-1]", "norms[0] - norms[-1]"),
    says="The norms are subtracted, not divided.",
    hint="If the loss were multiplied by 1000, would the gradient flow any differently?",
)
misconception(
    "classify_gradient_flow/extremes-compared",
    edit("norms[0] / norms[-1]", "np.min(norms) / np.max(norms)"),
    says="The smallest and the largest norm are compared, wherever they stand.",
    hint="Which two layers does r speak of?",
)
misconception(
    "classify_gradient_flow/mean-for-last",
    edit("norms[0] / norms[-1]", "norms[0] / np.mean(norms)"),
    says="The first norm is compared with the mean of all.",
    hint="Which two layers does r speak of?",
)
misconception(
    "classify_gradient_flow/neighbour-for-last",
    edit("norms[-1]", "norms[1]"),
    says="The first norm is compared with that of the next layer.",
    hint="Which two layers does r speak of, and which are they if there is only one?",
)
misconception(
    "classify_gradient_flow/answer-capitalised",
    edit('"vanishing"', '"Vanishing"'),
    edit('"exploding"', '"Exploding"'),
    edit('"healthy"', '"Healthy"'),
    says="The answer is spelt with a capital letter.",
    hint="Which three strings does the docstring name, to the letter?",
)
