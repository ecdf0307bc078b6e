import math

import numpy as np
import torch


def saliency(model, image, label):
    before = model.training
    model.eval()
    pixels = image.detach().clone().requires_grad_()
    with torch.enable_grad():
        score = model(pixels[None])[0, label]
        (slopes,) = torch.autograd.grad(score, pixels)
    model.train(before)
    return slopes.abs()


def train_validation_split(x, labels, fraction, rng):
    aside = np.zeros(len(labels), dtype=bool)
    for kind in np.unique(labels):
        places = rng.permutation(np.flatnonzero(labels == kind))
        count = math.floor(fraction * len(places) + 0.5)
        aside[places[:count]] = True
    return x[~aside], labels[~aside], x[aside], labels[aside]


def early_stopping(validation_losses, patience):
    losses = list(validation_losses)
    if not losses:
        raise ValueError("there are no losses")
    best, since = 0, 0
    lowest = math.inf
    for epoch, value in enumerate(losses):
        if value < lowest:
            best, lowest, since = epoch, value, 0
        else:
            since += 1
        if since == patience:
            break
    return best


def l2_penalty(parameters, strength):
    return strength * float(sum((w**2).sum() for k, w in parameters.items() if k[0] == "W"))


def l2_penalty_gradient(parameters, strength):
    return {k: 2 * strength * w if k[0] == "W" else np.zeros_like(w) for k, w in parameters.items()}
