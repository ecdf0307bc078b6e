"""All that a gradebook keeps of one student, without the names of other students."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from autograder.gradebook import blobs, policy
from autograder.gradebook.histories import OfMark, of_marks
from autograder.gradebook.people import STUDENT, Person
from autograder.gradebook.schema import (
    alias,
    attempt,
    attempt_file,
    mark,
    person,
    published,
    result,
    text,
    topic,
)
from autograder.gradebook.timeline import Commented, Decided, Entry, timeline

ANOTHER = "(another student)"


@dataclass(frozen=True)
class Personal:
    """One student: names, own dates, marks with their histories, what was written, and files.

    `dates` are those of `course.toml` for this student alone, by what they are and by topic.
    """

    student: Person
    aliases: Sequence[str]
    dates: Mapping[str, Mapping[str, str]]
    marks: Sequence[tuple[OfMark, Sequence[Entry]]]
    texts: Sequence[str]
    files: Mapping[str, bytes]


def of(connection: Connection, student: Person) -> Personal:
    """All of a student. Files are those submitted, reports of the kit, and pages published."""
    theirs = select(alias.c.name).where(alias.c.person_id == student.id)
    aliases = sorted(connection.execute(theirs).scalars())
    names = _Names(connection, student)
    settings = policy.current(connection).settings
    dates = {"extensions": settings.extensions, "submitted": settings.submitted}
    about = select(text.c.body).where(text.c.about_id == student.id, text.c.body.is_not(None))
    return Personal(
        student=student,
        aliases=aliases,
        dates={
            what: {name: when.isoformat() for name, when in each.get(student.name, {}).items()}
            for what, each in dates.items()
        },
        marks=[
            (one, [names.hidden_in(entry) for entry in timeline(connection, one.mark_id)])
            for one in of_marks(connection, mark.c.person_id == student.id)
        ],
        texts=[
            names.hide(body) for body in connection.execute(about.order_by(text.c.id)).scalars()
        ],
        files=_files(connection, student),
    )


class _Names:
    """The names of all other students, to be left out of what was written about one."""

    def __init__(self, connection: Connection, student: Person) -> None:
        query = (
            select(person.c.id, person.c.name, person.c.email, person.c.account, alias.c.name)
            .outerjoin(alias, alias.c.person_id == person.c.id)
            .where(person.c.kind == STUDENT)
        )
        mine: set[str] = set()
        others: set[str] = set()
        for number, *names in connection.execute(query):
            (mine if number == student.id else others).update(filter(None, names))
        self._mine = {one.casefold() for one in mine}
        # The longest first: the own name may begin with another's.
        known = sorted({*mine, *others}, key=lambda one: (-len(one), one))
        either = "|".join(map(re.escape, known))
        self._pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)

    def hide(self, said: str) -> str:
        return self._pattern.sub(
            lambda found: found[0] if found[0].casefold() in self._mine else ANOTHER, said
        )

    def hidden_in(self, entry: Entry) -> Entry:
        if isinstance(entry, Decided):
            return replace(entry, because=self.hide(entry.because))
        if isinstance(entry, Commented):
            return replace(entry, said=self.hide(entry.said))
        return entry


def _files(connection: Connection, student: Person) -> dict[str, bytes]:
    """By a path: topic, attempt, and the file's name without folders."""
    mine = attempt.c.person_id == student.id
    submitted = (
        select(topic.c.name, attempt.c.number, attempt_file.c.name, attempt_file.c.digest)
        .join_from(attempt, topic)
        .join(attempt_file, attempt_file.c.attempt_id == attempt.c.id)
        .where(mine)
    )
    reports = (
        select(topic.c.name, attempt.c.number, result.c.run_id, result.c.report_digest)
        .join_from(attempt, topic)
        .join(result, result.c.attempt_id == attempt.c.id)
        .where(mine)
    )
    pages = (
        select(topic.c.name, published.c.publication_id, published.c.page_digest)
        .join_from(mark, topic)
        .join(published, published.c.mark_id == mark.c.id)
        .where(mark.c.person_id == student.id)
    )
    digests = {}
    for of_topic, number, name, digest in connection.execute(submitted):
        flat = re.sub(r"[/\\]", "_", name)
        digests[f"{of_topic}/attempt-{number}/{flat}"] = digest
    for of_topic, number, run_id, digest in connection.execute(reports):
        digests[f"{of_topic}/attempt-{number}/report-of-run-{run_id}.json"] = digest
    for of_topic, number, digest in connection.execute(pages):
        digests[f"{of_topic}/published-{number}.html"] = digest
    content = blobs.contents(connection, digests.values())
    return {path: content[digest] for path, digest in digests.items() if digest in content}
