"""What a trained net looks at, beside the same net with random weights."""

import numpy as np
import torch
from torch import nn

from autograder.figures import Figure, Frame, Grid, Grids, told

from .solution import saliency

SIDE, PATCH, SAMPLES, SHOWN, EPOCHS = 8, (2, 3), 600, 6, 150


def draw(rng, count):
    """Grey noise; in a patch of 3 × 3 there is a cross (class 1) or its corners (class 0)."""
    labels = rng.integers(2, size=count)
    images = rng.uniform(0, 1, size=(count, SIDE, SIDE))
    cross = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]])
    signs = np.array([1 - cross, cross])
    row, column = PATCH
    images[:, row : row + 3, column : column + 3] *= 0.4
    images[:, row : row + 3, column : column + 3] += 0.6 * signs[labels]
    return torch.tensor(images, dtype=torch.float32), torch.tensor(labels)


def net(seed):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Flatten(), nn.Linear(SIDE * SIDE, 16), nn.Tanh(), nn.Linear(16, 2))


def trained(images, labels):
    model = net(1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(EPOCHS):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(images), labels).backward()
        optimizer.step()
    return model


def in_patch(found):
    """The share of all saliency that lies in the patch."""
    row, column = PATCH
    return float(found[row : row + 3, column : column + 3].sum() / found.sum())


rng = np.random.default_rng(0)
MODEL, RANDOM = trained(*draw(rng, SAMPLES)), net(1)
IMAGES, LABELS = draw(rng, SHOWN)
CELLS = [(PATCH[0] + i, PATCH[1] + j) for i in range(3) for j in range(3)]


def frame(place):
    image, label = IMAGES[place], int(LABELS[place])
    found, at_random = (saliency(model, image, label).numpy() for model in (MODEL, RANDOM))
    shares = in_patch(found), in_patch(at_random)
    grids = [
        Grid("the image", image.numpy(), CELLS),
        Grid(f"trained: {told(100 * shares[0])} % in the frame", found, CELLS),
        Grid(f"random: {told(100 * shares[1])} % in the frame", at_random, CELLS),
    ]
    kind = "a cross" if label else "four corners"
    return Frame(
        str(place + 1),
        [Grids(grids)],
        f"An image of {SIDE} by {SIDE} grey values, its saliency in a trained net, and that in the "
        f"same net before training. The class is decided by {kind} in a frame of 3 by 3, which is "
        f"{told(100 * 9 / SIDE**2)} percent of the image. Of the trained net's saliency "
        f"{told(100 * shares[0])} percent lie in the frame, of the untrained net's "
        f"{told(100 * shares[1])} percent.",
    )


figure = Figure(
    "Saliency of a trained net and of a random one",
    [frame(place) for place in range(SHOWN)],
    slider="image",
)
