"""`autograder book look`: the marks that want a person."""

from __future__ import annotations

from collections import Counter

import click
from sqlalchemy import select

from autograder.cli.book.columns import in_columns
from autograder.cli.book.desk import Desk, on_the_book
from autograder.cli.book.words import counted, mark_document, mark_words
from autograder.gradebook import appeals, people
from autograder.gradebook.mark import Reason, State
from autograder.gradebook.marks import looks_of
from autograder.gradebook.schema import mark, topic

_DECISIONS = {Reason.BASIS, Reason.LEFT_BEHIND, Reason.TASK_GONE}
_ADVICE = (
    "A decision that is still right: make it again, and it stands beside what the kit says now. "
    "One that is not: autograder book withdraw NUMBER (numbers: autograder book show NAME TOPIC)."
)


@click.command("look")
@click.option("--topic", "only", metavar="TOPIC", help="Only marks in this topic.")
@on_the_book
def look(desk: Desk, only: str | None) -> None:
    """List the marks that a person must look at, and why.

    Decisions beside other points than when they were made, or left on an earlier attempt; what
    could not be graded; submissions of which nothing tells the time.
    """
    columns = mark.c.person_id, topic.c.name, mark.c.state, mark.c.final, mark.c.look
    query = select(*columns).join_from(mark, topic).where(mark.c.look != "")
    with desk.book.reading() as connection:
        if only is not None:
            query = query.where(mark.c.topic_id == desk.known_topic(connection, only))
        found = connection.execute(query).all()
        students = {one.id: one for one in people.everybody(connection)}
        appealed = [
            one for one in appeals.appeals(connection, only_open=True) if only in (None, one.topic)
        ]
    order = {number: place for place, number in enumerate(students)}
    rows = sorted(found, key=lambda row: (row.name, order[row.person_id]))
    table, document = [], []
    reasons: Counter[Reason] = Counter()
    for row in rows:
        student, points = students[row.person_id], mark_words(State(row.state), row.final)
        looks = looks_of(row.look)
        reasons.update({one.reason for one in looks})
        table += [(student.label, row.name, points, one.words) for one in looks]
        document.append(
            {
                "student": student.name,
                "status": student.status,
                "topic": row.name,
                **mark_document(State(row.state), row.final),
                "look": [{"reason": one.reason, "words": one.words} for one in looks],
            }
        )
    told = " · ".join(f"{number} {reason}" for reason, number in reasons.most_common())
    want = "wants" if len(rows) == 1 else "want"
    lines = [f"{counted(len(rows), 'mark')} {want} a person{': ' if told else ''}{told}"]
    lines += in_columns(table)
    if reasons.keys() & _DECISIONS:
        lines.append(_ADVICE)
    if appealed:
        lines.append(f"{counted(len(appealed), 'appeal')} open: autograder book appeal list")
    desk.answer(lines, document)
