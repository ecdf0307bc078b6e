"""An nbgrader course on disk: its settings, the assignments that are graded here, submissions."""

from __future__ import annotations

import glob
import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nbgrader.api import Gradebook, Notebook
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Application, Config

from autograder.collect import discover as intake
from autograder.model.submission import STAMPS, Submission, TimeSource, TrustedTimes
from autograder.platforms.errors import PlatformError
from autograder.platforms.nbgrader import CONFIG
from autograder.platforms.nbgrader.autograded import OwnCell
from autograder.platforms.nbgrader.source import check_cell
from autograder.reading.process import reader_here
from autograder.reading.reader import Reader

STUDENT = "(?P<student>[^/]+)"


@dataclass(frozen=True)
class CollectedNotebook:
    """One student's notebook of an assignment, and the folder in which it was submitted."""

    assignment: str
    folder: Path
    submission: Submission


@dataclass(frozen=True)
class SubmittedFolder:
    """A student, and the folder of what they submitted for an assignment."""

    student: str
    folder: Path


@dataclass(frozen=True)
class CourseFolder:
    """The course with its settings, and its gradebook's address."""

    config: Config
    folders: CourseDirectory
    database: str

    @classmethod
    def read(cls, root: Path) -> CourseFolder:
        """A course by the settings that nbgrader's own commands would use; raises PlatformError."""
        app = NbGrader(raise_config_file_errors=True, log_level=logging.ERROR)
        app.load_cwd_config = False
        try:
            app.load_config_file()
            Application.load_config_file(app, CONFIG, path=str(root))
        except Exception as error:  # the file is a program
            raise PlatformError(f"{root / CONFIG} fails: {type(error).__name__}: {error}") from None
        folders = CourseDirectory(config=app.config)
        if "root" not in app.config.CourseDirectory:
            folders.root = str(root.resolve())
        return cls(app.config, folders, folders.db_url)

    def gradebook(self) -> Gradebook:
        """The gradebook, to be closed; PlatformError where `generate_assignment` made none yet."""
        address = "sqlite:///"
        if self.database.startswith(address) and not Path(self.database[len(address) :]).exists():
            raise PlatformError(
                f"there is no gradebook {self.database}: run `nbgrader generate_assignment` first"
            )
        return Gradebook(self.database, self.folders.course_id)

    @cached_property
    def _notebooks(self) -> dict[str, dict[str, bool]]:
        """The notebooks of each assignment, and whether they hold checks of ours."""
        with self.gradebook() as gradebook:
            return {
                one.name: {book.name: _has_checks(book) for book in one.notebooks}
                for one in gradebook.assignments
            }

    def is_graded_here(self, assignment: str, notebook: str) -> bool:
        """Whether a notebook was made by `release`."""
        return self._notebooks.get(assignment, {}).get(notebook, False)

    def collected(self, known: Sequence[str], topic: str | None) -> list[CollectedNotebook]:
        """What was submitted for notebooks that are named after a topic; raises PlatformError."""
        places: dict[str, str] = {}
        for assignment, notebooks in self._notebooks.items():
            for name, ours in notebooks.items():
                if not ours or name not in known or (topic is not None and name != topic):
                    continue
                if name in places:
                    both = f"{places[name]} and {assignment}"
                    raise PlatformError(f"{name} is in two assignments, {both}: keep one of them")
                places[name] = assignment
        if not places:
            raise PlatformError(f"the gradebook knows no assignment for {topic or 'any topic'}")
        with reader_here() as reader:
            return [
                self.collected_from(assignment, name, SubmittedFolder(student, folder), reader)
                for name, assignment in places.items()
                for student, folder in self._submitted(assignment)
            ]

    def collected_from(
        self, assignment: str, topic: str, submitted: SubmittedFolder, reader: Reader
    ) -> CollectedNotebook:
        """What one student submitted; a single notebook's assignment may hold it by any name."""
        folder = submitted.folder
        alone = list(self._notebooks.get(assignment, ())) == [topic]
        [(found, _)] = intake.repository(folder, [topic], [topic], alone, self._times, reader)
        return CollectedNotebook(assignment, folder, replace(found, student=submitted.student))

    @property
    def _times(self) -> TrustedTimes:
        """nbgrader's own time stamps, which have the zone of its exchange."""
        try:
            zone = ZoneInfo(self.config.get("Exchange", {}).get("timezone", "UTC"))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return STAMPS
        return TrustedTimes(TimeSource.STAMP, zone)

    def autograded(self, student: str, assignment: str) -> Path:
        """The folder of a student's autograded notebooks."""
        folders = self.folders
        return Path(folders.format_path(folders.autograded_directory, student, assignment))

    @property
    def references(self) -> Path | None:
        """The folder that `SandboxGrading.course` names, if it does."""
        named = self.config.get("SandboxGrading", {}).get("course")
        return Path(named) if named else None

    @property
    def submitted(self) -> Path:
        """The folder in which submissions are collected."""
        return Path(self.folders.root, self.folders.submitted_directory)

    def own_cells(self, book: Notebook) -> list[OwnCell]:
        """The instructor's cells of a notebook, in their order."""
        points = {cell.name: cell.max_score for cell in (*book.grade_cells, *book.task_cells)}
        solutions = {cell.name for cell in book.solution_cells}
        tasks = {cell.name for cell in book.task_cells}
        cells = [
            OwnCell(
                name=cell.name,
                kind=cell.cell_type,
                text=cell.source or "",
                checksum=cell.checksum,
                locked=cell.locked,
                solution=cell.name in solutions,
                task=cell.name in tasks,
                points=points.get(cell.name),
            )
            for cell in book.source_cells
        ]
        order = self._order(book.assignment.name, book.name)
        return sorted(cells, key=lambda one: (order.get(one.name, len(order)), one.name))

    def _order(self, assignment: str, topic: str) -> dict[str, int]:
        """Where the cells stand in the source, which the gradebook does not tell."""
        folders = self.folders
        folder = Path(folders.format_path(folders.source_directory, ".", assignment))
        try:
            cells = json.loads((folder / f"{topic}.ipynb").read_bytes())["cells"]
            names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return {}  # it was moved or damaged; what was added back stands at the end
        return {name: place for place, name in enumerate(names) if name}

    def _submitted(self, assignment: str) -> list[tuple[str, Path]]:
        """Students and the folders in which they handed this in."""
        folders = self.folders
        where = (folders.submitted_directory, STUDENT, re.escape(assignment))
        pattern = re.compile(folders.format_path(*where, escape=True))
        every = folders.format_path(folders.submitted_directory, "*", glob.escape(assignment))
        found = [(pattern.fullmatch(path), Path(path)) for path in sorted(glob.glob(every))]
        return [(match["student"], path) for match, path in found if match and path.is_dir()]


def _has_checks(book: Notebook) -> bool:
    """Whether it was made by `release`: each of its functions has a check that earns points."""
    functions = {check_cell(cell.name) for cell in book.solution_cells}
    return any(cell.name in functions for cell in book.grade_cells)
