"""What an instructor writes a rubric with."""

from autograder.model.limits import Limits
from autograder.rubric.language import (
    Case,
    Check,
    Figure,
    Law,
    Misconception,
    Rubric,
    RubricError,
    Task,
    case,
    misconception,
    rows_follow,
    rows_sum_to,
    unchanged_by,
    within,
)

__all__ = [
    "Case",
    "Check",
    "Figure",
    "Law",
    "Limits",
    "Misconception",
    "Rubric",
    "RubricError",
    "Task",
    "case",
    "misconception",
    "rows_follow",
    "rows_sum_to",
    "unchanged_by",
    "within",
]
