"""What a page sends: read within bounds, sent from a page of ours, and acted on once.

Each form bears a token of its own. A button that is pressed twice, or a page that is sent again
after a reload, is answered with where the first press led. A form that was changed since, in a page
that the browser had kept, is something else to do.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

MAX_BYTES = 1 << 20
MAX_FIELDS = 5000
TOKEN = "form"

# The fields of a form; where to go then.
Handler = Callable[[Request, Mapping[str, str]], str]


class Forms:
    """Gives out tokens, and calls a handler once for each."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._done: dict[str, asyncio.Task[str]] = {}
        self._spent: set[str] = set()

    def token(self) -> str:
        """A new one, for one form."""
        number = secrets.token_hex(16)
        return f"{number}.{self._signature(number)}"

    async def act(self, request: Request, handler: Handler) -> Response:
        """Call the handler, unless this form was sent before; then go where it says.

        Raises HTTPException: 403 for a token that is not from here, 413 for too much.
        """
        number, fields = await self._fields(request)
        self._spent.add(number)
        same = hashlib.sha256(repr(sorted(fields.items())).encode("utf-8", "replace")).hexdigest()
        task = self._done.get(same)
        if task is None:
            task = asyncio.create_task(run_in_threadpool(handler, request, fields))
            self._done[same] = task
        try:
            # A browser that goes away meanwhile does not stop what it asked for.
            place = await asyncio.shield(task)
        except Exception:
            self._done.pop(same, None)  # nothing was done: it may be sent again
            raise
        return RedirectResponse(place, 303)

    async def keep(self, request: Request, handler: Handler) -> Response:
        """Call the handler with what is being typed, each time that it is sent; nothing to show.

        What comes in after the form itself was sent, from a page that is left, is too late.
        """
        number, fields = await self._fields(request)
        if number not in self._spent:
            await run_in_threadpool(handler, request, fields)
        return Response(status_code=204)

    async def _fields(self, request: Request) -> tuple[str, dict[str, str]]:
        """The number of a form's token, and its fields."""
        fields = await _read(request)
        number, _, signature = fields.get(TOKEN, "").partition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(number).encode()):
            raise HTTPException(403)
        return number, fields

    def _signature(self, number: str) -> str:
        return hmac.new(self._secret, number.encode(), hashlib.sha256).hexdigest()


async def _read(request: Request) -> dict[str, str]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise HTTPException(413)
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise HTTPException(415)
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict"
        )
    except ValueError:  # no UTF-8, or too many
        raise HTTPException(400) from None
    return dict(pairs)
