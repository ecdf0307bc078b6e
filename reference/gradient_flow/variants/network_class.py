import numpy as np


class Layer:
    def __init__(self, W, b, activation=None):
        self.W, self.b, self.activation = W, b, activation
        self.cache = {}

    def forward(self, x):
        z = x.dot(self.W) + self.b
        self.cache["x"], self.cache["z"] = x, z
        if self.activation is None:
            return z
        self.cache["a"] = getattr(self, self.activation)(z)
        return self.cache["a"]

    def backward(self, upstream):
        if self.activation is not None:
            upstream = upstream * getattr(self, self.activation + "_slope")()
        self.dW = self.cache["x"].T.dot(upstream)
        self.db = upstream.sum(axis=0)
        return upstream.dot(self.W.T)

    def sigmoid(self, z):
        return 1.0 / (1.0 + np.exp(-z))

    def sigmoid_slope(self):
        return self.cache["a"] * (1 - self.cache["a"])

    def tanh(self, z):
        e, f = np.exp(z), np.exp(-z)
        return (e - f) / (e + f)

    def tanh_slope(self):
        return 1 - np.square(self.cache["a"])

    def relu(self, z):
        return np.clip(z, 0, None)

    def relu_slope(self):
        slope = np.zeros(self.cache["z"].shape)
        slope[self.cache["z"] > 0] = 1
        return slope


class Network:
    def __init__(self, parameters, activation):
        count = len([k for k in parameters if k.startswith("W")])
        self.layers = [Layer(parameters[f"W{i + 1}"], parameters[f"b{i + 1}"], activation) for i in range(count)]
        self.layers[-1].activation = None

    def gradients(self, x, labels):
        for layer in self.layers:
            x = layer.forward(x)
        x = x - x.max(axis=1, keepdims=True)
        p = np.exp(x) / np.sum(np.exp(x), axis=1, keepdims=True)
        p[np.arange(len(labels)), labels] -= 1
        upstream = p / len(labels)
        for layer in self.layers[::-1]:
            upstream = layer.backward(upstream)
        return self


class Norm:
    """adds up squares"""

    def __init__(self):
        self.total = 0.0

    def add(self, array):
        self.total = self.total + float(np.sum(np.square(array)))
        return self

    @property
    def value(self):
        return self.total ** 0.5


def layer_gradient_norms(parameters, x, labels, activation):
    net = Network(parameters, activation).gradients(x, labels)
    return np.array([Norm().add(layer.dW).value for layer in net.layers])


def xavier_init(fan_in, fan_out, rng):
    W = rng.normal(loc=0.0, scale=1.0, size=(fan_in, fan_out))
    W *= np.sqrt(2) / np.sqrt(fan_in + fan_out)
    return W


def he_init(fan_in, fan_out, rng):
    return np.transpose(rng.normal(0, np.sqrt(2 / fan_in), size=(fan_out, fan_in)))


def global_norm(gradients):
    norm = Norm()
    for g in gradients.values():
        norm.add(g)
    return norm.value


def clip_by_global_norm(gradients, max_norm):
    norm = global_norm(gradients)
    if not norm > max_norm:
        return gradients, norm
    result = {}
    for name in sorted(gradients):
        result[name] = np.multiply(gradients[name], max_norm)
        result[name] /= norm
    return result, norm


def classify_gradient_flow(norms):
    with np.errstate(divide="ignore"):
        exponent = np.log10(norms[0] / norms[-1])
    if exponent < -2:
        return "vanishing"
    if exponent > 2:
        return "exploding"
    return "healthy"
