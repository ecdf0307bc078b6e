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
    says="Each row gets its own term only: what the others do to it through the mean is left out.",
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
    hint="Is the edge travelled the other way? Write the shapes beside the product.",
)
misconception(
    "residual_backward/residual-weight-gradient-transposed",
    edit("x.T @ dz", "dz.T @ x"),
    edit("a.T @ upstream", "upstream.T @ a"),
    says="The gradients of the weights are transposed.",
    hint="Which order of the product gives the shape of W without luck?",
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

misconception(
    "lstm_step_forward/lstm-gate-order",
    edit("i, f, g, o = np.split", "i, f, o, g = np.split"),
    says="The last two blocks are exchanged: the candidate is read where the output gate stands.",
    hint="Label each slice with the name that the specification gives to it.",
)
misconception(
    "lstm_step_forward/lstm-gates-swapped",
    edit("i, f, g, o = np.split", "f, i, g, o = np.split"),
    says="Input gate and forget gate have changed places.",
    hint="Which gate does the old memory pass, and which one the candidate?",
)
misconception(
    "lstm_step_forward/lstm-output-before-candidate-first",
    edit("i, f, g, o = np.split", "f, i, o, g = np.split"),
    says="The blocks are read in the order f, i, o, g.",
    hint="Label each slice with the name that the specification gives to it.",
)
misconception(
    "lstm_step_forward/lstm-gates-interleaved",
    edit("np.split(z, 4, axis=1)", "z[:, 0::4], z[:, 1::4], z[:, 2::4], z[:, 3::4]"),
    says="The columns are dealt out to the gates in turn instead of in four blocks.",
    hint="Where are the columns of the input gate: side by side, or every fourth one?",
)
misconception(
    "lstm_step_forward/lstm-sigmoid-candidate",
    edit("np.tanh(g)", "_sigmoid(g)"),
    says="The candidate is a sigmoid, so the memory can only be filled, never emptied.",
    hint="Must the memory be able to decrease?",
)
misconception(
    "lstm_step_forward/lstm-tanh-gates",
    edit(
        "_sigmoid(i), _sigmoid(f), np.tanh(g), _sigmoid(o)",
        "np.tanh(i), np.tanh(f), np.tanh(g), np.tanh(o)",
    ),
    says="All four blocks go through tanh, so a gate can turn a sign around.",
    hint="Between which two numbers lies the share of something that is let through?",
)
misconception(
    "lstm_step_forward/lstm-candidate-linear",
    edit("np.tanh(g)", "g"),
    says="The candidate is not squashed.",
    hint="How much may a single step write into the memory at most?",
)
misconception(
    "lstm_step_forward/lstm-gate-added",
    edit("i * g", "i + g"),
    says="Input gate and candidate are added.",
    hint="What passes a closed gate?",
)
misconception(
    "lstm_step_forward/lstm-shared-bias",
    edit("+ b", "+ np.tile(b[: h.shape[1]], 4)"),
    says="All four blocks get the bias of the first.",
    hint="Compare your four lines, word by word.",
)
misconception(
    "lstm_step_forward/lstm-bias-forgotten",
    edit(" + b", ""),
    says="The bias is left out.",
    hint="What are the gates when x and h are 0, and who decides that?",
)
misconception(
    "lstm_step_forward/lstm-hidden-ignored",
    edit(" + h @ U", ""),
    says="The gates do not see the old hidden state.",
    hint="What links one step with the next, beside the memory?",
)
misconception(
    "lstm_step_forward/lstm-memory-for-hidden",
    edit("h @ U", "c @ U"),
    says="The gates look at the memory c where they should see the hidden state h.",
    hint="Which of the two states does the rest of the net get to see?",
)
misconception(
    "lstm_step_forward/lstm-hidden-for-memory",
    edit("f * c", "f * h"),
    says="The forget gate is applied to the hidden state, not to the memory.",
    hint="Which of the two states is the long-term one that is to be kept or forgotten?",
)
misconception(
    "lstm_step_forward/lstm-memory-overwritten",
    edit("f * c + i * g", "i * g"),
    says="The old memory is not carried over.",
    hint="Where does the forget gate occur in your step?",
)
misconception(
    "lstm_step_forward/lstm-never-forgets",
    edit("f * c", "c"),
    says="The old memory is carried over in full; the forget gate plays no part.",
    hint="How does your memory get rid of something?",
)
misconception(
    "lstm_step_forward/lstm-forget-complement",
    edit("f * c", "(1 - f) * c"),
    says="The forget gate works the wrong way round: open means forgotten.",
    hint="With this forget gate at 1, is the old memory kept or lost?",
)
misconception(
    "lstm_step_forward/lstm-coupled-gates",
    edit("i * g", "(1 - f) * g"),
    says="What is written is what was forgotten: the input gate plays no part.",
    hint="May an LSTM keep all of the old memory and write something new at the same time?",
)
misconception(
    "lstm_step_forward/lstm-output-unsquashed",
    edit("o * squashed", "o * new_c"),
    says="The new hidden state is made from the memory itself, not from its tanh.",
    hint="How large can the memory grow, and how large may the hidden state be?",
)
misconception(
    "lstm_step_forward/lstm-output-of-old-memory",
    edit("o * squashed", "o * np.tanh(c)"),
    says="The new hidden state is made from the old memory.",
    hint="Does what was just written into the memory show in the output of this step?",
)
misconception(
    "lstm_step_forward/lstm-no-output-gate",
    edit("o * squashed", "squashed"),
    says="The output gate plays no part.",
    hint="Who decides how much of the memory shows?",
)
misconception(
    "lstm_step_forward/lstm-states-swapped",
    edit("return new_h, new_c", "return new_c, new_h"),
    says="The two states are returned in each other's place.",
    hint="In which order does the specification name the results?",
)
misconception(
    "lstm_step_forward/lstm-memory-in-place",
    edit("new_c = f * c + i * g", "c *= f\n    c += i * g\n    new_c = c"),
    says="The caller's memory was changed as well.",
    hint="Is the c in your cache still the old one? Does `*=` make a new array?",
)

misconception(
    "lstm_step_backward/lstm-drops-next",
    edit("dc + dh", "dh"),
    says="What later steps send back to the memory (dc) is not used.",
    hint="What else did the new c influence, beside the h of its own step?",
)
misconception(
    "lstm_step_backward/lstm-drops-hidden",
    edit(" + dh * o * (1 - squashed**2)", ""),
    says="Nothing flows from the new h into the memory.",
    hint="Is h made from c? Then what does a gradient of h mean for c?",
)
misconception(
    "lstm_step_backward/lstm-previous-memory-from-dc-alone",
    edit("total * f,", "dc * f,"),
    says="The old memory gets a share of dc alone, not of all that reaches the new memory.",
    hint="By how many ways does the loss feel the new memory?",
)
misconception(
    "lstm_step_backward/lstm-previous-memory-unforgotten",
    edit("total * f,", "total,"),
    says="The old memory gets the whole gradient of the new one, whatever was forgotten.",
    hint="If the gate had wiped the old memory out, would it still matter?",
)
misconception(
    "lstm_step_backward/lstm-previous-memory-through-input-gate",
    edit("total * f,", "total * i,"),
    says="The gradient of the old memory passes the input gate.",
    hint="Which gate did the old memory pass on the way forward?",
)
misconception(
    "lstm_step_backward/lstm-output-gate-missing",
    edit("dh * o", "dh"),
    says="On its way from h to the memory the gradient does not pass the output gate.",
    hint="If the output gate had been closed, would the new memory have shown in h?",
)
misconception(
    "lstm_step_backward/lstm-memory-slope-missing",
    edit(" * (1 - squashed**2)", ""),
    says="On its way from h to the memory the gradient does not pass the slope of tanh.",
    hint="Which box between the memory and h was skipped?",
)
misconception(
    "lstm_step_backward/lstm-memory-slope-of-value",
    edit("squashed**2", "(f * c + i * g) ** 2"),
    says="The slope of tanh at the memory is worked out from the memory as if it were the tanh.",
    hint="Is that formula written in terms of c or of tanh(c)? Can that slope be negative?",
)
misconception(
    "lstm_step_backward/lstm-memory-slope-of-slope",
    edit("squashed**2", "np.tanh(squashed) ** 2"),
    says="tanh is taken of the squashed memory once more before its slope.",
    hint="Does your cache hold c or tanh(c)? How often is tanh applied to it?",
)
misconception(
    "lstm_step_backward/lstm-gate-slopes-missing",
    edit(" * i * (1 - i)", ""),
    edit(" * f * (1 - f)", ""),
    edit(" * (1 - g**2)", ""),
    edit(" * o * (1 - o)", ""),
    says="The gradients of the blocks stop at the gates: their own slopes are missing.",
    hint="What lies between a column of x W + h U + b and its gate?",
)
misconception(
    "lstm_step_backward/lstm-candidate-sigmoid-slope",
    edit("(1 - g**2)", "g * (1 - g)"),
    says="The candidate gets the slope of a sigmoid.",
    hint="Which function made the candidate?",
)
misconception(
    "lstm_step_backward/lstm-candidate-slope-not-squared",
    edit("g**2", "g"),
    says="The square is missing in the slope of the candidate.",
    hint="Is your slope of tanh the same on both sides of 0?",
)
misconception(
    "lstm_step_backward/lstm-tanh-slope-for-gates",
    edit("i * (1 - i)", "(1 - i**2)"),
    edit("f * (1 - f)", "(1 - f**2)"),
    edit("o * (1 - o)", "(1 - o**2)"),
    says="The gates get the slope of tanh.",
    hint="Which function made the gates? How steep can it be at most?",
)
misconception(
    "lstm_step_backward/lstm-slope-of-gate-value",
    edit("i * (1 - i)", "_sigmoid(i) * (1 - _sigmoid(i))"),
    edit("f * (1 - f)", "_sigmoid(f) * (1 - _sigmoid(f))"),
    edit("g**2", "np.tanh(g) ** 2"),
    edit("o * (1 - o)", "_sigmoid(o) * (1 - _sigmoid(o))"),
    says="The slopes are taken at the gates' values as if those were pre-activations.",
    hint="Is what you put into the slope taken before or after the squashing?",
)
misconception(
    "lstm_step_backward/lstm-partners-swapped",
    edit("total * g", "total * i"),
    edit("total * i * (1 - g", "total * g * (1 - g"),
    says="Input gate and candidate each get their own value where they need their partner's.",
    hint="In a product of two factors, what is the slope with respect to the first?",
)
misconception(
    "lstm_step_backward/lstm-forget-with-new-memory",
    edit("total * c", "total * (f * c + i * g)"),
    says="The forget gate's gradient is made with the new memory.",
    hint="Which memory did the forget gate multiply?",
)
misconception(
    "lstm_step_backward/lstm-output-gate-with-raw-memory",
    edit("dh * squashed", "dh * (f * c + i * g)"),
    says="The output gate's gradient is made with the memory itself, not with its tanh.",
    hint="What exactly did the output gate multiply?",
)
misconception(
    "lstm_step_backward/lstm-output-gate-from-memory",
    edit("dh * squashed", "total * squashed"),
    says="The output gate gets what reaches the memory instead of what reaches h.",
    hint="Which of the two states did the output gate act upon?",
)
misconception(
    "lstm_step_backward/lstm-gradients-in-other-order",
    edit("[di, df, dg, do]", "[di, df, do, dg]"),
    says="The gradients of the last two blocks are put together in each other's place.",
    hint="In which order did the forward step take the blocks apart?",
)
misconception(
    "lstm_step_backward/lstm-bias-gradient-mean",
    edit("dz.sum", "dz.mean"),
    says="The bias gradient is averaged over the batch.",
    hint="In how many rows does each bias appear, and do their shares add up?",
)
misconception(
    "lstm_step_backward/lstm-bias-gradient-unsummed",
    edit("dz.sum(axis=0)", "dz"),
    says="The bias gradient still has one row for each sample.",
    hint="Which shape has the bias, and so its gradient?",
)
misconception(
    "lstm_step_backward/lstm-new-hidden-for-old",
    edit("h.T @ dz", "(o * squashed).T @ dz"),
    says="The gradient of U is made with the new hidden state.",
    hint="Which h was multiplied by U on the way forward?",
)
misconception(
    "lstm_step_backward/lstm-upstream-in-place",
    edit("total = dc + dh", "total = dc\n    total += dh"),
    says="The dc that was passed in has changed during the step.",
    hint="Whose array does `+=` write into?",
)
misconception(
    "lstm_step_backward/lstm-step-stale-cache",
    edit("cache = ", "global latest_step\n    cache = latest_step = ", of="lstm_step_forward"),
    edit("= cache", "= latest_step"),
    says="The backward pass reads what the latest forward pass left behind, not its own cache.",
    hint="If two forward passes were made, which of them wrote what your backward pass reads?",
)

misconception(
    "lstm_forward/lstm-states-not-handed-on",
    edit("x[:, t], h, c", "x[:, t], h0, c0"),
    says="Every step starts from the initial states.",
    hint="How does the third step learn what the first one saw?",
)
misconception(
    "lstm_forward/lstm-memory-not-handed-on",
    edit("x[:, t], h, c", "x[:, t], h, c0"),
    says="The hidden state is handed on, but each step gets the initial memory.",
    hint="A step has two states as inputs. Where does each of them come from?",
)
misconception(
    "lstm_forward/lstm-hidden-not-handed-on",
    edit("x[:, t], h, c", "x[:, t], h0, c"),
    says="The memory is handed on, but each step gets the initial hidden state.",
    hint="A step has two states as inputs. Where does each of them come from?",
)
misconception(
    "lstm_forward/lstm-starts-from-zero",
    edit("h, c = h0, c0", "h, c = np.zeros_like(h0), np.zeros_like(c0)"),
    says="The sequence starts from zeros instead of the states that were passed in.",
    hint="Which of your lines use h0 and c0?",
)
misconception(
    "lstm_forward/lstm-memory-starts-from-zero",
    edit("h, c = h0, c0", "h, c = h0, np.zeros_like(c0)"),
    says="The memory starts from zeros instead of c0.",
    hint="Which of your lines use c0?",
)
misconception(
    "lstm_forward/lstm-initial-states-swapped",
    edit("h, c = h0, c0", "h, c = c0, h0"),
    says="h0 and c0 have changed places.",
    hint="In which order does your step take its two states?",
)
misconception(
    "lstm_forward/lstm-one-step-late",
    edit("        hs.append(h)\n", ""),
    edit("        h, c, cache", "        hs.append(h)\n        h, c, cache"),
    says="The hidden states begin with h0, and the last one is missing.",
    hint="hs[:, 0] is the state before or after the first step?",
)
misconception(
    "lstm_forward/lstm-initial-state-included",
    edit("hs, caches = [], []", "hs, caches = [h0], []"),
    says="h0 stands in front of the T hidden states.",
    hint="How many steps are there, and how many states do you return?",
)
misconception(
    "lstm_forward/lstm-last-state-only",
    edit("np.stack(hs, axis=1)", "h"),
    says="Only the last hidden state is returned.",
    hint="Which shape does the specification give to hs?",
)
misconception(
    "lstm_forward/lstm-memories-returned",
    edit("hs.append(h)", "hs.append(c)"),
    says="The memories are returned instead of the hidden states.",
    hint="Which of the two states does the rest of the net get to see?",
)
misconception(
    "lstm_forward/lstm-states-time-first",
    edit("np.stack(hs, axis=1)", "np.stack(hs)"),
    says="The hidden states come with time as their first axis.",
    hint="Which axis of hs counts the steps? And along which one do you stack?",
)
misconception(
    "lstm_forward/lstm-states-reshaped",
    edit("np.stack(hs, axis=1)", "np.stack(hs).reshape(len(h0), x.shape[1], -1)"),
    says="The axes of the hidden states were exchanged by a reshape, which mixes the samples.",
    hint="Does `reshape` move numbers to other places, or only cut the row of numbers anew?",
)
misconception(
    "lstm_forward/lstm-time-axis",
    edit("range(x.shape[1])", "range(len(x))"),
    edit("x[:, t]", "x[t]"),
    says="The first axis of x is taken for time, so samples are read as steps.",
    hint="Which axis of x counts the steps?",
)
misconception(
    "lstm_forward/lstm-backwards-in-time",
    edit("range(x.shape[1])", "reversed(range(x.shape[1]))"),
    edit("np.stack(hs, axis=1), caches", "np.stack(hs[::-1], axis=1), caches[::-1]"),
    says="The sequence is read from its end.",
    hint="Which step sees h0?",
)
misconception(
    "lstm_forward/lstm-last-state-everywhere",
    edit("np.stack(hs, axis=1)", "np.stack([h] * x.shape[1], axis=1)"),
    says="All steps show the last hidden state: one array was filled again and again.",
    hint="How many different arrays are in your list?",
)

misconception(
    "lstm_backward/time-gradients-overwritten",
    edit("[total + share for total, share in zip(totals, shares, strict=True)]", "shares"),
    says="The gradients of the weights are those of a single step.",
    hint="In how many steps were the same weights used?",
)
misconception(
    "lstm_backward/time-gradients-of-last-step",
    edit("        totals = [", "        if t == len(cache) - 1:\n            totals = ["),
    says="The gradients of the weights are those of the last step only.",
    hint="In how many steps were the same weights used?",
)
misconception(
    "lstm_backward/time-gradients-averaged",
    edit("*totals", "*(total / len(cache) for total in totals)"),
    says="The gradients of the weights are averaged over the steps.",
    hint="Do the shares of the steps add up, or is there a mean over time in the loss?",
)
misconception(
    "lstm_backward/lstm-drops-next-hidden",
    edit("dhs[:, t] + dh", "dhs[:, t]"),
    says="What a later step sends back to the hidden state is not used.",
    hint="Where did the hidden state of a step go, beside into the loss?",
)
misconception(
    "lstm_backward/lstm-drops-next-memory",
    edit("+ dh, dc", "+ dh, 0 * dc"),
    says="What a later step sends back to the memory is not used.",
    hint="Which of the two states lets gradients travel over many steps?",
)
misconception(
    "lstm_backward/lstm-steps-apart",
    edit("dhs[:, t] + dh, dc", "dhs[:, t], 0 * dc"),
    says="Every step is treated alone: nothing is sent back to earlier ones.",
    hint="Does an early x play a part in a late hidden state?",
)
misconception(
    "lstm_backward/lstm-last-loss-only",
    edit("dh = dc = np.zeros_like(dhs[:, 0])", "dh, dc = dhs[:, -1], np.zeros_like(dhs[:, 0])"),
    edit("dhs[:, t] + dh", "dh"),
    says="Only what reaches the last hidden state from the loss is used.",
    hint="Does the loss look at the hidden states of the other steps, too?",
)
misconception(
    "lstm_backward/lstm-forward-in-time",
    edit("reversed(range(len(cache)))", "range(len(cache))"),
    edit("dxs[::-1]", "dxs"),
    says="The backward pass goes through the steps in the order of the forward pass.",
    hint="Which step can know its whole gradient first?",
)
misconception(
    "lstm_backward/lstm-upstream-reversed",
    edit("dhs[:, t]", "dhs[:, -1 - t]"),
    says="Steps and upstream gradients are paired from opposite ends.",
    hint="Which caches belong to dhs[:, 0]?",
)
misconception(
    "lstm_backward/lstm-dx-reversed",
    edit("dxs[::-1]", "dxs"),
    says="dx comes in the order in which the backward pass met the steps.",
    hint="Which step does the first entry of your list belong to?",
)
misconception(
    "lstm_backward/lstm-dx-time-first",
    edit("np.stack(dxs[::-1], axis=1)", "np.stack(dxs[::-1])"),
    says="dx comes with time as its first axis.",
    hint="Which axis of x counts the steps? And along which one do you stack?",
)
misconception(
    "lstm_backward/lstm-initial-gradients-of-last-step",
    edit(
        "        dxs.append(dx)",
        "        dxs.append(dx)\n        if t == len(cache) - 1:\n            dh0, dc0 = dh, dc",
    ),
    edit("dh, dc, *totals", "dh0, dc0, *totals"),
    says="The gradients of the initial states are those of the states before the last step.",
    hint="Into which step did h0 and c0 go?",
)
misconception(
    "lstm_backward/lstm-initial-gradients-zero",
    edit("dh, dc, *totals", "0 * dh, 0 * dc, *totals"),
    says="The gradients of the initial states are 0.",
    hint="Would another h0 give other hidden states?",
)
misconception(
    "lstm_backward/lstm-initial-gradients-summed",
    edit("[0.0, 0.0, 0.0]", "[0.0] * 5"),
    edit("zip(totals, shares,", "zip(totals, [dh, dc, *shares],"),
    edit("dh, dc, *totals", "*totals"),
    says="The gradients of all steps' states are added up into those of the initial states.",
    hint="Weights are shared over time. Are h0 and c0?",
)
misconception(
    "lstm_backward/lstm-last-cache-for-all",
    edit("cache[t]", "cache[-1]"),
    says="All steps are sent back through the cache of the last one.",
    hint="What does your cache remember: every step, or the latest?",
)
misconception(
    "lstm_backward/lstm-gradients-added-in-place",
    edit("        dx, dh, dc", "        dhs[:, t] += dh\n        dx, dh, dc"),
    edit("dhs[:, t] + dh", "dhs[:, t]"),
    says="What later steps send back was added into the dhs that was passed in.",
    hint="Is `dhs[:, t]` a copy? Whose array does `+=` write into?",
)
misconception(
    "lstm_backward/lstm-stale-cache",
    edit(
        "    return ",
        "    global latest_sequence\n    latest_sequence = caches\n    return ",
        of="lstm_forward",
    ),
    edit("    dh = dc", "    cache = latest_sequence\n    dh = dc"),
    says="The backward pass reads what the latest forward pass left behind, not its own cache.",
    hint="If two forward passes were made, which of them wrote what your backward pass reads?",
)
