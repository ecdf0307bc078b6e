"""Wrong implementations that students really write, as edits of the solution."""

from autograder.rubric import edit, misconception

# Layer normalisation.

misconception(
    "layer_norm_forward/ln-over-samples",
    edit("x.mean(axis=1, keepdims=True)", "x.mean(axis=0, keepdims=True)"),
    edit("(centred**2).mean(axis=1, keepdims=True)", "(centred**2).mean(axis=0, keepdims=True)"),
    says="This is batch normalisation: mean and variance are those of a column.",
    hint="If the other samples of the batch change, may the output of this one change?",
)
misconception(
    "layer_norm_forward/ln-whole-array",
    edit("x.mean(axis=1, keepdims=True)", "x.mean()"),
    edit("(centred**2).mean(axis=1, keepdims=True)", "(centred**2).mean()"),
    says="One mean and one variance are taken from the whole array.",
    hint="How many means does an x with 5 rows have?",
)
misconception(
    "layer_norm_forward/ln-ddof",
    edit(
        "(centred**2).mean(axis=1, keepdims=True)",
        "(centred**2).sum(axis=1, keepdims=True) / (x.shape[1] - 1)",
    ),
    says="The variance divides by one less than the number of features.",
    hint="By what does the contract divide the sum of squares: by D or by D − 1?",
)
misconception(
    "layer_norm_forward/ln-epsilon-outside-root",
    edit("np.sqrt(variance + epsilon)", "(np.sqrt(variance) + epsilon)"),
    says="ε is added behind the root.",
    hint="What stands under the root in the formula?",
)
misconception(
    "layer_norm_forward/ln-epsilon-missing",
    edit("np.sqrt(variance + epsilon)", "np.sqrt(variance)"),
    says="ε is missing, so a row of equal numbers divides 0 by 0.",
    hint="What does your function give for a row of equal numbers?",
)
misconception(
    "layer_norm_forward/ln-no-root",
    edit("np.sqrt(variance + epsilon)", "(variance + epsilon)"),
    says="The row is divided by its variance, not by its deviation.",
    hint="If x is ten times as large, by how much does your output change?",
)
misconception(
    "layer_norm_forward/ln-not-centred",
    edit("x - x.mean(axis=1, keepdims=True)", "x"),
    says="The mean is not taken away; only the size is normalised.",
    hint="With γ = 1 and β = 0, what should the mean of each row of the output be?",
)
misconception(
    "layer_norm_forward/ln-mean-square-for-variance",
    edit("(centred**2).mean(axis=1, keepdims=True)", "(x**2).mean(axis=1, keepdims=True)"),
    says="The mean square of x stands in the place of the variance.",
    hint="If you add 100 to a whole row, does its variance change? And your number?",
)
misconception(
    "layer_norm_forward/ln-beta-scaled",
    edit("gamma * normal + beta", "gamma * (normal + beta)"),
    says="β is multiplied by γ, too.",
    hint="With γ = 0, what is left in the output?",
)
misconception(
    "layer_norm_forward/ln-gamma-missing",
    edit("gamma * normal + beta", "normal + beta"),
    says="γ plays no part.",
    hint="If a γ is doubled, what happens to its feature?",
)
misconception(
    "layer_norm_forward/ln-beta-missing",
    edit("gamma * normal + beta", "gamma * normal"),
    says="β plays no part.",
    hint="With γ = 0, what should come out?",
)
misconception(
    "layer_norm_forward/ln-in-place",
    edit(
        "centred = x - x.mean(axis=1, keepdims=True)",
        "x -= x.mean(axis=1, keepdims=True)\n    centred = x",
    ),
    says="The mean is taken away from the caller's own array.",
    hint="Who else still needs x as it was?",
)

misconception(
    "layer_norm_backward/ln-statistics-constant",
    edit(
        "(dnormal - dnormal.mean(axis=1, keepdims=True) - along * normal) / deviation",
        "dnormal / deviation",
    ),
    says="Mean and deviation are treated as constants on the way back.",
    hint="If one number of a row grows, what happens to the row's mean?",
)
misconception(
    "layer_norm_backward/ln-no-variance-path",
    edit(" - along * normal", ""),
    says="The way through the variance is missing.",
    hint="If all distances from the mean are doubled (ε = 0), does the output change?",
)
misconception(
    "layer_norm_backward/ln-no-mean-path",
    edit(" - dnormal.mean(axis=1, keepdims=True)", ""),
    says="The way through the mean is missing.",
    hint="Adding 1 to a whole row changes no output. What must each row of dx sum to?",
)
misconception(
    "layer_norm_backward/ln-gamma-missing-in-dx",
    edit("dnormal = upstream * gamma", "dnormal = upstream"),
    says="dx knows nothing of γ.",
    hint="What multiplied the normalised x on the way forward?",
)
misconception(
    "layer_norm_backward/ln-gamma-at-the-end",
    edit("dnormal = upstream * gamma", "dnormal = upstream"),
    edit("- along * normal) / deviation", "- along * normal) / deviation * gamma"),
    says="γ multiplies dx at the end, as it may in batch normalisation; here the means along the "
    "row run over features with unlike γ.",
    hint="Is γ the same number for everything that the mean of a row adds up?",
)
misconception(
    "layer_norm_backward/ln-means-over-samples",
    edit("(dnormal * normal).mean(axis=1, keepdims=True)", "(dnormal * normal).mean(axis=0)"),
    edit("dnormal.mean(axis=1, keepdims=True)", "dnormal.mean(axis=0)"),
    says="The two means of dx run over the samples, as in batch normalisation.",
    hint="Over which numbers was the mean taken on the way forward?",
)
misconception(
    "layer_norm_backward/ln-all-over-samples",
    edit("x.mean(axis=1, keepdims=True)", "x.mean(axis=0)"),
    edit("(centred**2).mean(axis=1, keepdims=True)", "(centred**2).mean(axis=0)"),
    edit("(dnormal * normal).mean(axis=1, keepdims=True)", "(dnormal * normal).mean(axis=0)"),
    edit(
        "dnormal - dnormal.mean(axis=1, keepdims=True)",
        "dnormal - dnormal.mean(axis=0)",
    ),
    says="This is the backward pass of batch normalisation: all means run over the samples.",
    hint="If the other samples change, may the gradient of this one change?",
)
misconception(
    "layer_norm_backward/ln-dgamma-raw",
    edit("(upstream * normal).sum(axis=0)", "(upstream * x).sum(axis=0)"),
    says="dγ is made with x, not with the normalised x.",
    hint="What did γ multiply on the way forward?",
)
misconception(
    "layer_norm_backward/ln-dgamma-centred",
    edit("(upstream * normal).sum(axis=0)", "(upstream * centred).sum(axis=0)"),
    says="dγ is made with the centred x, before it was divided by the deviation.",
    hint="What did γ multiply on the way forward?",
)
misconception(
    "layer_norm_backward/ln-parameters-mean",
    edit("(upstream * normal).sum(axis=0)", "(upstream * normal).mean(axis=0)"),
    edit("upstream.sum(axis=0)", "upstream.mean(axis=0)"),
    says="dγ and dβ are means over the samples.",
    hint="Each γ has a part in N outputs: what happens to the shares of its gradient?",
)
misconception(
    "layer_norm_backward/ln-parameters-per-sample",
    edit("(upstream * normal).sum(axis=0)", "(upstream * normal).sum(axis=1)"),
    edit("upstream.sum(axis=0)", "upstream.sum(axis=1)"),
    says="dγ and dβ are summed over the features: they have one number for each sample.",
    hint="What shape has γ, and so its gradient?",
)
misconception(
    "layer_norm_backward/ln-sums-for-means",
    edit("(dnormal * normal).mean(axis=1, keepdims=True)", "(dnormal * normal).sum(1)[:, None]"),
    edit("dnormal.mean(axis=1, keepdims=True)", "dnormal.sum(axis=1, keepdims=True)"),
    says="dx takes sums over the row where means belong.",
    hint="Which share of its gradient does a mean of D numbers pass on to each of them?",
)
misconception(
    "layer_norm_backward/ln-divided-by-samples",
    edit("return dx, dgamma, dbeta", "return dx / len(x), dgamma / len(x), dbeta / len(x)"),
    says="All gradients are divided by the number of samples.",
    hint="Where was the mean over the samples taken: here, or in the loss behind `upstream`?",
)
misconception(
    "layer_norm_backward/ln-epsilon-forgotten-back",
    edit(
        "np.sqrt((centred**2).mean(axis=1, keepdims=True) + epsilon)",
        "np.sqrt((centred**2).mean(axis=1, keepdims=True))",
    ),
    says="The way back uses a deviation without ε.",
    hint="By which number was each row divided on the way forward?",
)
misconception(
    "layer_norm_backward/ln-deviation-missing",
    edit("- along * normal) / deviation", "- along * normal)"),
    says="dx is not divided by the deviation.",
    hint="Where the numbers of a row are a hundred times as large, how far does the output still "
    "move with one of them?",
)

# The net.

misconception(
    "deep_forward/relu-after-the-weights",
    edit(
        'np.maximum(h, 0) @ parameters[f"W{layer}"] + parameters[f"b{layer}"]',
        'np.maximum(h @ parameters[f"W{layer}"] + parameters[f"b{layer}"], 0)',
    ),
    says="ReLU comes behind the weights, not in front of them.",
    hint="May a branch give negative numbers? Can yours?",
)
misconception(
    "deep_forward/relu-forgotten",
    edit("np.maximum(h, 0) @", "h @"),
    says="There is no ReLU in the net.",
    hint="What is a chain of blocks without a ReLU, written as one formula?",
)
misconception(
    "deep_forward/first-block-without-relu",
    edit("np.maximum(h, 0) @", "(np.maximum(h, 0) if layer > 1 else h) @"),
    says="The first block takes its input without ReLU.",
    hint="Does the table make an exception for block 1?",
)
misconception(
    "deep_forward/skip-forgotten",
    edit("stream.append(stream[-1] + scale * branch)", "stream.append(scale * branch)"),
    says="The stream is replaced by the branch, although the kind has a skip connection.",
    hint="If all weights and biases were 0, what should a residual net give?",
)
misconception(
    "deep_forward/skip-in-every-kind",
    edit('if kind in ("residual", "pre-norm"):', "if True:"),
    says="Plain and normalised nets have a skip connection, too.",
    hint="If all weights and biases were 0, what should a plain net give?",
)
misconception(
    "deep_forward/skip-only-residual",
    edit('kind in ("residual", "pre-norm")', 'kind == "residual"'),
    says="Pre-norm nets have no skip connection.",
    hint="Which kinds of the table have x_(l−1) in the last column?",
)
misconception(
    "deep_forward/skip-of-normalised",
    edit("stream.append(stream[-1] + scale * branch)", "stream.append(h + scale * branch)"),
    says="The normalised stream is carried on, not the stream itself.",
    hint="What stands in front of s in the row “pre-norm” of the table?",
)
misconception(
    "deep_forward/skip-from-the-input",
    edit("stream.append(stream[-1] + scale * branch)", "stream.append(x + scale * branch)"),
    says="Every block adds its branch to the input of the net, not to that of the block.",
    hint="After two blocks, how many branches have been added to x?",
)
misconception(
    "deep_forward/scale-forgotten",
    edit("stream[-1] + scale * branch", "stream[-1] + branch"),
    says="The branch scale has no effect.",
    hint="With a scale of 0, what is the last array of the stream?",
)
misconception(
    "deep_forward/scale-in-every-kind",
    edit("stream.append(branch)", "stream.append(scale * branch)"),
    says="The branch is scaled in nets without a skip connection, too.",
    hint="In which rows of the table does s stand?",
)
misconception(
    "deep_forward/scale-of-the-sum",
    edit("stream[-1] + scale * branch", "scale * (stream[-1] + branch)"),
    says="The scale multiplies the stream, too.",
    hint="With a scale of 0, what is the last array of the stream?",
)
misconception(
    "deep_forward/scale-not-of-the-bias",
    edit(
        "stream[-1] + scale * branch",
        'stream[-1] + scale * (branch - parameters[f"b{layer}"]) + parameters[f"b{layer}"]',
    ),
    says="The bias is not scaled.",
    hint="With a scale of 0, what is left of a block?",
)
misconception(
    "deep_forward/norm-only-pre-norm",
    edit('kind in ("normalised", "pre-norm")', 'kind == "pre-norm"'),
    says="The kind “normalised” is not normalised.",
    hint="Which kinds of the table have an LN in the second column?",
)
misconception(
    "deep_forward/norm-of-the-first-block",
    edit(
        'parameters[f"gamma{layer}"], parameters[f"beta{layer}"]',
        'parameters["gamma1"], parameters["beta1"]',
    ),
    says="All blocks use γ and β of block 1.",
    hint="How many pairs of γ and β are there, and which one belongs to block 3?",
)
misconception(
    "deep_forward/norm-behind-relu",
    edit(
        "layer_norm_forward(h, ",
        "layer_norm_forward(np.maximum(h, 0), ",
    ),
    says="ReLU comes in front of the normalisation as well.",
    hint="Which numbers does LN see: those of the stream, or those that a ReLU left?",
)
misconception(
    "deep_forward/post-norm",
    edit(
        "stream.append(stream[-1] + scale * branch)",
        'branch = np.maximum(stream[-1], 0) @ parameters[f"W{layer}"] + parameters[f"b{layer}"]\n'
        "            sum_ = stream[-1] + scale * branch\n"
        '            if kind == "pre-norm":\n'
        '                gamma, beta = parameters[f"gamma{layer}"], parameters[f"beta{layer}"]\n'
        "                sum_ = layer_norm_forward(sum_, gamma, beta)\n"
        "            stream.append(sum_)",
    ),
    says="The sum is normalised behind the block, not the input of the branch.",
    hint="What does a pre-norm net give if all weights and biases are 0?",
)
misconception(
    "deep_forward/input-missing",
    edit("return stream", "return stream[1:]"),
    says="The stream begins behind block 1; the input is missing.",
    hint="How many arrays has the stream of a net with one block?",
)
misconception(
    "deep_forward/output-only",
    edit("return stream", "return stream[-1]"),
    says="Only the last array comes back, not the stream.",
    hint="What does the contract want: an array, or a list of arrays?",
)
misconception(
    "deep_forward/last-block-first",
    edit("in _layers(parameters)", "in reversed(_layers(parameters))"),
    says="The last block comes first.",
    hint="Which weight does the input of the net meet?",
)
misconception(
    "deep_forward/last-block-missing",
    edit("in _layers(parameters)", "in _layers(parameters)[:-1]"),
    says="The last block is left out.",
    hint="Does `range` reach its second argument?",
)
misconception(
    "deep_forward/stream-of-branches",
    edit(
        "    return stream",
        '    kept = kind in ("residual", "pre-norm")\n'
        "    return [x] + [b - kept * a for a, b in zip(stream, stream[1:], strict=False)]",
    ),
    says="The list holds what each branch adds, not the stream behind each block.",
    hint="Write down the stream of a residual net with two blocks whose weights are all 0.",
)
misconception(
    "deep_forward/stream-in-place",
    edit(
        "stream.append(stream[-1] + scale * branch)",
        "h = stream[-1]\n            h += scale * branch\n            stream.append(h)",
    ),
    says="All blocks add to one and the same array, which is the caller's x, too.",
    hint="After two blocks, is `stream[0] is stream[2]` true in yours?",
)

# The way back.

misconception(
    "deep_backward/skip-way-missing",
    edit("dx = came + dx", "pass"),
    says="The way back along the skip connection is missing.",
    hint="If the branch gave nothing, how much of the gradient should arrive?",
)
misconception(
    "deep_backward/skip-way-in-every-kind",
    edit('if kind in ("residual", "pre-norm"):', "if True:"),
    says="Nets without a skip connection send the gradient along one, too.",
    hint="With all weights 0, does the output of a plain net move with its input?",
)
misconception(
    "deep_backward/scale-missing-back",
    edit('scale * came if kind in ("residual", "pre-norm") else came', "came"),
    says="The branch scale is missing on the way back.",
    hint="With a scale of 0, what should the gradient of every weight be?",
)
misconception(
    "deep_backward/scale-only-weights",
    edit("dx = (through @", "dx = (came @"),
    says="The scale is in the gradients of weights and biases, but not in what goes on.",
    hint="With a scale of 0, what should the gradient of the input be?",
)
misconception(
    "deep_backward/scale-only-flow",
    edit("np.maximum(h, 0).T @ through", "np.maximum(h, 0).T @ came"),
    edit("through.sum(axis=0)", "came.sum(axis=0)"),
    says="The scale is in what goes on, but not in the gradients of weights and biases.",
    hint="With a scale of 0, what should the gradient of every weight be?",
)
misconception(
    "deep_backward/scale-on-the-skip",
    edit("dx = came + dx", "dx = scale * came + dx"),
    says="The scale multiplies the way along the skip connection, too.",
    hint="With a scale of 0, what should the gradient of the input be?",
)
misconception(
    "deep_backward/scale-in-every-kind-back",
    edit('scale * came if kind in ("residual", "pre-norm") else came', "scale * came"),
    says="The scale counts in nets without a skip connection, too.",
    hint="In which rows of the table does s stand?",
)
misconception(
    "deep_backward/slope-missing",
    edit("(through @ parameters[W].T) * (h > 0)", "through @ parameters[W].T"),
    says="The slope of ReLU is missing.",
    hint="What does a unit pass on that was off?",
)
misconception(
    "deep_backward/slope-of-the-stream",
    edit("* (h > 0)", "* (x > 0)"),
    says="The slope of ReLU is taken at the stream, not at what went into ReLU.",
    hint="Which numbers did ReLU see in a pre-norm block?",
)
misconception(
    "deep_backward/slope-of-the-output",
    edit("* (h > 0)", "* (stream[layer] > 0)"),
    says="The slope of ReLU is taken at the output of the block.",
    hint="Does ReLU stand at the beginning of a block, or at its end?",
)
misconception(
    "deep_backward/slope-one-at-zero",
    edit("* (h > 0)", "* (h >= 0)"),
    says="The slope of ReLU at 0 is taken as 1.",
    hint="What does the contract say of the slope at exactly 0?",
)
misconception(
    "deep_backward/weights-not-transposed",
    edit("parameters[W].T", "parameters[W]"),
    says="The gradient goes back through W, not through its transpose. The shapes fit, too.",
    hint="In x W, which unit of x does the row 2 of W belong to?",
)
misconception(
    "deep_backward/weight-gradient-without-relu",
    edit("np.maximum(h, 0).T @ through", "h.T @ through"),
    says="The gradient of W is made with what went into ReLU, not with what came out of it.",
    hint="What did W multiply on the way forward?",
)
misconception(
    "deep_backward/weight-gradient-of-the-stream",
    edit("np.maximum(h, 0).T @ through", "np.maximum(x, 0).T @ through"),
    says="The gradient of W is made with the stream, as if nothing had been normalised.",
    hint="What did W multiply on the way forward, in a pre-norm block?",
)
misconception(
    "deep_backward/weight-gradient-transposed",
    edit("np.maximum(h, 0).T @ through", "through.T @ np.maximum(h, 0)"),
    says="The gradient of W is transposed. The shapes fit all the same.",
    hint="The row 2 of W belongs to one unit of the input. And the row 2 of your gradient?",
)
misconception(
    "deep_backward/bias-gradient-mean",
    edit("through.sum(axis=0)", "through.mean(axis=0)"),
    says="The gradient of a bias is a mean over the samples.",
    hint="In how many rows does each bias appear?",
)
misconception(
    "deep_backward/flow-of-the-branches",
    edit(
        "        flow.insert(0, dx)",
        "        flow.insert(0, dx)\n"
        '        if kind in ("residual", "pre-norm"):\n'
        "            branches = [dx - came, *branches]",
    ),
    edit("gradients, flow = {}, [upstream]", "gradients, flow, branches = {}, [upstream], []"),
    edit("return gradients, flow", "return gradients, [*branches, upstream] if branches else flow"),
    says="The flow holds what came back through each branch, without what the skip brought.",
    hint="By how many ways does x_l reach the loss in a residual net, and which are in your flow?",
)
misconception(
    "deep_backward/flow-in-order-of-visit",
    edit("return gradients, flow", "return gradients, flow[::-1]"),
    says="The flow begins at the loss: its arrays come in the order of the way back.",
    hint="Which of the arrays should be the gradient of the input?",
)
misconception(
    "deep_backward/flow-without-upstream",
    edit("return gradients, flow", "return gradients, flow[:-1]"),
    says="The last array of the flow, `upstream`, is missing.",
    hint="How many arrays has the flow of a net with one block?",
)
misconception(
    "deep_backward/norm-passed-by",
    edit(
        "dx, gradients[gamma], gradients[beta] = layer_norm_backward(dx, x, parameters[gamma])",
        "_, gradients[gamma], gradients[beta] = layer_norm_backward(dx, x, parameters[gamma])",
    ),
    says="The gradient of the stream does not go back through the normalisation.",
    hint="On its way from x to ReLU, what was done to x?",
)
misconception(
    "deep_backward/skip-through-the-norm",
    edit(
        "layer_norm_backward(dx, x, parameters[gamma])",
        'layer_norm_backward(dx + came * (kind == "pre-norm"), x, parameters[gamma])',
    ),
    edit("dx = came + dx", 'dx = dx if kind == "pre-norm" else came + dx'),
    says="What comes along the skip connection goes through the normalisation, too.",
    hint="Where does the skip connection begin: in front of LN or behind it?",
)
misconception(
    "deep_backward/norm-of-relu-output",
    edit("layer_norm_backward(dx, x,", "layer_norm_backward(dx, np.maximum(x, 0),"),
    says="The way back through LN starts from other numbers than LN saw.",
    hint="Which x went into the normalisation on the way forward?",
)
misconception(
    "deep_backward/norm-before-slope",
    edit(" * (h > 0)", ""),
    edit(
        "layer_norm_backward(dx, x, parameters[gamma])\n",
        "layer_norm_backward(dx, x, parameters[gamma])\n        dx = dx * (h > 0)\n",
    ),
    says="The slope of ReLU comes behind the normalisation on the way back.",
    hint="Forward it is LN, then ReLU. In which order are they met on the way back?",
)

# Measuring.

misconception(
    "sizes/size-mean-absolute",
    edit("unit * np.sqrt(np.mean((array / unit) ** 2))", "np.mean(np.abs(array))"),
    says="This is the mean of the absolute values.",
    hint="Of (3, 4, 0, 0): what is the mean of the squares, and its root?",
)
misconception(
    "sizes/size-deviation",
    edit("unit * np.sqrt(np.mean((array / unit) ** 2))", "unit * np.std(array / unit)"),
    says="This is the standard deviation: the mean was taken away.",
    hint="How large is an array whose elements are all 5?",
)
misconception(
    "sizes/size-norm",
    edit("np.mean((array / unit) ** 2)", "np.sum((array / unit) ** 2)"),
    says="This is the length of the whole array; it grows with the number of elements.",
    hint="If every element came twice, would the array's numbers be any larger?",
)
misconception(
    "sizes/size-squared",
    edit("unit * np.sqrt(np.mean((array / unit) ** 2))", "unit**2 * np.mean((array / unit) ** 2)"),
    says="This is the mean square; the root is missing.",
    hint="If all elements are doubled, should the size be doubled, or become four times as large?",
)
misconception(
    "sizes/size-largest",
    edit("unit * np.sqrt(np.mean((array / unit) ** 2))", "largest"),
    says="This is the largest element.",
    hint="If one element of a thousand is 10 and the rest 0, are the numbers of the array large?",
)
misconception(
    "sizes/size-overflow",
    edit("unit = largest if largest > 0 else 1.0", "unit = 1.0"),
    says="The squares of very large numbers overflow, and those of very small ones become 0.",
    hint="What is 1e200 squared, in double precision?",
)
misconception(
    "sizes/size-rows-first",
    edit(
        "unit * np.sqrt(np.mean((array / unit) ** 2))",
        "unit * np.mean(np.sqrt(np.mean((array / unit) ** 2, axis=-1)))",
    ),
    says="A size is found for every row first, and then the mean of these.",
    hint="Is the mean of two roots the root of the mean?",
)

misconception(
    "mean_cosine/cosine-with-itself",
    edit("cosines.sum() - np.trace(cosines)", "cosines.sum()"),
    edit("(samples * (samples - 1))", "samples**2"),
    says="Every row is compared with itself, too, which gives 1.",
    hint="Two rows at a right angle: what should come out, and what does yours give?",
)
misconception(
    "mean_cosine/cosine-divided-by-all",
    edit("(samples * (samples - 1))", "samples**2"),
    says="The sum is over pairs of different rows, but it is divided by the number of all pairs.",
    hint="Three equal rows: what should come out, and what does yours give?",
)
misconception(
    "mean_cosine/cosine-diagonal-in-sum",
    edit("cosines.sum() - np.trace(cosines)", "cosines.sum()"),
    says="The sum holds the cosine of every row with itself.",
    hint="Can a mean of cosines be above 1?",
)
misconception(
    "mean_cosine/cosine-correlation",
    edit(
        "directions = x / np.sqrt((x**2).sum(axis=1, keepdims=True))",
        "directions = x - x.mean(axis=1, keepdims=True)\n"
        "    directions = directions / np.sqrt((directions**2).sum(axis=1, keepdims=True))",
    ),
    says="This is the correlation: the mean of each row was taken away first.",
    hint="What is the angle between (1, 2) and (2, 1)? And in yours?",
)
misconception(
    "mean_cosine/cosine-dot-products",
    edit("x / np.sqrt((x**2).sum(axis=1, keepdims=True))", "x"),
    says="These are dot products: the rows were not divided by their lengths.",
    hint="If one row is ten times as long, does the angle change?",
)
misconception(
    "mean_cosine/cosine-squared-lengths",
    edit("np.sqrt((x**2).sum(axis=1, keepdims=True))", "(x**2).sum(axis=1, keepdims=True)"),
    says="The rows were divided by their squared lengths.",
    hint="Two equal rows (0, 2): what should come out?",
)
misconception(
    "mean_cosine/cosine-of-columns",
    edit("np.sqrt((x**2).sum(axis=1, keepdims=True))", "np.sqrt((x**2).sum(axis=0))"),
    edit("directions @ directions.T", "directions.T @ directions"),
    edit("len(x)", "x.shape[1]"),
    says="The columns are compared with each other, not the samples.",
    hint="Which axis holds the samples?",
)
misconception(
    "mean_cosine/cosine-neighbours",
    edit(
        "total = cosines.sum() - np.trace(cosines)", "total = np.trace(cosines, offset=1) * samples"
    ),
    says="Each row is compared with the next one only.",
    hint="How many pairs do four rows make?",
)
misconception(
    "mean_cosine/cosine-half",
    edit("cosines.sum() - np.trace(cosines)", "np.triu(cosines, 1).sum()"),
    says="Each pair is in the sum once, but twice in the number that divides it.",
    hint="Three equal rows: what should come out, and what does yours give?",
)
misconception(
    "mean_cosine/cosine-absolute",
    edit("directions @ directions.T", "np.abs(directions @ directions.T)"),
    says="The sign of the cosines is lost.",
    hint="Two opposite rows: what should come out?",
)

misconception(
    "dead_share/dead-share-of-zeros",
    edit("off.all(axis=0).mean()", "off.mean()"),
    says="This is the share of elements that are off, not that of dead units.",
    hint="A unit that is off for one sample and on for another: does it still learn?",
)
misconception(
    "dead_share/dead-for-any",
    edit("off.all(axis=0)", "off.any(axis=0)"),
    says="A unit counts as dead if it is off for one sample.",
    hint="A unit that is off for one sample and on for another: does it still learn?",
)
misconception(
    "dead_share/dead-samples",
    edit("off.all(axis=0)", "off.all(axis=1)"),
    says="This is the share of samples for which all units are off.",
    hint="Which axis holds the units?",
)
misconception(
    "dead_share/dead-not-at-zero",
    edit("h <= 0", "h < 0"),
    says="A unit at exactly 0 counts as alive.",
    hint="What is the slope of ReLU at exactly 0, and what does it pass on?",
)
misconception(
    "dead_share/dead-only-zero",
    edit("h <= 0", "h == 0"),
    says="Only numbers that are exactly 0 count as off; in front of ReLU most are below 0.",
    hint="h goes into ReLU: has it been cut off at 0 already?",
)
misconception(
    "dead_share/alive-share",
    edit("float(off.all(axis=0).mean())", "float(1 - off.all(axis=0).mean())"),
    says="This is the share of units that are alive.",
    hint="If every number of h is negative, what should come out?",
)
misconception(
    "dead_share/dead-count",
    edit("off.all(axis=0).mean()", "off.all(axis=0).sum()"),
    says="This is how many units are dead, not their share.",
    hint="Between which two numbers does a share lie?",
)
misconception(
    "dead_share/dead-on-average",
    edit("off.all(axis=0).mean()", "(h.mean(axis=0) <= 0).mean()"),
    says="A unit counts as dead if it is off on average.",
    hint="One sample gives 1 and one −5: does the unit get a gradient?",
)

# The cures.

misconception(
    "branch_scale/scale-of-pre-norm-for-all",
    edit("np.sqrt(growth ** (1 / depth) - 1)", "np.sqrt((growth - 1) / depth)"),
    says="The residual net is treated like a pre-norm one, but its branches grow with the stream.",
    hint="Is the branch of block 2 as large as that of block 1, if the stream has grown?",
)
misconception(
    "branch_scale/scale-of-residual-for-all",
    edit("np.sqrt((growth - 1) / depth)", "np.sqrt(growth ** (1 / depth) - 1)"),
    says="The pre-norm net is treated like a residual one, but its branches do not grow.",
    hint="What is the mean square of a pre-norm branch when the stream is large?",
)
misconception(
    "branch_scale/scale-kinds-swapped",
    edit('kind == "residual"', 'kind != "residual"'),
    says="The formulas of the two kinds are swapped.",
    hint="In which kind does a branch grow with the stream?",
)
misconception(
    "branch_scale/scale-not-rooted",
    edit("np.sqrt(growth ** (1 / depth) - 1)", "growth ** (1 / depth) - 1"),
    edit("np.sqrt((growth - 1) / depth)", "(growth - 1) / depth"),
    says="This is s², not s.",
    hint="If a branch is multiplied by s, by what is its mean square multiplied?",
)
misconception(
    "branch_scale/scale-growth-of-size",
    edit("np.sqrt(growth ** (1 / depth) - 1)", "np.sqrt(growth ** (2 / depth) - 1)"),
    edit("np.sqrt((growth - 1) / depth)", "np.sqrt((growth**2 - 1) / depth)"),
    says="`growth` is taken as that of the size, not of its square.",
    hint="One residual block with s = 1: how many times as large is the mean square behind it?",
)
misconception(
    "branch_scale/scale-without-growth",
    edit("np.sqrt(growth ** (1 / depth) - 1)", "1 / np.sqrt(depth)"),
    edit("np.sqrt((growth - 1) / depth)", "1 / np.sqrt(depth)"),
    says="The scale is the usual 1/√L, whatever growth is asked for.",
    hint="Should a net that may grow more have a larger scale?",
)
misconception(
    "branch_scale/scale-one-not-subtracted",
    edit("np.sqrt(growth ** (1 / depth) - 1)", "np.sqrt(growth ** (1 / depth))"),
    edit("np.sqrt((growth - 1) / depth)", "np.sqrt(growth / depth)"),
    says="The share of the stream itself was not taken away.",
    hint="A growth of almost 1: how large may the branches be then?",
)
misconception(
    "branch_scale/scale-root-of-sizes",
    edit("np.sqrt(growth ** (1 / depth) - 1)", "growth ** (0.5 / depth) - 1"),
    says="Sizes are added up in the residual net, where mean squares should be.",
    hint="Which of the two adds up for x and s·F: the sizes, or their squares?",
)

misconception(
    "calibrate/all-at-once",
    edit("branch = product / size + b", "branch = product + b"),
    says="Every block was measured in the net with the old weights.",
    hint="When block 2 is measured, which weight does block 1 have?",
)
misconception(
    "calibrate/multiplied",
    edit('new[f"W{layer}"] = W / size', 'new[f"W{layer}"] = W * size'),
    edit("product / size", "product * size"),
    says="Weights that are too large become larger still.",
    hint="If the branch is ten times too large, should its weight grow or shrink?",
)
misconception(
    "calibrate/by-mean-square",
    edit("np.sqrt(np.mean(product**2))", "np.mean(product**2)"),
    says="The weights are divided by the mean square, not by its root.",
    hint="If a weight is halved, what happens to the mean square of its product?",
)
misconception(
    "calibrate/by-deviation",
    edit("np.sqrt(np.mean(product**2))", "np.std(product)"),
    says="The weights are divided by the standard deviation: the mean was taken away.",
    hint="The contract asks for a mean square of 1. What is it after your division?",
)
misconception(
    "calibrate/each-unit",
    edit("np.sqrt(np.mean(product**2))", "np.sqrt(np.mean(product**2, axis=0))"),
    says="Every unit is calibrated by itself, with a factor of its own.",
    hint="How many factors does one weight matrix get?",
)
misconception(
    "calibrate/with-bias",
    edit("np.sqrt(np.mean(product**2))", "np.sqrt(np.mean((product + b) ** 2))"),
    says="The bias is in what is measured.",
    hint="Which product should have the mean square 1, with or without b?",
)
misconception(
    "calibrate/bias-divided",
    edit(
        "branch = product / size + b",
        'new[f"b{layer}"] = b / size\n        branch = (product + b) / size',
    ),
    says="The biases were divided, too.",
    hint="Which of the parameters may change?",
)
misconception(
    "calibrate/relu-not-measured",
    edit("product = np.maximum(h, 0) @ W", "product = h @ W"),
    says="The product is measured without ReLU in front of it.",
    hint="What does W multiply in the net: h, or r(h)?",
)
misconception(
    "calibrate/weights-alone",
    edit("size = np.sqrt(np.mean(product**2))", "size = np.sqrt(np.mean(W**2) * len(W) / 2)"),
    says="The weights are set by He's rule; what goes into them is not looked at.",
    hint="If x is ten times as large, which of your factors change?",
)
misconception(
    "calibrate/norm-forgotten",
    edit('if kind in ("normalised", "pre-norm"):', "if False:"),
    says="The normalisation in front of the branch is left out.",
    hint="Which numbers go into the ReLU of a pre-norm block?",
)
misconception(
    "calibrate/skip-not-carried",
    edit('scale * branch if kind in ("residual", "pre-norm") else branch', "branch"),
    edit("x = x + branch", "x = branch"),
    says="The stream is carried on without its skip connection.",
    hint="What is the input of block 2 in a residual net?",
)
misconception(
    "calibrate/scale-not-carried",
    edit("x + scale * branch if", "x + branch if"),
    says="The branches are added to the stream without their scale.",
    hint="What is the input of block 2 in a residual net?",
)
misconception(
    "calibrate/whole-stream",
    edit(
        "size = np.sqrt(np.mean(product**2))",
        'scaled = scale * product if kind in ("residual", "pre-norm") else product\n'
        "        size = np.sqrt(np.mean(scaled**2))",
    ),
    says="The scaled branch gets the mean square 1, not the branch itself.",
    hint="Does the contract speak of r(h) W, or of s times it?",
)
misconception(
    "calibrate/first-block-only",
    edit(
        'new[f"W{layer}"] = W / size',
        'size = size if layer == 1 else 1.0\n        new[f"W{layer}"] = W / size',
    ),
    says="Only the first weight was calibrated.",
    hint="After the first block is right, can the second one still be too large?",
)
misconception(
    "calibrate/own-parameters-changed",
    edit("new = dict(parameters)", "new = parameters"),
    says="The caller's own parameters were changed.",
    hint="If somebody wants to compare both nets, where is the old one?",
)
misconception(
    "calibrate/only-weights-returned",
    edit("    return new", '    return {name: p for name, p in new.items() if name[0] == "W"}'),
    says="Only the weights come back; the other parameters are missing.",
    hint="Can `deep_forward` work with what you return?",
)
