"""What may stand in place of a statement, or where else it may stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from autograder.reading.edits.scope import Scope
from autograder.reading.edits.text import Change, ProgramText

# The name of an operator, the line that it is about, and what it changes.
Edit = tuple[str, int, Change]

SIMPLE = ast.Assign | ast.AugAssign | ast.Expr | ast.Continue | ast.Break
COMPOUND = ast.For | ast.While | ast.If | ast.With
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def of_block(block: Sequence[ast.stmt], text: ProgramText) -> Iterator[Edit]:
    """All edits of the statements of one block; blocks within them are others."""
    for statement in block:
        if not _is_docstring(statement):
            yield from _of_statement(statement, text)
    for one, following in zip_longest(block, block[1:]):
        if isinstance(one, ast.If):
            yield from _of_condition(one, following, text)
    for one, other in pairwise(block):
        if not isinstance(other, ast.Return) and not _is_docstring(one):
            yield "swapped statements", one.lineno, _swapped(one, other, text)


def of_body(function: ast.FunctionDef, scope: Scope, text: ProgramText) -> Iterator[Edit]:
    """Edits of a function as a whole: what it returns, and copies of what it gets."""
    last = function.body[-1]
    indentation = text.indentation(last)
    if indentation is not None and not isinstance(last, ast.Return | ast.Raise):
        end = text.end(last)
        line = last.end_lineno or last.lineno
        if isinstance(last, ast.Expr):
            start = text.start(last)
            yield "returned", line, Change(start, start, "return ")
        for name in reversed(scope.names):
            yield "returned", line, Change(end, end, f"\n{indentation}return {name}")
    first = next((one for one in function.body if not _is_docstring(one)), last)
    for name in scope.parameters:
        start = text.start(first)
        if text.indentation(first) is not None:
            copied = f"{name} = {name}.copy()\n{text.indentation(first)}"
            yield "parameter copied", first.lineno, Change(start, start, copied)


def _of_statement(statement: ast.stmt, text: ProgramText) -> Iterator[Edit]:
    line, start, end = statement.lineno, text.start(statement), text.end(statement)
    if isinstance(statement, SIMPLE):
        yield "statement dropped", line, Change(start, end, "pass")
    if isinstance(statement, COMPOUND):
        yield from _moved_out(statement, text)
    if isinstance(statement, ast.For):
        around = f"reversed(list({text.of(statement.iter)}))"
        yield "range", line, Change(text.start(statement.iter), text.end(statement.iter), around)
    if isinstance(statement, ast.AugAssign):
        yield from _in_place(statement, text)
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        [target] = statement.targets
        if not isinstance(target, ast.Tuple | ast.List):
            for sign in "+-*":
                changed = f"{text.of(target)} {sign}= {text.of(statement.value)}"
                yield "made in place", line, Change(start, end, changed)
    if isinstance(statement, ast.Return) and isinstance(statement.value, ast.Tuple):
        parts = statement.value.elts
        if len(parts) == 2:
            swapped = f"return {text.of(parts[1])}, {text.of(parts[0])}"
            yield "returned", line, Change(start, end, swapped)


def _of_condition(
    statement: ast.If, following: ast.stmt | None, text: ProgramText
) -> Iterator[Edit]:
    """The condition turned round, or one of the two ways always taken.

    If the other way makes everything right, then something is wrong with the one that is not taken.
    """
    test, line = statement.test, statement.lineno
    after = [following] if following is not None else []
    leaves = isinstance(statement.body[-1], ast.Return | ast.Raise | ast.Continue)
    otherwise = statement.orelse or (after if leaves else [])
    for condition, not_taken in (
        (f"not ({text.of(test)})", []),
        ("True", otherwise),
        ("False", statement.body),
    ):
        about = not_taken[0].lineno if len(not_taken) == 1 else line
        yield "condition", about, Change(text.start(test), text.end(test), condition)


def _in_place(statement: ast.AugAssign, text: ProgramText) -> Iterator[Edit]:
    line, start, end = statement.lineno, text.start(statement), text.end(statement)
    target, value = text.of(statement.target), text.of(statement.value)
    yield "replaced, not added", line, Change(start, end, f"{target} = {value}")
    for kind, sign in SIGNS.items():
        if isinstance(statement.op, kind):
            yield "not in place", line, Change(start, end, f"{target} = {target} {sign} ({value})")
        else:
            yield "operator", line, Change(start, end, f"{target} {sign}= {value}")


def _moved_out(
    statement: ast.For | ast.While | ast.If | ast.With, text: ProgramText
) -> Iterator[Edit]:
    """The last statement of a block behind it, the first one before it."""
    body, outside = statement.body, text.indentation(statement)
    if outside is None or len(body) < 2 or any(text.indentation(one) is None for one in body):
        return
    last, before = body[-1], body[-2]
    if not isinstance(last, COMPOUND):
        moved = f"\n{outside}{text.of(last)}"
        kept = text.between(text.end(last), text.end(statement))
        yield "moved out", last.lineno, Change(text.end(before), text.end(statement), kept + moved)
    first, after = body[0], body[1]
    if not isinstance(first, COMPOUND):
        start = text.start(statement)
        head = text.between(start, text.start(first))
        moved = f"{text.of(first)}\n{outside}{head}"
        yield "moved out", first.lineno, Change(start, text.start(after), moved)


def _swapped(one: ast.stmt, other: ast.stmt, text: ProgramText) -> Change:
    between = text.between(text.end(one), text.start(other))
    return Change(text.start(one), text.end(other), text.of(other) + between + text.of(one))


def _is_docstring(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )
