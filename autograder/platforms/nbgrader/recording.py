"""Graded work into an nbgrader course: the gradebook and the notebooks for its feedback."""

from __future__ import annotations

import contextlib
import json
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.collect.files import STAMP, file_entry
from autograder.model.report import Report
from autograder.platforms.errors import PlatformError
from autograder.platforms.interface import Recorded
from autograder.platforms.nbgrader import autograded, marks
from autograder.platforms.nbgrader.course_folder import CollectedNotebook, CourseFolder
from autograder.reading.notebooks.cells import MAX_NOTEBOOK
from autograder.reading.process import reader_here
from autograder.reading.reader import Reader, Reading
from autograder.reading.requests import Cell, NotebookCells
from autograder.reading.unreadable import Unreadable
from autograder.reports.reading import read_written
from autograder.storage.atomic_write import write_file

Json = dict[str, Any]
# As nbgrader itself leaves them.
READ_ONLY, SHARED = 0o444, 0o664


@dataclass(frozen=True)
class Recording:
    """Where reports are entered, and who reads the notebooks beside which they are shown."""

    course: CourseFolder
    gradebook: Gradebook
    reader: Reader


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
    with (
        course.gradebook() as gradebook,
        reader_here() as reader,
        warnings.catch_warnings(),
    ):
        recording = Recording(course, gradebook, reader)
        # nbgrader's own, about how it fills its tables, and of odd notebooks: for no user's eyes.
        warnings.simplefilter("ignore")
        for condensed in reports:
            collected = by_name[condensed.student, condensed.topic]
            name = f"{condensed.student}, {condensed.topic}"
            report = read_written(condensed, graded)
            try:
                notebook = enter(recording, collected, report)
            except PlatformError as error:
                left.append(f"{name}: {error}")
                continue
            _write(course, collected, notebook)
            done += 1
            if report.score is None:
                left.append(f"{name}: is ungraded: it waits in formgrader for points by hand")
    return Recorded(done, f"nbgrader's gradebook {course.database}", tuple(left))


def enter(recording: Recording, collected: CollectedNotebook, report: Report) -> Json:
    """Put one report into the gradebook; gives the autograded notebook, as JSON.

    Raises PlatformError for work that was not graded through no fault of its own: of such nothing
    is written.
    """
    for problem in report.problems:
        if problem.kind.may_go_away:
            raise PlatformError(f"was left alone: {problem.message}")
    course, gradebook = recording.course, recording.gradebook
    book = gradebook.find_notebook(report.topic, collected.assignment)
    kernel = json.loads(book.kernelspec or "{}")
    submitted = _cells(collected, Reading(recording.reader))
    notebook = autograded.notebook(submitted, course.own_cells(book), report, kernel)
    marks.write(course, gradebook, collected, report, notebook)
    return notebook


def as_text(notebook: Json) -> str:
    """The text of a notebook's file."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _cells(collected: CollectedNotebook, reading: Reading) -> Sequence[Cell]:
    """The cells of the notebook; where another file than that was graded, its code alone."""
    files, topic = collected.submission.files, collected.submission.topic
    name = f"{topic}.ipynb"
    code = files.get(name)
    if code is None:
        text = files.get(f"{topic}.py", b"").decode("utf-8-sig")
        return [Cell("code", text, "")] if text else []
    path = collected.folder / name
    if path.exists():  # else it bears another name
        with contextlib.suppress(Unreadable):  # or somebody replaced it
            whole = file_entry(path).read(name, MAX_NOTEBOOK)
            return reading.ask(NotebookCells(name, whole)).cells
    try:
        return reading.ask(NotebookCells(name, code)).cells
    except Unreadable:
        return []  # it was too hard to read, and is ungraded for that


def _write(course: CourseFolder, collected: CollectedNotebook, notebook: Json) -> None:
    """Put the notebook where nbgrader looks, with the time stamp of what it was made from."""
    folder = course.autograded(collected.submission.student, collected.assignment)
    path = folder / f"{collected.submission.topic}.ipynb"
    write_file(path, as_text(notebook))
    path.chmod(SHARED if course.folders.groupshared else READ_ONLY)
    stamp = collected.folder / STAMP
    if stamp.is_file() and not stamp.is_symlink():
        write_file(folder / STAMP, stamp.read_bytes())
