"""How the checks call your functions. You may read this.

What your network guesses of held-out texts goes to the judge, who alone knows their labels. Your
`fit` and `predict` are also given networks that are made here: whoever works with those works with
every network. What your `fit` has made of one is run on held-out texts by itself, without you.
"""

import numpy as np
import torch
from torch import nn

from autograder.worker.drivers.capstones import guessing, models, telling, training
from autograder.worker.drivers.torch import Watch

EPOCHS = 20
VOCABULARY = 95
# The networks that are asked here have more classes than the texts: more that a slip can change.
CLASSES = 10
# Over a few characters every network remembers, before it has learnt anything.
SHORT = 6
# So many of the last classes tell in which mode a network was trained.
TELLING = 2
# Where sentences tell how it is asked, no class is turned.
UNMOVED = {"in_training": 0, "recording": 0, "elsewhere": 0}

last_training, last_curve = training.Remembered(), training.Remembered()


def run_learning(module, vocabulary_size, texts, labels, held_out, seed):
    """What a new model learns in a plain loop: its classes for held-out texts."""
    classes = int(labels.max()) + 1
    data = _tensor(texts), _labels(labels), _tensor(held_out)
    return models.guesses(lambda: module.build_model(vocabulary_size, classes), data, seed)


def run_model(module, vocabulary_size, classes, length, seed):
    """Properties of a new model for texts of this length."""
    texts = _noise(5, length, vocabulary_size, seed)

    def make():
        return module.build_model(vocabulary_size, classes)

    seen = models.describe(make, texts, classes)
    return {**seen, **_reading(models.built(make).eval(), vocabulary_size, seed)}


@torch.no_grad()
def _reading(model, vocabulary_size, seed):
    """Whether each character of a short text counts, and each two that change places."""
    torch.random.manual_seed(seed)
    for p in model.parameters():
        p += 0.1 * torch.randn(p.shape)  # a model may start with zeros, by which nothing shows
    texts = _noise(5, SHORT, vocabulary_size, seed)
    places = torch.arange(SHORT)
    logits = model(texts)

    def is_seen(other):
        return bool((model(other) - logits).abs().max() > 1e-6)

    def with_other(place):
        return torch.where(places == place, (texts + 1) % vocabulary_size, texts)

    def exchanged(place):
        order = places.clone()
        order[place : place + 2] = order[place : place + 2].flip(0)
        return texts[:, order]

    orders = [texts.flip(1), texts.roll(1, dims=1), *map(exchanged, range(SHORT - 1))]
    return {
        "every character counts": all(is_seen(with_other(place)) for place in range(SHORT)),
        "the order of the characters counts": all(map(is_seen, orders)),
    }


def run_model_on_device(module, vocabulary_size, classes, length, seed):
    """A new model on a device that refuses to mix its tensors with those of the CPU."""
    texts = _noise(3, length, vocabulary_size, seed)
    return models.moves(lambda: module.build_model(vocabulary_size, classes), texts)


def run_training(module, texts, labels, seed):
    """What your training makes of a network that is made here: all its numbers."""
    return _training(module, texts, labels, seed).numbers


def run_trained(module, result, classes, seed, held_out):
    """The classes that these numbers give the network. `grade` runs this without your file."""
    return training.guesses_of(_Net(seed, classes), result, _tensor(held_out))


def run_training_habits(module, texts, labels, seed):
    """How the same network is trained."""
    return _training(module, texts, labels, seed).habits


def run_training_curve(module, texts, labels, seed):
    """What came back of the same training, beside the losses that were computed in it."""
    return _training(module, texts, labels, seed).curve


def _training(module, texts, labels, seed):
    def work():
        model = _Net(seed, int(labels.max()) + 1)
        data = _tensor(texts), _labels(labels)
        return training.train(module, model, model.watch, data, seed, EPOCHS)

    return last_training((texts, labels, seed), work)


def run_seeds(module, texts, labels, seeds, seed):
    """Which of several trainings, each with a seed, give equal networks."""
    data = _tensor(texts), _labels(labels)
    return training.groups(module, _Net(seed, int(labels.max()) + 1), data, seeds)


def run_training_on_device(module, texts, labels, seed):
    """Train on a device that refuses to mix its tensors with those of the CPU."""
    model = _Net(seed, int(labels.max()) + 1)
    return training.on_device(module, model, model.watch, (_tensor(texts), _labels(labels)))


def run_predictions(module, texts, seed):
    """The classes of these texts by a network that is made here."""
    return guessing.classes(module, _Net(seed), _tensor(texts))


def run_traces(module, texts, seed, steps, weighed, training):
    """What is left of a network that comes in this mode and tells how it is asked."""
    return guessing.traces(module, _telling(seed, steps), _tensor(texts), weighed, training)


def run_predicting_habits(module, texts, seed, training):
    """The same in sentences."""
    return guessing.habits(module, _telling(seed), _tensor(texts), training)


def run_predicting_on_device(module, texts, seed, steps):
    """Predict on a device that refuses to mix its tensors with those of the CPU."""
    return guessing.on_device(module, _telling(seed, steps), _tensor(texts))


def run_places_on_device(module, texts, seed):
    """Where the network and the texts were."""
    return guessing.places_on_device(module, _telling(seed), _tensor(texts))


def run_own_network(module, vocabulary_size, texts, labels, held_out, seed):
    """A network of your own, trained by your `fit`; what your `predict` says of held-out texts."""
    return _own_network(module, vocabulary_size, texts, labels, held_out, seed)[0]


def run_curve(module, vocabulary_size, texts, labels, held_out, seed):
    """The learning curve of the same training."""
    return _own_network(module, vocabulary_size, texts, labels, held_out, seed)[1]


def _own_network(module, vocabulary_size, texts, labels, held_out, seed):
    def make():
        return module.build_model(vocabulary_size, int(labels.max()) + 1)

    def work():
        data = _tensor(texts), _labels(labels), _tensor(held_out)
        return training.own_network(module, make, data, seed)

    return last_curve((texts, labels, held_out, seed), work)


class _Net(nn.Module):
    """A net that reads, in which the two modes differ and chance plays a part."""

    def __init__(self, seed, classes=CLASSES, tells=None):
        nn.Module.__init__(self)
        torch.random.manual_seed(seed)
        self.embedding = nn.Embedding(VOCABULARY, 12)
        self.gru = nn.GRU(12, 20, batch_first=True)
        self.norm = nn.BatchNorm1d(20)
        self.norm.running_var.fill_(0.05)
        self.dropout = nn.Dropout(0.25)
        self.output = nn.Linear(20, classes)
        # Small logits without a preference: the first loss is that of not knowing anything.
        self.output.weight.data *= 0.3
        self.output.bias.data.zero_()
        self.tells = tells or telling.TellsHowItIsTrained(TELLING)
        self.watch = Watch()

    def forward(self, texts):
        x = self.gru(self.embedding(texts))[0][:, -1]
        # A batch of one has no spread of its own.
        x = self.norm(x) if len(x) > 1 or not self.training else x
        return self.watch(self, self.tells(self, self.output(self.dropout(x))))


def _telling(seed, steps=UNMOVED):
    def make(place):
        tells = telling.TellsHowItIsAsked(telling.Steps.of(steps), place)
        model = _Net(seed, CLASSES, tells)
        return model, model.watch

    return make


def _noise(count, length, vocabulary_size, seed):
    """Texts of nothing, no two characters in a row alike."""
    draw = np.random.default_rng(seed)
    steps = draw.integers(1, vocabulary_size, size=(count, length))
    return torch.from_numpy(np.cumsum(steps, axis=1) % vocabulary_size)


def _tensor(texts):
    return torch.from_numpy(texts.astype(np.int64))


def _labels(labels):
    return torch.from_numpy(labels.astype(np.int64))
