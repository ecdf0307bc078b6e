import math
import numpy as np

# Plain loops, one sample and one number at a time.

def act(z, name):
    if name == "sigmoid":
        return 1.0 / (1.0 + math.exp(-z))
    elif name == "tanh":
        return math.tanh(z)
    else:
        return z if z > 0 else 0.0

def act_slope(z, name):
    if name == "sigmoid":
        s = 1.0 / (1.0 + math.exp(-z))
        return s * (1.0 - s)
    elif name == "tanh":
        return 1.0 / math.cosh(z) ** 2
    else:
        return 1.0 if z > 0 else 0.0

def layer_gradient_norms(parameters, x, labels, activation):
    L = len(parameters) // 2
    dW = [np.zeros(parameters["W" + str(l + 1)].shape) for l in range(L)]
    N = len(x)
    for n in range(N):
        # forward
        a = [list(x[n])]
        zs = []
        for l in range(L):
            W = parameters["W" + str(l + 1)]
            b = parameters["b" + str(l + 1)]
            z = []
            for j in range(W.shape[1]):
                total = b[j]
                for i in range(W.shape[0]):
                    total += a[l][i] * W[i, j]
                z.append(float(total))
            zs.append(z)
            if l < L - 1:
                a.append([act(v, activation) for v in z])
        # softmax
        top = max(zs[-1])
        powers = [math.exp(v - top) for v in zs[-1]]
        delta = [p / sum(powers) for p in powers]
        delta[labels[n]] -= 1.0
        # backward
        for l in range(L - 1, -1, -1):
            W = parameters["W" + str(l + 1)]
            for i in range(W.shape[0]):
                for j in range(W.shape[1]):
                    dW[l][i, j] += a[l][i] * delta[j] / N
            if l > 0:
                new = []
                for i in range(W.shape[0]):
                    s = 0.0
                    for j in range(W.shape[1]):
                        s += W[i, j] * delta[j]
                    new.append(s * act_slope(zs[l - 1][i], activation))
                delta = new
    norms = np.zeros(L)
    for l in range(L):
        s = 0.0
        for row in dW[l]:
            for v in row:
                s += v * v
        norms[l] = math.sqrt(s)
    return norms

def xavier_init(fan_in, fan_out, rng):
    W = np.empty((fan_in, fan_out))
    std = math.sqrt(2.0 / (fan_in + fan_out))
    for i in range(fan_in):
        for j in range(fan_out):
            W[i, j] = std * rng.standard_normal()
    return W

def he_init(fan_in, fan_out, rng):
    # neuron after neuron
    W = np.empty((fan_in, fan_out))
    for j in range(fan_out):
        W[:, j] = rng.normal(0.0, math.sqrt(2.0 / fan_in), fan_in)
    return W

def global_norm(gradients):
    total = 0.0
    for key in gradients:
        for v in gradients[key].flat:
            total += float(v) ** 2
    return math.sqrt(total)

def clip_by_global_norm(gradients, max_norm):
    norm = global_norm(gradients)
    print("norm", norm)
    new = {}
    for key in gradients:
        new[key] = gradients[key].copy()
        if norm > max_norm:
            new[key] *= max_norm / norm
    return new, norm

def classify_gradient_flow(norms):
    first = norms[0]
    last = norms[len(norms) - 1]
    r = first / last
    if r < 0.01:
        return "vanishing"
    elif r > 100:
        return "exploding"
    else:
        return "healthy"
