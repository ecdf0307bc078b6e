"""What being late costs, by the rules of a course."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from autograder.course.settings import Late

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Charge:
    """The days that had begun since it was due, None where no trusted time is known; the cost."""

    days: int | None
    percent: float


def charge(submitted: datetime | None, due: datetime, late: Late) -> Charge:
    """What work costs that was submitted then; an unknown time costs nothing."""
    if submitted is None:
        return Charge(None, 0.0)
    days = max(0, math.ceil((submitted - due) / DAY))
    percent = min(100.0, max(0, days - late.grace_days) * late.percent_per_day)
    if late.cut_off_days is not None and days > late.cut_off_days:
        percent = 100.0
    return Charge(days, percent)
