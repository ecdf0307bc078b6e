"""Wrong implementations that students really write."""

import warnings

import numpy as np

from autograder.rubric import misconception

from .solution import (
    _sigmoid,
    batch_norm_backward,
    batch_norm_forward,
    lstm_backward,
    lstm_forward,
    lstm_step_backward,
    lstm_step_forward,
    residual_backward,
    residual_forward,
)

# The reference under names that stay when a wrong variant takes over its own.
right_batch_norm = batch_norm_forward
right_batch_norm_backward = batch_norm_backward
right_residual = residual_forward
right_residual_backward = residual_backward
right_step = lstm_step_forward
right_step_backward = lstm_step_backward
right_over_time = lstm_backward

# For those who keep a cache in a global variable: the latest cache of each forward function.
LATEST = {}


def noting_cache(forward):
    def noted(*arguments, **named):
        results = forward(*arguments, **named)
        cache_place = 2 if forward is right_step else 1
        LATEST[forward.__name__] = results[cache_place]
        return results

    return noted


batch_norm_forward = noting_cache(batch_norm_forward)
residual_forward = noting_cache(residual_forward)
lstm_step_forward = noting_cache(lstm_step_forward)
lstm_forward = noting_cache(lstm_forward)


# Batch normalisation, forward.


def moved_on(running, mean, variance, momentum):
    return {
        "mean": momentum * running["mean"] + (1 - momentum) * mean,
        "var": momentum * running["var"] + (1 - momentum) * variance,
    }


def scaled(x, gamma, beta, mean, deviation, running):
    """Output, cache and running averages as the reference forms them."""
    return gamma * (x - mean) / deviation + beta, (x, gamma, mean, deviation), running


def variance_of_a_sample(x):
    with warnings.catch_warnings():  # a batch of one row has none: NaN is enough
        warnings.simplefilter("ignore")
        return x.var(axis=0, ddof=1)


@misconception(
    "batch_norm_forward/bn-ddof",
    says="The variance is that of a sample: it divides by one less than the number of rows.",
    hint="By what does the specification divide the sum of squares: by N or by N − 1?",
)
def batch_norm_of_a_sample(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    if not training:
        return right_batch_norm(x, gamma, beta, running, training, momentum, epsilon)
    mean, variance = x.mean(axis=0), variance_of_a_sample(x)
    running = moved_on(running, mean, variance, momentum)
    return scaled(x, gamma, beta, mean, np.sqrt(variance + epsilon), running)


@misconception(
    "batch_norm_forward/bn-running-ddof",
    says="The output is right, but the variance that goes into the running average divides by one "
    "less than the number of rows, as a well-known library does it.",
    hint="Does the specification speak of one variance of the batch, or of two?",
)
def batch_norm_running_of_a_sample(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    out, cache, new = right_batch_norm(x, gamma, beta, running, training, momentum, epsilon)
    if training:
        new = moved_on(running, x.mean(axis=0), variance_of_a_sample(x), momentum)
    return out, cache, new


@misconception(
    "batch_norm_forward/bn-momentum-swapped",
    says="The weights of the running averages are exchanged: the batch gets that of the past.",
    hint="With momentum 0.9, how much of the old average should survive a step?",
)
def batch_norm_swapped_momentum(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    return right_batch_norm(x, gamma, beta, running, training, 1 - momentum, epsilon)


@misconception(
    "batch_norm_forward/bn-running-replaced",
    says="The running averages are those of the last batch; the past is forgotten.",
    hint="After a hundred batches, how many of them should the running averages remember?",
)
def batch_norm_forgetting(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    return right_batch_norm(x, gamma, beta, running, training, 0.0, epsilon)


@misconception(
    "batch_norm_forward/bn-running-never-moves",
    says="Training leaves the running averages as they were.",
    hint="From where is evaluation to know the mean of the data?",
)
def batch_norm_standing(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    return right_batch_norm(x, gamma, beta, running, training, 1.0, epsilon)


@misconception(
    "batch_norm_forward/bn-running-deviation",
    says="The running average under `var` collects deviations, not variances.",
    hint="Is what you put into `var` measured in the units of x, or in their square?",
)
def batch_norm_running_deviation(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    out, cache, new = right_batch_norm(x, gamma, beta, running, training, momentum, epsilon)
    if training:
        new = moved_on(running, x.mean(axis=0), x.std(axis=0), momentum)
    return out, cache, new


@misconception(
    "batch_norm_forward/bn-running-in-place",
    says="The caller's running averages were changed as well.",
    hint="Could the caller still compare the averages from before the call with the new ones?",
)
def batch_norm_changing_running(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    out, cache, new = right_batch_norm(x, gamma, beta, running, training, momentum, epsilon)
    running.update(new)
    return out, cache, running


@misconception(
    "batch_norm_forward/bn-input-in-place",
    says="x was centred in place, so the caller's x has changed.",
    hint="Does `-=` make a new array?",
)
def batch_norm_changing_x(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    kept = x.copy()
    out, (_, gamma, mean, deviation), running = right_batch_norm(
        x, gamma, beta, running, training, momentum, epsilon
    )
    x -= mean
    return out, (kept, gamma, mean, deviation), running


@misconception(
    "batch_norm_forward/bn-eval-batch-statistics",
    says="Evaluation still uses the statistics of the batch.",
    hint="When the net is in use, should the answer for one row depend on its neighbours?",
)
def batch_norm_always_of_batch(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    out, cache, new = right_batch_norm(x, gamma, beta, running, True, momentum, epsilon)
    return out, cache, new if training else running


@misconception(
    "batch_norm_forward/bn-mode-ignored",
    says="Evaluation does all that training does: batch statistics, and new running averages.",
    hint="Which of your lines look at `training`?",
)
def batch_norm_always_training(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    return right_batch_norm(x, gamma, beta, running, True, momentum, epsilon)


@misconception(
    "batch_norm_forward/bn-modes-swapped",
    says="The two modes are exchanged.",
    hint="In which mode is there a batch to learn from?",
)
def batch_norm_other_mode(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    return right_batch_norm(x, gamma, beta, running, not training, momentum, epsilon)


@misconception(
    "batch_norm_forward/bn-eval-updates-running",
    says="Evaluation moves the running averages towards the batch that it sees.",
    hint="Should looking at test data change the net?",
)
def batch_norm_learning_in_evaluation(
    x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5
):
    out, cache, _ = right_batch_norm(x, gamma, beta, running, training, momentum, epsilon)
    return out, cache, moved_on(running, x.mean(axis=0), x.var(axis=0), momentum)


@misconception(
    "batch_norm_forward/bn-training-running-statistics",
    says="Training normalises with the updated running averages, not with the batch's own numbers.",
    hint="After normalising a batch in training, what are its mean and its variance?",
)
def batch_norm_by_running(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    _, _, running = right_batch_norm(x, gamma, beta, running, training, momentum, epsilon)
    deviation = np.sqrt(running["var"] + epsilon)
    return scaled(x, gamma, beta, running["mean"], deviation, running)


@misconception(
    "batch_norm_forward/bn-epsilon-outside-root",
    says="ε is added to the deviation instead of the variance.",
    hint="Does ε stand inside or outside the root in the specification?",
)
def batch_norm_epsilon_outside(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    _, (_, _, mean, deviation), running = right_batch_norm(
        x, gamma, beta, running, training, momentum, 0.0
    )
    return scaled(x, gamma, beta, mean, deviation + epsilon, running)


@misconception(
    "batch_norm_forward/bn-epsilon-forgotten",
    says="ε plays no part, so a feature that never changes divides by 0.",
    hint="What comes out for a feature that is the same in all rows?",
)
def batch_norm_without_epsilon(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    return right_batch_norm(x, gamma, beta, running, training, momentum, 0.0)


@misconception(
    "batch_norm_forward/bn-epsilon-fixed",
    says="ε is always the default, whatever the call says.",
    hint="Who decides on ε: you or the caller?",
)
def batch_norm_fixed_epsilon(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    return right_batch_norm(x, gamma, beta, running, training, momentum, 1e-5)


@misconception(
    "batch_norm_forward/bn-no-root",
    says="The centred numbers are divided by the variance.",
    hint="If x is in metres, what is the unit of the variance, and what should be left?",
)
def batch_norm_by_variance(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    _, (_, _, mean, deviation), running = right_batch_norm(
        x, gamma, beta, running, training, momentum, epsilon
    )
    return scaled(x, gamma, beta, mean, deviation**2, running)


@misconception(
    "batch_norm_forward/bn-eval-no-root",
    says="In evaluation the running variance is used as if it were a deviation.",
    hint="What has to happen to `var` before you may divide by it?",
)
def batch_norm_evaluation_without_root(
    x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5
):
    if training:
        return right_batch_norm(x, gamma, beta, running, training, momentum, epsilon)
    return scaled(x, gamma, beta, running["mean"], running["var"] + epsilon, running)


@misconception(
    "batch_norm_forward/bn-normalises-rows",
    says="Each row is normalised over its features, not each feature over the rows.",
    hint="Along which axis lie the values of one feature?",
)
def batch_norm_by_row(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    if not training:
        return right_batch_norm(x, gamma, beta, running, training, momentum, epsilon)
    mean, variance = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    new = moved_on(running, x.mean(axis=0), x.var(axis=0), momentum)
    return scaled(x, gamma, beta, mean, np.sqrt(variance + epsilon), new)


@misconception(
    "batch_norm_forward/bn-one-mean-for-all",
    says="One mean and one variance serve all features together.",
    hint="A feature in metres beside one in grams: what would their common mean say?",
)
def batch_norm_of_everything(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    if not training:
        return right_batch_norm(x, gamma, beta, running, training, momentum, epsilon)
    mean, variance = np.full(x.shape[1], x.mean()), np.full(x.shape[1], x.var())
    running = moved_on(running, mean, variance, momentum)
    return scaled(x, gamma, beta, mean, np.sqrt(variance + epsilon), running)


@misconception(
    "batch_norm_forward/bn-not-centred",
    says="The mean is not subtracted.",
    hint="What is the mean of your normalised feature?",
)
def batch_norm_uncentred(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    _, (_, _, mean, deviation), running = right_batch_norm(
        x, gamma, beta, running, training, momentum, epsilon
    )
    return scaled(x, gamma, beta, 0 * mean, deviation, running)


@misconception(
    "batch_norm_forward/bn-not-scaled",
    says="The normalised numbers come out as they are: γ and β play no part.",
    hint="What may the next layer prefer to mean 0 and variance 1, and who learns that?",
)
def batch_norm_unscaled(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    _, cache, running = right_batch_norm(x, gamma, beta, running, training, momentum, epsilon)
    _, _, mean, deviation = cache
    return (x - mean) / deviation, cache, running


@misconception(
    "batch_norm_forward/bn-eval-not-scaled",
    says="In evaluation γ and β are left out.",
    hint="What did the net learn γ and β for, if evaluation does not use them?",
)
def batch_norm_evaluation_unscaled(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    out, cache, new = right_batch_norm(x, gamma, beta, running, training, momentum, epsilon)
    return out if training else (out - beta) / gamma, cache, new


@misconception(
    "batch_norm_forward/bn-beta-scaled",
    says="β is added before the scaling, so γ scales it, too.",
    hint="Which of scaling and shifting comes first?",
)
def batch_norm_shift_first(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    return right_batch_norm(x, gamma, gamma * beta, running, training, momentum, epsilon)


# Batch normalisation, backward.


def normalised_of(cache):
    x, _, mean, deviation = cache
    return (x - mean) / deviation


def with_dx(upstream, cache, dx):
    _, dgamma, dbeta = right_batch_norm_backward(upstream, cache)
    return dx, dgamma, dbeta


def with_epsilon(cache, epsilon):
    x, gamma, mean, _ = cache
    return x, gamma, mean, np.sqrt(x.var(axis=0) + epsilon)


@misconception(
    "batch_norm_backward/bn-statistics-constant",
    says="Mean and variance are treated as constants.",
    hint="Does moving one row move the mean and the variance of its feature?",
)
def batch_norm_constant_statistics(upstream, cache):
    _, gamma, _, deviation = cache
    return with_dx(upstream, cache, upstream * gamma / deviation)


@misconception(
    "batch_norm_backward/bn-no-variance-path",
    says="The way through the variance is missing.",
    hint="What if every x moved twice as far away from the mean: would the output change?",
)
def batch_norm_without_variance_path(upstream, cache):
    _, gamma, _, deviation = cache
    scaled_upstream = upstream * gamma
    dx = (scaled_upstream - scaled_upstream.mean(axis=0)) / deviation
    return with_dx(upstream, cache, dx)


@misconception(
    "batch_norm_backward/bn-no-mean-path",
    says="The way through the mean is missing.",
    hint="What if every x of a feature grew by the same amount: would the output change?",
)
def batch_norm_without_mean_path(upstream, cache):
    _, gamma, _, deviation = cache
    normalised, scaled_upstream = normalised_of(cache), upstream * gamma
    along = (scaled_upstream * normalised).mean(axis=0)
    return with_dx(upstream, cache, (scaled_upstream - normalised * along) / deviation)


@misconception(
    "batch_norm_backward/bn-sums-for-means",
    says="Mean and variance pass on their gradients without having divided by N.",
    hint="How much does the mean of N rows move when one of them moves by 1?",
)
def batch_norm_sums(upstream, cache):
    _, gamma, _, deviation = cache
    normalised, scaled_upstream = normalised_of(cache), upstream * gamma
    along = (scaled_upstream * normalised).sum(axis=0)
    dx = (scaled_upstream - scaled_upstream.sum(axis=0) - normalised * along) / deviation
    return with_dx(upstream, cache, dx)


@misconception(
    "batch_norm_backward/bn-variance-path-doubled",
    says="The way through the variance counts twice: a constant of the root's slope is missing.",
    hint="What is the slope of a square root, or of one over a square root, constants included?",
)
def batch_norm_variance_doubled(upstream, cache):
    _, gamma, _, deviation = cache
    normalised, scaled_upstream = normalised_of(cache), upstream * gamma
    along = 2 * (scaled_upstream * normalised).mean(axis=0)
    dx = (scaled_upstream - scaled_upstream.mean(axis=0) - normalised * along) / deviation
    return with_dx(upstream, cache, dx)


@misconception(
    "batch_norm_backward/bn-variance-path-halved",
    says="The way through the variance counts half: a factor of the square's slope is missing.",
    hint="What is the slope of a square?",
)
def batch_norm_variance_halved(upstream, cache):
    _, gamma, _, deviation = cache
    normalised, scaled_upstream = normalised_of(cache), upstream * gamma
    along = (scaled_upstream * normalised).mean(axis=0) / 2
    dx = (scaled_upstream - scaled_upstream.mean(axis=0) - normalised * along) / deviation
    return with_dx(upstream, cache, dx)


@misconception(
    "batch_norm_backward/bn-variance-path-sign",
    says="The way through the variance has the wrong sign.",
    hint="When the variance grows, do the normalised numbers grow or shrink?",
)
def batch_norm_variance_sign(upstream, cache):
    _, gamma, _, deviation = cache
    normalised, scaled_upstream = normalised_of(cache), upstream * gamma
    along = (scaled_upstream * normalised).mean(axis=0)
    dx = (scaled_upstream - scaled_upstream.mean(axis=0) + normalised * along) / deviation
    return with_dx(upstream, cache, dx)


@misconception(
    "batch_norm_backward/bn-variance-path-power",
    says="The slope of the division by the root has the wrong power of the variance.",
    hint="By how much does the power of a variable fall when it is differentiated?",
)
def batch_norm_variance_power(upstream, cache):
    _, gamma, _, deviation = cache
    normalised, scaled_upstream = normalised_of(cache), upstream * gamma
    along = (scaled_upstream * normalised).mean(axis=0) * deviation**2
    dx = (scaled_upstream - scaled_upstream.mean(axis=0) - normalised * along) / deviation
    return with_dx(upstream, cache, dx)


@misconception(
    "batch_norm_backward/bn-gamma-missing",
    says="dx takes no notice of γ.",
    hint="If γ were 0, could x change the output?",
)
def batch_norm_without_gamma(upstream, cache):
    x, gamma, mean, deviation = cache
    one = np.ones_like(gamma)
    return with_dx(
        upstream, cache, right_batch_norm_backward(upstream, (x, one, mean, deviation))[0]
    )


@misconception(
    "batch_norm_backward/bn-deviation-missing",
    says="The division by the deviation is missing in dx.",
    hint="How far does the normalised number move when x moves by one deviation?",
)
def batch_norm_undivided(upstream, cache):
    dx, dgamma, dbeta = right_batch_norm_backward(upstream, cache)
    return dx * cache[3], dgamma, dbeta


@misconception(
    "batch_norm_backward/bn-deviation-multiplied",
    says="The gradient is multiplied by the deviation where it has to be divided.",
    hint="Do widely spread features react more or less to a small change of x?",
)
def batch_norm_multiplied(upstream, cache):
    dx, dgamma, dbeta = right_batch_norm_backward(upstream, cache)
    return dx * cache[3] ** 2, dgamma, dbeta


@misconception(
    "batch_norm_backward/bn-epsilon-missing-in-backward",
    says="The backward pass divides by a deviation without ε.",
    hint="By which number did the forward pass divide?",
)
def batch_norm_backward_without_epsilon(upstream, cache):
    return right_batch_norm_backward(upstream, with_epsilon(cache, 0.0))


@misconception(
    "batch_norm_backward/bn-epsilon-default-in-backward",
    says="The backward pass uses the default ε, not the one that the forward pass was given.",
    hint="How does your backward pass learn which ε was used?",
)
def batch_norm_backward_default_epsilon(upstream, cache):
    return right_batch_norm_backward(upstream, with_epsilon(cache, 1e-5))


@misconception(
    "batch_norm_backward/bn-dgamma-raw",
    says="The gradient of γ is made with x itself.",
    hint="What did γ multiply on the way forward?",
)
def batch_norm_dgamma_raw(upstream, cache):
    dx, _, dbeta = right_batch_norm_backward(upstream, cache)
    return dx, (upstream * cache[0]).sum(axis=0), dbeta


@misconception(
    "batch_norm_backward/bn-dgamma-centred",
    says="The gradient of γ is made with x − mean, before the division.",
    hint="What exactly did γ multiply on the way forward?",
)
def batch_norm_dgamma_centred(upstream, cache):
    dx, _, dbeta = right_batch_norm_backward(upstream, cache)
    return dx, (upstream * (cache[0] - cache[2])).sum(axis=0), dbeta


@misconception(
    "batch_norm_backward/bn-dgamma-scaled",
    says="The gradient of γ has γ itself in it.",
    hint="For y = γ · u, does the slope of y in γ depend on γ?",
)
def batch_norm_dgamma_scaled(upstream, cache):
    dx, dgamma, dbeta = right_batch_norm_backward(upstream, cache)
    return dx, dgamma * cache[1], dbeta


@misconception(
    "batch_norm_backward/bn-parameter-gradients-averaged",
    says="The gradients of γ and β are averaged over the batch.",
    hint="In how many rows does each of them appear, and do their shares add up?",
)
def batch_norm_averaged(upstream, cache):
    dx, dgamma, dbeta = right_batch_norm_backward(upstream, cache)
    return dx, dgamma / len(upstream), dbeta / len(upstream)


@misconception(
    "batch_norm_backward/bn-parameter-gradients-swapped",
    says="The gradients of γ and β are returned in each other's place.",
    hint="In which order does the specification name the three results?",
)
def batch_norm_swapped_results(upstream, cache):
    dx, dgamma, dbeta = right_batch_norm_backward(upstream, cache)
    return dx, dbeta, dgamma


@misconception(
    "batch_norm_backward/bn-upstream-in-place",
    says="The upstream gradient was changed during the backward pass.",
    hint="Who else may need the upstream gradient? Does `*=` make a new array?",
)
def batch_norm_changing_upstream(upstream, cache):
    results = right_batch_norm_backward(upstream, cache)
    upstream *= cache[1]
    return results


@misconception(
    "batch_norm_backward/bn-stale-cache",
    says="The backward pass reads what the latest forward pass left behind, not its own cache.",
    hint="If two forward passes were made, which of them wrote what your backward pass reads?",
)
def batch_norm_stale(upstream, cache):
    return right_batch_norm_backward(upstream, LATEST["batch_norm_forward"])


# Residual block, forward.


@misconception(
    "residual_forward/residual-skip-forgotten",
    says="Only the branch comes out; x itself does not.",
    hint="What should come out if all weights and biases were 0?",
)
def residual_branch_only(x, W1, b1, W2, b2):
    out, cache = right_residual(x, W1, b1, W2, b2)
    return out - x, cache


@misconception(
    "residual_forward/residual-in-place",
    says="The branch was added to x in place, so the caller's x has changed.",
    hint="Is the x in your cache still the input? Does `+=` make a new array?",
)
def residual_changing_x(x, W1, b1, W2, b2):
    z = x @ W1 + b1
    a = np.maximum(z, 0)
    x += a @ W2 + b2
    return x, (x, W1, W2, z, a)


@misconception(
    "residual_forward/residual-relu-after-sum",
    says="relu is applied to the sum as well, so nothing negative gets through.",
    hint="Can a negative x pass your block unchanged when the branch gives 0?",
)
def residual_squashing_the_sum(x, W1, b1, W2, b2):
    out, cache = right_residual(x, W1, b1, W2, b2)
    return np.maximum(out, 0), cache


@misconception(
    "residual_forward/residual-relu-after-branch",
    says="relu is applied at the end of the branch as well, so the branch can only add.",
    hint="How often does relu occur in the specification?",
)
def residual_squashing_the_branch(x, W1, b1, W2, b2):
    out, cache = right_residual(x, W1, b1, W2, b2)
    return x + np.maximum(out - x, 0), cache


@misconception(
    "residual_forward/residual-relu-at-the-end-only",
    says="relu stands at the end of the branch instead of between its two layers.",
    hint="What are two linear layers in a row, with nothing between them?",
)
def residual_relu_late(x, W1, b1, W2, b2):
    z = x @ W1 + b1
    return x + np.maximum(z @ W2 + b2, 0), (x, W1, W2, z, z)


@misconception(
    "residual_forward/residual-no-relu",
    says="The branch is linear: relu is missing.",
    hint="What are two linear layers in a row, with nothing between them?",
)
def residual_linear(x, W1, b1, W2, b2):
    z = x @ W1 + b1
    return x + z @ W2 + b2, (x, W1, W2, z, z)


@misconception(
    "residual_forward/residual-relu-first",
    says="relu is applied to x, before the first layer, instead of after it.",
    hint="What goes into the first layer: x or relu(x)?",
)
def residual_activating_first(x, W1, b1, W2, b2):
    a = np.maximum(x, 0) @ W1 + b1
    return x + a @ W2 + b2, (x, W1, W2, a, a)


@misconception(
    "residual_forward/residual-first-bias-forgotten",
    says="The first bias is left out.",
    hint="At which pre-activation does a unit switch on, and what moves that point?",
)
def residual_without_first_bias(x, W1, b1, W2, b2):
    return right_residual(x, W1, 0 * b1, W2, b2)


@misconception(
    "residual_forward/residual-second-bias-forgotten",
    says="The second bias is left out.",
    hint="How many biases does the branch have, and where is each added?",
)
def residual_without_second_bias(x, W1, b1, W2, b2):
    return right_residual(x, W1, b1, W2, 0 * b2)


# Residual block, backward.


def with_branch(upstream, cache, gate):
    """The reference's gradients with another gate."""
    x, W1, W2, _, a = cache
    dz = (upstream @ W2.T) * gate
    return upstream + dz @ W1.T, x.T @ dz, dz.sum(axis=0), a.T @ upstream, upstream.sum(axis=0)


@misconception(
    "residual_backward/residual-no-skip-gradient",
    says="dx has only the branch's share.",
    hint="How many roads lead from the output back to x?",
)
def residual_backward_branch_only(upstream, cache):
    dx, *others = right_residual_backward(upstream, cache)
    return dx - upstream, *others


@misconception(
    "residual_backward/residual-skip-gradient-only",
    says="dx has only the share of the skip connection.",
    hint="Does x reach the output by way of the branch, too?",
)
def residual_backward_skip_only(upstream, cache):
    _, *others = right_residual_backward(upstream, cache)
    return upstream, *others


@misconception(
    "residual_backward/residual-roads-multiplied",
    says="The shares of the two roads are multiplied.",
    hint="Where two roads meet again, do their gradients add or multiply?",
)
def residual_backward_product(upstream, cache):
    dx, *others = right_residual_backward(upstream, cache)
    return (dx - upstream) * upstream, *others


@misconception(
    "residual_backward/residual-slope-missing",
    says="The gradient passes relu as if all units had been on.",
    hint="How fast does the output of a unit change where relu has cut it off?",
)
def residual_backward_open(upstream, cache):
    return with_branch(upstream, cache, 1.0)


@misconception(
    "residual_backward/residual-gate-on-gradient",
    says="relu lets through what is positive in the gradient, not what was positive going forward.",
    hint="What decided on the way forward whether a unit was on?",
)
def residual_backward_gating_gradient(upstream, cache):
    return with_branch(upstream, cache, upstream @ cache[2].T > 0)


@misconception(
    "residual_backward/residual-activation-for-slope",
    says="The gradient is multiplied by the output of relu instead of its slope.",
    hint="What is the slope of relu at 3?",
)
def residual_backward_by_activation(upstream, cache):
    return with_branch(upstream, cache, cache[4])


@misconception(
    "residual_backward/residual-slope-at-zero",
    says="The slope of relu at exactly 0 is not the agreed one.",
    hint="What does the specification say about the slope of relu at 0?",
)
def residual_backward_open_at_zero(upstream, cache):
    return with_branch(upstream, cache, cache[3] >= 0)


@misconception(
    "residual_backward/residual-weight-gradient-of-z",
    says="The gradient of W2 is made with the pre-activation.",
    hint="What multiplied W2 on the way forward?",
)
def residual_backward_z_for_a(upstream, cache):
    dx, dW1, db1, _, db2 = right_residual_backward(upstream, cache)
    return dx, dW1, db1, cache[3].T @ upstream, db2


@misconception(
    "residual_backward/residual-bias-gradient-mean",
    says="The bias gradients are averaged over the batch.",
    hint="In how many rows does each bias appear, and do their shares add up?",
)
def residual_backward_bias_mean(upstream, cache):
    dx, dW1, db1, dW2, db2 = right_residual_backward(upstream, cache)
    return dx, dW1, db1 / len(upstream), dW2, db2 / len(upstream)


@misconception(
    "residual_backward/residual-gradients-averaged",
    says="The gradients of the parameters are divided by the number of rows.",
    hint="Does the upstream gradient belong to a mean already? Who says so?",
)
def residual_backward_averaged(upstream, cache):
    dx, *others = right_residual_backward(upstream, cache)
    return dx, *(one / len(upstream) for one in others)


@misconception(
    "residual_backward/residual-untransposed",
    says="The gradient travels through the weights in the forward direction.",
    hint="Is the edge travelled the other way? Write the shapes beside the product.",
)
def residual_backward_untransposed(upstream, cache):
    x, W1, W2, z, a = cache
    dz = (upstream @ W2) * (z > 0)
    dx = upstream + dz @ W1
    return dx, x.T @ dz, dz.sum(axis=0), a.T @ upstream, upstream.sum(axis=0)


@misconception(
    "residual_backward/residual-weight-gradient-transposed",
    says="The gradients of the weights are transposed.",
    hint="Which order of the product gives the shape of W without luck?",
)
def residual_backward_transposed(upstream, cache):
    dx, dW1, db1, dW2, db2 = right_residual_backward(upstream, cache)
    return dx, dW1.T, db1, dW2.T, db2


@misconception(
    "residual_backward/residual-upstream-in-place",
    says="The branch's share was added to the upstream gradient itself.",
    hint="Is `dx = upstream` a copy?",
)
def residual_backward_changing_upstream(upstream, cache):
    dx, *others = right_residual_backward(upstream, cache)
    upstream += dx - upstream
    return upstream, *others


@misconception(
    "residual_backward/residual-stale-cache",
    says="The backward pass reads what the latest forward pass left behind, not its own cache.",
    hint="If two forward passes were made, which of them wrote what your backward pass reads?",
)
def residual_backward_stale(upstream, cache):
    return right_residual_backward(upstream, LATEST["residual_forward"])


# An LSTM step, forward.


def blocks_of(x, h, W, U, b):
    return np.split(x @ W + h @ U + b, 4, axis=1)


def remembered(x, h, c, W, U, gates, new_c):
    """A step's results from its gates and its new memory, as the reference forms them."""
    squashed = np.tanh(new_c)
    return gates[3] * squashed, new_c, (x, h, c, W, U, gates, squashed)


def gates_of(x, h, W, U, b):
    i, f, g, o = blocks_of(x, h, W, U, b)
    return _sigmoid(i), _sigmoid(f), np.tanh(g), _sigmoid(o)


@misconception(
    "lstm_step_forward/lstm-gate-order",
    says="The last two blocks are exchanged: the candidate is read where the output gate stands.",
    hint="Label each slice with the name that the specification gives to it.",
)
def lstm_step_ifog(x, h, c, W, U, b):
    i, f, o, g = blocks_of(x, h, W, U, b)
    gates = _sigmoid(i), _sigmoid(f), np.tanh(g), _sigmoid(o)
    return remembered(x, h, c, W, U, gates, gates[1] * c + gates[0] * gates[2])


@misconception(
    "lstm_step_forward/lstm-gates-swapped",
    says="Input gate and forget gate have changed places.",
    hint="Which gate does the old memory pass, and which one the candidate?",
)
def lstm_step_figo(x, h, c, W, U, b):
    f, i, g, o = gates_of(x, h, W, U, b)
    return remembered(x, h, c, W, U, (i, f, g, o), f * c + i * g)


@misconception(
    "lstm_step_forward/lstm-output-before-candidate-first",
    says="The blocks are read in the order f, i, o, g.",
    hint="Label each slice with the name that the specification gives to it.",
)
def lstm_step_fiog(x, h, c, W, U, b):
    f, i, o, g = blocks_of(x, h, W, U, b)
    gates = _sigmoid(i), _sigmoid(f), np.tanh(g), _sigmoid(o)
    return remembered(x, h, c, W, U, gates, gates[1] * c + gates[0] * gates[2])


@misconception(
    "lstm_step_forward/lstm-gates-interleaved",
    says="The columns are dealt out to the gates in turn instead of in four blocks.",
    hint="Where are the columns of the input gate: side by side, or every fourth one?",
)
def lstm_step_interleaved(x, h, c, W, U, b):
    z = x @ W + h @ U + b
    gates = (
        _sigmoid(z[:, 0::4]),
        _sigmoid(z[:, 1::4]),
        np.tanh(z[:, 2::4]),
        _sigmoid(z[:, 3::4]),
    )
    return remembered(x, h, c, W, U, gates, gates[1] * c + gates[0] * gates[2])


@misconception(
    "lstm_step_forward/lstm-sigmoid-candidate",
    says="The candidate is a sigmoid, so the memory can only be filled, never emptied.",
    hint="Must the memory be able to decrease?",
)
def lstm_step_sigmoid_candidate(x, h, c, W, U, b):
    i, f, g, o = map(_sigmoid, blocks_of(x, h, W, U, b))
    return remembered(x, h, c, W, U, (i, f, g, o), f * c + i * g)


@misconception(
    "lstm_step_forward/lstm-tanh-gates",
    says="All four blocks go through tanh, so a gate can turn a sign around.",
    hint="Between which two numbers lies the share of something that is let through?",
)
def lstm_step_tanh_gates(x, h, c, W, U, b):
    i, f, g, o = map(np.tanh, blocks_of(x, h, W, U, b))
    return remembered(x, h, c, W, U, (i, f, g, o), f * c + i * g)


@misconception(
    "lstm_step_forward/lstm-candidate-linear",
    says="The candidate is not squashed.",
    hint="How much may a single step write into the memory at most?",
)
def lstm_step_linear_candidate(x, h, c, W, U, b):
    i, f, _, o = gates_of(x, h, W, U, b)
    g = blocks_of(x, h, W, U, b)[2]
    return remembered(x, h, c, W, U, (i, f, g, o), f * c + i * g)


@misconception(
    "lstm_step_forward/lstm-gate-added",
    says="Input gate and candidate are added.",
    hint="What passes a closed gate?",
)
def lstm_step_adding(x, h, c, W, U, b):
    i, f, g, o = gates_of(x, h, W, U, b)
    return remembered(x, h, c, W, U, (i, f, g, o), f * c + (i + g))


@misconception(
    "lstm_step_forward/lstm-shared-bias",
    says="All four blocks get the bias of the first.",
    hint="Compare your four lines, word by word.",
)
def lstm_step_shared_bias(x, h, c, W, U, b):
    return right_step(x, h, c, W, U, np.tile(b[: h.shape[1]], 4))


@misconception(
    "lstm_step_forward/lstm-bias-forgotten",
    says="The bias is left out.",
    hint="What are the gates when x and h are 0, and who decides that?",
)
def lstm_step_without_bias(x, h, c, W, U, b):
    return right_step(x, h, c, W, U, 0 * b)


@misconception(
    "lstm_step_forward/lstm-hidden-ignored",
    says="The gates do not see the old hidden state.",
    hint="What links one step with the next, beside the memory?",
)
def lstm_step_without_hidden(x, h, c, W, U, b):
    return right_step(x, h, c, W, 0 * U, b)


@misconception(
    "lstm_step_forward/lstm-memory-for-hidden",
    says="The gates look at the memory c where they should see the hidden state h.",
    hint="Which of the two states does the rest of the net get to see?",
)
def lstm_step_gates_of_memory(x, h, c, W, U, b):
    gates = gates_of(x, c, W, U, b)
    return remembered(x, h, c, W, U, gates, gates[1] * c + gates[0] * gates[2])


@misconception(
    "lstm_step_forward/lstm-hidden-for-memory",
    says="The forget gate is applied to the hidden state, not to the memory.",
    hint="Which of the two states is the long-term one that is to be kept or forgotten?",
)
def lstm_step_remembering_hidden(x, h, c, W, U, b):
    i, f, g, o = gates_of(x, h, W, U, b)
    return remembered(x, h, c, W, U, (i, f, g, o), f * h + i * g)


@misconception(
    "lstm_step_forward/lstm-memory-overwritten",
    says="The old memory is not carried over.",
    hint="Where does the forget gate occur in your step?",
)
def lstm_step_overwriting(x, h, c, W, U, b):
    i, f, g, o = gates_of(x, h, W, U, b)
    return remembered(x, h, c, W, U, (i, f, g, o), i * g)


@misconception(
    "lstm_step_forward/lstm-never-forgets",
    says="The old memory is carried over in full; the forget gate plays no part.",
    hint="How does your memory get rid of something?",
)
def lstm_step_unforgetting(x, h, c, W, U, b):
    i, f, g, o = gates_of(x, h, W, U, b)
    return remembered(x, h, c, W, U, (i, f, g, o), c + i * g)


@misconception(
    "lstm_step_forward/lstm-forget-complement",
    says="The forget gate works the wrong way round: open means forgotten.",
    hint="With this forget gate at 1, is the old memory kept or lost?",
)
def lstm_step_forget_reversed(x, h, c, W, U, b):
    i, f, g, o = gates_of(x, h, W, U, b)
    return remembered(x, h, c, W, U, (i, f, g, o), (1 - f) * c + i * g)


@misconception(
    "lstm_step_forward/lstm-coupled-gates",
    says="What is written is what was forgotten: the input gate plays no part.",
    hint="May an LSTM keep all of the old memory and write something new at the same time?",
)
def lstm_step_coupled(x, h, c, W, U, b):
    i, f, g, o = gates_of(x, h, W, U, b)
    return remembered(x, h, c, W, U, (i, f, g, o), f * c + (1 - f) * g)


@misconception(
    "lstm_step_forward/lstm-output-unsquashed",
    says="The new hidden state is made from the memory itself, not from its tanh.",
    hint="How large can the memory grow, and how large may the hidden state be?",
)
def lstm_step_unsquashed(x, h, c, W, U, b):
    _, new_c, cache = right_step(x, h, c, W, U, b)
    return cache[5][3] * new_c, new_c, cache


@misconception(
    "lstm_step_forward/lstm-output-of-old-memory",
    says="The new hidden state is made from the old memory.",
    hint="Does what was just written into the memory show in the output of this step?",
)
def lstm_step_old_memory(x, h, c, W, U, b):
    _, new_c, cache = right_step(x, h, c, W, U, b)
    return cache[5][3] * np.tanh(c), new_c, cache


@misconception(
    "lstm_step_forward/lstm-no-output-gate",
    says="The output gate plays no part.",
    hint="Who decides how much of the memory shows?",
)
def lstm_step_without_output_gate(x, h, c, W, U, b):
    _, new_c, cache = right_step(x, h, c, W, U, b)
    return np.tanh(new_c), new_c, cache


@misconception(
    "lstm_step_forward/lstm-states-swapped",
    says="The two states are returned in each other's place.",
    hint="In which order does the specification name the results?",
)
def lstm_step_swapped_results(x, h, c, W, U, b):
    new_h, new_c, cache = right_step(x, h, c, W, U, b)
    return new_c, new_h, cache


@misconception(
    "lstm_step_forward/lstm-memory-in-place",
    says="The caller's memory was changed as well.",
    hint="Is the c in your cache still the old one? Does `*=` make a new array?",
)
def lstm_step_changing_memory(x, h, c, W, U, b):
    i, f, g, o = gates = gates_of(x, h, W, U, b)
    c *= f
    c += i * g
    squashed = np.tanh(c)
    return o * squashed, c, (x, h, c, W, U, gates, squashed)


# An LSTM step, backward.


def towards_memory(dh, dc, cache):
    """All that reaches the new memory."""
    return dc + dh * cache[5][3] * (1 - cache[6] ** 2)


def block_gradients(dh, total, cache):
    """Gradients of the four blocks, from all that reaches the new memory."""
    _, _, c, _, _, (i, f, g, o), squashed = cache
    return [
        total * g * i * (1 - i),
        total * c * f * (1 - f),
        total * i * (1 - g**2),
        dh * squashed * o * (1 - o),
    ]


def gathered(blocks, dc_previous, cache):
    """A step's results from the gradients of its blocks, as the reference forms them."""
    x, h, _, W, U, _, _ = cache
    dz = np.hstack(blocks)
    return dz @ W.T, dz @ U.T, dc_previous, x.T @ dz, h.T @ dz, dz.sum(axis=0)


@misconception(
    "lstm_step_backward/lstm-drops-next",
    says="What later steps send back to the memory (dc) is not used.",
    hint="What else did the new c influence, beside the h of its own step?",
)
def lstm_step_dropping_dc(dh, dc, cache):
    return right_step_backward(dh, np.zeros_like(dc), cache)


@misconception(
    "lstm_step_backward/lstm-drops-hidden",
    says="Nothing flows from the new h into the memory.",
    hint="Is h made from c? Then what does a gradient of h mean for c?",
)
def lstm_step_not_through_memory(dh, dc, cache):
    return gathered(block_gradients(dh, dc, cache), dc * cache[5][1], cache)


@misconception(
    "lstm_step_backward/lstm-previous-memory-from-dc-alone",
    says="The old memory gets a share of dc alone, not of all that reaches the new memory.",
    hint="By how many ways does the loss feel the new memory?",
)
def lstm_step_short_memory(dh, dc, cache):
    total = towards_memory(dh, dc, cache)
    return gathered(block_gradients(dh, total, cache), dc * cache[5][1], cache)


@misconception(
    "lstm_step_backward/lstm-previous-memory-unforgotten",
    says="The old memory gets the whole gradient of the new one, whatever was forgotten.",
    hint="If the gate had wiped the old memory out, would it still matter?",
)
def lstm_step_whole_memory(dh, dc, cache):
    total = towards_memory(dh, dc, cache)
    return gathered(block_gradients(dh, total, cache), total, cache)


@misconception(
    "lstm_step_backward/lstm-previous-memory-through-input-gate",
    says="The gradient of the old memory passes the input gate.",
    hint="Which gate did the old memory pass on the way forward?",
)
def lstm_step_wrong_gate_back(dh, dc, cache):
    total = towards_memory(dh, dc, cache)
    return gathered(block_gradients(dh, total, cache), total * cache[5][0], cache)


@misconception(
    "lstm_step_backward/lstm-output-gate-missing",
    says="On its way from h to the memory the gradient does not pass the output gate.",
    hint="If the output gate had been closed, would the new memory have shown in h?",
)
def lstm_step_past_output_gate(dh, dc, cache):
    total = dc + dh * (1 - cache[6] ** 2)
    return gathered(block_gradients(dh, total, cache), total * cache[5][1], cache)


@misconception(
    "lstm_step_backward/lstm-memory-slope-missing",
    says="On its way from h to the memory the gradient does not pass the slope of tanh.",
    hint="Which box between the memory and h was skipped?",
)
def lstm_step_past_tanh(dh, dc, cache):
    total = dc + dh * cache[5][3]
    return gathered(block_gradients(dh, total, cache), total * cache[5][1], cache)


@misconception(
    "lstm_step_backward/lstm-memory-slope-of-value",
    says="The slope of tanh at the memory is worked out from the memory as if it were the tanh.",
    hint="Is that formula written in terms of c or of tanh(c)? Can that slope be negative?",
)
def lstm_step_slope_of_memory(dh, dc, cache):
    _, _, c, _, _, (i, f, g, o), _ = cache
    total = dc + dh * o * (1 - (f * c + i * g) ** 2)
    return gathered(block_gradients(dh, total, cache), total * f, cache)


@misconception(
    "lstm_step_backward/lstm-memory-slope-of-slope",
    says="tanh is taken of the squashed memory once more before its slope.",
    hint="Does your cache hold c or tanh(c)? How often is tanh applied to it?",
)
def lstm_step_slope_twice(dh, dc, cache):
    total = dc + dh * cache[5][3] * (1 - np.tanh(cache[6]) ** 2)
    return gathered(block_gradients(dh, total, cache), total * cache[5][1], cache)


@misconception(
    "lstm_step_backward/lstm-gate-slopes-missing",
    says="The gradients of the blocks stop at the gates: their own slopes are missing.",
    hint="What lies between a column of x W + h U + b and its gate?",
)
def lstm_step_without_slopes(dh, dc, cache):
    _, _, c, _, _, (i, f, g, _), squashed = cache
    total = towards_memory(dh, dc, cache)
    return gathered([total * g, total * c, total * i, dh * squashed], total * f, cache)


@misconception(
    "lstm_step_backward/lstm-candidate-sigmoid-slope",
    says="The candidate gets the slope of a sigmoid.",
    hint="Which function made the candidate?",
)
def lstm_step_candidate_as_gate(dh, dc, cache):
    i, f, g, _ = cache[5]
    total = towards_memory(dh, dc, cache)
    blocks = block_gradients(dh, total, cache)
    blocks[2] = total * i * g * (1 - g)
    return gathered(blocks, total * f, cache)


@misconception(
    "lstm_step_backward/lstm-candidate-slope-not-squared",
    says="The square is missing in the slope of the candidate.",
    hint="Is your slope of tanh the same on both sides of 0?",
)
def lstm_step_candidate_not_squared(dh, dc, cache):
    i, f, g, _ = cache[5]
    total = towards_memory(dh, dc, cache)
    blocks = block_gradients(dh, total, cache)
    blocks[2] = total * i * (1 - g)
    return gathered(blocks, total * f, cache)


@misconception(
    "lstm_step_backward/lstm-tanh-slope-for-gates",
    says="The gates get the slope of tanh.",
    hint="Which function made the gates? How steep can it be at most?",
)
def lstm_step_gates_as_tanh(dh, dc, cache):
    _, _, c, _, _, (i, f, g, o), squashed = cache
    total = towards_memory(dh, dc, cache)
    blocks = [
        total * g * (1 - i**2),
        total * c * (1 - f**2),
        total * i * (1 - g**2),
        dh * squashed * (1 - o**2),
    ]
    return gathered(blocks, total * f, cache)


@misconception(
    "lstm_step_backward/lstm-slope-of-gate-value",
    says="The slopes are taken at the gates' values as if those were pre-activations.",
    hint="Is what you put into the slope taken before or after the squashing?",
)
def lstm_step_slopes_of_values(dh, dc, cache):
    _, _, c, _, _, (i, f, g, o), squashed = cache
    total = towards_memory(dh, dc, cache)
    blocks = [
        total * g * _sigmoid(i) * (1 - _sigmoid(i)),
        total * c * _sigmoid(f) * (1 - _sigmoid(f)),
        total * i * (1 - np.tanh(g) ** 2),
        dh * squashed * _sigmoid(o) * (1 - _sigmoid(o)),
    ]
    return gathered(blocks, total * f, cache)


@misconception(
    "lstm_step_backward/lstm-partners-swapped",
    says="Input gate and candidate each get their own value where they need their partner's.",
    hint="In a product of two factors, what is the slope with respect to the first?",
)
def lstm_step_own_value(dh, dc, cache):
    i, f, g, _ = cache[5]
    total = towards_memory(dh, dc, cache)
    blocks = block_gradients(dh, total, cache)
    blocks[0], blocks[2] = total * i * i * (1 - i), total * g * (1 - g**2)
    return gathered(blocks, total * f, cache)


@misconception(
    "lstm_step_backward/lstm-forget-with-new-memory",
    says="The forget gate's gradient is made with the new memory.",
    hint="Which memory did the forget gate multiply?",
)
def lstm_step_forget_new(dh, dc, cache):
    _, _, c, _, _, (i, f, g, _), _ = cache
    total = towards_memory(dh, dc, cache)
    blocks = block_gradients(dh, total, cache)
    blocks[1] = total * (f * c + i * g) * f * (1 - f)
    return gathered(blocks, total * f, cache)


@misconception(
    "lstm_step_backward/lstm-output-gate-with-raw-memory",
    says="The output gate's gradient is made with the memory itself, not with its tanh.",
    hint="What exactly did the output gate multiply?",
)
def lstm_step_output_raw(dh, dc, cache):
    _, _, c, _, _, (i, f, g, o), _ = cache
    total = towards_memory(dh, dc, cache)
    blocks = block_gradients(dh, total, cache)
    blocks[3] = dh * (f * c + i * g) * o * (1 - o)
    return gathered(blocks, total * f, cache)


@misconception(
    "lstm_step_backward/lstm-output-gate-from-memory",
    says="The output gate gets what reaches the memory instead of what reaches h.",
    hint="Which of the two states did the output gate act upon?",
)
def lstm_step_output_from_memory(dh, dc, cache):
    total = towards_memory(dh, dc, cache)
    return gathered(block_gradients(total, total, cache), total * cache[5][1], cache)


@misconception(
    "lstm_step_backward/lstm-gradients-in-other-order",
    says="The gradients of the last two blocks are put together in each other's place.",
    hint="In which order did the forward step take the blocks apart?",
)
def lstm_step_other_order(dh, dc, cache):
    total = towards_memory(dh, dc, cache)
    i, f, g, o = block_gradients(dh, total, cache)
    return gathered([i, f, o, g], total * cache[5][1], cache)


@misconception(
    "lstm_step_backward/lstm-bias-gradient-mean",
    says="The bias gradient is averaged over the batch.",
    hint="In how many rows does each bias appear, and do their shares add up?",
)
def lstm_step_bias_mean(dh, dc, cache):
    *others, db = right_step_backward(dh, dc, cache)
    return *others, db / len(dh)


@misconception(
    "lstm_step_backward/lstm-bias-gradient-unsummed",
    says="The bias gradient still has one row for each sample.",
    hint="Which shape has the bias, and so its gradient?",
)
def lstm_step_bias_unsummed(dh, dc, cache):
    total = towards_memory(dh, dc, cache)
    *others, _ = right_step_backward(dh, dc, cache)
    return *others, np.hstack(block_gradients(dh, total, cache))


@misconception(
    "lstm_step_backward/lstm-new-hidden-for-old",
    says="The gradient of U is made with the new hidden state.",
    hint="Which h was multiplied by U on the way forward?",
)
def lstm_step_weights_of_new_hidden(dh, dc, cache):
    total = towards_memory(dh, dc, cache)
    dx, dh_previous, dc_previous, dW, _, db = right_step_backward(dh, dc, cache)
    dz = np.hstack(block_gradients(dh, total, cache))
    return dx, dh_previous, dc_previous, dW, (cache[5][3] * cache[6]).T @ dz, db


@misconception(
    "lstm_step_backward/lstm-upstream-in-place",
    says="The dc that was passed in has changed during the step.",
    hint="Whose array does `+=` write into?",
)
def lstm_step_changing_dc(dh, dc, cache):
    results = right_step_backward(dh, dc, cache)
    dc += dh * cache[5][3] * (1 - cache[6] ** 2)
    return results


@misconception(
    "lstm_step_backward/lstm-step-stale-cache",
    says="The backward pass reads what the latest forward pass left behind, not its own cache.",
    hint="If two forward passes were made, which of them wrote what your backward pass reads?",
)
def lstm_step_stale(dh, dc, cache):
    return right_step_backward(dh, dc, LATEST["lstm_step_forward"])


# The LSTM over time, forward.


@misconception(
    "lstm_forward/lstm-states-not-handed-on",
    says="Every step starts from the initial states.",
    hint="How does the third step learn what the first one saw?",
)
def lstm_without_memory(x, h0, c0, W, U, b):
    hs, caches = [], []
    for t in range(x.shape[1]):
        h, _, cache = lstm_step_forward(x[:, t], h0, c0, W, U, b)
        hs.append(h)
        caches.append(cache)
    return np.stack(hs, axis=1), caches


@misconception(
    "lstm_forward/lstm-memory-not-handed-on",
    says="The hidden state is handed on, but each step gets the initial memory.",
    hint="A step has two states as inputs. Where does each of them come from?",
)
def lstm_with_initial_memory(x, h0, c0, W, U, b):
    h, hs, caches = h0, [], []
    for t in range(x.shape[1]):
        h, _, cache = lstm_step_forward(x[:, t], h, c0, W, U, b)
        hs.append(h)
        caches.append(cache)
    return np.stack(hs, axis=1), caches


@misconception(
    "lstm_forward/lstm-hidden-not-handed-on",
    says="The memory is handed on, but each step gets the initial hidden state.",
    hint="A step has two states as inputs. Where does each of them come from?",
)
def lstm_with_initial_hidden(x, h0, c0, W, U, b):
    c, hs, caches = c0, [], []
    for t in range(x.shape[1]):
        h, c, cache = lstm_step_forward(x[:, t], h0, c, W, U, b)
        hs.append(h)
        caches.append(cache)
    return np.stack(hs, axis=1), caches


def run_over(x, h, c, W, U, b):
    """All hidden states and memories, the initial ones included, and the caches."""
    hs, cs, caches = [h], [c], []
    for t in range(x.shape[1]):
        h, c, cache = lstm_step_forward(x[:, t], h, c, W, U, b)
        hs.append(h)
        cs.append(c)
        caches.append(cache)
    return hs, cs, caches


@misconception(
    "lstm_forward/lstm-starts-from-zero",
    says="The sequence starts from zeros instead of the states that were passed in.",
    hint="Which of your lines use h0 and c0?",
)
def lstm_from_zero(x, h0, c0, W, U, b):
    hs, _, caches = run_over(x, 0 * h0, 0 * c0, W, U, b)
    return np.stack(hs[1:], axis=1), caches


@misconception(
    "lstm_forward/lstm-memory-starts-from-zero",
    says="The memory starts from zeros instead of c0.",
    hint="Which of your lines use c0?",
)
def lstm_from_empty_memory(x, h0, c0, W, U, b):
    hs, _, caches = run_over(x, h0, 0 * c0, W, U, b)
    return np.stack(hs[1:], axis=1), caches


@misconception(
    "lstm_forward/lstm-initial-states-swapped",
    says="h0 and c0 have changed places.",
    hint="In which order does your step take its two states?",
)
def lstm_from_swapped_states(x, h0, c0, W, U, b):
    hs, _, caches = run_over(x, c0, h0, W, U, b)
    return np.stack(hs[1:], axis=1), caches


@misconception(
    "lstm_forward/lstm-one-step-late",
    says="The hidden states begin with h0, and the last one is missing.",
    hint="hs[:, 0] is the state before or after the first step?",
)
def lstm_late(x, h0, c0, W, U, b):
    hs, _, caches = run_over(x, h0, c0, W, U, b)
    return np.stack(hs[:-1], axis=1), caches


@misconception(
    "lstm_forward/lstm-initial-state-included",
    says="h0 stands in front of the T hidden states.",
    hint="How many steps are there, and how many states do you return?",
)
def lstm_with_one_more(x, h0, c0, W, U, b):
    hs, _, caches = run_over(x, h0, c0, W, U, b)
    return np.stack(hs, axis=1), caches


@misconception(
    "lstm_forward/lstm-last-state-only",
    says="Only the last hidden state is returned.",
    hint="Which shape does the specification give to hs?",
)
def lstm_last_only(x, h0, c0, W, U, b):
    hs, _, caches = run_over(x, h0, c0, W, U, b)
    return hs[-1], caches


@misconception(
    "lstm_forward/lstm-memories-returned",
    says="The memories are returned instead of the hidden states.",
    hint="Which of the two states does the rest of the net get to see?",
)
def lstm_returning_memories(x, h0, c0, W, U, b):
    _, cs, caches = run_over(x, h0, c0, W, U, b)
    return np.stack(cs[1:], axis=1), caches


@misconception(
    "lstm_forward/lstm-states-time-first",
    says="The hidden states come with time as their first axis.",
    hint="Which axis of hs counts the steps? And along which one do you stack?",
)
def lstm_stacked_time_first(x, h0, c0, W, U, b):
    hs, _, caches = run_over(x, h0, c0, W, U, b)
    return np.stack(hs[1:]), caches


@misconception(
    "lstm_forward/lstm-states-reshaped",
    says="The axes of the hidden states were exchanged by a reshape, which mixes the samples.",
    hint="Does `reshape` move numbers to other places, or only cut the row of numbers anew?",
)
def lstm_reshaped(x, h0, c0, W, U, b):
    hs, _, caches = run_over(x, h0, c0, W, U, b)
    return np.stack(hs[1:]).reshape(len(h0), x.shape[1], -1), caches


@misconception(
    "lstm_forward/lstm-time-axis",
    says="The first axis of x is taken for time, so samples are read as steps.",
    hint="Which axis of x counts the steps?",
)
def lstm_over_samples(x, h0, c0, W, U, b):
    h, c, hs, caches = h0, c0, [], []
    for one in x:
        h, c, cache = lstm_step_forward(one, h, c, W, U, b)
        hs.append(h)
        caches.append(cache)
    return np.stack(hs, axis=1), caches


@misconception(
    "lstm_forward/lstm-backwards-in-time",
    says="The sequence is read from its end.",
    hint="Which step sees h0?",
)
def lstm_from_the_end(x, h0, c0, W, U, b):
    hs, _, caches = run_over(x[:, ::-1], h0, c0, W, U, b)
    return np.stack(hs[:0:-1], axis=1), caches[::-1]


@misconception(
    "lstm_forward/lstm-last-state-everywhere",
    says="All steps show the last hidden state: one array was filled again and again.",
    hint="How many different arrays are in your list?",
)
def lstm_one_array(x, h0, c0, W, U, b):
    hs, _, caches = run_over(x, h0, c0, W, U, b)
    return np.stack([hs[-1]] * x.shape[1], axis=1), caches


# The LSTM over time, backward.


def back_over(dhs, cache, arriving_h=1.0, arriving_c=1.0):
    """What each step gives, the first step first; what later steps send back can be scaled."""
    dh = dc = np.zeros_like(dhs[:, 0])
    given = []
    for t in reversed(range(len(cache))):
        one = lstm_step_backward(dhs[:, t] + arriving_h * dh, arriving_c * dc, cache[t])
        _, dh, dc, *_ = one
        given.append(one)
    return given[::-1]


def added_up(given):
    """The results over time from those of the steps, as the reference forms them."""
    dxs, dhs_previous, dcs_previous, *weights = zip(*given, strict=True)
    return np.stack(dxs, axis=1), dhs_previous[0], dcs_previous[0], *map(sum, weights)


@misconception(
    "lstm_backward/time-gradients-overwritten",
    says="The gradients of the weights are those of a single step.",
    hint="In how many steps were the same weights used?",
)
def lstm_backward_overwriting(dhs, cache):
    given = back_over(dhs, cache)
    dx, dh0, dc0, *_ = added_up(given)
    return dx, dh0, dc0, *given[0][3:]


@misconception(
    "lstm_backward/time-gradients-of-last-step",
    says="The gradients of the weights are those of the last step only.",
    hint="In how many steps were the same weights used?",
)
def lstm_backward_last_step(dhs, cache):
    given = back_over(dhs, cache)
    dx, dh0, dc0, *_ = added_up(given)
    return dx, dh0, dc0, *given[-1][3:]


@misconception(
    "lstm_backward/time-gradients-averaged",
    says="The gradients of the weights are averaged over the steps.",
    hint="Do the shares of the steps add up, or is there a mean over time in the loss?",
)
def lstm_backward_averaged(dhs, cache):
    dx, dh0, dc0, *weights = added_up(back_over(dhs, cache))
    return dx, dh0, dc0, *(one / len(cache) for one in weights)


@misconception(
    "lstm_backward/lstm-drops-next-hidden",
    says="What a later step sends back to the hidden state is not used.",
    hint="Where did the hidden state of a step go, beside into the loss?",
)
def lstm_backward_without_dh(dhs, cache):
    return added_up(back_over(dhs, cache, arriving_h=0.0))


@misconception(
    "lstm_backward/lstm-drops-next-memory",
    says="What a later step sends back to the memory is not used.",
    hint="Which of the two states lets gradients travel over many steps?",
)
def lstm_backward_without_dc(dhs, cache):
    return added_up(back_over(dhs, cache, arriving_c=0.0))


@misconception(
    "lstm_backward/lstm-steps-apart",
    says="Every step is treated alone: nothing is sent back to earlier ones.",
    hint="Does an early x play a part in a late hidden state?",
)
def lstm_backward_apart(dhs, cache):
    return added_up(back_over(dhs, cache, arriving_h=0.0, arriving_c=0.0))


@misconception(
    "lstm_backward/lstm-last-loss-only",
    says="Only what reaches the last hidden state from the loss is used.",
    hint="Does the loss look at the hidden states of the other steps, too?",
)
def lstm_backward_of_last(dhs, cache):
    last = np.zeros_like(dhs)
    last[:, -1] = dhs[:, -1]
    return added_up(back_over(last, cache))


@misconception(
    "lstm_backward/lstm-forward-in-time",
    says="The backward pass goes through the steps in the order of the forward pass.",
    hint="Which step can know its whole gradient first?",
)
def lstm_backward_forwards(dhs, cache):
    dx, dh0, dc0, *weights = added_up(back_over(dhs[:, ::-1], cache[::-1]))
    return dx[:, ::-1], dh0, dc0, *weights


@misconception(
    "lstm_backward/lstm-upstream-reversed",
    says="Steps and upstream gradients are paired from opposite ends.",
    hint="Which caches belong to dhs[:, 0]?",
)
def lstm_backward_mispaired(dhs, cache):
    return added_up(back_over(dhs[:, ::-1], cache))


@misconception(
    "lstm_backward/lstm-dx-reversed",
    says="dx comes in the order in which the backward pass met the steps.",
    hint="Which step does the first entry of your list belong to?",
)
def lstm_backward_dx_reversed(dhs, cache):
    dx, *others = added_up(back_over(dhs, cache))
    return dx[:, ::-1], *others


@misconception(
    "lstm_backward/lstm-dx-time-first",
    says="dx comes with time as its first axis.",
    hint="Which axis of x counts the steps? And along which one do you stack?",
)
def lstm_backward_dx_time_first(dhs, cache):
    dx, *others = added_up(back_over(dhs, cache))
    return np.swapaxes(dx, 0, 1), *others


@misconception(
    "lstm_backward/lstm-initial-gradients-of-last-step",
    says="The gradients of the initial states are those of the states before the last step.",
    hint="Into which step did h0 and c0 go?",
)
def lstm_backward_wrong_end(dhs, cache):
    given = back_over(dhs, cache)
    dx, _, _, *weights = added_up(given)
    return dx, given[-1][1], given[-1][2], *weights


@misconception(
    "lstm_backward/lstm-initial-gradients-zero",
    says="The gradients of the initial states are 0.",
    hint="Would another h0 give other hidden states?",
)
def lstm_backward_without_initial(dhs, cache):
    dx, dh0, dc0, *weights = added_up(back_over(dhs, cache))
    return dx, 0 * dh0, 0 * dc0, *weights


@misconception(
    "lstm_backward/lstm-initial-gradients-summed",
    says="The gradients of all steps' states are added up into those of the initial states.",
    hint="Weights are shared over time. Are h0 and c0?",
)
def lstm_backward_summed_states(dhs, cache):
    given = back_over(dhs, cache)
    dx, _, _, *weights = added_up(given)
    return dx, sum(one[1] for one in given), sum(one[2] for one in given), *weights


@misconception(
    "lstm_backward/lstm-last-cache-for-all",
    says="All steps are sent back through the cache of the last one.",
    hint="What does your cache remember: every step, or the latest?",
)
def lstm_backward_one_cache(dhs, cache):
    return added_up(back_over(dhs, [cache[-1]] * len(cache)))


@misconception(
    "lstm_backward/lstm-gradients-added-in-place",
    says="What later steps send back was added into the dhs that was passed in.",
    hint="Is `dhs[:, t]` a copy? Whose array does `+=` write into?",
)
def lstm_backward_changing_dhs(dhs, cache):
    given = back_over(dhs, cache)
    for t in range(len(cache) - 1):
        dhs[:, t] += given[t + 1][1]
    return added_up(given)


@misconception(
    "lstm_backward/lstm-stale-cache",
    says="The backward pass reads what the latest forward pass left behind, not its own cache.",
    hint="If two forward passes were made, which of them wrote what your backward pass reads?",
)
def lstm_backward_stale(dhs, cache):
    return right_over_time(dhs, LATEST["lstm_forward"])
