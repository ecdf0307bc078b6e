"""Wrong loops that students really write.

Those of `train_step` show in `train`, too, which takes its steps by it: so a loop that is written
out in `train` is recognised by the same names.
"""

import copy

import torch
from torch import nn

from autograder.rubric import misconception

from .solution import train_step

# The reference under a name that stays when a wrong variant takes over its own.
right_step = train_step


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


@misconception(
    "build_model/softmax-at-the-end",
    says="The model ends with a softmax; logits are what it should give.",
    hint="What range must the last layer's numbers be able to reach?",
)
def model_with_softmax():
    return nn.Sequential(nn.Linear(784, 10), nn.Sigmoid(), nn.Linear(10, 10), nn.Softmax(dim=1))


@misconception(
    "build_model/log-softmax-at-the-end",
    says="The model ends with a log-softmax; logits are what it should give.",
    hint="Which part of the loss have you built into the model?",
)
def model_with_log_softmax():
    return nn.Sequential(nn.Linear(784, 10), nn.Sigmoid(), nn.Linear(10, 10), nn.LogSoftmax(dim=1))


@misconception(
    "build_model/activated-logits",
    says="The last layer is squashed by a sigmoid, too.",
    hint="Could your model ever give -3 or 7?",
)
def model_with_activated_logits():
    return nn.Sequential(nn.Linear(784, 10), nn.Sigmoid(), nn.Linear(10, 10), nn.Sigmoid())


@misconception(
    "build_model/rectified-logits",
    says="The last layer passes a ReLU, too.",
    hint="Could your model ever give a negative number?",
)
def model_with_rectified_logits():
    return nn.Sequential(nn.Linear(784, 10), nn.Sigmoid(), nn.Linear(10, 10), nn.ReLU())


@misconception(
    "build_model/activation-missing",
    says="Nothing bends between the two layers, so together they are one linear layer.",
    hint="What do two linear maps in a row amount to?",
)
def model_without_activation():
    return nn.Sequential(nn.Linear(784, 10), nn.Linear(10, 10))


@misconception(
    "build_model/relu-for-sigmoid",
    says="The hidden units are rectified instead of squashed.",
    hint="Which activation does the docstring ask for, and which numbers can it give?",
)
def model_with_relu():
    return nn.Sequential(nn.Linear(784, 10), nn.ReLU(), nn.Linear(10, 10))


@misconception(
    "build_model/tanh-for-sigmoid",
    says="The hidden units use tanh.",
    hint="Can a hidden unit of yours be negative? Should it?",
)
def model_with_tanh():
    return nn.Sequential(nn.Linear(784, 10), nn.Tanh(), nn.Linear(10, 10))


@misconception(
    "build_model/softmax-for-sigmoid",
    says="The hidden units share one softmax instead of a sigmoid each.",
    hint="Should one hidden unit know what the others do?",
)
def model_with_hidden_softmax():
    return nn.Sequential(nn.Linear(784, 10), nn.Softmax(dim=1), nn.Linear(10, 10))


@misconception(
    "build_model/one-layer-only",
    says="There is no hidden layer.",
    hint="Count the weight matrices between pixels and logits.",
)
def model_with_one_layer():
    return nn.Sequential(nn.Linear(784, 10))


@misconception(
    "build_model/a-layer-too-many",
    says="There is a hidden layer too many.",
    hint="Count the weight matrices between pixels and logits.",
)
def model_with_three_layers():
    return nn.Sequential(
        nn.Linear(784, 10), nn.Sigmoid(), nn.Linear(10, 10), nn.Sigmoid(), nn.Linear(10, 10)
    )


@misconception(
    "build_model/bias-missing",
    says="The layers have no bias.",
    hint="What does a unit of yours give for an image that is all zeros?",
)
def model_without_bias():
    return nn.Sequential(
        nn.Linear(784, 10, bias=False), nn.Sigmoid(), nn.Linear(10, 10, bias=False)
    )


@misconception(
    "build_model/symmetric-init",
    says="All hidden units start out equal, and so they stay equal for ever.",
    hint="If two units start with the same weights, what could ever make them differ?",
)
def model_of_equal_units():
    model = nn.Sequential(nn.Linear(784, 10), nn.Sigmoid(), nn.Linear(10, 10))
    for p in model.parameters():
        nn.init.zeros_(p)
    return model


@misconception(
    "build_model/frozen-parameters",
    says="Some parameters do not record gradients, so they never learn.",
    hint="Which parameters of your model have requires_grad set?",
)
def model_that_is_frozen():
    model = nn.Sequential(nn.Linear(784, 10), nn.Sigmoid(), nn.Linear(10, 10))
    for p in model[0].parameters():
        p.requires_grad = False
    return model


shared_model = None


@misconception(
    "build_model/one-model-for-all",
    says="Every call hands out the same model.",
    hint="What does the second caller find who asks for a new model?",
)
def model_that_is_shared():
    global shared_model
    if shared_model is None:
        shared_model = nn.Sequential(nn.Linear(784, 10), nn.Sigmoid(), nn.Linear(10, 10))
    return shared_model


# --- one step


@misconception(
    "train_step/no-zero-grad",
    says="Gradients of earlier batches are still there and are added to.",
    hint="Whose gradients are still in `.grad` when this batch's arrive?",
)
def step_without_zeroing(model, loss_fn, optimizer, images, labels):
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/zero-grad-after-backward",
    says="The gradients are cleared after they were computed and before they were used.",
    hint="What did the step have to work with?",
)
def step_zeroing_late(model, loss_fn, optimizer, images, labels):
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/softmax-before-cross-entropy",
    says="A softmax stands before a loss that takes logits.",
    hint="What does this loss expect as its input?",
)
def step_with_softmax(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(torch.softmax(model(images), dim=1), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/log-softmax-before-loss",
    says="A log-softmax stands before the loss. Cross-entropy forgives that; other losses do not.",
    hint="What would a squared error make of your model's output?",
)
def step_with_log_softmax(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(torch.log_softmax(model(images), dim=1), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/sigmoid-before-loss",
    says="A sigmoid stands between the model and the loss.",
    hint="What does this loss expect as its input?",
)
def step_with_sigmoid(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(torch.sigmoid(model(images)), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/backward-twice",
    says="Two backward passes go through one graph; the first has used it up.",
    hint="How many forward passes were there since the last backward pass?",
    raises="backward through the graph a second time",
)
def step_with_two_backwards(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/backward-twice-retained",
    says="Two backward passes go through one graph, so every gradient counts twice.",
    hint="What does a second backward pass do to the numbers that the first left in `.grad`?",
)
def step_with_two_retained_backwards(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward(retain_graph=True)
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/left-the-graph",
    says="Somewhere between the model and the loss the graph was left.",
    hint="Where on the way to the loss did a tensor become a mere number or a detached copy?",
    raises="does not require grad and does not have a grad_fn",
)
def step_off_the_graph(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images).detach(), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/loss-made-anew",
    says="The loss is made into a new tensor, which knows nothing of the model.",
    hint="Which parameters could a gradient of that new tensor ever reach?",
)
def step_with_a_new_loss(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = torch.tensor(loss_fn(model(images), labels).item(), requires_grad=True)
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/step-before-backward",
    says="The optimizer steps before this batch's gradients are there.",
    hint="Say the loop aloud, in order: who has to be ready for whom?",
    raises="modified by an inplace operation",
)
def step_too_early(model, loss_fn, optimizer, images, labels):
    loss = loss_fn(model(images), labels)
    optimizer.step()
    optimizer.zero_grad()
    loss.backward()
    return loss.item()


@misconception(
    "train_step/step-between-zeroing-and-backward",
    says="The optimizer steps while the gradients are empty.",
    hint="Say the loop aloud, in order: what is in `.grad` at the moment of the step?",
)
def step_while_empty(model, loss_fn, optimizer, images, labels):
    loss = loss_fn(model(images), labels)
    optimizer.zero_grad()
    optimizer.step()
    loss.backward()
    return loss.item()


@misconception(
    "train_step/no-step",
    says="Gradients are computed, but no step is taken.",
    hint="Who moves the parameters?",
)
def step_without_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    return loss.item()


@misconception(
    "train_step/no-backward",
    says="A step is taken, but no gradients were computed.",
    hint="Who fills `.grad`?",
)
def step_without_backward(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/two-steps",
    says="Two steps are taken for one batch.",
    hint="How many gradients were computed for your steps?",
)
def step_twice(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/ascent",
    says="The step goes uphill: the loss is turned around before the backward pass.",
    hint="Which way does the optimizer go: up or down the number that you call backward on?",
)
def step_uphill(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    (-loss).backward()
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/loss-with-history",
    says="The loss is handed back as a tensor with its whole graph behind it.",
    hint="Is the number needed, or its history?",
)
def step_returning_the_graph(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss


@misconception(
    "train_step/loss-as-tensor",
    says="The loss is handed back as a tensor, not as a plain number.",
    hint="What would `type(...)` of your result print?",
)
def step_returning_a_tensor(model, loss_fn, optimizer, images, labels):
    return torch.tensor(right_step(model, loss_fn, optimizer, images, labels))


@misconception(
    "train_step/loss-after-step",
    says="The loss that comes back was measured after the step.",
    hint="Had the model already learned from this batch when its loss was measured?",
)
def step_measuring_late(model, loss_fn, optimizer, images, labels):
    right_step(model, loss_fn, optimizer, images, labels)
    with torch.no_grad():
        return loss_fn(model(images), labels).item()


@misconception(
    "train_step/loss-times-batch-size",
    says="The loss that comes back is that of the batch's sum, not of its mean.",
    hint="Should the number that comes back grow with the size of the batch?",
)
def step_returning_a_sum(model, loss_fn, optimizer, images, labels):
    return right_step(model, loss_fn, optimizer, images, labels) * len(images)


@misconception(
    "train_step/divided-twice",
    says="The loss is divided by the number of samples, which it already was.",
    hint="Count the divisions by N on the way to the step.",
)
def step_dividing_twice(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    (loss / len(images)).backward()
    optimizer.step()
    return loss.item()


@misconception(
    "train_step/own-loss",
    says="A loss of your own is used instead of the one that was passed in.",
    hint="What happens when the caller passes another loss function?",
)
def step_with_its_own_loss(model, loss_fn, optimizer, images, labels):
    return right_step(model, nn.CrossEntropyLoss(), optimizer, images, labels)


@misconception(
    "train_step/own-optimizer",
    says="An optimizer of your own is used instead of the one that was passed in.",
    hint="What happens to what the caller's optimizer remembers of earlier steps?",
)
def step_with_its_own_optimizer(model, loss_fn, optimizer, images, labels):
    own = torch.optim.SGD(model.parameters(), lr=0.01)
    return right_step(model, loss_fn, own, images, labels)


@misconception(
    "train_step/trains-in-evaluation-mode",
    says="The step switches the model to evaluation mode.",
    hint="In which mode should dropout and batch normalisation be while the model learns?",
)
def step_in_evaluation_mode(model, loss_fn, optimizer, images, labels):
    model.eval()
    return right_step(model, loss_fn, optimizer, images, labels)


@misconception(
    "train_step/clips-unasked",
    says="The gradients are clipped, which nobody asked for.",
    hint="How long is your step when the gradient is very long?",
)
def step_clipping(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()


# --- the loop


def looped(model, loader, epochs, learning_rate, device, per_epoch):
    """The right loop; `per_epoch` makes an epoch's number of its pairs (loss, samples)."""
    model.to(device).train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        pairs = []
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            loss = train_step(model, nn.CrossEntropyLoss(), optimizer, images, labels)
            pairs.append((float(loss), len(labels)))
        history.append(per_epoch(pairs))
    return history


@misconception(
    "train/mean-over-batches",
    says="The losses of the batches are averaged as if all batches had the same size.",
    hint="How much does each sample of a small last batch weigh in your mean?",
)
def train_averaging_batches(model, loader, *, epochs, learning_rate, device):
    def mean(pairs):
        return sum(loss for loss, _ in pairs) / len(pairs)

    return looped(model, loader, epochs, learning_rate, device, mean)


@misconception(
    "train/sum-over-batches",
    says="The losses of an epoch's batches are added up, not averaged.",
    hint="Should an epoch's loss grow with the number of batches?",
)
def train_summing_batches(model, loader, *, epochs, learning_rate, device):
    def total(pairs):
        return sum(loss for loss, _ in pairs)

    return looped(model, loader, epochs, learning_rate, device, total)


@misconception(
    "train/sum-over-samples",
    says="The losses of an epoch's samples are added up, not averaged.",
    hint="Should an epoch's loss grow with the number of samples?",
)
def train_summing_samples(model, loader, *, epochs, learning_rate, device):
    def total(pairs):
        return sum(loss * samples for loss, samples in pairs)

    return looped(model, loader, epochs, learning_rate, device, total)


@misconception(
    "train/batch-means-over-samples",
    says="A sum over batches is divided by the number of samples.",
    hint="Of how many things is your total the sum, and by how many do you divide?",
)
def train_mixing_counts(model, loader, *, epochs, learning_rate, device):
    def mixed(pairs):
        return sum(loss for loss, _ in pairs) / sum(samples for _, samples in pairs)

    return looped(model, loader, epochs, learning_rate, device, mixed)


@misconception(
    "train/sample-sum-over-batches",
    says="A sum over samples is divided by the number of batches.",
    hint="Of how many things is your total the sum, and by how many do you divide?",
)
def train_mixing_counts_the_other_way(model, loader, *, epochs, learning_rate, device):
    def mixed(pairs):
        return sum(loss * samples for loss, samples in pairs) / len(pairs)

    return looped(model, loader, epochs, learning_rate, device, mixed)


@misconception(
    "train/last-batch-only",
    says="An epoch's number is the loss of its last batch alone.",
    hint="How many of the epoch's batches does your number know of?",
)
def train_keeping_the_last_loss(model, loader, *, epochs, learning_rate, device):
    def last(pairs):
        return pairs[-1][0]

    return looped(model, loader, epochs, learning_rate, device, last)


@misconception(
    "train/last-epoch-only",
    says="Only the last epoch's loss comes back.",
    hint="How many numbers does the caller expect after ten epochs?",
)
def train_keeping_the_last_epoch(model, loader, *, epochs, learning_rate, device):
    return right_training(model, loader, epochs, learning_rate, device)[-1]


@misconception(
    "train/last-epoch-in-a-list",
    says="The list holds the last epoch alone.",
    hint="Where is the list emptied: before the epochs, or in each of them?",
)
def train_emptying_the_list(model, loader, *, epochs, learning_rate, device):
    return right_training(model, loader, epochs, learning_rate, device)[-1:]


@misconception(
    "train/every-batch-listed",
    says="The list has one number a batch, not one an epoch.",
    hint="How many numbers does the caller expect after one epoch?",
)
def train_listing_batches(model, loader, *, epochs, learning_rate, device):
    def all_of_them(pairs):
        return [loss for loss, _ in pairs]

    listed = looped(model, loader, epochs, learning_rate, device, all_of_them)
    return [loss for losses in listed for loss in losses]


@misconception(
    "train/returns-after-one-epoch",
    says="The training ends after its first epoch.",
    hint="How deep is your `return` indented?",
)
def train_returning_early(model, loader, *, epochs, learning_rate, device):
    return right_training(model, loader, 1, learning_rate, device)


@misconception(
    "train/total-not-reset",
    says="The running total goes on from one epoch to the next.",
    hint="Where does your total start from in the second epoch?",
)
def train_never_resetting(model, loader, *, epochs, learning_rate, device):
    everything = []

    def mean(pairs):
        everything.extend(pairs)
        samples = sum(samples for _, samples in pairs)
        return sum(loss * n for loss, n in everything) / samples

    return looped(model, loader, epochs, learning_rate, device, mean)


@misconception(
    "train/mean-since-the-start",
    says="Each number is the mean since the start of the training, not of its epoch.",
    hint="Which epochs' losses does your second number know of?",
)
def train_averaging_everything(model, loader, *, epochs, learning_rate, device):
    everything = []

    def mean(pairs):
        everything.extend(pairs)
        samples = sum(samples for _, samples in everything)
        return sum(loss * n for loss, n in everything) / samples

    return looped(model, loader, epochs, learning_rate, device, mean)


@misconception(
    "train/loss-at-epoch-end",
    says="The loss is measured once, when the epoch is over.",
    hint="At which moments of the epoch should the loss be measured?",
)
def train_measuring_at_the_end(model, loader, *, epochs, learning_rate, device):
    history = []
    for _ in range(epochs):
        right_training(model, loader, 1, learning_rate, device)
        total = samples = 0
        with torch.no_grad():
            for images, labels in loader:
                output, labels = model(images.to(device)), labels.to(device)
                total += nn.functional.cross_entropy(output, labels, reduction="sum").item()
                samples += len(labels)
        history.append(total / samples)
    return history


@misconception(
    "train/keeps-history",
    says="The running total is a tensor: it keeps the graph of every batch in memory.",
    hint="Is the number needed, or its history?",
)
def train_adding_tensors(model, loader, *, epochs, learning_rate, device):
    model.to(device).train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss * len(labels)
            samples += len(labels)
        history.append(total.item() / samples)
    return history


@misconception(
    "train/history-of-tensors",
    says="The list holds tensors, and with them the graph of every batch.",
    hint="What would `print(history)` show beside the numbers?",
)
def train_listing_tensors(model, loader, *, epochs, learning_rate, device):
    model.to(device).train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss * len(labels)
            samples += len(labels)
        history.append(total / samples)
    return history


@misconception(
    "train/history-of-detached-tensors",
    says="The list holds tensors, not plain numbers.",
    hint="What would `type(history[0])` print?",
)
def train_listing_detached_tensors(model, loader, *, epochs, learning_rate, device):
    return [
        torch.tensor(loss) for loss in right_training(model, loader, epochs, learning_rate, device)
    ]


@misconception(
    "train/no-train-mode",
    says="The model is trained in whatever mode it came, here in evaluation mode.",
    hint="Who was the last to use this model, and in which mode did they leave it?",
)
def train_in_any_mode(model, loader, *, epochs, learning_rate, device):
    model.to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            loss = train_step(model, nn.CrossEntropyLoss(), optimizer, images, labels)
            total += loss * len(labels)
            samples += len(labels)
        history.append(total / samples)
    return history


@misconception(
    "train/training-mode-lost",
    says="From the second epoch on the model is trained in evaluation mode.",
    hint="Which line brings the model back into training mode after an epoch's evaluation?",
)
def train_losing_the_mode(model, loader, *, epochs, learning_rate, device):
    model.to(device).train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            loss = train_step(model, nn.CrossEntropyLoss(), optimizer, images, labels)
            total += loss * len(labels)
            samples += len(labels)
        history.append(total / samples)
        model.eval()
    return history


@misconception(
    "train/wrong-device",
    says="The batches stay on the CPU, whatever the device.",
    hint="Where does the model live, and where does the batch?",
    raises="(in linear: tensor 1 on cpu, tensor 2 on xpu",
)
def train_leaving_batches(model, loader, *, epochs, learning_rate, device):
    model.to(device)
    return right_training(model, loader, epochs, learning_rate, torch.device("cpu"), move=False)


@misconception(
    "train/labels-left-behind",
    says="The images are moved to the device, the labels are not.",
    hint="Who meets the labels, and where does it live?",
    raises="(in cross_entropy",
)
def train_leaving_labels(model, loader, *, epochs, learning_rate, device):
    model.to(device).train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for images, labels in loader:
            images = images.to(device)
            loss = train_step(model, nn.CrossEntropyLoss(), optimizer, images, labels)
            total += loss * len(labels)
            samples += len(labels)
        history.append(total / samples)
    return history


@misconception(
    "train/model-left-behind",
    says="The batches are moved to the device, the model is not.",
    hint="Where does the model live, and where does the batch?",
    raises="(in linear: tensor 1 on xpu:0, tensor 2 on cpu",
)
def train_leaving_the_model(model, loader, *, epochs, learning_rate, device):
    moved = [(images.to(device), labels.to(device)) for images, labels in loader]
    return right_training(model, moved, epochs, learning_rate, torch.device("cpu"), move=False)


@misconception(
    "train/device-ignored",
    says="The device that the caller names is not used.",
    hint="Which line of yours reads `device`?",
)
def train_nowhere(model, loader, *, epochs, learning_rate, device):
    return right_training(model, loader, epochs, learning_rate, torch.device("cpu"))


@misconception(
    "train/device-written-into-the-code",
    says="The device is chosen in the code, not by the caller.",
    hint="What would happen on a machine with another kind of accelerator?",
    raises="cuda:0",
)
def train_on_cuda(model, loader, *, epochs, learning_rate, device):
    model.to(device)
    moved = [(images.cuda(), labels.cuda()) for images, labels in loader]
    return right_training(model, moved, epochs, learning_rate, device, move=False)


@misconception(
    "train/zero-grad-once-an-epoch",
    says="The gradients are cleared once an epoch, so within it they add up.",
    hint="For how many batches does your step use the same gradients?",
)
def train_clearing_once_an_epoch(model, loader, *, epochs, learning_rate, device):
    model.to(device).train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        optimizer.zero_grad()
        total, samples = 0.0, 0
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            loss = nn.functional.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            samples += len(labels)
        history.append(total / samples)
    return history


@misconception(
    "train/learning-rate-ignored",
    says="The learning rate is written into the code, not the caller's.",
    hint="What changes in your training when the caller doubles the learning rate?",
)
def train_at_its_own_pace(model, loader, *, epochs, learning_rate, device):
    return right_training(model, loader, epochs, 0.01, device)


@misconception(
    "train/learning-rate-of-a-thousandth",
    says="The learning rate is 0.001, not the caller's.",
    hint="What changes in your training when the caller doubles the learning rate?",
)
def train_at_the_default_pace(model, loader, *, epochs, learning_rate, device):
    return right_training(model, loader, epochs, 0.001, device)


@misconception(
    "train/adam-for-sgd",
    says="Adam is used; plain SGD is asked for.",
    hint="Which optimizer does the docstring name?",
)
def train_with_adam(model, loader, *, epochs, learning_rate, device):
    return trained_with(torch.optim.Adam, model, loader, epochs, learning_rate, device)


@misconception(
    "train/momentum-unasked",
    says="The steps have momentum; plain SGD is asked for.",
    hint="Which arguments does your optimizer get beside the learning rate?",
)
def train_with_momentum(model, loader, *, epochs, learning_rate, device):
    def momentum(parameters, lr):
        return torch.optim.SGD(parameters, lr=lr, momentum=0.9)

    return trained_with(momentum, model, loader, epochs, learning_rate, device)


@misconception(
    "train/first-batch-only",
    says="Every epoch looks at the first batch alone.",
    hint="How many batches of the loader does an epoch of yours visit?",
)
def train_on_the_first_batch(model, loader, *, epochs, learning_rate, device):
    return right_training(model, [next(iter(loader))], epochs, learning_rate, device)


@misconception(
    "train/last-batch-dropped",
    says="The smaller last batch is left out.",
    hint="How many samples does an epoch of yours visit?",
)
def train_dropping_the_rest(model, loader, *, epochs, learning_rate, device):
    batches = list(loader)
    full = [pair for pair in batches if len(pair[0]) == len(batches[0][0])]
    return right_training(model, full, epochs, learning_rate, device)


@misconception(
    "train/one-step-per-epoch",
    says="The parameters move once an epoch, not once a batch.",
    hint="How many steps should an epoch of ten batches take?",
)
def train_once_an_epoch(model, loader, *, epochs, learning_rate, device):
    model.to(device).train()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        optimizer.zero_grad()
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            loss = nn.functional.cross_entropy(model(images), labels)
            loss.backward()
            total += loss.item() * len(labels)
            samples += len(labels)
        optimizer.step()
        history.append(total / samples)
    return history


@misconception(
    "train/whole-data-every-step",
    says="All batches are put together, so an epoch is a single step.",
    hint="How many steps should an epoch of ten batches take?",
)
def train_on_everything(model, loader, *, epochs, learning_rate, device):
    batches = list(loader)
    images = torch.cat([images for images, _ in batches])
    labels = torch.cat([labels for _, labels in batches])
    return right_training(model, [(images, labels)], epochs, learning_rate, device)


@misconception(
    "train/trains-a-copy",
    says="A copy is trained, and the caller's model stays as it was.",
    hint="Which model does the caller hold in hand when you are done?",
)
def train_a_copy(model, loader, *, epochs, learning_rate, device):
    return right_training(copy.deepcopy(model), loader, epochs, learning_rate, device)


@misconception(
    "train/restarts-every-epoch",
    says="Every epoch starts again from the weights that the model came with.",
    hint="What does the second epoch know of the first?",
)
def train_restarting(model, loader, *, epochs, learning_rate, device):
    start = copy.deepcopy(model.state_dict())
    history = []
    for _ in range(epochs):
        model.load_state_dict(start)
        history += right_training(model, loader, 1, learning_rate, device)
    return history


@misconception(
    "train/loader-used-up",
    says="One iterator serves all epochs, and is empty from the second one on.",
    hint="What does an iterator give when you go through it a second time?",
    raises="division by zero",
)
def train_with_one_iterator(model, loader, *, epochs, learning_rate, device):
    return right_training(model, iter(loader), epochs, learning_rate, device)


@misconception(
    "train/loader-shuffled",
    says="The batches are taken in an order of your own.",
    hint="Who decides on the order of the batches: the loader or the loop?",
)
def train_backwards(model, loader, *, epochs, learning_rate, device):
    batches = list(loader)[::-1]
    return right_training(model, batches, epochs, learning_rate, device)


@misconception(
    "train/last-layer-only",
    says="The optimizer knows only the last layer's parameters.",
    hint="Which parameters did you hand to the optimizer?",
)
def train_the_last_layer(model, loader, *, epochs, learning_rate, device):
    def last(parameters, lr):
        return torch.optim.SGD(list(parameters)[-2:], lr=lr)

    return trained_with(last, model, loader, epochs, learning_rate, device)


def right_training(model, loader, epochs, learning_rate, device, move=True):
    sgd = torch.optim.SGD
    return trained_with(sgd, model, loader, epochs, learning_rate, device, move)


def trained_with(optimizer, model, loader, epochs, learning_rate, device, move=True):
    """The right loop with another optimizer; without moving anything where that is the slip."""
    model.train()
    if move:
        model.to(device)
    chosen = optimizer(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for images, labels in loader:
            if move:
                images, labels = images.to(device), labels.to(device)
            loss = train_step(model, nn.CrossEntropyLoss(), chosen, images, labels)
            total += float(loss) * len(labels)
            samples += len(labels)
        history.append(total / samples)
    return history


# --- evaluation


def guessed(model, loader, device):
    """Guesses and labels of each batch, as they should be got."""
    model.to(device)
    was_training = model.training
    model.eval()
    with torch.no_grad():
        for images, labels in loader:
            yield model(images.to(device)), labels.to(device)
    model.train(was_training)


def hits(logits, labels):
    return (logits.argmax(dim=1) == labels).sum().item()


@misconception(
    "evaluate/no-eval-mode",
    says="The model is evaluated in training mode.",
    hint="Is the model still rehearsing?",
)
def evaluate_in_training_mode(model, loader, device):
    model.to(device)
    correct = samples = 0
    with torch.no_grad():
        for images, labels in loader:
            correct += hits(model(images.to(device)), labels.to(device))
            samples += len(labels)
    return correct / samples


@misconception(
    "evaluate/no-no-grad",
    says="The evaluation records gradients that nobody will ask for.",
    hint="Will this ever be differentiated?",
)
def evaluate_recording(model, loader, device):
    model.to(device)
    was_training = model.training
    model.eval()
    correct = samples = 0
    for images, labels in loader:
        correct += hits(model(images.to(device)), labels.to(device))
        samples += len(labels)
    model.train(was_training)
    return correct / samples


@misconception(
    "evaluate/mode-not-restored",
    says="The model is left in evaluation mode, whatever it was in before.",
    hint="In which mode will the next epoch of training find the model?",
)
def evaluate_and_leave(model, loader, device):
    model.to(device)
    model.eval()
    pairs = list(guessed(model, loader, device))
    return sum(hits(*pair) for pair in pairs) / sum(len(labels) for _, labels in pairs)


@misconception(
    "evaluate/always-back-to-training",
    says="The model is put into training mode afterwards, whatever it was in before.",
    hint="What if the model came in evaluation mode?",
)
def evaluate_and_train(model, loader, device):
    pairs = list(guessed(model, loader, device))
    model.train()
    return sum(hits(*pair) for pair in pairs) / sum(len(labels) for _, labels in pairs)


@misconception(
    "evaluate/neither-mode-nor-no-grad",
    says="The evaluation runs as training does: in training mode and recording gradients.",
    hint="Which two things does an evaluation not want from a training?",
)
def evaluate_as_training(model, loader, device):
    model.to(device)
    correct = samples = 0
    for images, labels in loader:
        correct += hits(model(images.to(device)), labels.to(device))
        samples += len(labels)
    return correct / samples


@misconception(
    "evaluate/mode-not-restored-recording",
    says="The model is left in evaluation mode, and gradients are recorded.",
    hint="Which two things must be undone or left out when an evaluation ends?",
)
def evaluate_recording_and_leave(model, loader, device):
    model.to(device)
    model.eval()
    correct = samples = 0
    for images, labels in loader:
        correct += hits(model(images.to(device)), labels.to(device))
        samples += len(labels)
    return correct / samples


@misconception(
    "evaluate/mean-over-batches-accuracy",
    says="The batches' accuracies are averaged as if all batches had the same size.",
    hint="How much does each sample of a small last batch weigh in your mean?",
)
def evaluate_averaging_batches(model, loader, device):
    shares = [hits(*pair) / len(pair[1]) for pair in guessed(model, loader, device)]
    return sum(shares) / len(shares)


@misconception(
    "evaluate/argmax-over-the-wrong-axis",
    says="The largest logit is looked for down the batch, not along the classes.",
    hint="Which axis of the logits holds the classes of one image?",
    raises="must match the size of tensor b",
)
def evaluate_down_the_batch(model, loader, device):
    pairs = list(guessed(model, loader, device))
    correct = sum((logits.argmax(dim=0) == labels).sum().item() for logits, labels in pairs)
    return correct / sum(len(labels) for _, labels in pairs)


@misconception(
    "evaluate/count-not-share",
    says="The number of right guesses comes back, not their share.",
    hint="In which range must an accuracy lie?",
)
def evaluate_counting(model, loader, device):
    return sum(hits(*pair) for pair in guessed(model, loader, device))


@misconception(
    "evaluate/percent",
    says="The accuracy comes back in percent.",
    hint="In which range must an accuracy lie?",
)
def evaluate_in_percent(model, loader, device):
    pairs = list(guessed(model, loader, device))
    return 100 * sum(hits(*pair) for pair in pairs) / sum(len(labels) for _, labels in pairs)


@misconception(
    "evaluate/right-over-batches",
    says="The number of right guesses is divided by the number of batches.",
    hint="How many guesses were there in all?",
)
def evaluate_over_batches(model, loader, device):
    pairs = list(guessed(model, loader, device))
    return sum(hits(*pair) for pair in pairs) / len(pairs)


@misconception(
    "evaluate/whole-division",
    says="The share is rounded down to a whole number.",
    hint="What is 7 // 9?",
)
def evaluate_dividing_whole(model, loader, device):
    pairs = list(guessed(model, loader, device))
    return sum(hits(*pair) for pair in pairs) // sum(len(labels) for _, labels in pairs)


@misconception(
    "evaluate/error-rate",
    says="The share of wrong guesses comes back.",
    hint="Should a perfect model score 0 or 1?",
)
def evaluate_errors(model, loader, device):
    pairs = list(guessed(model, loader, device))
    return 1 - sum(hits(*pair) for pair in pairs) / sum(len(labels) for _, labels in pairs)


@misconception(
    "evaluate/accuracy-as-tensor",
    says="The accuracy comes back as a tensor, not as a plain number.",
    hint="What would `type(...)` of your result print?",
)
def evaluate_to_a_tensor(model, loader, device):
    pairs = list(guessed(model, loader, device))
    correct = sum((logits.argmax(dim=1) == labels).sum() for logits, labels in pairs)
    return correct / sum(len(labels) for _, labels in pairs)


@misconception(
    "evaluate/last-batch-only-accuracy",
    says="Only the last batch's accuracy comes back.",
    hint="Where are your counts set to 0: before the batches, or for each of them?",
)
def evaluate_the_last_batch(model, loader, device):
    logits, labels = list(guessed(model, loader, device))[-1]
    return hits(logits, labels) / len(labels)


@misconception(
    "evaluate/first-batch-only-accuracy",
    says="Only the first batch is looked at.",
    hint="How deep is your `return` indented?",
)
def evaluate_the_first_batch(model, loader, device):
    logits, labels = list(guessed(model, loader, device))[0]
    return hits(logits, labels) / len(labels)


@misconception(
    "evaluate/loss-for-accuracy",
    says="A loss comes back, not an accuracy.",
    hint="What does it mean for one guess to be right?",
)
def evaluate_the_loss(model, loader, device):
    pairs = list(guessed(model, loader, device))
    total = sum(nn.functional.cross_entropy(*pair, reduction="sum").item() for pair in pairs)
    return total / sum(len(labels) for _, labels in pairs)


@misconception(
    "evaluate/least-likely-class",
    says="The class with the smallest logit is taken as the guess.",
    hint="Does a large logit mean that a class is likely or unlikely?",
)
def evaluate_the_least_likely(model, loader, device):
    pairs = list(guessed(model, loader, device))
    correct = sum(hits(-logits, labels) for logits, labels in pairs)
    return correct / sum(len(labels) for _, labels in pairs)


@misconception(
    "evaluate/wrong-device-in-evaluation",
    says="The batches stay on the CPU, whatever the device.",
    hint="Where does the model live, and where does the batch?",
    raises="(in linear: tensor 1 on cpu, tensor 2 on xpu",
)
def evaluate_leaving_batches(model, loader, device):
    model.to(device)
    return evaluated_without_moving(model, loader)


@misconception(
    "evaluate/labels-left-behind-in-evaluation",
    says="The images are moved to the device, the labels are not.",
    hint="Who meets the labels, and where does it live?",
    raises="(in eq",
)
def evaluate_leaving_labels(model, loader, device):
    model.to(device)
    moved = [(images.to(device), labels) for images, labels in loader]
    return evaluated_without_moving(model, moved)


@misconception(
    "evaluate/model-left-behind-in-evaluation",
    says="The batches are moved to the device, the model is not.",
    hint="Where does the model live, and where does the batch?",
    raises="(in linear: tensor 1 on xpu:0, tensor 2 on cpu",
)
def evaluate_leaving_the_model(model, loader, device):
    moved = [(images.to(device), labels.to(device)) for images, labels in loader]
    return evaluated_without_moving(model, moved)


@misconception(
    "evaluate/device-ignored-in-evaluation",
    says="The device that the caller names is not used.",
    hint="Which line of yours reads `device`?",
)
def evaluate_nowhere(model, loader, device):
    return evaluated_without_moving(model, loader)


@misconception(
    "evaluate/device-written-into-the-evaluation",
    says="The device is chosen in the code, not by the caller.",
    hint="What would happen on a machine with another kind of accelerator?",
    raises="cuda:0",
)
def evaluate_on_cuda(model, loader, device):
    model.to(device)
    moved = [(images.cuda(), labels.cuda()) for images, labels in loader]
    return evaluated_without_moving(model, moved)


@misconception(
    "evaluate/numpy-on-the-accelerator",
    says="Tensors are turned into numpy arrays where they are, which only the CPU allows.",
    hint="Through which place must a tensor pass on its way to numpy?",
    raises="device type tensor to numpy",
)
def evaluate_with_numpy(model, loader, device):
    correct = samples = 0
    for logits, labels in guessed(model, loader, device):
        correct += int((logits.argmax(dim=1).numpy() == labels.numpy()).sum())
        samples += len(labels)
    return correct / samples


def evaluated_without_moving(model, loader):
    was_training = model.training
    model.eval()
    correct = samples = 0
    with torch.no_grad():
        for images, labels in loader:
            correct += hits(model(images), labels)
            samples += len(labels)
    model.train(was_training)
    return correct / samples
