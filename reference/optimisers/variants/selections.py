import numpy as np

# No branches: arrays of answers, and one is selected.


def _moved(parameters, gradients, state, rate, coupled, decoupled, betas, epsilon):
    state = state if state is not None else []
    state.append(1)
    t = len([one for one in state if one == 1])
    memory = next((one for one in state if isinstance(one, dict)), None)
    if memory is None:
        memory = {name: np.zeros((2, *p.shape), p.dtype) for name, p in parameters.items()}
        state.append(memory)
    new = {}
    for name in parameters:
        p = parameters[name]
        is_weight = float(p.ndim == 2)
        h = gradients[name] + is_weight * coupled * p
        both = np.stack([h, h * h])
        beta = np.array(betas, dtype=p.dtype).reshape(2, *[1] * p.ndim)
        memory[name] = beta * memory[name] + (1 - beta) * both
        mean, square = memory[name] / (1 - beta**t)
        new[name] = p - rate * (mean / (np.sqrt(square) + epsilon) + is_weight * decoupled * p)
    return new, state


def adam_l2_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return _moved(parameters, gradients, state, learning_rate, weight_decay, 0.0, (beta1, beta2), epsilon)


def adamw_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return _moved(parameters, gradients, state, learning_rate, 0.0, weight_decay, (beta1, beta2), epsilon)


def warmup_cosine(step, warmup, total, peak, floor):
    with np.errstate(divide="ignore", invalid="ignore"):
        rising = peak * np.divide(step + 1, warmup)
        wave = np.cos(np.pi * np.divide(step - warmup, total - warmup))
    falling = 0.5 * ((peak + floor) + (peak - floor) * wave)
    return float(np.select([step < warmup, step < total], [rising, falling], floor))


def clip_by_value(gradients, limit):
    pairs = [(k, g, np.where(g > limit, limit, np.where(g < -limit, -limit, g))) for k, g in gradients.items()]
    dots = np.array([[np.sum(g * c), np.sum(g * g), np.sum(c * c)] for _, g, c in pairs]).sum(axis=0)
    cosine = dots[0] / np.sqrt(dots[1]) / np.sqrt(dots[2]) if dots[1] else 1.0
    return {k: c.astype(g.dtype) for k, g, c in pairs}, float(cosine)


def half_backward(upstream, factors, scale):
    layers, samples = factors.shape
    table = np.ones((layers + 1, samples), np.float16)
    table[layers] = upstream * scale
    for row in reversed(range(layers)):
        table[row] = table[row + 1] * factors[row]
    chain = np.concatenate([factors != 0, (upstream != 0)[None]])
    alive = np.cumprod(chain[::-1], axis=0)[::-1].astype(bool)
    return table, np.count_nonzero((table == 0) & alive, axis=1) / samples


def unscale(gradients, scale):
    single = {k: g.astype(np.float32) for k, g in gradients.items()}
    bad = np.sum([np.sum(~(np.abs(g) < np.inf)) for g in single.values()])
    return {k: np.true_divide(g, scale, dtype=np.float32) for k, g in single.items()}, int(bad)


def loss_scale_step(scale, good_steps, bad, interval):
    overflowed, full = bool(bad), good_steps + 1 >= interval
    choice = 2 if overflowed else int(full)
    return [scale, scale * 2, max(scale / 2, 1.0)][choice], [good_steps + 1, 0, 0][choice]


def mixed_precision_step(parameters, gradients, scaler, learning_rate, interval):
    scale, good = scaler
    unscaled, bad = unscale(gradients, scale)
    choose = [lambda p, g: p - learning_rate * g, lambda p, g: p][bool(bad)]
    return {k: choose(p, unscaled[k]) for k, p in parameters.items()}, loss_scale_step(scale, good, bad, interval)
