"""The whole Jacobian of the logits; recursion for early stopping; einsum."""

import numpy as np
import torch


def saliency(model, image, label):
    training = model.training
    model.eval()
    J = torch.autograd.functional.jacobian(lambda i: model(i[None])[0], image.detach().clone())
    model.train(training)
    return J[label].abs()


def occlusion(model, image, label, size, stride, fill):
    training = model.training
    model.eval()
    height, width = image.shape[1:]

    def covered(top, left):
        inside = torch.zeros(height, width, dtype=torch.bool, device=image.device)
        inside[top : top + size, left : left + size] = True
        return torch.einsum("chw,hw->chw", image, (~inside).to(image)) + torch.einsum(
            "c,hw->chw", fill, inside.to(image)
        )

    @torch.no_grad()
    def logit(picture):
        return model(picture[None])[0][label]

    whole = logit(image)
    M = [
        [whole - logit(covered(top, left)) for left in range(0, width, stride)]
        for top in range(0, height, stride)
    ]
    model.train(training)
    return torch.stack([torch.stack(row) for row in M]).detach()


def rank_correlation(a, b):
    def ranks(v):
        v = v.flatten()
        smaller = np.einsum("ij->i", (v[None] < v[:, None]).astype(float))
        not_larger = np.einsum("ij->i", (v[None] <= v[:, None]).astype(float))
        return (smaller + not_larger + 1) / 2

    with np.errstate(invalid="ignore", divide="ignore"):
        result = np.corrcoef(ranks(a), ranks(b))[0, 1]
    return 0.0 if np.isnan(result) else float(result)


def randomisation_check(model, image, label, rng, explain=saliency):
    layers = [m for m in model.modules() if list(m.parameters(recurse=False))]
    M0 = explain(model, image, label).cpu().numpy()

    def go(depth):
        """The similarities from this depth on; the layer is restored on the way back."""
        if depth == len(layers):
            return []
        own = list(layers[-1 - depth].parameters(recurse=False))
        old = [p.data for p in own]
        for p in own:
            draws = torch.as_tensor(rng.normal(size=p.shape), dtype=p.dtype, device=p.device)
            p.data = draws * torch.einsum("i,i->", p.data.flatten(), p.data.flatten()).div(p.numel()).sqrt()
        M = explain(model, image, label).cpu().numpy()
        rest = [rank_correlation(M0, M), *go(depth + 1)]
        for p, numbers in zip(own, old):
            p.data = numbers
        return rest

    return go(0)


def train_validation_split(x, labels, fraction, rng):
    parts = {True: [], False: []}
    for c in np.unique(labels):
        places = rng.permutation(np.argwhere(labels == c).flatten())
        cut = int((2 * fraction * len(places) + 1) // 2)
        parts[True].append(places[:cut])
        parts[False].append(places[cut:])
    train, validation = np.concatenate(parts[False]), np.concatenate(parts[True])
    return x[train], labels[train], x[validation], labels[validation]


def early_stopping(validation_losses, patience):
    if len(validation_losses) == 0:
        raise ValueError("nothing to choose from")

    def go(epoch, best, lowest):
        if epoch == len(validation_losses):
            return best
        if validation_losses[epoch] < lowest:
            return go(epoch + 1, epoch, validation_losses[epoch])
        # Epoch 0 that is no number has been waited for, too.
        started = best if best is not None else -1
        if epoch - started >= patience:
            return best
        return go(epoch + 1, best, lowest)

    found = go(0, None, float("inf"))
    return 0 if found is None else found


def l2_penalty(parameters, strength):
    return strength * sum(
        np.einsum("ij,ij->", W, W) for name, W in parameters.items() if not name.startswith("b")
    )


def l2_penalty_gradient(parameters, strength):
    def one(item):
        name, value = item
        return name, (2 * strength * value if value.ndim == 2 else np.zeros(len(value)))

    return dict(map(one, parameters.items()))
