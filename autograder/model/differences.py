"""What a hunt found in a class: full marks, and another result than the reference's somewhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """The smallest input found at which a task with full marks differs from the reference.

    `call` is that input as Python writes it, `says` in what its result differs, `right` what the
    reference gives.
    """

    student: str
    topic: str
    task: str
    call: str
    says: str
    right: str


@dataclass(frozen=True)
class NotHunted:
    """A submission that could not be hunted, or only in part, and why."""

    student: str
    topic: str
    reason: str
