"""Two curves over z, with what a step of z does to each: the slope at the place of the slider."""

import numpy as np

from autograder.figures import Curve, Dot, Figure, Frame, Plot

from .solution import relu, relu_derivative, sigmoid, sigmoid_derivative, tanh, tanh_derivative

z = np.linspace(-5, 5, 101)
VALUES = {"sigmoid": sigmoid, "tanh": tanh, "ReLU": relu}
SLOPES = {"sigmoid": sigmoid_derivative, "tanh": tanh_derivative, "ReLU": relu_derivative}


def curves(functions):
    """The curve of each; no line joins the two sides of a leap, as the slope of ReLU makes at 0."""
    found = []
    for name, function in functions.items():
        y = function(z)
        leaps = np.flatnonzero(np.abs(np.diff(y)) > 0.5) + 1
        found.append(Curve(name, np.insert(z, leaps, z[leaps]), np.insert(y, leaps, np.nan)))
    return found


def dots(functions, at):
    return [
        Dot(at, function(np.array(at)), curve=place)
        for place, function in enumerate(functions.values())
    ]


def panel(functions, at, name, y_range):
    return Plot(curves(functions), "pre-activation z", name, dots(functions, at), y_range=y_range)


def says(at):
    found = ", ".join(
        f"{name} {float(function(np.array(at))):.3g} with the slope "
        f"{float(SLOPES[name](np.array(at))):.3g}"
        for name, function in VALUES.items()
    )
    return (
        "Above, three activations over z from -5 to 5; below, their slopes. The slope of the "
        f"sigmoid is highest at 0, where it is {float(sigmoid_derivative(np.array(0.0))):.3g}, "
        f"that of tanh reaches {float(tanh_derivative(np.array(0.0))):.3g} there, and both go to 0 "
        f"far out; that of ReLU is 0 left of 0 and 1 right of it. At z = {at:g}: {found}."
    )


def frame(at):
    panels = (
        panel(VALUES, at, "activation", (-1.0, 5.0)),
        panel(SLOPES, at, "slope", (0.0, 1.0)),
    )
    return Frame(f"{at:g}", panels, says(at))


places = [float(at) for at in np.arange(-5, 5.5, 0.5)]
figure = Figure(
    "Three activations and their slopes",
    [frame(at) for at in places],
    slider="z",
    shown=places.index(2.0),
)
