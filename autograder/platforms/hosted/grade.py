"""One folder to its report, where a platform runs the kit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autograder.collect import discover as intake
from autograder.engines import local as engine
from autograder.grading.grade import ungraded
from autograder.keys import files as key_files
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Problem, Report
from autograder.platforms.hosted.settings import Settings
from autograder.reading.process import reader_here
from autograder.sandbox import tiers


def grade_folder(folder: Path, source: Path, settings: Settings, student: str) -> Report:
    """Grade what lies in a folder; without confinement nothing runs, and it is ungraded."""
    key = key_files.read(source / f"{settings.topic}.key")
    topics = [settings.topic]
    with reader_here() as reader:
        [(found, _)] = intake.repository(folder, topics, topics, True, reader=reader)
    submission = replace(found, student=student)
    tier = tiers.find()
    if tier.letter == "D":
        message = f"this machine cannot confine submissions: {'; '.join(tier.reasons)}"
        problem = Problem(kind=ProblemKind.KIT, message=message)
        return ungraded(submission, problem, key.points, "D")
    [report] = engine.run([submission], {key.topic: key}, tier, 1)
    return report.for_students()
