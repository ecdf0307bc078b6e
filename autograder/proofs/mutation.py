"""Small changes to a program's syntax tree, each a mistake that a hand could make.

First-order mutants: exactly one change each. The operators follow the usual catalogue of mutation
testing (replace, negate, drop, shift a constant), with those of array code added: axes, transposes,
reductions, slices.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Change = tuple[str, ast.AST]

BINARY: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
}
COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
NAMES = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "maximum": "minimum",
    "minimum": "maximum",
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "exp": "expm1",
    "log": "log1p",
    "sqrt": "square",
    "tanh": "sin",
    "permutation": "sort",
    "reversed": "list",
    "items": "copy",
}


@dataclass(frozen=True)
class Mutant:
    """A changed program, the change in words, and the definition at top level that it is in."""

    what: str
    source: str
    inside: str


def mutants(source: str) -> list[Mutant]:
    """Every first-order mutant of a program's functions, in the order of the text."""
    tree = ast.parse(source)
    places = list(_places(tree))
    found = []
    seen = {ast.unparse(tree)}
    for number, (definition, place) in enumerate(places):
        for what, replacement in _changes(place):
            changed = _Replace(number, replacement).apply(tree)
            text = ast.unparse(ast.fix_missing_locations(changed))
            if text not in seen:
                seen.add(text)
                line = getattr(place, "lineno", 0)
                found.append(Mutant(f"line {line}: {what}", text + "\n", definition))
    return found


def _places(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """All nodes inside functions, in a fixed order; docstrings and annotations left out.

    Each with the name of the definition at top level that holds it.
    """
    for definition in tree.body:
        if isinstance(definition, ast.FunctionDef | ast.ClassDef):
            for node in ast.walk(definition):
                if isinstance(node, ast.FunctionDef):
                    yield from ((definition.name, place) for place in _inside(node))


def _inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    stack: list[ast.AST] = list(reversed([*function.args.defaults, *body]))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.FunctionDef):
            continue  # walked on its own
        yield node
        stack.extend(reversed(list(ast.iter_child_nodes(node))))


class _Replace:
    """Replaces one numbered place in a copy of the tree."""

    def __init__(self, number: int, replacement: ast.AST) -> None:
        self._number = number
        self._replacement = replacement

    def apply(self, tree: ast.Module) -> ast.Module:
        changed = copy.deepcopy(tree)
        _, target = list(_places(changed))[self._number]
        for parent in ast.walk(changed):
            for name, value in ast.iter_fields(parent):
                if value is target:
                    setattr(parent, name, self._replacement)
                    return changed
                if isinstance(value, list):
                    for index, item in enumerate(value):
                        if item is target:
                            value[index] = self._replacement
                            return changed
        raise AssertionError("the place is in the tree")


def _changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.expr):
        yield from _expression(node)
    elif isinstance(node, ast.AugAssign):
        target = copy.deepcopy(node.target)
        yield f"`{ast.unparse(node)}` assigns", ast.Assign([target], node.value, lineno=0)
        for other in BINARY.get(type(node.op), ()):
            yield f"`{ast.unparse(node)}` other operator", _with(node, op=other())
        yield f"`{ast.unparse(node)}` dropped", ast.Pass()
    elif isinstance(node, ast.Expr):
        yield f"`{_short(node)}` dropped", ast.Pass()
    elif isinstance(node, ast.Assign):
        if isinstance(node.targets[0], ast.Subscript | ast.Attribute):
            yield f"`{_short(node)}` dropped", ast.Pass()
        negative = ast.UnaryOp(ast.USub(), node.value)
        yield f"`{_short(node)}` negated", _with(node, value=negative)
    elif isinstance(node, ast.Return) and node.value is not None:
        negative = ast.UnaryOp(ast.USub(), node.value)
        yield f"`{_short(node)}` negated", _with(node, value=negative)
    elif isinstance(node, ast.If):
        yield f"`if {_short(node.test)}` always", _with(node, test=ast.Constant(True))
        yield f"`if {_short(node.test)}` never", _with(node, test=ast.Constant(False))


def _expression(node: ast.expr) -> Iterator[Change]:
    for kind, changes in EXPRESSIONS.items():
        if isinstance(node, kind):
            yield from changes(node)


def _binary(node: ast.BinOp) -> Iterator[Change]:
    text = _short(node)
    for other in BINARY.get(type(node.op), ()):
        yield f"`{text}` other operator", _with(node, op=other())
    yield f"`{text}` without its right side", node.left
    yield f"`{text}` without its left side", node.right
    if isinstance(node.op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
        yield f"`{text}` swapped", _with(node, left=node.right, right=node.left)
    if isinstance(node.op, ast.MatMult):
        for side in ("left", "right"):
            turned = ast.Attribute(getattr(node, side), "T", ast.Load())
            yield f"`{text}` {side} side transposed", _with(node, **{side: turned})


def _unary(node: ast.UnaryOp) -> Iterator[Change]:
    yield f"`{_short(node)}` without its sign", node.operand


def _boolean(node: ast.BoolOp) -> Iterator[Change]:
    for value in node.values:
        yield f"`{_short(node)}` only one side", value


def _comparison(node: ast.Compare) -> Iterator[Change]:
    for other in COMPARE.get(type(node.ops[0]), ()):
        yield f"`{_short(node)}` other comparison", _with(node, ops=[other(), *node.ops[1:]])


def _conditional(node: ast.IfExp) -> Iterator[Change]:
    yield f"`{_short(node)}` always", node.body
    yield f"`{_short(node)}` never", node.orelse


def _attribute(node: ast.Attribute) -> Iterator[Change]:
    text = _short(node)
    if node.attr == "T":
        yield f"`{text}` not transposed", node.value
    elif node.attr in NAMES and isinstance(node.ctx, ast.Load):
        yield f"`{text}` → {NAMES[node.attr]}", _with(node, attr=NAMES[node.attr])


def _slice(node: ast.Slice) -> Iterator[Change]:
    for part in ("lower", "upper", "step"):
        if getattr(node, part) is not None:
            yield f"slice without its {part}", _with(node, **{part: None})


def _constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} → {not value}", ast.Constant(not value)
    elif isinstance(value, int):
        for other in (value + 1, value - 1):
            yield f"{value} → {other}", ast.Constant(other)
    elif isinstance(value, float):
        for changed in (2 * value, value / 2, 1 - value):
            yield f"{value} → {changed}", ast.Constant(changed)


def _call(node: ast.Call) -> Iterator[Change]:
    text = _short(node)
    if isinstance(node.func, ast.Name) and node.func.id in NAMES:
        renamed = ast.Name(NAMES[node.func.id], ast.Load())
        yield f"`{text}` → {NAMES[node.func.id]}", _with(node, func=renamed)
    if len(node.args) >= 2 and not isinstance(node.args[1], ast.Starred):
        swapped = [node.args[1], node.args[0], *node.args[2:]]
        yield f"`{text}` with swapped arguments", _with(node, args=swapped)
    if len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
        yield f"`{text}` left out", node.args[0]
    if isinstance(node.func, ast.Attribute) and not node.args:
        yield f"`{text}` left out", node.func.value
    for index, keyword in enumerate(node.keywords):
        rest = [*node.keywords[:index], *node.keywords[index + 1 :]]
        yield f"`{text}` without {keyword.arg}", _with(node, keywords=rest)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _short(node: ast.AST) -> str:
    text = ast.unparse(node).replace("\n", " ")
    return text if len(text) <= 60 else text[:57] + "…"


EXPRESSIONS: dict[type[ast.expr], Callable[[Any], Iterator[Change]]] = {
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _comparison,
    ast.IfExp: _conditional,
    ast.Constant: _constant,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Slice: _slice,
}
