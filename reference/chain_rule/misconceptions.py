"""Wrong implementations that students really write."""

import math
from functools import reduce

import numpy as np

from autograder.rubric import misconception

from .solution import Value, _as_node, _node, _topological_order


@misconception(
    "compose_derivative/outer-slope-at-input",
    says="The outer slope is taken at x.",
    hint="Where is the outer slope evaluated: what number does the outer function get?",
)
def compose_at_input(outer_derivative, inner, inner_derivative):
    return lambda x: outer_derivative(x) * inner_derivative(x)


@misconception(
    "compose_derivative/sum-of-slopes",
    says="The two slopes are added.",
    hint="Do rates of change in a chain add or multiply? Think of two gears.",
)
def compose_sum(outer_derivative, inner, inner_derivative):
    return lambda x: outer_derivative(inner(x)) + inner_derivative(x)


@misconception(
    "compose_derivative/inner-slope-forgotten",
    says="Only the outer slope is in the result.",
    hint="How fast does the inner value move when x moves?",
)
def compose_outer_only(outer_derivative, inner, inner_derivative):
    return lambda x: outer_derivative(inner(x))


@misconception(
    "compose_derivative/outer-slope-at-inner-slope",
    says="The outer derivative is applied to the inner slope instead of the inner value.",
    hint="Is the number that goes into the outer function a value or a slope?",
)
def compose_derivatives(outer_derivative, inner, inner_derivative):
    return lambda x: outer_derivative(inner_derivative(x))


@misconception(
    "compose_derivative/inner-slope-at-inner-value",
    says="The inner slope is taken at the inner function's output.",
    hint="What number does the inner function get?",
)
def compose_both_at_inner_value(outer_derivative, inner, inner_derivative):
    return lambda x: outer_derivative(inner(x)) * inner_derivative(inner(x))


@misconception(
    "chain_derivative/chain-outer-slopes-at-input",
    says="Every slope is taken at x, whatever reaches its function.",
    hint="Which number reaches the second function?",
)
def chain_at_input(functions, derivatives, x):
    return reduce(lambda slope, derivative: slope * derivative(x), derivatives, 1.0)


@misconception(
    "chain_derivative/chain-sum-of-slopes",
    says="The slopes are added.",
    hint="Do rates of change in a chain add or multiply? Think of gears.",
)
def chain_sum(functions, derivatives, x):
    slope = 0.0
    for function, derivative in zip(functions, derivatives, strict=True):
        slope, x = slope + derivative(x), function(x)
    return slope


@misconception(
    "chain_derivative/slopes-one-step-late",
    says="Each slope is taken at its function's output instead of its input.",
    hint="Has x already moved on when the slope is taken?",
)
def chain_one_step_late(functions, derivatives, x):
    slope = 1.0
    for function, derivative in zip(functions, derivatives, strict=True):
        x = function(x)
        slope = slope * derivative(x)
    return slope


@misconception(
    "chain_derivative/slopes-at-final-output",
    says="Every slope is taken at the chain's final output.",
    hint="Did each function ever see that last number?",
)
def chain_at_output(functions, derivatives, x):
    for function in functions:
        x = function(x)
    return chain_at_input(functions, derivatives, x)


@misconception(
    "chain_derivative/chain-order-reversed",
    says="The functions are applied from the last to the first.",
    hint="Which function of the list gets x itself?",
)
def chain_reversed(functions, derivatives, x):
    return chain_correct(functions[::-1], derivatives[::-1], x)


def chain_correct(functions, derivatives, x):
    slope = 1.0
    for function, derivative in zip(functions, derivatives, strict=True):
        slope, x = slope * derivative(x), function(x)
    return slope


@misconception(
    "chain_derivative/last-slope-only",
    says="Only the slope of the last function is in the result.",
    hint="What became of the slopes before the last one: were they overwritten?",
)
def chain_last_slope(functions, derivatives, x):
    for function, derivative in zip(functions, derivatives, strict=True):
        slope, x = derivative(x), function(x)
    return slope


@misconception(
    "chain_derivative/two-functions-only",
    says="Only the first two functions of the list are used.",
    hint="What does your code run over when there are four functions?",
)
def chain_of_two(functions, derivatives, x):
    return chain_correct(functions[:2], derivatives[:2], x)


@misconception(
    "chain_derivative/lists-used-up",
    says="The lists are emptied or turned round by the call, so that a second call finds others.",
    hint="Whose list is it that `pop` or `reverse` changes?",
)
def chain_popping(functions, derivatives, x):
    slope = 1.0
    while functions:
        slope, x = slope * derivatives.pop(0)(x), functions.pop(0)(x)
    return slope


@misconception(
    "chain_jacobian/jacobians-reversed",
    says="The matrices are multiplied in the order of the list.",
    hint="Which map is applied first? Write the shapes side by side.",
)
def jacobian_reversed(jacobians):
    return reduce(np.matmul, jacobians)


@misconception(
    "chain_jacobian/jacobian-transposed",
    says="The result is the transpose of the Jacobian.",
    hint="Which index counts outputs, rows or columns?",
)
def jacobian_transposed(jacobians):
    return reduce(np.matmul, [jacobian.T for jacobian in jacobians])


@misconception(
    "chain_jacobian/jacobians-element-by-element",
    says="The matrices are multiplied element by element.",
    hint="How many ways lead from one input to one output, through the numbers in the middle?",
)
def jacobian_elementwise(jacobians):
    return reduce(np.multiply, jacobians)


@misconception(
    "chain_jacobian/first-and-last-only",
    says="Maps between the first and the last are left out.",
    hint="Which elements of the list does your loop visit?",
)
def jacobian_of_ends(jacobians):
    if len(jacobians) == 1:
        return jacobians[0]
    return jacobians[-1] @ jacobians[0]


@misconception(
    "vector_jacobian_product/jacobian-vector-product",
    says="The vector is pushed forward through the maps instead of pulled back.",
    hint="At which end of the chain does the upstream gradient live?",
)
def vjp_forward(jacobians, upstream):
    for jacobian in jacobians:
        upstream = jacobian @ upstream
    return upstream


@misconception(
    "vector_jacobian_product/pulled-back-from-the-first",
    says="The vector meets the first map of the chain first.",
    hint="Which map produced the output that the upstream gradient belongs to?",
)
def vjp_from_first(jacobians, upstream):
    for jacobian in jacobians:
        upstream = upstream @ jacobian
    return upstream


@misconception(
    "vector_jacobian_product/vector-on-the-wrong-side",
    says="The order of the maps is right, but each gets the vector on its input side.",
    hint="Does a gradient with one number an output fit the rows or the columns?",
)
def vjp_wrong_side(jacobians, upstream):
    for jacobian in reversed(jacobians):
        upstream = jacobian @ upstream
    return upstream


@misconception(
    "vector_jacobian_product/upstream-vector-ignored",
    says="All outputs count alike: the upstream gradient is not used.",
    hint="What if the loss did not depend on some output at all?",
)
def vjp_of_ones(jacobians, upstream):
    return vjp_correct(jacobians, np.ones_like(upstream))


def vjp_correct(jacobians, upstream):
    for jacobian in reversed(jacobians):
        upstream = upstream @ jacobian
    return upstream


@misconception(
    "vector_jacobian_product/full-jacobian-formed",
    says="The Jacobian of the whole chain is multiplied out before the vector comes in.",
    hint="Brackets decide the cost of a product: how large is the largest thing in yours?",
)
def vjp_through_jacobian(jacobians, upstream):
    return upstream @ reduce(lambda whole, jacobian: jacobian @ whole, jacobians)


@misconception(
    "Value/assign-not-accumulate",
    says="A share of the gradient replaces the ones that came before it.",
    hint="How many paths lead from this node to the output?",
)
class ValueAssigns(Value):
    def backward(self):
        order = _topological_order(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, share in zip(node._parents, node._pull(node.grad), strict=True):
                parent.grad = share


def send_back(node):
    for parent, share in zip(node._parents, node._pull(node.grad), strict=True):
        parent.grad += share


def start_from_zero(output):
    for node in _topological_order(output):
        node.grad = 0.0
    output.grad = 1.0


@misconception(
    "Value/no-topological-order",
    says="Nodes pass their gradient on as soon as they are reached, level by level.",
    hint="Had every contribution arrived before this node passed its own on?",
)
class ValueBreadthFirst(Value):
    def backward(self):
        start_from_zero(self)
        waiting, seen = [self], {self}
        for node in waiting:
            send_back(node)
            for parent in node._parents:
                if parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)


@misconception(
    "Value/depth-first-order",
    says="The first path is followed to its end before the other paths have brought their share.",
    hint="Had every contribution arrived before this node passed its own on?",
)
class ValueDepthFirst(Value):
    def backward(self):
        start_from_zero(self)
        seen = set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                send_back(node)
                for parent in node._parents:
                    visit(parent)

        visit(self)


@misconception(
    "Value/order-not-reversed",
    says="The nodes are visited from the inputs to the output.",
    hint="Whose gradient is known at the beginning, and at which end of the list does it stand?",
)
class ValueForwardOrder(Value):
    def backward(self):
        start_from_zero(self)
        for node in _topological_order(self):
            send_back(node)


@misconception(
    "Value/no-visited-set",
    says="A node that is reached twice is listed twice, and passes its gradient on twice.",
    hint="How often does a node with two users stand in your list?",
)
class ValueListsTwice(Value):
    def backward(self):
        start_from_zero(self)
        order = []

        def visit(node):
            for parent in node._parents:
                visit(parent)
            order.append(node)

        visit(self)
        for node in reversed(order):
            send_back(node)


@misconception(
    "Value/walks-every-path",
    says="The gradients are right, but each path is walked on its own, and paths double quickly.",
    hint="Ten nodes, each used twice by the next: how often is the first one visited?",
)
class ValueWalksPaths(Value):
    def backward(self):
        start_from_zero(self)
        self.grad = 0.0

        def walk(node, upstream):
            node.grad += upstream
            for parent, share in zip(node._parents, node._pull(upstream), strict=True):
                walk(parent, share)

        walk(self, 1.0)


@misconception(
    "Value/stale-gradients",
    says="A second backward adds its gradients to those of the first.",
    hint="What is left over from last time?",
)
class ValueAddsUp(Value):
    def backward(self):
        order = _topological_order(self)
        flow = dict.fromkeys(order, 0.0)
        flow[self] = 1.0
        for node in reversed(order):
            node.grad += flow[node]
            for parent, share in zip(node._parents, node._pull(flow[node]), strict=True):
                flow[parent] += share


@misconception(
    "Value/stale-gradients-sent-again",
    says="What the nodes kept from the first backward is sent on again by the second.",
    hint="What is left over from last time, and who passes it on?",
)
class ValueStale(Value):
    def backward(self):
        self.grad = 1.0
        for node in reversed(_topological_order(self)):
            send_back(node)


@misconception(
    "Value/stale-inner-gradients",
    says="Only the inputs start from zero; nodes in the middle keep what they had.",
    hint="Which nodes between input and output hold a gradient, too?",
)
class ValueStaleInside(Value):
    def backward(self):
        order = _topological_order(self)
        for node in order:
            if not node._parents:
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            send_back(node)


@misconception(
    "Value/output-gradient-missing",
    says="The output's own gradient stays 0, so nothing flows.",
    hint="How fast does the output change with itself?",
)
class ValueWithoutSeed(Value):
    def backward(self):
        start_from_zero(self)
        self.grad = 0.0
        for node in reversed(_topological_order(self)):
            send_back(node)


@misconception(
    "Value/upstream-ignored",
    says="Local slopes are passed on without the gradient that came from above.",
    hint="What if nobody cared about this node's value?",
)
class ValueLocalSlopes(Value):
    def backward(self):
        start_from_zero(self)
        for node in reversed(_topological_order(self)):
            for parent, share in zip(node._parents, node._pull(1.0), strict=True):
                parent.grad += share


@misconception(
    "Value/subtraction-gradient-sign",
    says="Both sides of a subtraction get the same gradient.",
    hint="If the number that is taken away grows, where does the difference go?",
)
class ValueSubtracts(Value):
    def __sub__(self, other):
        other = _as_node(other)
        return _node(self.data - other.data, (self, other), lambda g: (g, g))


@misconception(
    "Value/product-own-factor",
    says="Each factor's slope is its own value.",
    hint="How much does a · b grow when a grows by one? Try 2 · 5.",
)
class ValueMultiplies(Value):
    def __mul__(self, other):
        other = _as_node(other)
        return _node(
            self.data * other.data, (self, other), lambda g: (g * self.data, g * other.data)
        )


@misconception(
    "Value/division-gradient-sign",
    says="The divisor's gradient has the wrong sign.",
    hint="Does a quotient rise or fall when its divisor grows?",
)
class ValueDividesUp(Value):
    def __truediv__(self, other):
        other = _as_node(other)
        a, b = self.data, other.data
        return _node(a / b, (self, other), lambda g: (g / b, g * a / b**2))


@misconception(
    "Value/division-divisor-not-squared",
    says="In the divisor's gradient the divisor stands only once.",
    hint="Write the quotient as a product with a power, and differentiate that.",
)
class ValueDividesOnce(Value):
    def __truediv__(self, other):
        other = _as_node(other)
        a, b = self.data, other.data
        return _node(a / b, (self, other), lambda g: (g / b, -g * a / b))


@misconception(
    "Value/divisor-constant",
    says="The divisor gets no gradient.",
    hint="Would the quotient change if only the divisor moved?",
)
class ValueDividesByConstants(Value):
    def __truediv__(self, other):
        other = _as_node(other)
        return _node(self.data / other.data, (self, other), lambda g: (g / other.data, 0.0))


@misconception(
    "Value/power-exponent-not-decreased",
    says="The power in the slope is as high as before.",
    hint="Is the slope of a square a straight line, or a parabola again?",
)
class ValuePowerTooHigh(Value):
    def __pow__(self, exponent):
        power = self.data**exponent
        return _node(power, (self,), lambda g: (g * exponent * power,))


@misconception(
    "Value/power-factor-forgotten",
    says="The exponent does not appear as a factor of the slope.",
    hint="Which is steeper at x = 1: a square or a cube?",
)
class ValuePowerWithoutFactor(Value):
    def __pow__(self, exponent):
        return _node(self.data**exponent, (self,), lambda g: (g * self.data ** (exponent - 1),))


@misconception(
    "Value/left-number-subtracted",
    says="A number minus a Value gives the Value minus the number.",
    hint="For `3 - x`, which of the two is `self`?",
)
class ValueSwapsDifference(Value):
    def __rsub__(self, other):
        return self - other


@misconception(
    "Value/left-number-divides",
    says="A number divided by a Value gives the Value divided by the number.",
    hint="For `3 / x`, which of the two is `self`?",
)
class ValueSwapsQuotient(Value):
    def __rtruediv__(self, other):
        return self / other


@misconception(
    "Value/left-numbers-swapped",
    says="A number on the left of - or / changes places with the Value.",
    hint="For `3 - x` and `3 / x`, which of the two is `self`?",
)
class ValueSwapsBoth(Value):
    def __rsub__(self, other):
        return self - other

    def __rtruediv__(self, other):
        return self / other


@misconception(
    "Value/exp-upstream-ignored",
    says="exp passes on its own slope and drops the gradient that came from above.",
    hint="What is exp's share if its own gradient is 0?",
)
class ValueExpAlone(Value):
    def exp(self):
        power = math.exp(self.data)
        return _node(power, (self,), lambda g: (power,))


@misconception(
    "Value/exp-as-power",
    says="exp is differentiated by the rule for powers.",
    hint="Where does x stand in e^x: is it the base or the exponent?",
)
class ValueExpAsPower(Value):
    def exp(self):
        x = self.data
        return _node(math.exp(x), (self,), lambda g: (g * x * math.exp(x - 1),))


@misconception(
    "Value/exp-slope-of-input",
    says="The slope of exp is taken to be its input.",
    hint="Can the slope of exp ever be negative?",
)
class ValueExpOfInput(Value):
    def exp(self):
        return _node(math.exp(self.data), (self,), lambda g: (g * self.data,))


@misconception(
    "Value/log-slope-of-output",
    says="The slope of log is taken at its output instead of its input.",
    hint="Which number does log get, and which does it give?",
)
class ValueLogOfOutput(Value):
    def log(self):
        logarithm = math.log(self.data)
        return _node(logarithm, (self,), lambda g: (g / logarithm,))


@misconception(
    "Value/tanh-slope-of-input",
    says="The slope of tanh is worked out from its input as if that were its output.",
    hint="Can tanh ever decrease?",
)
class ValueTanhOfInput(Value):
    def tanh(self):
        return _node(math.tanh(self.data), (self,), lambda g: (g * (1 - self.data**2),))


@misconception(
    "Value/tanh-not-squared",
    says="The square is missing in the slope of tanh.",
    hint="Is your slope of tanh the same on both sides of 0?",
)
class ValueTanhNotSquared(Value):
    def tanh(self):
        a = math.tanh(self.data)
        return _node(a, (self,), lambda g: (g * (1 - a),))


@misconception(
    "Value/sigmoid-slope-of-input",
    says="The slope of the sigmoid is worked out from its input as if that were its output.",
    hint="Is that formula written in terms of the input or of the output?",
)
class ValueSigmoidOfInput(Value):
    def sigmoid(self):
        x = self.data
        return _node(1 / (1 + math.exp(-x)), (self,), lambda g: (g * x * (1 - x),))


@misconception(
    "Value/sigmoid-sign",
    says="The sign in the exponent of the sigmoid is missing: it falls instead of rising.",
    hint="Should a larger input give a larger or a smaller output?",
)
class ValueSigmoidFalls(Value):
    def sigmoid(self):
        a = 1 / (1 + math.exp(self.data))
        return _node(a, (self,), lambda g: (g * a * (1 - a),))


@misconception(
    "Value/relu-gate-on-upstream",
    says="relu lets through what is positive in the gradient, not what was positive in the input.",
    hint="What decided on the way forward whether the gate was open?",
)
class ValueReluGatesGradient(Value):
    def relu(self):
        return _node(max(self.data, 0.0), (self,), lambda g: (max(g, 0.0),))


@misconception(
    "Value/relu-always-open",
    says="relu passes the gradient on even where it passed no value.",
    hint="How fast does the output of relu change where the input is negative?",
)
class ValueReluOpen(Value):
    def relu(self):
        return _node(max(self.data, 0.0), (self,), lambda g: (g,))


@misconception(
    "Value/relu-slope-at-zero",
    says="The slope of relu at exactly 0 is not the agreed one.",
    hint="What does the specification say about relu at 0?",
)
class ValueReluAtZero(Value):
    def relu(self):
        return _node(max(self.data, 0.0), (self,), lambda g: (g if self.data >= 0 else 0.0,))


@misconception(
    "Value/relu-changes-its-input",
    says="relu sets the number of its own input to 0.",
    hint="Who else still needs that node's value?",
)
class ValueReluInPlace(Value):
    def relu(self):
        self.data = max(self.data, 0.0)
        return _node(self.data, (self,), lambda g: (g if self.data > 0 else 0.0,))


@misconception(
    "Value/inputs-only",
    says="Nodes between the inputs and the output end without a gradient.",
    hint="Does the output depend on the nodes in the middle, too?",
)
class ValueInputsOnly(Value):
    def backward(self):
        start_from_zero(self)
        order = _topological_order(self)
        for node in reversed(order):
            send_back(node)
        for node in order:
            if node._parents:
                node.grad = 0.0
