"""How the checks call your functions. You may read this.

Random weights may be drawn in many ways, so no single weight is compared with anything. 20,000 of
them are looked at together, and what comes back says roughly how they are spread.
"""

import math

import numpy as np

# How far the statistics of M = 20,000 right weights may be from those of the normal distribution,
# and the chance that right weights fail all the same:
# - Standard deviation: M·s²/σ² is chi-square with D = M - 1 degrees of freedom, and above
#   D + 2√(Dx) + 2x or below D - 2√(Dx) with a chance of at most e^-x each (Laurent and Massart,
#   2000). A factor e^±0.05 is e^±0.1 in the square, so x = 48 above and 44 below for M = 19,500
#   (the fewest that are looked at for their spread): 1e-19 in all.
# - Mean: √D·mean/s is Student's t, and beyond 7 with a chance of 3e-12.
# - Mean absolute deviation over standard deviation: it depends on the direction of the deviations
#   alone, which is uniform on a sphere, and changes no faster than the direction does. So it is
#   0.055 from its mean √(2/π) with a chance of at most 2·exp(-0.055²(M - 3)/2) = 2e-13 (Lévy).
#   That of a uniform distribution is 0.068 from there.
# - A weight beyond 3s from the mean: by the bounds above that is at most 3.21σ from 0. A weight is
#   farther with a chance above 1.3e-3, so none of M is with a chance below 6e-12.
# Over all checks of both functions these chances add up to less than 1e-10.
CLOSE = 0.05
MEAN = 7.0
BELL = 0.055
FAR = 3.0
# A standard deviation is reported in steps: right weights have one in the middle of a step,
# whatever the sizes of the layer.
STEP = math.log(2) / 2
# Weights that are drawn, even in single precision, hardly ever coincide.
DISTINCT = 0.99


def weights(module, initialiser, fan_in, fan_out, layers, seed, **_):
    """The weights of some layers."""
    return _draw(module, initialiser, fan_in, fan_out, layers, seed)


def spread(module, result, unit, **_):
    """The shape of the weights of some layers, and how widely they are spread.

    What is right is so many steps from `unit`; how many is not said here. Your file is not there
    when this is asked.
    """
    weights = result
    distinct = _are_distinct(weights)
    return {
        "shape": weights.shape[1:],
        "distinct weights": distinct,
        "standard deviation, roughly": _roughly(np.std(weights), unit) if distinct else None,
    }


def form(module, result, **_):
    """Whether the weights are normal, whatever their standard deviation."""
    weights = result
    if not _are_distinct(weights):
        return {"distinct weights": False}
    mean, deviation = np.mean(weights), np.std(weights)
    standard = np.abs(weights - mean) / deviation
    return {
        "distinct weights": True,
        "dtype float64": weights.dtype == np.float64,
        "centred on 0": bool(abs(mean) < MEAN * deviation / math.sqrt(weights.size)),
        "bell-shaped": bool(abs(np.mean(standard) - math.sqrt(2 / math.pi)) < BELL),
        "a few weights far from the mean": bool(np.max(standard) > FAR),
    }


def several_weights(module, initialiser, fan_in, fan_out, seed, other_seed):
    """Weights of two calls with one generator, with an equal one, and with another."""
    chosen = (seed, 2), (seed, 1), (other_seed, 1)
    return [
        _draw(module, initialiser, fan_in, fan_out, layers, generator)
        for generator, layers in chosen
    ]


def generators(module, result, **_):
    """Whether the given generator, and nothing else, decides on the weights."""
    (first, further), (again,), (other,) = result
    return {
        "equal generators give equal weights": np.array_equal(first, again),
        "another generator gives other weights": not np.array_equal(first, other),
        "a further call gives other weights": not np.array_equal(first, further),
    }


def clip(module, gradients, max_norm):
    """The clipped gradients alone."""
    result = module.clip_by_global_norm(gradients, max_norm)
    if isinstance(result, (tuple, list)) and len(result) == 2:
        return result[0]
    raise TypeError(f"expected (clipped, norm), got {_kind(result)}")


def classify(module, norms):
    """The answer as a plain string; numpy has strings of its own."""
    answer = module.classify_gradient_flow(norms)
    if isinstance(answer, str):
        return str(answer)
    raise TypeError(f"expected a string, got {_kind(answer)}")


def norms_by_layer(module, initialiser, width, depth, x, labels, activation, seed):
    """The gradient norms of a deep net with your weights, for the plot in your report."""
    rng = np.random.default_rng(seed)
    parameters = {}
    for layer in range(1, depth + 1):
        parameters[f"W{layer}"] = getattr(module, initialiser)(width, width, rng)
        parameters[f"b{layer}"] = np.zeros(width)
    return module.layer_gradient_norms(parameters, x, labels, activation)


def _draw(module, initialiser, fan_in, fan_out, layers, seed):
    """The weights of several layers, one after the other from one generator."""
    rng = np.random.default_rng(seed)
    drawn = [getattr(module, initialiser)(fan_in, fan_out, rng) for _ in range(layers)]
    for one in drawn:
        if not isinstance(one, np.ndarray):
            raise TypeError(f"expected an array of weights, got {_kind(one)}")
    return np.array(drawn)


def _are_distinct(weights):
    return np.unique(weights).size > DISTINCT * weights.size


def _roughly(deviation, unit):
    """The next multiple of `unit` by a power of √2, where it is close to one; else between two."""
    steps = math.log(deviation / unit) / STEP
    close = abs(steps - round(steps)) * STEP < CLOSE
    return unit * math.exp(STEP * (round(steps) if close else math.floor(steps) + 0.5))


def _kind(value):
    return "None: was a `return` forgotten?" if value is None else f"a {type(value).__name__}"
