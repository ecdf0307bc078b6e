"""Fills a gradebook with a course of any size, quickly: rows are inserted in bulk."""

from __future__ import annotations

import hashlib
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from autograder.gradebook import events, marks, people, results
from autograder.gradebook.schema import (
    attempt,
    attempt_file,
    blob,
    mark,
    person,
    result,
    result_task,
    topic,
)
from autograder.gradebook.values import microseconds

BEGUN = microseconds(datetime(2026, 10, 1, tzinfo=UTC))
HOUR = 3600 * 1_000_000
# Rows of one INSERT.
PORTION = 5000


@dataclass(frozen=True)
class Size:
    """How much there is of everything."""

    students: int
    topics: int = 1
    attempts: int = 21  # of each student in each topic
    tasks: int = 8

    @property
    def total(self) -> int:
        """How many attempts there are in all."""
        return self.students * self.topics * self.attempts


def fill(connection: Connection, size: Size, report_bytes: int = 3100) -> None:
    """Fill an empty gradebook, and settle its marks.

    Each attempt has a file and a report of its own with this many bytes before they are packed.
    """
    chance = random.Random(7)
    for number in range(size.topics):
        marks.topic_id(connection, f"topic_{number}")
    people.known(connection, "bo", people.STAFF)
    first_student = (connection.execute(select(func.max(person.c.id))).scalar() or 0) + 1
    students = [
        {
            "id": first_student + number,
            "kind": people.STUDENT,
            "name": f"student {number}",
            "status": people.ACTIVE,
            "pseudonym": f"bird-{number}",
        }
        for number in range(size.students)
    ]
    _insert(connection, person, students)
    run = results.begin(connection, size.total)
    topics = [number for (number,) in connection.execute(select(topic.c.id))]
    places = [(one["id"], of_topic) for one in students for of_topic in topics]
    for start in range(0, len(places), 400):
        first = start * size.attempts
        _attempts(connection, size, places[start : start + 400], first, run, chance, report_bytes)
    results.end(connection, run, results.RunState.ENDED)
    _insert(
        connection,
        mark,
        [
            {"person_id": who, "topic_id": of, "version": 1, "state": "not_submitted", "most": 1200}
            for who, of in places
        ],
    )
    for of_topic in topics:
        marks.settle_marks(connection, mark.c.topic_id == of_topic)
    assert not events.broken(connection)


def _attempts(
    connection: Connection,
    size: Size,
    places: Sequence[tuple[object, int]],
    first: int,
    run: int,
    chance: random.Random,
    report_bytes: int,
) -> None:
    tables: dict[Table, list[dict[str, Any]]] = {
        one: [] for one in (blob, attempt, attempt_file, result, result_task)
    }
    number = first
    for who, of_topic in places:
        for turn in range(size.attempts):
            number += 1
            file, report = (_text(chance, length) for length in (2000, report_bytes))
            tables[blob] += [
                {"digest": digest, "size": length, "content": packed}
                for digest, length, packed in (file, report)
            ]
            tables[attempt].append(
                {
                    "id": number,
                    "person_id": who,
                    "topic_id": of_topic,
                    "number": turn + 1,
                    "digest": file[0],
                    "stamp": str(BEGUN + turn * HOUR),
                    "stamp_source": "timestamp.txt",
                    "moment": BEGUN + turn * HOUR,
                    "first_seen": BEGUN + turn * HOUR,
                    "collected_digest": report[0],
                }
            )
            tables[attempt_file].append(
                {"attempt_id": number, "name": "topic.py", "digest": file[0]}
            )
            points = [chance.choice((0, 75, 150)) for _ in range(size.tasks)]
            tables[result].append(
                {
                    "id": number,
                    "attempt_id": number,
                    "run_id": run,
                    "key_hash": "key",
                    "fingerprint": file[0],
                    "status": "graded",
                    "fault": 0,
                    "points": sum(points),
                    "most": 150 * size.tasks,
                    "report_digest": report[0],
                }
            )
            tables[result_task] += [
                {
                    "result_id": number,
                    "task": f"task_{place}",
                    "place": place,
                    "outcome": "passed" if earned == 150 else "failed",
                    "points": earned,
                    "most": 150,
                    "finding": "",
                }
                for place, earned in enumerate(points)
            ]
    for table, rows in tables.items():
        _insert(connection, table, rows)


def _text(chance: random.Random, length: int) -> tuple[str, int, bytes]:
    """Words that pack about as programs and reports do: digest, size, packed."""
    words = " ".join(str(chance.randrange(3000)) for _ in range(length // 12))
    content = words.ljust(length, ".").encode()
    return hashlib.blake2b(content, digest_size=32).hexdigest(), length, zlib.compress(content)


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    for portion in _portions(rows):
        connection.execute(insert(table), portion)


def _portions(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    for start in range(0, len(rows), PORTION):
        yield rows[start : start + PORTION]
