import numpy as np


def flatten(arrays):
    return np.hstack([np.ravel(a) for a in arrays])


def unflatten(vector, like):
    result, start = {}, 0
    for name, array in like.items():
        result[name] = vector[start:start + array.size].reshape(array.shape)
        start += array.size
    return result


def forward(parameters, x, activation):
    zs, hs = [], [x]
    depth = len(parameters) // 2
    for l in range(1, depth + 1):
        z = hs[-1] @ parameters[f"W{l}"]
        z += parameters[f"b{l}"]
        zs.append(z)
        if l < depth:
            h = z.copy()
            if activation == "relu":
                h[h < 0] = 0
            elif activation == "tanh":
                np.tanh(z, out=h)
            else:
                np.exp(-z, out=h)
                h += 1
                np.reciprocal(h, out=h)
            hs.append(h)
    return zs, hs


def layer_gradient_norms(parameters, x, labels, activation):
    """
    norms of the weight gradients, from the sum over samples of outer products
    """
    zs, hs = forward(parameters, x, activation)
    scores = zs[-1] - np.amax(zs[-1], axis=1).reshape(-1, 1)
    error = np.exp(scores)
    error /= np.sum(error, axis=1).reshape(-1, 1)
    np.subtract.at(error, (np.arange(len(x)), labels), 1)
    norms = np.zeros(len(zs), dtype=np.float64)
    for l in reversed(range(len(zs))):
        outer = hs[l][:, :, None] * error[:, None, :]
        norms[l] = np.sqrt((outer.mean(axis=0) ** 2).sum())
        if l == 0:
            break
        error = np.matmul(error, parameters[f"W{l + 1}"].swapaxes(0, 1))
        if activation == "relu":
            error[zs[l - 1] <= 0] = 0
        elif activation == "tanh":
            error *= 1 - hs[l] * hs[l]
        else:
            error *= hs[l]
            error *= 1 - hs[l]
    return norms


def init(fan_in, fan_out, rng, fans):
    order = np.arange(fan_in * fan_out)
    rng.shuffle(order)
    return rng.standard_normal(fan_in * fan_out)[order].reshape(fan_in, fan_out) * np.sqrt(2 / fans)


def xavier_init(fan_in, fan_out, rng):
    return init(fan_in, fan_out, rng, fan_in + fan_out)


def he_init(fan_in, fan_out, rng):
    return init(fan_in, fan_out, rng, fan_in)


def global_norm(gradients):
    vector = flatten(gradients.values())
    return np.sqrt(vector @ vector)


def clip_by_global_norm(gradients, max_norm):
    vector = flatten(gradients.values())
    norm = np.sqrt(vector @ vector)
    if norm > max_norm:
        vector = (vector / norm * max_norm).astype(vector.dtype)
    return unflatten(vector, gradients), norm


def classify_gradient_flow(norms):
    # searchsorted puts a ratio at the lower limit on the right of it, so each limit has its own side
    r = norms[0] / norms[-1]
    place = np.searchsorted([1e-2], r, side="right") + np.searchsorted([1e2], r, side="left")
    return np.array(["vanishing", "healthy", "exploding"])[place]
