import numpy as np

def sig(z):
    return 1/(1+np.exp(-z))

def forward(parameters, x):
    a, cache = x, []
    for l in range(len(parameters)//2):
        z = a @ parameters[f"W{l+1}"] + parameters[f"b{l+1}"]
        cache.append((a, z))
        a = sig(z)
    return a, cache

def loss(parameters, x, labels):
    logits = forward(parameters, x)[0]
    p = np.exp(logits)/np.exp(logits).sum(1, keepdims=True)
    return -np.log(p[range(len(labels)), labels]).mean()

def output_error(logits, labels):
    p = np.exp(logits)/np.exp(logits).sum(1, keepdims=True)
    p[range(len(labels)), labels] -= 1
    return p

def hidden_error(delta_next, W_next, z):
    return (delta_next @ W_next)*sig(z)*(1-sig(z))

def layer_gradients(delta, a_previous):
    return a_previous.T @ delta, delta.sum(0)

def backward(parameters, cache, labels):
    g = {}
    delta = output_error(cache[-1][1], labels)
    for l in range(len(cache), 0, -1):
        g[f"W{l}"], g[f"b{l}"] = layer_gradients(delta, cache[l-1][0])
        if l > 1:
            delta = hidden_error(delta, parameters[f"W{l}"], cache[l-2][1])
    return g
