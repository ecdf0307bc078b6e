"""How the checks call your functions. You may read this."""

import operator
import sys
import tracemalloc

import numpy as np

# A name: a function and its derivative.
FUNCTIONS = {
    "sin": (np.sin, np.cos),
    "cos": (np.cos, lambda u: -np.sin(u)),
    "square": (np.square, lambda u: 2 * u),
    "cube": (lambda u: u * u * u, lambda u: 3 * u * u),
    "sinh": (np.sinh, np.cosh),
    "arctan": (np.arctan, lambda u: 1 / (1 + u * u)),
}
OPERATORS = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "pow": operator.pow,
}
LINES = 200_000


def compose(module, outer, inner, x):
    """The function that comes back, at x."""
    return module.compose_derivative(FUNCTIONS[outer][1], *FUNCTIONS[inner])(x)


def compose_twice(module, outer, middle, inner, x):
    """Three functions: the result of one composition is the inner slope of the next."""
    g, g_slope = FUNCTIONS[middle]
    h, h_slope = FUNCTIONS[inner]
    both_slope = module.compose_derivative(g_slope, h, h_slope)
    whole = module.compose_derivative(FUNCTIONS[outer][1], lambda u: g(h(u)), both_slope)
    return whole(x)


def chain(module, names, x):
    """A chain of named functions, in order of application."""
    functions = [FUNCTIONS[name][0] for name in names]
    derivatives = [FUNCTIONS[name][1] for name in names]
    return module.chain_derivative(functions, derivatives, x)


def chain_again(module, names, x):
    """Two calls with the same two lists."""
    functions = [FUNCTIONS[name][0] for name in names]
    derivatives = [FUNCTIONS[name][1] for name in names]
    return [module.chain_derivative(functions, derivatives, x) for _ in range(2)]


def narrow_middle(module, first, last, upstream):
    """4000 inputs, 3 numbers in the middle, 1000 outputs: is the memory of 1000 x 4000 taken?

    Only memory taken during the call is counted, not what the arguments take.
    """
    jacobians = [np.resize(first, (3, 4000)), np.resize(last, (1000, 3))]
    upstream = np.resize(upstream, 1000)
    tracemalloc.start()
    try:
        gradient = module.vector_jacobian_product(jacobians, upstream)
        # Nobody else may have ended the tracing.
        traced = tracemalloc.is_tracing()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    held = not traced or peak >= 1000 * 4000 * upstream.itemsize
    return {"the whole Jacobian was held": held, "the first elements": gradient[:7]}


def build(module, program, inputs, times=1):
    """Nodes of the inputs, all nodes by name, and the last one.

    A step of a program is [name of the result, operation, operands…]. An operand is the name of a
    node or a plain number. A name that stands for a new result no longer means the old one.
    """
    leaves = {name: module.Value(float(number)) for name, number in inputs.items()}
    nodes = dict(leaves)
    for _ in range(times):
        for result, operation, *operands in program:
            operands = [nodes[one] if isinstance(one, str) else one for one in operands]
            if operation in OPERATORS:
                nodes[result] = OPERATORS[operation](*operands)
            else:
                nodes[result] = getattr(operands[0], operation)()
    return leaves, nodes, nodes[program[-1][0]]


def output(module, program, inputs):
    """The value of the last node."""
    return build(module, program, inputs)[2].data


def gradient(module, program, inputs, times=1):
    """Gradients of the inputs."""
    leaves, _, last = build(module, program, inputs, times)
    last.backward()
    return {name: leaf.grad for name, leaf in leaves.items()}


def output_and_gradient(module, program, inputs):
    """The value of the last node and the gradients of the inputs."""
    leaves, _, last = build(module, program, inputs)
    last.backward()
    return {"data": last.data, "grad": {name: leaf.grad for name, leaf in leaves.items()}}


def gradient_everywhere(module, program, inputs):
    """Gradients of all nodes."""
    _, nodes, last = build(module, program, inputs)
    last.backward()
    return {name: node.grad for name, node in nodes.items()}


def gradient_afterwards(module, program, inputs, starts):
    """Gradients of the inputs after `backward()` of several nodes, one after the other."""
    leaves, nodes, _ = build(module, program, inputs)
    for name in starts:
        nodes[name].backward()
    return {name: leaf.grad for name, leaf in leaves.items()}


def gradient_and_work(module, program, inputs, times, weight):
    """Does the number of lines that run grow with the nodes (26 or 74) or with the paths?"""
    leaves, _, last = build(module, program, inputs, times)
    last = last * weight
    count = 0

    class TooManyLines(BaseException):
        pass

    def watch(_frame, _event, _argument):
        nonlocal count
        count += 1
        if count > LINES:
            raise TooManyLines
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        last.backward()
    except TooManyLines:
        # Numbers that say nothing, so that it is the sentence which is told.
        grad = dict.fromkeys(leaves, 0.0)
        return {"each node is handled once, not once for each path": False, "grad": grad}
    finally:
        sys.settrace(before)
    grad = {name: leaf.grad for name, leaf in leaves.items()}
    return {"each node is handled once, not once for each path": True, "grad": grad}
