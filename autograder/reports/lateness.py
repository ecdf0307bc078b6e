"""Lateness in a sentence, for pages and the terminal."""

from __future__ import annotations

from datetime import datetime

from autograder.model.report import Lateness

UNKNOWN = (
    "It is not known whether this was submitted late: it was due {due}, and nothing that can be "
    "trusted tells when it was submitted. That costs nothing unless your instructor says so."
)


def words(lateness: Lateness) -> str:
    """When it was submitted, how late that is, and what it costs."""
    due = _moment(lateness.due)
    if lateness.submitted is None:
        return UNKNOWN.format(due=due)
    submitted = _moment(lateness.submitted)
    if lateness.days == 0:
        return f"Submitted on time: {submitted}, due {due}."
    days = "1 day" if lateness.days == 1 else f"{lateness.days} days"
    said = f"Submitted {days} late: {submitted} ({lateness.source}), due {due}"
    if lateness.percent == 0:
        return f"{said}. That costs nothing."
    if lateness.raw_score is None:
        return f"{said}. That costs {lateness.percent:g} % of its score."
    return f"{said}. Worth {lateness.raw_score:g} points, less {lateness.percent:g} % for lateness."


def _moment(text: str) -> str:
    return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M %Z").replace(" UTC+", " +")
