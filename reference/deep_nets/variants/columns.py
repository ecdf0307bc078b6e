import numpy as np

# Samples as columns, as in many textbooks: X is (D, N), and z = W^T a + b.


def layer_norm_forward(x, gamma, beta, epsilon=1e-5):
    X = x.T
    X = X - X.mean(0)
    Z = X / np.sqrt(np.mean(X * X, 0) + epsilon)
    return (gamma[:, None] * Z + beta[:, None]).T


def layer_norm_backward(upstream, x, gamma, epsilon=1e-5):
    X, E = x.T, upstream.T
    D, N = X.shape
    C = X - X.mean(0)
    s = np.sqrt(np.mean(C * C, 0) + epsilon)
    Z = C / s
    G = np.diag(gamma) @ E
    out = np.empty((D, N))
    ones = np.ones((D, D)) / D
    for n in range(N):
        P = np.eye(D) - ones - np.outer(Z[:, n], Z[:, n]) / D
        out[:, n] = P @ G[:, n] / s[n]
    return out.T, np.diag(E @ Z.T).copy(), E @ np.ones(N)


KINDS = {"plain": (0, 0), "normalised": (1, 0), "residual": (0, 1), "pre-norm": (1, 1)}


def _h(P, l, X, norm):
    if not norm:
        return X
    return layer_norm_forward(X.T, P["gamma%d" % l], P["beta%d" % l]).T


def _next(P, l, X, kind, s):
    norm, skip = KINDS[kind]
    F = P["W%d" % l].T @ np.maximum(_h(P, l, X, norm), 0) + P["b%d" % l].reshape(-1, 1)
    return X + s * F if skip else F


def _depth(P):
    return max(int(k[1:]) for k in P if k.startswith("W"))


def deep_forward(parameters, x, kind, scale):
    X = [x.T]
    for l in range(1, _depth(parameters) + 1):
        X.append(_next(parameters, l, X[-1], kind, scale))
    return [A.T for A in X]


def deep_backward(parameters, stream, upstream, kind, scale):
    norm, skip = KINDS[kind]
    E = upstream.T
    grads, flow = {}, {len(stream) - 1: upstream}
    for l in range(_depth(parameters), 0, -1):
        X = stream[l - 1].T
        H = _h(parameters, l, X, norm)
        B = scale * E if skip else E
        grads["W%d" % l] = (B @ np.maximum(H, 0).T).T
        grads["b%d" % l] = B @ np.ones(B.shape[1])
        dH = np.heaviside(H, 0) * (parameters["W%d" % l] @ B)
        if norm:
            dx, grads["gamma%d" % l], grads["beta%d" % l] = layer_norm_backward(dH.T, X.T, parameters["gamma%d" % l])
            dH = dx.T
        E = E + dH if skip else dH
        flow[l - 1] = E.T
    return grads, [flow[l] for l in sorted(flow)]


def sizes(arrays):
    tops = [np.max(np.abs(a)) for a in arrays]
    return np.array([t * np.std(np.concatenate([a.ravel() / t, -a.ravel() / t])) if t else 0.0 for a, t in zip(arrays, tops)])


def mean_cosine(x):
    lengths = np.sqrt(np.einsum("nd,nd->n", x, x))
    C = (x @ x.T) / np.outer(lengths, lengths)
    rows, cols = np.tril_indices(len(x), -1)
    return float(np.mean(C[rows, cols]))


def dead_share(h):
    alive = np.maximum(h, 0).sum(axis=0) > 0
    return float(np.mean(~alive))


def branch_scale(depth, growth, kind):
    if kind == "pre-norm":
        return ((growth - 1) / depth) ** 0.5
    return (np.exp(np.log(growth) / depth) - 1) ** 0.5


def calibrate(parameters, x, kind, scale):
    P = {k: np.copy(v) for k, v in parameters.items()}
    X = x.T
    for l in range(1, _depth(P) + 1):
        H = _h(P, l, X, KINDS[kind][0])
        A = P["W%d" % l].T @ np.maximum(H, 0)
        P["W%d" % l] *= np.sqrt(A.size) / np.linalg.norm(A)
        X = _next(P, l, X, kind, scale)
    return P
