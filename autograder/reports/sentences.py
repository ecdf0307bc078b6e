"""A report in plain sentences, for formats that have room for a text."""

from __future__ import annotations

from autograder.model.outcomes import Outcome
from autograder.model.report import Report, TaskReport
from autograder.reports import lateness
from autograder.reports.plain_text import plain_text
from autograder.reports.points import points

NOT_GRADED = "Not graded, which is not a zero: this needs your instructor."
SHORT = 2000
MORE = "…"


def headline(report: Report) -> str:
    """The mark in one line."""
    if report.score is None:
        return NOT_GRADED
    return f"{points(report.score)} of {points(report.max_score)} points"


def remarks(report: Report) -> list[str]:
    """What is said of the submission as a whole."""
    said = [plain_text(problem.message) for problem in report.problems]
    return [*said, *([lateness.words(report.lateness)] if report.lateness else [])]


def of_task(report: Report, task: TaskReport) -> list[str]:
    """Diagnoses with their hints, then what failed; each said once."""
    lines: list[str] = []
    for finding, earlier in report.told[task.name]:
        said = f"As in {earlier}: " if earlier else ""
        lines.append(said + finding.says)
        lines += [] if earlier else [f"→ {finding.hint}"]
    lines += task.remarks
    # What waits for another check of its task is told by that one, a broken file by its problem.
    waits = "" if task.outcome == Outcome.BLOCKED else "blocked"
    known = {"", *(problem.message for problem in report.problems)}
    lines += [c.message for c in task.checks if c.message not in known and c.outcome != waits]
    return [plain_text(line) for line in dict.fromkeys(lines)]


def text(report: Report, room: int) -> str:
    """The whole report, at most `room` characters."""
    lines = [headline(report), *remarks(report)]
    for task in report.tasks:
        lines += ["", f"{task.name}: {points(task.score)} of {points(task.max_score)}"]
        lines += [f"  {line}" for line in of_task(report, task)]
    return shortened("\n".join(lines), room)


def shortened(words: str, room: int) -> str:
    """The beginning of a text that is too long."""
    return words if len(words) <= room else words[: room - len(MORE)] + MORE
