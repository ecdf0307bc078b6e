"""What the pages show is what a reader gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.sandbox.tiers import Tier
from tests.conftest import ROOT
from tests.docs.pages import Page, pages
from tests.docs.sessions import Different, Session, results, runs, same

RUNNABLE = [page for page in pages() if runs(page)]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A reader in an empty folder."""
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    return Session(folder, home)


def written(folder: Path, text: str) -> Page:
    """A page of these words."""
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return Page(path)


@pytest.mark.parametrize("page", RUNNABLE, ids=lambda page: page.name)
def test_a_page_shows_what_its_examples_give(page: Page, session: Session, tier: Tier) -> None:
    if "autograder grade" in page.text and tier.letter == "D":
        pytest.skip("this machine cannot confine submissions, and the page does not pretend it can")
    for example, given in results(page, session):
        if not same(example.shown, given):
            raise Different(
                f"{page.name}, line {example.block.first + 1}: {example.asked}\n"
                f"--- the page shows\n{example.shown}\n--- it gives\n{given}\n"
                f"If this is right now: python -m tests.docs {page.path.relative_to(ROOT)}"
            )


def test_the_two_first_pages_of_the_readers_are_run() -> None:
    names = {page.name for page in RUNNABLE}
    assert {"docs/students/first-topic.md", "docs/instructors/first-class.md"} <= names


def test_a_page_that_shows_something_else_is_found(tmp_path: Path, session: Session) -> None:
    page = written(tmp_path, "```console\n$ echo 1\n2\n```\n")
    [(example, given)] = results(page, session)
    assert given == "1\n"
    assert not same(example.shown, given)


def test_a_failing_command_shows_its_errors(tmp_path: Path, session: Session) -> None:
    page = written(tmp_path, "```console\n$ echo out; echo err >&2; exit 3\n```\n")
    [(_, given)] = results(page, session)
    assert given == "out\nerr\n"


def test_a_hidden_command_must_not_fail(tmp_path: Path, session: Session) -> None:
    page = written(tmp_path, "<!-- run: false -->\n")
    with pytest.raises(Different):
        list(results(page, session))


def test_the_folder_is_kept_between_blocks(tmp_path: Path, session: Session) -> None:
    page = written(
        tmp_path, "```console\n$ mkdir a\n$ cd a\n```\n\n```console\n$ basename $PWD\n```\n"
    )
    assert [given for _, given in results(page, session)] == ["", "", "a\n"]


def test_files_are_written_and_functions_replaced(tmp_path: Path, session: Session) -> None:
    text = (
        "<!-- file: one.py -->\n```python\ndef f():\n    return 1\n\n\n"
        "def g():\n    return 2\n```\n\n"
        "<!-- into: one.py -->\n```python\ndef f():\n    return 3\n```\n\n"
        '```console\n$ python -c "import one; print(one.f(), one.g())"\n```\n'
    )
    assert [given for _, given in results(written(tmp_path, text), session)] == ["3 2\n"]


def test_a_wrong_doctest_is_found(tmp_path: Path, session: Session) -> None:
    right = written(tmp_path, "```pycon\n>>> x = 2\n```\n\n```pycon\n>>> x\n2\n```\n")
    assert list(results(right, session)) == []
    wrong = written(tmp_path, "```pycon\n>>> 1 + 1\n3\n```\n")
    with pytest.raises(Different, match="2"):
        list(results(wrong, session))


def test_cells_show_their_last_value(tmp_path: Path, session: Session) -> None:
    text = "```ipython\nIn [1]: x = 2\n\nIn [2]: x + 1\n   ...:\nOut[2]:\n3\n```\n"
    found = [(example.shown, given) for example, given in results(written(tmp_path, text), session)]
    assert found == [("\n", ""), ("3\n", "3\n")]


@pytest.mark.parametrize(
    ("shown", "given", "fits"),
    [
        ("a\n", "a\n", True),
        ("a\n", "b\n", False),
        ("a\n", "a\nb\n", False),
        ("a\n…\n", "a\nb\nc\n", True),
        ("a\n…\nd\n", "a\nb\nc\n", False),
        ("took … s\n", "took 1.3 s\n", True),
        ("took … s\n", "took 1.3\n s\n", False),
        ("sandbox tier A\n", "sandbox tier C\n", True),
        ("sandbox tier A\n", "sandbox tier D\n", False),
    ],
)
def test_an_ellipsis_stands_for_what_is_left_out(shown: str, given: str, fits: bool) -> None:
    assert same(shown, given) is fits
