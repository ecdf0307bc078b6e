"""A submission as it is run, and how the lines of it are named to the student who wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.model.report import Problem


@dataclass(frozen=True)
class SourceMap:
    """The file a student submitted, and where each line of the program made from it stands.

    `cells` holds cell and line within it for each line of a program that was taken from a notebook
    (counted from 1); it is empty where the file itself is the program.
    """

    file: str
    cells: tuple[tuple[int, int], ...] = ()

    @property
    def notebook(self) -> bool:
        """Whether the program was taken from a notebook."""
        return self.file.endswith(".ipynb")

    def words(self, line: int) -> str:
        """“line 12”, or “cell 3, line 2”."""
        if 1 <= line <= len(self.cells):
            cell, line = self.cells[line - 1]
            return f"cell {cell}, line {line}"
        return f"line {line}"


@dataclass(frozen=True)
class Program:
    """What is run: Python files by name; how its lines are named; what could not be read."""

    files: Mapping[str, bytes]
    source_map: SourceMap
    problems: tuple[Problem, ...] = ()
