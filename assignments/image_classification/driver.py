"""How the checks call your functions. You may read this.

What your network guesses of held-out images goes to the judge, who alone knows their labels. Your
`fit` and `predict` are also given networks that are made here: whoever works with those works with
every network. What your `fit` has made of one is run on held-out images by itself, without you.
"""

import numpy as np
import torch
from torch import nn

from autograder.worker.drivers.capstones import guessing, models, telling, training
from autograder.worker.drivers.torch import Watch

EPOCHS = 30
CLASSES = 10
# So many of the last classes tell in which mode a network was trained.
TELLING = 3

# Where sentences tell how it is asked, no class is turned.
UNMOVED = {"in_training": 0, "recording": 0, "elsewhere": 0}

last_training, last_curve = training.Remembered(), training.Remembered()


def run_learning(module, images, labels, held_out, seed):
    """What a new model learns in a plain loop: its classes for held-out images of this shape."""
    shape, classes = images.shape[1:], int(labels.max()) + 1
    data = _tensor(images), _labels(labels), _tensor(held_out)
    return models.guesses(lambda: module.build_model(shape, classes), data, seed, rate=3e-3)


def run_model(module, shape, classes, seed):
    """Properties of a new model for such images."""
    images = _noise(5, shape, seed)
    return models.describe(lambda: module.build_model(shape, classes), images, classes)


def run_model_on_device(module, shape, classes, seed):
    """A new model on a device that refuses to mix its tensors with those of the CPU."""
    images = _noise(3, shape, seed)
    return models.moves(lambda: module.build_model(shape, classes), images)


def run_training(module, images, labels, seed):
    """What your training makes of a network that is made here: all its numbers."""
    return _training(module, images, labels, seed).numbers


def run_trained(module, result, shape, seed, held_out):
    """The classes that these numbers give the network. `grade` runs this without your file."""
    return training.guesses_of(_Net(shape, seed), result, _tensor(held_out))


def run_training_habits(module, images, labels, seed):
    """How the same network is trained."""
    return _training(module, images, labels, seed).habits


def run_training_curve(module, images, labels, seed):
    """What came back of the same training, beside the losses that were computed in it."""
    return _training(module, images, labels, seed).curve


def _training(module, images, labels, seed):
    def work():
        model = _Net(images.shape[1:], seed)
        data = _tensor(images), _labels(labels)
        return training.train(module, model, model.watch, data, seed, EPOCHS)

    return last_training((images, labels, seed), work)


def run_seeds(module, images, labels, seeds, seed):
    """Which of several trainings, each with a seed, give equal networks."""
    data = _tensor(images), _labels(labels)
    return training.groups(module, _Net(images.shape[1:], seed), data, seeds)


def run_training_on_device(module, images, labels, seed):
    """Train on a device that refuses to mix its tensors with those of the CPU."""
    model = _Net(images.shape[1:], seed)
    return training.on_device(module, model, model.watch, (_tensor(images), _labels(labels)))


def run_predictions(module, images, seed):
    """The classes of these images by a network that is made here."""
    return guessing.classes(module, _Net(images.shape[1:], seed), _tensor(images))


def run_traces(module, images, seed, steps, weighed, training):
    """What is left of a network that comes in this mode and tells how it is asked."""
    return guessing.traces(
        module, _telling(images, seed, steps), _tensor(images), weighed, training
    )


def run_predicting_habits(module, images, seed, training):
    """The same in sentences."""
    return guessing.habits(module, _telling(images, seed), _tensor(images), training)


def run_predicting_on_device(module, images, seed, steps):
    """Predict on a device that refuses to mix its tensors with those of the CPU."""
    return guessing.on_device(module, _telling(images, seed, steps), _tensor(images))


def run_places_on_device(module, images, seed):
    """Where the network and the images were."""
    return guessing.places_on_device(module, _telling(images, seed), _tensor(images))


def run_own_network(module, images, labels, held_out, seed):
    """A network of your own, trained by your `fit`; what your `predict` says of held-out images."""
    return _own_network(module, images, labels, held_out, seed)[0]


def run_curve(module, images, labels, held_out, seed):
    """The learning curve of the same training."""
    return _own_network(module, images, labels, held_out, seed)[1]


def _own_network(module, images, labels, held_out, seed):
    def work():
        data = _tensor(images), _labels(labels), _tensor(held_out)
        shape, classes = images.shape[1:], int(labels.max()) + 1
        return training.own_network(module, lambda: module.build_model(shape, classes), data, seed)

    return last_curve((images, labels, held_out, seed), work)


class _Net(nn.Module):
    """A net with one hidden layer, in which the two modes differ and chance plays a part."""

    def __init__(self, sides, seed, tells=None):
        nn.Module.__init__(self)
        draw = np.random.default_rng(seed)
        torch.manual_seed(seed)  # what dropout drops
        pixels = int(np.prod(sides))
        self.hidden = _linear(draw, pixels, 64)
        self.norm = nn.BatchNorm1d(64)
        self.norm.running_mean.copy_(torch.from_numpy(draw.normal(scale=0.3, size=64)))
        self.dropout = nn.Dropout(0.2)
        # Small logits: the first loss is that of not knowing anything, ln 10.
        self.output = _linear(draw, 64, CLASSES, scale=0.1)
        self.tells = tells or telling.TellsHowItIsTrained(TELLING)
        self.watch = Watch()

    def forward(self, images):
        x = images.flatten(start_dim=1) / 8 - 1
        x = self.hidden(x)
        # A batch of one has no spread of its own.
        x = torch.relu(self.norm(x) if len(x) > 1 or not self.training else x)
        return self.watch(self, self.tells(self, self.output(self.dropout(x))))


def _telling(images, seed, steps=UNMOVED):
    def make(place):
        tells = telling.TellsHowItIsAsked(telling.Steps.of(steps), place)
        model = _Net(images.shape[1:], seed, tells)
        return model, model.watch

    return make


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
    """Images of bytes as a batch."""
    return torch.from_numpy(images.astype(np.float32))


def _labels(labels):
    return torch.from_numpy(labels.astype(np.int64))
