"""Wrong implementations that students really write, simplest first within each task."""

from autograder.rubric import edit, misconception

misconception(
    "forward/activated-logits",
    edit("    cache = ", "    pre_activations[-1] = _sigmoid(z)\n    cache = "),
    says="The last layer is squashed, too.",
    hint="Can your net give a logit of 2, or of -3?",
)
misconception(
    "forward/probabilities-for-logits",
    edit("    cache = ", "    pre_activations[-1] = _softmax(z)\n    cache = "),
    says="Softmax is applied to the last layer.",
    hint="Does the docstring ask for logits or for probabilities?",
)
misconception(
    "forward/hidden-layers-not-squashed",
    edit("_sigmoid(z)", "z"),
    says="No layer is squashed, so that the net is one linear map.",
    hint="What stands between two layers?",
)
misconception(
    "forward/hidden-layers-with-tanh",
    edit("_sigmoid(z)", "np.tanh(z)"),
    says="The hidden layers are tanh.",
    hint="Which activation does the specification name?",
)
misconception(
    "forward/hidden-layers-with-relu",
    edit("_sigmoid(z)", "np.maximum(z, 0)"),
    says="The hidden layers are rectified.",
    hint="Which activation does the specification name?",
)
misconception(
    "forward/input-squashed",
    edit("= [x], []", "= [_sigmoid(x)], []"),
    says="The input is squashed before the first layer.",
    hint="Does the first layer take x itself, or σ(x)?",
)
misconception(
    "forward/bias-missing",
    edit(' + parameters[f"b{layer}"]', ""),
    says="The biases are left out.",
    hint="What comes out of a layer when all its inputs are 0?",
)
misconception(
    "forward/output-layer-missing",
    edit("return pre_activations[-1]", "return activations[-1]"),
    says="The last layer is left out.",
    hint="Which number does your loop end with?",
)
misconception(
    "forward/two-layers-only",
    edit("len(parameters) // 2", "2"),
    says="Only the first two layers are used.",
    hint="What does your loop run over when there are four layers?",
)

misconception(
    "loss/sum-not-mean",
    edit(".mean()", ".sum()"),
    says="The loss is summed over the batch.",
    hint="Should duplicating the data change the loss?",
)
misconception(
    "loss/mean-over-everything",
    edit(".mean()", ".sum() / logits.size"),
    says="The mean is taken over samples and classes.",
    hint="How many examples are being averaged?",
)
misconception(
    "loss/divided-twice",
    edit(".mean()", ".mean() / len(labels)"),
    says="The batch size divides twice.",
    hint="How often do you divide by N?",
)
misconception(
    "loss/missing-minus",
    edit("-of_true_class", "of_true_class"),
    says="The sign of the loss is missing.",
    hint="Can surprise be negative?",
)
misconception(
    "loss/log-of-zero",
    edit("shifted - log_totals", "np.log(_softmax(logits))"),
    says="The logarithm is taken of a probability that can underflow to 0.",
    hint="What happens when p underflows?",
)
misconception(
    "loss/log-with-epsilon",
    edit("shifted - log_totals", "np.log(_softmax(logits) + VALUE)"),
    values=("1e-8", "1e-16", "1e-15", "1e-12", "1e-10", "1e-9", "1e-7", "1e-6", "1e-5", "1e-4"),
    says="A small number added inside the logarithm bounds and shifts the loss.",
    hint="Logits (1000, 0) with label 1 cost 1000. How large can your loss become?",
)
misconception(
    "loss/softmax-no-shift",
    edit(" - logits.max(axis=1, keepdims=True)", ""),
    says="The exponentials are taken of the raw logits and overflow when these are large.",
    hint="What may be subtracted without changing a ratio?",
)
misconception(
    "loss/softmax-applied-twice",
    edit("    shifted =", "    logits = _softmax(logits)\n    shifted ="),
    says="Softmax is applied to what is a probability already.",
    hint="Logits (1000, 0) with label 1 cost 1000. What does your loss give there?",
)
misconception(
    "loss/label-column-indexing",
    edit("[np.arange(len(labels)), labels]", "[:, labels]"),
    says="The indexing picks whole columns, not one element of each row.",
    hint="What shape did the indexing return?",
)
misconception(
    "loss/off-by-one-labels",
    edit(", labels]", ", labels - 1]"),
    says="Labels are counted from 1.",
    hint="What is the smallest label?",
)
misconception(
    "loss/every-class-counted",
    edit("log_p[np.arange(len(labels)), labels]", "log_p.sum(axis=1)"),
    says="The logarithms of all classes are added up, whatever the label says.",
    hint="Does the loss change when the labels change?",
)
misconception(
    "loss/logarithm-to-base-ten",
    edit("shifted - log_totals", "np.log10(_softmax(logits))"),
    says="The logarithm has base 10.",
    hint="What is the loss for two equal logits?",
)
misconception(
    "loss/logarithm-to-base-two",
    edit("shifted - log_totals", "np.log2(_softmax(logits))"),
    says="The logarithm has base 2: the loss is in bits.",
    hint="What is the loss for two equal logits?",
)

misconception(
    "output_error/batch-mean-forgotten",
    edit(" / len(labels)", ""),
    says="The error is that of the summed loss, not of the mean.",
    hint="Is the loss a sum or a mean, and which of the two did you differentiate?",
)
misconception(
    "output_error/one-hot-not-subtracted",
    edit("(p - y)", "p"),
    says="The probabilities alone are passed on.",
    hint="If all logits of a row rise equally, the loss stays. What must the row sum to?",
)
misconception(
    "output_error/label-ids-subtracted",
    edit("(p - y)", "(p - labels[:, None])"),
    says="The number of the label is subtracted.",
    hint="Is y a number or a position?",
)
misconception(
    "output_error/error-divided-by-everything",
    edit("/ len(labels)", "/ logits.size"),
    says="The error is divided by samples and classes.",
    hint="How many examples are being averaged?",
)
misconception(
    "output_error/error-divided-by-classes",
    edit("/ len(labels)", "/ logits.shape[1]"),
    says="The error is divided by the number of classes.",
    hint="How many examples are being averaged?",
)
misconception(
    "output_error/error-negated",
    edit("(p - y)", "(y - p)"),
    says="The error points the wrong way.",
    hint="Should the loss rise or fall when the true class's logit rises?",
)
misconception(
    "output_error/error-doubled",
    edit("(p - y)", "2 * (p - y)"),
    says="A factor 2 is in the error, as in that of a squared difference.",
    hint="One sample, two equal logits, label 0: the row is (-1/2, 1/2). What is yours?",
)
misconception(
    "output_error/slope-at-the-output",
    edit("(p - y)", "(p - y) * _slope(logits)"),
    says="The slope of a sigmoid is applied to the last layer.",
    hint="Is there an activation behind the logits?",
)
misconception(
    "output_error/slope-of-softmax-twice",
    edit("(p - y)", "(p - y) * p * (1 - p)"),
    says="The slope of softmax is multiplied in once more.",
    hint="One sample, two equal logits, label 0: the row is (-1/2, 1/2). What is yours?",
)
misconception(
    "output_error/true-probability-for-all",
    edit("p = _softmax(logits)", "p = _softmax(logits)[np.arange(len(labels)), labels][:, None]"),
    says="Every class has the true class's probability.",
    hint="Which probability belongs to the logit of a wrong class?",
)
misconception(
    "output_error/sigmoid-for-softmax",
    edit("_softmax(logits)", "_sigmoid(logits)"),
    says="Each logit is squashed on its own, so that a row does not sum to 1.",
    hint="Which activation does the cross-entropy go with?",
)
misconception(
    "output_error/error-without-softmax",
    edit("_softmax(logits)", "logits"),
    says="The one-hot row is subtracted from the logits themselves.",
    hint="What do the logits have to become first?",
)
misconception(
    "output_error/error-softmax-applied-twice",
    edit("_softmax(logits)", "_softmax(_softmax(logits))"),
    says="Softmax is applied to what is a probability already.",
    hint="Logits (1000, 0) with label 1: p is (1, 0). Which p does your error use?",
)
misconception(
    "output_error/true-class-only",
    edit("(p - y)", "y * (p - y)"),
    says="Only the true class's logit gets an error.",
    hint="Does raising another logit change the loss?",
)
misconception(
    "output_error/label-columns-subtracted",
    edit("y[np.arange(len(labels)), labels]", "y[:, labels]"),
    says="Whole columns are changed, not one element of each row.",
    hint="What does indexing with a colon and an array pick?",
)
misconception(
    "output_error/off-by-one-error",
    edit(", labels]", ", labels - 1]"),
    says="Labels are counted from 1.",
    hint="What is the smallest label?",
)
misconception(
    "output_error/error-no-shift",
    edit(" - logits.max(axis=1, keepdims=True)", "", of="_softmax"),
    says="The exponentials are taken of the raw logits and overflow when these are large.",
    hint="What may be subtracted without changing a ratio?",
)
misconception(
    "output_error/error-global-max",
    edit("logits.max(axis=1, keepdims=True)", "logits.max()", of="_softmax"),
    says="One maximum is used for the whole batch.",
    hint="Whose maximum does each row need?",
)
misconception(
    "output_error/error-wrong-axis",
    edit("_softmax(logits)", "_softmax(logits.T).T"),
    says="The columns are normalised, not the rows.",
    hint="Which axis holds one distribution?",
)
misconception(
    "output_error/error-sum-lost-an-axis",
    edit("powers.sum(axis=1, keepdims=True)", "powers.sum(axis=1)", of="_softmax"),
    says="The sums of the rows are laid along the columns.",
    hint="Print the shape of the sum: what does it line up with?",
)
misconception(
    "output_error/error-maximum-lost-an-axis",
    edit("logits.max(axis=1, keepdims=True)", "logits.max(axis=1)", of="_softmax"),
    says="The maxima of the rows are laid along the columns.",
    hint="Print the shape of the maximum: what does it line up with?",
)
misconception(
    "output_error/logits-overwritten",
    edit("    p = ", "    logits -= logits.max(axis=1, keepdims=True)\n    p = "),
    says="The shift is written into the caller's own logits.",
    hint="What does -= do to the array of the caller?",
)

misconception(
    "hidden_error/activation-slope-missing",
    edit(" * _slope(z)", ""),
    says="The slope of the activation is left out.",
    hint="z acts through a = σ(z): which factor does the chain rule ask for there?",
)
misconception(
    "hidden_error/propagates-untransposed",
    edit("W_next.T", "W_next"),
    says="The error travels through the weights in the forward direction.",
    hint="The columns of δ belong to units of the next layer. Which axis of W do these units have?",
)
misconception(
    "hidden_error/slope-of-activation-value",
    edit("_slope(z)", "_slope(_sigmoid(z))"),
    says="The slope is taken at the activation, not at the pre-activation.",
    hint="Does your slope get z, or does it get σ(z)?",
)
misconception(
    "hidden_error/pre-activation-for-activation",
    edit("_slope(z)", "z * (1 - z)"),
    says="This treats z as if it were already σ(z).",
    hint="Is that formula written in terms of z or of σ(z)?",
)
misconception(
    "hidden_error/upstream-ignored",
    edit("(delta_next @", "(np.ones_like(delta_next) @"),
    says="The next layer's error does not enter the result.",
    hint="What must come out if the error of the next layer is 0?",
)
misconception(
    "hidden_error/activation-for-slope",
    edit("_slope(z)", "_sigmoid(z)"),
    says="The activation itself is multiplied in, not its slope.",
    hint="How much does σ move when z moves a little?",
)
misconception(
    "hidden_error/slope-of-tanh",
    edit("_slope(z)", "(1 - np.tanh(z) ** 2)"),
    says="The slope is that of tanh.",
    hint="Which activation do the hidden layers have?",
)
misconception(
    "hidden_error/slope-of-relu",
    edit("_slope(z)", "(z > 0)"),
    says="The slope is that of ReLU.",
    hint="Which activation do the hidden layers have?",
)
misconception(
    "hidden_error/slope-brackets-missing",
    edit("_slope(z)", "_sigmoid(z) * 1 - _sigmoid(z)"),
    says="Brackets are missing: a difference is taken after the product.",
    hint="In which order does Python multiply and subtract what you wrote?",
)
misconception(
    "hidden_error/slope-half-multiplied",
    edit(
        "(delta_next @ W_next.T) * _slope(z)",
        "_sigmoid(z) - _sigmoid(z) ** 2 * (delta_next @ W_next.T)",
    ),
    says="Brackets are missing: only one part of the slope meets the error.",
    hint="In which order does Python multiply and subtract what you wrote?",
)
misconception(
    "hidden_error/slope-subtracted-outside",
    edit("_slope(z)", "_sigmoid(z) - _sigmoid(z) ** 2"),
    says="Brackets are missing: one part of the slope is subtracted from the error.",
    hint="In which order does Python multiply and subtract what you wrote?",
)
misconception(
    "hidden_error/averaged-at-every-layer",
    edit("_slope(z)", "_slope(z) / len(z)"),
    says="The batch size divides at this layer again.",
    hint="How many divisions by N are there on the way from the loss to here?",
)
misconception(
    "hidden_error/hidden-error-negated",
    edit("return (", "return -("),
    says="The error changes its sign on the way.",
    hint="Is there a minus on the way forward through a layer?",
)

misconception(
    "layer_gradients/bias-gradient-mean",
    edit("delta.sum(axis=0)", "delta.mean(axis=0)"),
    says="The bias gradient is averaged over the batch a second time.",
    hint="In how many rows does each bias appear?",
)
misconception(
    "layer_gradients/bias-gradient-unsummed",
    edit("delta.sum(axis=0)", "delta"),
    says="The bias gradient still has one row per sample.",
    hint="What shape has b, and what shape has your gradient?",
)
misconception(
    "layer_gradients/bias-gradient-one-number",
    edit("delta.sum(axis=0)", "delta.sum()"),
    says="The bias gradient is summed to one number for the whole layer.",
    hint="How many biases has a layer?",
)
misconception(
    "layer_gradients/bias-gradient-wrong-axis",
    edit("axis=0", "axis=1"),
    says="The bias gradient is summed over the units, one number per sample.",
    hint="What shape has b, and which axis has to go?",
)
misconception(
    "layer_gradients/bias-gradient-two-axes",
    edit("axis=0", "axis=0, keepdims=True"),
    says="The bias gradient is a row of a matrix, with an axis too many.",
    hint="What shape has b, and what shape has its gradient?",
)
misconception(
    "layer_gradients/weight-gradient-transposed",
    edit("a_previous.T @ delta", "delta.T @ a_previous"),
    says="The weight gradient is the transpose of what it should be.",
    hint="Which order gives W's shape even if the layer has more inputs than outputs?",
)
misconception(
    "layer_gradients/weight-gradient-averaged-again",
    edit("a_previous.T @ delta", "a_previous.T @ delta / len(delta)"),
    says="The weight gradient is averaged over the batch a second time.",
    hint="Where does the 1/N of the mean loss sit?",
)
misconception(
    "layer_gradients/gradients-averaged-again",
    edit("a_previous.T @ delta", "a_previous.T @ delta / len(delta)"),
    edit("delta.sum(axis=0)", "delta.mean(axis=0)"),
    says="Both gradients are averaged over the batch a second time.",
    hint="Where does the 1/N of the mean loss sit?",
)
misconception(
    "layer_gradients/summed-before-multiplied",
    edit("a_previous.T @ delta", "np.outer(a_previous.sum(axis=0), delta.sum(axis=0))"),
    says="Inputs and errors are summed over the batch before they meet.",
    hint="May one sample's input meet another sample's error?",
)
misconception(
    "layer_gradients/last-sample-only",
    edit("a_previous.T @ delta", "np.outer(a_previous[-1], delta[-1])"),
    edit("delta.sum(axis=0)", "delta[-1]"),
    says="Each sample's gradient overwrites the one before.",
    hint="What is left of the first sample after the loop?",
)
misconception(
    "layer_gradients/bias-gradient-last-sample",
    edit("delta.sum(axis=0)", "delta[-1]"),
    says="Each sample's bias gradient overwrites the one before.",
    hint="What is left of the first sample after the loop?",
)
misconception(
    "layer_gradients/gradients-in-wrong-order",
    edit("return dW, db", "return db, dW"),
    says="The two gradients are returned in the other order.",
    hint="Which of the two does the docstring name first?",
)
misconception(
    "layer_gradients/layer-gradients-negated",
    edit("return dW, db", "return -dW, -db"),
    says="The step is returned, not the gradient.",
    hint="Where does the minus of gradient descent belong?",
)

misconception(
    "backward/stale-cache",
    edit("    cache =", "    global latest\n    cache = latest =", of="forward"),
    edit("= cache", "= latest"),
    says="All forward passes share one cache, and this one was written by a later call.",
    hint="Which call wrote this cache?",
)
misconception(
    "backward/update-during-backward",
    edit("        if layer", "        parameters[W] -= 0.1 * gradients[W]\n        if layer"),
    edit("        if layer", "        parameters[b] -= 0.1 * gradients[b]\n        if layer"),
    says="The weights change on the way back, and the next error travels through the new ones.",
    hint="Which weights made this prediction?",
)
misconception(
    "backward/parameters-updated",
    edit(
        "return gradients",
        "for n in gradients:\n        parameters[n] -= 0.1 * gradients[n]\n    return gradients",
    ),
    says="The gradients are right, but the parameters are changed as well.",
    hint="Who takes the step: this function or the optimiser?",
)
misconception(
    "backward/weight-gradient-wrong-input",
    edit(
        "= activations[layer - 1]", "= pre_activations[layer - 2] if layer > 1 else activations[0]"
    ),
    says="The weights' gradient is taken with pre-activations.",
    hint="What multiplied W on the way forward?",
)
misconception(
    "backward/weight-gradient-own-output",
    edit("activations[layer - 1]", "[*activations, pre_activations[-1]][layer]"),
    says="The weights' gradient is taken with the layer's own output.",
    hint="What multiplied W on the way forward?",
)
misconception(
    "backward/first-input-everywhere",
    edit("activations[layer - 1]", "activations[0]"),
    says="Every layer's gradient is taken with the net's input.",
    hint="What multiplied W2 on the way forward?",
)
misconception(
    "backward/activation-slope-misplaced",
    edit("pre_activations[layer - 2]", "pre_activations[layer - 1]"),
    says="The slope is taken at the layer that the error comes from.",
    hint="The error of layer 1 needs the slope at z_1. At which z does yours take it?",
)
misconception(
    "backward/first-slope-everywhere",
    edit("pre_activations[layer - 2]", "pre_activations[0]"),
    says="Every hidden layer gets the slope of the first.",
    hint="Which pre-activation belongs to this layer?",
)
misconception(
    "backward/slope-after-squashing",
    edit("pre_activations[layer - 2]", "activations[layer - 1]"),
    says="The slope is taken at a number that is squashed already.",
    hint="Is the z in your cache still the pre-activation?",
)
misconception(
    "backward/slope-left-out",
    edit("hidden_error(delta, parameters[W], z)", "delta @ parameters[W].T"),
    says="The errors of hidden layers lack the slope of the activation.",
    hint="z acts through a = σ(z): which factor does the chain rule ask for there?",
)
misconception(
    "backward/own-weights",
    edit("parameters[W]", 'parameters[f"W{layer - 1}"]'),
    says="The error reaches a layer through that layer's own weights.",
    hint="Which weights lie between the two layers?",
)
misconception(
    "backward/output-error-everywhere",
    edit("            delta = hidden_error(delta, parameters[W], z)\n", ""),
    says="Every layer gets the error of the last.",
    hint="Does your error change from one layer to the next?",
)
misconception(
    "backward/last-layer-only",
    edit("range(depth, 0, -1)", "range(depth, depth - 1, -1)"),
    says="Only the last layer's gradients are returned.",
    hint="Which keys should the result have?",
)
misconception(
    "backward/first-layer-missing",
    edit("range(depth, 0, -1)", "range(depth, 1, -1)"),
    says="The loop stops before the first layer.",
    hint="Which number does your loop end with?",
)
misconception(
    "backward/two-layer-gradients-only",
    edit("len(parameters) // 2", "2"),
    edit("pre_activations[-1]", "pre_activations[1]"),
    says="The code is written for exactly two layers.",
    hint="What does your loop run over when there are four layers?",
)
misconception(
    "backward/layers-numbered-backwards",
    edit(
        "gradients[W], gradients[b]",
        'gradients[f"W{depth + 1 - layer}"], gradients[f"b{depth + 1 - layer}"]',
    ),
    says="The layers are numbered from the output.",
    hint="Which layer does the name W1 belong to?",
)
misconception(
    "backward/gradients-renamed",
    edit("gradients[W], gradients[b]", 'gradients["d" + W], gradients["d" + b]'),
    says="The keys carry a name of their own.",
    hint="Which keys does the docstring ask for?",
)
misconception(
    "backward/gradients-in-a-list",
    edit("return gradients", "return [gradients[name] for name in sorted(gradients)]"),
    says="The gradients come in a list.",
    hint="How should the caller find the gradient of b2?",
)
misconception(
    "backward/weights-not-averaged",
    edit("        if layer > 1:", "        gradients[W] *= len(labels)\n        if layer > 1:"),
    says="The weights' gradients lack the 1/N that the biases' have.",
    hint="Do dW and db belong to the same loss?",
)
misconception(
    "backward/biases-not-averaged",
    edit("        if layer > 1:", "        gradients[b] *= len(labels)\n        if layer > 1:"),
    says="The biases' gradients lack the 1/N that the weights' have.",
    hint="Do dW and db belong to the same loss?",
)
misconception(
    "backward/all-gradients-summed",
    edit("pre_activations[-1], labels)", "pre_activations[-1], labels) * len(labels)"),
    says="These are the gradients of the summed loss.",
    hint="Is the loss a sum or a mean over the batch, and at which step does the 1/N come in?",
)
misconception(
    "backward/steps-for-gradients",
    edit("return gradients", "return {name: -gradient for name, gradient in gradients.items()}"),
    says="The steps of gradient descent are returned, not the gradients.",
    hint="Where does the minus of gradient descent belong?",
)
