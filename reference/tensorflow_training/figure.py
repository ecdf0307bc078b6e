"""What a tape saw: which variables get a gradient, by what was done inside of it."""

import numpy as np
import tensorflow as tf

from autograder.figures import Arrow, Box, Diagram, Figure, Frame, told

from .solution import build_model

tf.keras.utils.set_random_seed(0)
MODEL = build_model()
rng = np.random.default_rng(0)
images = tf.constant(rng.random((8, 784)), tf.float32)
labels = tf.one_hot(rng.integers(10, size=8), 10)
loss_fn = tf.keras.losses.CategoricalCrossentropy()
HIDDEN, OUTPUT = MODEL.layers


def all_inside(tape):
    return loss_fn(labels, OUTPUT(HIDDEN(images)))


def numpy_between(tape):
    return loss_fn(labels, OUTPUT(HIDDEN(images).numpy()))


def loss_alone(tape):
    with tape.stop_recording():  # as if the model had been called before the tape
        p = OUTPUT(HIDDEN(images))
    return loss_fn(labels, p)


CASES = {
    "all is inside of the tape": all_inside,
    "the hidden values go through numpy": numpy_between,
    "only the loss is inside": loss_alone,
}
# What each case leaves out, as parts of the way from the images to the loss.
MISSED = {all_inside: (), numpy_between: ("hidden",), loss_alone: ("hidden", "output")}


def gradients(case):
    """Lengths of the gradients of both weight matrices; None where the tape has none."""
    with tf.GradientTape() as tape:
        loss = case(tape)
    found = tape.gradient(loss, [HIDDEN.kernel, OUTPUT.kernel])
    return [None if one is None else float(tf.norm(one)) for one in found]


def box(name, x, layer, gradient, missed):
    told_gradient = "None" if gradient is None else told(gradient)
    lines = [layer, "gradient:", told_gradient]
    return Box(name, x, 14, lines, "quiet" if missed else "strong")


def frame(name, case):
    hidden, output = gradients(case)
    missed = MISSED[case]
    boxes = [
        Box("images", 8, 14, ["images"]),
        box("hidden", 36, "hidden W", hidden, "hidden" in missed),
        box("output", 67, "output W", output, "output" in missed),
        Box("loss", 94, 14, ["loss"], "strong"),
    ]
    arrows = [
        Arrow("images", "hidden", "", "quiet"),
        Arrow("hidden", "output", "", "quiet" if missed else "strong"),
        Arrow("output", "loss", "", "quiet" if "output" in missed else "strong"),
    ]
    told_all = [
        f"the gradient of the {layer} layer's weights "
        + ("is None" if one is None else f"has the length {told(one)}")
        for layer, one in (("hidden", hidden), ("output", output))
    ]
    return Frame(
        name,
        [Diagram(boxes, arrows, 28)],
        f"The way from the images by the hidden and the output layer to the loss, where {name}: "
        f"{' and '.join(told_all)}.",
    )


figure = Figure(
    "What the tape saw, and which gradients it has",
    [frame(*one) for one in CASES.items()],
    slider="case",
    shown=1,
)
