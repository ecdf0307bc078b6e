"""What `nbgrader autograde` runs, named in the course's settings: the sandbox, and no kernel.

nbgrader reads each submitted notebook through an exporter, which cleans it, and then what
came out through the same one again, which runs it. This one grades instead of cleaning, and runs
nothing. Notebooks of other assignments go through what nbgrader does by itself.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.coursedir import CourseDirectory
from traitlets import Bool, Unicode

from autograder.course.deadlines import Deadlines
from autograder.course.settings import FILE
from autograder.course.topic import Topic
from autograder.course.topics import find_course, topics
from autograder.engines import local as engine
from autograder.engines.class_run import keys_of
from autograder.grading.grade import ungraded
from autograder.model.report import Problem, Report
from autograder.platforms.errors import PlatformError
from autograder.platforms.nbgrader.course_folder import (
    CollectedNotebook,
    CourseFolder,
    SubmittedFolder,
)
from autograder.platforms.nbgrader.recording import Recording, as_text, enter
from autograder.reading.process import reader_here
from autograder.sandbox import tiers
from autograder.sandbox.tiers import Tier
from autograder.storage import user_data as own_data

Resources = dict[str, Any]
UNCONFINED = (
    "this machine cannot confine submissions (sandbox tier D: {reasons}). Grade on Linux with "
    "bubblewrap, in a container or WSL2, or set c.SandboxGrading.trust_submissions = True to run "
    "them as they are"
)


class SandboxGrading(NotebookExporter):
    """Grades what a notebook was submitted with, and puts its marks into the gradebook.

    What comes out is the autograded notebook. Work that could not be graded through no fault of
    its own raises PlatformError: nbgrader lists it as failed, and its gradebook stays as it was.
    """

    course = Unicode("", help="Folder that holds the course's `reference`.").tag(config=True)
    trust_submissions = Bool(
        False, help="Grade even where this machine cannot confine what it runs."
    ).tag(config=True)

    def from_filename(
        self, filename: str, resources: Resources | None = None, **keywords: Any
    ) -> tuple[Any, Resources]:
        """The autograded notebook of a submitted file, and of that notebook, itself."""
        assert resources is not None  # nbgrader says whose notebook it is
        where = resources["nbgrader"]
        assignment, topic, student = where["assignment"], where["notebook"], where["student"]
        there = CourseFolder(self.config, CourseDirectory(parent=self), where["db_url"])
        if not there.is_graded_here(assignment, topic):
            return super().from_filename(filename, resources, **keywords)
        resources["output_extension"] = self.file_extension
        path = Path(filename)
        if path.parent.resolve() == there.autograded(student, assignment).resolve():
            return path.read_text(encoding="utf-8"), resources
        place = find_course(Path(self.course) if self.course else None)
        known = topics(place)
        with reader_here() as reader:
            submitted = SubmittedFolder(student, path.parent)
            collected = there.collected_from(assignment, topic, submitted, reader)
            report = self._graded(collected, known, place)
            with there.gradebook() as gradebook:
                notebook = enter(Recording(there, gradebook, reader), collected, report)
        return as_text(notebook), resources

    def _graded(self, collected: CollectedNotebook, known: dict[str, Topic], place: Path) -> Report:
        tier = _tier()
        if tier.letter == "D" and not self.trust_submissions:
            raise PlatformError(UNCONFINED.format(reasons="; ".join(tier.reasons)))
        submission = collected.submission
        seed = os.environ.get("AUTOGRADER_SEED") or own_data.secret()
        keys = keys_of([submission], known, seed, own_data.keys_folder())
        key = keys[submission.topic]
        if isinstance(key, Problem):
            report = ungraded(submission, key, 0.0, tier.letter)
        else:
            [report] = engine.run([submission], {submission.topic: key}, tier, 1)
        return Deadlines.read(place / FILE, list(known)).apply(report, submission.submitted)


@functools.cache
def _tier() -> Tier:
    """Looked for once a process: it takes as long as a submission."""
    return tiers.find()
