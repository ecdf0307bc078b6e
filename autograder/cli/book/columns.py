"""Rows whose columns stand below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from autograder.reports.plain_text import plain_text


def in_columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A line for each row, whose cells are as wide as the widest of their column."""
    fit = [[plain_text(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*fit, strict=True)]
    for row in fit:
        cells = (
            f"{cell}{' ' * (width - cell_len(cell))}"
            for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(cells).rstrip()
