"""The commands that show a regrade, apply it and discard it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from autograder.cli.book.desk import Desk, Reason, on_the_book, taking_back
from autograder.cli.book.numbers import ROW
from autograder.cli.console import Trouble
from autograder.cli.regrade.words import (
    applied_lines,
    listed_lines,
    preview_document,
    preview_lines,
    run_document,
)
from autograder.gradebook import regrade, regrade_runs
from autograder.gradebook.renaming import Renaming

_number = click.argument("number", type=ROW)


def _names(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option(
        "--dropped", multiple=True, metavar="TASK", help="What people decided on this task goes."
    )(command)
    return click.option(
        "--renamed", multiple=True, metavar="OLD=NEW", help="The task OLD is called NEW now."
    )(command)


@click.command("show")
@_number
@_names
@on_the_book
def show(desk: Desk, number: int, renamed: Sequence[str], dropped: Sequence[str]) -> None:
    """Show which marks the regrade with this NUMBER would change, and why."""
    with desk.book.writing() as connection:
        found = regrade.look(connection, number, _renaming(renamed, dropped))
        run = regrade_runs.of(connection, number)
    desk.answer(preview_lines(run, found), preview_document(run, found))


@click.command("apply")
@_number
@_names
@taking_back
def apply(
    desk: Desk, reason: Reason, number: int, renamed: Sequence[str], dropped: Sequence[str]
) -> None:
    """Put the regrade with this NUMBER in force, all of it at once.

    It is refused if anything changed since somebody last looked at it.
    """
    with desk.book.writing() as connection:
        by = reason.staff(connection)
        found = regrade.apply(connection, number, by, _renaming(renamed, dropped))
        run = regrade_runs.of(connection, number)
    desk.answer(applied_lines(run, found), preview_document(run, found))


@click.command("discard")
@_number
@taking_back
def discard(desk: Desk, reason: Reason, number: int) -> None:
    """Discard the regrade with this NUMBER: all marks stay as they are."""
    with desk.book.writing() as connection:
        run = regrade.discard(connection, number, reason.staff(connection))
    said = f"Regrade {number} of {run.topic} is discarded: all marks stay as they are."
    desk.answer([said], run_document(run))


@click.command("list")
@on_the_book
def list_all(desk: Desk) -> None:
    """List the regrades of this course and what became of each; discarded ones are left out."""
    with desk.book.reading() as connection:
        found = regrade_runs.listed(connection)
    desk.answer(listed_lines(found), [run_document(one) for one in found])


def _renaming(renamed: Sequence[str], dropped: Sequence[str]) -> Renaming:
    pairs = {}
    for one in renamed:
        old, between, new = one.partition("=")
        if not (old and between and new):
            raise Trouble(f"--renamed takes OLD=NEW, not “{one}”")
        pairs[old] = new
    if set(pairs) & set(dropped):
        raise Trouble("a task cannot be both renamed and dropped")
    return Renaming(pairs, frozenset(dropped))
