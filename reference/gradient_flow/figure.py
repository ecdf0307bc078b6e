"""How long the gradient is in each layer, over the deviation of the weights."""

import numpy as np

from autograder.figures import Curve, Figure, Frame, Plot, told

from .solution import layer_gradient_norms

WIDTH, HIDDEN, CLASSES, SAMPLES = 100, 10, 10, 200
ACTIVATIONS = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU"}
XAVIER, HE = np.sqrt(2 / (WIDTH + WIDTH)), np.sqrt(2 / WIDTH)
DEVIATIONS = [0.01, 0.02, 0.05, XAVIER, HE, 0.2, 0.3, 0.5, 1.0]
NAMES = {XAVIER: " (Xavier)", HE: " (He)"}


def norms(deviation, activation):
    """Norms of all layers of the net in the handout's table, whose weights are drawn so wide."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(SAMPLES, WIDTH))
    labels = rng.integers(CLASSES, size=SAMPLES)
    net = {}
    for layer in range(1, HIDDEN + 2):
        size = (WIDTH, CLASSES if layer > HIDDEN else WIDTH)
        # Xavier's rule gives another number for the last layer, which has fewer units.
        spread = np.sqrt(2 / sum(size)) if deviation == XAVIER else deviation
        net[f"W{layer}"] = rng.normal(0, spread, size=size)
        net[f"b{layer}"] = np.zeros(size[1])
    return layer_gradient_norms(net, x, labels, activation)


def frame(deviation):
    found = {name: norms(deviation, activation) for activation, name in ACTIVATIONS.items()}
    layers = np.arange(1, HIDDEN + 2)
    value = f"{deviation:.2g}{NAMES.get(deviation, '')}"
    ends = "; ".join(f"{name} {told(some[0])} and {told(some[-1])}" for name, some in found.items())
    return Frame(
        value,
        [
            Plot(
                [Curve(name, layers, some) for name, some in found.items()],
                "layer (the last one is next to the loss)",
                "norm of the gradient of its weights",
                logarithmic=True,
            )
        ],
        f"The norm of the weight gradient in each of {HIDDEN + 1} layers of {WIDTH} units, on a "
        f"logarithmic axis, for weights of deviation {value}. First and last layer: {ends}.",
    )


figure = Figure(
    f"The gradient on its way back through {HIDDEN} hidden layers",
    [frame(deviation) for deviation in DEVIATIONS],
    slider="deviation of the weights",
    shown=DEVIATIONS.index(XAVIER),
)
