"""When something was handed in, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True)
class TimeStamp:
    """When something was handed in, and how that is known. Without a zone it is the course's."""

    when: datetime
    source: str


def parse(text: str) -> datetime | None:
    """A moment as other tools write it (`2026-02-02 15:58:23.948203 UTC`), or None."""
    words = text.strip()
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        moment, _, zone = words.rpartition(" ")
    try:
        return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
    except (ValueError, OSError, ZoneInfoNotFoundError):
        pass
    try:
        return datetime.fromisoformat(moment + zone)  # an offset after a blank
    except ValueError:
        return None
