"""The course's rules as marks follow them: dates, lateness, and which attempt counts."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select

from autograder.course.deadlines import Deadlines
from autograder.course.settings import Settings
from autograder.gradebook.events import Event, note
from autograder.gradebook.schema import policy
from autograder.gradebook.values import now

# What of `course.toml` a mark depends on.
_RULES = {"time_zone", "due", "extensions", "submitted", "late", "counts"}


def current(connection: Connection) -> Deadlines:
    """The rules that hold; without any nothing is due, and the latest attempt counts."""
    query = select(policy.c.rules).order_by(policy.c.id.desc()).limit(1)
    rules = connection.execute(query).scalar()
    settings = Settings.model_validate_json(rules) if rules else Settings()
    return Deadlines(settings, ZoneInfo(settings.time_zone))


def holds(connection: Connection, deadlines: Deadlines) -> bool:
    """Whether these rules are the ones that hold."""
    return _rules(deadlines) == _rules(current(connection))


def adopt(connection: Connection, deadlines: Deadlines, by_id: int | None = None) -> bool:
    """Make these rules the ones that hold; whether they differ from those before."""
    rules, before = _rules(deadlines), _rules(current(connection))
    if rules == before:
        return False
    connection.execute(insert(policy).values(at=now(), rules=rules))
    note(connection, Event("policy", by_id, before=before, after=rules))
    return True


def _rules(deadlines: Deadlines) -> str:
    return deadlines.settings.model_dump_json(include=_RULES)
