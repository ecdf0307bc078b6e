"""`autograder grade` on what an nbgrader course collected: marks into its gradebook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.console import Trouble, console
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.platforms.nbgrader.source import CONFIG

if TYPE_CHECKING:
    from autograder.platforms.nbgrader.course import Course, HandIn


class CollectedByNbgrader:
    """What lies in a course's `submitted`, and the way of the marks into its gradebook."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._hand_ins: list[HandIn] = []

    @classmethod
    def find(cls, submissions: Path) -> CollectedByNbgrader | None:
        """The course whose `submitted` this folder is: its settings lie beside it.

        Raises Trouble or ExportError where there is one, and it cannot be used.
        """
        folder = submissions.resolve()
        if not folder.is_dir() or not (folder.parent / CONFIG).is_file():
            return None
        try:
            from autograder.platforms.nbgrader.course import Course
        except ImportError as error:
            said = f"{folder.parent} is an nbgrader course, and nbgrader cannot be imported"
            what_to_do = "install it here (docs/instructors/nbgrader.md)"
            raise Trouble(f"{said} ({error}): {what_to_do}") from None
        course = Course.read(folder.parent)
        return cls(course) if folder == course.submitted.resolve() else None

    @property
    def references(self) -> Path | None:
        """The folder with the references that the settings name."""
        return self._course.references

    def discover(self, known: Sequence[str], topic: str | None) -> list[Submission]:
        """What was handed in; raises Trouble or ExportError where there is nothing to grade."""
        self._hand_ins = self._course.hand_ins(known, topic)
        if not self._hand_ins:
            raise Trouble("nothing was handed in yet for the assignments that are graded here")
        return [one.submission for one in self._hand_ins]

    def fill(self, reports: Sequence[Report], graded: Path) -> None:
        """Enter the reports, which were written to the folder `graded`, and say what was left."""
        from autograder.platforms.nbgrader.recording import record

        recorded = record(self._course, self._hand_ins, reports, graded)
        said = f"{recorded.marks} of {len(reports)} entered in nbgrader's gradebook"
        console.print(f"{said}: {self._course.database}", markup=False)
        for line in recorded.left:
            console.print(f"  {line}", markup=False)
