import numpy as np

# A little reverse-mode engine instead of the formulas of back-propagation.


class Tensor:
    def __init__(self, data, parents=(), back=None):
        self.data = np.asarray(data)
        self.parents = parents
        self.back = back
        self.grad = np.zeros_like(self.data)

    def __matmul__(self, other):
        return Tensor(self.data @ other.data, (self, other),
                      lambda g: (g @ other.data.T, self.data.T @ g))

    def add_bias(self, bias):
        return Tensor(self.data + bias.data, (self, bias), lambda g: (g, g.sum(0)))

    def sigmoid(self):
        s = 1 / (1 + np.exp(-self.data))
        return Tensor(s, (self,), lambda g: (g * s * (1 - s),))

    def cross_entropy(self, y):
        z = self.data - self.data.max(1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(1, keepdims=True))
        onehot = np.zeros_like(z)
        onehot[np.arange(len(y)), y] = 1
        return Tensor(-(onehot * logp).sum() / len(y), (self,),
                      lambda g: (g * (np.exp(logp) - onehot) / len(y),))

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent in node.parents:
                    visit(parent)
                order.append(node)
        visit(self)
        self.grad = np.ones_like(self.data)
        for node in reversed(order):
            if node.back:
                for parent, g in zip(node.parents, node.back(node.grad)):
                    parent.grad = parent.grad + g


def sgd_step(parameters, gradients, learning_rate):
    names = list(parameters)
    values = map(lambda n: parameters[n] + (-learning_rate) * gradients[n], names)
    return dict(zip(names, values))


def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
    new = {n: v.copy() for n, v in velocity.items()}
    for n in new:
        np.multiply(new[n], momentum, out=new[n])
        np.add(new[n], gradients[n], out=new[n])
    return sgd_step(parameters, new, learning_rate), new


def adam_step(parameters, gradients, state, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    # The state is the list of all gradients so far; the averages are worked out from it.
    state = (state or []) + [gradients]
    t = len(state)
    result = {}
    for n, p in parameters.items():
        m = sum((1 - beta1) * beta1 ** (t - 1 - i) * g[n] for i, g in enumerate(state))
        v = sum((1 - beta2) * beta2 ** (t - 1 - i) * g[n] ** 2 for i, g in enumerate(state))
        m, v = m / (1 - beta1 ** t), v / (1 - beta2 ** t)
        result[n] = p - learning_rate * m / (np.sqrt(v) + epsilon)
    return result, state


def minibatches(x, labels, batch_size, rng):
    order = np.argsort(rng.random(len(x)))
    n_batches = int(np.ceil(len(x) / batch_size))
    chunks = [order[k * batch_size:(k + 1) * batch_size] for k in range(n_batches)]
    return zip([x[c] for c in chunks], [labels[c] for c in chunks])


def train(parameters, x, labels, *, epochs, batch_size, learning_rate, rng):
    depth = len(parameters) // 2
    history = []
    for _ in range(epochs):
        weighted = []
        for xs, ys in minibatches(x, labels, batch_size, rng):
            leaves = {n: Tensor(p) for n, p in parameters.items()}
            out = Tensor(xs)
            for l in range(1, depth + 1):
                out = (out @ leaves[f"W{l}"]).add_bias(leaves[f"b{l}"])
                if l < depth:
                    out = out.sigmoid()
            loss = out.cross_entropy(ys)
            loss.backward()
            weighted.append((float(loss.data), len(ys)))
            parameters = sgd_step(parameters, {n: t.grad for n, t in leaves.items()}, learning_rate)
        history.append(sum(l * n for l, n in weighted) / sum(n for _, n in weighted))
    return parameters, history
