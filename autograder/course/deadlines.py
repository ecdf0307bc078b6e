"""Due dates, extensions and late penalties, from `course.toml` (docs/instructors/deadlines.md).

Lateness comes from a time stamp that the student cannot have written, never from the clock. Without
one it is unknown, and costs nothing until the instructor says when the work was submitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from autograder.course.lateness import charge
from autograder.course.settings import FILE, Settings, SettingsError, read_settings
from autograder.model.hundredths import hundredths, in_points, less
from autograder.model.report import Lateness, Report
from autograder.model.submission import TimeStamp, TrustedTimes

END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class Deadlines:
    """The rules of a course; without any, nothing is late."""

    settings: Settings
    zone: tzinfo

    @classmethod
    def read(cls, path: Path, topics: Sequence[str]) -> Deadlines:
        """Read a file of settings; there may be none. Raises SettingsError."""
        settings = read_settings(path, topics)
        try:
            return cls(settings, ZoneInfo(settings.time_zone))
        except (ZoneInfoNotFoundError, ValueError):
            said = f"there is no time zone “{settings.time_zone}” (one is Europe/Vienna)"
            raise SettingsError(f"{path.name}: {said}") from None

    def strangers(self, students: Iterable[str]) -> list[str]:
        """Those who have an entry of their own and are not in the class: were they misspelt?"""
        named = {*self.settings.extensions, *self.settings.submitted}
        return sorted(named - set(students))

    @property
    def times(self) -> TrustedTimes:
        """What tells when the work in a plain folder was submitted."""
        return TrustedTimes(self.settings.late.times, self.zone)

    def due(self, student: str, topic: str) -> datetime | None:
        """When this student's work is due: the later of the course's date and their extension."""
        own = self.settings.extensions.get(student, {}).get(topic)
        dates = [self.moment(one) for one in (self.settings.due.get(topic), own) if one]
        return max(dates, default=None)

    def entered(self, student: str, topic: str) -> TimeStamp | None:
        """When it was submitted, where the course's file says so: that counts before all else."""
        said = self.settings.submitted.get(student, {}).get(topic)
        return None if said is None else TimeStamp(self.moment(said), FILE)

    def apply(self, report: Report, stamp: TimeStamp | None) -> Report:
        """The report with what lateness costs; as it is where there is nothing to be late for."""
        due = self.due(report.student, report.topic)
        stamp = self.entered(report.student, report.topic) or stamp
        return report if due is None else self.charge(report, due, stamp)

    def charge(self, report: Report, due: datetime, stamp: TimeStamp | None) -> Report:
        """The same where a platform says when it was due; without a stamp it costs nothing."""
        if report.missing:
            return report
        due = self.moment(due)
        submitted = self.known(stamp)
        if stamp is None or submitted is None:
            return replace(report, lateness=_unknown(report, due))
        cost = charge(submitted, due, self.settings.late)
        raw = report.score
        lateness = Lateness(
            submitted=submitted.isoformat(timespec="seconds"),
            source=stamp.source,
            due=due.isoformat(timespec="seconds"),
            days=cost.days,
            percent=cost.percent,
            raw_score=raw,
        )
        score = None if raw is None else in_points(less(hundredths(raw), cost.percent))
        return replace(report, score=score, lateness=lateness)

    def known(self, stamp: TimeStamp | None) -> datetime | None:
        """The moment of a stamp; a clock may be set to one that no calendar of this zone has."""
        try:
            return None if stamp is None else self.moment(stamp.when)
        except OverflowError:
            return None

    def moment(self, when: datetime | date) -> datetime:
        """A date as the end of its day; what has no zone is in the course's."""
        if not isinstance(when, datetime):
            when = datetime.combine(when, END_OF_DAY)
        return (when if when.tzinfo else when.replace(tzinfo=self.zone)).astimezone(self.zone)


def _unknown(report: Report, due: datetime) -> Lateness:
    return Lateness(
        submitted=None,
        source="",
        due=due.isoformat(timespec="seconds"),
        days=None,
        percent=0.0,
        raw_score=report.score,
    )
