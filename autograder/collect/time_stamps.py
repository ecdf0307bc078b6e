"""When work was submitted, as far as somebody else than the student says so."""

from __future__ import annotations

import codecs
import functools
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from autograder.collect.files import STAMP, Entries
from autograder.model.outcomes import ProblemKind
from autograder.model.report import Problem
from autograder.model.submission import Submission, TimeSource, TimeStamp, TrustedTimes
from autograder.reading.unreadable import Unreadable

# Python 3.11 itself takes any word that ends in Z for UTC.
MOMENT = re.compile(r"[\d\-+:., TW]+Z?")
OFFSET = re.compile(r"[+-]\d\d(:?\d\d)?|Z")
# A time has some 40 characters.
MAX_STAMP = 1 << 10
UNCERTAIN = f"it is not certain which time {STAMP} means (“{{text}}”), so not whether this is late"
BLANK = f"{STAMP} holds no text that can be read, so it is not known whether this is late"


def trusted(submission: Submission, entries: Entries, times: TrustedTimes) -> Submission:
    """A submission that was dated by its files, dated by what `times` trusts instead.

    Of a time stamp only the one at the top of the student's folder counts. One that cannot be read
    is a problem, and no file's date takes its place.
    """
    if times.source is TimeSource.FILES:
        return submission
    if times.source is TimeSource.PLATFORM or STAMP not in entries:
        return replace(submission, submitted=None)
    try:
        content = entries[STAMP].read(STAMP, MAX_STAMP)
    except Unreadable:
        content = b""
    text = _text(content)
    when = parse(text, times.zone)
    if when is not None:
        return replace(submission, submitted=TimeStamp(when, STAMP))
    said = UNCERTAIN.format(text=text.strip()[:40]) if text.strip() else BLANK
    problem = Problem(kind=ProblemKind.BAD_TIME_STAMP, message=said)
    return replace(submission, submitted=None, problems=(*submission.problems, problem))


def parse(text: str, zone: tzinfo = UTC) -> datetime | None:
    """A moment as other tools write it (`2026-02-02 15:58:23.948203 UTC`), or None.

    An abbreviation is that of `zone` if it has it then. Another one is read only where all zones
    of the world mean the same by it: CET is, CST (Chicago, Havana, Shanghai) is not.
    """
    words = text.strip()
    moment, _, name = words.rpartition(" ")
    try:
        if OFFSET.fullmatch(name):
            return datetime.fromisoformat(moment + name)
        if not name[:1].isalpha():
            return datetime.fromisoformat(words) if MOMENT.fullmatch(words) else None
        local = datetime.fromisoformat(moment)
        named = ZoneInfo(name) if "/" in name else _abbreviated(local, name, zone)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None
    return None if named is None or local.tzinfo else local.replace(tzinfo=named)


def _abbreviated(local: datetime, name: str, zone: tzinfo) -> tzinfo | None:
    """What an abbreviation stands for; None where that is not certain."""
    for fold in (0, 1):  # an hour that is there twice has two
        own = local.replace(tzinfo=zone, fold=fold)
        if own.tzname() == name and (offset := own.utcoffset()) is not None:
            return timezone(offset)
    meant = _abbreviations(local.year).get(name, frozenset())
    return timezone(next(iter(meant))) if len(meant) == 1 else None


@functools.cache
def _abbreviations(year: int) -> dict[str, frozenset[timedelta]]:
    """What each abbreviation stands for in the zones of the world, in any month of a year."""
    found: dict[str, set[timedelta]] = {}
    for key in available_timezones():
        zone = ZoneInfo(key)
        for month in range(1, 13):
            then = datetime(year, month, 1, tzinfo=zone)
            offset = then.utcoffset()
            if offset is not None:
                found.setdefault(then.tzname() or "", set()).add(offset)
    return {name: frozenset(offsets) for name, offsets in found.items()}


def _text(content: bytes) -> str:
    """Windows' tools begin a text with a byte-order mark, some in UTF-16."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if wide else "utf-8-sig", "replace")
