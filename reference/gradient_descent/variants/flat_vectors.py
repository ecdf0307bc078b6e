import numpy as np

# All parameters in one vector; train is on its own and uses none of the other functions.


def flatten(d, like):
    return np.concatenate([d[k].ravel() for k in like])


def unflatten(vector, like):
    out, at = {}, 0
    for k, a in like.items():
        out[k] = vector[at:at + a.size].reshape(a.shape)
        at += a.size
    return out


def sgd_step(parameters, gradients, learning_rate):
    theta = flatten(parameters, parameters)
    return unflatten(theta - learning_rate * flatten(gradients, parameters), parameters)


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    v = momentum * flatten(velocity, parameters) + flatten(gradients, parameters)
    theta = flatten(parameters, parameters) - learning_rate * v
    return unflatten(theta, parameters), unflatten(v, parameters)


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    g = flatten(gradients, parameters)
    if state is None:
        state = np.zeros((2, g.size), dtype=g.dtype), 1.0, 1.0
    moments, power1, power2 = state
    # running powers of beta instead of a counter
    power1, power2 = power1 * beta1, power2 * beta2
    moments = np.stack([beta1 * moments[0] + (1 - beta1) * g, beta2 * moments[1] + (1 - beta2) * g * g])
    m, v = moments[0] / (1 - power1), moments[1] / (1 - power2)
    theta = flatten(parameters, parameters) - learning_rate * m / (np.sqrt(v) + epsilon)
    return unflatten(theta, parameters), (moments, power1, power2)


def minibatches(x, labels, batch_size, rng):
    # rows and labels travel together in one table
    table = np.column_stack([x, labels])
    rng.shuffle(table)
    cuts = range(batch_size, len(table), batch_size)
    for part in np.split(table, cuts):
        yield part[:, :-1], part[:, -1].astype(int)


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    p = {k: v.copy() for k, v in parameters.items()}
    L = len(p) // 2
    N = len(x)
    history = []
    orders = [rng.permutation(N) for _ in range(epochs)]
    for order in orders:
        loss = 0.0
        for s in range(0, N, batch_size):
            idx = order[s:s + batch_size]
            n = idx.size
            A = [x[idx]]
            for l in range(1, L + 1):
                Z = np.einsum("ni,io->no", A[-1], p[f"W{l}"]) + p[f"b{l}"][None, :]
                A.append(1 / (1 + np.exp(-Z)) if l < L else Z)
            E = np.exp(A[-1] - A[-1].max())
            P = E / E.sum(axis=1, keepdims=True)
            loss -= np.log(P[np.arange(n), labels[idx]]).sum()
            D = P.copy()
            D[np.arange(n), labels[idx]] -= 1
            steps = {}
            for l in range(L, 0, -1):
                steps[f"W{l}"] = np.einsum("ni,no->io", A[l - 1], D) / n
                steps[f"b{l}"] = D.mean(axis=0)
                D = D @ p[f"W{l}"].T * A[l - 1] * (1 - A[l - 1])
            for k in p:
                p[k] -= learning_rate * steps[k]
        history.append(loss / N)
    return p, history
