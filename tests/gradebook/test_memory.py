"""Grading with a gradebook: only what is new is graded, and nothing that was known is lost."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from autograder.course.deadlines import Deadlines
from autograder.course.settings import Late, Settings
from autograder.engines import local
from autograder.engines.class_run import ClassRun
from autograder.gradebook import book as books
from autograder.gradebook import decisions, events, marks, people, roster, rules
from autograder.gradebook.book import Book
from autograder.gradebook.decisions import Wish
from autograder.gradebook.mark import Kind, Reason
from autograder.gradebook.memory import CourseMemory, Means
from autograder.gradebook.schema import mark, result, run
from autograder.model.answer_key import AnswerKey
from autograder.model.behaviour import Graded
from autograder.model.outcomes import ProblemKind, Status
from autograder.model.report import Problem, Report
from autograder.model.submission import Submission, TimeStamp
from autograder.sandbox import tiers
from autograder.sandbox.tiers import Tier
from tests.conftest import ROOT
from tests.engines.fault_scenarios import SOURCES, submissions
from tests.hostile.runner import probe_key

NOTHING_DUE = Deadlines(Settings(), ZoneInfo("UTC"))
DUE = datetime(2026, 10, 1, 12, tzinfo=UTC)
VIENNA = "Europe/Vienna"
LATE = Deadlines(
    Settings(time_zone=VIENNA, due={"probe": DUE}, late=Late(percent_per_day=10)), ZoneInfo(VIENNA)
)


@pytest.fixture
def book(database_url: str) -> Iterator[Book]:
    made = books.make(database_url)
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def key() -> AnswerKey:
    return probe_key()


def grade(  # noqa: PLR0913  what differs from one test to the next
    book: Book,
    found: list[Submission],
    key: AnswerKey,
    folder: Path,
    deadlines: Deadlines = NOTHING_DUE,
    again: bool = False,
    code: str = "this kit",
) -> tuple[dict[str, Report], CourseMemory]:
    """What `autograder grade` does: reports by student, and what it found in the book."""
    tier = tiers.find()
    means = Means({"probe": key}, tier.letter, code)
    memory = CourseMemory.begin(book, found, means, deadlines, again)
    made = ClassRun(found, means.keys, tier, 1, folder, deadlines, memory=memory).grade()
    memory.end()
    return {one.student: one for one in made}, memory


def of(student: str, source: str, submitted: datetime | None = None) -> Submission:
    stamp = TimeStamp(submitted, "test") if submitted is not None else None
    return Submission(student, "probe", {"probe.py": source.encode()}, submitted=stamp)


def count(book: Book, table: object) -> int:
    with book.reading() as connection:
        return len(connection.exec_driver_sql(f"SELECT * FROM {table}").all())


def is_whole(book: Book) -> bool:
    with book.reading() as connection:
        return not marks.wrong(connection) and not events.broken(connection)


def test_marks_are_the_scores_of_the_kit(
    book: Book, key: AnswerKey, tier: Tier, tmp_path: Path
) -> None:
    found = [*submissions(4, "right", "wrong"), Submission("zoe", "probe", {}, Status.UNGRADED)]
    plain = ClassRun(found, {"probe": key}, tier, 1, tmp_path / "plain").grade()
    remembered, _ = grade(book, found, key, tmp_path / "book")
    for one in plain:
        assert replace(remembered[one.student], duration_s=0.0) == replace(one, duration_s=0.0)
    assert (tmp_path / "plain/grades.csv").read_bytes() == (
        tmp_path / "book/grades.csv"
    ).read_bytes()
    assert is_whole(book)


def test_only_what_is_new_is_graded(
    book: Book, key: AnswerKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = submissions(3, "right", "wrong")
    first, _ = grade(book, found, key, tmp_path)
    ran = graded_by(monkeypatch)
    second, memory = grade(book, [*found, of("new", SOURCES["right"])], key, tmp_path)
    assert ran == ["new"]
    assert (memory.run.kept, memory.run.stale) == (3, 0)
    assert first == {name: one for name, one in second.items() if name != "new"}


def test_equal_submissions_are_run_once(
    key: AnswerKey, tier: Tier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a gradebook as well."""
    ran = graded_by(monkeypatch)
    found = [of("ada", SOURCES["wrong"]), of("ben", SOURCES["wrong"]), of("cem", SOURCES["right"])]
    made = ClassRun(found, {"probe": key}, tier, 1, tmp_path).grade()
    assert ran == ["ada", "cem"]
    assert [(one.student, one.score) for one in made] == [("ada", 1), ("ben", 1), ("cem", 3)]


def test_a_copy_of_what_was_graded_before_is_not_run(
    book: Book, key: AnswerKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade(book, [of("ada", SOURCES["wrong"])], key, tmp_path)
    ran = graded_by(monkeypatch)
    made, _ = grade(book, [of("ben", SOURCES["wrong"])], key, tmp_path)
    assert ran == [] and made["ben"].score == 1
    assert is_whole(book)


def test_another_kit_or_key_grades_nothing_again_unless_asked(
    book: Book, key: AnswerKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A regrade shows first which marks it changes."""
    found = [of("ada", SOURCES["wrong"])]
    grade(book, found, key, tmp_path)
    ran = graded_by(monkeypatch)
    _, memory = grade(book, found, key, tmp_path, code="another kit")
    assert ran == [] and (memory.run.kept, memory.run.stale) == (1, 1)
    grade(book, found, key, tmp_path, again=True)
    assert ran == ["ada"]


def test_a_run_merges_with_what_others_are_known_for(
    book: Book, key: AnswerKey, tmp_path: Path
) -> None:
    grade(book, submissions(3, "right"), key, tmp_path)
    grade(book, [of("zoe", SOURCES["wrong"])], key, tmp_path)
    assert students(tmp_path) == ["right00", "right01", "right02", "zoe"]


def test_without_a_gradebook_a_folder_keeps_the_rows_of_others(
    key: AnswerKey, tier: Tier, tmp_path: Path
) -> None:
    for one in submissions(3, "right", "wrong"):
        ClassRun([one], {"probe": key}, tier, 1, tmp_path).grade()
    assert students(tmp_path) == ["right00", "right02", "wrong01"]


@pytest.mark.parametrize("with_book", [True, False])
def test_a_fault_of_the_kit_replaces_no_result(
    request: pytest.FixtureRequest,
    key: AnswerKey,
    tier: Tier,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    with_book: bool,
) -> None:
    found = [of("ada", SOURCES["right"])]

    def graded() -> Report:
        if with_book:
            return grade(made, found, key, tmp_path, again=True)[0]["ada"]
        [report] = ClassRun(found, {"probe": key}, tier, 1, tmp_path).grade()
        return report

    made = books.make(f"sqlite:///{tmp_path / 'book.db'}")
    assert graded().score == 3
    monkeypatch.setattr(local, "graded", fails)
    assert (graded().score, graded().status) == (3, Status.GRADED)
    assert "3" in (tmp_path / "grades.csv").read_text()


def test_lateness_is_charged_when_the_mark_is_computed(
    book: Book, key: AnswerKey, tmp_path: Path
) -> None:
    two_days = datetime(2026, 10, 3, 11, tzinfo=UTC)
    found = [of("ada", SOURCES["right"], two_days)]
    late, _ = grade(book, found, key, tmp_path, LATE)
    plain = LATE.apply(replace(late["ada"], score=3.0, lateness=None), found[0].submitted)
    assert late["ada"] == plain and late["ada"].score == 2.4
    punctual = NOTHING_DUE
    with book.writing() as connection:
        rules.follow(connection, punctual)
    again, _ = grade(book, found, key, tmp_path, punctual)
    assert again["ada"].score == 3


def test_other_rules_move_no_mark_before_somebody_has_seen_it(
    book: Book, key: AnswerKey, tmp_path: Path
) -> None:
    found = [of("ada", SOURCES["right"], datetime(2026, 10, 3, 11, tzinfo=UTC))]
    grade(book, found, key, tmp_path, LATE)
    again, memory = grade(book, found, key, tmp_path)
    assert again["ada"].score == 2.4 and memory.run.rules_waiting == 1


def test_decisions_survive_and_ask_to_be_looked_at_when_another_attempt_counts(
    book: Book, key: AnswerKey, tmp_path: Path
) -> None:
    grade(book, [of("ada", SOURCES["wrong"])], key, tmp_path)
    with book.writing() as connection:
        bo = people.known(connection, "bo", people.STAFF)
        wish = Wish(mark_id=1, kind=Kind.TASK, task="double", points=150)
        assert decisions.decide(connection, wish, bo, "nearly").settled.mark.final == 250
    again, _ = grade(book, [of("ada", SOURCES["wrong"])], key, tmp_path)
    assert again["ada"].score == 2.5
    newer, memory = grade(book, [of("ada", SOURCES["right"])], key, tmp_path)
    assert newer["ada"].score == 3
    with book.reading() as connection:
        [look] = connection.execute(mark.select()).all()
    assert [one.reason for one in marks.looks_of(look.look)] == [Reason.LEFT_BEHIND]


def test_a_killed_run_goes_on(
    database_url: str, key: AnswerKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.make(database_url).engine.dispose()
    child = [sys.executable, "-m", "tests.gradebook.killed_run", database_url, str(tmp_path / "a")]
    done = subprocess.run(child, cwd=ROOT, env=os.environ, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    ran = graded_by(monkeypatch)
    found = submissions(5, "right", "wrong")
    with books.opened(database_url) as book:
        made, memory = grade(book, found, key, tmp_path / "b")
        assert [(one.graded, one.total) for one in memory.run.cut_short] == [(2, 5)]
        assert ran == [one.student for one in found[2:]]
        assert {name: one.score for name, one in made.items()} == {
            one.student: 3 if one.student.startswith("right") else 1 for one in found
        }
        assert (count(book, result.name), count(book, run.name)) == (5, 2)
        assert is_whole(book)


def graded_by(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Students whose submissions are run from now on."""
    ran: list[str] = []
    own = local.graded

    def noted(found: list[Submission], *rest: object) -> Iterator[Graded]:
        ran.extend(one.student for one in found)
        yield from own(found, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(local, "graded", noted)
    return ran


def fails(found: list[Submission], *_: object) -> Iterator[Graded]:
    """An engine that can grade nothing."""
    problem = Problem(kind=ProblemKind.KIT, message="the grader failed")
    for one in found:
        yield Graded(
            Report(
                student=one.student,
                topic=one.topic,
                score=None,
                max_score=3.0,
                status=Status.UNGRADED,
                sandbox_tier="A",
                key="",
                submission=one.hash,
                duration_s=0.0,
                problems=(problem,),
            )
        )


def students(folder: Path) -> list[str]:
    with (folder / "grades.csv").open(encoding="utf-8") as stream:
        return [row["student"] for row in csv.DictReader(stream)]


def test_who_is_excused_is_not_said_to_have_submitted_nothing(
    book: Book, key: AnswerKey, tmp_path: Path
) -> None:
    grade(book, [of("ada", SOURCES["right"])], key, tmp_path)
    with book.writing() as connection:
        bo = people.known(connection, "bo", people.STAFF)
        decisions.decide(connection, Wish(mark_id=1, kind=Kind.EXCUSE), bo, "ill")
    made, _ = grade(book, [of("ada", SOURCES["right"])], key, tmp_path)
    assert (made["ada"].status, made["ada"].score) == (Status.EXCUSED, None)
    assert not made["ada"].problems


def test_a_student_who_is_known_by_another_name_is_graded_once(
    book: Book, key: AnswerKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with book.writing() as connection:
        ada = people.known(connection, "ada")
        roster.call(connection, ada, "a.lovelace", people.known(connection, "bo", people.STAFF))
    found = [of("a.lovelace", SOURCES["right"])]
    made, _ = grade(book, found, key, tmp_path)
    assert made["ada"].score == 3
    ran = graded_by(monkeypatch)
    grade(book, found, key, tmp_path)
    assert ran == []
    assert students(tmp_path) == ["ada"]
