"""The public Python API; `import autograder` offers all of it by name.

In: paths, topics, keys, submissions. Out: keys and reports, as the values that the rest of the kit
passes on. Not here: anything that the packages below do not do, and no other way of doing it.
"""

from autograder.api.courses import Course, build_key, read_key, save_key
from autograder.api.grading import check, grade, grade_class
from autograder.api.sandboxes import Sandbox
from autograder.course.topic import Topic
from autograder.errors import UserError
from autograder.model.answer_key import AnswerKey
from autograder.model.limits import Limits
from autograder.model.report import Finding, Problem, Report, TaskReport
from autograder.model.submission import Submission
from autograder.reports.reading import read_report, write_report

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
