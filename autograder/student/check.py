"""A student's own work on their own machine: read, and judged in a process without a sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.collect import discover as intake
from autograder.grading.grade import grade
from autograder.model.answer_key import AnswerKey
from autograder.model.outcomes import Status
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.sandbox import FreshProcesses


def files_beside(key: Path) -> list[Path]:
    """The topic's file and its notebook beside a public key, as far as there are any."""
    both = [key.with_suffix(suffix) for suffix in intake.SUFFIXES]
    return [path for path in both if path.exists()]


def graded(paths: Sequence[Path], key: AnswerKey) -> Report:
    """The report on these files of one topic, of which one that can be read is enough."""
    found = [intake.discover(path, [path.stem], path.stem)[0] for path in paths]
    read = [one for one in found if one.status == Status.GRADED]
    submission = Submission(
        "you",
        found[0].topic,
        {name: content for one in read for name, content in one.files.items()},
        Status.GRADED if read else Status.UNGRADED,
        tuple(problem for one in found for problem in one.problems),
        file_name=next((one.file_name for one in read), ""),
    )
    report = grade(submission, key, FreshProcesses(key.frameworks, key.packages))
    return report.for_students()
