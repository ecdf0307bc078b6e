"""How large the stream and its gradient are in each of fifty blocks, over the branch scale."""

import numpy as np

from autograder.figures import Curve, Figure, Frame, Plot, told

from .solution import branch_scale, deep_backward, deep_forward, sizes

BLOCKS, WIDTH, SAMPLES = 50, 64, 32
KINDS = ("plain", "normalised", "residual", "pre-norm")
DOUBLING = branch_scale(BLOCKS, 2.0, "residual")
SCALES = [0.01, 0.05, DOUBLING, 0.3, 0.6, 1.0]


def net(rng, kind):
    """He's weights, and for the kinds with a normalisation γ = 1 and β = 0."""
    found = {}
    for block in range(1, BLOCKS + 1):
        found[f"W{block}"] = rng.normal(0, np.sqrt(2 / WIDTH), size=(WIDTH, WIDTH))
        found[f"b{block}"] = np.zeros(WIDTH)
        if kind in ("normalised", "pre-norm"):
            found[f"gamma{block}"], found[f"beta{block}"] = np.ones(WIDTH), np.zeros(WIDTH)
    return found


def measured(kind, scale):
    """The sizes of x_0, …, x_L, and of the gradients there."""
    rng = np.random.default_rng(0)
    x, upstream = rng.normal(size=(2, SAMPLES, WIDTH))
    parameters = net(rng, kind)
    stream = deep_forward(parameters, x, kind, scale)
    return sizes(stream), sizes(deep_backward(parameters, stream, upstream, kind, scale)[1])


def frame(scale):
    found = {kind: measured(kind, scale) for kind in KINDS}
    places = range(BLOCKS + 1)
    panels = [
        Plot(
            [Curve(kind, places, some[which]) for kind, some in found.items()],
            "blocks passed",
            name,
            logarithmic=True,
            height=180,
        )
        for which, name in enumerate(("size of the stream", "size of its gradient"))
    ]
    value = f"{scale:.2g}" + (" (doubles the mean square)" if scale == DOUBLING else "")
    ends = "; ".join(
        f"{kind} {told(some[0][-1])} and {told(some[1][0])}" for kind, some in found.items()
    )
    return Frame(
        value,
        panels,
        f"Two logarithmic plots over the {BLOCKS} blocks of four kinds of nets with He's weights, "
        f"with the branch scale {value}: how large the stream is, and how large the gradient that "
        f"comes back to it. At their far ends (the stream behind the last block, the gradient of "
        f"the input; both began at 1): {ends}.",
    )


figure = Figure(
    f"The way through {BLOCKS} blocks and back",
    [frame(scale) for scale in SCALES],
    slider="branch scale",
    shown=SCALES.index(1.0),
)
