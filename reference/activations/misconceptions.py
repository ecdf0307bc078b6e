"""Wrong implementations that students really write."""

import numpy as np

from autograder.rubric import misconception

from .solution import sigmoid


@misconception(
    "sigmoid_derivative",
    "sigmoid-derivative-of-activation",
    says="This treats z as if it were already σ(z).",
    hint="Is that formula written in terms of z or of σ(z)?",
)
def sigmoid_derivative_of_activation(z):
    return z * (1 - z)


@misconception(
    "sigmoid_derivative",
    "sigmoid-applied-twice",
    says="σ is applied twice before the slope is taken.",
    hint="How many times was σ applied?",
)
def sigmoid_derivative_applied_twice(z):
    a = sigmoid(sigmoid(z))
    return a * (1 - a)


@misconception(
    "sigmoid",
    "sigmoid-overflow",
    says="One exponential is used for both signs of z, and it overflows for very negative z.",
    hint="Which sign of z makes the exponential huge?",
)
def sigmoid_overflow(z):
    return 1 / (1 + np.exp(-z))


@misconception(
    "sigmoid",
    "sigmoid-overflow-positive",
    says="The exponential of z itself overflows for large z.",
    hint="Could each sign of z have a safe form of its own?",
)
def sigmoid_overflow_positive(z):
    return np.exp(z) / (1 + np.exp(z))


@misconception(
    "sigmoid",
    "over-clipped",
    says="z is clipped so tightly that different inputs share one output.",
    hint="Should two different inputs share one output?",
)
def sigmoid_over_clipped(z):
    return 1 / (1 + np.exp(-np.clip(z, -20, 20)))


@misconception(
    "tanh_derivative",
    "tanh-derivative-not-squared",
    says="The slope uses tanh(z) itself where it should use another power of it.",
    hint="Can the slope of tanh ever exceed 1?",
)
def tanh_derivative_not_squared(z):
    return 1 - np.tanh(z)


@misconception(
    "tanh_derivative",
    "tanh-derivative-of-input",
    says="This treats z as if it were already tanh(z).",
    hint="Can tanh ever decrease?",
)
def tanh_derivative_of_input(z):
    return 1 - z**2


@misconception(
    "relu",
    "in-place-activation",
    says="The input array itself is overwritten.",
    hint="Who else still needs z after this call?",
)
def relu_in_place(z):
    z[z < 0] = 0
    return z


@misconception(
    "relu_derivative",
    "relu-open-at-zero",
    says="At exactly 0 the slope is taken as 1.",
    hint="What does the docstring say about z = 0?",
)
def relu_derivative_open_at_zero(z):
    return np.where(z >= 0, np.ones_like(z), np.zeros_like(z))


@misconception(
    "leaky_relu",
    "leaky-slopes-swapped",
    says="The small slope is on the positive side.",
    hint="Which side leaks?",
)
def leaky_relu_swapped(z, slope=0.01):
    return np.where(z > 0, slope * z, z)


@misconception(
    "leaky_relu_derivative",
    "leaky-derivative-slopes-swapped",
    says="The small slope is on the positive side.",
    hint="Which side leaks?",
)
def leaky_relu_derivative_swapped(z, slope=0.01):
    return np.where(z > 0, np.full_like(z, slope), np.ones_like(z))


@misconception(
    "softmax",
    "softmax-no-shift",
    says="The exponentials are taken of the raw logits and overflow when these are large.",
    hint="What may be subtracted without changing a ratio?",
)
def softmax_no_shift(logits):
    powers = np.exp(logits)
    return powers / powers.sum(axis=-1, keepdims=True)


@misconception(
    "softmax",
    "softmax-global-max",
    says="One maximum is used for the whole batch.",
    hint="Whose maximum does each row need?",
)
def softmax_global_max(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum(axis=-1, keepdims=True)


@misconception(
    "softmax",
    "softmax-wrong-axis",
    says="The columns are normalised, not the rows.",
    hint="Which axis holds one distribution?",
)
def softmax_wrong_axis(logits):
    powers = np.exp(logits - logits.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)


@misconception(
    "softmax_backward",
    "softmax-diagonal-only",
    says="Each probability is treated as if only its own logit moved it.",
    hint="Does logit j move probability k?",
)
def softmax_backward_diagonal(upstream, probabilities):
    return upstream * probabilities * (1 - probabilities)


@misconception(
    "softmax_backward",
    "upstream-ignored",
    says="The upstream gradient does not enter the result.",
    hint="What if nobody cares about this output?",
)
def softmax_backward_without_upstream(upstream, probabilities):
    return probabilities * (1 - probabilities)
