"""What an instructor writes a rubric with: tasks, checks, laws, cases, misconceptions.

In: a course's own texts, which call what is here. Out: declarations, from which `keys` draws an
answer key, and the verdict of each kind of check. Not here: running anything, and points.
"""

from autograder.model.limits import Limits
from autograder.rubric.cases import DeclaredCase, RubricError, case, only_as_drawn
from autograder.rubric.checks.invariant import (
    Law,
    rows_follow,
    rows_sum_to,
    unchanged_by,
    within,
)
from autograder.rubric.language import DeclaredTask, Figure, Rubric, Task
from autograder.rubric.misconceptions import (
    Misconception,
    edit,
    misconception,
    together,
    transplant,
)

__all__ = [
    "DeclaredCase",
    "DeclaredTask",
    "Figure",
    "Law",
    "Limits",
    "Misconception",
    "Rubric",
    "RubricError",
    "Task",
    "case",
    "edit",
    "misconception",
    "only_as_drawn",
    "rows_follow",
    "rows_sum_to",
    "together",
    "transplant",
    "unchanged_by",
    "within",
]
