import numpy as np

def sigmoid(z):
    return 1/(1 + np.exp(-z))

def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

#-------------- forward --------------
def forward(parameters, x):
    depth = len(parameters)//2
    A = [x]
    for i in range(1, depth + 1):
        Z = A[-1] @ parameters[f"W{i}"] + parameters[f"b{i}"]
        A.append(sigmoid(Z) if i < depth else Z)
    return A[-1], A

def loss(parameters, x, labels):
    logits, _ = forward(parameters, x)
    return -np.mean(np.log(softmax(logits)[np.arange(len(labels)), labels]))

#-------------- backward --------------
def output_error(logits, labels):
    p = softmax(logits)
    return (p - labels.reshape(-1, 1)) / len(labels)

def sigmoid_derivative(z):
    return sigmoid(z)*(1 - sigmoid(z))

def hidden_error(delta_next, W_next, z):
    a = sigmoid(z)
    return (delta_next @ W_next.T) * sigmoid_derivative(a)

def layer_gradients(delta, a_previous):
    # one row per sample
    return a_previous.T @ delta, delta

def backward(parameters, cache, labels):
    A = cache
    depth = len(parameters)//2
    grads = {}
    delta = output_error(A[-1], labels)
    for i in range(depth, 0, -1):
        grads[f"W{i}"] = A[i-1].T @ delta
        grads[f"b{i}"] = delta.sum(axis=0)
        # from the activation, so no z needed
        delta = (delta @ parameters[f"W{i}"].T) * A[i-1]*(1 - A[i-1])
    return grads
