"""Twenty submissions of the topic: ten right in different styles, ten with one or two slips.

Put together from the pieces below, always in the same way.
"""

from __future__ import annotations

HEAD = "import numpy as np\n"

FORWARD = {
    "matrix": """
def forward(parameters, x):
    hidden = np.tanh(x @ parameters["W1"] + parameters["b1"])
    return hidden @ parameters["W2"] + parameters["b2"]
""",
    "dot": """
def forward(parameters, x):
    z1 = np.dot(x, parameters["W1"]) + parameters["b1"]
    a1 = np.tanh(z1)
    z2 = np.dot(a1, parameters["W2"]) + parameters["b2"]
    return z2
""",
    "layers": """
def dense(x, W, b):
    return np.matmul(x, W) + b


def forward(parameters, x):
    a = x
    for layer in (1, 2):
        a = dense(a, parameters[f"W{layer}"], parameters[f"b{layer}"])
        if layer == 1:
            a = np.tanh(a)
    return a
""",
    "squashed": """
def forward(parameters, x):
    hidden = np.tanh(x @ parameters["W1"] + parameters["b1"])
    return np.tanh(hidden @ parameters["W2"] + parameters["b2"])
""",
    "without_bias": """
def forward(parameters, x):
    return np.tanh(x @ parameters["W1"]) @ parameters["W2"]
""",
    "shifts_input": """
def forward(parameters, x):
    x -= x.mean(axis=0)
    hidden = np.tanh(x @ parameters["W1"] + parameters["b1"])
    return hidden @ parameters["W2"] + parameters["b2"]
""",
}

LOSS = {
    "log_sum": """
def loss(parameters, x, labels):
    logits = forward(parameters, x)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_totals = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(log_totals - shifted[np.arange(len(labels)), labels]))
""",
    "log_probabilities": """
def log_softmax(logits):
    logits = logits - np.max(logits, axis=1, keepdims=True)
    return logits - np.log(np.sum(np.exp(logits), axis=1, keepdims=True))


def loss(parameters, x, labels):
    rows = np.arange(x.shape[0])
    return -log_softmax(forward(parameters, x))[rows, labels].mean()
""",
    "unstable": """
def loss(parameters, x, labels):
    powers = np.exp(forward(parameters, x))
    p = powers / powers.sum(axis=1, keepdims=True)
    return float(-np.log(p[np.arange(len(labels)), labels]).mean())
""",
    "summed": """
def loss(parameters, x, labels):
    logits = forward(parameters, x)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_totals = np.log(np.exp(shifted).sum(axis=1))
    return float(np.sum(log_totals - shifted[np.arange(len(labels)), labels]))
""",
}

BACKWARD = {
    "direct": """
def backward(parameters, x, labels):
    hidden = np.tanh(x @ parameters["W1"] + parameters["b1"])
    logits = hidden @ parameters["W2"] + parameters["b2"]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    error = powers / powers.sum(axis=1, keepdims=True)
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    below = (error @ parameters["W2"].T) * (1 - hidden**2)
    return {
        "W1": x.T @ below,
        "b1": below.sum(axis=0),
        "W2": hidden.T @ error,
        "b2": error.sum(axis=0),
    }
""",
    "one_hot": """
def backward(parameters, x, labels):
    W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
    z = x.dot(W1) + b1
    a = np.tanh(z)
    scores = a.dot(W2) + b2
    p = np.exp(scores - scores.max(axis=1)[:, None])
    p = p / p.sum(axis=1)[:, None]
    d2 = (p - np.eye(p.shape[1])[labels]) / x.shape[0]
    d1 = d2.dot(W2.T) / np.cosh(z) ** 2
    gradients = {}
    gradients["W2"], gradients["b2"] = a.T.dot(d2), np.sum(d2, axis=0)
    gradients["W1"], gradients["b1"] = x.T.dot(d1), np.sum(d1, axis=0)
    return gradients
""",
    "batch_mean_forgotten": """
def backward(parameters, x, labels):
    hidden = np.tanh(x @ parameters["W1"] + parameters["b1"])
    logits = hidden @ parameters["W2"] + parameters["b2"]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    error = powers / powers.sum(axis=1, keepdims=True)
    error[np.arange(len(labels)), labels] -= 1
    below = (error @ parameters["W2"].T) * (1 - hidden**2)
    return {
        "W1": x.T @ below,
        "b1": below.sum(axis=0),
        "W2": hidden.T @ error,
        "b2": error.sum(axis=0),
    }
""",
    "slope_missing": """
def backward(parameters, x, labels):
    hidden = np.tanh(x @ parameters["W1"] + parameters["b1"])
    logits = hidden @ parameters["W2"] + parameters["b2"]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    error = powers / powers.sum(axis=1, keepdims=True)
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    below = error @ parameters["W2"].T
    return {
        "W1": x.T @ below,
        "b1": below.sum(axis=0),
        "W2": hidden.T @ error,
        "b2": error.sum(axis=0),
    }
""",
    "transposed": """
def backward(parameters, x, labels):
    hidden = np.tanh(x @ parameters["W1"] + parameters["b1"])
    logits = hidden @ parameters["W2"] + parameters["b2"]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    error = powers / powers.sum(axis=1, keepdims=True)
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    below = (error @ parameters["W2"]) * (1 - hidden**2)
    return {"W1": x.T @ below, "b1": below.sum(0), "W2": hidden.T @ error, "b2": error.sum(0)}
""",
    "unwritten": """
def backward(parameters, x, labels):
    raise NotImplementedError("backward")
""",
}

SGD_STEP = {
    "comprehension": """
def sgd_step(parameters, gradients, learning_rate):
    return {name: value - learning_rate * gradients[name] for name, value in parameters.items()}
""",
    "loop": """
def sgd_step(parameters, gradients, learning_rate):
    new = {}
    for name in parameters:
        new[name] = np.subtract(parameters[name], gradients[name] * learning_rate)
    return new
""",
    "in_place": """
def sgd_step(parameters, gradients, learning_rate):
    for name in parameters:
        parameters[name] -= learning_rate * gradients[name]
    return parameters
""",
    "ascent": """
def sgd_step(parameters, gradients, learning_rate):
    return {name: value + learning_rate * gradients[name] for name, value in parameters.items()}
""",
}

# Right ones and wrong ones in turn, so that any few in a row are a fair sample.
CHOSEN = (
    ("matrix", "log_sum", "direct", "comprehension"),
    ("squashed", "log_sum", "direct", "comprehension"),
    ("dot", "log_probabilities", "one_hot", "loop"),
    ("matrix", "summed", "direct", "loop"),
    ("layers", "log_sum", "direct", "loop"),
    ("matrix", "log_sum", "batch_mean_forgotten", "comprehension"),
    ("matrix", "log_probabilities", "direct", "comprehension"),
    ("dot", "unstable", "one_hot", "comprehension"),
    ("dot", "log_sum", "one_hot", "comprehension"),
    ("layers", "log_probabilities", "slope_missing", "in_place"),
    ("layers", "log_probabilities", "one_hot", "comprehension"),
    ("without_bias", "log_probabilities", "one_hot", "loop"),
    ("matrix", "log_sum", "one_hot", "loop"),
    ("dot", "log_sum", "transposed", "comprehension"),
    ("dot", "log_probabilities", "direct", "loop"),
    ("matrix", "log_probabilities", "unwritten", "ascent"),
    ("layers", "log_sum", "one_hot", "comprehension"),
    ("shifts_input", "log_sum", "direct", "comprehension"),
    ("dot", "log_sum", "direct", "comprehension"),
    ("layers", "unstable", "direct", "in_place"),
)
RIGHT = frozenset(range(0, len(CHOSEN), 2))


def source(number: int) -> str:
    """Text of submission `number`; after the last the first comes again."""
    forward, loss, backward, sgd_step = CHOSEN[number % len(CHOSEN)]
    parts = (FORWARD[forward], LOSS[loss], BACKWARD[backward], SGD_STEP[sgd_step])
    return HEAD + "".join("\n" + part for part in parts)
