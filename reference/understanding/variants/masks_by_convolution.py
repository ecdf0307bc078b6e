"""Squares by a transposed convolution, ranks by bisection, all parameters as one vector."""

from bisect import bisect_left, bisect_right
from contextlib import contextmanager
from functools import reduce

import numpy as np
import torch
from torch.nn.functional import conv_transpose2d, pad
from torch.nn.utils import parameters_to_vector, vector_to_parameters


@contextmanager
def quiet(model):
    mode = model.training
    try:
        yield model.eval()
    finally:
        model.train(mode)


def saliency(model, image, label):
    with quiet(model) as asked:
        copies = image.detach().expand(1, *image.shape).clone().requires_grad_(True)
        _, back = torch.func.vjp(asked, copies.detach())
        upstream = torch.zeros_like(asked(copies.detach()))
        upstream[:, label] = 1
        return torch.maximum(back(upstream)[0][0], -back(upstream)[0][0]).detach()


def occlusion(model, image, label, size, stride, fill):
    _, height, width = image.shape
    n, m = 1 + (height - 1) // stride, 1 + (width - 1) // stride
    # One picture for each place, with a single 1 at it, which becomes a square of ones.
    places = torch.eye(n * m, dtype=image.dtype, device=image.device).view(n * m, 1, n, m)
    kernel = torch.ones(1, 1, size, size, dtype=image.dtype, device=image.device)
    masks = conv_transpose2d(places, kernel, stride=stride)
    masks = pad(masks, (0, width, 0, height))[..., :height, :width]
    with quiet(model), torch.no_grad():
        pictures = image + masks * (fill.view(1, -1, 1, 1) - image)
        with_square = torch.cat([model(one) for one in pictures.split(4)])[:, label]
        return (model(image[None])[0, label] - with_square).reshape(n, m)


def rank_correlation(a, b):
    def deviations(v):
        values = sorted(float(x) for x in v.flat)
        ranks = [bisect_left(values, x) + bisect_right(values, x) for x in map(float, v.flat)]
        return [rank - len(values) for rank in ranks]

    x, y = np.array([deviations(a), deviations(b)], dtype=float)
    if not (np.any(x) and np.any(y)):
        return 0.0
    # The slope of one row of deviations over the other, on equal scales.
    x, y = x / np.sqrt(x @ x), y / np.sqrt(y @ y)
    return float(np.linalg.lstsq(x[:, None], y, rcond=None)[0][0])


def randomisation_check(model, image, label, rng, explain=saliency):
    everything = parameters_to_vector(model.parameters()).detach().clone()
    first = explain(model, image, label).cpu().numpy()

    def further(found, layer):
        for p in layer.parameters(recurse=False):
            fresh = torch.as_tensor(rng.normal(size=p.shape)).to(p.device, p.dtype)
            p.detach().copy_(fresh.mul(p.detach().pow(2).mean().pow(0.5)))
        return found + [rank_correlation(first, explain(model, image, label).cpu().numpy())]

    layers = filter(lambda m: any(True for _ in m.parameters(recurse=False)), model.modules())
    result = reduce(further, reversed(list(layers)), [])
    vector_to_parameters(everything, model.parameters())
    return result


def train_validation_split(x, labels, fraction, rng):
    tickets = rng.permutation(len(labels))
    chosen = [False] * len(labels)
    for c in sorted({int(label) for label in labels}):
        mine = sorted((i for i in range(len(labels)) if labels[i] == c), key=lambda i: tickets[i])
        for i in mine[: int((fraction * len(mine) + 0.5) // 1)]:
            chosen[i] = True
    chosen = np.array(chosen)
    return tuple(part[side] for side in (~chosen, chosen) for part in (x, labels))


def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0:
        raise ValueError("no epochs")

    def step(state, one):
        best, lowest, left = state
        epoch, loss = one
        if left == 0:
            return state
        return (epoch, loss, patience) if loss < lowest else (best, lowest, left - 1)

    return reduce(step, enumerate(validation_losses), (0, float("inf"), patience))[0]


def l2_penalty(parameters, strength):
    return reduce(
        lambda total, key: total + strength * float(np.vdot(parameters[key], parameters[key])),
        [key for key in parameters if key.startswith("W")],
        0.0,
    )


def l2_penalty_gradient(parameters, strength):
    gradient = dict(parameters)
    gradient.update({k: (strength + strength) * v for k, v in parameters.items() if k[0] == "W"})
    gradient.update({k: v - v for k, v in parameters.items() if k[0] == "b"})
    return gradient
