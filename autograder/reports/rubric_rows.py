"""A topic's rubric as instructors read it: tasks, their checks, and what each is worth."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.keys.drawing import allocate
from autograder.model.checks import Role
from autograder.rubric import Rubric


@dataclass(frozen=True)
class CheckRow:
    """One check. A supplementary one earns only where every other check of its task passes."""

    title: str
    points: float
    supplementary: bool


@dataclass(frozen=True)
class TaskRow:
    """One task with its checks in their order."""

    name: str
    points: float
    after: tuple[str, ...]
    checks: tuple[CheckRow, ...]


def rubric_rows(rubric: Rubric) -> list[TaskRow]:
    """All tasks; the points of checks are those of reports, in hundredths that add up."""
    rows = []
    for task in rubric.tasks:
        shares = allocate(task.points, [check.weight for check in task.checks])
        checks = tuple(
            CheckRow(check.title, points, check.role == Role.SUPPLEMENTARY)
            for check, points in zip(task.checks, shares, strict=True)
        )
        rows.append(TaskRow(task.name, task.points, task.after, checks))
    return rows
