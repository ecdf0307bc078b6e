"""A hook catches the gradient at the input; generators and sets."""

import itertools

import numpy as np
import torch


class evaluating:
    def __init__(self, model):
        self.model = model

    def __enter__(self):
        self.was = self.model.training
        self.model.eval()

    def __exit__(self, *exc):
        self.model.train(self.was)


def saliency(model, image, label):
    caught = {}
    with evaluating(model):
        x = image.detach() * 1.0
        x.requires_grad_(True)
        x.register_hook(lambda g: caught.update(g=g))
        torch.autograd.grad(model(x.reshape(1, *x.shape))[0, label], x)
    g = caught["g"]
    return torch.where(g < 0, -g, g).detach()


def train_validation_split(x, labels, fraction, rng):
    val = set()
    for c in set(labels):
        idx = np.where(labels == c)[0]
        k = int(np.round(fraction * len(idx) + 1e-9))
        val.update(rng.choice(idx, size=k, replace=False).tolist())
    t = [i for i in range(len(x)) if i not in val]
    v = sorted(val)
    return (
        x.take(t, axis=0),
        labels.take(t),
        x.take(np.array(v, dtype=int), axis=0),
        labels.take(np.array(v, dtype=int)),
    )


def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0:
        raise ValueError

    def seen():
        best, left = None, patience
        for i, v in enumerate(validation_losses):
            if left == 0:
                return
            new = best is None and v == v or best is not None and v < best
            best, left = (v, patience) if new else (best, left - 1)
            yield i, new

    return max(itertools.chain([0], (i for i, new in seen() if new)))


def l2_penalty(parameters, strength):
    layers = len(parameters) // 2
    return strength * sum(np.linalg.norm(parameters[f"W{l}"]) ** 2 for l in range(1, layers + 1))


def l2_penalty_gradient(parameters, strength):
    layers = len(parameters) // 2
    out = {}
    for l in range(1, layers + 1):
        out[f"W{l}"] = strength * parameters[f"W{l}"] + strength * parameters[f"W{l}"]
        out[f"b{l}"] = 0 * parameters[f"b{l}"]
    return out
