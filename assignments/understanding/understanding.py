"""Understanding a network: what it looks at, and whether it has learnt or only memorised.

`saliency`, `occlusion` and `randomisation_check` ask a model of PyTorch. The other functions work
on numpy arrays and plain numbers: parameters are a dict `W1, b1, …, WL, bL` as in the earlier
topics.
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


def occlusion(model, image, label, size, stride, fill):
    """By how much the logit of `label` falls when a square of the image is replaced by `fill`.

    `model` and `label` are as for `saliency`; again it is the logit that counts, no probability.
    `image` is a float tensor (C, H, W), and `fill` a float tensor (C,), a number for each channel,
    both on the model's device. `size` and `stride` are ints from 1 on.

    The squares begin at the rows 0, stride, 2·stride, … below H and at the columns 0, stride,
    2·stride, … below W. Each is `size` rows high and `size` columns wide; what would reach over the
    border is left out, so a square may be cut at the lower and right border. Inside the square
    all channels are replaced, outside the image is as it was.

    Returns the map, a float tensor (rows, columns): element (i, j) is the logit of the whole image
    less that of the image without the square that begins at row i·stride and column j·stride. It
    is below zero where the logit rises. The map is on the image's device and has no graph behind
    it. How many images the model is given at a time is free. The model is asked in evaluation mode,
    and it and the image are afterwards as they were.
    """
    raise NotImplementedError("occlusion")


def rank_correlation(a, b):
    """How alike two arrays order their numbers: Spearman's rank correlation, a float in [-1, 1].

    `a` and `b` are numpy arrays of one shape, of any number of axes, with one or more finite
    floats. Each number is replaced by its rank among all numbers of its own array. Equal numbers
    share a rank: the mean of the ranks that they would have if they were not quite equal. The
    result is the (Pearson) correlation of the two arrays of ranks. Where all numbers of an array
    are equal there is no order to compare, and the result is 0.0.
    """
    raise NotImplementedError("rank_correlation")


def randomisation_check(model, image, label, rng, explain=saliency):
    """How alike a map stays while the model loses what it has learnt, layer by layer from the top.

    `explain(model, image, label)` gives a map, a float tensor, as `saliency` does. It sets the mode
    by itself, and it may need gradients: do not call it within `torch.no_grad()`. `rng` is a numpy
    Generator. Model and image have one dtype, and they and the maps are on one device.

    A layer is a module with parameters of its own (`parameters(recurse=False)`), however deep it
    lies within others. There is at least one layer, and no parameter belongs to two. Layers have
    the order of `model.modules()`; the last one is the top.

    The first map is that of the model as it came. Then one layer after the other is randomised,
    from the top down to the first, and stays random until the end. The parameters p of a layer are
    taken in the order of `parameters(recurse=False)`, whether they ask for gradients or not. The
    new numbers of p are those of one call `rng.normal(size=…)` with p's shape, times the root mean
    square of p's old numbers. All else (running statistics) stays. After each layer the map is made
    again, for the same image and label.

    Returns a list with one float for each layer, the top one first: the `rank_correlation` of the
    first map with the map made after that layer. Maps are compared as they are, with their signs.

    Afterwards the model is as it was: the same parameter objects with the numbers that they had,
    what was in their `.grad`, which of them ask for gradients, and the mode. So is the image.
    """
    raise NotImplementedError("randomisation_check")


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
    lowest one, not even in epoch 0. Where no loss that is seen is a number, epoch 0 is kept.

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
