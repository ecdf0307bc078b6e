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


def occlusion(model, image, label, size, stride, fill):
    """A hook at the model's entrance puts the square over the image that comes in."""
    corners = list(
        itertools.product(range(0, image.shape[1], stride), range(0, image.shape[2], stride))
    )

    def cover(corner):
        def hook(_, inputs):
            x = inputs[0].clone()
            y, z = corner
            x[..., y : y + size, z : z + size] = fill.reshape(1, -1, 1, 1)
            return (x,)

        return hook

    with evaluating(model), torch.no_grad():
        whole = model(image.detach()[None])[0, label]
        falls = []
        for corner in corners:
            handle = model.register_forward_pre_hook(cover(corner))
            falls.append(whole - model(image.detach()[None])[0, label])
            handle.remove()
    return torch.stack(falls).view(-1, sum(y == 0 for y, _ in corners))


def rank_correlation(a, b):
    def groups(v):
        """The number of times that each number wins against another, less that it loses."""
        wins = {}
        below = 0
        for value, some in itertools.groupby(sorted(v.ravel().tolist())):
            n = len(list(some))
            wins[value] = 2 * below + n - v.size
            below += n
        return [wins[value] for value in v.ravel().tolist()]

    r, s = groups(a), groups(b)
    dot = lambda p, q: sum(x * y for x, y in zip(p, q))
    if dot(r, r) * dot(s, s) == 0:
        return 0.0
    return dot(r, s) / (dot(r, r) * dot(s, s)) ** 0.5


class put_back:
    def __init__(self, model):
        self.old = [(p, p.detach().clone()) for p in model.parameters()]

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        with torch.no_grad():
            for p, numbers in self.old:
                p.copy_(numbers)


def randomisation_check(model, image, label, rng, explain=saliency):
    def layers(module):
        yield from ([module] if list(module.parameters(recurse=False)) else [])
        for child in module.children():
            yield from layers(child)

    def randomised():
        for layer in list(layers(model))[::-1]:
            for p in layer.parameters(recurse=False):
                rms = torch.norm(p.detach()) / np.sqrt(p.numel())
                with torch.no_grad():
                    p.copy_(torch.tensor(rng.normal(size=p.shape)) * rms.cpu())
            yield explain(model, image, label)

    first = explain(model, image, label).detach().cpu().numpy()
    with put_back(model):
        return [rank_correlation(first, one.detach().cpu().numpy()) for one in randomised()]


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
