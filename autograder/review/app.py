"""The application: which address shows what."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from autograder.review import pages
from autograder.review.forms import Handler
from autograder.review.gate import Gate
from autograder.review.screens import groups, log, names, person, start, submission, topic
from autograder.review.session import Session, session_of

TITLES = {
    400: ("This could not be read", "What the page sent was not understood. Nothing was saved."),
    403: ("Refused", "This form is from an earlier start of the review page. Nothing was saved."),
    404: ("There is no such page", "It may belong to another gradebook."),
    413: ("Too much", "What was sent is longer than a page of ours sends. Nothing was saved."),
}


def application(session: Session, port: int) -> Gate:
    """The review page of a session, for requests to this port."""
    app = Starlette(
        routes=[
            Route("/static/{name}", pages.static),
            Route("/favicon.ico", _nothing),
            Route("/", start.start),
            _post("/names", names.choose),
            Route("/topic/{topic}", topic.topic),
            Route("/groups/{topic}", groups.groups),
            _post("/groups/{topic}/take-back", groups.take_back),
            Route("/group/{topic}/{task}/{behaviour:int}", groups.group, methods=["GET"]),
            _post("/group/{topic}/{task}/{behaviour:int}", groups.act),
            Route("/log", log.events),
            Route("/person/{person:int}", person.person),
            Route("/mark/{mark:int}", submission.submission, methods=["GET"]),
            _post("/mark/{mark:int}", submission.save),
            Route("/mark/{mark:int}/draft", _keep_draft, methods=["POST"]),
            _post("/mark/{mark:int}/take-back", submission.take_back),
            Route("/mark/{mark:int}/conflict", submission.conflict, methods=["GET"]),
            _post("/mark/{mark:int}/conflict", submission.resolve),
        ],
        exception_handlers={HTTPException: _refused, Exception: _failed},
    )
    app.state.session = session
    return Gate(app, port)


def _post(path: str, handler: Handler) -> Route:
    async def endpoint(request: Request) -> Response:
        return await session_of(request).forms.act(request, handler)

    return Route(path, endpoint, methods=["POST"])


async def _keep_draft(request: Request) -> Response:
    return await session_of(request).forms.keep(request, submission.keep_draft)


async def _nothing(request: Request) -> Response:
    """Browsers ask for an icon on their own."""
    return Response(status_code=204)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title, words = TITLES.get(error.status_code, TITLES[400])
    return pages.page(request, "problem.html", status=error.status_code, title=title, words=words)


async def _failed(request: Request, error: Exception) -> Response:
    """A bug of ours: the page says so, and the terminal shows where, as it may hold names."""
    title, words = "This went wrong", "It is a bug of the kit; the terminal shows where."
    return pages.page(request, "problem.html", status=500, title=title, words=words)
