"""Texts as both databases can hold them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def clean(text: str) -> str:
    """The text without NUL and lone surrogates, which PostgreSQL refuses: each is spelt out."""
    legible = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return legible.replace("\0", "\\x00")


def now() -> int:
    """This moment in microseconds since 1970."""
    return time.time_ns() // 1000


def microseconds(moment: datetime) -> int:
    """A moment in microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(number: int) -> datetime:
    """Microseconds since 1970 as a moment, in UTC."""
    return _EPOCH + timedelta(microseconds=number)
