"""`autograder regrade rules`: which marks other dates, or another rule, would change."""

from __future__ import annotations

import click

from autograder.cli.book.desk import Desk, Reason, taking_back
from autograder.cli.console import Trouble
from autograder.cli.regrade.words import change_document, change_lines
from autograder.course.deadlines import Deadlines
from autograder.course.settings import FILE
from autograder.gradebook import rules as kept_rules


@click.command("rules")
@click.option("--apply", "applied", is_flag=True, help="Have the marks follow them.")
@taking_back
def rules(desk: Desk, reason: Reason, applied: bool) -> None:
    """Show which marks the rules of course.toml would change: dates, lateness, what counts.

    The gradebook follows them at once where no mark changes, otherwise with --apply.
    """
    if desk.course is None:
        raise Trouble("no course is near: --course FOLDER")
    deadlines = Deadlines.read(desk.course / FILE, desk.topics)
    with desk.book.writing() as connection:
        found = kept_rules.changes(connection, deadlines)
        by = reason.staff(connection)
        if applied or not found:
            kept_rules.follow(connection, deadlines, by.id)
    if not found:
        lines = [f"The gradebook follows {FILE}: no mark changes."]
    else:
        marks = "1 mark" if len(found) == 1 else f"{len(found)} marks"
        said = f"{marks} changed by the rules of {FILE}"
        if not applied:
            said = f"{marks} would change by the rules of {FILE}. Nothing was changed: --apply"
        lines = [said, *(line for one in found for line in change_lines(one, with_topic=True))]
    document = {"applied": applied, "marks": [change_document(one) for one in found]}
    desk.answer(lines, document)
