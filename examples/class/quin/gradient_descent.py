import numpy as np

#-------------- steps --------------
def sgd_step(parameters, gradients, learning_rate):
    for k in parameters:
        parameters[k] -= learning_rate * gradients[k]
    return parameters

def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    v = {k: momentum*velocity[k] + learning_rate*gradients[k] for k in velocity}
    return {k: parameters[k] - v[k] for k in parameters}, v

def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    if state is None:
        state = [0, {k: 0*p for k, p in parameters.items()}, {k: 0*p for k, p in parameters.items()}]
    t, m, v = state
    t = t + 1
    m = {k: beta1*m[k] + (1 - beta1)*gradients[k] for k in m}
    v = {k: beta2*v[k] + (1 - beta2)*gradients[k]**2 for k in v}
    p = {}
    for k in parameters:
        mh = m[k]/(1 - beta1**t)
        vh = v[k]/(1 - beta2**t)
        p[k] = parameters[k] - learning_rate*mh/np.sqrt(vh + epsilon)
    return p, [t, m, v]

#-------------- training --------------
def minibatches(x, labels, batch_size, rng):
    n = len(x)
    perm = rng.permutation(n)
    x, labels = x[perm], labels[perm]
    # only full batches
    for i in range(n // batch_size):
        yield x[i*batch_size:(i + 1)*batch_size], labels[i*batch_size:(i + 1)*batch_size]

def forward(parameters, x):
    depth = len(parameters)//2
    A = [x]
    for i in range(1, depth + 1):
        Z = A[-1] @ parameters[f"W{i}"] + parameters[f"b{i}"]
        A.append(1/(1 + np.exp(-Z)) if i < depth else Z)
    return A

def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    parameters = {k: p.copy() for k, p in parameters.items()}
    for e in range(epochs):
        losses = []
        for xb, yb in minibatches(x, labels, batch_size, rng):
            A = forward(parameters, xb)
            p = np.exp(A[-1] - A[-1].max(axis=1, keepdims=True))
            p = p / p.sum(axis=1, keepdims=True)
            losses.append(-np.mean(np.log(p[np.arange(len(yb)), yb])))
            delta = (p - np.eye(p.shape[1])[yb]) / len(yb)
            g = {}
            for i in range(len(A) - 1, 0, -1):
                g[f"W{i}"] = A[i-1].T @ delta
                g[f"b{i}"] = delta.sum(axis=0)
                delta = (delta @ parameters[f"W{i}"].T) * A[i-1]*(1 - A[i-1])
            parameters = sgd_step(parameters, g, learning_rate)
        history.append(np.mean(losses))
    return parameters, history
