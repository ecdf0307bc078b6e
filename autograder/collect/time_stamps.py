"""Moments as other tools write them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


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
