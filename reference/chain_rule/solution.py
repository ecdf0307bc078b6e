"""The chain rule: of numbers, of vectors, and of a whole graph of numbers.

Arrays are numpy arrays of float64. No function changes its arguments: neither arrays nor lists.
"""

import math

import numpy as np


def compose_derivative(outer_derivative, inner, inner_derivative):
    """Return a new function of x: the slope of outer(inner(x)).

    outer_derivative, inner, inner_derivative: functions of one argument that take a float or an
    array (element by element) and return the same kind. So does the function that is returned.
    """
    # BEGIN SOLUTION
    return lambda x: outer_derivative(inner(x)) * inner_derivative(x)
    # END SOLUTION


def chain_derivative(functions, derivatives, x):
    """Slope, at x, of the chain of all `functions`.

    functions: a list of one or more, in order of application: functions[0] is applied to x,
    functions[1] to what comes out of it, and so on.
    derivatives: a list of their derivatives, in the same order.
    x: a float or an array of any shape (element by element); the result has its shape.
    """
    # BEGIN SOLUTION
    slope = np.ones_like(x)
    for function, derivative in zip(functions, derivatives, strict=True):
        slope = slope * derivative(x)
        x = function(x)
    return slope
    # END SOLUTION


def chain_jacobian(jacobians):
    """Jacobian (m_L, n) of a chain of L >= 1 maps, an array.

    jacobians: a list in order of application: the first is (m_1, n), the next (m_2, m_1), the last
    (m_L, m_{L-1}). Rows are outputs, columns are inputs.
    """
    # BEGIN SOLUTION
    whole = jacobians[0]
    for jacobian in jacobians[1:]:
        whole = jacobian @ whole
    return whole
    # END SOLUTION


def vector_jacobian_product(jacobians, upstream):
    """Gradient (n,) of a loss with respect to the input of a chain of L >= 1 maps.

    jacobians: as in `chain_jacobian`.
    upstream: (m_L,), the gradient of the loss with respect to the chain's output.
    The Jacobian (m_L, n) of the whole chain is never formed: with n = 4000, m_1 = 3 and m_2 = 1000
    it would have 4,000,000 elements, and the call must get along without holding as many.
    """
    # BEGIN SOLUTION
    for jacobian in reversed(jacobians):
        upstream = upstream @ jacobian
    return upstream
    # END SOLUTION


# BEGIN SOLUTION


def _as_node(number):
    return number if isinstance(number, Value) else Value(number)


def _node(data, parents, pull):
    """A node made from others; `pull` turns its gradient into one share for each parent."""
    node = Value(data)
    node._parents, node._pull = parents, pull
    return node


def _topological_order(output):
    """Every node after all that it was made from. No recursion, so no graph is too deep."""
    order, seen, stack = [], set(), [(output, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in reversed(node._parents))
    return order


# END SOLUTION


class Value:
    """A number that remembers how it was made, so that gradients can flow back through it.

    `.data` is the number, `.grad` the derivative of some output with respect to this node: 0.0 at
    first, then whatever the last `backward()` of a graph with this node in it found.

    `+`, `-`, `*` and `/` take a Value or a plain number (int or float) on either side; in `**` the
    exponent is a plain number. `exp`, `log`, `tanh`, `sigmoid` and `relu` take no argument. Each
    gives a new Value and leaves the old ones as they are. A Value may be used any number of times,
    also twice in one operation. Bases of fractional powers and arguments of `log` are positive,
    divisors and bases of negative powers are not 0, arguments of `exp` and `sigmoid` are between
    -30 and 30. You may add methods and attributes of your own; unary minus is not asked for.
    """

    def __init__(self, data):
        # BEGIN SOLUTION
        self.data = data
        self.grad = 0.0
        self._parents, self._pull = (), lambda gradient: ()
        # END SOLUTION

    def __add__(self, other):
        # BEGIN SOLUTION
        other = _as_node(other)
        return _node(self.data + other.data, (self, other), lambda g: (g, g))
        # END SOLUTION

    def __radd__(self, other):
        """Python calls this for `2 + x`."""
        # BEGIN SOLUTION
        return _as_node(other) + self
        # END SOLUTION

    def __sub__(self, other):
        # BEGIN SOLUTION
        other = _as_node(other)
        return _node(self.data - other.data, (self, other), lambda g: (g, -g))
        # END SOLUTION

    def __rsub__(self, other):
        """Python calls this for `2 - x`."""
        # BEGIN SOLUTION
        return _as_node(other) - self
        # END SOLUTION

    def __mul__(self, other):
        # BEGIN SOLUTION
        other = _as_node(other)
        return _node(
            self.data * other.data, (self, other), lambda g: (g * other.data, g * self.data)
        )
        # END SOLUTION

    def __rmul__(self, other):
        """Python calls this for `2 * x`."""
        # BEGIN SOLUTION
        return _as_node(other) * self
        # END SOLUTION

    def __truediv__(self, other):
        # BEGIN SOLUTION
        other = _as_node(other)
        quotient = self.data / other.data
        return _node(
            quotient, (self, other), lambda g: (g / other.data, -g * quotient / other.data)
        )
        # END SOLUTION

    def __rtruediv__(self, other):
        """Python calls this for `2 / x`."""
        # BEGIN SOLUTION
        return _as_node(other) / self
        # END SOLUTION

    def __pow__(self, exponent):
        """`exponent` is a plain number: whole or fractional, positive or negative."""
        # BEGIN SOLUTION
        return _node(
            self.data**exponent, (self,), lambda g: (g * exponent * self.data ** (exponent - 1),)
        )
        # END SOLUTION

    def exp(self):
        # BEGIN SOLUTION
        power = math.exp(self.data)
        return _node(power, (self,), lambda g: (g * power,))
        # END SOLUTION

    def log(self):
        """Natural logarithm."""
        # BEGIN SOLUTION
        return _node(math.log(self.data), (self,), lambda g: (g / self.data,))
        # END SOLUTION

    def tanh(self):
        # BEGIN SOLUTION
        a = math.tanh(self.data)
        return _node(a, (self,), lambda g: (g * (1 - a * a),))
        # END SOLUTION

    def sigmoid(self):
        """1 / (1 + e^(-x))."""
        # BEGIN SOLUTION
        a = 1 / (1 + math.exp(-self.data))
        return _node(a, (self,), lambda g: (g * a * (1 - a),))
        # END SOLUTION

    def relu(self):
        """max(x, 0); its slope at 0 is 0."""
        # BEGIN SOLUTION
        return _node(max(self.data, 0.0), (self,), lambda g: (g if self.data > 0 else 0.0,))
        # END SOLUTION

    def backward(self):
        """Set `.grad` of this node (1.0) and of every node that it was made from; returns nothing.

        All these gradients start from zero, also when `backward()` was called before, here or on
        another node. Each node is handled once, however many paths lead to it (x + x as well as
        a·x + b·x), so the work grows with the number of nodes. Graphs are up to 500 nodes deep.
        """
        # BEGIN SOLUTION
        order = _topological_order(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, share in zip(node._parents, node._pull(node.grad), strict=True):
                parent.grad += share
        # END SOLUTION
