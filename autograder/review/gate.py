"""Who may ask: one browser on this machine, which was given the address that the terminal shows.

Any page that is open in the same browser can send requests to 127.0.0.1. So each request must name
this host (against rebound names), a POST must come from this page, and both need the cookie.
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENTER = "/enter/"
METHODS = ("GET", "HEAD", "POST")
REFUSED = "Refused. Open the address that `autograder review` shows in the terminal."
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    # With "no-referrer" browsers would send `Origin: null` with this page's own forms. To other
    # sites nothing is sent either way.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Gate:
    """Passes requests of the one browser to the application, and refuses all others with 403."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._token = secrets.token_urlsafe(32)
        self._entered = False
        self._session = secrets.token_urlsafe(32)
        # Cookies do not tell ports apart: two reviews at once must not take each other's.
        self._cookie = f"autograder-review-{port}"

    @property
    def address(self) -> str:
        """Where a browser enters, once."""
        return f"http://{self._hosts[0]}{ENTER}{self._token}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            answer = self._answer(scope)
            await (answer or self._app)(scope, receive, _with_headers(send))
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _answer(self, scope: Scope) -> Response | None:
        """What is said before the application is asked; None where it is to be asked."""
        headers = Headers(scope=scope)
        # One each: which of two would count is for nobody to guess.
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self._hosts or scope["method"] not in METHODS:
            return _refusal()
        if scope["path"].startswith(ENTER):
            return self._enter(scope)
        if not self._knows(headers):
            return _refusal()
        if scope["method"] == "POST" and not _from_this_page(headers, hosts[0]):
            return _refusal()
        return None

    def _enter(self, scope: Scope) -> Response:
        given = scope["path"].removeprefix(ENTER)
        right = secrets.compare_digest(given.encode(), self._token.encode())
        if self._entered or not right or scope["method"] != "GET":
            return _refusal()
        self._entered = True
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._cookie, self._session, httponly=True, samesite="strict", path="/")
        return answer

    def _knows(self, headers: Headers) -> bool:
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        given = cookies[self._cookie].value if self._cookie in cookies else ""
        return secrets.compare_digest(given.encode(), self._session.encode())


def _from_this_page(headers: Headers, host: str) -> bool:
    site = headers.get("sec-fetch-site", "same-origin")
    return headers.getlist("origin") == [f"http://{host}"] and site == "same-origin"


def _refusal() -> Response:
    return PlainTextResponse(REFUSED, 403)


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return send_with_headers
