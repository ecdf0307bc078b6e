"""The notebook that nbgrader's feedback is made from: the student's cells, the instructor's marks.

The gradebook tells which cells earn points, and how many. Of a submission only texts are taken:
no output that it holds, and no metadata beside the names of the instructor's own cells.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.model.report import Report, TaskReport
from autograder.platforms.nbgrader.source import SCHEMA, check_cell
from autograder.reading.requests import Cell
from autograder.reports import html as pages
from autograder.reports import sentences as feedback

Json = dict[str, Any]
DELETED = "This cell is not in the notebook that was submitted."


@dataclass(frozen=True)
class OwnCell:
    """A cell of the instructor's, as the gradebook knows it; without `points` it earns none."""

    name: str
    kind: str  # "code" or "markdown"
    text: str
    checksum: str | None
    locked: bool
    solution: bool
    task: bool
    points: float | None

    @property
    def counts(self) -> bool:
        """Whether the gradebook holds points or comments for it."""
        return self.solution or self.points is not None


def notebook(
    submitted: Sequence[Cell],
    own: Sequence[OwnCell],
    report: Report,
    kernel: Mapping[str, Any],
) -> Json:
    """The cells that were submitted, each of the instructor's once, with what its check found.

    Of several cells of one name the last is the instructor's, as its code counts; the others are
    cells without a name. What was deleted of `own` stands behind what it followed there.
    """
    waiting = {one.name: one for one in own}
    placed: list[tuple[str, Json]] = []
    for cell in reversed(submitted):
        mine = waiting.get(cell.grade_id)
        if mine is not None and mine.kind == cell.kind:
            del waiting[mine.name]
            placed.append((mine.name, _marked(mine, mine.text if mine.locked else cell.text)))
        else:
            placed.append(("", _plain(cell)))
    placed.reverse()
    behind = -1
    for mine in own:
        if mine.name in waiting and mine.counts:
            comment = f"# {DELETED}" if mine.kind == "code" else DELETED
            text = comment if mine.solution else mine.text
            behind += 1
            placed.insert(behind, (mine.name, _marked(mine, text)))
        else:
            names = [name for name, _ in placed]
            behind = names.index(mine.name) if mine.name in names else behind
    _show(report, dict(placed))
    for place, (_, made) in enumerate(placed):
        made["id"] = f"cell-{place}"
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": dict(kernel)},
        "cells": [cell for _, cell in placed],
    }


def _show(report: Report, cells: Mapping[str, Json]) -> None:
    """Put what was found below the cell of each check; what holds for all, below the first."""
    notes = feedback.remarks(report)
    if report.score is None:
        notes.insert(0, feedback.NOT_GRADED)
    tasks = {check_cell(task.name): task for task in report.tasks}
    for name, cell in cells.items():
        if name in tasks:
            cell["outputs"] = [_found(report, tasks[name], notes)]
        elif notes and "outputs" in cell and cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["outputs"] = [_noted(notes)]
        else:
            continue
        notes = []


def _found(report: Report, task: TaskReport, notes: list[str]) -> Json:
    lines = [*notes, *feedback.of_task(report, task)]
    words = "\n".join([f"{task.name}: {task.outcome}", *lines])
    return _output(words, pages.feedback(report, [task], notes, ""))


def _noted(notes: list[str]) -> Json:
    paragraphs = "".join(f"<p>{html.escape(note)}</p>" for note in notes)
    return _output("\n".join(notes), f"<div>{paragraphs}</div>")


def _output(words: str, page: str) -> Json:
    data = {"text/plain": words, "text/html": page}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _plain(cell: Cell) -> Json:
    """A cell of the student's own."""
    return _cell(cell.kind if cell.kind in ("code", "markdown") else "raw", cell.text)


def _marked(own: OwnCell, text: str) -> Json:
    marks: Json = {
        "schema_version": SCHEMA,
        "grade_id": own.name,
        "cell_type": own.kind,
        "grade": own.points is not None and not own.task,
        "solution": own.solution,
        "locked": own.locked,
        "task": own.task,
        "checksum": own.checksum,
    }
    if own.points is not None:
        marks["points"] = own.points
    return {**_cell(own.kind, text), "metadata": {"nbgrader": marks}}


def _cell(kind: Any, text: str) -> Json:
    cell: Json = {"cell_type": kind, "metadata": {}, "source": text}
    return {**cell, "execution_count": None, "outputs": []} if kind == "code" else cell
