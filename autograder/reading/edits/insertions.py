"""What may be added to an expression: a sign, a factor, a term, a function around it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.reading.edits.nodes import Edit, Slot, binary, method_call, named, one_minus
from autograder.reading.edits.scope import Scope

LITERALS = ast.Constant | ast.Starred | ast.Lambda | ast.Dict | ast.List | ast.Tuple
WRAPPERS = ("sqrt", "exp", "log", "abs", "square")


def added(slot: Slot, scope: Scope) -> Iterator[Edit]:
    """Something more with the value: a sign, a factor, a term, a function, a form."""
    node = slot.node
    if isinstance(node, LITERALS):
        return
    if not isinstance(node, ast.UnaryOp):
        yield "sign", ast.UnaryOp(ast.USub(), node)
    yield "transposed", ast.Attribute(node, "T", ast.Load())
    yield "copied", method_call(node, "copy")
    yield "square", binary(node, ast.Pow(), ast.Constant(2))
    for factor in (2, 0.5):
        yield "number as factor", binary(ast.Constant(factor), ast.Mult(), node)
    yield "one minus", binary(ast.Constant(1), ast.Sub(), node)
    yield "slope", binary(node, ast.Mult(), one_minus(node))
    for name in scope.parameters:
        count = ast.Call(named("len"), [named(name)], [])
        yield "count as factor", binary(node, ast.Div(), count)
        yield "count as factor, times", binary(node, ast.Mult(), count)


def combined(slot: Slot, scope: Scope) -> Iterator[Edit]:
    """With another variable, or within another function: there are many, and few are right."""
    node = slot.node
    if isinstance(node, LITERALS) or (isinstance(node, ast.BinOp) and not slot.whole):
        return
    for name in scope.names:
        if not (isinstance(node, ast.Name) and node.id == name):
            for operator in (ast.Mult(), ast.Div()):
                yield "variable as factor", binary(node, operator, named(name))
            for sign in (ast.Add(), ast.Sub()):
                yield "variable as term", binary(node, sign, named(name))
            yield "variable before it", binary(named(name), ast.Sub(), node)
            yield "variable before it", binary(named(name), ast.MatMult(), node)
            yield (
                "slope of a variable",
                binary(node, ast.Mult(), binary(named(name), ast.Mult(), one_minus(named(name)))),
            )
    for wrapper in WRAPPERS:
        around = ast.Attribute(named(scope.numpy), wrapper, ast.Load())
        yield "call around it", ast.Call(around, [node], [])
    for name in scope.functions:
        yield "call around it", ast.Call(named(name), [node], [])
