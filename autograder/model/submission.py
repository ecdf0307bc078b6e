"""What one student submitted for one topic, and when."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from autograder.model.outcomes import Status
from autograder.model.report import Account, Problem


@dataclass(frozen=True)
class TimeStamp:
    """When something was submitted, and how that is known. Without a zone it is the course's."""

    when: datetime
    source: str


class TimeSource(StrEnum):
    """What tells when the work in a plain folder was submitted."""

    PLATFORM = "platform"  # only a platform that wrote it itself, so nothing in a plain folder
    STAMP = "timestamp.txt"  # the collector's own, at the top of a student's folder
    FILES = "files"  # when the files were changed


@dataclass(frozen=True)
class TrustedTimes:
    """What tells when work was submitted, and whose abbreviations of time zones are meant."""

    source: TimeSource = TimeSource.STAMP
    zone: tzinfo = UTC


STAMPS = TrustedTimes()
# Where students could have put everything that is there.
NO_TIMES = TrustedTimes(TimeSource.PLATFORM)


@dataclass(frozen=True)
class Submission:
    """The files of one student for one topic, by name; `status` says whether they can be graded.

    `file_name` is what the student called the file, where that was not the topic's name.
    `submitted` is None where nothing that can be trusted tells it. `reading_s` is the processor
    time that it took to read the files.
    """

    student: str
    topic: str
    files: dict[str, bytes] = field(default_factory=dict)
    status: Status = Status.GRADED
    problems: tuple[Problem, ...] = ()
    submitted: TimeStamp | None = None
    file_name: str = ""
    account: Account | None = None
    reading_s: float = field(default=0.0, compare=False)

    @property
    def hash(self) -> str:
        """Of the names and contents of all files."""
        digest = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            digest.update(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest())
            digest.update(hashlib.sha256(content).digest())
        return digest.hexdigest()[:32]
