import numpy as np

# As in the textbook: a sample is a column, so everything is transposed on the way in.

def layer_gradient_norms(parameters, x, labels, activation):
    L = len(parameters) // 2
    W = {l: parameters[f"W{l}"].T for l in range(1, L + 1)}
    b = {l: parameters[f"b{l}"].reshape(-1, 1) for l in range(1, L + 1)}
    A = {0: x.T}
    Z = {}
    for l in range(1, L + 1):
        Z[l] = W[l] @ A[l - 1] + b[l]
        if l < L:
            A[l] = phi(Z[l], activation)
    S = Z[L] - Z[L].max(axis=0)
    P = np.exp(S) / np.exp(S).sum(axis=0)
    Y = np.zeros(P.shape)
    Y[labels, np.arange(len(labels))] = 1
    m = len(labels)
    delta = P - Y
    norms = {}
    for l in range(L, 0, -1):
        dW = delta @ A[l - 1].T / m
        norms[l] = np.sqrt(np.trace(dW @ dW.T))
        if l > 1:
            delta = (W[l].T @ delta) * phi_prime(Z[l - 1], activation)
    return np.array([norms[l] for l in sorted(norms)])

def phi(z, name):
    return {"sigmoid": lambda: 1 / (1 + np.exp(-z)), "tanh": lambda: np.tanh(z), "relu": lambda: np.fmax(z, 0)}[name]()

def phi_prime(z, name):
    if name == "sigmoid":
        e = np.exp(-np.abs(z))
        return e / (1 + e) ** 2
    if name == "tanh":
        return 4 / (np.exp(z) + np.exp(-z)) ** 2
    return 1.0 * (z > 0)

def xavier_init(fan_in, fan_out, rng):
    variance = 2 / (fan_in + fan_out)
    W = variance ** 0.5 * rng.standard_normal((fan_out, fan_in))
    return W.T

def he_init(fan_in, fan_out, rng):
    n = (fan_in + fan_in) / 2
    return xavier_init(fan_in, fan_out, rng) * np.sqrt((fan_in + fan_out) / 2) * np.sqrt(2 / n)

def global_norm(gradients):
    return np.sqrt(np.sum([np.sum(gradients[k] ** 2, dtype=np.float64) for k in gradients]))

def clip_by_global_norm(gradients, max_norm):
    n = global_norm(gradients)
    shorter = dict(gradients)
    if n > max_norm:
        for k in shorter:
            shorter[k] = (shorter[k] * (max_norm / n)).astype(gradients[k].dtype)
    return [shorter, n]

def classify_gradient_flow(norms):
    r = norms[0] / norms[-1]
    labels = ["vanishing", "healthy", "exploding"]
    return labels[int(r >= 1e-2) + int(r > 1e2)]
