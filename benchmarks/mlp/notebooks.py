"""The assignment as notebooks: one for nbgrader with a test cell a check, one for otter-grader."""

from __future__ import annotations

from typing import Any

SPLIT = "\n\n\n"
TEST = "import sys\nimport checks\nchecks.{name}(sys.modules[__name__])"


def for_nbgrader(source: str, checks: list[str]) -> dict[str, Any]:
    """`source` in the solution cell, and a cell of one point for each check."""
    cells = [_nbgrader_cell("solution", source, solution=True)]
    for name in checks:
        cells.append(_nbgrader_cell(name, TEST.format(name=name), points=1))
    return _notebook(cells)


def for_otter(source: str) -> dict[str, Any]:
    """A cell for each function, as students have it; the tests are files beside it."""
    parts = [part for part in source.split(SPLIT) if part.strip()]
    return _notebook([_cell(f"cell{number}", part) for number, part in enumerate(parts)])


def _nbgrader_cell(
    name: str, source: str, *, solution: bool = False, points: int | None = None
) -> dict[str, Any]:
    graded = points is not None
    marks: dict[str, Any] = {
        "grade": graded,
        "grade_id": name,
        "locked": graded,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if graded:
        marks["points"] = points
    return {**_cell(name, source), "metadata": {"nbgrader": marks}}


def _cell(name: str, source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name.replace("_", "-")[:64],
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def _notebook(cells: list[dict[str, Any]]) -> dict[str, Any]:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
