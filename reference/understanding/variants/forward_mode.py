"""The saliency by forward-mode differentiation, all numbers at once; splits by sorting."""

import numpy as np
import torch
from torch.func import jacfwd


def saliency(model, image, label):
    was_training = model.training
    model.eval()
    slopes = jacfwd(lambda pixels: model(pixels[None])[0, label])(image.detach())
    model.train(was_training)
    return slopes.abs().detach()


def occlusion(model, image, label, size, stride, fill):
    """A mask for each square, from the distance of each row and column to its beginning."""
    was_training = model.training
    model.eval()
    _, height, width = image.shape
    down = torch.arange(height, device=image.device) - torch.arange(
        0, height, stride, device=image.device
    ).unsqueeze(1)
    across = torch.arange(width, device=image.device) - torch.arange(
        0, width, stride, device=image.device
    ).unsqueeze(1)
    rows, columns = (down >= 0) & (down < size), (across >= 0) & (across < size)
    masks = rows[:, None, :, None] & columns[None, :, None, :]
    pictures = torch.where(masks[:, :, None], fill[:, None, None], image)
    with torch.inference_mode():
        whole = model(image[None])[:, label]
        falls = whole - model(pictures.flatten(0, 1))[:, label]
    model.train(was_training)
    return falls.clone().unflatten(0, (len(rows), len(columns)))


def rank_correlation(a, b):
    def scores(array):
        flat = array.reshape(-1)
        order = np.argsort(flat, kind="stable")
        ordered = flat[order]
        # Blocks of equal numbers; each has the mean of its places.
        block = np.concatenate([[0], np.cumsum(ordered[1:] != ordered[:-1])]).astype(int)
        places = np.arange(len(flat), dtype=float)
        means = np.bincount(block, weights=places) / np.bincount(block)
        result = np.empty(len(flat))
        result[order] = means[block]
        return result - (len(flat) - 1) / 2

    x, y = scores(a), scores(b)
    if not x.any() or not y.any():
        return 0.0
    return float((x @ y) / (np.linalg.norm(x) * np.linalg.norm(y)))


def randomisation_check(model, image, label, rng, explain=saliency):
    """Every state of the model first, from the whole one to the random one; the maps then."""
    state = {name: value.detach().clone() for name, value in model.state_dict().items()}
    names = [
        [f"{path}.{name}" if path else name for name, _ in layer.named_parameters(recurse=False)]
        for path, layer in model.named_modules()
    ]
    states = [state]
    for own in reversed([some for some in names if some]):
        new = dict(states[-1])
        for name in own:
            value = new[name]
            scale = torch.linalg.vector_norm(value) / value.numel() ** 0.5
            new[name] = torch.from_numpy(rng.normal(size=value.shape)).to(value) * scale
        states.append(new)
    maps = []
    for one in states:
        model.load_state_dict(one)
        maps.append(explain(model, image, label).cpu().numpy())
    model.load_state_dict(state)
    return [rank_correlation(maps[0], one) for one in maps[1:]]


def train_validation_split(x, labels, fraction, rng):
    # In a mixed order sorted by label, each class is a block.
    mixed = rng.permutation(len(x))
    order = mixed[np.argsort(labels[mixed], kind="stable")]
    counts = np.bincount(labels)
    aside = np.floor(fraction * counts + 0.5).astype(int)
    place = np.arange(len(x)) - np.repeat(np.cumsum(counts) - counts, counts)
    chosen = place < np.repeat(aside, counts)
    for_training, for_validation = order[~chosen], order[chosen]
    return x[for_training], labels[for_training], x[for_validation], labels[for_validation]


def early_stopping(validation_losses, patience):
    lowest = [np.inf if np.isnan(v) else v for v in (np.nan, *validation_losses)]
    if len(lowest) == 1:
        raise ValueError("no losses")
    lowest, best = np.minimum.accumulate(lowest), 0
    for epoch in range(1, len(lowest)):
        if lowest[epoch] < lowest[epoch - 1]:
            best = epoch
        elif epoch - best == patience:
            break
    return max(0, best - 1)


def l2_penalty(parameters, strength):
    flat = [value.ravel() for name, value in parameters.items() if name[0] == "W"]
    flat = np.concatenate(flat)
    return float(strength * (flat @ flat))


def l2_penalty_gradient(parameters, strength):
    return {name: value * (2 * strength * (name[0] == "W")) for name, value in parameters.items()}
