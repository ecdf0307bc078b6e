"""Image classification: a model, its training, and its guesses, from an empty file.

Images come as float32 tensors (N, channels, height, width) of grey values between 0 and 16, labels
as int64 tensors (N,) with numbers from 0 to classes − 1. A device is a `torch.device`; your code
goes where it is told to. How you do it is up to you; how well it does is measured.
"""

import torch
from torch import nn


def build_model(image_shape, classes):
    """A new network for images of `image_shape` = (channels, height, width), each side ≥ 8.

    An nn.Module that takes a batch of images as they are (grey values 0 to 16) and gives logits
    (N, classes). Whatever scaling you want is a part of the model: nobody else will do it. The
    model learns by its parameters, and as a whole it can be moved to a device.
    """
    # BEGIN SOLUTION
    return Net(image_shape, classes)
    # END SOLUTION


def fit(model, images, labels, *, device, seed):
    """Train the model itself on these images, on `device`, in training mode.

    `model` takes images and gives logits, as one of yours does; it may come in either mode. You may
    go through all images at most 30 times (30 epochs; each forward pass that records gradients
    counts), and one pass is rarely enough. A training on 800 images of 8 × 8 should take 10 seconds
    at most; one that takes several times as long is stopped. Choose loss, optimizer and batches as
    you like. Clear `.grad`: no gradient is used for two steps. (Momentum is fine, and so are
    gradients of several batches that are added up for one step.)

    Everything that chance decides in here, `seed` (an int) decides: two equal models that are
    fitted with equal seeds are equal afterwards. You may seed the generators of torch for that.

    Returns the learning curve: a list with one plain float for each epoch, the mean over its
    samples of the loss that you have chosen, each sample's taken with its batch just before that
    batch's step (so a small last batch counts by the number of its samples). One epoch is allowed,
    and so is a curve that rises: what counts is what the model has learnt. Nothing of an earlier
    batch is kept in memory but numbers; images and labels are not changed.
    """
    # BEGIN SOLUTION
    torch.manual_seed(seed)
    model.to(device)
    model.train()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    loss_fn = nn.CrossEntropyLoss()
    curve = []
    for _ in range(EPOCHS):
        total = 0.0
        for batch in torch.randperm(len(images)).split(BATCH):
            some, wanted = images[batch].to(device), labels[batch].to(device)
            loss = loss_fn(model(some), wanted)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        curve.append(total / len(images))
    return curve
    # END SOLUTION


def predict(model, images, device):
    """The most likely class of each image: an int64 tensor (N,) on the CPU, for any N ≥ 1.

    Model and images are moved to `device`. The model is asked in evaluation mode, without recording
    gradients, and is afterwards in the mode in which it came. What is guessed of an image does not
    depend on the others. Neither the model nor the images are changed.
    """
    # BEGIN SOLUTION
    model.to(device)
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = [model(batch.to(device)).cpu() for batch in images.split(256)]
    model.train(was_training)
    return torch.cat(logits).argmax(dim=1)
    # END SOLUTION


# BEGIN SOLUTION
EPOCHS = 12
BATCH = 48


class Scaled(nn.Module):
    """Grey values from 0 to 16 become numbers around zero."""

    def forward(self, grey_values):
        return grey_values / 8 - 1


class Net(nn.Module):
    """Two convolutions look at the image, and one layer decides."""

    def __init__(self, image_shape, classes):
        super().__init__()
        channels, height, width = image_shape
        layers = [
            Scaled(),
            nn.Conv2d(channels, 16, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Dropout(0.2),
        ]
        self.layers = nn.ModuleList(layers)
        self.output = nn.Linear(32 * (height // 4) * (width // 4), classes)

    def forward(self, pixels):
        x = pixels
        for layer in self.layers:
            x = layer(x)
        return self.output(x)


# END SOLUTION
