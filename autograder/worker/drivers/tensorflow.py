"""What the drivers of TensorFlow topics share: models from arrays, how they were called, and why.

Nothing here trains or evaluates. `repeatable()` makes a run depend on nothing that was before it,
notes how the model was called, and adds the reason to what Keras says where no gradient came.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import tensorflow as tf
from tensorflow.python.eager import record

from autograder.worker import frames, frameworks

T = TypeVar("T")
NO_GRADIENTS = "No gradients provided for any variable"
# The last layer of a driver's model: by this name it is watched.
OUTPUT = "output"


@dataclass
class Notes:
    """What was seen of a model: the mode of each pass (under `tf.function`, of each tracing)."""

    training: list[bool] = field(default_factory=list)


@contextlib.contextmanager
def repeatable() -> Iterator[Notes]:
    """Seed all generators; within the context an optimizer without gradients says why.

    And it is noted how the driver's model is called, its copies and clones, too. Nothing is added
    to the model for that: whoever looks through its layers finds those of Keras.
    """
    frameworks.settle()
    notes = Notes()
    optimizer, loss, dense = (
        tf.keras.optimizers.Optimizer,
        tf.keras.losses.Loss,
        tf.keras.layers.Dense,
    )
    apply, call, work = optimizer.apply, loss.__call__, dense.call
    _last.__init__()  # type: ignore[misc]

    def applying(self: Any, grads: Any, *rest: Any, **named: Any) -> Any:
        grads = list(grads)
        if grads and all(one is None for one in grads):
            raise ValueError(f"{NO_GRADIENTS}: {_why_none()}")
        return apply(self, grads, *rest, **named)

    def calling(self: Any, y_true: Any, y_pred: Any, *rest: Any, **named: Any) -> Any:
        _last.loss_recorded = record.could_possibly_record()
        _last.loss_of_tensor = tf.is_tensor(y_pred)
        return call(self, y_true, y_pred, *rest, **named)

    @functools.wraps(work)
    def working(self: Any, inputs: Any, training: bool | None = None) -> Any:
        out = work(self, inputs, training)
        if self.name != OUTPUT:
            return out
        notes.training.append(bool(training))
        _last.model_recorded = record.could_possibly_record()
        # Being new, it has forgotten the logits that Keras hangs onto the result of a softmax, by
        # which a loss with a wrong `from_logits` would come right silently.
        return tf.identity(out)

    optimizer.apply, loss.__call__, dense.call = applying, calling, working
    try:
        yield notes
    finally:
        optimizer.apply, loss.__call__, dense.call = apply, call, work


def once(run: Callable[..., T]) -> Callable[..., T]:
    """Run once for all checks that look at the same run: same functions, same arguments.

    A model takes as long to build as it takes to train in a check. Nothing of a result is changed.
    """
    # With the functions, so that no other can come to have the number of one.
    known: dict[tuple[tuple[int, ...], bytes], tuple[list[Any], T]] = {}

    def look(module: Any, **arguments: Any) -> T:
        # In a second round another function may stand in for one of the module's.
        functions = [one for one in vars(module).values() if callable(one)]
        key = tuple(map(id, functions)), frames.encode(arguments)
        if key not in known:
            known[key] = functions, run(module, **arguments)
        return known[key][1]

    return look


@dataclass
class _Last:
    """How the last forward pass of a watched model and the last loss came about."""

    model_recorded: bool = True
    loss_recorded: bool = True
    loss_of_tensor: bool = True


_last = _Last()


def _why_none() -> str:
    if not _last.model_recorded:
        return "the model was called outside of the tape"
    if not _last.loss_recorded:
        return "the loss was computed outside of the tape"
    if not _last.loss_of_tensor:
        return "the loss was given a numpy array, of which no tape knows"
    return "between the model and the loss the tape lost the trail"


def network(weights: dict[str, Any], *, normalised: bool) -> Any:
    """A Keras Sequential: a hidden tanh layer, and a softmax.

    `weights` are `hidden.kernel`, `hidden.bias`, `output.kernel`, `output.bias`. A normalised one
    has batch normalisation, without parameters, before the tanh.
    """
    layers = tf.keras.layers
    inputs, hidden = weights["hidden.kernel"].shape
    classes = weights["output.kernel"].shape[1]
    middle = [layers.BatchNormalization(momentum=0.9, center=False, scale=False)]
    model = tf.keras.Sequential(
        [
            layers.Input(shape=(inputs,)),
            layers.Dense(hidden, name="hidden"),
            *(middle if normalised else []),
            layers.Activation("tanh"),
            layers.Dense(classes, activation="softmax", name=OUTPUT),
        ]
    )
    for name, variable in _named(model, "trainable_weights"):
        variable.assign(weights[name])
    return model


def made_up_step(model: Any, optimizer: Any, loss: Callable[[], Any]) -> Any:
    """A step of the optimizer by gradients that are made up; returns the loss before it.

    What stands in for a training step. Each variable has one number of its own, made of the loss
    and of what a tape finds there: so whatever went into the step shows in what comes out.
    """
    variables = model.trainable_variables
    with tf.GradientTape() as tape:
        before = loss()

    def made_up(variable: Any, slope: Any) -> Any:
        some = tf.reshape(tf.cos(tf.range(tf.size(variable), dtype=variable.dtype)), variable.shape)
        return some * (before / (1 + before) + tf.tanh(tf.reduce_sum(some * slope)))

    found = zip(variables, tape.gradient(before, variables), strict=True)
    optimizer.apply([None if g is None else made_up(v, g) for v, g in found], variables)
    return before


def weights_of(model: Any) -> dict[str, Any]:
    """Every trainable variable as a float32 array, by layer and name."""
    return {name: as_array(variable) for name, variable in _named(model, "trainable_weights")}


def statistics_of(model: Any) -> dict[str, Any]:
    """Every moving statistic as a float32 array, by name."""
    found = _named(model, "non_trainable_weights")
    return {name.split(".")[1]: as_array(variable) for name, variable in found}


def _named(model: Any, which: str) -> Iterator[tuple[str, Any]]:
    for layer in model.layers:
        for variable in getattr(layer, which):
            yield f"{layer.name}.{variable.name}", variable


def as_array(value: Any) -> Any:
    """A tensor's or variable's numbers in single precision."""
    return np.asarray(value).astype(np.float32)


def dataset(images: Any, labels: Any, batch_size: int) -> Any:
    """Batches in the order of the arrays; the last may be smaller."""
    return tf.data.Dataset.from_tensor_slices((images, labels)).batch(batch_size)


def one_hot(labels: Any, classes: int) -> Any:
    """Integer labels (N,) as float32 rows (N, classes)."""
    return np.eye(classes, dtype=np.float32)[labels]


def number(value: Any) -> Any:
    """A loss or an accuracy in single precision, also where it came as a tensor; else itself."""
    if tf.is_tensor(value) and tf.size(value) == 1:
        value = np.asarray(value).item()
    if isinstance(value, int | float | np.number) and not isinstance(value, bool):
        return np.float32(value)
    return value


def is_plain(value: Any) -> bool:
    """Whether it is a number, and no tensor."""
    return isinstance(value, int | float | np.number)
