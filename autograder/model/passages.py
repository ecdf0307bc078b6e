"""What two submissions are compared by: passages of their code, and what else both may hold."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.model.report import Problem


@dataclass(frozen=True)
class Passage:
    """Some tokens in a row, as a number of 64 bits with a sign: equal tokens have equal numbers.

    They are equal on every machine, so passages can be stored. `task` is the function or class in
    which they are, empty for the rest of the file. Lines are counted from 1.
    """

    task: str
    hash: int
    first: int
    last: int


@dataclass(frozen=True)
class Unit:
    """A function or class at top level, or the statements between two: its lines and its size.

    `tokens` counts those that are compared: none of comments, docstrings, imports and headers.
    """

    task: str
    tokens: int
    first: int
    last: int


@dataclass(frozen=True)
class Detail:
    """A comment, name or number of a text, with the line in which it is first.

    `kind` is “comment”, “name” or “number”. Comments, and lines of docstrings, are in small
    letters with single blanks.
    """

    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class Fingerprints:
    """A program taken apart: its text, and its passages in the order of the text.

    `cells` has cell and line for each line of a program that was made of a notebook, and
    `problems` what of that could not be read.
    """

    source: str
    cells: tuple[tuple[int, int], ...]
    units: tuple[Unit, ...]
    passages: tuple[Passage, ...]
    details: tuple[Detail, ...]
    problems: tuple[Problem, ...] = ()
