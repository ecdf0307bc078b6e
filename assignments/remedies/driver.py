"""How the checks call your functions. You may read this.

Caches are yours: none is read here, and a backward function only ever gets a cache that your own
forward function made. `inputs` are all inputs of a forward function; `wanted` are those of them
whose gradients are asked for.

The `…_loss` functions turn your forward pass into one number, so that its slopes can be measured by
moving one input at a time. If your forward pass differs from what was asked, your backward pass is
held against these.
"""

import numpy as np

RESIDUAL = ("x", "W1", "b1", "W2", "b2")


# Batch normalisation.


def batch_norm_output(module, x, gamma, beta, running, training, constants):
    """The output alone."""
    return _batch_norm(module, (x, gamma, beta), running, training, constants)[0]


def batch_norm_running(module, x, gamma, beta, running, training, constants):
    """The running averages alone."""
    return _batch_norm(module, (x, gamma, beta), running, training, constants)[2]


def batch_norm_gradients(module, wanted, inputs, running, constants, upstream):
    """In training: your forward pass, then your backward pass."""
    tensors = _tensors(("x", "gamma", "beta"), wanted, inputs)
    cache = _batch_norm(module, tensors, running, True, constants)[1]
    return _batch_norm_backward(module, upstream, cache, wanted)


def batch_norm_gradients_of_first(module, wanted, inputs, running, constants, upstream):
    """The same, with a forward pass of other inputs before the backward pass."""
    tensors = _tensors(("x", "gamma", "beta"), wanted, inputs)
    cache = _batch_norm(module, tensors, running, True, constants)[1]
    _batch_norm(module, [np.cos(tensor) for tensor in tensors], running, True, constants)
    return _batch_norm_backward(module, upstream, cache, wanted)


def batch_norm_loss(module, wanted, inputs, running, constants, upstream):
    def forward(x, gamma, beta):
        out = _batch_norm(module, (x, gamma, beta), running, True, constants)[0]
        return np.sum(upstream * out)

    return _climb(forward, wanted, inputs, upstream)


def _batch_norm(module, tensors, running, training, constants):
    result = module.batch_norm_forward(*tensors, running, training, **constants)
    return _unpacked(result, ("out", "cache", "running"))


def _batch_norm_backward(module, upstream, cache, wanted):
    result = module.batch_norm_backward(upstream, cache)
    return _chosen(result, ("x", "gamma", "beta"), wanted)


# Residual block.


def residual_output(module, x, W1, b1, W2, b2):
    """The output alone."""
    return _unpacked(module.residual_forward(x, W1, b1, W2, b2), ("out", "cache"))[0]


def residual_gradients(module, wanted, inputs, upstream):
    """Your forward pass, then your backward pass."""
    result = module.residual_forward(*_tensors(RESIDUAL, wanted, inputs))
    cache = _unpacked(result, ("out", "cache"))[1]
    return _chosen(module.residual_backward(upstream, cache), RESIDUAL, wanted)


def residual_gradients_of_first(module, wanted, inputs, upstream):
    """The same, with a forward pass of other inputs before the backward pass."""
    tensors = _tensors(RESIDUAL, wanted, inputs)
    cache = _unpacked(module.residual_forward(*tensors), ("out", "cache"))[1]
    module.residual_forward(*(np.cos(tensor) for tensor in tensors))
    return _chosen(module.residual_backward(upstream, cache), RESIDUAL, wanted)


def residual_loss(module, wanted, inputs, upstream):
    def forward(**tensors):
        return np.sum(upstream * residual_output(module, **tensors))

    return _climb(forward, wanted, inputs, upstream)


# For both.


def _tensors(names, wanted, inputs):
    return [{**inputs, **wanted}[name] for name in names]


def _unpacked(result, names):
    if isinstance(result, (tuple, list)) and len(result) == len(names):
        return result
    expected = f"expected ({', '.join(names)})"
    if result is None:
        raise TypeError(f"{expected}, got None: was a `return` forgotten?")
    if isinstance(result, (tuple, list)):
        raise TypeError(f"{expected}, got {len(result)} values")
    raise TypeError(f"{expected}, got a {type(result).__name__}")


def _chosen(result, names, wanted):
    gradients = _unpacked(result, [f"d{name}" for name in names])
    return {name: one for name, one in zip(names, gradients, strict=True) if name in wanted}


_STARTS = {}


def _climb(forward, wanted, inputs, *upstream):
    """A number with the slopes of `forward` at the place where `wanted` is as in `inputs`.

    It also bends there, as far as `forward` has a slope at all: a straight line agrees with too
    much. A forward pass in which some input plays no part is no measure of a backward pass.
    """
    place = b"".join(array.tobytes() for array in (*inputs.values(), *upstream))
    if place not in _STARTS:  # measuring the slopes takes many calls from one place
        start = forward(**inputs)
        for name, tensor in inputs.items():
            if forward(**{**inputs, name: np.cos(tensor)}) == start:
                raise ValueError(f"{name} plays no part in the forward pass")
        _STARTS[place] = start
    return np.expm1(forward(**{**inputs, **wanted}) - _STARTS[place])
