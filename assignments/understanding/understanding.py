"""Understanding a network: what it looks at, and whether it has learnt or only memorised.

`saliency` works on tensors of PyTorch. The other functions work on numpy arrays and plain numbers:
parameters are a dict `W1, b1, …, WL, bL` as in the earlier topics.
"""

import numpy as np
import torch


def saliency(model, image, label):
    """How strongly each number of the image moves the logit of `label`: |∂ logit / ∂ number|.

    `model` is an nn.Module that takes a batch (N, …) and gives logits (N, classes). `image` is one
    float tensor without the batch axis, on the model's device; `label` is an int. What is
    differentiated is the logit itself: no softmax, no loss, and not the largest logit.

    Returns a tensor of the image's shape and device, without a graph behind it. The model is asked
    in evaluation mode and is afterwards in the mode in which it came. Everything else is as it was:
    the image (its `requires_grad`, too), the parameters, and whatever was in their `.grad`.
    """
    raise NotImplementedError("saliency")


def train_validation_split(x, labels, fraction, rng):
    """Keep a share of each class for validation: a stratified split.

    `x` is (N, …), `labels` (N,) integers from 0 on, of which some may be left out, `fraction` a
    float in [0, 1], `rng` a numpy Generator. Of a class with n ≥ 1 samples, fraction · n are for
    validation, rounded to the nearest whole number and halves up (2.5 gives 3). The product is that
    of floats: 0.29 · 50 is 14.499999999999998, which gives 14. The others are for training. Which
    ones is left to `rng` alone, and each sample of a class is as likely as any other.

    Returns `(x_train, labels_train, x_validation, labels_validation)`: new arrays in which every
    sample is once, beside its label. The order within each of the two parts does not matter.
    """
    raise NotImplementedError("train_validation_split")


def early_stopping(validation_losses, patience):
    """The epoch whose parameters are to be kept, an int; the first epoch is 0.

    `validation_losses` holds one number for each epoch, finite or NaN. Training ends with the epoch
    that completes `patience` (≥ 1) epochs in a row without a new lowest loss; what comes later is
    never seen. If that never happens, all epochs are seen. Kept is the epoch with the lowest loss
    among those seen. A loss that equals the lowest one is no new lowest one. NaN is never a new
    lowest one, not even in epoch 0; where no loss is a number, epoch 0 is kept.

    Raises ValueError for no losses at all.
    """
    raise NotImplementedError("early_stopping")


def l2_penalty(parameters, strength):
    """What is added to the loss: strength · Σ w², summed over all elements of all weights.

    Weights are the arrays whose key begins with W. Biases are free. Returns a float.
    """
    raise NotImplementedError("l2_penalty")


def l2_penalty_gradient(parameters, strength):
    """The gradient of `l2_penalty` with respect to the parameters: a dict with the same keys.

    Each array has its parameter's shape; those of the biases are zeros. Nothing is added to the
    parameters: the optimizer does that.
    """
    raise NotImplementedError("l2_penalty_gradient")
