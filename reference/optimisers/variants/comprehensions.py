import math

import numpy as np


def _decay(parameters, strength):
    return {k: strength * p if k[0] == "W" else 0 * p for k, p in parameters.items()}


def _adam(gradients, state, b1, b2, eps):
    """The step of Adam for a learning rate of 1, and the next state."""
    m, v, t = state if state is not None else ({}, {}, 0)
    t = t + 1
    m = {k: m.get(k, 0) * b1 + (1 - b1) * g for k, g in gradients.items()}
    v = {k: v.get(k, 0) * b2 + (1 - b2) * g * g for k, g in gradients.items()}
    step = {
        k: (m[k] / (1 - b1**t)) / ((v[k] / (1 - b2**t)) ** 0.5 + eps) for k in gradients
    }
    return step, (m, v, t)


def adam_l2_step(parameters, gradients, state, learning_rate, weight_decay,
                 beta1=0.9, beta2=0.999, epsilon=1e-8):
    extra = _decay(parameters, weight_decay)
    full = {k: gradients[k] + extra[k] for k in sorted(gradients)}
    step, state = _adam(full, state, beta1, beta2, epsilon)
    return {k: parameters[k] - learning_rate * step[k] for k in parameters}, state


def adamw_step(parameters, gradients, state, learning_rate, weight_decay,
               beta1=0.9, beta2=0.999, epsilon=1e-8):
    step, state = _adam(gradients, state, beta1, beta2, epsilon)
    extra = _decay(parameters, weight_decay)
    return {k: parameters[k] - learning_rate * (step[k] + extra[k]) for k in parameters}, state


def warmup_cosine(step, warmup, total, peak, floor):
    return (
        peak / warmup * (step + 1)
        if step < warmup
        else floor
        if step >= total
        else floor + 0.5 * (peak - floor) * (1 + math.cos(math.pi * (step - warmup) / (total - warmup)))
    )


def clip_by_value(gradients, limit):
    clipped = {k: g.clip(-limit, limit) for k, g in gradients.items()}
    u = np.concatenate([gradients[k].ravel() for k in gradients])
    w = np.concatenate([clipped[k].ravel() for k in gradients])
    lengths = np.linalg.norm(u) * np.linalg.norm(w)
    return clipped, float(u @ w / lengths) if u.any() else 1.0


def half_backward(upstream, factors, scale):
    half = np.float16
    L = len(factors)
    rows = {L: half(upstream * np.float32(scale))}
    for l in range(L - 1, -1, -1):
        rows[l] = rows[l + 1] * factors[l]
    errors = np.array([rows[l] for l in range(L + 1)])
    alive = [(upstream != 0) & np.all(factors[l:] != 0, axis=0) for l in range(L + 1)]
    return errors, np.array([np.mean((errors[l] == 0) & alive[l]) for l in range(L + 1)])


def unscale(gradients, scale):
    return (
        {k: np.float32(g) * np.float32(1 / scale) for k, g in gradients.items()},
        int(sum(g.size - np.count_nonzero(np.isfinite(g)) for g in gradients.values())),
    )


def loss_scale_step(scale, good_steps, bad, interval):
    return (
        (scale / 2 if scale >= 2 else 1.0, 0)
        if bad
        else (2 * scale, 0)
        if good_steps >= interval - 1
        else (scale, good_steps + 1)
    )


def mixed_precision_step(parameters, gradients, scaler, learning_rate, interval):
    g, bad = unscale(gradients, scaler[0])
    new = {k: p if bad else p - learning_rate * g[k] for k, p in parameters.items()}
    return new, loss_scale_step(*scaler, bad, interval)
