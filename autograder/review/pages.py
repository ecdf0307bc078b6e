"""Pages in the kit's own templates, and the files that they load."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from autograder.gradebook.values import moment
from autograder.reports.environment import page_environment
from autograder.reports.plain_text import plain_text
from autograder.review.changes import shown
from autograder.review.keys import KEYS
from autograder.review.names import Names
from autograder.review.session import session_of

# What is served as it lies there; the style sheet is made of those of the written pages.
FILES = {
    "htmx.min.js": "text/javascript",
    "htmx.LICENSE.txt": "text/plain",
    "review.js": "text/javascript",
}
STYLE = "review.css"

# What hides names in every string of the page that is being made. Not a variable of a template:
# macros of other files would not have it.
_hide: ContextVar[Callable[[str], str]] = ContextVar("hide", default=str)


def _hidden(text: str) -> str:
    return _hide.get()(text)


def _typed(text: str) -> Markup:
    """What the reviewer typed, to be sent again: a name in it must not become `[name]`."""
    return escape("\n".join(plain_text(line) for line in text.splitlines()))


def _when(at: datetime) -> str:
    """A moment in the zone in which it is given, to the minute."""
    return f"{at.day} {at:%b %Y, %H:%M %Z}".rstrip()


_environment = page_environment("autograder.review", last=_hidden)
_environment.globals["KEYS"] = KEYS
_environment.filters["typed"] = _typed
_environment.filters["hundredths"] = shown
_environment.filters["when"] = _when
_environment.filters["moment"] = lambda number: _when(moment(number))


def page(
    request: Request, template: str, names: Names | None = None, status: int = 200, **content: Any
) -> Response:
    """A page, with what every page shows: who reviews, whether names are shown, what was done.

    `names` hides those of students in all that is printed; a page that needs none shows no texts
    of others.
    """
    session = session_of(request)
    hiding = _hide.set(names.hide if names is not None else str)
    try:
        text = _environment.get_template(template).render(
            session=session,
            names=names,
            token=session.forms.token,
            here=here(request),
            said=session.said(request.query_params.get("said", "")),
            **content,
        )
    finally:
        _hide.reset(hiding)
    return HTMLResponse(text, status)


def static(request: Request) -> Response:
    """A script or the style sheet; 404 for all else."""
    name = request.path_params["name"]
    if name == STYLE:
        return Response(_style(), media_type="text/css")
    if name not in FILES:
        return Response(status_code=404)
    content = resources.files("autograder.review").joinpath("static", name).read_bytes()
    return Response(content, media_type=FILES[name])


def here(request: Request) -> str:
    """The address of this page within the host, without what was done before."""
    query = request.url.remove_query_params("said").query
    return request.url.path + (f"?{query}" if query else "")


@cache
def _style() -> str:
    sheets = ("style.css", "code.css", STYLE)
    return "\n".join(_environment.get_template(name).render() for name in sheets)
