"""What happened to one mark, in the order of time: attempts, results, and what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from autograder.gradebook import results
from autograder.gradebook.chains import Link, chains
from autograder.gradebook.mark import Kind
from autograder.gradebook.schema import (
    attempt,
    comment,
    decision,
    mark,
    person,
    publication,
    published,
    result,
    run,
    text,
)
from autograder.model.outcomes import Status


class Standing(StrEnum):
    """Of a decision or a comment."""

    IN_FORCE = "in force"
    REPLACED = "replaced"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True)
class Submitted:
    """An attempt came; `at` is when it was submitted or, where that is not known, first seen."""

    at: int
    number: int
    known: bool


@dataclass(frozen=True)
class Graded:
    """A run gave an attempt a result that is or was in force; `state` is the run's."""

    at: int
    attempt: int
    run: int
    kind: str
    state: str
    status: Status
    points: int | None


@dataclass(frozen=True)
class Decided:
    """A person decided, or took a decision back: then `kind` is withdraw, `of` what it took back.

    `other` is the decision by which this one was replaced or taken back. Points are hundredths,
    times microseconds.
    """

    at: int
    id: int
    by: str
    kind: Kind
    task: str | None
    points: int | None
    until: int | None
    attempt: int | None
    carries: bool
    basis: int | None
    batch: int | None
    because: str
    standing: Standing
    other: int | None = None
    of: int | None = None


@dataclass(frozen=True)
class Commented:
    """A person said something; `other` is the comment by which it was replaced or taken back."""

    at: int
    id: int
    by: str
    said: str
    attempt: int | None
    task: str | None
    line: int | None
    shown: bool
    batch: int | None
    standing: Standing
    other: int | None = None


@dataclass(frozen=True)
class Published:
    """The mark went out to the student."""

    at: int
    by: str
    final: int | None
    state: str


Entry = Submitted | Graded | Decided | Commented | Published


def timeline(connection: Connection, mark_id: int) -> list[Entry]:
    """All that happened to a mark."""
    entries: list[Entry] = [
        *_attempts(connection, mark_id),
        *decided(connection, mark_id),
        *commented(connection, mark_id),
        *_published(connection, mark_id),
    ]
    return sorted(entries, key=lambda one: one.at)


def decided(connection: Connection, mark_id: int) -> list[Decided]:
    """What people decided of a mark, in its order, and what is in force of it."""
    query = (
        select(
            decision,
            person.c.name.label("by"),
            text.c.body.label("because"),
            attempt.c.number.label("attempt"),
        )
        .join(person, person.c.id == decision.c.by_id)
        .outerjoin(text, text.c.id == decision.c.reason_id)
        .outerjoin(attempt, attempt.c.id == decision.c.attempt_id)
        .where(decision.c.mark_id == mark_id)
        .order_by(decision.c.id)
    )
    rows = connection.execute(query).all()
    standing = _standing(Link(row.id, row.replaces_id, row.kind == Kind.WITHDRAW) for row in rows)
    took_back = {other: which for which, (how, other) in standing.items() if how == _BACK}
    return [_decided(row, standing, took_back) for row in rows]


def commented(connection: Connection, mark_id: int) -> list[Commented]:
    """What people said of a mark, in its order, and what of it stands."""
    query = (
        select(
            comment,
            person.c.name.label("by"),
            text.c.body.label("said"),
            attempt.c.number.label("attempt"),
        )
        .join(person, person.c.id == comment.c.by_id)
        .outerjoin(text, text.c.id == comment.c.text_id)
        .outerjoin(attempt, attempt.c.id == comment.c.attempt_id)
        .where(comment.c.mark_id == mark_id)
        .order_by(comment.c.id)
    )
    rows = connection.execute(query).all()
    standing = _standing(Link(row.id, row.replaces_id, row.text_id is None) for row in rows)
    return [
        Commented(
            at=row.at,
            id=row.id,
            by=row.by,
            said=row.said or "",
            attempt=row.attempt,
            task=row.task,
            line=row.line,
            shown=bool(row.shown),
            batch=row.batch_id,
            standing=standing[row.id][0],
            other=standing[row.id][1],
        )
        for row in rows
        if row.id in standing
    ]


_Standings = dict[int, tuple[Standing, int | None]]
_BACK = Standing.TAKEN_BACK


def _standing(links: Iterable[Link]) -> _Standings:
    """What became of each that is not itself a withdrawal, and by which other."""
    found: _Standings = {}
    for chain in chains(links):
        for which in chain.pile:
            above = chain.replaced_by(which)
            found[which] = (Standing.REPLACED if above else Standing.IN_FORCE, above)
        for which, by in chain.taken_back.items():
            found[which] = (Standing.TAKEN_BACK, by)
    return found


def _decided(row: Row[Any], standing: _Standings, took_back: dict[int | None, int]) -> Decided:
    how, other = standing.get(row.id, (Standing.IN_FORCE, None))
    return Decided(
        at=row.at,
        id=row.id,
        by=row.by,
        kind=Kind(row.kind),
        task=row.task,
        points=row.points,
        until=row.until,
        attempt=row.attempt,
        carries=bool(row.carries),
        basis=row.basis_points,
        batch=row.batch_id,
        because=row.because or "",
        standing=how,
        other=other,
        of=took_back.get(row.id),
    )


def _attempts(connection: Connection, mark_id: int) -> Iterator[Entry]:
    mine = (
        select(attempt)
        .join(
            mark,
            (mark.c.person_id == attempt.c.person_id) & (mark.c.topic_id == attempt.c.topic_id),
        )
        .where(mark.c.id == mark_id)
    )
    numbers = {}
    for row in connection.execute(mine):
        numbers[row.id] = row.number
        yield Submitted(row.moment, row.number, known=row.stamp.isdecimal())
    graded = (
        select(result, run.c.kind, run.c.state, run.c.begun, run.c.ended)
        .join(run, run.c.id == result.c.run_id)
        .where(result.c.attempt_id.in_(numbers), results.in_force())
        .order_by(result.c.id)
    )
    for row in connection.execute(graded):
        yield Graded(
            at=row.ended or row.begun,
            attempt=numbers[row.attempt_id],
            run=row.run_id,
            kind=row.kind,
            state=row.state,
            status=Status(row.status),
            points=row.points,
        )


def _published(connection: Connection, mark_id: int) -> Iterator[Entry]:
    query = (
        select(publication.c.at, person.c.name, published.c.final, published.c.state)
        .join(published, published.c.publication_id == publication.c.id)
        .join(person, person.c.id == publication.c.by_id)
        .where(published.c.mark_id == mark_id)
    )
    for at, by, final, state in connection.execute(query):
        yield Published(at, by, final, state)
