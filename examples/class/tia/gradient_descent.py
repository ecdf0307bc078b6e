import numpy as np

print("loading gradient_descent.py")


def sgd_step(parameters, gradients, learning_rate):
    print("step", learning_rate)
    out = {}
    for k in parameters:
        print(k, np.abs(gradients[k]).max())
        out[k] = parameters[k] - learning_rate * gradients[k]
    return out


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    v = {}
    for k in velocity:
        v[k] = momentum * velocity[k] + gradients[k]
        print(k, "velocity", np.abs(v[k]).max())
    return sgd_step(parameters, v, learning_rate), v


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    print("adam, state", state)
    if state is None:
        m = {k: np.zeros_like(p) for k, p in parameters.items()}
        v = {k: np.zeros_like(p) for k, p in parameters.items()}
        t = 0
    else:
        m, v, t = state
    t = t + 1
    m = {k: beta1 * m[k] + (1 - beta1) * gradients[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * gradients[k] ** 2 for k in v}
    out = {}
    for k in parameters:
        m_hat = m[k] / (1 - beta1 ** t)
        v_hat = v[k] / (1 - beta2 ** t)
        out[k] = parameters[k] - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    print("t =", t)
    return out, (m, v, t)


def minibatches(x, labels, batch_size, rng):
    order = rng.permutation(len(x))
    print("order", order)
    batches = []
    for i in range(0, len(x), batch_size):
        batches.append((x[order[i:i + batch_size]], labels[order[i:i + batch_size]]))
    print(len(batches), "batches")
    return batches


def loss_and_gradients(parameters, x, labels):
    L = len(parameters) // 2
    a = [x]
    for l in range(1, L + 1):
        z = a[-1] @ parameters[f"W{l}"] + parameters[f"b{l}"]
        a.append(1 / (1 + np.exp(-z)))
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(len(labels)), labels]).mean()
    p[np.arange(len(labels)), labels] -= 1
    delta = p / len(labels)
    grads = {}
    for l in range(L, 0, -1):
        grads[f"W{l}"] = a[l - 1].T @ delta
        grads[f"b{l}"] = delta.sum(axis=0)
        delta = (delta @ parameters[f"W{l}"].T) * a[l - 1] * (1 - a[l - 1])
    print("loss", loss)
    return loss, grads


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    batches = minibatches(x, labels, batch_size, rng)
    history = []
    for epoch in range(epochs):
        print("---------- epoch", epoch)
        total = 0
        for bx, by in batches:
            loss, grads = loss_and_gradients(parameters, bx, by)
            total += loss * len(bx)
            parameters = sgd_step(parameters, grads, learning_rate)
        history.append(total / len(x))
    print(history)
    return parameters, history
