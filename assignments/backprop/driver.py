"""How the checks call your functions. You may read this."""


def run_forward(module, parameters, x):
    """Only the logits: the cache is yours."""
    return module.forward(parameters, x)[0]


def run_backward(module, parameters, x, labels):
    """The cache that your own forward pass made, then your backward pass."""
    cache = module.forward(parameters, x)[1]
    return module.backward(parameters, cache, labels)


def run_interleaved(module, parameters, x, labels):
    """Two forward passes before the first backward pass."""
    cache = module.forward(parameters, x)[1]
    module.forward(parameters, x + 1)
    return module.backward(parameters, cache, labels)
