"""Which errors float16 loses on their way back through ten layers, by the scale of the loss."""

import numpy as np

from autograder.figures import Curve, Figure, Frame, Plot, told

from .solution import half_backward

LAYERS, ERRORS = 10, 10_000
SCALES = [2.0**power for power in range(0, 25, 2)]


def drawn():
    """Output errors, and the factors of sigmoid layers: a weight times a slope."""
    rng = np.random.default_rng(0)
    upstream = rng.normal(0, 0.01, size=ERRORS).astype(np.float32)
    a = 1 / (1 + np.exp(-rng.normal(size=(LAYERS, ERRORS))))
    factors = rng.normal(size=(LAYERS, ERRORS)) * a * (1 - a)
    return upstream, factors.astype(np.float16)


UPSTREAM, FACTORS = drawn()


def frame(scale):
    with np.errstate(over="ignore"):
        errors, lost = half_backward(UPSTREAM, FACTORS, scale)
    infinite = np.mean(~np.isfinite(errors), axis=1)
    passed = np.arange(LAYERS + 1)
    plot = Plot(
        [Curve("lost", passed, 100 * lost[::-1]), Curve("infinite", passed, 100 * infinite[::-1])],
        "layers that the errors have passed",
        "percent of the errors",
        y_range=(0.0, 100.0),
    )
    return Frame(
        f"{scale:,.0f}",
        [plot],
        f"{ERRORS:,} errors in float16 on their way back through {LAYERS} sigmoid layers, of a "
        f"loss that was multiplied by {scale:,.0f}. After 5 layers {told(100 * lost[5])} percent "
        f"have become 0, after all {LAYERS} {told(100 * lost[0])} percent; at the output "
        f"{told(100 * infinite[-1])} percent are infinite.",
    )


figure = Figure(
    "Errors that half precision loses",
    [frame(scale) for scale in SCALES],
    slider="scale of the loss",
    shown=SCALES.index(1024.0),
)
