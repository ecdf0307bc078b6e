"""Tensors of the model's own kind; a split by sorting random keys; vectors of parameters."""

import numpy as np
import torch


@torch.enable_grad()
def saliency(model, image, label):
    before = model.training
    model.eval()
    image = torch.empty_like(image).copy_(image.detach())
    image.requires_grad_()
    logits = model(image[None, ...])
    choose = torch.zeros_like(logits)
    choose[0, label] = 1
    (gradient,) = torch.autograd.grad(outputs=logits, inputs=image, grad_outputs=choose)
    model.train(before)
    return (gradient**2).sqrt()


def train_validation_split(x, labels, fraction, rng):
    by_class = np.lexsort((rng.random(labels.size), labels))
    train, val = [], []
    start = 0
    for count in np.bincount(labels):
        cut = start + int(np.floor(count * fraction + 0.5))
        val.extend(by_class[start:cut])
        train.extend(by_class[cut : start + count])
        start += count
    i, j = np.array(train, int), np.array(val, int)
    return x[i], labels[i], x[j], labels[j]


def early_stopping(validation_losses, patience):
    losses = np.asarray(validation_losses, dtype=float)
    assert patience >= 1
    if len(losses) == 0:
        raise ValueError("no validation losses")
    best = 0
    minimum = np.inf
    wait = 0
    for epoch, loss in enumerate(losses):
        improved = bool(loss < minimum)
        wait = 0 if improved else wait + 1
        if improved:
            minimum, best = loss, epoch
        if wait == patience:
            break
    return np.int64(best)


def l2_penalty(parameters, strength):
    vector = np.hstack([parameters[k].reshape(-1) for k in sorted(parameters) if k < "X" and k >= "W"])
    return float(strength * np.dot(vector, vector))


def l2_penalty_gradient(parameters, strength):
    gradient = {k: np.zeros_like(v) for k, v in parameters.items()}
    for k, v in parameters.items():
        if k.startswith("W"):
            gradient[k] = strength * (v + v)
    return gradient
