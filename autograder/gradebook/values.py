"""Texts as both databases can hold them."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta

# What PostgreSQL refuses is spelt out behind a mark; where a text has such a spelling already, its
# mark is spelt out: two texts never become one.
_MARK = "\ufffd"
_REFUSED = re.compile(f"[\0\ud800-\udfff]|{_MARK}(?=[0-9a-f]{{4}})")
_SPELT_OUT = re.compile(f"{_MARK}([0-9a-f]{{4}})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def clean(text: str) -> str:
    """The text with NUL and lone surrogates, which PostgreSQL refuses, spelt out."""
    return _REFUSED.sub(lambda found: f"{_MARK}{ord(found[0]):04x}", text)


def original(cleaned: str) -> str:
    """The text of which `clean` made this one."""
    return _SPELT_OUT.sub(lambda found: chr(int(found[1], 16)), cleaned)


def now() -> int:
    """This moment in microseconds since 1970."""
    return time.time_ns() // 1000


def microseconds(moment: datetime) -> int:
    """A moment in microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(number: int) -> datetime:
    """Microseconds since 1970 as a moment, in UTC."""
    return _EPOCH + timedelta(microseconds=number)
