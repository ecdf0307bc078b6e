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


def occlusion(model, image, label, size, stride, fill):
    was = model.training
    model.eval()
    channels, height, width = image.shape
    rows = []
    with torch.no_grad():
        whole = model(image[None])[0][label]
        i = 0
        while i < height:
            row = []
            j = 0
            while j < width:
                x = image.clone()
                for c in range(channels):
                    for y in range(i, min(i + size, height)):
                        for z in range(j, min(j + size, width)):
                            x[c][y][z] = fill[c]
                out = model(x[None])
                row.append(whole - out[0][label])
                j += stride
            rows.append(torch.stack(row))
            i += stride
    if was:
        model.train()
    return torch.stack(rows)


def rank(numbers):
    ranks = []
    for x in numbers:
        smaller = 0
        equal = 0
        for y in numbers:
            if y < x:
                smaller += 1
            if y == x:
                equal += 1
        ranks.append(smaller + (equal + 1) / 2)
    return ranks


def rank_correlation(a, b):
    r = rank(a.flatten().tolist())
    s = rank(b.flatten().tolist())
    n = len(r)
    middle = (n + 1) / 2
    top = 0.0
    rr = 0.0
    ss = 0.0
    for i in range(n):
        top += (r[i] - middle) * (s[i] - middle)
        rr += (r[i] - middle) ** 2
        ss += (s[i] - middle) ** 2
    if rr == 0 or ss == 0:
        return 0.0
    return top / math.sqrt(rr * ss)


def randomisation_check(model, image, label, rng, explain=saliency):
    start = explain(model, image, label).cpu().numpy()
    layers = []
    for m in model.modules():
        if len(list(m.parameters(recurse=False))) > 0:
            layers.append(m)
    backup = []
    similarities = []
    while layers:
        layer = layers.pop()
        for p in layer.parameters(recurse=False):
            backup.append((p, p.data.clone()))
            rms = math.sqrt(float((p.data.double() ** 2).mean()))
            new = rng.normal(size=p.shape) * rms
            p.data[...] = torch.tensor(new, dtype=p.dtype)
        here = explain(model, image, label).cpu().numpy()
        similarities.append(rank_correlation(start, here))
    for p, numbers in backup:
        p.data[...] = numbers
    return similarities


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
