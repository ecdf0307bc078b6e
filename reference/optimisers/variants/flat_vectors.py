import numpy as np

# All arrays of a net as one long vector; a mask says which elements are weights.


def flatten(tree, names):
    return np.concatenate([tree[n].ravel() for n in names])


def unflatten(vector, like, names):
    out, start = {}, 0
    for n in names:
        stop = start + like[n].size
        out[n] = vector[start:stop].reshape(like[n].shape)
        start = stop
    return out


def weights(tree, names):
    return np.concatenate([np.full(tree[n].size, n[0] == "W") for n in names])


def adam(parameters, gradients, state, lr, pull_in, pull_out, b1, b2, eps):
    names = list(parameters)
    p, g = flatten(parameters, names), flatten(gradients, names)
    decaying = np.where(weights(parameters, names), p, 0).astype(p.dtype)
    g = g + pull_in * decaying
    t, m, v = state or (0, 0 * g, 0 * g)
    t, m, v = t + 1, b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
    move = m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps) + pull_out * decaying
    return unflatten(p - lr * move, parameters, names), (t, m, v)


def adam_l2_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return adam(parameters, gradients, state, learning_rate, weight_decay, 0, beta1, beta2, epsilon)


def adamw_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return adam(parameters, gradients, state, learning_rate, 0, weight_decay, beta1, beta2, epsilon)


def warmup_cosine(step, warmup, total, peak, floor):
    # All learning rates of the training as one vector
    rising = peak * np.arange(1, warmup + 1) / max(warmup, 1)
    falling = np.arange(max(total - warmup, 0)) / max(total - warmup, 1)
    falling = floor + (peak - floor) * (1 + np.cos(np.pi * falling)) / 2
    rates = np.concatenate([rising, falling])
    return float(rates[step]) if step < len(rates) else floor


def clip_by_value(gradients, limit):
    names = sorted(gradients)
    u = flatten(gradients, names)
    w = np.clip(u, -limit, limit)
    clipped = unflatten(w, gradients, names)
    if not np.any(u):
        return clipped, 1.0
    u, w = u / np.linalg.norm(u), w / np.linalg.norm(w)
    return clipped, float(np.sum(u * w))


def half_backward(upstream, factors, scale):
    rows = np.vstack([(upstream * scale).astype(np.float16), factors[::-1]])
    errors = np.multiply.accumulate(rows, axis=0, dtype=np.float16)
    alive = np.logical_and.accumulate(np.vstack([upstream != 0, factors[::-1] != 0]), axis=0)
    lost = np.average((errors == 0) & alive, axis=1)
    return errors[::-1], lost[::-1]


def unscale(gradients, scale):
    names = list(gradients)
    vector = flatten(gradients, names).astype(np.float32) / scale
    return unflatten(vector, gradients, names), int(np.count_nonzero(~np.isfinite(vector)))


def loss_scale_step(scale, good_steps, bad, interval):
    exponent = np.log2(scale)
    if bad:
        return float(2 ** max(exponent - 1, 0)), 0
    grows = good_steps + 1 >= interval
    return float(2 ** (exponent + grows)), 0 if grows else good_steps + 1


def mixed_precision_step(parameters, gradients, scaler, learning_rate, interval):
    names = list(parameters)
    unscaled, bad = unscale(gradients, scaler[0])
    p = flatten(parameters, names)
    if bad == 0:
        p = p - np.float32(learning_rate) * flatten(unscaled, names)
    return unflatten(p, parameters, names), loss_scale_step(*scaler, bad, interval)
