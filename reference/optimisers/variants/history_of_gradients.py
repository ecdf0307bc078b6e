import numpy as np

# The state is the list of all gradients so far; the averages are worked out from it.


def average(values, beta):
    # The weights of an average that is corrected add up to 1.
    weights = [beta ** (len(values) - 1 - i) for i in range(len(values))]
    return sum(w * v for w, v in zip(weights, values)) / sum(weights)


def adaptive(history, name, beta1, beta2, epsilon):
    seen = [one[name] for one in history]
    return average(seen, beta1) / (np.sqrt(average([g**2 for g in seen], beta2)) + epsilon)


def adam_l2_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    penalised = {}
    for name in parameters:
        penalised[name] = gradients[name] * 1.0
        if not name.startswith("b"):
            penalised[name] += weight_decay * parameters[name]
    history = [*(state or []), penalised]
    return {
        name: p - learning_rate * adaptive(history, name, beta1, beta2, epsilon)
        for name, p in parameters.items()
    }, history


def adamw_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    # Without a penalty both methods are the same; what is left is the decay.
    moved, history = adam_l2_step(parameters, gradients, state, learning_rate, 0.0, beta1, beta2, epsilon)
    for name in moved:
        if not name.startswith("b"):
            moved[name] = moved[name] - learning_rate * weight_decay * parameters[name]
    return moved, history


def warmup_cosine(step, warmup, total, peak, floor):
    if step >= max(total, warmup):
        return floor
    if step < warmup:
        return sum([peak / warmup] * (step + 1))
    phase = np.exp(1j * np.pi * (step - warmup) / (total - warmup))
    return float(floor + (peak - floor) * (1 + phase.real) / 2)


def clip_by_value(gradients, limit):
    clipped = {name: np.median([np.full_like(g, -limit), g, np.full_like(g, limit)], axis=0)
               for name, g in gradients.items()}
    products = [(g * clipped[name], g * g, clipped[name] ** 2) for name, g in gradients.items()]
    uw, uu, ww = (sum(one.sum() for one in column) for column in zip(*products))
    return clipped, float(uw / uu**0.5 / ww**0.5) if uu > 0 else 1.0


def half_backward(upstream, factors, scale):
    history = [(upstream.astype(np.float64) * scale).astype(np.float16)]
    for factor in reversed(list(factors)):
        history.insert(0, (history[0].astype(np.float64) * factor).astype(np.float16))
    # Without rounding: what is 0 there is really 0.
    exact = [upstream.astype(np.float64)]
    for factor in reversed(list(factors)):
        exact.insert(0, exact[0] * np.sign(factor.astype(np.float64)))
    lost = [np.mean((h == 0) * (e != 0)) for h, e in zip(history, exact)]
    return np.array(history), np.array(lost)


def unscale(gradients, scale):
    unscaled = {name: np.ldexp(g.astype(np.float32), -int(np.log2(scale))) for name, g in gradients.items()}
    return unscaled, sum(int(np.sum(np.isnan(g - g))) for g in unscaled.values())


def loss_scale_step(scale, good_steps, bad, interval):
    if bad:
        return (1.0 if scale < 2 else scale / 2), 0
    good_steps += 1
    return (scale + scale, 0) if good_steps >= interval else (scale, good_steps)


def mixed_precision_step(parameters, gradients, scaler, learning_rate, interval):
    unscaled, bad = unscale(gradients, scaler[0])
    scaler = loss_scale_step(*scaler, bad, interval)
    if bad:
        return parameters, scaler
    return {name: np.subtract(p, learning_rate * unscaled[name], dtype=np.float32) for name, p in parameters.items()}, scaler
