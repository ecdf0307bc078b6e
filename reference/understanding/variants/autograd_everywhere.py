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
