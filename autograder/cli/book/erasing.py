"""`autograder book erase`: a student's name and work go, the points stay."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

import click

from autograder.cli.book.desk import Desk, Reason, claiming
from autograder.cli.book.words import counted
from autograder.gradebook import erasure, people
from autograder.gradebook.erasure import Erasure

_BEYOND = (
    "Beyond reach, so look there yourself: backups and copies of the gradebook, folders of "
    "submissions (graded again, they bring the name back), graded reports, exports, course.toml."
)


@click.command("erase")
@click.argument("name")
@click.option("--apply", "really", is_flag=True, help="Erase, not only tell.")
@claiming
def erase(desk: Desk, reason: Reason, name: str, really: bool) -> None:
    """Show what erasing a student takes; --apply does it. There is no way back.

    Name, address, files, reports and all that was written about the student go. Points, decisions
    and the log stay, under a pseudonym.
    """
    if really:
        with desk.book.writing() as connection:
            student = people.student(connection, name)
            found = erasure.apply(connection, student, reason.staff(connection))
    else:
        with desk.book.reading() as connection:
            found = erasure.plan(connection, people.student(connection, name))
    desk.answer(_lines(found, really, desk.book.engine.dialect.name), _document(found, really))
    if really:
        erasure.wipe(desk.book.engine)  # may refuse, when the pseudonym is known already


def _lines(found: Erasure, really: bool, kind: str) -> Iterator[str]:
    student = found.student
    goes = "has gone" if really else "would go"
    yield f"{student.name} {'is' if really else 'would be'} {student.pseudonym} from now on."
    yield (
        f"What {goes}: name, address, section, account, files and reports of "
        f"{counted(found.attempts, 'attempt')} ({found.blobs}), texts about the student "
        f"({found.texts})."
    )
    yield "What stays: points, decisions without their reasons, the log, groups of wrong answers."
    if found.shared:
        yield f"Files and reports that others have as well stay: {found.shared}."
    if found.named_in:
        whose = ", ".join(name or "a regrade" for name in found.named_in)
        yield f"Texts about others name the student, and stay as they are: {whose}"
    if not really:
        yield f"Erase: autograder book erase {quote(student.name)} --apply"
        return
    if kind == "postgresql":
        yield "PostgreSQL overwrites the old rows later; at once: VACUUM FULL in psql."
    yield _BEYOND


def _document(found: Erasure, really: bool) -> dict[str, object]:
    return {
        "student": found.student.name,
        "pseudonym": found.student.pseudonym,
        "attempts": found.attempts,
        "blobs": found.blobs,
        "shared": found.shared,
        "texts": found.texts,
        "named_in": list(found.named_in),
        "erased": really,
    }
