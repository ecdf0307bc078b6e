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


def occlusion(model, image, label, size, stride, fill):
    before = model.training
    model.eval()
    copies = [image]
    for y in range(0, image.shape[1], stride):
        for x in range(0, image.shape[2], stride):
            hidden = image.clone()
            for channel, colour in enumerate(fill):
                hidden[channel, y : y + size, x : x + size] = colour
            copies.append(hidden)
    with torch.no_grad():
        scores = torch.stack([model(one[None])[0, label] for one in copies])
    model.train(before)
    return (scores[0] - scores[1:]).view(-1, len(range(0, image.shape[2], stride)))


def rank_correlation(a, b):
    ranks = []
    for numbers in (np.ravel(a), np.ravel(b)):
        below = (numbers[None, :] < numbers[:, None]).sum(axis=1)
        alike = (numbers[None, :] == numbers[:, None]).sum(axis=1)
        ranks.append(below + (alike + 1) / 2)
    u, v = (one - (len(one) + 1) / 2 for one in ranks)
    if not u.any() or not v.any():
        return 0.0
    return float(u @ v / math.sqrt((u @ u) * (v @ v)))


def randomisation_check(model, image, label, rng, explain=saliency):
    def picture():
        return explain(model, image, label).detach().cpu().numpy()

    first = picture()
    own = [list(module.parameters(recurse=False)) for module in model.modules()]
    saved, found = [], []
    for some in reversed([one for one in own if one]):
        for p in some:
            old = p.detach().clone()
            saved.append((p, old))
            drawn = torch.tensor(rng.normal(size=tuple(p.shape)), dtype=p.dtype, device=p.device)
            p.data.copy_(drawn * (old**2).mean().sqrt())
        found.append(rank_correlation(first, picture()))
    for p, old in saved:
        p.data.copy_(old)
    return found


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
