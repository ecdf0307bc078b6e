"""Wrong implementations that students really write, as edits of the solution."""

from autograder.rubric import edit, misconception, together

misconception(
    "batch_norm_forward/bn-ddof",
    edit("x.var(axis=0)", "x.var(axis=0, ddof=1)"),
    says="The variance is that of a sample: it divides by one less than the number of rows.",
    hint="By what does the specification divide the sum of squares: by N or by N − 1?",
)
misconception(
    "batch_norm_forward/bn-running-ddof",
    edit("mean, variance, momentum", "mean, x.var(axis=0, ddof=1), momentum"),
    says="The output is right, but the variance that goes into the running average divides by one "
    "less than the number of rows, as a well-known library does it.",
    hint="Does the specification speak of one variance of the batch, or of two?",
)
misconception(
    "batch_norm_forward/bn-momentum-swapped",
    edit("variance, momentum)", "variance, 1 - momentum)"),
    says="The weights of the running averages are exchanged: the batch gets that of the past.",
    hint="With momentum 0.9, how much of the old average should survive a step?",
)
misconception(
    "batch_norm_forward/bn-running-replaced",
    edit("_moved(running, mean, variance, momentum)", '{"mean": mean, "var": variance}'),
    says="The running averages are those of the last batch; the past is forgotten.",
    hint="After a hundred batches, how many of them should the running averages remember?",
)
misconception(
    "batch_norm_forward/bn-running-never-moves",
    edit("running = _moved", "updated = _moved"),
    says="Training leaves the running averages as they were.",
    hint="From where is evaluation to know the mean of the data?",
)
misconception(
    "batch_norm_forward/bn-running-deviation",
    edit("mean, variance, momentum", "mean, np.sqrt(variance), momentum"),
    says="The running average under `var` collects deviations, not variances.",
    hint="Is what you put into `var` measured in the units of x, or in their square?",
)
misconception(
    "batch_norm_forward/bn-running-in-place",
    edit(
        "running = _moved(running, mean, variance, momentum)",
        "running.update(_moved(running, mean, variance, momentum))",
    ),
    says="The caller's running averages were changed as well.",
    hint="Could the caller still compare the averages from before the call with the new ones?",
)
misconception(
    "batch_norm_forward/bn-input-in-place",
    edit("centred = x - mean", "x -= mean\n    centred = x"),
    says="x was centred in place, so the caller's x has changed.",
    hint="Does `-=` make a new array?",
)
misconception(
    "batch_norm_forward/bn-eval-batch-statistics",
    edit('running["mean"], running["var"]', "x.mean(axis=0), x.var(axis=0)"),
    says="Evaluation still uses the statistics of the batch.",
    hint="When the net is in use, should the answer for one row depend on its neighbours?",
)
misconception(
    "batch_norm_forward/bn-mode-ignored",
    edit("if training:", "if True:"),
    says="Evaluation does all that training does: batch statistics, and new running averages.",
    hint="Which of your lines look at `training`?",
)
misconception(
    "batch_norm_forward/bn-modes-swapped",
    edit("if training:", "if not training:"),
    says="The two modes are exchanged.",
    hint="In which mode is there a batch to learn from?",
)
misconception(
    "batch_norm_forward/bn-eval-updates-running",
    edit(
        'mean, variance = running["mean"], running["var"]',
        'mean, variance = running["mean"], running["var"]\n'
        "        running = _moved(running, x.mean(axis=0), x.var(axis=0), momentum)",
    ),
    says="Evaluation moves the running averages towards the batch that it sees.",
    hint="Should looking at test data change the net?",
)
misconception(
    "batch_norm_forward/bn-training-running-statistics",
    edit(
        "variance, momentum)",
        'variance, momentum)\n        mean, variance = running["mean"], running["var"]',
    ),
    says="Training normalises with the updated running averages, not with the batch's own numbers.",
    hint="After normalising a batch in training, what are its mean and its variance?",
)
misconception(
    "batch_norm_forward/bn-epsilon-outside-root",
    edit("np.sqrt(variance + epsilon)", "np.sqrt(variance) + epsilon"),
    says="ε is added to the deviation instead of the variance.",
    hint="Does ε stand inside or outside the root in the specification?",
)
misconception(
    "batch_norm_forward/bn-epsilon-forgotten",
    edit(" + epsilon", ""),
    says="ε plays no part, so a feature that never changes divides by 0.",
    hint="What comes out for a feature that is the same in all rows?",
)
misconception(
    "batch_norm_forward/bn-eval-epsilon-forgotten",
    edit("np.sqrt(variance + epsilon)", "np.sqrt(variance + epsilon * training)"),
    says="In evaluation ε is left out.",
    hint="What is divided by where a feature never varied?",
)
misconception(
    "batch_norm_forward/bn-eval-epsilon-outside-root",
    edit(
        "np.sqrt(variance + epsilon)",
        "np.sqrt(variance + epsilon) if training else np.sqrt(variance) + epsilon",
    ),
    says="In evaluation ε is added to the deviation, not to the variance.",
    hint="Which of the two does the specification add ε to, whatever the mode?",
)
misconception(
    "batch_norm_forward/bn-epsilon-fixed",
    edit(" + epsilon", " + 1e-5"),
    says="ε is always the default, whatever the call says.",
    hint="Who decides on ε: you or the caller?",
)
misconception(
    "batch_norm_forward/bn-no-root",
    edit("np.sqrt(variance + epsilon)", "variance + epsilon"),
    says="The centred numbers are divided by the variance.",
    hint="If x is in metres, what is the unit of the variance, and what should be left?",
)
misconception(
    "batch_norm_forward/bn-eval-no-root",
    edit("np.sqrt(variance + epsilon)", "np.sqrt(variance + epsilon) if training else VALUE"),
    values=("variance + epsilon", "variance"),
    says="In evaluation the running variance is used as if it were a deviation.",
    hint="What has to happen to `var` before you may divide by it?",
)
misconception(
    "batch_norm_forward/bn-normalises-rows",
    edit(
        "variance, momentum)",
        "variance, momentum)\n"
        "        mean, variance = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)",
    ),
    says="Each row is normalised over its features, not each feature over the rows.",
    hint="Along which axis lie the values of one feature?",
)
misconception(
    "batch_norm_forward/bn-one-mean-for-all",
    edit("x.mean(axis=0), x.var(axis=0)", "x.mean(), x.var()"),
    says="One mean and one variance serve all features together.",
    hint="A feature in metres beside one in grams: what would their common mean say?",
)
misconception(
    "batch_norm_forward/bn-not-centred",
    edit("x - mean", "x"),
    says="The mean is not subtracted.",
    hint="What is the mean of your normalised feature?",
)
misconception(
    "batch_norm_forward/bn-not-scaled",
    edit("gamma * centred / deviation + beta", "centred / deviation"),
    says="The normalised numbers come out as they are: γ and β play no part.",
    hint="What may the next layer prefer to mean 0 and variance 1, and who learns that?",
)
misconception(
    "batch_norm_forward/bn-eval-not-scaled",
    edit("+ beta", "+ beta if training else centred / deviation"),
    says="In evaluation γ and β are left out.",
    hint="What did the net learn γ and β for, if evaluation does not use them?",
)
misconception(
    "batch_norm_forward/bn-eval-normalised-twice",
    edit("gamma * centred / deviation", "gamma * VALUE / deviation"),
    values=(
        "(centred if training else centred / deviation - mean)",
        "(centred if training else centred - mean)",
    ),
    says="In evaluation the running mean is taken away twice.",
    hint="What is the mean of x - mean?",
)
misconception(
    "batch_norm_forward/bn-beta-scaled",
    edit("gamma * centred / deviation + beta", "gamma * (centred / deviation + beta)"),
    says="β is added before the scaling, so γ scales it, too.",
    hint="Which of scaling and shifting comes first?",
)
together("bn-running-deviation", "bn-eval-no-root")

misconception(
    "batch_norm_backward/bn-statistics-constant",
    edit("(dnormalised - dnormalised.mean(axis=0) - along * normalised)", "dnormalised"),
    says="Mean and variance are treated as constants.",
    hint="Does moving one row move the mean and the variance of its feature?",
)
misconception(
    "batch_norm_backward/bn-own-term-only",
    edit(
        "dnormalised - dnormalised.mean(axis=0) - along * normalised",
        "dnormalised * (1 - 1 / len(upstream))",
    ),
    says="Each row gets its own term only: what it does to the other rows is left out.",
    hint="If one row of x moves, which rows of the output move?",
)
misconception(
    "batch_norm_backward/bn-no-variance-path",
    edit(" - along * normalised", ""),
    says="The way through the variance is missing.",
    hint="What if every x moved twice as far away from the mean: would the output change?",
)
misconception(
    "batch_norm_backward/bn-no-mean-path",
    edit(" - dnormalised.mean(axis=0)", ""),
    says="The way through the mean is missing.",
    hint="What if every x of a feature grew by the same amount: would the output change?",
)
misconception(
    "batch_norm_backward/bn-sums-for-means",
    edit("normalised).mean", "normalised).sum"),
    edit("dnormalised.mean", "dnormalised.sum"),
    says="Mean and variance pass on their gradients without having divided by N.",
    hint="How much does the mean of N rows move when one of them moves by 1?",
)
misconception(
    "batch_norm_backward/bn-variance-path-doubled",
    edit("- along", "- 2 * along"),
    says="The way through the variance counts twice: a constant of the root's slope is missing.",
    hint="What is the slope of a square root, or of one over a square root, constants included?",
)
misconception(
    "batch_norm_backward/bn-variance-path-halved",
    edit("- along", "- along / 2"),
    says="The way through the variance counts half: a factor of the square's slope is missing.",
    hint="What is the slope of a square?",
)
misconception(
    "batch_norm_backward/bn-variance-path-sign",
    edit("- along", "+ along"),
    says="The way through the variance has the wrong sign.",
    hint="When the variance grows, do the normalised numbers grow or shrink?",
)
misconception(
    "batch_norm_backward/bn-variance-path-power",
    edit("- along", "- along * deviation**2"),
    says="The slope of the division by the root has the wrong power of the variance.",
    hint="By how much does the power of a variable fall when it is differentiated?",
)
misconception(
    "batch_norm_backward/bn-gamma-missing",
    edit("upstream * gamma", "upstream"),
    says="dx takes no notice of γ.",
    hint="If γ were 0, could x change the output?",
)
misconception(
    "batch_norm_backward/bn-deviation-missing",
    edit("along * normalised) / deviation", "along * normalised)"),
    says="The division by the deviation is missing in dx.",
    hint="How far does the normalised number move when x moves by one deviation?",
)
misconception(
    "batch_norm_backward/bn-deviation-multiplied",
    edit("normalised) / deviation", "normalised) * deviation"),
    says="The gradient is multiplied by the deviation where it has to be divided.",
    hint="Do widely spread features react more or less to a small change of x?",
)
misconception(
    "batch_norm_backward/bn-epsilon-missing-in-backward",
    edit("= cache", "= cache\n    deviation = np.sqrt((centred**2).mean(axis=0))"),
    says="The backward pass divides by a deviation without ε.",
    hint="By which number did the forward pass divide?",
)
misconception(
    "batch_norm_backward/bn-epsilon-default-in-backward",
    edit("= cache", "= cache\n    deviation = np.sqrt((centred**2).mean(axis=0) + 1e-5)"),
    says="The backward pass uses the default ε, not the one that the forward pass was given.",
    hint="How does your backward pass learn which ε was used?",
)
misconception(
    "batch_norm_backward/bn-dgamma-raw",
    edit("cache = centred,", "cache = x, centred,", of="batch_norm_forward"),
    edit("centred, gamma", "x, centred, gamma"),
    edit("upstream * normalised", "upstream * x"),
    says="The gradient of γ is made with x itself.",
    hint="What did γ multiply on the way forward?",
)
misconception(
    "batch_norm_backward/bn-dgamma-centred",
    edit("upstream * normalised", "upstream * centred"),
    says="The gradient of γ is made with x − mean, before the division.",
    hint="What exactly did γ multiply on the way forward?",
)
misconception(
    "batch_norm_backward/bn-dgamma-scaled",
    edit("(upstream * normalised).sum", "(upstream * gamma * normalised).sum"),
    says="The gradient of γ has γ itself in it.",
    hint="For y = γ · u, does the slope of y in γ depend on γ?",
)
misconception(
    "batch_norm_backward/bn-parameter-gradients-averaged",
    edit("normalised).sum", "normalised).mean"),
    edit("upstream.sum", "upstream.mean"),
    says="The gradients of γ and β are averaged over the batch.",
    hint="In how many rows does each of them appear, and do their shares add up?",
)
misconception(
    "batch_norm_backward/bn-parameter-gradients-swapped",
    edit("return dx, dgamma, dbeta", "return dx, dbeta, dgamma"),
    says="The gradients of γ and β are returned in each other's place.",
    hint="In which order does the specification name the three results?",
)
misconception(
    "batch_norm_backward/bn-upstream-in-place",
    edit("dnormalised = upstream * gamma", "upstream *= gamma\n    dnormalised = upstream"),
    says="The upstream gradient was changed during the backward pass.",
    hint="Who else may need the upstream gradient? Does `*=` make a new array?",
)
misconception(
    "batch_norm_backward/bn-stale-cache",
    edit("cache = ", "global latest\n    cache = latest = ", of="batch_norm_forward"),
    edit("= cache", "= latest"),
    says="The backward pass reads what the latest forward pass left behind, not its own cache.",
    hint="If two forward passes were made, which of them wrote what your backward pass reads?",
)

misconception(
    "residual_forward/residual-skip-forgotten",
    edit("x + a", "a"),
    says="Only the branch comes out; x itself does not.",
    hint="What should come out if all weights and biases were 0?",
)
misconception(
    "residual_forward/residual-in-place",
    edit("out = x + a @ W2 + b2", "x += a @ W2 + b2\n    out = x"),
    says="The branch was added to x in place, so the caller's x has changed.",
    hint="Is the x in your cache still the input? Does `+=` make a new array?",
)
misconception(
    "residual_forward/residual-relu-after-sum",
    edit("x + a @ W2 + b2", "np.maximum(x + a @ W2 + b2, 0)"),
    says="relu is applied to the sum as well, so nothing negative gets through.",
    hint="Can a negative x pass your block unchanged when the branch gives 0?",
)
misconception(
    "residual_forward/residual-relu-after-branch",
    edit("a @ W2 + b2", "np.maximum(a @ W2 + b2, 0)"),
    says="relu is applied at the end of the branch as well, so the branch can only add.",
    hint="How often does relu occur in the specification?",
)
misconception(
    "residual_forward/residual-relu-at-the-end-only",
    edit("np.maximum(z, 0)", "z"),
    edit("a @ W2 + b2", "np.maximum(a @ W2 + b2, 0)"),
    says="relu stands at the end of the branch instead of between its two layers.",
    hint="What are two linear layers in a row, with nothing between them?",
)
misconception(
    "residual_forward/residual-no-relu",
    edit("np.maximum(z, 0)", "z"),
    says="The branch is linear: relu is missing.",
    hint="What are two linear layers in a row, with nothing between them?",
)
misconception(
    "residual_forward/residual-relu-first",
    edit("x @ W1", "np.maximum(x, 0) @ W1"),
    edit("np.maximum(z, 0)", "z"),
    says="relu is applied to x, before the first layer, instead of after it.",
    hint="What goes into the first layer: x or relu(x)?",
)
misconception(
    "residual_forward/residual-first-bias-forgotten",
    edit(" + b1", ""),
    says="The first bias is left out.",
    hint="At which pre-activation does a unit switch on, and what moves that point?",
)
misconception(
    "residual_forward/residual-second-bias-forgotten",
    edit(" + b2", ""),
    says="The second bias is left out.",
    hint="How many biases does the branch have, and where is each added?",
)

misconception(
    "residual_backward/residual-no-skip-gradient",
    edit("upstream + dz", "dz"),
    says="dx has only the branch's share.",
    hint="How many roads lead from the output back to x?",
)
misconception(
    "residual_backward/residual-skip-gradient-only",
    edit(" + dz @ W1.T", ""),
    says="dx has only the share of the skip connection.",
    hint="Does x reach the output by way of the branch, too?",
)
misconception(
    "residual_backward/residual-roads-multiplied",
    edit("upstream + dz @ W1.T", "upstream * (dz @ W1.T)"),
    says="The shares of the two roads are multiplied.",
    hint="Where two roads meet again, do their gradients add or multiply?",
)
misconception(
    "residual_backward/residual-slope-missing",
    edit(" * (z > 0)", ""),
    says="The gradient passes relu as if all units had been on.",
    hint="How fast does the output of a unit change where relu has cut it off?",
)
misconception(
    "residual_backward/residual-gate-on-gradient",
    edit("(z > 0)", "(da > 0)"),
    says="relu lets through what is positive in the gradient, not what was positive going forward.",
    hint="What decided on the way forward whether a unit was on?",
)
misconception(
    "residual_backward/residual-activation-for-slope",
    edit("(z > 0)", "a"),
    says="The gradient is multiplied by the output of relu instead of its slope.",
    hint="What is the slope of relu at 3?",
)
misconception(
    "residual_backward/residual-slope-at-zero",
    edit("(z > 0)", "(z >= 0)"),
    says="The slope of relu at exactly 0 is not the agreed one.",
    hint="What does the specification say about the slope of relu at 0?",
)
misconception(
    "residual_backward/residual-weight-gradient-of-z",
    edit("a.T @ upstream", "z.T @ upstream"),
    says="The gradient of W2 is made with the pre-activation.",
    hint="What multiplied W2 on the way forward?",
)
misconception(
    "residual_backward/residual-bias-gradient-mean",
    edit("dz.sum", "dz.mean"),
    edit("upstream.sum", "upstream.mean"),
    says="The bias gradients are averaged over the batch.",
    hint="In how many rows does each bias appear, and do their shares add up?",
)
misconception(
    "residual_backward/residual-gradients-averaged",
    edit(
        "return dx, dW1, db1, dW2, db2",
        "n = len(x)\n    return dx, dW1 / n, db1 / n, dW2 / n, db2 / n",
    ),
    says="The gradients of the parameters are divided by the number of rows.",
    hint="Does the upstream gradient belong to a mean already? Who says so?",
)
misconception(
    "residual_backward/residual-untransposed",
    edit("upstream @ W2.T", "upstream @ W2"),
    edit("dz @ W1.T", "dz @ W1"),
    says="The gradient travels through the weights in the forward direction.",
    hint=(
        "Write the shapes beside each product. Which axis of W2 has the features that upstream has?"
    ),
)
misconception(
    "residual_backward/residual-weight-gradient-transposed",
    edit("x.T @ dz", "dz.T @ x"),
    edit("a.T @ upstream", "upstream.T @ a"),
    says="The gradients of the weights are transposed.",
    hint=(
        "Which order of the product gives the shape of W when inputs and outputs differ in number?"
    ),
)
misconception(
    "residual_backward/residual-upstream-in-place",
    edit("dx = upstream + dz", "dx = upstream\n    dx += dz"),
    says="The branch's share was added to the upstream gradient itself.",
    hint="Is `dx = upstream` a copy?",
)
misconception(
    "residual_backward/residual-stale-cache",
    edit("cache = ", "global latest_block\n    cache = latest_block = ", of="residual_forward"),
    edit("= cache", "= latest_block"),
    says="The backward pass reads what the latest forward pass left behind, not its own cache.",
    hint="If two forward passes were made, which of them wrote what your backward pass reads?",
)
