"""What the handout claims of TensorFlow and Keras, in the pinned versions."""

from __future__ import annotations

import importlib
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.sandbox.availability import unavailable

lacking = unavailable(("tensorflow",))
if lacking is not None:
    pytest.skip(lacking.message, allow_module_level=True)

import tensorflow as tf  # noqa: E402

from tests.conftest import TOPICS  # noqa: E402

keras = tf.keras
LABELS = np.eye(3, dtype="float32")[[0, 2, 1, 1]]
IMAGES = np.random.default_rng(0).normal(size=(4, 5)).astype("float32")


def model_of(*layers: Any) -> Any:
    keras.utils.set_random_seed(0)
    return keras.Sequential([keras.layers.Input(shape=(5,)), *layers])


def softmax_at_the_end() -> Any:
    return model_of(keras.layers.Dense(3, activation="softmax"))


def losses(probabilities: Any) -> tuple[float, float, list[str]]:
    """With and without `from_logits`, and what is warned of."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        told = float(keras.losses.CategoricalCrossentropy(from_logits=True)(LABELS, probabilities))
    right = float(keras.losses.CategoricalCrossentropy()(LABELS, probabilities))
    return told, right, [str(one.message) for one in seen]


def test_keras_uses_the_logits_of_a_softmax_of_its_own_and_warns() -> None:
    told, right, warned = losses(softmax_at_the_end()(IMAGES))
    assert told == pytest.approx(right, abs=1e-6)
    assert any("from_logits=True" in one for one in warned)


BETWEEN: dict[str, Callable[[], Any]] = {
    "tf.identity": lambda: tf.identity(softmax_at_the_end()(IMAGES)),
    "numpy": lambda: softmax_at_the_end()(IMAGES).numpy(),
    "predict": lambda: softmax_at_the_end().predict(IMAGES, verbose=0),
    "dropout": lambda: model_of(
        keras.layers.Dense(3, activation="softmax"), keras.layers.Dropout(1e-7)
    )(IMAGES, training=True),
}


@pytest.mark.parametrize("kind", BETWEEN)
def test_with_anything_in_between_the_softmax_is_done_twice_without_a_warning(kind: str) -> None:
    told, right, warned = losses(BETWEEN[kind]())
    twice = -np.sum(LABELS * np.log(tf.nn.softmax(softmax_at_the_end()(IMAGES))), axis=1).mean()
    assert told == pytest.approx(twice, abs=1e-5)
    assert abs(told - right) > 0.01
    assert not warned


def test_two_softmaxes_keep_the_loss_above_the_bound_that_is_given() -> None:
    sure = tf.nn.softmax(np.where(np.arange(10) == 3, 1000.0, -1000.0)[None])
    loss = keras.losses.CategoricalCrossentropy()(np.eye(10)[[3]], tf.nn.softmax(sure))
    assert float(loss) == pytest.approx(np.log(1 + 9 / np.e)) == pytest.approx(1.461, abs=5e-4)


def test_keras_warns_of_input_shape_and_knows_no_width_without_an_input() -> None:
    with pytest.warns(UserWarning, match="input_shape"):
        keras.Sequential([keras.layers.Dense(3, input_shape=(5,))])
    assert keras.Sequential([keras.layers.Dense(3)]).variables == []


def test_keras_runs_on_tensorflow_jax_and_pytorch_and_not_on_theano() -> None:
    backends = {"tensorflow", "jax", "torch"}
    [folder] = importlib.import_module("keras.src.backend").__path__
    found = {one.name for one in Path(folder).iterdir()}
    assert backends <= found and "theano" not in found


def test_a_kernel_is_inputs_by_outputs() -> None:
    assert softmax_at_the_end().get_weights()[0].shape == (5, 3)


def test_a_tape_knows_only_of_its_block_and_of_tensors() -> None:
    w = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        inside = w * w
        left = tf.constant(inside.numpy())
    outside = inside * 2
    assert float(tape.gradient(inside, w)) == 6.0
    assert tape.gradient(left, w) is None
    assert tape.gradient(outside, w) is None


def test_a_difference_is_a_new_tensor_and_the_variable_stays() -> None:
    w = tf.Variable(1.0)
    moved = w - 0.1
    assert not isinstance(moved, tf.Variable) and float(w) == 1.0


def test_a_model_that_is_told_nothing_is_in_evaluation_mode() -> None:
    model = model_of(keras.layers.Dropout(0.5))
    assert np.array_equal(model(IMAGES), IMAGES)
    assert np.array_equal(model(IMAGES, training=False), IMAGES)
    assert not np.array_equal(model(IMAGES, training=True), IMAGES)


def test_argmax_looks_down_the_batch_unless_it_is_told_an_axis() -> None:
    numbers = np.array([[0.1, 0.9], [0.8, 0.2], [0.3, 0.7]])
    assert tf.argmax(numbers).numpy().tolist() == [1, 0]
    assert tf.argmax(numbers, axis=1).numpy().tolist() == [1, 0, 1]


def test_twenty_images_are_learnt_by_heart_within_some_hundred_epochs() -> None:
    keras.utils.set_random_seed(0)
    module: Any = types.ModuleType("tensorflow_training")
    exec(compile(TOPICS["tensorflow_training"].solution, "reference", "exec"), vars(module))
    rng = np.random.default_rng(0)
    images = rng.normal(size=(20, 784)).astype("float32")
    labels = np.eye(10, dtype="float32")[rng.integers(10, size=20)]
    dataset = tf.data.Dataset.from_tensor_slices((images, labels)).batch(8).cache()
    assert module.train(module.build_model(), dataset, epochs=150, learning_rate=0.5)[-1] < 0.05
