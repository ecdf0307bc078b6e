"""The expressions that edits are made of, and where in a program they may be put."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# The name of an operator, and what it puts in an expression's place.
Edit = tuple[str, ast.expr]


@dataclass(frozen=True)
class Slot:
    """An expression that is read, and the node whose child it is.

    `whole` says that it is all of what is returned, stored, or put into a list.
    """

    node: ast.expr
    parent: ast.AST
    whole: bool

    @property
    def called(self) -> bool:
        """Whether it is the function of a call."""
        return isinstance(self.parent, ast.Call) and self.parent.func is self.node

    @property
    def is_value(self) -> bool:
        """Whether numbers are computed with it: it is whole, a term, or an argument."""
        if isinstance(self.parent, ast.Call):
            return any(self.node is one for one in self.parent.args)
        return self.whole or isinstance(self.parent, ast.BinOp | ast.keyword)


def named(name: str) -> ast.Name:
    """A variable or function by its name."""
    return ast.Name(name, ast.Load())


def one_minus(node: ast.expr) -> ast.BinOp:
    """1 - node."""
    return binary(ast.Constant(1), ast.Sub(), node)


def method_call(node: ast.expr, name: str) -> ast.Call:
    """node.name()"""
    return ast.Call(ast.Attribute(node, name, ast.Load()), [], [])


def binary(left: ast.expr, operator: ast.operator, right: ast.expr) -> ast.BinOp:
    """Left, operator, right."""
    return ast.BinOp(left, operator, right)


def changed(node: Any, **fields: object) -> Any:
    """The node with other children; those that it keeps are shared."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def blocks(function: ast.FunctionDef) -> Iterator[list[ast.stmt]]:
    """The blocks of statements of a function, from the outermost."""
    for node in ast.walk(function):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list) and block:
                yield block


def slots(function: ast.FunctionDef) -> Iterator[Slot]:
    """Every expression that a function reads, in the order of the text."""
    waiting: list[ast.AST] = [*reversed([*function.args.defaults, *function.body])]
    yield from (Slot(one, function.args, whole=False) for one in function.args.defaults)
    while waiting:
        parent = waiting.pop()
        if isinstance(parent, ast.JoinedStr):
            continue  # what stands in one has no places of its own
        children = [one for one in ast.iter_child_nodes(parent) if not _is_annotation(one, parent)]
        waiting += reversed(children)
        for child in children:
            read = isinstance(getattr(child, "ctx", ast.Load()), ast.Load)
            if isinstance(child, ast.expr) and read and not isinstance(child, ast.Slice):
                yield Slot(child, parent, _is_whole(child, parent))


def _is_annotation(node: ast.AST, parent: ast.AST) -> bool:
    if isinstance(parent, ast.FunctionDef):
        return node is parent.returns or node in parent.decorator_list
    return isinstance(parent, ast.arg | ast.AnnAssign) and node is parent.annotation


def _is_whole(node: ast.expr, parent: ast.AST) -> bool:
    if isinstance(parent, ast.Assign | ast.AugAssign | ast.Return | ast.Dict):
        return True
    if isinstance(parent, ast.ListComp | ast.GeneratorExp):
        return node is parent.elt
    if isinstance(parent, ast.DictComp):
        return node is parent.value
    return isinstance(parent, ast.Tuple | ast.List | ast.Lambda)
