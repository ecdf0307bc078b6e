"""Wrong implementations that students really write."""

import numpy as np

from autograder.rubric import misconception

from .solution import _activate, _weight_gradients, global_norm


def output_error(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return (probabilities - np.eye(logits.shape[1])[labels]) / len(labels)


def carried_back(delta, W, slope):
    return (delta @ W.T) * slope


def passes(
    parameters,
    x,
    labels,
    activation,
    *,
    activate=_activate,
    error=output_error,
    back=carried_back,
):
    """What each layer multiplies by its weights, and the error of each, the first layer first."""
    depth = len(parameters) // 2
    inputs, slopes = [x], []
    for layer in range(1, depth):
        z = inputs[-1] @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
        a, slope = activate(z, activation)
        inputs.append(a)
        slopes.append(slope)
    deltas = [error(inputs[-1] @ parameters[f"W{depth}"] + parameters[f"b{depth}"], labels)]
    for layer in range(depth - 1, 0, -1):
        deltas.insert(0, back(deltas[0], parameters[f"W{layer + 1}"], slopes[layer - 1]))
    return inputs, deltas


def frobenius(array):
    return np.sqrt(np.sum(array**2))


def norms_with(parameters, x, labels, activation, **changes):
    inputs, deltas = passes(parameters, x, labels, activation, **changes)
    return np.array([frobenius(a.T @ delta) for a, delta in zip(inputs, deltas, strict=True)])


@misconception(
    "layer_gradient_norms/norm-without-root",
    says="The squares are summed, and no root is taken.",
    hint="If every gradient doubled, what should the norm do, and what does yours?",
)
def norms_squared(parameters, x, labels, activation):
    return np.array([np.sum(g**2) for g in _weight_gradients(parameters, x, labels, activation)])


@misconception(
    "layer_gradient_norms/norm-root-mean-square",
    says="The squares are averaged, not summed.",
    hint="Should a gradient with more elements of the same size have a longer norm?",
)
def norms_averaged(parameters, x, labels, activation):
    gradients = _weight_gradients(parameters, x, labels, activation)
    return np.array([np.sqrt(np.mean(g**2)) for g in gradients])


@misconception(
    "layer_gradient_norms/norm-largest-element",
    says="Only the largest element of each gradient counts.",
    hint="What would happen to your number if every other element became 0?",
)
def norms_of_largest(parameters, x, labels, activation):
    gradients = _weight_gradients(parameters, x, labels, activation)
    return np.array([np.max(np.abs(g)) for g in gradients])


@misconception(
    "layer_gradient_norms/norm-sum-of-magnitudes",
    says="The magnitudes are summed.",
    hint="How long is the vector (3, 4)?",
)
def norms_of_magnitudes(parameters, x, labels, activation):
    gradients = _weight_gradients(parameters, x, labels, activation)
    return np.array([np.sum(np.abs(g)) for g in gradients])


@misconception(
    "layer_gradient_norms/norm-spectral",
    says="This is the spectral norm: how much the matrix can stretch a vector.",
    hint="Which norm of a matrix is the length of all of its elements together?",
)
def norms_spectral(parameters, x, labels, activation):
    gradients = _weight_gradients(parameters, x, labels, activation)
    return np.array([np.linalg.norm(g, 2) for g in gradients])


@misconception(
    "layer_gradient_norms/norm-mean-magnitude",
    says="The mean magnitude of the elements is taken.",
    hint="How long is the vector (3, 4), and what is the mean of its magnitudes?",
)
def norms_of_mean_magnitude(parameters, x, labels, activation):
    gradients = _weight_gradients(parameters, x, labels, activation)
    return np.array([np.mean(np.abs(g)) for g in gradients])


@misconception(
    "layer_gradient_norms/norm-with-bias",
    says="The bias gradient is counted beside the weights'.",
    hint="Which parameters of a layer does the definition name?",
)
def norms_with_bias(parameters, x, labels, activation):
    inputs, deltas = passes(parameters, x, labels, activation)
    return np.array(
        [
            np.sqrt(np.sum((a.T @ d) ** 2) + np.sum(d.sum(axis=0) ** 2))
            for a, d in zip(inputs, deltas, strict=True)
        ]
    )


@misconception(
    "layer_gradient_norms/norm-of-errors",
    says="These are the norms of the errors δ, not of the weight gradients.",
    hint="What else, beside the error, does the gradient of a weight contain?",
)
def norms_of_errors(parameters, x, labels, activation):
    return np.array([frobenius(d) for d in passes(parameters, x, labels, activation)[1]])


@misconception(
    "layer_gradient_norms/norm-of-weights",
    says="These are the norms of the weights themselves.",
    hint="What would your numbers say if the labels changed?",
)
def norms_of_weights(parameters, x, labels, activation):
    return np.array(
        [frobenius(parameters[f"W{layer + 1}"]) for layer in range(len(parameters) // 2)]
    )


@misconception(
    "layer_gradient_norms/norm-relative-to-weights",
    says="Each norm is divided by that of the weights.",
    hint="If a layer's weights doubled and its gradient stayed, should its number change?",
)
def norms_relative(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation) / norms_of_weights(
        parameters, x, labels, activation
    )


@misconception(
    "layer_gradient_norms/norm-of-each-sample",
    says="A norm is taken for each sample, and the norms are averaged.",
    hint="Two samples pull a weight in opposite directions: what is the gradient of the mean loss?",
)
def norms_by_sample(parameters, x, labels, activation):
    each = [
        norms_with(parameters, x[i : i + 1], labels[i : i + 1], activation) for i in range(len(x))
    ]
    return np.mean(each, axis=0)


@misconception(
    "layer_gradient_norms/layers-reversed",
    says="The last layer comes first.",
    hint="In which order does your backward pass meet the layers, and which order is asked for?",
)
def norms_reversed(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation)[::-1]


@misconception(
    "layer_gradient_norms/batch-mean-forgotten",
    says="The gradients are those of the summed loss, not of the mean.",
    hint="Should the norms grow when every sample is in the batch twice?",
)
def norms_summed(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation) * len(x)


@misconception(
    "layer_gradient_norms/divided-twice",
    says="The mean over the batch is taken twice.",
    hint="Count the divisions by N on the way from the loss to the norm.",
)
def norms_divided_twice(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation) / len(x)


def mean_over_everything(logits, labels):
    return output_error(logits, labels) / logits.shape[1]


@misconception(
    "layer_gradient_norms/mean-over-everything",
    says="The mean is taken over samples and classes.",
    hint="How many samples are averaged?",
)
def norms_over_everything(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation, error=mean_over_everything)


def probabilities_alone(logits, labels):
    one_hot = np.eye(logits.shape[1])[labels]
    return output_error(logits, labels) + one_hot / len(labels)


@misconception(
    "layer_gradient_norms/one-hot-not-subtracted",
    says="The output error is made of the probabilities alone.",
    hint="What if every logit rose equally: could the loss change?",
)
def norms_without_target(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation, error=probabilities_alone)


def label_numbers_subtracted(logits, labels):
    return probabilities_alone(logits, labels) - labels[:, None] / len(labels)


@misconception(
    "layer_gradient_norms/label-ids-subtracted",
    says="The number of the label is subtracted from every probability.",
    hint="Is a label a quantity or a position?",
)
def norms_with_label_numbers(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation, error=label_numbers_subtracted)


def unshifted(logits, labels):
    powers = np.exp(logits)
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return (probabilities - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(
    "layer_gradient_norms/softmax-no-shift",
    says="The exponentials of large logits overflow.",
    hint="What may be subtracted from every logit of a row without changing a probability?",
)
def norms_unshifted(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation, error=unshifted)


@misconception(
    "layer_gradient_norms/activated-logits",
    says="The last layer is put through the activation, too.",
    hint="What range must logits reach?",
)
def norms_of_activated_logits(parameters, x, labels, activation):
    def error(logits, labels):
        a, slope = _activate(logits, activation)
        return output_error(a, labels) * slope

    return norms_with(parameters, x, labels, activation, error=error)


@misconception(
    "layer_gradient_norms/logits-activated-forward-only",
    says="The last layer is put through the activation on the way forward.",
    hint="What comes out of the last layer before the softmax?",
)
def norms_of_squashed_logits(parameters, x, labels, activation):
    def error(logits, labels):
        return output_error(_activate(logits, activation)[0], labels)

    return norms_with(parameters, x, labels, activation, error=error)


@misconception(
    "layer_gradient_norms/slope-at-the-output",
    says="The output error is multiplied by a slope, although no activation stands there.",
    hint="Which function lies between the logits and the softmax?",
)
def norms_with_output_slope(parameters, x, labels, activation):
    def error(logits, labels):
        return output_error(logits, labels) * _activate(logits, activation)[1]

    return norms_with(parameters, x, labels, activation, error=error)


@misconception(
    "layer_gradient_norms/activation-ignored",
    says="The hidden layers are sigmoid whatever is asked for.",
    hint="Where does your code look at the argument `activation`?",
)
def norms_of_sigmoid_net(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, "sigmoid")


def sigmoid_slope(z, activation):
    a = _activate(z, activation)[0]
    return a, a * (1 - a)


@misconception(
    "layer_gradient_norms/sigmoid-slope-everywhere",
    says="The slope is that of the sigmoid for every activation.",
    hint="What is the slope of each of the three activations far to the right?",
)
def norms_with_sigmoid_slope(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation, activate=sigmoid_slope)


def tanh_not_squared(z, activation):
    a, slope = _activate(z, activation)
    return a, 1 - a if activation == "tanh" else slope


@misconception(
    "layer_gradient_norms/tanh-derivative-not-squared",
    says="The slope of tanh becomes larger than 1.",
    hint="Where is tanh steepest, and how steep is it there?",
)
def norms_with_tanh_not_squared(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation, activate=tanh_not_squared)


def tanh_of_input(z, activation):
    a, slope = _activate(z, activation)
    return a, 1 - z**2 if activation == "tanh" else slope


@misconception(
    "layer_gradient_norms/tanh-derivative-of-input",
    says="The slope of tanh becomes negative where z is large.",
    hint="Can tanh ever decrease?",
)
def norms_with_tanh_of_input(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation, activate=tanh_of_input)


def slope_of_value(z, activation):
    a = _activate(z, activation)[0]
    return a, _activate(a, activation)[1]


@misconception(
    "layer_gradient_norms/slope-of-activation-value",
    says="The slope is taken at the activation, not at the pre-activation.",
    hint="Is the slope taken before or after the squashing?",
)
def norms_with_slope_of_value(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation, activate=slope_of_value)


def relu_open_at_zero(z, activation):
    a, slope = _activate(z, activation)
    return a, np.where(z >= 0, 1.0, 0.0) if activation == "relu" else slope


@misconception(
    "layer_gradient_norms/relu-slope-1-at-0",
    says="The slope of ReLU is 1 at exactly 0.",
    hint="On which side of the kink does the docstring put 0?",
)
def norms_with_relu_open_at_zero(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation, activate=relu_open_at_zero)


def leaky_slope(z, activation):
    a, slope = _activate(z, activation)
    return a, np.where(z > 0, 1.0, 0.01) if activation == "relu" else slope


@misconception(
    "layer_gradient_norms/leaky-slope-for-relu",
    says="The gate of ReLU lets a little through where it is shut.",
    hint="How does ReLU change when z moves from -2 to -1?",
)
def norms_with_leaky_slope(parameters, x, labels, activation):
    return norms_with(parameters, x, labels, activation, activate=leaky_slope)


@misconception(
    "layer_gradient_norms/activation-slope-missing",
    says="The slopes of the activations are left out.",
    hint="Which box between the layers was skipped on the way back?",
)
def norms_without_slope(parameters, x, labels, activation):
    def back(delta, W, slope):
        return delta @ W.T

    return norms_with(parameters, x, labels, activation, back=back)


@misconception(
    "layer_gradient_norms/relu-gate-on-upstream",
    says="The gate of ReLU follows the sign of the error that arrives.",
    hint="What decides whether the gate was open on the way forward?",
)
def norms_with_gate_on_upstream(parameters, x, labels, activation):
    def back(delta, W, slope):
        upstream = delta @ W.T
        return np.maximum(upstream, 0) if activation == "relu" else upstream * slope

    return norms_with(parameters, x, labels, activation, back=back)


@misconception(
    "layer_gradient_norms/propagates-untransposed",
    says="The error travels through the weights in the forward direction.",
    hint="Is the edge between two layers travelled the other way on the way back?",
)
def norms_untransposed(parameters, x, labels, activation):
    def back(delta, W, slope):
        return (delta @ W) * slope

    return norms_with(parameters, x, labels, activation, back=back)


@misconception(
    "layer_gradient_norms/weight-gradient-wrong-input",
    says="The weight gradients are made with pre-activations.",
    hint="What did these weights multiply on the way forward?",
)
def norms_of_pre_activations(parameters, x, labels, activation):
    inputs, deltas = passes(parameters, x, labels, activation)
    before = [x] + [
        a @ parameters[f"W{layer}"] + parameters[f"b{layer}"]
        for layer, a in enumerate(inputs[:-1], 1)
    ]
    return np.array([frobenius(z.T @ delta) for z, delta in zip(before, deltas, strict=True)])


@misconception(
    "layer_gradient_norms/parameters-used-up",
    says="The caller's dict of parameters was emptied.",
    hint="What does the caller hold in `parameters` after your call?",
)
def norms_popping(parameters, x, labels, activation):
    norms = norms_with(parameters, x, labels, activation)
    while parameters:
        parameters.popitem()
    return norms


def normal(rng, fan_in, fan_out, deviation):
    return deviation * rng.standard_normal((fan_in, fan_out))


def xavier_deviation(fan_in, fan_out):
    return np.sqrt(2 / (fan_in + fan_out))


def he_deviation(fan_in):
    return np.sqrt(2 / fan_in)


def alike(fan_in, fan_out, deviation):
    return np.full((fan_in, fan_out), deviation)


# The deviation of a standard normal variable that is drawn again beyond ±2.
OF_TRUNCATED = 0.87962566103423978


def truncated(rng, fan_in, fan_out, deviation):
    drawn = rng.standard_normal((fan_in, fan_out))
    while np.any(np.abs(drawn) > 2):
        drawn = np.where(np.abs(drawn) > 2, rng.standard_normal(drawn.shape), drawn)
    return deviation / OF_TRUNCATED * drawn


@misconception(
    "xavier_init/xavier-variance-as-deviation",
    says="The variance is used as the standard deviation.",
    hint="Does your generator ask for a variance or for a deviation?",
)
def xavier_variance(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, 2 / (fan_in + fan_out))


@misconception(
    "xavier_init/xavier-two-forgotten",
    says="The spread is that of the sum of both fans, not of their mean.",
    hint="Over how many layer sizes is the average taken that stands under the root?",
)
def xavier_without_two(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, np.sqrt(1 / (fan_in + fan_out)))


@misconception(
    "xavier_init/xavier-limit-for-deviation",
    says="The limit of the uniform version is used as the deviation of the normal one.",
    hint="What is the deviation of a uniform distribution that reaches from -a to a?",
)
def xavier_limit(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, np.sqrt(6 / (fan_in + fan_out)))


@misconception(
    "xavier_init/xavier-uniform",
    says="The weights are spread as widely as they should be, but they are uniform.",
    hint="What would a histogram of your weights look like, and what should it look like?",
)
def xavier_uniform(fan_in, fan_out, rng):
    limit = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, size=(fan_in, fan_out))


@misconception(
    "xavier_init/xavier-deviation-as-uniform-limit",
    says="The deviation asked for is used as the limit of a uniform distribution.",
    hint="What is the deviation of a uniform distribution that reaches from -a to a?",
)
def xavier_narrow_uniform(fan_in, fan_out, rng):
    limit = xavier_deviation(fan_in, fan_out)
    return rng.uniform(-limit, limit, size=(fan_in, fan_out))


@misconception(
    "xavier_init/xavier-fan-in-only",
    says="The spread depends on the number of inputs alone.",
    hint="On the way back, how many neurons send their errors to each input?",
)
def xavier_of_inputs(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, np.sqrt(1 / fan_in))


@misconception(
    "xavier_init/xavier-fan-out-only",
    says="The spread depends on the number of neurons alone.",
    hint="On the way forward, how many terms does each neuron add up?",
)
def xavier_of_outputs(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, np.sqrt(1 / fan_out))


@misconception(
    "xavier_init/he-for-xavier",
    says="The spread is that of the initialisation for ReLU layers.",
    hint="For which activation was each of the two rules made?",
)
def xavier_as_he(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, he_deviation(fan_in))


@misconception(
    "xavier_init/xavier-product-of-fans",
    says="The spread depends on the product of both fans.",
    hint="How are the two fans combined under the root?",
)
def xavier_of_product(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, np.sqrt(2 / (fan_in * fan_out)))


@misconception(
    "xavier_init/xavier-root-of-the-two-only",
    says="The root is taken of a part of the fraction only.",
    hint="How far does the root sign reach?",
)
def xavier_short_root(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, np.sqrt(2) / (fan_in + fan_out))


@misconception(
    "xavier_init/xavier-unscaled",
    says="The weights are standard normal, however large the layer is.",
    hint="What do the two fans change in your weights, beside the shape?",
)
def xavier_standard(fan_in, fan_out, rng):
    return rng.standard_normal((fan_in, fan_out))


@misconception(
    "xavier_init/xavier-deviation-as-mean",
    says="The deviation is passed where the generator takes the mean.",
    hint="What is the first argument of the generator's method that you call?",
)
def xavier_mean(fan_in, fan_out, rng):
    return rng.normal(xavier_deviation(fan_in, fan_out), size=(fan_in, fan_out))


@misconception(
    "xavier_init/xavier-small-constant-spread",
    says="The weights are small, by the same factor for layers of every size.",
    hint="What do the two fans change in your weights, beside the shape?",
)
def xavier_hundredth(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, 0.01)


@misconception(
    "xavier_init/xavier-never-negative",
    says="No weight is below 0.",
    hint="From where to where does the generator draw, and where should the middle be?",
)
def xavier_positive(fan_in, fan_out, rng):
    return xavier_deviation(fan_in, fan_out) * rng.random((fan_in, fan_out))


@misconception(
    "xavier_init/xavier-truncated",
    says="Weights far from 0 never occur: the distribution is truncated.",
    hint="How often should a normal weight lie beyond two deviations, and how often does yours?",
)
def xavier_cut(fan_in, fan_out, rng):
    return truncated(rng, fan_in, fan_out, xavier_deviation(fan_in, fan_out))


@misconception(
    "xavier_init/xavier-symmetric-init",
    says="Many weights are equal, so neurons are copies of one another.",
    hint="What makes two neurons of a layer differ, now and after a step of descent?",
)
def xavier_alike(fan_in, fan_out, rng):
    return alike(fan_in, fan_out, xavier_deviation(fan_in, fan_out))


@misconception(
    "xavier_init/xavier-transposed",
    says="The weights have one row a neuron instead of one row an input.",
    hint="In x @ W, with rows of x as samples, which axis of W meets the inputs?",
)
def xavier_turned(fan_in, fan_out, rng):
    return normal(rng, fan_out, fan_in, xavier_deviation(fan_in, fan_out))


@misconception(
    "xavier_init/xavier-global-random-numbers",
    says="The weights come from another source than the generator that was passed in.",
    hint="Who could make the same net again, and with what?",
)
def xavier_global(fan_in, fan_out, rng):
    return np.random.randn(fan_in, fan_out) * xavier_deviation(fan_in, fan_out)


@misconception(
    "xavier_init/xavier-own-fixed-seed",
    says="The weights are the same for every generator, and in every call.",
    hint="Two layers of one size in one net: should they start with the same weights?",
)
def xavier_seeded(fan_in, fan_out, rng):
    return normal(np.random.default_rng(0), fan_in, fan_out, xavier_deviation(fan_in, fan_out))


@misconception(
    "he_init/he-variance-as-deviation",
    says="The variance is used as the standard deviation.",
    hint="Does your generator ask for a variance or for a deviation?",
)
def he_variance(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, 2 / fan_in)


@misconception(
    "he_init/fan-out-for-fan-in",
    says="The spread depends on the number of neurons, not on that of the inputs.",
    hint="Count the inputs of one neuron: which axis of the weights is that?",
)
def he_of_outputs(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, he_deviation(fan_out))


@misconception(
    "he_init/he-two-forgotten",
    says="The weights are spread as for a layer that lets everything through.",
    hint="Which share of its inputs does a ReLU layer silence, and what makes up for that?",
)
def he_without_two(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, np.sqrt(1 / fan_in))


@misconception(
    "he_init/xavier-for-he",
    says="The spread depends on both fans.",
    hint="Which of the two fans belongs to the way forward?",
)
def he_as_xavier(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, xavier_deviation(fan_in, fan_out))


@misconception(
    "he_init/he-limit-for-deviation",
    says="The limit of the uniform version is used as the deviation of the normal one.",
    hint="What is the deviation of a uniform distribution that reaches from -a to a?",
)
def he_limit(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, np.sqrt(6 / fan_in))


@misconception(
    "he_init/he-uniform",
    says="The weights are spread as widely as they should be, but they are uniform.",
    hint="What would a histogram of your weights look like, and what should it look like?",
)
def he_uniform(fan_in, fan_out, rng):
    limit = np.sqrt(6 / fan_in)
    return rng.uniform(-limit, limit, size=(fan_in, fan_out))


@misconception(
    "he_init/uniform-limit-as-deviation",
    says="The deviation asked for is used as the limit of a uniform distribution.",
    hint="What is the deviation of a uniform distribution that reaches from -a to a?",
)
def he_narrow_uniform(fan_in, fan_out, rng):
    limit = he_deviation(fan_in)
    return rng.uniform(-limit, limit, size=(fan_in, fan_out))


@misconception(
    "he_init/he-root-of-the-two-only",
    says="The root is taken of the numerator only.",
    hint="How far does the root sign reach?",
)
def he_short_root(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, np.sqrt(2) / fan_in)


@misconception(
    "he_init/he-two-outside-the-root",
    says="The root is taken of the denominator only.",
    hint="How far does the root sign reach?",
)
def he_late_root(fan_in, fan_out, rng):
    return normal(rng, fan_in, fan_out, 2 / np.sqrt(fan_in))


@misconception(
    "he_init/he-unscaled",
    says="The weights are standard normal, however large the layer is.",
    hint="What does the number of inputs change in your weights, beside the shape?",
)
def he_standard(fan_in, fan_out, rng):
    return rng.standard_normal((fan_in, fan_out))


@misconception(
    "he_init/he-deviation-as-mean",
    says="The deviation is passed where the generator takes the mean.",
    hint="What is the first argument of the generator's method that you call?",
)
def he_mean(fan_in, fan_out, rng):
    return rng.normal(he_deviation(fan_in), size=(fan_in, fan_out))


@misconception(
    "he_init/he-never-negative",
    says="No weight is below 0.",
    hint="From where to where does the generator draw, and where should the middle be?",
)
def he_positive(fan_in, fan_out, rng):
    return he_deviation(fan_in) * rng.random((fan_in, fan_out))


@misconception(
    "he_init/he-truncated",
    says="Weights far from 0 never occur: the distribution is truncated.",
    hint="How often should a normal weight lie beyond two deviations, and how often does yours?",
)
def he_cut(fan_in, fan_out, rng):
    return truncated(rng, fan_in, fan_out, he_deviation(fan_in))


@misconception(
    "he_init/symmetric-init",
    says="Many weights are equal, so neurons are copies of one another.",
    hint="What makes two neurons of a layer differ, now and after a step of descent?",
)
def he_alike(fan_in, fan_out, rng):
    return alike(fan_in, fan_out, he_deviation(fan_in))


@misconception(
    "he_init/he-transposed",
    says="The weights have one row a neuron instead of one row an input.",
    hint="In x @ W, with rows of x as samples, which axis of W meets the inputs?",
)
def he_turned(fan_in, fan_out, rng):
    return normal(rng, fan_out, fan_in, he_deviation(fan_in))


@misconception(
    "he_init/he-global-random-numbers",
    says="The weights come from another source than the generator that was passed in.",
    hint="Who could make the same net again, and with what?",
)
def he_global(fan_in, fan_out, rng):
    return np.random.randn(fan_in, fan_out) * he_deviation(fan_in)


@misconception(
    "he_init/he-own-fixed-seed",
    says="The weights are the same for every generator, and in every call.",
    hint="Two layers of one size in one net: should they start with the same weights?",
)
def he_seeded(fan_in, fan_out, rng):
    return normal(np.random.default_rng(0), fan_in, fan_out, he_deviation(fan_in))


def lengths(gradients):
    return [float(np.sqrt(np.sum(g**2))) for g in gradients.values()]


@misconception(
    "global_norm/global-norm-without-root",
    says="The squares are summed, and no root is taken.",
    hint="If every gradient doubled, what should the norm do, and what does yours?",
)
def global_squares(gradients):
    return float(sum(np.sum(g**2) for g in gradients.values()))


@misconception(
    "global_norm/sum-of-norms",
    says="The norms of the arrays are added.",
    hint="One step east and one step north: how far is that from the start?",
)
def global_sum_of_norms(gradients):
    return sum(lengths(gradients))


@misconception(
    "global_norm/mean-of-norms",
    says="The norms of the arrays are averaged.",
    hint="Cut one array in two: should the global norm change?",
)
def global_mean_of_norms(gradients):
    return sum(lengths(gradients)) / len(gradients)


@misconception(
    "global_norm/largest-norm",
    says="Only the array with the longest gradient counts.",
    hint="What would your number be if all the other gradients were 0?",
)
def global_largest_norm(gradients):
    return max(lengths(gradients))


@misconception(
    "global_norm/largest-element",
    says="Only the largest element counts.",
    hint="What would your number be if all the other elements were 0?",
)
def global_largest_element(gradients):
    return max(float(np.max(np.abs(g))) for g in gradients.values())


@misconception(
    "global_norm/global-root-mean-square",
    says="The squares are averaged, not summed.",
    hint="Should a vector with more elements of the same size be longer?",
)
def global_root_mean_square(gradients):
    return float(np.sqrt(np.mean(np.concatenate([g.ravel() for g in gradients.values()]) ** 2)))


@misconception(
    "global_norm/sum-of-magnitudes",
    says="The magnitudes are summed.",
    hint="How long is the vector (3, 4)?",
)
def global_magnitudes(gradients):
    return float(sum(np.sum(np.abs(g)) for g in gradients.values()))


@misconception(
    "global_norm/summed-before-squared",
    says="The elements are summed before they are squared.",
    hint="How long is the vector (1, -1)?",
)
def global_square_of_sum(gradients):
    return float(np.sqrt(sum(np.sum(g) ** 2 for g in gradients.values())))


@misconception(
    "global_norm/biases-left-out",
    says="Only the weights count.",
    hint="Which parameters will be moved by these gradients?",
)
def global_of_weights(gradients):
    return float(np.sqrt(sum(np.sum(g**2) for name, g in gradients.items() if name[0] == "W")))


@misconception(
    "global_norm/global-spectral",
    says="Matrices enter with their spectral norm.",
    hint="Which norm of a matrix is the length of all of its elements together?",
)
def global_spectral(gradients):
    return float(np.sqrt(sum(np.linalg.norm(g, 2) ** 2 for g in gradients.values())))


@misconception(
    "global_norm/gradients-squared-in-place",
    says="The caller's gradients were squared.",
    hint="Which gradients will the next step of descent use?",
)
def global_in_place(gradients):
    norm = global_norm_right(gradients)
    for g in gradients.values():
        np.square(g, out=g)
    return norm


# The reference under a name that stays when a wrong variant takes over its own.
global_norm_right = global_norm


def scaled(gradients, factor):
    return {name: g * factor for name, g in gradients.items()}


@misconception(
    "clip_by_global_norm/clip-per-tensor",
    says="Every array is clipped by its own norm, so they no longer point the same way together.",
    hint="Which vector's length is limited: that of each array, or that of all together?",
)
def clip_each(gradients, max_norm):
    clipped = {}
    for name, g in gradients.items():
        length = float(np.sqrt(np.sum(g**2)))
        clipped[name] = g * (max_norm / length) if length > max_norm else g
    return clipped, global_norm(gradients)


@misconception(
    "clip_by_global_norm/clip-per-layer",
    says="Every layer is clipped by its own norm.",
    hint="Which vector's length is limited: that of each layer, or that of all together?",
)
def clip_layers(gradients, max_norm):
    clipped = {}
    for name, g in gradients.items():
        pair = [gradients[kind + name[1:]] for kind in "Wb"]
        length = float(np.sqrt(sum(np.sum(one**2) for one in pair)))
        clipped[name] = g * (max_norm / length) if length > max_norm else g
    return clipped, global_norm(gradients)


@misconception(
    "clip_by_global_norm/clip-always",
    says="Short gradients are stretched to the limit.",
    hint="Does the limit bind when the norm is below it?",
)
def clip_always(gradients, max_norm):
    norm = np.float64(global_norm(gradients))
    return scaled(gradients, max_norm / norm), norm


@misconception(
    "clip_by_global_norm/clip-by-value",
    says="Each element is cut off at the limit, which turns the gradient another way.",
    hint="Is it the elements or the length that must not become too large?",
)
def clip_elements(gradients, max_norm):
    clipped = {name: np.clip(g, -max_norm, max_norm) for name, g in gradients.items()}
    return clipped, global_norm(gradients)


@misconception(
    "clip_by_global_norm/clip-returns-norm-after",
    says="The norm that comes back is that of the clipped gradients.",
    hint="Which of the two norms would tell you that the gradient had exploded?",
)
def clip_measuring_late(gradients, max_norm):
    norm = global_norm(gradients)
    clipped = scaled(gradients, max_norm / norm) if norm > max_norm else gradients
    return clipped, global_norm(clipped)


@misconception(
    "clip_by_global_norm/clip-in-place",
    says="The caller's gradients were changed.",
    hint="Could the caller still look at the gradients from before the clipping?",
)
def clip_in_place(gradients, max_norm):
    norm = global_norm(gradients)
    if norm > max_norm:
        for g in gradients.values():
            g *= max_norm / norm
    return gradients, norm


@misconception(
    "clip_by_global_norm/clip-epsilon-beside-norm",
    says="A small number is added to the norm, so the result is a little too short.",
    hint="What exactly is the norm of what you return, to all digits?",
)
def clip_with_epsilon(gradients, max_norm):
    norm = global_norm(gradients)
    return scaled(gradients, min(1.0, max_norm / (norm + 1e-6))), norm


@misconception(
    "clip_by_global_norm/clip-divides-by-zero",
    says="The limit is divided by the norm even where all gradients are 0.",
    hint="What is your factor when every gradient is 0?",
)
def clip_dividing_first(gradients, max_norm):
    norm = np.float64(global_norm(gradients))
    return scaled(gradients, float(np.minimum(1.0, max_norm / norm))), norm


@misconception(
    "clip_by_global_norm/clip-factor-upside-down",
    says="Gradients that are too long become even longer.",
    hint="Is your factor above or below 1 when the norm is above the limit?",
)
def clip_stretching(gradients, max_norm):
    norm = global_norm(gradients)
    return scaled(gradients, norm / max_norm if norm > max_norm else 1.0), norm


@misconception(
    "clip_by_global_norm/clip-to-unit-length",
    says="Gradients that are too long get the length 1, whatever the limit is.",
    hint="What does your result do when the limit becomes ten times as large?",
)
def clip_to_one(gradients, max_norm):
    norm = global_norm(gradients)
    return scaled(gradients, 1 / norm if norm > max_norm else 1.0), norm


@misconception(
    "clip_by_global_norm/clip-multiplied-by-limit",
    says="Gradients that are too long are multiplied by the limit itself.",
    hint="How long is your result if the norm was 10 and the limit is 5?",
)
def clip_times_limit(gradients, max_norm):
    norm = global_norm(gradients)
    return scaled(gradients, max_norm if norm > max_norm else 1.0), norm


@misconception(
    "clip_by_global_norm/clip-by-squared-norm",
    says="The factor is made with the square of the norm.",
    hint="Gradients twice as long as the limit: by which factor must they shrink?",
)
def clip_by_square(gradients, max_norm):
    norm = global_norm(gradients)
    return scaled(gradients, max_norm / norm**2 if norm > max_norm else 1.0), norm


@misconception(
    "clip_by_global_norm/clip-root-of-factor",
    says="The factor is the root of what it should be.",
    hint="Gradients twice as long as the limit: by which factor must they shrink?",
)
def clip_by_root(gradients, max_norm):
    norm = global_norm(gradients)
    return scaled(gradients, np.sqrt(max_norm / norm) if norm > max_norm else 1.0), norm


@misconception(
    "clip_by_global_norm/clip-weights-only",
    says="The biases are left as long as they were.",
    hint="What is the global norm of the gradients that you return?",
)
def clip_weights(gradients, max_norm):
    norm = global_norm(gradients)
    factor = min(1.0, max_norm / norm) if norm else 1.0
    return {n: g * factor if n[0] == "W" else g for n, g in gradients.items()}, norm


@misconception(
    "clip_by_global_norm/clip-condition-reversed",
    says="What is too long is left alone, and what is short enough is stretched.",
    hint="On which side of the limit should something happen?",
)
def clip_reversed(gradients, max_norm):
    norm = global_norm(gradients)
    return scaled(gradients, max_norm / norm if 0 < norm < max_norm else 1.0), norm


@misconception(
    "clip_by_global_norm/clip-drops-long-gradients",
    says="Gradients that are too long are set to 0.",
    hint="Is the direction of a gradient worthless when it is long?",
)
def clip_to_nothing(gradients, max_norm):
    norm = global_norm(gradients)
    return scaled(gradients, 0.0 if norm > max_norm else 1.0), norm


@misconception(
    "clip_by_global_norm/clip-never",
    says="The gradients come back as long as they were.",
    hint="Which of your two dicts do you return: the old one or the shortened one?",
)
def clip_never(gradients, max_norm):
    return gradients, global_norm(gradients)


@misconception(
    "clip_by_global_norm/clip-results-exchanged",
    says="The norm comes first and the gradients second.",
    hint="In which order does the docstring name the two results?",
)
def clip_exchanged(gradients, max_norm):
    norm = global_norm(gradients)
    return norm, scaled(gradients, max_norm / norm) if norm > max_norm else gradients


def kind(ratio, low=1e-2, high=1e2):
    if ratio < low:
        return "vanishing"
    return "exploding" if ratio > high else "healthy"


@misconception(
    "classify_gradient_flow/ratio-upside-down",
    says="Vanishing and exploding have changed places.",
    hint="Gradients arrive at the last layer first. What is r if little of them reaches the first?",
)
def classify_upside_down(norms):
    return {"vanishing": "exploding", "exploding": "vanishing"}.get(
        kind(norms[0] / norms[-1]), "healthy"
    )


@misconception(
    "classify_gradient_flow/limits-exchanged",
    says="The two limits have changed places, so that nothing is ever healthy.",
    hint="What does your code say when all norms are equal?",
)
def classify_exchanged(norms):
    return kind(norms[0] / norms[-1], 1e2, 1e-2)


@misconception(
    "classify_gradient_flow/limits-included",
    says="A ratio at exactly a limit is not counted as healthy.",
    hint="What does the docstring say about a ratio of exactly 100?",
)
def classify_inclusive(norms):
    ratio = norms[0] / norms[-1]
    if ratio <= 1e-2:
        return "vanishing"
    return "exploding" if ratio >= 1e2 else "healthy"


@misconception(
    "classify_gradient_flow/limits-of-ten",
    says="The limits are closer to 1 than they should be.",
    hint="What does the docstring call a ratio of 20?",
)
def classify_at_ten(norms):
    return kind(norms[0] / norms[-1], 0.1, 10)


@misconception(
    "classify_gradient_flow/natural-logarithm",
    says="The logarithm of the ratio has another base than its limits.",
    hint="What is your logarithm of 100?",
)
def classify_natural(norms):
    return kind(np.log(norms[0] / norms[-1]) if norms[0] > 0 else -np.inf, -2, 2)


@misconception(
    "classify_gradient_flow/first-norm-alone",
    says="Only the first layer's norm counts.",
    hint="If the loss were multiplied by 1000, would the gradient flow any differently?",
)
def classify_first(norms):
    return kind(norms[0])


@misconception(
    "classify_gradient_flow/difference-for-ratio",
    says="The norms are subtracted, not divided.",
    hint="If the loss were multiplied by 1000, would the gradient flow any differently?",
)
def classify_difference(norms):
    return kind(norms[0] - norms[-1])


@misconception(
    "classify_gradient_flow/extremes-compared",
    says="The smallest and the largest norm are compared, wherever they stand.",
    hint="Which two layers does r speak of?",
)
def classify_extremes(norms):
    return kind(np.min(norms) / np.max(norms))


@misconception(
    "classify_gradient_flow/mean-for-last",
    says="The first norm is compared with the mean of all.",
    hint="Which two layers does r speak of?",
)
def classify_mean(norms):
    return kind(norms[0] / np.mean(norms))


@misconception(
    "classify_gradient_flow/neighbour-for-last",
    says="The first norm is compared with that of the next layer.",
    hint="Which two layers does r speak of, and which are they if there is only one?",
)
def classify_neighbour(norms):
    return kind(norms[0] / norms[1])


@misconception(
    "classify_gradient_flow/answer-capitalised",
    says="The answer is spelt with a capital letter.",
    hint="Which three strings does the docstring name, to the letter?",
)
def classify_capitals(norms):
    return kind(norms[0] / norms[-1]).capitalize()
