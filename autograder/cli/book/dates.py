"""Dates on the command line."""

from __future__ import annotations

from datetime import date, datetime, time

from autograder.cli.console import Trouble
from autograder.course.deadlines import Deadlines


def moment_of(text: str, rules: Deadlines, *, begin: bool = False) -> datetime:
    """A date as the end of that day (or its `begin`), or a moment; without a zone the course's.

    Raises Trouble for anything else.
    """
    try:
        if len(text) != len("2026-11-03"):
            return rules.moment(datetime.fromisoformat(text))
        day = date.fromisoformat(text)
        return rules.moment(datetime.combine(day, time.min) if begin else day)
    except (ValueError, OverflowError):
        said = f"“{text}” is not a date such as 2026-11-03 or a moment such as 2026-11-03T12:00"
        raise Trouble(said) from None
