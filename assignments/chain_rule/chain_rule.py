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
    raise NotImplementedError("compose_derivative")


def chain_derivative(functions, derivatives, x):
    """Slope, at x, of the chain of all `functions`.

    functions: a list of one or more, in order of application: functions[0] is applied to x,
    functions[1] to what comes out of it, and so on.
    derivatives: a list of their derivatives, in the same order.
    x: a float or an array of any shape (element by element); the result has its shape.
    """
    raise NotImplementedError("chain_derivative")


def chain_jacobian(jacobians):
    """Jacobian (m_L, n) of a chain of L >= 1 maps, an array.

    jacobians: a list in order of application: the first is (m_1, n), the next (m_2, m_1), the last
    (m_L, m_{L-1}). Rows are outputs, columns are inputs.
    """
    raise NotImplementedError("chain_jacobian")


def vector_jacobian_product(jacobians, upstream):
    """Gradient (n,) of a loss with respect to the input of a chain of L >= 1 maps.

    jacobians: as in `chain_jacobian`.
    upstream: (m_L,), the gradient of the loss with respect to the chain's output.
    The Jacobian (m_L, n) of the whole chain is never formed: with n = 4000, m_1 = 3 and m_2 = 1000
    it would have 4,000,000 elements, and the call must get along without holding as many.
    """
    raise NotImplementedError("vector_jacobian_product")


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
        raise NotImplementedError("__init__")

    def __add__(self, other):
        raise NotImplementedError("__add__")

    def __radd__(self, other):
        """Python calls this for `2 + x`."""
        raise NotImplementedError("__radd__")

    def __sub__(self, other):
        raise NotImplementedError("__sub__")

    def __rsub__(self, other):
        """Python calls this for `2 - x`."""
        raise NotImplementedError("__rsub__")

    def __mul__(self, other):
        raise NotImplementedError("__mul__")

    def __rmul__(self, other):
        """Python calls this for `2 * x`."""
        raise NotImplementedError("__rmul__")

    def __truediv__(self, other):
        raise NotImplementedError("__truediv__")

    def __rtruediv__(self, other):
        """Python calls this for `2 / x`."""
        raise NotImplementedError("__rtruediv__")

    def __pow__(self, exponent):
        """`exponent` is a plain number: whole or fractional, positive or negative."""
        raise NotImplementedError("__pow__")

    def exp(self):
        raise NotImplementedError("exp")

    def log(self):
        """Natural logarithm."""
        raise NotImplementedError("log")

    def tanh(self):
        raise NotImplementedError("tanh")

    def sigmoid(self):
        """1 / (1 + e^(-x))."""
        raise NotImplementedError("sigmoid")

    def relu(self):
        """max(x, 0); its slope at 0 is 0."""
        raise NotImplementedError("relu")

    def backward(self):
        """Set `.grad` of this node (1.0) and of every node that it was made from; returns nothing.

        All these gradients start from zero, also when `backward()` was called before, here or on
        another node. Each node is handled once, however many paths lead to it (x + x as well as
        a·x + b·x), so the work grows with the number of nodes. Graphs are up to 500 nodes deep.
        """
        raise NotImplementedError("backward")
