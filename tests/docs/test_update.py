"""`python -m tests.docs` writes what examples give, and leaves out what the page left out."""

from __future__ import annotations

from pathlib import Path

from tests.docs.__main__ import brought_up_to_date, renewed
from tests.docs.pages import Page


def test_what_differs_is_written_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(
        "# Page\n\n```console\n$ echo 1\n2\n$ seq 9\n1\n…\n9\n```\n\nEnd.\n", encoding="utf-8"
    )
    assert brought_up_to_date(Page(path)) == (
        "# Page\n\n```console\n$ echo 1\n1\n$ seq 9\n1\n…\n9\n```\n\nEnd.\n"
    )


def test_what_was_left_out_stays_so_beside_a_changed_line() -> None:
    shown = "Next: mend f\n\nf 0/2\n…\ng 1/2: not right\nin … s\n"
    given = "Next: fix f\n\nf 0/2\na\nb\ng 1/2: differs\nin 3 s\n"
    assert renewed(shown, given) == "Next: fix f\n\nf 0/2\n…\ng 1/2: differs\nin … s\n"
    assert renewed("", "a\n") == "a\n"
    assert renewed("a\n", "") == ""
