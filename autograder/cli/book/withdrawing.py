"""`autograder book withdraw`: what a person decided is taken back."""

from __future__ import annotations

import click

from autograder.cli.book.desk import Desk, Reason, taking_back
from autograder.cli.book.words import done_document, withdrawn_lines
from autograder.gradebook import decisions


@click.command("withdraw")
@click.argument("number", type=int)
@taking_back
def withdraw(desk: Desk, reason: Reason, number: int) -> None:
    """Take back the decision NUMBER: what was in force before it is in force again."""
    with desk.book.writing() as connection:
        done = decisions.withdraw(connection, number, reason.staff(connection), reason.because)
    desk.answer(withdrawn_lines(done), done_document(done))
