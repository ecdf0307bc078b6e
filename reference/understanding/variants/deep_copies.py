"""Works on copies of the model and of everything, so nothing can be changed by accident."""

import copy
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import torch


def saliency(model, image, label):
    twin = copy.deepcopy(model)
    twin.eval()
    leaf = torch.nn.Parameter(image.detach().clone())
    twin.zero_grad()
    twin(leaf.unsqueeze(dim=0)).select(1, int(label)).sum().backward()
    return leaf.grad.abs().detach()


def train_validation_split(x, labels, fraction, rng):
    x, labels = copy.deepcopy(x), copy.deepcopy(labels)
    chosen = []
    for c in range(int(labels.max()) + 1):
        pool = list(np.flatnonzero(labels == c))
        share = Decimal(fraction * len(pool)).quantize(Decimal(1), ROUND_HALF_UP)
        for _ in range(int(share)):
            chosen.append(pool.pop(rng.integers(len(pool))))
    rest = np.delete(np.arange(len(x)), chosen)
    chosen = np.array(chosen, dtype=np.intp)
    return x[rest], labels[rest], x[chosen], labels[chosen]


def early_stopping(validation_losses, patience):
    losses = list(validation_losses)
    if losses == []:
        raise ValueError("no losses")
    best = 0
    low = np.inf
    bad = 0
    while losses:
        loss = losses.pop(0)
        if loss < low:
            best, low, bad = len(validation_losses) - len(losses) - 1, loss, 0
            continue
        bad += 1
        if bad >= patience:
            return best
    return best


def l2_penalty(parameters, strength):
    p = copy.deepcopy(parameters)
    s = 0
    while p:
        name, value = p.popitem()
        if name.startswith("W"):
            s = s + np.square(value).sum()
    return np.float64(strength * s)


def l2_penalty_gradient(parameters, strength):
    g = copy.deepcopy(parameters)
    for name in g:
        if name.startswith("W"):
            g[name] *= 2
            g[name] *= strength
        else:
            g[name].fill(0.0)
    return g
