"""`autograder book log`: what happened, when, and by whom."""

from __future__ import annotations

from dataclasses import asdict
from datetime import tzinfo
from typing import TypedDict, Unpack

import click
from sqlalchemy import Connection

from autograder.cli.book.columns import in_columns
from autograder.cli.book.dates import moment_of
from autograder.cli.book.desk import Desk, on_the_book
from autograder.cli.book.words import moment_words, shown
from autograder.gradebook import people, policy
from autograder.gradebook.log import Logged, Wanted, log
from autograder.gradebook.mark import Kind
from autograder.gradebook.people import STAFF
from autograder.gradebook.values import microseconds, moment

_KINDS = {kind.value for kind in Kind}


class Filters(TypedDict):
    """Which events are wanted."""

    name: str | None
    topic: str | None
    by: str | None
    kind: str | None
    since: str | None
    last: int


@click.command("log")
@click.option("--name", help="Of this student's marks.")
@click.option("--topic", help="Of marks in this topic.")
@click.option("--by", help="By this member of staff.")
@click.option("--kind", help="Of this kind, such as total, withdraw, run, policy.")
@click.option("--since", metavar="DATE", help="From this day or moment on.")
@click.option("--last", type=click.IntRange(1), default=50, show_default=True, help="So many.")
@on_the_book
def log_of(desk: Desk, **filters: Unpack[Filters]) -> None:
    """Show what happened, the latest last. Each event is chained to the one before it."""
    with desk.book.reading() as connection:
        zone = policy.current(connection).zone
        wanted = _wanted(connection, desk, filters)
        staff = {str(one.id): one.name for one in people.everybody(connection, STAFF)}
        found = log(connection, wanted)
    rows = [_row(one, zone, staff) for one in found]
    document = [{**asdict(one), "at": moment(one.at).astimezone(zone).isoformat()} for one in found]
    desk.answer(in_columns(rows) if rows else ["nothing happened like that"], document)


def _wanted(connection: Connection, desk: Desk, filters: Filters) -> Wanted:
    name, topic, by, since = filters["name"], filters["topic"], filters["by"], filters["since"]
    rules = policy.current(connection)
    return Wanted(
        student_id=None if name is None else people.student(connection, name).id,
        topic_id=None if topic is None else desk.known_topic(connection, topic),
        by_id=None if by is None else people.staff(connection, by).id,
        kind=filters["kind"],
        since=None if since is None else microseconds(moment_of(since, rules, begin=True)),
        last=filters["last"],
    )


def _row(one: Logged, zone: tzinfo, staff: dict[str, str]) -> tuple[str, ...]:
    when = moment_words(moment(one.at).astimezone(zone))
    what = " ".join(filter(None, (one.kind, one.reference)))
    if one.kind == "as":
        user = staff.get(one.reference, one.reference)
        return when, one.by, f"as {one.by}: the user of the system is {user}", "", ""
    of = ", ".join(filter(None, (one.student, one.topic)))
    return when, one.by, what, of, _change(one)


def _change(one: Logged) -> str:
    """What it was before and after; of decisions these are points."""
    if one.kind == "policy":
        return "the rules of course.toml"
    if one.before == one.after:
        return ""
    before, after = one.before, one.after
    if one.kind in _KINDS:
        before, after = (shown(int(each)) if each else "" for each in (before, after))
    return f"{before or '–'} → {after or '–'}"
