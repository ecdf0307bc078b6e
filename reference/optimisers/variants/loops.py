import math

import numpy as np

# One element after the other, in Python's own numbers.


def _adam(parameters, gradients, state, lr, wd, b1, b2, eps, decoupled):
    if state is None:
        state = {"t": 0}
        for key in parameters:
            state["m" + key] = np.zeros(parameters[key].shape)
            state["v" + key] = np.zeros(parameters[key].shape)
    state["t"] += 1
    new = {}
    for key in parameters:
        p = parameters[key]
        out = np.empty_like(p)
        m, v = state["m" + key], state["v" + key]
        for i in np.ndindex(p.shape):
            g = float(gradients[key][i])
            decay = wd * float(p[i]) if key.startswith("W") else 0.0
            if not decoupled:
                g += decay
            m[i] = b1 * m[i] + (1 - b1) * g
            v[i] = b2 * v[i] + (1 - b2) * g * g
            mhat = m[i] / (1 - b1 ** state["t"])
            vhat = v[i] / (1 - b2 ** state["t"])
            step = mhat / (math.sqrt(vhat) + eps)
            if decoupled:
                step += decay
            out[i] = float(p[i]) - lr * step
        new[key] = out
    return new, state


def adam_l2_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return _adam(parameters, gradients, state, learning_rate, weight_decay, beta1, beta2, epsilon, False)


def adamw_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return _adam(parameters, gradients, state, learning_rate, weight_decay, beta1, beta2, epsilon, True)


def warmup_cosine(step, warmup, total, peak, floor):
    lr = floor
    if step < warmup:
        lr = peak * ((step + 1) / warmup)
    elif step < total:
        angle = math.pi * (step - warmup) / (total - warmup)
        lr = floor + (peak - floor) * (1 + math.cos(angle)) / 2
    return float(lr)


def clip_by_value(gradients, limit):
    clipped = {}
    uw = uu = ww = 0.0
    for key in gradients:
        g = gradients[key]
        c = g.copy()
        for i in np.ndindex(g.shape):
            if c[i] > limit:
                c[i] = limit
            elif c[i] < -limit:
                c[i] = -limit
            uw += float(g[i]) * float(c[i])
            uu += float(g[i]) ** 2
            ww += float(c[i]) ** 2
        clipped[key] = c
    cosine = 1.0
    if uu > 0:
        cosine = uw / (math.sqrt(uu) * math.sqrt(ww))
    return clipped, cosine


def half_backward(upstream, factors, scale):
    L, N = factors.shape
    errors = np.zeros((L + 1, N), dtype=np.float16)
    lost = np.zeros(L + 1)
    for n in range(N):
        errors[L, n] = float(upstream[n]) * scale
        dead = upstream[n] == 0
        if errors[L, n] == 0 and not dead:
            lost[L] += 1
        for l in range(L - 1, -1, -1):
            # A product of two halves is exact in double precision
            errors[l, n] = float(errors[l + 1, n]) * float(factors[l, n])
            if factors[l, n] == 0:
                dead = True
            if errors[l, n] == 0 and not dead:
                lost[l] += 1
    return errors, lost / N


def unscale(gradients, scale):
    out = {}
    bad = 0
    for key in gradients:
        out[key] = np.zeros(gradients[key].shape, dtype=np.float32)
        for i in np.ndindex(gradients[key].shape):
            value = float(gradients[key][i])
            if math.isnan(value) or math.isinf(value):
                bad += 1
            out[key][i] = value / scale
    return out, bad


def loss_scale_step(scale, good_steps, bad, interval):
    if bad != 0:
        scale = scale / 2
        if scale < 1:
            scale = 1.0
        good_steps = 0
    else:
        good_steps = good_steps + 1
        if good_steps >= interval:
            scale = scale * 2
            good_steps = 0
    return scale, good_steps


def mixed_precision_step(parameters, gradients, scaler, learning_rate, interval):
    scale = scaler[0]
    good = scaler[1]
    unscaled, bad = unscale(gradients, scale)
    new = {}
    for key in parameters:
        new[key] = parameters[key].copy()
        if bad == 0:
            for i in np.ndindex(new[key].shape):
                new[key][i] = parameters[key][i] - np.float32(learning_rate) * unscaled[key][i]
    scale, good = loss_scale_step(scale, good, bad, interval)
    return new, (scale, good)
