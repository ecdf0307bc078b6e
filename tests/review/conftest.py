from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from autograder.gradebook.book import Book
from autograder.review.app import application
from autograder.review.gate import Gate
from autograder.review.session import Session
from tests.review.classroom import classroom, staff

PORT = 4711
HERE = f"http://127.0.0.1:{PORT}"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A class in a gradebook on SQLite."""
    made = classroom(str(tmp_path / "class.db"))
    yield made
    made.engine.dispose()


@pytest.fixture
def gate(book: Book) -> Gate:
    return application(Session(book, staff(book, "bo")), PORT)


@pytest.fixture
def stranger(gate: Gate) -> Iterator[TestClient]:
    """A browser that does not know the address."""
    with TestClient(gate, base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def browser(gate: Gate, stranger: TestClient) -> TestClient:
    """One that has entered."""
    assert stranger.get(gate.address).status_code == 303
    return stranger


class Reviewer:
    """Reads pages and sends their forms, as a browser without scripts does."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.page = ""

    def open(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.status_code
        self.page = answer.text
        return self.page

    def form(self, action: str) -> dict[str, str]:
        """The hidden fields of a form on the page that is open."""
        _, found, rest = self.page.partition(f'action="{action}"')
        assert found, f"no form for {action}"
        return dict(HIDDEN.findall(rest.partition("</form>")[0]))

    def send(self, action: str, **fields: str) -> str:
        """Send a form; where that leads, which is then the page that is open."""
        return self.send_again(action, self.form(action) | fields)

    def send_again(self, action: str, fields: dict[str, str]) -> str:
        answer = self.client.post(action, data=fields, headers={"origin": HERE})
        assert answer.status_code == 303, answer.status_code
        place = str(answer.headers["location"])
        self.open(place)
        return place


@pytest.fixture
def reviewer(browser: TestClient) -> Reviewer:
    return Reviewer(browser)
