"""`autograder book marks` and `import`: marks leave as a table, and come back as decisions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from autograder.cli.book.desk import Desk, Reason, deciding, on_the_book
from autograder.cli.book.words import batch_lines, counted, done_document, shown
from autograder.cli.console import Trouble
from autograder.gradebook import importing, mark_table, views
from autograder.gradebook.mark_table import Line, Plan
from autograder.gradebook.views import Row
from autograder.model.report import Report
from autograder.platforms.tables.scale import number
from autograder.platforms.tables.spreadsheet import Spreadsheet
from autograder.reports import reading
from autograder.reports.plain_text import plain_text
from autograder.reports.spreadsheet_text import cell_text
from autograder.storage.atomic_write import write_file

STUDENT, EMAIL, TOPIC, STATE, MARK, MOST, VERSION = (
    "student",
    "email",
    "topic",
    "state",
    "mark",
    "maximum",
    "version",
)
# What a cell held when the table was written stands beside it: only what differs is meant.
BEFORE = "written: "
_FILE = click.Path(path_type=Path)


@click.command("marks")
@click.argument("topic")
@click.option("--section", help="Only the students of this section.")
@click.option("--output", type=_FILE, help="Where to write; by default marks-TOPIC.csv.")
@on_the_book
def marks(desk: Desk, topic: str, section: str | None, output: Path | None) -> None:
    """Write the marks of TOPIC as a table that you may edit and `autograder book import`."""
    with desk.book.reading() as connection:
        desk.known_topic(connection, topic)
        rows = mark_table.rows(connection, topic, section)
        emails = {one.id: one.email for one in views.people(connection).values()}
    target = output or Path(f"marks-{topic}.csv")
    write_file(target, _table(rows, emails))
    said = f"{counted(len(rows), 'mark')} in {target}"
    desk.answer(
        [said, f"Change points there, then: autograder book import {target} --because TEXT"],
        {"marks": len(rows), "file": str(target)},
    )


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--apply", "really", is_flag=True, help="Change the gradebook, not only tell.")
@deciding
def read_back(desk: Desk, reason: Reason, file: Path, really: bool) -> None:
    """Take FILE into the gradebook: a table of marks, or reports that were made elsewhere.

    A table is one that `autograder book marks` wrote and a person changed. A changed mark becomes a
    total that a person set, a changed task that task's points. An empty cell changes nothing. A row
    whose mark changed since the table was written is refused.

    A folder that `grade` or `ci` wrote, or a report's JSON file, is taken as attempts with results.
    """
    if file.is_dir() or file.suffix == ".json":
        _take_reports(desk, reason, reading.reports(file), really)
        return
    topic, lines = _read(file)
    with desk.book.reading() as connection:
        desk.known_topic(connection, topic)
        planned = mark_table.plan(connection, topic, lines)
    told = _told(planned)
    if not really:
        asked = ["Nothing was changed: --apply"] if planned.wishes else []
        desk.answer([*told, *asked], _document(planned))
        return
    if not planned.wishes:
        desk.answer(told, _document(planned))
        return
    with desk.book.writing() as connection:
        planned = mark_table.plan(connection, topic, lines)
        batch, done = mark_table.apply(
            connection, planned, reason.staff(connection), reason.because
        )
    document = {**_document(planned), "decisions": [done_document(one) for one in done]}
    desk.answer([*_refused(planned), *batch_lines(done, batch)], document)


def _take_reports(desk: Desk, reason: Reason, reports: Sequence[Report], really: bool) -> None:
    """Without `really` it is done and taken back, so that what is told is what would be."""
    with desk.book.writing() as connection:
        taken = importing.take(connection, reports, reason.staff(connection))
        if not really:
            connection.rollback()
    lines = [f"{counted(taken.new, 'report')} new, {taken.known} in the gradebook already"]
    lines += [f"New student: {plain_text(name)}" for name in taken.new_students]
    if not really:
        lines.append("Nothing was changed: --apply")
    document = {"new": taken.new, "known": taken.known, "new_students": list(taken.new_students)}
    desk.answer(lines, document)


def _table(rows: Iterable[Row], emails: dict[int, str]) -> str:
    rows = list(rows)
    tasks = list(dict.fromkeys(task.task for row in rows for task in row.tasks))
    header = [STUDENT, EMAIL, TOPIC, STATE, MARK, MOST, *tasks]
    kept = [VERSION, *(f"{BEFORE}{name}" for name in (MARK, *tasks))]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*header, *kept])
    for row in rows:
        final = "" if row.mark.final is None else shown(row.mark.final)
        by_task = {
            one.task: shown(one.judged if one.mine is None else one.mine) for one in row.tasks
        }
        points = [by_task.get(name, "") for name in tasks]
        told = [cell_text(text) for text in (row.of.student, emails[row.of.person_id])]
        state, most = row.mark.state.replace("_", " "), shown(row.mark.most)
        writer.writerow(
            [*told, row.of.topic, state, final, most, *points, row.of.version, final, *points]
        )
    return stream.getvalue()


def _read(path: Path) -> tuple[str, list[Line]]:
    """The topic, and the lines in which something may have changed; raises UserError."""
    table = Spreadsheet.read(path, [STUDENT, EMAIL, TOPIC, MARK, VERSION])
    at = {name: table.column(name) for name in (STUDENT, EMAIL, TOPIC, MARK, VERSION)}
    header = [cell.value for cell in table.rows[0]]
    changeable = [name.removeprefix(BEFORE) for name in header if name.startswith(BEFORE)]
    topics = {table.value(row, at[TOPIC]) for row in range(1, len(table.rows))}
    if len(topics) != 1:
        raise Trouble(f"{table.name} must hold marks of one topic; it has: {sorted(topics)}")
    lines = []
    for row in range(1, len(table.rows)):
        points = {
            name: _points(table, row, name)
            for name in changeable
            if table.value(row, table.column(name))
            not in ("", table.value(row, table.column(BEFORE + name)))
        }
        version = table.value(row, at[VERSION])
        if not version.isdecimal():
            raise Trouble(f"{table.name}: row {row + 1} has no version")
        lines.append(
            Line(
                student=_as_written(table.value(row, at[STUDENT])),
                email=_as_written(table.value(row, at[EMAIL])),
                version=int(version),
                total=points.pop(MARK, None),
                tasks=points,
            )
        )
    return topics.pop(), lines


def _as_written(text: str) -> str:
    """A cell without the apostrophe that `cell_text` puts before what could be a formula."""
    bare = text.removeprefix("'")
    return bare if cell_text(bare) == text else text


def _points(table: Spreadsheet, row: int, name: str) -> int:
    """A cell in hundredths; more digits are refused, since nobody would know how they count."""
    text = table.value(row, table.column(name))
    value = number(text)
    if value is None or not 0 <= value < 1e6 or abs(value * 100 - round(value * 100)) > 1e-6:
        said = f"“{plain_text(text)}” in the column {name} is not a number of points"
        raise Trouble(f"{table.name}: row {row + 1}: {said} with at most two decimals")
    return round(value * 100)


def _told(planned: Plan) -> list[str]:
    lines = [
        f"{plain_text(name)}: {wish.task or 'total'} becomes {shown(wish.points or 0)}"
        for name, wish in planned.wishes
    ]
    if planned.unchanged:
        lines.append(f"{counted(planned.unchanged, 'row')} without a change")
    return [*lines, *_refused(planned)]


def _refused(planned: Plan) -> list[str]:
    reasons = (
        (planned.stale, "changed in the gradebook since the table was written"),
        (planned.strangers, "nobody in the class has this name"),
        (planned.unequal, "the email is another than in the gradebook"),
    )
    return [f"Refused: {plain_text(name)}: {why}" for names, why in reasons for name in names]


def _document(planned: Plan) -> dict[str, object]:
    return {
        "changes": [
            {"student": name, "task": wish.task, "points": (wish.points or 0) / 100}
            for name, wish in planned.wishes
        ],
        "unchanged": planned.unchanged,
        "stale": list(planned.stale),
        "strangers": list(planned.strangers),
        "unequal": list(planned.unequal),
    }
