"""The marks as they are kept: settled anew whenever what they follow from changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from autograder.gradebook import histories
from autograder.gradebook.errors import Conflict
from autograder.gradebook.histories import OfMark
from autograder.gradebook.mark import Look, Mark, Reason, State, settle
from autograder.gradebook.schema import mark, topic
from autograder.gradebook.values import clean


@dataclass(frozen=True)
class Settled:
    """A mark as its history says, and as it was kept before."""

    of: OfMark
    before: State
    before_final: int | None
    mark: Mark

    @property
    def changed(self) -> bool:
        """Whether its points or its state are others than before."""
        return (self.before, self.before_final) != (self.mark.state, self.mark.final)

    @property
    def in_figures(self) -> tuple[str, str]:
        """Its hundredths before and after, as events have them: empty where there are none."""
        before, after = (
            "" if number is None else str(number) for number in (self.before_final, self.mark.final)
        )
        return before, after


def topic_id(connection: Connection, name: str) -> int:
    """The id of a topic, made where it is new; inside a transaction that writes."""
    query = select(topic.c.id).where(topic.c.name == name)
    found = connection.execute(query).scalar()
    if found is None:
        made = connection.execute(insert(topic).values(name=clean(name)))
        assert made.inserted_primary_key is not None
        found = made.inserted_primary_key[0]
    return int(found)


def mark_id(connection: Connection, person_id: int, of_topic: int, most: int = 0) -> int:
    """The id of a student's mark in a topic, made where it is new.

    `most` is what the topic is worth, by default what other marks in it say.
    """
    query = select(mark.c.id).where(mark.c.person_id == person_id, mark.c.topic_id == of_topic)
    found = connection.execute(query).scalar()
    if found is None:
        if not most:
            others = select(func.max(mark.c.most)).where(mark.c.topic_id == of_topic)
            most = connection.execute(others).scalar() or 0
        made = connection.execute(
            insert(mark).values(
                person_id=person_id,
                topic_id=of_topic,
                version=1,
                state=State.NOT_SUBMITTED,
                most=most,
            )
        )
        assert made.inserted_primary_key is not None
        found = made.inserted_primary_key[0]
    return int(found)


def claim_version(connection: Connection, which: int, seen: int | None) -> None:
    """Go on to the next version of a mark that a person has seen at `seen`; raises Conflict.

    Without `seen`, whoever changes it does not depend on what it was.
    """
    fresh = mark.c.id == which
    if seen is not None:
        fresh &= mark.c.version == seen
    moved = connection.execute(update(mark).where(fresh).values(version=mark.c.version + 1))
    if moved.rowcount != 1:
        raise Conflict("somebody else changed this mark since you looked: look again")


def settle_marks(connection: Connection, which: ColumnElement[bool]) -> list[Settled]:
    """Compute these marks from their histories and keep them; what is as it was is not written."""
    columns = (
        mark.c.id, mark.c.state, mark.c.final, mark.c.attempt_id, mark.c.result_id, mark.c.raw,
        mark.c.days_late, mark.c.late_percent, mark.c.most, mark.c.look,
    )  # fmt: skip
    kept = {row.id: row for row in connection.execute(select(*columns).where(which))}
    found = []
    for one in histories.of_marks(connection, which):
        before, settled = kept[one.mark_id], settle(one.history)
        row = _row(settled)
        if any(getattr(before, name) != value for name, value in row.items()):
            fresh = {**row, "version": mark.c.version + 1}
            connection.execute(update(mark).where(mark.c.id == one.mark_id).values(**fresh))
            one = replace(one, version=one.version + 1)
        found.append(Settled(one, State(before.state), before.final, settled))
    return found


def wrong(connection: Connection) -> list[tuple[str, str]]:
    """Whose mark in which topic is kept otherwise than its history says: there should be none."""
    everything = mark.c.id.is_not(None)
    kept = {row.id: row for row in connection.execute(select(mark))}
    return [
        (one.student, one.topic)
        for one in histories.of_marks(connection, everything)
        if any(
            getattr(kept[one.mark_id], name) != value
            for name, value in _row(settle(one.history)).items()
        )
    ]


def _row(settled: Mark) -> dict[str, object]:
    late = settled.late
    return {
        "state": settled.state.value,
        "attempt_id": settled.attempt_id,
        "result_id": settled.result_id,
        "raw": settled.raw,
        "days_late": late.days if late is not None else None,
        "late_percent": "" if late is None or not late.percent else repr(late.percent),
        "final": settled.final,
        "most": settled.most,
        "look": looks_text(settled.look),
    }


def looks_text(looks: Sequence[Look]) -> str:
    """Why a person must look, as it is kept; empty where nobody must."""
    return msgspec.json.encode([(one.reason, one.words) for one in looks]).decode() if looks else ""


def looks_of(kept: str) -> tuple[Look, ...]:
    """What `looks_text` wrote."""
    rows = msgspec.json.decode(kept, type=list[tuple[Reason, str]]) if kept else []
    return tuple(Look(*row) for row in rows)
