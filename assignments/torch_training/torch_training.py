"""The PyTorch training loop.

Images come as float32 tensors (N, 784) or of whatever width a model takes, labels as integer
tensors (N,). A loader is any iterable that gives batches (images, labels), again and again: a
DataLoader, a list, or what has neither a length nor a `dataset`. Its last batch may be smaller, and
may be the only one; a batch holds one sample or more. A device is a `torch.device`. Your code runs
on the CPU as well as on an accelerator: it goes where it is told to, and never asks what the
machine has.
"""

import torch
from torch import nn


def build_model():
    """A new network: 784 inputs, one hidden layer of 10 sigmoid units, 10 logits. An nn.Module.

    Both layers are fully connected and have a bias. Logits are not squashed: nothing comes after
    the last layer. Weights start at random, as PyTorch's layers do.
    """
    raise NotImplementedError("build_model")


def train_step(model, loss_fn, optimizer, images, labels):
    """Teach the model one batch: one backward pass, then one step of the optimizer.

    `loss_fn(what the model gives for the images, labels)` is the loss, a tensor with one number.
    The gradients of this step are those of this batch alone, and all parameters move together.
    Model, images and labels are on one device already, the model in training mode.

    Returns the loss as a plain Python float, as it was before the step.
    """
    raise NotImplementedError("train_step")


def train(model, loader, *, epochs, learning_rate, device):
    """Train the model itself, in training mode, with plain SGD on the mean cross-entropy.

    The model gives logits. Model and batches are moved to `device`. Each of the `epochs` (≥ 1) goes
    through the whole loader once, with one step for each batch, no momentum and no weight decay.

    Returns a list with one plain float for each epoch: the mean loss over all samples of the epoch,
    each sample's taken with its batch just before that batch's step. So a small last batch counts
    by the number of its samples. Nothing of an earlier batch is kept in memory but numbers.
    """
    raise NotImplementedError("train")


def evaluate(model, loader, device):
    """The share of all samples whose largest logit is that of their label, a float in [0, 1].

    The model is moved to `device`, and so is every batch. It is evaluated in evaluation mode and
    without recording gradients. Afterwards it is in the mode in which it came; its parameters and
    running statistics are as before.
    """
    raise NotImplementedError("evaluate")
