from dataclasses import dataclass, field

import numpy as np


@dataclass
class Moments:
    """Changes itself in place."""

    t: int = 0
    m: dict = field(default_factory=dict)
    v: dict = field(default_factory=dict)

    def see(self, gradients, b1, b2):
        self.t += 1
        for name, g in gradients.items():
            if name not in self.m:
                self.m[name] = np.zeros_like(g)
                self.v[name] = np.zeros_like(g)
            self.m[name] = self.m[name] + (1 - b1) * (g - self.m[name])
            self.v[name] = self.v[name] + (1 - b2) * (g**2 - self.v[name])

    def direction(self, name, b1, b2, eps):
        root = np.sqrt(self.v[name] / (1 - b2**self.t))
        return self.m[name] / (1 - b1**self.t) / (root + eps)


class Adam:
    decoupled = False

    def __init__(self, learning_rate, weight_decay, beta1, beta2, epsilon):
        self.rate, self.decay = learning_rate, weight_decay
        self.betas = beta1, beta2
        self.epsilon = epsilon

    def gradient(self, name, p, g):
        return g + self.decay * p if name.startswith("W") else g

    def shrunk(self, name, p):
        return p

    def step(self, parameters, gradients, moments):
        moments = moments or Moments()
        moments.see({n: self.gradient(n, parameters[n], g) for n, g in gradients.items()}, *self.betas)
        new = {}
        for name, p in parameters.items():
            new[name] = self.shrunk(name, p) - self.rate * moments.direction(name, *self.betas, self.epsilon)
        return new, moments


class AdamW(Adam):
    def gradient(self, name, p, g):
        return g

    def shrunk(self, name, p):
        return p * (1 - self.rate * self.decay) if name.startswith("W") else p


def adam_l2_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return Adam(learning_rate, weight_decay, beta1, beta2, epsilon).step(parameters, gradients, state)


def adamw_step(parameters, gradients, state, learning_rate, weight_decay, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return AdamW(learning_rate, weight_decay, beta1, beta2, epsilon).step(parameters, gradients, state)


@dataclass(frozen=True)
class Schedule:
    warmup: int
    total: int
    peak: float
    floor: float

    def __call__(self, step):
        if step < self.warmup:
            return self.peak * (step + 1) / self.warmup
        if step >= self.total:
            return float(self.floor)
        done = (step - self.warmup) / (self.total - self.warmup)
        share = (1 + np.cos(np.pi * done)) / 2
        return float(share * self.peak + (1 - share) * self.floor)


def warmup_cosine(step, warmup, total, peak, floor):
    return Schedule(warmup, total, peak, floor)(step)


class Vector:
    def __init__(self, arrays):
        self.arrays = arrays

    def dot(self, other):
        return sum(float((a * other.arrays[n]).sum()) for n, a in self.arrays.items())

    @property
    def length(self):
        return self.dot(self) ** 0.5


def clip_by_value(gradients, limit):
    clipped = {n: np.maximum(np.minimum(g, limit), -limit) for n, g in gradients.items()}
    u, w = Vector(gradients), Vector(clipped)
    if u.length == 0:
        return clipped, 1.0
    return clipped, u.dot(w) / u.length / w.length


class HalfChain:
    def __init__(self, factors):
        self.layers = factors

    def backward(self, error, alive):
        yield error, alive
        for layer in reversed(self.layers):
            error = np.multiply(error, layer, dtype=np.float16)
            alive = np.logical_and(alive, layer)
            yield error, alive


def half_backward(upstream, factors, scale):
    start = np.asarray(upstream * scale, dtype=np.float16)
    visited = list(HalfChain(factors).backward(start, upstream.astype(bool)))[::-1]
    errors = np.stack([error for error, _ in visited])
    lost = [(alive & (error == 0)).sum() / error.size for error, alive in visited]
    return errors, np.array(lost)


def unscale(gradients, scale):
    out, bad = {}, 0
    for name, g in gradients.items():
        out[name] = np.divide(g, scale, dtype=np.float32)
        bad += int(np.isinf(g).sum() + np.isnan(g).sum())
    return out, bad


@dataclass
class Scaler:
    scale: float
    good: int

    def seen(self, bad, interval):
        if bad:
            self.scale, self.good = max(1.0, 0.5 * self.scale), 0
        else:
            self.good += 1
            if self.good >= interval:
                self.scale, self.good = self.scale * 2.0, 0
        return self.scale, self.good


def loss_scale_step(scale, good_steps, bad, interval):
    return Scaler(scale, good_steps).seen(bad, interval)


def mixed_precision_step(parameters, gradients, scaler, learning_rate, interval):
    scaler = Scaler(*scaler)
    single, bad = unscale(gradients, scaler.scale)
    if not bad:
        parameters = {n: p - learning_rate * single[n] for n, p in parameters.items()}
    return dict(parameters), scaler.seen(bad, interval)
