"""A report as nbgrader's gradebook keeps it: points, comments, and what lateness costs."""

from __future__ import annotations

import contextlib
import html
import logging
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

from nbformat import NotebookNode, from_dict
from nbgrader import utils
from nbgrader.api import Grade, Gradebook, SubmittedAssignment
from nbgrader.preprocessors import AssignLatePenalties

from autograder.model.outcomes import Outcome
from autograder.model.report import Report
from autograder.model.submission import TimeStamp
from autograder.platforms.nbgrader.course_folder import CollectedNotebook, CourseFolder
from autograder.platforms.nbgrader.source import check_cell
from autograder.reports import sentences as feedback

# What nbgrader says of each late submission stands in the report as well.
log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())


def write(
    course: CourseFolder,
    gradebook: Gradebook,
    collected: CollectedNotebook,
    report: Report,
    shown: Mapping[str, Any],
) -> None:
    """Put one report into the gradebook; `shown` is its autograded notebook.

    Points that were given by hand, extra credit and comments of a person stay as they are; as
    after nbgrader's own run, such points are marked to be looked at again.
    """
    student, assignment = collected.submission.student, collected.assignment
    gradebook.update_or_create_student(student)
    gradebook.update_or_create_submission(assignment, student, **_stamp(course, collected))
    notebook = gradebook.find_submission_notebook(report.topic, assignment, student)
    cells = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell
        for cell in shown["cells"]
        if "nbgrader" in cell["metadata"]
    }
    for grade in notebook.grades:
        grade.auto_score = _points(grade, report, cells[grade.name])
        by_hand = grade.manual_score is not None
        grade.needs_manual_grade = by_hand or grade.auto_score is None
    commented = {str(comment.name): comment for comment in notebook.comments}
    comments = _comments(report, [name for name in cells if name in commented])
    for name, comment in commented.items():
        comment.auto_comment = comments.get(name)
    gradebook.db.commit()
    _charge(course, gradebook, collected, report)


def _points(grade: Grade, report: Report, cell: Mapping[str, Any]) -> float | None:
    """What a cell earned, in the points that it is worth in the gradebook; None is not known."""
    if report.missing:
        return 0.0
    marks = cell["metadata"]["nbgrader"]
    if marks["solution"] or marks["task"]:  # a written answer, which only a person can grade
        score, _ = utils.determine_grade(from_dict(cell), log)
        return None if score is None else float(score)
    task = next((one for one in report.tasks if check_cell(one.name) == grade.name), None)
    if report.score is None or task is None or task.outcome == Outcome.UNGRADED:
        return None
    most = float(grade.max_score)
    return task.score if most == task.max_score else most * task.score / task.max_score


def _comments(report: Report, names: list[str]) -> dict[str, str]:
    """The comments below each function; of the submission as a whole, below the first of them.

    nbgrader shows comments as Markdown, in which HTML and pictures would work.
    """
    notes = feedback.remarks(report)
    if report.score is None:
        notes.insert(0, feedback.NOT_GRADED)
    tasks = {task.name: task for task in report.tasks}
    comments = {}
    for name in names:
        lines = feedback.of_task(report, tasks[name]) if name in tasks else []
        text = feedback.shortened("\n\n".join([*notes, *lines]), feedback.SHORT)
        if text:
            comments[name] = html.escape(text, quote=False).replace("](", "]\\(")
        notes = []
    return comments


def _stamp(course: CourseFolder, collected: CollectedNotebook) -> dict[str, object]:
    """When it was submitted as nbgrader itself reads that, and only where a file tells it.

    Only by that time formgrader knows that this submission was graded, and not an earlier one.
    """
    try:
        when = course.folders.get_existing_timestamp(str(collected.folder))
    except (ValueError, OverflowError):  # of no form that it knows
        return {}
    return {} if when is None else {"timestamp": when}


def _charge(
    course: CourseFolder, gradebook: Gradebook, collected: CollectedNotebook, report: Report
) -> None:
    """What lateness costs: by course.toml if that says when it was due, else as nbgrader does."""
    student, assignment = collected.submission.student, collected.assignment
    notebook = gradebook.find_submission_notebook(report.topic, assignment, student)
    notebook.late_submission_penalty = None
    if report.lateness is not None:
        penalty = round(notebook.score * report.lateness.percent / 100, 2)
        notebook.late_submission_penalty = penalty or None
    gradebook.db.commit()
    if report.lateness is not None or collected.submission.submitted is None:
        return
    with _dated(gradebook, notebook.assignment, collected.submission.submitted) as submission:
        if submission.total_seconds_late > 0:  # else it would open the gradebook for nothing
            where = {"notebook": report.topic, "assignment": assignment, "student": student}
            resources = {"nbgrader": {**where, "db_url": course.database}}
            penalties = AssignLatePenalties(config=course.config, log=log)
            penalties.preprocess(NotebookNode(cells=[]), resources)


@contextlib.contextmanager
def _dated(
    gradebook: Gradebook, submission: SubmittedAssignment, stamp: TimeStamp
) -> Iterator[SubmittedAssignment]:
    """The submission at the time that is certain: a zone unknown to nbgrader is UTC for it."""
    before = submission.timestamp
    when = stamp.when.astimezone(UTC) if stamp.when.tzinfo else stamp.when
    submission.timestamp = when.replace(tzinfo=None)
    gradebook.db.commit()
    try:
        yield submission
    finally:
        submission.timestamp = before
        gradebook.db.commit()
