import math
import numpy as np

# No matrix products at all: loops over samples, features and units. Slow and plain.


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    N, D = x.shape
    out = np.zeros_like(x)
    means, variances = [], []
    new_mean, new_var = running["mean"].copy(), running["var"].copy()
    for d in range(D):
        if training:
            mean = sum(x[n, d] for n in range(N)) / N
            var = sum((x[n, d] - mean) ** 2 for n in range(N)) / N
            new_mean[d] = momentum * new_mean[d] + (1 - momentum) * mean
            new_var[d] = momentum * new_var[d] + (1 - momentum) * var
        else:
            mean, var = running["mean"][d], running["var"][d]
        means.append(mean)
        variances.append(var)
        for n in range(N):
            out[n, d] = gamma[d] * (x[n, d] - mean) / math.sqrt(var + epsilon) + beta[d]
    print("batch norm of", N, "samples")
    return out, [x, gamma, means, variances, epsilon], {"mean": new_mean, "var": new_var}


def batch_norm_backward(upstream, cache):
    x, gamma, means, variances, epsilon = cache
    N, D = x.shape
    dx = np.zeros((N, D))
    dgamma = np.zeros(D)
    dbeta = np.zeros(D)
    for d in range(D):
        s = math.sqrt(variances[d] + epsilon)
        xhat = [(x[n, d] - means[d]) / s for n in range(N)]
        for n in range(N):
            dbeta[d] += upstream[n, d]
            dgamma[d] += upstream[n, d] * xhat[n]
        for n in range(N):
            # how much does output m move when x[n] moves?
            for m in range(N):
                same = 1.0 if m == n else 0.0
                slope = (same - 1 / N - xhat[n] * xhat[m] / N) / s
                dx[n, d] += upstream[m, d] * gamma[d] * slope
    return dx, dgamma, dbeta


def residual_forward(x, W1, b1, W2, b2):
    N, D = x.shape
    H = len(b1)
    z = np.zeros((N, H), dtype=x.dtype)
    out = np.zeros_like(x)
    for n in range(N):
        for j in range(H):
            z[n, j] = sum(x[n, k] * W1[k, j] for k in range(D)) + b1[j]
        for d in range(D):
            out[n, d] = x[n, d] + sum(max(z[n, j], 0) * W2[j, d] for j in range(H)) + b2[d]
    return out, (x, W1, W2, z)


def residual_backward(upstream, cache):
    x, W1, W2, z = cache
    dx = np.array(upstream)
    dW1, dW2 = np.zeros(W1.shape), np.zeros(W2.shape)
    db1, db2 = np.zeros(W1.shape[1]), np.zeros(W2.shape[1])
    for n in range(len(x)):
        for d in range(W2.shape[1]):
            db2[d] += upstream[n, d]
        for j in range(W1.shape[1]):
            if z[n, j] <= 0:
                continue
            dz = 0.0
            for d in range(W2.shape[1]):
                dW2[j, d] += z[n, j] * upstream[n, d]
                dz += upstream[n, d] * W2[j, d]
            db1[j] += dz
            for k in range(W1.shape[0]):
                dW1[k, j] += x[n, k] * dz
                dx[n, k] += W1[k, j] * dz
    return dx, dW1, db1, dW2, db2
