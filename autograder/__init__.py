"""neural-autograder: assessment of neural-network fundamentals::

    import autograder

    course = autograder.Course.load("my-course")
    key = autograder.build_key(course.topics["backprop"], seed="a secret")
    with autograder.Sandbox() as sandbox:
        report = autograder.grade("submissions/ada/backprop.py", key, sandbox)

Everything public is listed in `__all__`; all else may change. It lies in `autograder.api` and is
imported at first use: a worker, which imports this package, too, needs none of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.api import (
        AnswerKey,
        Course,
        Finding,
        Limits,
        Problem,
        Report,
        Sandbox,
        Submission,
        TaskReport,
        Topic,
        UserError,
        build_key,
        check,
        grade,
        grade_class,
        read_key,
        read_report,
        save_key,
        write_report,
    )

__version__ = "0.1.0"

__all__ = [
    "AnswerKey",
    "Course",
    "Finding",
    "Limits",
    "Problem",
    "Report",
    "Sandbox",
    "Submission",
    "TaskReport",
    "Topic",
    "UserError",
    "build_key",
    "check",
    "grade",
    "grade_class",
    "read_key",
    "read_report",
    "save_key",
    "write_report",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.api"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
