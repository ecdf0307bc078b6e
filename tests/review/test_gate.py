"""Who may ask the review page: the one browser that was given its address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from autograder.review.app import application
from autograder.review.gate import Gate
from autograder.review.session import Session

PORT = 4711
HERE = f"http://127.0.0.1:{PORT}"


@pytest.fixture
def gate() -> Gate:
    return application(Session("bo", "course"), PORT)


@pytest.fixture
def stranger(gate: Gate) -> Iterator[TestClient]:
    with TestClient(gate, base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def browser(gate: Gate, stranger: TestClient) -> TestClient:
    """One that has entered."""
    assert stranger.get(gate.address).status_code == 303
    return stranger


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
def test_a_form_from_another_page_is_refused(browser: TestClient, headers: dict[str, str]) -> None:
    assert browser.post("/names", headers=headers, data={"show": "1"}).status_code == 403


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
