"""What the platforms share: the settings they were given, and one folder to its report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from autograder.collect import discover as intake
from autograder.engines import local as engine
from autograder.grading.grade import ungraded
from autograder.keys import files as key_files
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Problem, Report
from autograder.sandbox import tiers

FILE = "settings.json"


class Settings(BaseModel):
    """What was packed: the topic, all topics of the course, and when students see results."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: str
    topics: tuple[str, ...]
    visibility: Literal["visible", "hidden", "after_due_date", "after_published"] = "visible"

    @classmethod
    def read(cls, source: Path) -> Settings:
        """Those beside the key that was packed."""
        return cls.model_validate_json((source / FILE).read_bytes())


def grade_folder(folder: Path, source: Path, settings: Settings, student: str) -> Report:
    """Grade what lies in a folder; without confinement nothing runs, and it is ungraded."""
    key = key_files.read(source / f"{settings.topic}.key")
    [(found, _)] = intake.repository(folder, [settings.topic], [settings.topic], True)
    submission = replace(found, student=student)
    tier = tiers.find()
    if tier.letter == "D":
        said = f"this machine cannot confine submissions: {'; '.join(tier.reasons)}"
        return ungraded(submission, Problem(kind=ProblemKind.KIT, message=said), key.points, "D")
    [report] = engine.run([submission], {key.topic: key}, tier, 1)
    return report
