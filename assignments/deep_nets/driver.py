"""How the checks call your functions. You may read this.

A backward function only ever gets a stream that your own `deep_forward` made. `inputs` are all
arrays that a forward function starts from: x, and the parameters. `wanted` are those of them whose
gradients are asked for.

The `…_loss` functions turn your forward pass into one number, so that its slopes can be measured by
moving one input at a time. If your forward pass differs from what was asked, your backward pass is
held against these.
"""

import numpy as np


def double_of_layer_norm_backward(upstream, x, gamma, epsilon=1e-5):
    """In place of a `layer_norm_backward` that is wrong: something else that depends on all.

    So a right `deep_backward` shows that it is right.
    """
    seen = np.tanh(upstream * gamma + 0.3 * x)
    return 0.7 * upstream + (0.2 + epsilon) * seen, (upstream * np.cos(x)).sum(0), seen.sum(0)


def layer_norm_gradients(module, wanted, inputs, constants, upstream):
    """The gradients of x, gamma and beta, as far as they are wanted."""
    x, gamma, beta = _tensors(wanted, inputs, ("x", "gamma", "beta"))
    result = module.layer_norm_backward(upstream, x, gamma, *constants)
    gradients = _unpacked(result, ("dx", "dgamma", "dbeta"))
    found = dict(zip(("x", "gamma", "beta"), gradients, strict=True))
    return {name: found[name] for name in wanted}


def layer_norm_loss(module, wanted, inputs, constants, upstream):
    def forward(x, gamma, beta):
        return np.sum(upstream * module.layer_norm_forward(x, gamma, beta, *constants))

    return _climb(forward, wanted, inputs, upstream)


def deep_gradients(module, wanted, inputs, upstream, kind, scale):
    """Your forward pass, then your backward pass: the gradients that are wanted."""
    gradients, flow = _there_and_back(module, {**inputs, **wanted}, upstream, kind, scale)
    if not isinstance(gradients, dict):
        raise TypeError(f"expected a dict of gradients, got a {type(gradients).__name__}")
    found = {**gradients, "x": flow[0]} if "x" in wanted else gradients
    missing = [name for name in wanted if name not in found]
    if missing:
        raise KeyError(f"the gradient of {missing[0]} is missing")
    return {name: found[name] for name in wanted}


def deep_flow(module, wanted, inputs, upstream, kind, scale):
    """The gradient of each array of the stream."""
    return list(_there_and_back(module, {**inputs, **wanted}, upstream, kind, scale)[1])


def deep_names(module, wanted, inputs, upstream, kind, scale):
    """All gradients that you return, under their names."""
    return _there_and_back(module, {**inputs, **wanted}, upstream, kind, scale)[0]


def deep_ratio(module, inputs, upstream, kind, scale):
    """How many times as long the gradient has become between the last array and the first."""
    flow = _there_and_back(module, inputs, upstream, kind, scale)[1]
    return float(np.linalg.norm(flow[0]) / np.linalg.norm(flow[-1]))


def deep_loss(module, wanted, inputs, upstream, kind, scale):
    def forward(x, **parameters):
        return np.sum(upstream * module.deep_forward(parameters, x, kind, scale)[-1])

    return _climb(forward, wanted, inputs, upstream)


def reach_after_the_cure(module, parameters, x, kind, scale):
    """What the calibrated net leaves of the signal, and of the differences between the samples."""
    end = module.deep_forward(module.calibrate(parameters, x, kind, scale), x, kind, scale)[-1]

    def left(measure):
        return float(np.linalg.norm(measure(end)) / np.linalg.norm(measure(x)))

    return {
        "signal": left(lambda array: array),
        "differences between samples": left(lambda array: array - array.mean(axis=0)),
    }


def size_by_block(module, kind, scale, size, depth, width, samples, seed):
    """The size of the gradient of x_0, x_1, …, for the plot in your report.

    The weights have He's deviation times `size`; all biases are 0, and γ = 1, β = 0.
    """
    rng = np.random.default_rng(seed)
    inputs = {"x": rng.normal(size=(samples, width))}
    for layer in range(1, depth + 1):
        inputs[f"W{layer}"] = rng.normal(0, size * np.sqrt(2 / width), size=(width, width))
        inputs[f"b{layer}"] = np.zeros(width)
        if kind not in ("plain", "residual"):
            inputs[f"gamma{layer}"], inputs[f"beta{layer}"] = np.ones(width), np.zeros(width)
    upstream = rng.normal(size=(samples, width))
    return module.sizes(_there_and_back(module, inputs, upstream, kind, scale)[1])


def _there_and_back(module, inputs, upstream, kind, scale):
    parameters = dict(inputs)
    stream = module.deep_forward(parameters, parameters.pop("x"), kind, scale)
    result = module.deep_backward(parameters, stream, upstream, kind, scale)
    return _unpacked(result, ("gradients", "flow"))


def _tensors(wanted, inputs, names):
    return [{**inputs, **wanted}[name] for name in names]


# `_unpacked` and `_climb` are the same in `remedies` and `lstm`. Each driver has its own: no name
# leads from a submission to a driver, but what a driver imports of the kit can be changed by one.


def _unpacked(result, names):
    if isinstance(result, (tuple, list)) and len(result) == len(names):
        return result
    expected = f"expected ({', '.join(names)})"
    if result is None:
        raise TypeError(f"{expected}, got None: was a `return` forgotten?")
    if isinstance(result, (tuple, list)):
        raise TypeError(f"{expected}, got {len(result)} values")
    raise TypeError(f"{expected}, got a {type(result).__name__}")


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
