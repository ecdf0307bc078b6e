import numpy as np


def _moment(beta, power):
    """A running average, corrected, that lives in a closure; one for each key."""
    total, weight = 0.0, 0.0

    def update(value):
        nonlocal total, weight
        total = beta * total + (1 - beta) * value**power
        weight = beta * weight + (1 - beta)
        return total / weight

    return update


def _adam(beta1, beta2, epsilon):
    averages = {}

    def direction(name, g):
        if name not in averages:
            averages[name] = _moment(beta1, 1), _moment(beta2, 2)
        mean, square = averages[name]
        return mean(g) / (np.sqrt(square(g)) + epsilon)

    return direction


def _rule(coupled, decoupled):
    def step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
        direction = state or _adam(beta1, beta2, epsilon)
        moved = {}
        for name in parameters:
            p = parameters[name]
            pull = weight_decay * p * name.startswith("W")
            move = direction(name, gradients[name] + coupled * pull) + decoupled * pull
            moved[name] = p - learning_rate * move
        return moved, direction

    return step


adam_l2_step = _rule(coupled=1, decoupled=0)
adamw_step = _rule(coupled=0, decoupled=1)


def _schedule(warmup, total, peak, floor):
    def rising(step):
        return (step + 1) / warmup * peak

    def falling(step):
        phase = np.pi * (step - warmup) / (total - warmup)
        return floor + (peak - floor) * np.cos(phase / 2) ** 2

    def resting(step):
        return floor

    def at(step):
        phase = rising if step < warmup else falling if step < total else resting
        return float(phase(step))

    return at


def warmup_cosine(step, warmup, total, peak, floor):
    return _schedule(warmup, total, peak, floor)(step)


def clip_by_value(gradients, limit):
    def clip(g):
        return np.where(np.abs(g) > limit, np.sign(g) * limit, g).astype(g.dtype)

    def inner(a, b):
        return sum(np.vdot(a[k], b[k]) for k in a)

    clipped = {k: clip(g) for k, g in gradients.items()}
    uu = inner(gradients, gradients)
    if not uu:
        return clipped, 1.0
    return clipped, float(inner(gradients, clipped) / np.sqrt(uu) / np.sqrt(inner(clipped, clipped)))


def half_backward(upstream, factors, scale):
    errors = np.zeros((len(factors) + 1, len(upstream)), np.float16)
    doomed = np.zeros(errors.shape, bool)

    def back(row, error, dead):
        errors[row] = error
        doomed[row] = dead
        if row:
            back(row - 1, errors[row] * factors[row - 1], dead | (factors[row - 1] == 0))

    back(len(factors), upstream * scale, upstream == 0)
    return errors, ((errors == 0) & ~doomed).mean(axis=1)


def unscale(gradients, scale):
    def convert(g):
        return g.astype("f4") / scale

    def count(g):
        return len(g[~np.isfinite(g)])

    return {k: convert(g) for k, g in gradients.items()}, sum(map(count, gradients.values()))


def loss_scale_step(scale, good_steps, bad, interval):
    def shrink():
        return max(1.0, scale / 2), 0

    def keep():
        return scale, good_steps + 1

    def grow():
        return 2 * scale, 0

    return (shrink if bad else grow if good_steps + 1 >= interval else keep)()


def mixed_precision_step(parameters, gradients, scaler, learning_rate, interval):
    unscaled, bad = unscale(gradients, scaler[0])

    def move(k):
        return parameters[k] if bad else parameters[k] - learning_rate * unscaled[k]

    return {k: move(k) for k in parameters}, loss_scale_step(scaler[0], scaler[1], bad, interval)
