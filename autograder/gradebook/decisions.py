"""What people decide of marks: appended, replaced by a later one, taken back; never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from autograder.gradebook import marks, texts
from autograder.gradebook.chains import Chain, Link, chains
from autograder.gradebook.errors import BookError, Refused
from autograder.gradebook.events import Event, note
from autograder.gradebook.histories import OfMark, of_marks
from autograder.gradebook.mark import Attempt, Decision, Kind, settle
from autograder.gradebook.marks import Settled
from autograder.gradebook.people import Person
from autograder.gradebook.schema import decision, mark, result_task
from autograder.gradebook.values import microseconds, now
from autograder.model.hundredths import in_points
from autograder.reports.points import points

# Decisions about points are about an attempt that a person has read; the others about the mark.
OF_POINTS = frozenset({Kind.TASK, Kind.ADJUST, Kind.TOTAL})
# These name the attempt that they are about.
_OF_ATTEMPT = {Kind.CHOOSE, Kind.IGNORE}
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
    """A decision that was made, or taken back: its id, what it was about, and what it did.

    `attempt` is the number of the attempt it is about. `replaced` was in force before; `restored`
    is in force again.
    """

    decision_id: int
    kind: Kind
    task: str | None
    attempt: int | None
    before: OfMark
    settled: Settled
    replaced: int | None = None
    restored: int | None = None


def decide(
    connection: Connection, wish: Wish, by: Person, because: str, batch_id: int | None = None
) -> Done:
    """Make a decision. One of the same kind (and task) in force on the same attempt is replaced.

    Raises BookError where it cannot be meant, Refused where the book does not allow it, and
    Conflict where others were quicker.
    """
    if not because.strip():
        raise BookError("say why: a decision without a reason helps nobody later")
    [of] = of_marks(connection, mark.c.id == wish.mark_id)
    marks.claim_version(connection, wish.mark_id, wish.seen)
    about = _about(of, wish)
    _must_make_sense(connection, of, wish, about)
    replaced = _replaced(of, wish, about)
    number = _append(
        connection,
        mark_id=wish.mark_id,
        kind=wish.kind,
        attempt_id=about.id if about is not None else None,
        task=wish.task,
        points=wish.points,
        until=None if wish.until is None else microseconds(wish.until),
        carries=int(wish.carries),
        **_basis(wish, about),
        batch_id=batch_id,
        by_id=by.id,
        reason_id=texts.keep(connection, because, of.person_id),
        replaces_id=None if replaced is None else chain(connection, of.mark_id, replaced.id).end,
    )
    return Done(
        decision_id=number,
        kind=wish.kind,
        task=wish.task,
        attempt=about.number if about is not None else None,
        before=of,
        settled=_settled(connection, wish.kind, number, of, by),
        replaced=replaced.id if replaced is not None else None,
    )


def withdraw(
    connection: Connection, decision_id: int, by: Person, because: str = "", seen: int | None = None
) -> Done:
    """Take a decision back: what was in force before it is in force again.

    Raises BookError where there is no such decision, Refused where it is not in force, and Conflict
    where others were quicker.
    """
    row = connection.execute(select(decision).where(decision.c.id == decision_id)).first()
    if row is None:
        raise BookError(f"there is no decision {decision_id}")
    if row.kind == Kind.WITHDRAW:
        raise Refused(f"{decision_id} took a decision back: to have that again, decide it again")
    mine = chain(connection, row.mark_id, decision_id)
    if decision_id in mine.taken_back:
        by_which = mine.taken_back[decision_id]
        raise Refused(f"decision {decision_id} is taken back already, by {by_which}")
    above = mine.replaced_by(decision_id)
    if above is not None:
        raise Refused(f"decision {decision_id} was replaced by {above}: withdraw that one first")
    [of] = of_marks(connection, mark.c.id == row.mark_id)
    marks.claim_version(connection, row.mark_id, seen)
    number = _append(
        connection,
        mark_id=row.mark_id,
        kind=Kind.WITHDRAW,
        attempt_id=row.attempt_id,
        task=row.task,
        carries=0,
        by_id=by.id,
        reason_id=texts.keep(connection, because, of.person_id),
        replaces_id=mine.end,
    )
    about = (one.number for one in of.history.attempts if one.id == row.attempt_id)
    return Done(
        decision_id=decision_id,
        kind=Kind(row.kind),
        task=row.task,
        attempt=next(about, None),
        before=of,
        settled=_settled(connection, Kind.WITHDRAW, number, of, by),
        restored=mine.pile[-2] if len(mine.pile) > 1 else None,
    )


def chain(connection: Connection, mark_id: int, decision_id: int) -> Chain:
    """The chain of a mark's decisions that one of them belongs to."""
    columns = decision.c.id, decision.c.replaces_id, decision.c.kind
    query = select(*columns).where(decision.c.mark_id == mark_id)
    links = [
        Link(number, replaces, kind == Kind.WITHDRAW)
        for number, replaces, kind in connection.execute(query)
    ]
    return next(one for one in chains(links) if decision_id in {*one.pile, *one.taken_back})


def _append(connection: Connection, **values: object) -> int:
    made = connection.execute(insert(decision).values(**values, at=now()))
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def _settled(connection: Connection, kind: Kind, number: int, of: OfMark, by: Person) -> Settled:
    """The mark computed anew, with an event that tells it."""
    [settled] = marks.settle_marks(connection, mark.c.id == of.mark_id)
    before, after = _kept(settled.before_final), _kept(settled.mark.final)
    note(connection, Event(kind, by.id, of.mark_id, str(number), before, after))
    return settled


def _kept(number: int | None) -> str:
    return "" if number is None else str(number)


def _about(of: OfMark, wish: Wish) -> Attempt | None:
    """The attempt that a decision is about; None where it is about the mark."""
    attempts = {one.number: one for one in of.history.attempts}
    if wish.attempt_number is not None:
        if wish.attempt_number not in attempts:
            there = ", ".join(map(str, sorted(attempts))) or "none"
            said = f"{of.student} has no attempt {wish.attempt_number} in {of.topic}"
            raise BookError(f"{said}; there are: {there}")
        return attempts[wish.attempt_number]
    if wish.kind in _OF_ATTEMPT:
        raise BookError("say which attempt is meant")
    if wish.kind not in OF_POINTS:
        return None
    counted = settle(of.history).attempt_id
    if counted is None and of.history.of_kind(Kind.EXCUSE):
        said = f"{of.student} is excused from {of.topic}: withdraw that first, or name the attempt"
        raise Refused(said)
    return next((one for one in attempts.values() if one.id == counted), None)


def _must_make_sense(connection: Connection, of: OfMark, wish: Wish, about: Attempt | None) -> None:
    """Raise what speaks against a decision."""
    if wish.carries and wish.kind not in OF_POINTS:
        raise BookError("only points can be carried on to later attempts")
    if wish.kind in {Kind.TASK, Kind.ADJUST}:
        _can_be_changed(connection, of, wish, about)
    elif wish.kind is Kind.TOTAL and (wish.points is None or wish.points < 0):
        raise BookError("a mark cannot be below 0")
    elif wish.kind is Kind.EXTEND:
        if of.history.due is None:
            raise Refused(f"nothing is due in {of.topic}: there is no date to extend")
        if wish.until is None or wish.until <= of.history.due:
            due = of.history.due.strftime("%Y-%m-%d %H:%M %Z")
            raise BookError(f"{of.student} has time until {due} anyway: give a later date")
    elif wish.kind in _OF_ATTEMPT and about is not None:
        for one in of.history.of_kind(*_OF_ATTEMPT):
            if one.attempt_id == about.id and (one.kind is Kind.IGNORE or one.kind != wish.kind):
                is_what = "ignored" if one.kind is Kind.IGNORE else "chosen"
                raise Refused(f"attempt {about.number} is {is_what}, by decision {one.id}")


def _can_be_changed(connection: Connection, of: OfMark, wish: Wish, about: Attempt | None) -> None:
    """Whether the points of a task, or the sum, can be set beside those of the kit."""
    if about is None:
        what = "nothing for" if not of.history.attempts else "nothing that counts for"
        raise Refused(f"{of.student} submitted {what} {of.topic}: only the total can be set")
    judged = about.judged
    if judged is None or judged.points is None:
        said = f"attempt {about.number} of {of.student} in {of.topic} could not be graded"
        raise Refused(f"{said}: only the total can be set")
    if wish.kind is Kind.ADJUST:
        if not wish.points:
            raise BookError("an adjustment of 0 points changes nothing")
        return
    if wish.task not in judged.tasks:
        there = ", ".join(judged.tasks)
        raise BookError(f"{of.topic} has no task “{wish.task}”; it has: {there}")
    most = connection.execute(
        select(result_task.c.most).where(
            result_task.c.result_id == judged.result_id, result_task.c.task == wish.task
        )
    ).scalar_one()
    if wish.points is None or not 0 <= wish.points <= most:
        worth = points(in_points(most))
        raise BookError(f"{wish.task} is worth 0 to {worth} points; `adjust` gives more than that")


def _basis(wish: Wish, about: Attempt | None) -> dict[str, int | None]:
    """What stood there when the decision was made: the result, and its points."""
    judged = about.judged if about is not None and wish.kind in OF_POINTS else None
    if judged is None:
        return {}
    seen = judged.points if wish.task is None else judged.tasks[wish.task]
    return {"basis_result_id": judged.result_id, "basis_points": seen}


def _replaced(of: OfMark, wish: Wish, about: Attempt | None) -> Decision | None:
    """The decision in force that this one replaces."""
    if wish.kind in _SEVERAL:
        return None
    places = {None, about.id if about is not None else None}
    same = [
        one
        for one in of.history.decisions
        if (one.kind, one.task) == (wish.kind, wish.task)
        and (wish.kind not in OF_POINTS or one.carries or one.attempt_id in places)
    ]
    return same[-1] if same else None
