"""A topic's known wrong implementations, read from the text of its `misconceptions.py`.

Read, not run: what the file imports (a framework) is no business of the judge.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from autograder.course.errors import AuthoringError
from autograder.course.refusals import Refusal
from autograder.course.sources import Piece, encoded_lines, parsed, read_text, segment
from autograder.rubric import Misconception

MARK = "misconception"
Definition = ast.FunctionDef | ast.ClassDef


@dataclass(frozen=True)
class _Statement:
    """One statement at the top level: what it defines, what it names, and its text."""

    defines: str | None
    names: frozenset[str]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Catalogue:
    """The misconceptions of a topic in order of declaration, and the lines of their marks."""

    file: Path
    statements: tuple[_Statement, ...]
    misconceptions: tuple[Misconception, ...]
    lines: tuple[int, ...]
    errors: tuple[AuthoringError, ...]

    @classmethod
    def read(cls, file: Path) -> Catalogue:
        """Read a file; one that is missing holds nothing. Raises BrokenCourse."""
        text = read_text(file) if file.exists() else ""
        tree = parsed(text, file)
        found, lines, errors = [], [], []
        for definition in tree.body:
            for decorator in _decorators(definition):
                if _is_mark(decorator) and isinstance(definition, Definition):
                    mark = _read_mark(decorator, definition)
                    if mark is None:
                        errors.append(Refusal.MARK_UNREADABLE.at(file, decorator.lineno))
                    else:
                        found.append(mark)
                        lines.append(decorator.lineno)
                elif get_close_matches(name := _name(decorator), [MARK], cutoff=0.8):
                    errors.append(Refusal.MARK_SPELLING.at(file, decorator.lineno, name=name))
        statements = tuple(_statements(tree, text, file))
        return cls(file, statements, tuple(found), tuple(lines), tuple(errors))

    def pieces(self, wanted: Sequence[Misconception]) -> Iterator[Piece]:
        """What is put behind a solution so that some misconceptions are in it.

        Their definitions, those that these name, everything that is no definition, and a line for
        each that gives its task's name to the wrong implementation.
        """
        definitions = {one.defines: one for one in self.statements if one.defines is not None}
        kept: set[str] = set()
        waiting = [one.attribute for one in wanted]
        waiting += (name for one in self.statements if one.defines is None for name in one.names)
        while waiting:
            name = waiting.pop()
            if name in definitions and name not in kept:
                kept.add(name)
                waiting += definitions[name].names
        for statement in self.statements:
            if statement.defines is None or statement.defines in kept:
                yield from statement.pieces
        for one in wanted:
            line = self.lines[self.misconceptions.index(one)]
            yield Piece(self.file, f"{one.task} = {one.attribute}\n", line)


def _statements(tree: ast.Module, text: str, file: Path) -> Iterator[_Statement]:
    lines = encoded_lines(text)
    for statement in tree.body:
        if _of_the_kit(statement):
            continue
        pieces = [
            Piece(file, "@" + segment(lines, decorator), decorator.lineno)
            for decorator in _decorators(statement)
            if not _is_mark(decorator)
        ]
        pieces.append(Piece(file, segment(lines, statement), statement.lineno))
        defines = statement.name if isinstance(statement, Definition) else None
        names = {one.id for one in ast.walk(statement) if isinstance(one, ast.Name)}
        yield _Statement(defines, frozenset(names), tuple(pieces))


def _read_mark(call: ast.expr, wrong: Definition) -> Misconception | None:
    """The misconception that a decorator declares; None where it cannot be read."""
    if not isinstance(call, ast.Call):
        return None
    try:
        task, name = (ast.literal_eval(argument) for argument in call.args)
        words = {str(one.arg): ast.literal_eval(one.value) for one in call.keywords}
        made = Misconception(id=name, task=task, attribute=wrong.name, **words)
    except (ValueError, TypeError):
        return None
    texts = (made.id, made.task, made.says, made.hint, made.raises)
    return made if all(isinstance(one, str) for one in texts) else None


def _is_mark(decorator: ast.expr) -> bool:
    return _name(decorator) == MARK


def _name(decorator: ast.expr) -> str:
    """`misconception` of `@misconception`, `@misconception(…)`."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.id if isinstance(called, ast.Name) else ast.unparse(called)


def _decorators(statement: ast.stmt) -> list[ast.expr]:
    return list(getattr(statement, "decorator_list", []))


def _of_the_kit(statement: ast.stmt) -> bool:
    """Whether it imports from the kit or the solution, which a wrong program has already."""
    return isinstance(statement, ast.ImportFrom) and (
        statement.level > 0 or statement.module in ("__future__", "autograder.rubric")
    )
