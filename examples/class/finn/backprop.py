import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def softmax(z):
    """row by row"""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

def forward(parameters, x):
    n = len(parameters) // 2
    activations = [x]
    for i in range(1, n):
        activations.append(sigmoid(activations[-1] @ parameters[f"W{i}"] + parameters[f"b{i}"]))
    logits = activations[-1] @ parameters[f"W{n}"] + parameters[f"b{n}"]
    return logits, (activations, logits)

def loss(parameters, x, labels):
    p = softmax(forward(parameters, x)[0])
    return -np.log(p[np.arange(len(labels)), labels]).mean()

def output_error(logits, labels):
    p = softmax(logits)
    return (p - np.eye(p.shape[1])[labels]) / len(labels)

def hidden_error(delta_next, W_next, z):
    return delta_next @ W_next.T * sigmoid(z) * (1 - sigmoid(z))

def layer_gradients(delta, a_previous):
    return a_previous.T @ delta, delta.sum(axis=0)

def backward(parameters, cache, labels):
    """without the functions above, to be faster"""
    activations, logits = cache
    gradients = {}
    delta = (softmax(logits) - np.eye(logits.shape[1])[labels]) / len(labels)
    for i in range(len(activations), 0, -1):
        gradients[f"W{i}"] = activations[i - 1].T @ delta
        gradients[f"b{i}"] = delta.sum(axis=0)
        delta = delta @ parameters[f"W{i}"].T
    return gradients
