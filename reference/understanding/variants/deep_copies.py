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


def occlusion(model, image, label, size, stride, fill):
    twin = copy.deepcopy(model).eval()
    h, w = image.shape[-2:]

    def score(picture):
        with torch.no_grad():
            return twin(picture.unsqueeze(dim=0)).select(1, int(label)).squeeze(0)

    whole = score(copy.deepcopy(image.detach()))
    result = torch.zeros(len(range(0, h, stride)), len(range(0, w, stride)), device=image.device)
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            picture = copy.deepcopy(image.detach())
            part = picture.narrow(1, i * stride, min(size, h - i * stride))
            part = part.narrow(2, j * stride, min(size, w - j * stride))
            part.copy_(fill.view(-1, 1, 1).expand_as(part))
            result[i, j] = whole - score(picture)
    return result


def rank_correlation(a, b):
    def ranks(array):
        left = sorted(array.ravel())
        # Of equal numbers the first place and the one after the last.
        first = np.searchsorted(left, array.ravel(), side="left")
        after = np.searchsorted(left, array.ravel(), side="right")
        return first + after

    r, s = ranks(copy.deepcopy(a)), ranks(copy.deepcopy(b))
    if len(set(r)) == 1 or len(set(s)) == 1:
        return 0.0
    return np.corrcoef(r, s)[0, 1]


def randomisation_check(model, image, label, rng, explain=saliency):
    twin = copy.deepcopy(model)
    first = explain(model, image, label).cpu().numpy()
    layers = [m for m in twin.modules() if len(m._parameters) and any(True for _ in m.parameters(False))]
    similarities = []
    for layer in layers[::-1]:
        with torch.no_grad():
            for p in layer.parameters(recurse=False):
                rms = torch.sqrt(torch.mean(p * p))
                p.copy_(torch.from_numpy(rng.normal(size=p.shape)).to(p.device) * rms)
        similarities.append(rank_correlation(first, explain(twin, image, label).cpu().numpy()))
    return similarities


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
