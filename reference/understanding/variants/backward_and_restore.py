"""backward() with the parameters' gradients put back; loops and lists everywhere."""

import math

import numpy as np
import torch


def saliency(model, image, label):
    kept = [None if p.grad is None else p.grad.clone() for p in model.parameters()]
    was = model.training
    model.eval()
    x = image.clone().detach()
    x = x[None]
    x.requires_grad = True
    out = model(x)
    out[0][label].backward()
    for p, grad in zip(model.parameters(), kept):
        p.grad = grad
    if was:
        model.train()
    return torch.abs(x.grad[0])


def train_validation_split(x, labels, fraction, rng):
    train, val = [], []
    for c in sorted(set(labels.tolist())):
        idx = [i for i in range(len(labels)) if labels[i] == c]
        rng.shuffle(idx)
        k = math.floor(len(idx) * fraction + 0.5)
        val += idx[:k]
        train += idx[k:]
    train, val = np.array(train, dtype=int), np.array(val, dtype=int)
    return x[train], labels[train], x[val], labels[val]


def early_stopping(validation_losses, patience):
    if not validation_losses:
        raise ValueError("no epochs")
    best_loss = float("inf")
    best_epoch = 0
    waited = 0
    for i in range(len(validation_losses)):
        if validation_losses[i] < best_loss:
            best_loss = validation_losses[i]
            best_epoch = i
            waited = 0
        else:
            waited += 1
        if waited == patience:
            break
    return best_epoch


def l2_penalty(parameters, strength):
    total = 0.0
    for key in parameters:
        if key[0] == "W":
            for row in parameters[key]:
                for w in row:
                    total += w * w
    return float(total * strength)


def l2_penalty_gradient(parameters, strength):
    gradients = {}
    for key in parameters:
        gradients[key] = np.zeros(parameters[key].shape)
        if key[0] == "W":
            gradients[key] += 2 * strength * parameters[key]
    return gradients
