"""Wrong implementations that students really write."""

import numpy as np

from autograder.rubric import misconception


def probabilities_of(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def truth(logits, labels):
    return np.eye(logits.shape[1])[labels]


@misconception(
    "dense_forward",
    "weights-transposed",
    says="The weights are used transposed.",
    hint="Write the shapes beside the product: which fit?",
)
def dense_transposed(x, W, b):
    return x @ W.T + b


@misconception(
    "dense_forward",
    "bias-wrong-axis",
    says="The bias is added along the batch.",
    hint="One bias per what?",
)
def dense_bias_along_batch(x, W, b):
    return x @ W + b[:, None]


@misconception(
    "mlp_forward",
    "activated-logits",
    says="The last layer is squashed, too.",
    hint="What range must the last layer reach?",
)
def mlp_squashed(parameters, x):
    a = x
    for layer in range(1, len(parameters) // 2 + 1):
        a = 1 / (1 + np.exp(-(a @ parameters[f"W{layer}"] + parameters[f"b{layer}"])))
    return a


@misconception(
    "mlp_forward",
    "two-layers-only",
    says="Only the first two layers are used.",
    hint="What does your loop run over when there are four layers?",
)
def mlp_two_layers(parameters, x):
    a = 1 / (1 + np.exp(-(x @ parameters["W1"] + parameters["b1"])))
    return a @ parameters["W2"] + parameters["b2"]


@misconception(
    "mse",
    "sum-not-mean",
    says="The squared differences are summed.",
    hint="Should duplicating the data change the loss?",
)
def mse_summed(prediction, target):
    return float(((prediction - target) ** 2).sum())


@misconception(
    "mse",
    "factor-of-two",
    says="A factor ½ is in the loss that its definition does not have.",
    hint="Re-read the constant in the loss's definition.",
)
def mse_halved(prediction, target):
    return float(0.5 * np.mean((prediction - target) ** 2))


@misconception(
    "mse",
    "broadcast-targets",
    says="Every prediction is compared with every target.",
    hint="Print the shape of the difference.",
)
def mse_broadcast(prediction, target):
    return float(np.mean((prediction.reshape(-1, 1) - target.reshape(-1)) ** 2))


@misconception(
    "mse_gradient",
    "gradient-factor-of-two",
    says="The 2 from the square is missing.",
    hint="What comes down when a square is differentiated?",
)
def mse_gradient_without_two(prediction, target):
    return (prediction - target) / prediction.size


@misconception(
    "mse_gradient",
    "gradient-of-the-sum",
    says="This is the gradient of the summed loss.",
    hint="Does this gradient belong to the loss that was returned?",
)
def mse_gradient_summed(prediction, target):
    return 2 * (prediction - target)


@misconception(
    "mse_gradient",
    "mean-over-rows-only",
    says="The loss averages over all elements, the gradient only over rows.",
    hint="How many elements were averaged?",
)
def mse_gradient_rows(prediction, target):
    return 2 * (prediction - target) / len(prediction)


@misconception(
    "cross_entropy",
    "cross-entropy-summed",
    says="The loss is summed over the batch.",
    hint="Should duplicating the data change the loss?",
)
def cross_entropy_summed(logits, labels):
    return float(-np.log(probabilities_of(logits))[np.arange(len(labels)), labels].sum())


@misconception(
    "cross_entropy",
    "mean-over-everything",
    says="The mean is taken over samples and classes.",
    hint="How many examples are being averaged?",
)
def cross_entropy_over_all(logits, labels):
    return float(-np.mean(truth(logits, labels) * np.log(probabilities_of(logits))))


@misconception(
    "cross_entropy",
    "divided-twice",
    says="The batch size divides twice.",
    hint="Count the divisions by N.",
)
def cross_entropy_divided_twice(logits, labels):
    rows = -np.log(probabilities_of(logits))[np.arange(len(labels)), labels]
    return float(rows.mean() / len(labels))


@misconception(
    "cross_entropy",
    "log-of-zero",
    says="The logarithm is taken of a probability that can underflow to 0.",
    hint="What happens when p underflows?",
)
def cross_entropy_log_of_zero(logits, labels):
    return float(-np.log(probabilities_of(logits)[np.arange(len(labels)), labels]).mean())


@misconception(
    "cross_entropy",
    "log-with-epsilon",
    says="A small number added inside the logarithm bounds and shifts the loss.",
    hint="Could log p be found without forming p?",
)
def cross_entropy_with_epsilon(logits, labels):
    p = probabilities_of(logits)[np.arange(len(labels)), labels]
    return float(-np.log(p + 1e-8).mean())


@misconception(
    "cross_entropy",
    "missing-minus",
    says="The sign of the loss is missing.",
    hint="Can surprise be negative?",
)
def cross_entropy_without_minus(logits, labels):
    return float(np.log(probabilities_of(logits)[np.arange(len(labels)), labels]).mean())


@misconception(
    "cross_entropy",
    "label-column-indexing",
    says="The indexing picks whole columns, not one element of each row.",
    hint="What shape did the indexing return?",
)
def cross_entropy_columns(logits, labels):
    return float(-np.log(probabilities_of(logits)[:, labels]).mean())


@misconception(
    "cross_entropy_gradient",
    "batch-mean-forgotten",
    says="This is the gradient of the summed loss.",
    hint="Does this gradient belong to the loss that was returned?",
)
def gradient_summed(logits, labels):
    return probabilities_of(logits) - truth(logits, labels)


@misconception(
    "cross_entropy_gradient",
    "one-hot-not-subtracted",
    says="The probabilities alone are returned.",
    hint="What if every logit rose equally?",
)
def gradient_without_target(logits, labels):
    return probabilities_of(logits) / len(labels)


@misconception(
    "cross_entropy_gradient",
    "label-ids-subtracted",
    says="The number of the label is subtracted.",
    hint="Is y a number or a position?",
)
def gradient_with_numbers(logits, labels):
    return (probabilities_of(logits) - labels[:, None]) / len(labels)


@misconception(
    "cross_entropy_gradient",
    "mean-over-everything-gradient",
    says="The gradient is divided by samples and classes.",
    hint="How many examples are being averaged?",
)
def gradient_over_all(logits, labels):
    return (probabilities_of(logits) - truth(logits, labels)) / logits.size
