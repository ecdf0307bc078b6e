"""The saliency by forward-mode differentiation, all numbers at once; splits by sorting."""

import numpy as np
import torch
from torch.func import jacfwd


def saliency(model, image, label):
    was_training = model.training
    model.eval()
    slopes = jacfwd(lambda pixels: model(pixels[None])[0, label])(image.detach())
    model.train(was_training)
    return slopes.abs().detach()


def train_validation_split(x, labels, fraction, rng):
    # In a mixed order sorted by label, each class is a block.
    mixed = rng.permutation(len(x))
    order = mixed[np.argsort(labels[mixed], kind="stable")]
    counts = np.bincount(labels)
    aside = np.floor(fraction * counts + 0.5).astype(int)
    place = np.arange(len(x)) - np.repeat(np.cumsum(counts) - counts, counts)
    chosen = place < np.repeat(aside, counts)
    for_training, for_validation = order[~chosen], order[chosen]
    return x[for_training], labels[for_training], x[for_validation], labels[for_validation]


def early_stopping(validation_losses, patience):
    lowest = [np.inf if np.isnan(v) else v for v in (np.nan, *validation_losses)]
    if len(lowest) == 1:
        raise ValueError("no losses")
    lowest, best = np.minimum.accumulate(lowest), 0
    for epoch in range(1, len(lowest)):
        if lowest[epoch] < lowest[epoch - 1]:
            best = epoch
        elif epoch - best == patience:
            break
    return max(0, best - 1)


def l2_penalty(parameters, strength):
    flat = [value.ravel() for name, value in parameters.items() if name[0] == "W"]
    flat = np.concatenate(flat)
    return float(strength * (flat @ flat))


def l2_penalty_gradient(parameters, strength):
    return {name: value * (2 * strength * (name[0] == "W")) for name, value in parameters.items()}
