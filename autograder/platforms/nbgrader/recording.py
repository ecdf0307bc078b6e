"""Graded work into an nbgrader course: the gradebook and the notebooks for its feedback."""

from __future__ import annotations

import contextlib
import json
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook

from autograder.collect.discover import STAMP
from autograder.model.report import Report
from autograder.platforms.errors import ExportError
from autograder.platforms.nbgrader import autograded, marks
from autograder.platforms.nbgrader.course import Course, HandIn
from autograder.reports import reading
from autograder.storage.atomic_write import write_file

Json = dict[str, Any]
# As nbgrader itself leaves them.
READ_ONLY, SHARED = 0o444, 0o664


@dataclass(frozen=True)
class Recorded:
    """How many hand-ins got marks, and in words what waits for a person or was left alone."""

    marks: int
    left: tuple[str, ...]


def record(
    course: Course, hand_ins: Sequence[HandIn], reports: Iterable[Report], graded: Path
) -> Recorded:
    """Enter all reports of a run that wrote them to the folder `graded`."""
    by_name = {(one.submission.student, one.submission.topic): one for one in hand_ins}
    done = 0
    left = []
    with course.gradebook() as gradebook, warnings.catch_warnings():
        # nbgrader's own, about how it fills its tables, and of odd notebooks: for no user's eyes.
        warnings.simplefilter("ignore")
        for condensed in reports:
            hand_in = by_name[condensed.student, condensed.topic]
            name = f"{condensed.student}, {condensed.topic}"
            report = reading.read_written(condensed, graded)
            try:
                notebook = enter(course, gradebook, hand_in, report)
            except ExportError as error:
                left.append(f"{name}: {error}")
                continue
            _write(course, hand_in, notebook)
            done += 1
            if report.score is None:
                left.append(f"{name}: is ungraded: it waits in formgrader for points by hand")
    return Recorded(done, tuple(left))


def enter(course: Course, gradebook: Gradebook, hand_in: HandIn, report: Report) -> Json:
    """Put one report into the gradebook; gives the autograded notebook, as JSON.

    Raises ExportError for work that was not graded through no fault of its own: of such nothing is
    written.
    """
    for problem in report.problems:
        if problem.kind.may_go_away:
            raise ExportError(f"was left alone: {problem.message}")
    book = gradebook.find_notebook(report.topic, hand_in.assignment)
    kernel = json.loads(book.kernelspec or "{}")
    notebook = autograded.notebook(_cells(hand_in), course.own_cells(book), report, kernel)
    marks.write(course, gradebook, hand_in, report, notebook)
    return notebook


def as_text(notebook: Json) -> str:
    """The text of a notebook's file."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _cells(hand_in: HandIn) -> list[Any]:
    """The cells of the notebook; where another file than that was graded, its code alone."""
    files, topic = hand_in.submission.files, hand_in.submission.topic
    code = files.get(f"{topic}.ipynb")
    if code is None:
        text = files.get(f"{topic}.py", b"").decode("utf-8-sig")
        return [{"cell_type": "code", "source": text}] if text else []
    path = hand_in.folder / f"{topic}.ipynb"
    with contextlib.suppress(Exception):  # it bears another name, or an old format's parts are odd
        tree = json.loads(path.read_bytes())
        return list((tree if "cells" in tree else nbformat.read(path, as_version=4))["cells"])
    return list(json.loads(code)["cells"])


def _write(course: Course, hand_in: HandIn, notebook: Json) -> None:
    """Put the notebook where nbgrader looks, with the time stamp of what it was made from."""
    folder = course.autograded(hand_in.submission.student, hand_in.assignment)
    path = folder / f"{hand_in.submission.topic}.ipynb"
    write_file(path, as_text(notebook))
    path.chmod(SHARED if course.folders.groupshared else READ_ONLY)
    stamp = hand_in.folder / STAMP
    if stamp.is_file() and not stamp.is_symlink():
        write_file(folder / STAMP, stamp.read_bytes())
