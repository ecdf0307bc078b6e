"""How a line of the program that ran is named to the student who wrote it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Places:
    """The file a student handed in, and where each line of the program made from it stands.

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
