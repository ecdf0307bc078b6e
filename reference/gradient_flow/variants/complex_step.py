import numpy as np

# The derivative from a step along the imaginary axis: no subtraction, so no digits are lost.
STEP = 1e-30


def loss(parameters, x, labels, activation):
    depth = len(parameters) // 2
    a = x.astype(complex)
    for l in range(1, depth + 1):
        z = a @ parameters[f"W{l}"] + parameters[f"b{l}"]
        if l == depth:
            break
        if activation == "sigmoid":
            a = 1 / (1 + np.exp(-z))
        elif activation == "tanh":
            a = np.tanh(z)
        else:
            a = np.where(z.real > 0, z, 0)
    z = z - z.real.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(x)), labels])


def layer_gradient_norms(parameters, x, labels, activation):
    found = []
    for l in range(1, len(parameters) // 2 + 1):
        W = parameters[f"W{l}"]
        total = 0.0
        for place in np.ndindex(W.shape):
            moved = W.astype(complex)
            moved[place] += STEP * 1j
            slope = loss({**parameters, f"W{l}": moved}, x, labels, activation).imag / STEP
            total += slope ** 2
        found.append(total ** 0.5)
    return np.array(found)


def xavier_init(fan_in, fan_out, rng):
    covariance = 2 / (fan_in + fan_out)
    return rng.normal(np.zeros((fan_in, fan_out)), covariance ** 0.5)


def he_init(fan_in, fan_out, rng):
    # the difference of two independent normal numbers, each with half of the variance
    return rng.normal(0, fan_in ** -0.5, (fan_in, fan_out)) - rng.normal(0, fan_in ** -0.5, (fan_in, fan_out))


def global_norm(gradients):
    return abs(complex(0, sum((abs(g) ** 2).sum() for g in gradients.values()) ** 0.5))


def clip_by_global_norm(gradients, max_norm):
    norm = global_norm(gradients)
    divisor = max(1.0, norm / max_norm)
    return {k: g / divisor for k, g in gradients.items()}, norm


def classify_gradient_flow(norms):
    r = norms[0] / norms[-1]
    return str(np.select([r < 1e-2, r > 1e2], ["vanishing", "exploding"], "healthy"))
