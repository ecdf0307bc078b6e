"""A padded canvas for the squares; layers are found by the names of their parameters."""

import itertools

import numpy as np
import torch


def saliency(model, image, label):
    mode = model.training
    model.eval()
    flat = image.detach().reshape(-1).clone().requires_grad_()
    logits = model(flat.view(1, *image.shape)).flatten()
    slopes = torch.autograd.grad(logits.unbind()[label], flat)[0]
    model.train(mode)
    return slopes.view(image.shape).abs()


def occlusion(model, image, label, size, stride, fill):
    mode = model.training
    model.eval()
    channels, height, width = image.shape
    # On a canvas with room for whole squares nothing has to be cut.
    canvas = image.new_zeros(channels, height + size, width + size)
    square = fill.reshape(channels, 1, 1).repeat(1, size, size)
    rows = []
    for top in range(0, height, stride):
        pictures = [image.detach()]
        for left in range(0, width, stride):
            canvas[:, :height, :width] = image.detach()
            canvas[:, top : top + size, left : left + size] = square
            pictures.append(canvas[:, :height, :width].clone())
        logits = model(torch.stack(pictures)).detach()[:, label]
        rows.append(logits[0] - logits[1:])
    model.train(mode)
    return torch.vstack(rows)


def rank_correlation(a, b):
    table = np.rec.fromarrays([a.ravel(), b.ravel()], names="a,b")
    ranks = {}
    for name in ("a", "b"):
        order = np.argsort(table[name])
        rank = np.zeros(table.size)
        start = 0
        while start < table.size:
            end = start
            while end < table.size and table[name][order[end]] == table[name][order[start]]:
                end += 1
            rank[order[start:end]] = (start + end - 1) / 2
            start = end
        ranks[name] = rank
    covariance = np.cov(ranks["a"], ranks["b"], ddof=0)
    if covariance[0, 0] == 0 or covariance[1, 1] == 0:
        return 0.0
    return float(covariance[0, 1] / covariance[0, 0] ** 0.5 / covariance[1, 1] ** 0.5)


def randomisation_check(model, image, label, rng, explain=saliency):
    owner = lambda named: named[0].rpartition(".")[0]
    groups = [list(some) for _, some in itertools.groupby(model.named_parameters(), key=owner)]
    first = explain(model, image, label).cpu().numpy()
    kept = {}
    result = []
    for group in groups[::-1]:
        for name, p in group:
            kept[name] = p.detach().clone()
            rms = (kept[name] ** 2).sum().div(p.numel()).sqrt()
            with torch.no_grad():
                p.zero_()
                p.add_(torch.from_numpy(np.array(rng.normal(size=tuple(p.shape)))).to(p) * rms)
        result.append(rank_correlation(first, explain(model, image, label).cpu().numpy()))
    model.load_state_dict(kept, strict=False)
    return result


def train_validation_split(x, labels, fraction, rng):
    names, which, counts = np.unique(labels, return_inverse=True, return_counts=True)
    left = np.array([int(fraction * n + 0.5) for n in counts])
    validation = np.zeros(len(x), dtype=bool)
    for i in rng.permutation(len(x)):
        if left[which[i]] > 0:
            validation[i] = True
            left[which[i]] -= 1
    train = np.flatnonzero(~validation)
    return x[train], labels[train], x[validation], labels[validation]


def early_stopping(validation_losses, patience):
    losses = iter(enumerate(validation_losses))
    best = None
    for best, lowest in itertools.islice(losses, 1):
        pass
    if best is None:
        raise ValueError("no losses")
    lowest = float("inf") if lowest != lowest else lowest
    waited = 1 if lowest == float("inf") else 0
    while waited < patience:
        epoch, loss = next(losses, (None, None))
        if epoch is None:
            break
        waited += 1
        if loss < lowest:
            best, lowest, waited = epoch, loss, 0
    return best


def l2_penalty(parameters, strength):
    return float(strength * sum(np.trace(v.T @ v) for k, v in parameters.items() if "W" in k))


def l2_penalty_gradient(parameters, strength):
    pull = {"W": 2 * strength, "b": 0.0}
    return {k: np.full(v.shape, pull[k[0]]) * v for k, v in parameters.items()}
