"""What may stand in place of an expression: the inverse of what hands get wrong in array code."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from autograder.reading.edits.insertions import added, combined
from autograder.reading.edits.nodes import Edit, Slot, binary, changed, named
from autograder.reading.edits.scope import Scope

OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult)
# Not the same when its sides are swapped, or its brackets moved.
DIRECTED = (ast.Sub, ast.Div, ast.MatMult, ast.Pow)
COMPARISONS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq)
# Functions that are taken for each other.
FAMILIES = (
    ("sum", "mean", "max", "min", "std", "var", "prod", "any", "all", "cumsum"),
    ("maximum", "minimum", "multiply", "add"),
    ("exp", "log", "expm1", "log1p", "sqrt", "square", "abs", "tanh"),
    ("tanh", "tan", "arctan", "cosh", "sinh", "sin"),
    ("sin", "cos"),
    ("zeros_like", "ones_like"),
    ("zeros", "ones"),
    ("dot", "multiply", "matmul", "outer"),
    ("argmax", "argmin", "argsort"),
    ("normal", "standard_normal", "uniform"),
    ("permutation", "choice", "sort"),
    ("floor", "ceil", "round"),
    ("append", "extend", "appendleft"),
    ("pop", "popleft"),
    ("items", "copy", "values", "keys"),
    ("list", "reversed", "sorted"),
)
BUILTINS = frozenset(
    ("sum", "max", "min", "abs", "any", "all", "round", "list", "reversed", "sorted")
)
REDUCTIONS = frozenset(("sum", "mean", "max", "min", "std", "var", "prod", "argmax", "any", "all"))
AXES = (0, 1, -1)


def of_expression(slot: Slot, scope: Scope, rare: bool) -> Iterator[Edit]:
    """All edits that put something else in an expression's place: the `rare` ones, or the others.

    Rare ones are most of all, and repair so little that they come after all others.
    """
    node = slot.node
    if scope.is_numpy(node):
        return
    value = slot.is_value and not slot.called
    if rare:
        yield from combined(slot, scope) if value else ()
        return
    for kind, replacing in REPLACING.items():
        if isinstance(node, kind):
            yield from replacing(slot, node, scope)
    if value:
        yield from added(slot, scope)


def _operation(slot: Slot, node: ast.BinOp, scope: Scope) -> Iterator[Edit]:
    left, right = node.left, node.right
    for operator in OPERATORS:
        if not isinstance(node.op, operator):
            yield "operator", changed(node, op=operator())
    if isinstance(node.op, ast.Mult | ast.Div | ast.Add) and isinstance(right, ast.Constant):
        yield "operator", changed(node, op=ast.Pow())
    if isinstance(node.op, ast.Mult | ast.Add):
        for other in (ast.Sub, ast.Div, ast.MatMult):
            yield "operator, swapped", binary(right, other(), left)
    if isinstance(node.op, DIRECTED):
        yield "swapped operands", binary(right, node.op, left)
    yield "term dropped", left
    yield "term dropped", right
    if isinstance(node.op, ast.Sub):
        yield "term dropped", ast.UnaryOp(ast.USub(), right)
    yield from _bracketed(node)


def _bracketed(node: ast.BinOp) -> Iterator[Edit]:
    """The same signs in the same order, with other brackets."""
    left, right = node.left, node.right
    if isinstance(left, ast.BinOp):
        yield "brackets", binary(left.left, left.op, binary(left.right, node.op, right))
    if isinstance(right, ast.BinOp):
        yield "brackets", binary(binary(left, node.op, right.left), right.op, right.right)
    if isinstance(left, ast.UnaryOp):
        yield "brackets", changed(left, operand=binary(left.operand, node.op, right))
    for side, other_side, first in ((left, right, True), (right, left, False)):
        if isinstance(side, ast.Call) and len(side.args) == 1:
            both = (side.args[0], other_side) if first else (other_side, side.args[0])
            yield "brackets", changed(side, args=[binary(both[0], node.op, both[1])])


def _unary(slot: Slot, node: ast.UnaryOp, scope: Scope) -> Iterator[Edit]:
    yield "sign", node.operand


def _boolean(slot: Slot, node: ast.BoolOp, scope: Scope) -> Iterator[Edit]:
    yield "condition", changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for value in node.values:
        yield "condition", value


def _comparison(slot: Slot, node: ast.Compare, scope: Scope) -> Iterator[Edit]:
    if len(node.ops) > 1:
        return
    for kind in COMPARISONS:
        if not isinstance(node.ops[0], kind | ast.In | ast.NotIn | ast.Is | ast.IsNot):
            yield "comparison", changed(node, ops=[kind()])
    if isinstance(node.ops[0], ast.In | ast.NotIn | ast.Is | ast.IsNot):
        yield "comparison", ast.UnaryOp(ast.Not(), node)


def _conditional(slot: Slot, node: ast.IfExp, scope: Scope) -> Iterator[Edit]:
    yield "condition", node.body
    yield "condition", node.orelse
    yield "condition", changed(node, body=node.orelse, orelse=node.body)


def _constant(slot: Slot, node: ast.Constant, scope: Scope) -> Iterator[Edit]:
    for value in _other_constants(node.value):
        yield "constant", ast.Constant(value)
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        for name in scope.names:
            yield "name for a number", named(name)


def _other_constants(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        near = [0, 1, 2, -1, value + 1, value - 1, -value, 0.5]
        return [*(one for one in dict.fromkeys(near) if one != value), None]
    if isinstance(value, float):
        near = [1 - value, 2 * value, value / 2, 0.0, 1.0, 2.0, 0.5, -value, value / 10, value * 10]
        return [one for one in dict.fromkeys([*near, 1e-12, 1e-8]) if one != value]
    return [0, 1, -1] if value is None else []


def _variable(slot: Slot, node: ast.Name, scope: Scope) -> Iterator[Edit]:
    if node.id in scope.functions:
        for name in scope.functions:
            if name != node.id:
                yield "function", named(name)
    elif slot.called:
        for name in _family(node.id) & BUILTINS:
            yield "function", named(name)
    else:
        for name in scope.names:
            if name != node.id:
                yield "variable", named(name)


def _attribute(slot: Slot, node: ast.Attribute, scope: Scope) -> Iterator[Edit]:
    if node.attr == "T":
        yield "transposed", node.value
    elif slot.called:
        for name in sorted(_family(node.attr)):
            yield "function", changed(node, attr=name)
    elif not scope.is_numpy(node.value):
        for name in scope.fields:
            if name != node.attr and node.attr in scope.fields:
                yield "attribute", changed(node, attr=name)


def _subscript(slot: Slot, node: ast.Subscript, scope: Scope) -> Iterator[Edit]:
    index = node.slice
    yield "index dropped", node.value
    if isinstance(node.value, ast.Attribute) and node.value.attr == "shape":
        yield "count", ast.Attribute(node.value.value, "size", ast.Load())
    if isinstance(index, ast.Name | ast.BinOp):
        for operator in (ast.Add(), ast.Sub()):
            yield "index shifted", changed(node, slice=binary(index, operator, ast.Constant(1)))
        for value in (0, -1):
            yield "index", changed(node, slice=ast.Constant(value))
    if isinstance(index, ast.Tuple) and len(index.elts) == 2:
        yield "index", changed(node, slice=changed(index, elts=index.elts[::-1]))
        for part in index.elts:
            yield "index", changed(node, slice=part)
    if isinstance(index, ast.Slice):
        for other in _slices(index):
            yield "slice", changed(node, slice=other)


def _slices(index: ast.Slice) -> Iterator[ast.Slice]:
    for part, edge in (("lower", 1), ("upper", -1)):
        bound = getattr(index, part)
        if bound is None:
            yield changed(index, **{part: ast.Constant(edge)})
            continue
        yield changed(index, **{part: None})
        for operator in (ast.Add(), ast.Sub()):
            yield changed(index, **{part: binary(bound, operator, ast.Constant(1))})
    yield changed(index, step=None if index.step else ast.Constant(-1))


def _call(slot: Slot, node: ast.Call, scope: Scope) -> Iterator[Edit]:
    function = node.func
    method = isinstance(function, ast.Attribute) and not scope.is_numpy(function.value)
    if isinstance(function, ast.Attribute) and method:
        yield "call dropped", function.value
    for argument in node.args:
        if not isinstance(argument, ast.Starred):
            yield "call dropped", argument
    for first in range(len(node.args)):
        for second in range(first + 1, len(node.args)):
            swapped = list(node.args)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            yield "swapped arguments", changed(node, args=swapped)
    if len(node.args) > 1:
        yield "argument dropped", changed(node, args=node.args[:-1])
    for keyword in node.keywords:
        rest = [one for one in node.keywords if one is not keyword]
        yield "keyword dropped", changed(node, keywords=rest)
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in REDUCTIONS:
        yield from _reductions(node, method)
    if name == "range":
        yield from _ranges(node)
    if name in ("dot", "matmul") and len(node.args) == 2 and not method:
        yield "operator", binary(node.args[0], ast.Mult(), node.args[1])


def _reductions(node: ast.Call, method: bool) -> Iterator[Edit]:
    """Other axes, and dimensions that are kept."""
    rest = [one for one in node.keywords if one.arg != "axis"]
    has_axis = len(rest) < len(node.keywords)
    positional = len(node.args) > (0 if method else 1)
    keep = ast.keyword("keepdims", ast.Constant(True))
    keeps = any(one.arg == "keepdims" for one in rest)
    if (has_axis or positional) and not keeps:
        yield "dimensions kept", changed(node, keywords=[*node.keywords, keep])
    if positional:
        return
    for value in AXES:
        axis = ast.keyword("axis", ast.Constant(value))
        yield "axis", changed(node, keywords=[*rest, axis])
        if not keeps:
            yield "axis", changed(node, keywords=[*rest, axis, keep])


def _ranges(node: ast.Call) -> Iterator[Edit]:
    for place, bound in enumerate(node.args):
        for operator in (ast.Add(), ast.Sub()):
            moved = list(node.args)
            moved[place] = binary(bound, operator, ast.Constant(1))
            yield "range", changed(node, args=moved)
    if len(node.args) == 1:
        yield "range", changed(node, args=[ast.Constant(1), *node.args])
    yield "range", ast.Call(named("reversed"), [node], [])


def _family(name: str) -> set[str]:
    return {one for family in FAMILIES if name in family for one in family} - {name}


REPLACING: dict[type[ast.expr], Callable[[Slot, Any, Scope], Iterator[Edit]]] = {
    ast.BinOp: _operation,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _comparison,
    ast.IfExp: _conditional,
    ast.Constant: _constant,
    ast.Name: _variable,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Call: _call,
}
