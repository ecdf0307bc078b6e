"""How the checks call your functions. You may read this."""

import numpy as np

from autograder.worker.drivers.derivatives import in_few_passes


def double_of_layer_gradients(delta, a_previous):
    """In place of a `layer_gradients` that is wrong: something else, of all that it is given.

    So a right `backward` shows that it is right. The right numbers would be the answer itself.
    """
    return np.tanh(a_previous.T @ delta), 3 * delta.sum(axis=0) - delta[0]


def run_forward(module, parameters, x):
    """Only the logits: the cache is yours."""
    return module.forward(parameters, x)[0]


def run_backward(module, parameters, x, labels):
    """The cache that your own forward pass made, then your backward pass."""
    cache = module.forward(parameters, x)[1]
    return module.backward(parameters, cache, labels)


def run_large(module, labels, seed):
    """A net of 19,885 parameters: some elements of its gradients, and all is done in few passes.

    Differences take a pass forward for each parameter, and back-propagation one pass for all.
    """
    rng = np.random.default_rng(seed)
    parameters = {}
    for layer, (inputs, outputs) in enumerate([(784, 25), (25, 10)], 1):
        parameters[f"W{layer}"] = rng.normal(scale=inputs**-0.5, size=(inputs, outputs))
        parameters[f"b{layer}"] = rng.normal(size=outputs)
    x = rng.normal(size=(len(labels), 784))
    gradients = in_few_passes(lambda given: run_backward(module, given, x, labels), parameters)
    return {name: np.ravel(gradients[name])[::97] for name in parameters}


def run_interleaved(module, parameters, x, labels):
    """Two forward passes before the first backward pass."""
    cache = module.forward(parameters, x)[1]
    module.forward(parameters, x + 1)
    return module.backward(parameters, cache, labels)
