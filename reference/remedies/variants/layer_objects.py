"""Layers as classes; the cache is the layer object itself."""
import numpy as np


class Layer:
    def __repr__(self):
        return "<%s>" % type(self).__name__


class BatchNorm(Layer):
    def __init__(self, gamma, beta, eps):
        self.gamma, self.beta, self.eps = gamma, beta, eps

    def forward(self, x):
        self.n = len(x)
        self.mean = x.mean(0)
        self.var = x.var(0)
        return self.apply(x, self.mean, self.var)

    def apply(self, x, mean, var):
        self.std = np.sqrt(var + self.eps)
        self.xhat = (x - mean) / self.std
        return self.gamma * self.xhat + self.beta

    def backward(self, dout):
        self.dbeta = dout.sum(axis=0)
        self.dgamma = (self.xhat * dout).sum(axis=0)
        dxn = self.gamma * dout
        dxc = dxn / self.std
        dstd = -np.sum(dxn * self.xhat / self.std, axis=0)
        dvar = 0.5 * dstd / self.std
        dxc += (2.0 / self.n) * self.xhat * self.std * dvar
        dmu = np.sum(dxc, axis=0)
        return dxc - dmu / self.n


class Affine(Layer):
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(0)
        return dout @ self.W.T


class Relu(Layer):
    def forward(self, x):
        self.mask = (x <= 0)
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout = dout.copy()
        dout[self.mask] = 0
        return dout


class Residual(Layer):
    def __init__(self, W1, b1, W2, b2):
        self.layers = [Affine(W1, b1), Relu(), Affine(W2, b2)]

    def forward(self, x):
        out = x
        for layer in self.layers:
            out = layer.forward(out)
        return x + out

    def backward(self, dout):
        dx = dout
        for layer in reversed(self.layers):
            dx = layer.backward(dx)
        return dx + dout


def batch_norm_forward(x, gamma, beta, running, training, momentum=0.9, epsilon=1e-5):
    layer = BatchNorm(gamma, beta, epsilon)
    if not training:
        return layer.apply(x, running["mean"], running["var"]), layer, dict(running)
    out = layer.forward(x)
    updated = {"mean": momentum * running["mean"] + (1 - momentum) * layer.mean,
               "var": momentum * running["var"] + (1 - momentum) * layer.var}
    return out, layer, updated


def batch_norm_backward(upstream, cache):
    dx = cache.backward(upstream)
    return dx, cache.dgamma, cache.dbeta


def residual_forward(x, W1, b1, W2, b2):
    block = Residual(W1, b1, W2, b2)
    return block.forward(x), block


def residual_backward(upstream, cache):
    dx = cache.backward(upstream)
    first, _, second = cache.layers
    return dx, first.dW, first.db, second.dW, second.db
