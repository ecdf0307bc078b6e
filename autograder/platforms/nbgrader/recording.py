"""Graded work into an nbgrader course: the gradebook and the notebooks for its feedback."""

from __future__ import annotations

import contextlib
import json
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook

from autograder.collect.discover import STAMP
from autograder.model.report import Report
from autograder.platforms.errors import PlatformError
from autograder.platforms.interface import Recorded
from autograder.platforms.nbgrader import autograded, marks
from autograder.platforms.nbgrader.course_folder import CollectedNotebook, CourseFolder
from autograder.reports import reading
from autograder.storage.atomic_write import write_file

Json = dict[str, Any]
# As nbgrader itself leaves them.
READ_ONLY, SHARED = 0o444, 0o664


def record(
    course: CourseFolder,
    notebooks: Sequence[CollectedNotebook],
    reports: Iterable[Report],
    graded: Path,
) -> Recorded:
    """Enter all reports of a run that wrote them to the folder `graded`."""
    by_name = {(one.submission.student, one.submission.topic): one for one in notebooks}
    done = 0
    left = []
    with course.gradebook() as gradebook, warnings.catch_warnings():
        # nbgrader's own, about how it fills its tables, and of odd notebooks: for no user's eyes.
        warnings.simplefilter("ignore")
        for condensed in reports:
            collected = by_name[condensed.student, condensed.topic]
            name = f"{condensed.student}, {condensed.topic}"
            report = reading.read_written(condensed, graded)
            try:
                notebook = enter(course, gradebook, collected, report)
            except PlatformError as error:
                left.append(f"{name}: {error}")
                continue
            _write(course, collected, notebook)
            done += 1
            if report.score is None:
                left.append(f"{name}: is ungraded: it waits in formgrader for points by hand")
    return Recorded(done, f"nbgrader's gradebook {course.database}", tuple(left))


def enter(
    course: CourseFolder, gradebook: Gradebook, collected: CollectedNotebook, report: Report
) -> Json:
    """Put one report into the gradebook; gives the autograded notebook, as JSON.

    Raises PlatformError for work that was not graded through no fault of its own: of such nothing
    is written.
    """
    for problem in report.problems:
        if problem.kind.may_go_away:
            raise PlatformError(f"was left alone: {problem.message}")
    book = gradebook.find_notebook(report.topic, collected.assignment)
    kernel = json.loads(book.kernelspec or "{}")
    notebook = autograded.notebook(_cells(collected), course.own_cells(book), report, kernel)
    marks.write(course, gradebook, collected, report, notebook)
    return notebook


def as_text(notebook: Json) -> str:
    """The text of a notebook's file."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _cells(collected: CollectedNotebook) -> list[Any]:
    """The cells of the notebook; where another file than that was graded, its code alone."""
    files, topic = collected.submission.files, collected.submission.topic
    code = files.get(f"{topic}.ipynb")
    if code is None:
        text = files.get(f"{topic}.py", b"").decode("utf-8-sig")
        return [{"cell_type": "code", "source": text}] if text else []
    path = collected.folder / f"{topic}.ipynb"
    with contextlib.suppress(Exception):  # it bears another name, or an old format's parts are odd
        tree = json.loads(path.read_bytes())
        return list((tree if "cells" in tree else nbformat.read(path, as_version=4))["cells"])
    return list(json.loads(code)["cells"])


def _write(course: CourseFolder, collected: CollectedNotebook, notebook: Json) -> None:
    """Put the notebook where nbgrader looks, with the time stamp of what it was made from."""
    folder = course.autograded(collected.submission.student, collected.assignment)
    path = folder / f"{collected.submission.topic}.ipynb"
    write_file(path, as_text(notebook))
    path.chmod(SHARED if course.folders.groupshared else READ_ONLY)
    stamp = collected.folder / STAMP
    if stamp.is_file() and not stamp.is_symlink():
        write_file(folder / STAMP, stamp.read_bytes())
