"""Wrong loops that students really write.

Those of `train_step` show in `train`, too, which takes its steps by it: so a loop that is written
out in `train` is recognised by the same names.
"""

from torch import nn

from autograder.rubric import edit, misconception, together

# --- the model


@misconception(
    "build_model/layers-in-plain-list",
    says="The layers stand in a plain list, so the model does not know that it owns them.",
    hint="How many numbers does the optimizer get when it asks your model for its parameters?",
)
class ModelWithAPlainList(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(784, 10), nn.Sigmoid(), nn.Linear(10, 10)]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


misconception(
    "build_model/softmax-at-the-end",
    edit("nn.Linear(10, 10)", "nn.Linear(10, 10), nn.Softmax(dim=1)"),
    says="The model ends with a softmax; logits are what it should give.",
    hint="Could your model ever give -3 or 7?",
)
misconception(
    "build_model/log-softmax-at-the-end",
    edit("nn.Linear(10, 10)", "nn.Linear(10, 10), nn.LogSoftmax(dim=1)"),
    says="The model ends with a log-softmax; logits are what it should give.",
    hint="Which part of the loss have you built into the model?",
)
misconception(
    "build_model/activated-logits",
    edit("nn.Linear(10, 10)", "nn.Linear(10, 10), nn.Sigmoid()"),
    says="The last layer is squashed by a sigmoid, too.",
    hint="Could your model ever give -3 or 7?",
)
misconception(
    "build_model/rectified-logits",
    edit("nn.Linear(10, 10)", "nn.Linear(10, 10), nn.ReLU()"),
    says="The last layer passes a ReLU, too.",
    hint="Could your model ever give a negative number?",
)
misconception(
    "build_model/activation-missing",
    edit("nn.Sigmoid(), ", ""),
    says="No activation stands between the two layers, so together they are one linear layer.",
    hint="What do two linear maps in a row amount to?",
)
misconception(
    "build_model/relu-for-sigmoid",
    edit("nn.Sigmoid()", "nn.ReLU()"),
    says="The hidden units are rectified instead of squashed.",
    hint="Which activation does the docstring ask for, and which numbers can it give?",
)
misconception(
    "build_model/tanh-for-sigmoid",
    edit("nn.Sigmoid()", "nn.Tanh()"),
    says="The hidden units use tanh.",
    hint="Can a hidden unit of yours be negative? Should it?",
)
misconception(
    "build_model/softmax-for-sigmoid",
    edit("nn.Sigmoid()", "nn.Softmax(dim=1)"),
    says="The hidden units share one softmax instead of a sigmoid each.",
    hint="Should one hidden unit know what the others do?",
)
misconception(
    "build_model/one-layer-only",
    edit(", nn.Sigmoid(), nn.Linear(10, 10)", ""),
    says="There is no hidden layer.",
    hint="Count the weight matrices between pixels and logits.",
)
misconception(
    "build_model/a-layer-too-many",
    edit("nn.Sigmoid()", "nn.Sigmoid(), nn.Linear(10, 10), nn.Sigmoid()"),
    says="There is a hidden layer too many.",
    hint="Count the weight matrices between pixels and logits.",
)
misconception(
    "build_model/bias-missing",
    edit("(784, 10)", "(784, 10, bias=False)"),
    edit("(10, 10)", "(10, 10, bias=False)"),
    says="The layers have no bias.",
    hint="What does a unit of yours give for an image that is all zeros?",
)
misconception(
    "build_model/symmetric-init",
    edit(
        "return model", "for p in model.parameters():\n        nn.init.zeros_(p)\n    return model"
    ),
    says="All hidden units start out equal, and so they stay equal for ever.",
    hint="If two units start with the same weights, what could ever make them differ?",
)
misconception(
    "build_model/frozen-parameters",
    edit(
        "return model",
        "for p in model[0].parameters():\n        p.requires_grad = False\n    return model",
    ),
    says="Some parameters do not record gradients, so they never learn.",
    hint="Which parameters of your model have requires_grad set?",
)
misconception(
    "build_model/one-model-for-all",
    edit("def build_model():", "import functools\n\n\n@functools.cache\ndef build_model():"),
    says="Every call gives the same model again.",
    hint="What does the second caller find who asks for a new model?",
)

# --- one step
misconception(
    "train_step/no-zero-grad",
    edit("    optimizer.zero_grad()\n", ""),
    says="Gradients of earlier batches are still there and are added to.",
    hint="Whose gradients are still in `.grad` when this batch's arrive?",
)
misconception(
    "train_step/zero-grad-after-backward",
    edit("    optimizer.zero_grad()\n", ""),
    edit("optimizer.step()", "optimizer.zero_grad()\n    optimizer.step()"),
    says="The gradients are cleared after they were computed and before they were used.",
    hint="What did the step have to work with?",
)
misconception(
    "train_step/softmax-before-cross-entropy",
    edit("model(images)", "torch.softmax(model(images), dim=1)"),
    says="A softmax stands before a loss that takes logits.",
    hint="What does this loss expect as its input?",
)
misconception(
    "train_step/log-softmax-before-loss",
    edit("model(images)", "torch.log_softmax(model(images), dim=1)"),
    says="A log-softmax stands before the loss. Cross-entropy forgives that; other losses do not.",
    hint="What would a squared error make of your model's output?",
)
misconception(
    "train_step/sigmoid-before-loss",
    edit("model(images)", "torch.sigmoid(model(images))"),
    says="A sigmoid stands between the model and the loss.",
    hint="What does this loss expect as its input?",
)
misconception(
    "train_step/backward-twice",
    edit("loss.backward()", "loss.backward()\n    loss.backward()"),
    says="Two backward passes go through one graph; the first has used it up.",
    hint="How many forward passes were there since the last backward pass?",
    raises="backward through the graph a second time",
)
misconception(
    "train_step/backward-twice-retained",
    edit("loss.backward()", "loss.backward(retain_graph=True)\n    loss.backward()"),
    says="Two backward passes go through one graph, so every gradient counts twice.",
    hint="What does a second backward pass do to the numbers that the first left in `.grad`?",
)
misconception(
    "train_step/left-the-graph",
    edit("model(images)", "model(images).detach()"),
    says="Somewhere between the model and the loss the graph was left.",
    hint="Where on the way to the loss did a tensor become a mere number or a detached copy?",
    raises="does not require grad and does not have a grad_fn",
)
misconception(
    "train_step/loss-made-anew",
    edit("loss.backward()", "torch.tensor(loss.item(), requires_grad=True).backward()"),
    says="The loss is made into a new tensor, which knows nothing of the model.",
    hint="Which parameters could a gradient of that new tensor ever reach?",
)
misconception(
    "train_step/step-before-backward",
    edit("    optimizer.zero_grad()\n", ""),
    edit("    loss.backward()\n", ""),
    edit("optimizer.step()", "optimizer.step()\n    optimizer.zero_grad()\n    loss.backward()"),
    says="The optimizer steps before this batch's gradients are there.",
    hint=(
        "What does the optimizer read when it steps, and which call has to come before so that it "
        "is there?"
    ),
    raises="modified by an inplace operation",
)
misconception(
    "train_step/step-between-zeroing-and-backward",
    edit("loss.backward()\n    optimizer.step()", "optimizer.step()\n    loss.backward()"),
    says="The optimizer steps while the gradients are empty.",
    hint="What is in `.grad` at the moment of the step?",
)
misconception(
    "train_step/no-step",
    edit("    optimizer.step()\n", ""),
    says="Gradients are computed, but no step is taken.",
    hint="Which call moves the parameters?",
)
misconception(
    "train_step/no-backward",
    edit("    loss.backward()\n", ""),
    says="A step is taken, but no gradients were computed.",
    hint="Which call fills `.grad`?",
)
misconception(
    "train_step/two-steps",
    edit("optimizer.step()", "optimizer.step()\n    optimizer.step()"),
    says="Two steps are taken for one batch.",
    hint="How many gradients were computed for your steps?",
)
misconception(
    "train_step/ascent",
    edit("loss.backward()", "(-loss).backward()"),
    says="The step goes uphill: the loss is turned around before the backward pass.",
    hint="Which way does the optimizer go: up or down the number that you call backward on?",
)
misconception(
    "train_step/loss-with-history",
    edit("loss.item()", "loss"),
    says="The loss is returned as a tensor with its whole graph behind it.",
    hint="Do you need the number only, or also how it was made?",
)
misconception(
    "train_step/loss-as-tensor",
    edit("loss.item()", "loss.detach()"),
    says="The loss is returned as a tensor, not as a plain number.",
    hint="What would `type(...)` of your result print?",
)
misconception(
    "train_step/loss-after-step",
    edit("return loss.item()", "return loss_fn(model(images), labels).item()"),
    says="The loss that comes back was measured after the step.",
    hint="Had the model already learned from this batch when its loss was measured?",
)
misconception(
    "train_step/loss-times-batch-size",
    edit("loss.item()", "loss.item() * len(images)"),
    says="The loss that comes back is that of the batch's sum, not of its mean.",
    hint="Should the number that comes back grow with the size of the batch?",
)
misconception(
    "train_step/divided-twice",
    edit("loss.backward()", "(loss / len(images)).backward()"),
    says="The loss is divided by the number of samples, which it already was.",
    hint="Count the divisions by N on the way to the step.",
)
misconception(
    "train_step/own-loss",
    edit("loss_fn(model", "nn.functional.cross_entropy(model"),
    says="A loss of your own is used instead of the one that was passed in.",
    hint="What happens when the caller passes another loss function?",
)
misconception(
    "train_step/own-optimizer",
    edit("optimizer.step()", "torch.optim.SGD(model.parameters(), lr=0.01).step()"),
    says="An optimizer of your own is used instead of the one that was passed in.",
    hint="What happens to what the caller's optimizer remembers of earlier steps?",
)
misconception(
    "train_step/trains-in-evaluation-mode",
    edit("optimizer.zero_grad()", "model.eval()\n    optimizer.zero_grad()"),
    says="The step switches the model to evaluation mode.",
    hint="In which mode should dropout and batch normalisation be while the model learns?",
)
misconception(
    "train_step/clips-unasked",
    edit(
        "optimizer.step()",
        "nn.utils.clip_grad_norm_(model.parameters(), 1.0)\n    optimizer.step()",
    ),
    says="The gradients are clipped, which nobody asked for.",
    hint="How long is your step when the gradient is very long?",
)

# --- the loop
misconception(
    "train/mean-over-batches",
    edit("loss * len(labels)", "loss"),
    edit("samples += len(labels)", "samples += 1"),
    says="The losses of the batches are averaged as if all batches had the same size.",
    hint="How much does each sample of a small last batch weigh in your mean?",
)
misconception(
    "train/sum-over-batches",
    edit("loss * len(labels)", "loss"),
    edit("total / samples", "total"),
    says="The losses of an epoch's batches are added up, not averaged.",
    hint="Should an epoch's loss grow with the number of batches?",
)
misconception(
    "train/sum-over-samples",
    edit("total / samples", "total"),
    says="The losses of an epoch's samples are added up, not averaged.",
    hint="Should an epoch's loss grow with the number of samples?",
)
misconception(
    "train/batch-means-over-samples",
    edit("loss * len(labels)", "loss"),
    says="A sum over batches is divided by the number of samples.",
    hint="Of how many things is your total the sum, and by how many do you divide?",
)
misconception(
    "train/nominal-batch-size",
    edit("history = []", "history, nominal = [], len(next(iter(loader))[1])"),
    edit("loss * len(labels)", "loss * nominal"),
    says="Every batch counts by the size of the first, also the smaller last one.",
    hint="How many samples does your last batch hold?",
)
misconception(
    "train/nll-of-logits",
    edit("nn.CrossEntropyLoss()", "nn.NLLLoss()"),
    says="The negative log-likelihood gets logits, where it takes log-probabilities.",
    hint="Can that loss be negative, and should it?",
)
misconception(
    "train/nll-of-probabilities",
    edit("nn.CrossEntropyLoss()", "lambda z, y: nn.functional.nll_loss(z.softmax(dim=1), y)"),
    says="The negative log-likelihood gets probabilities, where it takes their logarithms.",
    hint="Can that loss be negative, and should it?",
)
misconception(
    "train/sample-sum-over-batches",
    edit("samples += len(labels)", "samples += 1"),
    says="A sum over samples is divided by the number of batches.",
    hint="Of how many things is your total the sum, and by how many do you divide?",
)
misconception(
    "train/last-batch-only",
    edit("total / samples", "loss"),
    says="An epoch's number is the loss of its last batch alone.",
    hint="How many of the epoch's batches does your number know of?",
)
misconception(
    "train/last-epoch-only",
    edit("return history", "return history[-1]"),
    says="Only the last epoch's loss comes back.",
    hint="How many numbers does the caller expect after ten epochs?",
)
misconception(
    "train/last-epoch-in-a-list",
    edit("    history = []\n", ""),
    edit("total, samples = 0.0, 0", "history, total, samples = [], 0.0, 0"),
    says="The list holds the last epoch alone.",
    hint="Where is the list emptied: before the epochs, or in each of them?",
)
misconception(
    "train/every-batch-listed",
    edit("        history.append(total / samples)\n", ""),
    edit("total += loss * len(labels)", "history.append(loss)"),
    says="The list has one number for each batch, not for each epoch.",
    hint="How many numbers does the caller expect after one epoch?",
)
misconception(
    "train/returns-after-one-epoch",
    edit("    return history", "        return history"),
    says="The training ends after its first epoch.",
    hint="How deep is your `return` indented?",
)
misconception(
    "train/total-not-reset",
    edit("history = []", "history, total = [], 0.0"),
    edit("total, samples = 0.0, 0", "samples = 0"),
    says="The running total goes on from one epoch to the next.",
    hint="Where does your total start from in the second epoch?",
)
misconception(
    "train/mean-since-the-start",
    edit("        total, samples = 0.0, 0\n", ""),
    edit("history = []", "history, total, samples = [], 0.0, 0"),
    says="Each number is the mean since the start of the training, not of its epoch.",
    hint="Which epochs' losses does your second number know of?",
)
misconception(
    "train/loss-at-epoch-end",
    edit(
        "history.append(total / samples)",
        "batches = [(images.to(device), labels.to(device)) for images, labels in loader]\n"
        "        with torch.no_grad():\n"
        "            total = sum(loss_fn(model(x), y).item() * len(y) for x, y in batches)\n"
        "        history.append(total / samples)",
    ),
    says="The loss is measured once, when the epoch is over.",
    hint="At which moments of the epoch should the loss be measured?",
)
misconception(
    "train/keeps-history",
    edit("train_step(model, loss_fn, optimizer, images, labels)", "loss_fn(model(images), labels)"),
    edit(
        "total += loss",
        "optimizer.zero_grad()\n"
        "            loss.backward()\n"
        "            optimizer.step()\n"
        "            total += loss",
    ),
    edit("total / samples", "total.item() / samples"),
    says="Tensors of every batch are kept, and with them its graph.",
    hint="Do you need the numbers only, or also how they were made?",
)
misconception(
    "train/history-of-tensors",
    edit("train_step(model, loss_fn, optimizer, images, labels)", "loss_fn(model(images), labels)"),
    edit(
        "total += loss",
        "optimizer.zero_grad()\n"
        "            loss.backward()\n"
        "            optimizer.step()\n"
        "            total += loss",
    ),
    says="The list holds tensors, and with them the graph of every batch.",
    hint="What would `print(history)` show beside the numbers?",
)
misconception(
    "train/history-of-detached-tensors",
    edit("total / samples", "torch.tensor(total / samples)"),
    says="The list holds tensors, not plain numbers.",
    hint="What would `type(history[0])` print?",
)
misconception(
    "train/no-train-mode",
    edit("    model.train()\n", ""),
    says="The model is trained in whatever mode it came, here in evaluation mode.",
    hint="Who was the last to use this model, and in which mode did they leave it?",
)
together("no-train-mode", "mean-over-batches")
misconception(
    "train/training-mode-lost",
    edit("    return history", "        model.eval()\n    return history"),
    says="From the second epoch on the model is trained in evaluation mode.",
    hint="Which line brings the model back into training mode after an epoch's evaluation?",
)
misconception(
    "train/wrong-device",
    edit("            images, labels = images.to(device), labels.to(device)\n", ""),
    says="The batches stay on the CPU, whatever the device.",
    hint="Where does the model live, and where does the batch?",
    raises="(in linear: tensor 1 on cpu, tensor 2 on xpu",
)
misconception(
    "train/labels-left-behind",
    edit("labels.to(device)", "labels"),
    says="The images are moved to the device, the labels are not.",
    hint="Which tensor do the labels meet, and on which device is it?",
    raises="(in cross_entropy",
)
misconception(
    "train/model-left-behind",
    edit("    model.to(device)\n", ""),
    says="The batches are moved to the device, the model is not.",
    hint="Where does the model live, and where does the batch?",
    raises="(in linear: tensor 1 on xpu:0, tensor 2 on cpu",
)
misconception(
    "train/device-ignored",
    edit("    model.to(device)\n", ""),
    edit("            images, labels = images.to(device), labels.to(device)\n", ""),
    says="The device that the caller names is not used.",
    hint="Which line of yours reads `device`?",
)
misconception(
    "train/device-written-into-the-code",
    edit("images.to(device), labels.to(device)", "images.cuda(), labels.cuda()"),
    says="The device is chosen in the code, not by the caller.",
    hint="What would happen on a machine with another kind of accelerator?",
    raises="cuda:0",
)
misconception(
    "train/zero-grad-once-an-epoch",
    edit("total, samples = 0.0, 0", "optimizer.zero_grad()\n        total, samples = 0.0, 0"),
    edit("train_step(model, loss_fn, optimizer, images, labels)", "loss_fn(model(images), labels)"),
    edit(
        "total += loss",
        "loss.backward()\n            optimizer.step()\n            total += loss.item()",
    ),
    says="The gradients are cleared once per epoch, so within it they add up.",
    hint="After the third batch of an epoch, the gradients of which batches are in `.grad`?",
)
misconception(
    "train/learning-rate-ignored",
    edit("lr=learning_rate", "lr=0.01"),
    says="The learning rate is written into the code, not the caller's.",
    hint="What changes in your training when the caller doubles the learning rate?",
)
misconception(
    "train/learning-rate-of-a-thousandth",
    edit("lr=learning_rate", "lr=0.001"),
    says="The learning rate is 0.001, not the caller's.",
    hint="What changes in your training when the caller doubles the learning rate?",
)
misconception(
    "train/adam-for-sgd",
    edit("SGD", "Adam"),
    says="Adam is used; plain SGD is asked for.",
    hint="Which optimizer does the docstring name?",
)
misconception(
    "train/momentum-unasked",
    edit("lr=learning_rate", "lr=learning_rate, momentum=0.9"),
    says="The steps have momentum; plain SGD is asked for.",
    hint="Which arguments does your optimizer get beside the learning rate?",
)
misconception(
    "train/weight-decay-unasked",
    edit("lr=learning_rate", "lr=learning_rate, weight_decay=VALUE"),
    values=("1e-2", "1e-1", "5e-3", "1e-3", "5e-4", "1e-4"),
    says="The optimizer decays the weights, which nobody asked for.",
    hint="Which settings of the optimizer does the docstring name?",
)
misconception(
    "train/first-batch-only",
    edit("samples += len(labels)", "samples += len(labels)\n            break"),
    says="Every epoch looks at the first batch alone.",
    hint="How many batches of the loader does an epoch of yours visit?",
)
misconception(
    "train/last-batch-dropped",
    edit(
        "in loader:",
        "in loader:\n            if len(images) < VALUE:\n                break",
    ),
    says="The smaller last batch is left out.",
    hint="How many samples does an epoch of yours visit?",
    values=("len(next(iter(loader))[0])", "loader.batch_size"),
)
misconception(
    "train/one-step-per-epoch",
    edit("total, samples", "optimizer.zero_grad()\n        total, samples"),
    edit("train_step(model, loss_fn, optimizer, images, labels)", "loss_fn(model(images), labels)"),
    edit("total += loss", "loss.backward()\n            total += loss.item()"),
    edit("history.append", "optimizer.step()\n        history.append"),
    says="The parameters move once per epoch, not once per batch.",
    hint="How many steps should an epoch of ten batches take?",
)
misconception(
    "train/whole-data-every-step",
    edit("in loader:", "in [[torch.cat(parts) for parts in zip(*loader, strict=True)]]:"),
    says="All batches are put together, so an epoch is a single step.",
    hint="How many steps should an epoch of ten batches take?",
)
misconception(
    "train/trains-a-copy",
    edit("    model.to(device)", "    import copy\n\n    model = copy.deepcopy(model).to(device)"),
    says="A copy is trained, and the caller's model stays as it was.",
    hint="Which model does the caller have when you are done?",
)
misconception(
    "train/restarts-every-epoch",
    edit(
        "history = []", "history, start = [], {k: v.clone() for k, v in model.state_dict().items()}"
    ),
    edit("total, samples", "model.load_state_dict(start)\n        total, samples"),
    says="Every epoch starts again from the weights that the model came with.",
    hint="What does the second epoch know of the first?",
)
misconception(
    "train/loader-used-up",
    edit("history = []", "history, loader = [], iter(loader)"),
    says="One iterator serves all epochs, and is empty from the second one on.",
    hint="What does an iterator give when you go through it a second time?",
    raises="division by zero",
)
misconception(
    "train/loader-shuffled",
    edit("in loader:", "in list(loader)[::-1]:"),
    says="The batches are taken in an order of your own.",
    hint="Who decides on the order of the batches: the loader or the loop?",
)
misconception(
    "train/last-layer-only",
    edit("model.parameters()", "list(model.parameters())[-2:]"),
    says="The optimizer knows only the last layer's parameters.",
    hint="Which parameters did you give to the optimizer?",
)

# --- evaluation
misconception(
    "evaluate/no-eval-mode",
    edit("    model.eval()\n", ""),
    says="The model is evaluated in training mode.",
    hint="What do dropout and batch normalisation do in training mode? Is that wanted here?",
)
misconception(
    "evaluate/no-no-grad",
    edit("with torch.no_grad():\n            logits", "logits"),
    says="The evaluation records gradients that nobody will ask for.",
    hint="Will anybody call backward() on these logits?",
)
misconception(
    "evaluate/mode-not-restored",
    edit("    model.train(was_training)\n", ""),
    says="The model is left in evaluation mode, whatever it was in before.",
    hint="In which mode will the next epoch of training find the model?",
)
misconception(
    "evaluate/always-back-to-training",
    edit("model.train(was_training)", "model.train()"),
    says="The model is put into training mode afterwards, whatever it was in before.",
    hint="What if the model came in evaluation mode?",
)
misconception(
    "evaluate/neither-mode-nor-no-grad",
    edit("    model.eval()\n", ""),
    edit("with torch.no_grad():\n            logits", "logits"),
    says="The evaluation runs as training does: in training mode and recording gradients.",
    hint="Which two things does an evaluation not want from a training?",
)
misconception(
    "evaluate/mode-not-restored-recording",
    edit("    model.train(was_training)\n", ""),
    edit("with torch.no_grad():\n            logits", "logits"),
    says="The model is left in evaluation mode, and gradients are recorded.",
    hint="Which two things must be undone or left out when an evaluation ends?",
)
misconception(
    "evaluate/mean-over-batches-accuracy",
    edit(".sum()", ".float().mean()"),
    edit("samples += len(labels)", "samples += 1"),
    says="The batches' accuracies are averaged as if all batches had the same size.",
    hint="How much does each sample of a small last batch weigh in your mean?",
)
misconception(
    "evaluate/nominal-batch-size-accuracy",
    edit("samples += len(labels)", "samples += len(next(iter(loader))[1])"),
    says="Every batch counts by the size of the first, also the smaller last one.",
    hint="How many samples does your last batch hold?",
)
misconception(
    "evaluate/argmax-over-the-wrong-axis",
    edit("dim=1", "dim=0"),
    says="The largest logit is looked for down the batch, not along the classes.",
    hint="Which axis of the logits holds the classes of one image?",
    raises="must match the size of tensor b",
)
misconception(
    "evaluate/count-not-share",
    edit("correct / samples", "correct"),
    says="The number of right guesses comes back, not their share.",
    hint="In which range must an accuracy lie?",
)
misconception(
    "evaluate/percent",
    edit("return correct", "return 100 * correct"),
    says="The accuracy comes back in percent.",
    hint="In which range must an accuracy lie?",
)
misconception(
    "evaluate/right-over-batches",
    edit("samples += len(labels)", "samples += 1"),
    says="The number of right guesses is divided by the number of batches.",
    hint="How many guesses were there in all?",
)
misconception(
    "evaluate/whole-division",
    edit("correct / samples", "correct // samples"),
    says="The share is rounded down to a whole number.",
    hint="What is 7 // 9?",
)
misconception(
    "evaluate/error-rate",
    edit("return correct", "return 1 - correct"),
    says="The share of wrong guesses comes back.",
    hint="Should a perfect model score 0 or 1?",
)
misconception(
    "evaluate/accuracy-as-tensor",
    edit(".sum().item()", ".sum()"),
    says="The accuracy comes back as a tensor, not as a plain number.",
    hint="What would `type(...)` of your result print?",
)
misconception(
    "evaluate/last-batch-only-accuracy",
    edit("correct +=", "correct ="),
    edit("samples +=", "samples ="),
    says="Only the last batch's accuracy comes back.",
    hint="Where are your counts set to 0: before the batches, or for each of them?",
)
misconception(
    "evaluate/first-batch-only-accuracy",
    edit("samples += len(labels)", "samples += len(labels)\n        break"),
    says="Only the first batch is looked at.",
    hint="How deep is your `return` indented?",
)
misconception(
    "evaluate/loss-for-accuracy",
    edit(
        "(guesses == labels).sum()", 'nn.functional.cross_entropy(logits, labels, reduction="sum")'
    ),
    says="A loss comes back, not an accuracy.",
    hint="What does it mean for one guess to be right?",
)
misconception(
    "evaluate/least-likely-class",
    edit("argmax", "argmin"),
    says="The class with the smallest logit is taken as the guess.",
    hint="Does a large logit mean that a class is likely or unlikely?",
)
misconception(
    "evaluate/wrong-device-in-evaluation",
    edit("        images, labels = images.to(device), labels.to(device)\n", ""),
    says="The batches stay on the CPU, whatever the device.",
    hint="Where does the model live, and where does the batch?",
    raises="(in linear: tensor 1 on cpu, tensor 2 on xpu",
)
misconception(
    "evaluate/labels-left-behind-in-evaluation",
    edit("labels.to(device)", "labels"),
    says="The images are moved to the device, the labels are not.",
    hint="Which tensor do the labels meet, and on which device is it?",
    raises="(in eq",
)
misconception(
    "evaluate/model-left-behind-in-evaluation",
    edit("    model.to(device)\n", ""),
    says="The batches are moved to the device, the model is not.",
    hint="Where does the model live, and where does the batch?",
    raises="(in linear: tensor 1 on xpu:0, tensor 2 on cpu",
)
misconception(
    "evaluate/device-ignored-in-evaluation",
    edit("    model.to(device)\n", ""),
    edit("        images, labels = images.to(device), labels.to(device)\n", ""),
    says="The device that the caller names is not used.",
    hint="Which line of yours reads `device`?",
)
misconception(
    "evaluate/device-written-into-the-evaluation",
    edit("images.to(device), labels.to(device)", "images.cuda(), labels.cuda()"),
    says="The device is chosen in the code, not by the caller.",
    hint="What would happen on a machine with another kind of accelerator?",
    raises="cuda:0",
)
misconception(
    "evaluate/numpy-on-the-accelerator",
    edit("(guesses == labels).sum().item()", "int((guesses.numpy() == labels.numpy()).sum())"),
    says="Tensors are turned into numpy arrays where they are, which only the CPU allows.",
    hint="On which device must a tensor be before you call `.numpy()`?",
    raises="device type tensor to numpy",
)
