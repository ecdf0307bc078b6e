"""`autograder book withdraw`: what a person decided or said is taken back."""

from __future__ import annotations

import re

import click

from autograder.cli.book.desk import Desk, Reason, taking_back
from autograder.cli.book.words import (
    batch_back_lines,
    batch_document,
    done_document,
    withdrawn_lines,
)
from autograder.cli.console import Trouble
from autograder.gradebook import batches, comments, decisions

_NUMBER = re.compile(r"([cb]?)([1-9]\d{0,17})")


@click.command("withdraw")
@click.argument("number")
@taking_back
def withdraw(desk: Desk, reason: Reason, number: str) -> None:
    """Take back a decision (341), a comment (c12), or all that was decided at once (b3).

    What was in force before a decision is in force again.
    """
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise Trouble(f"“{number}” is not a number such as 341, c12 (a comment) or b3 (a batch)")
    kind, which = found[1], int(found[2])
    if kind == "c":
        _comment(desk, reason, which)
    elif kind == "b":
        _batch(desk, reason, which)
    else:
        with desk.book.writing() as connection:
            by = reason.staff(connection)
            done = decisions.withdraw(connection, which, by, reason.because)
        desk.answer(withdrawn_lines(done), done_document(done))


def _comment(desk: Desk, reason: Reason, number: int) -> None:
    with desk.book.writing() as connection:
        comments.take_back(connection, number, reason.staff(connection))
    desk.answer([f"Comment c{number} is taken back."], {"comment": f"c{number}"})


def _batch(desk: Desk, reason: Reason, number: int) -> None:
    with desk.book.writing() as connection:
        taken = batches.withdraw(connection, number, reason.staff(connection), reason.because)
    desk.answer(batch_back_lines(taken, number), batch_document(taken, number))
