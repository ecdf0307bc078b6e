import numpy as np

# Everything as in the book: samples are columns, W is (outputs, inputs), b is a column.


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def sigmoid_prime(Z):
    return sigmoid(Z) * (1 - sigmoid(Z))


def book(parameters):
    L = len(parameters) // 2
    W = {l: parameters[f"W{l}"].T for l in range(1, L + 1)}
    b = {l: parameters[f"b{l}"].reshape(-1, 1) for l in range(1, L + 1)}
    return L, W, b


def softmax_columns(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def forward(parameters, x):
    L, W, b = book(parameters)
    A = {0: x.T}
    Z = {}
    for l in range(1, L + 1):
        Z[l] = W[l] @ A[l - 1] + b[l]
        A[l] = sigmoid(Z[l]) if l < L else Z[l]
    return A[L].T, {"A": A, "Z": Z}


def loss(parameters, x, labels):
    logits, cache = forward(parameters, x)
    m = x.shape[0]
    Z = logits.T - logits.T.max(axis=0)
    log_A = Z - np.log(np.sum(np.exp(Z), axis=0))
    Y = np.zeros(Z.shape)
    Y[labels, np.arange(m)] = 1
    return -np.sum(Y * log_A) / m


def output_error(logits, labels):
    m = logits.shape[0]
    Y = np.zeros_like(logits.T)
    Y[labels, np.arange(m)] = 1
    return ((softmax_columns(logits.T) - Y) / m).T


def hidden_error(delta_next, W_next, z):
    W = W_next.T
    return (np.dot(W.T, delta_next.T) * sigmoid_prime(z.T)).T


def layer_gradients(delta, a_previous):
    D, A = delta.T, a_previous.T
    dW = np.zeros((D.shape[0], A.shape[0]), dtype=D.dtype)
    for k in range(D.shape[1]):
        dW += D[:, [k]] @ A[:, [k]].T      # one sample: delta a^T
    return dW.T, np.sum(D, axis=1)


def backward(parameters, cache, labels):
    L, W, b = book(parameters)
    A, Z = cache["A"], cache["Z"]
    dW, db = {}, {}
    delta = output_error(A[L].T, labels).T
    for l in reversed(range(1, L + 1)):
        dW[l] = delta @ A[l - 1].T
        db[l] = delta.sum(axis=1, keepdims=True)
        if l > 1:
            delta = (W[l].T @ delta) * sigmoid_prime(Z[l - 1])
    gradients = {}
    for l in range(1, L + 1):
        gradients[f"b{l}"] = db[l].ravel()
        gradients[f"W{l}"] = dW[l].T
    return gradients
