"""Wrong capstones that students really write.

Trainings never give equal numbers, so they are told apart by what they do and by what their models
have learnt, and a misconception may share its signs with another: then both are named.
"""

from autograder.rubric import edit, misconception

# --- build_model
misconception(
    "build_model/softmax-at-the-end",
    edit("return logits", "return torch.softmax(logits, dim=1)", of="Reader"),
    says="The model ends with a softmax; logits are what it should give.",
    hint="Could your model ever give -3 or 7?",
)
misconception(
    "build_model/log-softmax-at-the-end",
    edit("return logits", "return torch.log_softmax(logits, dim=1)", of="Reader"),
    says="The model ends with a log-softmax; logits are what it should give.",
    hint="Which part of the loss have you built into the model?",
)
misconception(
    "build_model/two-classes-always",
    edit("(hidden, classes)", "(hidden, 2)", of="Reader"),
    says="The number of classes is written into the code.",
    hint="Which line of yours reads `classes`?",
)
misconception(
    "build_model/vocabulary-written-down",
    edit("(vocabulary_size, width)", "(95, width)", of="Reader"),
    says="The size of the vocabulary is written into the code.",
    hint="Which line of yours reads `vocabulary_size`?",
    raises="index out of range in self",
)
misconception(
    "build_model/order-does-not-count",
    edit("        self.gru = nn.GRU(width, hidden, batch_first=True)\n", "", of="Reader"),
    edit("(hidden, classes)", "(width, classes)", of="Reader"),
    edit(
        "states, _ = self.gru(self.embedding(numbers))",
        "vectors = self.embedding(numbers)",
        of="Reader",
    ),
    edit("states[:, -1]", "vectors.mean(dim=1)", of="Reader"),
    says="The characters are only counted: read backwards, a text gives the same logits.",
    hint=(
        "The texts “ab” and “ba” hold the same characters. Does your model give them the same "
        "logits?"
    ),
)
misconception(
    "build_model/time-and-batch-confused",
    edit(", batch_first=True", "", of="Reader"),
    says="The layer reads along the batch: the texts of a batch are mixed with one another.",
    hint="Which axis is time for your recurrent layer, if nobody tells it?",
)
misconception(
    "build_model/layers-in-plain-list",
    edit(
        "self.embedding = nn.Embedding(vocabulary_size, width)",
        "self.layers = [nn.Embedding(vocabulary_size, width)]",
        of="Reader",
    ),
    edit("self.embedding(", "self.layers[0](", of="Reader"),
    says="A layer stands in a plain list, so the model does not know that it owns it.",
    hint="How many numbers does the optimizer get when it asks your model for its parameters?",
)
misconception(
    "build_model/state-left-behind",
    edit("(numbers))", "(numbers), torch.zeros(1, len(numbers), 32))", of="Reader"),
    says="The first state is a plain tensor, so it stays behind when the model moves.",
    hint="On which device does the first state have to be? Who could tell it?",
    raises="(in gru: tensor 1 on xpu:0, tensor 2 on cpu",
)
misconception(
    "build_model/batch-axis-lost",
    edit("return logits", "return logits.squeeze()", of="Reader"),
    says="For a single text the batch axis gets lost.",
    hint="What does `squeeze()` do with a batch of one?",
)

# --- fit
misconception(
    "fit/parameters-never-move",
    edit("            optimizer.step()\n", ""),
    says="No parameter moves while the model is trained.",
    hint="Compare a weight before and after a batch: which calls move it, and in which order?",
)
misconception(
    "fit/gradients-add-up",
    edit("            optimizer.zero_grad()\n", ""),
    says="The gradients of earlier batches are never set to zero: each step goes by their sum.",
    hint="What is in a weight's `grad` before the second batch's backward pass?",
)
misconception(
    "fit/a-copy-is-trained",
    edit("    model.to(device)", "    import copy\n\n    model = copy.deepcopy(model).to(device)"),
    says="A copy of the model is trained, the model itself is not.",
    hint="Which model does the caller hold in the end?",
)
misconception(
    "fit/labels-shuffled-apart",
    edit("total = 0.0", "total, texts = 0.0, texts[torch.randperm(len(texts))]"),
    says="The texts are shuffled, the labels are not.",
    hint="Show one text of a batch beside its label: do they belong together?",
)
misconception(
    "fit/one-label-for-all",
    edit("labels[batch]", "torch.zeros_like(labels[batch])"),
    says="The model is not taught the labels that were given: it says the same of every text.",
    hint="Count how often your model guesses each class. And which label does the loss get?",
)
misconception(
    "fit/learning-rate-far-too-small",
    edit("lr=1e-2", "lr=1e-7"),
    says="The model hardly moves: its steps are far too small.",
    hint="By how much does the loss fall in an epoch? What if each step were ten times as long?",
)
misconception(
    "fit/not-in-training-mode",
    edit("    model.train()\n", ""),
    says="While it is trained, the model is not in training mode all the time.",
    hint="Which mode do dropout and batch normalisation need while the model learns?",
)
misconception(
    "fit/trained-in-evaluation-mode",
    edit("    model.train()\n", "    model.eval()\n"),
    says="The model is put into evaluation mode, and trained in it.",
    hint="Which mode do dropout and batch normalisation need while the model learns?",
)
misconception(
    "fit/seed-ignored",
    edit("    torch.manual_seed(seed)\n", ""),
    says="The seed does not decide on everything that chance decides.",
    hint="What is drawn at random in here, and from which generator?",
)
misconception(
    "fit/last-loss-only",
    edit("return curve", "return curve[-1]"),
    says="A single loss comes back instead of the learning curve.",
    hint="How many numbers does a curve of twelve epochs have?",
)
misconception(
    "fit/a-loss-a-batch",
    edit("        curve.append(total / len(texts))\n", ""),
    edit("total += loss.item() * len(batch)", "curve.append(loss.item())"),
    says="The list holds a loss for each batch, not for each epoch.",
    hint="How long is your list, and how many epochs did you train?",
)
misconception(
    "fit/losses-are-tensors",
    edit("loss.item()", "loss.detach()"),
    says="The losses are tensors; plain numbers are asked for.",
    hint="What stands behind a tensor, and how does one get the number alone?",
)
misconception(
    "fit/graphs-kept",
    edit("loss.item()", "loss"),
    edit("total / len(texts)", "total.item() / len(texts)"),
    says="Losses are added up with their graphs, so the whole epoch stays in memory.",
    hint="What stands behind a tensor that came out of the model?",
)
misconception(
    "fit/too-many-epochs",
    edit("range(EPOCHS)", "range(21)"),
    says="The model goes through the texts more often than the budget allows.",
    hint="How many epochs does the docstring allow?",
)
misconception(
    "fit/arguments-changed-in-place",
    edit(
        "model.train()",
        "model.train()\n"
        "    order = torch.randperm(len(texts))\n"
        "    texts[:], labels[:] = texts[order], labels[order]",
    ),
    says="The caller's own texts or labels are changed in place.",
    hint="What does the caller find in `texts` after your training?",
)
misconception(
    "fit/texts-left-behind",
    edit("texts[batch].to(device)", "texts[batch]"),
    says="The texts are not moved to the device.",
    hint="Where does the model live, and where does the batch?",
    raises="(in embedding: tensor 1 on cpu, tensor 2 on xpu:0",
)
misconception(
    "fit/labels-left-behind",
    edit("labels[batch].to(device)", "labels[batch]"),
    says="The texts are moved to the device, the labels are not.",
    hint="Which tensor do the labels meet, and on which device is it?",
    raises="(in cross_entropy",
)
misconception(
    "fit/model-left-behind",
    edit("    model.to(device)\n", ""),
    says="The texts and labels are moved to the device, the model is not.",
    hint="Where does the model live, and where does the batch?",
    raises="(in embedding: tensor 1 on xpu:0, tensor 2 on cpu",
)
misconception(
    "fit/device-ignored",
    edit("    model.to(device)\n", ""),
    edit("texts[batch].to(device)", "texts[batch]"),
    edit("labels[batch].to(device)", "labels[batch]"),
    says="The device is not used at all: everything stays where it was.",
    hint="Which line of yours reads `device`?",
)

# --- predict
misconception(
    "predict/evaluation-mode-forgotten",
    edit("    model.eval()\n", ""),
    says="The model is asked in the mode in which it came.",
    hint="Ask your model for the same texts twice while it is in training mode. Equal?",
)
misconception(
    "predict/left-in-evaluation-mode",
    edit("    model.train(was_training)\n", ""),
    says="The model stays in evaluation mode.",
    hint="In which mode did the model come to you?",
)
misconception(
    "predict/left-in-training-mode",
    edit("model.train(was_training)", "model.train()"),
    says="The model is always put into training mode at the end.",
    hint="In which mode did the model come to you?",
)
misconception(
    "predict/gradients-recorded",
    edit("with torch.no_grad():\n        logits", "logits"),
    says="A graph is recorded, though nobody will differentiate.",
    hint="Who is going to call backward()? What does recording cost until then?",
)
misconception(
    "predict/logits-returned",
    edit(".argmax(dim=1)", ""),
    says="The logits come back instead of the classes.",
    hint="How many numbers does the caller expect for one text?",
)
misconception(
    "predict/largest-logit-returned",
    edit(".argmax(dim=1)", ".max(dim=1).values"),
    says="The largest logit comes back, not where it stands.",
    hint="Is your result a logit or the number of a class?",
)
misconception(
    "predict/least-likely-class",
    edit("argmax", "argmin"),
    says="The class with the smallest logit is guessed.",
    hint="Does a large logit mean that a class is likely or unlikely?",
)
misconception(
    "predict/an-axis-too-many",
    edit("dim=1", "dim=1, keepdim=True"),
    says="The classes come as a column with an axis of their own.",
    hint="Which shape does the docstring promise?",
)
misconception(
    "predict/wrong-axis",
    edit("dim=1", "dim=0"),
    says="For each class a text is guessed, instead of a class for each text.",
    hint="Along which axis of (N, classes) do you look for the largest?",
)
misconception(
    "predict/classes-as-floats",
    edit(".argmax(dim=1)", ".argmax(dim=1).float()"),
    says="The classes are floating-point numbers.",
    hint="Can a class be 2.5?",
)
misconception(
    "predict/not-a-tensor",
    edit(".argmax(dim=1)", ".argmax(dim=1).tolist()"),
    says="A list comes back instead of a tensor.",
    hint="Which type does the docstring promise?",
    raises="expected a tensor, got a list",
)
misconception(
    "predict/last-batch-dropped",
    edit("texts.split", "texts[: len(texts) // 20 * 20 or None].split"),
    says="A last batch that is not full is left out.",
    hint="How many guesses come back for 33 texts?",
)
misconception(
    "predict/left-on-the-device",
    edit(".cpu()", ""),
    says="The classes stay on the device.",
    hint="Where does the docstring want the result?",
)
misconception(
    "predict/texts-left-behind-in-prediction",
    edit("batch.to(device)", "batch"),
    says="The texts are not moved to the device.",
    hint="Where does the model live, and where do the texts?",
    raises="(in embedding: tensor 1 on cpu, tensor 2 on xpu:0",
)
misconception(
    "predict/model-left-behind-in-prediction",
    edit("    model.to(device)\n", ""),
    says="The texts are moved to the device, the model is not.",
    hint="Where does the model live, and where do the texts?",
    raises="(in embedding: tensor 1 on xpu:0, tensor 2 on cpu",
)
misconception(
    "predict/device-ignored-in-prediction",
    edit("    model.to(device)\n", ""),
    edit("batch.to(device)", "batch"),
    says="The device is not used at all: everything stays where it was.",
    hint="Which line of yours reads `device`?",
)
