"""What people decide of marks: appended, replaced by a later one, taken back; never edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from autograder.gradebook import marks, texts
from autograder.gradebook.database import BookError
from autograder.gradebook.events import Event, note
from autograder.gradebook.histories import OfMark, of_marks
from autograder.gradebook.mark import Decision, Kind, settle
from autograder.gradebook.marks import Settled
from autograder.gradebook.people import Person
from autograder.gradebook.schema import batch, decision, mark
from autograder.gradebook.values import microseconds, now

# Decisions about points are about an attempt that a person has read; the others about the mark.
_OF_POINTS = {Kind.TASK, Kind.ADJUST, Kind.TOTAL}
# Of these a mark may have several at a time.
_SEVERAL = {Kind.ADJUST, Kind.IGNORE}


@dataclass(frozen=True)
class Wish:
    """What a person wants of one mark.

    `points` are hundredths. `attempt_number` is which attempt is meant: by default the one that
    counts. `seen` is the version of the mark that the person looked at, where they did.
    """

    mark_id: int
    kind: Kind
    task: str | None = None
    points: int | None = None
    until: datetime | None = None
    attempt_number: int | None = None
    carries: bool = False
    seen: int | None = None


@dataclass(frozen=True)
class Done:
    """A decision that was made: its id, and the mark before and after."""

    decision_id: int
    settled: Settled


def decide(
    connection: Connection, wish: Wish, by: Person, because: str, batch_id: int | None = None
) -> Done:
    """Make a decision; raises BookError where it cannot be, and Conflict where others were quicker.

    One of the same kind (and task) that is in force on the same attempt is replaced.
    """
    [of] = of_marks(connection, mark.c.id == wish.mark_id)
    marks.claim_version(connection, wish.mark_id, wish.seen)
    attempt_id, basis = _basis(of, wish)
    before = _in_force(of, wish, attempt_id)
    made = connection.execute(
        insert(decision).values(
            mark_id=wish.mark_id,
            kind=wish.kind,
            attempt_id=attempt_id,
            task=wish.task,
            points=wish.points,
            until=None if wish.until is None else microseconds(wish.until),
            carries=int(wish.carries),
            basis_result_id=basis[0],
            basis_points=basis[1],
            batch_id=batch_id,
            by_id=by.id,
            at=now(),
            reason_id=texts.keep(connection, because, of.person_id),
            replaces_id=before.id if before is not None else None,
        )
    )
    assert made.inserted_primary_key is not None
    number = int(made.inserted_primary_key[0])
    return _noted(connection, number, wish, by)


def withdraw(
    connection: Connection, decision_id: int, by: Person, because: str = "", seen: int | None = None
) -> Done:
    """Take a decision back; raises BookError where there is none that is in force."""
    row = connection.execute(select(decision).where(decision.c.id == decision_id)).first()
    later = select(decision.c.id).where(decision.c.replaces_id == decision_id)
    if row is None:
        raise BookError(f"there is no decision {decision_id}")
    if row.kind == Kind.WITHDRAW or connection.execute(later).first() is not None:
        raise BookError(f"decision {decision_id} is no longer in force")
    marks.claim_version(connection, row.mark_id, seen)
    [of] = of_marks(connection, mark.c.id == row.mark_id)
    made = connection.execute(
        insert(decision).values(
            mark_id=row.mark_id,
            kind=Kind.WITHDRAW,
            attempt_id=row.attempt_id,
            task=row.task,
            carries=0,
            by_id=by.id,
            at=now(),
            reason_id=texts.keep(connection, because, of.person_id),
            replaces_id=decision_id,
        )
    )
    assert made.inserted_primary_key is not None
    number = int(made.inserted_primary_key[0])
    return _noted(connection, number, Wish(row.mark_id, Kind.WITHDRAW, row.task), by)


def new_batch(connection: Connection, by: Person, behaviour_id: int | None = None) -> int:
    """The id of a batch: decisions that are made, and taken back, together."""
    values = {"by_id": by.id, "at": now(), "behaviour_id": behaviour_id}
    made = connection.execute(insert(batch).values(**values))
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def of_batch(connection: Connection, batch_id: int) -> Sequence[int]:
    """The decisions of a batch that are still in force."""
    later = decision.alias()
    replaced = select(later.c.id).where(later.c.replaces_id == decision.c.id).exists()
    query = select(decision.c.id).where(decision.c.batch_id == batch_id, ~replaced)
    return [number for (number,) in connection.execute(query.order_by(decision.c.id))]


def _noted(connection: Connection, number: int, wish: Wish, by: Person) -> Done:
    [settled] = marks.settle_marks(connection, mark.c.id == wish.mark_id)
    kind = wish.kind if wish.task is None else f"{wish.kind} {wish.task}"
    before, after = _shown(settled.before_final), _shown(settled.mark.final)
    note(connection, Event(kind[:24], by.id, wish.mark_id, str(number), before, after))
    return Done(number, settled)


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)


def _basis(of: OfMark, wish: Wish) -> tuple[int | None, tuple[int | None, int | None]]:
    """The attempt that a decision is about, and the result and its points that stand there."""
    attempts = {one.number: one for one in of.history.attempts}
    if wish.kind in {Kind.CHOOSE, Kind.IGNORE} and wish.attempt_number is None:
        raise BookError("say which attempt: --attempt NUMBER")
    if wish.attempt_number is not None:
        meant = attempts.get(wish.attempt_number)
        if meant is None:
            there = ", ".join(map(str, sorted(attempts))) or "none"
            said = f"{of.student} has no attempt {wish.attempt_number} in {of.topic}"
            raise BookError(f"{said}; there are: {there}")
    else:
        counted = settle(of.history).attempt_id
        meant = next((one for one in attempts.values() if one.id == counted), None)
    if wish.kind in {Kind.CHOOSE, Kind.IGNORE} and meant is not None:
        return meant.id, (None, None)
    if wish.kind not in _OF_POINTS:
        return None, (None, None)
    if meant is None:
        if wish.kind is Kind.TOTAL:
            return None, (None, None)
        said = f"{of.student} submitted nothing for {of.topic}: only the total can be set"
        raise BookError(said)
    judged = meant.judged
    if wish.kind is Kind.TASK:
        known = judged.tasks if judged is not None else {}
        if wish.task is None or wish.task not in known:
            there = ", ".join(known) or "none, since it is ungraded: set the total instead"
            raise BookError(f"attempt {meant.number} has no task “{wish.task}”; it has: {there}")
        assert judged is not None
        return meant.id, (judged.result_id, judged.tasks[wish.task])
    if judged is None:
        return meant.id, (None, None)
    return meant.id, (judged.result_id, judged.points)


def _in_force(of: OfMark, wish: Wish, attempt_id: int | None) -> Decision | None:
    """The decision that this one replaces."""
    if wish.kind in _SEVERAL:
        return None
    same = [
        one
        for one in of.history.decisions
        if (one.kind, one.task) == (wish.kind, wish.task)
        and (wish.kind not in _OF_POINTS or one.carries or one.attempt_id == attempt_id)
    ]
    return same[-1] if same else None
