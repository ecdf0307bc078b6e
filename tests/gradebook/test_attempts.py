"""What was submitted: each attempt once, as it was, whatever its names and bytes are."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import func, select

from autograder.collect.discover import discover
from autograder.gradebook import attempts, blobs, marks, people, results
from autograder.gradebook.book import Book
from autograder.gradebook.mark import Kind
from autograder.gradebook.schema import attempt, attempt_file, blob, person
from autograder.gradebook.values import clean, original
from autograder.model.outcomes import ProblemKind, Status
from autograder.model.report import Lateness, Problem
from autograder.model.submission import Submission, TimeStamp
from tests.gradebook.classroom import TOPIC, Classroom, report

THEN = datetime(2026, 10, 14, 12, tzinfo=UTC)
# Names and texts that a database, a file system or an encoding refuses, and such that look alike.
HOSTILE = (
    "a\0b",
    "a\\x00b",
    "lone \udc80",
    "lone \\udc80",
    "\ud83d",
    "right-to-left \u202eyp.pets",
    "four bytes 🧠",
    "é",
    "e\u0301",
    "'; DROP TABLE attempt; --",
    "\\",
    "�",
    "",
    " ",
)


@pytest.fixture
def book(classroom: Classroom) -> Book:
    return classroom.book


def of(
    code: bytes | None, when: datetime | None = None, *problems: Problem, student: str = "ada"
) -> Submission:
    """One file, or nothing that could be read."""
    return Submission(
        student,
        TOPIC,
        {} if code is None else {f"{TOPIC}.py": code},
        status=Status.UNGRADED if code is None else Status.GRADED,
        problems=problems,
        submitted=None if when is None else TimeStamp(when, "timestamp.txt"),
    )


def remember(book: Book, *many: Submission) -> list[int]:
    """The numbers of the attempts that these are, each kept in a transaction of its own."""
    found = []
    for one in many:
        with book.writing() as connection:
            who = people.known(connection, one.student)
            when = one.submitted.when if one.submitted is not None else None
            topic = marks.topic_id(connection, TOPIC)
            kept = attempts.remember(connection, one, who, topic, when)
            query = select(attempt.c.number).where(attempt.c.id == kept)
            found.append(int(connection.execute(query).scalar_one()))
    return found


def kept(book: Book) -> Sequence[Submission]:
    """All attempts as they can be had back, in their order."""
    with book.reading() as connection:
        every = [number for (number,) in connection.execute(select(attempt.c.id))]
        return [one for _, one in sorted(attempts.submissions(connection, every).items())]


def count(book: Book, table: object = attempt) -> int:
    with book.reading() as connection:
        query = select(func.count()).select_from(table)  # type: ignore[arg-type]
        return int(connection.execute(query).scalar_one())


class TestWhatIsNew:
    @pytest.mark.parametrize("when", [None, THEN], ids=["unknown time", "known time"])
    def test_the_same_again_adds_nothing(self, book: Book, when: datetime | None) -> None:
        assert remember(book, of(b"1", when), of(b"1", when)) == [1, 1]

    def test_other_contents_are_another_attempt(self, book: Book) -> None:
        assert remember(book, of(b"1", THEN), of(b"2", THEN), of(b"2", THEN)) == [1, 2, 2]

    def test_equal_contents_at_another_time_are_another_attempt(self, book: Book) -> None:
        assert remember(book, of(b"1", THEN), of(b"1", THEN + timedelta(seconds=1))) == [1, 2]
        assert count(book, blob) == 2  # the file, and how both were collected

    def test_one_moment_in_two_time_zones_is_one_attempt(self, book: Book) -> None:
        elsewhere = THEN.astimezone(tz=None)
        assert remember(book, of(b"1", THEN), of(b"1", elsewhere)) == [1, 1]

    def test_who_goes_back_to_an_earlier_version_has_a_new_attempt(self, book: Book) -> None:
        versions = [of(b"A"), of(b"B"), of(b"A"), of(b"A"), of(b"B"), of(b"B")]
        assert remember(book, *versions) == [1, 2, 3, 3, 4, 4]

    def test_a_known_time_that_is_not_told_again_adds_nothing(self, book: Book) -> None:
        assert remember(book, of(b"1", THEN), of(b"1")) == [1, 1]

    def test_a_clock_that_is_ahead_makes_no_attempt_of_each_import(self, book: Book) -> None:
        """Something was submitted in the future; what comes later is imported twice."""
        ahead = datetime(2099, 1, 1, tzinfo=UTC)
        assert remember(book, of(b"A", ahead), of(b"B"), of(b"B"), of(b"B")) == [1, 2, 2, 2]

    def test_students_share_no_attempts(self, book: Book) -> None:
        remember(book, of(b"1"), of(b"1", student="ben"))
        assert count(book) == 2

    def test_an_alias_is_the_same_student(self, book: Book) -> None:
        remember(book, of(b"1"))
        with book.writing() as connection:
            who = people.known(connection, "ada")
            connection.exec_driver_sql(f"INSERT INTO alias VALUES ('ada l.', {who.id})")
        assert remember(book, of(b"1", student="ada l.")) == [1]
        assert (count(book), count(book, person)) == (1, 1)

    def test_another_kind_of_problem_is_another_attempt(self, book: Book) -> None:
        found = [of(None, THEN, problem(kind)) for kind in (ProblemKind.BAD_ARCHIVE,) * 2]
        found.append(of(None, THEN, problem(ProblemKind.REFUSED_ARCHIVE)))
        assert remember(book, *found) == [1, 1, 2]

    def test_a_problem_in_other_words_is_no_new_attempt(self, book: Book) -> None:
        """A later kit says the same better; decisions must not be left on an attempt for that."""
        before = of(b"1", THEN, problem(ProblemKind.RENAMED_FILE, "read solution.py"))
        after = of(b"1", THEN, problem(ProblemKind.RENAMED_FILE, "solution.py was read"))
        assert remember(book, before, after) == [1, 1]


class TestFolders:
    def test_a_folder_twice_then_its_archive_add_nothing(self, book: Book, tmp_path: Path) -> None:
        for student in ("ada", "ben"):
            folder = tmp_path / "class" / student
            folder.mkdir(parents=True)
            (folder / f"{TOPIC}.py").write_bytes(f"# {student}".encode())
        for student in ("ada", "ben"):
            archive = tmp_path / "zipped" / f"{student}.zip"
            archive.parent.mkdir(exist_ok=True)
            with zipfile.ZipFile(archive, "w") as file:
                file.write(tmp_path / "class" / student / f"{TOPIC}.py", f"{TOPIC}.py")
        for place in ("class", "class", "zipped", "class"):
            remember(book, *discover(tmp_path / place, [TOPIC], TOPIC))
        assert (count(book), count(book, person)) == (2, 2)

    def test_an_unreadable_archive_is_an_attempt_with_its_problem(
        self, book: Book, tmp_path: Path
    ) -> None:
        (tmp_path / "ada.zip").write_bytes(b"PK\x03\x04 and then nothing that is an archive")
        found = discover(tmp_path, [TOPIC], TOPIC)
        assert remember(book, *found, *found) == [1, 1]
        [back] = kept(book)
        assert (back.status, back.problems) == (found[0].status, found[0].problems)
        assert back.problems != ()


class TestWhatComesBack:
    def test_what_was_submitted(self, book: Book) -> None:
        said = problem(ProblemKind.RENAMED_FILE, "read solution.py")
        one = replace(of(b"1 \0 \xff", THEN, said), file_name="solution.py")
        remember(book, one)
        assert kept(book) == [one]

    def test_its_hash(self, book: Book) -> None:
        one = replace(of(b""), files={name: ascii(name).encode() for name in HOSTILE})
        remember(book, one)
        [back] = kept(book)
        assert back.hash == one.hash

    @pytest.mark.parametrize("name", HOSTILE, ids=ascii)
    def test_names_of_every_kind(self, book: Book, name: str) -> None:
        """Of files and of students: kept, found again, and imported twice without a second one."""
        one = replace(of(b"1", student=name), files={name: b"1"}, file_name=name)
        assert remember(book, one, one) == [1, 1]
        assert count(book, person) == 1
        [back] = kept(book)
        assert list(back.files.values()) == [b"1"]

    def test_names_that_look_alike_stay_apart(self, book: Book) -> None:
        """Spelling out what cannot be kept must not make two names one."""
        remember(book, replace(of(b""), files={name: b"1" for name in HOSTILE}))
        assert count(book, attempt_file) == len(HOSTILE)
        remember(book, *(of(b"1", student=name) for name in HOSTILE))
        assert count(book, person) == len(HOSTILE) + 1

    def test_a_file_over_the_bound_is_known_by_its_digest(self, book: Book) -> None:
        large = bytes(blobs.MAX_KEPT + 1)
        assert remember(book, of(large), of(large)) == [1, 1]
        assert kept(book) == []
        with book.reading() as connection:
            [found] = connection.execute(select(blob).where(blob.c.content.is_(None))).all()
        assert found.size == len(large)

    def test_a_file_at_the_bound_comes_back(self, book: Book) -> None:
        one = of(bytes(blobs.MAX_KEPT))
        remember(book, one)
        assert kept(book) == [one]

    def test_more_attempts_at_once_than_a_query_may_name(self, book: Book) -> None:
        remember(book, of(b"1"))
        with book.reading() as connection:
            found = attempts.submissions(connection, range(1, 70_000))
        assert [one.files for one in found.values()] == [{f"{TOPIC}.py": b"1"}]


class TestResults:
    def test_more_at_once_than_a_query_may_name(self, classroom: Classroom) -> None:
        classroom.submit("ada", {"loss": 3.0})
        with classroom.book.reading() as connection:
            found = results.reports(connection, range(1, 70_000))
            equal = results.by_fingerprint(connection, [f"run {n}" for n in range(70_000)])
            each = results.fingerprints(connection, range(1, 70_000))
        assert [one.score for one in found.values()] == [3.0]
        assert (equal, each) == ({"run 1": 1}, {1: "run 1"})

    def test_a_fault_of_the_kit_never_replaces_what_there_is(self, classroom: Classroom) -> None:
        classroom.submit("ada", {"loss": 3.0})
        classroom.grade_again("ada", None, fault=True)
        assert classroom.points("ada") == 3.0

    def test_a_result_replaces_a_fault(self, classroom: Classroom) -> None:
        classroom.submit("ada", {"loss": 3.0})
        classroom.grade_again("ada", None, fault=True)
        classroom.grade_again("ada", {"loss": 2.0})
        assert classroom.points("ada") == 2.0

    def test_of_faults_alone_the_latest(self, classroom: Classroom) -> None:
        number = classroom.submit("ada", None)
        classroom.grade_again("ada", None, fault=True, number=number)
        assert classroom.points("ada") is None

    def test_lateness_in_a_report_is_not_charged_twice(self, classroom: Classroom) -> None:
        """A report of a hosted grader has it already; a mark charges it by the rules of now."""
        classroom.submit("ada", {"loss": 1.0})
        late = Lateness(submitted=None, source="", due="", days=1, percent=50.0, raw_score=4.0)
        charged = replace(report({"loss": 4.0}), score=2.0, lateness=late)
        with classroom.book.writing() as connection:
            run = results.begin(connection, 1)
            number = results.keep(connection, run, 1, charged, "", {})
        assert classroom.points("ada") == 4.0
        with classroom.book.reading() as connection:
            assert results.reports(connection, [number])[number].score == 4.0


class TestTexts:
    @pytest.mark.parametrize("body", HOSTILE, ids=ascii)
    def test_a_reason_of_every_kind_is_kept(self, classroom: Classroom, body: str) -> None:
        classroom.submit("ada", {"loss": 3.0})
        classroom.decide("ada", Kind.EXCUSE, because=f"because {body}.")
        [found] = classroom.decided("ada")
        assert found.because == clean(f"because {body}.")

    @given(some.text(some.sampled_from("a0f\0\ud800\udc80\ufffd\\x")))
    def test_what_cannot_be_kept_is_spelt_out_and_can_be_had_back(self, text: str) -> None:
        """Of two texts, therefore, two are made."""
        found = clean(text)
        assert "\0" not in found and found.encode("utf-8").decode("utf-8") == found
        assert original(found) == text

    @pytest.mark.parametrize("text", ["Noether", "é", "caf\ufffd", "a\\x00b", "🧠"])
    def test_what_can_be_kept_stays_as_it_is(self, text: str) -> None:
        assert clean(text) == text


def problem(kind: ProblemKind, message: str = "said in words") -> Problem:
    return Problem(kind=kind, message=message)
