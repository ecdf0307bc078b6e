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


class LSTMCell(Layer):
    def __init__(self, Wx, Wh, b):
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def forward(self, x, h_prev, c_prev):
        H = h_prev.shape[1]
        A = np.dot(x, self.Wx) + np.dot(h_prev, self.Wh) + self.b
        i, f, g, o = A[:, :H], A[:, H:2 * H], A[:, 2 * H:3 * H], A[:, 3 * H:]
        i, f, g, o = self.sigmoid(i), self.sigmoid(f), np.tanh(g), self.sigmoid(o)
        c_next = f * c_prev + g * i
        h_next = o * np.tanh(c_next)
        self.saved = x, h_prev, c_prev, i, f, g, o, c_next
        return h_next, c_next

    @staticmethod
    def sigmoid(z):
        return 1.0 / (1.0 + np.exp(-z))

    def backward(self, dh_next, dc_next):
        x, h_prev, c_prev, i, f, g, o, c_next = self.saved
        tanh_c_next = np.tanh(c_next)
        ds = dc_next + (dh_next * o) * (1 - tanh_c_next ** 2)
        dc_prev = ds * f
        di = ds * g
        df = ds * c_prev
        do = dh_next * tanh_c_next
        dg = ds * i
        di *= i * (1 - i)
        df *= f * (1 - f)
        do *= o * (1 - o)
        dg *= (1 - g ** 2)
        dA = np.hstack((di, df, dg, do))
        self.grads = np.dot(x.T, dA), np.dot(h_prev.T, dA), dA.sum(axis=0)
        return np.dot(dA, self.Wx.T), np.dot(dA, self.Wh.T), dc_prev


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


def lstm_step_forward(x, h, c, W, U, b):
    cell = LSTMCell(W, U, b)
    h, c = cell.forward(x, h, c)
    return h, c, cell


def lstm_step_backward(dh, dc, cache):
    dx, dh, dc = cache.backward(dh, dc)
    return (dx, dh, dc) + cache.grads


def lstm_forward(x, h0, c0, W, U, b):
    cells = []
    hs = np.empty((x.shape[0], x.shape[1], h0.shape[1]), dtype="f" if x.dtype == np.float32 else "d")
    h, c = h0, c0
    for t in range(x.shape[1]):
        cell = LSTMCell(W, U, b)
        h, c = cell.forward(x[:, t], h, c)
        cells.append(cell)
        hs[:, t] = h
    return hs, cells


def lstm_backward(dhs, cache):
    dxs = []
    dh, dc = 0, 0
    grads = [0, 0, 0]
    while cache:
        cell = cache.pop()
        dx, dh, dc = cell.backward(dhs[:, len(cache), :] + dh, dc)
        dxs.append(dx)
        for k, grad in enumerate(cell.grads):
            grads[k] = grads[k] + grad
    dxs.reverse()
    return np.stack(dxs, axis=1), dh, dc, grads[0], grads[1], grads[2]
