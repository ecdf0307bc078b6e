"""Wrong implementations that students really write, as edits of the solution."""

from autograder.rubric import edit, misconception

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
    hint="With the input gate at 0, what should be written into the memory?",
)
misconception(
    "lstm_step_forward/lstm-shared-bias",
    edit("+ b", "+ np.tile(b[: h.shape[1]], 4)"),
    says="All four blocks get the bias of the first.",
    hint="Which columns of b belong to each gate?",
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
    hint="By how many ways does the new memory reach the loss?",
)
misconception(
    "lstm_step_backward/lstm-previous-memory-unforgotten",
    edit("total * f,", "total,"),
    says="The old memory gets the whole gradient of the new one, whatever was forgotten.",
    hint="With the forget gate at 0, does the old memory still change the new one?",
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
    hint="Which function stands between the memory and h, and what is its slope?",
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
    says="The hidden state is passed on, but each step gets the initial memory.",
    hint="A step has two states as inputs. Where does each of them come from?",
)
misconception(
    "lstm_forward/lstm-hidden-not-handed-on",
    edit("x[:, t], h, c", "x[:, t], h0, c"),
    says="The memory is passed on, but each step gets the initial hidden state.",
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
    hint=(
        "Does `reshape` change which number stands after which, or only where the row of numbers "
        "is cut?"
    ),
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
