"""The course folder that `nbgrader generate_assignment` takes: settings, and a source a topic.

No solution is in it, so that none can leak. nbgrader itself is not needed to make it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.course.errors import CourseError
from autograder.course.notebook_form import cells_of_task
from autograder.course.topic import Topic
from autograder.release.hand_out import NOTEBOOK, hand_out_beside

CONFIG = "nbgrader_config.py"
SCHEMA = 3
SETTINGS = '''\
"""nbgrader's settings for this course; see docs/instructors/nbgrader.md of neural-autograder."""

c = get_config()  # noqa: F821

# Students' notebooks are not run: what they define is graded in a sandbox. Other assignments than
# those of neural-autograder go on as ever.
c.Autograde.exporter_class = "autograder.platforms.nbgrader.step.SandboxGrading"
c.SandboxGrading.course = COURSE
'''
OPEN = re.compile(r"^([ \t]+)(raise NotImplementedError\(.*\))$", re.MULTILINE)
# nbgrader puts its own stub in the place of such a region, and of a whole cell without one.
REGION = r"\1### BEGIN SOLUTION\n\1\2\n\1### END SOLUTION"


def check_cell(task: str) -> str:
    """The name in the gradebook of the cell that earns a task's points.

    No other cell has this name: that of a function is the task's own, which holds no hyphen.
    """
    return f"check-{task}"


def write(topics: Sequence[Topic], course: Path, folder: Path) -> None:
    """Fill a course folder; `course` is where the references lie. Raises CourseError or OSError."""
    settings = SETTINGS.replace("COURSE", json.dumps(str(course), ensure_ascii=False))
    (folder / CONFIG).write_text(settings, encoding="utf-8")
    for topic in topics:
        target = folder / "source" / topic.name
        hand_out_beside(topic.assignment, target)
        (target / f"{topic.name}{NOTEBOOK}").write_text(notebook(topic), encoding="utf-8")


def notebook(topic: Topic) -> str:
    """A topic's notebook with nbgrader's marks: locked text, open functions, checks with points."""
    tree = json.loads(topic.notebook)
    cells = {cell["id"]: cell for cell in tree["cells"]}
    for cell in tree["cells"]:
        _mark(cell, f"handout-{cell['id']}", locked=True)
    for task in topic.rubric.tasks:
        own, checking = (cells[name] for name in cells_of_task(task.name))
        text, count = OPEN.subn(REGION, "".join(own["source"]))
        if not count:
            said = f"nothing is left open in {task.name}, so nbgrader would empty its whole cell"
            raise CourseError(f"{topic.name}: {said}")
        own["source"] = text.splitlines(keepends=True)
        _mark(own, task.name, solution=True)
        _mark(checking, check_cell(task.name), locked=True, points=task.points)
    return json.dumps(tree, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _mark(
    cell: dict[str, Any],
    name: str,
    *,
    locked: bool = False,
    solution: bool = False,
    points: float | None = None,
) -> None:
    marks: dict[str, object] = {
        "schema_version": SCHEMA,
        "grade_id": name,
        "grade": points is not None,
        "solution": solution,
        "locked": locked,
        "task": False,
    }
    if points is not None:
        marks["points"] = points
    cell["metadata"] = {"nbgrader": marks}
