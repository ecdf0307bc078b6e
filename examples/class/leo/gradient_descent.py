import numpy as np
from backprop import forward, backward, loss

def sgd_step(parameters, gradients, learning_rate):
    return {k: parameters[k]-learning_rate*gradients[k] for k in parameters}

def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    # v = mu v - eta g in my book, p = p + v
    v = {k: momentum*velocity[k]-gradients[k] for k in velocity}
    return {k: parameters[k]+learning_rate*v[k] for k in parameters}, v

def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    if not state:
        state = {"t": 0, "m": dict.fromkeys(parameters, 0.), "v": dict.fromkeys(parameters, 0.)}
    t, m, v = state["t"], dict(state["m"]), dict(state["v"])
    p = {}
    for k in parameters:
        t += 1
        m[k] = beta1*m[k]+(1-beta1)*gradients[k]
        v[k] = beta2*v[k]+(1-beta2)*gradients[k]**2
        p[k] = parameters[k]-learning_rate*(m[k]/(1-beta1**t))/(np.sqrt(v[k]/(1-beta2**t))+epsilon)
    return p, {"t": t, "m": m, "v": v}

def minibatches(x, labels, batch_size, rng):
    i = rng.permutation(len(x))
    parts = np.array_split(i, int(np.ceil(len(x)/batch_size)))
    return [(x[j], labels[j]) for j in parts]

def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    history = []
    for _ in range(epochs):
        for a, b in minibatches(x, labels, batch_size, rng):
            parameters = sgd_step(parameters, backward(parameters, forward(parameters, a)[1], b), learning_rate)
        history.append(loss(parameters, x, labels))
    return parameters, history
