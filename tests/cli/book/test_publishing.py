"""Publishing: who gets a page, what stands on it, and that it is kept as it went out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from autograder.cli import main
from autograder.gradebook import blobs, people, publishing
from autograder.gradebook import book as books
from autograder.gradebook.errors import Conflict
from autograder.gradebook.mark import Kind
from autograder.gradebook.schema import person, published
from tests.gradebook.classroom import Classroom

TASKS = {"forward": 3.0, "loss": 1.0}
SOURCE = "def forward(x):\n    return x\n\n\ndef loss(y):  # <b>bold</b>\n    return 0\n"


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    made = Classroom(books.make(str(tmp_path / "book.db")))
    for name in ("ada", "ben"):
        made.submit(name, TASKS, text=SOURCE)
    made.submit("cem", None)
    made.enroll("dee")
    return made


def book(room: Classroom, *arguments: str) -> str:
    address = str(room.book.engine.url.database)
    done = CliRunner().invoke(main, ["book", *arguments, "--book", address])
    assert done.exit_code == 0, done.output
    return done.output


def publish(room: Classroom, folder: Path, *options: str) -> str:
    return book(room, "publish", "backprop", "--output", str(folder), *options)


def pages(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text() for path in folder.glob("*.html")}


def test_what_is_ungraded_is_held_back_and_who_submitted_nothing_gets_no_page(
    room: Classroom, tmp_path: Path
) -> None:
    said = publish(room, tmp_path)
    assert set(pages(tmp_path / "backprop-1")) == {"ada", "ben"}
    assert "  cem: attempt 1 could not be graded" in said
    assert "No page for 1 who submitted nothing" in said
    with zipfile.ZipFile(tmp_path / "backprop-1.zip") as archive:
        assert sorted(archive.namelist()) == ["ada.html", "ben.html"]


def test_a_page_has_points_by_hand_comments_and_the_code(room: Classroom, tmp_path: Path) -> None:
    room.decide("ada", Kind.TASK, 2.5, task="loss", because="the sign is a convention")
    book(room, "comment", "ada", "backprop", "Nearly.", "--task", "loss")
    book(room, "comment", "ada", "backprop", "Here the mean is missing.", "--line", "6")
    book(room, "comment", "ada", "backprop", "Copied?", "--not-shown")
    publish(room, tmp_path)
    page = pages(tmp_path / "backprop-1")["ada"]
    assert "5.5" in page and "Your instructor set 2.5 points here." in page
    assert "Your instructor says: Nearly." in page
    line = page.partition('id="L6"')[2].partition("</tr>")[0]
    assert "Here the mean is missing." in line
    assert "&lt;b&gt;bold&lt;/b&gt;" in page and "<b>bold" not in page
    for unsaid in ("Copied?", "convention", "ben", "bo"):
        assert f">{unsaid}<" not in page and f" {unsaid} " not in page


def test_a_dry_run_keeps_and_writes_nothing(room: Classroom, tmp_path: Path) -> None:
    assert publish(room, tmp_path, "--dry-run").startswith("2 pages would go out")
    assert not list(tmp_path.glob("backprop*"))
    with room.book.reading() as connection:
        assert connection.execute(select(published)).all() == []


def test_changes_are_the_pages_that_differ_and_old_ones_stay_as_they_went_out(
    room: Classroom, tmp_path: Path
) -> None:
    publish(room, tmp_path)
    before = pages(tmp_path / "backprop-1")["ada"]
    room.decide("ada", Kind.TASK, 2.5, task="loss")
    assert "1 as published before" in publish(room, tmp_path, "--changes")
    assert set(pages(tmp_path / "backprop-2")) == {"ada"}
    with room.book.reading() as connection:
        first = connection.execute(select(published).order_by(published.c.publication_id)).first()
        assert first is not None and first.final == 400
        kept = blobs.contents(connection, [first.page_digest])
        assert kept[first.page_digest].decode() == before
    assert "No page goes out." in publish(room, tmp_path, "--changes")


def test_a_section_or_one_student_is_published_alone(room: Classroom, tmp_path: Path) -> None:
    with room.book.writing() as connection:
        ben = people.student(connection, "ben")
        connection.execute(person.update().where(person.c.id == ben.id).values(section="B"))
    publish(room, tmp_path, "--section", "B")
    publish(room, tmp_path, "--only", "ada")
    assert set(pages(tmp_path / "backprop-1")) == {"ben"}
    assert set(pages(tmp_path / "backprop-2")) == {"ada"}


def test_a_decision_that_wants_a_look_holds_the_page_back(room: Classroom, tmp_path: Path) -> None:
    room.decide("ada", Kind.TASK, 2.5, task="loss")
    room.submit("ada", TASKS, text="another")
    said = publish(room, tmp_path)
    assert "  ada: 1 decision was left on attempt 1" in said
    assert set(pages(tmp_path / "backprop-1")) == {"ben"}


def test_a_mark_that_changes_while_pages_are_made_is_not_published(
    room: Classroom, tmp_path: Path
) -> None:
    with room.book.reading() as connection:
        planned = publishing.plan(connection, "backprop")
    room.decide("ada", Kind.TASK, 2.5, task="loss")
    with room.book.writing() as connection, pytest.raises(Conflict, match="publish again"):
        bo = people.known(connection, "bo", people.STAFF)
        publishing.publish(connection, "backprop", [(planned.outgoing[0], b"page")], bo)


def test_pages_that_cannot_be_written_did_not_go_out(room: Classroom, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    words = ["book", "publish", "backprop", "--output", str(tmp_path / "file/below")]
    done = CliRunner().invoke(main, [*words, "--book", str(room.book.engine.url.database)])
    assert done.exit_code == 2 and "cannot write" in done.output
    with room.book.reading() as connection:
        assert connection.execute(select(published)).all() == []
