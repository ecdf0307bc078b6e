"""How the checks call your functions. You may read this.

What your model guesses of held-out images goes to the judge, who alone knows their labels. Your
`fit` and `predict` are also given models that are made here: whoever works with those works with
every model.
"""

import numpy as np
import torch
from torch import nn

from autograder.worker.drivers import capstones as driving
from autograder.worker.drivers.torch import Watch

EPOCHS = 30
CLASSES = 10


def run_model(module, shape, classes, seed):
    """Properties of a new model for such images."""
    images = _noise(5, shape, seed)
    return driving.describe(lambda: module.build_model(shape, classes), images, classes)


def run_model_on_device(module, shape, classes, seed):
    """A new model on a device that refuses to mix its tensors with those of the CPU."""
    images = _noise(3, shape, seed)
    return driving.moves(lambda: module.build_model(shape, classes), images)


def run_guesses(module, images, labels, held_out, seeds):
    """A model trained in each round, with labels numbered anew; its classes for held-out images."""
    return [
        driving.guesses(
            module,
            lambda: module.build_model((1, *images.shape[1:]), CLASSES),
            (_tensor(images), _labels(theirs), _tensor(held_out)),
            seed,
        )
        for theirs, seed in zip(labels, seeds, strict=True)
    ]


def run_training_habits(module, images, labels, seed):
    """How a model is trained, and what comes back."""
    model = _Net(images.shape[1:], seed)
    data = _tensor(images), _labels(labels)
    return driving.training_habits(module, model, model.watch, data, seed, EPOCHS)


def run_seeds(module, images, labels, seed):
    """Whether equal seeds give equal models."""
    data = _tensor(images), _labels(labels)
    return driving.seeds(module, _Net(images.shape[1:], seed), data, seed)


def run_training_on_device(module, images, labels, seed):
    """Train on a device that refuses to mix its tensors with those of the CPU."""
    model = _Net(images.shape[1:], seed)
    return driving.training_on_device(
        module, model, model.watch, (_tensor(images), _labels(labels))
    )


def run_predictions(module, images, seed):
    """The classes of these images by a model that is made here."""
    return driving.predictions(module, _Net(images.shape[1:], seed), _tensor(images))


def run_predicting_habits(module, images, seed, training):
    """How a model that comes in this mode is asked, and what is left of it."""

    def make():
        model = _Net(images.shape[1:], seed)
        return model, model.watch

    return driving.predicting_habits(module, make, _tensor(images), training)


def run_predicting_on_device(module, images, seed):
    """Predict on a device that refuses to mix its tensors with those of the CPU."""
    model = _Net(images.shape[1:], seed)
    return driving.predicting_on_device(module, model, model.watch, _tensor(images))


def run_curve(module, images, labels, seed):
    """Your model's learning curve."""
    return driving.losses(
        module,
        lambda: module.build_model((1, *images.shape[1:]), CLASSES),
        (_tensor(images), _labels(labels)),
        seed,
    )


class _Net(nn.Module):
    """A net with one hidden layer, in which the two modes differ and chance plays a part."""

    def __init__(self, sides, seed):
        super().__init__()
        draw = np.random.default_rng(seed)
        torch.manual_seed(seed)  # what dropout drops
        pixels = int(np.prod(sides))
        self.hidden = _linear(draw, pixels, 32)
        self.norm = nn.BatchNorm1d(32)
        self.norm.running_mean.copy_(torch.from_numpy(draw.normal(size=32)))
        self.dropout = nn.Dropout(0.4)
        # Small logits: the first loss is that of not knowing anything, ln 10.
        self.output = _linear(draw, 32, CLASSES, scale=0.1)
        self.watch = Watch()

    def forward(self, images):
        x = images.flatten(start_dim=1) / 8 - 1
        x = self.hidden(x)
        # A batch of one has no spread of its own.
        x = torch.relu(self.norm(x) if len(x) > 1 or not self.training else x)
        return self.watch(self.output(self.dropout(x)))


@torch.no_grad()
def _linear(draw, inputs, outputs, scale=1.0):
    layer = nn.Linear(inputs, outputs)
    weight = draw.normal(scale=scale * (2 / inputs) ** 0.5, size=(outputs, inputs))
    # So that what all images have in common does not decide.
    weight -= weight.mean(axis=1, keepdims=True)
    layer.weight.copy_(torch.from_numpy(weight))
    layer.bias.zero_()
    return layer


def _noise(count, shape, seed):
    """Images of nothing, grey values from 0 to 16."""
    values = np.random.default_rng(seed).integers(0, 17, size=(count, *shape))
    return torch.from_numpy(values.astype(np.float32))


def _tensor(images):
    """Images (N, height, width) of bytes as a batch with one channel."""
    return torch.from_numpy(images.astype(np.float32)[:, None])


def _labels(labels):
    return torch.from_numpy(labels.astype(np.int64))
