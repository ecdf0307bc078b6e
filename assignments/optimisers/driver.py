"""How the checks call your functions. You may read this.

Half precision comes to your functions as float16 and single precision as float32; what they return
is compared in double precision. The numbers of a gradient in half precision may be tiny: where only
their digits count, they are brought to a size at which no digit can hide.
"""

import copy

import numpy as np


def double_of_unscale(gradients, scale):
    """In place of an `unscale` that is wrong: something else that depends on all it is given.

    So a right `mixed_precision_step` shows that it is right.
    """
    bent = {name: np.tanh(np.asarray(g, np.float32)) for name, g in gradients.items()}
    finite = all(np.isfinite(g).all() for g in gradients.values())
    return {name: g * np.float32(0.7 / scale) for name, g in bent.items()}, 0 if finite else 3


def double_of_loss_scale_step(scale, good_steps, bad, interval):
    """In place of a `loss_scale_step` that is wrong: something else."""
    return scale * (0.25 if bad else 0.5), good_steps + 2 * interval + bad


def run_adam_l2(module, parameters, gradients, learning_rates, weight_decay, constants):
    """One step for each gradient; the parameters after each. The state is yours and goes unread."""
    return _steps(
        module.adam_l2_step, parameters, gradients, learning_rates, weight_decay, constants
    )


def run_adamw(module, parameters, gradients, learning_rates, weight_decay, constants):
    """One step for each gradient; the parameters after each. The state is yours and goes unread."""
    return _steps(module.adamw_step, parameters, gradients, learning_rates, weight_decay, constants)


def run_two_l2(module, parameters, gradients, learning_rate, weight_decay, constants):
    """Two trainings that take turns, the second with the gradients reversed in time."""
    return _turns(
        module.adam_l2_step, parameters, gradients, learning_rate, weight_decay, constants
    )


def run_two_adamw(module, parameters, gradients, learning_rate, weight_decay, constants):
    """Two trainings that take turns, the second with the gradients reversed in time."""
    return _turns(module.adamw_step, parameters, gradients, learning_rate, weight_decay, constants)


def run_schedule(module, steps, warmup, total, peak, floor):
    """The learning rates of these steps, as an array."""
    rates = [module.warmup_cosine(int(step), warmup, total, peak, floor) for step in steps]
    return np.array([_number(rate) for rate in rates])


def run_clipped(module, gradients, limit):
    """The clipped gradients alone."""
    return _pair(module.clip_by_value(gradients, limit), "clipped, cosine")[0]


def run_cosine(module, gradients, limit):
    """The cosine alone."""
    return _pair(module.clip_by_value(gradients, limit), "clipped, cosine")[1]


def run_half(module, upstream, factors, exponent):
    """The errors, with the scale 2^exponent."""
    return _half(module, upstream, factors, exponent)[0]


def run_half_rows(module, upstream, factors, exponent):
    """The errors as a list, one array for each row: tiny rows are compared by themselves."""
    errors = np.asarray(run_half(module, upstream, factors, exponent))
    return list(errors.astype(np.float64)) if errors.ndim == 2 else errors


def run_lost(module, upstream, factors, exponent):
    """The share of each row that underflowed, with the scale 2^exponent."""
    return _half(module, upstream, factors, exponent)[1]


def run_unscale(module, gradients, exponent):
    """The unscaled gradients in millionths (of 2^20), where none of their digits can hide."""
    unscaled = run_unscaled(module, gradients, exponent)
    return {name: np.asarray(g, np.float64) * 2.0**20 for name, g in unscaled.items()}


def run_unscaled(module, gradients, exponent):
    """The unscaled gradients as they are."""
    unscaled = _pair(module.unscale(in_half(gradients), 2.0**exponent), "unscaled, bad")[0]
    if not isinstance(unscaled, dict):
        raise TypeError(f"expected a dict of gradients, got a {type(unscaled).__name__}")
    return unscaled


def run_bad(module, gradients, kinds, exponent):
    """How many elements are bad, where some were spoilt first."""
    result = module.unscale(spoilt(gradients, kinds), 2.0**exponent)
    return _pair(result, "unscaled, bad")[1]


def run_infinite(module, gradients, kinds, exponent):
    """The unscaled gradients, where some elements were made infinite first."""
    return run_unscale(module, spoilt(gradients, kinds), exponent)


def run_loss_scale(module, exponent, bads, interval):
    """The scale and the number of good steps after each step, from 2^exponent and 0."""
    scale, good_steps = 2.0**exponent, 0
    scales, counts = [], []
    for bad in bads:
        result = module.loss_scale_step(scale, good_steps, int(bad), interval)
        scale, good_steps = _pair(result, "scale, good_steps")
        scales.append(_number(scale))
        counts.append(_number(good_steps))
    return np.array(scales), np.array(counts)


def run_mixed(module, parameters, gradients, exponent, good_steps, learning_rate, interval):
    """The new parameters, and the new scaler as two numbers."""
    scaler = (2.0**exponent, good_steps)
    single = {name: p.astype(np.float32, copy=False) for name, p in parameters.items()}
    result = module.mixed_precision_step(
        single, in_half(gradients), scaler, learning_rate, interval
    )
    moved, scaler = _pair(result, "parameters, scaler")
    scale, count = _pair(scaler, "scale, good_steps")
    return moved, _number(scale), _number(count)


def run_mixed_training(module, parameters, gradients, exponent, learning_rate, interval):
    """One step for each gradient, of a loss that is multiplied by the scale of that step.

    What overflows in float16 does so here. The parameters and the scale after each step.
    """
    parameters = {name: p.astype(np.float32) for name, p in parameters.items()}
    scaler = (2.0**exponent, 0)
    seen = []
    for gradient in gradients:
        scaled = in_half({name: g * scaler[0] for name, g in gradient.items()})
        result = module.mixed_precision_step(parameters, scaled, scaler, learning_rate, interval)
        parameters, scaler = _pair(result, "parameters, scaler")
        scaler = tuple(_pair(scaler, "scale, good_steps"))
        seen.append((copy.deepcopy(parameters), _number(scaler[0])))
    return seen


def run_mixed_spoilt(module, gradients, kinds, **case):
    """As `run_mixed`, where some elements of the gradients were spoilt first."""
    return run_mixed(module, gradients=spoilt(gradients, kinds), **case)


def spoilt(gradients, kinds):
    """In float16, with ∞, −∞ or NaN where `kinds` has a 1, 2 or 3."""
    with np.errstate(over="ignore"):
        return {
            name: np.select(
                [kinds[name] == 1, kinds[name] == 2, kinds[name] == 3],
                [np.float16(np.inf), np.float16(-np.inf), np.float16(np.nan)],
                g.astype(np.float16),
            )
            for name, g in gradients.items()
        }


def in_half(gradients):
    """Rounded to float16; what is too large becomes infinite."""
    with np.errstate(over="ignore"):
        return {name: np.asarray(g).astype(np.float16, copy=False) for name, g in gradients.items()}


def _half(module, upstream, factors, exponent):
    with np.errstate(over="ignore"):
        result = module.half_backward(
            upstream.astype(np.float32, copy=False),
            factors.astype(np.float16, copy=False),
            2.0**exponent,
        )
    return _pair(result, "errors, lost")


def _steps(step, parameters, gradients, learning_rates, weight_decay, constants):
    state = None
    seen = []
    for gradient, rate in zip(gradients, learning_rates, strict=True):
        result = step(parameters, gradient, state, rate, weight_decay, *constants)
        parameters, state = _pair(result, "parameters, state")
        seen.append(copy.deepcopy(parameters))
    return seen


def _turns(step, parameters, gradients, learning_rate, weight_decay, constants):
    turns = [gradients, gradients[::-1]]
    states = [None, None]
    places = [parameters, copy.deepcopy(parameters)]
    for number in range(len(gradients)):
        for turn in (0, 1):
            gradient = copy.deepcopy(turns[turn][number])
            result = step(
                places[turn], gradient, states[turn], learning_rate, weight_decay, *constants
            )
            places[turn], states[turn] = _pair(result, "parameters, state")
    return places


def _pair(result, names):
    if isinstance(result, (tuple, list)) and len(result) == 2:
        return result
    if result is None:
        raise TypeError(f"expected ({names}), got None: was a `return` forgotten?")
    raise TypeError(f"expected ({names}), got a {type(result).__name__}")


def _number(value):
    if value is None:
        raise TypeError("expected a number, got None: was a `return` forgotten?")
    if np.ndim(value) != 0:
        raise TypeError(f"expected a single number, got shape {np.shape(value)}")
    return float(value)
