"""Who may ask the review page: the one browser that was given its address."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from autograder.gradebook.book import Book
from autograder.review.gate import Gate
from tests.review.classroom import how_many
from tests.review.conftest import HERE, PORT, Reviewer

STYLE = "/static/review.css"


def test_the_address_leaves_a_cookie_that_no_script_reads_and_is_gone(
    gate: Gate, stranger: TestClient
) -> None:
    entered = stranger.get(gate.address)
    assert entered.headers["location"] == "/"
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie
    assert stranger.get(STYLE).status_code == 200


def test_the_address_opens_once(gate: Gate, browser: TestClient) -> None:
    browser.cookies.clear()
    assert browser.get(gate.address).status_code == 403
    assert browser.get(STYLE).status_code == 403


@pytest.mark.parametrize("path", ["/", "/enter/", "/enter/guess", STYLE, "/static/review.js"])
def test_a_stranger_sees_nothing(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403 and "set-cookie" not in answer.headers


@pytest.mark.parametrize("given", ["", "autograder-review-4711=guess", "autograder-review-4711=ä"])
def test_another_cookie_is_refused(stranger: TestClient, given: str) -> None:
    answer = stranger.get(STYLE, headers={b"cookie": given.encode()})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:4711", "127.0.0.1", "127.0.0.1:80", "127.0.0.2:4711", ""]
)
def test_another_host_is_refused(browser: TestClient, host: str) -> None:
    assert browser.get(STYLE, headers={"host": host}).status_code == 403


def test_localhost_is_this_host(browser: TestClient) -> None:
    [cookie] = browser.cookies.jar
    headers = {"host": f"localhost:{PORT}", "cookie": f"{cookie.name}={cookie.value}"}
    assert browser.get(STYLE, headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_another_method_is_refused(browser: TestClient, method: str) -> None:
    assert browser.request(method, STYLE).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "http://evil.example"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": "http://127.0.0.1:80"},
        {"origin": f"http://localhost:{PORT}"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
        {"origin": HERE, "sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_another_page_is_refused(
    reviewer: Reviewer, book: Book, headers: dict[str, str]
) -> None:
    """Also with all that ours sends."""
    reviewer.open("/")
    fields = reviewer.form("/names") | {"show": "1"}
    before = how_many(book)
    assert reviewer.client.post("/names", headers=headers, data=fields).status_code == 403
    assert how_many(book) == before


def test_a_form_without_its_token_is_refused(browser: TestClient) -> None:
    for data in ({}, {"form": ""}, {"form": "0.0"}, {"form": "0." + "0" * 64}):
        answer = browser.post("/names", headers={"origin": HERE}, data={"show": "1", **data})
        assert answer.status_code == 403


@pytest.mark.parametrize("path", [STYLE, "/enter/guess", "/nowhere"])
def test_every_answer_says_what_a_page_may_do(browser: TestClient, path: str) -> None:
    headers = browser.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_what_is_refused_leaves_no_event(browser: TestClient, book: Book) -> None:
    before = how_many(book)
    for headers in ({"host": "evil.example"}, {"origin": "http://evil.example"}, {}):
        answer = browser.post("/names", headers=headers, data={"show": "1"})
        assert answer.status_code == 403
    browser.post("/names", headers={"origin": HERE}, data={"show": "1", "form": "1.2"})
    browser.request("PUT", "/names", headers={"origin": HERE}, data={"show": "1"})
    browser.cookies.clear()
    browser.post("/names", headers={"origin": HERE}, data={"show": "1"})
    assert how_many(book) == before


@pytest.mark.parametrize(
    ("kind", "status"), [("multipart/form-data; boundary=x", 415), ("text/plain", 415)]
)
def test_only_what_our_forms_send_is_read(browser: TestClient, kind: str, status: int) -> None:
    headers = {"origin": HERE, "content-type": kind}
    assert browser.post("/names", headers=headers, content=b"show=1").status_code == status


def test_too_much_is_not_read(browser: TestClient) -> None:
    answer = browser.post("/names", headers={"origin": HERE}, data={"x": "y" * (1 << 20)})
    assert answer.status_code == 413
