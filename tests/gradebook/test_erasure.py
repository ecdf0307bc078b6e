"""Who is erased is in no byte of the gradebook, and every sum is as before."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.engine import make_url

from autograder.gradebook import (
    attempts,
    blobs,
    comments,
    drafts,
    erasure,
    guards,
    marks,
    people,
    policy,
    regrade,
    roster,
)
from autograder.gradebook.comments import Comment
from autograder.gradebook.erasure import Erasure
from autograder.gradebook.errors import BookError
from autograder.gradebook.mark import Kind
from autograder.gradebook.schema import (
    attempt,
    blob,
    mark,
    metadata,
    passage,
    person,
    text,
)
from autograder.model.submission import Submission
from tests.gradebook.classroom import TOPIC, Classroom
from tests.gradebook.material import faults

NAME, OTHER_NAME, ADDRESS = "Quillfeather", "Zebulon", "q.uill@example.org"
TASKS = {"forward": 4.0, "loss": 1.5}
SENT = datetime(2026, 11, 4, 12, tzinfo=UTC)
SHARED = "# the same text of two students\n"


@pytest.fixture
def full(classroom: Classroom) -> Classroom:
    """Everything that may hold a student's name does; Noether submitted one of the same files."""
    classroom.rules(
        due={TOPIC: "2026-11-01T00:00:00"},
        extensions={NAME: {TOPIC: "2026-11-08T00:00:00"}},
        late={"percent_per_day": 10},
    )
    classroom.submit(NAME, TASKS, SENT, f"# by {NAME}\n")
    classroom.submit(NAME, TASKS, SENT.replace(hour=13), SHARED)
    classroom.submit("Noether", TASKS, SENT, SHARED)
    classroom.decide(NAME, Kind.ADJUST, 1, because=f"{NAME} told us why")
    classroom.decide("Noether", Kind.ADJUST, 1, because="a sign")
    with classroom.book.writing() as connection:
        who, staff = people.student(connection, NAME), people.known(connection, "bo", people.STAFF)
        which = marks.mark_id(connection, who.id, marks.topic_id(connection, TOPIC))
        values = {"email": ADDRESS, "section": "Q1", "platform": "moodle", "account": "quill17"}
        connection.execute(update(person).where(person.c.id == who.id).values(values))
        roster.call(connection, who, OTHER_NAME, staff)
        comments.say(connection, Comment(which, f"Well done, {NAME}"), staff)
        drafts.keep(connection, which, staff, 1, f'{{"comment": "Dear {NAME}"}}')
        files = {f"{TOPIC}.py": b"import mine", f"{NAME}_tools.py": b"pass"}
        one = Submission(NAME, TOPIC, files, file_name=f"{NAME}.py")
        new = attempts.remember(connection, one, who, marks.topic_id(connection, TOPIC), SENT)
        row = {"attempt_id": new, "task": "forward", "hash": 1, "line": 1}
        connection.execute(insert(passage).values(row))
        marks.settle_marks(connection, mark.c.person_id == who.id)
    return classroom


def erase(full: Classroom, name: str = NAME) -> Erasure:
    with full.book.writing() as connection:
        student = people.student(connection, name)
        done = erasure.apply(connection, student, people.known(connection, "bo", people.STAFF))
    erasure.wipe(full.book.engine)
    return done


def everything(full: Classroom) -> str:
    """All rows of all tables as text, blobs unpacked."""
    with full.book.reading() as connection:
        rows = [
            repr(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
        packed = connection.execute(select(blob.c.content)).scalars()
        rows += [zlib.decompress(one).decode() for one in packed if one is not None]
    return "\n".join(rows)


def kept_marks(full: Classroom) -> list[tuple[object, ...]]:
    with full.book.reading() as connection:
        columns = mark.c.id, mark.c.state, mark.c.raw, mark.c.days_late, mark.c.final, mark.c.look
        return [tuple(row) for row in connection.execute(select(*columns).order_by(mark.c.id))]


SOUGHT = (NAME, OTHER_NAME, ADDRESS, "quill17", "Q1")


@pytest.mark.parametrize("sought", SOUGHT)
def test_no_row_holds_what_tells_who_it_was(full: Classroom, sought: str) -> None:
    assert sought in everything(full)
    erase(full)
    assert sought not in everything(full)


def test_no_byte_of_the_files_holds_what_tells_who_it_was(full: Classroom) -> None:
    if full.book.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's files are its server's")
    file = str(make_url(str(full.book.engine.url)).database)

    def content() -> bytes:
        found = b""
        for suffix in ("", "-wal"):
            with open(file + suffix, "rb") as stream:
                found += stream.read()
        return found

    assert [one for one in SOUGHT if one.encode() not in content()] == []
    erase(full)
    # Two letters are in any file.
    assert [one for one in SOUGHT if len(one) > 2 and one.encode() in content()] == []


def test_every_mark_is_as_before_and_nothing_is_wrong(full: Classroom) -> None:
    before = kept_marks(full)
    erase(full)
    assert kept_marks(full) == before
    assert faults(full.book) == []
    with full.book.reading() as connection:
        assert guards.names(connection) == guards.wanted(connection)


def test_an_extension_still_holds_under_the_pseudonym(full: Classroom) -> None:
    done = erase(full)
    with full.book.reading() as connection:
        extensions = policy.current(connection).settings.extensions
    assert list(extensions) == [done.student.pseudonym]


def test_what_another_student_submitted_as_well_stays(full: Classroom) -> None:
    done = erase(full)
    assert done.shared > 0
    with full.book.reading() as connection:
        query = select(attempt.c.id).join(person).where(person.c.name == "Noether")
        [one] = attempts.submissions(connection, connection.execute(query).scalars()).values()
    assert one.files == {f"{TOPIC}.py": SHARED.encode()}


def test_texts_about_others_stay_and_those_that_name_the_student_are_told(
    full: Classroom,
) -> None:
    full.decide("Noether", Kind.EXCUSE, because=f"as {NAME.lower()}, see there")
    assert erase(full).named_in == ["Noether"]
    with full.book.reading() as connection:
        assert "a sign" in connection.execute(select(text.c.body)).scalars().all()


def test_a_name_within_a_word_names_nobody(full: Classroom) -> None:
    full.decide("Noether", Kind.EXCUSE, because=f"{NAME}ings are no names")
    assert erase(full).named_in == []


def test_what_erasing_would_take_is_told_before(full: Classroom) -> None:
    with full.book.reading() as connection:
        planned = erasure.plan(connection, people.student(connection, NAME))
    assert planned == erase(full)
    assert (planned.attempts, planned.texts) == (3, 3)


def test_erasing_again_by_the_pseudonym_finds_nothing(full: Classroom) -> None:
    pseudonym = erase(full).student.pseudonym
    again = erase(full, pseudonym)
    assert (again.blobs, again.texts) == (0, 0)


def test_a_name_that_is_erased_is_nobody_s(full: Classroom) -> None:
    erase(full)
    with full.book.reading() as connection, pytest.raises(BookError, match="has no student"):
        people.student(connection, NAME)


def test_a_file_that_was_erased_is_kept_again_where_another_submits_it(full: Classroom) -> None:
    erase(full)
    with full.book.writing() as connection:
        digest = blobs.keep(connection, f"# by {NAME}\n".encode())
        assert blobs.contents(connection, [digest])[digest] == f"# by {NAME}\n".encode()


def test_a_regrade_lists_what_was_erased_as_no_longer_kept(full: Classroom) -> None:
    pseudonym = erase(full).student.pseudonym
    with full.book.reading() as connection:
        wanted = connection.execute(select(attempt.c.id)).scalars().all()
        fingerprints = {one: "of a key" for one in attempts.submissions(connection, wanted)}
        unkept = regrade.due(connection, wanted, fingerprints).unkept
    assert [(one.student, one.number) for one in unkept] == [(pseudonym, 1), (pseudonym, 3)]
