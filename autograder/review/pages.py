"""Pages in the kit's own templates, and the files that they load."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from autograder.reports.environment import page_environment
from autograder.review.keys import KEYS
from autograder.review.session import Session, session_of

# What is served as it lies there; the style sheet is made of those of the written pages.
FILES = {
    "htmx.min.js": "text/javascript",
    "htmx.LICENSE.txt": "text/plain",
    "review.js": "text/javascript",
}
STYLE = "review.css"

_environment = page_environment("autograder.review")
_environment.globals["KEYS"] = KEYS


def page(request: Request, template: str, status: int = 200, **content: Any) -> Response:
    """A page, with what every page shows: who reviews, whether names are shown, what was done."""
    session: Session = session_of(request)
    text = _environment.get_template(template).render(
        session=session,
        token=session.forms.token,
        here=_here(request),
        said=session.said(request.query_params.get("said", "")),
        **content,
    )
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


@cache
def _style() -> str:
    sheets = ("style.css", "code.css", STYLE)
    return "\n".join(_environment.get_template(name).render() for name in sheets)


def _here(request: Request) -> str:
    """The address of this page within the host, without what was done before."""
    query = request.url.remove_query_params("said").query
    return request.url.path + (f"?{query}" if query else "")
