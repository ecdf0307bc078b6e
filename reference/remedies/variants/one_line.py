import numpy as np

# Batch norm as one straight line y = a x + s, whose two numbers depend on the batch.


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    new = {k: np.array(v) for k, v in running.items()}
    if training:
        batch = {"mean": np.mean(x, axis=0), "var": np.var(x, axis=0)}
        for k in new:
            new[k] *= momentum
            new[k] += (1 - momentum) * batch[k]
    else:
        batch = running
    std = np.sqrt(batch["var"] + epsilon)
    a = gamma / std
    s = beta - a * batch["mean"]
    return a * x + s, dict(x=x, batch=batch, a=a, std=std), new


def batch_norm_backward(upstream, cache):
    x, mean, a, std = cache["x"], cache["batch"]["mean"], cache["a"], cache["std"]
    N = x.shape[0]
    dbeta = upstream.sum(0)
    dgamma = ((upstream * x).sum(0) - mean * dbeta) / std
    # y = a x + beta - a mean, a = gamma / std
    da = (upstream * (x - mean)).sum(0)
    dvar = -0.5 * da * a / std ** 2
    dmean = -a * dbeta
    dx = upstream * a + dmean / N + dvar * 2 / N * (x - mean)
    return dx, dgamma, dbeta


def residual_forward(x, W1, b1, W2, b2):
    z = np.add(np.matmul(x, W1), b1)
    a = (z + np.abs(z)) / 2
    out = x.copy()
    out += np.matmul(a, W2)
    out += b2
    return out, (x, W1, W2, a)


def residual_backward(upstream, cache):
    x, W1, W2, a = cache
    dz = np.matmul(upstream, W2.T)
    dz[a == 0] = 0
    dx = np.matmul(dz, W1.T)
    dx += upstream
    return dx, np.tensordot(x, dz, (0, 0)), np.add.reduce(dz), np.tensordot(a, upstream, (0, 0)), np.add.reduce(upstream)
