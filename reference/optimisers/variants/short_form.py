import functools
import itertools

import numpy as np

# Adam as its paper shortens it (both corrections in the learning rate, ε scaled along with them),
# and functions of higher order.


def _decays(name):
    return name[:1] == "W"


def _adam(p, g, m, v, t, lr, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    root = (1 - b2**t) ** 0.5
    return p - lr * root / (1 - b1**t) * m / (v**0.5 + root * eps), m, v


def _step(parameters, gradients, state, lr, betas_epsilon, before):
    count = next(state["count"]) if state else 1
    slots = state["slots"] if state else {name: (0, 0) for name in parameters}
    new = {}
    for name, p in parameters.items():
        p, g = before(name, p, gradients[name])
        new[name], *slots[name] = _adam(p, g, *slots[name], count, lr, *betas_epsilon)
    return new, state or {"count": itertools.count(2), "slots": slots}


def adam_l2_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    def before(name, p, g):
        return p, g + (weight_decay * p if _decays(name) else 0)

    return _step(parameters, gradients, state, learning_rate, (beta1, beta2, epsilon), before)


def adamw_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    def before(name, p, g):
        return p - (learning_rate * weight_decay * p if _decays(name) else 0), g

    return _step(parameters, gradients, state, learning_rate, (beta1, beta2, epsilon), before)


def warmup_cosine(step, warmup, total, peak, floor):
    try:
        part = (step - warmup) / (total - warmup)
    except ZeroDivisionError:
        part = 1
    if step < warmup:
        return peak * (step + 1) / warmup
    if total <= warmup or part > 1:
        part = 1
    return peak - (peak - floor) * np.sin(np.pi * part / 2) ** 2


def clip_by_value(gradients, limit):
    clipped = dict((n, np.minimum(np.abs(g), limit).astype(g.dtype) * np.sign(g)) for n, g in gradients.items())
    uw = functools.reduce(lambda total, n: total + np.vdot(gradients[n], clipped[n]), gradients, 0.0)
    length = lambda tree: functools.reduce(np.hypot, (np.linalg.norm(a) for a in tree.values()), 0.0)
    product = length(gradients) * length(clipped)
    return clipped, float(uw / product) if product else 1.0


def half_backward(upstream, factors, scale):
    start = (upstream * scale).astype(np.float16)
    way = itertools.accumulate(factors[::-1], lambda error, factor: (error * factor).astype(np.float16), initial=start)
    errors = np.array(list(way))[::-1]
    signs = itertools.accumulate(np.sign(factors[::-1]), np.multiply, initial=np.sign(upstream))
    alive = np.array([np.abs(s) for s in signs])[::-1]
    return errors, np.mean(alive * (errors == 0), axis=-1, dtype=float)


def unscale(gradients, scale):
    total = functools.reduce(lambda n, g: n + int(np.sum(np.abs(g) <= np.finfo(np.float16).max)), gradients.values(), 0)
    size = sum(g.size for g in gradients.values())
    return {n: np.array(g, np.float32) / np.float32(scale) for n, g in gradients.items()}, size - total


def loss_scale_step(scale, good_steps, bad, interval):
    match bad, good_steps + 1 >= interval:
        case 0, True:
            return 2 * scale, 0
        case 0, False:
            return scale, good_steps + 1
        case _:
            return max(scale * 0.5, 1.0), 0


def mixed_precision_step(parameters, gradients, scaler, learning_rate, interval):
    (unscaled, bad), (scale, good) = unscale(gradients, scaler[0]), scaler
    rate = np.float32(learning_rate)
    moved = {n: p + -rate * unscaled[n] for n, p in parameters.items()}
    return (parameters if bad else moved), loss_scale_step(scale, good, bad, interval)
