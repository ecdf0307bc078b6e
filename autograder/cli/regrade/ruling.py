"""`autograder regrade rules`: which marks other dates, or another rule, would change."""

from __future__ import annotations

from collections.abc import Sequence

import click

from autograder.cli.book.desk import Desk, Reason, ruling
from autograder.cli.console import Trouble
from autograder.cli.regrade.words import change_document, change_lines
from autograder.course.deadlines import Deadlines
from autograder.course.settings import FILE
from autograder.gradebook import rules as kept_rules
from autograder.gradebook.changes import Change


@click.command("rules")
@click.option("--apply", "applied", is_flag=True, help="Have the marks follow them.")
@ruling
def rules(desk: Desk, reason: Reason, applied: bool) -> None:
    """Show which marks the rules of course.toml would change: dates, lateness, what counts.

    The gradebook follows them at once where no mark changes, otherwise with --apply.
    """
    if desk.course is None:
        raise Trouble("no course is near: --course FOLDER")
    deadlines = Deadlines.read(desk.course / FILE, list(desk.topics))
    with desk.book.writing() as connection:
        found = kept_rules.changes(connection, deadlines)
        by = reason.staff(connection)
        if applied or not found:
            kept_rules.follow(connection, deadlines, by.id)
    lines = [_said(found, applied), *change_lines(found, with_topic=True)]
    document = {"applied": applied, "marks": [change_document(one) for one in found]}
    desk.answer(lines, document)


def _said(found: Sequence[Change], applied: bool) -> str:
    moving = sum(one.moves for one in found)
    if not found:
        return f"The gradebook follows {FILE}: no mark changes."
    marks = "1 mark" if moving == 1 else f"{moving} marks"
    looks = f", and {len(found) - moving} to look at" if len(found) > moving else ""
    if applied:
        return f"The gradebook follows {FILE} now: {marks} changed{looks}."
    return f"{marks} would change by the rules of {FILE}{looks}. Nothing was changed: --apply"
