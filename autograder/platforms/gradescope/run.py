"""Run in Gradescope's container by `run_autograder` (docs/instructors/gradescope.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.collect.time_stamps import parse
from autograder.course import settings as course_settings
from autograder.course.deadlines import Deadlines
from autograder.course.settings import SettingsError
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Problem, Report
from autograder.model.submission import TimeStamp
from autograder.platforms.gradescope import results
from autograder.platforms.gradescope.settings import GradescopeSettings
from autograder.platforms.hosted.grade import grade_folder
from autograder.storage.atomic_write import write_file


@dataclass(frozen=True)
class Metadata:
    """Who submitted, when, and when it was due for them (None where nothing tells it)."""

    student: str
    submitted: TimeStamp | None
    due: datetime | None


def main(root: Path) -> None:
    """Grade `root/submission` and put `root/results/results.json` in its place at once."""
    source = root / "source"
    settings = GradescopeSettings.read(source)
    metadata = read_metadata(root / "submission_metadata.json")
    report = grade_folder(root / "submission", source, settings, metadata.student)
    report = _with_lateness(report, metadata, source / course_settings.FILE, settings.topics)
    write_file(root / "results/results.json", results.document(report, settings.visibility))


def read_metadata(path: Path) -> Metadata:
    """What Gradescope says of a submission; what is missing or of another form is left out.

    Of several dates the student's own counts; of a group's, the latest.
    """
    try:
        tree = json.loads(path.read_bytes())
    except (OSError, ValueError):
        tree = {}
    users = [_mapping(user) for user in _list(_mapping(tree).get("users"))]
    names = [str(user.get("name") or user.get("email") or user.get("id")) for user in users]
    common = _moment(_mapping(_mapping(tree).get("assignment")).get("due_date"))
    dates = [
        _moment(_mapping(user.get("assignment")).get("due_date")) or common for user in users
    ] or [common]
    submitted = _moment(_mapping(tree).get("created_at"))
    return Metadata(
        ", ".join(names) or "student",
        TimeStamp(submitted, "Gradescope") if submitted else None,
        # Who has no date in a group has all the time there is.
        None if None in dates else max(one for one in dates if one),
    )


def _with_lateness(
    report: Report, metadata: Metadata, rules: Path, topics: Sequence[str]
) -> Report:
    """Charge what the course's rules say, by Gradescope's dates or else by the course's."""
    try:
        read = Deadlines.read(rules, topics)
    except SettingsError as error:
        problem = Problem(kind=ProblemKind.KIT, message=f"lateness was not looked at: {error}")
        return replace(report, problems=(*report.problems, problem))
    if metadata.due is None:
        return read.apply(report, metadata.submitted)
    return read.charge(report, metadata.due, metadata.submitted)


def _moment(value: object) -> datetime | None:
    """A time with its zone; Gradescope always writes one."""
    moment = parse(value) if isinstance(value, str) else None
    return moment if moment and moment.tzinfo else None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


if __name__ == "__main__":
    main(Path(sys.argv[1]))
