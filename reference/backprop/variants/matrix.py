import numpy as np

# np.matrix all the way, converted back at the end


def forward(parameters, x):
    print("forward:", x.shape)
    A = np.asmatrix(x)
    steps = []
    for l in range(1, len(parameters) // 2 + 1):
        Z = A * np.asmatrix(parameters[f"W{l}"]) + np.asmatrix(parameters[f"b{l}"])
        steps.append((A, Z))
        A = 1 / (1 + np.exp(-Z))
    return np.asarray(steps[-1][1]), steps


def softmax(L):
    E = np.exp(L - L.max(axis=1))
    return E / E.sum(axis=1)


def loss(parameters, x, labels):
    L = np.asmatrix(forward(parameters, x)[0])
    L = L - L.max(axis=1)
    totals = np.log(np.exp(L).sum(axis=1))
    return np.mean([totals[n, 0] - L[n, y] for n, y in enumerate(labels)])


def output_error(logits, labels):
    D = softmax(np.asmatrix(logits))
    for n, y in enumerate(labels):
        D[n, y] -= 1
    return np.asarray(D / len(labels))


def hidden_error(delta_next, W_next, z):
    back = np.asmatrix(delta_next) * np.asmatrix(W_next).T
    e = np.exp(-np.abs(z))
    return np.asarray(np.multiply(back, e / np.square(1 + e)))


def layer_gradients(delta, a_previous):
    D = np.asmatrix(delta)
    return np.asarray(np.asmatrix(a_previous).T * D), np.asarray(D.sum(axis=0)).ravel()


def backward(parameters, cache, labels):
    print("backward through", len(cache), "layers")
    gradients = {}
    delta = None
    for l in range(len(cache), 0, -1):
        A, Z = cache[l - 1]
        if delta is None:
            delta = output_error(np.asarray(Z), labels)
        else:
            delta = hidden_error(delta, parameters[f"W{l + 1}"], np.asarray(Z))
        gradients[f"W{l}"], gradients[f"b{l}"] = layer_gradients(delta, np.asarray(A))
    return gradients
