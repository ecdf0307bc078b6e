"""Wrong implementations that students really write, simplest first within each task."""

import numpy as np

from autograder.rubric import misconception

from .solution import leaky_relu, sigmoid, softmax, tanh


@misconception(
    "sigmoid/sigmoid-overflow",
    says="One exponential is used for both signs of z, and it overflows for very negative z.",
    hint="Which sign of z makes the exponential huge?",
)
def sigmoid_overflow(z):
    return 1 / (1 + np.exp(-z))


@misconception(
    "sigmoid/sigmoid-overflow-positive",
    says="The exponential of z itself overflows for large z.",
    hint="Could each sign of z have a safe form of its own?",
)
def sigmoid_overflow_positive(z):
    return np.exp(z) / (1 + np.exp(z))


@misconception(
    "sigmoid/sigmoid-both-branches",
    says="Both forms are worked out for every z; the one that is not chosen overflows.",
    hint="When np.where chooses, what has been computed already?",
)
def sigmoid_both_branches(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@misconception(
    "sigmoid/sigmoid-one-form-for-all",
    says="One form is chosen for the whole array.",
    hint="What if very large and very negative values stand in the same array?",
)
def sigmoid_one_form_for_all(z):
    if z.max() >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


@misconception(
    "sigmoid/over-clipped",
    says="z is clipped so tightly that different inputs share one output.",
    hint="Should two different inputs share one output?",
)
def sigmoid_over_clipped(z):
    return 1 / (1 + np.exp(-np.clip(z, -20, 20)))


@misconception(
    "sigmoid/sigmoid-clips-in-place",
    says="Large values are limited inside the caller's own array.",
    hint="Who else still needs z after this call?",
)
def sigmoid_clips_in_place(z):
    z[z < -500] = -500
    z[z > 500] = 500
    return 1 / (1 + np.exp(-z))


@misconception(
    "sigmoid/sigmoid-precedence",
    says="The division ends before the sum begins.",
    hint="In which order does Python divide and add what you wrote?",
)
def sigmoid_precedence(z):
    return 1 / 1 + np.exp(-z)


@misconception(
    "sigmoid/sigmoid-mirrored",
    says="The curve falls where it should rise.",
    hint="Should a larger z give a larger or a smaller output?",
)
def sigmoid_mirrored(z):
    return 1 / (1 + np.exp(z))


@misconception(
    "sigmoid/sigmoid-one-sided",
    says="The form that is safe for one sign of z is used for the other sign, too.",
    hint="What should the output be for z and for -z, taken together?",
)
def sigmoid_one_sided(z):
    return 1 / (1 + np.exp(-np.abs(z)))


@misconception(
    "sigmoid/sigmoid-from-tanh-too-steep",
    says="The curve is a stretched tanh, but stretched along one axis only.",
    hint="How steep should the curve be at 0?",
)
def sigmoid_too_steep(z):
    return (np.tanh(z) + 1) / 2


@misconception(
    "sigmoid/sigmoid-halves-joined",
    says="Positive and negative elements are picked out, then joined in another order.",
    hint="Does each result stand where its z stood?",
)
def sigmoid_halves_joined(z):
    positive, negative = z[z >= 0], np.exp(z[z < 0])
    return np.concatenate([1 / (1 + np.exp(-positive)), negative / (1 + negative)])


@misconception(
    "sigmoid_derivative/sigmoid-derivative-of-activation",
    says="This treats z as if it were already σ(z).",
    hint="Is that formula written in terms of z or of σ(z)?",
)
def sigmoid_derivative_of_activation(z):
    return z * (1 - z)


@misconception(
    "sigmoid_derivative/sigmoid-applied-twice",
    says="σ is applied twice before the slope is taken.",
    hint="How many times was σ applied?",
)
def sigmoid_derivative_applied_twice(z):
    a = sigmoid(sigmoid(z))
    return a * (1 - a)


@misconception(
    "sigmoid_derivative/sigmoid-derivative-precedence",
    says="Brackets are missing: the product ends before the difference begins.",
    hint="Why is this 0 everywhere?",
)
def sigmoid_derivative_precedence(z):
    a = sigmoid(z)
    return a * 1 - a


@misconception(
    "sigmoid_derivative/sigmoid-derivative-negated",
    says="The slope has the wrong sign.",
    hint="Does σ rise or fall?",
)
def sigmoid_derivative_negated(z):
    a = sigmoid(z)
    return a * (a - 1)


@misconception(
    "sigmoid_derivative/sigmoid-derivative-of-tanh",
    says="This is the rule for tanh, used with σ.",
    hint="Which curve does that rule belong to?",
)
def sigmoid_derivative_of_tanh(z):
    return 1 - sigmoid(z) ** 2


@misconception(
    "sigmoid_derivative/sigmoid-derivative-unsquared",
    says="A power was lost when the quotient was differentiated.",
    hint="What happens to a denominator when a quotient is differentiated?",
)
def sigmoid_derivative_unsquared(z):
    return np.exp(-z) / (1 + np.exp(-z))


@misconception(
    "sigmoid_derivative/sigmoid-derivative-overflow",
    says="The slope is written with an exponential that overflows for very negative z.",
    hint="Which function that you have already is safe?",
)
def sigmoid_derivative_overflow(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


@misconception(
    "sigmoid_derivative/sigmoid-not-differentiated",
    says="This is σ itself, not its slope.",
    hint="How steep is σ where it is close to 1?",
)
def sigmoid_not_differentiated(z):
    return sigmoid(z)


@misconception(
    "tanh/tanh-overflow",
    says="Exponentials of both z and -z are formed, and one of them overflows.",
    hint="What becomes of a quotient of two infinite numbers?",
)
def tanh_overflow(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@misconception(
    "tanh/tanh-from-sigmoid-too-flat",
    says="The curve is a stretched σ, but stretched along one axis only.",
    hint="How steep should the curve be at 0?",
)
def tanh_too_flat(z):
    return 2 * sigmoid(z) - 1


@misconception(
    "tanh/tangent-for-hyperbolic-tangent",
    says="This is the tangent of an angle.",
    hint="Between which two numbers does tanh lie?",
)
def tanh_of_an_angle(z):
    return np.tan(z)


@misconception(
    "tanh_derivative/tanh-derivative-not-squared",
    says="The slope uses tanh(z) itself where it should use another power of it.",
    hint="Can the slope of tanh ever exceed 1?",
)
def tanh_derivative_not_squared(z):
    return 1 - tanh(z)


@misconception(
    "tanh_derivative/tanh-derivative-of-input",
    says="This treats z as if it were already tanh(z).",
    hint="Can tanh ever decrease?",
)
def tanh_derivative_of_input(z):
    return 1 - z**2


@misconception(
    "tanh_derivative/tanh-derivative-brackets",
    says="The power is taken of the whole difference.",
    hint="Is the slope the same at z and at -z?",
)
def tanh_derivative_brackets(z):
    return (1 - tanh(z)) ** 2


@misconception(
    "tanh_derivative/tanh-derivative-doubled",
    says="A number is doubled where it should be squared.",
    hint="Which operator is a power in Python?",
)
def tanh_derivative_doubled(z):
    return 1 - tanh(z) * 2


@misconception(
    "tanh_derivative/tanh-derivative-of-sigmoid",
    says="This is the rule for σ, used with tanh.",
    hint="Which curve does that rule belong to?",
)
def tanh_derivative_of_sigmoid(z):
    a = tanh(z)
    return a * (1 - a)


@misconception(
    "tanh_derivative/tanh-applied-twice",
    says="tanh is applied twice before the slope is taken.",
    hint="How many times was tanh applied?",
)
def tanh_derivative_applied_twice(z):
    return 1 - tanh(tanh(z)) ** 2


@misconception(
    "tanh_derivative/tanh-derivative-overflow",
    says="The slope is written with a function that overflows far from 0.",
    hint="Which function that you have already is safe?",
)
def tanh_derivative_overflow(z):
    return 1 / np.cosh(z) ** 2


@misconception(
    "relu/in-place-activation",
    says="The input array itself is overwritten.",
    hint="Who else still needs z after this call?",
)
def relu_in_place(z):
    z[z < 0] = 0
    return z


@misconception(
    "relu/relu-drops-elements",
    says="Negative elements are thrown away, so that fewer come out than went in.",
    hint="How many elements must come out?",
)
def relu_drops_elements(z):
    return z[z > 0]


@misconception(
    "relu/relu-maximum-over-an-axis",
    says="The largest element along the first axis is returned.",
    hint="Is 0 a number to compare with here, or the number of an axis?",
)
def relu_over_an_axis(z):
    return np.max(z, 0)


@misconception(
    "relu/relu-decides-once",
    says="One decision is taken for the whole array.",
    hint="Should one positive element open the gate for all others?",
)
def relu_decides_once(z):
    return z if (z > 0).any() else np.zeros_like(z)


@misconception(
    "relu/relu-is-a-step",
    says="The output only says whether z was positive.",
    hint="What should come out for z = 3?",
)
def relu_step(z):
    return np.where(z > 0, np.ones_like(z), np.zeros_like(z))


@misconception(
    "relu/relu-is-absolute",
    says="The sign is removed, the value stays.",
    hint="What should come out for z = -3?",
)
def relu_absolute(z):
    return np.abs(z)


@misconception(
    "relu/relu-mirrored",
    says="The negative values are kept, the positive ones cut off.",
    hint="Which side passes?",
)
def relu_mirrored(z):
    return np.minimum(z, np.zeros_like(z))


@misconception(
    "relu/relu-bounded",
    says="Large values are cut off at 1.",
    hint="Is there an upper end to what may pass?",
)
def relu_bounded(z):
    return np.clip(z, 0, 1)


@misconception(
    "relu/relu-threshold-at-one",
    says="The gate opens at 1, not at 0.",
    hint="What should come out for z = 0.5?",
)
def relu_threshold_at_one(z):
    return np.where(z >= 1, z, np.zeros_like(z))


@misconception(
    "relu_derivative/relu-open-at-zero",
    says="At exactly 0 the slope is taken as 1.",
    hint="What does the docstring say about z = 0?",
)
def relu_derivative_open_at_zero(z):
    return np.where(z >= 0, np.ones_like(z), np.zeros_like(z))


@misconception(
    "relu_derivative/relu-half-at-zero",
    says="At exactly 0 the slope is taken as ½.",
    hint="What does the docstring say about z = 0?",
)
def relu_derivative_half_at_zero(z):
    return np.heaviside(z, 0.5).astype(z.dtype)


@misconception(
    "relu_derivative/relu-derivative-integers",
    says="The numbers are right, but they are integers.",
    hint="What happens when a fraction is stored in an array of integers?",
)
def relu_derivative_integers(z):
    return (z > 0).astype(int)


@misconception(
    "relu_derivative/relu-derivative-booleans",
    says="The result says true or false, and holds no numbers.",
    hint="Which dtype does the docstring ask for?",
)
def relu_derivative_booleans(z):
    return z > 0


@misconception(
    "relu_derivative/relu-derivative-double",
    says="The result is float64 whatever the dtype of z.",
    hint="What dtype have constants that were written out as numbers?",
)
def relu_derivative_double(z):
    return np.where(z > 0, 1.0, 0.0)


@misconception(
    "relu_derivative/relu-derivative-overwrites-input",
    says="The slopes are written into the caller's own array.",
    hint="Who else still needs z after this call?",
)
def relu_derivative_overwrites_input(z):
    z[z > 0] = 1
    z[z <= 0] = 0
    return z


@misconception(
    "relu_derivative/relu-derivative-is-sign",
    says="The slope is -1 on the negative side.",
    hint="When z is negative and moves a little, does the output move?",
)
def relu_derivative_sign(z):
    return np.sign(z)


@misconception(
    "relu_derivative/relu-not-differentiated",
    says="This is the function itself, not its slope.",
    hint="Is the function steeper at 3 than at 0.5?",
)
def relu_not_differentiated(z):
    return np.maximum(z, np.zeros_like(z))


@misconception(
    "relu_derivative/relu-derivative-drops-elements",
    says="Only the elements with an open gate are returned.",
    hint="How many elements must come out?",
)
def relu_derivative_drops_elements(z):
    return np.ones_like(z[z > 0])


@misconception(
    "relu_derivative/relu-derivative-threshold-at-one",
    says="The gate opens at 1, not at 0.",
    hint="Which slope should z = 0.5 have?",
)
def relu_derivative_threshold_at_one(z):
    return np.where(z >= 1, np.ones_like(z), np.zeros_like(z))


@misconception(
    "leaky_relu/leaky-slopes-swapped",
    says="The small slope is on the positive side.",
    hint="Which side leaks?",
)
def leaky_relu_swapped(z, slope=0.01):
    return np.where(z > 0, slope * z, z)


@misconception(
    "leaky_relu/leaky-slope-ignored",
    says="The leak is always 0.01, whatever the caller asks for.",
    hint="Who chooses the slope?",
)
def leaky_relu_slope_ignored(z, slope=0.01):
    return np.where(z > 0, z, 0.01 * z)


@misconception(
    "leaky_relu/leaky-constant",
    says="All negative values share one output.",
    hint="Should -1 and -2 leak the same amount?",
)
def leaky_relu_constant(z, slope=0.01):
    return np.where(z > 0, z, np.full_like(z, slope))


@misconception(
    "leaky_relu/leaky-sign-lost",
    says="Negative values come out positive.",
    hint="Which sign should a leak of -2 have?",
)
def leaky_relu_sign_lost(z, slope=0.01):
    return np.where(z > 0, z, -slope * z)


@misconception(
    "leaky_relu/leaky-on-both-sides",
    says="The leak is added on the positive side, too.",
    hint="What should come out for z = 1?",
)
def leaky_relu_on_both_sides(z, slope=0.01):
    return np.maximum(z, np.zeros_like(z)) + slope * z


@misconception(
    "leaky_relu/leaky-without-leak",
    says="Nothing leaks.",
    hint="What should come out for z = -1?",
)
def leaky_relu_without_leak(z, slope=0.01):
    return np.maximum(z, np.zeros_like(z))


@misconception(
    "leaky_relu/leaky-in-place",
    says="The input array itself is overwritten.",
    hint="Who else still needs z after this call?",
)
def leaky_relu_in_place(z, slope=0.01):
    z[z < 0] *= slope
    return z


@misconception(
    "leaky_relu_derivative/leaky-derivative-slopes-swapped",
    says="The small slope is on the positive side.",
    hint="Which side leaks?",
)
def leaky_relu_derivative_swapped(z, slope=0.01):
    return np.where(z > 0, np.full_like(z, slope), np.ones_like(z))


@misconception(
    "leaky_relu_derivative/leaky-open-at-zero",
    says="At exactly 0 the slope is taken as 1.",
    hint="What does the docstring say about z = 0?",
)
def leaky_relu_derivative_open_at_zero(z, slope=0.01):
    return np.where(z >= 0, np.ones_like(z), np.full_like(z, slope))


@misconception(
    "leaky_relu_derivative/leaky-derivative-slope-ignored",
    says="The leak is always 0.01, whatever the caller asks for.",
    hint="Who chooses the slope?",
)
def leaky_relu_derivative_slope_ignored(z, slope=0.01):
    return np.where(z > 0, np.ones_like(z), np.full_like(z, 0.01))


@misconception(
    "leaky_relu_derivative/leaky-derivative-times-input",
    says="The slope on the left still depends on z.",
    hint="How steep is a straight line at two different places?",
)
def leaky_relu_derivative_times_input(z, slope=0.01):
    return np.where(z > 0, np.ones_like(z), slope * z)


@misconception(
    "leaky_relu_derivative/leaky-derivative-without-leak",
    says="On the left the slope is 0.",
    hint="Does nothing leak, or was a fraction stored among integers?",
)
def leaky_relu_derivative_without_leak(z, slope=0.01):
    return np.where(z > 0, np.ones_like(z), np.zeros_like(z))


@misconception(
    "leaky_relu_derivative/leaky-derivative-double",
    says="The result is float64 whatever the dtype of z.",
    hint="What dtype have constants that were written out as numbers?",
)
def leaky_relu_derivative_double(z, slope=0.01):
    return np.where(z > 0, 1.0, slope)


@misconception(
    "leaky_relu_derivative/leaky-derivative-negated",
    says="The slope on the left is negative.",
    hint="Does the function fall anywhere?",
)
def leaky_relu_derivative_negated(z, slope=0.01):
    return np.where(z > 0, np.ones_like(z), np.full_like(z, -slope))


@misconception(
    "leaky_relu_derivative/leaky-not-differentiated",
    says="This is the function itself, not its slope.",
    hint="Is the function steeper at 3 than at 0.5?",
)
def leaky_relu_not_differentiated(z, slope=0.01):
    return leaky_relu(z, slope)


@misconception(
    "softmax/softmax-no-shift",
    says="The exponentials are taken of the raw logits and overflow when these are large.",
    hint="What may be subtracted without changing a ratio?",
)
def softmax_no_shift(logits):
    powers = np.exp(logits)
    return powers / powers.sum(axis=-1, keepdims=True)


@misconception(
    "softmax/softmax-shifted-by-minimum",
    says="Another number than the largest is subtracted, so that large exponents remain.",
    hint="After your shift, how large can the largest exponent be?",
)
def softmax_shifted_by_minimum(logits):
    powers = np.exp(logits - logits.min(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


@misconception(
    "softmax/softmax-global-max",
    says="One maximum is used for the whole batch.",
    hint="Whose maximum does each row need?",
)
def softmax_global_max(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum(axis=-1, keepdims=True)


@misconception(
    "softmax/softmax-wrong-axis",
    says="The columns are normalised, not the rows.",
    hint="Which axis holds one distribution?",
)
def softmax_wrong_axis(logits):
    powers = np.exp(logits - logits.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)


@misconception(
    "softmax/softmax-axis-one",
    says="The second axis is normalised, which is the last one only for two axes.",
    hint="Which axis holds the classes when there are one or three axes?",
)
def softmax_axis_one(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@misconception(
    "softmax/softmax-over-everything",
    says="The whole batch shares one sum.",
    hint="How many distributions are in the batch?",
)
def softmax_over_everything(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


@misconception(
    "softmax/softmax-sum-lost-an-axis",
    says="The sums of the rows are laid along the columns.",
    hint="Print the shape of the sum: which axis is each sum divided along?",
)
def softmax_sum_lost_an_axis(logits):
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1)


@misconception(
    "softmax/softmax-maximum-lost-an-axis",
    says="The maxima of the rows are laid along the columns.",
    hint="Print the shape of the maximum: which axis is each maximum subtracted along?",
)
def softmax_maximum_lost_an_axis(logits):
    powers = np.exp(logits - logits.max(axis=-1))
    return powers / powers.sum(axis=-1, keepdims=True)


@misconception(
    "softmax/softmax-lost-both-axes",
    says="The maxima and the sums of the rows are laid along the columns.",
    hint="Print the shapes of the maximum and of the sum: what do they line up with?",
)
def softmax_lost_both_axes(logits):
    powers = np.exp(logits - logits.max(axis=-1))
    return powers / powers.sum(axis=-1)


@misconception(
    "softmax/softmax-scaled-not-shifted",
    says="The logits are divided by their maximum, which changes the ratios.",
    hint="Which change of the logits leaves every ratio as it was?",
)
def softmax_scaled(logits):
    powers = np.exp(logits / logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


@misconception(
    "softmax/softmax-without-exponential",
    says="The logits themselves are normalised.",
    hint="Can a probability be negative?",
)
def softmax_without_exponential(logits):
    return logits / logits.sum(axis=-1, keepdims=True)


@misconception(
    "softmax/softmax-logarithms",
    says="The logarithms of the probabilities are returned.",
    hint="What should a row of the result sum to?",
)
def softmax_logarithms(logits):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@misconception(
    "softmax/softmax-in-place",
    says="The shift is written into the caller's own logits.",
    hint="What does -= do to the array of the caller?",
)
def softmax_in_place(logits):
    logits -= logits.max(axis=-1, keepdims=True)
    powers = np.exp(logits)
    return powers / powers.sum(axis=-1, keepdims=True)


@misconception(
    "softmax_backward/softmax-diagonal-only",
    says="Each probability is treated as if only its own logit moved it.",
    hint="Does logit j move probability k?",
)
def softmax_backward_diagonal(upstream, probabilities):
    return upstream * probabilities * (1 - probabilities)


@misconception(
    "softmax_backward/upstream-ignored",
    says="The upstream gradient does not enter the result.",
    hint="What if nobody cares about this output?",
)
def softmax_backward_without_upstream(upstream, probabilities):
    return probabilities * (1 - probabilities)


@misconception(
    "softmax_backward/softmax-jacobian-negated",
    says="The Jacobian has the wrong sign.",
    hint="Does raising a logit raise or lower its own probability?",
)
def softmax_backward_negated(upstream, probabilities):
    inner = (upstream * probabilities).sum(axis=-1, keepdims=True)
    return probabilities * (inner - upstream)


@misconception(
    "softmax_backward/softmax-cross-terms-added",
    says="The other probabilities are made to rise along.",
    hint="When one probability rises, what must the others do?",
)
def softmax_backward_cross_terms_added(upstream, probabilities):
    inner = (upstream * probabilities).sum(axis=-1, keepdims=True)
    return probabilities * (upstream + inner)


@misconception(
    "softmax_backward/softmax-backward-sum-lost-an-axis",
    says="The sums of the rows are laid along the columns.",
    hint="Print the shape of the sum: what does it line up with?",
)
def softmax_backward_sum_lost_an_axis(upstream, probabilities):
    return probabilities * (upstream - (upstream * probabilities).sum(axis=-1))


@misconception(
    "softmax_backward/softmax-backward-batch-mixed",
    says="One sum is taken over the whole batch.",
    hint="Does one sample's gradient depend on the other samples?",
)
def softmax_backward_batch_mixed(upstream, probabilities):
    return probabilities * (upstream - (upstream * probabilities).sum())


@misconception(
    "softmax_backward/softmax-backward-wrong-axis",
    says="The sum runs down the columns.",
    hint="Which axis holds one distribution?",
)
def softmax_backward_wrong_axis(upstream, probabilities):
    inner = (upstream * probabilities).sum(axis=0, keepdims=True)
    return probabilities * (upstream - inner)


@misconception(
    "softmax_backward/softmax-backward-unweighted",
    says="All upstream gradients of a row enter its sum with the same weight.",
    hint="Does an improbable class pull as much as a probable one?",
)
def softmax_backward_unweighted(upstream, probabilities):
    return probabilities * (upstream - upstream.sum(axis=-1, keepdims=True))


@misconception(
    "softmax_backward/softmax-backward-factor-missing",
    says="A logit of an improbable class moves as much as any other.",
    hint="How much can a logit do whose probability is close to 0?",
)
def softmax_backward_factor_missing(upstream, probabilities):
    return upstream - (upstream * probabilities).sum(axis=-1, keepdims=True)


@misconception(
    "softmax_backward/softmax-backward-with-cross-entropy",
    says="The upstream gradient is treated as if it were the one-hot labels of a cross-entropy.",
    hint="Which loss stands behind this upstream gradient?",
)
def softmax_backward_with_cross_entropy(upstream, probabilities):
    return probabilities - upstream


@misconception(
    "softmax_backward/softmax-applied-twice",
    says="Softmax is applied to what is a probability already.",
    hint="What does the second argument hold?",
)
def softmax_backward_applied_twice(upstream, probabilities):
    again = softmax(probabilities)
    return again * (upstream - (upstream * again).sum(axis=-1, keepdims=True))


@misconception(
    "softmax_backward/softmax-backward-in-place",
    says="The upstream gradient of the caller is overwritten.",
    hint="What does -= do to the array of the caller?",
)
def softmax_backward_in_place(upstream, probabilities):
    upstream -= (upstream * probabilities).sum(axis=-1, keepdims=True)
    return probabilities * upstream
