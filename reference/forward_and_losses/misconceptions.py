"""Wrong implementations that students really write, simplest first within each task."""

import numpy as np

from autograder.rubric import misconception

from .solution import dense_forward


def squashed(z):
    return 1 / (1 + np.exp(-z))


def probabilities_of(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def true_class(rows, labels):
    return rows[np.arange(len(labels)), labels]


def truth(logits, labels):
    return np.eye(logits.shape[1])[labels]


def layers_of(parameters):
    return [(parameters[f"W{n}"], parameters[f"b{n}"]) for n in range(1, len(parameters) // 2 + 1)]


@misconception(
    "dense_forward/weights-transposed",
    says="The weights are used transposed.",
    hint="Write the shapes beside the product: which fit?",
)
def dense_transposed(x, W, b):
    return x @ W.T + b


@misconception(
    "dense_forward/product-order-swapped",
    says="The weights stand on the side of the product where the samples belong.",
    hint="Write the shapes beside the product: which fit?",
)
def dense_order_swapped(x, W, b):
    return W @ x + b


@misconception(
    "dense_forward/samples-as-columns",
    says="The result holds one sample a column.",
    hint="Which axis holds the samples here, and which in the textbook?",
)
def dense_columns(x, W, b):
    return W.T @ x.T + b[:, None]


@misconception(
    "dense_forward/elementwise-product",
    says="Inputs and weights are multiplied element by element.",
    hint="Which operator adds up products along an axis?",
)
def dense_elementwise(x, W, b):
    return x * W + b


@misconception(
    "dense_forward/bias-wrong-axis",
    says="The bias is added along the batch.",
    hint="One bias per what?",
)
def dense_bias_along_batch(x, W, b):
    return x @ W + b[:, None]


@misconception(
    "dense_forward/bias-missing",
    says="The bias is left out.",
    hint="What comes out when all inputs are 0?",
)
def dense_without_bias(x, W, b):
    return x @ W


@misconception(
    "dense_forward/activated-pre-activations",
    says="The layer squashes its result.",
    hint="Does the docstring ask for pre-activations or for activations?",
)
def dense_squashed(x, W, b):
    return squashed(x @ W + b)


@misconception(
    "mlp_forward/activated-logits",
    says="The last layer is squashed, too.",
    hint="What range must the last layer reach?",
)
def mlp_squashed(parameters, x):
    for W, b in layers_of(parameters):
        x = squashed(dense_forward(x, W, b))
    return x


@misconception(
    "mlp_forward/two-layers-only",
    says="Only the first two layers are used.",
    hint="What does your loop run over when there are four layers?",
)
def mlp_two_layers(parameters, x):
    a = squashed(x @ parameters["W1"] + parameters["b1"])
    return a @ parameters["W2"] + parameters["b2"]


@misconception(
    "mlp_forward/hidden-layers-not-squashed",
    says="No layer is squashed, so that the net is one linear map.",
    hint="What stands between two layers?",
)
def mlp_linear(parameters, x):
    for W, b in layers_of(parameters):
        x = dense_forward(x, W, b)
    return x


@misconception(
    "mlp_forward/hidden-layers-with-tanh",
    says="The hidden layers are tanh.",
    hint="Which activation does the docstring name?",
)
def mlp_tanh(parameters, x):
    *hidden, last = layers_of(parameters)
    for W, b in hidden:
        x = np.tanh(dense_forward(x, W, b))
    return dense_forward(x, *last)


@misconception(
    "mlp_forward/hidden-layers-with-relu",
    says="The hidden layers are rectified.",
    hint="Which activation does the docstring name?",
)
def mlp_relu(parameters, x):
    *hidden, last = layers_of(parameters)
    for W, b in hidden:
        x = np.maximum(dense_forward(x, W, b), 0)
    return dense_forward(x, *last)


@misconception(
    "mlp_forward/input-squashed",
    says="The input is squashed before the first layer.",
    hint="Is x an activation or a pre-activation?",
)
def mlp_input_squashed(parameters, x):
    for W, b in layers_of(parameters):
        x = dense_forward(squashed(x), W, b)
    return x


@misconception(
    "mlp_forward/output-layer-missing",
    says="The last layer is left out.",
    hint="Which number does your loop end with?",
)
def mlp_without_output(parameters, x):
    for W, b in layers_of(parameters)[:-1]:
        x = squashed(dense_forward(x, W, b))
    return x


@misconception(
    "mlp_forward/probabilities-for-logits",
    says="Softmax is applied to the last layer.",
    hint="Does the docstring ask for logits or for probabilities?",
)
def mlp_probabilities(parameters, x):
    *hidden, last = layers_of(parameters)
    for W, b in hidden:
        x = squashed(dense_forward(x, W, b))
    return probabilities_of(dense_forward(x, *last))


@misconception(
    "mlp_forward/first-layer-repeated",
    says="Every layer uses the weights of the first.",
    hint="Which name changes from one round of your loop to the next?",
)
def mlp_first_layer_repeated(parameters, x):
    W, b = parameters["W1"], parameters["b1"]
    for _ in layers_of(parameters)[:-1]:
        x = squashed(dense_forward(x, W, b))
    return dense_forward(x, W, b)


@misconception(
    "mlp_forward/input-fed-to-every-layer",
    says="Every layer gets the net's input.",
    hint="What does the second layer get to see?",
)
def mlp_same_input(parameters, x):
    for W, b in layers_of(parameters):
        z = dense_forward(x, W, b)
    return z


@misconception(
    "mlp_forward/layers-in-alphabetical-order",
    says="The layers are sorted as texts, and layer 10 comes before layer 2.",
    hint="In which order do the words W1, W2 and W10 stand in a dictionary?",
)
def mlp_alphabetical(parameters, x):
    names = sorted(name for name in parameters if name.startswith("W"))
    for name in names:
        z = dense_forward(x, parameters[name], parameters[name.replace("W", "b")])
        x = squashed(z)
    return z


@misconception(
    "mlp_forward/layers-in-order-of-the-dict",
    says="The layers are taken in the order in which the dict holds them.",
    hint="What does the docstring say about the order of the keys?",
)
def mlp_in_order_of_the_dict(parameters, x):
    arrays = list(parameters.values())
    for W, b in zip(arrays[::2], arrays[1::2], strict=True):
        z = dense_forward(x, W, b)
        x = squashed(z)
    return z


@misconception(
    "one_hot/one-hot-transposed",
    says="The classes stand in rows.",
    hint="What does one row of the result stand for?",
)
def one_hot_transposed(labels, classes):
    return np.eye(classes)[labels].T


@misconception(
    "one_hot/off-by-one-labels",
    says="Labels are counted from 1.",
    hint="What is the smallest label?",
)
def one_hot_off_by_one(labels, classes):
    return np.eye(classes)[labels - 1]


@misconception(
    "one_hot/one-hot-columns",
    says="Whole columns are filled.",
    hint="What does indexing with a colon and an array pick?",
)
def one_hot_columns(labels, classes):
    rows = np.zeros((len(labels), classes))
    rows[:, labels] = 1
    return rows


@misconception(
    "one_hot/classes-from-labels",
    says="The number of classes is guessed from the labels.",
    hint="What if the last class does not occur in this batch?",
)
def one_hot_classes_guessed(labels, classes):
    return np.eye(labels.max() + 1)[labels]


@misconception(
    "one_hot/label-for-one",
    says="The number of the label is stored.",
    hint="Is a label a quantity or a position?",
)
def one_hot_label_for_one(labels, classes):
    return np.eye(classes)[labels] * labels[:, None]


@misconception(
    "one_hot/one-hot-integers",
    says="The numbers are right, but they are integers.",
    hint="Which dtype does the docstring ask for?",
)
def one_hot_integers(labels, classes):
    return np.eye(classes, dtype=int)[labels]


@misconception(
    "one_hot/one-hot-booleans",
    says="The result says true or false, and holds no numbers.",
    hint="Which dtype does the docstring ask for?",
)
def one_hot_booleans(labels, classes):
    return labels[:, None] == np.arange(classes)


@misconception(
    "mse/sum-not-mean",
    says="The squared differences are summed.",
    hint="Should duplicating the data change the loss?",
)
def mse_summed(prediction, target):
    return float(((prediction - target) ** 2).sum())


@misconception(
    "mse/factor-of-two",
    says="A factor ½ is in the loss that its definition does not have.",
    hint="Re-read the constant in the loss's definition.",
)
def mse_halved(prediction, target):
    return float(0.5 * np.mean((prediction - target) ** 2))


@misconception(
    "mse/broadcast-targets",
    says="Every prediction is compared with every target.",
    hint="Print the shape of the difference.",
)
def mse_broadcast(prediction, target):
    return float(np.mean((prediction.reshape(-1, 1) - target.reshape(-1)) ** 2))


@misconception(
    "mse/mean-over-samples-only",
    says="The sum is divided by the number of samples alone.",
    hint="How many squares were added up?",
)
def mse_over_samples(prediction, target):
    return float(((prediction - target) ** 2).sum() / len(prediction))


@misconception(
    "mse/mean-over-features-only",
    says="The mean is taken over the features, then summed over the samples.",
    hint="Should duplicating the data change the loss?",
)
def mse_over_features(prediction, target):
    return float(((prediction - target) ** 2).mean(axis=-1).sum())


@misconception(
    "mse/mean-over-one-axis",
    says="The mean runs along one axis, so that an array is left.",
    hint="How many numbers is a loss?",
)
def mse_over_one_axis(prediction, target):
    return np.mean((prediction - target) ** 2, axis=0)


@misconception(
    "mse/squares-not-averaged",
    says="The squares are returned one by one.",
    hint="How many numbers is a loss?",
)
def mse_not_averaged(prediction, target):
    return (prediction - target) ** 2


@misconception(
    "mse/mean-before-square",
    says="The differences are averaged first, and cancel, before the square.",
    hint="What is the loss of errors +1 and -1?",
)
def mse_mean_before_square(prediction, target):
    return float(np.mean(prediction - target) ** 2)


@misconception(
    "mse/difference-of-squares",
    says="Prediction and target are squared before they are subtracted.",
    hint="Can a mean of squares be negative?",
)
def mse_difference_of_squares(prediction, target):
    return float(np.mean(prediction**2 - target**2))


@misconception(
    "mse/mean-absolute-error",
    says="The absolute differences are averaged.",
    hint="What happens to a difference of 3 in this loss?",
)
def mse_absolute(prediction, target):
    return float(np.mean(np.abs(prediction - target)))


@misconception(
    "mse/root-mean-square",
    says="A root is taken that the definition does not have.",
    hint="Re-read the definition: is there a root in it?",
)
def mse_rooted(prediction, target):
    return float(np.sqrt(np.mean((prediction - target) ** 2)))


@misconception(
    "mse_gradient/gradient-factor-of-two",
    says="A factor from the square is missing.",
    hint="What comes down when a square is differentiated?",
)
def mse_gradient_without_two(prediction, target):
    return (prediction - target) / prediction.size


@misconception(
    "mse_gradient/gradient-of-the-sum",
    says="This is the gradient of the summed loss.",
    hint="Does this gradient belong to the loss that was returned?",
)
def mse_gradient_summed(prediction, target):
    return 2 * (prediction - target)


@misconception(
    "mse_gradient/mean-over-rows-only",
    says="The loss averages over all elements, the gradient only over rows.",
    hint="How many elements were averaged?",
)
def mse_gradient_rows(prediction, target):
    return 2 * (prediction - target) / len(prediction)


@misconception(
    "mse_gradient/rows-only-and-factor-missing",
    says="A factor from the square is missing, and only rows are averaged.",
    hint="How many elements were averaged, and what comes down from a square?",
)
def mse_gradient_rows_without_two(prediction, target):
    return (prediction - target) / len(prediction)


@misconception(
    "mse_gradient/difference-alone",
    says="The difference alone is returned: this gradient belongs to half the sum of squares.",
    hint="Does this gradient belong to the loss that was returned?",
)
def mse_gradient_difference(prediction, target):
    return prediction - target


@misconception(
    "mse_gradient/gradient-negated",
    says="The gradient points the wrong way.",
    hint="Should the loss rise or fall when a prediction that is too high rises?",
)
def mse_gradient_negated(prediction, target):
    return 2 * (target - prediction) / prediction.size


@misconception(
    "mse_gradient/gradient-averaged-away",
    says="The gradient is averaged over the batch.",
    hint="What shape has a gradient?",
)
def mse_gradient_averaged(prediction, target):
    return np.mean(2 * (prediction - target), axis=0)


@misconception(
    "mse_gradient/gradient-is-one-number",
    says="The gradient is averaged to one number.",
    hint="What shape has a gradient?",
)
def mse_gradient_scalar(prediction, target):
    return float(np.mean(2 * (prediction - target)))


@misconception(
    "mse_gradient/gradient-of-absolute-error",
    says="Only the signs of the differences are left.",
    hint="Does a large difference pull harder than a small one?",
)
def mse_gradient_of_absolute(prediction, target):
    return np.sign(prediction - target) / prediction.size


@misconception(
    "mse_gradient/prediction-overwritten",
    says="The difference is written into the caller's own prediction.",
    hint="What does -= do to the array of the caller?",
)
def mse_gradient_in_place(prediction, target):
    prediction -= target
    return 2 * prediction / prediction.size


@misconception(
    "cross_entropy/cross-entropy-summed",
    says="The loss is summed over the batch.",
    hint="Should duplicating the data change the loss?",
)
def cross_entropy_summed(logits, labels):
    return float(-np.log(true_class(probabilities_of(logits), labels)).sum())


@misconception(
    "cross_entropy/mean-over-everything",
    says="The mean is taken over samples and classes.",
    hint="How many examples are being averaged?",
)
def cross_entropy_over_all(logits, labels):
    return float(-np.mean(truth(logits, labels) * np.log(probabilities_of(logits))))


@misconception(
    "cross_entropy/divided-twice",
    says="The batch size divides twice.",
    hint="Count the divisions by N.",
)
def cross_entropy_divided_twice(logits, labels):
    return float(-np.log(true_class(probabilities_of(logits), labels)).mean() / len(labels))


@misconception(
    "cross_entropy/not-averaged",
    says="One loss a sample is returned.",
    hint="How many numbers is a loss?",
)
def cross_entropy_not_averaged(logits, labels):
    return -np.log(true_class(probabilities_of(logits), labels))


@misconception(
    "cross_entropy/log-of-zero",
    says="The logarithm is taken of a probability that can underflow to 0.",
    hint="What happens when p underflows?",
)
def cross_entropy_log_of_zero(logits, labels):
    return float(-np.log(true_class(probabilities_of(logits), labels)).mean())


@misconception(
    "cross_entropy/log-with-epsilon",
    says="A small number added inside the logarithm bounds and shifts the loss.",
    hint="Could log p be found without forming p?",
)
def cross_entropy_with_epsilon(logits, labels):
    return float(-np.log(true_class(probabilities_of(logits), labels) + 1e-8).mean())


@misconception(
    "cross_entropy/clipped-probabilities",
    says="Probabilities are kept away from 0, which bounds the loss.",
    hint="Should a worse mistake cost more, however bad it is already?",
)
def cross_entropy_clipped(logits, labels):
    p = np.clip(true_class(probabilities_of(logits), labels), 1e-12, 1)
    return float(-np.log(p).mean())


@misconception(
    "cross_entropy/softmax-no-shift",
    says="The exponentials are taken of the raw logits and overflow when these are large.",
    hint="What may be subtracted without changing a ratio?",
)
def cross_entropy_without_shift(logits, labels):
    totals = np.log(np.exp(logits).sum(axis=1))
    return float(np.mean(totals - true_class(logits, labels)))


@misconception(
    "cross_entropy/softmax-global-max",
    says="One maximum is used for the whole batch.",
    hint="Whose maximum does each row need?",
)
def cross_entropy_global_max(logits, labels):
    shifted = logits - logits.max()
    totals = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(totals - true_class(shifted, labels)))


@misconception(
    "cross_entropy/softmax-wrong-axis",
    says="The columns are normalised, not the rows.",
    hint="Which axis holds one distribution?",
)
def cross_entropy_wrong_axis(logits, labels):
    p = probabilities_of(logits.T).T
    return float(-np.log(true_class(p, labels)).mean())


@misconception(
    "cross_entropy/softmax-sum-lost-an-axis",
    says="The sums of the rows are laid along the columns.",
    hint="Print the shape of the sum: what does it line up with?",
)
def cross_entropy_sum_lost_an_axis(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return float(-np.log(true_class(powers / powers.sum(axis=1), labels)).mean())


@misconception(
    "cross_entropy/softmax-maximum-lost-an-axis",
    says="The maxima of the rows are laid along the columns.",
    hint="Print the shape of the maximum: what does it line up with?",
)
def cross_entropy_maximum_lost_an_axis(logits, labels):
    shifted = logits - logits.max(axis=1)
    totals = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(totals - true_class(shifted, labels)))


@misconception(
    "cross_entropy/missing-minus",
    says="The sign of the loss is missing.",
    hint="Can surprise be negative?",
)
def cross_entropy_without_minus(logits, labels):
    return float(np.log(true_class(probabilities_of(logits), labels)).mean())


@misconception(
    "cross_entropy/logarithm-missing",
    says="The probabilities themselves are averaged.",
    hint="How surprising is an event of probability 1, and one of probability 0?",
)
def cross_entropy_without_logarithm(logits, labels):
    return float(-true_class(probabilities_of(logits), labels).mean())


@misconception(
    "cross_entropy/logarithm-to-base-ten",
    says="The logarithm has base 10.",
    hint="What is the loss for two equal logits?",
)
def cross_entropy_base_ten(logits, labels):
    return float(-np.log10(true_class(probabilities_of(logits), labels)).mean())


@misconception(
    "cross_entropy/logarithm-to-base-two",
    says="The logarithm has base 2: the loss is in bits.",
    hint="What is the loss for two equal logits?",
)
def cross_entropy_base_two(logits, labels):
    return float(-np.log2(true_class(probabilities_of(logits), labels)).mean())


@misconception(
    "cross_entropy/softmax-applied-twice",
    says="Softmax is applied to what is a probability already.",
    hint="How many times was softmax applied?",
)
def cross_entropy_softmax_twice(logits, labels):
    p = probabilities_of(probabilities_of(logits))
    return float(-np.log(true_class(p, labels)).mean())


@misconception(
    "cross_entropy/logits-as-probabilities",
    says="The logarithm is taken of the logits themselves.",
    hint="Which range do the numbers have whose logarithm you take?",
)
def cross_entropy_of_logits(logits, labels):
    return float(-np.log(true_class(logits, labels)).mean())


@misconception(
    "cross_entropy/label-column-indexing",
    says="The indexing picks whole columns, not one element of each row.",
    hint="What shape did the indexing return?",
)
def cross_entropy_columns(logits, labels):
    return float(-np.log(probabilities_of(logits)[:, labels]).mean())


@misconception(
    "cross_entropy/off-by-one-loss",
    says="Labels are counted from 1.",
    hint="What is the smallest label?",
)
def cross_entropy_off_by_one(logits, labels):
    return float(-np.log(true_class(probabilities_of(logits), labels - 1)).mean())


@misconception(
    "cross_entropy/predicted-class-not-true",
    says="The most probable class is looked at, whatever the label says.",
    hint="Does the loss change when the labels change?",
)
def cross_entropy_of_prediction(logits, labels):
    return float(-np.log(probabilities_of(logits).max(axis=1)).mean())


@misconception(
    "cross_entropy/every-class-counted",
    says="The logarithms of all classes are added up, whatever the label says.",
    hint="Does the loss change when the labels change?",
)
def cross_entropy_of_every_class(logits, labels):
    return float(-np.log(probabilities_of(logits)).sum(axis=1).mean())


@misconception(
    "cross_entropy/binary-over-classes",
    says="Each class is treated as a yes-or-no question of its own.",
    hint="Which terms of the definition belong to classes that are not the label?",
)
def cross_entropy_binary_over_classes(logits, labels):
    p, y = probabilities_of(logits), truth(logits, labels)
    return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).sum(axis=1).mean())


@misconception(
    "cross_entropy/binary-cross-entropy",
    says="The label's number is used as the probability of the second class.",
    hint="What does this loss do with label 2?",
)
def cross_entropy_binary(logits, labels):
    p = probabilities_of(logits)[:, 1]
    return float(-(labels * np.log(p) + (1 - labels) * np.log(1 - p)).mean())


@misconception(
    "cross_entropy/half-cross-entropy",
    says="The label's number weighs the logarithm, so that samples with label 0 cost nothing.",
    hint="Who punishes mistakes on label 0?",
)
def cross_entropy_half(logits, labels):
    return float(-(labels * np.log(probabilities_of(logits)[:, 1])).mean())


@misconception(
    "cross_entropy/logits-overwritten",
    says="The shift is written into the caller's own logits.",
    hint="What does -= do to the array of the caller?",
)
def cross_entropy_in_place(logits, labels):
    logits -= logits.max(axis=1, keepdims=True)
    totals = np.log(np.exp(logits).sum(axis=1))
    return float(np.mean(totals - true_class(logits, labels)))


@misconception(
    "cross_entropy_gradient/batch-mean-forgotten",
    says="This is the gradient of the summed loss.",
    hint="Does this gradient belong to the loss that was returned?",
)
def gradient_summed(logits, labels):
    return probabilities_of(logits) - truth(logits, labels)


@misconception(
    "cross_entropy_gradient/one-hot-not-subtracted",
    says="The probabilities alone are returned.",
    hint="What if every logit rose equally?",
)
def gradient_without_target(logits, labels):
    return probabilities_of(logits) / len(labels)


@misconception(
    "cross_entropy_gradient/label-ids-subtracted",
    says="The number of the label is subtracted.",
    hint="Is y a number or a position?",
)
def gradient_with_numbers(logits, labels):
    return (probabilities_of(logits) - labels[:, None]) / len(labels)


@misconception(
    "cross_entropy_gradient/mean-over-everything-gradient",
    says="The gradient is divided by samples and classes.",
    hint="How many examples are being averaged?",
)
def gradient_over_all(logits, labels):
    return (probabilities_of(logits) - truth(logits, labels)) / logits.size


@misconception(
    "cross_entropy_gradient/divided-by-classes",
    says="The gradient is divided by the number of classes.",
    hint="How many examples are being averaged?",
)
def gradient_over_classes(logits, labels):
    return (probabilities_of(logits) - truth(logits, labels)) / logits.shape[1]


@misconception(
    "cross_entropy_gradient/cross-entropy-gradient-negated",
    says="The gradient points the wrong way.",
    hint="Should the loss rise or fall when the true class's logit rises?",
)
def gradient_negated(logits, labels):
    return (truth(logits, labels) - probabilities_of(logits)) / len(labels)


@misconception(
    "cross_entropy_gradient/gradient-of-probabilities",
    says="This is the gradient with respect to the probabilities.",
    hint="Which quantity is moved a little here: p or the logits?",
)
def gradient_of_probabilities(logits, labels):
    return -truth(logits, labels) / probabilities_of(logits) / len(labels)


@misconception(
    "cross_entropy_gradient/true-class-only",
    says="Only the true class's logit gets a gradient.",
    hint="Does raising another logit change the loss?",
)
def gradient_of_true_class(logits, labels):
    y = truth(logits, labels)
    return y * (probabilities_of(logits) - y) / len(labels)


@misconception(
    "cross_entropy_gradient/label-columns-subtracted",
    says="Whole columns are changed, not one element of each row.",
    hint="What does indexing with a colon and an array pick?",
)
def gradient_columns(logits, labels):
    p = probabilities_of(logits)
    p[:, labels] -= 1
    return p / len(labels)


@misconception(
    "cross_entropy_gradient/off-by-one-gradient",
    says="Labels are counted from 1.",
    hint="What is the smallest label?",
)
def gradient_off_by_one(logits, labels):
    return (probabilities_of(logits) - truth(logits, labels - 1)) / len(labels)


@misconception(
    "cross_entropy_gradient/gradient-softmax-applied-twice",
    says="Softmax is applied to what is a probability already.",
    hint="How many times was softmax applied?",
)
def gradient_softmax_twice(logits, labels):
    return (probabilities_of(probabilities_of(logits)) - truth(logits, labels)) / len(labels)


@misconception(
    "cross_entropy_gradient/gradient-without-softmax",
    says="The one-hot row is subtracted from the logits themselves.",
    hint="What do the logits have to become first?",
)
def gradient_without_softmax(logits, labels):
    return (logits - truth(logits, labels)) / len(labels)


@misconception(
    "cross_entropy_gradient/gradient-with-sigmoid",
    says="Each logit is squashed on its own, so that a row does not sum to 1.",
    hint="Which activation does this loss go with?",
)
def gradient_with_sigmoid(logits, labels):
    return (squashed(logits) - truth(logits, labels)) / len(labels)


@misconception(
    "cross_entropy_gradient/gradient-no-shift",
    says="The exponentials are taken of the raw logits and overflow when these are large.",
    hint="What may be subtracted without changing a ratio?",
)
def gradient_without_shift(logits, labels):
    powers = np.exp(logits)
    return (powers / powers.sum(axis=1, keepdims=True) - truth(logits, labels)) / len(labels)


@misconception(
    "cross_entropy_gradient/gradient-global-max",
    says="One maximum is used for the whole batch.",
    hint="Whose maximum does each row need?",
)
def gradient_global_max(logits, labels):
    powers = np.exp(logits - logits.max())
    return (powers / powers.sum(axis=1, keepdims=True) - truth(logits, labels)) / len(labels)


@misconception(
    "cross_entropy_gradient/gradient-wrong-axis",
    says="The columns are normalised, not the rows.",
    hint="Which axis holds one distribution?",
)
def gradient_wrong_axis(logits, labels):
    return (probabilities_of(logits.T).T - truth(logits, labels)) / len(labels)


@misconception(
    "cross_entropy_gradient/gradient-sum-lost-an-axis",
    says="The sums of the rows are laid along the columns.",
    hint="Print the shape of the sum: what does it line up with?",
)
def gradient_sum_lost_an_axis(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1) - truth(logits, labels)) / len(labels)


@misconception(
    "cross_entropy_gradient/gradient-maximum-lost-an-axis",
    says="The maxima of the rows are laid along the columns.",
    hint="Print the shape of the maximum: what does it line up with?",
)
def gradient_maximum_lost_an_axis(logits, labels):
    shifted = logits - logits.max(axis=1)
    powers = np.exp(shifted)
    return (powers / powers.sum(axis=1, keepdims=True) - truth(logits, labels)) / len(labels)


@misconception(
    "cross_entropy_gradient/gradient-overwrites-logits",
    says="The shift is written into the caller's own logits.",
    hint="What does -= do to the array of the caller?",
)
def gradient_in_place(logits, labels):
    logits -= logits.max(axis=1, keepdims=True)
    return (probabilities_of(logits) - truth(logits, labels)) / len(labels)
