"""What was submitted, each attempt once; and submissions made again from what is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, insert, select

from autograder.gradebook import blobs
from autograder.gradebook.database import portions
from autograder.gradebook.people import Person
from autograder.gradebook.schema import attempt, attempt_file, person, topic
from autograder.gradebook.values import clean, microseconds, moment, now, original
from autograder.model.outcomes import Status
from autograder.model.report import Account, Problem, Report
from autograder.model.submission import Submission, TimeStamp


@dataclass(frozen=True)
class Collected:
    """How an attempt was found, beside its files."""

    status: Status
    problems: tuple[Problem, ...]
    file_name: str


_COLLECTED = TypeAdapter(Collected)


def remember(
    connection: Connection,
    one: Submission,
    student: Person,
    topic_id: int,
    submitted: datetime | None,
) -> int:
    """The id of the attempt that a submission is, appended where it is new.

    Where no time is known, a submission like the latest attempt is that attempt; one like an
    earlier attempt is a new one, for the student went back to it.
    """
    kept = {name: blobs.keep(connection, content) for name, content in one.files.items()}
    source = one.submitted.source if one.submitted is not None else ""
    when = None if submitted is None else Time(submitted, source)
    return _remembered(
        connection, _Work(_digest(one), _collected(one), kept), student, topic_id, when
    )


def remember_report(
    connection: Connection, report: Report, student: Person, topic_id: int, when: Time | None
) -> int:
    """The id of the attempt that a report from elsewhere is about, appended where it is new.

    Its files are known by their digest alone, so it cannot be graded again here.
    """
    elsewhere = {f"{report.topic}.py": blobs.known(connection, f"elsewhere {report.submission}")}
    collected = Collected(report.status, report.problems, "")
    work = _Work(f"report {report.submission}", collected, elsewhere)
    return _remembered(connection, work, student, topic_id, when)


@dataclass(frozen=True)
class Time:
    """When something was submitted, and how that is known."""

    submitted: datetime
    source: str


@dataclass(frozen=True)
class _Work:
    """What was submitted: a digest of it, how it was found, and the digests of its files."""

    digest: str
    collected: Collected
    files: Mapping[str, str]


def _remembered(
    connection: Connection, work: _Work, student: Person, topic_id: int, when: Time | None
) -> int:
    digest, at = work.digest, now()
    submitted = None if when is None else when.submitted
    mine = (attempt.c.person_id == student.id) & (attempt.c.topic_id == topic_id)
    if submitted is None:
        # What was seen cannot be from later, whatever the clock says that dated it.
        latest = max(
            connection.execute(select(attempt).where(mine)),
            key=lambda row: (min(row.moment, row.first_seen), row.number),
            default=None,
        )
        if latest is not None and latest.digest == digest:
            return int(latest.id)
        same = select(attempt.c.id).where(mine, attempt.c.digest == digest)
        stamp = "" if connection.execute(same).first() is None else f"seen {at}"
    else:
        stamp = str(microseconds(submitted))
        same = select(attempt.c.id).where(mine, attempt.c.digest == digest)
        there = connection.execute(same.where(attempt.c.stamp == stamp)).scalar()
        if there is not None:
            return int(there)
    number = connection.execute(select(func.max(attempt.c.number)).where(mine)).scalar() or 0
    made = connection.execute(
        insert(attempt).values(
            person_id=student.id,
            topic_id=topic_id,
            number=number + 1,
            digest=digest,
            stamp=stamp,
            stamp_source="" if when is None else clean(when.source),
            moment=at if submitted is None else microseconds(submitted),
            first_seen=at,
            collected_digest=blobs.keep(connection, _COLLECTED.dump_json(work.collected)),
        )
    )
    assert made.inserted_primary_key is not None
    new = int(made.inserted_primary_key[0])
    if work.files:
        files = [
            {"attempt_id": new, "name": clean(name), "digest": content}
            for name, content in work.files.items()
        ]
        connection.execute(insert(attempt_file), files)
    return new


def submissions(connection: Connection, attempt_ids: Iterable[int]) -> dict[int, Submission]:
    """Attempts as they were submitted; those of which a file is no longer kept are left out."""
    wanted = list(attempt_ids)
    query = (
        select(
            attempt,
            person.c.name,
            person.c.platform,
            person.c.account,
            topic.c.name.label("topic_name"),
        )
        .join(person)
        .join(topic)
    )
    rows = [
        row
        for some in portions(wanted)
        for row in connection.execute(query.where(attempt.c.id.in_(some)))
    ]
    files: dict[int, dict[str, str]] = {}
    for some in portions(wanted):
        of_these = select(attempt_file).where(attempt_file.c.attempt_id.in_(some))
        for row in connection.execute(of_these):
            files.setdefault(row.attempt_id, {})[original(row.name)] = row.digest
    digests = {digest for some in files.values() for digest in some.values()}
    content = blobs.contents(connection, digests | {row.collected_digest for row in rows})
    found = {}
    for row in rows:
        mine = files.get(row.id, {})
        if not {*mine.values(), row.collected_digest} <= content.keys():
            continue
        collected = _COLLECTED.validate_json(content[row.collected_digest])
        known = row.stamp.isdecimal()
        found[row.id] = Submission(
            student=row.name,
            topic=row.topic_name,
            files={name: content[digest] for name, digest in mine.items()},
            status=collected.status,
            problems=collected.problems,
            submitted=TimeStamp(moment(int(row.stamp)), row.stamp_source) if known else None,
            file_name=original(collected.file_name),
            account=Account(platform=row.platform, id=row.account) if row.account else None,
        )
    return found


def _collected(one: Submission) -> Collected:
    problems = (replace(said, message=clean(said.message)) for said in one.problems)
    return Collected(one.status, tuple(problems), clean(one.file_name))


def _digest(one: Submission) -> str:
    """Of the files and how they were found, but not of the words in which a kit says that."""
    found = [one.status, clean(one.file_name), *(said.kind for said in one.problems)]
    return one.hash + hashlib.blake2b("\0".join(found).encode(), digest_size=16).hexdigest()
