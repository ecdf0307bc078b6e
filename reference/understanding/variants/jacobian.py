"""The whole Jacobian of the logits; recursion for early stopping; einsum."""

import numpy as np
import torch


def saliency(model, image, label):
    training = model.training
    model.eval()
    J = torch.autograd.functional.jacobian(lambda i: model(i[None])[0], image.detach().clone())
    model.train(training)
    return J[label].abs()


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
