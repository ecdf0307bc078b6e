import numpy as np

# No formula for any gradient: the slope along each element by a complex step of 1e-30, exact to
# rounding. Needs forward passes without abs, max and the like.

TINY = 1e-30


def slopes(forward, inputs, upstreams):
    """Gradient of sum(upstream * output) for each input."""
    found = []
    for place, tensor in enumerate(inputs):
        gradient = np.zeros(tensor.shape)
        for index in np.ndindex(*tensor.shape):
            moved = [one.astype(complex) for one in inputs]
            moved[place][index] += 1j * TINY
            outputs = forward(*moved)
            gradient[index] = sum(np.sum(u * out.imag) for u, out in zip(upstreams, outputs)) / TINY
        found.append(gradient)
    return tuple(found)


def normalise(x, gamma, beta, epsilon):
    mean = x.sum(0) / len(x)
    var = ((x - mean) ** 2).sum(0) / len(x)
    return gamma * (x - mean) / np.sqrt(var + epsilon) + beta, mean, var


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    if training:
        out, mean, var = normalise(x, gamma, beta, epsilon)
        running = {"mean": momentum * running["mean"] + (1 - momentum) * mean,
                   "var": momentum * running["var"] + (1 - momentum) * var}
        return out, (x, gamma, beta, epsilon), running
    return (x - running["mean"]) / np.sqrt(running["var"] + epsilon) * gamma + beta, (), running


def batch_norm_backward(upstream, cache):
    *inputs, epsilon = cache
    return slopes(lambda *a: normalise(*a, epsilon)[:1], inputs, [upstream])


def branch(x, W1, b1, W2, b2):
    z = x @ W1 + b1
    return [x + np.where(z.real > 0, z, 0) @ W2 + b2]


def residual_forward(x, W1, b1, W2, b2):
    [out] = branch(x, W1, b1, W2, b2)
    return out, (x, W1, b1, W2, b2)


def residual_backward(upstream, cache):
    return slopes(branch, cache, [upstream])
