"""Regrades as runs: which there are, of which attempts, and what state they are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, func, select

from autograder.course.settings import Counts
from autograder.gradebook.errors import BookError, Refused
from autograder.gradebook.histories import OfMark, of_marks
from autograder.gradebook.mark import Kind, settle
from autograder.gradebook.results import RunState
from autograder.gradebook.schema import (
    attempt,
    attempt_file,
    blob,
    mark,
    person,
    result,
    run,
    text,
    topic,
)

OPEN = (RunState.RUNNING, RunState.CUT_SHORT, RunState.READY)


@dataclass(frozen=True)
class Regrade:
    """A run that grades the attempts of a topic again; `graded` of `total` are done.

    `seen` is what the preview was made from that somebody last looked at.
    """

    id: int
    topic_id: int
    topic: str
    state: RunState
    by: str
    because: str
    begun: int
    graded: int
    total: int
    seen: str


@dataclass(frozen=True)
class OfAttempt:
    """An attempt by its number, and whose it is."""

    student: str
    number: int


def listed(connection: Connection) -> list[Regrade]:
    """All regrades but those that were discarded, in their order."""
    return _found(connection, run.c.state != RunState.DISCARDED)


def of(connection: Connection, run_id: int) -> Regrade:
    """A regrade by its number; raises BookError where there is none, Refused if discarded."""
    found = _found(connection, run.c.id == run_id)
    if not found:
        raise BookError(f"there is no regrade {run_id}: autograder regrade list")
    if found[0].state is RunState.DISCARDED:
        raise Refused(f"regrade {run_id} was discarded")
    return found[0]


def ready(connection: Connection, run_id: int) -> Regrade:
    """A regrade that can be looked at and applied; raises Refused where it cannot."""
    found = of(connection, run_id)
    if found.state is RunState.APPLIED:
        raise Refused(f"regrade {run_id} is applied: its marks are in force")
    if found.state is not RunState.READY:
        state = "is still running" if found.state is RunState.RUNNING else "was cut short"
        raise Refused(
            f"regrade {run_id} {state} after {found.graded} of {found.total}. {how_to_go_on(found)}"
        )
    return found


def open_of(connection: Connection, topic_id: int) -> Regrade | None:
    """The regrade of a topic that is neither applied nor discarded."""
    found = _found(connection, (run.c.topic_id == topic_id) & run.c.state.in_(OPEN))
    return found[-1] if found else None


def how_to_go_on(one: Regrade) -> str:
    """What can be done with a regrade that did not come to its end."""
    continued = f"autograder regrade run {one.topic} --continue"
    thrown = f"autograder regrade discard {one.id}"
    if one.state is RunState.RUNNING:
        return f"If its process is gone: {thrown}"
    return f"Go on with it: {continued}   or not: {thrown}"


def may_count(connection: Connection, topic_id: int) -> list[int]:
    """The attempts of a topic that count or could, by its rule and what people may yet take back.

    With “latest” those are few. By the other rules any may: once it is better, or once a student
    is given more time.
    """
    found: set[int] = set()
    for one in of_marks(connection, mark.c.topic_id == topic_id):
        found |= _may_count(one)
    return sorted(found)


def _may_count(one: OfMark) -> set[int]:
    history = one.history
    if history.counts is not Counts.LATEST:
        return {each.id for each in history.attempts}
    about_all = {Kind.EXCUSE, Kind.CHOOSE, Kind.IGNORE}
    without = [each for each in history.decisions if each.kind not in about_all]
    not_excused = [each for each in history.decisions if each.kind is not Kind.EXCUSE]
    found = {settle(replace(history, decisions=some)).attempt_id for some in (without, not_excused)}
    found |= {each.attempt_id for each in history.of_kind(Kind.CHOOSE, Kind.IGNORE)}
    return {each for each in found if each is not None}


def faults(connection: Connection, run_id: int) -> tuple[OfAttempt, ...]:
    """The attempts that a run could not grade, through the kit or the machine."""
    query = select(result.c.attempt_id).where(result.c.run_id == run_id, result.c.fault == 1)
    return _named(connection, attempt.c.id.in_(query))


def unkept(connection: Connection, run_id: int) -> tuple[OfAttempt, ...]:
    """The attempts that a run had to leave out, for a file of them is no longer kept."""
    of_topic = select(run.c.topic_id).where(run.c.id == run_id).scalar_subquery()
    lacking = _lacking(connection, attempt.c.topic_id == of_topic)
    mine = select(result.c.attempt_id).where(result.c.run_id == run_id)
    lacking -= {number for (number,) in connection.execute(mine)}
    topic_id = connection.execute(select(of_topic)).scalar_one()
    wanted = lacking & set(may_count(connection, topic_id)) if lacking else set()
    return _named(connection, attempt.c.id.in_(wanted))


def named(connection: Connection, attempt_ids: Iterable[int]) -> tuple[OfAttempt, ...]:
    """Whose attempts these are, by name."""
    return _named(connection, attempt.c.id.in_(list(attempt_ids)))


def _lacking(connection: Connection, which: ColumnElement[bool]) -> set[int]:
    content = blob.c.content.is_(None)
    of_files = (
        select(attempt.c.id)
        .join(attempt_file, attempt_file.c.attempt_id == attempt.c.id)
        .join(blob, blob.c.digest == attempt_file.c.digest)
        .where(which, content)
    )
    collected = (
        select(attempt.c.id)
        .join(blob, blob.c.digest == attempt.c.collected_digest)
        .where(which, content)
    )
    queries = (of_files, collected)
    return {number for query in queries for (number,) in connection.execute(query)}


def _named(connection: Connection, which: ColumnElement[bool]) -> tuple[OfAttempt, ...]:
    query = select(person.c.name, attempt.c.number).join(attempt).where(which)
    rows = sorted(connection.execute(query), key=lambda row: (row.name.casefold(), *row))
    return tuple(OfAttempt(name, number) for name, number in rows)


def _found(connection: Connection, which: ColumnElement[bool]) -> list[Regrade]:
    graded = (
        select(func.count()).where(result.c.run_id == run.c.id).correlate(run).scalar_subquery()
    )
    query = (
        select(
            run,
            topic.c.name.label("topic_name"),
            person.c.name.label("by_name"),
            text.c.body,
            graded.label("graded"),
        )
        .join(topic, topic.c.id == run.c.topic_id)
        .outerjoin(person, person.c.id == run.c.by_id)
        .outerjoin(text, text.c.id == run.c.reason_id)
        .where(run.c.kind == "regrade", which)
        .order_by(run.c.id)
    )
    return [
        Regrade(
            id=row.id,
            topic_id=row.topic_id,
            topic=row.topic_name,
            state=RunState(row.state),
            by=row.by_name or "",
            because=row.body or "",
            begun=row.begun,
            graded=row.graded,
            total=row.total,
            seen=row.seen or "",
        )
        for row in connection.execute(query)
    ]


def rule_in_words(counts: Mapping[str, Counts], topic_name: str) -> str:
    """Which attempts a regrade takes, and why."""
    rule = counts.get(topic_name, Counts.LATEST)
    taken = "those that count or may" if rule is Counts.LATEST else "all attempts"
    return f"{taken}: the rule is “{rule}”"
