"""`autograder book check`: whether the gradebook is whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import click

from autograder.cli.book.desk import Desk, on_the_book
from autograder.cli.book.words import counted
from autograder.cli.console import REFUSED
from autograder.gradebook import checking
from autograder.gradebook.checking import Checked


@click.command("check")
@on_the_book
def check(desk: Desk) -> None:
    """Compute every mark anew, and see whether the history is whole.

    Exit code 1 if a mark is not what its history says, or something of the history was changed.
    """
    with desk.book.reading() as connection:
        found = checking.check(connection)
    desk.answer(_lines(found), {**asdict(found), "whole": found.whole})
    if not found.whole:
        raise SystemExit(REFUSED)


def _lines(found: Checked) -> Iterator[str]:
    equal = "all equal" if not found.wrong else f"{len(found.wrong)} are not what is kept"
    yield f"{counted(found.marks, 'mark')} computed anew: {equal}."
    for student, topic in found.wrong:
        yield f"  {student}, {topic}"
    whole = "is whole" if not found.broken else f"is broken at events {found.broken}"
    runs, decisions = counted(found.runs, "run"), counted(found.decisions, "decision")
    yield f"{runs}, {decisions}: the chain of events {whole}."
    there = found.guards - len(found.lacking)
    yield f"{there} of {counted(found.guards, 'guard')} against changes of the history are there."
    for name in found.lacking:
        yield f"  {name} is gone"
    if found.broken or found.lacking:
        yield "Somebody changed the database beside the kit: compare it with a backup."
