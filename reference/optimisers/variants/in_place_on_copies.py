import copy

import numpy as np


def _update(m, v, g, beta1, beta2):
    m *= beta1
    m += (1 - beta1) * g
    v *= beta2
    v += (1 - beta2) * np.square(g)


def adam_l2_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    parameters = copy.deepcopy(parameters)
    gradients = copy.deepcopy(gradients)
    state = state or {"t": 0, "m": {k: np.zeros_like(p) for k, p in parameters.items()},
                      "v": {k: np.zeros_like(p) for k, p in parameters.items()}}
    state["t"] += 1
    for k in parameters:
        if "W" in k:
            gradients[k] += weight_decay * parameters[k]
        m, v = state["m"][k], state["v"][k]
        _update(m, v, gradients[k], beta1, beta2)
        denominator = np.sqrt(v / (1 - beta2 ** state["t"]))
        denominator += epsilon
        parameters[k] -= learning_rate / (1 - beta1 ** state["t"]) * m / denominator
    return parameters, state


def adamw_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    parameters = copy.deepcopy(parameters)
    state = state or {"t": 0, "m": {k: np.zeros_like(p) for k, p in parameters.items()},
                      "v": {k: np.zeros_like(p) for k, p in parameters.items()}}
    state["t"] += 1
    for k in parameters:
        # The order of PyTorch: decay first, then the step of Adam, which knows only g
        if "W" in k:
            parameters[k] *= 1 - learning_rate * weight_decay
        m, v = state["m"][k], state["v"][k]
        _update(m, v, gradients[k], beta1, beta2)
        denominator = np.sqrt(v) / np.sqrt(1 - beta2 ** state["t"])
        denominator += epsilon
        parameters[k] -= learning_rate / (1 - beta1 ** state["t"]) * m / denominator
    return parameters, state


def warmup_cosine(step, warmup, total, peak, floor):
    if warmup and step < warmup:
        return peak - peak * (warmup - step - 1) / warmup
    left = max(total - step, 0)
    if left == 0:
        return floor
    # Counted from the end: cos(π − x) = −cos(x)
    return floor + (peak - floor) * (1 - np.cos(np.pi * left / (total - warmup))) / 2


def clip_by_value(gradients, limit):
    clipped = copy.deepcopy(gradients)
    for g in clipped.values():
        g[g > limit] = limit
        g[g < -limit] = -limit
    u = np.hstack([g.reshape(-1) for g in gradients.values()])
    w = np.hstack([g.reshape(-1) for g in clipped.values()])
    u = u / (np.abs(u).max() or 1)
    w = w / (np.abs(w).max() or 1)
    with np.errstate(invalid="ignore"):
        cosine = np.dot(u, w) / np.sqrt(np.dot(u, u) * np.dot(w, w))
    return clipped, 1.0 if np.isnan(cosine) else float(cosine)


def half_backward(upstream, factors, scale):
    factors = factors.copy()
    errors = np.empty((factors.shape[0] + 1, factors.shape[1]), dtype=np.float16)
    errors[-1] = upstream * scale
    errors[:-1] = factors
    for row in range(len(factors) - 1, -1, -1):
        errors[row] *= errors[row + 1]
    zeros = np.vstack([factors == 0, upstream == 0])
    zeros = np.logical_or.accumulate(zeros[::-1])[::-1]
    lost = errors == 0
    lost &= ~zeros
    return errors, lost.mean(axis=1)


def unscale(gradients, scale):
    new = {k: np.array(g, dtype=np.float32) for k, g in gradients.items()}
    bad = 0
    for g in new.values():
        g /= scale
        bad += int((~np.isfinite(g)).sum())
    return new, bad


def loss_scale_step(scale, good_steps, bad, interval):
    factor = 1
    good_steps += 1
    if bad:
        factor, good_steps = 0.5, 0
    if good_steps >= interval:
        factor, good_steps = 2, 0
    scale *= factor
    return max(scale, 1.0) if bad else scale, good_steps


def mixed_precision_step(parameters, gradients, scaler, learning_rate, interval):
    parameters = {k: p.copy() for k, p in parameters.items()}
    unscaled, bad = unscale(gradients, scaler[0])
    if not bad:
        for k in parameters:
            unscaled[k] *= learning_rate
            parameters[k] -= unscaled[k]
    scaler = list(scaler)
    scaler[0], scaler[1] = loss_scale_step(scaler[0], scaler[1], bad, interval)
    return parameters, scaler
