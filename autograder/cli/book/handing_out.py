"""`autograder book hand-out`: all that the gradebook keeps of one student, for that student."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import tzinfo
from pathlib import Path

import click

from autograder.cli.book.desk import Desk, Reason, claiming
from autograder.cli.book.stories import entry_document
from autograder.cli.book.words import counted, mark_document
from autograder.cli.console import Refusal
from autograder.gradebook import people, personal, policy
from autograder.gradebook.events import Event, note
from autograder.gradebook.mark import settle
from autograder.gradebook.personal import Personal
from autograder.storage.atomic_write import write_file


@click.command("hand-out")
@click.argument("name")
@click.option(
    "--output", required=True, type=click.Path(path_type=Path), help="The zip to be written."
)
@claiming
def hand_out(desk: Desk, reason: Reason, name: str, output: Path) -> None:
    """Write all that the gradebook keeps of a student to a zip, for that student.

    It holds names and marks as JSON, who decided what, what was submitted, and reports. Names of
    other students are left out of reasons and comments; read what is in it before you send it.
    """
    if output.exists():
        raise Refusal(f"{output} is there already: name another file")
    with desk.book.writing() as connection:
        student = people.student(connection, name)
        found = personal.of(connection, student)
        zone = policy.current(connection).zone
        _write(output, found, zone)
        by = reason.staff(connection)
        note(connection, Event("handed out", by.id, reference=str(student.id)))
    files = counted(len(found.files), "file")
    marks = counted(len(found.marks), "mark")
    said = f"{student.name}: {marks} and {files} in {output}. Read it before you send it."
    desk.answer([said], {"student": student.name, "output": str(output), "files": [*found.files]})


def _write(output: Path, found: Personal, zone: tzinfo) -> None:
    packed = io.BytesIO()
    document = json.dumps(_document(found, zone), ensure_ascii=False, indent=1)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("gradebook.json", document)
        for path, content in found.files.items():
            archive.writestr(path, content)
    write_file(output, packed.getvalue())
    output.chmod(0o600)


def _document(found: Personal, zone: tzinfo) -> dict[str, object]:
    one = found.student
    return {
        "name": one.name,
        "other names": list(found.aliases),
        "email": one.email,
        "section": one.section,
        "platform": one.platform,
        "account": one.account,
        "status": one.status,
        "pseudonym": one.pseudonym,
        "dates": found.dates,
        "marks": [
            {
                "topic": of.topic,
                **mark_document((settled := settle(of.history)).state, settled.final),
                "most": settled.most / 100,
                "history": [entry_document(entry, zone) for entry in entries],
            }
            for of, entries in found.marks
        ],
        "texts": list(found.texts),
    }
