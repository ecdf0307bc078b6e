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
def model_with_softmax(image_shape, classes):
    return nn.Sequential(right_build(image_shape, classes), nn.Softmax(dim=1))


@misconception(
    "build_model/log-softmax-at-the-end",
    says="The model ends with a log-softmax; logits are what it should give.",
    hint="Which part of the loss have you built into the model?",
)
def model_with_log_softmax(image_shape, classes):
    return nn.Sequential(right_build(image_shape, classes), nn.LogSoftmax(dim=1))


@misconception(
    "build_model/ten-classes-always",
    says="The number of classes is written into the code.",
    hint="Which line of yours reads `classes`?",
)
def model_with_ten_classes(image_shape, classes):
    return right_build(image_shape, 10)


@misconception(
    "build_model/eight-by-eight-always",
    says="The size of the images is written into the code.",
    hint="How many numbers does an image of 9 × 16 pixels have after your last convolution?",
    raises="shapes cannot be multiplied (5x192 and",
)
def model_for_eight_by_eight(image_shape, classes):
    return right_build((image_shape[0], 8, 8), classes)


@misconception(
    "build_model/one-channel-always",
    says="The number of channels is written into the code.",
    hint="How many channels has an image in colour?",
    raises="expected input[5, 3, 12, 8] to have 1 channels",
)
def model_for_one_channel(image_shape, classes):
    return right_build((1, *image_shape[1:]), classes)


@misconception(
    "build_model/layers-in-plain-list",
    says="A layer stands in a plain list, so the model does not know that it owns it.",
    hint="How many numbers does the optimizer get when it asks your model for its parameters?",
)
class ModelWithAPlainList(nn.Module):
    def __init__(self, image_shape, classes):
        super().__init__()
        *layers, self.last = right_build(image_shape, classes)
        self.layers = layers

    def forward(self, images):
        for layer in self.layers:
            images = layer(images)
        return self.last(images)


@misconception(
    "build_model/tensor-left-behind",
    says="A tensor of the model is a plain attribute, so it stays behind when the model moves.",
    hint="What has to be registered, if it is no parameter, so that `.to(device)` finds it?",
    raises="(in add: tensor 1 on xpu:0, tensor 2 on cpu",
)
class ModelWithAPlainTensor(nn.Module):
    def __init__(self, image_shape, classes):
        super().__init__()
        self.net = right_build(image_shape, classes)
        self.shift = torch.full((1, 1, 1, 1), 0.5)

    def forward(self, images):
        return self.net(images + self.shift)


ONE_FOR_ALL = {}


@misconception(
    "build_model/one-model-for-all-calls",
    says="Every call gives the same model again.",
    hint="Two trainings are compared. Whose parameters does the second one start from?",
)
def model_made_once(image_shape, classes):
    made = (tuple(image_shape), classes)
    if made not in ONE_FOR_ALL:
        ONE_FOR_ALL[made] = right_build(image_shape, classes)
    return ONE_FOR_ALL[made]


@misconception(
    "build_model/batch-axis-lost",
    says="For a single image the batch axis gets lost.",
    hint="What does `squeeze()` do with a batch of one?",
)
class ModelThatSqueezes(nn.Module):
    def __init__(self, image_shape, classes):
        super().__init__()
        self.net = right_build(image_shape, classes)

    def forward(self, images):
        return self.net(images).squeeze()


# --- fit


def trained(
    model,
    images,
    labels,
    device,
    seed,
    *,
    epochs=EPOCHS,
    learning_rate=3e-3,
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
        for batch in torch.randperm(len(images)).split(BATCH)[:batches]:
            loss = nn.functional.cross_entropy(
                model(images[batch].to(device)), labels[batch].to(device)
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
def fit_without_step(model, images, labels, *, device, seed):
    return means(trained(model, images, labels, device, seed, step=False, epochs=4))


@misconception(
    "fit/gradients-add-up",
    says="The gradients of earlier batches are never set to zero: each step goes by their sum.",
    hint="What is in a weight's `grad` before the second batch's backward pass?",
)
def fit_without_zeroing(model, images, labels, *, device, seed):
    return means(trained(model, images, labels, device, seed, zero=False))


@misconception(
    "fit/a-copy-is-trained",
    says="A copy of the model is trained, the model itself is not.",
    hint="Which model does the caller hold in the end?",
)
def fit_of_a_copy(model, images, labels, *, device, seed):
    return right_fit(copy.deepcopy(model), images, labels, device=device, seed=seed)


@misconception(
    "fit/labels-shuffled-apart",
    says="The images are shuffled, the labels are not.",
    hint="Show one image of a batch beside its label: do they belong together?",
)
def fit_with_parted_labels(model, images, labels, *, device, seed):
    torch.manual_seed(seed)
    return [
        right_fit_once(model, images[torch.randperm(len(images))], labels, device) for _ in range(8)
    ]


def right_fit_once(model, images, labels, device):
    return means(trained(model, images, labels, device, None, epochs=1, learning_rate=1e-3))[0]


@misconception(
    "fit/one-label-for-all",
    says="The model is not taught the labels that were given: it says the same of every image.",
    hint="Count how often your model guesses each class. And which label does the loss get?",
)
def fit_with_one_label(model, images, labels, *, device, seed):
    return means(trained(model, images, torch.zeros_like(labels), device, seed, epochs=4))


@misconception(
    "fit/learning-rate-far-too-small",
    says="The model hardly moves: its steps are far too small.",
    hint="By how much does the loss fall in an epoch? What if each step were ten times as long?",
)
def fit_too_slowly(model, images, labels, *, device, seed):
    return means(trained(model, images, labels, device, seed, learning_rate=1e-7, epochs=4))


@misconception(
    "fit/training-mode-forgotten",
    says="The model is trained in the mode in which it came.",
    hint="Which mode do dropout and batch normalisation need while the model learns?",
)
def fit_in_any_mode(model, images, labels, *, device, seed):
    return means(trained(model, images, labels, device, seed, mode=False))


@misconception(
    "fit/seed-ignored",
    says="The seed does not decide on everything that chance decides.",
    hint="What is drawn at random in here, and from which generator?",
)
def fit_without_seed(model, images, labels, *, device, seed):
    return means(trained(model, images, labels, device, None))


@misconception(
    "fit/last-loss-only",
    says="A single loss comes back instead of the learning curve.",
    hint="How many numbers does a curve of twelve epochs have?",
)
def fit_with_one_number(model, images, labels, *, device, seed):
    return right_fit(model, images, labels, device=device, seed=seed)[-1]


@misconception(
    "fit/a-loss-a-batch",
    says="The list holds a loss for each batch, not for each epoch.",
    hint="How long is your list, and how many epochs did you train?",
)
def fit_with_batch_losses(model, images, labels, *, device, seed):
    curves = trained(model, images, labels, device, seed)
    return [loss for losses in curves for loss in losses]


@misconception(
    "fit/losses-are-tensors",
    says="The losses are tensors; plain numbers are asked for.",
    hint="What stands behind a tensor, and how does one get the number alone?",
)
def fit_with_tensors(model, images, labels, *, device, seed):
    return means(trained(model, images, labels, device, seed, kept=torch.Tensor.detach))


@misconception(
    "fit/graphs-kept",
    says="Losses are added up with their graphs, so the whole epoch stays in memory.",
    hint="What stands behind a tensor that came out of the model?",
)
def fit_keeping_graphs(model, images, labels, *, device, seed):
    curves = trained(model, images, labels, device, seed, kept=lambda loss: loss)
    return [loss.item() for loss in means(curves)]


@misconception(
    "fit/too-many-epochs",
    says="The model goes through the images more often than the budget allows.",
    hint="How many epochs does the docstring allow?",
)
def fit_too_long(model, images, labels, *, device, seed):
    return means(trained(model, images, labels, device, seed, epochs=31))


@misconception(
    "fit/arguments-shuffled-in-place",
    says="The caller's own images and labels are shuffled.",
    hint="What does the caller find in `images` after your training?",
)
def fit_in_place(model, images, labels, *, device, seed):
    torch.manual_seed(seed)
    order = torch.randperm(len(images))
    images[:], labels[:] = images[order], labels[order]
    return right_fit(model, images, labels, device=device, seed=seed)


@misconception(
    "fit/images-left-behind",
    says="The images are not moved to the device.",
    hint="Where does the model live, and where does the batch?",
    raises="(in linear: tensor 1 on cpu, tensor 2 on xpu:0",
)
def fit_leaving_images(model, images, labels, *, device, seed):
    model.to(device)
    return fit_nowhere(model, images, labels.to(device), device=device, seed=seed)


@misconception(
    "fit/labels-left-behind",
    says="The images are moved to the device, the labels are not.",
    hint="Who meets the labels, and where does it live?",
    raises="(in cross_entropy",
)
def fit_leaving_labels(model, images, labels, *, device, seed):
    model.to(device)
    return fit_nowhere(model, images.to(device), labels, device=device, seed=seed)


@misconception(
    "fit/model-left-behind",
    says="The images and labels are moved to the device, the model is not.",
    hint="Where does the model live, and where does the batch?",
    raises="(in linear: tensor 1 on xpu:0, tensor 2 on cpu",
)
def fit_leaving_the_model(model, images, labels, *, device, seed):
    return fit_nowhere(model, images.to(device), labels.to(device), device=device, seed=seed)


@misconception(
    "fit/device-ignored",
    says="The device is not used at all: everything stays where it was.",
    hint="Which line of yours reads `device`?",
)
def fit_nowhere(model, images, labels, *, device, seed):
    torch.manual_seed(seed)
    model.train()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    curve = []
    for _ in range(EPOCHS):
        losses = []
        for batch in torch.randperm(len(images)).split(BATCH):
            loss = nn.functional.cross_entropy(model(images[batch]), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        curve.append(sum(losses) / len(losses))
    return curve


# --- predict


def asked(model, images, device, *, evaluate=True, give=lambda logits: logits.argmax(dim=1)):
    """The reference's guesses with one thing changed."""
    model.to(device)
    was_training = model.training
    if evaluate:
        model.eval()
    with torch.no_grad():
        logits = model(images.to(device)).cpu()
    model.train(was_training)
    return give(logits)


@misconception(
    "predict/evaluation-mode-forgotten",
    says="The model is asked in the mode in which it came.",
    hint="Ask your model for the same images twice while it is in training mode. Equal?",
)
def predict_in_any_mode(model, images, device):
    return asked(model, images, device, evaluate=False)


@misconception(
    "predict/left-in-evaluation-mode",
    says="The model stays in evaluation mode.",
    hint="In which mode did the model come to you?",
)
def predict_leaving_evaluation(model, images, device):
    found = asked(model, images, device)
    model.eval()
    return found


@misconception(
    "predict/left-in-training-mode",
    says="The model is always put into training mode at the end.",
    hint="In which mode did the model come to you?",
)
def predict_leaving_training(model, images, device):
    found = asked(model, images, device)
    model.train()
    return found


@misconception(
    "predict/gradients-recorded",
    says="A graph is recorded, though nobody will differentiate.",
    hint="Who is going to call backward()? What does recording cost until then?",
)
def predict_with_graph(model, images, device):
    model.to(device)
    was_training = model.training
    logits = model.eval()(images.to(device))
    model.train(was_training)
    return logits.argmax(dim=1).cpu()


@misconception(
    "predict/logits-returned",
    says="The logits come back instead of the classes.",
    hint="How many numbers does the caller expect for one image?",
)
def predict_logits(model, images, device):
    return asked(model, images, device, give=lambda logits: logits)


@misconception(
    "predict/largest-logit-returned",
    says="The largest logit comes back, not where it stands.",
    hint="Is your result a logit or the number of a class?",
)
def predict_largest(model, images, device):
    return asked(model, images, device, give=lambda logits: logits.max(dim=1).values)


@misconception(
    "predict/least-likely-class",
    says="The class with the smallest logit is guessed.",
    hint="Is a large logit good news for its class?",
)
def predict_smallest(model, images, device):
    return asked(model, images, device, give=lambda logits: logits.argmin(dim=1))


@misconception(
    "predict/an-axis-too-many",
    says="The classes come as a column with an axis of their own.",
    hint="Which shape does the docstring promise?",
)
def predict_column(model, images, device):
    return asked(model, images, device, give=lambda logits: logits.argmax(dim=1, keepdim=True))


@misconception(
    "predict/wrong-axis",
    says="For each class an image is guessed, instead of a class for each image.",
    hint="Along which axis of (N, classes) do you look for the largest?",
)
def predict_along_images(model, images, device):
    return asked(model, images, device, give=lambda logits: logits.argmax(dim=0))


@misconception(
    "predict/classes-as-floats",
    says="The classes are floating-point numbers.",
    hint="Can a class be 2.5?",
)
def predict_floats(model, images, device):
    return asked(model, images, device, give=lambda logits: logits.argmax(dim=1).float())


@misconception(
    "predict/not-a-tensor",
    says="A list comes back instead of a tensor.",
    hint="Which type does the docstring promise?",
    raises="expected a tensor, got a list",
)
def predict_list(model, images, device):
    return asked(model, images, device, give=lambda logits: logits.argmax(dim=1).tolist())


@misconception(
    "predict/last-batch-dropped",
    says="A last batch that is not full is left out.",
    hint="How many guesses come back for 33 images?",
)
def predict_whole_batches(model, images, device):
    count = max(1, len(images) // 20 * 20) if len(images) > 20 else len(images)
    return asked(model, images[:count], device)


@misconception(
    "predict/images-scaled-among-themselves",
    says="Images are scaled by numbers that depend on the other images of the call.",
    hint="Is an image judged as before when it comes alone?",
)
def predict_standardised(model, images, device):
    return asked(model, (images - images.mean()) / (images.std() + 1e-6) * 5 + 5, device)


@misconception(
    "predict/images-scaled-once-more",
    says="Images are scaled before they reach the model, which takes them as they are.",
    hint="Where does the docstring of `build_model` want the scaling to be?",
)
def predict_scaled(model, images, device):
    return asked(model, images / 16, device)


@misconception(
    "predict/left-on-the-device",
    says="The classes stay on the device.",
    hint="Where does the docstring want the result?",
)
def predict_on_device(model, images, device):
    return asked(model, images, device).to(device)


@misconception(
    "predict/images-left-behind-in-prediction",
    says="The images are not moved to the device.",
    hint="Where does the model live, and where do the images?",
    raises="(in linear: tensor 1 on cpu, tensor 2 on xpu:0",
)
def predict_leaving_images(model, images, device):
    model.to(device)
    return predict_nowhere(model, images, device)


@misconception(
    "predict/model-left-behind-in-prediction",
    says="The images are moved to the device, the model is not.",
    hint="Where does the model live, and where do the images?",
    raises="(in linear: tensor 1 on xpu:0, tensor 2 on cpu",
)
def predict_leaving_the_model(model, images, device):
    return predict_nowhere(model, images.to(device), device)


@misconception(
    "predict/device-ignored-in-prediction",
    says="The device is not used at all: everything stays where it was.",
    hint="Which line of yours reads `device`?",
)
def predict_nowhere(model, images, device):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = model(images)
    model.train(was_training)
    return logits.argmax(dim=1).cpu()
