"""Signs of a script that nobody knows: what your network is graded on, and more for practice.

    from make_data import images_and_labels
    images, labels = images_and_labels(seed=1, count=2800)

A script is drawn from its seed: some signs of two curved strokes each. Nobody ever writes one twice
in the same way: the pen wobbles, the sign is turned, sheared, larger or smaller, and beside its
place; every other one is white on black. numpy is all that this needs.
"""

import numpy as np

STROKES, CONTROL_POINTS = 2, 3
# Of so many signs those are taken that look least alike, so that all scripts are about as hard.
CANDIDATES = 40
# Points on a stroke, between which it is straight.
POINTS = 5
WHITE = 16
AT_ONCE = 500


def images_and_labels(seed, count):
    """Images (N, 1, 8, 8) of float32 and labels (N,) of int64, of the script with this seed."""
    rng = np.random.default_rng(seed)
    signs = script(rng)
    labels = rng.integers(len(signs), size=count)
    return draw(rng, signs, labels).astype(np.float32), labels


def script(rng, classes=10):
    """The control points of a script's signs: (classes, strokes, 3, 2), in the unit square."""
    made = rng.uniform(0.12, 0.88, size=(CANDIDATES, STROKES, CONTROL_POINTS, 2))
    # A stroke is no dot: where its ends are close, the last one moves away, to the inside.
    first, last = made[:, :, 0], made[:, :, 2]
    short = np.linalg.norm(last - first, axis=-1, keepdims=True) < 0.35
    made[:, :, 2] += np.where(short, 0.4 * np.sign(0.5 - last), 0)
    width = np.full(CANDIDATES, 0.07)
    seen = _blurred(_ink(_curves(made), width, 8, 8)).reshape(CANDIDATES, -1)
    apart = np.linalg.norm(seen[:, None] - seen[None], axis=-1)
    chosen = [int(rng.integers(CANDIDATES))]
    while len(chosen) < classes:
        chosen.append(int(apart[:, chosen].min(axis=1).argmax()))
    return made[rng.permutation(chosen)]


def draw(rng, signs, labels, shape=(1, 8, 8)):
    """The sign of each label, written once: bytes from 0 to 16, (N, channels, height, width)."""
    parts = [labels[start : start + AT_ONCE] for start in range(0, len(labels), AT_ONCE)]
    return np.concatenate([_written(rng, signs[part], shape) for part in parts])


def _written(rng, signs, shape):
    channels, height, width = shape
    count = len(signs)
    wobbling = signs + rng.normal(scale=0.04, size=signs.shape)
    angle = rng.normal(scale=0.12, size=count)
    shear = rng.normal(scale=0.12, size=count)
    rows = np.cos(angle), np.sin(angle) * -1 + shear, np.sin(angle), np.cos(angle)
    size = np.exp(rng.normal(scale=0.1, size=count))
    turned = np.stack(rows, axis=-1).reshape(count, 2, 2) * size[:, None, None]
    moved = np.einsum("nij,nskj->nski", turned, wobbling - 0.5) + 0.5
    moved += rng.normal(scale=0.03, size=(count, 1, 1, 2))
    ink = _ink(_curves(moved), rng.uniform(0.03, 0.08, size=count), height, width)
    # The two ways to write are equally frequent: the mean of all images of a sign is plain grey.
    white_on_black = rng.random((count, 1, 1)) < 0.5
    grey = WHITE * np.where(white_on_black, ink, 1 - ink)
    grain = rng.normal(scale=1.5, size=(count, channels, height, width))
    return np.clip(np.rint(grey[:, None] + grain), 0, WHITE).astype(np.uint8)


def _curves(controls):
    """Quadratic Bézier curves: (…, strokes, 3, 2) control points as (…, strokes, POINTS, 2)."""
    t = np.linspace(0, 1, POINTS)
    basis = np.stack([(1 - t) ** 2, 2 * t * (1 - t), t**2], axis=1)
    return np.einsum("pk,...skd->...spd", basis, controls)


def _ink(points, pen, height, width):
    """How much of each pixel is covered, 0 to 1, by lines through points of the unit square."""
    starts = points[:, :, :-1].reshape(len(points), -1, 1, 2)
    steps = points[:, :, 1:].reshape(starts.shape) - starts
    x, y = (np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height
    pixels = np.stack(np.meshgrid(x, y), axis=-1).reshape(1, 1, -1, 2)
    length = np.maximum((steps**2).sum(-1), 1e-9)
    along = np.clip(((pixels - starts) * steps).sum(-1) / length, 0, 1)
    nearest = starts + along[..., None] * steps
    distance = np.sqrt(((nearest - pixels) ** 2).sum(-1)).min(axis=1)
    soft = 0.9 / min(height, width)
    covered = np.clip((pen[:, None] + soft / 2 - distance) / soft, 0, 1)
    return covered.reshape(-1, height, width)


def _blurred(images):
    """Each pixel as the mean of the nine around it."""
    height, width = images.shape[1:]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    shifted = [wide[:, i : i + height, j : j + width] for i in range(3) for j in range(3)]
    return np.mean(shifted, axis=0)
