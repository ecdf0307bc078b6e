"""The review page in Chromium, with scripts and without: nothing of a student's acts, all is seen.

It is served as a user serves it, by the command.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from autograder.gradebook.book import Book
from tests.reports.test_pages import needs_chromium
from tests.review.classroom import (
    ADA,
    HOSTILE,
    MAX,
    TOPIC,
    classroom,
    final,
    happened,
    mark_of,
)
from tests.review.test_screens import other_decides

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/enter/\S+")
AXE = Path(__file__).with_name("axe") / "axe.min.js"
WITHOUT_AND_WITH = pytest.mark.parametrize("scripts", [False, True], ids=["no scripts", "scripts"])


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def reviewing(place: str, name: str = "bo") -> Iterator[str]:
    """`autograder review` as a process of its own; the address that it shows."""
    command = [sys.executable, "-m", "autograder", "review", "--book", place, "--as", name]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    )
    assert process.stdout is not None
    try:
        found = next(one for line in process.stdout if (one := ADDRESS.search(line)))
        yield found[0]
    finally:
        process.terminate()
        process.communicate()


class Reviewer:
    """A page that has entered, and what a browser complained of meanwhile."""

    def __init__(self, browser: Browser, address: str, *, scripts: bool) -> None:
        self.context = browser.new_context(java_script_enabled=scripts)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        found = ADDRESS.match(address)
        assert found is not None
        self.base = found[1]
        self.page.goto(address)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "class.db")


@pytest.fixture
def book(place: str) -> Iterator[Book]:
    made = classroom(place)
    yield made
    made.engine.dispose()


@needs_chromium
@WITHOUT_AND_WITH
def test_a_submission_is_decided_and_the_next_is_opened(
    chromium: Browser, place: str, book: Book, scripts: bool
) -> None:
    with reviewing(place) as address:
        one = Reviewer(chromium, address, scripts=scripts)
        page = one.page
        assert page.url == f"{one.base}/"
        page.get_by_role("link", name="two tasks", exact=True).first.click()
        page.get_by_role("checkbox", name="wants you").uncheck()
        page.locator("tbody").get_by_role("link").first.wait_for()
        one.open(f"/mark/{mark_of(book, ADA)}")
        page.get_by_label("yours for loss").fill("2.5")
        page.get_by_label("Reason").fill("right up to the sign")
        page.get_by_role("button", name="Save and next").click()
        expect(page.get_by_role("status")).to_contain_text("Saved for")
        assert f"/mark/{mark_of(book, ADA)}?" not in page.url
        assert final(book, ADA) == 250
        assert one.complaints == []


@needs_chromium
@WITHOUT_AND_WITH
def test_a_conflict_is_seen_and_decided(
    chromium: Browser, place: str, book: Book, scripts: bool
) -> None:
    with reviewing(place) as address:
        one = Reviewer(chromium, address, scripts=scripts)
        page = one.open(f"/mark/{mark_of(book, ADA)}")
        page.get_by_label("yours for loss").fill("2")
        page.get_by_label("Reason").fill("seen")
        other_decides(book, ADA, 100)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Somebody else changed")
        page.get_by_role("button", name="Put mine over it").click()
        expect(page.get_by_role("status")).to_contain_text("Saved for")
        assert final(book, ADA) == 200
        assert one.complaints == []


@needs_chromium
@WITHOUT_AND_WITH
def test_nothing_that_a_student_wrote_acts(
    chromium: Browser, place: str, book: Book, scripts: bool
) -> None:
    with reviewing(place) as address:
        one = Reviewer(chromium, address, scripts=scripts)
        one.page.get_by_role("button", name="Show names").click()
        expect(one.page.get_by_text("names are shown")).to_be_visible()
        for path in ("/", f"/topic/{TOPIC}", f"/mark/{mark_of(book, HOSTILE)}"):
            page = one.open(path)
            assert page.title() != "owned"
            assert page.locator("main img, main script, main svg:not([role])").count() == 0
        assert one.complaints == []


@needs_chromium
def test_the_address_is_gone_from_the_page_and_opens_once(
    chromium: Browser, place: str, book: Book
) -> None:
    with reviewing(place) as address:
        one = Reviewer(chromium, address, scripts=True)
        token = address.rpartition("/")[2]
        assert token not in one.page.url and token not in one.page.content()
        assert one.page.evaluate("document.cookie") == ""
        other = chromium.new_context().new_page()
        answer = other.goto(address)
        assert answer is not None and answer.status == 403
        commands = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
        assert token not in commands.stdout


@needs_chromium
def test_a_foreign_page_in_the_same_browser_decides_nothing(
    chromium: Browser, place: str, book: Book
) -> None:
    """It has the cookie's browser, and knows all that a form sends but the token."""
    with reviewing(place) as address:
        one = Reviewer(chromium, address, scripts=True)
        before = len(happened(book))
        foreign = one.context.new_page()
        form = f'<form method="post" action="{one.base}/names"><input name="show" value="1"></form>'
        foreign.route("http://evil.example/", lambda route: route.fulfill(
            body=f"{form}<iframe src='{one.base}/'></iframe>", content_type="text/html"
        ))  # fmt: skip
        foreign.goto("http://evil.example/")
        with foreign.expect_response("**/names") as answered:
            foreign.evaluate("document.forms[0].submit()")
        assert answered.value.status == 403
        assert len(happened(book)) == before


@needs_chromium
def test_all_can_be_done_with_keys(chromium: Browser, place: str, book: Book) -> None:
    with reviewing(place) as address:
        one = Reviewer(chromium, address, scripts=True)
        page = one.open(f"/topic/{TOPIC}?state=graded")
        keys = page.keyboard
        keys.press("j")
        keys.press("j")
        keys.press("k")
        expect(page.locator("[data-row]").first).to_be_focused()
        keys.press("Enter")
        # A key that is quicker than the exchange of pages opens the next one as a link does, with
        # the focus where a new page has it: the test waits until a page is there.
        heading = page.get_by_role("heading", level=1)
        expect(page.get_by_text("1 of 3", exact=True)).to_be_visible()
        expect(heading).to_be_focused()
        first = page.url
        keys.press("n")
        expect(page.get_by_text("2 of 3", exact=True)).to_be_visible()
        expect(heading).to_be_focused()
        keys.press("b")
        expect(page.get_by_text("1 of 3", exact=True)).to_be_visible()
        expect(heading).to_be_focused()
        assert page.url == first
        keys.press("c")
        expect(page.get_by_role("textbox", name="Comment", exact=True)).to_be_focused()
        keys.type("snob?")  # letters in a field are letters
        keys.press("Escape")
        keys.press("s")
        expect(page.get_by_role("status")).to_contain_text("comment")
        expect(page.get_by_text("2 of 3", exact=True)).to_be_visible()
        assert [event.kind for event in happened(book)].count("comment") == 1
        assert one.complaints == []


@needs_chromium
def test_what_is_typed_is_there_when_one_comes_back(
    chromium: Browser, place: str, book: Book
) -> None:
    with reviewing(place) as address:
        one = Reviewer(chromium, address, scripts=True)
        page = one.open(f"/mark/{mark_of(book, ADA)}")
        page.get_by_label("Reason").fill("half a thou")
        expect(page.get_by_text("kept as a draft")).to_be_visible()
        one.open("/")
        page = one.open(f"/mark/{mark_of(book, ADA)}")
        expect(page.get_by_label("Reason")).to_have_value("half a thou")
        page.get_by_role("button", name="Drop it").click()
        expect(page.get_by_label("Reason")).to_have_value("")
        assert one.complaints == []


@needs_chromium
def test_keys_can_be_listed_changed_and_turned_off(
    chromium: Browser, place: str, book: Book
) -> None:
    with reviewing(place) as address:
        one = Reviewer(chromium, address, scripts=True)
        page = one.open(f"/mark/{mark_of(book, MAX)}")
        comment = page.get_by_role("textbox", name="Comment", exact=True)
        page.keyboard.press("?")
        page.get_by_label("Key: write a comment").fill("x")
        page.get_by_label("Key: write a comment").press("Tab")
        page = one.open(f"/mark/{mark_of(book, MAX)}")  # it is remembered
        assert comment.get_attribute("aria-keyshortcuts") == "x"
        page.keyboard.press("c")
        expect(comment).not_to_be_focused()
        page.keyboard.press("x")
        expect(comment).to_be_focused()
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        page.get_by_label("Keys are on").uncheck()
        page.get_by_role("heading", level=1).focus()
        page.keyboard.press("x")
        expect(comment).not_to_be_focused()
        assert comment.get_attribute("aria-keyshortcuts") is None


@needs_chromium
def test_every_screen_can_be_read_by_everybody(chromium: Browser, place: str, book: Book) -> None:
    """axe finds nothing, light and dark, and at 320 px nothing is cut off."""
    made = f"/mark/{mark_of(book, ADA)}"
    with reviewing(place) as address:
        one = Reviewer(chromium, address, scripts=True)
        page = one.open(made)
        page.get_by_label("yours for loss").fill("2")
        page.get_by_label("Reason").fill("seen")
        other_decides(book, ADA, 100)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Somebody else changed")
        one.open(f"/groups/{TOPIC}")
        group = page.locator("tbody [data-row]").first.get_attribute("href")
        assert group is not None
        paths = ["/", f"/topic/{TOPIC}", f"{made}/conflict", f"/mark/{mark_of(book, MAX)}"]
        paths += [f"/groups/{TOPIC}", group, "/log", "/mark/99"]
        for path in paths:
            for width in (1280, 320):
                page.set_viewport_size({"width": width, "height": 800})
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    one.open(path)
                    page.locator("details").evaluate_all(
                        "all => all.forEach(one => one.open = true)"
                    )
                    assert violations(page) == [], (path, width, scheme)
                    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
                    assert not wide, (path, width)


def violations(page: Page) -> list[str]:
    """What axe finds. It is put in by the debugger, so that the page's policy stays as it is."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['html']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
