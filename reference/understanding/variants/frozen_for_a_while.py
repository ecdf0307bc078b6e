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


def occlusion(model, image, label, size, stride, fill):
    mode = model.training
    model.eval()
    kept = image.detach().clone()
    picture = image.detach().clone()
    h, w = image.shape[1], image.shape[2]
    answers = {}
    with torch.no_grad():
        whole = model(kept.unsqueeze(0))[:, label]
        for i, top in enumerate(range(0, h, stride)):
            for j, left in enumerate(range(0, w, stride)):
                there = picture[:, top : top + size, left : left + size]
                there[:] = fill.unsqueeze(1).unsqueeze(2)
                answers[i, j] = model(picture.unsqueeze(0))[:, label]
                # The picture is put right again.
                picture.copy_(kept)
        n, m = i + 1, j + 1
        out = torch.cat([whole - answers[a, b] for a in range(n) for b in range(m)])
    model.train(mode)
    return out.view(n, m)


def rank_correlation(a, b):
    def ranked(v):
        place = {}
        for rank, value in enumerate(np.sort(v, axis=None)):
            place.setdefault(value, []).append(rank)
        return np.array([np.mean(place[value]) for value in v.flat])

    r, s = ranked(a), ranked(b)
    spread = np.std(r) * np.std(s)
    return float(np.mean((r - r.mean()) * (s - s.mean())) / spread) if spread > 0 else 0.0


def randomisation_check(model, image, label, rng, explain=saliency):
    flags = [(p, p.requires_grad) for p in model.parameters()]
    numbers = [p.detach().cpu().numpy().copy() for p, _ in flags]
    first = explain(model, image, label).cpu().numpy()
    found = []
    for p, _ in flags:
        p.requires_grad_(False)
    for layer in reversed([m for m in model.modules() if next(m.parameters(False), None) is not None]):
        for p in layer.parameters(False):
            size = np.sqrt(np.mean(np.square(p.cpu().numpy())))
            p.copy_(torch.from_numpy(rng.normal(0.0, size, tuple(p.shape))))
        found.append(rank_correlation(first, explain(model, image, label).cpu().numpy()))
    for (p, flag), old in zip(flags, numbers):
        p.copy_(torch.from_numpy(old))
        p.requires_grad_(flag)
    return found


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
