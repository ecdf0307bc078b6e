"""`autograder book publish`: one page for each student, as a folder and as a zip file."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from autograder.cli.book.desk import Desk, Reason, claiming
from autograder.cli.book.words import counted
from autograder.gradebook import people, publishing
from autograder.gradebook.publishing import Outgoing, Plan
from autograder.reading.shown_programs import Programs
from autograder.reports.code_view import Note, NoteKind, code_view, report_notes
from autograder.reports.html import published_page
from autograder.reports.paths import folder_name
from autograder.reports.plain_text import plain_text
from autograder.storage.atomic_write import write_file

# The first moment that a zip can hold: the same pages give the same file.
EPOCH = (1980, 1, 1, 0, 0, 0)
SHOWN = 20
Pages = list[tuple[Outgoing, bytes]]


@click.command("publish")
@click.argument("topic")
@click.option("--section", help="Only the students of this section.")
@click.option("--only", metavar="NAME", help="Only this student.")
@click.option("--changes", is_flag=True, help="Only those whose page differs from the last one.")
@click.option("--dry-run", is_flag=True, help="Tell what would go out; write and keep nothing.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("published"),
    show_default=True,
    help="Where the folder of pages and its zip file go.",
)
@claiming
def publish(  # noqa: PLR0913  each is an option of the command
    desk: Desk,
    reason: Reason,
    topic: str,
    section: str | None,
    only: str | None,
    changes: bool,
    dry_run: bool,
    output: Path,
) -> None:
    """Make a page for each student of TOPIC: mark, feedback, comments, code.

    Nobody sees anything until you send the pages or upload them. What wants your look first, is
    ungraded or appealed is held back. Each page is kept as it went out.
    """
    with desk.book.reading() as connection:
        desk.known_topic(connection, topic)
        name = None if only is None else people.student(connection, only).name
        planned = publishing.plan(connection, topic, section, name)
    pages = _pages(planned)
    same: set[int] = set()
    if changes:
        with desk.book.reading() as connection:
            by_mark = {one.of.of.mark_id: page for one, page in pages}
            same = publishing.unchanged(connection, by_mark)
        pages = [(one, page) for one, page in pages if one.of.of.mark_id not in same]
    place = ""
    if pages and not dry_run:
        with desk.book.writing() as connection:
            number = publishing.publish(connection, topic, pages, reason.staff(connection))
            # Before it is noted: what cannot be written did not go out.
            place = str(_write(pages, output / f"{folder_name(topic)}-{number}"))
    desk.answer(
        [*_told(planned, pages, len(same), place)],
        {
            "published": [one.of.of.student for one, _ in pages],
            "unchanged": len(same),
            "held_back": dict(planned.held_back),
            "absent": list(planned.absent),
            "folder": place,
        },
    )


def _pages(planned: Plan) -> Pages:
    """The page of each; notebooks are read by one process."""
    with contextlib.closing(Programs()) as programs:
        return [(one, _page(one, programs).encode()) for one in planned.outgoing]


def _page(one: Outgoing, programs: Programs) -> str:
    tasks = [task.name for task in one.report.tasks]
    if not one.files:
        return published_page(one.report, None)
    made = programs.of(one.files, one.report.topic, tasks)
    if made.trouble:
        return published_page(one.report, None, made.trouble)
    notes = [
        *report_notes(one.report, made.text, made.source_map, instructor=False),
        *(Note(line, NoteKind.COMMENT, said) for line, said in one.by_line),
    ]
    return published_page(one.report, code_view(made.text, made.source_map, notes))


def _write(pages: Pages, folder: Path) -> Path:
    """The pages as files and, beside their folder, in a zip file."""
    named = [(f"{folder_name(one.of.of.student)}.html", page) for one, page in pages]
    for name, page in named:
        write_file(folder / name, page)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, page in named:
            archive.writestr(zipfile.ZipInfo(name, EPOCH), page, zipfile.ZIP_DEFLATED)
    write_file(folder.with_name(f"{folder.name}.zip"), stream.getvalue())
    return folder


def _told(planned: Plan, pages: Pages, same: int, place: str) -> Iterator[str]:
    what = counted(len(pages), "page")
    if not pages:
        yield "No page goes out."
    else:
        yield f"{what} in {place} and in {place}.zip" if place else f"{what} would go out"
    if same:
        yield f"{same} as published before"
    if planned.held_back:
        yield f"Held back: {len(planned.held_back)}"
        yield from _some([f"  {plain_text(who)}: {why}" for who, why in planned.held_back])
    if planned.absent:
        yield f"No page for {len(planned.absent)} who submitted nothing"
    if place:
        yield "Nobody sees anything until you send the folder or upload it."


def _some(lines: Sequence[str]) -> Sequence[str]:
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], f"  … and {more} more"] if more > 0 else lines
