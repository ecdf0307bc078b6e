"""The penalty's gradient by torch; two images in the batch, both the same one."""

import numpy as np
import torch


def saliency(model, image, label):
    was = model.training
    model.train(False)
    x = torch.stack([image, image]).detach().requires_grad_()
    with torch.enable_grad():
        logits = model(x)
        g = torch.autograd.grad(logits[1, label], x)[0]
    model.train(was)
    return g[1].abs()


def occlusion(model, image, label, size, stride, fill):
    """All occluded images in one batch, the whole image last; the fall by one subtraction."""
    was = model.training
    model.train(False)
    images = []
    for top in range(0, image.shape[1], stride):
        for left in range(0, image.shape[2], stride):
            copy = image.detach().clone()
            for c in range(len(copy)):
                copy[c, top : top + size, left : left + size] = fill[c]
            images.append(copy)
    logits = model(torch.stack([*images, image.detach()]))[:, label]
    model.train(was)
    falls = (logits[-1] - logits[:-1]).detach()
    return falls.view(-1, (image.shape[2] - 1) // stride + 1)


def rank_correlation(a, b):
    ranks = []
    for array in (a, b):
        flat = torch.from_numpy(np.array(array, dtype=float)).reshape(-1)
        # Below a number count 1, beside it ½ (also itself): that is its rank less ½.
        ranks.append((flat[:, None] - flat).sign().add(1).div(2).sum(1))
    if any(bool((r == r[0]).all()) for r in ranks):
        return 0.0
    return torch.corrcoef(torch.stack(ranks))[0, 1].item()


def randomisation_check(model, image, label, rng, explain=saliency):
    old = [p.detach().clone() for p in model.parameters()]
    first = explain(model, image, label)
    result = []
    for layer in list(model.modules())[::-1]:
        own = list(layer.parameters(recurse=False))
        if not own:
            continue
        for p in own:
            draw = rng.normal(size=p.numel()).reshape(p.shape)
            p.data.copy_(torch.from_numpy(draw) * p.data.double().pow(2).mean().item() ** 0.5)
        now = explain(model, image, label)
        result.append(rank_correlation(first.cpu().numpy(), now.cpu().numpy()))
    for p, numbers in zip(model.parameters(), old):
        p.data.copy_(numbers)
    return result


def train_validation_split(x, labels, fraction, rng):
    order = rng.permutation(len(x))
    x, labels = x[order], labels[order]
    taken = np.zeros(len(x), bool)
    for c in np.unique(labels):
        mine = np.nonzero(labels == c)[0]
        n = int(fraction * len(mine) + 0.5)
        taken[mine[len(mine) - n :]] = True
    return [x[~taken], labels[~taken], x[taken], labels[taken]]


def early_stopping(validation_losses, patience):
    if len(validation_losses) < 1:
        raise ValueError("validation_losses must not be empty")
    # NaN is below nothing: a first loss of NaN has been waited for, too.
    best, low = -1, float("inf")
    for epoch, value in enumerate(validation_losses):
        if epoch - best > patience:
            return max(best, 0)
        if value < low:
            best, low = epoch, value
    return max(best, 0)


def _penalty(tensors, strength):
    return strength * sum((v**2).sum() for k, v in tensors.items() if "W" in k)


def l2_penalty(parameters, strength):
    return _penalty({k: torch.from_numpy(v) for k, v in parameters.items()}, strength).item()


def l2_penalty_gradient(parameters, strength):
    tensors = {k: torch.tensor(v, requires_grad=True) for k, v in parameters.items()}
    _penalty(tensors, strength).backward()
    return {
        k: np.zeros(t.shape) if t.grad is None else t.grad.numpy() for k, t in tensors.items()
    }
