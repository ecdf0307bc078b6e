"""Layers as classes; the cache is the layer object itself."""
import numpy as np


class Layer:
    def __repr__(self):
        return "<%s>" % type(self).__name__


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
