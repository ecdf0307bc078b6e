"""Wrong implementations that students really write."""

import numpy as np

from autograder.rubric import misconception

from .solution import _sigmoid, _slope, _softmax


@misconception(
    "output_error",
    "batch-mean-forgotten",
    says="The error is that of the summed loss, not of the mean.",
    hint="Does this gradient belong to the loss that was returned?",
)
def output_error_summed(logits, labels):
    return _softmax(logits) - np.eye(logits.shape[1])[labels]


@misconception(
    "output_error",
    "one-hot-not-subtracted",
    says="The probabilities alone are passed on.",
    hint="What if every logit rose equally?",
)
def output_error_without_target(logits, labels):
    return _softmax(logits) / len(labels)


@misconception(
    "output_error",
    "label-ids-subtracted",
    says="The number of the label is subtracted.",
    hint="Is y a number or a position?",
)
def output_error_with_numbers(logits, labels):
    return (_softmax(logits) - labels[:, None]) / len(labels)


@misconception(
    "loss",
    "sum-not-mean",
    says="The loss is summed over the batch.",
    hint="Should duplicating the data change the loss?",
)
def loss_summed(parameters, x, labels):
    p = _softmax(forward(parameters, x)[0])  # noqa: F821
    return float(-np.log(p[np.arange(len(labels)), labels]).sum())


@misconception(
    "forward",
    "activated-logits",
    says="The last layer is squashed, too.",
    hint="What range must the last layer reach?",
)
def forward_squashed(parameters, x):
    depth = len(parameters) // 2
    a, zs, activations = x, [], [x]
    for layer in range(1, depth + 1):
        zs.append(a @ parameters[f"W{layer}"] + parameters[f"b{layer}"])
        a = _sigmoid(zs[-1])
        activations.append(a)
    return a, (parameters, activations, zs)


@misconception(
    "hidden_error",
    "activation-slope-missing",
    says="The slope of the activation is left out.",
    hint="Which box between the layers was skipped?",
)
def hidden_error_without_slope(delta_next, W_next, z):
    return delta_next @ W_next.T


@misconception(
    "hidden_error",
    "propagates-untransposed",
    says="The error travels through the weights in the forward direction.",
    hint="Is the edge travelled the other way?",
)
def hidden_error_untransposed(delta_next, W_next, z):
    return (delta_next @ W_next) * _slope(z)


@misconception(
    "hidden_error",
    "slope-of-activation-value",
    says="The slope is taken at the activation, not at the pre-activation.",
    hint="Is the slope taken before or after the squashing?",
)
def hidden_error_slope_of_activation(delta_next, W_next, z):
    return (delta_next @ W_next.T) * _slope(_sigmoid(z))


@misconception(
    "layer_gradients",
    "bias-gradient-mean",
    says="The bias gradient is averaged over the batch a second time.",
    hint="In how many rows does each bias appear?",
)
def layer_gradients_mean(delta, a_previous):
    return a_previous.T @ delta, delta.mean(axis=0)


@misconception(
    "layer_gradients",
    "bias-gradient-unsummed",
    says="The bias gradient still has one row a sample.",
    hint="What shape has a gradient?",
)
def layer_gradients_unsummed(delta, a_previous):
    return a_previous.T @ delta, delta


@misconception(
    "layer_gradients",
    "weight-gradient-transposed",
    says="The weight gradient is the transpose of what it should be.",
    hint="Which order gives W's shape without luck?",
)
def layer_gradients_transposed(delta, a_previous):
    return delta.T @ a_previous, delta.sum(axis=0)
