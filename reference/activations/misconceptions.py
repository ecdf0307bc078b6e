"""Wrong implementations that students really write, simplest first within each task."""

from autograder.rubric import edit, misconception

misconception(
    "sigmoid/sigmoid-overflow",
    edit("-np.abs(z)", "-z"),
    edit("np.where(z >= 0, 1, small)", "1"),
    says="One exponential is used for both signs of z, and it overflows for very negative z.",
    hint="What is e^(-z) when z is -1000?",
)
misconception(
    "sigmoid/sigmoid-overflow-positive",
    edit("-np.abs(z)", "z"),
    edit("np.where(z >= 0, 1, small)", "small"),
    says="The exponential of z itself overflows for large z.",
    hint="What is e^z when z is 1000, and what do you divide it by?",
)
misconception(
    "sigmoid/sigmoid-both-branches",
    edit("1, small) / (1 + small)", "1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))"),
    says="Both forms are worked out for every z; the one that is not chosen overflows.",
    hint="When np.where chooses, what has been computed already?",
)
misconception(
    "sigmoid/sigmoid-one-form-for-all",
    edit("np.where(z >= 0, 1, small)", "1 / (1 + np.exp(-z)) if z.max() >= 0 else small"),
    says="One form is chosen for the whole array.",
    hint="What happens if 1000 and -1000 stand in the same array?",
)
misconception(
    "sigmoid/over-clipped",
    edit("-np.abs(z)", "-np.minimum(np.abs(z), 20)"),
    says="z is clipped so tightly that different inputs share one output.",
    hint="σ(-50) is about 2·10^(-22). What does yours give?",
)
misconception(
    "sigmoid/sigmoid-clips-in-place",
    edit("    small =", "    z[z < -500] = -500\n    z[z > 500] = 500\n    small ="),
    says="Large values are limited inside the caller's own array.",
    hint="Who else still needs z after this call?",
)
misconception(
    "sigmoid/sigmoid-precedence",
    edit("-np.abs(z)", "-z"),
    edit("np.where(z >= 0, 1, small) / (1 + small)", "1 / 1 + small"),
    says="The division comes before the sum, so that the exponential is not in the denominator.",
    hint="In which order does Python divide and add what you wrote?",
)
misconception(
    "sigmoid/sigmoid-mirrored",
    edit("z >= 0", "z <= 0"),
    says="The curve falls where it should rise.",
    hint="Should a larger z give a larger or a smaller output?",
)
misconception(
    "sigmoid/sigmoid-one-sided",
    edit("np.where(z >= 0, 1, small)", "1"),
    says="The sign of z is lost: a negative z gives the same as the positive z of its size.",
    hint="What do σ(ln 3) and σ(-ln 3) add up to, and what do yours?",
)
misconception(
    "sigmoid/sigmoid-from-tanh-too-steep",
    edit("np.where(z >= 0, 1, small) / (1 + small)", "(np.tanh(z) + 1) / 2"),
    says="The curve is a stretched tanh, but stretched along one axis only.",
    hint="The slope of σ at 0 is 1/4. What is yours?",
)
misconception(
    "sigmoid/sigmoid-halves-joined",
    edit(
        "np.where(z >= 0, 1, small) / (1 + small)",
        "np.concatenate([1 / (1 + small[z >= 0]), (small / (1 + small))[z < 0]])",
    ),
    says="Positive and negative elements are picked out, then joined in another order.",
    hint="Does each result stand where its z stood?",
)

misconception(
    "sigmoid_derivative/sigmoid-derivative-of-activation",
    edit("a = sigmoid(z)", "a = z"),
    says="This treats z as if it were already σ(z).",
    hint="Is that formula written in terms of z or of σ(z)?",
)
misconception(
    "sigmoid_derivative/sigmoid-applied-twice",
    edit("a = sigmoid(z)", "a = sigmoid(sigmoid(z))"),
    says="σ is applied twice before the slope is taken.",
    hint="At z = 0, σ is 1/2 and the slope is 1/4. Which value of σ does your formula use there?",
)
misconception(
    "sigmoid_derivative/sigmoid-derivative-precedence",
    edit("(1 - a)", "1 - a"),
    says="Brackets are missing: the product ends before the difference begins.",
    hint="What does Python work out first in a * 1 - a?",
)
misconception(
    "sigmoid_derivative/sigmoid-derivative-negated",
    edit("(1 - a)", "(a - 1)"),
    says="The slope has the wrong sign.",
    hint="Does σ rise or fall?",
)
misconception(
    "sigmoid_derivative/sigmoid-derivative-of-tanh",
    edit("a * (1 - a)", "1 - a**2"),
    says="This is the rule for tanh, used with σ.",
    hint="At z = 0, σ is 1/2 and the slope is 1/4. What does your rule make of 1/2?",
)
misconception(
    "sigmoid_derivative/sigmoid-derivative-unsquared",
    edit("a * (1 - a)", "np.exp(-z) / (1 + np.exp(-z))"),
    says="A power was lost when the quotient was differentiated.",
    hint="What happens to a denominator when a quotient is differentiated?",
)
misconception(
    "sigmoid_derivative/sigmoid-derivative-overflow",
    edit("a * (1 - a)", "np.exp(-z) / (1 + np.exp(-z)) ** 2"),
    says="The slope is written with an exponential that overflows for very negative z.",
    hint="Which function that you have already is safe?",
)
misconception(
    "sigmoid_derivative/sigmoid-not-differentiated",
    edit("a * (1 - a)", "a"),
    says="This is σ itself, not its slope.",
    hint="How steep is σ where it is close to 1?",
)

misconception(
    "tanh/tanh-overflow",
    edit("np.tanh(z)", "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))"),
    says="Exponentials of both z and -z are formed, and one of them overflows.",
    hint="What becomes of a quotient of two infinite numbers?",
)
misconception(
    "tanh/tanh-from-sigmoid-too-flat",
    edit("np.tanh(z)", "2 * sigmoid(z) - 1"),
    says="The curve is a stretched σ, but stretched along one axis only.",
    hint="The slope of tanh at 0 is 1. What is yours?",
)
misconception(
    "tanh/tangent-for-hyperbolic-tangent",
    edit("np.tanh(z)", "np.tan(z)"),
    says="This is the tangent of an angle.",
    hint="Your result for z = 2 is negative. Can a curve that rises through 0 be negative there?",
)

misconception(
    "tanh_derivative/tanh-derivative-not-squared",
    edit("a**2", "a"),
    says="The slope uses tanh(z) itself where it should use another power of it.",
    hint="tanh(-ln 2) is -0.6. Which slope does your formula make of that?",
)
misconception(
    "tanh_derivative/tanh-derivative-of-input",
    edit("a = tanh(z)", "a = z"),
    says="This treats z as if it were already tanh(z).",
    hint="Can tanh ever decrease?",
)
misconception(
    "tanh_derivative/tanh-derivative-brackets",
    edit("1 - a**2", "(1 - a) ** 2"),
    says="The power is taken of the whole difference.",
    hint="Is the slope the same at z and at -z?",
)
misconception(
    "tanh_derivative/tanh-derivative-doubled",
    edit("a**2", "a * 2"),
    says="A number is doubled where it should be squared.",
    hint="Which operator is a power in Python?",
)
misconception(
    "tanh_derivative/tanh-derivative-of-sigmoid",
    edit("1 - a**2", "a * (1 - a)"),
    says="This is the rule for σ, used with tanh.",
    hint="The slope of tanh at 0 is 1. What does your rule give there?",
)
misconception(
    "tanh_derivative/tanh-applied-twice",
    edit("a = tanh(z)", "a = tanh(tanh(z))"),
    says="tanh is applied twice before the slope is taken.",
    hint="At z = ln 2, tanh is 0.6. Which value of tanh does your formula use there?",
)
misconception(
    "tanh_derivative/tanh-derivative-overflow",
    edit("1 - a**2", "1 / np.cosh(z) ** 2"),
    says="The slope is written with a function that overflows far from 0.",
    hint="Which function that you have already is safe?",
)

misconception(
    "relu/in-place-activation",
    edit("return np.maximum(z, np.zeros_like(z))", "z[z < 0] = 0\n    return z"),
    says="The input array itself is overwritten.",
    hint="Who else still needs z after this call?",
)
misconception(
    "relu/relu-drops-elements",
    edit("np.maximum(z, np.zeros_like(z))", "z[z > 0]"),
    says="Negative elements are thrown away, so that fewer come out than went in.",
    hint="How many elements must come out?",
)
misconception(
    "relu/relu-maximum-over-an-axis",
    edit("np.maximum(z, np.zeros_like(z))", "np.max(z, 0)"),
    says="The largest element along the first axis is returned.",
    hint="Is 0 a number to compare with here, or the number of an axis?",
)
misconception(
    "relu/relu-decides-once",
    edit("np.maximum(z, np.zeros_like(z))", "z if (z > 0).any() else np.zeros_like(z)"),
    says="One decision is taken for the whole array.",
    hint="If z = (-1, 2), what should become of the -1?",
)
misconception(
    "relu/relu-is-a-step",
    edit("np.maximum(z, np.zeros_like(z))", "np.where(z > 0, np.ones_like(z), np.zeros_like(z))"),
    says="The output only says whether z was positive.",
    hint="What should come out for z = 3?",
)
misconception(
    "relu/relu-is-absolute",
    edit("np.maximum(z, np.zeros_like(z))", "np.abs(z)"),
    says="The sign is removed, the value stays.",
    hint="What should come out for z = -3?",
)
misconception(
    "relu/relu-mirrored",
    edit("np.maximum", "np.minimum"),
    says="The negative values are kept, the positive ones cut off.",
    hint="Which side passes?",
)
misconception(
    "relu/relu-bounded",
    edit("np.maximum(z, np.zeros_like(z))", "np.clip(z, 0, 1)"),
    says="Large values are cut off at 1.",
    hint="Is there an upper end to what may pass?",
)
misconception(
    "relu/relu-threshold-at-one",
    edit("np.maximum(z, np.zeros_like(z))", "np.where(z >= 1, z, np.zeros_like(z))"),
    says="The gate opens at 1, not at 0.",
    hint="What should come out for z = 0.5?",
)

misconception(
    "relu_derivative/relu-open-at-zero",
    edit("z > 0", "z >= 0"),
    says="At exactly 0 the slope is taken as 1.",
    hint="What does the docstring say about z = 0?",
)
misconception(
    "relu_derivative/relu-half-at-zero",
    edit(
        "np.where(z > 0, np.ones_like(z), np.zeros_like(z))", "np.heaviside(z, 0.5).astype(z.dtype)"
    ),
    says="At exactly 0 the slope is taken as ½.",
    hint="What does the docstring say about z = 0?",
)
misconception(
    "relu_derivative/relu-derivative-integers",
    edit("np.where(z > 0, np.ones_like(z), np.zeros_like(z))", "(z > 0).astype(int)"),
    says="The numbers are right, but they are integers.",
    hint="What happens when a fraction is stored in an array of integers?",
)
misconception(
    "relu_derivative/relu-derivative-booleans",
    edit("np.where(z > 0, np.ones_like(z), np.zeros_like(z))", "z > 0"),
    says="The result says true or false, and holds no numbers.",
    hint="Which dtype does the docstring ask for?",
)
misconception(
    "relu_derivative/relu-derivative-double",
    edit("np.ones_like(z), np.zeros_like(z)", "1.0, 0.0"),
    says="The result is float64 whatever the dtype of z.",
    hint="z is float32. Which dtype has your result, and which of its parts are float64?",
)
misconception(
    "relu_derivative/relu-derivative-overwrites-input",
    edit(
        "return np.where(z > 0, np.ones_like(z), np.zeros_like(z))",
        "z[z > 0] = 1\n    z[z <= 0] = 0\n    return z",
    ),
    says="The slopes are written into the caller's own array.",
    hint="Who else still needs z after this call?",
)
misconception(
    "relu_derivative/relu-derivative-is-sign",
    edit("np.where(z > 0, np.ones_like(z), np.zeros_like(z))", "np.sign(z)"),
    says="The slope is -1 on the negative side.",
    hint="When z is negative and moves a little, does the output move?",
)
misconception(
    "relu_derivative/relu-not-differentiated",
    edit("np.ones_like(z)", "z"),
    says="This is the function itself, not its slope.",
    hint="Is the function steeper at 3 than at 0.5?",
)
misconception(
    "relu_derivative/relu-derivative-drops-elements",
    edit("np.where(z > 0, np.ones_like(z), np.zeros_like(z))", "np.ones_like(z[z > 0])"),
    says="Only the elements with an open gate are returned.",
    hint="How many elements must come out?",
)
misconception(
    "relu_derivative/relu-derivative-threshold-at-one",
    edit("z > 0", "z >= 1"),
    says="The gate opens at 1, not at 0.",
    hint="Which slope should z = 0.5 have?",
)

misconception(
    "leaky_relu/leaky-slopes-swapped",
    edit("z, slope * z", "slope * z, z"),
    says="The small slope is on the positive side.",
    hint="What should come out for z = 1, and what for z = -1?",
)
misconception(
    "leaky_relu/leaky-slope-ignored",
    edit("slope * z", "0.01 * z"),
    says="The leak is always 0.01, whatever the caller asks for.",
    hint="Who chooses the slope?",
)
misconception(
    "leaky_relu/leaky-constant",
    edit("slope * z", "np.full_like(z, slope)"),
    says="All negative values share one output.",
    hint="Should -1 and -2 leak the same amount?",
)
misconception(
    "leaky_relu/leaky-sign-lost",
    edit("slope * z", "-slope * z"),
    says="Negative values come out positive.",
    hint="With slope 0.25, what should come out for z = -2?",
)
misconception(
    "leaky_relu/leaky-on-both-sides",
    edit("np.where(z > 0, z, slope * z)", "np.maximum(z, 0) + slope * z"),
    says="The leak is added on the positive side, too.",
    hint="What should come out for z = 1?",
)
misconception(
    "leaky_relu/leaky-without-leak",
    edit("slope * z", "np.zeros_like(z)"),
    says="Nothing leaks.",
    hint="What should come out for z = -1?",
)
misconception(
    "leaky_relu/leaky-in-place",
    edit("return np.where(z > 0, z, slope * z)", "z[z < 0] *= slope\n    return z"),
    says="The input array itself is overwritten.",
    hint="Who else still needs z after this call?",
)
misconception(
    "leaky_relu/leaky-drops-elements",
    edit("np.where(z > 0, z, slope * z)", "np.concatenate([z[z > 0], slope * z[z < 0]])"),
    says="Indexing with a mask drops elements, so that the shape is lost.",
    hint="Which shape has z[z < 0]?",
)

misconception(
    "leaky_relu_derivative/leaky-derivative-slopes-swapped",
    edit("np.ones_like(z), np.full_like(z, slope)", "np.full_like(z, slope), np.ones_like(z)"),
    says="The small slope is on the positive side.",
    hint="Which side leaks?",
)
misconception(
    "leaky_relu_derivative/leaky-open-at-zero",
    edit("z > 0", "z >= 0"),
    says="At exactly 0 the slope is taken as 1.",
    hint="What does the docstring say about z = 0?",
)
misconception(
    "leaky_relu_derivative/leaky-derivative-slope-ignored",
    edit("np.full_like(z, slope)", "np.full_like(z, 0.01)"),
    says="The leak is always 0.01, whatever the caller asks for.",
    hint="Who chooses the slope?",
)
misconception(
    "leaky_relu_derivative/leaky-derivative-times-input",
    edit("np.full_like(z, slope)", "slope * z"),
    says="The slope on the left still depends on z.",
    hint="How steep is a straight line at two different places?",
)
misconception(
    "leaky_relu_derivative/leaky-derivative-without-leak",
    edit("np.full_like(z, slope)", "np.zeros_like(z)"),
    says="On the left the slope is 0.",
    hint="Is `slope` used at all? And what is left of 0.25 in an array of integers?",
)
misconception(
    "leaky_relu_derivative/leaky-derivative-double",
    edit("np.ones_like(z), np.full_like(z, slope)", "1.0, slope"),
    says="The result is float64 whatever the dtype of z.",
    hint="z is float32. Which dtype has your result, and which of its parts are float64?",
)
misconception(
    "leaky_relu_derivative/leaky-derivative-negated",
    edit("np.full_like(z, slope)", "np.full_like(z, -slope)"),
    says="The slope on the left is negative.",
    hint="Does the function fall anywhere?",
)
misconception(
    "leaky_relu_derivative/leaky-not-differentiated",
    edit("np.where(z > 0, np.ones_like(z), np.full_like(z, slope))", "leaky_relu(z, slope)"),
    says="This is the function itself, not its slope.",
    hint="Is the function steeper at 3 than at 0.5?",
)

misconception(
    "softmax/softmax-no-shift",
    edit("np.exp(shifted)", "np.exp(logits)"),
    says="The exponentials are taken of the raw logits and overflow when these are large.",
    hint="What is e^1000 for a computer, and what does it get for ∞/∞?",
)
misconception(
    "softmax/softmax-shifted-by-minimum",
    edit("logits.max(", "logits.min("),
    says="Another number than the largest is subtracted, so that large exponents remain.",
    hint="After your shift, how large can the largest exponent be?",
)
misconception(
    "softmax/softmax-global-max",
    edit("logits.max(axis=-1, keepdims=True)", "logits.max()"),
    says="One maximum is used for the whole batch.",
    hint="Whose maximum does each row need?",
)
misconception(
    "softmax/softmax-wrong-axis",
    edit("max(axis=-1", "max(axis=0"),
    edit("sum(axis=-1", "sum(axis=0"),
    says="The columns are normalised, not the rows.",
    hint="Which axis holds one distribution?",
)
misconception(
    "softmax/softmax-axis-one",
    edit("max(axis=-1", "max(axis=1"),
    edit("sum(axis=-1", "sum(axis=1"),
    says="The second axis is normalised, which is the last one only for two axes.",
    hint="Which axis holds the classes when there are one or three axes?",
)
misconception(
    "softmax/softmax-over-everything",
    edit("max(axis=-1, keepdims=True)", "max()"),
    edit("sum(axis=-1, keepdims=True)", "sum()"),
    says="The whole batch shares one sum.",
    hint="How many distributions are in the batch?",
)
misconception(
    "softmax/softmax-sum-lost-an-axis",
    edit("sum(axis=-1, keepdims=True)", "sum(axis=-1)"),
    says="The sums of the rows are laid along the columns.",
    hint="Print the shape of the sum: which axis is each sum divided along?",
)
misconception(
    "softmax/softmax-maximum-lost-an-axis",
    edit("max(axis=-1, keepdims=True)", "max(axis=-1)"),
    says="The maxima of the rows are laid along the columns.",
    hint="Print the shape of the maximum: which axis is each maximum subtracted along?",
)
misconception(
    "softmax/softmax-lost-both-axes",
    edit("max(axis=-1, keepdims=True)", "max(axis=-1)"),
    edit("sum(axis=-1, keepdims=True)", "sum(axis=-1)"),
    says="The maxima and the sums of the rows are laid along the columns.",
    hint="Print the shapes of the maximum and of the sum: what do they line up with?",
)
misconception(
    "softmax/softmax-scaled-not-shifted",
    edit("logits - logits.max(", "logits / logits.max("),
    says="The logits are divided by their maximum, which changes the ratios.",
    hint="Which change of the logits leaves every ratio as it was?",
)
misconception(
    "softmax/softmax-without-exponential",
    edit("np.exp(shifted)", "logits"),
    says="The logits themselves are normalised.",
    hint="Can a probability be negative?",
)
misconception(
    "softmax/softmax-logarithms",
    edit(
        "powers / powers.sum(axis=-1, keepdims=True)",
        "shifted - np.log(powers.sum(axis=-1, keepdims=True))",
    ),
    says="The logarithms of the probabilities are returned.",
    hint="What should a row of the result sum to?",
)
misconception(
    "softmax/softmax-in-place",
    edit("shifted = logits - logits.max(", "shifted = logits\n    shifted -= logits.max("),
    says="The shift is written into the caller's own logits.",
    hint="What does -= do to the array of the caller?",
)

misconception(
    "softmax_backward/softmax-diagonal-only",
    edit("probabilities * (upstream - inner)", "upstream * probabilities * (1 - probabilities)"),
    says="Each probability is treated as if only its own logit moved it.",
    hint="Does logit j move probability k?",
)
misconception(
    "softmax_backward/upstream-ignored",
    edit("(upstream - inner)", "(1 - probabilities)"),
    says="The upstream gradient does not enter the result.",
    hint="What must the result be if the upstream gradient is 0 everywhere?",
)
misconception(
    "softmax_backward/softmax-backward-of-squares",
    edit("upstream * probabilities", "probabilities**2"),
    edit("probabilities * (upstream - inner)", "probabilities - inner"),
    says="The sum of the squared probabilities is subtracted; what arrives plays no part.",
    hint="What must the result be for a row whose upstream gradient is all 0?",
)
misconception(
    "softmax_backward/softmax-jacobian-negated",
    edit("upstream - inner", "inner - upstream"),
    says="The Jacobian has the wrong sign.",
    hint="Does raising a logit raise or lower its own probability?",
)
misconception(
    "softmax_backward/softmax-cross-terms-added",
    edit("upstream - inner", "upstream + inner"),
    says="All probabilities of a row are taken to rise together when one logit rises.",
    hint="When one probability rises, what must the others do?",
)
misconception(
    "softmax_backward/softmax-backward-sum-lost-an-axis",
    edit("axis=-1, keepdims=True", "axis=-1"),
    says="The sums of the rows are laid along the columns.",
    hint="Print the shape of the sum: what does it line up with?",
)
misconception(
    "softmax_backward/softmax-backward-batch-mixed",
    edit("sum(axis=-1, keepdims=True)", "sum()"),
    says="One sum is taken over the whole batch.",
    hint="Does one sample's gradient depend on the other samples?",
)
misconception(
    "softmax_backward/softmax-backward-wrong-axis",
    edit("axis=-1", "axis=0"),
    says="The sum runs down the columns.",
    hint="Which axis holds one distribution?",
)
misconception(
    "softmax_backward/softmax-backward-unweighted",
    edit("(upstream * probabilities)", "upstream"),
    says="All upstream gradients of a row enter its sum with the same weight.",
    hint="Does a class of probability 0.01 count as much in the sum as one of 0.99?",
)
misconception(
    "softmax_backward/softmax-backward-factor-missing",
    edit("probabilities * (upstream - inner)", "upstream - inner"),
    says="A logit of an improbable class moves as much as any other.",
    hint="A logit far below the others has a p close to 0. Can it still change the loss much?",
)
misconception(
    "softmax_backward/softmax-backward-with-cross-entropy",
    edit("probabilities * (upstream - inner)", "probabilities - upstream"),
    says="The upstream gradient is treated as if it were the one-hot labels of a cross-entropy.",
    hint="Which loss stands behind this upstream gradient?",
)
misconception(
    "softmax_backward/softmax-applied-twice",
    edit("    inner =", "    probabilities = softmax(probabilities)\n    inner ="),
    says="Softmax is applied to what is a probability already.",
    hint="Which of the two arguments has been through softmax already?",
)
misconception(
    "softmax_backward/softmax-backward-in-place",
    edit(
        "return probabilities * (upstream - inner)",
        "upstream -= inner\n    return probabilities * upstream",
    ),
    says="The upstream gradient of the caller is overwritten.",
    hint="What does -= do to the array of the caller?",
)
