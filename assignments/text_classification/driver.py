"""How the checks call your functions. You may read this.

What your model guesses of held-out texts goes to the judge, who alone knows their labels. Your
`fit` and `predict` are also given models that are made here: whoever works with those works with
every model.
"""

import numpy as np
import torch
from torch import nn

from autograder.worker.drivers import capstones as driving
from autograder.worker.drivers.torch import Watch

EPOCHS = 20
VOCABULARY = 95
CLASSES = 2


def run_model(module, vocabulary_size, classes, length, seed):
    """Properties of a new model for texts of this length."""
    texts = _noise(5, length, vocabulary_size, seed)

    def make():
        return module.build_model(vocabulary_size, classes)

    seen = driving.describe(make, texts, classes)
    model = driving.built(make).eval()
    difference = (model(texts) - model(texts.flip(1))).detach()
    return {**seen, "the order of the characters counts": bool(difference.abs().max() > 1e-5)}


def run_model_on_device(module, vocabulary_size, classes, length, seed):
    """A new model on a device that refuses to mix its tensors with those of the CPU."""
    texts = _noise(3, length, vocabulary_size, seed)
    return driving.moves(lambda: module.build_model(vocabulary_size, classes), texts)


def run_guesses(module, texts, labels, held_out, seeds):
    """A model trained in each round, with labels numbered anew; its classes for held-out texts."""
    return [
        driving.guesses(
            module,
            lambda: module.build_model(VOCABULARY, CLASSES),
            (_tensor(texts), _labels(theirs), _tensor(held_out)),
            seed,
        )
        for theirs, seed in zip(labels, seeds, strict=True)
    ]


def run_training_habits(module, texts, labels, seed):
    """How a model is trained, and what comes back."""
    model = _Net(seed)
    data = _tensor(texts), _labels(labels)
    return driving.training_habits(module, model, model.watch, data, seed, EPOCHS)


def run_seeds(module, texts, labels, seed):
    """Whether equal seeds give equal models."""
    data = _tensor(texts), _labels(labels)
    return driving.seeds(module, _Net(seed), data, seed)


def run_training_on_device(module, texts, labels, seed):
    """Train on a device that refuses to mix its tensors with those of the CPU."""
    model = _Net(seed)
    return driving.training_on_device(module, model, model.watch, (_tensor(texts), _labels(labels)))


def run_predictions(module, texts, seed):
    """The classes of these texts by a model that is made here."""
    return driving.predictions(module, _Net(seed), _tensor(texts))


def run_predicting_habits(module, texts, seed, training):
    """How a model that comes in this mode is asked, and what is left of it."""

    def make():
        model = _Net(seed)
        return model, model.watch

    return driving.predicting_habits(module, make, _tensor(texts), training)


def run_predicting_on_device(module, texts, seed):
    """Predict on a device that refuses to mix its tensors with those of the CPU."""
    model = _Net(seed)
    return driving.predicting_on_device(module, model, model.watch, _tensor(texts))


def run_curve(module, texts, labels, seed):
    """Your model's learning curve."""
    return driving.losses(
        module,
        lambda: module.build_model(VOCABULARY, CLASSES),
        (_tensor(texts), _labels(labels)),
        seed,
    )


class _Net(nn.Module):
    """A net that reads, in which the two modes differ and chance plays a part."""

    def __init__(self, seed):
        nn.Module.__init__(self)
        torch.random.manual_seed(seed)
        self.embedding = nn.Embedding(VOCABULARY, 12)
        self.lstm = nn.LSTM(12, 16, batch_first=True)
        self.norm = nn.BatchNorm1d(16)
        self.norm.running_var.fill_(0.05)
        self.dropout = nn.Dropout(0.4)
        self.output = nn.Linear(16, CLASSES)
        # Small logits without a preference: the first loss is that of not knowing anything.
        self.output.weight.data *= 0.3
        self.output.bias.data.zero_()
        self.watch = Watch()

    def forward(self, texts):
        states, _ = self.lstm(self.embedding(texts))
        x = states.mean(dim=1)
        # A batch of one has no spread of its own.
        x = self.norm(x) if len(x) > 1 or not self.training else x
        return self.watch(self.output(self.dropout(x)))


def _noise(count, length, vocabulary_size, seed):
    """Texts of nothing, no two characters in a row alike."""
    draw = np.random.default_rng(seed)
    steps = draw.integers(1, vocabulary_size, size=(count, length))
    return torch.from_numpy(np.cumsum(steps, axis=1) % vocabulary_size)


def _tensor(texts):
    return torch.from_numpy(texts.astype(np.int64))


def _labels(labels):
    return torch.from_numpy(labels.astype(np.int64))
