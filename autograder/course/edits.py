"""Edits of a program's text, each of which must say exactly what it means."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.course.errors import BrokenCourse
from autograder.course.refusals import Refusal
from autograder.course.sources import Piece, parsed
from autograder.rubric.misconceptions import Edit

EDIT = "edit"
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Declared:
    """Where edits are declared: the file and line that an error is told by."""

    file: Path
    line: int


def edited(piece: Piece, edits: Iterable[Edit], declared: Declared, within: str = "") -> Piece:
    """A whole file's text with some edits; it still knows the line that each of its lines was.

    Edits that name no definition are of `within`, or of the whole text where that is empty. None
    is looked for in the definition's docstring. Raises BrokenCourse where one does not fit exactly
    once, changes nothing or leaves no program.
    """
    tree = parsed(piece.text, piece.file)
    for one in edits:
        name = one.of or within
        first, text = _region(piece.text, tree, name, declared)
        times = text.count(one.old) if one.old else 0
        if times != 1 or one.old == one.new:
            name = name or piece.file.name
            raise _refused(declared, Refusal.EDIT_NOT_ONCE, text=one.old, times=times, name=name)
        piece = _replaced(piece, first + text.index(one.old), one)
        try:
            tree = parsed(piece.text, piece.file)
        except BrokenCourse as broken:
            reason = broken.errors[0].message
            raise _refused(declared, Refusal.EDIT_LEAVES_NO_PROGRAM, reason=reason) from None
    return piece


def _replaced(piece: Piece, place: int, one: Edit) -> Piece:
    """The text with an edit at a place of it; new lines count as the last one they replace."""
    first = piece.text.count("\n", 0, place)
    replaced = piece.numbers[first : first + one.old.count("\n") + 1]
    instead = [replaced[min(i, len(replaced) - 1)] for i in range(one.new.count("\n") + 1)]
    origins = (*piece.numbers[:first], *instead, *piece.numbers[first + len(replaced) :])
    text = piece.text[:place] + one.new + piece.text[place + len(one.old) :]
    return Piece(piece.file, text, piece.first, origins)


def read_edit(call: ast.expr) -> Edit:
    """An edit as it is written out in a course's file. Raises ValueError or TypeError."""
    if not isinstance(call, ast.Call) or name_of(call) != EDIT:
        raise ValueError("this is no edit")
    words = {str(one.arg): ast.literal_eval(one.value) for one in call.keywords}
    made = Edit(*map(ast.literal_eval, call.args), **words)
    if not all(isinstance(one, str) for one in (made.old, made.new, made.of)):
        raise TypeError("an edit is made of texts")
    return made


def name_of(expression: ast.expr) -> str:
    """`mark` of `mark(…)`, `@mark` and `@mark(…)`."""
    called = expression.func if isinstance(expression, ast.Call) else expression
    return called.id if isinstance(called, ast.Name) else ast.unparse(called)


def _region(text: str, tree: ast.Module, name: str, declared: Declared) -> tuple[int, str]:
    """Where a definition begins in a text, and its text with a blank for its docstring."""
    if not name:
        return 0, text
    scope: ast.Module | Definition = tree
    for part in name.split("."):
        found = [one for one in scope.body if isinstance(one, Definition) and one.name == part]
        if len(found) != 1:
            raise _refused(declared, Refusal.EDIT_OF_NOTHING, name=name, times=len(found))
        [scope] = found
    assert not isinstance(scope, ast.Module)
    lines = text.split("\n")
    begin = min(one.lineno for one in (scope, *scope.decorator_list)) - 1
    shown = lines[begin : scope.end_lineno]
    if ast.get_docstring(scope) is not None:
        words = scope.body[0]
        for number in range(words.lineno - 1, words.end_lineno or words.lineno):
            shown[number - begin] = "\0" * len(lines[number])
    return sum(len(line) + 1 for line in lines[:begin]), "\n".join(shown)


def _refused(declared: Declared, refusal: Refusal, **values: object) -> BrokenCourse:
    return BrokenCourse([refusal.at(declared.file, declared.line, **values)])
