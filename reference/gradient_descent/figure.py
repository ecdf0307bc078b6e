"""Three optimisers on one narrow valley, seen from above."""

import numpy as np

from autograder.figures import Curve, Figure, Frame, Plot, told

from .solution import adam_step, momentum_step, sgd_step

CURVATURES, START, STEPS, MOMENTUM = np.array([1.0, 12.0]), np.array([-4.0, 1.5]), 40, 0.8
RATES = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2]
LEVELS = [0.25, 1.0, 3.0, 8.0, 16.0]


def height(p):
    return float((CURVATURES * p**2).sum() / 2)


def path(step, state):
    """The places of one optimiser; `step` gives the parameters and its state."""
    parameters, places = {"W1": START}, [START]
    for _ in range(STEPS):
        gradients = {"W1": CURVATURES * parameters["W1"]}
        parameters, state = step(parameters, gradients, state)
        places.append(parameters["W1"])
    return np.array(places)


def paths(rate):
    still = {"W1": np.zeros(2)}
    return {
        "plain": path(lambda p, g, _: (sgd_step(p, g, rate), None), None),
        "momentum": path(lambda p, g, v: momentum_step(p, g, v, rate, MOMENTUM), still),
        "Adam": path(lambda p, g, s: adam_step(p, g, s, rate), None),
    }


def level(value):
    """The line on which the loss has this value."""
    angle = np.linspace(0, 2 * np.pi, 73)
    width, depth = np.sqrt(2 * value / CURVATURES)
    return Curve("", width * np.cos(angle), depth * np.sin(angle))


def frame(rate):
    found = paths(rate)
    ends = ", ".join(f"{name} at {told(height(one[-1]))}" for name, one in found.items())
    return Frame(
        f"{rate:g}",
        [
            Plot(
                [Curve(name, *one.T) for name, one in found.items()],
                "first weight",
                "second weight (the loss is 12 times as curved along it)",
                x_range=(-5.0, 5.0),
                y_range=(-2.0, 2.0),
                behind=[level(value) for value in LEVELS],
                height=230,
            )
        ],
        "Seen from above, a valley 12 times as curved across as along, with its lowest point in "
        f"the middle. Three optimisers start at (-4, 1.5), where the loss is "
        f"{told(height(START), 3)}, with the learning rate {rate:g}. After {STEPS} steps "
        f"the loss is: {ends}.",
    )


figure = Figure(
    f"{STEPS} steps of three optimisers in a narrow valley",
    [frame(rate) for rate in RATES],
    slider="learning rate",
    shown=RATES.index(0.1),
)
