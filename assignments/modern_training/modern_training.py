"""A training loop of today in PyTorch.

A model is any `nn.Module` of float32 parameters. A batch is a pair (images, labels) of tensors
whose first axis is the samples, one or more. `loss_fn(what the model gives for the images, labels)`
is a tensor with one number, the *mean* over the samples of that batch. Where nothing else is said,
the model is in training mode already, and on one device with its batches.

A plain number is a Python float or int. Steps of an optimizer are counted from 0.
"""

import copy
import math

import torch
from torch import nn


def parameter_groups(model, weight_decay):
    """What to give to an optimizer, so that weights decay and nothing else does.

    Returns a list of two dicts. Both have the keys "params", a list of parameters, and
    "weight_decay", a plain number. The first dict holds the parameters that decay, by the number
    `weight_decay`; the second one the others, by 0. Either list may be empty.

    A parameter decays if it has two axes or more, whatever its name and its layer are: weights of
    linear layers, of convolutions and embeddings do; biases, and the scale and shift of a
    normalisation, do not. A parameter that several layers share is there once. Parameters that do
    not require gradients are in no list.
    """
    raise NotImplementedError("parameter_groups")


def make_scheduler(optimizer, warmup, total, floor):
    """A scheduler of warm-up and cosine for all groups of the optimizer. Returns it.

    The peak of a group is the learning rate that it has now; groups may have different ones. The
    rate for step k is the peak times a factor. Of these three, the first that is true decides:

        k < warmup:    (k + 1) / warmup
        k < total:     floor + (1 − floor) · (1 + cos(πr)) / 2
        otherwise:     floor

    with r = (k − warmup) / (total − warmup). `warmup` and `total` are numbers of steps, integers
    of 0 or more; warmup may be as large as total, or larger. `floor` (0 to 1) is a share of the
    peak.

    What is returned is one of PyTorch's own schedulers (of `torch.optim.lr_scheduler`). As soon as
    it is made, the optimizer has the rates for step 0, and after k calls of its `step()` those for
    step k. No step of the optimizer is taken here.
    """

    raise NotImplementedError("make_scheduler")


def accumulated_step(model, loss_fn, optimizer, micro_batches, max_norm):
    """One step by the gradient of the mean loss over all samples of several small batches.

    `micro_batches` is a list of one batch or more, whose sizes may differ. Each sample counts
    equally, in whichever batch it is. Only this step's samples count, whatever `.grad` holds.

    Each batch goes through the model by itself, one after the other, and once: the graph of a batch
    is gone before the next one comes, since memory is what is to be saved. Then the gradient of the
    whole is clipped: let n be the length of *all* its numbers as one vector; if n is above
    `max_norm` (> 0), every number is multiplied by max_norm / n. (Where PyTorch has n + 1e-6 for n,
    that is as good.) Then the optimizer takes one step.

    Returns (loss, n), plain floats: the mean loss over all samples before the step, and the length
    before clipping.
    """
    raise NotImplementedError("accumulated_step")


def mixed_step(model, loss_fn, optimizer, scheduler, scaler, images, labels, *, max_norm, dtype):
    """One step for one batch in mixed precision. Returns the loss, a plain float.

    The model and the loss are computed under autocast: for the type of device that the images are
    on, to `dtype`, which is torch.float16 or torch.bfloat16. `scaler` is a `torch.amp.GradScaler`.
    It multiplies the loss before the way back, and may be a disabled one, which changes nothing.

    The gradients are those of this batch alone. They are clipped as in `accumulated_step`, by the
    length of the gradient of the loss *itself*, without the scale. Then the scaler lets the
    optimizer take its step, or skips it where a gradient is infinite or NaN, and is brought up to
    date. `scheduler` takes one step if the optimizer took one, and none if it was skipped.

    The loss that comes back is the one before the step, without the scale.
    """
    raise NotImplementedError("mixed_step")


def train(
    model, loader, *, epochs, peak, warmup, floor, weight_decay, accumulate, max_norm, device
):
    """Train the model itself, in training mode, with AdamW on the mean cross-entropy.

    The model gives logits, labels are integers (N,). The model may come in either mode and from
    another device: model and batches are moved to `device`. `loader` can be gone through again and
    again, and `len(loader)` is its number of batches (≥ 1): a list, or a DataLoader.

    In each of the `epochs` (≥ 1), each `accumulate` (≥ 1) batches in a row make one step of
    `accumulated_step`, clipped at `max_norm`. If fewer are left at the end of an epoch, these make
    a step of their own: no step takes batches of two epochs.

    The optimizer is `torch.optim.AdamW` with the groups of `parameter_groups`, the learning rate
    `peak`, betas=(0.9, 0.95) and eps=1e-3. The rate of each step comes from `make_scheduler` with
    `warmup` and `floor`; its total is the number of steps of the whole training.

    Returns a list with one plain float for each epoch: the mean loss over all samples of the epoch,
    each taken just before the step that its batch belongs to.
    """
    raise NotImplementedError("train")


def ema_update(average, model, decay):
    """Move a model that is an average over time towards the model that is trained.

    `average` began as a copy of `model`, so it has the same parameters and buffers in the same
    order; it is on the same device. It is changed in place, and nothing is returned:

        parameters:    a ← decay · a + (1 − decay) · p      with p of `model`, decay from 0 to 1
        buffers:       a ← b                                with b of `model` (running statistics)

    Buffers may be integers. `model` stays as it is, and shares no memory with `average`. No
    gradients are recorded, and `.grad` and `requires_grad` stay as they are in both.
    """
    raise NotImplementedError("ema_update")


def checkpoint(model, optimizer, scheduler, scaler):
    """All that a training needs to go on later just as if it had never stopped. Returns a dict.

    It has the keys "model", "optimizer", "scheduler" and "scaler", for the states of these four
    (what `state_dict()` gives), and "rng", for the state of PyTorch's generator of random numbers
    on the CPU (what `torch.get_rng_state()` gives).

    It is a picture of this moment: the training may go on afterwards, and nothing in the dict
    changes. Nothing of the training is changed by it either.
    """
    raise NotImplementedError("checkpoint")


def restore(saved, model, optimizer, scheduler, scaler):
    """Bring a training back to the moment of a checkpoint, in place. Returns nothing.

    `saved` is a dict as `checkpoint` makes it, perhaps read from a file. The four were made in the
    same way as those of the checkpoint, and may have taken steps since. Afterwards they, and
    PyTorch's generator of random numbers, go on as those did after the checkpoint.

    Nothing in `saved` changes, neither now nor while the training goes on: so one checkpoint can be
    restored more than once.
    """
    raise NotImplementedError("restore")
