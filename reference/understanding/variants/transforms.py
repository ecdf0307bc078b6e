"""Gradients by torch.func, early stopping by running minima, sorting for the split."""

import numpy as np
import torch
from torch.func import grad


def saliency(model, image, label):
    modes = {m: m.training for m in model.modules()}
    model.eval()
    try:
        return grad(lambda i: model(i.unsqueeze(0)).squeeze(0)[label])(image.detach()).abs().detach()
    finally:
        for m, mode in modes.items():
            m.training = mode


def occlusion(model, image, label, size, stride, fill):
    modes = {m: m.training for m in model.modules()}
    model.eval()
    height, width = image.shape[1:]
    y = torch.arange(height, device=image.device)[:, None]
    x = torch.arange(width, device=image.device)
    tops, lefts = y[::stride, 0], x[::stride]

    def fall(top, left):
        inside = (y >= top) & (y < top + size) & (x >= left) & (x < left + size)
        covered = torch.where(inside, fill[:, None, None], image)
        return (model(image[None]) - model(covered[None]))[0, label]

    try:
        with torch.no_grad():
            return torch.stack([torch.stack([fall(t, l) for l in lefts]) for t in tops])
    finally:
        for m, mode in modes.items():
            m.training = mode


def rank_correlation(a, b):
    flat = np.stack([a.ravel(), b.ravel()]).astype(float)
    ranks = (flat[:, :, None] > flat[:, None, :]).sum(2) - (flat[:, :, None] < flat[:, None, :]).sum(2)
    gram = ranks @ ranks.T
    return float(gram[0, 1] / np.sqrt(max(gram[0, 0], 1) * max(gram[1, 1], 1)))


class _With(torch.nn.Module):
    """The model with other tensors in the place of its parameters."""

    def __init__(self, model, tensors):
        super().__init__()
        self.inner, self.tensors = [model], tensors
        self.train(model.training)

    def train(self, mode=True):
        if hasattr(self, "inner"):
            self.inner[0].train(mode)
        return super().train(mode)

    def forward(self, x):
        return torch.func.functional_call(self.inner[0], self.tensors, (x,))


def randomisation_check(model, image, label, rng, explain=saliency):
    tensors = {name: p.detach() for name, p in model.named_parameters()}
    first = explain(model, image, label).cpu().numpy()
    similarities = []
    for path, layer in reversed(list(model.named_modules())):
        own = [f"{path}.{name}".lstrip(".") for name, _ in layer.named_parameters(recurse=False)]
        for name in own:
            old = tensors[name]
            draws = torch.as_tensor(rng.normal(size=old.shape), dtype=old.dtype, device=old.device)
            tensors[name] = draws * old.square().mean().sqrt()
        if own:
            now = explain(_With(model, dict(tensors)), image, label).cpu().numpy()
            similarities.append(rank_correlation(first, now))
    return similarities


def train_validation_split(x, labels, fraction, rng):
    keys = rng.random(len(labels))
    rank = np.empty(len(labels), dtype=int)
    size = np.empty(len(labels), dtype=int)
    for c in np.unique(labels):
        where = labels == c
        rank[where] = keys[where].argsort().argsort()
        size[where] = where.sum()
    validation = rank < np.floor(size * fraction + 0.5)
    return x[~validation], labels[~validation], x[validation], labels[validation]


def early_stopping(validation_losses, patience):
    losses = np.array(validation_losses, dtype=float)
    if losses.size == 0:
        raise ValueError("empty")
    losses = np.where(np.isnan(losses), np.inf, losses)
    lows = np.minimum.accumulate(losses)
    new = np.r_[lows[0] < np.inf, lows[1:] < lows[:-1]]
    best = np.maximum.accumulate(np.where(new, np.arange(len(losses)), -1))
    waited = np.arange(len(losses)) - best
    over = np.flatnonzero(waited >= patience)
    return max(0, int(best[over[0]] if over.size else best[-1]))


def l2_penalty(parameters, strength):
    flat = np.concatenate([v.ravel() for k, v in parameters.items() if k.startswith("W")])
    return strength * (flat @ flat)


def l2_penalty_gradient(parameters, strength):
    mask = {k: 2.0 * strength * k.startswith("W") for k in parameters}
    return {k: mask[k] * v for k, v in parameters.items()}
