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


@torch.no_grad()
def occlusion(model, image, label, size, stride, fill):
    before = model.training
    model.eval()
    kind, place = image.dtype, image.device
    pixels = image.cpu().numpy()
    colours = fill.cpu().numpy()
    channels, height, width = pixels.shape
    n, m = -(-height // stride), -(-width // stride)
    pictures = np.tile(pixels, (n * m + 1, 1, 1, 1))
    for number in range(n * m):
        top, left = stride * (number // m), stride * (number % m)
        for channel in range(channels):
            pictures[number, channel, top : top + size, left : left + size] = colours[channel]
    logits = model(torch.from_numpy(pictures).to(place))[:, label].cpu().numpy()
    model.train(before)
    return torch.as_tensor((logits[n * m] - logits[: n * m]).reshape(n, m), dtype=kind, device=place)


def rank_correlation(a, b):
    ranks = []
    for array in (a, b):
        vector = np.asarray(array).reshape(-1)
        up = np.empty(vector.size)
        down = np.empty(vector.size)
        up[np.argsort(vector, kind="stable")] = np.arange(vector.size)
        down[np.argsort(vector[::-1], kind="stable")] = np.arange(vector.size)
        # Of equal numbers the first comes first in one, and last in the other.
        ranks.append(up + down[::-1])
    x, y = ranks[0] - np.mean(ranks[0]), ranks[1] - np.mean(ranks[1])
    length = np.linalg.norm(x) * np.linalg.norm(y)
    return np.dot(x, y) / length if length > 0 else 0.0


def randomisation_check(model, image, label, rng, explain=saliency):
    kept = [p.detach().clone() for p in model.parameters()]
    before = explain(model, image, label).cpu().numpy()
    owners = [m for m in model.modules() if m._parameters and list(m.parameters(recurse=False))]
    similarities = np.zeros(len(owners))
    for depth in range(len(owners)):
        layer = owners[len(owners) - 1 - depth]
        for p in layer.parameters(recurse=False):
            old = p.detach().cpu().numpy()
            new = rng.standard_normal(old.shape) * np.sqrt((old**2).mean())
            p.data.copy_(torch.from_numpy(np.asarray(new)))
        after = explain(model, image, label).cpu().numpy()
        similarities[depth] = rank_correlation(before, after)
    with torch.no_grad():
        for p, old in zip(model.parameters(), kept):
            p.copy_(old)
    return similarities.tolist()


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
