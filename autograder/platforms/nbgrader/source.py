"""The course folder that `nbgrader generate_assignment` takes: settings, and a source a topic.

No solution is in it, so that none can leak. nbgrader itself is not needed to make it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from autograder.course.errors import CourseError
from autograder.course.notebook_form import cells_of_task
from autograder.course.topic import Topic
from autograder.platforms.nbgrader import CONFIG
from autograder.release.format import Release
from autograder.release.hand_out import NOTEBOOK, hand_out_beside
from autograder.release.templates import rendered

SCHEMA = 3
OPEN = re.compile(r"^([ \t]+)(raise NotImplementedError\(.*\))$", re.MULTILINE)
# nbgrader puts its own stub in the place of such a region, and of a whole cell without one.
REGION = r"\1### BEGIN SOLUTION\n\1\2\n\1### END SOLUTION"


def check_cell(task: str) -> str:
    """The name in the gradebook of the cell that earns a task's points.

    No other cell has this name: that of a function is the task's own, which holds no hyphen.
    """
    return f"check-{task}"


def fill(release: Release) -> None:
    """Fill a release with a course folder, which names the kit's course; raises CourseError."""
    course = json.dumps(str(release.course), ensure_ascii=False)
    settings = rendered("autograder.platforms.nbgrader", f"{CONFIG}.template", course=course)
    (release.folder / CONFIG).write_text(settings, encoding="utf-8")
    for topic in release.topics:
        target = release.folder / "source" / topic.name
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
            raise CourseError(
                f"{topic.name}: nothing is left open in {task.name}, so nbgrader would empty its "
                "whole cell"
            )
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
