"""The course's rules as marks follow them: dates, lateness, and which attempt counts."""

from __future__ import annotations

from collections.abc import Collection
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select, update

from autograder.course.deadlines import Deadlines
from autograder.course.settings import Settings
from autograder.gradebook import texts
from autograder.gradebook.events import Event, note
from autograder.gradebook.schema import policy, text
from autograder.gradebook.values import now

# What of `course.toml` a mark depends on.
_RULES = {"time_zone", "due", "extensions", "submitted", "late", "counts"}


def current(connection: Connection) -> Deadlines:
    """The rules that hold; without any nothing is due, and the latest attempt counts."""
    query = select(text.c.body).join(policy).order_by(policy.c.id.desc()).limit(1)
    rules = connection.execute(query).scalar()
    settings = Settings.model_validate_json(rules) if rules else Settings()
    return Deadlines(settings, ZoneInfo(settings.time_zone))


def holds(connection: Connection, deadlines: Deadlines) -> bool:
    """Whether these rules are the ones that hold."""
    return _rules(deadlines) == _rules(current(connection))


def adopt(connection: Connection, deadlines: Deadlines, by_id: int | None = None) -> bool:
    """Make these rules the ones that hold; whether they differ from those before."""
    if holds(connection, deadlines):
        return False
    text_id = texts.keep(connection, _rules(deadlines), None)
    made = connection.execute(insert(policy).values(at=now(), text_id=text_id))
    assert made.inserted_primary_key is not None
    # Not the rules themselves: they name students, and an event stays for ever.
    note(connection, Event("policy", by_id, reference=str(made.inserted_primary_key[0])))
    return True


def rename(connection: Connection, name: str, others: Collection[str], pseudonym: str) -> None:
    """In all rules that ever held, have a student's own dates under a pseudonym.

    `others` are names that mean the student and have no dates: they go.
    """
    rows = connection.execute(select(text.c.id, text.c.body).join(policy)).all()
    for row in rows:
        settings = Settings.model_validate_json(row.body)
        of = {"extensions": settings.extensions, "submitted": settings.submitted}
        moved = {
            key: {who: dates for who, dates in each.items() if who not in {name, *others}}
            | ({pseudonym: each[name]} if name in each else {})
            for key, each in of.items()
        }
        body = settings.model_copy(update=moved).model_dump_json(include=_RULES)
        connection.execute(update(text).where(text.c.id == row.id).values(body=body))


def _rules(deadlines: Deadlines) -> str:
    return deadlines.settings.model_dump_json(include=_RULES)
