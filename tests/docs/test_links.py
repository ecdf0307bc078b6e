"""Every link inside the project leads somewhere, and every page can be reached."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.pages import DOCS, Page, pages

PAGES = pages()
ELSEWHERE = re.compile(r"[a-z]+:")


def broken(one: Page) -> list[str]:
    """The links of a page that lead to no file, or to no heading of it."""
    found = []
    for link in one.links:
        if ELSEWHERE.match(link):
            continue
        path, _, anchor = link.partition("#")
        target = (one.path.parent / path).resolve() if path else one.path
        if not target.exists() or (anchor and anchor not in _included(target)):
            found.append(link)
    return found


def _included(target: Path) -> frozenset[str]:
    """The anchors of a page, and of those that it includes."""
    shown = Page(target)
    anchors = set(shown.anchors)
    for block in re.finditer(r"^```\{include\} (\S+)", shown.text, re.MULTILINE):
        anchors |= Page((target.parent / block[1]).resolve()).anchors
    return frozenset(anchors)


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_links_lead_somewhere(one: Page) -> None:
    assert broken(one) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# A title, and more\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](there.md) [b](there.md#a-title-and-more) [c](gone.md) [d](there.md#gone) [e](#gone)",
        encoding="utf-8",
    )
    assert broken(Page(page)) == ["gone.md", "there.md#gone", "#gone"]


def test_every_page_is_in_a_table_of_contents() -> None:
    reached: set[Path] = set()
    waiting = [DOCS / "index.md"]
    while waiting:
        path = waiting.pop().resolve()
        if path not in reached:
            reached.add(path)
            waiting += Page(path).children
    assert reached == {one.path for one in PAGES if one.path.is_relative_to(DOCS)}


def test_no_page_is_in_two_tables_of_contents() -> None:
    listed = [child for one in PAGES for child in one.children]
    assert len(listed) == len(set(listed))


def test_the_readme_is_one_page() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 80


def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-d", tmp_path / "trees"]
    site = tmp_path / "site"
    done = subprocess.run(
        [*map(str, command), str(DOCS), str(site)],
        capture_output=True,
        text=True,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for one in PAGES:
        if one.path.is_relative_to(DOCS):
            assert (site / one.path.relative_to(DOCS)).with_suffix(".html").exists()
