import math
import numpy as np

def elementwise(function):
    def whole(z, *more):
        z = np.asarray(z)
        flat = [function(float(v), *more) for v in z.ravel()]
        return np.array(flat, dtype=z.dtype).reshape(z.shape)
    return whole

def _sigmoid(v):
    if v >= 0:
        return 1.0 / (1.0 + math.exp(-v))
    return math.exp(v) / (1.0 + math.exp(v))

sigmoid = elementwise(_sigmoid)
sigmoid_derivative = elementwise(lambda v: _sigmoid(v) * _sigmoid(-v))
tanh = elementwise(math.tanh)
tanh_derivative = elementwise(lambda v: 1 - math.tanh(v) ** 2)
relu = elementwise(lambda v: max(v, 0.0))
relu_derivative = elementwise(lambda v: 1.0 if v > 0 else 0.0)
leaky_relu = elementwise(lambda v, slope=0.01: v if v > 0 else slope * v)
leaky_relu_derivative = elementwise(lambda v, slope=0.01: 1.0 if v > 0 else slope)

def softmax(logits):
    print("softmax of", logits.shape)
    rows = logits.reshape(-1, logits.shape[-1])
    result = []
    for row in rows:
        top = max(row)
        e = [math.exp(v - top) for v in row]
        result.append([v / sum(e) for v in e])
    return np.array(result, dtype=logits.dtype).reshape(logits.shape)

def softmax_backward(upstream, probabilities):
    p = probabilities.reshape(-1, probabilities.shape[-1])
    u = upstream.reshape(p.shape)
    rows = []
    for pi, ui in zip(p, u):
        jacobian = np.diag(pi) - np.outer(pi, pi)
        rows.append(jacobian @ ui)
    return np.array(rows).reshape(probabilities.shape)
