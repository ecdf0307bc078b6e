"""A topic's known wrong implementations, read from the text of its `misconceptions.py`.

Read, not run: what the file imports (a framework) is no business of the judge.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from autograder.course.edits import Declared, edited, name_of, read_edit
from autograder.course.errors import AuthoringError
from autograder.course.refusals import Refusal
from autograder.course.sources import Piece, Program, encoded_lines, parsed, read_text, segment
from autograder.rubric.misconceptions import Misconception

MARK = "misconception"
TOGETHER = "together"
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
        found: list[Misconception] = []
        lines: list[int] = []
        errors = []
        for mark, marked in _marks(tree):
            name = name_of(mark)
            if name == MARK:
                read = _read_mark(mark, marked)
                found += read
                lines += [mark.lineno] * len(read)
                if not read:
                    errors.append(Refusal.MARK_UNREADABLE.at(file, mark.lineno))
            elif name == TOGETHER:
                both = _read_together(mark, found)
                found += both
                lines += [mark.lineno] * len(both)
                if not both:
                    errors.append(Refusal.TOGETHER_UNREADABLE.at(file, mark.lineno))
            elif get_close_matches(name, [MARK], cutoff=0.8):
                errors.append(Refusal.MARK_SPELLING.at(file, mark.lineno, name=name))
        statements = tuple(_statements(tree, text, file))
        return cls(file, statements, tuple(found), tuple(lines), tuple(errors))

    def declared(self, one: Misconception) -> Declared:
        """Where a misconception is declared."""
        return Declared(self.file, self.lines[self.misconceptions.index(one)])

    def program(self, solution: Piece, wanted: Sequence[Misconception]) -> Program:
        """A solution with some misconceptions in it. Raises BrokenCourse for edits that fail.

        Behind it, where one is a definition: these definitions, those that they name, everything
        that is no definition, and a line for each that gives its task's name to it.
        """
        for one in wanted:
            solution = edited(solution, one.edits, self.declared(one), one.task)
        return Program((solution, *self._definitions([one for one in wanted if one.attribute])))

    def _definitions(self, wanted: Sequence[Misconception]) -> Iterator[Piece]:
        if not wanted:
            return
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
            yield Piece(self.file, f"{one.task} = {one.attribute}\n", self.declared(one).line)


def _statements(tree: ast.Module, text: str, file: Path) -> Iterator[_Statement]:
    lines = encoded_lines(text)
    for statement in tree.body:
        if _of_the_kit(statement) or _stands_alone(statement):
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


def _marks(tree: ast.Module) -> Iterator[tuple[ast.expr, Definition | None]]:
    """What may be a mark, in order: decorators with what they decorate, calls that stand alone."""
    for statement in tree.body:
        if isinstance(statement, Definition):
            yield from ((decorator, statement) for decorator in statement.decorator_list)
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            yield statement.value, None


def _read_mark(call: ast.expr, wrong: Definition | None) -> tuple[Misconception, ...]:
    """What a mark declares, for each of its values; empty where it cannot be read.

    A decorator has no edits, and a call that stands alone has some.
    """
    if not isinstance(call, ast.Call):
        return ()
    try:
        name, *edits = call.args
        task, _, id = ast.literal_eval(name).partition("/")
        words = {str(one.arg): ast.literal_eval(one.value) for one in call.keywords}
        values = words.pop("values", ())
        changes = tuple(map(read_edit, edits))
        attribute = wrong.name if wrong else ""
        made = Misconception(id=id, task=task, edits=changes, attribute=attribute, **words)
    except (ValueError, TypeError, AttributeError):
        return ()
    texts = (made.says, made.hint, made.raises, *values)
    whole = bool(task) and bool(id) and all(isinstance(one, str) for one in texts)
    if not whole or bool(made.edits) == bool(made.attribute) or (values and not made.edits):
        return ()
    return tuple(map(made.with_value, values)) if values else (made,)


def _read_together(call: ast.expr, declared: Sequence[Misconception]) -> tuple[Misconception, ...]:
    """Two misconceptions as one; empty where they are not declared above, as edits of one task."""
    try:
        names = [ast.literal_eval(one) for one in call.args] if isinstance(call, ast.Call) else []
    except ValueError:
        return ()
    known = {one.id: one for one in reversed(declared) if one.edits}
    parts = [known[name] for name in names if name in known]
    if len(parts) != 2 or len(names) != 2 or len({one.task for one in parts}) != 1:
        return ()
    first, second = parts
    return (
        Misconception(
            id=f"{first.id} + {second.id}",
            task=first.task,
            says=f"{first.says} {second.says}",
            hint=f"{first.hint} {second.hint}",
            edits=(*first.edits, *second.edits),
            parts=(first.id, second.id),
        ),
    )


def _is_mark(expression: ast.expr) -> bool:
    return name_of(expression) == MARK


def _decorators(statement: ast.stmt) -> list[ast.expr]:
    return list(getattr(statement, "decorator_list", []))


def _stands_alone(statement: ast.stmt) -> bool:
    """Whether it is a mark without a definition."""
    return isinstance(statement, ast.Expr) and name_of(statement.value) in (MARK, TOGETHER)


def _of_the_kit(statement: ast.stmt) -> bool:
    """Whether it imports from the kit or the solution, which a wrong program has already."""
    return isinstance(statement, ast.ImportFrom) and (
        statement.level > 0 or statement.module in ("__future__", "autograder.rubric")
    )
