import numpy as np

print("loading activations.py")
np.set_printoptions(precision=3, suppress=True)


def sigmoid(z):
    print("sigmoid in ", z)
    e = np.exp(-np.abs(z))
    out = np.where(z >= 0, 1, e) / (1 + e)
    print("sigmoid out", out)
    return out


def sigmoid_derivative(z):
    s = sigmoid(z)
    print("s =", s, " slope =", s * (1 - s))
    return s * (1 - s)


def tanh(z):
    print("tanh", z.shape)
    return np.tanh(z)


def tanh_derivative(z):
    t = tanh(z)
    print(1 - t ** 2)
    return 1 - t ** 2


def relu(z):
    print("negative:", np.sum(z < 0))
    return np.where(z > 0, z, np.zeros_like(z))


def relu_derivative(z):
    print("open gates:", np.sum(z > 0))
    return np.where(z > 0, np.ones_like(z), np.zeros_like(z))


def leaky_relu(z, slope=0.01):
    print("slope", slope)
    return np.where(z > 0, z, slope * z)


def leaky_relu_derivative(z, slope=0.01):
    d = np.full_like(z, slope)
    d[z > 0] = 1
    print(d)
    return d


def softmax(logits):
    print("max of each row:", logits.max(-1))
    e = np.exp(logits - logits.max(-1, keepdims=True))
    p = e / e.sum(-1, keepdims=True)
    print("p =", p, "sum =", p.sum(-1))
    return p


def softmax_backward(upstream, probabilities):
    print("upstream", upstream)
    dot = (upstream * probabilities).sum(-1, keepdims=True)
    print("dot", dot)
    return probabilities * (upstream - dot)


print("test:", sigmoid(np.array([-1000.0, 0.0, 1000.0])))
