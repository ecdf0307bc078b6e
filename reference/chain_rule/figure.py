"""A graph of five values, and the shares of the gradient in the order in which they arrive."""

from autograder.figures import Arrow, Box, Diagram, Figure, Frame

from .solution import Value

PLACES = {"a": (10, 10), "x": (10, 42), "u": (50, 10), "v": (50, 42), "out": (88, 26)}
# In the order of the backward pass: what a node was made from, and how.
MADE = {
    "out": (("u", "v"), lambda u, v: u * v),
    "u": (("a", "x"), lambda a, x: a * x),
    "v": (("x",), lambda x: x**2),
}
NAMES = {"a": "a", "x": "x", "u": "u = a x", "v": "v = x²", "out": "out = u v"}


def graph():
    """All values after a backward pass through the whole graph."""
    a, x = Value(3.0), Value(2.0)
    u, v = MADE["u"][1](a, x), MADE["v"][1](x)
    out = MADE["out"][1](u, v)
    out.backward()
    return {"a": a, "x": x, "u": u, "v": v, "out": out}


def share(values, node, parent):
    """What a parent gets by way of one node: that node's gradient times the slope between them."""
    parents, operation = MADE[node]
    alone = {name: Value(values[name].data) for name in parents}
    operation(*alone.values()).backward()
    return values[node].grad * alone[parent].grad


def frame(step, values):
    """After some nodes have passed on their gradients."""
    passed = list(MADE)[: max(step - 1, 0)]
    shares = {(n, p): share(values, n, p) for n in passed for p in MADE[n][0]}
    grads = {"out": values["out"].grad} if step else {}
    for (_, parent), one in shares.items():
        grads[parent] = grads.get(parent, 0.0) + one
    latest = passed[-1] if passed else "out" if step else ""
    boxes = [
        Box(
            name,
            *PLACES[name],
            [f"{NAMES[name]}: {values[name].data:g}"]
            + [f"gradient {grads[name]:g}" if name in grads else "no gradient yet"],
            "strong" if name == latest else "plain" if name in grads else "quiet",
        )
        for name in NAMES
    ]
    arrows = []
    for node, (parents, _) in MADE.items():
        for parent in parents:
            if node in passed:
                state = "strong" if node == latest else "plain"
                label = f"{shares[node, parent]:g}"
                arrows.append(Arrow(node, parent, label, state))
            else:
                arrows.append(Arrow(parent, node, "", "quiet"))
    return Frame(str(step), [Diagram(boxes, arrows, 52)], says(step, values, shares, grads))


def says(step, values, shares, grads):
    made = ", ".join(f"{NAMES[name]} is {values[name].data:g}" for name in ("u", "v", "out"))
    text = f"A graph: from a = {values['a'].data:g} and x = {values['x'].data:g} are made {made}. "
    if not step:
        return text + "No gradient has arrived yet: the arrows run forward."
    arrived = ", ".join(f"{p} {one:g} from {n}" for (n, p), one in shares.items())
    text += f"The gradient of out is {grads['out']:g}. "
    if shares:
        text += f"Shares that have arrived against the arrows: {arrived}. "
    if "v" in {n for n, _ in shares}:
        both = " + ".join(f"{shares[n, 'x']:g}" for n in ("u", "v"))
        text += f"x is used twice, so its gradient is {both} = {grads['x']:g}."
    return text.strip()


VALUES = graph()
STEPS = range(len(MADE) + 2)
figure = Figure(
    "How the shares of a gradient arrive",
    [frame(step, VALUES) for step in STEPS],
    slider="step of the backward pass",
    shown=STEPS[-1],
)
