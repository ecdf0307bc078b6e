"""A topic's `transplants.py`: ideas of misconceptions written into correct variants."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course.edits import Declared, edited, name_of, read_edit
from autograder.course.errors import AuthoringError
from autograder.course.refusals import Refusal
from autograder.course.sources import Piece, Program, parsed, read_text
from autograder.rubric.misconceptions import Transplant

MARK = "transplant"


@dataclass(frozen=True)
class Transplants:
    """The transplants of a topic in order of declaration, and their lines."""

    file: Path
    transplants: tuple[Transplant, ...]
    lines: tuple[int, ...]
    errors: tuple[AuthoringError, ...]

    @classmethod
    def read(cls, file: Path) -> Transplants:
        """Read a file; one that is missing holds nothing. Raises BrokenCourse."""
        tree = parsed(read_text(file), file) if file.exists() else ast.Module([], [])
        found, lines, errors = [], [], []
        for call in _calls(tree):
            read = _read(call)
            if read is None:
                errors.append(Refusal.TRANSPLANT_UNREADABLE.at(file, call.lineno))
            else:
                found.append(read)
                lines.append(call.lineno)
        return cls(file, tuple(found), tuple(lines), tuple(errors))

    def program(self, some: Sequence[Transplant], variant: Piece) -> Program:
        """The variant with these ideas in it. Raises BrokenCourse for edits that fail."""
        for one in some:
            declared = Declared(self.file, self.lines[self.transplants.index(one)])
            variant = edited(variant, one.edits, declared)
        return Program((variant,))


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls that stand alone at the top level."""
    for statement in tree.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            yield statement.value


def _read(call: ast.Call) -> Transplant | None:
    """The transplant that a call declares; None where it cannot be read."""
    if name_of(call) != MARK or call.keywords:
        return None
    try:
        misconception, variant, *edits = call.args
        names = ast.literal_eval(misconception), ast.literal_eval(variant)
        made = Transplant(*names, tuple(map(read_edit, edits)))
    except (ValueError, TypeError):
        return None
    return made if made.edits and all(isinstance(name, str) for name in names) else None
