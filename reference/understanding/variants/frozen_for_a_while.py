"""Parameters are frozen while the image is asked, and thawed after; windows for early stopping."""

import numpy as np
import torch


def saliency(model, image, label):
    flags = [(p, p.requires_grad) for p in model.parameters()]
    mode = model.training
    for p, _ in flags:
        p.requires_grad_(False)
    model.eval()
    x = image.detach().unsqueeze(0).clone().requires_grad_(True)
    model(x)[:, label].sum().backward()
    model.train(mode)
    for p, flag in flags:
        p.requires_grad_(flag)
    return x.grad.squeeze(0).abs()


def train_validation_split(x, labels, fraction, rng):
    order = rng.permutation(labels.shape[0])
    seen, need = {}, {}
    for c, n in zip(*np.unique(labels, return_counts=True)):
        seen[c], need[c] = 0, np.floor(n * fraction + 0.5)
    t, v = [], []
    for i in order:
        c = labels[i]
        seen[c] += 1
        (v if seen[c] <= need[c] else t).append(i)
    t, v = np.asarray(t, dtype=int), np.asarray(v, dtype=int)
    return x[t, ...], labels[t], x[v, ...], labels[v]


def early_stopping(validation_losses, patience):
    n = len(validation_losses)
    if n == 0:
        raise ValueError("at least one epoch is needed")
    clean = [v if v == v else float("inf") for v in validation_losses]
    for end in range(patience, n + 1):
        # Is none of the last `patience` epochs a new lowest one?
        earlier = min(clean[: end - patience], default=float("inf"))
        if min(clean[end - patience : end]) >= earlier:
            return clean.index(min(clean[:end]))
    return clean.index(min(clean))


def l2_penalty(parameters, strength):
    return strength * np.sum([np.sum(np.multiply(v, v)) for k, v in parameters.items() if k[:1] == "W"])


def l2_penalty_gradient(parameters, strength):
    return {
        k: np.multiply(v, 2 * strength) if k[:1] == "W" else np.multiply(v, 0.0)
        for k, v in parameters.items()
    }
