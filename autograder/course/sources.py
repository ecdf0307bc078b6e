"""The texts of a course: read, compiled, and joined so that every line keeps its place."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.errors import AuthoringError, BrokenCourse
from autograder.course.refusals import Refusal

BETWEEN = "\n\n"


@dataclass(frozen=True)
class Piece:
    """Lines of a file, from line `first` on.

    They stand there as they are, or are edited: then `origins` has the line that each was.
    """

    file: Path
    text: str
    first: int = 1
    origins: tuple[int, ...] = ()

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The number in the file of each line."""
        count = self.text.count("\n") + 1
        return self.origins or tuple(range(self.first, self.first + count))


@dataclass(frozen=True)
class Program:
    """A Python program put together from pieces of several files."""

    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """The program as it runs."""
        return BETWEEN.join(piece.text for piece in self.pieces)

    def place(self, line: int) -> tuple[Path, int]:
        """The file that a line of the program comes from, and its number there.

        A line between two pieces, or after all, belongs to the piece before it.
        """
        start = 1
        place = self.pieces[0].file, self.pieces[0].first
        for piece in self.pieces:
            if line < start:
                break
            last = len(piece.text.splitlines()) - 1
            place = piece.file, piece.numbers[min(line - start, last)]
            start += piece.text.count("\n") + BETWEEN.count("\n")
        return place

    def failure(self, line: int, reason: str) -> AuthoringError:
        """That running the program failed in a line of it, told by the file it comes from."""
        return Refusal.FAILS_ON_LOAD.at(*self.place(line), reason=reason)


def read_text(file: Path) -> str:
    """The text of a file. Raises BrokenCourse."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BrokenCourse([Refusal.UNREADABLE.at(file, line, reason=error.reason)]) from None
    except OSError as error:
        raise BrokenCourse([Refusal.UNREADABLE.at(file, reason=error.strerror)]) from None


def parsed(text: str, file: Path) -> ast.Module:
    """The text as a syntax tree that also compiles. Raises BrokenCourse."""
    with warnings.catch_warnings(action="ignore"):  # of escapes in strings, for instance
        try:
            tree = ast.parse(text, str(file))
            compile(text, str(file), "exec", dont_inherit=True)
        except SyntaxError as error:
            raise BrokenCourse([not_python(error, file)]) from None
        except ValueError as error:  # a null byte, up to Python 3.11
            raise BrokenCourse([Refusal.NOT_PYTHON.at(file, reason=error)]) from None
    return tree


def encoded_lines(text: str) -> list[bytes]:
    """The lines of a text, for `segment`."""
    return [line.encode() for line in text.split("\n")]


def segment(lines: Sequence[bytes], node: ast.stmt | ast.expr) -> str:
    """The text of a node. (`ast.get_source_segment` splits the whole text each time.)"""
    last = node.end_lineno or node.lineno
    taken = list(lines[node.lineno - 1 : last])
    taken[-1] = taken[-1][: node.end_col_offset]
    taken[0] = taken[0][node.col_offset :]
    return b"\n".join(taken).decode()


def not_python(error: SyntaxError, file: Path) -> AuthoringError:
    """A syntax error of a file as an error of its author's."""
    return Refusal.NOT_PYTHON.at(file, error.lineno or 1, reason=error.msg)
