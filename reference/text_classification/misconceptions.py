"""Wrong capstones that students really write.

Trainings never give equal numbers, so they are told apart by what they do and by what their models
have learnt, and a slip may share its signs with another: then both are named.
"""

import copy

import torch
from torch import nn

from autograder.rubric import misconception

from .solution import BATCH, EPOCHS, build_model, fit, predict

# The reference under names that stay when a wrong variant takes over its own.
right_build, right_fit, right_predict = build_model, fit, predict


# --- build_model


@misconception(
    "build_model/softmax-at-the-end",
    says="The model ends with a softmax; logits are what it should give.",
    hint="What range must the last layer's numbers be able to reach?",
)
def model_with_softmax(vocabulary_size, classes):
    return nn.Sequential(right_build(vocabulary_size, classes), nn.Softmax(dim=1))


@misconception(
    "build_model/log-softmax-at-the-end",
    says="The model ends with a log-softmax; logits are what it should give.",
    hint="Which part of the loss have you built into the model?",
)
def model_with_log_softmax(vocabulary_size, classes):
    return nn.Sequential(right_build(vocabulary_size, classes), nn.LogSoftmax(dim=1))


@misconception(
    "build_model/two-classes-always",
    says="The number of classes is written into the code.",
    hint="Which line of yours reads `classes`?",
)
def model_with_two_classes(vocabulary_size, classes):
    return right_build(vocabulary_size, 2)


@misconception(
    "build_model/vocabulary-written-down",
    says="The size of the vocabulary is written into the code.",
    hint="Which line of yours reads `vocabulary_size`?",
    raises="index out of range in self",
)
def model_with_fixed_vocabulary(vocabulary_size, classes):
    return right_build(95, classes)


@misconception(
    "build_model/order-does-not-count",
    says="The characters are only counted: read backwards, a text gives the same logits.",
    hint="What becomes of `if x` when its characters change places? Does your model notice?",
)
class ModelOfABag(nn.Module):
    def __init__(self, vocabulary_size, classes):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, 16)
        self.output = nn.Linear(16, classes)

    def forward(self, texts):
        return self.output(self.embedding(texts).mean(dim=1))


@misconception(
    "build_model/time-and-batch-confused",
    says="The layer reads along the batch: the texts of a batch are mixed with one another.",
    hint="Which axis is time for your recurrent layer, if nobody tells it?",
)
class ModelThatReadsAlongTheBatch(nn.Module):
    def __init__(self, vocabulary_size, classes):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, 16)
        self.gru = nn.GRU(16, 32)
        self.output = nn.Linear(32, classes)

    def forward(self, texts):
        return self.output(self.gru(self.embedding(texts))[0][:, -1])


@misconception(
    "build_model/layers-in-plain-list",
    says="A layer stands in a plain list, so the model does not know that it owns it.",
    hint="How many numbers does the optimizer get when it asks your model for its parameters?",
)
class ModelWithAPlainList(nn.Module):
    def __init__(self, vocabulary_size, classes):
        super().__init__()
        self.layers = [nn.Embedding(vocabulary_size, 16)]
        self.gru = nn.GRU(16, 32, batch_first=True)
        self.output = nn.Linear(32, classes)

    def forward(self, texts):
        return self.output(self.gru(self.layers[0](texts))[0][:, -1])


@misconception(
    "build_model/state-left-behind",
    says="The first state is a plain tensor, so it stays behind when the model moves.",
    hint="On which device does the first state have to be? Who could tell it?",
    raises="(in gru: tensor 1 on xpu:0, tensor 2 on cpu",
)
class ModelWithAPlainState(nn.Module):
    def __init__(self, vocabulary_size, classes):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, 16)
        self.gru = nn.GRU(16, 32, batch_first=True)
        self.output = nn.Linear(32, classes)

    def forward(self, texts):
        first = torch.zeros(1, len(texts), 32)
        return self.output(self.gru(self.embedding(texts), first)[0][:, -1])


@misconception(
    "build_model/batch-axis-lost",
    says="For a single text the batch axis gets lost.",
    hint="What does `squeeze()` do with a batch of one?",
)
class ModelThatSqueezes(nn.Module):
    def __init__(self, vocabulary_size, classes):
        super().__init__()
        self.net = right_build(vocabulary_size, classes)

    def forward(self, texts):
        return self.net(texts).squeeze()


# --- fit


def trained(
    model,
    texts,
    labels,
    device,
    seed,
    *,
    epochs=EPOCHS,
    learning_rate=1e-2,
    batches=None,
    step=True,
    zero=True,
    mode=True,
    kept=torch.Tensor.item,
):
    """The reference's training with one thing changed; the losses of the batches, by epoch."""
    if seed is not None:
        torch.manual_seed(seed)
    model.to(device)
    if mode:
        model.train()
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    curves = []
    for _ in range(epochs):
        losses = []
        for batch in torch.randperm(len(texts)).split(BATCH)[:batches]:
            loss = nn.functional.cross_entropy(
                model(texts[batch].to(device)), labels[batch].to(device)
            )
            if zero:
                optimizer.zero_grad()
            loss.backward()
            if step:
                optimizer.step()
            losses.append(kept(loss))
        curves.append(losses)
    return curves


def means(curves):
    return [sum(losses) / len(losses) for losses in curves]


@misconception(
    "fit/step-forgotten",
    says="The optimizer never takes a step.",
    hint="Compare a weight before and after: who moves it?",
)
def fit_without_step(model, texts, labels, *, device, seed):
    return means(trained(model, texts, labels, device, seed, step=False, epochs=4))


@misconception(
    "fit/gradients-add-up",
    says="The gradients of earlier batches are never set to zero: each step goes by their sum.",
    hint="What is in a weight's `grad` before the second batch's backward pass?",
)
def fit_without_zeroing(model, texts, labels, *, device, seed):
    return means(trained(model, texts, labels, device, seed, zero=False))


@misconception(
    "fit/a-copy-is-trained",
    says="A copy of the model is trained, the model itself is not.",
    hint="Which model does the caller hold in the end?",
)
def fit_of_a_copy(model, texts, labels, *, device, seed):
    return right_fit(copy.deepcopy(model), texts, labels, device=device, seed=seed)


@misconception(
    "fit/labels-shuffled-apart",
    says="The texts are shuffled, the labels are not.",
    hint="Show one text of a batch beside its label: do they belong together?",
)
def fit_with_parted_labels(model, texts, labels, *, device, seed):
    torch.manual_seed(seed)
    return [
        right_fit_once(model, texts[torch.randperm(len(texts))], labels, device) for _ in range(8)
    ]


def right_fit_once(model, texts, labels, device):
    return means(trained(model, texts, labels, device, None, epochs=1, learning_rate=1e-3))[0]


@misconception(
    "fit/one-label-for-all",
    says="The model is not taught the labels that were given: it says the same of every text.",
    hint="Count how often your model guesses each class. And which label does the loss get?",
)
def fit_with_one_label(model, texts, labels, *, device, seed):
    return means(trained(model, texts, torch.zeros_like(labels), device, seed, epochs=4))


@misconception(
    "fit/learning-rate-far-too-small",
    says="The model hardly moves: its steps are far too small.",
    hint="By how much does the loss fall in an epoch? What if each step were ten times as long?",
)
def fit_too_slowly(model, texts, labels, *, device, seed):
    return means(trained(model, texts, labels, device, seed, learning_rate=1e-7, epochs=4))


@misconception(
    "fit/training-mode-forgotten",
    says="The model is trained in the mode in which it came.",
    hint="Which mode do dropout and batch normalisation need while the model learns?",
)
def fit_in_any_mode(model, texts, labels, *, device, seed):
    return means(trained(model, texts, labels, device, seed, mode=False))


@misconception(
    "fit/seed-ignored",
    says="The seed does not decide on everything that chance decides.",
    hint="What is drawn at random in here, and from which generator?",
)
def fit_without_seed(model, texts, labels, *, device, seed):
    return means(trained(model, texts, labels, device, None))


@misconception(
    "fit/last-loss-only",
    says="A single loss comes back instead of the learning curve.",
    hint="How many numbers does a curve of twelve epochs have?",
)
def fit_with_one_number(model, texts, labels, *, device, seed):
    return right_fit(model, texts, labels, device=device, seed=seed)[-1]


@misconception(
    "fit/a-loss-a-batch",
    says="The list holds a loss for each batch, not for each epoch.",
    hint="How long is your list, and how many epochs did you train?",
)
def fit_with_batch_losses(model, texts, labels, *, device, seed):
    curves = trained(model, texts, labels, device, seed)
    return [loss for losses in curves for loss in losses]


@misconception(
    "fit/losses-are-tensors",
    says="The losses are tensors; plain numbers are asked for.",
    hint="What stands behind a tensor, and how does one get the number alone?",
)
def fit_with_tensors(model, texts, labels, *, device, seed):
    return means(trained(model, texts, labels, device, seed, kept=torch.Tensor.detach))


@misconception(
    "fit/graphs-kept",
    says="Losses are added up with their graphs, so the whole epoch stays in memory.",
    hint="What stands behind a tensor that came out of the model?",
)
def fit_keeping_graphs(model, texts, labels, *, device, seed):
    curves = trained(model, texts, labels, device, seed, kept=lambda loss: loss)
    return [loss.item() for loss in means(curves)]


@misconception(
    "fit/too-many-epochs",
    says="The model goes through the texts more often than the budget allows.",
    hint="How many epochs does the docstring allow?",
)
def fit_too_long(model, texts, labels, *, device, seed):
    return means(trained(model, texts, labels, device, seed, epochs=21))


@misconception(
    "fit/arguments-shuffled-in-place",
    says="The caller's own texts and labels are shuffled.",
    hint="What does the caller find in `texts` after your training?",
)
def fit_in_place(model, texts, labels, *, device, seed):
    torch.manual_seed(seed)
    order = torch.randperm(len(texts))
    texts[:], labels[:] = texts[order], labels[order]
    return right_fit(model, texts, labels, device=device, seed=seed)


@misconception(
    "fit/texts-left-behind",
    says="The texts are not moved to the device.",
    hint="Where does the model live, and where does the batch?",
    raises="(in embedding: tensor 1 on cpu, tensor 2 on xpu:0",
)
def fit_leaving_texts(model, texts, labels, *, device, seed):
    model.to(device)
    return fit_nowhere(model, texts, labels.to(device), device=device, seed=seed)


@misconception(
    "fit/labels-left-behind",
    says="The texts are moved to the device, the labels are not.",
    hint="Who meets the labels, and where does it live?",
    raises="(in cross_entropy",
)
def fit_leaving_labels(model, texts, labels, *, device, seed):
    model.to(device)
    return fit_nowhere(model, texts.to(device), labels, device=device, seed=seed)


@misconception(
    "fit/model-left-behind",
    says="The texts and labels are moved to the device, the model is not.",
    hint="Where does the model live, and where does the batch?",
    raises="(in embedding: tensor 1 on xpu:0, tensor 2 on cpu",
)
def fit_leaving_the_model(model, texts, labels, *, device, seed):
    return fit_nowhere(model, texts.to(device), labels.to(device), device=device, seed=seed)


@misconception(
    "fit/device-ignored",
    says="The device is not used at all: everything stays where it was.",
    hint="Which line of yours reads `device`?",
)
def fit_nowhere(model, texts, labels, *, device, seed):
    torch.manual_seed(seed)
    model.train()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    curve = []
    for _ in range(EPOCHS):
        losses = []
        for batch in torch.randperm(len(texts)).split(BATCH):
            loss = nn.functional.cross_entropy(model(texts[batch]), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        curve.append(sum(losses) / len(losses))
    return curve


# --- predict


def asked(model, texts, device, *, evaluate=True, give=lambda logits: logits.argmax(dim=1)):
    """The reference's guesses with one thing changed."""
    model.to(device)
    was_training = model.training
    if evaluate:
        model.eval()
    with torch.no_grad():
        logits = model(texts.to(device)).cpu()
    model.train(was_training)
    return give(logits)


@misconception(
    "predict/evaluation-mode-forgotten",
    says="The model is asked in the mode in which it came.",
    hint="Ask your model for the same texts twice while it is in training mode. Equal?",
)
def predict_in_any_mode(model, texts, device):
    return asked(model, texts, device, evaluate=False)


@misconception(
    "predict/left-in-evaluation-mode",
    says="The model stays in evaluation mode.",
    hint="In which mode did the model come to you?",
)
def predict_leaving_evaluation(model, texts, device):
    found = asked(model, texts, device)
    model.eval()
    return found


@misconception(
    "predict/left-in-training-mode",
    says="The model is always put into training mode at the end.",
    hint="In which mode did the model come to you?",
)
def predict_leaving_training(model, texts, device):
    found = asked(model, texts, device)
    model.train()
    return found


@misconception(
    "predict/gradients-recorded",
    says="A graph is recorded, though nobody will differentiate.",
    hint="Who is going to call backward()? What does recording cost until then?",
)
def predict_with_graph(model, texts, device):
    model.to(device)
    was_training = model.training
    logits = model.eval()(texts.to(device))
    model.train(was_training)
    return logits.argmax(dim=1).cpu()


@misconception(
    "predict/logits-returned",
    says="The logits come back instead of the classes.",
    hint="How many numbers does the caller expect for one text?",
)
def predict_logits(model, texts, device):
    return asked(model, texts, device, give=lambda logits: logits)


@misconception(
    "predict/largest-logit-returned",
    says="The largest logit comes back, not where it stands.",
    hint="Is your result a logit or the number of a class?",
)
def predict_largest(model, texts, device):
    return asked(model, texts, device, give=lambda logits: logits.max(dim=1).values)


@misconception(
    "predict/least-likely-class",
    says="The class with the smallest logit is guessed.",
    hint="Is a large logit good news for its class?",
)
def predict_smallest(model, texts, device):
    return asked(model, texts, device, give=lambda logits: logits.argmin(dim=1))


@misconception(
    "predict/an-axis-too-many",
    says="The classes come as a column with an axis of their own.",
    hint="Which shape does the docstring promise?",
)
def predict_column(model, texts, device):
    return asked(model, texts, device, give=lambda logits: logits.argmax(dim=1, keepdim=True))


@misconception(
    "predict/wrong-axis",
    says="For each class a text is guessed, instead of a class for each text.",
    hint="Along which axis of (N, classes) do you look for the largest?",
)
def predict_along_texts(model, texts, device):
    return asked(model, texts, device, give=lambda logits: logits.argmax(dim=0))


@misconception(
    "predict/classes-as-floats",
    says="The classes are floating-point numbers.",
    hint="Can a class be 2.5?",
)
def predict_floats(model, texts, device):
    return asked(model, texts, device, give=lambda logits: logits.argmax(dim=1).float())


@misconception(
    "predict/not-a-tensor",
    says="A list comes back instead of a tensor.",
    hint="Which type does the docstring promise?",
    raises="expected a tensor, got a list",
)
def predict_list(model, texts, device):
    return asked(model, texts, device, give=lambda logits: logits.argmax(dim=1).tolist())


@misconception(
    "predict/last-batch-dropped",
    says="A last batch that is not full is left out.",
    hint="How many guesses come back for 33 texts?",
)
def predict_whole_batches(model, texts, device):
    count = max(1, len(texts) // 20 * 20) if len(texts) > 20 else len(texts)
    return asked(model, texts[:count], device)


@misconception(
    "predict/left-on-the-device",
    says="The classes stay on the device.",
    hint="Where does the docstring want the result?",
)
def predict_on_device(model, texts, device):
    return asked(model, texts, device).to(device)


@misconception(
    "predict/texts-left-behind-in-prediction",
    says="The texts are not moved to the device.",
    hint="Where does the model live, and where do the texts?",
    raises="(in embedding: tensor 1 on cpu, tensor 2 on xpu:0",
)
def predict_leaving_texts(model, texts, device):
    model.to(device)
    return predict_nowhere(model, texts, device)


@misconception(
    "predict/model-left-behind-in-prediction",
    says="The texts are moved to the device, the model is not.",
    hint="Where does the model live, and where do the texts?",
    raises="(in embedding: tensor 1 on xpu:0, tensor 2 on cpu",
)
def predict_leaving_the_model(model, texts, device):
    return predict_nowhere(model, texts.to(device), device)


@misconception(
    "predict/device-ignored-in-prediction",
    says="The device is not used at all: everything stays where it was.",
    hint="Which line of yours reads `device`?",
)
def predict_nowhere(model, texts, device):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = model(texts)
    model.train(was_training)
    return logits.argmax(dim=1).cpu()
