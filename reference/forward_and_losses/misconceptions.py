"""Wrong implementations that students really write, simplest first within each task."""

from autograder.rubric import edit, misconception

misconception(
    "dense_forward/weights-transposed",
    edit("x @ W", "x @ W.T"),
    says="The weights are used transposed.",
    hint="Which axis of W counts the inputs, and which axis of x does it have to meet?",
)
misconception(
    "dense_forward/product-order-swapped",
    edit("x @ W", "W @ x"),
    says="The weights stand on the side of the product where the samples belong.",
    hint="Does the matrix with one row per sample stand left or right in the product?",
)
misconception(
    "dense_forward/samples-as-columns",
    edit("x @ W + b", "W.T @ x.T + b[:, None]"),
    says="The result holds one sample per column.",
    hint="Which axis holds the samples here, and which in the textbook?",
)
misconception(
    "dense_forward/elementwise-product",
    edit("x @ W", "x * W"),
    says="Inputs and weights are multiplied element by element.",
    hint="Which operator adds up products along an axis?",
)
misconception(
    "dense_forward/bias-wrong-axis",
    edit(" + b", " + b[:, None]"),
    says="The bias is added along the batch.",
    hint="Does a bias belong to a sample or to an output unit?",
)
misconception(
    "dense_forward/bias-missing",
    edit(" + b", ""),
    says="The bias is left out.",
    hint="What comes out when all inputs are 0?",
)
misconception(
    "dense_forward/activated-pre-activations",
    edit("x @ W + b", "_sigmoid(x @ W + b)"),
    says="The layer squashes its result.",
    hint="Does the docstring ask for pre-activations or for activations?",
)

misconception(
    "mlp_forward/activated-logits",
    edit("return z", "return a"),
    says="The last layer is squashed, too.",
    hint="Can your net give a logit of 2, or of -3?",
)
misconception(
    "mlp_forward/two-layers-only",
    edit("len(parameters) // 2", "2"),
    says="Only the first two layers are used.",
    hint="What does your loop run over when there are four layers?",
)
misconception(
    "mlp_forward/hidden-layers-not-squashed",
    edit("_sigmoid(z)", "z"),
    says="No layer is squashed, so that the net is one linear map.",
    hint="What stands between two layers?",
)
misconception(
    "mlp_forward/hidden-layers-with-tanh",
    edit("_sigmoid(z)", "np.tanh(z)"),
    says="The hidden layers are tanh.",
    hint="Which activation does the docstring name?",
)
misconception(
    "mlp_forward/hidden-layers-with-relu",
    edit("_sigmoid(z)", "np.maximum(z, 0)"),
    says="The hidden layers are rectified.",
    hint="Which activation does the docstring name?",
)
misconception(
    "mlp_forward/input-squashed",
    edit("a = x", "a = _sigmoid(x)"),
    says="The input is squashed before the first layer.",
    hint="Does the first layer take x itself, or σ(x)?",
)
misconception(
    "mlp_forward/output-layer-missing",
    edit("range(1, depth + 1)", "range(1, depth)"),
    edit("return z", "return a"),
    says="The last layer is left out.",
    hint="Which number does your loop end with?",
)
misconception(
    "mlp_forward/probabilities-for-logits",
    edit("return z", "return _softmax(z)"),
    says="Softmax is applied to the last layer.",
    hint="Does the docstring ask for logits or for probabilities?",
)
misconception(
    "mlp_forward/first-layer-repeated",
    edit('f"W{layer}"', '"W1"'),
    edit('f"b{layer}"', '"b1"'),
    says="Every layer uses the weights of the first.",
    hint="Which name changes from one round of your loop to the next?",
)
misconception(
    "mlp_forward/input-fed-to-every-layer",
    edit("dense_forward(a,", "dense_forward(x,"),
    says="Every layer gets the net's input.",
    hint="What does the second layer get to see?",
)
misconception(
    "mlp_forward/layers-in-alphabetical-order",
    edit("range(1, depth + 1)", "sorted(range(1, depth + 1), key=str)"),
    says="The layers are sorted as texts, and layer 10 comes before layer 2.",
    hint="How does sorted() put the texts W1, W2 and W10 in order?",
)
misconception(
    "mlp_forward/layers-in-order-of-the-dict",
    edit(
        'parameters[f"W{layer}"], parameters[f"b{layer}"]',
        "list(parameters.values())[2 * layer - 2 : 2 * layer]",
    ),
    says="The layers are taken in the order in which the dict holds them.",
    hint="What does the docstring say about the order of the keys?",
)

misconception(
    "one_hot/one-hot-transposed",
    edit("return rows", "return rows.T"),
    says="The classes stand in rows.",
    hint="What does one row of the result stand for?",
)
misconception(
    "one_hot/off-by-one-labels",
    edit(", labels]", ", labels - 1]"),
    says="Labels are counted from 1.",
    hint="What is the smallest label?",
)
misconception(
    "one_hot/one-hot-columns",
    edit("[np.arange(len(labels)), labels]", "[:, labels]"),
    says="Whole columns are filled.",
    hint="What does indexing with a colon and an array pick?",
)
misconception(
    "one_hot/classes-from-labels",
    edit("(len(labels), classes)", "(len(labels), labels.max() + 1)"),
    says="The number of classes is guessed from the labels.",
    hint="What if the last class does not occur in this batch?",
)
misconception(
    "one_hot/label-for-one",
    edit("= 1", "= labels"),
    says="The number of the label is stored.",
    hint="Is a label a quantity or a position?",
)
misconception(
    "one_hot/one-hot-integers",
    edit("(len(labels), classes)", "(len(labels), classes), dtype=int"),
    says="The numbers are right, but they are integers.",
    hint="Which dtype does the docstring ask for?",
)
misconception(
    "one_hot/one-hot-booleans",
    edit("(len(labels), classes)", "(len(labels), classes), dtype=bool"),
    says="The result says true or false, and holds no numbers.",
    hint="Which dtype does the docstring ask for?",
)

misconception(
    "mse/sum-not-mean",
    edit(".mean()", ".sum()"),
    says="The squared differences are summed.",
    hint="Should duplicating the data change the loss?",
)
misconception(
    "mse/factor-of-two",
    edit("squares.mean()", "0.5 * squares.mean()"),
    says="A factor ½ is in the loss that its definition does not have.",
    hint="One element, prediction 1, target 0: what is J by its formula?",
)
misconception(
    "mse/broadcast-targets",
    edit("(prediction - target)", "(prediction.reshape(-1, 1) - target.reshape(-1))"),
    says="Every prediction is compared with every target.",
    hint="Print the shape of the difference: is it that of the prediction?",
)
misconception(
    "mse/mean-over-samples-only",
    edit(".mean()", ".sum() / len(prediction)"),
    says="The sum is divided by the number of samples alone.",
    hint="If every element is wrong by 1, what should J be, and what is yours?",
)
misconception(
    "mse/mean-over-features-only",
    edit(".mean()", ".mean(axis=-1).sum()"),
    says="The mean is taken over the features, then summed over the samples.",
    hint="Should duplicating the data change the loss?",
)
misconception(
    "mse/mean-over-one-axis",
    edit("float(squares.mean())", "squares.mean(axis=0)"),
    says="The mean runs along one axis, so that an array is left.",
    hint="How many numbers is a loss?",
)
misconception(
    "mse/squares-not-averaged",
    edit("float(squares.mean())", "squares"),
    says="The squares are returned one by one.",
    hint="How many numbers is a loss?",
)
misconception(
    "mse/mean-before-square",
    edit("(prediction - target) ** 2", "prediction - target"),
    edit(".mean()", ".mean() ** 2"),
    says="The differences are averaged first, and cancel, before the square.",
    hint="What is the loss of errors +1 and -1?",
)
misconception(
    "mse/difference-of-squares",
    edit("(prediction - target) ** 2", "prediction**2 - target**2"),
    says="Prediction and target are squared before they are subtracted.",
    hint="Can a mean of squares be negative?",
)
misconception(
    "mse/mean-absolute-error",
    edit("(prediction - target) ** 2", "np.abs(prediction - target)"),
    says="The absolute differences are averaged.",
    hint="One element that is wrong by 3: is the loss 3 or 9?",
)
misconception(
    "mse/root-mean-square",
    edit("squares.mean()", "np.sqrt(squares.mean())"),
    says="A root is taken that the definition does not have.",
    hint="One element that is wrong by 3: is the loss 3 or 9?",
)

misconception(
    "mse_gradient/gradient-factor-of-two",
    edit("2 * ", ""),
    says="A factor from the square is missing.",
    hint="What comes down when a square is differentiated?",
)
misconception(
    "mse_gradient/gradient-of-the-sum",
    edit(" / prediction.size", ""),
    says="This is the gradient of the summed loss.",
    hint="Is the loss a sum or a mean, and which of the two did you differentiate?",
)
misconception(
    "mse_gradient/mean-over-rows-only",
    edit("prediction.size", "len(prediction)"),
    says="The loss averages over all elements, the gradient only over rows.",
    hint="How many elements were averaged?",
)
misconception(
    "mse_gradient/rows-only-and-factor-missing",
    edit("2 * ", ""),
    edit("prediction.size", "len(prediction)"),
    says="A factor from the square is missing, and only rows are averaged.",
    hint="How many elements were averaged, and what comes down from a square?",
)
misconception(
    "mse_gradient/difference-alone",
    edit("2 * ", ""),
    edit(" / prediction.size", ""),
    says="The difference alone is returned: this gradient belongs to half the sum of squares.",
    hint=(
        "What comes down when a square is differentiated, and by how many elements does the mean "
        "divide?"
    ),
)
misconception(
    "mse_gradient/gradient-negated",
    edit("(prediction - target)", "(target - prediction)"),
    says="The gradient points the wrong way.",
    hint="Should the loss rise or fall when a prediction that is too high rises?",
)
misconception(
    "mse_gradient/gradient-averaged-away",
    edit(
        "2 * (prediction - target) / prediction.size", "np.mean(2 * (prediction - target), axis=0)"
    ),
    says="The gradient is averaged over the batch.",
    hint="What shape has a gradient?",
)
misconception(
    "mse_gradient/gradient-is-one-number",
    edit(
        "2 * (prediction - target) / prediction.size", "float(np.mean(2 * (prediction - target)))"
    ),
    says="The gradient is averaged to one number.",
    hint="What shape has a gradient?",
)
misconception(
    "mse_gradient/gradient-of-absolute-error",
    edit("2 * (prediction - target)", "np.sign(prediction - target)"),
    says="Only the signs of the differences are left.",
    hint="Does a large difference pull harder than a small one?",
)
misconception(
    "mse_gradient/prediction-overwritten",
    edit("return 2 * (prediction - target)", "prediction -= target\n    return 2 * prediction"),
    says="The difference is written into the caller's own prediction.",
    hint="What does -= do to the array of the caller?",
)

misconception(
    "cross_entropy/cross-entropy-summed",
    edit(".mean()", ".sum()"),
    says="The loss is summed over the batch.",
    hint="Should duplicating the data change the loss?",
)
misconception(
    "cross_entropy/mean-over-everything",
    edit(".mean()", ".sum() / logits.size"),
    says="The mean is taken over samples and classes.",
    hint="How many examples are being averaged?",
)
misconception(
    "cross_entropy/divided-twice",
    edit(".mean()", ".mean() / len(labels)"),
    says="The batch size divides twice.",
    hint="How often do you divide by N?",
)
misconception(
    "cross_entropy/not-averaged",
    edit("float(-of_true_class.mean())", "-of_true_class"),
    says="One loss per sample is returned.",
    hint="How many numbers is a loss?",
)
misconception(
    "cross_entropy/log-of-zero",
    edit("shifted - log_totals", "np.log(_softmax(logits))"),
    says="The logarithm is taken of a probability that can underflow to 0.",
    hint="What happens when p underflows?",
)
misconception(
    "cross_entropy/log-with-epsilon",
    edit("shifted - log_totals", "np.log(_softmax(logits) + VALUE)"),
    values=("1e-8", "1e-16", "1e-15", "1e-12", "1e-10", "1e-9", "1e-7", "1e-6", "1e-5", "1e-4"),
    says="A small number added inside the logarithm bounds and shifts the loss.",
    hint="Logits (1000, 0) with label 1 cost 1000. How large can your loss become?",
)
misconception(
    "cross_entropy/clipped-probabilities",
    edit("shifted - log_totals", "np.log(np.clip(_softmax(logits), VALUE, 1))"),
    values=("1e-12", "1e-16", "1e-15", "1e-10", "1e-9", "1e-8", "1e-7"),
    says="Probabilities are kept away from 0, which bounds the loss.",
    hint="Should a worse mistake cost more, however bad it is already?",
)
misconception(
    "cross_entropy/zeros-replaced",
    edit("shifted - log_totals", "np.log(np.where((p := _softmax(logits)) == 0, VALUE, p))"),
    values=("1e-10", "1e-16", "1e-15", "1e-12", "1e-9", "1e-8", "1e-7"),
    says="Probabilities that are exactly 0 are replaced, which bounds the loss.",
    hint="Logits (1000, 0) with label 1 cost 1000. How large can your loss become?",
)
misconception(
    "cross_entropy/softmax-no-shift",
    edit("shifted - log_totals", "VALUE"),
    values=(
        "logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))",
        "np.log(np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True))",
    ),
    says="The exponentials are taken of the raw logits and overflow when these are large.",
    hint="What may be subtracted without changing a ratio?",
)
misconception(
    "cross_entropy/softmax-global-max",
    edit("logits.max(axis=1, keepdims=True)", "logits.max()"),
    edit("shifted - log_totals", "VALUE"),
    values=("(shifted - log_totals)", "np.log(np.exp(shifted) / np.exp(log_totals))"),
    says="One maximum is used for the whole batch.",
    hint="Whose maximum does each row need?",
)
misconception(
    "cross_entropy/softmax-wrong-axis",
    edit("logits.max(axis=1, keepdims=True)", "logits.max(axis=0, keepdims=True)"),
    edit(".sum(axis=1, keepdims=True)", ".sum(axis=0, keepdims=True)"),
    says="The columns are normalised, not the rows.",
    hint="Which axis holds one distribution?",
)
misconception(
    "cross_entropy/softmax-sum-lost-an-axis",
    edit("shifted - log_totals", "np.log(np.exp(shifted) / np.exp(shifted).sum(axis=1))"),
    says="The sums of the rows are laid along the columns.",
    hint="Print the shape of the sum: what does it line up with?",
)
misconception(
    "cross_entropy/softmax-maximum-lost-an-axis",
    edit("logits.max(axis=1, keepdims=True)", "logits.max(axis=1)"),
    says="The maxima of the rows are laid along the columns.",
    hint="Print the shape of the maximum: what does it line up with?",
)
misconception(
    "cross_entropy/missing-minus",
    edit("-of_true_class", "of_true_class"),
    says="The sign of the loss is missing.",
    hint="Can surprise be negative?",
)
misconception(
    "cross_entropy/logarithm-missing",
    edit("shifted - log_totals", "_softmax(logits)"),
    says="The probabilities themselves are averaged.",
    hint="How surprising is an event of probability 1, and one of probability 0?",
)
misconception(
    "cross_entropy/logarithm-to-base-ten",
    edit("shifted - log_totals", "np.log10(_softmax(logits))"),
    says="The logarithm has base 10.",
    hint="What is the loss for two equal logits?",
)
misconception(
    "cross_entropy/logarithm-to-base-two",
    edit("shifted - log_totals", "np.log2(_softmax(logits))"),
    says="The logarithm has base 2: the loss is in bits.",
    hint="What is the loss for two equal logits?",
)
misconception(
    "cross_entropy/softmax-applied-twice",
    edit("    shifted =", "    logits = _softmax(logits)\n    shifted ="),
    says="Softmax is applied to what is a probability already.",
    hint="Logits (1000, 0) with label 1 cost 1000. What does your loss give there?",
)
misconception(
    "cross_entropy/logits-as-probabilities",
    edit("shifted - log_totals", "np.log(logits)"),
    says="The logarithm is taken of the logits themselves.",
    hint="Which range do the numbers have whose logarithm you take?",
)
misconception(
    "cross_entropy/label-column-indexing",
    edit("[np.arange(len(labels)), labels]", "[:, labels]"),
    says="The indexing picks whole columns, not one element of each row.",
    hint="What shape did the indexing return?",
)
misconception(
    "cross_entropy/off-by-one-loss",
    edit(", labels]", ", labels - 1]"),
    says="Labels are counted from 1.",
    hint="What is the smallest label?",
)
misconception(
    "cross_entropy/predicted-class-not-true",
    edit("log_p[np.arange(len(labels)), labels]", "log_p.max(axis=1)"),
    says="The most probable class is looked at, whatever the label says.",
    hint="Does the loss change when the labels change?",
)
misconception(
    "cross_entropy/every-class-counted",
    edit("log_p[np.arange(len(labels)), labels]", "log_p.sum(axis=1)"),
    says="The logarithms of all classes are added up, whatever the label says.",
    hint="Does the loss change when the labels change?",
)
misconception(
    "cross_entropy/binary-over-classes",
    edit(
        "log_p = shifted - log_totals", "p, y = _softmax(logits), np.eye(logits.shape[1])[labels]"
    ),
    edit(
        "log_p[np.arange(len(labels)), labels]",
        "(y * np.log(p) + (1 - y) * np.log(1 - p)).sum(axis=1)",
    ),
    says="Each class is treated as a yes-or-no question of its own.",
    hint="Which terms of the definition belong to classes that are not the label?",
)
misconception(
    "cross_entropy/binary-cross-entropy",
    edit("log_p = shifted - log_totals", "p = _softmax(logits)[:, 1]"),
    edit(
        "log_p[np.arange(len(labels)), labels]", "labels * np.log(p) + (1 - labels) * np.log(1 - p)"
    ),
    says="The label's number is used as the probability of the second class.",
    hint="What does this loss do with label 2?",
)
misconception(
    "cross_entropy/half-cross-entropy",
    edit("log_p[np.arange(len(labels)), labels]", "labels * log_p[:, 1]"),
    says="The label's number weighs the logarithm, so that samples with label 0 cost nothing.",
    hint="How much does a sample with label 0 add to your loss?",
)
misconception(
    "cross_entropy/logits-overwritten",
    edit("    shifted =", "    logits -= logits.max(axis=1, keepdims=True)\n    shifted ="),
    says="The shift is written into the caller's own logits.",
    hint="What does -= do to the array of the caller?",
)

misconception(
    "cross_entropy_gradient/batch-mean-forgotten",
    edit(" / len(labels)", ""),
    says="This is the gradient of the summed loss.",
    hint="Is the loss a sum or a mean, and which of the two did you differentiate?",
)
misconception(
    "cross_entropy_gradient/one-hot-not-subtracted",
    edit("(p - y)", "p"),
    says="The probabilities alone are returned.",
    hint="If all logits of a row rise equally, the loss stays. What must the row sum to?",
)
misconception(
    "cross_entropy_gradient/label-ids-subtracted",
    edit("(p - y)", "(p - labels[:, None])"),
    says="The number of the label is subtracted.",
    hint="Is y a number or a position?",
)
misconception(
    "cross_entropy_gradient/mean-over-everything-gradient",
    edit("/ len(labels)", "/ logits.size"),
    says="The gradient is divided by samples and classes.",
    hint="How many examples are being averaged?",
)
misconception(
    "cross_entropy_gradient/divided-by-classes",
    edit("/ len(labels)", "/ logits.shape[1]"),
    says="The gradient is divided by the number of classes.",
    hint="How many examples are being averaged?",
)
misconception(
    "cross_entropy_gradient/cross-entropy-gradient-negated",
    edit("(p - y)", "(y - p)"),
    says="The gradient points the wrong way.",
    hint="Should the loss rise or fall when the true class's logit rises?",
)
misconception(
    "cross_entropy_gradient/gradient-of-probabilities",
    edit("(p - y)", "-y / p"),
    says="This is the gradient with respect to the probabilities.",
    hint="Which quantity is moved a little here: p or the logits?",
)
misconception(
    "cross_entropy_gradient/true-class-only",
    edit("(p - y)", "y * (p - y)"),
    says="Only the true class's logit gets a gradient.",
    hint="Does raising another logit change the loss?",
)
misconception(
    "cross_entropy_gradient/label-columns-subtracted",
    edit("return (p - y)", "p[:, labels] -= 1\n    return p"),
    says="Whole columns are changed, not one element of each row.",
    hint="What does indexing with a colon and an array pick?",
)
misconception(
    "cross_entropy_gradient/off-by-one-gradient",
    edit("one_hot(labels,", "one_hot(labels - 1,"),
    says="Labels are counted from 1.",
    hint="What is the smallest label?",
)
misconception(
    "cross_entropy_gradient/gradient-softmax-applied-twice",
    edit("_softmax(logits)", "_softmax(_softmax(logits))"),
    says="Softmax is applied to what is a probability already.",
    hint=(
        "Logits (1000, 0) with label 1: p is (1, 0). Which p does your gradient subtract the "
        "label from?"
    ),
)
misconception(
    "cross_entropy_gradient/gradient-without-softmax",
    edit("_softmax(logits)", "logits"),
    says="The one-hot row is subtracted from the logits themselves.",
    hint="What do the logits have to become first?",
)
misconception(
    "cross_entropy_gradient/gradient-with-sigmoid",
    edit("_softmax(logits)", "_sigmoid(logits)"),
    says="Each logit is squashed on its own, so that a row does not sum to 1.",
    hint="Which activation does this loss go with?",
)
misconception(
    "cross_entropy_gradient/gradient-of-clipped-probabilities",
    edit("p = _softmax(logits)", "p = np.clip(_softmax(logits), VALUE, 1)"),
    values=("1e-10", "1e-9", "1e-8", "1e-7"),
    says="Probabilities are kept away from 0, in the gradient too.",
    hint="Does a probability of 0 harm where no logarithm is taken?",
)
misconception(
    "cross_entropy_gradient/true-probability-for-all",
    edit("p = _softmax(logits)", "p = _softmax(logits)[np.arange(len(labels)), labels][:, None]"),
    says="Every class has the true class's probability.",
    hint="Which probability belongs to the logit of a wrong class?",
)
misconception(
    "cross_entropy_gradient/slope-of-softmax-twice",
    edit("(p - y)", "(p - y) * p * (1 - p)"),
    says="The slope of softmax is multiplied in once more.",
    hint="Two equal logits, label 0: the gradient is (-1/2, 1/2). What does yours give?",
)
misconception(
    "cross_entropy_gradient/gradient-no-shift",
    edit(" - logits.max(axis=1, keepdims=True)", "", of="_softmax"),
    says="The exponentials are taken of the raw logits and overflow when these are large.",
    hint="What may be subtracted without changing a ratio?",
)
misconception(
    "cross_entropy_gradient/gradient-global-max",
    edit("logits.max(axis=1, keepdims=True)", "logits.max()", of="_softmax"),
    says="One maximum is used for the whole batch.",
    hint="Whose maximum does each row need?",
)
misconception(
    "cross_entropy_gradient/gradient-wrong-axis",
    edit("_softmax(logits)", "_softmax(logits.T).T"),
    says="The columns are normalised, not the rows.",
    hint="Which axis holds one distribution?",
)
misconception(
    "cross_entropy_gradient/gradient-sum-lost-an-axis",
    edit("powers.sum(axis=1, keepdims=True)", "powers.sum(axis=1)", of="_softmax"),
    says="The sums of the rows are laid along the columns.",
    hint="Print the shape of the sum: what does it line up with?",
)
misconception(
    "cross_entropy_gradient/gradient-maximum-lost-an-axis",
    edit("logits.max(axis=1, keepdims=True)", "logits.max(axis=1)", of="_softmax"),
    says="The maxima of the rows are laid along the columns.",
    hint="Print the shape of the maximum: what does it line up with?",
)
misconception(
    "cross_entropy_gradient/gradient-overwrites-logits",
    edit("    p =", "    logits -= logits.max(axis=1, keepdims=True)\n    p ="),
    says="The shift is written into the caller's own logits.",
    hint="What does -= do to the array of the caller?",
)
