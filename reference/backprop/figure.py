"""A net with two inputs, two hidden units and two logits: where the error of a unit comes from."""

import numpy as np

from autograder.figures import Arrow, Box, Diagram, Figure, Frame, told

from .solution import forward, hidden_error, output_error

x, labels = np.array([[1.0, -2.0]]), np.array([1])
NET = {
    "W1": np.array([[0.5, -1.0], [1.0, 0.5]]),
    "b1": np.array([1.0, 2.5]),
    "W2": np.array([[2.0, -1.0], [-1.0, 3.0]]),
    "b2": np.array([0.5, 0.0]),
}
z = forward({"W1": NET["W1"], "b1": NET["b1"]}, x)[0]  # of a net that ends here
a = 1 / (1 + np.exp(-z))
LOGITS, _ = forward(NET, x)
# Of one sample the mean's error is p - y.
OUTPUT = output_error(LOGITS, labels)
p = OUTPUT + np.eye(2)[labels]
HIDDEN = hidden_error(OUTPUT, NET["W2"], z)
COLUMNS, ROWS = {"x": 8, "h": 46, "o": 87}, (10, 44)
UNITS = {"o0": "output 0", "o1": "output 1", "h0": "hidden 0", "h1": "hidden 1"}


def lines(unit):
    kind, place = unit[0], int(unit[1])
    if kind == "x":
        return [f"x{place}: {x[0, place]:g}"]
    if kind == "h":
        return [f"a: {told(a[0, place])}", f"δ: {told(HIDDEN[0, place])}"]
    return [
        f"p: {told(p[0, place])}",
        f"y: {int(labels[0] == place)}",
        f"δ: {told(OUTPUT[0, place])}",
    ]


def box(unit, chosen):
    x_place, y_place = COLUMNS[unit[0]], ROWS[int(unit[1])]
    return Box(unit, x_place, y_place, lines(unit), "strong" if unit == chosen else "plain")


def frame(chosen):
    arrows = [Arrow(f"x{i}", f"h{j}", "", "quiet") for i in (0, 1) for j in (0, 1)]
    for hidden in (0, 1):
        for output in (0, 1):
            if chosen == f"h{hidden}":
                label = f"{told(OUTPUT[0, output])} × {NET['W2'][hidden, output]:g}"
                arrows.append(Arrow(f"o{output}", chosen, label, "strong"))
            else:
                arrows.append(Arrow(f"h{hidden}", f"o{output}", "", "quiet"))
    boxes = [box(f"{kind}{place}", chosen) for kind in COLUMNS for place in (0, 1)]
    return Frame(UNITS[chosen], [Diagram(boxes, arrows, 54)], says(chosen))


def says(chosen):
    place = int(chosen[1])
    if chosen[0] == "o":
        return (
            f"A net of two inputs, two hidden units and two outputs; the true class is "
            f"{labels[0]}. The error of output {place} is its probability minus its label: "
            f"{told(p[0, place])} - {int(labels[0] == place)} = {told(OUTPUT[0, place])}."
        )
    back = OUTPUT[0] @ NET["W2"][place]
    shares = " and ".join(
        f"{told(OUTPUT[0, k])} times the weight {NET['W2'][place, k]:g}" for k in (0, 1)
    )
    slope = HIDDEN[0, place] / back
    return (
        "A net of two inputs, two hidden units and two outputs. The error of hidden unit "
        f"{place} comes back from both outputs: {shares}, together {told(back)}. Times the slope "
        f"of the sigmoid, {told(slope)}, this is {told(HIDDEN[0, place])}."
    )


figure = Figure(
    "Where the error δ of a unit comes from",
    [frame(unit) for unit in UNITS],
    slider="unit",
    shown=list(UNITS).index("h0"),
)
