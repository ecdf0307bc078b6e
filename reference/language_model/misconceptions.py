"""Wrong implementations that students really write, as edits of the solution."""

from autograder.rubric import edit, misconception

# --- inputs and targets
misconception(
    "teacher_forcing/targets-are-inputs",
    edit("ids[1 : rows * size + 1]", "ids[: rows * size]"),
    says="The targets are the inputs themselves: the model only has to copy.",
    hint="Which character should the model guess when it has just read the first one?",
)
misconception(
    "teacher_forcing/shifted-backwards",
    edit("inputs = ids[: rows * size]", "inputs = ids[1 : rows * size + 1]"),
    edit("targets = ids[1 : rows * size + 1]", "targets = ids[: rows * size]"),
    says="The targets come before the inputs: the model learns to write backwards.",
    hint="In your first batch, does the target of a character stand to its left or to its right?",
)
misconception(
    "teacher_forcing/two-ahead",
    edit("(len(ids) - 1)", "(len(ids) - 2)"),
    edit("ids[1 : rows * size + 1]", "ids[2 : rows * size + 2]"),
    says="The target is the character after the next one.",
    hint="How many places lie between a character and its target?",
)
misconception(
    "teacher_forcing/characters-dealt-out",
    edit("ids[: rows * size].reshape(rows, size)", "ids[: rows * size].reshape(size, rows).T"),
    edit(
        "ids[1 : rows * size + 1].reshape(rows, size)",
        "ids[1 : rows * size + 1].reshape(size, rows).T",
    ),
    says="The characters are dealt out to the streams in turn, so no row is a readable text.",
    hint="Print your first row as text: can it be read?",
)
misconception(
    "teacher_forcing/streams-do-not-go-on",
    edit(
        "return list(zip(inputs.split(length, dim=1), targets.split(length, dim=1), strict=True))",
        "return list(zip(inputs.reshape(-1, rows, length), targets.reshape(-1, rows, length), "
        "strict=True))",
    ),
    says="The rows of a batch follow each other in the text, so a row does not go on in the next "
    "batch.",
    hint="Where does row 0 of your second batch stand in the text, and where should it?",
)
misconception(
    "teacher_forcing/last-target-forgotten",
    edit(
        "size = (len(ids) - 1) //", "ids = torch.cat([ids, ids[:1]])\n    size = (len(ids) - 1) //"
    ),
    says="One character more is used than has a target; the last target is made up.",
    hint="Which character comes after the last one of the text?",
)
misconception(
    "teacher_forcing/wraps-around-in-the-row",
    edit(
        "ids[1 : rows * size + 1].reshape(rows, size)",
        "ids[: rows * size].reshape(rows, size).roll(-1, 1)",
    ),
    says="The last target of a stream is the first character of the same stream.",
    hint="What comes after the last character of a stream: in the text, and in your targets?",
)
misconception(
    "teacher_forcing/wraps-around-in-the-batch",
    edit(
        "return list(zip(inputs.split(length, dim=1), targets.split(length, dim=1), strict=True))",
        "return [(x, x.roll(-1, 1)) for x in inputs.split(length, dim=1)]",
    ),
    says="The last target of each batch is the first character of the same row.",
    hint="What is the target of the last character of a row in your first batch?",
)
misconception(
    "teacher_forcing/overlapping-windows",
    edit(
        "return list(zip(inputs.split(length, dim=1), targets.split(length, dim=1), strict=True))",
        "return [\n"
        "        (inputs[:, i : i + length], targets[:, i : i + length])\n"
        "        for i in range(size - length + 1)\n"
        "    ]",
    ),
    says="A new batch begins at each character, so the batches overlap.",
    hint="How often does a character of the text occur in all your inputs together?",
)
misconception(
    "teacher_forcing/rest-kept-in-a-short-batch",
    edit("(len(ids) - 1) // (rows * length) * length", "(len(ids) - 1) // rows"),
    says="What does not fill a batch is kept in a shorter one.",
    hint="How long is your last batch when the text does not divide evenly?",
)
misconception(
    "teacher_forcing/last-batch-lost",
    edit(
        "return list(zip(inputs.split(length, dim=1), targets.split(length, dim=1), strict=True))",
        "batches = list(zip(inputs.split(length, dim=1), targets.split(length, dim=1)))\n"
        "    return batches[:-1] or batches",
    ),
    says="The last batch is thrown away although it is full.",
    hint="How many characters of the text are in none of your batches?",
)

# --- the loss
misconception(
    "sequence_loss/loss-padding-counts",
    edit("real = targets != padding", "real = torch.ones_like(targets, dtype=torch.bool)"),
    edit("targets.where(real, 0)", "targets.clamp(min=0)"),
    says="The loss counts padding like any other character.",
    hint="Add ten places of padding to each text: should the loss change?",
)
misconception(
    "sequence_loss/divided-by-all-places",
    edit("real.sum().clamp(min=1)", "targets.numel()"),
    says="Padding is not in the sum, but it is counted in the number by which is divided.",
    hint="Add ten places of padding to each text: what happens to the number that you divide by?",
)
misconception(
    "sequence_loss/sum-for-mean",
    edit(" / real.sum().clamp(min=1)", ""),
    says="The loss is the sum over the characters, not their mean.",
    hint="Twice the same texts in one batch: should the loss be twice as large?",
)
misconception(
    "sequence_loss/divided-by-texts",
    edit("real.sum().clamp(min=1)", "len(targets)"),
    says="The losses of each text are added up, and these sums are averaged over the texts.",
    hint="Should a character cost more because its text is long?",
)
misconception(
    "sequence_loss/mean-of-text-means",
    edit(
        "return -(logs * real).sum() / real.sum().clamp(min=1)",
        "return -((logs * real).sum(dim=1) / real.sum(dim=1).clamp(min=1)).mean()",
    ),
    says="Each text has its own mean, and those are averaged: short texts count more.",
    hint="Texts of 1 and 3 characters: which share of the loss does each character have?",
)
misconception(
    "sequence_loss/mean-of-column-means",
    edit(
        "return -(logs * real).sum() / real.sum().clamp(min=1)",
        "return -((logs * real).sum(dim=0) / real.sum(dim=0).clamp(min=1)).mean()",
    ),
    says="Each place has its own mean over the texts, and those are averaged.",
    hint="At the last place perhaps one text is left. Should its character count as much as all "
    "characters of the first place together?",
)
misconception(
    "sequence_loss/loss-zero-is-padding",
    edit("real = targets != padding", "real = targets != 0"),
    says="Whatever the argument says, 0 is taken for padding.",
    hint="Who decides which id is padding?",
)
misconception(
    "sequence_loss/negative-is-padding",
    edit("real = targets != padding", "real = targets >= 0"),
    says="Only negative targets are taken for padding, whatever the argument says.",
    hint="Who decides which id is padding?",
)
misconception(
    "sequence_loss/nothing-real-is-nan",
    edit("real.sum().clamp(min=1)", "real.sum()"),
    says="In a batch of padding alone it divides by zero.",
    hint="How many real characters does a batch of padding alone have?",
)
misconception(
    "sequence_loss/softmax-first",
    edit("logits.log_softmax(dim=2)", "logits.softmax(dim=2).log_softmax(dim=2)"),
    says="A softmax stands before a loss that does the softmax itself.",
    hint="How many times do your logits pass a softmax?",
)
misconception(
    "sequence_loss/softmax-over-time",
    edit("logits.log_softmax(dim=2)", "logits.log_softmax(dim=1)"),
    says="The softmax goes over the places of a text, not over the characters.",
    hint="Of which numbers should the probabilities sum to 1?",
)
misconception(
    "sequence_loss/reshaped-for-transposed",
    edit(
        "logits.log_softmax(dim=2).gather(2, chosen.unsqueeze(2)).squeeze(2)",
        "-nn.functional.cross_entropy(\n"
        "        logits.reshape(len(logits), -1, logits.shape[1]), chosen, reduction='none'\n"
        "    )",
    ),
    says="The axes of the logits were exchanged by a reshape, which mixes up the numbers.",
    hint="Reshape [[1, 2, 3], [4, 5, 6]] to three rows: is the first column still 1, 2, 3?",
)
misconception(
    "sequence_loss/logarithm-of-softmax",
    edit("logits.log_softmax(dim=2)", "logits.softmax(dim=2).log()"),
    says="The logarithm is taken of a probability that may have become 0.",
    hint="A logit of −1000 beside one of 1000: what is its probability in the computer?",
)
misconception(
    "sequence_loss/logarithm-with-epsilon",
    edit("logits.log_softmax(dim=2)", "(logits.softmax(dim=2) + VALUE).log()"),
    values=("1e-8", "1e-10"),
    says="A small number is added to the probabilities, which bounds the loss.",
    hint="How large can your loss become for a character that is almost impossible?",
)
misconception(
    "sequence_loss/loss-sign",
    edit("return -(logs", "return (logs"),
    says="The loss is negative: the minus before the logarithm is missing.",
    hint="Can surprise be below zero?",
)
misconception(
    "sequence_loss/bits",
    edit("real.sum().clamp(min=1)", "real.sum().clamp(min=1) / math.log(2)"),
    says="The loss is in bits, not in nats.",
    hint="Which logarithm does the cross-entropy have?",
)
misconception(
    "sequence_loss/left-the-graph",
    edit("return -(logs", "return -(logs.detach()"),
    says="The loss has left the graph, so no gradient comes back.",
    hint="What does `loss.requires_grad` say?",
    raises="does not require grad and does not have a grad_fn",
)

# --- perplexity
misconception(
    "perplexity/mean-of-perplexities",
    edit(
        "math.exp(total / sum(count for _, count in pairs))",
        "sum(math.exp(loss) * count for loss, count in pairs) / sum(count for _, count in pairs)",
    ),
    says="Each batch has its own perplexity, and those are averaged.",
    hint="Which comes first: the mean, or the exponential?",
)
misconception(
    "perplexity/batches-count-alike",
    edit(
        "math.exp(total / sum(count for _, count in pairs))",
        "math.exp(sum(loss for loss, _ in pairs) / len(pairs))",
    ),
    says="Every batch counts alike, however few characters it has.",
    hint="Batches of 1 and 99 characters: how much should the first one count?",
)
misconception(
    "perplexity/power-of-two",
    edit("math.exp(total /", "2 ** (total /"),
    says="2 is raised to a loss in nats.",
    hint="Which base belongs to the logarithm of the loss?",
)
misconception(
    "perplexity/exponential-forgotten",
    edit("math.exp(total / sum(count for _, count in pairs))", "total / sum(c for _, c in pairs)"),
    says="This is the mean loss, not yet the perplexity.",
    hint="A model that guesses among 10 characters at random has a perplexity of 10. And yours?",
)
misconception(
    "perplexity/losses-are-sums",
    edit("sum(loss * count for loss, count in pairs)", "sum(loss for loss, _ in pairs)"),
    says="The losses are added as if they were sums over characters, but they are means.",
    hint="A batch of 5 characters with the loss 2: how much does it have in all?",
)
misconception(
    "perplexity/empty-batch-spoils-it",
    edit("strict=True) if count > 0]", "strict=True)]"),
    says="The loss of a batch without characters goes into the sum, where NaN stays NaN.",
    hint="What is 0 · NaN?",
)
misconception(
    "perplexity/perplexity-sign",
    edit("math.exp(total /", "math.exp(-total /"),
    says="The exponent has the wrong sign: this is the geometric mean of the probabilities.",
    hint="Can a model hesitate between less than one character?",
)

# --- one step
misconception(
    "train_step/state-with-its-graph",
    edit("_cut(state)", "state"),
    says="The graph of this batch hangs on the state, so the next backward pass comes back here.",
    hint="Where does the backward pass of the next batch end?",
    raises="backward through the graph a second time",
)
misconception(
    "train_step/step-state-dropped",
    edit("_cut(state)", "None"),
    says="The state does not come back, so every batch begins with an empty memory.",
    hint="What does the model know of the earlier batches when it reads this one?",
)
misconception(
    "train_step/state-not-used",
    edit("model(inputs, state)", "model(inputs, None)"),
    says="The model reads every batch with an empty memory, whatever state it is given.",
    hint="Which of your lines makes use of the state that came?",
)
misconception(
    "train_step/old-state-returned",
    edit("logits, state = model(inputs, state)", "logits, _ = model(inputs, state)"),
    says="The state that comes back is the one that came.",
    hint="What has the model read in the meantime?",
)
misconception(
    "train_step/state-starts-from-zeros",
    edit(
        "_cut(state)",
        "tuple(torch.zeros_like(s) for s in state) if isinstance(state, tuple) "
        "else torch.zeros_like(state)",
    ),
    says="The state is set to zeros after each batch.",
    hint="Is the graph to be cut, or the memory to be emptied?",
)
misconception(
    "train_step/state-after-the-step",
    edit("_cut(state)", "_cut(model(inputs, given)[1])"),
    edit("    optimizer.zero_grad()\n", "    given = state\n    optimizer.zero_grad()\n"),
    says="The batch is read once more after the step, and the state comes from there.",
    hint="How many times does the model read this batch?",
)
misconception(
    "train_step/clipping-before-backward",
    edit("    nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n", ""),
    edit(
        "    loss.backward()\n",
        "    nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n    loss.backward()\n",
    ),
    says="The gradients are clipped before the backward pass has made them.",
    hint="What is in `.grad` at the moment at which you clip?",
)
misconception(
    "train_step/clipping-after-the-step",
    edit("    nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n", ""),
    edit(
        "optimizer.step()",
        "optimizer.step()\n    nn.utils.clip_grad_norm_(model.parameters(), max_norm)",
    ),
    says="The gradients are clipped after the step has used them.",
    hint="Who looks at the gradients after you have clipped them?",
)
misconception(
    "train_step/no-clipping",
    edit("    nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n", ""),
    says="The gradients are not clipped.",
    hint="What does your function do with max_norm?",
)
misconception(
    "train_step/clipped-by-value",
    edit("clip_grad_norm_(", "clip_grad_value_("),
    says="Each element is clipped on its own, which turns the gradient.",
    hint="Does your gradient still point in the direction in which it pointed before?",
)
misconception(
    "train_step/each-parameter-clipped",
    edit(
        "nn.utils.clip_grad_norm_(model.parameters(), max_norm)",
        "for p in model.parameters():\n        nn.utils.clip_grad_norm_(p, max_norm)",
    ),
    says="Each parameter's gradient is shortened by itself, not all together.",
    hint="One norm of all, or one for each parameter: which keeps the direction?",
)
misconception(
    "train_step/always-of-the-largest-length",
    edit(
        "nn.utils.clip_grad_norm_(model.parameters(), max_norm)",
        "norm = nn.utils.get_total_norm([p.grad for p in model.parameters()])\n"
        "    for p in model.parameters():\n"
        "        p.grad *= max_norm / norm",
    ),
    says="Short gradients are made longer: every gradient gets the length max_norm.",
    hint="What happens to a gradient that is shorter than max_norm?",
)
misconception(
    "train_step/no-zero-grad",
    edit("    optimizer.zero_grad()\n", ""),
    says="Gradients of earlier batches are still there and are added to.",
    hint="Whose gradients are still in `.grad` when this batch's arrive?",
)
misconception(
    "train_step/zero-grad-after-backward",
    edit("    optimizer.zero_grad()\n", ""),
    edit("loss.backward()", "loss.backward()\n    optimizer.zero_grad()"),
    says="The gradients are cleared after they were computed and before they were used.",
    hint="What did the step have to work with?",
)
misconception(
    "train_step/no-step",
    edit("    optimizer.step()\n", ""),
    says="Gradients are computed, but no step is taken.",
    hint="Who moves the parameters?",
)
misconception(
    "train_step/inputs-as-targets",
    edit("sequence_loss(logits, targets, -1)", "sequence_loss(logits, inputs, -1)"),
    says="The model is taught to repeat what it reads.",
    hint="Which of the two tensors does the model see, and which should it guess?",
)
misconception(
    "train_step/step-zero-is-padding",
    edit("sequence_loss(logits, targets, -1)", "sequence_loss(logits, targets, 0)"),
    says="The character 0 is taken for padding and not learnt.",
    hint="Is any character of this batch left out?",
)
misconception(
    "train_step/only-the-last-character",
    edit(
        "sequence_loss(logits, targets, -1)", "sequence_loss(logits[:, -1:], targets[:, -1:], -1)"
    ),
    says="Only the last character of each row is learnt.",
    hint="How many guesses does the model make for one row, and how many of them do you use?",
)
misconception(
    "train_step/summed-loss",
    edit(
        "loss = sequence_loss(logits, targets, -1)",
        "loss = sequence_loss(logits, targets, -1) * targets.numel()",
    ),
    says="The loss is the sum over all characters, not their mean.",
    hint="Should the gradient grow with the size of the batch?",
)
misconception(
    "train_step/loss-as-tensor",
    edit("loss.item()", "loss"),
    says="The loss comes back as a tensor with its whole graph behind it.",
    hint="Is the number needed, or its history?",
)
misconception(
    "train_step/loss-after-step",
    edit("return loss.item()", "return sequence_loss(model(inputs, given)[0], targets, -1).item()"),
    edit("    optimizer.zero_grad()\n", "    given = state\n    optimizer.zero_grad()\n"),
    says="The loss that comes back was measured after the step.",
    hint="Had the model already learnt from this batch when its loss was measured?",
)

# --- temperature
misconception(
    "temperature_probabilities/multiplied",
    edit("logits / temperature", "logits * temperature"),
    says="The logits are multiplied by the temperature instead of divided.",
    hint="Should a high temperature make the differences between logits larger or smaller?",
)
misconception(
    "temperature_probabilities/probabilities-divided",
    edit(
        "torch.softmax(logits / temperature, dim=-1)", "torch.softmax(logits, dim=-1) / temperature"
    ),
    says="The probabilities are divided by the temperature, and no longer sum to 1.",
    hint="What do your probabilities sum to at temperature 2?",
)
misconception(
    "temperature_probabilities/softmax-twice",
    edit(
        "torch.softmax(logits / temperature",
        "torch.softmax(torch.softmax(logits, -1) / temperature",
    ),
    says="The temperature divides probabilities instead of logits; they pass a softmax twice.",
    hint="At temperature 1, are your probabilities the softmax of the logits?",
)
misconception(
    "temperature_probabilities/ignored",
    edit("logits / temperature", "logits"),
    says="The temperature has no effect.",
    hint="Do your probabilities change with the temperature?",
)
misconception(
    "temperature_probabilities/zero-not-handled",
    edit("if temperature == 0:", "if temperature < 0:"),
    says="At temperature 0 it divides by zero.",
    hint="What is 3 / 0, and what should the probabilities tend to?",
)
misconception(
    "temperature_probabilities/zero-replaced",
    edit("if temperature == 0:", "temperature = max(temperature, VALUE)\n    if temperature == 0:"),
    values=("0.1", "0.01", "1e-3"),
    says="Instead of the limit a small temperature is taken, which also replaces smaller ones.",
    hint="Two logits that differ by very little: does the larger one really have all at 0?",
)
misconception(
    "temperature_probabilities/zero-takes-the-first",
    edit(
        "largest = (logits == logits.amax(dim=-1, keepdim=True)).to(logits.dtype)",
        "largest = nn.functional.one_hot(logits.argmax(dim=-1), logits.shape[-1]).to(logits.dtype)",
    ),
    says="At temperature 0, the first of several largest logits gets all.",
    hint="Two characters with equal logits: does any temperature make one of them likelier?",
)
misconception(
    "temperature_probabilities/zero-is-uniform",
    edit(
        "if temperature == 0:",
        "if temperature == 0:\n"
        "        return torch.ones_like(logits) / logits.shape[-1]\n"
        "    if temperature == 0:",
    ),
    says="At temperature 0 all characters are equally likely; that is the other limit.",
    hint="At which of the two limits are all characters equally likely: at 0, or at infinity?",
)
misconception(
    "temperature_probabilities/shares-not-divided",
    edit("return largest / largest.sum(dim=-1, keepdim=True)", "return largest"),
    says="At temperature 0, several largest logits get 1 each.",
    hint="Two equal logits at temperature 0: what is the sum of their probabilities?",
)
misconception(
    "temperature_probabilities/temperature-exponential-not-safe",
    edit(
        "return torch.softmax(logits / temperature, dim=-1)",
        "powers = torch.exp(logits / temperature)\n"
        "    return powers / powers.sum(dim=-1, keepdim=True)",
    ),
    says="The exponential of a large logit overflows.",
    hint="What may be subtracted from all logits without changing their softmax?",
)
misconception(
    "temperature_probabilities/wrong-axis",
    edit(
        "torch.softmax(logits / temperature, dim=-1)", "torch.softmax(logits / temperature, dim=0)"
    ),
    says="The softmax goes over the first axis.",
    hint="Which axis holds the characters?",
)
misconception(
    "temperature_probabilities/power-not-inverse",
    edit(
        "return torch.softmax(logits / temperature, dim=-1)",
        "powers = torch.softmax(logits, dim=-1) ** temperature\n"
        "    return powers / powers.sum(dim=-1, keepdim=True)",
    ),
    says="The probabilities are raised to the temperature instead of to its inverse.",
    hint="Should a high temperature make a probability of 0.9 more or less dominant?",
)

# --- writing
misconception(
    "generate/always-the-likeliest",
    edit(
        "torch.multinomial(probabilities, 1, generator=generator)",
        "probabilities.argmax(dim=0, keepdim=True)",
    ),
    says="The likeliest character is taken instead of one that is drawn.",
    hint="Ask twice with generators in different states: are the texts ever different?",
)
misconception(
    "generate/generator-not-used",
    edit(", generator=generator)", ")"),
    says="The text is drawn from torch's own generator, not from the one that is given.",
    hint="Two generators in equal states: are the two texts equal?",
)
misconception(
    "generate/generator-started-again",
    edit(
        "        for _ in range(length):\n",
        "        for _ in range(length):\n            generator.manual_seed(1)\n",
    ),
    says="The generator is set to the same state again and again.",
    hint="How many different random numbers does your function draw?",
)
misconception(
    "generate/temperature-ignored",
    edit("temperature_probabilities(logits[0, -1], temperature)", "logits[0, -1].softmax(dim=0)"),
    says="The temperature has no effect.",
    hint="Does your text change with the temperature?",
)
misconception(
    "generate/temperature-of-probabilities",
    edit(
        "temperature_probabilities(logits[0, -1], temperature)",
        "temperature_probabilities(logits[0, -1].softmax(0), temperature)",
    ),
    says="The temperature is applied to probabilities, and not to logits.",
    hint="At temperature 1, with which probabilities do you draw?",
)
misconception(
    "generate/uniform-drawing",
    edit("torch.multinomial(probabilities", "torch.multinomial(torch.ones_like(probabilities)"),
    says="All characters are drawn equally often, whatever the model says.",
    hint="Which of your lines makes a likely character come more often?",
)
misconception(
    "generate/text-state-dropped",
    edit(
        "logits, state = model(ids.unsqueeze(0), state)",
        "logits, _ = model(ids.unsqueeze(0), None)",
    ),
    says="The model's state is dropped: it only knows the last character.",
    hint="What does the model still know of the start when it writes the tenth character?",
)
misconception(
    "generate/read-again-with-the-state",
    edit(
        "            text.append(ids)\n",
        "            text.append(ids)\n            ids = torch.cat([start, *text])\n",
    ),
    says="The whole text is read again, on top of a state that has already read it.",
    hint="How many times has the model read the first character when it writes the third?",
)
misconception(
    "generate/read-again-from-the-start",
    edit(
        "            text.append(ids)\n",
        "            text.append(ids)\n            ids, state = torch.cat([start, *text]), None\n",
    ),
    says="The whole text is read again for each character: right, but ever slower.",
    hint="How many characters does the model read in all for a text of 1000?",
)
misconception(
    "generate/only-the-end-of-the-start",
    edit("text, state, ids = [], None, start", "text, state, ids = [], None, start[-1:]"),
    says="Only the last character of the start is read.",
    hint="Does your text change when the first character of the start changes?",
)
misconception(
    "generate/logits-of-the-first-place",
    edit("logits[0, -1]", "logits[0, 0]"),
    says="The first new character is drawn from the logits for the first character of the start.",
    hint="Which place's logits know all of the start?",
)
misconception(
    "generate/text-start-included",
    edit("return torch.cat(text)", "return torch.cat([start, *text])"),
    says="The start is a part of what comes back.",
    hint="How many characters come back, and how many should?",
)
misconception(
    "generate/text-one-too-few",
    edit("range(length)", "range(max(length - 1, 1))"),
    says="One character too few is written.",
    hint="How many characters come back, and how many should?",
)
misconception(
    "generate/feeds-the-likeliest",
    edit(
        "            text.append(ids)\n",
        "            text.append(ids)\n"
        "            ids = probabilities.argmax(dim=0, keepdim=True)\n",
    ),
    says="The model reads the likeliest character instead of the one that was drawn.",
    hint="What stands in your text, and what does the model believe stands there?",
)
misconception(
    "generate/start-read-again-and-again",
    edit(
        "            text.append(ids)\n", "            text.append(ids)\n            ids = start\n"
    ),
    says="The model reads the start again and again, and never what it has written.",
    hint="What does the model read before it writes its second character?",
)
misconception(
    "generate/training-mode",
    edit("    model.eval()\n", ""),
    says="The model writes in the mode in which it came, perhaps with dropout.",
    hint="What does dropout do while your model writes?",
)
misconception(
    "generate/left-in-evaluation-mode",
    edit("    model.train(was_training)\n", ""),
    says="The model stays in evaluation mode.",
    hint="In which mode does a training go on that looks at a text in between?",
)
misconception(
    "generate/always-left-in-training-mode",
    edit("model.train(was_training)", "model.train()"),
    says="The model is always left in training mode, also if it came in the other one.",
    hint="In which mode did the model come?",
)
misconception(
    "generate/text-gradients-recorded",
    edit("with torch.no_grad():", "with torch.enable_grad():"),
    says="Gradients are recorded while the model writes.",
    hint="What grows with each character that your model writes?",
)

# --- an encoder and a decoder
misconception(
    "translation_loss/targets-as-inputs",
    edit("torch.cat([first, targets[:, :-1]], dim=1)", "targets"),
    says="The decoder is given the very character that it should guess.",
    hint="What has the decoder read when it guesses the first character?",
)
misconception(
    "translation_loss/start-everywhere",
    edit("torch.cat([first, targets[:, :-1]], dim=1)", "first.expand(targets.shape)"),
    says="The decoder is given the start symbol at every place.",
    hint="What does the teacher tell the decoder after its first guess?",
)
misconception(
    "translation_loss/own-guesses",
    edit(
        "logits, _ = decoder(inputs, encoder(sources))",
        "ids, state, columns = first, encoder(sources), []\n"
        "    for _ in range(targets.shape[1]):\n"
        "        column, state = decoder(ids, state)\n"
        "        ids = column.argmax(dim=2)\n"
        "        columns.append(column)\n"
        "    logits = torch.cat(columns, dim=1)",
    ),
    says="The decoder is given its own guesses, not the right characters.",
    hint="After a wrong guess, what does the decoder read next: its guess, or the truth?",
)
misconception(
    "translation_loss/taught-zero-for-start",
    edit("targets.new_full((len(targets), 1), start)", "torch.zeros_like(targets[:, :1])"),
    says="The first input is 0, whatever the start symbol is.",
    hint="Which id does the decoder read first?",
)
misconception(
    "translation_loss/padding-for-start",
    edit("(len(targets), 1), start)", "(len(targets), 1), padding)"),
    says="The decoder begins with padding instead of the start symbol.",
    hint="Which id does the decoder read first?",
)
misconception(
    "translation_loss/taught-encoder-not-used",
    edit("encoder(sources))", "None)"),
    says="The decoder knows nothing of the sources.",
    hint="Which way does what the encoder has read take to the decoder?",
)
misconception(
    "translation_loss/encoder-frozen",
    edit(
        "logits, _ = decoder(inputs, encoder(sources))",
        "with torch.no_grad():\n"
        "        state = encoder(sources)\n"
        "    logits, _ = decoder(inputs, state)",
    ),
    says="No gradient reaches the encoder, so it never learns.",
    hint="What are the gradients of the encoder's parameters after a backward pass?",
)
misconception(
    "translation_loss/taught-padding-counts",
    edit("sequence_loss(logits, targets, padding)", "sequence_loss(logits, targets, -1)"),
    says="The decoder is also taught to write padding.",
    hint="Add ten places of padding to the targets: should the loss change?",
)
misconception(
    "translation_loss/end-not-learnt",
    edit(
        "    return sequence_loss",
        "    rest = torch.cat([targets[:, 1:], torch.full_like(first, padding)], dim=1)\n"
        "    targets = targets.masked_fill(rest == padding, padding)\n"
        "    return sequence_loss",
    ),
    says="The end symbol is not learnt, so the decoder will never stop.",
    hint="Which symbol should the decoder guess after the last character?",
)
misconception(
    "translation_loss/first-character-not-learnt",
    edit(
        "    first = targets.new_full((len(targets), 1), start)\n"
        "    inputs = torch.cat([first, targets[:, :-1]], dim=1)\n",
        "    first = targets[:, :1]\n"
        "    inputs = targets[:, :-1] if targets.shape[1] > 1 else first\n"
        "    targets = targets[:, 1:] if targets.shape[1] > 1 else first\n",
    ),
    says="The decoder begins with the first right character, which it never learns to guess.",
    hint="Who tells the decoder its first character when there is no teacher?",
)
misconception(
    "translation_loss/sources-as-inputs",
    edit(
        "targets[:, :-1]]", "sources[:, : targets.shape[1] - 1], targets[:, sources.shape[1] : -1]]"
    ),
    says="The decoder reads the sources where it should read the targets.",
    hint="The right character before this one: of the source, or of the translation?",
)
misconception(
    "translate/translation-state-dropped",
    edit("logits, state = decoder(ids, state)", "logits, _ = decoder(ids, state)"),
    says="The decoder's state is dropped: each guess begins anew from the encoder's.",
    hint="What does the decoder still know of its guesses before the last one?",
)
misconception(
    "translate/translation-encoder-not-used",
    edit("state = encoder(sources)", "state = None"),
    says="The decoder knows nothing of the sources.",
    hint="Do two different sources get different translations?",
)
misconception(
    "translate/start-again-and-again",
    edit(
        "            ids = logits[:, -1:].argmax(dim=2)\n"
        "            columns.append(ids.masked_fill(ended, padding))\n"
        "            ended = ended | (ids == end)\n",
        "            guess = logits[:, -1:].argmax(dim=2)\n"
        "            columns.append(guess.masked_fill(ended, padding))\n"
        "            ended = ended | (guess == end)\n",
    ),
    says="The decoder is given the start symbol again and again, never its own guess.",
    hint="What does the decoder read before its second guess?",
)
misconception(
    "translate/translation-zero-for-start",
    edit("sources.new_full((len(sources), 1), start)", "torch.zeros_like(sources[:, :1])"),
    says="The first input is 0, whatever the start symbol is.",
    hint="Which id does the decoder read first?",
)
misconception(
    "translate/goes-on-after-the-end",
    edit("ids.masked_fill(ended, padding)", "ids"),
    says="The text goes on after its end.",
    hint="What should stand after the end symbol?",
)
misconception(
    "translate/end-not-included",
    edit(
        "            columns.append(ids.masked_fill(ended, padding))\n"
        "            ended = ended | (ids == end)\n",
        "            ended = ended | (ids == end)\n"
        "            columns.append(ids.masked_fill(ended, padding))\n",
    ),
    says="The end symbol itself is replaced by padding.",
    hint="Is the end symbol a part of the text?",
)
misconception(
    "translate/stops-at-the-first-end",
    edit(
        "            ended = ended | (ids == end)\n",
        "            ended = ended | (ids == end).any()\n",
    ),
    says="All texts stop as soon as one of them has ended.",
    hint="One text is short and one is long: what becomes of the long one?",
)
misconception(
    "translate/padding-only-at-the-end-symbol",
    edit("ended = ended | (ids == end)", "ended = ids == end"),
    says="Only one place after the end is padding; then the text goes on.",
    hint="Has a text that ended two steps ago still ended?",
)
misconception(
    "translate/cut-before-the-limit",
    edit(
        "return torch.cat(columns, dim=1)",
        "width = max(1, int((torch.cat(columns, dim=1) != padding).any(dim=0).sum()))\n"
        "    return torch.cat(columns, dim=1)[:, :width]",
    ),
    says="What comes back is only as wide as the longest text.",
    hint="How many columns should come back?",
)
misconception(
    "translate/translation-one-too-few",
    edit("range(limit)", "range(max(limit - 1, 1))"),
    says="One character too few is guessed.",
    hint="How many columns should come back, and how many guesses are they?",
)
misconception(
    "translate/translation-start-included",
    edit(
        "return torch.cat(columns, dim=1)",
        "first = torch.full_like(ids, start)\n"
        "    return torch.cat([first, *columns], dim=1)[:, :limit]",
    ),
    says="The start symbol is a part of what comes back.",
    hint="Did the decoder guess the start symbol?",
)
misconception(
    "translate/drawn-not-largest",
    edit("logits[:, -1:].argmax(dim=2)", "torch.multinomial(logits[:, -1].softmax(dim=1), 1)"),
    says="The characters are drawn instead of being the likeliest ones.",
    hint="Do two equal calls give equal translations?",
)
misconception(
    "translate/smallest-logit",
    edit("argmax(dim=2)", "argmin(dim=2)"),
    says="The character with the smallest logit is taken.",
    hint="Which logit belongs to the likeliest character?",
)
misconception(
    "translate/translation-gradients-recorded",
    edit("with torch.no_grad():", "with torch.enable_grad():"),
    says="Gradients are recorded.",
    hint="Will anybody ask for a gradient of a translation?",
)

# --- attention
misconception(
    "attention/not-scaled",
    edit(" / math.sqrt(q.shape[2])", ""),
    says="The scores are not divided by √D.",
    hint="How do the scores of random vectors grow with their length?",
)
misconception(
    "attention/divided-by-d",
    edit("math.sqrt(q.shape[2])", "q.shape[2]"),
    says="The scores are divided by D instead of its root.",
    hint="How does the deviation of a sum of D products grow with D?",
)
misconception(
    "attention/scaled-by-places",
    edit("math.sqrt(q.shape[2])", "math.sqrt(k.shape[1])"),
    says="The scores are divided by the root of the number of places.",
    hint="Over how many products does one score sum?",
)
misconception(
    "attention/scaled-by-value-width",
    edit("math.sqrt(q.shape[2])", "math.sqrt(v.shape[2])"),
    says="The scores are divided by the root of the values' width, not of the queries'.",
    hint="Over how many products does one score sum?",
)
misconception(
    "attention/softmax-over-queries",
    edit("torch.softmax(scores, dim=2)", "torch.softmax(scores, dim=1)"),
    says="The softmax goes over the queries: the weights of one query do not sum to 1.",
    hint="Who shares out its attention: a query among the keys, or a key among the queries?",
)
misconception(
    "attention/mask-turned-around",
    edit("masked_fill(~allowed", "masked_fill(allowed"),
    edit(" * allowed", " * ~allowed"),
    says="The mask is turned around: it looks only where it may not.",
    hint="Which meaning does True have in `allowed`?",
)
misconception(
    "attention/mask-ignored",
    edit("    scores = scores.masked_fill(~allowed, torch.finfo(scores.dtype).min)\n", ""),
    edit(" * allowed", ""),
    says="It looks everywhere, also where it may not.",
    hint="Could your model read the character that it should guess?",
)
misconception(
    "attention/mask-after-softmax",
    edit("    scores = scores.masked_fill(~allowed, torch.finfo(scores.dtype).min)\n", ""),
    says="Weights are set to 0 after the softmax, so the others no longer sum to 1.",
    hint="What do the weights that are left sum to?",
)
misconception(
    "attention/masked-scores-zero",
    edit("torch.finfo(scores.dtype).min", "0.0"),
    edit(" * allowed", ""),
    says="Forbidden scores become 0, and e to the power of 0 is 1.",
    hint="Which score has the weight 0 after a softmax?",
)
misconception(
    "attention/mask-too-weak",
    edit("torch.finfo(scores.dtype).min", "VALUE"),
    edit(" * allowed", ""),
    values=("-100", "-1e4"),
    says="Forbidden scores get a number that real scores may be below.",
    hint="How small can a real score be when the elements are ±1000?",
)
misconception(
    "attention/mask-added",
    edit(
        "scores.masked_fill(~allowed, torch.finfo(scores.dtype).min)", "scores - VALUE * ~allowed"
    ),
    edit(" * allowed", ""),
    values=("1e4", "100", "1.0"),
    says="A number is taken from forbidden scores, which large scores outweigh.",
    hint="A forbidden score of a million less your number: is it the smallest?",
)
misconception(
    "attention/empty-query-is-nan",
    edit("torch.finfo(scores.dtype).min", "-math.inf"),
    edit(" * allowed", ""),
    says="A query that may look nowhere gets NaN: a softmax of −∞ alone.",
    hint="What is 0 / 0, and where does your softmax meet it?",
)
misconception(
    "attention/empty-query-looks-everywhere",
    edit(" * allowed", ""),
    says="A query that may look nowhere looks everywhere alike.",
    hint="All scores are equally small: what does a softmax make of them?",
)
misconception(
    "attention/gradient-of-nan",
    edit(
        "scores.masked_fill(~allowed, torch.finfo(scores.dtype).min)",
        "scores + torch.zeros_like(scores).masked_fill(~allowed, -math.inf)",
    ),
    edit("torch.softmax(scores, dim=2) * allowed", "torch.softmax(scores, dim=2).nan_to_num()"),
    says="NaN is replaced on the way forward, but the gradients are still NaN.",
    hint="Put a query that may look nowhere through a backward pass: what are its gradients?",
)
misconception(
    "attention/attention-exponential-not-safe",
    edit(
        "weights = torch.softmax(scores, dim=2) * allowed",
        "powers = torch.exp(scores) * allowed\n"
        "    weights = powers / powers.sum(dim=2, keepdim=True).clamp(min=1e-30)",
    ),
    says="The exponential of a large score overflows.",
    hint="What may be subtracted from all scores of a query without changing its weights?",
)
misconception(
    "attention/keys-for-values",
    edit(
        "return weights @ v, weights", "return weights @ (k if k.shape == v.shape else v), weights"
    ),
    says="The keys are summed where the values should be.",
    hint="What are the keys for, and what are the values for?",
)
misconception(
    "attention/queries-and-keys-exchanged",
    edit(
        "q @ k.transpose(1, 2) / math.sqrt(q.shape[2])",
        "(k @ q.transpose(1, 2) if k.shape == q.shape else q @ k.transpose(1, 2)) "
        "/ math.sqrt(q.shape[2])",
    ),
    says="The scores are those of keys with queries: rows and columns are exchanged.",
    hint="Which axis of your scores belongs to the queries?",
)

# --- its backward pass
misconception(
    "attention_backward/softmax-diagonal-only",
    edit(" - (weights * dweights).sum(dim=2, keepdim=True)", " * (1 - weights)"),
    says="The derivative of the softmax has its diagonal only: w(1 − w).",
    hint="If one weight grows, what must happen to the others?",
)
misconception(
    "attention_backward/softmax-as-identity",
    edit("weights * (dweights - (weights * dweights).sum(dim=2, keepdim=True))", "dweights"),
    says="The gradient passes the softmax unchanged, as if there were none.",
    hint="If all scores of a query grow by 1, do its weights change?",
)
misconception(
    "attention_backward/sum-over-queries",
    edit(
        "(weights * dweights).sum(dim=2, keepdim=True)",
        "(weights * dweights).sum(dim=1, keepdim=True)",
    ),
    says="The softmax's sum goes over the queries, not over the places.",
    hint="Over which axis did the softmax normalise on the way forward?",
)
misconception(
    "attention_backward/sum-not-weighted",
    edit("(weights * dweights).sum(", "dweights.sum("),
    says="The sum that is subtracted has lost its weights.",
    hint="If the gradients of all weights are equal, what should the scores get?",
)
misconception(
    "attention_backward/mean-subtracted",
    edit("(weights * dweights).sum(", "dweights.mean("),
    says="The plain mean is subtracted, not the mean by the weights.",
    hint="Does a place with the weight 0 change what the others get back?",
)
misconception(
    "attention_backward/outer-weights-missing",
    edit("dscores = weights * (dweights -", "dscores = (dweights -"),
    says="The factor of the weights before the bracket is missing.",
    hint="Which gradient should the score of a place with the weight 0 get?",
)
misconception(
    "attention_backward/scale-missing",
    edit("    dscores = dscores / math.sqrt(q.shape[2])\n", ""),
    says="The scale of the scores is missing on the way back.",
    hint="By which constant was a score multiplied on the way forward?",
)
misconception(
    "attention_backward/scale-in-queries-only",
    edit(
        "dscores.transpose(1, 2) @ q, dv", "dscores.transpose(1, 2) @ q * math.sqrt(q.shape[2]), dv"
    ),
    says="The scale is in the gradient of the queries, but not in that of the keys.",
    hint="Does the constant stand before q alone, or before the whole product?",
)
misconception(
    "attention_backward/scale-by-value-width",
    edit("math.sqrt(q.shape[2])", "math.sqrt(v.shape[2])"),
    says="The scale is that of the values' width, not of the queries'.",
    hint="By which constant was a score multiplied on the way forward?",
)
misconception(
    "attention_backward/dv-not-transposed",
    edit(
        "dv = weights.transpose(1, 2) @ upstream",
        "dv = (weights if weights.shape[1] == weights.shape[2] else weights.transpose(1, 2))"
        " @ upstream",
    ),
    says="The weights are not transposed on the way back to the values.",
    hint="Which queries have used a value, and by which weights: a row of them, or a column?",
)
misconception(
    "attention_backward/dk-not-transposed",
    edit(
        "return dscores @ k, dscores.transpose(1, 2) @ q, dv",
        "turned = dscores if dscores.shape[1] == dscores.shape[2] else dscores.transpose(1, 2)\n"
        "    return dscores @ k, turned @ q, dv",
    ),
    says="The gradients of the scores are not transposed on the way back to the keys.",
    hint="Which scores has a key taken part in: a row of them, or a column?",
)
misconception(
    "attention_backward/gradients-exchanged",
    edit(
        "return dscores @ k, dscores.transpose(1, 2) @ q, dv",
        "return dscores.transpose(1, 2) @ q, dscores @ k, dv",
    ),
    says="The gradients of the queries and of the keys are exchanged.",
    hint="Which of the two has the shape of q?",
)
misconception(
    "attention_backward/dv-from-the-values",
    edit("dweights = upstream @ v.transpose(1, 2)", "dweights = (weights @ v) @ v.transpose(1, 2)"),
    says="The way back starts from the output instead of from the upstream gradient.",
    hint="Where do your dq and dk depend on the upstream gradient?",
)
misconception(
    "attention_backward/weights-made-anew",
    edit(
        "    dv = weights",
        "    weights = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(q.shape[2]), dim=2)\n"
        "    dv = weights",
    ),
    says="The weights are computed anew, without the mask of the forward pass.",
    hint="Do you know in this function where a query might not look?",
)
misconception(
    "attention_backward/left-to-autograd",
    edit(
        "    dv = weights.transpose(1, 2) @ upstream\n",
        "    q, k, v = (one.clone().requires_grad_() for one in (q, k, v))\n"
        "    out, _ = attention(q, k, v, weights > 0)\n"
        "    return torch.autograd.grad(out, (q, k, v), upstream)\n"
        "    dv = weights.transpose(1, 2) @ upstream\n",
    ),
    says="The backward pass is left to autograd, which records nothing here.",
    hint="What would autograd do, step by step? Write that down.",
    raises="does not require grad and does not have a grad_fn",
)
