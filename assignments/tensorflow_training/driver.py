"""How the checks call your functions. You may read this.

Models are made here from arrays, or your own `build_model` is given them, so that equal code gives
equal numbers. Your loop runs in them; the losses and weights that come back are compared, and it is
noted in which mode each forward pass was.
"""

import numpy as np
import tensorflow as tf

from autograder.worker.drivers.tensorflow import (
    as_array,
    dataset,
    is_plain,
    made_up_step,
    network,
    number,
    once,
    one_hot,
    repeatable,
    statistics_of,
    weights_of,
)

LOSSES = {
    "cross-entropy": tf.keras.losses.CategoricalCrossentropy,
    "summed cross-entropy": lambda: tf.keras.losses.CategoricalCrossentropy(reduction="sum"),
    "sparse cross-entropy": tf.keras.losses.SparseCategoricalCrossentropy,
    "squared error": tf.keras.losses.MeanSquaredError,
}
OPTIMIZERS = {
    "sgd": tf.keras.optimizers.SGD,
    "momentum": lambda rate: tf.keras.optimizers.SGD(rate, momentum=0.9),
    # A large epsilon: a gradient of rounding noise must not become a whole step.
    "adam": lambda rate: tf.keras.optimizers.Adam(rate, epsilon=1e-2),
}


def run_model(module, images, seed):
    """What the new model is made of, and what it gives with weights that are given to it."""
    with repeatable():
        return _describe(_built(module), images, seed)


def run_start(module):
    """How the new model starts out."""
    with repeatable():
        first, second = _built(module), _built(module)
        kernels = [as_array(v) for v in first.weights if len(v.shape) == 2]
        return {
            "all variables can learn": len(first.trainable_weights) == len(first.weights),
            "hidden units start out different": all(
                len(np.unique(kernel, axis=1).T) == kernel.shape[1] for kernel in kernels
            ),
            "each call makes a model of its own": not any(
                v is w for v in first.weights for w in second.weights
            ),
        }


def run_steps(module, **given):
    """One `train_step` a batch: its loss, and the weights after it."""
    return _step(module, normalised=False, **given)["seen"]


def run_normalised_steps(module, **given):
    """The same with a model that works differently in training mode; its moving statistics, too."""
    done = _step(module, normalised=True, **given)
    return [*done["seen"], statistics_of(done["model"])]


def run_step_habits(module, **given):
    """How steps are taken."""
    done = _step(module, normalised=False, **given)
    return {"one step of the optimizer a batch": done["steps"] == len(given["sizes"])}


def run_training(module, **given):
    """Train; all weights afterwards."""
    model, _ = _train(module, normalised=False, **given)
    return weights_of(model)


def run_history(module, **given):
    """Train; the losses of the epochs, as they came back."""
    _, history = _train(module, normalised=False, **given)
    if tf.is_tensor(history) or isinstance(history, np.ndarray):
        history = list(history)
    if not isinstance(history, list | tuple):
        return number(history)
    return [number(one) for one in history]


def run_small_training(module, **given):
    """Train on a single sample, and on batches that are never full; losses and weights."""
    model, history = _train(module, normalised=False, **given)
    return {"the losses": [number(one) for one in history], **weights_of(model)}


def run_normalised_training(module, **given):
    """Train a model that works differently in training mode; weights and moving statistics."""
    model, _ = _train(module, normalised=True, **given)
    return {**weights_of(model), **statistics_of(model)}


def run_training_habits(module, **given):
    """How it was trained, and what came back."""
    model, history = _train(module, normalised=False, **given)
    result = history if isinstance(history, list | tuple) else [history]
    return {
        "the losses are plain numbers": all(map(is_plain, result)),
        "the loop is written out": not model.compiled,
    }


def double_of_train_step(model, loss_fn, optimizer, images, labels):
    """In place of a `train_step` that is wrong: moves a model by gradients that are made up.

    So a right `train` shows that it is right. What the function is given shows in the numbers.
    """
    return made_up_step(model, optimizer, lambda: loss_fn(labels, model(images, training=True)))


def run_evaluation(module, **given):
    """The accuracy."""
    _, result, _ = _evaluate(module, **given)
    return number(result)


def run_evaluation_habits(module, **given):
    """How the model is evaluated."""
    model, result, notes = _evaluate(module, **given)
    return {
        "the accuracy is a plain number": is_plain(result),
        "every batch is seen in evaluation mode": not any(notes.training),
        "the loop is written out": not model.compiled,
    }


def run_evaluated_model(module, **given):
    """The accuracy, and what is left of the model: all numbers in it."""
    model, result, _ = _evaluate(module, **given)
    return {"the accuracy": number(result), **weights_of(model), **statistics_of(model)}


def _built(module):
    model = module.build_model()
    if not isinstance(model, tf.keras.Model):
        made = f"a {type(model).__name__}"
        if model is None:
            made = "None: was a `return` forgotten?"
        elif isinstance(model, type):
            made = f"the class {model.__name__}: it has to be called to make a model"
        raise TypeError(f"expected a Keras Sequential, got {made}")
    if not model.weights:
        raise ValueError("the model has no variables yet: it does not know how wide an image is")
    return model


def _describe(model, images, seed):
    """Sizes of the variables, and the probabilities with given kernels and equal biases."""
    sizes = sorted(int(np.prod(v.shape)) for v in model.weights)
    seen = {
        "the sizes of the variables": sizes,
        "probabilities": None,
        "probabilities in training, if they are the same": None,
    }
    draw = np.random.default_rng(seed)
    wide, square, bias = (draw.normal(size=n) for n in ((784, 10), (10, 10), 10))
    by_size = {7840: wide / 9, 100: square, 10: bias}
    if not set(sizes) <= set(by_size):
        return seen
    for variable in model.weights:
        variable.assign(by_size[int(np.prod(variable.shape))].reshape(variable.shape))
    given = tf.constant(images)
    result, trained = (as_array(model(given, training=mode)) for mode in (False, True))
    alike = trained if np.allclose(result, trained, rtol=1e-4) else None
    return {
        **seen,
        "probabilities": result,
        "probabilities in training, if they are the same": alike,
    }


def _labelled(labels, weights, loss="cross-entropy"):
    """Labels in the form that the loss takes."""
    if loss == "sparse cross-entropy":
        return labels
    return one_hot(labels, len(weights["output.bias"]))


@once
def _step(module, weights, images, labels, sizes, loss, optimizer, learning_rate, normalised):
    """A step for each batch of these sizes: loss and weights after each, and how many it were."""
    model = network(weights, normalised=normalised)
    labels = _labelled(labels, weights, loss)
    loss_fn, chosen = LOSSES[loss](), OPTIMIZERS[optimizer](learning_rate)
    # Only the first call of a `tf.function` may make variables.
    chosen.build(model.trainable_variables)
    seen, start = [], 0
    with repeatable():
        for size in sizes:
            batch = (tf.constant(part[start : start + size]) for part in (images, labels))
            result = module.train_step(model, loss_fn, chosen, *batch)
            seen.append({"the loss": number(result), **weights_of(model)})
            start += size
    return {"model": model, "seen": seen, "steps": int(chosen.iterations)}


@once
def _train(module, weights, images, labels, batch_size, epochs, learning_rate, normalised):
    model = network(weights, normalised=normalised)
    batches = dataset(images, _labelled(labels, weights), batch_size)
    with repeatable():
        history = module.train(model, batches, epochs=epochs, learning_rate=learning_rate)
    return model, history


@once
def _evaluate(module, weights, images, labels, batch_size):
    model = network(weights, normalised=True)
    with repeatable() as notes:
        result = module.evaluate(model, dataset(images, _labelled(labels, weights), batch_size))
    return model, result, notes
