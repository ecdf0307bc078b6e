"""Wrong implementations that students really write, simplest first within each task."""

import numpy as np

from autograder.rubric import misconception

from .solution import (
    _sigmoid,
    _slope,
    _softmax,
    forward,
    hidden_error,
    layer_gradients,
    output_error,
)

latest = []


def remembering(function):
    def remembered(parameters, x):
        result = function(parameters, x)
        latest[:] = result[1:]
        return result

    return remembered


# A stale cache takes two functions: `forward` leaves one, `backward` trusts it. This half changes
# no result, and only `stale-cache` looks at what it leaves.
forward = remembering(forward)


def truth(logits, labels):
    return np.eye(logits.shape[1])[labels]


def true_class(rows, labels):
    return rows[np.arange(len(labels)), labels]


def probabilities_of(parameters, x):
    return _softmax(forward(parameters, x)[0])


def forward_with(parameters, x, squash, squash_last=lambda z: z):
    """The forward pass with another activation; its cache has the form that `backward` expects."""
    depth = len(parameters) // 2
    activations, pre_activations = [x], []
    for layer in range(1, depth + 1):
        z = activations[-1] @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
        pre_activations.append(z if layer < depth else squash_last(z))
        if layer < depth:
            activations.append(squash(z))
    return pre_activations[-1], (parameters, activations, pre_activations)


def backward_with(parameters, cache, labels, *, error=None, source=None):
    """The backward pass with a step of another kind.

    `error(delta, layer, parameters, cache)` gives the error of the layer below `layer` in place of
    hidden_error, and `source(layer, cache)` the array that the weights' gradient is taken with.
    """
    _, activations, pre_activations = cache
    delta = output_error(pre_activations[-1], labels)
    gradients = {}
    for layer in range(len(parameters) // 2, 0, -1):
        a = source(layer, cache) if source else activations[layer - 1]
        gradients[f"W{layer}"], gradients[f"b{layer}"] = layer_gradients(delta, a)
        if layer > 1 and error:
            delta = error(delta, layer, parameters, cache)
        elif layer > 1:
            delta = hidden_error(delta, parameters[f"W{layer}"], pre_activations[layer - 2])
    return gradients


@misconception(
    "forward/activated-logits",
    says="The last layer is squashed, too.",
    hint="What range must the last layer reach?",
)
def forward_squashed(parameters, x):
    return forward_with(parameters, x, _sigmoid, _sigmoid)


@misconception(
    "forward/probabilities-for-logits",
    says="Softmax is applied to the last layer.",
    hint="Does the docstring ask for logits or for probabilities?",
)
def forward_probabilities(parameters, x):
    return forward_with(parameters, x, _sigmoid, _softmax)


@misconception(
    "forward/hidden-layers-not-squashed",
    says="No layer is squashed, so that the net is one linear map.",
    hint="What stands between two layers?",
)
def forward_linear(parameters, x):
    return forward_with(parameters, x, lambda z: z)


@misconception(
    "forward/hidden-layers-with-tanh",
    says="The hidden layers are tanh.",
    hint="Which activation does the specification name?",
)
def forward_tanh(parameters, x):
    return forward_with(parameters, x, np.tanh)


@misconception(
    "forward/hidden-layers-with-relu",
    says="The hidden layers are rectified.",
    hint="Which activation does the specification name?",
)
def forward_relu(parameters, x):
    return forward_with(parameters, x, lambda z: np.maximum(z, 0))


@misconception(
    "forward/input-squashed",
    says="The input is squashed before the first layer.",
    hint="Is x an activation or a pre-activation?",
)
def forward_input_squashed(parameters, x):
    return forward_with(parameters, _sigmoid(x), _sigmoid)


@misconception(
    "forward/bias-missing",
    says="The biases are left out.",
    hint="What comes out of a layer when all its inputs are 0?",
)
def forward_without_bias(parameters, x):
    weights = {name: 0 * value if name[0] == "b" else value for name, value in parameters.items()}
    return forward_with(weights, x, _sigmoid)


@misconception(
    "forward/output-layer-missing",
    says="The last layer is left out.",
    hint="Which number does your loop end with?",
)
def forward_without_output(parameters, x):
    _, cache = forward_with(parameters, x, _sigmoid)
    return cache[1][-1], cache


@misconception(
    "forward/two-layers-only",
    says="Only the first two layers are used.",
    hint="What does your loop run over when there are four layers?",
)
def forward_two_layers(parameters, x):
    return forward_with({k: parameters[k] for k in ("W1", "b1", "W2", "b2")}, x, _sigmoid)


@misconception(
    "loss/sum-not-mean",
    says="The loss is summed over the batch.",
    hint="Should duplicating the data change the loss?",
)
def loss_summed(parameters, x, labels):
    return float(-np.log(true_class(probabilities_of(parameters, x), labels)).sum())


@misconception(
    "loss/mean-over-everything",
    says="The mean is taken over samples and classes.",
    hint="How many examples are being averaged?",
)
def loss_over_everything(parameters, x, labels):
    p = probabilities_of(parameters, x)
    return float(-np.log(true_class(p, labels)).sum() / p.size)


@misconception(
    "loss/divided-twice",
    says="The batch size divides twice.",
    hint="Count the divisions by N.",
)
def loss_divided_twice(parameters, x, labels):
    p = true_class(probabilities_of(parameters, x), labels)
    return float(-np.log(p).mean() / len(labels))


@misconception(
    "loss/missing-minus",
    says="The sign of the loss is missing.",
    hint="Can surprise be negative?",
)
def loss_without_minus(parameters, x, labels):
    return float(np.log(true_class(probabilities_of(parameters, x), labels)).mean())


@misconception(
    "loss/log-of-zero",
    says="The logarithm is taken of a probability that can underflow to 0.",
    hint="What happens when p underflows?",
)
def loss_log_of_zero(parameters, x, labels):
    return float(-np.log(true_class(probabilities_of(parameters, x), labels)).mean())


@misconception(
    "loss/log-with-epsilon",
    says="A small number added inside the logarithm bounds and shifts the loss.",
    hint="Could log p be found without forming p?",
)
def loss_with_epsilon(parameters, x, labels):
    return float(-np.log(true_class(probabilities_of(parameters, x), labels) + 1e-8).mean())


@misconception(
    "loss/softmax-no-shift",
    says="The exponentials are taken of the raw logits and overflow when these are large.",
    hint="What may be subtracted without changing a ratio?",
)
def loss_without_shift(parameters, x, labels):
    logits, _ = forward(parameters, x)
    return float(np.mean(np.log(np.exp(logits).sum(axis=1)) - true_class(logits, labels)))


@misconception(
    "loss/softmax-applied-twice",
    says="Softmax is applied to what is a probability already.",
    hint="How many times was softmax applied?",
)
def loss_softmax_twice(parameters, x, labels):
    p = _softmax(probabilities_of(parameters, x))
    return float(-np.log(true_class(p, labels)).mean())


@misconception(
    "loss/label-column-indexing",
    says="The indexing picks whole columns, not one element of each row.",
    hint="What shape did the indexing return?",
)
def loss_columns(parameters, x, labels):
    return float(-np.log(probabilities_of(parameters, x)[:, labels]).mean())


@misconception(
    "loss/off-by-one-labels",
    says="Labels are counted from 1.",
    hint="What is the smallest label?",
)
def loss_off_by_one(parameters, x, labels):
    return float(-np.log(true_class(probabilities_of(parameters, x), labels - 1)).mean())


@misconception(
    "loss/every-class-counted",
    says="The logarithms of all classes are added up, whatever the label says.",
    hint="Does the loss change when the labels change?",
)
def loss_of_every_class(parameters, x, labels):
    return float(-np.log(probabilities_of(parameters, x)).sum(axis=1).mean())


@misconception(
    "loss/logarithm-to-base-ten",
    says="The logarithm has base 10.",
    hint="What is the loss for two equal logits?",
)
def loss_base_ten(parameters, x, labels):
    return float(-np.log10(true_class(probabilities_of(parameters, x), labels)).mean())


@misconception(
    "loss/logarithm-to-base-two",
    says="The logarithm has base 2: the loss is in bits.",
    hint="What is the loss for two equal logits?",
)
def loss_base_two(parameters, x, labels):
    return float(-np.log2(true_class(probabilities_of(parameters, x), labels)).mean())


@misconception(
    "output_error/batch-mean-forgotten",
    says="The error is that of the summed loss, not of the mean.",
    hint="Does this gradient belong to the loss that was returned?",
)
def output_error_summed(logits, labels):
    return _softmax(logits) - truth(logits, labels)


@misconception(
    "output_error/one-hot-not-subtracted",
    says="The probabilities alone are passed on.",
    hint="What if every logit rose equally?",
)
def output_error_without_target(logits, labels):
    return _softmax(logits) / len(labels)


@misconception(
    "output_error/label-ids-subtracted",
    says="The number of the label is subtracted.",
    hint="Is y a number or a position?",
)
def output_error_with_numbers(logits, labels):
    return (_softmax(logits) - labels[:, None]) / len(labels)


@misconception(
    "output_error/error-divided-by-everything",
    says="The error is divided by samples and classes.",
    hint="How many examples are being averaged?",
)
def output_error_over_everything(logits, labels):
    return (_softmax(logits) - truth(logits, labels)) / logits.size


@misconception(
    "output_error/error-divided-by-classes",
    says="The error is divided by the number of classes.",
    hint="How many examples are being averaged?",
)
def output_error_over_classes(logits, labels):
    return (_softmax(logits) - truth(logits, labels)) / logits.shape[1]


@misconception(
    "output_error/error-negated",
    says="The error points the wrong way.",
    hint="Should the loss rise or fall when the true class's logit rises?",
)
def output_error_negated(logits, labels):
    return (truth(logits, labels) - _softmax(logits)) / len(labels)


@misconception(
    "output_error/error-doubled",
    says="A factor 2 has come along from another loss.",
    hint="Which loss does that 2 belong to?",
)
def output_error_doubled(logits, labels):
    return 2 * (_softmax(logits) - truth(logits, labels)) / len(labels)


@misconception(
    "output_error/slope-at-the-output",
    says="The slope of a sigmoid is applied to the last layer.",
    hint="Is there an activation behind the logits?",
)
def output_error_with_slope(logits, labels):
    return (_softmax(logits) - truth(logits, labels)) * _slope(logits) / len(labels)


@misconception(
    "output_error/sigmoid-for-softmax",
    says="Each logit is squashed on its own, so that a row does not sum to 1.",
    hint="Which activation does the cross-entropy go with?",
)
def output_error_with_sigmoid(logits, labels):
    return (_sigmoid(logits) - truth(logits, labels)) / len(labels)


@misconception(
    "output_error/error-without-softmax",
    says="The one-hot row is subtracted from the logits themselves.",
    hint="What do the logits have to become first?",
)
def output_error_without_softmax(logits, labels):
    return (logits - truth(logits, labels)) / len(labels)


@misconception(
    "output_error/error-softmax-applied-twice",
    says="Softmax is applied to what is a probability already.",
    hint="How many times was softmax applied?",
)
def output_error_softmax_twice(logits, labels):
    return (_softmax(_softmax(logits)) - truth(logits, labels)) / len(labels)


@misconception(
    "output_error/true-class-only",
    says="Only the true class's logit gets an error.",
    hint="Does raising another logit change the loss?",
)
def output_error_of_true_class(logits, labels):
    y = truth(logits, labels)
    return y * (_softmax(logits) - y) / len(labels)


@misconception(
    "output_error/label-columns-subtracted",
    says="Whole columns are changed, not one element of each row.",
    hint="What does indexing with a colon and an array pick?",
)
def output_error_columns(logits, labels):
    p = _softmax(logits)
    p[:, labels] -= 1
    return p / len(labels)


@misconception(
    "output_error/off-by-one-error",
    says="Labels are counted from 1.",
    hint="What is the smallest label?",
)
def output_error_off_by_one(logits, labels):
    return (_softmax(logits) - truth(logits, labels - 1)) / len(labels)


@misconception(
    "output_error/error-no-shift",
    says="The exponentials are taken of the raw logits and overflow when these are large.",
    hint="What may be subtracted without changing a ratio?",
)
def output_error_without_shift(logits, labels):
    powers = np.exp(logits)
    return (powers / powers.sum(axis=1, keepdims=True) - truth(logits, labels)) / len(labels)


@misconception(
    "output_error/error-global-max",
    says="One maximum is used for the whole batch.",
    hint="Whose maximum does each row need?",
)
def output_error_global_max(logits, labels):
    powers = np.exp(logits - logits.max())
    return (powers / powers.sum(axis=1, keepdims=True) - truth(logits, labels)) / len(labels)


@misconception(
    "output_error/error-wrong-axis",
    says="The columns are normalised, not the rows.",
    hint="Which axis holds one distribution?",
)
def output_error_wrong_axis(logits, labels):
    return (_softmax(logits.T).T - truth(logits, labels)) / len(labels)


@misconception(
    "output_error/error-sum-lost-an-axis",
    says="The sums of the rows are laid along the columns.",
    hint="Print the shape of the sum: what does it line up with?",
)
def output_error_sum_lost_an_axis(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1) - truth(logits, labels)) / len(labels)


@misconception(
    "output_error/error-maximum-lost-an-axis",
    says="The maxima of the rows are laid along the columns.",
    hint="Print the shape of the maximum: what does it line up with?",
)
def output_error_maximum_lost_an_axis(logits, labels):
    shifted = logits - logits.max(axis=1)
    powers = np.exp(shifted)
    return (powers / powers.sum(axis=1, keepdims=True) - truth(logits, labels)) / len(labels)


@misconception(
    "output_error/logits-overwritten",
    says="The shift is written into the caller's own logits.",
    hint="What does -= do to the array of the caller?",
)
def output_error_in_place(logits, labels):
    logits -= logits.max(axis=1, keepdims=True)
    return (_softmax(logits) - truth(logits, labels)) / len(labels)


@misconception(
    "hidden_error/activation-slope-missing",
    says="The slope of the activation is left out.",
    hint="Which box between the layers was skipped?",
)
def hidden_error_without_slope(delta_next, W_next, z):
    return delta_next @ W_next.T


@misconception(
    "hidden_error/propagates-untransposed",
    says="The error travels through the weights in the forward direction.",
    hint="Is the edge travelled the other way?",
)
def hidden_error_untransposed(delta_next, W_next, z):
    return (delta_next @ W_next) * _slope(z)


@misconception(
    "hidden_error/slope-of-activation-value",
    says="The slope is taken at the activation, not at the pre-activation.",
    hint="Is the slope taken before or after the squashing?",
)
def hidden_error_slope_of_activation(delta_next, W_next, z):
    return (delta_next @ W_next.T) * _slope(_sigmoid(z))


@misconception(
    "hidden_error/pre-activation-for-activation",
    says="This treats z as if it were already σ(z).",
    hint="Is that formula written in terms of z or of σ(z)?",
)
def hidden_error_of_activation(delta_next, W_next, z):
    return (delta_next @ W_next.T) * z * (1 - z)


@misconception(
    "hidden_error/upstream-ignored",
    says="The next layer's error does not enter the result.",
    hint="What if nobody cares about this output?",
)
def hidden_error_without_upstream(delta_next, W_next, z):
    return (np.ones_like(delta_next) @ W_next.T) * _slope(z)


@misconception(
    "hidden_error/activation-for-slope",
    says="The activation itself is multiplied in, not its slope.",
    hint="How much does σ move when z moves a little?",
)
def hidden_error_with_activation(delta_next, W_next, z):
    return (delta_next @ W_next.T) * _sigmoid(z)


@misconception(
    "hidden_error/slope-of-tanh",
    says="The slope is that of tanh.",
    hint="Which activation do the hidden layers have?",
)
def hidden_error_with_tanh(delta_next, W_next, z):
    return (delta_next @ W_next.T) * (1 - np.tanh(z) ** 2)


@misconception(
    "hidden_error/slope-of-relu",
    says="The slope is that of ReLU.",
    hint="Which activation do the hidden layers have?",
)
def hidden_error_with_relu(delta_next, W_next, z):
    return (delta_next @ W_next.T) * (z > 0)


@misconception(
    "hidden_error/slope-brackets-missing",
    says="Brackets are missing: a difference is taken after the product.",
    hint="In which order does Python multiply and subtract what you wrote?",
)
def hidden_error_without_brackets(delta_next, W_next, z):
    a = _sigmoid(z)
    return (delta_next @ W_next.T) * a * 1 - a


@misconception(
    "hidden_error/slope-half-multiplied",
    says="Brackets are missing: only one part of the slope meets the error.",
    hint="In which order does Python multiply and subtract what you wrote?",
)
def hidden_error_half_multiplied(delta_next, W_next, z):
    a = _sigmoid(z)
    return a - a**2 * (delta_next @ W_next.T)


@misconception(
    "hidden_error/slope-subtracted-outside",
    says="Brackets are missing: one part of the slope is subtracted from the error.",
    hint="In which order does Python multiply and subtract what you wrote?",
)
def hidden_error_subtracted_outside(delta_next, W_next, z):
    a = _sigmoid(z)
    return (delta_next @ W_next.T) * a - a**2


@misconception(
    "hidden_error/averaged-at-every-layer",
    says="The batch size divides at this layer again.",
    hint="How many divisions by N are there on the way from the loss to here?",
)
def hidden_error_averaged(delta_next, W_next, z):
    return (delta_next @ W_next.T) * _slope(z) / len(z)


@misconception(
    "hidden_error/hidden-error-negated",
    says="The error changes its sign on the way.",
    hint="Is there a minus on the way forward through a layer?",
)
def hidden_error_negated(delta_next, W_next, z):
    return -(delta_next @ W_next.T) * _slope(z)


@misconception(
    "layer_gradients/bias-gradient-mean",
    says="The bias gradient is averaged over the batch a second time.",
    hint="In how many rows does each bias appear?",
)
def layer_gradients_mean(delta, a_previous):
    return a_previous.T @ delta, delta.mean(axis=0)


@misconception(
    "layer_gradients/bias-gradient-unsummed",
    says="The bias gradient still has one row a sample.",
    hint="What shape has a gradient?",
)
def layer_gradients_unsummed(delta, a_previous):
    return a_previous.T @ delta, delta


@misconception(
    "layer_gradients/bias-gradient-one-number",
    says="The bias gradient is summed to one number for the whole layer.",
    hint="How many biases has a layer?",
)
def layer_gradients_one_number(delta, a_previous):
    return a_previous.T @ delta, delta.sum()


@misconception(
    "layer_gradients/bias-gradient-wrong-axis",
    says="The bias gradient is summed over the units, one number a sample.",
    hint="What shape has a gradient?",
)
def layer_gradients_wrong_axis(delta, a_previous):
    return a_previous.T @ delta, delta.sum(axis=1)


@misconception(
    "layer_gradients/bias-gradient-two-axes",
    says="The bias gradient is a row of a matrix, with an axis too many.",
    hint="What shape has b, and what shape has its gradient?",
)
def layer_gradients_two_axes(delta, a_previous):
    return a_previous.T @ delta, delta.sum(axis=0, keepdims=True)


@misconception(
    "layer_gradients/weight-gradient-transposed",
    says="The weight gradient is the transpose of what it should be.",
    hint="Which order gives W's shape without luck?",
)
def layer_gradients_transposed(delta, a_previous):
    return delta.T @ a_previous, delta.sum(axis=0)


@misconception(
    "layer_gradients/weight-gradient-averaged-again",
    says="The weight gradient is averaged over the batch a second time.",
    hint="Where does the 1/N of the mean loss sit?",
)
def layer_gradients_weights_averaged(delta, a_previous):
    return a_previous.T @ delta / len(delta), delta.sum(axis=0)


@misconception(
    "layer_gradients/gradients-averaged-again",
    says="Both gradients are averaged over the batch a second time.",
    hint="Where does the 1/N of the mean loss sit?",
)
def layer_gradients_averaged(delta, a_previous):
    return a_previous.T @ delta / len(delta), delta.mean(axis=0)


@misconception(
    "layer_gradients/summed-before-multiplied",
    says="Inputs and errors are summed over the batch before they meet.",
    hint="May one sample's input meet another sample's error?",
)
def layer_gradients_of_sums(delta, a_previous):
    return np.outer(a_previous.sum(axis=0), delta.sum(axis=0)), delta.sum(axis=0)


@misconception(
    "layer_gradients/last-sample-only",
    says="Each sample's gradient overwrites the one before.",
    hint="What is left of the first sample after the loop?",
)
def layer_gradients_of_last_sample(delta, a_previous):
    return np.outer(a_previous[-1], delta[-1]), delta[-1]


@misconception(
    "layer_gradients/bias-gradient-last-sample",
    says="Each sample's bias gradient overwrites the one before.",
    hint="What is left of the first sample after the loop?",
)
def layer_gradients_bias_of_last_sample(delta, a_previous):
    return a_previous.T @ delta, delta[-1]


@misconception(
    "layer_gradients/gradients-in-wrong-order",
    says="The two gradients are returned in the other order.",
    hint="Which of the two does the docstring name first?",
)
def layer_gradients_swapped(delta, a_previous):
    return delta.sum(axis=0), a_previous.T @ delta


@misconception(
    "layer_gradients/layer-gradients-negated",
    says="The step is returned, not the gradient.",
    hint="Where does the minus of gradient descent belong?",
)
def layer_gradients_negated(delta, a_previous):
    return -(a_previous.T @ delta), -delta.sum(axis=0)


@misconception(
    "backward/stale-cache",
    says="All forward passes share one cache, and this one was written by a later call.",
    hint="Which call wrote this cache?",
)
def backward_stale(parameters, cache, labels):
    return backward_with(parameters, latest[0], labels)


@misconception(
    "backward/update-during-backward",
    says="The weights change on the way back, and the next error travels through the new ones.",
    hint="Which weights made this prediction?",
)
def backward_updating(parameters, cache, labels):
    _, activations, pre_activations = cache
    delta = output_error(pre_activations[-1], labels)
    gradients = {}
    for layer in range(len(parameters) // 2, 0, -1):
        W, b = f"W{layer}", f"b{layer}"
        gradients[W], gradients[b] = layer_gradients(delta, activations[layer - 1])
        parameters[W] -= 0.1 * gradients[W]
        parameters[b] -= 0.1 * gradients[b]
        if layer > 1:
            delta = hidden_error(delta, parameters[W], pre_activations[layer - 2])
    return gradients


@misconception(
    "backward/parameters-updated",
    says="The gradients are right, but the parameters are changed as well.",
    hint="Who takes the step: this function or the optimiser?",
)
def backward_and_update(parameters, cache, labels):
    gradients = backward_with(parameters, cache, labels)
    for name, gradient in gradients.items():
        parameters[name] -= 0.1 * gradient
    return gradients


@misconception(
    "backward/weight-gradient-wrong-input",
    says="The weights' gradient is taken with pre-activations.",
    hint="What multiplied W on the way forward?",
)
def backward_with_pre_activations(parameters, cache, labels):
    def source(layer, cache):
        return cache[2][layer - 2] if layer > 1 else cache[1][0]

    return backward_with(parameters, cache, labels, source=source)


@misconception(
    "backward/weight-gradient-own-output",
    says="The weights' gradient is taken with the layer's own output.",
    hint="What multiplied W on the way forward?",
)
def backward_with_own_output(parameters, cache, labels):
    def source(layer, cache):
        return [*cache[1], cache[2][-1]][layer]

    return backward_with(parameters, cache, labels, source=source)


@misconception(
    "backward/first-input-everywhere",
    says="Every layer's gradient is taken with the net's input.",
    hint="What multiplied W2 on the way forward?",
)
def backward_with_first_input(parameters, cache, labels):
    return backward_with(parameters, cache, labels, source=lambda layer, cache: cache[1][0])


@misconception(
    "backward/activation-slope-misplaced",
    says="The slope is taken at the layer that the error comes from.",
    hint="At which point was that slope taken?",
)
def backward_slope_misplaced(parameters, cache, labels):
    def error(delta, layer, parameters, cache):
        return hidden_error(delta, parameters[f"W{layer}"], cache[2][layer - 1])

    return backward_with(parameters, cache, labels, error=error)


@misconception(
    "backward/first-slope-everywhere",
    says="Every hidden layer gets the slope of the first.",
    hint="Which pre-activation belongs to this layer?",
)
def backward_first_slope(parameters, cache, labels):
    def error(delta, layer, parameters, cache):
        return hidden_error(delta, parameters[f"W{layer}"], cache[2][0])

    return backward_with(parameters, cache, labels, error=error)


@misconception(
    "backward/slope-after-squashing",
    says="The slope is taken at a number that is squashed already.",
    hint="Is the z in your cache still the pre-activation?",
)
def backward_slope_after_squashing(parameters, cache, labels):
    def error(delta, layer, parameters, cache):
        return hidden_error(delta, parameters[f"W{layer}"], cache[1][layer - 1])

    return backward_with(parameters, cache, labels, error=error)


@misconception(
    "backward/slope-left-out",
    says="The errors of hidden layers lack the slope of the activation.",
    hint="Which box between the layers was skipped?",
)
def backward_without_slope(parameters, cache, labels):
    def error(delta, layer, parameters, cache):
        return delta @ parameters[f"W{layer}"].T

    return backward_with(parameters, cache, labels, error=error)


@misconception(
    "backward/own-weights",
    says="The error reaches a layer through that layer's own weights.",
    hint="Which weights lie between the two layers?",
)
def backward_own_weights(parameters, cache, labels):
    def error(delta, layer, parameters, cache):
        return hidden_error(delta, parameters[f"W{layer - 1}"], cache[2][layer - 2])

    return backward_with(parameters, cache, labels, error=error)


@misconception(
    "backward/output-error-everywhere",
    says="Every layer gets the error of the last.",
    hint="Does your error change from one layer to the next?",
)
def backward_same_error(parameters, cache, labels):
    def error(delta, layer, parameters, cache):
        return delta

    return backward_with(parameters, cache, labels, error=error)


@misconception(
    "backward/last-layer-only",
    says="Only the last layer's gradients are returned.",
    hint="Which keys should the result have?",
)
def backward_last_layer(parameters, cache, labels):
    depth = len(parameters) // 2
    gradients = backward_with(parameters, cache, labels)
    return {name: gradients[name] for name in (f"W{depth}", f"b{depth}")}


@misconception(
    "backward/first-layer-missing",
    says="The loop stops before the first layer.",
    hint="Which number does your loop end with?",
)
def backward_without_first_layer(parameters, cache, labels):
    gradients = backward_with(parameters, cache, labels)
    return {name: value for name, value in gradients.items() if name not in ("W1", "b1")}


@misconception(
    "backward/two-layer-gradients-only",
    says="The code is written for exactly two layers.",
    hint="What does your loop run over when there are four layers?",
)
def backward_two_layers(parameters, cache, labels):
    gradients = {}
    delta = output_error(cache[2][1], labels)
    gradients["W2"], gradients["b2"] = layer_gradients(delta, cache[1][1])
    delta = hidden_error(delta, parameters["W2"], cache[2][0])
    gradients["W1"], gradients["b1"] = layer_gradients(delta, cache[1][0])
    return gradients


@misconception(
    "backward/layers-numbered-backwards",
    says="The layers are numbered from the output.",
    hint="Which layer does the name W1 belong to?",
)
def backward_numbered_backwards(parameters, cache, labels):
    depth = len(parameters) // 2
    gradients = backward_with(parameters, cache, labels)
    return {f"{name[0]}{depth + 1 - int(name[1:])}": value for name, value in gradients.items()}


@misconception(
    "backward/gradients-renamed",
    says="The keys carry a name of their own.",
    hint="Which keys does the docstring ask for?",
)
def backward_renamed(parameters, cache, labels):
    gradients = backward_with(parameters, cache, labels)
    return {f"d{name}": value for name, value in gradients.items()}


@misconception(
    "backward/gradients-in-a-list",
    says="The gradients come in a list.",
    hint="How should the caller find the gradient of b2?",
)
def backward_list(parameters, cache, labels):
    gradients = backward_with(parameters, cache, labels)
    return [gradients[name] for name in sorted(gradients)]


@misconception(
    "backward/weights-not-averaged",
    says="The weights' gradients lack the 1/N that the biases' have.",
    hint="Do dW and db belong to the same loss?",
)
def backward_weights_summed(parameters, cache, labels):
    gradients = backward_with(parameters, cache, labels)
    return {n: g * len(labels) if n[0] == "W" else g for n, g in gradients.items()}


@misconception(
    "backward/biases-not-averaged",
    says="The biases' gradients lack the 1/N that the weights' have.",
    hint="Do dW and db belong to the same loss?",
)
def backward_biases_summed(parameters, cache, labels):
    gradients = backward_with(parameters, cache, labels)
    return {n: g * len(labels) if n[0] == "b" else g for n, g in gradients.items()}


@misconception(
    "backward/all-gradients-summed",
    says="These are the gradients of the summed loss.",
    hint="Do these gradients belong to the loss that was returned?",
)
def backward_summed(parameters, cache, labels):
    gradients = backward_with(parameters, cache, labels)
    return {name: gradient * len(labels) for name, gradient in gradients.items()}


@misconception(
    "backward/steps-for-gradients",
    says="The steps of gradient descent are returned, not the gradients.",
    hint="Where does the minus of gradient descent belong?",
)
def backward_negated(parameters, cache, labels):
    gradients = backward_with(parameters, cache, labels)
    return {name: -gradient for name, gradient in gradients.items()}
