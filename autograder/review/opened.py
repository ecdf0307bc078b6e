"""One submission as it is opened: all that its page shows, read in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from autograder.gradebook import histories, timeline, views
from autograder.gradebook.histories import OfMark
from autograder.gradebook.mark import Attempt, Decision, Kind, Mark, settle
from autograder.gradebook.people import Person
from autograder.gradebook.schema import mark as marks
from autograder.gradebook.timeline import Decided
from autograder.gradebook.views import Documents, Filter, Listed, Remark
from autograder.model.report import Report


@dataclass(frozen=True)
class Opened:
    """A mark with its history, and the attempt of it that is looked at."""

    of: OfMark
    mark: Mark
    people: Mapping[int, Person]
    attempts: tuple[Attempt, ...]
    shown: Attempt | None
    documents: Documents
    decided: tuple[Decided, ...]
    remarks: tuple[Remark, ...]
    draft: tuple[int, str] | None
    listed: tuple[Listed, ...]

    @property
    def report(self) -> Report | None:
        """What the kit says of the attempt that is looked at."""
        judged = self.shown.judged if self.shown is not None else None
        return self.documents.reports.get(judged.result_id) if judged is not None else None

    @property
    def before(self) -> Attempt | None:
        """The attempt before the one that is looked at."""
        earlier = [one for one in self.attempts if self.shown and one.number < self.shown.number]
        return earlier[-1] if earlier else None

    @property
    def counts(self) -> bool:
        """Whether the attempt that is looked at is the one that counts."""
        return self.shown is not None and self.shown.id == self.mark.attempt_id

    def given(self, kind: Kind, task: str | None = None) -> Decision | None:
        """What a person decided of this attempt, or of the mark, that is in force."""
        here = self.shown.id if self.shown is not None else None
        same = [
            one
            for one in self.of.history.of_kind(kind)
            if one.task == task and (one.carries or one.attempt_id in (here, None))
        ]
        return same[-1] if same else None

    @property
    def place(self) -> int:
        """Where it is in its list, from 1; 0 where it is not in it, or no longer."""
        numbers = [one.mark_id for one in self.listed]
        return numbers.index(self.of.mark_id) + 1 if self.of.mark_id in numbers else 0


def opened(
    connection: Connection,
    mark_id: int,
    which: Callable[[str], Filter],
    by: Person,
    attempt: int | None,
    *,
    names: bool,
) -> Opened | None:
    """A mark and one of its attempts, by default the one that counts; None for an unknown one.

    `which` gives the list that it is opened from, by topic; `names` says how that is sorted.
    """
    found = histories.of_marks(connection, marks.c.id == mark_id)
    if not found:
        return None
    of = found[0]
    settled = settle(of.history)
    attempts = tuple(sorted(of.history.attempts, key=lambda one: one.number))
    shown = next(
        (
            one
            for one in reversed(attempts)
            if (one.id == settled.attempt_id if attempt is None else one.number == attempt)
        ),
        attempts[-1] if attempts else None,
    )
    people = views.people(connection)
    earlier = [one.id for one in attempts if shown and one.number < shown.number][-1:]
    wanted = [shown.id, *earlier] if shown is not None else []
    judged = [shown.judged.result_id] if shown is not None and shown.judged is not None else []
    return Opened(
        of=of,
        mark=settled,
        people=people,
        attempts=attempts,
        shown=shown,
        documents=views.documents(connection, judged, wanted),
        decided=tuple(timeline.decided(connection, mark_id)),
        remarks=tuple(views.remarks(connection, mark_id)),
        draft=views.drafted(connection, mark_id, by.id),
        listed=tuple(views.matching(connection, which(of.topic), people, names=names)),
    )
