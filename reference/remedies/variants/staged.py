import numpy as np

# Batch norm backward in small stages, one line back for each line forward.


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    if not training:
        xhat = (x - running['mean']) / np.sqrt(running['var'] + epsilon)
        return gamma * xhat + beta, None, running
    N, D = x.shape
    # step 1: mean
    mu = 1. / N * np.sum(x, axis=0)
    # step 2: subtract mean
    xmu = x - mu
    # step 3: square
    sq = xmu ** 2
    # step 4: variance
    var = 1. / N * np.sum(sq, axis=0)
    # step 5: sqrt
    sqrtvar = np.sqrt(var + epsilon)
    # step 6: invert
    ivar = 1. / sqrtvar
    # step 7: normalise
    xhat = xmu * ivar
    # step 8, 9: scale and shift
    gammax = gamma * xhat
    out = gammax + beta
    cache = (xhat, gamma, xmu, ivar, sqrtvar, var, epsilon)
    new = {}
    new['mean'] = momentum * running['mean'] + (1 - momentum) * mu
    new['var'] = momentum * running['var'] + (1 - momentum) * var
    return out, cache, new


def batch_norm_backward(upstream, cache):
    xhat, gamma, xmu, ivar, sqrtvar, var, eps = cache
    N, D = upstream.shape
    # step 9
    dbeta = np.sum(upstream, axis=0)
    dgammax = upstream
    # step 8
    dgamma = np.sum(dgammax * xhat, axis=0)
    dxhat = dgammax * gamma
    # step 7
    divar = np.sum(dxhat * xmu, axis=0)
    dxmu1 = dxhat * ivar
    # step 6
    dsqrtvar = -1. / (sqrtvar ** 2) * divar
    # step 5
    dvar = 0.5 * 1. / np.sqrt(var + eps) * dsqrtvar
    # step 4
    dsq = 1. / N * np.ones((N, D)) * dvar
    # step 3
    dxmu2 = 2 * xmu * dsq
    # step 2
    dx1 = dxmu1 + dxmu2
    dmu = -1 * np.sum(dxmu1 + dxmu2, axis=0)
    # step 1
    dx2 = 1. / N * np.ones((N, D)) * dmu
    return dx1 + dx2, dgamma, dbeta


def residual_forward(x, W1, b1, W2, b2):
    h1 = np.dot(x, W1) + b1
    h2 = h1.copy()
    h2[h2 < 0] = 0
    h3 = np.dot(h2, W2) + b2
    out = h3 + x
    return out, (x, W1, b1, W2, b2, h1, h2)


def residual_backward(upstream, cache):
    x, W1, b1, W2, b2, h1, h2 = cache
    dx = upstream.copy()
    db2 = np.sum(upstream, axis=0)
    dW2 = np.dot(h2.T, upstream)
    dh2 = np.dot(upstream, W2.T)
    dh1 = dh2
    dh1[h1 <= 0] = 0
    db1 = np.sum(dh1, axis=0)
    dW1 = np.dot(x.T, dh1)
    dx += np.dot(dh1, W1.T)
    return dx, dW1, db1, dW2, db2
