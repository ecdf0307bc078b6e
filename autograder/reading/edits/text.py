"""A program's text by the bytes of its nodes, so that an edit leaves all else as it was written."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

LOOSE = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda)
TIGHT = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Attribute)

Located = ast.expr | ast.stmt
Definition = ast.FunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Change:
    """A replacement of the bytes from `start` to `end`."""

    start: int
    end: int
    text: str


class ProgramText:
    """A text that can be parsed; raises what `ast.parse` raises."""

    def __init__(self, source: str) -> None:
        self.tree = ast.parse(source)
        self._bytes = source.encode()

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        starts = [0]
        for line in self._bytes.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts

    def start(self, node: Located) -> int:
        """The first byte of a node."""
        return self._lines[node.lineno - 1] + node.col_offset

    def end(self, node: Located) -> int:
        """The byte behind a node."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self._lines[node.end_lineno - 1] + node.end_col_offset

    def between(self, start: int, end: int) -> str:
        """The text of some bytes."""
        return self._bytes[start:end].decode()

    def of(self, node: Located) -> str:
        """The text of a node."""
        return self.between(self.start(node), self.end(node))

    def indentation(self, statement: ast.stmt) -> str | None:
        """What stands before a statement on its line; None if that is another statement."""
        before = self.between(self._lines[statement.lineno - 1], self.start(statement))
        return before if not before.strip() else None

    def replaced(self, node: ast.expr, new: ast.expr, parent: ast.AST) -> Change:
        """A node with another in its place, within brackets where it needs them."""
        start, end = self.start(node), self.end(node)
        text = ast.unparse(new)
        held = isinstance(parent, ast.Subscript | ast.Call) and node in (
            getattr(parent, "value", None),
            getattr(parent, "func", None),
        )
        bracketed = self._bytes[start - 1 : start] + self._bytes[end : end + 1] == b"()"
        loose = isinstance(new, LOOSE) and (held or isinstance(parent, TIGHT)) and not bracketed
        number = isinstance(new, ast.Constant) and isinstance(parent, ast.Attribute)
        # As the only argument it has the brackets of the call.
        argument = isinstance(node, ast.GeneratorExp) and isinstance(parent, ast.Call)
        if loose or number or argument:
            text = f"({text})"
        return Change(start, end, text)

    def edited(self, definition: ast.stmt, change: Change) -> str:
        """The text of a definition with a change in it."""
        first, last = self.start(definition), self.end(definition)
        return self.between(first, change.start) + change.text + self.between(change.end, last)

    def lines_around(self, change: Change) -> tuple[str, str]:
        """The lines that a change touches, as they are and as they would be."""
        first = self._bytes.rfind(b"\n", 0, change.start) + 1
        last = self._bytes.find(b"\n", change.end)
        last = len(self._bytes) if last < 0 else last
        before = self.between(first, last)
        start, end = self.between(first, change.start), self.between(change.end, last)
        return before, start + change.text + end


def definitions(tree: ast.Module) -> dict[str, Definition]:
    """The functions and classes at top level, by name: of several the last, as in a run."""
    return {one.name: one for one in tree.body if isinstance(one, Definition)}


def mentioned(tree: ast.Module) -> dict[str, set[str]]:
    """For each name at top level, a table of functions say, the names that its statements mention.

    Nested functions and their variables are among them.
    """
    found: dict[str, set[str]] = {}
    for statement in tree.body:
        names = {one.id for one in ast.walk(statement) if isinstance(one, ast.Name)}
        if isinstance(statement, Definition):
            bound = {statement.name}
        else:
            stored = (one for one in ast.walk(statement) if isinstance(one, ast.Name))
            bound = {one.id for one in stored if isinstance(one.ctx, ast.Store)}
        for name in bound:
            found.setdefault(name, set()).update(names)
    return found


def functions(definition: Definition) -> Sequence[ast.FunctionDef]:
    """A function itself, or the methods of a class."""
    if isinstance(definition, ast.FunctionDef):
        return [definition]
    return [one for one in definition.body if isinstance(one, ast.FunctionDef)]
